"""Sets of terms side by side: what the rules are called, which could be signed, which is better than which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.countries import country_name
from toolkit.deal.frontiers import Frontier
from toolkit.deal.solution import Solution
from toolkit.languages.speech import say, to_say
from toolkit.model.evaluate import Outcome
from toolkit.report.headline import Headline, share_of_the_most
from toolkit.wording import join, money

__all__ = [
    "ALIKE",
    "Compared",
    "Mark",
    "Yardstick",
    "corner_marks",
    "distinct",
    "gains_in_words",
    "headlines",
    "rule_name",
    "side_gains",
    "side_name",
]

ALIKE = 1e-6
"""Gains that differ by less than this part of the largest are alike: terms are found and written to so many digits."""

_RULES = {
    "kalai_smorodinsky": to_say("Equal share of the most possible"),
    "nash": to_say("Largest product of gains"),
    "egalitarian": to_say("Best for the one that gains least"),
    "leximin": to_say("Best for the one that gains least, then the next"),
    "utilitarian": to_say("Largest sum of gains"),
}


def rule_name(rule: str) -> str:
    """A rule in a few words."""
    name, _, country = rule.partition(":")
    if country:
        return say("Best for {country}", country=country_name(country))
    return say(_RULES[name]) if name in _RULES else name


def side_name(side: Iterable[str]) -> str:
    """A country or a bloc."""
    return join(country_name(code) for code in side)


@dataclass(frozen=True, slots=True)
class Mark:
    """A set of terms as a point: ``kind`` is ``corner``, ``rule``, ``draft`` or ``option``, ``gains`` by country."""

    key: str
    kind: str
    label: str
    gains: Mapping[str, float]


def corner_marks(frontier: Frontier) -> tuple[Mark, ...]:
    """The corners of a frontier, numbered as in its table."""
    return tuple(
        Mark(f"corner_{place}", "corner", say("Corner {place} of the frontier", place=place + 1), point.gains)
        for place, point in enumerate(frontier.points)
    )


def side_gains(frontier: Frontier, gains: Mapping[str, float]) -> tuple[float, float]:
    """What the two sides of a frontier gain."""
    first, second = (sum(gains[code] for code in side) for side in frontier.sides)
    return first, second


def gains_in_words(mark: Mark, currency: str) -> str:
    """A point with what each country gains: ``Draft: Kenya USD 12 million, United Kingdom USD 80 million``."""
    amounts = ", ".join(f"{country_name(code)} {money(gain, currency)}" for code, gain in mark.gains.items())
    return f"{mark.label}: {amounts}"


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What gains are held against: the most each country could have, and the penalties that nobody can avoid."""

    ideals: Mapping[str, float]
    unavoidable: float = 0.0

    @classmethod
    def of(cls, solution: Solution) -> Yardstick:
        """The yardstick of a case that has an agreement."""
        return cls(solution.ideals, solution.unavoidable_penalty)


@dataclass(frozen=True, eq=False)
class Compared:
    """Terms under a name with what they lead to, held against ``yardstick`` (``None`` where nothing can be agreed)."""

    name: str
    outcome: Outcome
    yardstick: Yardstick | None = field(default=None, repr=False)

    @property
    def counted(self) -> dict[str, float]:
        """Each country's gain as rules count it: less the penalties of soft red lines that could be avoided."""
        least = self.yardstick.unavoidable if self.yardstick else 0.0
        excess = max(0.0, self.outcome.penalty - least)
        return {code: gain - excess for code, gain in self.outcome.gains.items()}

    @property
    def shares(self) -> dict[str, float | None]:
        """Each country's counted gain as a share of the most it could have; ``None`` where it can have nothing."""
        ideals = self.yardstick.ideals if self.yardstick else {}
        return {code: gain / ideals[code] if ideals.get(code, 0.0) > 0 else None for code, gain in self.counted.items()}

    @property
    def size(self) -> float:
        """The largest amount that counts here, to tell rounding from difference."""
        ideals = self.yardstick.ideals.values() if self.yardstick else ()
        return max(1e-9, *(abs(gain) for gain in self.outcome.gains.values()), *ideals)

    @property
    def losers(self) -> list[str]:
        """The countries that are worse off than without an agreement."""
        return [code for code, gain in self.outcome.gains.items() if gain < -ALIKE * self.size]

    @property
    def breached(self) -> list[tuple[str | int, ...]]:
        """The limits and red lines that must hold and do not."""
        lines = self.outcome.case.red_lines
        return [key for key in self.outcome.crossed if key[0] != "red_line" or lines[int(key[1])].hard]

    @property
    def could_be_signed(self) -> bool:
        """Whether the terms keep every limit and nobody loses."""
        return not self.breached and not self.losers

    def dominates(self, other: Compared) -> bool:
        """Whether everybody has at least as much as under other terms, and somebody more."""
        size = max(self.size, other.size)
        more = [gain - other.counted[code] for code, gain in self.counted.items()]
        return min(more) >= -ALIKE * size and max(more) > ALIKE * size


def headlines(compared: Compared) -> list[Headline]:
    """Gain and share of the most it could have, by country."""
    currency = compared.outcome.case.currency
    return [
        Headline(code, money(gain, currency), share_of_the_most(compared.shares[code]))
        for code, gain in compared.outcome.gains.items()
    ]


def distinct(names: Sequence[str], taken: Iterable[str] = (), longest: int = 0) -> list[str]:
    """Names that differ from each other and from those taken, also where capitals do not count.

    With ``longest``, longer names are cut.
    """
    used = {name.casefold() for name in taken}
    found = []
    for name in names:
        short = name if not longest or len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
        options = (short, *(f"{short} ({n})" for n in range(2, len(names) + len(used) + 3)))
        chosen = next(option for option in options if option.casefold() not in used)
        used.add(chosen.casefold())
        found.append(chosen)
    return found
