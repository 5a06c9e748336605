"""Demands that cannot hold together: the least that must be given up, and a smallest set that is in conflict.

A *demand* is the key of a limit that somebody insists on: of a column's bounds where the program has such a column,
otherwise of a row. It comes with a weight, which is what one unit of giving way counts, and a group: one red line may
be many rows. All other rows and bounds are laws, which are never relaxed and never blamed.

Elastic, sensitivity and deletion filter after Chinneck and Dravnieks, "Locating minimal infeasible constraint sets in
linear programs", ORSA Journal on Computing 3 (1991).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from toolkit.linear.program import Key
from toolkit.linear.session import Optimum, Session

__all__ = ["Demands", "irreducible_conflict", "least_relaxation"]

Demands = Mapping[Key, tuple[float, str]]
"""A limit by key: what a unit of giving way counts (above 0), and the group to which the limit belongs."""


@dataclass(frozen=True)
class _Elastic:
    """A demand that may give way: the columns that take up by how much, and from what amount on that is no noise."""

    key: Key
    weight: float
    group: str
    slacks: tuple[Key, ...]
    noise: float

    @property
    def row(self) -> Key:
        return ("elastic", self.key)

    def given(self, optimum: Optimum) -> float:
        amount = sum(optimum.value(slack) for slack in self.slacks)
        return amount if amount > self.noise else 0.0


def least_relaxation(session: Session, demands: Demands, allowed: Collection[Key] | None = None) -> dict[Key, float]:
    """By how much which demands must give way so that all limits can hold: the smallest weighted sum of amounts.

    Only demands in ``allowed`` may give way, all if it is not given. Amounts are in the unit of the limit and above
    0; the result is empty where nothing must give way. Raises ``Infeasible`` where the rest cannot hold together.
    """
    with session.temporary():
        elastic = _loosen(session, {key: demands[key] for key in demands if allowed is None or key in allowed})
        optimum = _least(session, elastic)
    return {each.key: each.given(optimum) for each in elastic if each.given(optimum)}


def irreducible_conflict(session: Session, demands: Demands) -> list[str]:
    """Groups of demands that cannot hold together, while they can as soon as any one of them is dropped.

    Empty where all demands can hold. A program may have several such sets: groups early in ``demands`` are the first
    to be dropped, where that leaves a conflict. Raises ``Infeasible`` where the laws alone cannot hold together.
    """
    groups = list(dict.fromkeys(group for _, group in demands.values()))
    with session.temporary():
        elastic = _loosen(session, demands)
        conflict = _conflicting(session, elastic, groups)
        for group in groups:
            if group in conflict:
                conflict = _conflicting(session, elastic, [name for name in conflict if name != group]) or conflict
    return conflict


def _loosen(session: Session, demands: Demands) -> list[_Elastic]:
    """Take the limits of the demands away, and put rows in their place in which slack makes up for what is missing."""
    elastic: list[_Elastic] = []
    for key, (weight, group) in demands.items():
        if key in session.columns:
            terms, (lower, upper) = [(1.0, key)], session.column_bounds(key)
            session.bound_column(key, -math.inf, math.inf)
        else:
            terms, (lower, upper) = session.terms(key), session.row_bounds(key)
            session.bound_row(key, -math.inf, math.inf)
        sides = [(sign, bound) for sign, bound in ((1.0, lower), (-1.0, upper)) if math.isfinite(bound)]
        slacks = tuple(("slack", sign, key) for sign, _ in sides)
        noise = session.feasibility * max(1.0, *(abs(bound) for _, bound in sides)) if sides else 0.0
        elastic.append(_Elastic(key, weight, group, slacks, noise))
        for slack in slacks:
            session.add_column(slack)
        filled = [(sign, slack) for (sign, _), slack in zip(sides, slacks, strict=True)]
        session.add_row(elastic[-1].row, [*terms, *filled], lower, upper)
    return elastic


def _least(session: Session, counted: Sequence[_Elastic]) -> Optimum:
    """The least weighted slack in some demands; slack in the others counts nothing, as if they were dropped.

    Weights are divided by their geometric mean: the solver's tolerances are absolute.
    """
    middle = math.exp(sum(math.log(each.weight) for each in counted) / max(1, len(counted)))
    return session.minimise((each.weight / middle, slack) for each in counted for slack in each.slacks)


def _conflicting(session: Session, elastic: Sequence[_Elastic], groups: Sequence[str]) -> list[str]:
    """Those among some groups that cannot hold together, the other groups being dropped; empty where all can hold.

    Where something must give way, the demands that have a price suffice for it: by duality, the prices are the proof.
    """
    counted = [each for each in elastic if each.group in groups]
    optimum = _least(session, counted)
    if not any(each.given(optimum) for each in counted):
        return []
    priced = {each.group for each in counted if optimum.price(each.row) > session.dual_noise}
    return [group for group in groups if group in priced]
