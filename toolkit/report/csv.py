"""Tables as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
import re

from toolkit.report.table import Table
from toolkit.wording import number

__all__ = ["to_csv"]

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(table: Table) -> str:
    """A table as CSV: numbers as programs read them, and nothing that a spreadsheet takes for a formula.

    The cells are read by the conventions of the language that is spoken, as they were written.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    pattern = _written_number()
    numeric = [column in table.numeric for column in table.columns]
    for row in table.rows:
        cells = (_in_digits(cell, pattern) if is_number else cell for cell, is_number in zip(row, numeric, strict=True))
        writer.writerow([_guarded(cell, pattern) for cell in cells])
    return text.getvalue()


def _written_number() -> re.Pattern[str]:
    """A number as the language that is spoken writes it: sign, whole part, decimals."""
    sample, minus = number(1234567.5, 1), number(-1)[:-1]
    marks = "".join(re.escape(mark) for mark in sample[:-2] if not mark.isdigit())
    grouped = rf"\d{{1,3}}(?:[{marks}]\d{{2,3}})+|" if marks else ""
    return re.compile(rf"({re.escape(minus)}|[+-])?({grouped}\d+)(?:{re.escape(sample[-2])}(\d+))?")


def _in_digits(cell: str, pattern: re.Pattern[str]) -> str:
    """A number with a point before its decimals and nothing between thousands; other cells as they are."""
    found = pattern.fullmatch(cell)
    if found is None:
        return cell
    sign, whole, decimals = found.groups(default="")
    return f"{'-' if sign not in ('', '+') else sign}{re.sub(r'[^0-9]', '', whole)}{f'.{decimals}' if decimals else ''}"


def _guarded(cell: str, pattern: re.Pattern[str]) -> str:
    if not cell.startswith(_STARTS_A_FORMULA):
        return cell
    digits = _in_digits(cell, pattern).replace(",", "").lstrip("+-")
    return cell if digits.replace(".", "", 1).isdigit() else f"'{cell}"
