"""The solvers: HiGHS in process, kept alive between solves; and any solver that PuLP can call."""

from __future__ import annotations

import warnings
from functools import lru_cache
from typing import Any

import highspy
import numpy as np
import pulp
from numpy.typing import NDArray

from toolkit.errors import Infeasible, SolverFailed, SolverUnavailable, Unbounded
from toolkit.linear.program import Program, expression
from toolkit.linear.session import Array, Session

__all__ = ["DEFAULT_SOLVER", "HighsSession", "PulpSession", "open_session", "solvers"]

DEFAULT_SOLVER = "HiGHS"
_STATUS = highspy.HighsModelStatus
_INFEASIBLE = "the rows and bounds of the program cannot hold together"
_UNBOUNDED = "the objective grows without limit"
_TIGHT, _LOOSE = 1e-9, 1e-7


def _must(status: Any, what: str) -> None:
    if status == highspy.HighsStatus.kError:
        raise SolverFailed(f"HiGHS refused to {what}")


class HighsSession(Session):
    """HiGHS through its array interface: the program is passed once, afterwards only what changes.

    Tolerances are the tightest that HiGHS takes seriously (specification, section 10: 1e-9 on the dual side); a first
    solve that does not pass the check is tried again from scratch, without presolve, and by interior point.
    """

    _attempts = 4

    def __init__(self, program: Program):
        super().__init__(program)
        self._highs = highspy.Highs()
        self._settings: dict[str, Any] = {}
        for name, setting in (
            ("output_flag", False),
            ("threads", 1),
            ("random_seed", 0),
            ("dual_feasibility_tolerance", _TIGHT),
            ("primal_feasibility_tolerance", _TIGHT),
            # smaller coefficients are dropped without a word, by default those below 1e-9: a part of a small cost
            ("small_matrix_value", 1e-12),
        ):
            self._set(name, setting)
        self._pass()
        self._pushed_cost = self._cost.copy()
        self._cost_only = False

    def _pass(self) -> None:
        columns, rows = len(self._lower), len(self._row_lower)
        start = np.searchsorted(self._row_of, np.arange(rows + 1)).astype(np.int32)
        status = self._highs.passModel(
            columns,
            rows,
            len(self._value),
            int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMinimize),
            0.0,
            self._cost,
            self._lower,
            self._upper,
            self._row_lower,
            self._row_upper,
            start,
            self._index,
            self._value,
            np.zeros(columns, dtype=np.int32),
        )
        _must(status, "take the program")

    def _solve(self, cost: Array, attempt: int) -> tuple[Array, Array]:
        changed = np.flatnonzero(cost != self._pushed_cost).astype(np.int32)
        if len(changed):
            _must(self._highs.changeColsCost(len(changed), changed, cost[changed]), "change the objective")
            self._pushed_cost = cost.copy()
        if attempt:
            self._highs.clearSolver()
        self._set("presolve", "choose" if attempt == 0 else "off")
        self._set("solver", "ipm" if attempt == 3 else "simplex")
        # a change of the objective alone keeps the last point feasible: primal simplex goes on from it
        self._set("simplex_strategy", 4 if (self._cost_only and attempt == 0) or attempt == 2 else 1)
        if self._highs.run() == highspy.HighsStatus.kError and attempt < self._attempts - 1:
            # no answer at all: the next attempt starts from scratch
            self._cost_only = False
            return np.full(len(cost), np.nan), np.full(len(self._row_lower), np.nan)
        status = self._highs.getModelStatus()
        if status in (_STATUS.kUnboundedOrInfeasible, _STATUS.kInfeasible):
            status = self._doubted()
        self._cost_only = status == _STATUS.kOptimal
        if status == _STATUS.kInfeasible:
            raise Infeasible(_INFEASIBLE)
        if status == _STATUS.kUnbounded:
            raise Unbounded(_UNBOUNDED)
        if status != _STATUS.kOptimal and attempt == self._attempts - 1:
            raise SolverFailed(f"HiGHS stopped with {self._highs.modelStatusToString(status)}")
        solution = self._highs.getSolution()
        return np.array(solution.col_value), np.array(solution.row_dual)

    def _doubted(self) -> Any:
        """The status of a program that was called infeasible, solved again without presolve, then less tightly.

        Presolve has been seen to call a program infeasible that has room of ten times the tolerance, and limits that
        became equations at an optimum hold together only to the last digits. The check of every optimum stays as it is.
        """
        self._set("presolve", "off")
        status = _STATUS.kInfeasible
        for tolerance in (_TIGHT, _LOOSE):
            if status == _STATUS.kInfeasible:
                self._set("primal_feasibility_tolerance", tolerance)
                self._highs.clearSolver()
                _must(self._highs.run(), "solve")
                status = self._highs.getModelStatus()
        self._set("primal_feasibility_tolerance", _TIGHT)
        return status

    def _set(self, name: str, setting: Any) -> None:
        if self._settings.get(name) != setting:
            _must(self._highs.setOptionValue(name, setting), f"set {name}")
            self._settings[name] = setting

    def _push_column(self, lower: float, upper: float) -> None:
        self._highs.addVar(lower, upper)
        self._pushed_cost = np.append(self._pushed_cost, 0.0)

    def _push_row(self, lower: float, upper: float, index: NDArray[np.int32], value: Array) -> None:
        self._cost_only = False
        _must(self._highs.addRow(lower, upper, len(index), index, value), "add a row")

    def _push_column_bounds(self, number: int, lower: float, upper: float) -> None:
        self._cost_only = False
        _must(self._highs.changeColBounds(number, lower, upper), "change a bound")

    def _push_row_bounds(self, number: int, lower: float, upper: float) -> None:
        self._cost_only = False
        _must(self._highs.changeRowBounds(number, lower, upper), "change a bound")

    def _push_all_bounds(self) -> None:
        self._cost_only = False
        columns, rows = np.arange(len(self._lower), dtype=np.int32), np.arange(len(self._row_lower), dtype=np.int32)
        _must(self._highs.changeColsBounds(len(columns), columns, self._lower, self._upper), "change bounds")
        _must(self._highs.changeRowsBounds(len(rows), rows, self._row_lower, self._row_upper), "change bounds")

    def _drop(self, columns: int, rows: int) -> None:
        self._cost_only = False
        for first, count, delete in (
            (rows, self._highs.getNumRow(), self._highs.deleteRows),
            (columns, self._highs.getNumCol(), self._highs.deleteCols),
        ):
            gone = np.arange(first, count, dtype=np.int32)
            if len(gone):
                _must(delete(len(gone), gone), "drop what was added")
        self._pushed_cost = self._pushed_cost[:columns]

    def _basis(self) -> Any:
        basis = self._highs.getBasis()
        return basis if basis.valid else None

    def _restore(self, basis: Any) -> None:
        if basis is None:
            self._highs.clearSolver()
        else:
            _must(self._highs.setBasis(basis), "take back the basis")


