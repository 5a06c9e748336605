"""The first sheet: what the workbook is, how to use it, what colours mean, and whether it agrees with the model."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.case.names import corridor_name
from toolkit.documents.excel.book import Column, Sheet, Shown
from toolkit.documents.excel.cells import Cell, Input, formula
from toolkit.documents.excel.terms import phases_of
from toolkit.model.evaluate import Outcome
from toolkit.wording import join

__all__ = ["write_about"]


def write_about(sheet: Sheet, outcome: Outcome, why: str, whole: Cell, others: Sequence[Sheet]) -> None:
    """Write the sheet; ``why`` says which terms these are, ``whole`` is the cell that tells whether all agrees."""
    case = outcome.case
    sheet.title(case.name, *([case.description] if case.description else []), size=18)
    sheet.space()
    sheet.table(Column("About", width=30), Column("This workbook", width=80))
    rows = [
        ("Terms", why),
        ("Corridors", join(corridor_name(name) for name in case.corridors) or "none"),
        ("Money", f"{case.currency} at {case.price_year} prices"),
        ("Agreement", f"{case.years} years, {case.start_year} to {case.start_year + case.years - 1}"),
        ("Phases", join(phases_of(case))),
        ("Follow-up", f"{case.follow_up_years} more years in which outcomes count"),
        *([("Date", sheet.book.stated.isoformat())] if sheet.book.stated else []),
    ]
    for row in rows:
        sheet.add(*row)
    state = sheet.add("Check", formula(whole, value=whole.value))[1]
    sheet.watch(state, state)
    sheet.end("About")
    sheet.title("How to use it", size=12)
    for line in _HOW:
        sheet.remark(f"• {line}")
    sheet.space()
    sheet.table(Column("Cell"), Column("What it is"))
    sheet.add(Input(12345.0), "Input: yellow, blue figures, “(input)” in the heading. Change it, and formulas follow.")
    sheet.add(Shown(formula("12345", value=12345.0)), "Formula: white. It follows the inputs.")
    sheet.add(Shown(12345.0, model=True), "Number of the model: grey. It does not follow; ask for a new workbook.")
    sheet.add("LOOK", "Something was changed, and the model has not seen it, or a limit of the sheet is not kept.")
    sheet.space()
    sheet.table(Column("Sheet"), Column("What it holds"))
    for other in others:
        sheet.add(other.name, other.about)
        sheet.link(0, other.name, other.name)


_HOW = (
    "Change shares on the sheet Costs and shares: what each side pays follows, year by year and in present value.",
    "Change quantities on Terms or unit costs: costs and payments follow. The workforce does not, since it takes the "
    "model: Check says LOOK, and the gains by service and remittances are then those of the terms before.",
    "To have changes computed whole, put them into Accord (page Terms, or a file of terms) and take a new workbook.",
    "The sheets are protected without a password, so that only inputs change by accident: Review, Unprotect Sheet.",
)
