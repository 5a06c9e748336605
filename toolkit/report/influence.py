"""How much each assumption moves the result, as a table and in words."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from toolkit.countries import country_in_a_sentence, country_name
from toolkit.deal.influence import End, Influence
from toolkit.deal.solution import Solution
from toolkit.report.provenance import written
from toolkit.report.table import Table
from toolkit.wording import money, number, per_cent

__all__ = ["NO_GAIN_LEFT", "gains_as_measured", "in_words", "influence_in_words", "influence_table"]

NO_GAIN_LEFT = {
    "no_agreement": "no agreement is possible",
    "unbounded": "without limit",
    "failed": "could not be worked out",
}
"""What is written for the end of a range that has no gains."""

_LEAST = 0.0005


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
        return "without limit"
    who = country_in_a_sentence(found.country)
    if max(ideals.values(), default=0.0) <= 0:
        told = f"up to {number(found.spread)} of {who}'s gain"
    else:
        told = f"up to {per_cent(found.spread, 1)} of the most {who} could have" if found.spread > _LEAST else "none"
    ends = (found.low.outcome, found.high.outcome)
    if "no_agreement" in ends:
        return f"{told}; at one end no agreement" if ends.count("no_agreement") == 1 else f"{told}; no agreement"
    return f"{told}; one end could not be worked out" if "failed" in ends else told


def influence_in_words(found: Iterable[Influence], ideals: Mapping[str, float]) -> dict[str, str]:
    """``in_words`` of each number, by its dotted path."""
    return {entry.path: in_words(entry, ideals) for entry in found}


def _end(end: End, country: str, currency: str) -> str:
    if end.gains is None:
        return NO_GAIN_LEFT.get(end.outcome, end.outcome)
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
            f"{written(entry.low.value)} to {written(entry.high.value)}",
            *(_end(end, country, currency) for country in countries for end in (entry.low, entry.high)),
            in_words(entry, solution.ideals),
            "assumed" if entry.assumed else "from a source",
        )
        for place, entry in enumerate(found, start=1)
    )
    names = [f"gain of {country_name(country)} at the {end} end" for country in countries for end in ("low", "high")]
    told = "; ".join(f"{country_name(country)} {money(now[country], currency)}" for country in countries)
    without = sum(not math.isfinite(entry.spread) for entry in found)
    note = (
        f"Each number alone is put at both ends of its plausible range and the whole agreement is worked out anew. "
        f"Gains with every number as it is: {told}."
    )
    note += f" {number(without)} let a gain grow without limit." if without else ""
    columns = ("place", "number", "value", "range", *names, "largest change of a gain", "standing")
    return Table("Influence of every number with a range", columns, rows, note, ("place", "value", *names))
