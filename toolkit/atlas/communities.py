"""Communities of countries that exchange people mostly among themselves, and blocs of countries tied by agreements.

Communities: Louvain (Blondel, Guillaume, Lambiotte and Lefebvre 2008, doi:10.1088/1742-5468/2008/10/P10008) on the
undirected network with the people of both directions added. It looks for the partition with the largest modularity
(Newman 2004)

    modularity = Σ over communities c of [ inside_c / m − resolution · (total_c / 2m)² ]

with ``m`` the people of all corridors, ``inside_c`` those of corridors within c, and ``total_c`` the people of its
members' corridors, counted at both ends. 0 is no better than chance; at most 1. Louvain depends on the order in which
countries are tried: the order comes from fixed seeds, several are tried, and the best partition counts.

Blocs: connected components, cores (Seidman 1983: the k-core is what remains when countries with fewer than k partners
are taken away again and again) and greedy modularity (Clauset, Newman and Moore 2004, doi:10.1103/PhysRevE.70.066111).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, cast

import networkx as nx
import pandas as pd

from toolkit.atlas.corridor_matrix import checked
from toolkit.atlas.graphs import both_ways, simple_graph
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say

__all__ = ["Bloc", "Blocs", "Communities", "Community", "blocs", "communities"]

_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Community:
    """Countries that belong together, sorted, named after the one with most people in and out.

    ``inside`` are the people of corridors between members, ``across`` those of corridors between a member and others.
    """

    label: str
    members: tuple[str, ...]
    inside: float
    across: float


@dataclass(frozen=True, slots=True)
class Communities:
    """A partition of the countries, the community with most people first, and how good it is.

    ``modularities`` are those that the seeds led to, in their order; ``alike`` is the share of the seeds that led to
    the very partition told. Where it is low, treat the borders between communities as uncertain.
    """

    found: tuple[Community, ...]
    modularity: float
    modularities: tuple[float, ...]
    alike: float
    resolution: float

    def of(self, country: str) -> Community | None:
        """The community of a country, ``None`` for one without corridors."""
        return next((community for community in self.found if country in community.members), None)

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def communities(edges: pd.DataFrame, *, seed: int = 0, runs: int = 5, resolution: float = 1.0) -> Communities:
    """The best partition that Louvain finds with the seeds ``seed``, ``seed + 1``, … (``runs`` of them).

    A higher ``resolution`` makes more and smaller communities. Countries whose corridors all have 0 people are left
    out.

    Raises ``InputError`` for settings out of range and tables that are not as they should be.
    """
    problems = [
        Problem(what, say("is {given}", given=value), expected)
        for what, value, expected, fits in (
            (say("the number of runs"), runs, say("1 or more"), runs >= 1),
            (say("the resolution"), resolution, say("a number above 0"), 0 < resolution < float("inf")),
        )
        if not fits
    ]
    if problems:
        raise InputError(say("the request"), problems)
    table = checked(edges)
    graph = both_ways(simple_graph(table[table["people"] > 0]))
    names = sorted(graph)
    numbered = _numbered(graph)
    tried = [_partition(numbered, seed + run, resolution) for run in range(runs)] if names else []
    values = [_modularity(numbered, parts, resolution) for parts in tried]
    best = next((p for p, v in zip(tried, values, strict=True) if v >= max(values) - _SAME), ())
    found = [_community(graph, [names[number] for number in part]) for part in best]
    return Communities(
        tuple(sorted(found, key=lambda c: (-(c.inside + c.across), c.label))),
        max(values, default=0.0),
        tuple(values),
        sum(parts == best for parts in tried) / len(tried) if tried else 1.0,
        resolution,
    )


def _numbered(graph: nx.Graph[str]) -> nx.Graph[int]:
    """The graph with numbers instead of codes: sets of text are walked in another order in every Python process."""
    numbers: dict[Any, Any] = {name: number for number, name in enumerate(sorted(graph))}
    return cast("nx.Graph[int]", nx.relabel_nodes(graph, numbers))


def _partition(graph: nx.Graph[int], seed: int, resolution: float) -> tuple[tuple[int, ...], ...]:
    parts = nx.community.louvain_communities(graph, weight="people", resolution=resolution, seed=seed)
    return tuple(sorted(tuple(sorted(part)) for part in parts))


def _modularity(graph: nx.Graph[int], parts: Iterable[tuple[int, ...]], resolution: float) -> float:
    sets = [set(part) for part in parts]
    return float(nx.community.modularity(graph, sets, weight="people", resolution=resolution))


def _community(graph: nx.Graph[str], members: list[str]) -> Community:
    inside = across = 0.0
    size = dict.fromkeys(members, 0.0)
    for member in members:
        for other, about in sorted(graph[member].items()):
            size[member] += about["people"]
            if other not in size:
                across += about["people"]
            elif member < other:
                inside += about["people"]
    return Community(min(members, key=lambda code: (-size[code], code)), tuple(members), inside, across)


@dataclass(frozen=True, slots=True)
class Bloc:
    """Countries tied by agreements, sorted, named after the one with most partners."""

    label: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Blocs:
    """How agreements tie countries together; every list has the largest bloc first.

    ``components``: countries that a way of agreements joins. ``core``: the countries of the innermost core, each with
    at least ``core_partners`` partners in it; ``cores`` gives the innermost core of every country. ``groups``: greedy
    modularity, with its ``modularity``.
    """

    components: tuple[Bloc, ...]
    core: tuple[str, ...]
    core_partners: int
    cores: dict[str, int]
    groups: tuple[Bloc, ...]
    modularity: float

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def blocs(agreements: nx.Graph[str]) -> Blocs:
    """Blocs in a graph of agreements of any kind; directions and parallel agreements count as one tie."""
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(agreements))
    simple.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in agreements.edges() if a != b}))
    names = sorted(simple)
    numbered = _numbered(simple)
    cores = {names[number]: core for number, core in sorted(nx.core_number(numbered).items())}
    tied = numbered.number_of_edges() > 0
    parts = list(map(set, nx.community.greedy_modularity_communities(numbered))) if tied else [{n} for n in numbered]
    deepest = max(cores.values(), default=0)
    return Blocs(
        _blocs(simple, nx.connected_components(simple)),
        tuple(code for code, core in cores.items() if core == deepest and deepest > 0),
        deepest,
        cores,
        _blocs(simple, ([names[number] for number in part] for part in parts)),
        float(nx.community.modularity(numbered, parts)) if tied else 0.0,
    )


def _blocs(graph: nx.Graph[str], parts: Iterable[Iterable[str]]) -> tuple[Bloc, ...]:
    found = [
        Bloc(min(part, key=lambda code: (-graph.degree[code], code)), tuple(sorted(part))) for part in map(list, parts)
    ]
    return tuple(sorted(found, key=lambda bloc: (-len(bloc.members), bloc.label)))
