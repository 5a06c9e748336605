"""The tab with the map: filters, the map on which countries and corridors are chosen, and details beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, cast

import pandas as pd
import streamlit as st

from toolkit.app.corridors_address import Address
from toolkit.app.corridors_details import details_of_corridor, details_of_country, glance
from toolkit.app.corridors_parts import outline_address, show_long_table
from toolkit.app.corridors_results import corridors_of, map_of
from toolkit.app.parts import show_figure
from toolkit.app.results import country_choices, register
from toolkit.atlas.selection import Selection
from toolkit.countries import country_name
from toolkit.languages.speech import current_language, say, to_say
from toolkit.report.corridor_detail import corridor_in_words
from toolkit.report.corridor_filters import LISTED, filtered
from toolkit.report.corridor_tables import corridors_of_selection
from toolkit.report.figures.maps import places_of
from toolkit.report.figures.picking import PICKED, pickable, picked
from toolkit.report.figures.style import STATUSES
from toolkit.report.figures.views import VIEWS
from toolkit.report.figures.words import capital
from toolkit.report.measure_tables import RANKED

__all__ = ["map_tab"]

_PICTURES = {"map": to_say("Map"), "matrix": to_say("Matrix"), "list": to_say("List")}
_Colour = Literal["status", "cadre", "none"]
_COLOURS: dict[_Colour, str] = {
    "status": to_say("by agreement"),
    "cadre": to_say("by cadre"),
    "none": to_say("all alike"),
}
_WIDE = 900
_LAYOUT = """<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-corridors_chart_box) { flex: 1000 1 600px; min-width: min(100%, 600px); }
[data-testid="stLayoutWrapper"]:has(> .st-key-corridors_glance_box) { flex: 1 1 360px; }
.st-key-corridors_glance_box { width: 100%; }
</style>"""
"""Where the map would become too narrow to read, the details stand below it."""

_MARKED, _TURN = "corridors_marked", "corridors_turn"


def map_tab(address: Address, selection: Selection, own: Sequence[tuple[str, str]]) -> None:
    """The map and what is chosen on it; ``own`` are the corridors of the negotiation that is open."""
    table = corridors_of(selection)
    filters = _filters(address)
    shown = filtered(register(), table, **filters)
    picture, most = _looks(address)
    _choices(address, table, own)
    st.html(_LAYOUT)
    with st.container(horizontal=True, gap="medium"):
        with st.container(width="stretch", key="corridors_chart_box"):
            _picture(address, selection, shown, filters, picture, most)
        with st.container(width=360, border=True, key="corridors_glance_box"):
            glance(selection, table, shown, address["country"], address["corridor"])
    if address["corridor"]:
        details_of_corridor(selection, *address["corridor"].split("-"))
    elif address["country"]:
        details_of_country(selection, address["country"])


def _filters(address: Address) -> dict[str, Any]:
    held = register()
    clauses = {key: say(clause.name) for key, clause in held.codebook.clauses.items()}
    with st.expander(say("Show only some corridors"), key="corridors_filters_box"):
        first, second, third, fourth = st.columns(4)
        with first:
            statuses = address.several(
                "status",
                say("Agreement"),
                list(STATUSES),
                format_func=lambda word: say(STATUSES[word]),
                placeholder=say("any"),
                help=say("What is only announced never counts as an agreement."),
            )
        with second:
            listed = address.select(
                "listed",
                say("WHO safeguards list"),
                list(LISTED),
                format_func=lambda word: say(LISTED[word]),
                help=say("The newest list whose members the register holds."),
            )
        with third:
            clause = address.select(
                "clause",
                say("Clause of its agreements"),
                ["", *clauses],
                format_func=lambda key: clauses.get(key) or say("any, or none known"),
                help=say("Corridors with an agreement, in force or perhaps, that names this clause or perhaps does."),
            )
        with fourth:
            countries = address.several(
                "only",
                say("Only corridors of these countries"),
                country_choices(),
                format_func=country_name,
                placeholder=say("all countries"),
            )
    return {"statuses": tuple(statuses), "listed": listed, "clause": clause, "countries": tuple(countries)}


def _looks(address: Address) -> tuple[str, int]:
    first, second, third, fourth, fifth = st.columns(5)
    with first:
        picture = address.select(
            "picture", say("Shown as"), list(_PICTURES), format_func=lambda word: say(_PICTURES[word])
        )
    with second:
        address.select("view", say("Part of the world"), list(VIEWS), format_func=lambda word: capital(say(word)))
    with third:
        address.select(
            "colour", say("Colours"), list(_COLOURS), format_func=lambda word: say(_COLOURS[cast(_Colour, word)])
        )
    with fourth:
        address.select(
            "coloured",
            say("Shade countries by"),
            ["", *RANKED],
            format_func=lambda name: say(RANKED[name].title) if name else say("nothing"),
            help=say("The tab on dependence and loss tells what each measure is."),
        )
    with fifth:
        most = address.number(
            "most", say("Most drawn"), 10, 400, help=say("The largest corridors; the note tells how many are not.")
        )
    return picture, most or 60


def _choices(address: Address, table: pd.DataFrame, own: Sequence[tuple[str, str]]) -> None:
    """Two boxes that do the same as a click on the map."""
    spoken = current_language()
    pairs = {f"{origin}-{end}": corridor_in_words(origin, end, spoken) for origin, end in own}
    known = zip(table["origin"], table["destination"], strict=True)
    known_pairs = {f"{origin}-{end}": corridor_in_words(origin, end, spoken) for origin, end in known}
    pairs |= dict(sorted(known_pairs.items(), key=lambda item: item[1]))
    if address["corridor"] and address["corridor"] not in pairs and len(address["corridor"]) == 7:
        pairs[address["corridor"]] = corridor_in_words(address["corridor"][:3], address["corridor"][4:], spoken)
    if address.fresh or _MARKED not in st.session_state:
        if own and not address["corridor"] and not address["country"] and not address.fresh:
            st.session_state[address.key("corridor")] = "-".join(own[0])
            _mark("-".join(own[0]))
        else:
            _mark(address["corridor"] or address["country"])
    left, right = st.columns(2)
    with left:
        address.select(
            "country",
            say("Country in detail"),
            ["", *country_choices()],
            format_func=lambda code: country_name(code) if code else say("none chosen"),
            on_change=_chosen,
            args=(address.key("country"), address.key("corridor")),
            help=say("Or click a country on the map."),
        )
    with right:
        address.select(
            "corridor",
            say("Corridor in detail"),
            ["", *pairs],
            format_func=lambda code: pairs.get(code) or say("none chosen"),
            on_change=_chosen,
            args=(address.key("corridor"), address.key("country")),
            help=say("Or click a corridor on the map."),
        )


def _mark(code: str) -> None:
    st.session_state[_MARKED] = code
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _chosen(key: str, other: str) -> None:
    """What was chosen in a box is marked on the map; the other box is emptied."""
    code = st.session_state[key]
    if code:
        st.session_state[other] = ""
    _mark(code)


def _clicked(chart: str, country: str, corridor: str) -> None:
    """What was clicked on the map stands in its box; the map itself shows it already."""
    code = picked(st.session_state[chart].selection.get(PICKED))
    st.session_state[country] = code if len(code) == 3 and code in country_choices() else ""
    st.session_state[corridor] = code if len(code) == 7 else ""


def _picture(
    address: Address, selection: Selection, shown: pd.DataFrame, filters: dict[str, Any], picture: str, most: int
) -> None:
    if shown.empty:
        st.info(say("No corridor with a figure meets these filters. That does not mean that nobody moves: widen them."))
        return
    spoken = current_language()
    if picture == "list":
        show_long_table(corridors_of_selection(shown, selection, language=spoken), "corridors_list", most=40)
        return
    colour = cast(_Colour, address["colour"]) if picture == "map" else "status"
    coloured = address["coloured"] if picture == "map" else ""
    settings: dict[str, Any] = {}
    if picture == "map":
        settings = {"view": address["view"], "most": most, "width": _WIDE}
    figure = map_of(
        selection, kind=picture, colour=colour, filters=filters, settings=settings, coloured=coloured, language=spoken
    )
    if picture == "matrix":
        show_figure(figure, "corridors_matrix")
        return
    # another key for what was chosen in a box: under the same one the browser would mark the last click again
    chart = f"corridors_chart_{st.session_state[_TURN]}"
    show_figure(
        pickable(figure, st.session_state[_MARKED], places_of(register().countries)),
        chart,
        selection=PICKED,
        picked=lambda: _clicked(chart, address.key("country"), address.key("corridor")),
        outline=outline_address(),
    )
