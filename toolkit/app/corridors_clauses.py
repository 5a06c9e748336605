"""The tab on clauses and time: who moves under which clauses, agreements over time, what changed between two years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from toolkit.app.corridors_address import Address
from toolkit.app.corridors_parts import show_long_table
from toolkit.app.corridors_results import clauses_of, compared_years
from toolkit.app.parts import show_figure
from toolkit.app.results import country_choices, register
from toolkit.atlas.selection import Selection
from toolkit.countries import country_name
from toolkit.languages.speech import current_language, say, to_say
from toolkit.register.find import find_agreements
from toolkit.report.comparison import comparison_tables
from toolkit.report.corridor_choices import years_held
from toolkit.report.figures.edges import citations_of
from toolkit.report.figures.timeline import agreement_timeline

__all__ = ["clauses_tab"]

_GROUPS = {
    "country": to_say("receiving country"),
    "instrument": to_say("kind of text"),
    "status": to_say("status"),
    "none": to_say("nothing"),
}


def clauses_tab(address: Address, selection: Selection) -> None:
    """Protection, then time."""
    tables, figures = clauses_of(selection)
    for place, (table, figure) in enumerate(zip(tables, figures, strict=True)):
        if table.rows:
            show_figure(figure, f"clauses_{place}")
            show_long_table(table, f"clauses_table_{place}", most=10)
    if not any(table.rows for table in tables):
        st.info(say("No agreement that names a clause covers people of this selection, as far as the pages read tell."))
    st.divider()
    _over_time(address, selection)
    st.divider()
    _between_years(address, selection)


def _over_time(address: Address, selection: Selection) -> None:
    st.header(say("Agreements over time"))
    left, right = st.columns(2)
    with left:
        country = address.select(
            "about",
            say("Agreements of"),
            ["", *country_choices()],
            format_func=lambda code: country_name(code) if code else say("all countries"),
        )
    with right:
        group = address.select("group", say("Grouped by"), list(_GROUPS), format_func=lambda word: say(_GROUPS[word]))
    records = find_agreements(register(), country=country or None, weak=selection.weak)
    if not records:
        st.info(say("The register knows no agreement of this country."))
        return
    figure = agreement_timeline(
        records,
        until=selection.year or date.today().year,
        group=group,  # type: ignore[arg-type]
        citations=citations_of(register().sources),
        language=current_language(),
    )
    show_figure(figure, "agreements_timeline")


def _year(word: str) -> str:
    return word or say("choose a year")


def _between_years(address: Address, selection: Selection) -> None:
    st.header(say("What changed between two years"))
    held = years_held(register(), selection.measure, selection.unit, weak=selection.weak)
    years = [str(year) for year in range(held[0], max(held[-1], date.today().year) + 1)]
    first, second, third = st.columns(3)
    with first:
        earlier = address.select("earlier", say("From"), ["", *years[:-1]], format_func=_year)
    with second:
        later = address.select("later", say("To"), ["", *years], format_func=_year)
    with third:
        whose = address["about"]
        st.caption(
            say("Of {country}, as chosen for the agreements above.", country=country_name(whose))
            if whose
            else say("Of all countries, as chosen for the agreements above.")
        )
    if not earlier or not later:
        st.markdown(
            say("Choose two years: corridors, concentration and agreements are compared as far as they can be.")
        )
        return
    if int(earlier) >= int(later):
        st.warning(say("The first year must come before the second."))
        return
    found = compared_years(
        replace(selection, year=int(earlier), oldest=None),
        replace(selection, year=int(later), oldest=None),
        address["about"] or None,
    )
    for place, table in enumerate(comparison_tables(register(), found, language=current_language())):
        show_long_table(table, f"changes_{place}", most=10)
