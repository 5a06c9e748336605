"""A draft in a few rows each: where the countries stand, the options, the gravest findings, the weakest numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from toolkit.case.names import cadre_name, number_name
from toolkit.case.schema import Case
from toolkit.compliance.check import Finding
from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.report.compliance import ANSWERS_SAID, counted_answer
from toolkit.report.figures.words import capital
from toolkit.report.options import ALIKE, Compared, distinct
from toolkit.report.provenance import numbers, written
from toolkit.report.robustness import Robustness
from toolkit.report.table import Table
from toolkit.wording import join, money, number, people, per_cent

__all__ = [
    "assumed_in_words",
    "gravest_table",
    "options_in_brief",
    "resting_in_words",
    "situation_in_brief",
    "weakest_table",
]

_GRAVE = ("breached", "warning")


def situation_in_brief(outcome: Outcome) -> Table:
    """Trained people and unfilled posts at the start, and unfilled posts at the end with no agreement and the draft."""
    case, table = outcome.case, indicators.by_year(outcome)
    first, last = case.start_year, case.start_year + case.years
    rows = []
    for code, country in case.countries.items():
        for cadre in country.cadres:
            here = table[(table["country"] == code) & (table["cadre"] == cadre)]
            start = _values(here, first, "without_agreement")
            without, agreed = _values(here, last, "without_agreement"), _values(here, last, "value")
            rows.append(
                (
                    country_name(code),
                    cadre_name(cadre),
                    people(start["workforce"]),
                    people(start["people_without_post"]),
                    people(start["unfilled_posts"]),
                    people(without["unfilled_posts"]),
                    people(agreed["unfilled_posts"]),
                )
            )
    columns = (
        say("country"),
        say("cadre"),
        say("trained people, {year}", year=first),
        say("without a post, {year}", year=first),
        say("unfilled posts, {year}", year=first),
        say("unfilled, {year}, no agreement", year=last),
        say("unfilled, {year}, draft", year=last),
    )
    note = say("At the beginning of the year.")
    return Table(say("Health workers and posts"), columns, tuple(rows), note, columns[2:])


def _values(table: pd.DataFrame, year: int, column: str) -> dict[str, float]:
    here = table[table["year"] == year]
    return dict(zip(here["indicator"], here[column].astype(float), strict=True))


def options_in_brief(options: Sequence[Compared]) -> Table:
    """What each option gives every country and asks of it, how many people move, and whether it could be signed."""
    case = options[0].outcome.case
    paid = [
        {
            str(row["country"]): float(row["payments"])
            for row in indicators.by_country(option.outcome).to_dict("records")
        }
        for option in options
    ]
    rows: list[tuple[str, ...]] = []
    for code in case.countries:
        who = country_name(code)
        gains = (money(option.outcome.gains[code], case.currency) for option in options)
        rows.append((say("{country}: gain", country=who), *gains))
        shares = [option.shares[code] for option in options]
        if any(share is not None for share in shares):
            cells = (say("none") if share is None else per_cent(share, 1) for share in shares)
            rows.append((say("{country}: share of the most it could have", country=who), *cells))
        amounts = (money(one[code], case.currency) for one in paid)
        rows.append((say("{country}: pays over the agreement", country=who), *amounts))
    rows.append((say("people who move"), *(number(_moved(option.outcome)) for option in options)))
    rows.append((say("could be signed"), *(_signed(option) for option in options)))
    what = say("what")
    names = tuple(distinct([option.name for option in options], [what]))
    note = say_count(
        "Gains: present value in {currency} at {price_year} prices over {years} years, against no agreement. Payments "
        "are not discounted.",
        "Gains: present value in {currency} at {price_year} prices over {years} years, against no agreement. Payments "
        "are not discounted.",
        case.horizon,
        currency=case.currency,
        price_year=case.price_year,
        years=number(case.horizon),
    )
    return Table(say("Options compared"), (what, *names), tuple(rows), note, names)


def _moved(outcome: Outcome) -> float:
    return sum(
        recruits * years
        for corridor in outcome.terms.corridors.values()
        for terms in corridor.cadres.values()
        for recruits, years in zip(terms.recruits, outcome.case.phases, strict=True)
    )


def _signed(option: Compared) -> str:
    if option.could_be_signed:
        return say("yes")
    lost = [say("{country} loses", country=country_name(code)) for code in option.losers]
    crossed = len(option.breached)
    over = [say_count("{count} limit crossed", "{count} limits crossed", crossed, count=number(crossed))]
    return say("no: {reasons}", reasons=join([*(over if crossed else []), *lost]))


def gravest_table(findings: Sequence[Finding], *, most: int = 5) -> Table:
    """The breaches, then the warnings, as far as there is room; the remark tells how many more there are."""
    grave = [found for answer in _GRAVE for found in findings if found.answer == answer]
    rows = tuple(
        (found.number, say(ANSWERS_SAID[found.answer]), found.says, capital(found.because) or say("Not kept."))
        for found in grave[:most]
    )
    left = Counter(found.answer for found in grave[most:])
    more = join(counted_answer(answer, left[answer]) for answer in _GRAVE if left[answer])
    note = say(
        "The WHO Code is voluntary: breached means inconsistent with an instrument, not unlawful, unless a law is "
        "named. Thresholds are the parties' choice."
    )
    if more:
        note = f"{say('Not shown: {findings}.', findings=more)} {note}"
    columns = (say("rule"), say("answer"), say("what it says"), say("why"))
    return Table(say("Gravest findings"), columns, rows, note if rows else "")


def resting_in_words(case: Case) -> str:
    """The share of a case's numbers that rests on no source, in few words."""
    found = numbers(case)
    if not found:
        return say("none of the {count} numbers behind this paper", count=number(0))
    share = per_cent(sum(entry.standing != "sourced" for entry in found) / len(found))
    return say_count(
        "{share} of the {count} numbers behind this paper",
        "{share} of the {count} numbers behind this paper",
        len(found),
        share=share,
        count=number(len(found)),
    )


