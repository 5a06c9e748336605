"""Tables that are typed into and saved at every change, so that no keystroke is lost.

An editor in the browser keeps its edits as long as its key and its first values stay the same. So a sheet remembers the
content that its tables were drawn from, and applies all edits since to that content each time. It is drawn anew, under
new keys, only where somebody else changed what it shows: undo, an option that was loaded, another window.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from toolkit.app.session import change, clash_now
from toolkit.workspace.content import Content
from toolkit.workspace.edits import Edit
from toolkit.workspace.store import Held

__all__ = ["Sheet", "let_type", "open_sheet"]

_COUNT = "sheets_drawn"
_TYPING = "sheets_typed"
_PAUSE, _STEP = 0.25, 0.05
Part = Callable[[Content], Any]


@dataclass
class Sheet:
    """What tables were drawn from: ``base``; ``known`` is the part last seen or saved, ``tried`` one being saved.

    ``waits`` says that a change is held back until the user has settled it with somebody else's.
    """

    workspace: str
    number: int
    shape: str
    base: Content
    known: Any
    part: Part
    tried: Any = None
    waits: bool = False
    again: bool = False

    def key(self, name: str) -> str:
        """The key of an editor of this sheet."""
        return f"edit_{self.workspace}_{self.number}_{name}"

    def cells(self, name: str) -> dict[int, Mapping[str, Any]]:
        """The cells that were edited since the sheet was drawn, by row and column."""
        state = st.session_state.get(self.key(name))
        rows = state["edited_rows"] if state else {}
        return {int(row): cells for row, cells in rows.items()}

    def save(self, edit: Edit, now: Content, *, again: bool = False) -> None:
        """Save what the edits come to; the page is run again where that changed something.

        With ``again`` the tables are drawn anew, since an edit has changed other cells too.
        """
        new = self.part(edit[0])
        if new == self.part(now):
            return
        self.tried, self.again = new, again
        if change(edit):
            st.session_state[_TYPING] = time.monotonic() + _PAUSE
            st.rerun()


def open_sheet(name: str, held: Held, part: Part, shape: str) -> Sheet:
    """The sheet over a part of a workspace, drawn anew where that was changed elsewhere.

    ``shape`` is everything else that the rows depend on.
    """
    place = f"edit_sheet_{name}"
    found: Sheet | None = st.session_state.get(place)
    now = part(held.content)
    clash = clash_now() is not None
    settled = found is not None and found.waits and not clash
    known = found is not None and (now == found.known or (found.tried is not None and now == found.tried))
    known = known and not (found is not None and found.again and now == found.tried)
    if found is None or settled or not known or (found.workspace, found.shape) != (held.key, shape):
        number = st.session_state.get(_COUNT, 0) + 1
        st.session_state[_COUNT] = number
        found = Sheet(held.key, number, shape, held.content, now, part)
        st.session_state[place] = found
    elif found.tried is not None and now == found.tried:
        found.known, found.tried = now, None
    found.waits = clash
    return found


def let_type() -> None:
    """Wait a moment after an edit before results are drawn; the next edit ends the wait and this run of the page.

    A browser that is busy drawing loses keystrokes in the table, so results are drawn once somebody stops typing.
    """
    until = st.session_state.get(_TYPING, 0.0)
    while time.monotonic() < until:
        time.sleep(_STEP)
        # looking at the session state lets the next edit in
        until = st.session_state.get(_TYPING, 0.0)
