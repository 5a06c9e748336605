"""Small tables that people filled in, read by their headings: CSV or Excel, wherever the heading row stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]

from toolkit.errors import InputError, Problem, RegisterError
from toolkit.imports.numbers import NotANumber, NumberFormat, format_of, suppressed
from toolkit.imports.source_file import SourceFile, open_source
from toolkit.imports.streams import Cell, Row, cell_text, formulas_of, rows_of
from toolkit.languages.speech import say
from toolkit.wording import join, nearest, number

__all__ = ["ROW", "read_by_heading"]

ROW = "row"
"""Where each record tells the row that it stands in."""

_MOST_ROWS = 100_000
_HEADINGS_WITHIN = 40
_MARKS = (";", "\t", ",")
_REMARK = re.compile(r"\s*\([^()]*\)\s*$")


def read_by_heading(path: Path, columns: Sequence[str], numbers: Sequence[str] = ()) -> list[dict[str, Cell]]:
    """The rows of a table as records by heading, blank rows left out; ``ROW`` is the number of each in its file.

    Headings are compared without capitals and without a remark in brackets at their end; others than ``columns`` are
    passed over. Texts in the columns ``numbers`` become numbers where they can be read as such, blank and suppressed
    ones ``None``. Raises ``InputError`` with every problem of the file's form.
    """
    try:
        source = open_source(path)
        rows = _rows(source, columns)
        _, without = formulas_of(source)
    except RegisterError as failure:
        raise InputError(failure.origin, failure.problems) from failure
    if len(rows) > _MOST_ROWS:
        wrong = say("has more than {count} rows", count=number(_MOST_ROWS))
        raise InputError(path.name, [Problem(say("the file"), wrong)])
    begin, at = _headings(source, rows, columns)
    if without:
        _refuse_formulas(source, rows[begin + 1 :], at)
    records = list(_records(rows[begin + 1 :], at))
    for column in numbers:
        _read_numbers(source, records, column)
    return records


def _rows(source: SourceFile, columns: Sequence[str]) -> list[Row]:
    """The rows of a file; of a text with the mark between fields that shows the headings."""
    best: list[Row] = []
    for mark in ("", *(_MARKS if source.kind == "text" else ())):
        rows = list(islice(rows_of(source, delimiter=mark), _MOST_ROWS + 1))
        if not best or _known(rows, columns) > _known(best, columns):
            best = rows
        if _known(best, columns) == len(columns):
            break
    return best


def _known(rows: Sequence[Row], columns: Sequence[str]) -> int:
    """The most of the headings that one row has."""
    names = ([_heading(cell) for cell in cells] for _, cells in rows[:_HEADINGS_WITHIN])
    return max((sum(column in found for column in columns) for found in names), default=0)


def _heading(cell: Cell) -> str:
    return _REMARK.sub("", cell_text(cell)).strip().casefold()


def _headings(source: SourceFile, rows: Sequence[Row], columns: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Where the heading row stands among the rows, and the place of each column in it."""
    begin, most, found = 0, -1, []
    for place, (_, cells) in enumerate(rows[:_HEADINGS_WITHIN]):
        names = [_heading(cell) for cell in cells]
        count = sum(column in names for column in columns)
        if count > most:
            begin, most, found = place, count, names
    problems = []
    for column in columns:
        times = found.count(column)
        if times == 0:
            close = join(nearest(column, [name for name in found if name]), "or")
            remedy = say("is it {names}?", names=close) if close else say("take the monitoring sheet as it was written")
            expected = say("headings are {names}", names=join(columns))
            problems.append(Problem(_column(column), say("is missing"), expected, remedy))
        elif times > 1:
            wrong = say("stands there {count} times", count=number(times))
            problems.append(Problem(_column(column), wrong, say("one column")))
    if problems:
        raise InputError(source.name, problems)
    return begin, {column: found.index(column) for column in columns}


def _column(name: str) -> str:
    return say("column '{name}'", name=name)


def _refuse_formulas(source: SourceFile, rows: Sequence[Row], at: dict[str, int]) -> None:
    """Formulas without a stored result would read as blanks, so that those in the columns asked for are told."""
    book = openpyxl.load_workbook(source.path, read_only=True, keep_links=False)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        written = list(sheet.iter_rows(values_only=True))
    finally:
        book.close()
    problems = [
        Problem(
            say("row {row}, column '{name}'", row=row, name=name),
            say("is a formula without a result"),
            remedy=say("save it in a spreadsheet"),
        )
        for row, cells in rows
        for name, place in at.items()
        if place < len(cells) and cells[place] in (None, "") and str(written[row - 1][place]).startswith("=")
    ]
    if problems:
        raise InputError(source.name, problems)


def _records(rows: Sequence[Row], at: dict[str, int]) -> Iterator[dict[str, Cell]]:
    for row, cells in rows:
        if any(cell_text(cell).strip() for cell in cells):
            yield {ROW: row, **{name: cells[place] if place < len(cells) else None for name, place in at.items()}}


def _read_numbers(source: SourceFile, records: list[dict[str, Cell]], column: str) -> None:
    """Texts of a column as numbers by the one way of writing that fits them; what is no number stays as it is."""
    texts = [text for record in records if isinstance(text := record[column], str)]
    written = [text for text in texts if _may_be_number(text)]
    try:
        way = format_of(written)
    except NotANumber as failure:
        expected, remedy = say("one way of writing numbers"), say("write {number}", number="1234.5")
        raise InputError(source.name, [Problem(_column(column), str(failure), expected, remedy)]) from failure
    for record in records:
        cell = record[column]
        if isinstance(cell, str):
            blank = not cell.strip() or suppressed(cell)
            record[column] = None if blank else _number(cell, way)


def _may_be_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-+−–]?[\d.,'’\s]*\d[\d.,'’\s]*(?:[eE][-+]?\d+)?", text.strip()))


def _number(text: str, way: NumberFormat) -> Cell:
    try:
        return way.read(text)
    except NotANumber:
        return text
