"""The program of a case at an optimum, and how far each of its limits is from binding there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.case.schema import Case
from toolkit.deal.build import build
from toolkit.deal.read_back import read_terms
from toolkit.deal.red_lines import MONEY_KINDS
from toolkit.deal.variables import Model
from toolkit.linear.program import Key
from toolkit.linear.session import Optimum, Session
from toolkit.linear.solvers import open_session
from toolkit.model.evaluate import Outcome, evaluate

__all__ = ["RECKONING", "AtOptimum", "best_total", "is_money"]

RECKONING = frozenset(
    {"abroad", "licensed", "workforce", "filled_by_staff", "filled_posts", "cost", "gain", "payoff", "excess_penalty"}
)
"""The families of rows that say how things are reckoned; every other row limits something."""

_UPPER = {"max_recruits": "recruits", "capacity": "capacity", "posts": "posts", "retained": "retained"}
_LOWER = ("abroad", "licensed", "workforce")
_MONEY = ("budget", "share_low", "share_high")


def is_money(case: Case, key: Key) -> bool:
    """Whether a margin is counted in money."""
    return case.red_lines[key[1]].kind in MONEY_KINDS if key[0] == "red_line" else key[0] in _MONEY


@dataclass(frozen=True, eq=False)
class AtOptimum:
    """A program, an optimum of it, and the simulation of the terms at that optimum."""

    model: Model
    session: Session
    optimum: Optimum
    outcome: Outcome

    def slack(self, key: Key) -> float | None:
        """How far the limit is from binding in the program; ``None`` where the program has no such limit."""
        if key in self.session.rows and key[0] not in RECKONING:
            slack = self.optimum.activity(key) - self.session.row_bounds(key)[0]
            breach = ("breach", *key[1:])
            slack -= self.optimum.value(breach) if breach in self.session.columns else 0.0
            return slack * (self.model.unit if is_money(self.model.case, key) else 1.0)
        if key[0] in _UPPER:
            column = (_UPPER[key[0]], *key[1:])
            return self.session.column_bounds(column)[1] - self.optimum.value(column)
        if key[0] in _LOWER:
            return self.optimum.value(key) - self.session.column_bounds(key)[0]
        return None


def best_total(case: Case, weights: Mapping[str, float] | None = None, unit: float = 1_000.0) -> AtOptimum:
    """The program of a case where a weighted sum of the countries' gains is largest.

    Filled posts are then as many as there are people and posts for wherever somebody values them. Raises ``Infeasible``
    where the program has no solution.
    """
    model, _ = build(case, unit)
    session = open_session(model.program)
    optimum = session.maximise([((weights or {}).get(country, 1.0), ("gain", country)) for country in case.countries])
    return AtOptimum(model, session, optimum, evaluate(case, read_terms(model, optimum)))
