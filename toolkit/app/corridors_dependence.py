"""The tab on dependence and loss: one measure of every country, what it is, and what is not known."""

from __future__ import annotations

import streamlit as st

from toolkit.app.corridors_address import Address
from toolkit.app.corridors_parts import outline_address, show_long_table
from toolkit.app.corridors_results import map_of, measure_of, values_of
from toolkit.app.parts import plain, show_figure, show_table
from toolkit.app.results import register
from toolkit.atlas.selection import Selection
from toolkit.languages.speech import current_language, say
from toolkit.report.corridor_bars import measure_bars
from toolkit.report.evidence import sources_table
from toolkit.report.figures.words import capital
from toolkit.report.measure_tables import RANKED, about_measure

__all__ = ["dependence_tab"]


def dependence_tab(address: Address, selection: Selection) -> None:
    """Choose a measure; it is told what it is, then shown as bars, as a map and as a table."""
    spoken = current_language()
    name = address.select(
        "measure",
        say("Measure"),
        list(RANKED),
        format_func=lambda word: capital(say(RANKED[word].title)),
        help=say("Shares need figures of people in the country at one time; of yearly figures they are not known."),
    )
    values = values_of(selection, name)
    if values.empty:
        told = say(
            "Not known for any country under this selection: {reason}. That is not zero.",
            reason=say(RANKED[name].missing),
        )
        st.info(plain(told))
        show_table(about_measure(name), "measure_about")
        return
    table = measure_of(selection, name, spoken)
    show_figure(measure_bars(values, name, selection, table, language=spoken), "measure_bars")
    with st.expander(say("What this measure is"), expanded=False):
        show_table(about_measure(name), "measure_about")
    show_long_table(table, "measure_table", most=15)
    figure = map_of(
        selection,
        kind="map",
        colour="status",
        filters={},
        settings={"view": address["view"], "most": 25, "title": say("{title} on the map", title=table.title)},
        coloured=name,
        language=spoken,
    )
    show_figure(figure, "measure_map", outline=outline_address())
    with st.expander(say("The sources spelled out")):
        cells = [key for row in table.rows for key in row[-1].split(", ")]
        show_long_table(sources_table(register(), cells), "measure_sources", most=200)