_CBC = {"options": ["primalT 1e-9", "dualT 1e-9"]}
_OPTIONS: dict[str, dict[str, Any]] = {"PULP_CBC_CMD": _CBC, "COIN_CMD": _CBC}


class PulpSession(Session):
    """Any solver that PuLP calls; the program is handed over whole at every solve.

    Solvers called through files stop at tolerances near 1e-7 and write some eight digits, so less is asked for.
    """

    tolerance = 1e-4
    feasibility = 1e-6
    dual_noise = 1e-6
    rounding = 1e-6

    def __init__(self, program: Program, solver: str):
        super().__init__(program)
        self._solver = solver

    def _solve(self, cost: Array, attempt: int) -> tuple[Array, Array]:
        problem = pulp.LpProblem("program", pulp.LpMinimize)
        columns = [
            problem.add_variable(f"c{j:07d}", None if np.isinf(low) else low, None if np.isinf(high) else high)
            for j, (low, high) in enumerate(zip(self._lower, self._upper, strict=True))
        ]
        problem.setObjective(expression(zip(cost.tolist(), columns, strict=True)))
        edges = np.searchsorted(self._row_of, np.arange(len(self._row_lower) + 1))
        parts: list[list[pulp.LpConstraint]] = []
        for i, (low, high) in enumerate(zip(self._row_lower, self._row_upper, strict=True)):
            entries = range(edges[i], edges[i + 1])
            total = [(float(self._value[entry]), columns[self._index[entry]]) for entry in entries]
            parts.append(_constraints(problem, total, i, low, high))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            problem.solve(pulp.getSolver(self._solver, msg=False, **_OPTIONS.get(self._solver, {})))
        if problem.status == pulp.LpStatusInfeasible:
            raise Infeasible(_INFEASIBLE)
        if problem.status == pulp.LpStatusUnbounded:
            raise Unbounded(_UNBOUNDED)
        if problem.status != pulp.LpStatusOptimal:
            raise SolverFailed(f"{self._solver} stopped with {pulp.LpStatus[problem.status]}")
        # PuLP leaves out columns that stand in no row and no objective: they may have any value within their bounds
        anything = np.clip(0.0, self._lower, self._upper)
        values = np.array(
            [
                rest if column.varValue is None else column.varValue
                for column, rest in zip(columns, anything, strict=True)
            ]
        )
        return values, np.array([sum(part.pi or 0.0 for part in row) for row in parts])


