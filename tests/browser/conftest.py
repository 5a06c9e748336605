"""A server of its own, Chromium, and a record of every request; skipped where Chromium or Playwright is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.serving import ARGUMENTS, chromium, running_server
from tests.browser.support import Tab


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What the libraries that drive a browser warn of is not ours."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore"))


@pytest.fixture(scope="session")
def chromium_browser() -> Iterator[Any]:
    playwright_library = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install -e '.[test]'"
    )
    program = chromium()
    if program is None:
        pytest.skip("there is no Chromium: apt-get install chromium, or name one in ACCORD_CHROMIUM")
    with playwright_library.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def server(chromium_browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of ``accord app`` with an empty data folder."""
    with running_server(tmp_path_factory.mktemp("browser")) as (address, _):
        yield address


@pytest.fixture
def tab(chromium_browser: Any, server: str) -> Iterator[Tab]:
    """A tab; at the end of a test, no request may have left the server."""
    context = chromium_browser.new_context(viewport={"width": 1440, "height": 900})
    opened = Tab(context.new_page(), server)
    yield opened
    context.close()
    opened.check_requests()
