"""Takes the README's pictures of the application anew: ``python -m tests.browser.take_pictures``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.serving import ARGUMENTS, ROOT, chromium, running_server
from tests.browser.walking import Walker

FOLDER = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 1440, 900
MOST = 250_000


def terms(walker: Walker) -> Any:
    """A draft and its consequences: the balanced terms with a slower start."""
    walker.open_case("kenya-uk")
    walker.go("terms")
    walker.press("start_balanced")
    walker.type_into(walker.keyed("KEN-GBR_nurse"), 0, 1, "150")
    return walker.page.get_by_text("The draft, phase by phase and item by item.")


def corridors(walker: Walker) -> Any:
    """The map of the largest corridors with one in detail beside it."""
    walker.open_case("ghana-uk")
    walker.go("corridors")
    walker.write("corridors_most", "40")
    return walker.keyed("st-key-corridors_chart_box")


PICTURES = {"terms": (terms, 900), "corridors": (corridors, 660)}
"""How a picture is prepared, and its height in pixels."""


def main() -> None:
    """Take every picture: the window from the place that matters on."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server(Path(folder)) as (address, _),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for name, (prepare, height) in PICTURES.items():
            context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
            walker = Walker(context.new_page(), address)
            start = prepare(walker)
            walker.page.mouse.move(0, 0)
            start.evaluate("part => part.scrollIntoView({block: 'start'})")
            walker.page.evaluate("document.querySelector('[data-testid=stMain]').scrollBy(0, -76)")
            walker.page.evaluate("document.activeElement?.blur()")
            walker.idle()
            picture = walker.page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
            if len(picture) > MOST:
                sys.exit(f"the picture {name} has {len(picture)} bytes, more than {MOST}")
            (FOLDER / f"{name}.png").write_bytes(picture)
            context.close()
            walker.check_requests()
        browser.close()


if __name__ == "__main__":
    main()
