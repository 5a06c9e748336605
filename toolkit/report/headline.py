"""The two figures of each party that come first."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.deal.solution import Solution
from toolkit.languages.speech import say
from toolkit.wording import money, per_cent

__all__ = ["Headline", "headline", "share_of_the_most"]


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
        lines.append(Headline(country, money(gain, solution.case.currency), share_of_the_most(share)))
    return lines


def share_of_the_most(share: float | None) -> str:
    """A country's share of the most it could have, in words; ``None`` where it can have nothing."""
    if share is None:
        return say("nothing to gain")
    return say("{share} of the most it could have", share=per_cent(share, 1))
