"""Times of building, solving and reading back, as ratios against the same matrices passed to HiGHS directly.

Run with ``python -m tests.benchmarks`` from a checkout. Every ratio is measured in one run, call by call in turn, so
that a machine that is busy or slow changes both sides; the medians are printed. Nothing here passes or fails.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

import highspy
import numpy as np

from tests.benchmarks.cases import large_case
from toolkit import evaluate, load_case, solve
from toolkit.case.schema import Case
from toolkit.deal.build import build, open_deal
from toolkit.deal.read_back import read_terms
from toolkit.linear.program import Matrix
from toolkit.linear.solvers import HighsSession

_RUNS = 15


def _timed(calls: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """The median seconds of each call, taken in turn after one round that does not count."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for round_ in range(_RUNS + 1):
        for name, call in calls.items():
            start = time.perf_counter()
            call()
            if round_:
                taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def _raw(matrix: Matrix, cost: np.ndarray) -> highspy.Highs:
    """The same matrices passed to a new HiGHS object and solved cold."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("dual_feasibility_tolerance", 1e-9)
    highs.setOptionValue("primal_feasibility_tolerance", 1e-9)
    columns, rows = len(matrix.column_lower), len(matrix.row_lower)
    highs.passModel(
        columns,
        rows,
        len(matrix.value),
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        cost,
        matrix.column_lower,
        matrix.column_upper,
        matrix.row_lower,
        matrix.row_upper,
        matrix.start,
        matrix.index,
        matrix.value,
        np.zeros(columns, dtype=np.int32),
    )
    highs.run()
    np.array(highs.getSolution().col_value)
    return highs


def measure(name: str, case: Case) -> None:
    """Print the times of one case."""
    deal = open_deal(case)
    unit, parties = deal.model.unit, deal.parties
    first = parties.names[0]
    goal = [(1.0, parties.utilities[first])]
    model, _ = build(case, unit)
    matrix = model.program.matrix()
    cost = np.zeros(len(matrix.column_lower))
    cost[list(model.program.columns).index(parties.utilities[first])] = -1.0
    optimum = parties.session.maximise(goal)
    terms = read_terms(model, optimum)
    budget = next(key for key in parties.session.rows if key[0] == "budget" and key[1] != "fund")
    low, high = parties.session.row_bounds(budget)
    step = iter(range(10**6))

    def changed() -> None:
        """One number of the case moves in the live program, and it is solved again."""
        parties.session.bound_row(budget, low * (1 - 0.001 * (next(step) % 50)), high)
        parties.session.maximise(goal)

    times = _timed(
        {
            "HiGHS directly, cold": lambda: _raw(matrix, cost),
            "rows and columns in PuLP": lambda: build(case, unit),
            "PuLP problem to arrays": lambda: model.program.matrix(),
            "first solve with its check": lambda: HighsSession(model.program).maximise(goal),
            "one number changed, live": changed,
            "terms read back": lambda: read_terms(model, optimum),
            "simulation": lambda: evaluate(case, terms),
            "whole solution": lambda: solve(case),
        }
    )
    base = times["HiGHS directly, cold"]
    print(f"\n{name}: {len(matrix.column_lower)} columns, {len(matrix.row_lower)} rows, {len(matrix.value)} entries")
    for what, seconds in times.items():
        print(f"  {what:28s} {1000 * seconds:8.2f} ms  {seconds / base:6.2f} x HiGHS directly")
    pulp_side = times["rows and columns in PuLP"] + times["PuLP problem to arrays"]
    print(f"  {'PuLP side in all':28s} {1000 * pulp_side:8.2f} ms  {pulp_side / base:6.2f} x HiGHS directly")


def main() -> None:
    """Measure the shipped cases and a large one."""
    for name in ("kenya-uk", "philippines-germany", "ghana-uk"):
        measure(name, load_case(name))
    measure("large", load_case(large_case()))
    start = time.perf_counter()
    case = load_case("kenya-uk")
    load = 1000 * (time.perf_counter() - start)
    print(f"\nkenya-uk from file to solution: {load:.0f} ms to load, {1000 * _once(case):.0f} ms to solve")


def _once(case: Case) -> float:
    start = time.perf_counter()
    solve(case)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
