"""A draft in a few rows each: where the countries stand, the options, the gravest findings, the weakest numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from toolkit.case.names import cadre_name, number_name
from toolkit.case.schema import Case
from toolkit.compliance.check import Finding
from toolkit.countries import country_name
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
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
        "country",
        "cadre",
        f"trained people, {first}",
        f"without a post, {first}",
        f"unfilled posts, {first}",
        f"unfilled, {last}, no agreement",
        f"unfilled, {last}, draft",
    )
    return Table("Health workers and posts", columns, tuple(rows), "At the beginning of the year.", columns[2:])


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
        rows.append((f"{who}: gain", *(money(option.outcome.gains[code], case.currency) for option in options)))
        shares = [option.shares[code] for option in options]
        if any(share is not None for share in shares):
            cells = ("none" if share is None else per_cent(share, 1) for share in shares)
            rows.append((f"{who}: share of the most it could have", *cells))
        rows.append((f"{who}: pays over the agreement", *(money(one[code], case.currency) for one in paid)))
    rows.append(("people who move", *(number(_moved(option.outcome)) for option in options)))
    rows.append(("could be signed", *(_signed(option) for option in options)))
    names = tuple(distinct([option.name for option in options], ["what"]))
    note = (
        f"Gains: present value in {case.currency} at {case.price_year} prices over {case.horizon} years, against no "
        "agreement. Payments are not discounted."
    )
    return Table("Options compared", ("what", *names), tuple(rows), note, names)


def _moved(outcome: Outcome) -> float:
    return sum(
        recruits * years
        for corridor in outcome.terms.corridors.values()
        for terms in corridor.cadres.values()
        for recruits, years in zip(terms.recruits, outcome.case.phases, strict=True)
    )


def _signed(option: Compared) -> str:
    if option.could_be_signed:
        return "yes"
    lost = [f"{country_name(code)} loses" for code in option.losers]
    count = len(option.breached)
    over = [f"{number(count)} limit{'s' if count != 1 else ''} crossed"] if count else []
    return f"no: {join([*over, *lost])}"


def gravest_table(findings: Sequence[Finding], *, most: int = 5) -> Table:
    """The breaches, then the warnings, as far as there is room; the remark tells how many more there are."""
    grave = [found for answer in _GRAVE for found in findings if found.answer == answer]
    rows = tuple(
        (found.number, found.answer, found.says, _sentence(found.because) or "Not kept.") for found in grave[:most]
    )
    left = Counter(found.answer for found in grave[most:])
    more = join(f"{number(left[answer])} {answer}" for answer in _GRAVE if left[answer])
    note = (
        "The WHO Code is voluntary: breached means inconsistent with an instrument, not unlawful, unless a law is "
        "named. Thresholds are the parties' choice."
    )
    if more:
        note = f"Not shown: {more}. {note}"
    return Table("Gravest findings", ("rule", "answer", "what it says", "why"), rows, note if rows else "")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def resting_in_words(case: Case) -> str:
    """The share of a case's numbers that rests on no source, in few words."""
    found = numbers(case)
    without = sum(entry.standing != "sourced" for entry in found)
    return (
        f"{per_cent(without / len(found)) if found else 'none'} of the {number(len(found))} numbers behind this paper"
    )


def assumed_in_words(case: Case) -> str:
    """How many numbers of a case come from a source, and which share does not."""
    found = numbers(case)
    if not found:
        return "The case has no numbers."
    counted = Counter(entry.standing for entry in found)
    parts = [f"{number(counted['sourced'])} come from a source", f"{number(counted['assumed'])} are assumed"]
    if counted["unsourced"]:
        parts.append(f"{number(counted['unsourced'])} say neither")
    resting = per_cent((len(found) - counted["sourced"]) / len(found))
    return f"Of the {number(len(found))} numbers behind this paper {join(parts)}; {resting} rest on no source."


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
        standing = "assumed" if case.provenance[path].assumed else "from a source"
        rows.append((number_name(case, parts), f"{written(low)} to {written(high)}", standing, *gains))
    columns = ("number", "range", "standing", *(f"gain of {country_name(code)}" for code in codes))
    note = "One number alone goes from the low to the high end of its range; the terms of the draft stay as they are."
    said = note if rows else "No number of this case has a range that moves a gain."
    return Table("Numbers that matter most", columns, tuple(rows), said, columns[3:])


def _between(ends: Sequence[tuple[float, float]], now: float, currency: str) -> str:
    told = [money(gain, currency) for _, gain in ends]
    return "as it is" if set(told) == {money(now, currency)} else " to ".join(told)
