"""The sheet of gains: what each country gains against no agreement, part by part, and how that compares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.countries import country_name
from toolkit.deal.solution import Solution
from toolkit.documents.excel.book import Column, Sheet, Shown
from toolkit.documents.excel.cells import Cell, Formula, formula, quoted, total
from toolkit.documents.excel.gain_parts import Parts
from toolkit.documents.excel.payments import Payments
from toolkit.languages.speech import say, say_count
from toolkit.model.evaluate import Outcome
from toolkit.model.value import COMPONENTS
from toolkit.report.options import Compared, Yardstick
from toolkit.wording import money

__all__ = ["Gains", "write_gains"]

_GAIN = 1 + len(COMPONENTS)


@dataclass(frozen=True)
class Gains:
    """Cells: the parts of each country's gain by the model's words, the gain, all gains, service-years, workers."""

    parts: Mapping[tuple[str, str], Cell]
    gains: Mapping[str, Cell]
    joint: Cell
    years: Mapping[str, Cell]
    workers: Mapping[str, Cell]


def write_gains(sheet: Sheet, outcome: Outcome, parts: Parts, payments: Payments, solution: Solution | None) -> Gains:
    """Write the sheet; with a solution of the case, each gain is also held against the most the country could have."""
    case = outcome.case
    sheet.title(
        say("Gains"),
        say_count(
            "Against no agreement, in {currency} at {price_year} prices, present value over {years} year, each country "
            "at its own discount rate. What a country pays counts negative.",
            "Against no agreement, in {currency} at {price_year} prices, present value over {years} years, each "
            "country at its own discount rate. What a country pays counts negative.",
            case.horizon,
            currency=case.currency,
            price_year=case.price_year,
            years=case.horizon,
        ),
    )
    sheet.space()
    ideal = [Column(say("Most it could have (model)"), "money", 18), Column(say("Share of that"), "share", 12)]
    sheet.table(
        Column(say("Country"), width=26),
        Column(say("Service gained"), "money", 18),
        Column(say("Remittances counted"), "money", 18),
        Column(say("System support"), "money", 18),
        Column(say("What it pays"), "money", 18),
        Column(say("Gain"), "money", 18),
        Column(say("Share of the joint gain"), "share", 12),
        Column(say("Service-years gained"), "people", 14),
        Column(say("Pays over the agreement"), "money", 18),
        *(ideal if solution else []),
        freeze=1,
    )
    joint = Cell(sheet.name, sheet.row + len(case.countries), _GAIN, sum(outcome.gains.values()))
    counted = _Ideal(sheet, outcome, solution) if solution else None
    gains: dict[str, Cell] = {}
    found: dict[tuple[str, str], Cell] = {}
    years: dict[str, Cell] = {}
    for code in case.countries:
        amounts = [total(getattr(parts, part)[code]) for part in COMPONENTS]
        cells = [Cell(sheet.name, sheet.row, 1 + n, amount.value) for n, amount in enumerate(amounts)]
        gain = Cell(sheet.name, sheet.row, _GAIN, sum(cell.value for cell in cells))
        whole = payments.by_country[code].whole
        row = sheet.add(
            country_name(code),
            *amounts,
            Shown(total(cells), bold=True),
            _share(gain, joint),
            total(parts.years[code]),
            formula(whole, value=whole.value),
            *(counted.of(code, gain, sheet.row) if counted else []),
        )
        gains[code], years[code] = row[_GAIN], row[_GAIN + 2]
        found |= {(code, part): row[1 + number] for number, part in enumerate(COMPONENTS)}
        sheet.book.name(f"gain_{code}", row[_GAIN])
    columns = [[found[code, part] for code in case.countries] for part in COMPONENTS]
    last = sheet.add(say("all countries"), *map(total, columns), Shown(total(list(gains.values())), bold=True))
    sheet.space()
    if solution is not None:
        sheet.remark(say("Most it could have: what the country would gain if the agreement were best for it alone."))
        if counted is not None and counted.excess > 0:
            sheet.remark(
                say(
                    "{amount} is taken off each gain before its share is told: the penalties of soft red lines that "
                    "these terms breach and others would not.",
                    amount=money(counted.excess, case.currency),
                )
            )
    return Gains(found, gains, last[_GAIN], years, parts.workers)


def _share(gain: Cell, joint: Cell) -> Formula:
    none = say("none")
    value = gain.value / joint.value if joint.value > 0 else none
    return formula("IF(", joint, ">0,", gain, "/", joint, f",{quoted(none)})", value=value)


class _Ideal:
    """What each country could have at most, as two columns."""

    def __init__(self, sheet: Sheet, outcome: Outcome, solution: Solution):
        self.sheet, self.ideals = sheet, solution.ideals
        compared = Compared("", outcome, Yardstick.of(solution))
        self.excess = max(0.0, outcome.penalty - solution.unavoidable_penalty)
        self.shares = compared.shares

    def of(self, code: str, gain: Cell, row: int) -> list[Shown | Formula]:
        most = Cell(self.sheet.name, row, _GAIN + 4, self.ideals[code])
        share = self.shares[code]
        less = f"-{self.excess!r}" if self.excess > 0 else ""
        nothing = say("nothing to gain")
        told = formula(
            "IF(",
            most,
            ">0,(",
            gain,
            f"{less})/",
            most,
            f",{quoted(nothing)})",
            value=share if share is not None else nothing,
        )
        return [Shown(most.value, model=True), told]
