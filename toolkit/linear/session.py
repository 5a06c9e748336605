"""Solving one program many times: a session keeps the program, takes changes, and certifies every optimum.

Everything is a minimisation inside, whatever was asked for, since PuLP 3 turns the signs of dual values of a
maximisation around with some solvers and not with others.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import Infeasible, SolverFailed
from toolkit.linear.program import Key, Program

__all__ = ["Array", "Optimum", "Session"]

Array = NDArray[np.float64]
_CLEAR = 100.0
"""How far above the noise a price is clear."""


@dataclass(frozen=True, eq=False)
class Optimum:
    """A certified optimum: its objective as asked for, the value of every column, the price of every row and bound."""

    objective: float
    _columns: dict[Key, int]
    _rows: dict[Key, int]
    _values: Array
    _activity: Array
    _duals: Array
    _reduced: Array
    _cost: Array

    def value(self, key: Key) -> float:
        """The value of a column."""
        return float(self._values[self._columns[key]])

    def activity(self, key: Key) -> float:
        """What the terms of a row add up to."""
        return float(self._activity[self._rows[key]])

    def price(self, key: Key) -> float:
        """What the objective gains per unit by which a row's bound is relaxed: 0 or more, whatever the solver."""
        return abs(float(self._duals[self._rows[key]]))

    def bound_price(self, key: Key) -> float:
        """The same for the bound at which a column stands."""
        return abs(float(self._reduced[self._columns[key]]))


