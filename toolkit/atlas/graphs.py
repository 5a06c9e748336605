"""Graphs of corridors: every figure as an edge of a multigraph, and simple graphs to compute on.

networkx counts parallel edges, keeps only one direction when it makes a graph undirected, and reads an attribute
``weight`` as a distance. So nothing here has a ``weight``: a simple graph has at most one edge from one country to
another, with ``people`` and ``distance`` (1 / people: the more people move, the shorter the road), and an algorithm is
always told which of them to read. ``both_ways`` adds up the two directions.

A pair with 0 people is a known absence: it is no edge, and stands among the graph's ``known_absent``. A pair that is
neither an edge nor known to be absent is not known.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx
import pandas as pd

from toolkit.atlas.selection import Selection, check
from toolkit.countries import country_name
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.register.read import Register
from toolkit.wording import join

__all__ = ["both_ways", "corridor_multigraph", "country_table", "listed_on", "simple_graph"]

_ABOUT_AN_EDGE = ("cadre", "basis", "year", "source", "confidence")
_FIGURE = ("origin", "destination", "measure", "unit", "basis", "cadre", "year", "period_start", "period_end", "source")


def listed_on(register: Register, version: int | None = None) -> tuple[int | None, frozenset[str]]:
    """A version of the safeguards list whose members the register holds (the newest by default), and its countries.

    The version is ``None`` where the register holds none. Raises ``InputError`` for a version that is not held.
    """
    held = sorted({int(number) for number in register.safeguards["version"]})
    if version is None and not held:
        return None, frozenset()
    if version is not None and version not in held:
        expected = say("one of {names}", names=join([str(number) for number in held], "or")) if held else ""
        problem = Problem(say("the safeguards list"), say("of {year} is not held", year=version), expected)
        raise InputError(say("the request"), [problem])
    wanted = version if version is not None else held[-1]
    table = register.safeguards
    rows = table[(table["version"] == wanted) & (table["listed"] == "yes")]
    return wanted, frozenset(str(country) for country in rows["country"])


def _newest_fact(register: Register, indicator: str) -> pd.DataFrame:
    """The newest used value of an indicator by country and cadre."""
    table = register.indicators
    rows = table[(table["indicator"] == indicator) & (table["standing"] == "used")]
    ordered = rows.sort_values(["country", "cadre", "year", "source", "value"], kind="stable")
    return ordered.groupby(["country", "cadre"], sort=True).tail(1)


def country_table(register: Register, *, safeguards_version: int | None = None) -> pd.DataFrame:
    """The countries of the register, one row each, sorted by code (the index).

    ``name``, ``who_region`` and ``income_group`` (empty where not known), ``on_safeguards_list`` (true, false or
    ``None`` where no list is held), ``population`` (persons) and by cadre ``density_<cadre>`` (per 10 000 people),
    the newest figures that the register has, NaN where it has none.
    """
    version, listed = listed_on(register, safeguards_version)
    table = register.countries.sort_values("country").set_index("country")[["who_region", "income_group"]].fillna("")
    table.insert(0, "name", [country_name(str(code)) for code in table.index])
    on_list = [None if version is None else code in listed for code in table.index]
    table["on_safeguards_list"] = pd.Series(on_list, index=table.index, dtype=object)
    population = _newest_fact(register, "population").set_index("country")["value"]
    table["population"] = population.reindex(table.index).astype(float)
    density = _newest_fact(register, "density")
    for cadre, rows in density.groupby("cadre", sort=True):
        table[f"density_{cadre}"] = rows.set_index("country")["value"].reindex(table.index).astype(float)
    return table


def _attributes(countries: pd.DataFrame | None, codes: Iterable[str]) -> list[tuple[str, dict[str, Any]]]:
    """Nodes in the order of their codes; one that the countries do not hold has a name only."""
    known: dict[Any, Any] = {} if countries is None else countries.to_dict("index")
    return [(code, known.get(code) or {"name": country_name(code)}) for code in sorted(codes)]


def corridor_multigraph(
    register: Register,
    *,
    measure: str | None = None,
    unit: str | None = None,
    basis: str | None = None,
    cadre: str | None = None,
    year: int | None = None,
    weak: bool = False,
    countries: pd.DataFrame | None = None,
) -> nx.MultiDiGraph[str]:
    """Every figure that counts as an edge from origin to destination; what is named restricts them.

    Edges have ``people`` (in ``unit``), ``measure``, ``unit``, ``basis``, ``cadre``, ``year``, ``period_start``,
    ``period_end``, ``source`` and ``confidence``; the key of an edge is the tuple of those from ``measure`` to
    ``source``. Figures of 0 are edges too. Nodes have what ``country_table`` tells. Nothing may be added over the
    edges of this graph: use ``edges`` and ``simple_graph`` to compute. Raises ``InputError`` for an unknown word.
    """
    table = register.corridors
    wanted = {"measure": measure, "unit": unit, "basis": basis, "cadre": cadre, "year": year}
    known = register.codebook.vocabulary
    check(register, Selection(measure or next(iter(known["measure"])), unit or next(iter(known["unit"])), basis, cadre))
    chosen = (table["standing"] == "used") & (table["origin"] != table["destination"])
    for column, value in wanted.items():
        if value is not None:
            chosen &= table[column] == value
    if not weak:
        chosen &= table["confidence"] != "weak"
    rows = table[chosen].sort_values([*_FIGURE, "value"], kind="stable")
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    ends = {*rows["origin"], *rows["destination"]}
    graph.add_nodes_from(_attributes(country_table(register) if countries is None else countries, ends))
    for row in rows[[*_FIGURE, "confidence", "value"]].itertuples(index=False, name=None):
        told = dict(zip([*_FIGURE[2:], "confidence", "people"], row[2:], strict=True))
        told["year"] = int(told["year"])
        key = tuple(told[name] for name in _FIGURE[2:])
        graph.add_edge(row[0], row[1], key=key, **told)
    return graph


def simple_graph(edges: pd.DataFrame, countries: pd.DataFrame | None = None) -> nx.DiGraph[str]:
    """The simple directed graph of a table of corridors (``toolkit.atlas.selection.edges``).

    Edges have ``people``, ``distance`` (1 / people) and what the table tells of each; nodes have what ``countries``
    (``country_table``) tells. Nodes are sorted, edges too. ``graph["known_absent"]`` holds the pairs with 0 people.

    Raises ``InputError`` where a pair occurs twice: parallel figures must not be added or dropped in silence.
    """
    pairs = edges[["origin", "destination"]]
    if pairs.duplicated().any():
        origin, destination = pairs[pairs.duplicated()].iloc[0]
        wrong, expected = say("occurs more than once"), say("one row for each ordered pair")
        raise InputError(say("the table of corridors"), [Problem(f"{origin}-{destination}", wrong, expected)])
    ordered = edges.sort_values(["origin", "destination"])
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(_attributes(countries, {*ordered["origin"], *ordered["destination"]}))
    told = [name for name in _ABOUT_AN_EDGE if name in ordered]
    moving = ordered[ordered["people"] > 0]
    columns = [moving[name].tolist() for name in ("origin", "destination", "people", *told)]
    for origin, destination, people, *about in zip(*columns, strict=True):
        graph.add_edge(origin, destination, people=people, distance=1 / people, **dict(zip(told, about, strict=True)))
    absent = ordered[ordered["people"] == 0]
    graph.graph["known_absent"] = tuple(zip(absent["origin"], absent["destination"], strict=True))
    return graph


def both_ways(graph: nx.DiGraph[str]) -> nx.Graph[str]:
    """The undirected graph with the people of both directions added up, which ``to_undirected`` does not do.

    Edges have ``people`` (their sum) and ``distance`` (1 / people).
    """
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(sorted(graph.nodes(data=True), key=lambda node: node[0]))
    sums: dict[tuple[str, str], float] = {}
    edges: list[tuple[str, str, float]] = sorted(graph.edges(data="people"))
    for origin, destination, people in edges:
        pair = (min(origin, destination), max(origin, destination))
        sums[pair] = sums.get(pair, 0.0) + people
    for (a, b), people in sorted(sums.items()):
        found.add_edge(a, b, people=people, distance=1 / people)
    return found
