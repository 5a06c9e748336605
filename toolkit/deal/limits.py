"""The limits of a deal in words, and what each binding one is worth (specification, sections 8 and 10).

A price says what the objective of the rule gains, in money, per unit by which the number written in the case is
relaxed: the value of a red line, a budget, the bound of an instrument. It is 0 or more, whatever the solver's sign.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.deal.build import Deal
from toolkit.deal.red_lines import red_line_rows
from toolkit.deal.sentences import describe
from toolkit.deal.variables import Model
from toolkit.linear.program import Key, Term
from toolkit.linear.session import Optimum

__all__ = ["Binding", "binding_limits", "per_unit"]

_PRICED = 1e-7
_STEP = 1e-3


@dataclass(frozen=True, slots=True)
class Binding:
    """A limit that binds: what it is, who holds it, and what relaxing it is worth, in money per ``unit``."""

    limit: str
    party: str | None
    price: float
    unit: str
    key: Key

    def to_dict(self) -> dict[str, object]:
        """By name."""
        return {
            "limit": self.limit,
            "party": self.party,
            "price": self.price,
            "unit": self.unit,
            "key": list(self.key),
        }


def binding_limits(deal: Deal, optimum: Optimum) -> tuple[Binding, ...]:
    """The limits with a price at an optimum, in a fixed order: red lines and budgets first, then instruments."""
    model = deal.model
    found: list[Binding] = []
    for key in model.program.rows:
        if key[0] in (
            "red_line",
            "budget",
            "retention",
            "returns",
            "remote_service_share",
            "share_low",
            "share_high",
            "spare_places",
        ):
            price = optimum.price(key)
            if price > _PRICED:
                found.append(_bound(model, key, price * per_unit(deal, key, optimum)))
    for key in model.program.columns:
        at_bound = key[0] in ("recruits", "capacity", "retained", "posts") or key[0] == "gain"
        if at_bound and optimum.bound_price(key) > _PRICED and _stands_at_limit(model, optimum, key):
            price = optimum.bound_price(key) * (1.0 if key[0] == "gain" else model.unit)
            found.append(_bound(model, key, price))
    order = ("red_line", "budget")
    return tuple(
        sorted(found, key=lambda binding: order.index(binding.key[0]) if binding.key[0] in order else len(order))
    )


def _bound(model: Model, key: Key, price: float) -> Binding:
    limit = describe(model.case, key)
    return Binding(limit.text, limit.party, price, limit.unit, key)


def _stands_at_limit(model: Model, optimum: Optimum, key: Key) -> bool:
    """Whether a column stands at a limit that the case sets, not at doing nothing."""
    return key[0] == "gain" or optimum.value(key) > _PRICED


def per_unit(deal: Deal, key: Key, optimum: Optimum) -> float:
    """What turns the price of a row into money per unit of the number written in the case."""
    model = deal.model
    if key[0] == "red_line":
        line = model.case.red_lines[key[1]]
        if line.value is None:
            return model.unit
        # rows are linear in the value; it is lowered, since a density floor stops counting above the level without
        step = _STEP * max(1.0, abs(line.value))
        moved = line.model_copy(update={"value": line.value - step})
        margins = [_margin(red_line_rows(model, other, deal.pieces)[key[2:]], optimum) for other in (line, moved)]
        return abs(margins[1] - margins[0]) / step * model.unit
    if key[0] in ("share_low", "share_high"):
        cost = model.cost(key[1], key[2], key[3], key[5])
        return sum(price * optimum.value(at) for price, at in cost) * model.unit
    return 1.0 if key[0] == "budget" else model.unit


def _margin(row: tuple[list[Term], float], optimum: Optimum) -> float:
    terms, bound = row
    return sum(coefficient * optimum.value(key) for coefficient, key in terms) - bound
