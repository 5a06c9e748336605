"""The sheet of payments: who pays what in each year, present values, budgets, and what the money is spent on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.case.names import corridor_name, payer_name
from toolkit.case.schema import ITEMS, PAYERS, ends
from toolkit.countries import country_name
from toolkit.documents.excel.book import LOOK, OK, Column, Sheet, Shown
from toolkit.documents.excel.cells import Area, Cell, Formula, difference, formula, quoted, total, weighted
from toolkit.documents.excel.costs import Costs, item_words
from toolkit.documents.excel.countries import FUND, Countries
from toolkit.documents.excel.tabs import COSTS, tab
from toolkit.documents.excel.trajectories import Trajectories
from toolkit.languages.speech import say
from toolkit.model.evaluate import Outcome

__all__ = ["Payments", "Row", "discounted_by", "write_payments"]

_ROUNDING = 1e-6
"""The part of a budget that counts as rounding, since terms are written to nine digits."""


@dataclass(frozen=True)
class Row:
    """Amounts by year of the agreement, their sum, and their present value."""

    years: list[Cell]
    whole: Cell
    present: Cell


@dataclass(frozen=True)
class Payments:
    """Rows by corridor and payer, by country, and of the support that each sending country receives from others."""

    phases: list[Cell]
    by_payer: Mapping[tuple[str, str], Row]
    by_country: Mapping[str, Row]
    fund: Row
    support: Mapping[str, Row]
    budgets: tuple[Cell, ...]


def discounted_by(corridor: str, payer: str) -> str:
    """The country whose discount rate counts for a payer: workers and the fund at the sending country's."""
    sending, receiving = ends(corridor)
    return receiving if payer == "receiving" else sending


