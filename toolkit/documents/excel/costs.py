"""The sheet of costs and shares: what each item costs a year, who bears what part of it, and what that comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name
from toolkit.case.schema import ITEMS, PAYERS, Case
from toolkit.documents.excel.book import LOOK, OK, Column, Sheet
from toolkit.documents.excel.cells import Area, Cell, Formula, Input, criterion, formula, product, quoted, total
from toolkit.documents.excel.terms import Line, lines_of, phases_of
from toolkit.languages.speech import say, to_say
from toolkit.model.costs import unit_costs
from toolkit.model.evaluate import Outcome
from toolkit.report.options import distinct

__all__ = ["SUMMED", "Cost", "Costs", "item_words", "write_costs"]

_SHARE_OF = {
    "sending": to_say("Share of the sending country (input)"),
    "receiving": to_say("Share of the receiving country (input)"),
    "worker": to_say("Share of the workers (input)"),
    "fund": to_say("Share of the fund (input)"),
}
_PAID_BY = {
    "sending": to_say("Paid a year by the sending country"),
    "receiving": to_say("Paid a year by the receiving country"),
    "worker": to_say("Paid a year by the workers"),
    "fund": to_say("Paid a year by the fund"),
}
SUMMED = 1e-6
"""Shares whose sum is nearer to 1 than this add up: terms are written to nine digits."""

_COLUMNS = {"corridor": 0, "item": 2, "phase": 5, "cost": 9}
_SHARES, _SUM, _CHECK, _PAID = 10, 14, 15, 16


def item_words() -> dict[str, str]:
    """Items in words that differ in every language, since sums find the rows of an item by its word."""
    return dict(zip(ITEMS, distinct([ITEM_NAMES[item] for item in ITEMS]), strict=True))


@dataclass(frozen=True)
class Cost:
    """One row: an item's cost in a phase, and the payment of each payer."""

    line: Line
    phase: int
    cost: Cell
    paid: Mapping[str, Cell]
    check: Cell


@dataclass(frozen=True)
class Costs:
    """All rows, with sums over them as formulas that say what is summed."""

    rows: tuple[Cost, ...]

    def paid(self, corridor: str, payer: str, phase: Cell) -> Formula:
        """What a payer pays on a corridor in the phase that a cell tells, over all items."""
        where = self._where(corridor)
        value = sum(row.paid[payer].value for row in where if row.phase == phase.value)
        return self._summed(f"paid_{payer}", corridor, phase, value)

    def cost(self, corridor: str, item: str, phase: Cell) -> Formula:
        """What an item costs on a corridor in the phase that a cell tells."""
        where = [row for row in self._where(corridor) if row.line.item == item]
        value = sum(row.cost.value for row in where if row.phase == phase.value)
        return self._summed("cost", corridor, phase, value, f",cost_item,{criterion(item_words()[item])}")

    def support(self, corridor: str, payer: str, phase: Cell) -> Formula:
        """What a payer pays for system support on a corridor in the phase that a cell tells."""
        where = [row for row in self._where(corridor) if row.line.item == "system_support"]
        value = sum(row.paid[payer].value for row in where if row.phase == phase.value)
        item = item_words()["system_support"]
        return self._summed(f"paid_{payer}", corridor, phase, value, f",cost_item,{criterion(item)}")

    def _where(self, corridor: str) -> list[Cost]:
        return [row for row in self.rows if row.line.corridor == corridor]

    def _summed(self, what: str, corridor: str, phase: Cell, value: float, more: str = "") -> Formula:
        if not self.rows:
            return formula("0", value=0.0)
        begin = f"SUMIFS({what},cost_corridor,{criterion(corridor_name(corridor))},cost_phase,"
        return formula(begin, phase, f"{more})", value=float(value))


def write_costs(
    sheet: Sheet, outcome: Outcome, quantities: Mapping[tuple[str, str | None, str, int | None], list[Cell]]
) -> Costs:
    """Write the sheet: a row for each item, phase, cadre and corridor."""
    case = outcome.case
    sheet.title(
        say("Costs and shares"),
        say(
            "Quantity × unit cost = cost a year, in {currency} at {price_year} prices. Each payer bears its share: "
            "change the shares, which add up to 100 % for each cost, and the payments beside them follow. Of a "
            "retention offer with several tiers the shares stand in the first tier.",
            currency=case.currency,
            price_year=case.price_year,
        ),
    )
    sheet.space()
    sheet.table(*_columns(case), freeze=4)
    rows: list[Cost] = []
    first_shares: dict[tuple[str, str | None, str, int], list[Cell]] = {}
    for line in lines_of(outcome):
        for phase, quantity in enumerate(quantities[line.key]):
            rows.append(_row(sheet, outcome, line, phase, quantity, first_shares))
    if rows:
        _named(sheet, rows)
    sheet.end("Costs")
    return Costs(tuple(rows))


