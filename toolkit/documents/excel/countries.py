"""The sheet of countries: how each counts money of later years, and its budget, as cells that can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.case.schema import in_phase
from toolkit.countries import country_name
from toolkit.documents.excel.book import Column, Sheet
from toolkit.documents.excel.cells import Cell, Input
from toolkit.documents.excel.tabs import TRAJECTORIES, tab
from toolkit.documents.excel.terms import phases_of
from toolkit.documents.frame import with_commas
from toolkit.languages.speech import say, to_say
from toolkit.model.evaluate import Outcome

__all__ = ["FUND", "Countries", "write_countries"]

FUND = "fund"
"""The fund, where it stands beside the countries."""


@dataclass(frozen=True)
class Countries:
    """The cells of the sheet: numbers by country, and budgets by phase."""

    discount: Mapping[str, Cell]
    public_funds: Mapping[str, Cell]
    support_value: Mapping[str, Cell]
    remittance_weight: Mapping[str, Cell]
    budgets: Mapping[str, list[Cell]]


def write_countries(sheet: Sheet, outcome: Outcome) -> Countries:
    """Write the sheet. Names such as ``discount_KEN`` stand for its inputs."""
    case = outcome.case
    sheet.title(
        say("Countries"),
        say(
            "How each country counts money, and the most that it can spend. A present value is what the amounts of "
            "later years count for today: each year is multiplied by its discount factor, 1 / (1 + discount rate) for "
            "every year since {year}. The factors stand on the sheet {trajectories_sheet}.",
            year=case.start_year,
            trajectories_sheet=tab(TRAJECTORIES),
        ),
    )
    sheet.space()
    sheet.table(
        Column(say("Country"), width=26),
        Column(say("Discount rate a year (input)"), "rate", 14),
        Column(say("Cost of one unit of public money (input)"), "price", 16),
        Column(say("Worth of one unit of system support (input)"), "price", 16),
        Column(say("Part of remittances that counts (input)"), "share", 16),
    )
    rows: dict[str, list[Cell]] = {}
    for code, record in case.countries.items():
        rows[code] = sheet.add(
            country_name(code),
            Input(record.discount_rate),
            Input(record.cost_of_public_funds),
            Input(record.support_value),
            Input(record.remittance_weight),
        )
        for word, cell in zip(_NAMES, rows[code][1:], strict=True):
            sheet.book.name(f"{word}_{code}", cell)
    _limits(sheet, rows)
    sheet.end("Countries")
    return Countries(
        discount={code: cells[1] for code, cells in rows.items()},
        public_funds={code: cells[2] for code, cells in rows.items()},
        support_value={code: cells[3] for code, cells in rows.items()},
        remittance_weight={code: cells[4] for code, cells in rows.items()},
        budgets=_budgets(sheet, outcome),
    )


_NAMES = ("discount", "public_money", "support_worth", "remittances_counted")
_MOST = (1.0, None, None, 1.0)
_ABOUT = (
    to_say("By how much a year later counts less: 3 % is usual."),
    to_say("What one unit of public money costs the country, at least 1."),
    to_say("What one unit of system support received is worth to the country."),
    to_say("The part of what workers send home that the country counts as its own gain."),
)


def _limits(sheet: Sheet, rows: Mapping[str, list[Cell]]) -> None:
    cells = list(rows.values())
    for number, (most, about) in enumerate(zip(_MOST, _ABOUT, strict=True), start=1):
        sheet.allow(cells[0][number], cells[-1][number], most=most, about=say(about))


def _budgets(sheet: Sheet, outcome: Outcome) -> dict[str, list[Cell]]:
    """The budgets of those that have one, a year in each phase."""
    case, phases = outcome.case, phases_of(outcome.case)
    purses = {code: record.budget for code, record in case.countries.items() if record.budget is not None}
    budgets = {**purses, FUND: case.fund.budget}
    unlimited = [country_name(code) for code in case.countries if code not in purses]
    most = say("The most that each pays a year, in {currency}.", currency=case.currency)
    sheet.title(say("Budgets"), most, size=12)
    if unlimited:
        sheet.remark(say("The case sets no budget for: {countries}.", countries=with_commas(unlimited)))
    inputs = (say("{years} (input)", years=years) for years in phases)
    sheet.table(Column(say("Payer")), *(Column(heading, "money", 16) for heading in inputs))
    found = {}
    for payer, budget in budgets.items():
        amounts = [Input(in_phase(budget, phase)) for phase in range(len(phases))]
        found[payer] = sheet.add(country_name(payer) if payer != FUND else say("Fund"), *amounts)[1:]
        about = say("{currency} a year.", currency=case.currency)
        sheet.allow(found[payer][0], found[payer][-1], most=None, about=about)
    sheet.end("Budgets")
    return found