class Session(ABC):
    """A program with its changes. ``maximise`` and ``minimise`` may be called any number of times.

    ``tolerance`` is the largest relative difference between primal and dual objective that is accepted,
    ``feasibility`` the largest miss of a limit relative to the terms in it, ``dual_noise`` what counts as no price,
    ``rounding`` the relative error of a value that is read from one solve and imposed on the next.
    """

    tolerance = 1e-8
    feasibility = 1e-7
    dual_noise = 1e-9
    rounding = 1e-12

    def __init__(self, program: Program):
        matrix = program.matrix()
        self.columns: dict[Key, int] = {key: number for number, key in enumerate(program.columns)}
        self.rows: dict[Key, int] = {key: number for number, key in enumerate(program.rows)}
        self._lower, self._upper = matrix.column_lower.copy(), matrix.column_upper.copy()
        self._row_lower, self._row_upper = matrix.row_lower.copy(), matrix.row_upper.copy()
        self._row_of = np.repeat(np.arange(len(matrix.start) - 1, dtype=np.int32), np.diff(matrix.start))
        self._index, self._value = matrix.index, matrix.value
        self._cost = np.zeros(len(self._lower))
        self.solves = 0

    # changes

    def add_column(self, key: Key, lower: float = 0.0, upper: float = math.inf) -> None:
        """A new column without terms in any row yet."""
        if key in self.columns:
            raise KeyError(f"the session has a column {key} already")
        self.columns[key] = len(self._lower)
        self._lower, self._upper = np.append(self._lower, lower), np.append(self._upper, upper)
        self._cost = np.append(self._cost, 0.0)
        self._push_column(lower, upper)

    def add_row(
        self, key: Key, terms: Iterable[tuple[float, Key]], lower: float = -math.inf, upper: float = math.inf
    ) -> None:
        """A new row: terms of column keys add up to something between ``lower`` and ``upper``."""
        if key in self.rows:
            raise KeyError(f"the session has a row {key} already")
        added: dict[int, float] = {}
        for coefficient, column in terms:
            number = self.columns[column]
            added[number] = added.get(number, 0.0) + coefficient
        index, value = np.array(list(added), dtype=np.int32), np.array(list(added.values()), dtype=float)
        self.rows[key] = len(self._row_lower)
        self._row_of = np.append(self._row_of, np.full(len(index), self.rows[key], dtype=np.int32))
        self._index, self._value = np.append(self._index, index), np.append(self._value, value)
        self._row_lower, self._row_upper = np.append(self._row_lower, lower), np.append(self._row_upper, upper)
        self._push_row(lower, upper, index, value)

    def bound_column(self, key: Key, lower: float, upper: float) -> None:
        """New bounds for a column."""
        number = self.columns[key]
        self._lower[number], self._upper[number] = lower, upper
        self._push_column_bounds(number, lower, upper)

    def bound_row(self, key: Key, lower: float, upper: float) -> None:
        """New bounds for a row."""
        number = self.rows[key]
        self._row_lower[number], self._row_upper[number] = lower, upper
        self._push_row_bounds(number, lower, upper)

    def column_bounds(self, key: Key) -> tuple[float, float]:
        """The bounds of a column."""
        number = self.columns[key]
        return float(self._lower[number]), float(self._upper[number])

    def row_bounds(self, key: Key) -> tuple[float, float]:
        """The bounds of a row."""
        number = self.rows[key]
        return float(self._row_lower[number]), float(self._row_upper[number])

    def terms(self, key: Key) -> list[tuple[float, Key]]:
        """The terms of a row."""
        first, last = np.searchsorted(self._row_of, (self.rows[key], self.rows[key] + 1))
        columns = list(self.columns)
        return [(float(self._value[entry]), columns[self._index[entry]]) for entry in range(first, last)]

    def keep_optimal(self, optimum: Optimum) -> None:
        """Admit only solutions that are as good as an optimum just found.

        Every limit with a clear price becomes an equation, which is exact where holding the objective at its value
        leaves room of the size of a tolerance. The objective is held as well, for what prices near the noise leave.
        """
        columns, rows = len(optimum._reduced), len(optimum._duals)
        # entries of rows and columns that came after the optimum do not count
        known = (self._row_of < rows) & (self._index < columns)
        entries = np.abs(self._value[known] * optimum._values[self._index[known]])
        terms = np.bincount(self._row_of[known], entries, rows).astype(np.float64)
        columns_too = (self._lower[:columns], self._upper[:columns])
        self._pin(optimum._reduced, optimum._values, np.abs(optimum._values), *columns_too)
        self._pin(optimum._duals, optimum._activity, terms, self._row_lower[:rows], self._row_upper[:rows])
        self._push_all_bounds()
        names, worst = list(self.columns), float(optimum._cost @ optimum._values)
        sought = [(float(optimum._cost[number]), names[number]) for number in np.flatnonzero(optimum._cost)]
        slack = max(self.dual_noise, self.rounding) * max(1.0, abs(worst))
        self.add_row(("kept", len(self.rows)), sought, upper=worst + slack)

    def _pin(self, dual: Array, value: Array, size: Array, lower: Array, upper: Array) -> None:
        """Make an equation of each limit that has a price and at which the value stands; changes the bounds given.

        A price near the noise may stand at no bound.
        """
        near = self.feasibility * (1 + size)
        low = (dual > _CLEAR * self.dual_noise) & (np.abs(value - lower) <= near)
        high = (dual < -_CLEAR * self.dual_noise) & (np.abs(value - upper) <= near)
        upper[low] = lower[low]
        lower[high] = upper[high]

    @contextmanager
    def temporary(self) -> Iterator[None]:
        """Changes made inside are taken back at the end; the solver starts again from where it stood."""
        columns, rows, entries = len(self._lower), len(self._row_lower), len(self._value)
        kept = (self._lower.copy(), self._upper.copy(), self._row_lower.copy(), self._row_upper.copy())
        basis = self._basis()
        try:
            yield
        finally:
            self._drop(columns, rows)
            # new mappings: an optimum found inside keeps those it was found with
            self.columns = {key: number for key, number in self.columns.items() if number < columns}
            self.rows = {key: number for key, number in self.rows.items() if number < rows}
            self._row_of, self._index, self._value = (
                self._row_of[:entries],
                self._index[:entries],
                self._value[:entries],
            )
            self._lower, self._upper, self._row_lower, self._row_upper = kept
            self._cost = self._cost[:columns]
            self._push_all_bounds()
            self._restore(basis)

    # solving

    def maximise(self, terms: Iterable[tuple[float, Key]]) -> Optimum:
        """The largest value that the terms can add up to.

        Raises ``Infeasible``, ``Unbounded``, or ``SolverFailed`` where no optimum passes the check.
        """
        return self._optimise(terms, -1.0)

    def minimise(self, terms: Iterable[tuple[float, Key]]) -> Optimum:
        """The smallest value that the terms can add up to; raises like ``maximise``."""
        return self._optimise(terms, 1.0)

    def _optimise(self, terms: Iterable[tuple[float, Key]], sign: float) -> Optimum:
        if np.any(self._lower > self._upper) or np.any(self._row_lower > self._row_upper):
            raise Infeasible("a lower bound is above its upper bound")
        cost = np.zeros(len(self._lower))
        for coefficient, column in terms:
            cost[self.columns[column]] += sign * coefficient
        reason = ""
        for attempt in range(self._attempts):
            self.solves += 1
            values, duals = self._solve(cost, attempt)
            activity = self._by_row(self._value * values[self._index])
            reduced = cost - np.bincount(self._index, self._value * duals[self._row_of], len(cost))
            reason = self._flaw(cost, values, activity, duals, reduced)
            if not reason:
                objective = float(sign * (cost @ values)) + 0.0
                return Optimum(objective, self.columns, self.rows, values, activity, duals, reduced, cost)
        raise SolverFailed(f"the solver's answer does not pass the check of an optimum: {reason}")

    def _by_row(self, entries: Array) -> Array:
        """Entries of the matrix added up by row."""
        return np.bincount(self._row_of, entries, len(self._row_lower)).astype(np.float64)

    def _flaw(self, cost: Array, values: Array, activity: Array, duals: Array, reduced: Array) -> str:
        """What is wrong with an optimum, empty when nothing is: limits kept, and primal and dual objective agree."""
        value, dual = np.concatenate([activity, values]), np.concatenate([duals, reduced])
        if not math.isfinite(float(value @ value) + float(dual @ dual)):
            return "a value or a price is not a number"
        lower = np.concatenate([self._row_lower, self._lower])
        upper = np.concatenate([self._row_upper, self._upper])
        size = 1 + np.concatenate([self._by_row(np.abs(self._value * values[self._index])), np.abs(values)])
        outside = float(np.max(np.maximum(lower - value, value - upper) / size, initial=0.0))
        if outside > self.feasibility:
            return f"a limit is missed by {outside:.1e} of its size"
        made_of = np.bincount(self._index, np.abs(self._value * duals[self._row_of]), len(cost)) + np.abs(cost)
        noise = self.dual_noise * np.concatenate([np.ones(len(duals)), np.maximum(1.0, made_of)])
        relative = _gap(dual, value, lower, upper, noise) / max(1.0, abs(float(cost @ values)))
        return f"primal and dual objective differ by {relative:.1e}" if relative > self.tolerance else ""

    # what a solver provides

    _attempts = 1

    @abstractmethod
    def _solve(self, cost: Array, attempt: int) -> tuple[Array, Array]:
        """Values of columns and dual values of rows (change of the minimum per unit of the row's bound)."""

    # what a solver that stays alive is told; one that gets the whole program at every solve needs none of it

    def _push_column(self, lower: float, upper: float) -> None:
        """A column was added."""

    def _push_row(self, lower: float, upper: float, index: NDArray[np.int32], value: Array) -> None:
        """A row was added."""

    def _push_column_bounds(self, number: int, lower: float, upper: float) -> None:
        """The bounds of a column changed."""

    def _push_row_bounds(self, number: int, lower: float, upper: float) -> None:
        """The bounds of a row changed."""

    def _push_all_bounds(self) -> None:
        """Any bounds may have changed."""

    def _drop(self, columns: int, rows: int) -> None:
        """All but the first columns and rows are gone."""

    def _basis(self) -> Any:
        """Where the solver stands."""
        return None

    def _restore(self, basis: Any) -> None:
        """Go back to where the solver stood."""


def _gap(dual: Array, value: Array, lower: Array, upper: Array, noise: Array) -> float:
    """How much primal and dual objective differ through one set of limits; infinite where a price has no limit.

    A positive dual belongs to the lower bound and a negative one to the upper; noise is left out.
    """
    priced = np.abs(dual) > noise
    bound = np.where(dual > 0, lower, upper)[priced]
    unlimited = ~np.isfinite(bound)
    if np.any(unlimited):
        excess = np.abs(dual[priced][unlimited]) / noise[priced][unlimited]
        if np.max(excess) > 100:
            return math.inf
        bound[unlimited] = value[priced][unlimited]
    return float(np.sum(np.abs(dual[priced] * (value[priced] - bound))))
