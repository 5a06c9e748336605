"""What the pages on corridors and agreements compute from the register, kept by selection.

A result is kept with the register it was made from, so that imported data are seen at once and no result outlives the
facts behind it. What holds words is kept by language too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

import pandas as pd
import streamlit as st

from toolkit.app.results import register
from toolkit.atlas.chains import Chains, Weight, chains, cycles
from toolkit.atlas.selection import Selection, edges
from toolkit.languages.speech import current_language, say, to_say
from toolkit.register.read import Register
from toolkit.report.comparison import YearsCompared, compare_years
from toolkit.report.corridor_clauses import people_by_clause
from toolkit.report.corridor_filters import filtered
from toolkit.report.corridor_pictures import network_picture, picture_of_rows
from toolkit.report.corridor_status import corridors_by_cadre, corridors_with_status
from toolkit.report.corridor_tables import Gaps, find_gaps
from toolkit.report.country_briefing import Briefing, country_briefing
from toolkit.report.country_position import CountryPosition, country_position
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.words import capital
from toolkit.report.measure_tables import country_values, measure_table, shades
from toolkit.report.table import Table

__all__ = [
    "briefing_of",
    "chains_of",
    "clauses_of",
    "compared_years",
    "corridors_of",
    "gaps_of",
    "map_of",
    "measure_of",
    "network_of",
    "plain_edges",
    "position_of",
    "values_of",
]

# the register stands in the result too: as long as an entry is kept, no other register can have its number
_BY_IDENTITY: dict[str | type, Callable[[Any], Any]] = {Register: id}
_SLOW = to_say("Reading the map …")


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_IDENTITY)
def _edges(held: Register, selection: Selection) -> tuple[Register, pd.DataFrame]:
    return held, edges(held, selection)


def plain_edges(selection: Selection) -> pd.DataFrame:
    """The corridors of a selection. Raises ``InputError``, as every function here does for a wrong selection."""
    return _edges(register(), selection)[1]


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_IDENTITY)
def _corridors(held: Register, selection: Selection) -> tuple[Register, pd.DataFrame]:
    return held, corridors_with_status(held, selection)


def corridors_of(selection: Selection) -> pd.DataFrame:
    """The corridors of a selection with what is known of agreements."""
    return _corridors(register(), selection)[1]


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_IDENTITY)
def _map(
    held: Register,
    selection: Selection,
    kind: str,
    colour: Literal["status", "cadre", "none"],
    filters: tuple[tuple[str, Any], ...],
    settings: tuple[tuple[str, Any], ...],
    coloured: str,
    language: str,
) -> tuple[Register, Figure]:
    rows = corridors_by_cadre if colour == "cadre" and kind == "map" else corridors_with_status
    table = rows(held, selection)
    kept = filtered(held, corridors_with_status(held, selection), **dict(filters))
    pairs = pd.MultiIndex.from_frame(kept[["origin", "destination"]])
    table = table[pd.MultiIndex.from_frame(table[["origin", "destination"]]).isin(pairs)].reset_index(drop=True)
    more: dict[str, Any] = dict(settings)
    if coloured:
        values, title = shades(held, selection, coloured)
        more |= {"values": values, "value_title": capital(title)}
    return held, picture_of_rows(held, table, kind=kind, colour=colour, language=language, **more)


def map_of(
    selection: Selection,
    *,
    kind: str,
    colour: Literal["status", "cadre", "none"],
    filters: dict[str, Any],
    settings: dict[str, Any],
    coloured: str = "",
    language: str = "en",
) -> Figure:
    """The corridors that meet the filters as a map or a matrix; ``coloured`` is the measure that countries show."""
    return _map(
        register(), selection, kind, colour, tuple(filters.items()), tuple(settings.items()), coloured, language
    )[1]


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_IDENTITY)
def _position(held: Register, country: str, selection: Selection, language: str) -> tuple[Register, CountryPosition]:
    return held, country_position(held, country, selection)


def position_of(country: str, selection: Selection) -> CountryPosition:
    """A country's position."""
    with st.spinner(say(_SLOW)):
        return _position(register(), country, selection, current_language())[1]


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_IDENTITY)
def _briefing(held: Register, country: str, selection: Selection, language: str) -> tuple[Register, Briefing]:
    return held, country_briefing(held, country, selection)