def _constraints(
    problem: pulp.LpProblem, terms: list[tuple[float, Any]], number: int, low: float, high: float
) -> list[pulp.LpConstraint]:
    """A row as PuLP constraints: one, or two where it has two different bounds, or none where it has no bound."""
    if low == high:
        sides = [(pulp.LpConstraintEQ, low)]
    else:
        sides = [
            (sense, bound)
            for sense, bound in ((pulp.LpConstraintGE, low), (pulp.LpConstraintLE, high))
            if np.isfinite(bound)
        ]
    found = []
    for part, (sense, bound) in enumerate(sides):
        row = pulp.LpConstraint(expression(terms), sense, f"r{number:07d}_{part}", float(bound))
        problem.addConstraint(row)
        found.append(row)
    return found


def solvers() -> list[str]:
    """The names of the solvers that PuLP finds on this machine."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(pulp.listSolvers(onlyAvailable=True))


def _known_as(solver: str) -> str:
    found = {name.lower(): name for name in solvers()}
    wanted = {"cbc": ("pulp_cbc_cmd", "coin_cmd")}.get(solver.lower(), (solver.lower(),))
    for name in wanted:
        if name in found:
            return found[name]
    raise SolverUnavailable(f"the solver {solver} is not on this machine; there are {', '.join(solvers())}")


@lru_cache
def _probed(solver: str) -> str:
    """The PuLP name of a solver that has solved a program of two rows rightly."""
    name = _known_as(solver)
    program = Program()
    x, y = program.column(("x",)), program.column(("y",), 0.0, 3.0)
    program.at_most(("sum",), [(1.0, x), (1.0, y)], 4.0)
    program.at_least(("difference",), [(1.0, x), (-1.0, y)], -2.0)
    try:
        found = PulpSession(program, name).maximise([(1.0, ("x",)), (2.0, ("y",))]).objective
    except Exception as failure:
        raise SolverUnavailable(f"the solver {solver} does not solve a program of two rows: {failure}") from failure
    if abs(found - 7.0) > 1e-6:
        raise SolverUnavailable(f"the solver {solver} gets a program of two rows wrong: {found} instead of 7")
    return name


def open_session(program: Program, solver: str = DEFAULT_SOLVER) -> Session:
    """A session on a program with a solver by name: ``HiGHS`` (kept alive), ``CBC``, or another that PuLP finds.

    Raises ``SolverUnavailable`` for a solver that is not there or does not work.
    """
    if solver.lower() == DEFAULT_SOLVER.lower():
        return HighsSession(program)
    return PulpSession(program, _probed(solver))
