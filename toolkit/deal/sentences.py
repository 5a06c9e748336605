"""The limits of a deal in words, by the key of their row or column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name, payer_name, tier_name
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import Case, RedLine
from toolkit.countries import country_in_a_sentence
from toolkit.languages.speech import say, to_say
from toolkit.linear.program import Key
from toolkit.wording import join, money, number, per_cent, years_of_phase

__all__ = ["Limit", "describe"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit: what it says, the party that holds it (``None`` for what no party chose), and its unit.

    The unit is said where it is shown (``toolkit.case.names.in_unit``), since it also tells shares from money.
    """

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
    words = [re.split(r"(?<=[:,،]) ", limit.text) for limit in (first, *rest)]
    shared = next((n for n, same in enumerate(zip(*words, strict=False)) if len(set(same)) > 1), len(words[0]))
    ends = [" ".join(parts[shared:]) for parts in words]
    listed = join(ends) if not any(re.search("[,،] ", end) for end in ends) else "; ".join(ends)
    return Limit(" ".join([*words[0][:shared], listed]), first.party, first.unit)


def _years(case: Case, phase: int) -> str:
    return years_of_phase(case.start_year, case.phases, phase)


def _corridor(key: Key) -> str:
    return say("{cadre}, {corridor}", cadre=cadre_name(key[2]), corridor=corridor_name(key[1]))


def _activity(what: str, unit: str) -> Callable[[Case, Key], Limit]:
    """A limit of an instrument in a phase."""
    return lambda case, key: Limit(_at_a_time(what, _corridor(key), _years(case, key[3])), None, unit)


def _in_year(what: str, unit: str) -> Callable[[Case, Key], Limit]:
    """A limit on a corridor in a year."""
    return lambda case, key: Limit(_at_a_time(what, _corridor(key), case.start_year + key[3]), None, unit)


def _at_a_time(what: str, place: str, years: str | int) -> str:
    return say("{limit}: {place}, {years}", limit=say(what), place=place, years=years)


def _workforce(case: Case, key: Key) -> Limit:
    text = say(
        "workforce: {cadre} of {country}, {year}",
        cadre=cadre_name(key[2]),
        country=country_in_a_sentence(key[1]),
        year=case.start_year + key[3],
    )
    return Limit(text, None, to_say("people"))


def _tier(case: Case, key: Key) -> Limit:
    tier = case.corridors[key[1]].cadres[key[2]].retention[key[4]].name or tier_name(key[4])
    years = _years(case, key[3])
    text = say("most workers kept by {tier}: {place}, {years}", tier=tier, place=_corridor(key), years=years)
    return Limit(text, None, to_say("people a year"))


_PREVENTED = {
    "emigration": to_say("part of emigration that retention can prevent: {cadre} of {country}, {year}"),
    "exit": to_say("part of exits that retention can prevent: {cadre} of {country}, {year}"),
}


def _retention(case: Case, key: Key) -> Limit:
    country, year = country_in_a_sentence(key[1]), case.start_year + key[4]
    text = say(_PREVENTED[key[3]], cadre=cadre_name(key[2]), country=country, year=year)
    return Limit(text, None, to_say("people a year"))


def _budget(case: Case, key: Key) -> Limit:
    years = _years(case, key[2])
    if key[1] == "fund":
        return Limit(say("budget of the fund, {years}", years=years), None, to_say("money a year"))
    text = say("budget of {country}, {years}", country=country_in_a_sentence(key[1]), years=years)
    return Limit(text, key[1], to_say("money a year"))


def _share(words: str) -> Callable[[Case, Key], Limit]:
    def limit(case: Case, key: Key) -> Limit:
        item, payer, years = ITEM_NAMES[key[3]], payer_name(key[1], key[4]), _years(case, key[5])
        return Limit(say(words, item=item, payer=payer, years=years), None, to_say("share of the cost"))

    return limit


def _participation(case: Case, key: Key) -> Limit:
    text = say("{country} signs for no less than no agreement", country=country_in_a_sentence(key[1]))
    return Limit(text, key[1], to_say("money, present value"))


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
    "share_low": _share(to_say("lowest part of {item} that falls to {payer}, {years}")),
    "share_high": _share(to_say("highest part of {item} that falls to {payer}, {years}")),
    "returns": _in_year(to_say("supported returns as a part of those abroad"), to_say("people a year")),
    "remote_service_share": _in_year(
        to_say("remote service as a part of those abroad"), to_say("full-time equivalents")
    ),
    "abroad": _in_year(to_say("people abroad"), to_say("people")),
    "licensed": _in_year(to_say("people in licensed practice abroad"), to_say("people")),
    "recruits": _activity(to_say("most recruits that the case allows"), to_say("recruits a year")),
    "max_recruits": _activity(to_say("most recruits that the case allows"), to_say("recruits a year")),
    "candidates_pass": _activity(to_say("recruits for the candidates who pass"), to_say("people a year")),
    "bridged_recruits": _activity(to_say("people bridged among the recruits"), to_say("people a year")),
    "spare_places": _activity(to_say("places without new teaching capacity"), to_say("places a year")),
    "capacity": _activity(to_say("new teaching capacity that can be built"), to_say("places a year")),
    "posts": _activity(to_say("most extra posts"), to_say("posts")),
}


