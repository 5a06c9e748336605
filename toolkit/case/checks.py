"""Checks across the fields of a case, on bare values that may still be wrong one by one.

Each check looks at what it needs and stays silent where a value it needs is missing or not a number, since that is
reported already. So all the problems of a file come in one message.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pycountry

from toolkit.case.red_lines import KINDS
from toolkit.case.schema import CADRES, ITEMS, PAYERS
from toolkit.countries import country_name
from toolkit.errors import Problem
from toolkit.languages.catalogues import ENGLISH
from toolkit.languages.speech import current_language, say, to_say
from toolkit.validation import did_you_mean, per_cent_meant, short_number, shown
from toolkit.wording import join, nearest, number

__all__ = ["Found", "check"]

Path = tuple[str | int, ...]
Found = tuple[Path, Problem]
_RESERVED = {"UK": "GB", "EL": "GR"}
"""Two-letter codes in common use that ISO 3166-1 reserves without assigning them."""


def _number(value: Any) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return float(value)
    return None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _found(path: Path, problem: str, expectation: str = "", remedy: str = "") -> Found:
    return path, Problem("", problem, expectation, remedy)


def _phases(case: Mapping[str, Any]) -> Iterator[Found]:
    lengths = [_number(length) for length in _list(case.get("phases"))]
    years = _number(case.get("years"))
    known = [length for length in lengths if length is not None]
    if years is not None and lengths and len(known) == len(lengths) and sum(known) != years:
        yield _found(
            ("phases",),
            say("the phases add up to {sum} years", sum=short_number(sum(known))),
            say("they must add up to `years`, which is {years}", years=short_number(years)),
            say("change the lengths of the phases or `years`"),
        )


def _per_phase(case: Mapping[str, Any]) -> Iterator[Found]:
    phases = len(_list(case.get("phases")))
    places: list[tuple[Path, Any]] = [(("fund", "budget"), _mapping(case.get("fund")).get("budget"))]
    for code, country in _mapping(case.get("countries")).items():
        places.append((("countries", code, "budget"), _mapping(country).get("budget")))
    for name, cadre, record in _corridor_cadres(case):
        places.append((("corridors", name, cadre, "max_recruits"), record.get("max_recruits")))
    for path, value in places:
        if phases and isinstance(value, list | tuple) and len(value) not in (1, phases):
            yield _found(
                path,
                say("has {count} values", count=len(value)),
                say("one value, or one for each of the {count} phases", count=phases),
                say("write one number or as many as there are phases"),
            )


def _corridor_cadres(case: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for name, corridor in _mapping(case.get("corridors")).items():
        for cadre, record in _mapping(corridor).items():
            if cadre in CADRES and isinstance(record, Mapping):
                yield name, cadre, record


def _country_codes(case: Mapping[str, Any]) -> Iterator[Found]:
    names = {country.name.lower(): country.alpha_3 for country in pycountry.countries}
    for code in _mapping(case.get("countries")):
        if pycountry.countries.get(alpha_3=code) is not None and code == code.upper():
            continue
        close = nearest(code, names)
        short = pycountry.countries.get(alpha_2=_RESERVED.get(code.upper(), code.upper()))
        if short is not None:
            remedy = say("write {code} for {country}", code=short.alpha_3, country=_name(short))
        elif pycountry.countries.get(alpha_3=code.upper()) is not None:
            remedy = say("write {code}", code=code.upper())
        elif close:
            remedy = say("write {code}", code=join((names[name] for name in close), "or"))
        else:
            remedy = say("look the code up, for example KEN for Kenya")
        yield _found(
            ("countries", code),
            say("unknown country '{code}'", code=code),
            say("countries are named by their ISO 3166-1 alpha-3 code"),
            remedy,
        )


def _name(country: Any) -> str:
    """A country of the standard as it writes it, in other languages by its usual name."""
    return str(country.name) if current_language() == ENGLISH else country_name(country.alpha_3)


def _corridors(case: Mapping[str, Any]) -> Iterator[Found]:
    countries = _mapping(case.get("countries"))
    for name, corridor in _mapping(case.get("corridors")).items():
        path = ("corridors", name)
        parts = name.split("-")
        if len(parts) != 2 or not all(parts):
            yield _found(
                path,
                say("'{name}' is not a corridor", name=name),
                say("a corridor is named as KEN-GBR: sending, then receiving country"),
            )
            continue
        if parts[0] == parts[1]:
            yield _found(
                path,
                say("leads from a country to itself"),
                say("a corridor joins two countries"),
                say("correct one of the two codes"),
            )
            continue
        for code in parts:
            if code not in countries:
                yield _unknown_end(path, code, countries)
                continue
            for cadre, record in _mapping(corridor).items():
                if cadre in CADRES and record is not None and _mapping(countries[code]).get(cadre) is None:
                    yield _found(
                        (*path, cadre),
                        say("{country} has no numbers for {cadre}", country=code, cadre=cadre),
                        say("both countries of a corridor describe the cadres that move on it"),
                        say("add {path}", path=f"countries → {code} → {cadre}"),
                    )


def _unknown_end(path: Path, code: str, countries: Mapping[str, Any]) -> Found:
    close = nearest(code, [known.lower() for known in countries])
    if countries:
        expectation = say("the countries are {countries}", countries=join(countries))
    else:
        expectation = say("countries are given under `countries`")
    wrong = say("names {country}, which is not among the countries of the case", country=code)
    add = say("add {country} under `countries`", country=code)
    return _found(path, wrong, expectation, did_you_mean([known.upper() for known in close[:1]], add))


_LEAVE_HOME = to_say(
    "{first_field} {first} and {second_field} {second} add up to {sum}: more than all of the workforce leave in a year"
)
_LEAVE_AGAIN = to_say(
    "{first_field} {first} and {second_field} {second} add up to {sum}: more than all of those abroad leave in a year"
)


def _rates(case: Mapping[str, Any]) -> Iterator[Found]:
    pairs: list[tuple[Path, Mapping[str, Any], str, str, str]] = []
    for code, country in _mapping(case.get("countries")).items():
        for cadre in CADRES:
            record = _mapping(_mapping(country).get(cadre))
            pairs.append((("countries", code, cadre), record, "exit_rate", "emigration_rate", _LEAVE_HOME))
    for name, cadre, record in _corridor_cadres(case):
        pairs.append((("corridors", name, cadre), record, "return_rate", "onward_rate", _LEAVE_AGAIN))
    for path, record, first, second, words in pairs:
        one, two = _number(record.get(first, 0)), _number(record.get(second, 0))
        if one is not None and two is not None and 0 <= one <= 1 and 0 <= two <= 1 and one + two > 1:
            wrong = say(
                words,
                first_field=first,
                first=short_number(one),
                second_field=second,
                second=short_number(two),
                sum=short_number(one + two),
            )
            yield _found(path, wrong, say("together they are at most 1"), say("lower one of the two"))


def _licensing(case: Mapping[str, Any]) -> Iterator[Found]:
    for name, cadre, record in _corridor_cadres(case):
        without, bridged = _number(record.get("licensed_share", 1)), _number(record.get("licensed_share_bridged"))
        if without is not None and bridged is not None and bridged < without:
            yield _found(
                ("corridors", name, cadre, "licensed_share_bridged"),
                say(
                    "is {bridged}, less than licensed_share {without}",
                    bridged=short_number(bridged),
                    without=short_number(without),
                ),
                say("bridging does not lower the share who come to practise"),
                say("swap the two numbers or leave licensed_share_bridged out"),
            )


def _tiers(case: Mapping[str, Any]) -> Iterator[Found]:
    for name, cadre, record in _corridor_cadres(case):
        last: dict[str, float] = {}
        for index, tier in enumerate(_list(record.get("retention"))):
            cost = _number(_mapping(tier).get("cost", 0))
            acts_on = str(_mapping(tier).get("acts_on", "emigration"))
            if cost is None:
                continue
            if acts_on in last and cost < last[acts_on]:
                yield _found(
                    ("corridors", name, cadre, "retention", index, "cost"),
                    say(
                        "is {cost}, less than the tier before it ({cost_before})",
                        cost=number(cost),
                        cost_before=number(last[acts_on]),
                    ),
                    say("tiers that act on the same loss are listed in rising cost"),
                    say("put the cheaper tier first"),
                )
            last[acts_on] = max(cost, last.get(acts_on, 0.0))


def _payment_shares(case: Mapping[str, Any]) -> Iterator[Found]:
    for item, payers in _mapping(case.get("payment_shares")).items():
        if item not in ITEMS or not isinstance(payers, Mapping):
            continue
        bounds: dict[str, tuple[float, float]] = dict.fromkeys(PAYERS, (0.0, 1.0))
        whole = True
        for payer, given in payers.items():
            limits = [_number(limit) for limit in _list(given)]
            low, high = limits if len(limits) == 2 else (None, None)
            if payer not in PAYERS or low is None or high is None:
                whole = False
            elif low > high:
                whole = False
                yield _found(
                    ("payment_shares", item, payer),
                    say(
                        "the lowest part {lowest} is above the highest {highest}",
                        lowest=short_number(low),
                        highest=short_number(high),
                    ),
                    say("[lowest, highest]"),
                    say("swap the two numbers"),
                )
            else:
                bounds[payer] = (low, high)
        lowest, highest = (sum(bound[end] for bound in bounds.values()) for end in (0, 1))
        if whole and lowest > 1 + 1e-12:
            yield _found(
                ("payment_shares", item),
                say("the lowest parts add up to {sum}", sum=short_number(lowest)),
                say("the parts of one item add up to 1, so the lowest parts add up to at most 1"),
                say("lower one of them"),
            )
        if whole and highest < 1 - 1e-12:
            yield _found(
                ("payment_shares", item),
                say("the highest parts add up to {sum}", sum=short_number(highest)),
                say("the parts of one item add up to 1, so the highest parts add up to at least 1"),
                say("raise one of them"),
            )


def _red_line(case: Mapping[str, Any], path: Path, line: Mapping[str, Any]) -> Iterator[Found]:
    kind = line.get("kind")
    if not isinstance(kind, str):
        return
    if kind not in KINDS:
        yield _found(
            (*path, "kind"),
            say("unknown kind '{kind}'", kind=kind),
            say("the kinds are {kinds}", kinds=join(sorted(KINDS))),
            did_you_mean(nearest(kind, KINDS)),
        )
        return
    yield from _selectors(path, line, kind)
    yield from _threshold(path, line, kind)
    yield from _named(case, path, line)
    if kind == "max_payment":
        yield from _payer(path, line)
    if kind == "density_floor":
        yield from _counted_people(case, line)
    yield from _penalty(path, line, kind)


def _selectors(path: Path, line: Mapping[str, Any], kind: str) -> Iterator[Found]:
    allowed = KINDS[kind].selectors
    for selector in ("country", "corridor", "cadre", "phase", "payer"):
        if line.get(selector) is not None and selector not in allowed:
            yield _found(
                (*path, selector),
                say("{kind} cannot be narrowed by {field}", kind=kind, field=selector),
                say("it can be narrowed by {fields}", fields=join(allowed)),
                say("remove {field}", field=selector),
            )


def _threshold(path: Path, line: Mapping[str, Any], kind: str) -> Iterator[Found]:
    declared, value, at = KINDS[kind], _number(line.get("value")), (*path, "value")
    if declared.takes_value and line.get("value") is None:
        expectation = say("{kind} needs a value in {unit}", kind=kind, unit=say(declared.unit))
        yield _found(at, say("is missing"), expectation, say("add a value"))
    if not declared.takes_value and line.get("value") is not None:
        yield _found(at, say("{kind} takes no value", kind=kind), "", say("remove it"))
    if value is not None and value > declared.upper:
        most = say("at most {most} {unit}", most=shown(declared.upper), unit=say(declared.unit)).rstrip()
        yield _found(
            at, say("is {value}", value=shown(value)), most, per_cent_meant(value) if declared.upper <= 10 else ""
        )


_NO_COUNTRY = to_say("names {code}, which is no country of the case")
_NO_CORRIDOR = to_say("names {code}, which is no corridor of the case")


def _named(case: Mapping[str, Any], path: Path, line: Mapping[str, Any]) -> Iterator[Found]:
    countries, corridors = _mapping(case.get("countries")), _mapping(case.get("corridors"))
    for selector, known, wrong in (
        ("country", countries, _NO_COUNTRY),
        ("party", countries, _NO_COUNTRY),
        ("corridor", corridors, _NO_CORRIDOR),
    ):
        named = line.get(selector)
        if isinstance(named, str) and known and named not in known:
            expectation = say("one of {names}", names=join(known, "or"))
            yield _found((*path, selector), say(wrong, code=named), expectation)
    phase, phases = line.get("phase"), len(_list(case.get("phases")))
    if isinstance(phase, int) and phases and phase >= phases:
        expectation = say("phases are numbered from 0 to {last}", last=phases - 1)
        yield _found((*path, "phase"), say("is {value}", value=phase), expectation)


def _payer(path: Path, line: Mapping[str, Any]) -> Iterator[Found]:
    payer, country = line.get("payer"), line.get("country")
    if payer is None and country is None:
        yield _found(
            path,
            say("names neither a payer nor a country"),
            say("max_payment limits what somebody pays"),
            say("add payer or country"),
        )
    if payer in ("worker", "fund") and country is not None:
        yield _found(
            (*path, "country"),
            say("the worker is no country") if payer == "worker" else say("the fund is no country"),
            say("a country pays as sending or receiving side"),
            say("remove country, or narrow by corridor"),
        )


def _counted_people(case: Mapping[str, Any], line: Mapping[str, Any]) -> Iterator[Found]:
    countries = _mapping(case.get("countries"))
    for code in [line["country"]] if isinstance(line.get("country"), str) else countries:
        if code in countries and not _number(_mapping(countries[code]).get("population", 0)):
            yield _found(
                ("countries", code),
                say("has no population"),
                say("a density_floor counts workers per 10 000 people"),
                say("add population"),
            )


def _penalty(path: Path, line: Mapping[str, Any], kind: str) -> Iterator[Found]:
    if line.get("hard") is False and line.get("penalty") is None:
        unit = say(KINDS[kind].violation_unit)
        expectation = say("money per unit of breach ({unit})", unit=unit)
        yield _found(path, say("may be breached but has no penalty"), expectation, say("add penalty"))
    if line.get("hard") is not False and line.get("penalty") is not None:
        wrong, remedy = say("has no effect on a hard red line"), say("add `hard: false` or remove the penalty")
        yield _found((*path, "penalty"), wrong, "", remedy)


def _red_lines(case: Mapping[str, Any]) -> Iterator[Found]:
    for index, line in enumerate(_list(case.get("red_lines"))):
        if isinstance(line, Mapping):
            yield from _red_line(case, ("red_lines", index), line)


def _currency(case: Mapping[str, Any]) -> Iterator[Found]:
    code = case.get("currency")
    if isinstance(code, str) and pycountry.currencies.get(alpha_3=code) is None:
        wrong = say("unknown currency '{code}'", code=code)
        yield _found(("currency",), wrong, say("an ISO 4217 code such as USD, EUR or GBP"))


def _populations(case: Mapping[str, Any]) -> Iterator[Found]:
    for code, country in _mapping(case.get("countries")).items():
        population = _number(_mapping(country).get("population"))
        for cadre in CADRES:
            record = _mapping(_mapping(country).get(cadre))
            for name in ("workforce", "funded_posts"):
                value = _number(record.get(name))
                if population and value is not None and value > population / 10:
                    yield _found(
                        ("countries", code, cadre, name),
                        say(
                            "is {people}, more than a tenth of the population of {population}",
                            people=number(value),
                            population=number(population),
                        ),
                        say("a head count of one cadre"),
                        say("check whether both are in single people"),
                    )


_CHECKS: tuple[Callable[[Mapping[str, Any]], Iterator[Found]], ...] = (
    _phases,
    _per_phase,
    _currency,
    _country_codes,
    _corridors,
    _rates,
    _licensing,
    _tiers,
    _payment_shares,
    _red_lines,
    _populations,
)


def check(case: Mapping[str, Any]) -> list[Found]:
    """Every problem across the fields of a case, with the path where it stands."""
    return [found for one in _CHECKS for found in one(case)]
