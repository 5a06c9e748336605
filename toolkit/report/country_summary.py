"""A country's position at a glance: the few measures that matter most, the safeguards list, agreements."""

from __future__ import annotations

from toolkit.countries import country_name
from toolkit.languages.speech import say
from toolkit.report.country_position import CountryPosition
from toolkit.report.country_tables import value_in_words
from toolkit.report.register import spaced
from toolkit.report.standings import counted_standing
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = ["country_at_a_glance"]

_SHOWN = ("people_out", "people_in", "net", "dependence", "loss_rate")
_STANDINGS = ("in_force", "perhaps", "announced")


def country_at_a_glance(position: CountryPosition, language: str = "") -> Table:
    """Main measures with their years; a value that is not known says so.

    ``language`` is that of the country's name, by default the one that is spoken.
    """
    unit = spaced(position.selection.unit)
    rows = []
    for name in _SHOWN:
        value = position.values[name]
        rows.append((say(value.measure.title), value_in_words(value, unit), value.evidence.span))
    index = position.vulnerability["index"]
    rows.append((say("vulnerability, 0 to 1"), say("not known") if index is None else number(index, 2), ""))
    for version, on in sorted(position.safeguards.items(), reverse=True):
        if on is not None:
            rows.append((say("WHO safeguards list"), say("on it") if on else say("not on it"), str(version)))
    counts = [
        counted_standing(word, len(position.agreements[word])) for word in _STANDINGS if position.agreements.get(word)
    ]
    year = position.selection.year
    when = str(year) if year is not None else say("last known")
    rows.append((say("agreements"), join(counts) or say("none known"), when))
    return Table(country_name(position.country, language), (say("what"), say("is"), say("year")), tuple(rows))
