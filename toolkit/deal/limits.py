"""The limits of a deal in words, and what each binding one is worth (specification, sections 8 and 10).

A price says what the objective of the rule gains, in money, per unit by which the number written in the case is
relaxed: the value of a red line, a budget, the bound of an instrument. It is 0 or more, whatever the solver's sign.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name, country_name, payer_name
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import Case
from toolkit.deal.red_lines import red_line_rows
from toolkit.deal.value import Pieces
from toolkit.deal.variables import Model
from toolkit.linear.program import Key, Term
from toolkit.linear.session import Optimum
from toolkit.wording import money, number, years_of_phase

__all__ = ["Binding", "binding_limits", "describe"]

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


@dataclass(frozen=True, slots=True)
class _Words:
    limit: str
    party: str | None
    unit: str


def describe(case: Case, key: Key) -> tuple[str, str | None]:
    """A limit in words, and the party that holds it (``None`` for what no party chose)."""
    found = _words(case, key)
    return found.limit, found.party


def _years(case: Case, phase: int) -> str:
    return years_of_phase(case.start_year, case.phases, phase)


def _year(case: Case, year: int) -> str:
    return str(case.start_year + year)


def _words(case: Case, key: Key) -> _Words:
    family = key[0]
    if family == "red_line":
        line = case.red_lines[key[1]]
        return _Words(_red_line_words(case, key), line.party, KINDS[line.kind].unit or KINDS[line.kind].violation_unit)
    if family == "budget":
        who = "the fund" if key[1] == "fund" else country_name(key[1])
        return _Words(f"budget of {who} in {_years(case, key[2])}", None if key[1] == "fund" else key[1], "money a year")
    if family == "retention":
        what = "emigration" if key[3] == "emigration" else "exits"
        where = f"{cadre_name(key[2])} of {country_name(key[1])} in {_year(case, key[4])}"
        return _Words(f"part of {what} that retention can prevent, {where}", None, "people a year")
    if family in ("returns", "remote_service") and len(key) == 4 and isinstance(key[3], int):
        what = "supported returns" if family == "returns" else "remote service"
        return _Words(
            f"{what} as a part of those abroad, {cadre_name(key[2])}, {corridor_name(key[1])}, {_year(case, key[3])}", None, "people"
        )
    if family in ("share_low", "share_high"):
        word = "lowest" if family == "share_low" else "highest"
        who = payer_name(key[1], key[4])
        return _Words(f"{word} part of {ITEM_NAMES[key[3]]} that falls to {who}, {_years(case, key[5])}", None, "share of the cost")
    if family == "gain":
        return _Words(f"{country_name(key[1])} signs for no less than no agreement", key[1], "money, present value")
    names: dict[str, tuple[str, str]] = {
        "recruits": ("most recruits that the case allows", "recruits a year"),
        "max_recruits": ("most recruits that the case allows", "recruits a year"),
        "candidates_pass": ("recruits for the candidates who pass", "people a year"),
        "bridged": ("people bridged among the recruits", "people a year"),
        "places": ("places without new teaching capacity", "places a year"),
        "capacity": ("new teaching capacity that can be built", "places a year"),
        "posts": ("most extra posts", "posts"),
        "retained": ("most workers kept by a retention tier", "people a year"),
        "abroad": ("people abroad", "people"),
        "licensed": ("people in licensed practice abroad", "people"),
        "workforce": ("workforce", "people"),
    }
    what, unit = names[family]
    if family in ("workforce",):
        return _Words(f"{what}: {cadre_name(key[2])} of {country_name(key[1])} in {_year(case, key[3])}", None, unit)
    if family in ("abroad", "licensed"):
        return _Words(f"{what}: {cadre_name(key[2])}, {corridor_name(key[1])} in {_year(case, key[3])}", None, unit)
    tier = ""
    if family == "retained":
        tier = f" ({case.corridors[key[1]].cadres[key[2]].retention[key[4]].name or f'tier {key[4] + 1}'})"
    return _Words(f"{what}{tier}: {cadre_name(key[2])}, {corridor_name(key[1])}, {_years(case, key[3])}", None, unit)


def _red_line_words(case: Case, key: Key) -> str:
    line, at = case.red_lines[key[1]], key[2:]
    value = line.threshold
    amount = money(value, case.currency)

    def where(corridor: str, cadre: str, when: str) -> str:
        return f"{cadre_name(cadre)}, {corridor_name(corridor)}, {when}"

    sentences: dict[str, Callable[[], str]] = {
        "no_harm": lambda: f"no fewer {cadre_name(at[1])} in service in {country_name(at[0])} than without an agreement, {_year(case, at[2])}",
        "density_floor": lambda: (
            f"at least {number(value, 1)} workers per 10 000 people in {country_name(at[0])}, or as many as without an agreement, "
            f"{_year(case, at[1])}"
        ),
        "max_recruits_share_of_graduates": lambda: (
            f"recruits at most {number(value * 100, 1)} % of graduates: {cadre_name(at[1])} of {country_name(at[0])}, {_years(case, at[2])}"
        ),
        "min_recruits": lambda: f"at least {number(value)} recruits a year: {where(at[0], at[1], _years(case, at[2]))}",
        "max_recruits": lambda: f"at most {number(value)} recruits a year: {where(at[0], at[1], _years(case, at[2]))}",
        "min_training_per_recruit": lambda: (
            f"at least {number(value, 2)} graduates of new places per recruit: {where(at[0], at[1], _years(case, at[2]))}"
        ),
        "train_first": lambda: (
            f"recruits beyond {number(value)} a year wait for graduates of new places: {where(at[0], at[1], 'up to ' + _year(case, at[2]))}"
        ),
        "min_contribution_per_recruit": lambda: (
            f"at least {amount} per recruit spent in the sending country: {corridor_name(at[0])}, {_years(case, at[1])}"
        ),
        "max_contribution_per_recruit": lambda: (
            f"at most {amount} per recruit spent in the sending country: {corridor_name(at[0])}, {_years(case, at[1])}"
        ),
        "min_share_spent_on_training": lambda: (
            f"at least {number(value * 100)} % of the money spent in the sending country goes to training: "
            f"{corridor_name(at[0])}, {_years(case, at[1])}"
        ),
        "min_reinvested_share_of_gain": lambda: (
            f"at least {number(value * 100)} % of what {country_name(at[0])} gains in service is reinvested in the sending country"
        ),
        "min_return_share": lambda: (
            f"returns are at least {number(value * 100)} % of recruits: {where(at[0], at[1], 'over the agreement')}"
        ),
        "min_gain": lambda: f"{country_name(at[0])} gains at least {amount}",
        "max_payment": lambda: f"{country_name(at[0])} pays at most {amount} a year, {_years(case, at[1])}",
    }
    return sentences[line.kind]()


def binding_limits(model: Model, optimum: Optimum, pieces: Pieces | None = None) -> tuple[Binding, ...]:
    """The limits with a price at an optimum, in a fixed order: red lines and budgets first, then instruments."""
    found: list[Binding] = []
    for key in model.program.rows:
        if key[0] in ("red_line", "budget", "retention", "returns", "remote_service", "share_low", "share_high", "places"):
            price = optimum.price(key)
            if price > _PRICED:
                found.append(_bound(model, key, price * _per_unit(model, key, optimum, pieces or {})))
    for key in model.program.columns:
        at_bound = key[0] in ("recruits", "capacity", "retained", "posts") or key[0] == "gain"
        if at_bound and optimum.bound_price(key) > _PRICED and _stands_at_limit(model, optimum, key):
            price = optimum.bound_price(key) * (1.0 if key[0] == "gain" else model.unit)
            found.append(_bound(model, key, price))
    order = ("red_line", "budget")
    return tuple(sorted(found, key=lambda binding: order.index(binding.key[0]) if binding.key[0] in order else len(order)))


def _bound(model: Model, key: Key, price: float) -> Binding:
    words = _words(model.case, key)
    return Binding(words.limit, words.party, price, words.unit, key)


def _stands_at_limit(model: Model, optimum: Optimum, key: Key) -> bool:
    """Whether a column stands at a limit that the case sets, not at doing nothing."""
    return key[0] == "gain" or optimum.value(key) > _PRICED


def _per_unit(model: Model, key: Key, optimum: Optimum, pieces: Pieces) -> float:
    """What turns the price of a row into money per unit of the number written in the case."""
    if key[0] == "red_line":
        line = model.case.red_lines[key[1]]
        if line.value is None:
            return model.unit
        # rows are linear in the value; it is lowered, since a density floor stops counting above the level without
        step = _STEP * max(1.0, abs(line.value))
        moved = line.model_copy(update={"value": line.value - step})
        margins = [_margin(red_line_rows(model, other, pieces)[key[2:]], optimum) for other in (line, moved)]
        return abs(margins[1] - margins[0]) / step * model.unit
    if key[0] in ("share_low", "share_high"):
        cost = model.cost(key[1], key[2], key[3], key[5])
        return sum(price * optimum.value(at) for price, at in cost) * model.unit
    return 1.0 if key[0] == "budget" else model.unit


def _margin(row: tuple[list[Term], float], optimum: Optimum) -> float:
    terms, bound = row
    return sum(coefficient * optimum.value(key) for coefficient, key in terms) - bound
