"""Options side by side: what each gives every party, which limits it crosses, and its rank under each fairness rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from toolkit.case.names import corridor_name
from toolkit.case.schema import Case
from toolkit.countries import country_in_a_sentence, country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.model import indicators
from toolkit.report.drafts import crossed
from toolkit.report.options import ALIKE, Compared, distinct
from toolkit.report.table import Table
from toolkit.wording import join, money, number, per_cent

__all__ = ["breaches_table", "outcomes_table", "ranking_table", "ranks", "values_by_rule"]

_MOST_TOLD = 4


def outcomes_table(options: Sequence[Compared]) -> Table:
    """What each option gives every country, and beside that the workers' own gain; one column for each option."""
    case = options[0].outcome.case
    by_option = [
        {str(row["country"]): row for row in indicators.by_country(option.outcome).to_dict("records")}
        for option in options
    ]
    rows: list[tuple[str, ...]] = []
    for code in case.countries:
        found = [table[code] for table in by_option]
        shares = [option.shares[code] for option in options]
        joint = [row["joint_share"] for row in found]
        lines = {
            say("gain against no agreement"): [money(row["gain"], case.currency) for row in found],
            say("share of the most it could have"): [_share(share) for share in shares],
            say("share of joint gain"): [_share(share) for share in joint],
            say("service-years gained"): [number(row["gained_service_years"]) for row in found],
            say("service gained in its worst year"): [number(row["worst_year"], 1) for row in found],
            say("pays over the agreement"): [money(row["payments"], case.currency) for row in found],
        }
        rows += [(country_name(code), what, *cells) for what, cells in lines.items()]
    together = [money(sum(option.outcome.gains.values()), case.currency) for option in options]
    rows.append((say("all countries"), say("gain together"), *together))
    for name in case.corridors:
        own = [money(option.outcome.workers_gains[name], case.currency) for option in options]
        workers = say("workers, {corridor}", corridor=corridor_name(name))
        rows.append((workers, say("own gain (reported, not sought)"), *own))
    head = (say("party"), say("what"))
    names = distinct([option.name for option in options], head)
    remarks = [
        say(
            "Gains are present values in {currency} at {year} prices, each at the country's own discount rate, over "
            "{horizon} years. What a country pays over the agreement is not discounted.",
            currency=case.currency,
            year=case.price_year,
            horizon=case.horizon,
        )
    ]
    if options[0].yardstick is None:
        remarks.append(say("The case allows no agreement as it stands, so there is no most that a country could have."))
    return Table(say("Outcomes by party"), (*head, *names), tuple(rows), " ".join(remarks), tuple(names))


def _share(value: float | None) -> str:
    return say("none") if value is None or value != value else per_cent(value, 1)


def breaches_table(options: Sequence[Compared]) -> Table:
    """Which limits and red lines each option crosses, and who would lose by it."""
    rows = []
    for option in options:
        entries = crossed(option.outcome)
        told = "; ".join(str(entry["limit"]) for entry in entries[:_MOST_TOLD])
        left = len(entries) - _MOST_TOLD
        if left > 0:
            told = say_count(
                "{limits}; and {count} more", "{limits}; and {count} more", left, limits=told, count=number(left)
            )
        losers = join(country_name(code) for code in option.losers)
        rows.append((option.name, told or say("none"), losers or say("nobody")))
    note = say("An option that crosses a limit or leaves a country worse off than no agreement could not be signed.")
    columns = (say("option"), say("limits and red lines crossed"), say("who would be worse off"))
    return Table(say("Could it be signed?"), columns, tuple(rows), note)


def _least(gains: Sequence[float]) -> float:
    return min(gains)


def _mean_product(gains: Sequence[float]) -> float | None:
    """The geometric mean, which ranks as the product does and is an amount of money; ``None`` where somebody loses."""
    if not gains or min(gains) < 0:
        return None
    return math.exp(sum(math.log(gain) for gain in gains) / len(gains)) if min(gains) > 0 else 0.0