class _Writer:
    def __init__(self, sheet: Sheet, outcome: Outcome, costs: Costs, countries: Countries, paths: Trajectories):
        self.sheet, self.case, self.costs = sheet, outcome.case, costs
        self.countries, self.factors = countries, paths.factors

    def written(self) -> Payments:
        sheet, case = self.sheet, self.case
        years = [str(case.start_year + year) for year in range(case.years)]
        sheet.title(
            say("Payments"),
            say(
                "In {currency} at {price_year} prices. Every figure is a formula over the sheet {costs_sheet}. A "
                "present value multiplies each year by the discount factor of the country named beside it.",
                currency=case.currency,
                price_year=case.price_year,
                costs_sheet=tab(COSTS),
            ),
        )
        sheet.space()
        sheet.table(
            Column(say("Who, or what for"), width=30),
            Column(say("Corridor"), width=30),
            Column(say("Discounted at the rate of"), width=18),
            *(Column(year, "money", 14) for year in years),
            Column(say("All years"), "money", 16),
            Column(say("Present value"), "money", 16),
            freeze=3,
        )
        phases = [Shown(float(phase + 1), "whole") for phase in case.phase_of_year]
        self.phases = sheet.add(say("Phase of the year"), None, None, *phases)[3:]
        sheet.section(say("What each pays on each corridor"))
        by_payer = {(name, payer): self._paid(name, payer) for name in case.corridors for payer in PAYERS}
        sheet.section(say("What each pays in all"))
        by_country = {code: self._country(code, by_payer) for code in case.countries}
        fund = self._over(say("Fund"), "", [by_payer[name, "fund"] for name in case.corridors])
        sheet.section(say("What is left of each budget"))
        budgets = self._budgets(by_country, fund)
        sheet.section(say("System support received from others"))
        support = {code: self._support(code) for code in dict.fromkeys(ends(name)[0] for name in case.corridors)}
        sheet.section(say("What the money is spent on"))
        for name in case.corridors:
            self._items(name)
        return Payments(self.phases, by_payer, by_country, fund, support, tuple(budgets))

    def _row(self, who: str, where: str, rate_of: str, amounts: list[Formula]) -> Row:
        """A row of amounts with its sum; its present value where the country is known whose rate counts."""
        first = 3
        years = [Cell(self.sheet.name, self.sheet.row, first + n, one.value) for n, one in enumerate(amounts)]
        present = weighted(years, self.factors[rate_of][: len(years)]) if rate_of else None
        of = country_name(rate_of) if rate_of else ""
        cells = self.sheet.add(who, where, of, *amounts, Shown(total(years), bold=True), present)
        return Row(cells[first : first + len(years)], cells[-2], cells[-1])

    def _paid(self, corridor: str, payer: str) -> Row:
        amounts = [self.costs.paid(corridor, payer, phase) for phase in self.phases]
        who = payer_name(corridor, payer)
        return self._row(who[:1].upper() + who[1:], corridor_name(corridor), discounted_by(corridor, payer), amounts)

    def _over(self, who: str, rate_of: str, rows: list[Row]) -> Row:
        amounts = [total([row.years[year] for row in rows]) for year in range(self.case.years)]
        return self._row(who, say("all"), rate_of, amounts)

    def _country(self, code: str, by_payer: Mapping[tuple[str, str], Row]) -> Row:
        own = [
            by_payer[name, payer]
            for name in self.case.corridors
            for payer, country in zip(("sending", "receiving"), ends(name), strict=True)
            if country == code
        ]
        return self._over(country_name(code), code, own)

    def _support(self, code: str) -> Row:
        """What others than the sending country itself pay for its health system."""
        amounts = []
        for phase in self.phases:
            parts = [
                self.costs.support(name, payer, phase)
                for name in self.case.leaving(code)
                for payer in PAYERS
                if payer != "sending"
            ]
            joined = tuple(piece for part in parts for piece in ("+", *part.parts))[1:]
            amounts.append(formula(*joined, value=sum(part.value for part in parts)))
        return self._row(country_name(code), say("all"), code, amounts)

    def _budgets(self, by_country: Mapping[str, Row], fund: Row) -> list[Cell]:
        checks = []
        for payer, budget in self.countries.budgets.items():
            paid = fund if payer == FUND else by_country[payer]
            left = [
                difference(budget[phase], year) for phase, year in zip(self.case.phase_of_year, paid.years, strict=True)
            ]
            cells = [Cell(self.sheet.name, self.sheet.row, 3 + number, one.value) for number, one in enumerate(left)]
            who = say("Fund") if payer == FUND else country_name(payer)
            row = self.sheet.add(who, say("all"), None, *left, _kept(cells, budget))
            self.sheet.warn_below(row[3], row[2 + len(left)], -_ROUNDING * max(1.0, *(cell.value for cell in budget)))
            self.sheet.watch(row[-1], row[-1])
            checks.append(row[-1])
        return checks

    def _items(self, corridor: str) -> None:
        used = {row.line.item for row in self.costs.rows if row.line.corridor == corridor}
        for item in ITEMS:
            if item in used:
                amounts = [self.costs.cost(corridor, item, phase) for phase in self.phases]
                self._row(item_words()[item], corridor_name(corridor), "", amounts)


def _kept(left: list[Cell], budget: list[Cell]) -> Formula:
    """Whether the budget holds in every year, beyond rounding."""
    room, whole = Area.of(left), Area.of(budget)
    assert room is not None
    assert whole is not None
    kept = min(cell.value for cell in left) >= -_ROUNDING * max(1.0, *(cell.value for cell in budget))
    ok, look = say("{check}: kept", check=say(OK)), say("{check}: exceeded", check=say(LOOK))
    test = f")>=-{_ROUNDING:f}*MAX("
    return formula("IF(MIN(", room, test, whole, f",1),{quoted(ok)},{quoted(look)})", value=ok if kept else look)


def write_payments(sheet: Sheet, outcome: Outcome, costs: Costs, countries: Countries, paths: Trajectories) -> Payments:
    """Write the sheet."""
    return _Writer(sheet, outcome, costs, countries, paths).written()
