"""The sheets to look things up in: limits, every number of the case, and the publications behind them."""

from __future__ import annotations

from toolkit.case.names import label_of, place_of
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.deal.solution import Solution
from toolkit.documents.excel.book import Column, Sheet, Shown
from toolkit.model.evaluate import Outcome
from toolkit.report.drafts import crossed
from toolkit.report.provenance import numbers

__all__ = ["write_assumptions", "write_limits", "write_sources"]

_SHARE = "share of "


def write_limits(sheet: Sheet, outcome: Outcome, solution: Solution | None) -> None:
    """The limits that the terms cross, and, of a solution, those that bind with what relaxing each is worth."""
    case = outcome.case
    sheet.title("Limits", "From the model; nothing here follows changes made in this workbook.")
    sheet.space()
    sheet.title("Red lines and limits that these terms cross", size=12)
    found = crossed(outcome)
    if found:
        sheet.table(
            Column("Limit", width=80),
            Column("Held by", width=24),
            Column("Crossed by", "price", 18),
            Column("Unit", width=28),
        )
        for entry in found:
            by, unit = Shown(float(str(entry["by"])), model=True), str(entry["unit"])
            sheet.add(str(entry["limit"]), _party(entry["party"]), by, _unit(unit, case))
        sheet.end("Crossed")
    else:
        sheet.remark("None.")
        sheet.space()
    if solution is None:
        return
    sheet.title("What binds", f"What one unit more is worth to the rule's objective: {solution.why}.", size=12)
    if not solution.binding:
        sheet.remark("Nothing: no limit alone brings more when it is relaxed.")
        return
    sheet.table(
        Column("Limit", width=80),
        Column("Held by", width=24),
        Column(f"Relaxing it is worth, {case.currency} in present value", "price", 18),
        Column("per", width=28),
    )
    for bound in solution.binding:
        of_share = bound.unit.startswith(_SHARE)
        price = bound.price / 100 if of_share else bound.price
        unit = f"percentage point of {bound.unit.removeprefix(_SHARE)}" if of_share else _unit(bound.unit, case)
        sheet.add(bound.limit, _party(bound.party), Shown(price, model=True), unit)
    sheet.end("Binding")


def _party(party: object) -> str:
    return country_name(str(party)) if party else "the case"


def _unit(unit: str, case: Case) -> str:
    return unit.replace("money", case.currency)


def write_assumptions(sheet: Sheet, case: Case) -> None:
    """Every number of the case with its range, unit, standing and reason."""
    sheet.title(
        "Assumptions",
        "Every number of the case: sourced, assumed with a reason, or unsourced where the case says neither. Low and "
        "high are the ends of its plausible range. Keys of sources are spelled out on the sheet Sources.",
    )
    sheet.space()
    sheet.table(
        Column("Where", width=32),
        Column("Number", width=30),
        Column("Value", "number", 14),
        Column("Low", "number", 13),
        Column("High", "number", 13),
        Column("Unit", width=24),
        Column("Standing", width=12),
        Column("Source", width=20),
        Column("Year", "whole", 8),
        Column("Note or reason", width=70),
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
            number.unit,
            number.standing,
            (origin.source or "") if origin else "",
            float(year) if year else None,
            origin.note if origin else "",
        )
    sheet.end("Assumptions")


def write_sources(sheet: Sheet, case: Case) -> None:
    """The publications that numbers of the case are taken from."""
    sheet.title("Sources", "The publications that the numbers of the case are taken from.")
    sheet.space()
    sheet.table(
        Column("Key", width=22),
        Column("Title", width=56),
        Column("Publisher", width=30),
        Column("Year", "whole", 8),
        Column("Address", width=50),
        Column("Note", width=50),
        freeze=1,
    )
    for key, source in case.sources.items():
        year = float(source.year) if source.year else None
        sheet.add(key, source.title, source.publisher, year, source.address, source.note)
    sheet.end("Sources")
