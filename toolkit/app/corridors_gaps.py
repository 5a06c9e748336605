"""The tab on gaps: movement without agreements, agreements without movement, and what ends soon."""

from __future__ import annotations

from datetime import date

import streamlit as st

from toolkit.app.corridors_address import Address
from toolkit.app.corridors_details import link_to_agreements
from toolkit.app.corridors_parts import language, show_long_table
from toolkit.app.corridors_results import gaps_of
from toolkit.app.parts import plain, show_figure
from toolkit.app.results import country_choices, register
from toolkit.atlas.selection import Selection
from toolkit.countries import country_name
from toolkit.report.corridor_bars import gap_bars
from toolkit.report.corridor_tables import Gaps, tables_of_gaps
from toolkit.report.evidence import sources_table
from toolkit.report.table import Table
from toolkit.wording import number

__all__ = ["gaps_tab"]

_LINKED = 10


def gaps_tab(address: Address, selection: Selection) -> None:
    """Controls, the largest gaps with a link to their agreements, the picture, and the four tables."""
    said = language()
    first, second, third, fourth = st.columns([3, 2, 2, 3], vertical_alignment="bottom")
    with first:
        country = address.select(
            "gap_country",
            "Country",
            ["", *country_choices()],
            format_func=lambda code: country_name(code, said) if code else "all countries",
        )
    with second:
        least = address.number("gap_least", "People at least", 0, 1_000_000, help="What counts as a large corridor.")
    with third:
        within = address.number(
            "gap_within", "Years until an end", 0, 30, help="Agreements that end within so many years."
        )
    with fourth:
        perhaps = address.toggle(
            "gap_perhaps",
            "Perhaps covered too",
            help="Count as a gap what is only perhaps covered: its standing or its cadres leave it open.",
        )
    found = gaps_of(
        selection,
        year=selection.year or date.today().year,
        within=within or 0,
        at_least=float(least or 0),
        perhaps=perhaps,
        country=country or None,
    )
    tables = tables_of_gaps(register(), found, language=said)
    _largest(found, tables[0])
    if len(found.uncovered):
        show_figure(gap_bars(register(), found.uncovered, selection, tables[0], language=said), "gap_bars")
    for place, table in enumerate(tables):
        show_long_table(table, f"gap_{place}", most=10)
    with st.expander("The sources spelled out"):
        cells = [row[-1] for table in tables for row in table.rows]
        show_long_table(sources_table(register(), cells), "gap_sources", most=200)


def _largest(found: Gaps, table: Table) -> None:
    """The largest gaps, each with one click to the agreements of its two countries."""
    st.subheader("Large corridors without an agreement known")
    if found.uncovered.empty:
        st.markdown("None under this selection. A corridor that nobody counts is not among them.")
        return
    st.markdown("Each link opens what the register knows of the two countries: also what ended or is only announced.")
    pairs = zip(found.uncovered["origin"], found.uncovered["destination"], strict=True)
    for row, (origin, destination) in list(zip(table.rows, pairs, strict=True))[:_LINKED]:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(plain(f"{row[0]} → {row[1]}: {row[2]} {row[3]} ({row[5]}), {row[6]}"), width="stretch")
            link_to_agreements(f"Agreements: {row[0]} and {row[1]}", origin, destination)
    left = len(found.uncovered) - _LINKED
    if left > 0:
        st.caption(f"{number(left)} more stand in the table below.")
