"""The two figures of each party that come first."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.deal.solution import Solution
from toolkit.wording import money, per_cent

__all__ = ["Headline", "headline"]


@dataclass(frozen=True, slots=True)
class Headline:
    """A country's gain, and its share of the most it could have, in words."""

    country: str
    gain: str
    share: str


def headline(solution: Solution) -> list[Headline]:
    """Gain and share of the ideal of each country."""
    lines = []
    for country, gain in solution.gains.items():
        share = solution.shares_of_ideal[country]
        words = f"{per_cent(share, 1)} of the most it could have" if share is not None else "nothing to gain"
        lines.append(Headline(country, money(gain, solution.case.currency), words))
    return lines
