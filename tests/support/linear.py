"""Small linear programs, and sessions on them with each solver."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from toolkit.linear.program import Key, Program
from toolkit.linear.session import Array, Session
from toolkit.linear.solvers import open_session

__all__ = ["SOLVERS", "FromList", "production", "session_on"]

SOLVERS = ("HiGHS", "CBC")


def production() -> Program:
    """Two goods: x + y ≤ 4, x + 3y ≤ 6, x ≤ 3.

    3x + 2y is largest at x = 3, y = 1: 11, with prices 2 for the first row, 0 for the second (both hold there, so the
    second may share) and 1 for the bound of x. Here the second row is loose: x + 3y ≤ 7.
    """
    program = Program()
    x, y = program.column(("x",), 0.0, 3.0), program.column(("y",))
    program.at_most(("labour",), [(1.0, x), (1.0, y)], 4.0)
    program.at_most(("land",), [(1.0, x), (3.0, y)], 7.0)
    return program


def session_on(build: Callable[[], Program], solver: str) -> Session:
    """A session on a program with a solver by name."""
    return open_session(build(), solver)


class FromList(Session):
    """A session whose answers are given beforehand: values of columns and dual values of rows."""

    def __init__(self, program: Program, answers: list[tuple[dict[Key, float], dict[Key, float]]]):
        super().__init__(program)
        self.answers = answers

    def _solve(self, cost: Array, attempt: int) -> tuple[Array, Array]:
        values, duals = self.answers[min(self.solves, len(self.answers)) - 1]
        return (
            np.array([values.get(key, 0.0) for key in self.columns]),
            np.array([duals.get(key, 0.0) for key in self.rows]),
        )
