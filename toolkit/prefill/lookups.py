"""What the register has for a rule: parameters, amounts in dollars of the price year, yearly flows and stocks abroad.

Weak figures are never used here, since there is always a rule to estimate by.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from toolkit.prefill.figure import Figure, Range, estimated, found, written
from toolkit.prefill.rules import GROUP_NAMES, RuleBook
from toolkit.register.find import find_figures, newest
from toolkit.register.read import Register

__all__ = ["Amount", "Basis", "Flow", "amounts", "counted_with", "flows", "parameters", "spread_of", "stocks"]

_YEARLY = (("joiners", "annual_inflow"), ("licences",))
_BASES = ("trained_in", "nationality", "born_in")
_COUNTED_TOGETHER = {"nurse": ("nurse", "nurse_and_midwife"), "midwife": ("midwife", "nurse_and_midwife")}
_A_YEAR = range(330, 401)


@dataclass(frozen=True, eq=False)
class Basis:
    """The register and the rules that a starting case is made from."""

    register: Register
    rules: RuleBook

    @property
    def oldest_year(self) -> int:
        """The earliest year of a wage, cost or flow that is used."""
        return self.rules.start_year - self.rules.oldest_figure

    def usual(self, name: str, group: str = "all", cadre: str = "all", words: str = "") -> Figure:
        """What a rule gives as it stands, with its statement for a note; a published number keeps its source."""
        rule = self.rules.rules[name]
        note = f"{rule.statement} {words}".strip()
        if group in GROUP_NAMES and rule.tells_apart(group, cadre):
            note += f" For {GROUP_NAMES[group]} countries."
        around = rule.range(group, cadre)
        if rule.source is not None and rule.year is not None:
            return found(around.value, around, rule.source, rule.year, f"{note} Range assumed.")
        return estimated(around, name, note, whole=rule.whole)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of the register in US dollars of the price year, with the words that tell how it was converted."""

    range: Range
    source: str
    year: int
    words: str


@dataclass(frozen=True, slots=True)
class Flow:
    """People a year from one country to another, or all that are recorded from one country."""

    people: float
    year: int
    sources: tuple[str, ...]
    words: str


def parameters(
    basis: Basis,
    name: str,
    country: str,
    cadres: Sequence[str],
    *,
    partner: str = "",
    unit: str | None = None,
) -> list[dict[str, Any]]:
    """The rows of a parameter for a country and any of some cadres, newest first; weak and old ones left out."""
    return [
        row
        for row in _parameter_rows(basis.register, name)
        if (row["country"], row["partner"]) == (country, partner)
        and row["cadre"] in cadres
        and row["confidence"] != "weak"
        and unit in (None, row["unit"])
        and (_number(row["year"]) or 0) >= basis.oldest_year
    ]


@lru_cache(maxsize=64)
def _parameter_rows(register: Register, name: str) -> list[dict[str, Any]]:
    table = register.parameters
    return _records(table[table["parameter"] == name].sort_values("year", ascending=False, kind="stable"))


@lru_cache(maxsize=256)
def _figures(register: Register, origin: str, cadre: str) -> list[dict[str, Any]]:
    """The newest figure of every series of people from one country, weak ones left out."""
    return _records(newest(find_figures(register, origin=origin, cadre=cadre, unit="persons")))


def _records(table: Any) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _number(value: Any) -> float | None:
    """A cell of a table as a number, ``None`` where it is empty."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return None if math.isnan(number) else number


def spread_of(row: dict[str, Any], around: Range) -> Range:
    """Value, low and high of a row: what it states, and for the ends that it does not state the range of a rule."""
    value, low, high = (_number(row[part]) for part in ("value", "low", "high"))
    ends = [end for end in (low, high) if end is not None]
    middle = value if value is not None else sum(ends) / len(ends)
    lowest = low if low is not None and low < middle else middle * around.low
    highest = high if high is not None and high > middle else middle * around.high
    return Range(middle, lowest, highest)


def amounts(
    basis: Basis,
    name: str,
    country: str,
    cadres: Sequence[str],
    *,
    partner: str = "",
    unit: str | None = None,
    times: float = 1.0,
) -> list[Amount]:
    """The amounts of a parameter that a stated rate can convert, newest first; ``times`` makes months into years."""
    around, found = basis.rules.range("range_of_an_amount"), []
    for row in parameters(basis, name, country, cadres, partner=partner, unit=unit):
        year, currency = int(row["year"]), str(row["currency"])
        priced = int(_number(row["price_year"]) or year)
        one = basis.rules.in_dollars(1.0, currency, priced)
        if one is None:
            continue
        stated = spread_of(row, around)
        words = f"{currency} {written(stated.value)} of {priced}" + (f" x {times:g}" if times != 1 else "")
        words += f" = USD {written(round(stated.value * times * one))} of {basis.rules.price_year}"
        found.append(Amount(stated.scaled(times * one), str(row["source"]), year, words))
    return found


def _is_yearly(row: dict[str, Any]) -> bool:
    start, end = str(row["period_start"]), str(row["period_end"])
    if not start and not end:
        return True
    if not start or not end:
        return False
    return (date.fromisoformat(end) - date.fromisoformat(start)).days in _A_YEAR


def flows(basis: Basis, origin: str, cadre: str, destination: str | None = None) -> list[Flow]:
    """Recorded yearly flows, one for each kind of figure: to one destination, or all recorded destinations added up.

    Figures of different measures or bases are never added. Entries on a register and arrivals come before licences.
    """
    rows = [
        row
        for row in _figures(basis.register, origin, cadre)
        if destination in (None, row["destination"]) and _is_yearly(row) and int(row["year"]) >= basis.oldest_year
    ]
    found = []
    for measures in _YEARLY:
        kinds = []
        for measure in measures:
            for base in _BASES:
                same = [row for row in rows if (row["measure"], row["basis"]) == (measure, base)]
                if same:
                    kinds.append(_added(same, measure, base))
        found += sorted(kinds, key=lambda flow: (-flow.year, -flow.people) if destination else (-flow.people, 0))
    return found


def _added(rows: list[dict[str, Any]], measure: str, base: str) -> Flow:
    sources = tuple(dict.fromkeys(str(row["source"]) for row in rows))
    people, year = sum(float(row["value"]) for row in rows), max(int(row["year"]) for row in rows)
    where = f"to {len(rows)} destinations " if len(rows) > 1 else ""
    kind = f"{measure.replace('_', ' ')}, {base.replace('_', ' ')}"
    return Flow(people, year, sources, f"{written(people)} people {where}in {year} ({kind}; {', '.join(sources)})")


def stocks(basis: Basis, origin: str, cadre: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Workers abroad by kind of count, people only: for each basis the newest figure of every destination."""
    rows = [row for row in _figures(basis.register, origin, cadre) if row["measure"] == "stock"]
    by_kind = [(base, [row for row in rows if row["basis"] == base]) for base in _BASES]
    return [(base, same) for base, same in by_kind if same]


def counted_with(cadre: str) -> tuple[str, ...]:
    """The words under which the register's parameters may count a cadre."""
    return _COUNTED_TOGETHER.get(cadre, (cadre,))
