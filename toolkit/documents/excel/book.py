"""Writing a workbook: sheets of tables, input cells, text that stays text, and the same bytes each time."""

from __future__ import annotations

import io
import math
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from toolkit.documents.blocks import clean
from toolkit.documents.direction import runs_left_to_right
from toolkit.documents.excel.cells import Area, Cell, Formula, Input, sheet_in_formula
from toolkit.documents.excel.tabs import distinct_from
from toolkit.documents.frame import page_label
from toolkit.languages.catalogues import right_to_left
from toolkit.languages.speech import current_language, say, to_say

__all__ = ["LOOK", "OK", "Book", "Column", "Sheet", "Shown"]

OK, LOOK = to_say("OK"), to_say("LOOK")
"""What a check says."""

_EPOCH = date(2000, 1, 1)
_LONGEST = 16_000
"""Signs outside the basic plane count twice, and a cell holds 32,767."""

_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
"""Letters of a title and of a message that a cell shows when it is chosen or filled in wrongly."""
_RIGHT_TO_LEFT = 2
"""How Excel calls that direction of a text."""

_NOTE_WIDTH = 110
_PAPER_A4 = 9
_PAGE_WIDTH = 240
"""Characters that a printed page holds at a size that can be read."""

_LINE, _ROOM = 15.0, 0.92
"""Height of a line in points, and the part of a column's width that text fills, on the safe side."""

_NUMBERS = {
    "text": "@",
    # below half of the last digit a number is shown as 0, never as -0
    "money": "[>=0.5]#,##0;[<=-0.5]-#,##0;0",
    "price": "#,##0.00",
    "people": "[>=0.05]#,##0.0;[<=-0.05]-#,##0.0;0",
    "share": "0.00%",
    "rate": "0.00%",
    "factor": "0.0000",
    "number": "#,##0.######",
    "whole": "0",
}
"""How the numbers of each kind are written."""

_INPUT = {"bg_color": "#FFF6CC", "font_color": "#1F3FA0", "locked": False}
_MODEL = {"bg_color": "#EDEFF1"}
_EDGE = {"border": 1, "border_color": "#C9D1D6", "valign": "top"}
_HEAD = {**_EDGE, "bold": True, "bg_color": "#0C4454", "font_color": "#FFFFFF", "text_wrap": True}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, the kind of its numbers, and its width in characters."""

    heading: str
    kind: str = "text"
    width: float = 12.0


@dataclass(frozen=True, slots=True)
class Shown:
    """A value in another kind than its column's. ``model`` marks what only the model computes."""

    value: float | str | Formula | Input
    kind: str = ""
    model: bool = False
    bold: bool = False


class Book:
    """A workbook in memory. Text never becomes a formula, a number or a link."""

    def __init__(self, title: str, stated: date | None = None):
        self._out = io.BytesIO()
        self.stated = stated
        settings = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        self._book = xlsxwriter.Workbook(self._out, settings)
        created = datetime.combine(stated or _EPOCH, datetime.min.time(), UTC).replace(tzinfo=None)
        self._book.set_properties({"title": text_of(title)[:250], "author": "Accord", "created": created})
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._sheets: set[str] = set()
        self.mirrored = right_to_left(current_language())

    def sheet(self, name: str, about: str) -> Sheet:
        """A sheet at the end of the book; ``name`` is one that ``tab`` gives."""
        name = distinct_from(name, self._sheets)
        self._sheets.add(name.casefold())
        return Sheet(self, self._book.add_worksheet(name), name, about)

    def name(self, word: str, area: Area | Cell) -> str:
        """Give cells a name that formulas and people can use."""
        self._book.define_name(word, (Area(area, area) if isinstance(area, Cell) else area).fixed())
        return word

    def format(self, **properties: Any) -> Format:
        """A format, made once; in a language that is written from right to left, its text begins there.

        ``foreign`` text keeps its own direction.
        """
        foreign = properties.pop("foreign", False)
        if self.mirrored and "num_format" not in properties:
            properties |= {} if foreign else {"reading_order": _RIGHT_TO_LEFT}
            properties |= {"align": "right"} if "indent" in properties else {}
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(properties)
        return self._formats[key]

    def finished(self) -> bytes:
        """The file."""
        self._book.close()
        return self._out.getvalue()


def text_of(text: str) -> str:
    """Text as a cell can hold it: no control characters, not too long."""
    found = clean(text)
    return found if len(found) <= _LONGEST else f"{found[:_LONGEST]}…"


