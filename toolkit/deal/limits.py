"""What each binding limit of a deal is worth (specification, sections 8 and 10).

A price says what the objective of the rule gains, in money, per unit by which the number written in the case is
relaxed: the value of a red line wherever it applies, a budget, the bound of an instrument. It is 0 or more, whatever
the solver's sign. Where several limits stand in the way at once, the solver's dual value of one of them may promise a
gain that relaxing it alone does not bring; the price is what relaxing it alone brings.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from toolkit.bargain.parties import Point
from toolkit.deal.build import Deal
from toolkit.deal.concepts import Concept, objective_of
from toolkit.deal.red_lines import red_line_rows
from toolkit.deal.sentences import describe
from toolkit.linear.program import Key
from toolkit.linear.session import Optimum

__all__ = ["RELAXED", "Binding", "binding_limits", "relaxing"]

RELAXED: Key = ("relaxed",)
"""The column by which a limit is relaxed, in units of the number written in the case; its upper bound is 0."""
_PRICED = 1e-7
_SMALL = 1e-4
_NOTHING = 1e-9
_SAME = 1e-6
_VALUE_STEP = 1e-3
_ROWS = ("budget", "retention", "returns", "remote_service_share", "share_low", "share_high", "spare_places")
_COLUMNS = ("recruits", "capacity", "retained", "posts", "gain")


@dataclass(frozen=True, slots=True)
class Binding:
    """A limit that binds: what it is, who holds it, and what relaxing it is worth, in money per ``unit``.

    ``places`` are the keys of the rows or of the column at which it binds.
    """

    limit: str
    party: str | None
    price: float
    unit: str
    key: Key
    places: tuple[Key, ...]

    def to_dict(self) -> dict[str, object]:
        """By name."""
        return {
            "limit": self.limit,
            "party": self.party,
            "price": self.price,
            "unit": self.unit,
            "key": list(self.key),
            "places": [list(key) for key in self.places],
        }


def binding_limits(deal: Deal, concept: Concept, point: Point) -> tuple[Binding, ...]:
    """The limits that are worth something when relaxed, red lines first, then budgets, then instruments."""
    with objective_of(deal, concept, point) as objective:
        optimum = deal.parties.session.maximise(objective)
        found = []
        for key, places in _priced(deal, optimum):
            price = _price(deal, objective, key, places, optimum)
            if price > _PRICED:
                limit = describe(deal.case, key, places)
                found.append(Binding(limit.text, limit.party, price, limit.unit, key, places))
    order = ("red_line", "budget")
    return tuple(sorted(found, key=lambda entry: order.index(entry.key[0]) if entry.key[0] in order else len(order)))


def _priced(deal: Deal, optimum: Optimum) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    """Limits with a dual value, and the rows or the column at which they bind; a red line is one limit."""
    program = deal.model.program
    for number in range(len(deal.case.red_lines)):
        rows = (key for key in program.rows if key[:2] == ("red_line", number))
        places = tuple(key for key in rows if optimum.price(key) > _PRICED)
        if places:
            yield ("red_line", number), places
    for key in program.rows:
        if key[0] in _ROWS and optimum.price(key) > _PRICED:
            yield key, (key,)
    for key in program.columns:
        stands_at_limit = key[0] == "gain" or optimum.value(key) > _PRICED
        if key[0] in _COLUMNS and optimum.bound_price(key) > _PRICED and stands_at_limit:
            yield key, (key,)


def _price(
    deal: Deal, objective: list[tuple[float, Key]], key: Key, places: tuple[Key, ...], optimum: Optimum
) -> float:
    """What the objective gains per unit when the limit alone is relaxed, in money."""
    session = deal.parties.session
    per_unit = weights(deal, key, optimum)
    if max(per_unit.values(), default=0.0) <= _NOTHING:
        return 0.0
    dual = sum(
        (optimum.price(place) if place in session.rows else optimum.bound_price(place)) * per_unit.get(place, 0.0)
        for place in places
    )
    with relaxing(deal, key, optimum):
        step = _SMALL * max([1.0, *(1 / weight for weight in per_unit.values() if weight > 1e-12)])
        session.bound_column(RELAXED, -math.inf, step)
        alone = max(0.0, (session.maximise(objective).objective - optimum.objective) / step)
    if alone >= dual * (1 - _SAME):
        return dual * deal.model.unit
    return alone * deal.model.unit if alone > _SAME * dual else 0.0


@contextmanager
def relaxing(deal: Deal, key: Key, optimum: Optimum) -> Iterator[None]:
    """Let a limit be relaxed by the column ``RELAXED``, wherever it applies at once.

    For a red line whose value multiplies something (recruits, a gain), that is taken as it is at the optimum.
    """
    session = deal.parties.session
    with session.temporary():
        session.add_column(RELAXED, -math.inf, 0.0)
        for place, weight in weights(deal, key, optimum).items():
            if place in session.rows and key[0] not in _COLUMNS:
                terms, (lower, upper) = session.terms(place), session.row_bounds(place)
                session.bound_row(place, -math.inf, math.inf)
                session.add_row(("relaxed", place), [*terms, (weight, RELAXED)], lower, upper)
                continue
            lower, upper = session.column_bounds(place)
            if key[0] == "gain":
                session.bound_column(place, -math.inf, upper)
                session.add_row(("relaxed", place), [(1.0, place), (weight, RELAXED)], lower=lower)
            else:
                session.bound_column(place, lower, math.inf)
                session.add_row(("relaxed", place), [(1.0, place), (-weight, RELAXED)], upper=upper)
        yield


def weights(deal: Deal, key: Key, optimum: Optimum) -> dict[Key, float]:
    """By how much each row or column of a limit gives way per unit of the number written in the case."""
    model = deal.model
    if key[0] == "red_line":
        line = model.case.red_lines[key[1]]
        rows = red_line_rows(model, line, deal.pieces)
        if line.value is None:
            return {(*key, *instance): 1.0 for instance in rows}
        # rows are linear in the value; it is lowered, since a density floor stops counting above the level without
        step = _VALUE_STEP * max(1.0, abs(line.value))
        moved = red_line_rows(model, line.model_copy(update={"value": line.value - step}), deal.pieces)
        return {
            (*key, *instance): abs(_margin(moved[instance], optimum) - _margin(row, optimum)) / step
            for instance, row in rows.items()
        }
    if key[0] in ("share_low", "share_high"):
        cost = sum(price * optimum.value(at) for price, at in model.cost(key[1], key[2], key[3], key[5]))
        return {key: max(0.0, cost)}
    return {key: 1 / model.unit if key[0] in ("budget", "gain") else 1.0}


def _margin(row: tuple[list[tuple[float, Key]], float], optimum: Optimum) -> float:
    terms, bound = row
    return sum(coefficient * optimum.value(key) for coefficient, key in terms) - bound
