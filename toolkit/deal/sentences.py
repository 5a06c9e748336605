"""The limits of a deal in words, by the key of their row or column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name, payer_name
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import Case, RedLine
from toolkit.countries import country_in_a_sentence
from toolkit.linear.program import Key
from toolkit.wording import join, money, number, per_cent, years_of_phase

__all__ = ["Limit", "describe"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit: what it says, the party that holds it (``None`` for what no party chose), and its unit."""

    text: str
    party: str | None
    unit: str


def describe(case: Case, key: Key, places: Sequence[Key] = ()) -> Limit:
    """The limit behind a key, or behind a red line as a whole with the places at which it binds.

    Raises ``KeyError`` for a key that is no limit, such as an equation of the dynamics.
    """
    if key[0] != "red_line" or len(key) > 2:
        return _FAMILIES[key[0]](case, key)
    first, *rest = [_red_line(case, place) for place in places]
    if not rest:
        return first
    # the sentences differ in where and when only, which stand at the end
    words = [re.split(r"(?<=[:,]) ", limit.text) for limit in (first, *rest)]
    shared = next((n for n, same in enumerate(zip(*words, strict=False)) if len(set(same)) > 1), len(words[0]))
    ends = [" ".join(parts[shared:]) for parts in words]
    listed = join(ends) if all(", " not in end for end in ends) else "; ".join(ends)
    return Limit(" ".join([*words[0][:shared], listed]), first.party, first.unit)


def _years(case: Case, phase: int) -> str:
    return years_of_phase(case.start_year, case.phases, phase)


def _corridor(key: Key) -> str:
    return f"{cadre_name(key[2])}, {corridor_name(key[1])}"


def _activity(what: str, unit: str) -> Callable[[Case, Key], Limit]:
    """A limit of an instrument in a phase."""
    return lambda case, key: Limit(f"{what}: {_corridor(key)}, {_years(case, key[3])}", None, unit)


def _in_year(what: str, unit: str) -> Callable[[Case, Key], Limit]:
    """A limit on a corridor in a year."""
    return lambda case, key: Limit(f"{what}: {_corridor(key)}, {case.start_year + key[3]}", None, unit)


def _returns(what: str, unit: str) -> Callable[[Case, Key], Limit]:
    return _in_year(f"{what} as a part of those abroad", unit)


def _workforce(case: Case, key: Key) -> Limit:
    text = f"workforce: {cadre_name(key[2])} of {country_in_a_sentence(key[1])}, {case.start_year + key[3]}"
    return Limit(text, None, "people")


def _tier(case: Case, key: Key) -> Limit:
    tier = case.corridors[key[1]].cadres[key[2]].retention[key[4]].name or f"retention tier {key[4] + 1}"
    return Limit(f"most workers kept by {tier}: {_corridor(key)}, {_years(case, key[3])}", None, "people a year")


def _retention(case: Case, key: Key) -> Limit:
    what = "emigration" if key[3] == "emigration" else "exits"
    where = f"{cadre_name(key[2])} of {country_in_a_sentence(key[1])}, {case.start_year + key[4]}"
    return Limit(f"part of {what} that retention can prevent: {where}", None, "people a year")


def _budget(case: Case, key: Key) -> Limit:
    party = None if key[1] == "fund" else key[1]
    who = country_in_a_sentence(key[1]) if party else "the fund"
    return Limit(f"budget of {who}, {_years(case, key[2])}", party, "money a year")


def _share(word: str) -> Callable[[Case, Key], Limit]:
    def limit(case: Case, key: Key) -> Limit:
        item, payer = ITEM_NAMES[key[3]], payer_name(key[1], key[4])
        return Limit(f"{word} part of {item} that falls to {payer}, {_years(case, key[5])}", None, "share of the cost")

    return limit


def _participation(case: Case, key: Key) -> Limit:
    return Limit(f"{country_in_a_sentence(key[1])} signs for no less than no agreement", key[1], "money, present value")


def _red_line(case: Case, key: Key) -> Limit:
    line = case.red_lines[key[1]]
    kind = KINDS[line.kind]
    return Limit(_RED_LINES[line.kind](case, line, key[2:]), line.party, kind.unit or kind.violation_unit)


