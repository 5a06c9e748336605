"""The first sheet: what the workbook is, how to use it, what colours mean, and whether it agrees with the model."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.case.names import corridor_name
from toolkit.documents.excel.book import LOOK, Column, Sheet, Shown
from toolkit.documents.excel.cells import Cell, Input, formula
from toolkit.documents.excel.tabs import CHECK, COSTS, TERMS, tab
from toolkit.documents.excel.terms import phases_of
from toolkit.languages.speech import say, say_count, to_say
from toolkit.model.evaluate import Outcome
from toolkit.wording import join

__all__ = ["write_about"]


def write_about(sheet: Sheet, outcome: Outcome, why: str, whole: Cell, others: Sequence[Sheet]) -> None:
    """Write the sheet; ``why`` says which terms these are, ``whole`` is the cell that tells whether all agrees."""
    case = outcome.case
    sheet.title(case.name, *([case.description] if case.description else []), size=18)
    sheet.space()
    sheet.table(Column(say("About"), width=30), Column(say("This workbook"), width=80))
    for row in _told(sheet, outcome, why):
        sheet.add(*row)
    state = sheet.add(say("Check"), formula(whole, value=whole.value))[1]
    sheet.watch(state, state)
    sheet.end("About")
    sheet.title(say("How to use it"), size=12)
    for line in _HOW:
        how = say(line, costs_sheet=tab(COSTS), terms_sheet=tab(TERMS), check_sheet=tab(CHECK), look=say(LOOK))
        sheet.remark(f"• {how}")
    sheet.space()
    _colours(sheet)
    sheet.table(Column(say("Sheet")), Column(say("What it holds")))
    for other in others:
        sheet.add(other.name, other.about)
        sheet.link(0, other.name, other.name)


def _told(sheet: Sheet, outcome: Outcome, why: str) -> list[tuple[str, str]]:
    """What the workbook is about."""
    case = outcome.case
    prices = say("{currency} at {price_year} prices", currency=case.currency, price_year=case.price_year)
    length = say_count(
        "{years} year, {first} to {last}",
        "{years} years, {first} to {last}",
        case.years,
        years=case.years,
        first=case.start_year,
        last=case.start_year + case.years - 1,
    )
    follow_up = say_count(
        "{years} more year in which outcomes count",
        "{years} more years in which outcomes count",
        case.follow_up_years,
        years=case.follow_up_years,
    )
    return [
        (say("Terms"), why),
        (say("Corridors"), join(corridor_name(name) for name in case.corridors) or say("none")),
        (say("Money"), prices),
        (say("Agreement"), length),
        (say("Phases"), join(phases_of(case))),
        (say("Follow-up"), follow_up),
        *([(say("Date"), sheet.book.stated.isoformat())] if sheet.book.stated else []),
    ]


def _colours(sheet: Sheet) -> None:
    sheet.table(Column(say("Cell")), Column(say("What it is")))
    sheet.add(
        Input(12345.0),
        say("Input: yellow, blue figures, “(input)” in the heading. Change it, and formulas follow."),
    )
    sheet.add(Shown(formula("12345", value=12345.0)), say("Formula: white. It follows the inputs."))
    sheet.add(Shown(12345.0, model=True), say("Number of the model: grey. It does not follow; ask for a new workbook."))
    sheet.add(
        say(LOOK), say("Something was changed, and the model has not seen it, or a limit of the sheet is not kept.")
    )
    sheet.space()


_HOW = (
    to_say("Change shares on the sheet {costs_sheet}: what each side pays follows, year by year and in present value."),
    to_say(
        "Change quantities on {terms_sheet} or unit costs: costs and payments follow. The workforce does not, since it "
        "takes the model: {check_sheet} says {look}, and the gains by service and remittances are then those of the "
        "terms before."
    ),
    to_say(
        "To have changes computed whole, put them into Accord (page Terms, or a file of terms) and take a new workbook."
    ),
    to_say(
        "The sheets are protected without a password, so that only inputs change by accident: Review, Unprotect Sheet."
    ),
)
