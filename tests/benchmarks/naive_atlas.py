"""The atlas as one would first write it: every figure an edge of a networkx multigraph, and loops over edges."""

from __future__ import annotations

from typing import Any

import networkx as nx

from toolkit.atlas.cube import BASES
from toolkit.atlas.selection import Selection
from toolkit.register.read import Register

__all__ = ["naive_edges", "naive_graph", "naive_measures"]


def naive_graph(register: Register) -> Any:
    """Every figure as an edge."""
    graph = nx.MultiDiGraph()
    for row in register.corridors.itertuples(index=False):
        if row.standing == "used":
            graph.add_edge(
                row.origin,
                row.destination,
                people=row.value,
                **{name: getattr(row, name) for name in ("measure", "unit", "basis", "cadre", "year", "confidence")},
            )
    return graph


def naive_edges(graph: Any, selection: Selection) -> Any:
    """The simple graph of named cadres that do not overlap: the newest figure of each, one basis a destination."""
    newest: dict[tuple[str, str, str, str], tuple[int, float]] = {}
    first: dict[str, int] = {}
    for origin, destination, about in graph.edges(data=True):
        if about["measure"] != selection.measure or about["unit"] != selection.unit or about["confidence"] == "weak":
            continue
        if selection.year is not None and about["year"] > selection.year:
            continue
        rank = BASES.index(about["basis"])
        first[destination] = min(rank, first.get(destination, rank))
        key = (origin, destination, about["basis"], about["cadre"])
        if key not in newest or about["year"] > newest[key][0]:
            newest[key] = (about["year"], about["people"])
    found = nx.DiGraph()
    for (origin, destination, basis, _), (_, people) in sorted(newest.items()):
        if BASES.index(basis) == first[destination]:
            before = found.edges[origin, destination]["people"] if found.has_edge(origin, destination) else 0.0
            found.add_edge(origin, destination, people=before + people, basis=basis)
    return found


def naive_measures(graph: Any) -> dict[str, dict[str, float]]:
    """Incoming and outgoing people and their concentration, and two-way exchange, by loops over the simple graph."""
    found: dict[str, dict[str, float]] = {}
    for country in sorted(graph):
        came = [about["people"] for _, _, about in graph.in_edges(country, data=True)]
        out = [(about["basis"], about["people"]) for _, _, about in graph.out_edges(country, data=True)]
        basis = min((word for word, _ in out), key=BASES.index, default="")
        went = [people for word, people in out if word == basis]
        matched = total = 0.0
        for _, other, about in graph.out_edges(country, data=True):
            if graph.has_edge(other, country) and graph.edges[other, country]["basis"] == about["basis"]:
                there, back = about["people"], graph.edges[other, country]["people"]
                matched += 2 * min(there, back)
                total += there + back
        told = {"people_in": sum(came) if came else None, "people_out": sum(went) if went else None}
        if sum(came) > 0:
            told["origin_concentration"] = sum((people / sum(came)) ** 2 for people in came)
        if sum(went) > 0:
            told["destination_concentration"] = sum((people / sum(went)) ** 2 for people in went)
        if total > 0:
            told["two_way"] = matched / total
        found[country] = {name: value for name, value in told.items() if value is not None}
    return found
