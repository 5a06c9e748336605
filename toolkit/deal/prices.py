"""What each binding limit is worth to each party, and how far the limit can move while that holds (section 8)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from toolkit.bargain.parties import Point
from toolkit.case.names import country_in_a_sentence
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import Case
from toolkit.deal.build import Deal
from toolkit.deal.concepts import Concept, choose, concept_of
from toolkit.deal.limits import Binding, binding_limits
from toolkit.deal.red_lines import MONEY_KINDS
from toolkit.deal.settle import sound_deal
from toolkit.deal.solution import Solution
from toolkit.linear.prices import PriceRange, price_range
from toolkit.linear.program import Key, Term
from toolkit.linear.session import Session
from toolkit.wording import join, money, number

__all__ = ["Price", "prices"]

_STEP = 1e-3
_LEVEL = ("prices", "level")


@dataclass(frozen=True, slots=True)
class Price:
    """The worth of one binding limit, in money per unit by which the number in the case is relaxed.

    ``price`` is what the rule's own objective gains per unit of relaxing, ``loss`` what it loses per unit of
    tightening: the same unless the limit stands at a kink. ``worth`` is what each country gains (or, negative, loses)
    per unit of relaxing when the rule chooses again with the ideals as they are. They hold while the limit is relaxed
    by at most ``relaxed_by`` and tightened by at most ``tightened_by``, both in ``range_unit`` (``None``: any amount).
    """

    binding: Binding
    price: float
    loss: float | None
    worth: dict[str, float]
    relaxed_by: float | None
    tightened_by: float | None
    range_unit: str
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        """By name."""
        return {
            **self.binding.to_dict(),
            "price": self.price,
            "loss": self.loss,
            "worth": dict(self.worth),
            "relaxed_by": self.relaxed_by,
            "tightened_by": self.tightened_by,
            "range_unit": self.range_unit,
            "sentence": self.sentence,
        }


def prices(solution: Solution, *, solver: str = "HiGHS") -> tuple[Price, ...]:
    """What each binding limit of a solution is worth, red lines and budgets first."""
    case = solution.case
    concept = concept_of(case, solution.concept, solution.weights)
    deal = sound_deal(case, solver)
    point = choose(deal, concept)
    session = deal.parties.session
    found = []
    for binding in binding_limits(deal, point.optimum):
        scale = binding.price / _row_price(point, binding.key, session)
        with _objective(deal, concept, point) as objective:
            ranged = price_range(session, objective, binding.key)
        found.append(_price(deal, concept, point, binding, ranged, scale))
    return tuple(found)


def _row_price(point: Point, key: Key, session: Session) -> float:
    return point.optimum.price(key) if key in session.rows else point.optimum.bound_price(key)


@contextmanager
def _objective(deal: Deal, concept: Concept, point: Point) -> Iterator[list[Term]]:
    """The rule's own objective, whose gain a price is told in; what it needs is added for the time being."""
    session, utilities = deal.parties.session, deal.parties.utilities
    with session.temporary():
        if concept.name == "best_for":
            yield [(1.0, utilities[concept.country])]
        elif concept.name == "utilitarian":
            yield [(1.0, key) for key in utilities.values()]
        elif concept.name == "nash":
            gaining = [name for name, most in deal.ideals.items() if most > 0]
            weights = {name: concept.weights.get(name, 1.0) / point.utilities[name] for name in gaining}
            average = sum(weights.values()) / len(weights)
            yield [(weight / average, utilities[name]) for name, weight in weights.items()]
        else:
            gaining = [name for name, most in deal.ideals.items() if most > 0]
            alike = concept.name != "kalai_smorodinsky" or not gaining
            sizes = dict.fromkeys(utilities, 1.0) if alike else {name: deal.ideals[name] for name in gaining}
            session.add_column(_LEVEL, -math.inf)
            for name, size in sizes.items():
                terms = [(max(sizes.values()) / size, utilities[name]), (-1.0, _LEVEL)]
                session.add_row(("prices", name), terms, lower=0.0)
            yield [(1.0, _LEVEL)]


