"""The tab on chains: who takes from whom who takes from whom, rings, and where a shortage ends."""

from __future__ import annotations

import streamlit as st

from toolkit.app.corridors_address import Address
from toolkit.app.corridors_parts import language, show_long_table
from toolkit.app.corridors_results import chains_of, plain_edges
from toolkit.app.parts import plain, show_figure
from toolkit.app.results import register
from toolkit.atlas.backfill import backfill
from toolkit.atlas.compensation import compensation
from toolkit.atlas.refill import refill_shares, training_costs
from toolkit.atlas.selection import Selection
from toolkit.countries import country_name
from toolkit.report.chain_tables import backfill_tables, chain_sources, chains_table, compensation_table
from toolkit.report.corridor_bars import shortage_bars
from toolkit.report.corridor_choices import more_than_one_kind
from toolkit.report.evidence import sources_table
from toolkit.report.figures.chain_steps import chain_steps
from toolkit.report.figures.edges import citations_of
from toolkit.report.register import spaced

__all__ = ["chains_tab"]

_BY = {"bottleneck": "people on the narrowest step", "share": "share of one more recruit that falls on the first"}
_CURRENCY = "USD"


def chains_tab(address: Address, selection: Selection) -> None:
    """Chains and rings, then where the shortage ends if one country recruits more from another."""
    table = plain_edges(selection)
    countries = sorted({*table["origin"], *table["destination"]}, key=lambda code: country_name(code, language()))
    mixed = more_than_one_kind(table)
    if mixed:
        st.warning(plain(mixed))
    _ways(address, selection, countries)
    st.divider()
    _shortage(address, selection, countries)


def _country(address: Address, name: str, label: str, countries: list[str], none: str) -> str:
    said = language()
    return address.select(
        name, label, ["", *countries], format_func=lambda code: country_name(code, said) if code else none
    )


def _ways(address: Address, selection: Selection, countries: list[str]) -> None:
    st.header("Chains and rings of recruitment")
    boxes = st.columns(6)
    places = []
    for box, (name, label) in zip(boxes, (("start", "From"), ("through", "Through"), ("end", "To")), strict=False):
        with box:
            places.append(_country(address, name, label, countries, "any country"))
    with boxes[3]:
        steps = address.number("steps", "Most steps", 2, 5, help="Each step is a move from one country to the next.")
    with boxes[4]:
        least = address.number("least", "People on a step", 0, 1_000_000, help="Fewest people on every step.")
    with boxes[5]:
        by = address.select("by", "Largest by", list(_BY), format_func=lambda word: _BY[word])
    start, through, end = places
    ways, rings = chains_of(
        selection, (start, end, through), (2, steps or 3), float(least or 0), "share" if by == "share" else "bottleneck"
    )
    held, said, table = register(), language(), plain_edges(selection)
    citations, unit = citations_of(held.sources), spaced(selection.unit)
    for found, title, key in ((ways, "Chains", "chains"), (rings, "Rings", "rings")):
        rows = chains_table(title, found, table, unit, said)
        if not found.found:
            st.markdown(f"No {key} are known in these figures, which does not mean that there are none.")
            continue
        cited = [citations.get(name, name) for chain in found.found[:12] for name in chain_sources(chain, table)]
        heading = f"The largest {key}, by {_BY[found.by]}"
        show_figure(chain_steps(found, rows, title=heading, unit=unit, sources=cited, language=said), f"{key}_figure")
        show_long_table(rows, key, most=10)


def _shortage(address: Address, selection: Selection, countries: list[str]) -> None:
    st.header("Where a shortage ends")
    st.markdown(
        "If a country recruits more from another, that one may refill its posts from a third. Choose who recruits from "
        "whom: each share refilled abroad is the country's own figure or stated as assumed."
    )
    first, second, third = st.columns(3)
    with first:
        origin = _country(address, "from", "Recruited from", countries, "choose a country")
    with second:
        destination = _country(address, "to", "Recruited by", countries, "choose a country")
    with third:
        people = address.number(
            "people", "People recruited", 1, 1_000_000, help="An assumption: nobody plans this here."
        )
    if not origin or not destination:
        return
    if origin == destination:
        st.warning("Choose two different countries.")
        return
    held, said, table = register(), language(), plain_edges(selection)
    cadre = selection.cadres[0] if len(selection.cadres) == 1 else None
    if cadre is None:
        st.caption("Choose one cadre above for that cadre's own shares refilled and costs of training.")
    refills = refill_shares(held, cadre)
    found = backfill(table, origin, destination, float(people or 1), refills=refills)
    tables = backfill_tables(found, refills, table, language=said)
    show_figure(shortage_bars(found, tables[0], language=said), "shortage_bars")
    for place, one in enumerate(tables):
        show_long_table(one, f"shortage_{place}", most=10)
    cells = [*found.countries["source"], *(row[-1] for row in tables[1].rows)]
    if cadre is not None:
        costs = training_costs(held, cadre, _CURRENCY)
        costs = costs[costs["country"] != ""]
        known = dict(zip(costs["country"], costs["cost"].astype(float), strict=True))
        owed = compensation_table(compensation(found, known, currency=_CURRENCY, least=0.05), costs, [], language=said)
        show_long_table(owed, "shortage_compensation", most=10)
        cells += [row[-1] for row in owed.rows]
    with st.expander("The sources spelled out"):
        show_long_table(sources_table(held, cells), "chain_sources", most=200)