def briefing_of(country: str, selection: Selection) -> Briefing:
    """One page on a country."""
    with st.spinner(say(_SLOW)):
        return _briefing(register(), country, selection, current_language())[1]


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_IDENTITY)
def _network(held: Register, selection: Selection, country: str, language: str) -> tuple[Register, Figure]:
    return held, network_picture(held, selection, country, language=language)


def network_of(selection: Selection, country: str, language: str) -> Figure:
    """Where people come from to a country and where they go."""
    return _network(register(), selection, country, language)[1]


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_IDENTITY)
def _gaps(
    held: Register, selection: Selection, asked: tuple[tuple[str, Any], ...], language: str
) -> tuple[Register, Gaps]:
    return held, find_gaps(held, selection, **dict(asked))


def gaps_of(selection: Selection, **asked: Any) -> Gaps:
    """Where movement and agreements do not meet."""
    return _gaps(register(), selection, tuple(sorted(asked.items())), current_language())[1]


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_IDENTITY)
def _chains(
    held: Register, selection: Selection, places: tuple[str, str, str], steps: tuple[int, int], least: float, by: Weight
) -> tuple[Register, Chains, Chains]:
    start, end, through = (place or None for place in places)
    table = _edges(held, selection)[1]
    ways = chains(table, start=start, end=end, through=through, length=steps, least=least, by=by, most=50)
    home = through or start or end
    rings = cycles(table, through=home, length=(2, max(2, steps[1])), least=least, by=by, most=50)
    return held, ways, rings


def chains_of(
    selection: Selection, places: tuple[str, str, str], steps: tuple[int, int], least: float, by: Weight
) -> tuple[Chains, Chains]:
    """Chains and rings; ``places`` are where they start, end and what they lead through, empty for any."""
    with st.spinner(say(_SLOW)):
        _, ways, rings = _chains(register(), selection, places, steps, least, by)
    return ways, rings


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_IDENTITY)
def _measure(held: Register, selection: Selection, name: str, language: str) -> tuple[Register, Table]:
    return held, measure_table(held, selection, name, language)


def measure_of(selection: Selection, name: str, language: str) -> Table:
    """One measure of every country."""
    with st.spinner(say(_SLOW)):
        return _measure(register(), selection, name, language)[1]


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_IDENTITY)
def _values(held: Register, selection: Selection, name: str) -> tuple[Register, pd.DataFrame]:
    return held, country_values(held, selection, name)


def values_of(selection: Selection, name: str) -> pd.DataFrame:
    """The values of a measure."""
    return _values(register(), selection, name)[1]


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_IDENTITY)
def _clauses(held: Register, selection: Selection, language: str) -> tuple[Register, Sequence[Table], Sequence[Figure]]:
    tables, figures = people_by_clause(held, selection)
    return held, tables, figures


def clauses_of(selection: Selection) -> tuple[Sequence[Table], Sequence[Figure]]:
    """How many people move under which clauses, as tables and pictures."""
    _, tables, figures = _clauses(register(), selection, current_language())
    return tables, figures


@st.cache_resource(max_entries=32, show_spinner=False, hash_funcs=_BY_IDENTITY)
def _compared(
    held: Register, earlier: Selection, later: Selection, country: str | None, language: str
) -> tuple[Register, YearsCompared]:
    return held, compare_years(held, earlier, later, country=country)


def compared_years(earlier: Selection, later: Selection, country: str | None) -> YearsCompared:
    """What changed between two years."""
    return _compared(register(), earlier, later, country, current_language())[1]
