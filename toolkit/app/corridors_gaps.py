"""The tab on gaps: movement without agreements, agreements without movement, and what ends soon."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from toolkit.app.corridors_address import Address
from toolkit.app.corridors_details import link_to_agreements
from toolkit.app.corridors_parts import show_long_table
from toolkit.app.corridors_results import gaps_of
from toolkit.app.parts import plain, show_figure
from toolkit.app.results import country_choices, register
from toolkit.atlas.selection import Selection
from toolkit.countries import country_name
from toolkit.languages.speech import current_language, say, say_count
from toolkit.report.corridor_bars import gap_bars
from toolkit.report.corridor_tables import Gaps, tables_of_gaps
from toolkit.report.evidence import sources_table
from toolkit.report.table import Table
from toolkit.wording import number

__all__ = ["gaps_tab"]

_LINKED = 10


def gaps_tab(address: Address, selection: Selection) -> None:
    """Controls, the largest gaps with a link to their agreements, the picture, and the four tables."""
    spoken = current_language()
    first, second, third, fourth = st.columns([3, 2, 2, 3], vertical_alignment="bottom")
    with first:
        country = address.select(
            "gap_country",
            say("Country"),
            ["", *country_choices()],
            format_func=lambda code: country_name(code) if code else say("all countries"),
        )
    with second:
        least = address.number(
            "gap_least", say("People at least"), 0, 1_000_000, help=say("What counts as a large corridor.")
        )
    with third:
        within = address.number(
            "gap_within", say("Years until an end"), 0, 30, help=say("Agreements that end within so many years.")
        )
    with fourth:
        perhaps = address.toggle(
            "gap_perhaps",
            say("Perhaps covered too"),
            help=say("Count as a gap what is only perhaps covered: its standing or its cadres leave it open."),
        )
    found = gaps_of(
        selection,
        year=selection.year or date.today().year,
        within=within or 0,
        at_least=float(least or 0),
        perhaps=perhaps,
        country=country or None,
    )
    tables = tables_of_gaps(register(), found, language=spoken)
    _largest(found, tables[0])
    if len(found.uncovered):
        show_figure(gap_bars(register(), found.uncovered, selection, tables[0], language=spoken), "gap_bars")
    for place, table in enumerate(tables):
        show_long_table(table, f"gap_{place}", most=10)
    with st.expander(say("The sources spelled out")):
        cells = [row[-1] for table in tables for row in table.rows]
        show_long_table(sources_table(register(), cells), "gap_sources", most=200)


def _largest(found: Gaps, table: Table) -> None:
    """The largest gaps, each with one click to the agreements of its two countries."""
    st.subheader(say("Large corridors without an agreement known"))
    if found.uncovered.empty:
        st.markdown(say("None under this selection. A corridor that nobody counts is not among them."))
        return
    st.markdown(
        say("Each link opens what the register knows of the two countries: also what ended or is only announced.")
    )
    pairs = zip(found.uncovered["origin"], found.uncovered["destination"], strict=True)
    for row, (origin, destination) in list(zip(table.rows, pairs, strict=True))[:_LINKED]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(plain(_gap(row)), width="stretch")
            label = say("Agreements: {one} and {other}", one=row[0], other=row[1])
            link_to_agreements(label, origin, destination)
    left = len(found.uncovered) - _LINKED
    if left > 0:
        st.caption(
            say_count(
                "{count} more stand in the table below.",
                "{count} more stand in the table below.",
                left,
                count=number(left),
            )
        )


def _gap(row: Sequence[str]) -> str:
    return say(
        "{origin} → {destination}: {people} {cadres} ({years}), {agreement}",
        origin=row[0],
        destination=row[1],
        people=row[2],
        cadres=row[3],
        years=row[5],
        agreement=row[6],
    )
