"""What a new agreement between two countries would change among the agreements that there are."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import pandas as pd

__all__ = ["Ties", "ties_of"]

_STANDS = ("in_force", "perhaps")


@dataclass(frozen=True, slots=True)
class Ties:
    """The agreements of a corridor, and how its two countries hang together through agreements in force or perhaps so.

    ``covering``: keys of agreements that cover the corridor, by their standing, announced and ended ones among them.
    ``origin_partners`` and ``destination_partners``: countries that each is tied to now. ``new_tie``: whether the two
    are not partners yet. ``way``: the fewest agreements from one to the other (0: no way), so that an agreement joins
    two parts of the network that were apart where it is 0.
    """

    covering: dict[str, tuple[str, ...]]
    origin_partners: tuple[str, ...]
    destination_partners: tuple[str, ...]
    new_tie: bool
    way: int


def ties_of(pairs: pd.DataFrame, origin: str, destination: str) -> Ties:
    """The ties of a corridor in a table with columns ``origin``, ``destination``, ``agreement`` and ``standing``."""
    own = pairs[(pairs["origin"] == origin) & (pairs["destination"] == destination)]
    covering = {
        str(standing): tuple(sorted({str(key) for key in rows["agreement"]}))
        for standing, rows in own.groupby("standing", sort=True)
    }
    standing = pairs[pairs["standing"].isin(_STANDS)]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from((origin, destination))
    graph.add_edges_from(zip(standing["origin"], standing["destination"], strict=True))
    joined = nx.has_path(graph, origin, destination)
    return Ties(
        covering,
        tuple(sorted(map(str, graph[origin]))),
        tuple(sorted(map(str, graph[destination]))),
        not graph.has_edge(origin, destination),
        int(nx.shortest_path_length(graph, origin, destination)) if joined else 0,
    )