def _price(deal: Deal, concept: Concept, point: Point, binding: Binding, ranged: PriceRange, scale: float) -> Price:
    relaxed, tightened = _room(ranged, _is_upper(deal.parties.session, binding.key))
    in_money = _is_money(deal.case, binding.key)
    unit = deal.model.unit if in_money else 1.0
    worth = _worth(deal, concept, point, binding.key, relaxed, scale)
    price = ranged.price * scale
    loss = None if math.isinf(ranged.loss) else ranged.loss * scale
    relaxed_by, tightened_by = (None if math.isinf(room) else room * unit for room in (relaxed, tightened))
    range_unit = _range_unit(deal.case, binding)
    sentence = _sentence(deal.case, binding, worth, relaxed_by, tightened_by, range_unit)
    return Price(binding, price, loss, worth, relaxed_by, tightened_by, range_unit, sentence)


def _is_upper(session: Session, key: Key) -> bool:
    """Whether the limit is an upper bound of a column; limits that are rows are all lower bounds of a margin."""
    return key not in session.rows and key[0] != "gain"


def _room(ranged: PriceRange, upper: bool) -> tuple[float, float]:
    """How far the limit can be relaxed and tightened, from its lower and upper end."""
    below, above = ranged.bound - ranged.lower, ranged.upper - ranged.bound
    return (above, below) if upper else (below, above)


def _worth(deal: Deal, concept: Concept, point: Point, key: Key, relaxed: float, scale: float) -> dict[str, float]:
    """What each country gains per unit of relaxing, from choosing again with the limit a little relaxed."""
    session = deal.parties.session
    if relaxed <= 0:
        return dict.fromkeys(deal.parties.names, 0.0)
    lower, upper = session.column_bounds(key) if key not in session.rows else session.row_bounds(key)
    bound = upper if _is_upper(session, key) else lower
    step = min(relaxed / 2, _STEP * max(1.0, abs(bound)))
    with session.temporary():
        if key in session.rows:
            session.bound_row(key, lower - step, upper)
        elif key[0] == "gain":
            session.bound_column(key, lower - step, upper)
        else:
            session.bound_column(key, lower, upper + step)
        moved = choose(deal, concept)
    return {name: (moved.utilities[name] - have) / step * scale for name, have in point.utilities.items()}


def _is_money(case: Case, key: Key) -> bool:
    if key[0] == "red_line":
        return case.red_lines[key[1]].kind in MONEY_KINDS
    return key[0] in ("budget", "gain", "share_low", "share_high")


def _range_unit(case: Case, binding: Binding) -> str:
    if binding.key[0] == "red_line":
        return KINDS[case.red_lines[binding.key[1]].kind].violation_unit
    return "money a year" if binding.key[0] in ("share_low", "share_high") else binding.unit


def _sentence(
    case: Case,
    binding: Binding,
    worth: Mapping[str, float],
    relaxed_by: float | None,
    tightened_by: float | None,
    range_unit: str,
) -> str:
    per = "one percentage point" if binding.unit.startswith("share") else f"one unit ({_named(binding.unit, case)})"
    size = 0.01 if binding.unit.startswith("share") else 1.0
    parts = [
        f"{country_in_a_sentence(name)} {money(abs(value) * size, case.currency)} {'more' if value >= 0 else 'less'}"
        for name, value in worth.items()
    ]
    room = [
        "any further relaxing" if relaxed_by is None else f"relaxing by up to {_amount(relaxed_by, range_unit, case)}",
        "any tightening" if tightened_by is None else f"tightening by up to {_amount(tightened_by, range_unit, case)}",
    ]
    return (
        f"{binding.limit[:1].upper()}{binding.limit[1:]}: relaxed by {per}, it would give {join(parts)}. "
        f"This holds for {join(room)}."
    )


def _named(unit: str, case: Case) -> str:
    return unit.replace("money", case.currency)


def _amount(value: float, unit: str, case: Case) -> str:
    if unit.startswith("money"):
        return f"{money(value, case.currency)}{unit.removeprefix('money')}"
    return f"{number(value, 0 if value >= 100 else 2)} {unit}"
