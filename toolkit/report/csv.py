"""Tables as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
import re

from toolkit.report.table import Table

__all__ = ["to_csv"]

_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(table: Table) -> str:
    """A table as CSV: numbers without marks between thousands, and nothing that a spreadsheet takes for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    numeric = [column in table.numeric for column in table.columns]
    for row in table.rows:
        cells = (_ungrouped(cell) if is_number else cell for cell, is_number in zip(row, numeric, strict=True))
        writer.writerow([_guarded(cell) for cell in cells])
    return text.getvalue()


def _ungrouped(cell: str) -> str:
    return cell.replace(",", "") if _GROUPED.fullmatch(cell) else cell


def _guarded(cell: str) -> str:
    number = cell.replace(",", "").lstrip("+-")
    if cell.startswith(_STARTS_A_FORMULA) and not number.replace(".", "", 1).isdigit():
        return f"'{cell}"
    return cell
