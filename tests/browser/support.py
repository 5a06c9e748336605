"""What tests in the browser do again and again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs, urlsplit

from toolkit.app.menu import PAGES

__all__ = ["ALLOWED", "PAGES", "Tab", "workspace_in"]

RESTS = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    const charts = [...document.querySelectorAll('[data-testid=stVegaLiteChart]')];
    return app !== null && app.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-testid=stSkeleton], [data-testid=stSpinner], [data-stale=true]')
        && charts.every(chart => chart.querySelector('svg, canvas'));
}"""
"""Whether the script has run, nothing is loading, every chart is drawn; a function, since the policy forbids eval."""

ALLOWED: dict[str, str] = {
    "svg-img-alt": "empty layers that Vega draws for things that are not there, such as hover marks",
}
"""Rules of axe that Streamlit or Vega themselves break, and where; all other serious ones fail a test."""


def workspace_in(address: str) -> str:
    """The key of the workspace in an address."""
    return parse_qs(urlsplit(address).query).get("workspace", [""])[0]


@dataclass
class Tab:
    """A browser tab on the server, and every request that it made."""

    page: Any
    server: str
    requests: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    heard: int = 0

    def __post_init__(self) -> None:
        self.page.set_default_timeout(60_000)
        self.page.context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", self._listen)
        self.page.on("console", lambda line: self._heard(line.text))

    def _heard(self, line: str) -> None:
        if "Content Security Policy" in line:
            self.refused.append(line)

    def _listen(self, socket: Any) -> None:
        self.requests.append(socket.url)
        socket.on("framereceived", self._count)

    def _count(self, _: Any) -> None:
        self.heard += 1

    def check_requests(self) -> None:
        """Fail on a request to any other host, and on anything that the server's own policy had to stop."""
        own = {urlsplit(self.server).netloc, ""}
        outside = [url for url in self.requests if urlsplit(url).netloc not in own]
        assert not outside, f"asked another host: {outside}"
        assert not self.refused, f"stopped by the policy: {self.refused}"
        assert self.requests

    def open(self, name: str = "start", workspace: str = "") -> None:
        """Open a page by the name of its file, with a workspace where one is named."""
        path = "" if name == "start" else name
        address = f"{self.server}/{path}" + (f"?workspace={workspace}" if workspace else "")
        self.do(lambda: self.page.goto(address))

    def do(self, act: Callable[[], object]) -> None:
        """Do what makes the server answer, and wait until it has answered and the page is complete."""
        before, deadline = self.heard, time.monotonic() + 60
        act()
        while self.heard == before:
            assert time.monotonic() < deadline, "the server does not answer"
            self.page.wait_for_timeout(20)
        self.idle()

    def click(self, name: str) -> None:
        """Click a button by its label."""
        self.do(self.page.get_by_role("button", name=name, exact=True).first.click)

    def idle(self) -> None:
        """Wait until the page is complete and the server has nothing more to say."""
        calm, deadline = 0, time.monotonic() + 60
        while calm < 5:
            assert time.monotonic() < deadline, "the page does not come to rest"
            before = self.heard
            self.page.wait_for_timeout(60)
            calm = calm + 1 if self.page.evaluate(RESTS) and self.heard == before else 0

    def open_case(self, name: str) -> str:
        """Open a shipped case from the start page; returns the key of its workspace."""
        self.open()
        self.check_no_failure()
        self.do(self.page.locator(f".st-key-open_{name} button").click)
        self.page.wait_for_url("**/balanced_terms?workspace=*")
        self.idle()
        return workspace_in(self.page.url)

    def go(self, name: str) -> None:
        """Change to a page by the menu, as a user does."""
        self.do(self.page.get_by_test_id("stTopNavLink").filter(has_text=re.compile(f"^{PAGES[name]}$")).click)
        self.page.wait_for_url(f"**/{'' if name == 'start' else name}?*")
        self.idle()

    def check_no_failure(self) -> None:
        """Fail on an exception that a page shows."""
        shown = self.page.get_by_test_id("stException").all_inner_texts()
        assert not shown, shown

    def check_width(self) -> None:
        """Fail where the page is wider than the window."""
        wide = self.page.evaluate(
            """() => {
                const main = document.querySelector('[data-testid=stMain]') ?? document.documentElement;
                return [main, document.documentElement]
                    .map(part => part.scrollWidth - part.clientWidth).reduce((a, b) => Math.max(a, b));
            }"""
        )
        assert wide <= 1, f"{wide} px wider than the window"

    def check_access(self) -> None:
        """Fail on what axe finds serious or critical, apart from what ``ALLOWED`` explains."""
        if not self.page.evaluate("typeof window.axe === 'object'"):
            self.page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [
            f"{rule['id']}: {rule['help']}: {node['html'][:160]} ({node['failureSummary'][:200]})"
            for rule in found["violations"]
            if rule["impact"] in ("serious", "critical") and rule["id"] not in ALLOWED
            for node in rule["nodes"][:3]
        ]
        assert not serious, "\n".join(serious)