def _money(case: Case, line: RedLine) -> str:
    return money(line.threshold, case.currency)


def _no_harm(case: Case, line: RedLine, at: Key) -> str:
    return say(
        "no fewer {cadre} in service in {country} than without an agreement, {year}",
        cadre=cadre_name(at[1]),
        country=country_in_a_sentence(at[0]),
        year=case.start_year + at[2],
    )


def _density_floor(case: Case, line: RedLine, at: Key) -> str:
    return say(
        "at least {least} workers per 10 000 people in {country}, or as many as without an agreement, {year}",
        least=number(line.threshold, 1),
        country=country_in_a_sentence(at[0]),
        year=case.start_year + at[1],
    )


def _of_graduates(case: Case, line: RedLine, at: Key) -> str:
    return say(
        "recruits at most {share} of graduates: {cadre} of {country}, {years}",
        share=per_cent(line.threshold, 1),
        cadre=cadre_name(at[1]),
        country=country_in_a_sentence(at[0]),
        years=_years(case, at[2]),
    )


def _of_cadre(words: str, decimals: int = 0) -> Callable[[Case, RedLine, Key], str]:
    """A red line on a number, for a cadre on a corridor in a phase."""
    return lambda case, line, at: say(
        words,
        number=number(line.threshold, decimals),
        cadre=cadre_name(at[1]),
        corridor=corridor_name(at[0]),
        years=_years(case, at[2]),
    )


def _train_first(case: Case, line: RedLine, at: Key) -> str:
    return say(
        "recruits beyond {number} a year wait for graduates of new places: {cadre}, {corridor}, up to {year}",
        number=number(line.threshold),
        cadre=cadre_name(at[1]),
        corridor=corridor_name(at[0]),
        year=case.start_year + at[2],
    )


def _contribution(words: str) -> Callable[[Case, RedLine, Key], str]:
    return lambda case, line, at: say(
        words, amount=_money(case, line), corridor=corridor_name(at[0]), years=_years(case, at[1])
    )


def _on_training(case: Case, line: RedLine, at: Key) -> str:
    return say(
        "at least {share} of the money spent in the sending country goes to training: {corridor}, {years}",
        share=per_cent(line.threshold),
        corridor=corridor_name(at[0]),
        years=_years(case, at[1]),
    )


def _reinvested(case: Case, line: RedLine, at: Key) -> str:
    return say(
        "at least {share} of what {country} gains in service is reinvested in the sending country",
        share=per_cent(line.threshold),
        country=country_in_a_sentence(at[0]),
    )


def _return_share(case: Case, line: RedLine, at: Key) -> str:
    return say(
        "returns are at least {share} of recruits: {cadre}, {corridor}, over the agreement",
        share=per_cent(line.threshold),
        cadre=cadre_name(at[1]),
        corridor=corridor_name(at[0]),
    )


def _min_gain(case: Case, line: RedLine, at: Key) -> str:
    country = country_in_a_sentence(at[0])
    return say("{country} gains at least {amount}", country=country, amount=_money(case, line))


def _max_payment(case: Case, line: RedLine, at: Key) -> str:
    amount, years = _money(case, line), _years(case, at[1])
    if at[0] == "worker":
        return say("worker pays at most {amount} a year, {years}", amount=amount, years=years)
    if at[0] == "fund":
        return say("fund pays at most {amount} a year, {years}", amount=amount, years=years)
    country = country_in_a_sentence(at[0])
    return say("{country} pays at most {amount} a year, {years}", country=country, amount=amount, years=years)


_RED_LINES: dict[str, Callable[[Case, RedLine, Key], str]] = {
    "no_harm": _no_harm,
    "density_floor": _density_floor,
    "max_recruits_share_of_graduates": _of_graduates,
    "min_recruits": _of_cadre(to_say("at least {number} recruits a year: {cadre}, {corridor}, {years}")),
    "max_recruits": _of_cadre(to_say("at most {number} recruits a year: {cadre}, {corridor}, {years}")),
    "min_training_per_recruit": _of_cadre(
        to_say("at least {number} graduates of new places per recruit: {cadre}, {corridor}, {years}"), 2
    ),
    "train_first": _train_first,
    "min_contribution_per_recruit": _contribution(
        to_say("at least {amount} per recruit spent in the sending country: {corridor}, {years}")
    ),
    "max_contribution_per_recruit": _contribution(
        to_say("at most {amount} per recruit spent in the sending country: {corridor}, {years}")
    ),
    "min_share_spent_on_training": _on_training,
    "min_reinvested_share_of_gain": _reinvested,
    "min_return_share": _return_share,
    "min_gain": _min_gain,
    "max_payment": _max_payment,
}
