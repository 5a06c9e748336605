"""The tab on chains: who takes from whom who takes from whom, rings, and where a shortage ends."""

from __future__ import annotations

from typing import cast

import streamlit as st

from toolkit.app.corridors_address import Address
from toolkit.app.corridors_parts import show_long_table
from toolkit.app.corridors_results import chains_of, plain_edges
from toolkit.app.parts import plain, show_figure
from toolkit.app.results import register
from toolkit.atlas.backfill import backfill
from toolkit.atlas.chains import Weight
from toolkit.atlas.compensation import compensation
from toolkit.atlas.refill import refill_shares, training_costs
from toolkit.atlas.selection import Selection
from toolkit.countries import country_name
from toolkit.languages.speech import current_language, say, to_say
from toolkit.report.chain_tables import backfill_tables, chain_sources, chains_table, compensation_table
from toolkit.report.corridor_bars import shortage_bars
from toolkit.report.corridor_choices import more_than_one_kind
from toolkit.report.evidence import sources_table
from toolkit.report.figures.chain_steps import chain_steps
from toolkit.report.figures.edges import citations_of
from toolkit.report.register import spaced

__all__ = ["chains_tab"]

_BY: dict[Weight, str] = {
    "bottleneck": to_say("people on the narrowest step"),
    "share": to_say("share of one more recruit that falls on the first"),
}
_CHAINS: dict[Weight, str] = {
    "bottleneck": to_say("The largest chains, by people on the narrowest step"),
    "share": to_say("The largest chains, by share of one more recruit that falls on the first"),
}
_RINGS: dict[Weight, str] = {
    "bottleneck": to_say("The largest rings, by people on the narrowest step"),
    "share": to_say("The largest rings, by share of one more recruit that falls on the first"),
}
_CURRENCY = "USD"


def chains_tab(address: Address, selection: Selection) -> None:
    """Chains and rings, then where the shortage ends if one country recruits more from another."""
    table = plain_edges(selection)
    countries = sorted({*table["origin"], *table["destination"]}, key=country_name)
    mixed = more_than_one_kind(table)
    if mixed:
        st.warning(plain(mixed))
    _ways(address, selection, countries)
    st.divider()
    _shortage(address, selection, countries)


def _country(address: Address, name: str, label: str, countries: list[str], none: str) -> str:
    return address.select(name, label, ["", *countries], format_func=lambda code: country_name(code) if code else none)


def _ways(address: Address, selection: Selection, countries: list[str]) -> None:
    st.header(say("Chains and rings of recruitment"))
    boxes = st.columns(6)
    places = []
    ends = (("start", say("From")), ("through", say("Through")), ("end", say("To")))
    for box, (name, label) in zip(boxes, ends, strict=False):
        with box:
            places.append(_country(address, name, label, countries, say("any country")))
    with boxes[3]:
        steps = address.number(
            "steps", say("Most steps"), 2, 5, help=say("Each step is a move from one country to the next.")
        )
    with boxes[4]:
        least = address.number("least", say("People on a step"), 0, 1_000_000, help=say("Fewest people on every step."))
    with boxes[5]:
        by = address.select("by", say("Largest by"), list(_BY), format_func=lambda word: say(_BY[cast(Weight, word)]))
    start, through, end = places
    ways, rings = chains_of(
        selection, (start, end, through), (2, steps or 3), float(least or 0), "share" if by == "share" else "bottleneck"
    )
    held, spoken, table = register(), current_language(), plain_edges(selection)
    citations, unit = citations_of(held.sources), spaced(selection.unit)
    no_ways = say("No chains are known in these figures, which does not mean that there are none.")
    no_rings = say("No rings are known in these figures, which does not mean that there are none.")
    for found, title, headings, none, key in (
        (ways, say("Chains"), _CHAINS, no_ways, "chains"),
        (rings, say("Rings"), _RINGS, no_rings, "rings"),
    ):
        rows = chains_table(title, found, table, unit, spoken)
        if not found.found:
            st.markdown(none)
            continue
        cited = [citations.get(name, name) for chain in found.found[:12] for name in chain_sources(chain, table)]
        heading = say(headings[found.by])
        show_figure(chain_steps(found, rows, title=heading, unit=unit, sources=cited, language=spoken), f"{key}_figure")
        show_long_table(rows, key, most=10)


def _shortage(address: Address, selection: Selection, countries: list[str]) -> None:
    st.header(say("Where a shortage ends"))
    st.markdown(
        say(
            "If a country recruits more from another, that one may refill its posts from a third. Choose who recruits "
            "from whom: each share refilled abroad is the country's own figure or stated as assumed."
        )
    )
    first, second, third = st.columns(3)
    with first:
        origin = _country(address, "from", say("Recruited from"), countries, say("choose a country"))
    with second:
        destination = _country(address, "to", say("Recruited by"), countries, say("choose a country"))
    with third:
        people = address.number(
            "people", say("People recruited"), 1, 1_000_000, help=say("An assumption: nobody plans this here.")
        )
    if not origin or not destination:
        return
    if origin == destination:
        st.warning(say("Choose two different countries."))
        return
    held, spoken, table = register(), current_language(), plain_edges(selection)
    cadre = selection.cadres[0] if len(selection.cadres) == 1 else None
    if cadre is None:
        st.caption(say("Choose one cadre above for that cadre's own shares refilled and costs of training."))
    refills = refill_shares(held, cadre)
    found = backfill(table, origin, destination, float(people or 1), refills=refills)
    tables = backfill_tables(found, refills, table, language=spoken)
    show_figure(shortage_bars(found, tables[0], language=spoken), "shortage_bars")
    for place, one in enumerate(tables):
        show_long_table(one, f"shortage_{place}", most=10)
    cells = [*found.countries["source"], *(row[-1] for row in tables[1].rows)]
    if cadre is not None:
        costs = training_costs(held, cadre, _CURRENCY)
        costs = costs[costs["country"] != ""]
        known = dict(zip(costs["country"], costs["cost"].astype(float), strict=True))
        paid = compensation(found, known, currency=_CURRENCY, least=0.05)
        owed = compensation_table(paid, costs, [], language=spoken)
        show_long_table(owed, "shortage_compensation", most=10)
        cells += [row[-1] for row in owed.rows]
    with st.expander(say("The sources spelled out")):
        show_long_table(sources_table(held, cells), "chain_sources", most=200)
