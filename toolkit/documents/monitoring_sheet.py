"""The monitoring sheet as a workbook: targets by year, a column to fill in, and where each reported value stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from toolkit.case.names import in_unit
from toolkit.documents.excel.book import Book, Column, Sheet, Shown
from toolkit.documents.excel.cells import Area, Cell, Input, formula, quoted
from toolkit.documents.excel.tabs import MONITORING, tab
from toolkit.languages.speech import say, to_say
from toolkit.model.evaluate import Outcome
from toolkit.report.monitoring import monitoring_sheet

__all__ = ["headings_read", "monitoring_workbook"]

_REPORTED = 8
_NOT_YET = to_say("not reported yet")
_READ = {
    "indicator": to_say("Indicator"),
    "place": to_say("Place"),
    "cadre": to_say("Cadre"),
    "year": to_say("Year"),
    "reported": to_say("Reported (input)"),
}
_DIGITS = {"density": "price", "contribution": "money"}
"""Densities and money are written with other digits than people."""


def headings_read() -> dict[str, str]:
    """The headings of the columns that are read again, by their column, in the language that is spoken."""
    return {column: say(heading) for column, heading in _READ.items()}


def monitoring_workbook(outcome: Outcome, *, tolerance: float = 0.1, stated: date | None = None) -> bytes:
    """The sheet for the joint committee; the column of reported values is empty and the only one to fill in.

    ``tolerance`` is the part of a target by which a value may be off; it can be changed on the sheet.
    """
    title = say("Monitoring: {case}", case=outcome.case.name)
    book = Book(title, stated)
    sheet = book.sheet(tab(MONITORING), "")
    sheet.title(
        title,
        say(
            "Fill in the yellow column. Targets are from the simulation of the terms, the baseline is what the year "
            "would bring without the agreement. Stocks are those at the beginning of a year, flows those of the year."
        ),
        *([say("As of {date}.", date=stated.isoformat())] if stated else []),
    )
    sheet.space()
    sheet.table(Column(say("Setting"), width=62), Column(say("Value (input)"), "share", 22))
    allowed = sheet.add(
        say("A value is on the path where it is off by no more than this part of its target"), Input(tolerance)
    )
    sheet.allow(allowed[1], allowed[1], most=None, about=say("The parties' choice; 10 % is usual."))
    book.name("tolerance", allowed[1])
    sheet.end("Settings")
    _rows(sheet, outcome)
    return book.finished()


def _rows(sheet: Sheet, outcome: Outcome) -> None:
    read = headings_read()
    sheet.table(
        Column(say("What"), width=62),
        Column(read["indicator"], width=22),
        Column(read["place"], width=12),
        Column(read["cadre"], width=12),
        Column(read["year"], "whole", 8),
        Column(say("Unit"), width=22),
        Column(say("Baseline"), "people", 14),
        Column(say("Target"), "people", 14),
        Column(read["reported"], "people", 16),
        Column(say("Difference"), "people", 14),
        Column(say("Standing"), width=18),
        freeze=1,
    )
    not_yet = say(_NOT_YET)
    for row in monitoring_sheet(outcome).to_dict("records"):
        kind = _DIGITS.get(str(row["indicator"]), "people")
        target = Cell(sheet.name, sheet.row, 7, float(row["target"]))
        reported = Cell(sheet.name, sheet.row, _REPORTED, "")
        cells = sheet.add(
            *(str(row[name]) for name in ("what", "indicator", "place", "cadre")),
            float(row["year"]),
            _unit(outcome, row),
            Shown(float(row["baseline"]), kind, model=True),
            Shown(target.value, kind, model=True),
            Shown(Input(""), kind),
            Shown(formula("IF(", reported, '="","–",', reported, "-", target, ")", value="–"), kind),
            formula("IF(", reported, f'="",{quoted(not_yet)},', *_standing(reported, target), ")", value=not_yet),
        )
        sheet.allow(cells[_REPORTED], cells[_REPORTED], most=None, about=str(row["what"])[:250])
    sheet.end("Monitoring")


def _unit(outcome: Outcome, row: Mapping[Any, Any]) -> str:
    in_money = row["indicator"] == "contribution"
    return in_unit(outcome.case.currency, "money a year") if in_money else say(str(row["unit"]))


def _standing(reported: Cell, target: Cell) -> tuple[str | Cell | Area, ...]:
    near = ("ABS(", reported, "-", target, ")<=tolerance*", target, "+0.000000001*MAX(1,", target, ")")
    off = f",{quoted(say('below'))},{quoted(say('above'))}))"
    return ("IF(", *near, f",{quoted(say('on the path'))},IF(", reported, "<", target, off)
