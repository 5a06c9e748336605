"""Keyed programs: names that would collapse, terms of one column, rows without terms."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support.linear import SOLVERS
from toolkit.errors import Infeasible
from toolkit.linear.program import Program
from toolkit.linear.solvers import open_session

LIKE_NAMES = [
    ("x[KEN-GBR]",), ("x_KEN_GBR_",), ("x", "KEN-GBR"), ("x", "KEN", "GBR"), ("x_KEN", "GBR"), ("x/KEN GBR",),
    ("x+KEN",), ("é",), ("e",), ("",), ("x", 1), ("x", "1"),
]  # fmt: skip


@pytest.mark.parametrize("solver", SOLVERS)
def test_keys_that_would_be_one_name_stay_apart(solver: str) -> None:
    program = Program()
    for number, key in enumerate(LIKE_NAMES):
        program.column(key, upper=float(number + 1))
        program.at_most(key, [(1.0, key)], number + 0.5)
    optimum = open_session(program, solver).maximise([(1.0, key) for key in LIKE_NAMES])
    assert [optimum.value(key) for key in LIKE_NAMES] == pytest.approx(
        [number + 0.5 for number in range(len(LIKE_NAMES))]
    )
    assert optimum.objective == pytest.approx(sum(number + 0.5 for number in range(len(LIKE_NAMES))))
    assert [optimum.price(key) for key in LIKE_NAMES] == pytest.approx([1.0] * len(LIKE_NAMES))


@pytest.mark.parametrize("solver", SOLVERS)
def test_terms_of_one_column_are_added(solver: str) -> None:
    program = Program()
    x = program.column(("x",))
    # 2x + 3x - x ≤ 8
    program.at_most(("sum",), [(2.0, x), (3.0, x), (-1.0, x)], 8.0)
    session = open_session(program, solver)
    assert session.maximise([(1.0, x)]).value(x) == pytest.approx(2.0)
    # the objective x + x
    assert session.maximise([(1.0, x), (1.0, x)]).objective == pytest.approx(4.0)
    with session.temporary():
        session.add_row(("more",), [(1.0, x), (1.0, x)], upper=1.0)
        assert session.maximise([(1.0, x)]).value(x) == pytest.approx(0.5)


@pytest.mark.parametrize("solver", SOLVERS)
def test_terms_that_cancel_leave_a_row_without_terms(solver: str) -> None:
    program = Program()
    x = program.column(("x",), upper=1.0)
    program.at_least(("nothing",), [(1.0, x), (-1.0, x)], -1.0)
    assert open_session(program, solver).maximise([(1.0, x)]).objective == pytest.approx(1.0)


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize(
    ("sense", "bound", "holds"),
    [
        ("at_least", 1.0, False),
        ("at_least", 0.0, True),
        ("at_least", -1.0, True),
        ("at_most", -1.0, False),
        ("at_most", 0.0, True),
        ("at_most", 1.0, True),
        ("equal", 1.0, False),
        ("equal", 0.0, True),
    ],
)
def test_a_row_without_terms_holds_or_not(solver: str, sense: str, bound: float, holds: bool) -> None:
    program = Program()
    x = program.column(("x",), upper=5.0)
    getattr(program, sense)(("empty",), [], bound)
    getattr(program, sense)(("zeros",), [(0.0, x)], bound)
    session = open_session(program, solver)
    if holds:
        assert session.maximise([(1.0, x)]).objective == pytest.approx(5.0)
    else:
        with pytest.raises(Infeasible):
            session.maximise([(1.0, x)])


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_row_without_terms_may_be_added_to_a_session(solver: str) -> None:
    program = Program()
    x = program.column(("x",), upper=5.0)
    session = open_session(program, solver)
    with session.temporary():
        session.add_row(("fine",), [], upper=1.0)
        assert session.maximise([(1.0, x)]).objective == pytest.approx(5.0)
    with session.temporary():
        session.add_row(("impossible",), [], lower=1.0)
        with pytest.raises(Infeasible):
            session.maximise([(1.0, x)])
    assert session.maximise([(1.0, x)]).objective == pytest.approx(5.0)


def test_keys_stand_once() -> None:
    program = Program()
    x = program.column(("x",))
    program.at_most(("row",), [(1.0, x)], 1.0)
    with pytest.raises(KeyError, match="a column"):
        program.column(("x",))
    with pytest.raises(KeyError, match="a row"):
        program.at_least(("row",), [(1.0, x)], 0.0)
    session = open_session(program)
    with pytest.raises(KeyError, match="a column"):
        session.add_column(("x",))
    with pytest.raises(KeyError, match="a row"):
        session.add_row(("row",), [(1.0, x)], 0.0)
    with pytest.raises(KeyError):
        program.at_most(("other",), [(1.0, ("y",))], 1.0)
    with pytest.raises(KeyError):
        session.maximise([(1.0, ("y",))])


def test_the_matrix_keeps_the_order_of_creation() -> None:
    program = Program()
    b, a = program.column(("b",), -1.0, 2.0), program.column(("a",), float("-inf"))
    program.at_least(("z",), [(1.0, a), (2.0, b)], 3.0)
    program.equal(("y",), [(4.0, b)], 5.0)
    program.at_most(("x",), [(6.0, a)], 7.0)
    matrix = program.matrix()
    assert list(program.columns) == [("b",), ("a",)]
    assert list(program.rows) == [("z",), ("y",), ("x",)]
    assert matrix.column_lower.tolist() == [-1.0, -np.inf]
    assert matrix.column_upper.tolist() == [2.0, np.inf]
    assert matrix.row_lower.tolist() == [3.0, 5.0, -np.inf]
    assert matrix.row_upper.tolist() == [np.inf, 5.0, 7.0]
    assert matrix.start.tolist() == [0, 2, 3, 4]
    assert list(zip(matrix.index.tolist(), matrix.value.tolist(), strict=True)) == [
        (1, 1.0),
        (0, 2.0),
        (0, 4.0),
        (1, 6.0),
    ]
