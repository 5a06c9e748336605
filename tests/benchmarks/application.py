"""How fast the application answers, measured from a browser and over its own protocol.

Run with ``python -m tests.benchmarks.application`` from a checkout; it needs Chromium. Server, browser and driver share
the machine, so that the figures are pessimistic. Nothing here passes or fails.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, sync_playwright

from tests.benchmarks.sessions import at_once
from tests.browser.serving import ARGUMENTS, chromium, running_server
from tests.browser.support import Tab, workspace_in
from toolkit.case.load import shipped_cases
from toolkit.reading import read_text
from toolkit.workspace.edits import new_content
from toolkit.workspace.store import Store

_CHANGES = 20
_SESSIONS = 20

_WATCH = """() => {
    window.lastChange = 0; window.lastKey = 0;
    new MutationObserver(() => { window.lastChange = performance.now(); })
        .observe(document.querySelector('[data-testid=stMain]'), {subtree: true, childList: true, characterData: true});
    addEventListener('keydown', event => { if (event.key === 'Enter') window.lastKey = performance.now(); }, true);
}"""


def _memory(process: int) -> float:
    """Resident memory of a process, MB; 0 where the system does not tell."""
    path = Path(f"/proc/{process}/status")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0.0)


def _busy(process: int) -> float:
    """Seconds for which a process has kept a core busy; 0 where the system does not tell."""
    path = Path(f"/proc/{process}/stat")
    if not path.exists():
        return 0.0
    words = path.read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def _first_paint(browser: Any, server: str, path: str) -> tuple[float, int]:
    """Seconds from an empty cache to the first heading, and bytes received."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    received: list[int] = []
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    start = time.perf_counter()
    page.goto(f"{server}/{path}")
    page.get_by_role("heading", level=1).first.wait_for()
    taken = time.perf_counter() - start
    page.wait_for_timeout(1500)
    context.close()
    return taken, sum(received)


def _changes(tab: Tab, name: str, workspace: str) -> list[float]:
    """Seconds from Enter in the first number of a page's first table to the last change of the page."""
    tab.open(name, workspace)
    canvas = tab.page.locator("canvas[data-testid=data-grid-canvas]").first
    canvas.scroll_into_view_if_needed()
    tab.page.evaluate(_WATCH)
    found: list[float] = []
    for step in range(_CHANGES + 1):
        box = canvas.bounding_box()
        assert box is not None, "there is no table"
        tab.page.mouse.click(box["x"] + 235 + 54, box["y"] + 36 + 17)
        tab.page.wait_for_timeout(200)
        tab.page.keyboard.type(str(100 + step), delay=150)  # the first key opens the field
        tab.page.wait_for_timeout(200)
        tab.do(lambda: tab.page.keyboard.press("Enter"))
        key, change = tab.page.evaluate("[window.lastKey, window.lastChange]")
        if step:  # the first one fills caches
            found.append((change - key) / 1000)
    return found


def _told(label: str, seconds: list[float]) -> None:
    slow = sorted(seconds)[int(0.95 * (len(seconds) - 1))]
    print(f"{label}: median {statistics.median(seconds) * 1000:.0f} ms, 95 % within {slow * 1000:.0f} ms")


def _many(server: str, folder: Path, process: int) -> None:
    """Memory and answers with many sessions at once."""
    values = read_text(shipped_cases()["kenya-uk"]).values
    store = Store(f"sqlite:///{folder / 'data' / 'workspaces.sqlite'}")
    keys = [store.create(f"Session {number}", new_content(values, "x")).key for number in range(_SESSIONS)]
    store.dispose()
    at_once(server, keys[:1], "terms", 3, 0.1)
    start = _busy(process)
    _told("one session over the protocol alone", list(at_once(server, keys[:1], "terms", _CHANGES, 0.2).seconds))
    each = (_busy(process) - start) / (_CHANGES + 1)
    print(f"a change keeps one core busy for {each * 1000:.0f} ms")
    before = _memory(process)
    times = at_once(server, keys, "terms", 6, 5.0)
    grown = (_memory(process) - before) / _SESSIONS
    _told(f"{times.sessions} sessions, each changing a number every 5 s", list(times.seconds))
    print(f"memory: {before:.0f} MB with one session, then {grown:.1f} MB for each more")


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        start = time.perf_counter()
        with running_server(folder) as (server, process):
            print(f"server ready: {time.perf_counter() - start:.1f} s")
            browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
            seconds, size = _first_paint(browser, server, "")
            print(f"first useful paint of the start page, first visit: {seconds:.2f} s, {size / 1e6:.2f} MB received")
            again = [_first_paint(browser, server, "")[0] for _ in range(5)]
            print(f"the same once the server has been used: {statistics.median(again):.2f} s")
            tab = Tab(browser.new_context(viewport={"width": 1440, "height": 1400}).new_page(), server)
            start = time.perf_counter()
            workspace = tab.open_case("kenya-uk")
            print(f"from the start page to the first balanced terms: {time.perf_counter() - start:.2f} s")
            print(f"a link to them: {_first_paint(browser, server, f'balanced_terms?workspace={workspace}')[0]:.2f} s")
            try:
                _told("a changed number on Terms", _changes(tab, "terms", workspace_in(tab.page.url)))
            except (AssertionError, Error) as failure:
                print(f"a changed number on Terms could not be measured: {str(failure).splitlines()[0]}")
            browser.close()
            _many(server, folder, process)


if __name__ == "__main__":
    main()
