"""The corridor atlas on a synthetic world of 200 countries, 6 cadres and 20 years, about 500 000 records.

Run with ``python -m tests.benchmarks.atlas`` from a checkout. Printed are medians, the ratio to loops over networkx
graphs that compute the same numbers in the same run, and how time grows when records double. Nothing here passes or
fails; the naive numbers are compared with the atlas's on the way.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import networkx as nx
import pandas as pd

from tests.benchmarks.naive_atlas import naive_edges, naive_graph, naive_measures
from tests.benchmarks.world import synthetic_world
from toolkit.atlas.clauses import clause_coverage
from toolkit.atlas.coverage import corridor_coverage, without_movement
from toolkit.atlas.cube import cube
from toolkit.atlas.graphs import simple_graph
from toolkit.atlas.measures import country_measures
from toolkit.atlas.paths import betweenness
from toolkit.atlas.selection import Selection, edges, series
from toolkit.atlas.shares import dependence_by_origin
from toolkit.atlas.vulnerability import vulnerability
from toolkit.register.read import Register

_SIZES = (62_500, 125_000, 250_000, 500_000)
_STOCK = Selection("stock")


def _seconds(call: Callable[[], Any], runs: int = 5) -> float:
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _calls(register: Register) -> dict[str, Callable[[], Any]]:
    table = edges(register, _STOCK)
    return {
        "corridors of one year (map)": lambda: edges(register, Selection("stock", year=2015)),
        "corridors of 20 years (map with time)": lambda: [
            edges(register, Selection("stock", cadre="nurse", year=year)) for year in range(2005, 2025)
        ],
        "one corridor through time": lambda: series(register, "FRA", "BEL", _STOCK),
        "betweenness": lambda: betweenness(table),
        "every measure of every country": lambda: country_measures(register, _STOCK),
        "dependence by origin": lambda: dependence_by_origin(register, _STOCK),
        "vulnerability": lambda: vulnerability(register, _STOCK),
        "coverage by agreements": lambda: corridor_coverage(register, _STOCK),
        "clause coverage": lambda: clause_coverage(register, _STOCK),
        "agreements without movement": lambda: without_movement(register),
        "simple graph": lambda: simple_graph(table),
    }


def _fresh_cube(register: Register) -> Callable[[], Any]:
    return lambda: cube(replace(register))


def _compare(register: Register) -> None:
    """The ratio to networkx, with the numbers held against each other."""
    start = time.perf_counter()
    multigraph = naive_graph(register)
    built = time.perf_counter() - start
    ours = _seconds(_fresh_cube(register), 3)
    print(f"figures into a structure: networkx {built:.2f} s, arrays {ours:.2f} s, ratio {built / ours:.0f}")
    naive = naive_edges(multigraph, _STOCK)
    slow, fast = _seconds(lambda: naive_edges(multigraph, _STOCK), 1), _seconds(lambda: edges(register, _STOCK))
    print(f"corridors of a selection: networkx {slow:.2f} s, arrays {fast:.3f} s, ratio {slow / fast:.0f}")
    table = edges(register, _STOCK)
    same = {(a, b): people for a, b, people in naive.edges(data="people")}
    assert same == dict(zip(zip(table["origin"], table["destination"], strict=True), table["people"], strict=True))
    measured = country_measures(register, _STOCK).set_index("country")
    for country, told in naive_measures(naive).items():
        for name, value in told.items():
            assert abs(measured.loc[country, name] - value) <= 1e-9 * max(1.0, abs(value)), (country, name)
    graph = simple_graph(table)
    start = time.perf_counter()
    expected = nx.betweenness_centrality(graph, weight="distance")
    slow = time.perf_counter() - start
    fast = _seconds(lambda: betweenness(table))
    found = betweenness(table)
    assert max(abs(found[country] - value) for country, value in expected.items()) < 1e-9
    print(f"betweenness: networkx {slow:.2f} s, arrays {fast:.2f} s, ratio {slow / fast:.0f}")
    loops = _seconds(lambda: naive_measures(naive_edges(multigraph, _STOCK)), 1) + slow
    every = _seconds(lambda: country_measures(register, _STOCK))
    print(f"measures of every country, as far as the loops have them: ratio {loops / every:.0f}")


def main() -> None:
    """Print the table."""
    grown: dict[str, list[float]] = {}
    register: Register | None = None
    for size in _SIZES:
        register = synthetic_world(size)
        grown.setdefault("reading the figures (once)", []).append(_seconds(_fresh_cube(register), 3))
        for name, call in _calls(register).items():
            call()
            grown.setdefault(name, []).append(_seconds(call))
    assert register is not None
    print(f"{len(register.corridors):,} figures; median seconds, and time against the smallest world\n")
    table = pd.DataFrame(
        {
            "seconds": {name: round(times[-1], 3) for name, times in grown.items()},
            **{f"x{2**step}": {n: round(t[step] / t[0], 1) for n, t in grown.items()} for step in (1, 2, 3)},
        }
    )
    print(table.to_string(), "\n")
    _compare(register)


if __name__ == "__main__":
    main()
