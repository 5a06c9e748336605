"""A country's position at a glance: the few measures that matter most, the safeguards list, agreements."""

from __future__ import annotations

from toolkit.countries import country_name
from toolkit.report.country_position import CountryPosition
from toolkit.report.country_tables import value_in_words
from toolkit.report.register import spaced
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = ["country_at_a_glance"]

_SHOWN = ("people_out", "people_in", "net", "dependence", "loss_rate")
_STANDINGS = {"in_force": "in force", "perhaps": "perhaps in force", "announced": "only announced, not counted"}


def country_at_a_glance(position: CountryPosition, language: str = "en") -> Table:
    """Main measures with their years; a value that is not known says so."""
    unit = spaced(position.selection.unit)
    rows = []
    for name in _SHOWN:
        value = position.values[name]
        rows.append((value.measure.title, value_in_words(value, unit), value.evidence.span))
    index = position.vulnerability["index"]
    rows.append(("vulnerability, 0 to 1", "not known" if index is None else number(index, 2), ""))
    for version, on in sorted(position.safeguards.items(), reverse=True):
        if on is not None:
            rows.append(("WHO safeguards list", "on it" if on else "not on it", str(version)))
    counts = [
        f"{number(len(position.agreements[word]))} {words}"
        for word, words in _STANDINGS.items()
        if position.agreements.get(word)
    ]
    year = position.selection.year
    rows.append(("agreements", join(counts) or "none known", str(year) if year is not None else "last known"))
    return Table(country_name(position.country, language), ("what", "is", "year"), tuple(rows))
