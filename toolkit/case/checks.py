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
from toolkit.errors import Problem
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
            f"the phases add up to {sum(known):g} years",
            f"they must add up to `years`, which is {years:g}",
            "change the lengths of the phases or `years`",
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
                f"has {len(value)} values",
                f"one value, or one for each of the {phases} phases",
                "write one number or as many as there are phases",
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
            remedy = f"write {short.alpha_3} for {short.name}"
        elif pycountry.countries.get(alpha_3=code.upper()) is not None:
            remedy = f"write {code.upper()}"
        elif close:
            remedy = f"write {join((names[name] for name in close), 'or')}"
        else:
            remedy = "look the code up, for example KEN for Kenya"
        yield _found(
            ("countries", code),
            f"unknown country '{code}'",
            "countries are named by their ISO 3166-1 alpha-3 code",
            remedy,
        )


def _corridors(case: Mapping[str, Any]) -> Iterator[Found]:
    countries = _mapping(case.get("countries"))
    for name, corridor in _mapping(case.get("corridors")).items():
        path = ("corridors", name)
        parts = name.split("-")
        if len(parts) != 2 or not all(parts):
            yield _found(
                path, f"'{name}' is not a corridor", "a corridor is named as KEN-GBR: sending, then receiving country"
            )
            continue
        if parts[0] == parts[1]:
            yield _found(
                path, "leads from a country to itself", "a corridor joins two countries", "correct one of the two codes"
            )
            continue
        for code in parts:
            if code not in countries:
                close = nearest(code, [known.lower() for known in countries])
                yield _found(
                    path,
                    f"names {code}, which is not among the countries of the case",
                    f"the countries are {join(countries)}" if countries else "countries are given under `countries`",
                    f"did you mean {close[0].upper()}?" if close else f"add {code} under `countries`",
                )
                continue
            for cadre, record in _mapping(corridor).items():
                if cadre in CADRES and record is not None and _mapping(countries[code]).get(cadre) is None:
                    yield _found(
                        (*path, cadre),
                        f"{code} has no numbers for {cadre}",
                        "both countries of a corridor describe the cadres that move on it",
                        f"add countries → {code} → {cadre}",
                    )


def _rates(case: Mapping[str, Any]) -> Iterator[Found]:
    pairs: list[tuple[Path, Mapping[str, Any], str, str, str]] = []
    for code, country in _mapping(case.get("countries")).items():
        for cadre in CADRES:
            record = _mapping(_mapping(country).get(cadre))
            pairs.append((("countries", code, cadre), record, "exit_rate", "emigration_rate", "of the workforce leave"))
    for name, cadre, record in _corridor_cadres(case):
        pairs.append((("corridors", name, cadre), record, "return_rate", "onward_rate", "of those abroad leave"))
    for path, record, first, second, words in pairs:
        one, two = _number(record.get(first, 0)), _number(record.get(second, 0))
        if one is not None and two is not None and 0 <= one <= 1 and 0 <= two <= 1 and one + two > 1:
            yield _found(
                path,
                f"{first} {one:g} and {second} {two:g} add up to {one + two:g}: more than all {words} in a year",
                "together they are at most 1",
                "lower one of the two",
            )


def _licensing(case: Mapping[str, Any]) -> Iterator[Found]:
    for name, cadre, record in _corridor_cadres(case):
        without, bridged = _number(record.get("licensed_share", 1)), _number(record.get("licensed_share_bridged"))
        if without is not None and bridged is not None and bridged < without:
            yield _found(
                ("corridors", name, cadre, "licensed_share_bridged"),
                f"is {bridged:g}, less than licensed_share {without:g}",
                "bridging does not lower the share who come to practise",
                "swap the two numbers or leave licensed_share_bridged out",
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
                    f"is {number(cost)}, less than the tier before it ({number(last[acts_on])})",
                    "tiers that act on the same loss are listed in rising cost",
                    "put the cheaper tier first",
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
                    f"the lowest part {low:g} is above the highest {high:g}",
                    "[lowest, highest]",
                    "swap the two numbers",
                )
            else:
                bounds[payer] = (low, high)
        lowest, highest = (sum(bound[end] for bound in bounds.values()) for end in (0, 1))
        if whole and lowest > 1 + 1e-12:
            yield _found(
                ("payment_shares", item),
                f"the lowest parts add up to {lowest:g}",
                "the parts of one item add up to 1, so the lowest parts add up to at most 1",
                "lower one of them",
            )
        if whole and highest < 1 - 1e-12:
            yield _found(
                ("payment_shares", item),
                f"the highest parts add up to {highest:g}",
                "the parts of one item add up to 1, so the highest parts add up to at least 1",
                "raise one of them",
            )


