"""Workbooks read again by another library than the one that wrote them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl

__all__ = ["cells_of", "opened", "place", "rows_of"]


def opened(content: bytes | Path, *, formulas: bool = False) -> openpyxl.Workbook:
    """A workbook with the stored results, or with the formulas."""
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    return openpyxl.load_workbook(source, data_only=not formulas)


def cells_of(book: openpyxl.Workbook) -> Iterator[tuple[str, Any]]:
    """Every cell that is not empty with the name of its sheet."""
    for sheet in book:
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell) for cell in row if cell.value is not None)


def _heads(sheet: Any, *headings: str) -> int:
    for row in sheet.iter_rows():
        if [cell.value for cell in row[: len(headings)]] == list(headings):
            return int(row[0].row)
    raise AssertionError(f"no table {headings} on {sheet.title}")


def rows_of(book: openpyxl.Workbook, sheet: str, *headings: str) -> list[dict[str, Any]]:
    """The rows of the table that begins with these headings, by heading, to the first empty row; ``#`` is the row."""
    paper = book[sheet]
    head = _heads(paper, *headings)
    names = [cell.value for cell in paper[head] if cell.value is not None]
    found = []
    for row in paper.iter_rows(min_row=head + 1):
        values = [cell.value for cell in row[: len(names)]]
        if not any(value is not None for value in values):
            break
        found.append({"#": row[0].row, **dict(zip(names, values, strict=True))})
    return found


def place(book: openpyxl.Workbook, sheet: str, heading: str, row: int) -> Any:
    """The cell below a heading in a row."""
    for line in book[sheet].iter_rows(max_row=row):
        for cell in line:
            if cell.value == heading:
                column = cell.column_letter
    return book[sheet][f"{column}{row}"]
