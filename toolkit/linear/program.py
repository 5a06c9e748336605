"""A linear program held as a PuLP problem, its columns and rows found by key instead of by name.

PuLP turns ``-``, ``[``, ``/`` and others in names into ``_``, so that two names can become one; it lets the last of two
terms of one column win; and it sorts columns by name. Here every column and row has a tuple as its key and a running
number as its name, terms of one column are added, and the order is that of creation.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pulp
from numpy.typing import NDArray

__all__ = ["Key", "Matrix", "Program", "Term", "expression"]

Key = tuple[Any, ...]
Term = tuple[float, Key]
"""A coefficient and the key of its column."""
Array = NDArray[np.float64]
_FAR = math.inf


@dataclass(frozen=True, eq=False)
class Matrix:
    """A program as plain arrays: bounds of columns and rows; the matrix by row in ``start``, ``index``, ``value``."""

    column_lower: Array
    column_upper: Array
    row_lower: Array
    row_upper: Array
    start: NDArray[np.int32]
    index: NDArray[np.int32]
    value: Array


class Program:
    """Columns and rows by key, as a PuLP minimisation without objective: what is sought is told to the session."""

    def __init__(self) -> None:
        self.problem = pulp.LpProblem("program", pulp.LpMinimize)
        self.columns: dict[Key, pulp.LpVariable] = {}
        self.rows: dict[Key, pulp.LpConstraint] = {}

    def column(self, key: Key, lower: float = 0.0, upper: float = _FAR) -> Key:
        """A new column; returns its key. Raises ``KeyError`` for a key that exists."""
        if key in self.columns:
            raise KeyError(f"the program has a column {key} already")
        bounds = (None if math.isinf(lower) else lower, None if math.isinf(upper) else upper)
        self.columns[key] = self.problem.add_variable(f"c{len(self.columns):07d}", *bounds)
        return key

    def at_least(self, key: Key, terms: Iterable[Term], bound: float) -> None:
        """A new row: the terms add up to at least ``bound``."""
        self._row(key, terms, pulp.LpConstraintGE, bound)

    def at_most(self, key: Key, terms: Iterable[Term], bound: float) -> None:
        """A new row: the terms add up to at most ``bound``."""
        self._row(key, terms, pulp.LpConstraintLE, bound)

    def equal(self, key: Key, terms: Iterable[Term], value: float) -> None:
        """A new row: the terms add up to ``value``."""
        self._row(key, terms, pulp.LpConstraintEQ, value)

    def _row(self, key: Key, terms: Iterable[Term], sense: int, bound: float) -> None:
        if key in self.rows:
            raise KeyError(f"the program has a row {key} already")
        total = expression((coefficient, self.columns[column]) for coefficient, column in terms)
        if not total:
            # PuLP and some solvers drop a row without terms, even one that cannot hold
            total.addterm(self.columns[self._nothing()], 1.0)
        row = pulp.LpConstraint(total, sense, f"r{len(self.rows):07d}", bound)
        self.problem.addConstraint(row)
        self.rows[key] = row

    def _nothing(self) -> Key:
        """The key of a column that is always 0."""
        return ("nothing",) if ("nothing",) in self.columns else self.column(("nothing",), 0.0, 0.0)

    def matrix(self) -> Matrix:
        """The PuLP problem as arrays, in the order of creation."""
        place = {id(column): number for number, column in enumerate(self.columns.values())}
        start, index, value = [0], [], []
        lower, upper = [], []
        for row in self.rows.values():
            for column, coefficient in row.items():
                index.append(place[id(column)])
                value.append(coefficient)
            start.append(len(index))
            lower.append(-_FAR if row.sense == pulp.LpConstraintLE else -row.constant)
            upper.append(_FAR if row.sense == pulp.LpConstraintGE else -row.constant)
        columns = self.columns.values()
        return Matrix(
            np.array([-_FAR if column.lowBound is None else column.lowBound for column in columns], dtype=float),
            np.array([_FAR if column.upBound is None else column.upBound for column in columns], dtype=float),
            np.array(lower, dtype=float),
            np.array(upper, dtype=float),
            np.array(start, dtype=np.int32),
            np.array(index, dtype=np.int32),
            np.array(value, dtype=float),
        )


def expression(terms: Iterable[tuple[float, pulp.LpVariable]]) -> pulp.LpAffineExpression:
    """Coefficients and columns as a PuLP expression; terms of one column are added and zeros left out."""
    total = pulp.LpAffineExpression()
    for coefficient, column in terms:
        if coefficient:
            total.addterm(column, coefficient)
    return total