def _red_line(case: Mapping[str, Any], path: Path, line: Mapping[str, Any]) -> Iterator[Found]:
    kind = line.get("kind")
    countries, corridors = _mapping(case.get("countries")), _mapping(case.get("corridors"))
    if not isinstance(kind, str):
        return
    if kind not in KINDS:
        close = nearest(kind, KINDS)
        remedy = f"did you mean {join(close, 'or')}?" if close else ""
        yield _found((*path, "kind"), f"unknown kind '{kind}'", f"the kinds are {join(sorted(KINDS))}", remedy)
        return
    declared = KINDS[kind]
    for selector in ("country", "corridor", "cadre", "phase", "payer"):
        if line.get(selector) is not None and selector not in declared.selectors:
            yield _found(
                (*path, selector),
                f"{kind} cannot be narrowed by {selector}",
                f"it can be narrowed by {join(declared.selectors)}",
                f"remove {selector}",
            )
    value = _number(line.get("value"))
    if declared.takes_value and line.get("value") is None:
        yield _found((*path, "value"), "is missing", f"{kind} needs a value in {declared.unit}", "add a value")
    if not declared.takes_value and line.get("value") is not None:
        yield _found((*path, "value"), f"{kind} takes no value", "", "remove it")
    if value is not None and value > declared.upper:
        remedy = f"write {value / 100:g} if {value:g} per cent was meant" if declared.upper <= 10 else ""
        yield _found(
            (*path, "value"), f"is {value:,.10g}", f"at most {declared.upper:,.10g} {declared.unit}".rstrip(), remedy
        )
    for selector, known, what in (
        ("country", countries, "country"),
        ("party", countries, "country"),
        ("corridor", corridors, "corridor"),
    ):
        named = line.get(selector)
        if isinstance(named, str) and known and named not in known:
            yield _found(
                (*path, selector), f"names {named}, which is no {what} of the case", f"one of {join(known, 'or')}"
            )
    phase, phases = line.get("phase"), len(_list(case.get("phases")))
    if isinstance(phase, int) and phases and phase >= phases:
        yield _found((*path, "phase"), f"is {phase}", f"phases are numbered from 0 to {phases - 1}")
    if kind == "max_payment" and line.get("payer") is None and line.get("country") is None:
        yield _found(
            path, "names neither a payer nor a country", "max_payment limits what somebody pays", "add payer or country"
        )
    if kind == "max_payment" and line.get("payer") in ("worker", "fund") and line.get("country") is not None:
        yield _found(
            (*path, "country"),
            f"the {line.get('payer')} is no country",
            "a country pays as sending or receiving side",
            "remove country, or narrow by corridor",
        )
    if kind == "density_floor":
        for code in [line["country"]] if isinstance(line.get("country"), str) else countries:
            if code in countries and not _number(_mapping(countries[code]).get("population", 0)):
                yield _found(
                    ("countries", code),
                    "has no population",
                    "a density_floor counts workers per 10 000 people",
                    "add population",
                )
    if line.get("hard") is False and line.get("penalty") is None:
        yield _found(
            path,
            "may be breached but has no penalty",
            f"money per unit of breach ({declared.violation_unit})",
            "add penalty",
        )
    if line.get("hard") is not False and line.get("penalty") is not None:
        yield _found(
            (*path, "penalty"), "has no effect on a hard red line", "", "add `hard: false` or remove the penalty"
        )


def _red_lines(case: Mapping[str, Any]) -> Iterator[Found]:
    for index, line in enumerate(_list(case.get("red_lines"))):
        if isinstance(line, Mapping):
            yield from _red_line(case, ("red_lines", index), line)


def _currency(case: Mapping[str, Any]) -> Iterator[Found]:
    code = case.get("currency")
    if isinstance(code, str) and pycountry.currencies.get(alpha_3=code) is None:
        yield _found(("currency",), f"unknown currency '{code}'", "an ISO 4217 code such as USD, EUR or GBP")


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
                        f"is {number(value)}, more than a tenth of the population of {number(population)}",
                        "a head count of one cadre",
                        "check whether both are in single people",
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
