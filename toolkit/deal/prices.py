"""What each binding limit is worth to each party, and how far the limit can move while that holds (section 8)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from toolkit.bargain.parties import Point, ideals
from toolkit.case.names import in_unit
from toolkit.case.schema import Case
from toolkit.countries import country_in_a_sentence
from toolkit.deal.build import Deal
from toolkit.deal.concepts import Concept, choose, concept_of, objective_of
from toolkit.deal.demands import RELAXED_UPWARDS
from toolkit.deal.limits import RELAXED, Binding, binding_limits, relaxing
from toolkit.deal.settle import sound_deal
from toolkit.deal.solution import Solution
from toolkit.languages.speech import say
from toolkit.linear.prices import PriceRange, price_range
from toolkit.validation import short_number
from toolkit.wording import join, money, number

__all__ = ["Price", "prices"]

_STEP = 1e-3


@dataclass(frozen=True, slots=True)
class Price:
    """The worth of one binding limit, in money per unit by which the number in the case is relaxed.

    ``price`` is what the rule's own objective gains per unit of relaxing with the ideals as they are, ``loss`` what it
    loses per unit of tightening (``None`` where a tighter limit leaves no agreement): the same unless the limit stands
    at a kink. They hold while the limit is relaxed by at most ``relaxed_by`` and tightened by at most ``tightened_by``
    units (``None``: by any amount); where the number multiplies recruits or a gain, these are taken as they are.
    ``worth`` is what each country gains (or, negative, loses) per unit of relaxing when the case is solved again, its
    ideals included: relaxing a limit can help one side so much that the rule asks more of it for the other.
    """

    binding: Binding
    price: float
    loss: float | None
    relaxed_by: float | None
    tightened_by: float | None
    worth: dict[str, float]
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        """By name."""
        return {
            **self.binding.to_dict(),
            "price": self.price,
            "loss": self.loss,
            "relaxed_by": self.relaxed_by,
            "tightened_by": self.tightened_by,
            "worth": dict(self.worth),
            "sentence": self.sentence,
        }


def prices(solution: Solution, *, solver: str = "HiGHS") -> tuple[Price, ...]:
    """What each binding limit of a solution is worth, red lines first, then budgets, then instruments."""
    concept = concept_of(solution.case, solution.concept, solution.weights)
    deal = sound_deal(solution.case, solver)
    point = choose(deal, concept)
    return tuple(_price(deal, concept, point, binding, solver) for binding in binding_limits(deal, concept, point))


def _price(deal: Deal, concept: Concept, point: Point, binding: Binding, solver: str) -> Price:
    with objective_of(deal, concept, point) as objective:
        optimum = deal.parties.session.maximise(objective)
        with relaxing(deal, binding.key, optimum):
            ranged: PriceRange = price_range(deal.parties.session, objective, RELAXED)
    unit = deal.model.unit
    worth = _worth(deal, concept, point, binding, ranged.upper, solver)
    loss = None if math.isinf(ranged.loss) else ranged.loss * unit
    relaxed_by, tightened_by = (None if math.isinf(room) else abs(room) for room in (ranged.upper, ranged.lower))
    sentence = _sentence(deal.case, binding, worth, relaxed_by, tightened_by)
    return Price(binding, ranged.price * unit, loss, relaxed_by, tightened_by, worth, sentence)


def _worth(deal: Deal, concept: Concept, point: Point, binding: Binding, room: float, solver: str) -> dict[str, float]:
    """What each country gains per unit of relaxing, from solving again with the limit a little relaxed."""
    if room <= 0:
        return dict.fromkeys(deal.parties.names, 0.0)
    number_of_line = binding.key[1] if binding.key[0] == "red_line" else None
    if number_of_line is not None and deal.case.red_lines[number_of_line].value is not None:
        return _worth_of_a_value(deal, concept, point, number_of_line, room, solver)
    with relaxing(deal, binding.key, point.optimum):
        step = min(room / 2, _STEP * room if math.isfinite(room) else 1.0)
        deal.parties.session.bound_column(RELAXED, -math.inf, step)
        moved = choose(replace(deal, ideals=ideals(deal.parties)), concept)
    return {name: (moved.utilities[name] - have) / step * deal.model.unit for name, have in point.utilities.items()}


def _worth_of_a_value(
    deal: Deal, concept: Concept, point: Point, number: int, room: float, solver: str
) -> dict[str, float]:
    """The same for the value of a red line, which may multiply recruits or a gain: the case is built anew with it."""
    line = deal.case.red_lines[number]
    sign = 1.0 if line.kind in RELAXED_UPWARDS else -1.0
    step = _STEP * min(room, max(abs(line.threshold), 1e-3))
    lines = list(deal.case.red_lines)
    lines[number] = line.model_copy(update={"value": line.threshold + sign * step})
    moved = sound_deal(deal.case.model_copy(update={"red_lines": tuple(lines)}), solver, deal.pieces)
    there, unit = choose(moved, concept).utilities, deal.model.unit
    return {name: (there[name] * moved.model.unit - have * unit) / step for name, have in point.utilities.items()}


def _sentence(
    case: Case, binding: Binding, worth: Mapping[str, float], relaxed_by: float | None, tightened_by: float | None
) -> str:
    size = 0.01 if binding.unit.startswith("share") else 1.0
    return say(
        "{limit}: relaxed by {unit} and solved again, it would give {worth}. Its price of {price} holds for {room}.",
        limit=f"{binding.limit[:1].upper()}{binding.limit[1:]}",
        unit=_one(case, binding.unit),
        worth=join(_gives(case, name, value * size) for name, value in worth.items()),
        price=money(binding.price * size, case.currency),
        room=join(_room(case, binding, relaxed_by, tightened_by)),
    )


def _one(case: Case, unit: str) -> str:
    if unit.startswith("share"):
        return say("one percentage point")
    return in_unit(f"1 {case.currency}" if unit.startswith("money") else "1", unit)


def _gives(case: Case, country: str, value: float) -> str:
    name, amount = country_in_a_sentence(country), money(abs(value), case.currency)
    if value >= 0:
        return say("{country} {amount} more", country=name, amount=amount)
    return say("{country} {amount} less", country=name, amount=amount)


def _room(case: Case, binding: Binding, relaxed_by: float | None, tightened_by: float | None) -> list[str]:
    if relaxed_by is None:
        relaxing_by = say("any further relaxing")
    else:
        relaxing_by = say("relaxing by up to {amount}", amount=_amount(case, binding, relaxed_by))
    if tightened_by is None:
        return [relaxing_by, say("any tightening")]
    return [relaxing_by, say("tightening by up to {amount}", amount=_amount(case, binding, tightened_by))]


def _amount(case: Case, binding: Binding, value: float) -> str:
    unit = binding.unit
    if unit.startswith("share"):
        return say("{points} percentage points", points=number(value * 100, 1))
    if unit.startswith("money"):
        return in_unit(money(value, case.currency), unit)
    return in_unit(number(value) if value >= 100 else short_number(value, 3), unit)
