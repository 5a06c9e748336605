"""Moving a number of a case a little and solving the same objective again, with the ideals held fixed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from tests.support.cases import changed
from toolkit.bargain.parties import Parties
from toolkit.bargain.rules import best_for, egalitarian, kalai_smorodinsky, utilitarian
from toolkit.case.load import load_case
from toolkit.deal.build import build, open_deal
from toolkit.deal.limits import Binding
from toolkit.errors import Infeasible
from toolkit.linear.solvers import open_session

__all__ = ["Number", "Prices", "number_of", "phase_by_phase"]

Values = dict[str, Any]
_TIGHTER_WHEN_HIGHER = ("min_", "density_floor")


@dataclass(frozen=True)
class Number:
    """A number of a case: its path, its value, and 1 where more of it leaves more room, -1 where less does."""

    path: str
    at: float
    room: float


def phase_by_phase(values: Mapping[str, Any]) -> Values:
    """A case with its budgets and limits of recruits given once per phase, so that each can be moved alone."""
    told: Values = deepcopy(dict(values))
    phases = len(told["phases"])

    def spread(record: Values, field: str) -> None:
        if field in record and not isinstance(record[field], list):
            record[field] = [record[field]] * phases

    for country in told["countries"].values():
        spread(country, "budget")
    for corridor in told["corridors"].values():
        for record in corridor.values():
            spread(record, "max_recruits")
    spread(told.setdefault("fund", {"budget": 0.0}), "budget")
    return told


def number_of(values: Mapping[str, Any], binding: Binding) -> Number | None:
    """The number of the case that a binding limit comes from; ``None`` for a limit without a number of its own."""
    family, *at = binding.key
    if family == "red_line":
        line = values["red_lines"][at[0]]
        if "value" not in line:
            return None
        tighter = line["kind"].startswith(_TIGHTER_WHEN_HIGHER)
        return Number(f"red_lines.{at[0]}.value", line["value"], -1.0 if tighter else 1.0)
    here = ".".join(["corridors", *map(str, at[:2])])
    if family in ("share_low", "share_high"):
        end = 0 if family == "share_low" else 1
        path = f"payment_shares.{at[2]}.{at[3]}.{end}"
        return Number(path, _at(values, path), -1.0 if end == 0 else 1.0)
    place = {
        "budget": f"fund.budget.{at[-1]}" if at[0] == "fund" else f"countries.{at[0]}.budget.{at[-1]}",
        "recruits": f"{here}.max_recruits.{at[-1]}",
        "spare_places": f"{here}.training.spare_places",
        "capacity": f"{here}.training.max_new_places",
        "posts": f"{here}.posts.max",
        "retained": f"{here}.retention.{at[-1]}.workers",
    }.get(family)
    return Number(place, _at(values, place), 1.0) if place else None


def _at(values: Mapping[str, Any], path: str) -> Any:
    place: Any = values
    for part in path.split("."):
        place = place[int(part)] if isinstance(place, Sequence) else place.get(part, 0.0)
    return place


class Prices:
    """A case and a concept: what the concept's own objective is worth when a number of the case is moved."""

    def __init__(self, values: Mapping[str, Any], concept: str):
        self.values, self.concept = values, concept
        self.held = open_deal(load_case(values))
        self.here = self.objective({})

    def objective(self, changes: Mapping[str, Any]) -> float:
        """The best value of the objective, in money; without limit downwards where there is no agreement."""
        model, payoffs = build(load_case(changed(self.values, changes)), self.held.model.unit)
        parties = Parties(open_session(model.program), payoffs)
        rule, _, country = self.concept.partition(":")
        try:
            if rule == "kalai_smorodinsky":
                point = kalai_smorodinsky(parties, self.held.ideals)
            elif rule == "best_for":
                point = best_for(parties, country)
            else:
                point = {"egalitarian": egalitarian, "utilitarian": utilitarian}[rule](parties)
        except Infeasible:
            return -math.inf
        return point.optimum.objective * self.held.model.unit

    def slopes(self, number: Number, relative: float = 1e-4) -> tuple[float, float]:
        """What the objective gains per unit of more room, and loses per unit of less, by a small step each way.

        A number at the end of its range cannot leave less room: there, what that would lose counts as without limit.
        """
        step = relative * (abs(number.at) or 1.0)
        more = self.objective({number.path: number.at + number.room * step})
        if number.at == 0 and number.room > 0:
            return (more - self.here) / step, math.inf
        less = self.objective({number.path: number.at - number.room * step})
        return (more - self.here) / step, (self.here - less) / step
