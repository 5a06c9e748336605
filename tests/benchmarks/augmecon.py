"""The frontier by pyaugmecon on the same program, in an environment of its own (it needs numpy 1 and pandas 2).

``python tests/benchmarks/augmecon.py PROGRAM.npz POINTS`` with pyaugmecon 1.0.8 and highspy installed prints the
seconds of the whole run and the points it finds. As released it cannot call HiGHS, since it hands over keywords that
pyomo's HiGHS interface refuses; its method that calls the solver is replaced, nothing else.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time

import numpy as np
import pyomo.environ as pyo
from pyaugmecon import PyAugmecon
from pyaugmecon.model import Model
from pyomo.contrib.appsi.solvers import Highs


def _solve(self: Model) -> None:
    solver = Highs()
    solver.config.load_solution = False
    found = solver.solve(self.model)
    condition = found.termination_condition.name
    optimal = condition == "optimal"
    if optimal:
        found.solution_loader.load_vars()
    self.term = pyo.TerminationCondition.optimal if optimal else pyo.TerminationCondition.infeasible
    self.status = pyo.SolverStatus.ok if optimal else pyo.SolverStatus.warning


def _program(values: dict[str, np.ndarray]) -> pyo.ConcreteModel:
    model = pyo.ConcreteModel()
    columns = range(len(values["column_lower"]))
    bounds = [
        tuple(None if np.isinf(bound) else float(bound) for bound in pair)
        for pair in zip(values["column_lower"], values["column_upper"], strict=True)
    ]
    model.x = pyo.Var(list(columns), bounds=lambda _, j: bounds[j])
    model.rows = pyo.ConstraintList()
    for i, (low, high) in enumerate(zip(values["row_lower"], values["row_upper"], strict=True)):
        entries = range(values["start"][i], values["start"][i + 1])
        terms = sum(float(values["value"][entry]) * model.x[int(values["index"][entry])] for entry in entries)
        low_, high_ = (None if np.isinf(bound) else float(bound) for bound in (low, high))
        model.rows.add((low_, terms, high_) if low_ is None or high_ is None or low_ != high_ else terms == low_)
    model.obj_list = pyo.ObjectiveList()
    for column in values["utilities"]:
        model.obj_list.add(expr=model.x[int(column)], sense=pyo.maximize)
    for objective in model.obj_list:
        model.obj_list[objective].deactivate()
    return model


def main() -> None:
    """Run pyaugmecon on an exported program."""
    path, points = os.path.abspath(sys.argv[1]), int(sys.argv[2])
    Model.solve = _solve
    values = dict(np.load(path))
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        start = time.perf_counter()
        options = {"grid_points": points, "cpu_count": 1, "output_excel": False, "logging_folder": "logs"}
        run = PyAugmecon(_program(values), options, {})
        run.solve()
        seconds = time.perf_counter() - start
        found = sorted([float(value) for value in point] for point in run.get_pareto_solutions())
    sys.stdout.write("\n" + json.dumps({"seconds": seconds, "points": found}) + "\n")


if __name__ == "__main__":
    main()
