"""The rules by which a starting case is filled: read from ``agreements/rules.yaml``, which a ministry can change.

A rule is a row of a table: a statement, values with ranges by income group (or by another distinction that the rule
makes) and where needed by cadre, and the evidence it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from toolkit.case.schema import CADRES
from toolkit.errors import Problem, RegisterError
from toolkit.languages.speech import say, to_say
from toolkit.prefill.figure import Range
from toolkit.reading import Document, read_text

__all__ = ["ALL", "GROUPS", "GROUP_NAMES", "Rule", "RuleBook", "load_rules", "rules_from"]

GROUPS = ("low", "lower_middle", "upper_middle", "high")
GROUP_NAMES = {
    "low": to_say("low-income"),
    "lower_middle": to_say("lower-middle-income"),
    "upper_middle": to_say("upper-middle-income"),
    "high": to_say("high-income"),
}
ALL = "all"
"""The key of values for every group or cadre without values of its own."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it says, in what unit, its ranges by cadre and group, and its evidence.

    ``ranges`` has the key ``all`` for every cadre or group without a key of its own. ``source`` and ``year`` are given
    where a rule repeats a published number.
    """

    name: str
    statement: str
    unit: str
    evidence: str
    ranges: Mapping[str, Mapping[str, Range]]
    source: str | None = None
    year: int | None = None
    whole: bool = False

    def range(self, group: str = ALL, cadre: str = ALL) -> Range:
        """Value, low and high for a group and a cadre."""
        rows = self.ranges.get(cadre) or self.ranges[ALL]
        return rows.get(group) or rows[ALL]

    def tells_apart(self, group: str, cadre: str = ALL) -> bool:
        """Whether the rule has values of their own for a group."""
        return group in (self.ranges.get(cadre) or self.ranges[ALL])


@dataclass(frozen=True, eq=False)
class RuleBook:
    """All rules, the lists they refer to, and the rates of conversion.

    ``formulas`` says what the code reckons under a name that notes give like that of a rule.
    ``consumer_prices`` is an index by year, ``exchange_rates`` units of a currency per US dollar by currency and year.
    """

    rules: Mapping[str, Rule]
    formulas: Mapping[str, str]
    start_year: int
    price_year: int
    oldest_figure: int
    fewest_neighbours: int
    phases: tuple[float, ...]
    lists: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, tuple[str, ...]]
    income_limits: Mapping[str, float]
    consumer_prices: Mapping[int, float]
    exchange_rates: Mapping[str, Mapping[int, float]]

    def range(self, name: str, group: str = ALL, cadre: str = ALL) -> Range:
        """What a rule gives for a group and a cadre."""
        return self.rules[name].range(group, cadre)

    def price_factor(self, year: int) -> float | None:
        """What a dollar of a year is at prices of the price year, ``None`` for a year without an index."""
        index = self.consumer_prices.get(year)
        return None if index is None else self.consumer_prices[self.price_year] / index

    def in_dollars(self, amount: float, currency: str, year: int) -> float | None:
        """An amount of a currency and year in US dollars at prices of the price year.

        ``None`` where no rate of conversion is stated. Converted at the rate of its own year, then moved by US prices.
        """
        factor = self.price_factor(year)
        rate = 1.0 if currency == "USD" else self.exchange_rates.get(currency, {}).get(year)
        return None if factor is None or rate is None else amount / rate * factor

    def group_of_income(self, gdp_per_head: float) -> str:
        """The income group that a GDP per head would belong to by the limits of the World Bank."""
        return next((group for group in GROUPS if gdp_per_head <= self.income_limits.get(group, float("inf"))), "high")

    def share_a_language(self, one: str, other: str) -> bool:
        """Whether two countries train health workers in the same language, as far as the table of languages tells."""
        return any(one in countries and other in countries for countries in self.languages.values())


@lru_cache(maxsize=2)
def load_rules(path: Path | None = None) -> RuleBook:
    """The rules of a file, the shipped ones where none is given. Raises ``RegisterError`` with every problem."""
    return rules_from(read_text(path or Path(str(files("agreements").joinpath("rules.yaml"))), RegisterError))


def rules_from(document: Document) -> RuleBook:
    """The rules of a file that was read. Raises ``RegisterError`` with every problem."""
    values, problems = document.values, []
    rules: dict[str, Rule] = {}
    for name, stated in values["rules"].items():
        place = document.place(("rules", name))
        wrong = _problems(stated)
        problems += [Problem(place, words) for words in wrong]
        if not wrong:
            rules[name] = _rule(name, stated)
    if problems:
        raise RegisterError(document.origin, problems)
    return RuleBook(
        rules=rules,
        formulas=values["formulas"],
        start_year=values["start_year"],
        price_year=values["price_year"],
        oldest_figure=values["oldest_figure"],
        fewest_neighbours=values["fewest_neighbours"],
        phases=tuple(values["phases"]),
        lists={name: tuple(stated["countries"]) for name, stated in values["lists"].items()},
        languages={name: tuple(countries) for name, countries in values["languages"]["countries"].items()},
        income_limits=values["income_limits"]["values"],
        consumer_prices={int(year): float(index) for year, index in values["consumer_prices"]["values"].items()},
        exchange_rates={
            currency: {int(year): float(rate) for year, rate in rates.items()}
            for currency, rates in values["exchange_rates"]["values"].items()
        },
    )


def _rule(name: str, stated: Mapping[str, Any]) -> Rule:
    ranges = {cadre: {group: Range(*map(float, row)) for group, row in rows.items()} for cadre, rows in _rows(stated)}
    return Rule(
        name=name,
        statement=" ".join(str(stated["statement"]).split()),
        unit=str(stated["unit"]),
        evidence=" ".join(str(stated["evidence"]).split()),
        ranges=ranges,
        source=stated.get("source"),
        year=stated.get("year"),
        whole=bool(stated.get("whole", False)),
    )


def _rows(stated: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    return [(ALL, stated["values"]), *stated.get("cadres", {}).items()]


def _problems(stated: Mapping[str, Any]) -> list[str]:
    missing = [part for part in ("statement", "unit", "values", "evidence") if not stated.get(part)]
    if missing:
        return [say("has no {part}", part=part) for part in missing]
    unknown = [cadre for cadre in stated.get("cadres", {}) if cadre not in CADRES]
    wrong = [say("speaks of an unknown cadre '{cadre}'", cadre=cadre) for cadre in unknown]
    for cadre, rows in _rows(stated):
        for group, row in rows.items():
            if not (isinstance(row, list) and len(row) == 3 and row[1] <= row[0] <= row[2]):
                wrong.append(
                    say(
                        "needs [value, low, high] with low ≤ value ≤ high for {cadre}, {group}",
                        cadre=cadre,
                        group=group,
                    )
                )
    if (stated.get("source") is None) == (not stated.get("assumed", False)):
        wrong.append(say("has neither or both of `source` and `assumed: true`"))
    if stated.get("source") is not None and stated.get("year") is None:
        wrong.append(say("has a source without a year"))
    return wrong