def _columns(case: Case) -> list[Column]:
    return [
        Column(say("Corridor"), width=26),
        Column(say("Cadre"), width=14),
        Column(say("Item"), width=18),
        Column(say("What is counted"), width=26),
        Column(say("Years"), width=11),
        Column(say("Phase"), "whole", 7),
        Column(say("Quantity a year"), "people", 11),
        Column(say("Unit"), width=14),
        Column(say("Cost of one unit, {currency} (input)", currency=case.currency), "price", 14),
        Column(say("Cost a year"), "money", 15),
        *(Column(say(_SHARE_OF[payer]), "share", 11) for payer in PAYERS),
        Column(say("Sum of shares"), "share", 10),
        Column(say("Do they add up?"), width=9),
        *(Column(say(_PAID_BY[payer]), "money", 15) for payer in PAYERS),
    ]


def _row(
    sheet: Sheet,
    outcome: Outcome,
    line: Line,
    phase: int,
    quantity: Cell,
    first_shares: dict[tuple[str, str | None, str, int], list[Cell]],
) -> Cost:
    case, row = outcome.case, sheet.row
    at = (line.corridor, line.cadre, line.item, phase)
    quantity_here = Cell(sheet.name, row, 6, quantity.value)
    price = Cell(sheet.name, row, 8, _unit_cost(case, line))
    cost = Cell(sheet.name, row, 9, quantity.value * price.value)
    shares: list[Input | Formula]
    if at in first_shares:
        shares = [formula(cell, value=cell.value) for cell in first_shares[at]]
    else:
        shares = [Input(outcome.terms.shares.get((*at[:3], payer, phase), 0.0)) for payer in PAYERS]
    held = [Cell(sheet.name, row, _SHARES + number, share.value) for number, share in enumerate(shares)]
    whole = total(held)
    whole_cell = Cell(sheet.name, row, _SUM, whole.value)
    cells = sheet.add(
        corridor_name(line.corridor),
        cadre_name(line.cadre) if line.cadre else say("all"),
        item_words()[line.item],
        line.words,
        phases_of(case)[phase],
        phase + 1,
        formula(quantity, value=quantity.value),
        line.unit,
        Input(price.value) if line.cadre else 1.0,
        product(quantity_here, price),
        *shares,
        whole,
        _adds_up(cost, whole_cell),
        *(product(cost, share) for share in held),
    )
    if at not in first_shares:
        first_shares[at] = held
        about = say("The part of this cost that the payer bears; together 100 %.")
        sheet.allow(held[0], held[-1], most=1, about=about)
    paid = dict(zip(PAYERS, cells[_PAID:], strict=True))
    return Cost(line, phase + 1, cells[9], paid, cells[_CHECK])


def _unit_cost(case: Case, line: Line) -> float:
    if line.cadre is None:
        return 1.0
    record = case.corridors[line.corridor].cadres[line.cadre]
    if line.tier is not None:
        return record.retention[line.tier].cost
    return unit_costs(record)[line.item][1]


def _adds_up(cost: Cell, whole: Cell) -> Formula:
    nothing, ok, look = say("no cost"), say(OK), say(LOOK)
    value = nothing if cost.value == 0 else ok if abs(whole.value - 1) <= SUMMED else look
    free = f"=0,{quoted(nothing)},IF(ABS("
    return formula("IF(", cost, free, whole, f"-1)<={SUMMED:f},{quoted(ok)},{quoted(look)}))", value=value)


def _named(sheet: Sheet, rows: list[Cost]) -> None:
    """Names for the columns, so that sums over them can be read."""
    first, last = rows[0].cost.row, rows[-1].cost.row

    def column(number: int) -> Area:
        return Area(Cell(sheet.name, first, number, None), Cell(sheet.name, last, number, None))

    for word, number in _COLUMNS.items():
        sheet.book.name("cost" if word == "cost" else f"cost_{word}", column(number))
    for number, payer in enumerate(PAYERS):
        sheet.book.name(f"paid_{payer}", column(_PAID + number))
    prices = column(8)
    sheet.allow(prices.first, prices.last, most=None, about=say("Cost of one unit at the prices of the case."))
    checks = column(_CHECK)
    sheet.watch(checks.first, checks.last)