def assumed_in_words(case: Case) -> str:
    """How many numbers of a case come from a source, and which share does not."""
    found = numbers(case)
    if not found:
        return say("The case has no numbers.")
    counted = Counter(entry.standing for entry in found)
    told = {
        "count": number(len(found)),
        "sourced": number(counted["sourced"]),
        "assumed": number(counted["assumed"]),
        "share": per_cent((len(found) - counted["sourced"]) / len(found)),
    }
    if not counted["unsourced"]:
        return say(
            "Of the {count} numbers behind this paper {sourced} come from a source and {assumed} are assumed; {share} "
            "rest on no source.",
            **told,
        )
    return say(
        "Of the {count} numbers behind this paper {sourced} come from a source, {assumed} are assumed and {unsourced} "
        "say neither; {share} rest on no source.",
        unsourced=number(counted["unsourced"]),
        **told,
    )


def weakest_table(found: Robustness, *, most: int = 5) -> Table:
    """The numbers whose range moves a country's gain from the draft most, with all countries' gains at its ends."""
    case, codes = found.case, list(found.gains)
    ends: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for code in codes:
        for end in found.moves.get(code, ()):
            ends.setdefault(end.path, {}).setdefault(code, []).append((end.value, end.gain))
    sizes = {
        code: max(abs(gain), ALIKE * max(map(abs, found.gains.values()))) or 1.0 for code, gain in found.gains.items()
    }

    def moved(path: str) -> float:
        return max(abs(gain - found.gains[code]) / sizes[code] for code in codes for _, gain in ends[path][code])

    ranked = [path for path in sorted(ends, key=lambda path: (-moved(path), path)) if moved(path) > ALIKE]
    rows = []
    for path in ranked[:most]:
        parts = tuple(int(part) if part.isdigit() else part for part in path.split("."))
        (low, _), (high, _) = ends[path][codes[0]]
        gains = (_between(ends[path][code], found.gains[code], case.currency) for code in codes)
        standing = say("assumed") if case.provenance[path].assumed else say("from a source")
        between = say("{low} to {high}", low=written(low), high=written(high))
        rows.append((number_name(case, parts), between, standing, *gains))
    each = (say("gain of {country}", country=country_name(code)) for code in codes)
    columns = (say("number"), say("range"), say("standing"), *each)
    note = (
        say("One number alone goes from the low to the high end of its range; the terms of the draft stay as they are.")
        if rows
        else say("No number of this case has a range that moves a gain.")
    )
    return Table(say("Numbers that matter most"), columns, tuple(rows), note, columns[3:])


def _between(ends: Sequence[tuple[float, float]], now: float, currency: str) -> str:
    low, high = (money(gain, currency) for _, gain in ends)
    if {low, high} == {money(now, currency)}:
        return say("as it is")
    return say("{low} to {high}", low=low, high=high)
