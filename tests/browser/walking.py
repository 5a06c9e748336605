"""A tab in the hands of somebody who works: types into tables, chooses from boxes, takes files along.

After every step the page must have come to rest without an exception.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.browser.support import Tab

__all__ = ["Walker"]

_ROW, _HEADER = 35, 35
_TRIES, _LOOKS = 6, 50


class Walker(Tab):
    """A tab that looks for exceptions after every step."""

    def idle(self) -> None:
        super().idle()
        self.check_no_failure()

    def keyed(self, key: str) -> Any:
        """What has a key of which this is a part, the first where there are several."""
        return self.page.locator(f"[class*={key}]").first

    def press(self, key: str) -> None:
        """Press the button with a key."""
        self.do(self.keyed(f"st-key-{key}").get_by_role("button").first.click)

    def choose(self, label: str, option: str) -> None:
        """Choose from a box; ``option`` is the whole text.

        Where a page that is still on its way closes the list while somebody types, they type again.
        """
        box = self.page.get_by_role("combobox", name=label).first
        offered = self.page.get_by_role("option", name=option, exact=True)
        for _ in range(_TRIES):
            box.focus()
            box.fill("")
            box.fill(option)
            if self._appears(offered):
                break
        self.do(offered.click)
        if self.page.get_by_role("listbox").count():
            box.press("Escape")  # a box for several stays open, and all else is hidden from assistive technology

    def _appears(self, wanted: Any) -> bool:
        """Whether something comes into view within five seconds."""
        for _ in range(_LOOKS):
            if wanted.count():
                return True
            self.page.wait_for_timeout(100)
        return False

    def write(self, key: str, text: str) -> None:
        """Write into the field with a key."""
        field = self.keyed(f"st-key-{key}").locator("input").first
        field.fill(text)
        self.do(lambda: field.press("Enter"))

    def tab(self, name: str) -> None:
        """Open a tab within the page."""
        self.do(self.page.get_by_role("tab", name=name, exact=True).click)

    def unfold(self, title: str) -> None:
        """Open what is folded away; that need not ask the server for anything."""
        self.page.locator("summary").filter(has_text=title).first.click()
        self.idle()

    def type_into(self, table: Any, row: int, column: int, value: str) -> None:
        """Type over a cell of a table, both counted from 0, as with the keyboard."""
        table.scroll_into_view_if_needed()
        frame = table.locator(".dvn-scroller")
        frame.evaluate("frame => frame.scrollIntoView({block: 'center'})")
        frame.click(position={"x": 20, "y": _HEADER + _ROW * row + _ROW / 2})
        for _ in range(column):
            self.page.keyboard.press("ArrowRight")
        if column:
            table.locator(f"#glide-cell-{column}-{row}[aria-selected=true]").wait_for(state="attached")
        self.page.keyboard.press("Enter")
        editor = self.page.locator("#portal input, #portal textarea")
        editor.fill(value)
        self.do(lambda: editor.press("Enter"))

    def cell(self, table: Any, row: int, column: int) -> str:
        """What a table shows in a cell."""
        return str(table.locator(f"#glide-cell-{column}-{row}").text_content())

    def metrics(self) -> list[str]:
        """The large figures of the page: label, value and what stands below."""
        return [" ".join(text.split()) for text in self.page.get_by_test_id("stMetric").all_inner_texts()]

    def last_step(self) -> str:
        """What the bar above the page tells."""
        return str(self.page.locator(".st-key-bar_open").inner_text())

    def download(self, label: str, folder: Path) -> Path:
        """Take a file along."""
        with self.page.expect_download() as coming:
            self.page.get_by_role("button", name=label, exact=True).first.click()
        path = folder / coming.value.suggested_filename
        coming.value.save_as(path)
        return path