_RULES: dict[str, tuple[str, Callable[[Sequence[float]], float | None]]] = {
    "utilitarian": (to_say("sum of gains"), sum),
    "egalitarian": (to_say("gain of the country that gains least"), _least),
    "kalai_smorodinsky": (to_say("smallest share of the most possible"), _least),
    "nash": (to_say("product of gains, told as their mean"), _mean_product),
}
"""What each fairness rule makes as large as it can, in words and as a function of gains or shares."""


def values_by_rule(option: Compared) -> dict[str, float | None]:
    """What each rule seeks, under an option; ``None`` where the rule says nothing about it.

    Countries that can gain nothing are left out of shares and products, as the rules themselves do.
    """
    counted = option.counted
    ideals = option.yardstick.ideals if option.yardstick else {}
    gaining = [gain for code, gain in counted.items() if ideals.get(code, 1.0) > 0]
    shares = [share for share in option.shares.values() if share is not None]
    given = {
        "utilitarian": list(counted.values()),
        "egalitarian": list(counted.values()),
        "kalai_smorodinsky": shares,
        "nash": gaining,
    }
    return {rule: seek(given[rule]) if given[rule] else None for rule, (_, seek) in _RULES.items()}


def ranks(options: Sequence[Compared]) -> dict[str, list[int | None]]:
    """The place of each option under each rule, 1 for the best; ``None`` for what could not be signed.

    Options whose values differ by rounding only share a place.
    """
    values = [values_by_rule(option) for option in options]
    found: dict[str, list[int | None]] = {}
    for rule in _RULES:
        here = [value[rule] if option.could_be_signed else None for option, value in zip(options, values, strict=True)]
        size = max((abs(value) for value in here if value is not None), default=0.0)
        found[rule] = [
            None if value is None else 1 + sum(other is not None and other > value + 2 * ALIKE * size for other in here)
            for value in here
        ]
    return found


def ranking_table(options: Sequence[Compared]) -> Table:
    """The place of each option under each fairness rule with what the rule counts, and which option is better."""
    case = options[0].outcome.case
    values, places = [values_by_rule(option) for option in options], ranks(options)
    rows = [
        (
            say(_RULES[rule][0]),
            *(_ranked(value[rule], place, rule, case) for value, place in zip(values, found, strict=True)),
        )
        for rule, found in places.items()
    ]
    rows.append((say("keeps every limit, nobody loses"), *(_signed(option) for option in options)))
    rows.append((say("better for somebody, worse for nobody"), *(_beaten(option, options) for option in options)))
    head = say("the larger the better")
    names = distinct([option.name for option in options], [head])
    remarks = [
        say(
            "Places are among the options that could be signed; the same place means the same but for rounding. "
            "No rule is the right one: each is one idea of what is fair."
        )
    ]
    if any(option.outcome.penalty > 0 for option in options):
        remarks.append(say("Penalties of red lines that may be crossed at a price are taken off the gains."))
    return Table(say("Rank under each fairness rule"), (head, *names), tuple(rows), " ".join(remarks), tuple(names))


def _ranked(value: float | None, place: int | None, rule: str, case: Case) -> str:
    if value is None:
        return say("says nothing")
    amount = per_cent(value, 1) if rule == "kalai_smorodinsky" else money(value, case.currency)
    if place is None:
        return say("not ranked: {value}", value=amount)
    return say(_PLACES.get(place, _FURTHER_PLACE), value=amount, place=place)


_PLACES = {1: to_say("1st: {value}"), 2: to_say("2nd: {value}"), 3: to_say("3rd: {value}")}
_FURTHER_PLACE = to_say("{place}th: {value}")


def _signed(option: Compared) -> str:
    if option.could_be_signed:
        return say("yes")
    lost = [say("{country} loses", country=country_in_a_sentence(code)) for code in option.losers]
    count = len(option.breached)
    over = [say_count("crosses {count} limit", "crosses {count} limits", count, count=number(count))] if count else []
    return say("no: {reasons}", reasons=join([*over, *lost]))


def _beaten(option: Compared, options: Sequence[Compared]) -> str:
    better = [other.name for other in options if other.could_be_signed and other.dominates(option)]
    return say("than this: {options}", options=join(better)) if better else say("none of these")
