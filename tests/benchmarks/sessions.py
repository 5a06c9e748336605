"""Many sessions at once over the WebSocket that browsers use, each changing numbers of its own negotiation."""

from __future__ import annotations

import json
import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

__all__ = ["Times", "at_once"]


@dataclass(frozen=True)
class Times:
    """Seconds from a change to the end of the page, of all sessions together."""

    sessions: int
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median."""
        return statistics.median(self.seconds)

    @property
    def slow(self) -> float:
        """The 95th percentile."""
        return sorted(self.seconds)[int(0.95 * (len(self.seconds) - 1))]


def at_once(server: str, workspaces: list[str], page: str, changes: int, pause: float) -> Times:
    """One session per workspace; each changes the first editable table of a page, with pauses of random length.

    ``pause`` is the mean pause in seconds.
    """
    with ThreadPoolExecutor(len(workspaces)) as pool:
        every = pool.map(lambda key: _session(server, key, page, changes, pause), workspaces)
        return Times(len(workspaces), tuple(second for seconds in every for second in seconds))


def _session(server: str, workspace: str, page: str, changes: int, pause: float) -> list[float]:
    drawn = random.Random(workspace)
    found: list[float] = []
    address = server.replace("http", "ws", 1) + "/_stcore/stream"
    with connect(address, subprotocols=["streamlit"], max_size=None, origin=server) as socket:
        table = _run(socket, workspace, page, "", None)
        for step in range(changes):
            time.sleep(drawn.expovariate(1 / pause))
            start = time.perf_counter()
            table = _run(socket, workspace, page, table, 100 + step)
            found.append(time.perf_counter() - start)
    return found


def _run(socket: ClientConnection, workspace: str, page: str, table: str, value: float | None) -> str:
    """Run the script, with another value in the first cell of a table; returns the first table that can be edited."""
    message = BackMsg()
    message.rerun_script.query_string = f"workspace={workspace}"
    message.rerun_script.page_name = page
    if value is not None:
        state = message.rerun_script.widget_states.widgets.add(id=table)
        state.string_value = json.dumps({"edited_rows": {"0": {"0": value}}, "added_rows": [], "deleted_rows": []})
    socket.send(message.SerializeToString())
    tables: list[str] = []
    while True:
        data = socket.recv(timeout=60)
        answer = ForwardMsg()
        answer.ParseFromString(data if isinstance(data, bytes) else data.encode())
        kind = answer.WhichOneof("type")
        if kind == "new_session":
            tables = []
        elif kind == "delta":
            element = answer.delta.new_element
            if element.WhichOneof("type") == "exception":
                raise RuntimeError(f"the page failed: {element.exception.message}")
            if element.dataframe.editing_mode:
                tables.append(element.dataframe.id)
        elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return tables[0] if tables else table
