"""The sheet of countries: how each counts money of later years, and its budget, as cells that can be changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.case.schema import in_phase
from toolkit.countries import country_name
from toolkit.documents.excel.book import Column, Sheet
from toolkit.documents.excel.cells import Cell, Input
from toolkit.documents.excel.terms import phases_of
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
        "Countries",
        "How each country counts money, and the most that it can spend. A present value is what the amounts of later "
        "years count for today: each year is multiplied by its discount factor, 1 / (1 + discount rate) for every year "
        f"since {case.start_year}. The factors stand on the sheet Trajectories.",
    )
    sheet.space()
    sheet.table(
        Column("Country", width=26),
        Column("Discount rate a year (input)", "rate", 14),
        Column("Cost of one unit of public money (input)", "price", 16),
        Column("Worth of one unit of system support (input)", "price", 16),
        Column("Part of remittances that counts (input)", "share", 16),
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
    "By how much a year later counts less: 3 % is usual.",
    "What one unit of public money costs the country, at least 1.",
    "What one unit of system support received is worth to the country.",
    "The part of what workers send home that the country counts as its own gain.",
)


def _limits(sheet: Sheet, rows: Mapping[str, list[Cell]]) -> None:
    cells = list(rows.values())
    for number, (most, about) in enumerate(zip(_MOST, _ABOUT, strict=True), start=1):
        sheet.allow(cells[0][number], cells[-1][number], most=most, about=about)


def _budgets(sheet: Sheet, outcome: Outcome) -> dict[str, list[Cell]]:
    """The budgets of those that have one, a year in each phase."""
    case, phases = outcome.case, phases_of(outcome.case)
    purses = {code: record.budget for code, record in case.countries.items() if record.budget is not None}
    budgets = {**purses, FUND: case.fund.budget}
    unlimited = [country_name(code) for code in case.countries if code not in purses]
    sheet.title("Budgets", f"The most that each pays a year, in {case.currency}.", size=12)
    if unlimited:
        sheet.remark(f"The case sets no budget for: {', '.join(unlimited)}.")
    sheet.table(Column("Payer"), *(Column(f"{years} (input)", "money", 16) for years in phases))
    found = {}
    for payer, budget in budgets.items():
        amounts = [Input(in_phase(budget, phase)) for phase in range(len(phases))]
        found[payer] = sheet.add(country_name(payer) if payer != FUND else "Fund", *amounts)[1:]
        sheet.allow(found[payer][0], found[payer][-1], most=None, about=f"{case.currency} a year.")
    sheet.end("Budgets")
    return found
