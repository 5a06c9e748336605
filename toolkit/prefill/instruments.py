"""What an agreement can do on a corridor, how much of it at most, and what it costs in US dollars of the price year."""

from __future__ import annotations

from typing import Any

from toolkit.languages.speech import say, to_say
from toolkit.prefill.background import Background
from toolkit.prefill.figure import Figure, Range, estimated, found, rounded, written
from toolkit.prefill.lookups import Amount, Basis, amounts, counted_with, parameters, spread_of
from toolkit.prefill.movement import Way
from toolkit.prefill.pay import Pay

__all__ = ["instruments_of", "training_cost"]

_TIERS = (
    (to_say("specialist training and promotion"), "retention_training", "emigration"),
    (to_say("allowance and housing in shortage areas"), "retention_allowance", "emigration"),
    (to_say("better conditions and part-time posts before retirement"), "retention_conditions", "exit"),
)


def instruments_of(basis: Basis, way: Way) -> dict[str, Any]:
    """Training, retention, posts, returns, remote service, and the costs of recruiting, language and bridging."""
    abroad, home = way.pay_abroad, way.pay_home
    together = basis.rules.share_a_language(way.sending.country, way.receiving.country)
    recruiting = _recruiting(basis, way)
    return {
        "training": _training(basis, way),
        "retention": [_tier(basis, way, *tier) for tier in _TIERS],
        "posts": {
            "max": _share_of(basis, "extra_posts", way.home["funded_posts"].value, "funded posts"),
            "cost": _of_pay(basis, "on_costs", home),
        },
        "returns": {
            "max_share": basis.usual("return_share"),
            "cost": _return_cost(basis, home),
        },
        "remote_service": {
            "max_share": basis.usual("remote_share"),
            "cost": _of_pay(basis, "remote_cost", home),
        },
        "recruitment_cost": recruiting or _of_pay(basis, "recruitment_cost", abroad),
        "language_cost": _of_pay(basis, "language_cost", abroad, "common_language" if together else "other_language"),
        "bridging_cost": _of_pay(basis, "bridging_cost", abroad),
    }


def _of_pay(basis: Basis, rule: str, pay: Pay, group: str = "all") -> Figure:
    """A cost in years of pay."""
    part = basis.rules.range(rule, group)
    low, high = min(part.low, part.value) * pay.range.value, part.high * pay.range.value
    note = f"{part.value:g} x {pay.words}."
    return estimated(Range(part.value * pay.range.value, low, high), rule, note, keys=pay.keys)


def _share_of(basis: Basis, rule: str, people: float, whose: str) -> Figure:
    part = basis.rules.range(rule)
    return estimated(part.scaled(people), rule, f"{part.value:g} of {written(rounded(people))} {whose}.")


def _tier(basis: Basis, way: Way, name: str, rule: str, acts_on: str) -> dict[str, Any]:
    rate, word = ("emigration_rate", "emigrants") if acts_on == "emigration" else ("exit_rate", "exits")
    leavers = way.home[rate].value * way.home["workforce"].value
    return {
        "name": say(name),
        "workers": _share_of(basis, f"{rule}_workers", leavers, f"{word} a year"),
        "cost": _of_pay(basis, f"{rule}_cost", way.pay_home),
        "acts_on": acts_on,
    }


def _return_cost(basis: Basis, home: Pay) -> Figure:
    travel, grant = basis.rules.range("return_travel"), basis.rules.range("return_grant").scaled(home.range.value)
    part = basis.rules.range("return_grant").value
    around = Range(travel.value + grant.value, travel.low + grant.low, travel.high + grant.high)
    note = f"{written(travel.value)} (rule return_travel) + {part:g} x {home.words}."
    return estimated(around, "return_grant", note, keys=home.keys)


def _recruiting(basis: Basis, way: Way) -> Figure | None:
    """What employers of the receiving country are recorded to spend on a recruit, newest and for this pair first."""
    for partner in (way.sending.country, ""):
        known = amounts(
            basis, "recruitment_cost_per_recruit", way.receiving.country, counted_with(way.cadre), partner=partner
        )
        if known:
            return _as_found(known[0])
    return None


def _as_found(amount: Amount) -> Figure:
    return found(amount.range.value, amount.range, amount.source, amount.year, f"{amount.words}.", exact=False)


def training_cost(basis: Basis, at: Background, cadre: str) -> Figure:
    """Cost of training one worker: from the register, or a multiple of GDP per head by income group."""
    known = amounts(basis, "training_cost_per_graduate", at.country, counted_with(cadre), unit="per graduate")
    if known:
        return _as_found(known[0])
    nurse, relative = basis.rules.range("training_cost_per_gdp", at.group), Range(1, 1, 1)
    words = f"{nurse.value:g} (usual for {at.group_name} countries)"
    if cadre not in ("nurse", "midwife"):
        relative = basis.rules.range("training_cost_relative_to_nurse", cadre=cadre)
        words += f" x {relative.value:g} (rule training_cost_relative_to_nurse)"
    gdp = at.gdp_per_head.range.value
    around = Range(
        nurse.value * relative.value * gdp,
        min(nurse.low * relative.value, nurse.value * relative.low) * gdp,
        max(nurse.high * relative.value, nurse.value * relative.high) * gdp,
    )
    note = f"{words} x {at.gdp_per_head.words}."
    return estimated(around, "training_cost_per_gdp", note, keys=at.gdp_per_head.keys)


def _training(basis: Basis, way: Way) -> dict[str, Figure]:
    rules, graduates, cost = basis.rules, way.home["graduates"].value, training_cost(basis, way.sending, way.cadre)
    capacity = rules.range("capacity_cost")
    return {
        "spare_places": _share_of(basis, "spare_places", graduates, "graduates a year"),
        "max_new_places": _share_of(basis, "new_places", graduates, "graduates a year"),
        "years": _years(basis, way),
        "completion": _completion(basis, way),
        "cost_per_place": cost,
        "capacity_cost": estimated(
            capacity.scaled(cost.value),
            "capacity_cost",
            f"{capacity.value:g} x the cost of a place, {written(cost.value)}.",
        ),
    }


def _years(basis: Basis, way: Way) -> Figure:
    rows = parameters(basis, "training_length", way.sending.country, counted_with(way.cadre))
    if rows:
        value = float(round(float(rows[0]["value"])))
        around = Range(value, value, value + 1)
        note = f"{rows[0]['value']:g} years, in whole years; range assumed."
        return found(value, around, str(rows[0]["source"]), int(rows[0]["year"]), note)
    return basis.usual("training_years", cadre=way.cadre)


def _completion(basis: Basis, way: Way) -> Figure:
    rows = parameters(basis, "completion_rate", way.sending.country, counted_with(way.cadre))
    if rows:
        around = spread_of(rows[0], basis.rules.range("range_of_a_count")).within(0, 1)
        key, year = str(rows[0]["source"]), int(rows[0]["year"])
        return found(around.value, around, key, year, f"{rows[0]['unit']}; range assumed.")
    return basis.usual("completion", cadre=way.cadre)
