"""How much each assumption moves the result, as a table and in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from toolkit.countries import country_in_a_sentence, country_name
from toolkit.deal.influence import End, Influence
from toolkit.deal.solution import Solution
from toolkit.languages.speech import say, say_count, to_say
from toolkit.report.provenance import written
from toolkit.report.table import Table
from toolkit.wording import money, number, per_cent

__all__ = ["NO_GAIN_LEFT", "gains_as_measured", "in_words", "influence_in_words", "influence_table"]

NO_GAIN_LEFT = {
    "no_agreement": to_say("no agreement is possible"),
    "unbounded": to_say("without limit"),
    "failed": to_say("could not be worked out"),
}
"""What is said for the end of a range that has no gains."""

_LEAST = 0.0005
_GAIN_AT_LOW_END = to_say("gain of {country} at the low end")
_GAIN_AT_HIGH_END = to_say("gain of {country} at the high end")


def gains_as_measured(solution: Solution) -> dict[str, float]:
    """Each country's gain as the influences count it: less the penalties of soft red lines that could be avoided."""
    shares = solution.shares_of_ideal
    return {
        name: gain if (share := shares[name]) is None else share * solution.ideals[name]
        for name, gain in solution.gains.items()
    }


def in_words(found: Influence, ideals: Mapping[str, float]) -> str:
    """The largest change of a country's gain in words: ``up to 58 % of the most Kenya could have``."""
    if "unbounded" in (found.low.outcome, found.high.outcome):
        return say("without limit")
    told = _change(found, ideals)
    ends = (found.low.outcome, found.high.outcome)
    if ends.count("no_agreement") == 2:
        return say("{change}; no agreement", change=told)
    if "no_agreement" in ends:
        return say("{change}; at one end no agreement", change=told)
    return say("{change}; one end could not be worked out", change=told) if "failed" in ends else told


def _change(found: Influence, ideals: Mapping[str, float]) -> str:
    who = country_in_a_sentence(found.country)
    if max(ideals.values(), default=0.0) <= 0:
        return say("up to {amount} of {country}'s gain", amount=number(found.spread), country=who)
    if found.spread <= _LEAST:
        return say("none")
    return say("up to {share} of the most {country} could have", share=per_cent(found.spread, 1), country=who)


def influence_in_words(found: Iterable[Influence], ideals: Mapping[str, float]) -> dict[str, str]:
    """``in_words`` of each number, by its dotted path."""
    return {entry.path: in_words(entry, ideals) for entry in found}


def _end(end: End, country: str, currency: str) -> str:
    if end.gains is None:
        return say(NO_GAIN_LEFT.get(end.outcome, end.outcome))
    return money(end.gains[country], currency)


def influence_table(solution: Solution, found: Sequence[Influence]) -> Table:
    """Every number with a range: each country's gain at both ends of it, the largest influence first."""
    currency, countries = solution.case.currency, list(solution.gains)
    now = gains_as_measured(solution)
    rows = tuple(
        (
            str(place),
            entry.label,
            written(entry.value),
            say("{low} to {high}", low=written(entry.low.value), high=written(entry.high.value)),
            *(_end(end, country, currency) for country in countries for end in (entry.low, entry.high)),
            in_words(entry, solution.ideals),
            say("assumed") if entry.assumed else say("from a source"),
        )
        for place, entry in enumerate(found, start=1)
    )
    names = [
        say(words, country=country_name(country))
        for country in countries
        for words in (_GAIN_AT_LOW_END, _GAIN_AT_HIGH_END)
    ]
    told = "; ".join(f"{country_name(country)} {money(now[country], currency)}" for country in countries)
    note = say(
        "Each number alone is put at both ends of its plausible range and the whole agreement is worked out anew. "
        "Gains with every number as it is: {gains}.",
        gains=told,
    )
    remarks = [note, *_without_limit(sum(not math.isfinite(entry.spread) for entry in found))]
    head = (say("place"), say("number"), say("value"), say("range"))
    columns = (*head, *names, say("largest change of a gain"), say("standing"))
    title = say("Influence of every number with a range")
    return Table(title, columns, rows, " ".join(remarks), (head[0], head[2], *names))


def _without_limit(count: int) -> list[str]:
    if not count:
        return []
    words = say_count(
        "{count} let a gain grow without limit.",
        "{count} let a gain grow without limit.",
        count,
        count=number(count),
    )
    return [words]
