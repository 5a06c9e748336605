"""Rows of a file one after the other, so that a file of any length needs little memory."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count, islice

import openpyxl  # type: ignore[import-untyped]
import xlrd  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from toolkit.errors import Problem, RegisterError
from toolkit.imports.source_file import SourceFile
from toolkit.languages.speech import say

__all__ = ["Cell", "Row", "cell_text", "delimiter_of", "first_rows", "rows_of", "sheets_of"]

Cell = str | int | float | bool | date | datetime | None
Row = tuple[int, list[Cell]]
"""The number of a row in its file or sheet, counted from 1, and its cells."""

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_LINE = 20_000
_FORMULA = re.compile(rb"<f[ >/]")
_NO_RESULT = re.compile(rb"</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>")


def _broken(source: SourceFile, place: str, what: str, remedy: str = "") -> RegisterError:
    return RegisterError(source.name, [Problem(place, what, remedy=remedy)])


def delimiter_of(source: SourceFile) -> str:
    """The mark between the fields of a text file: of those in use the one that its first lines hold most often."""
    try:
        with source.path.open(encoding=source.encoding, newline="") as stream:
            lines = [line[:_LONGEST_LINE] for line in islice(stream, 40) if line.strip()]
    except UnicodeError as failure:
        wrong = say("cannot be read: {reason}", reason=failure)
        raise _broken(source, say("the first lines"), wrong, say("save the file as UTF-8")) from failure
    counts = {mark: [len(next(csv.reader([line], delimiter=mark), [])) for line in lines] for mark in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: (sorted(counts[mark])[len(lines) // 2], -_DELIMITERS.index(mark)))


def text_rows(source: SourceFile, delimiter: str = "") -> Iterator[Row]:
    """The rows of a text file, with the line on which each ends. Raises ``RegisterError`` where the text breaks off."""
    mark = delimiter or delimiter_of(source)
    with source.path.open(encoding=source.encoding, newline="") as stream:
        reader = csv.reader(stream, delimiter=mark)
        while True:
            try:
                fields = next(reader)
            except StopIteration:
                return
            except (csv.Error, UnicodeError) as failure:
                place, wrong = say("line {line}", line=reader.line_num), say("cannot be read: {reason}", reason=failure)
                raise _broken(source, place, wrong, say("look for a quotation mark left open")) from failure
            if fields:
                yield reader.line_num, list(fields)


def sheets_of(source: SourceFile) -> tuple[str, ...]:
    """The names of a workbook's sheets in order; none for other files."""
    if source.kind == "old_workbook":
        return tuple(_old_workbook(source).sheet_names())
    if source.kind != "workbook":
        return ()
    with _workbook(source) as book:
        return tuple(book.sheetnames)


def _old_workbook(source: SourceFile) -> xlrd.book.Book:
    try:
        return xlrd.open_workbook(str(source.path), on_demand=True)
    except Exception as failure:
        raise _broken_workbook(source, failure) from failure


def _broken_workbook(source: SourceFile, failure: Exception) -> RegisterError:
    wrong = say("is a broken workbook: {reason}", reason=failure)
    return _broken(source, say("the file"), wrong, say("download it again"))


@contextmanager
def _workbook(source: SourceFile) -> Iterator[openpyxl.Workbook]:
    """A workbook opened for reading row by row, whatever its name ends in."""
    with source.path.open("rb") as stream:
        try:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        except (
            InvalidFileException,
            zipfile.BadZipFile,
            KeyError,
            ValueError,
            OSError,
            SyntaxError,
            TypeError,
        ) as failure:
            raise _broken_workbook(source, failure) from failure
        try:
            yield book
        finally:
            book.close()


def _sheet(source: SourceFile, names: tuple[str, ...], sheet: str | None) -> str:
    if sheet is None:
        return names[0]
    if sheet not in names:
        expected = say("the sheets are {names}", names=", ".join(names))
        problem = Problem(say("sheet '{sheet}'", sheet=sheet), say("is not in the file"), expected)
        raise RegisterError(source.name, [problem])
    return sheet


def sheet_rows(source: SourceFile, sheet: str | None = None) -> Iterator[Row]:
    """The rows of a sheet, its first sheet unless another is named; formulas count by their stored results."""
    if source.kind == "old_workbook":
        book = _old_workbook(source)
        table = book.sheet_by_name(_sheet(source, tuple(book.sheet_names()), sheet))
        for index in range(table.nrows):
            yield index + 1, [_old_cell(cell, book.datemode) for cell in table.row(index)]
        return
    with _workbook(source) as modern:
        chosen = modern[_sheet(source, tuple(modern.sheetnames), sheet)]
        if not hasattr(chosen, "iter_rows"):
            raise _broken(source, say("sheet '{sheet}'", sheet=sheet), say("is a chart, not a table"))
        chosen.reset_dimensions()  # some programs store a wrong size of the table
        rows = chosen.iter_rows(values_only=True)
        for number in count(1):
            try:
                cells = next(rows, None)
            except (ValueError, KeyError, SyntaxError, zipfile.BadZipFile, OSError, EOFError) as failure:
                place = say("sheet '{sheet}', row {row}", sheet=chosen.title, row=number)
                wrong = say("cannot be read: {reason}", reason=failure)
                raise _broken(source, place, wrong, say("download it again")) from failure
            if cells is None:
                return
            yield number, list(cells)


def _old_cell(cell: xlrd.sheet.Cell, datemode: int) -> Cell:
    if cell.ctype == xlrd.XL_CELL_DATE:
        found: datetime = xlrd.xldate_as_datetime(cell.value, datemode)
        return found
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return None
    value: str | float = cell.value
    return value


def rows_of(source: SourceFile, sheet: str | None = None, delimiter: str = "") -> Iterator[Row]:
    """The rows of a text file or of a sheet. Raises ``RegisterError`` for other kinds of file."""
    if source.kind == "text":
        return text_rows(source, delimiter)
    if source.kind in ("workbook", "old_workbook"):
        return sheet_rows(source, sheet)
    raise _broken(source, say("the file"), say("is no table of rows"), say("choose its layout"))


def first_rows(source: SourceFile, sheet: str | None = None, most: int = 30) -> list[Row]:
    """The first rows of a file or sheet, for looking at it."""
    rows = rows_of(source, sheet)
    try:
        return list(islice(rows, most))
    finally:
        getattr(rows, "close", lambda: None)()


def cell_text(cell: Cell) -> str:
    """A cell as text: whole numbers without a decimal point, dates as ISO, nothing for an empty one."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def formulas_of(source: SourceFile) -> tuple[int, int]:
    """How many cells of a workbook are formulas, and how many of them have no stored result.

    A formula without a result would read as a blank cell, so it is counted apart.
    """
    if source.kind != "workbook":
        return 0, 0
    formulas = without = 0
    with zipfile.ZipFile(source.path) as archive:
        for member in archive.namelist():
            if not member.startswith("xl/worksheets/") or not member.endswith(".xml"):
                continue
            tail = b""
            with archive.open(member) as stream:
                while chunk := stream.read(1 << 16):
                    text = tail + chunk
                    cut = max(text.rfind(b"<c "), 0)
                    formulas += len(_FORMULA.findall(text[:cut]))
                    without += len(_NO_RESULT.findall(text[:cut]))
                    tail = text[cut:]
            formulas += len(_FORMULA.findall(tail))
            without += len(_NO_RESULT.findall(tail))
    return formulas, without
