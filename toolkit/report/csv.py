"""Tables as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io

from toolkit.report.table import Table

__all__ = ["to_csv"]

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_csv(table: Table) -> str:
    """A table as CSV; a cell that a spreadsheet would take for a formula is written as text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([[_guarded(cell) for cell in row] for row in table.rows])
    return text.getvalue()


def _guarded(cell: str) -> str:
    number = cell.replace(",", "").lstrip("+-")
    if cell.startswith(_STARTS_A_FORMULA) and not number.replace(".", "", 1).isdigit():
        return f"'{cell}"
    return cell
