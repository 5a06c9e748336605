"""Betweenness of countries on the shortest ways through the corridors, for all countries at once.

networkx walks through every edge in Python, which takes many seconds for 200 countries that are almost all joined; here
the same numbers come from arrays in a fraction of a second. Ways are short where many people move: the length of a
corridor is 1 / people.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.atlas.arrays import Numbers

__all__ = ["betweenness"]

_SAME = 1e-12
"""How far two lengths may lie apart, relative to them, and still count as one: sums in another order differ so."""


def _lengths(roads: Numbers) -> Numbers:
    """The shortest way between any two (Floyd and Warshall)."""
    found = roads.copy()
    np.fill_diagonal(found, 0.0)
    for via in range(len(found)):
        np.minimum(found, found[:, via, None] + found[None, via, :], out=found)
    return found


def _ways(roads: Numbers, lengths: Numbers) -> Numbers:
    """How many shortest ways lead from each to each: counted from the near ones to the far ones."""
    count = len(roads)
    ways = np.eye(count)
    everyone = np.arange(count)
    for target in np.argsort(lengths, axis=1, kind="stable").T[1:]:
        whole = lengths[everyone, target]
        with np.errstate(invalid="ignore"):
            last_step = np.abs(lengths + roads[:, target].T - whole[:, None]) <= _SAME * whole[:, None]
        ways[everyone, target] = np.where(np.isfinite(whole), (ways * last_step).sum(axis=1), 0.0)
    return ways


def betweenness(edges: pd.DataFrame) -> pd.Series[float]:
    """The share of shortest ways between two other countries that lead through a country, by its code, sorted.

    Betweenness(v) = Σ over ordered pairs s, t of other countries of (shortest ways from s to t through v / all of
    them), divided by (n - 1)(n - 2), with n the countries in the table (Freeman 1977; for directed graphs Brandes
    2008). 0 where there are fewer than three countries. A share, not a number of people.
    """
    codes = sorted({*edges["origin"].unique(), *edges["destination"].unique()})
    count = len(codes)
    index = pd.Index(codes, dtype="str", name="country")
    if count < 3:
        return pd.Series(0.0, index=index)
    moving = edges[edges["people"] > 0]
    roads = np.full((count, count), np.inf)
    ends = index.get_indexer(pd.Index(moving["origin"])), index.get_indexer(pd.Index(moving["destination"]))
    roads[ends] = 1.0 / moving["people"].to_numpy()
    lengths = _lengths(roads)
    ways = _ways(roads, lengths)
    found = np.zeros(count)
    other = np.isfinite(lengths) & ~np.eye(count, dtype=bool)
    whole = np.where(other, lengths, 0.0)
    share = np.divide(1.0, ways, out=np.zeros_like(ways), where=other)
    for via in range(count):
        through = lengths[:, via, None] + lengths[None, via, :]
        with np.errstate(invalid="ignore"):
            on_the_way = other & (np.abs(through - whole) <= _SAME * whole)
        on_the_way[via] = on_the_way[:, via] = False
        found[via] = (on_the_way * (ways[:, via, None] * ways[None, via, :]) * share).sum()
    return pd.Series(found / ((count - 1) * (count - 2)), index=index)
