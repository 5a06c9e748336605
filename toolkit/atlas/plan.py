"""A plan: how many people an agreement moves in each phase, and what that adds to what a table of corridors counts.

    stock:  M[t+1] = (1 − leaving) · M[t] + recruits(t) − returns(t), from M[0] = 0 to the end of the plan
    flow:   Σ over years of recruits / years, a year's average

This is the number of people abroad of section 4 of the model, in plain numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.wording import join

__all__ = ["Count", "Plan", "people_added"]

Count = Literal["stock", "flow"]


@dataclass(frozen=True, slots=True)
class Plan:
    """People whom an agreement moves, by phase: ``recruits`` and ``returns`` a year, ``years`` of each phase.

    ``leaving`` is the share of those abroad who go home or on each year without being asked to (0 to 1).
    """

    origin: str
    destination: str
    cadre: str
    recruits: tuple[float, ...]
    years: tuple[int, ...]
    returns: tuple[float, ...] = ()
    leaving: float = 0.0

    def yearly(self) -> list[tuple[float, float]]:
        """Recruits and returns of each year, from the first on."""
        returns = self.returns or (0.0,) * len(self.recruits)
        phases = zip(self.recruits, returns, self.years, strict=True)
        return [(recruits, back) for recruits, back, years in phases for _ in range(years)]


def people_added(plan: Plan, count: Count) -> float:
    """What a plan adds to a stock by its end, or to a yearly flow on average.

    Raises ``InputError`` for numbers out of range, and where more people would return than are abroad.
    """
    _check(plan, count)
    yearly = plan.yearly()
    if count == "flow":
        return sum(recruits for recruits, _ in yearly) / len(yearly)
    abroad = 0.0
    for year, (recruits, returns) in enumerate(yearly, start=1):
        abroad = (1 - plan.leaving) * abroad + recruits - returns
        if abroad < -1e-9:
            place = say("the returns in year {year}", year=year)
            problem = Problem(place, say("are more than the people abroad under the plan"))
            raise InputError(say("the plan"), [problem])
    return max(abroad, 0.0)


def _check(plan: Plan, count: str) -> None:
    def fits(values: Sequence[float]) -> bool:
        return all(math.isfinite(value) and value >= 0 for value in values)

    phases = len(plan.recruits)
    rules = [
        (
            count in get_args(Count),
            say("what the table counts"),
            say("is '{word}'", word=count),
            say("one of {names}", names=join(get_args(Count), "or")),
        ),
        (
            plan.origin != plan.destination,
            say("the corridor"),
            say("leads from {country} to itself", country=plan.origin),
            "",
        ),
        (
            phases > 0 and fits(plan.recruits),
            say("the recruits"),
            say("are {given}", given=plan.recruits),
            say("numbers of 0 or more, by phase"),
        ),
        (
            len(plan.years) == phases and all(years >= 1 for years in plan.years),
            say("the years"),
            say("are {given}", given=plan.years),
            say("whole years, 1 or more for each phase"),
        ),
        (
            len(plan.returns) in (0, phases) and fits(plan.returns),
            say("the returns"),
            say("are {given}", given=plan.returns),
            say("numbers of 0 or more, one for each phase or none at all"),
        ),
        (
            0 <= plan.leaving <= 1,
            say("the share leaving"),
            say("is {given}", given=f"{plan.leaving:g}"),
            say("a share from 0 to 1"),
        ),
    ]
    problems = [Problem(place, problem, expected) for good, place, problem, expected in rules if not good]
    if problems:
        raise InputError(say("the plan"), problems)
