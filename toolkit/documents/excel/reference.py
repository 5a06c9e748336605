"""The sheets to look things up in: limits, every number of the case, and the publications behind them."""

from __future__ import annotations

from toolkit.case.names import label_of, place_of
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.deal.solution import Solution
from toolkit.documents.excel.book import Column, Sheet, Shown
from toolkit.documents.excel.tabs import SOURCES, tab
from toolkit.languages.speech import say, to_say
from toolkit.model.evaluate import Outcome
from toolkit.report.amounts import unit_in_words
from toolkit.report.drafts import crossed
from toolkit.report.provenance import numbers

__all__ = ["write_assumptions", "write_limits", "write_sources"]

_PERCENTAGE_POINTS = {
    "share of the cost": to_say("percentage point of the cost"),
    "share of graduates": to_say("percentage point of graduates"),
    "share of payments": to_say("percentage point of payments"),
    "share of gained service": to_say("percentage point of gained service"),
    "share of recruits": to_say("percentage point of recruits"),
}
"""What limits that are shares are relaxed by, which reads better than the whole of them."""


def write_limits(sheet: Sheet, outcome: Outcome, solution: Solution | None) -> None:
    """The limits that the terms cross, and, of a solution, those that bind with what relaxing each is worth."""
    case = outcome.case
    sheet.title(say("Limits"), say("From the model; nothing here follows changes made in this workbook."))
    sheet.space()
    sheet.title(say("Red lines and limits that these terms cross"), size=12)
    found = crossed(outcome)
    if found:
        sheet.table(
            Column(say("Limit"), width=80),
            Column(say("Held by"), width=24),
            Column(say("Crossed by"), "price", 18),
            Column(say("Unit"), width=28),
        )
        for entry in found:
            by, unit = Shown(float(str(entry["by"])), model=True), unit_in_words(str(entry["unit"]), case.currency)
            sheet.add(str(entry["limit"]), _party(entry["party"]), by, unit)
        sheet.end("Crossed")
    else:
        sheet.remark(say("None."))
        sheet.space()
    if solution is None:
        return
    worth = say("What one unit more is worth to the rule's objective: {rule}.", rule=solution.why)
    sheet.title(say("What binds"), worth, size=12)
    if not solution.binding:
        sheet.remark(say("Nothing: no limit alone brings more when it is relaxed."))
        return
    sheet.table(
        Column(say("Limit"), width=80),
        Column(say("Held by"), width=24),
        Column(say("Relaxing it is worth, {currency} in present value", currency=case.currency), "price", 18),
        Column(say("per"), width=28),
    )
    for bound in solution.binding:
        points = _PERCENTAGE_POINTS.get(bound.unit)
        price = bound.price / 100 if points else bound.price
        unit = say(points) if points else unit_in_words(bound.unit, case.currency)
        sheet.add(bound.limit, _party(bound.party), Shown(price, model=True), unit)
    sheet.end("Binding")


def _party(party: object) -> str:
    return country_name(str(party)) if party else say("the case")


def write_assumptions(sheet: Sheet, case: Case) -> None:
    """Every number of the case with its range, unit, standing and reason."""
    sheet.title(
        say("Assumptions"),
        say(
            "Every number of the case: sourced, assumed with a reason, or unsourced where the case says neither. Low "
            "and high are the ends of its plausible range. Keys of sources are spelled out on the sheet "
            "{sources_sheet}.",
            sources_sheet=tab(SOURCES),
        ),
    )
    sheet.space()
    sheet.table(
        Column(say("Where"), width=32),
        Column(say("Number"), width=30),
        Column(say("Value"), "number", 14),
        Column(say("Low"), "number", 13),
        Column(say("High"), "number", 13),
        Column(say("Unit"), width=24),
        Column(say("Standing"), width=12),
        Column(say("Source"), width=20),
        Column(say("Year"), "whole", 8),
        Column(say("Note or reason"), width=70),
        freeze=2,
    )
    for number in numbers(case):
        origin = number.origin
        low, high, year = (origin.low, origin.high, origin.year) if origin else (None, None, None)
        sheet.add(
            place_of(case, number.path),
            label_of(case, number.path),
            number.value,
            low,
            high,
            say(number.unit),
            say(number.standing),
            (origin.source or "") if origin else "",
            float(year) if year else None,
            origin.note if origin else "",
        )
    sheet.end("Assumptions")


def write_sources(sheet: Sheet, case: Case) -> None:
    """The publications that numbers of the case are taken from."""
    sheet.title(say("Sources"), say("The publications that the numbers of the case are taken from."))
    sheet.space()
    sheet.table(
        Column(say("Key"), width=22),
        Column(say("Title"), width=56),
        Column(say("Publisher"), width=30),
        Column(say("Year"), "whole", 8),
        Column(say("Address"), width=50),
        Column(say("Note"), width=50),
        freeze=1,
    )
    for key, source in case.sources.items():
        year = float(source.year) if source.year else None
        sheet.add(key, source.title, source.publisher, year, source.address, source.note)
    sheet.end("Sources")
