"""Demands that cannot hold together: the least that must be given up, and a smallest set that is in conflict.

A *demand* is the key of a limit that somebody insists on: of a column's bounds where the program has such a column,
otherwise of a row. It comes with a weight, which is what one unit of giving way counts, and a group: one red line may
be many rows. All other rows and bounds are laws, which are never relaxed and never blamed.

Elastic programs after Brown and Graves, "Elastic programming: a new approach to large-scale mixed-integer
optimisation" (ORSA/TIMS, 1975); elastic, sensitivity and deletion filter after Chinneck and Dravnieks, "Locating minimal
infeasible constraint sets in linear programs", ORSA Journal on Computing 3 (1991).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

from toolkit.linear.program import Key
from toolkit.linear.session import Optimum, Session

__all__ = ["Demands", "irreducible_conflict", "least_relaxation"]

Demands = Mapping[Key, tuple[float, str]]
"""A limit by key: the weight of a unit of giving way, and the group to which it belongs."""

_NOTHING = 1e-7


def least_relaxation(session: Session, demands: Demands, allowed: Collection[Key] | None = None) -> dict[Key, float]:
    """By how much which demands must give way so that all limits can hold: the smallest weighted sum of amounts.

    Only demands in ``allowed`` may give way, all if it is not given. Amounts are in the unit of the limit and above
    0; the result is empty where nothing must give way. Raises ``Infeasible`` where the rest cannot hold together.
    """
    chosen = {key: demand for key, demand in demands.items() if allowed is None or key in allowed}
    with session.temporary(), _elastic(session, chosen) as slacks:
        optimum = _least(session, chosen, slacks)
    amounts = {key: sum(optimum.value(slack) for slack in slacks[key]) for key in chosen}
    return {key: amount for key, amount in amounts.items() if amount > _NOTHING * _size(session, key)}


def irreducible_conflict(session: Session, demands: Demands) -> list[str]:
    """Groups of demands that cannot hold together, while they can as soon as any one of them is dropped.

    Empty where all demands can hold. A program may have several such sets: groups early in ``demands`` are the first
    to be dropped, where that leaves a conflict. Raises ``Infeasible`` where the laws alone cannot hold together.
    """
    groups = list(dict.fromkeys(group for _, group in demands.values()))
    with session.temporary(), _elastic(session, demands) as slacks:
        conflict = _in_conflict(session, demands, slacks, groups)
        for group in groups:
            if group in conflict:
                without = _in_conflict(session, demands, slacks, [name for name in conflict if name != group])
                conflict = without or conflict
    return conflict


def _in_conflict(session: Session, demands: Demands, slacks: Mapping[Key, list[Key]], groups: list[str]) -> list[str]:
    """Those among some groups that the least relaxation names as conflicting, the other groups being dropped.

    Where something must give way, the demands with a price cannot hold together: their prices are the proof. Without
    that, prices are noise. Empty where nothing must give way.
    """
    chosen = {key: demand for key, demand in demands.items() if demand[1] in groups}
    optimum = _least(session, chosen, slacks)
    given = (optimum.value(slack) / _size(session, key) for key in chosen for slack in slacks[key])
    if max(given, default=0.0) <= _NOTHING:
        return []
    priced = {group for key, (_, group) in chosen.items() if optimum.price(_elastic_key(key)) > session.dual_noise}
    return [group for group in groups if group in priced]


def _least(session: Session, demands: Demands, slacks: Mapping[Key, list[Key]]) -> Optimum:
    """The least weighted relaxation of some demands; slack in the others costs nothing."""
    middle = math.exp(sum(math.log(weight) for weight, _ in demands.values()) / len(demands)) if demands else 1.0
    return session.minimise((weight / middle, slack) for key, (weight, _) in demands.items() for slack in slacks[key])
