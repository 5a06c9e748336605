"""The exact frontier against the ways in which it is usually found, on the same program in one run.

Run with ``python -m tests.benchmarks.frontiers [PYTHON]`` from a checkout. ``PYTHON`` is the interpreter of an
environment with pyaugmecon 1.0.8 and highspy; without it that comparison is left out. Nothing here passes or fails.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from toolkit import Case, frontier, load_case
from toolkit.bargain.frontier import frontier as exact_frontier
from toolkit.bargain.leximin import leximin
from toolkit.bargain.nash import nash
from toolkit.bargain.parties import Parties, ideals
from toolkit.bargain.rules import kalai_smorodinsky
from toolkit.deal.build import build, open_deal
from toolkit.linear.solvers import HighsSession


def timed(call: Callable[[], Any], runs: int = 5) -> tuple[float, Any]:
    """The median seconds of a call, and what it returns."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        result = call()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[len(taken) // 2], result


@contextmanager
def inside_solver() -> Iterator[list[float]]:
    """The seconds spent inside HiGHS, one entry a solve."""
    spent: list[float] = []
    solve = HighsSession._solve

    def measured(self: HighsSession, cost: Any, attempt: int) -> Any:
        run = self._highs.run

        def timed_run() -> Any:
            start = time.perf_counter()
            status = run()
            spent.append(time.perf_counter() - start)
            return status

        self._highs.run = timed_run  # type: ignore[method-assign]
        try:
            return solve(self, cost, attempt)
        finally:
            self._highs.run = run  # type: ignore[method-assign]

    HighsSession._solve = measured  # type: ignore[method-assign]
    try:
        yield spent
    finally:
        HighsSession._solve = solve  # type: ignore[method-assign]


def everything(parties: Parties) -> int:
    """The whole frontier and all solution points on one live session; returns the number of corners."""
    first, second = parties.names[:2]
    most = ideals(parties)
    found = exact_frontier(parties, first, second)
    kalai_smorodinsky(parties, most)
    leximin(parties, dict.fromkeys(parties.names, 1.0))
    nash(parties, most)
    return len(found.corners)


def measure(name: str, case: Case, augmecon: str | None) -> None:
    """Print the comparison for one case."""
    deal = open_deal(case)
    parties, unit = deal.parties, deal.model.unit
    first, second = parties.names[:2]
    live, corners = timed(lambda: everything(parties))
    with inside_solver() as spent:
        start = time.perf_counter()
        everything(parties)
        whole = time.perf_counter() - start
    chain, solves = exact_frontier(parties, first, second), len(spent)

    def same_search() -> None:
        """The same search, a PuLP model rebuilt for every solve."""
        for solve in range(solves):
            model, payoffs = build(case, unit)
            edge = chain.edges[solve % len(chain.edges)] if chain.edges else None
            HighsSession(model.program).maximise([(edge.rate if edge else 1.0, payoffs[first]), (1.0, payoffs[second])])

    def rebuilt() -> None:
        """One rebuilt PuLP model for every corner and two more, as if the weights of all edges were known."""
        for edge in chain.edges:
            model, payoffs = build(case, unit)
            HighsSession(model.program).maximise([(edge.rate, payoffs[first]), (1.0, payoffs[second])])
        for ends in ((first, second), (second, first)):
            for goal in ends:
                model, payoffs = build(case, unit)
                HighsSession(model.program).maximise([(1.0, payoffs[goal])])

    def grid() -> list[tuple[float, float]]:
        """As many points by epsilon constraints, each from a rebuilt PuLP model."""
        points = []
        for floor in np.linspace(chain.corners[-1].a, chain.corners[0].a, corners):
            model, payoffs = build(case, unit)
            session = HighsSession(model.program)
            session.bound_column(payoffs[first], float(floor) - 1e-7, float("inf"))
            points.append((float(floor), session.maximise([(1.0, payoffs[second])]).objective))
        return points

    rebuild, _ = timed(rebuilt, 3)
    again, _ = timed(same_search, 3)
    epsilon, points = timed(grid, 3)
    with_terms, _ = timed(lambda: frontier(case), 3)
    budget = next(key for key in parties.session.rows if key[0] == "budget" and key[1] != "fund")
    low, high = parties.session.row_bounds(budget)
    goal = [(1.0, parties.utilities[first])]

    def hot() -> None:
        for step in range(50):
            parties.session.bound_row(budget, low * (1 - 0.001 * step), high)
            parties.session.maximise(goal)

    def cold() -> None:
        for _ in range(10):
            HighsSession(deal.model.program).maximise(goal)

    changed, _ = timed(hot, 3)
    anew, _ = timed(cold, 3)
    parties.session.bound_row(budget, low, high)
    print(f"\n{name}: {corners} corners, {len(parties.session.columns)} columns, {len(parties.session.rows)} rows")
    print(f"  frontier, Kalai-Smorodinsky, leximin, Nash, ideals: {1000 * live:7.1f} ms, {len(spent)} solves")
    print(f"  of that inside HiGHS                              : {100 * sum(spent) / whole:7.0f} %")
    print(f"  with the terms of every corner and their changes  : {1000 * with_terms:7.1f} ms")
    print(f"  the same, a PuLP model rebuilt for every solve    : {again / live:7.1f} x")
    print(f"  one rebuilt per corner, if all weights were known : {rebuild / live:7.1f} x")
    gap = missed(points, chain)
    print(
        f"  as many points by epsilon constraints, rebuilt    : {epsilon / live:7.1f} x, misses {gap:.1e} of the range"
    )
    print(f"  one number changed, live, against a cold solve    : {(changed / 50) / (anew / 10):7.3f}")
    if augmecon:
        with tempfile.TemporaryDirectory() as folder:
            seconds, points = by_augmecon(augmecon, Path(folder) / "program.npz", deal, corners)
        gap = missed(points, chain)
        ratio = seconds / live
        print(f"  as many points by pyaugmecon                      : {ratio:7.1f} x, misses {gap:.1e} of the range")


def missed(points: list[tuple[float, float]], chain: Any) -> float:
    """The largest distance of the exact frontier above the line through some of its points, as part of b's range."""
    ordered = sorted(points)
    a, b = (np.array([point[axis] for point in ordered]) for axis in (0, 1))
    span = chain.corners[-1].b - chain.corners[0].b
    return max((corner.b - float(np.interp(corner.a, a, b))) / span for corner in chain.corners)


def by_augmecon(python: str, path: Path, deal: Any, points: int) -> tuple[float, list[tuple[float, float]]]:
    """The seconds and the points of pyaugmecon on the same matrices."""
    matrix = deal.model.program.matrix()
    order = list(deal.model.program.columns)
    utilities = [order.index(deal.parties.utilities[name]) for name in deal.parties.names[:2]]
    np.savez(
        path, utilities=np.array(utilities), **{name: getattr(matrix, name) for name in matrix.__dataclass_fields__}
    )
    script = Path(__file__).with_name("augmecon.py")
    run = subprocess.run([python, str(script), str(path), str(points)], capture_output=True, text=True, check=True)
    found = json.loads(run.stdout.strip().splitlines()[-1])
    return found["seconds"], [(point[0], point[1]) for point in found["points"]]


def main() -> None:
    """Measure the shipped cases."""
    augmecon = sys.argv[1] if len(sys.argv) > 1 else None
    for name in ("kenya-uk", "philippines-germany", "ghana-uk"):
        measure(name, load_case(name), augmecon)


if __name__ == "__main__":
    main()