_FAMILIES: dict[str, Callable[[Case, Key], Limit]] = {
    "red_line": _red_line,
    "budget": _budget,
    "gain": _participation,
    "retention": _retention,
    "workforce": _workforce,
    "retained": _tier,
    "share_low": _share("lowest"),
    "share_high": _share("highest"),
    "returns": _returns("supported returns", "people a year"),
    "remote_service_share": _returns("remote service", "full-time equivalents"),
    "abroad": _in_year("people abroad", "people"),
    "licensed": _in_year("people in licensed practice abroad", "people"),
    "recruits": _activity("most recruits that the case allows", "recruits a year"),
    "max_recruits": _activity("most recruits that the case allows", "recruits a year"),
    "candidates_pass": _activity("recruits for the candidates who pass", "people a year"),
    "bridged_recruits": _activity("people bridged among the recruits", "people a year"),
    "spare_places": _activity("places without new teaching capacity", "places a year"),
    "capacity": _activity("new teaching capacity that can be built", "places a year"),
    "posts": _activity("most extra posts", "posts"),
}


def _at(case: Case, at: Key) -> str:
    """Corridor, cadre and phase of a red line."""
    return f"{cadre_name(at[1])}, {corridor_name(at[0])}, {_years(case, at[2])}"


def _money(case: Case, line: RedLine) -> str:
    return money(line.threshold, case.currency)


def _no_harm(case: Case, line: RedLine, at: Key) -> str:
    who = f"{cadre_name(at[1])} in service in {country_in_a_sentence(at[0])}"
    return f"no fewer {who} than without an agreement, {case.start_year + at[2]}"


def _density_floor(case: Case, line: RedLine, at: Key) -> str:
    floor = f"at least {number(line.threshold, 1)} workers per 10 000 people in {country_in_a_sentence(at[0])}"
    return f"{floor}, or as many as without an agreement, {case.start_year + at[1]}"


def _of_graduates(case: Case, line: RedLine, at: Key) -> str:
    who = f"{cadre_name(at[1])} of {country_in_a_sentence(at[0])}, {_years(case, at[2])}"
    return f"recruits at most {per_cent(line.threshold, 1)} of graduates: {who}"


def _train_first(case: Case, line: RedLine, at: Key) -> str:
    who = f"{cadre_name(at[1])}, {corridor_name(at[0])}, up to {case.start_year + at[2]}"
    return f"recruits beyond {number(line.threshold)} a year wait for graduates of new places: {who}"


def _contribution(word: str) -> Callable[[Case, RedLine, Key], str]:
    def sentence(case: Case, line: RedLine, at: Key) -> str:
        where = f"{corridor_name(at[0])}, {_years(case, at[1])}"
        return f"at {word} {_money(case, line)} per recruit spent in the sending country: {where}"

    return sentence


def _on_training(case: Case, line: RedLine, at: Key) -> str:
    part = f"at least {per_cent(line.threshold)} of the money spent in the sending country goes to training"
    return f"{part}: {corridor_name(at[0])}, {_years(case, at[1])}"


def _reinvested(case: Case, line: RedLine, at: Key) -> str:
    gain = f"what {country_in_a_sentence(at[0])} gains in service"
    return f"at least {per_cent(line.threshold)} of {gain} is reinvested in the sending country"


def _return_share(case: Case, line: RedLine, at: Key) -> str:
    who = f"{cadre_name(at[1])}, {corridor_name(at[0])}, over the agreement"
    return f"returns are at least {per_cent(line.threshold)} of recruits: {who}"


_RED_LINES: dict[str, Callable[[Case, RedLine, Key], str]] = {
    "no_harm": _no_harm,
    "density_floor": _density_floor,
    "max_recruits_share_of_graduates": _of_graduates,
    "min_recruits": lambda case, line, at: f"at least {number(line.threshold)} recruits a year: {_at(case, at)}",
    "max_recruits": lambda case, line, at: f"at most {number(line.threshold)} recruits a year: {_at(case, at)}",
    "min_training_per_recruit": lambda case, line, at: (
        f"at least {number(line.threshold, 2)} graduates of new places per recruit: {_at(case, at)}"
    ),
    "train_first": _train_first,
    "min_contribution_per_recruit": _contribution("least"),
    "max_contribution_per_recruit": _contribution("most"),
    "min_share_spent_on_training": _on_training,
    "min_reinvested_share_of_gain": _reinvested,
    "min_return_share": _return_share,
    "min_gain": lambda case, line, at: f"{country_in_a_sentence(at[0])} gains at least {_money(case, line)}",
    "max_payment": lambda case, line, at: (
        f"{country_in_a_sentence(at[0])} pays at most {_money(case, line)} a year, {_years(case, at[1])}"
    ),
}
