"""Pictures of gaps, of measures of countries and of shortages as ranked bars."""

from __future__ import annotations

import pandas as pd

from toolkit.atlas.backfill import Backfill
from toolkit.atlas.selection import Selection
from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count
from toolkit.register.read import Register
from toolkit.report.corridor_detail import corridor_in_words
from toolkit.report.evidence import bounded, cadres_in_words, selection_in_words, source_keys
from toolkit.report.figures.edges import citations_of, counted
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.ranking import Bar, ranking
from toolkit.report.figures.style import STATUSES
from toolkit.report.figures.words import capital
from toolkit.report.measure_tables import RANKED, measure_value
from toolkit.report.table import Table
from toolkit.wording import people

__all__ = ["gap_bars", "measure_bars", "shortage_bars"]


def _cited(register: Register, cells: pd.Series[str]) -> list[str]:
    citations = citations_of(register.sources)
    return [citations.get(key, key) for key in source_keys(cells)]


def gap_bars(
    register: Register, corridors: pd.DataFrame, selection: Selection, table: Table, *, language: str = "en"
) -> Figure:
    """The largest corridors without an agreement known; ``corridors`` as of ``without_agreement``."""
    bars = [
        Bar(
            corridor_in_words(str(row["origin"]), str(row["destination"]), language),
            (("announced" if row["announced"] else "none", float(row["people"])),),
            f"{counted(float(row['people']))} ({row['year']})",
            say(
                "{corridor}: {count} {cadres}, {year}",
                corridor=corridor_in_words(str(row["origin"]), str(row["destination"]), language),
                count=counted(float(row["people"])),
                cadres=cadres_in_words(str(row["cadre"])),
                year=row["year"],
            ),
        )
        for row in corridors.to_dict("records")
    ]
    return ranking(
        bars,
        table,
        title=say("The largest corridors without an agreement known"),
        subtitle=capital(selection_in_words(selection)),
        note=say("Bars of different cadres or bases are not comparable to the person. Only announced does not count."),
        sources=_cited(register, corridors["source"]),
        names={"none": say(STATUSES["none"]), "announced": say(STATUSES["announced"])},
    )


def measure_bars(
    values: pd.DataFrame, name: str, selection: Selection, table: Table, *, language: str = "en"
) -> Figure:
    """Countries by a measure of ``RANKED``, the highest first; negative values are left out and stand in the table."""
    measure = RANKED[name]
    kept = values[values["value"] >= 0]
    bars = []
    for country, value in zip(kept["country"], kept["value"], strict=True):
        label = country_name(str(country), language)
        written = bounded(measure.bound, measure_value(name, float(value)))
        bars.append(Bar(label, (("arriving", float(value)),), written, f"{label}: {written}"))
    notes = [
        f"{capital(selection_in_words(selection))}.",
        say("A country without a bar is not known, not 0."),
        *([say("Negative values stand in the table.")] if len(kept) < len(values) else []),
    ]
    return ranking(
        bars,
        table,
        title=say("{measure}: the highest", measure=capital(say(measure.title))),
        subtitle=f"{say(measure.formula)} ({say(measure.unit)})",
        note=" ".join(notes),
    )


def shortage_bars(found: Backfill, table: Table, *, language: str = "en") -> Figure:
    """Where a shortage ends: people missing in each country in the end, and those sought where no origin is known."""
    bars = []
    for row in found.countries.to_dict("records"):
        label = country_name(str(row["country"]), language)
        lost, untraced = float(row["shortage"]), float(row["not_traced"])
        written = people(lost)
        told = say_count(
            "{country}: {count} missing in the end, of them {untraced} sought where no origin is known",
            "{country}: {count} missing in the end, of them {untraced} sought where no origin is known",
            lost,
            country=label,
            count=written,
            untraced=people(untraced),
        )
        bars.append(Bar(label, (("none", lost - untraced), ("announced", untraced)), written, told))
    return ranking(
        bars,
        table,
        title=table.title,
        subtitle=say("People missing in the end (assumed, not a forecast)"),
        note=say("They add up to the people recruited. Shares refilled are sourced or assumed, as the table tells."),
        names={"none": say("missing"), "announced": say("sought abroad where no origin is known")},
        most=15,
    )
