"""The monitoring sheet as a workbook: targets by year, a column to fill in, and where each reported value stands."""

from __future__ import annotations

from datetime import date

from toolkit.documents.excel.book import Book, Column, Sheet, Shown
from toolkit.documents.excel.cells import Area, Cell, Input, formula
from toolkit.model.evaluate import Outcome
from toolkit.report.monitoring import monitoring_sheet

__all__ = ["monitoring_workbook"]

_REPORTED = 8
_NOT_YET = "not reported yet"


def monitoring_workbook(outcome: Outcome, *, tolerance: float = 0.1, stated: date | None = None) -> bytes:
    """The sheet for the joint committee; the column of reported values is empty and the only one to fill in.

    ``tolerance`` is the part of a target by which a value may be off; it can be changed on the sheet.
    """
    book = Book(f"Monitoring: {outcome.case.name}", stated)
    sheet = book.sheet("Monitoring", "")
    sheet.title(
        f"Monitoring: {outcome.case.name}",
        "Fill in the yellow column. Targets are from the simulation of the terms, the baseline is what the year would "
        "bring without the agreement. Stocks are those at the beginning of a year, flows those of the year.",
        *([f"As of {stated.isoformat()}."] if stated else []),
    )
    sheet.space()
    sheet.table(Column("Setting", width=62), Column("Value (input)", "share", 22))
    allowed = sheet.add(
        "A value is on the path where it is off by no more than this part of its target", Input(tolerance)
    )
    sheet.allow(allowed[1], allowed[1], most=None, about="The parties' choice; 10 % is usual.")
    book.name("tolerance", allowed[1])
    sheet.end("Settings")
    _rows(sheet, outcome)
    return book.finished()


def _rows(sheet: Sheet, outcome: Outcome) -> None:
    sheet.table(
        Column("What", width=62),
        Column("Indicator", width=22),
        Column("Place", width=12),
        Column("Cadre", width=12),
        Column("Year", "whole", 8),
        Column("Unit", width=22),
        Column("Baseline", "people", 14),
        Column("Target", "people", 14),
        Column("Reported (input)", "people", 16),
        Column("Difference", "people", 14),
        Column("Standing", width=18),
        freeze=1,
    )
    for row in monitoring_sheet(outcome).to_dict("records"):
        kind = _kind(str(row["unit"]))
        target = Cell(sheet.name, sheet.row, 7, float(row["target"]))
        reported = Cell(sheet.name, sheet.row, _REPORTED, "")
        cells = sheet.add(
            *(str(row[name]) for name in ("what", "indicator", "place", "cadre")),
            float(row["year"]),
            str(row["unit"]),
            Shown(float(row["baseline"]), kind, model=True),
            Shown(target.value, kind, model=True),
            Shown(Input(""), kind),
            Shown(formula("IF(", reported, '="","–",', reported, "-", target, ")", value="–"), kind),
            formula("IF(", reported, f'="","{_NOT_YET}",', *_standing(reported, target), ")", value=_NOT_YET),
        )
        sheet.allow(cells[_REPORTED], cells[_REPORTED], most=None, about=str(row["what"])[:250])
    sheet.end("Monitoring")


def _kind(unit: str) -> str:
    """Densities and money are written with other digits than people."""
    return "price" if unit.startswith("per") else "money" if unit[:3].isupper() else "people"


def _standing(reported: Cell, target: Cell) -> tuple[str | Cell | Area, ...]:
    near = ("ABS(", reported, "-", target, ")<=tolerance*", target, "+0.000000001*MAX(1,", target, ")")
    return ("IF(", *near, ',"on the path",IF(', reported, "<", target, ',"below","above"))')