def _footer(*, mirrored: bool) -> str:
    """The sheet's name where a line begins, and the page where it ends."""
    page = page_label("\0", "\1").replace("&", "&&").replace("\0", "&P").replace("\1", "&N")
    return f"&L{page}&R&A" if mirrored else f"&L&A&R{page}"


def _apart(columns: Sequence[Column]) -> list[Column]:
    """Columns whose headings differ, as Excel wants them in a table."""
    taken: set[str] = set()
    found = []
    for column in columns:
        heading = column.heading if column.heading.casefold() not in taken else f"{column.heading} ({len(taken) + 1})"
        taken.add(heading.casefold())
        found.append(replace(column, heading=heading))
    return found


def _taken(most: float | None) -> str:
    """What an input cell takes."""
    if most is None:
        return say("This cell takes a number from 0 up.")
    if most == 1:
        return say("This cell takes a share from 0 % to 100 %.")
    return say("This cell takes a number from 0 to {most}.", most=f"{most:g}")


class Sheet:
    """A sheet, written from top to bottom: a title, remarks, then tables."""

    def __init__(self, book: Book, paper: Worksheet, name: str, about: str):
        self.book, self.name, self.about = book, name, about
        self._paper = paper
        self._row = 0
        self._columns: Sequence[Column] = ()
        self._head = 0
        self._widths: dict[int, float] = {}
        self._beside: int | None = None
        paper.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
        paper.set_landscape()
        paper.set_paper(_PAPER_A4)
        paper.set_footer(_footer(mirrored=book.mirrored))
        if book.mirrored:
            paper.right_to_left()
        paper.ignore_errors({"formula_unlocked": "A1:XFD1048576", "formula_differs": "A1:XFD1048576"})

    def title(self, words: str, *remarks: str, size: int = 14) -> None:
        """A title and remarks below it."""
        heading = {"bold": True, "font_size": size, "font_color": "#0C4454"}
        self._paper.write_string(self._row, 0, text_of(words), self.book.format(**heading))
        self._row += 1
        for remark in remarks:
            self.remark(remark)

    def remark(self, words: str) -> None:
        """Running text across the sheet, in lines."""
        quiet = self.book.format(font_color="#3C4A52")
        for paragraph in text_of(words).split("\n"):
            for line in textwrap.wrap(paragraph, _NOTE_WIDTH) or [""]:
                self._paper.write_string(self._row, 0, line, quiet)
                self._row += 1

    @property
    def row(self) -> int:
        """The row that is written next, counted from 0."""
        return self._row

    def space(self, rows: int = 1) -> None:
        """Empty rows."""
        self._row += rows

    @contextmanager
    def at(self, row: int) -> Iterator[None]:
        """Write at another row, such as a summary above what it sums up; the pen then returns to where it was."""
        before = self._row, self._columns, self._head
        self._row = row
        yield
        self._row, self._columns, self._head = before

    def table(self, *columns: Column, freeze: int | None = None) -> None:
        """Begin a table with its headings; with ``freeze`` they stay in view, with so many columns beside them."""
        self._columns, self._head = _apart(columns), self._row
        for number, column in enumerate(self._columns):
            self._paper.write_string(self._row, number, text_of(column.heading), self.book.format(**_HEAD))
            width = max(self._widths.get(number, 0.0), column.width)
            self._widths[number] = width
            self._paper.set_column(number, number, width)
        if freeze is not None and self._beside is None:
            self._paper.freeze_panes(self._row + 1, freeze)
            self._paper.repeat_rows(self._row)
            self._beside = freeze
        self._fit_height([column.heading for column in self._columns])
        self._fit_pages()
        self._row += 1

    def _fit_height(self, texts: Sequence[Any]) -> None:
        """Make the row as high as its texts need; not every program does so by itself."""
        lines = 1
        for number, text in enumerate(texts):
            if isinstance(text, str) and text:
                letters = max(4, int(self._widths[number] * _ROOM))
                lines = max(lines, sum(len(textwrap.wrap(part, letters)) or 1 for part in text.split("\n")))
        if lines > 1:
            self._paper.set_row(self._row, min(409.0, _LINE * lines))

    def _fit_pages(self) -> None:
        """Print as many pages side by side as can be read, with the first columns on each."""
        pages = max(1, math.ceil(sum(self._widths.values()) / _PAGE_WIDTH))
        self._paper.fit_to_pages(pages, 0)
        if pages > 1 and self._beside:
            self._paper.repeat_columns(0, self._beside - 1)

    def section(self, words: str) -> None:
        """A row within a table that says what the next rows are."""
        look = self.book.format(bold=True, bg_color="#DCE7EA", **_EDGE)
        for number in range(len(self._columns)):
            if number == 0:
                self._paper.write_string(self._row, 0, text_of(words), look)
            else:
                self._paper.write_blank(self._row, number, None, look)
        self._row += 1

    def add(self, *values: float | str | Formula | Input | Shown | None) -> list[Cell]:
        """A row of the table: the cells in their order; ``None`` leaves one empty."""
        cells = []
        for number, given in enumerate(values):
            shown = given if isinstance(given, Shown) else Shown(given if given is not None else "")
            cells.append(self._write(number, shown))
        self._fit_height([cell.value for cell in cells])
        self._row += 1
        return cells

    def _write(self, number: int, shown: Shown) -> Cell:
        value = shown.value
        look = self._look(shown, self._columns[number].kind)
        if isinstance(value, Formula):
            result = value.value
            self._paper.write_formula(self._row, number, value.seen_from(self.name), look, result)
            return Cell(self.name, self._row, number, result)
        plain = value.value if isinstance(value, Input) else value
        if plain == "":
            self._paper.write_blank(self._row, number, None, look)
        elif isinstance(plain, str):
            self._paper.write_string(self._row, number, text_of(plain), look)
        else:
            self._paper.write_number(self._row, number, plain, look)
        return Cell(self.name, self._row, number, plain)

    def _look(self, shown: Shown, kind: str) -> Format:
        value = shown.value
        result = value.value if isinstance(value, Formula | Input) else value
        words = isinstance(result, str)
        properties: dict[str, Any] = dict(_EDGE)
        if words:
            properties |= {"text_wrap": True, "align": "left", "indent": 1, "foreign": runs_left_to_right(str(result))}
        else:
            properties["num_format"] = _NUMBERS[shown.kind or (kind if kind != "text" else "number")]
        if shown.bold:
            properties["bold"] = True
        if isinstance(value, Input):
            properties |= _INPUT
        elif shown.model:
            properties |= _MODEL
        return self.book.format(**properties)

    def end(self, name: str) -> None:
        """End a table of plain rows: filters over its columns, and headings that readers aloud can tell.

        ``name`` is the table's own in the whole book.
        """
        last = self._row - 1
        if last > self._head:
            look = self.book.format(**_HEAD)
            headings = [{"header": text_of(column.heading), "header_format": look} for column in self._columns]
            settings = {"name": name, "columns": headings, "style": None}
            self._paper.add_table(self._head, 0, last, len(self._columns) - 1, settings)
        self._row += 1

    def allow(self, first: Cell, last: Cell, *, most: float | None, about: str) -> None:
        """Say what input cells take: a number from 0 up to ``most``, and what it is (at most 250 letters)."""
        rule: dict[str, Any] = {"validate": "decimal", "criteria": ">=", "value": 0}
        if most is not None:
            rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": most}
        rule |= {
            "input_title": say("Input")[:_LONGEST_TITLE],
            "input_message": about[:_LONGEST_MESSAGE],
            "error_title": say("Not possible")[:_LONGEST_TITLE],
            "error_message": _taken(most)[:_LONGEST_MESSAGE],
        }
        self._paper.data_validation(first.row, first.column, last.row, last.column, rule)

    def watch(self, first: Cell, last: Cell) -> None:
        """Mark cells that say ``LOOK``, which the word tells as well as the colour."""
        alarm = self.book.format(bold=True, font_color="#8C1D18", bg_color="#FBE3E1")
        rule = {"type": "text", "criteria": "begins with", "value": say(LOOK), "format": alarm}
        self._paper.conditional_format(first.row, first.column, last.row, last.column, rule)

    def warn_below(self, first: Cell, last: Cell, least: float) -> None:
        """Mark numbers below a least one."""
        alarm = self.book.format(bold=True, font_color="#8C1D18", bg_color="#FBE3E1")
        rule = {"type": "cell", "criteria": "<", "value": least, "format": alarm}
        self._paper.conditional_format(first.row, first.column, last.row, last.column, rule)

    def link(self, column: int, sheet: str, words: str) -> None:
        """A link to another sheet, in the row that was written last."""
        look = self.book.format(font_color="#0C5A86", underline=1, **_EDGE)
        self._paper.write_url(self._row - 1, column, f"internal:{sheet_in_formula(sheet)}!A1", look, words)
