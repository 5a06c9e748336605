"""Moving a number of a case a little and solving the same objective again, with the ideals held fixed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.support.cases import changed
from toolkit.bargain.parties import Parties
from toolkit.bargain.rules import best_for, egalitarian, kalai_smorodinsky, utilitarian
from toolkit.case.load import load_case
from toolkit.case.schema import Case
from toolkit.deal.build import Deal, build, open_deal
from toolkit.deal.limits import Binding
from toolkit.linear.solvers import open_session

__all__ = ["Moved", "number_of", "objective", "slopes"]

_TIGHTER_WHEN_HIGHER = ("min_", "density_floor")


@dataclass(frozen=True)
class Moved:
    """A number of a case: its path, what it is, and whether a higher number leaves more room."""

    path: str
    at: float
    room: float


def objective(case: Case, concept: str, held: Deal) -> float:
    """The best value of a concept's own objective, with ideals and money unit of ``held``, in money."""
    model, payoffs = build(case, held.model.unit)
    parties = Parties(open_session(model.program), payoffs)
    rule, _, country = concept.partition(":")
    point = {
        "kalai_smorodinsky": lambda: kalai_smorodinsky(parties, held.ideals),
        "egalitarian": lambda: egalitarian(parties),
        "utilitarian": lambda: utilitarian(parties),
        "best_for": lambda: best_for(parties, country),
    }[rule]()
    return point.optimum.objective * held.model.unit


def number_of(values: Mapping[str, Any], binding: Binding) -> Moved | None:
    """The number of the case that a binding limit comes from; ``None`` for a limit without a number of its own."""
    family, *at = binding.key
    if family == "red_line":
        line = values["red_lines"][at[0]]
        if "value" not in line:
            return None
        tighter = line["kind"].startswith(_TIGHTER_WHEN_HIGHER)
        return Moved(f"red_lines.{at[0]}.value", line["value"], -1.0 if tighter else 1.0)
    if family == "budget":
        place = "fund.budget" if at[0] == "fund" else f"countries.{at[0]}.budget"
        return _phased(values, place, at[1])
    if family in ("share_low", "share_high"):
        end = 0 if family == "share_low" else 1
        path = f"payment_shares.{at[2]}.{at[3]}.{end}"
        return Moved(path, _at(values, path), -1.0 if end == 0 else 1.0)
    here = ".".join(["corridors", *map(str, at[:2])])
    if family == "recruits":
        return _phased(values, f"{here}.max_recruits", at[2])
    path = {
        "places": f"{here}.training.spare_places",
        "capacity": f"{here}.training.max_new_places",
        "posts": f"{here}.posts.max",
        "retained": f"{here}.retention.{at[-1]}.workers",
    }.get(family)
    return Moved(path, _at(values, path), 1.0) if path else None


def _phased(values: Mapping[str, Any], path: str, phase: int) -> Moved:
    given = _at(values, path)
    return Moved(f"{path}.{phase}", given[phase], 1.0) if isinstance(given, Sequence) else Moved(path, given, 1.0)


def _at(values: Mapping[str, Any], path: str) -> Any:
    place: Any = values
    for part in path.split("."):
        place = place[int(part)] if isinstance(place, Sequence) else place.get(part, 0.0)
    return place


def slopes(values: Mapping[str, Any], concept: str, number: Moved, relative: float = 1e-4) -> tuple[float, float]:
    """What the objective gains per unit of more room, and loses per unit of less, by a small step each way.

    A number at the end of its range has no other side; there, what it would lose counts as without limit.
    """
    held = open_deal(load_case(values))
    step = relative * (abs(number.at) or 1.0)
    here = objective(load_case(values), concept, held)
    more = objective(load_case(changed(values, {number.path: number.at + number.room * step})), concept, held)
    if number.at == 0 and number.room > 0:
        return (more - here) / step, math.inf
    less = objective(load_case(changed(values, {number.path: number.at - number.room * step})), concept, held)
    return (more - here) / step, (here - less) / step
