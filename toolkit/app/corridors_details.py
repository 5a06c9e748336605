"""Details of a corridor or a country: at a glance beside the map, in full below it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from toolkit.app.corridors_parts import language, show_long_table
from toolkit.app.corridors_results import briefing_of, network_of, position_of
from toolkit.app.menu import page
from toolkit.app.parts import plain, show_figure
from toolkit.app.results import register
from toolkit.atlas.selection import Selection
from toolkit.countries import country_name
from toolkit.report.corridor_detail import (
    agreements_of_corridor,
    clauses_of_corridor,
    corridor_at_a_glance,
    corridor_in_words,
    figures_of_corridor,
)
from toolkit.report.corridor_tables import corridors_of_selection
from toolkit.report.country_summary import country_at_a_glance
from toolkit.report.country_tables import position_tables
from toolkit.report.figures.edges import citations_of
from toolkit.report.screen import for_screen, without_commands
from toolkit.report.table import Table
from toolkit.wording import number

__all__ = ["details_of_corridor", "details_of_country", "glance", "link_to_agreements"]


def link_to_agreements(label: str, *countries: str) -> None:
    """A link to the agreements of a country, or of two countries with each other, ended and announced ones too."""
    asked = dict(zip(("country", "with"), countries, strict=False))
    st.page_link(page("agreements"), label=label, query_params=asked)


def glance(selection: Selection, table: pd.DataFrame, shown: pd.DataFrame, country: str, corridor: str) -> None:
    """What is chosen in a few lines; how to choose where nothing is."""
    said = language()
    if corridor:
        ends = corridor.split("-")
        _lines(corridor_at_a_glance(register(), table, ends[0], ends[1], selection, said))
        link_to_agreements("Agreements of these two countries", *ends)
    elif country:
        _lines(country_at_a_glance(position_of(country, selection), said))
        link_to_agreements("Agreements of this country", country)
    else:
        st.markdown("**Nothing chosen yet**")
        st.markdown(
            "Click a country or a corridor on the map, or choose one in the boxes above it: its figures, agreements "
            "and clauses appear here and below."
        )
        listed = corridors_of_selection(shown, selection, language=said)
        st.markdown(f"Shown: {number(len(shown))} corridors. The largest:")
        lines = [f"- {row[0]} → {row[1]}: {row[2]} ({row[5]}), {row[6].split(':')[0]}" for row in listed.rows[:8]]
        st.markdown(plain("\n".join(lines)).replace("\\- ", "- "))


def _lines(found: Table) -> None:
    table = for_screen(found, citations_of(register().sources))
    lines = [f"**{plain(table.title)}**"]
    for row in table.rows:
        year = f" ({row[2]})" if len(row) > 2 and row[2] else ""
        lines.append(f"{plain(row[0][:1].upper() + row[0][1:])}: **{plain(row[1])}**{plain(year)}")
    st.markdown("  \n".join(lines))


def details_of_corridor(selection: Selection, origin: str, destination: str) -> None:
    """Every figure, every agreement with its standing, and the clauses."""
    said, held = language(), register()
    st.header(plain(corridor_in_words(origin, destination, said)))
    show_long_table(
        figures_of_corridor(held, origin, destination, weak=selection.weak, language=said), "corridor_figures"
    )
    agreements = agreements_of_corridor(
        held, origin, destination, year=selection.year, weak=selection.weak, language=said
    )
    show_long_table(agreements, "corridor_agreements")
    if agreements.rows:
        show_long_table(
            clauses_of_corridor(held, origin, destination, year=selection.year, weak=selection.weak), "corridor_clauses"
        )
    link_to_agreements("Open the agreements of these two countries", origin, destination)


def details_of_country(selection: Selection, country: str) -> None:
    """The country's network, measures, corridors and agreements, and its briefing."""
    said = language()
    st.header(plain(country_name(country, said)))
    show_figure(network_of(selection, country, said), "country_network")
    if st.toggle("Show the briefing: one page of text", key="country_briefing"):
        _briefing(country, selection)
    for place, table in enumerate(position_tables(register(), position_of(country, selection), said)):
        show_long_table(table, f"country_{place}")


def _briefing(country: str, selection: Selection) -> None:
    made = briefing_of(country, selection)
    with st.container(border=True):
        st.markdown(f"**{plain(made.title)}**")
        for heading, text in made.sections:
            st.markdown(f"**{plain(heading)}.** {plain(without_commands(text))}")
        st.caption("Numbers in brackets are the sources; the file spells them out.")
        st.download_button(
            "Download the briefing with its sources (text)",
            made.text,
            file_name=f"briefing_{country}.txt",
            mime="text/plain",
            key="country_briefing_file",
            on_click="ignore",
        )
