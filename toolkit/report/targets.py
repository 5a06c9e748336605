"""A target for a counter-offer: what a country has, what it could ask for, and the unit to say it in."""

from __future__ import annotations

import math
from dataclasses import dataclass

from toolkit.deal.solution import Solution
from toolkit.model.evaluate import Outcome
from toolkit.report.amounts import Scale, scale_of
from toolkit.report.options import ALIKE

__all__ = ["Target", "target_of"]


@dataclass(frozen=True, slots=True)
class Target:
    """Gains of a country in ``scale``: under the draft, suggested as a target, and the most it could have."""

    scale: Scale
    have: float
    suggested: float
    most: float


def target_of(draft: Outcome, solution: Solution, country: str) -> Target:
    """What a country could ask for: what a balanced solution gives it, or half of what is left if it has that already.

    Amounts are rounded down to two decimals, so that a suggestion never asks for more than can be had.
    """
    have, ideal, balanced = draft.gains[country], solution.ideals[country], solution.gains[country]
    scale = scale_of([ideal, have], draft.case.currency)
    wanted = balanced if balanced > have + ALIKE * abs(ideal) else max(have, (have + ideal) / 2)
    return Target(scale, scale.of(have), _down(scale.of(min(wanted, max(ideal, 0.0)))), _down(scale.of(ideal)))


def _down(value: float) -> float:
    return math.floor(value * 100) / 100
