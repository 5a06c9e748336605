"""Details of a corridor or a country: at a glance beside the map, in full below it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from toolkit.app.corridors_parts import show_long_table
from toolkit.app.corridors_results import briefing_of, network_of, position_of
from toolkit.app.menu import page
from toolkit.app.parts import plain, show_figure
from toolkit.app.results import register
from toolkit.atlas.selection import Selection
from toolkit.countries import country_name
from toolkit.languages.speech import current_language, say, say_count
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
from toolkit.report.figures.words import capital
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
    spoken = current_language()
    if corridor:
        ends = corridor.split("-")
        _lines(corridor_at_a_glance(register(), table, ends[0], ends[1], selection, spoken))
        link_to_agreements(say("Agreements of these two countries"), *ends)
    elif country:
        _lines(country_at_a_glance(position_of(country, selection), spoken))
        link_to_agreements(say("Agreements of this country"), country)
    else:
        st.markdown(say("**Nothing chosen yet**"))
        st.markdown(
            say(
                "Click a country or a corridor on the map, or choose one in the boxes above it: its figures, "
                "agreements and clauses appear here and below."
            )
        )
        st.markdown(
            say_count(
                "Shown: {count} corridors. The largest:",
                "Shown: {count} corridors. The largest:",
                len(shown),
                count=number(len(shown)),
            )
        )
        listed = corridors_of_selection(shown, selection, language=spoken)
        lines = [f"- {_largest(row)}" for row in listed.rows[:8]]
        st.markdown(plain("\n".join(lines)).replace("\\- ", "- "))


def _largest(row: Sequence[str]) -> str:
    return say(
        "{origin} → {destination}: {people} ({years}), {agreement}",
        origin=row[0],
        destination=row[1],
        people=row[2],
        years=row[5],
        agreement=row[6].split(":")[0].rstrip(),
    )


def _lines(found: Table) -> None:
    table = for_screen(found, citations_of(register().sources))
    lines = [f"**{plain(table.title)}**"]
    for row in table.rows:
        what, value = plain(capital(row[0])), plain(row[1])
        year = plain(row[2]) if len(row) > 2 else ""
        lines.append(
            say("{what}: **{value}** ({year})", what=what, value=value, year=year)
            if year
            else say("{what}: **{value}**", what=what, value=value)
        )
    st.markdown("  \n".join(lines))


def details_of_corridor(selection: Selection, origin: str, destination: str) -> None:
    """Every figure, every agreement with its standing, and the clauses."""
    spoken, held = current_language(), register()
    st.header(plain(corridor_in_words(origin, destination, spoken)))
    show_long_table(
        figures_of_corridor(held, origin, destination, weak=selection.weak, language=spoken), "corridor_figures"
    )
    agreements = agreements_of_corridor(
        held, origin, destination, year=selection.year, weak=selection.weak, language=spoken
    )
    show_long_table(agreements, "corridor_agreements")
    if agreements.rows:
        show_long_table(
            clauses_of_corridor(held, origin, destination, year=selection.year, weak=selection.weak), "corridor_clauses"
        )
    link_to_agreements(say("Open the agreements of these two countries"), origin, destination)


def details_of_country(selection: Selection, country: str) -> None:
    """The country's network, measures, corridors and agreements, and its briefing."""
    spoken = current_language()
    st.header(plain(country_name(country)))
    show_figure(network_of(selection, country, spoken), "country_network")
    if st.toggle(say("Show the briefing: one page of text"), key="country_briefing"):
        _briefing(country, selection)
    for place, table in enumerate(position_tables(register(), position_of(country, selection), spoken)):
        show_long_table(table, f"country_{place}")


def _briefing(country: str, selection: Selection) -> None:
    made = briefing_of(country, selection)
    with st.container(border=True):
        st.markdown(f"**{plain(made.title)}**")
        for heading, text in made.sections:
            st.markdown(say("**{heading}.** {text}", heading=plain(heading), text=plain(without_commands(text))))
        st.caption(say("Numbers in brackets are the sources; the file spells them out."))
        st.download_button(
            say("Download the briefing with its sources (text)"),
            made.text,
            file_name=f"briefing_{country}.txt",
            mime="text/plain",
            key="country_briefing_file",
            on_click="ignore",
        )
