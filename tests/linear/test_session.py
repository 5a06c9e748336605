"""Sessions: prices with one sign, changes that are taken back, optima that are checked, and what cannot be solved."""

from __future__ import annotations

import math
import random
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest

from tests.support.linear import SOLVERS, FromList, production, session_on
from toolkit.errors import Infeasible, SolverFailed, SolverUnavailable, Unbounded
from toolkit.linear.program import Program, Term
from toolkit.linear.session import Session
from toolkit.linear.solvers import open_session, solvers

X, Y = ("x",), ("y",)
PROFIT: list[Term] = [(3.0, X), (2.0, Y)]

both = pytest.mark.parametrize("solver", SOLVERS)


# prices


@both
def test_prices_of_a_maximum(solver: str) -> None:
    optimum = session_on(production, solver).maximise(PROFIT)
    assert optimum.objective == pytest.approx(11)
    assert (optimum.value(X), optimum.value(Y)) == pytest.approx((3, 1))
    assert optimum.price(("labour",)) == pytest.approx(2)
    assert optimum.price(("land",)) == pytest.approx(0)
    assert optimum.bound_price(X) == pytest.approx(1)
    assert optimum.bound_price(Y) == pytest.approx(0)
    assert optimum.activity(("land",)) == pytest.approx(6)


@both
@pytest.mark.parametrize("sense", ["at_most", "at_least"])
@pytest.mark.parametrize("direction", ["maximise", "minimise"])
def test_the_sign_of_a_price_by_moving_the_limit(solver: str, sense: str, direction: str) -> None:
    """A row in both senses, and an objective that pushes against it: moving the limit says what it is worth."""
    push = (1.0 if sense == "at_most" else -1.0) * (1.0 if direction == "maximise" else -1.0)

    def solve(bound: float) -> tuple[float, float]:
        program = Program()
        x, y = program.column(X, -10.0, 10.0), program.column(Y, -10.0, 3.0)
        getattr(program, sense)(("row",), [(1.0, x), (2.0, y)], bound)
        optimum = getattr(open_session(program, solver), direction)([(push * 3.0, x), (push * 1.0, y)])
        return optimum.objective, optimum.price(("row",))

    relax = 1.0 if sense == "at_most" else -1.0
    here, price = solve(4.0)
    there, _ = solve(4.0 + 0.5 * relax)
    better = (there - here) * (1.0 if direction == "maximise" else -1.0)
    assert better > 0
    assert price == pytest.approx(better / 0.5, rel=1e-6)


@both
@pytest.mark.parametrize("direction", ["maximise", "minimise"])
@pytest.mark.parametrize("end", ["lower", "upper"])
def test_the_price_of_a_bound_by_moving_it(solver: str, direction: str, end: str) -> None:
    push = (1.0 if end == "upper" else -1.0) * (1.0 if direction == "maximise" else -1.0)

    def solve(step: float) -> tuple[float, float]:
        program = Program()
        x = program.column(X, -5.0 - (step if end == "lower" else 0.0), 5.0 + (step if end == "upper" else 0.0))
        y = program.column(Y, 0.0, 1.0)
        program.at_most(("row",), [(1.0, x), (1.0, y)], 100.0)
        optimum = getattr(open_session(program, solver), direction)([(push * 2.5, x), (0.1, y)])
        return optimum.objective, optimum.bound_price(X)

    here, price = solve(0.0)
    better = (solve(2.0)[0] - here) * (1.0 if direction == "maximise" else -1.0)
    assert price == pytest.approx(better / 2.0, rel=1e-6)
    assert price == pytest.approx(2.5)


def random_program(seed: int) -> tuple[Program, list[Term]]:
    """Eight columns between bounds and six rows around a point inside: feasible and bounded."""
    draw = random.Random(seed)
    program = Program()
    columns = [program.column(("c", j), draw.uniform(-3, 0), draw.uniform(1, 4)) for j in range(8)]
    inside = [draw.uniform(0, 1) for _ in columns]
    for i in range(6):
        terms = [(draw.uniform(-2, 2), column) for column in draw.sample(columns, 4)]
        level = sum(coefficient * inside[column[1]] for coefficient, column in terms)
        if i % 3 == 0:
            program.at_most(("r", i), terms, level + draw.random())
        elif i % 3 == 1:
            program.at_least(("r", i), terms, level - draw.random())
        else:
            program.equal(("r", i), terms, level)
    return program, [(draw.uniform(-1, 1), column) for column in columns]


@pytest.mark.parametrize("seed", range(12))
def test_two_solvers_agree_on_value_and_prices(seed: int) -> None:
    found = [open_session(random_program(seed)[0], solver).maximise(random_program(seed)[1]) for solver in SOLVERS]
    assert found[0].objective == pytest.approx(found[1].objective, rel=1e-6, abs=1e-6)
    for key in random_program(seed)[0].rows:
        assert found[0].price(key) == pytest.approx(found[1].price(key), rel=1e-5, abs=1e-5)
        assert found[0].price(key) >= 0


@both
def test_a_maximum_is_the_minimum_of_the_opposite(solver: str) -> None:
    for seed in range(4):
        program, objective = random_program(seed)
        session = open_session(program, solver)
        most = session.maximise(objective)
        least = session.minimise([(-coefficient, key) for coefficient, key in objective])
        assert most.objective == pytest.approx(-least.objective, rel=1e-6)


@both
def test_no_negative_zero(solver: str) -> None:
    program = Program()
    x = program.column(X)
    program.at_most(("row",), [(1.0, x)], 1.0)
    assert math.copysign(1.0, open_session(program, solver).maximise([(-1.0, x)]).objective) == 1.0


# changes


def state(session: Session) -> tuple[object, ...]:
    return (
        dict(session.columns),
        dict(session.rows),
        {key: session.column_bounds(key) for key in session.columns},
        {key: session.row_bounds(key) for key in session.rows},
    )


def change_bounds(session: Session) -> None:
    session.bound_column(X, 1.0, 1.5)
    session.bound_row(("labour",), -math.inf, 2.0)


def add_parts(session: Session) -> None:
    session.add_column(("z",), 0.0, 2.0)
    session.add_row(("both",), [(1.0, X), (1.0, ("z",))], upper=1.0)
    session.add_row(("more",), [(1.0, Y)], lower=0.5, upper=0.75)


def hold_optimum(session: Session) -> None:
    session.keep_optimal(session.maximise([(1.0, Y)]))


def be_infeasible(session: Session) -> None:
    session.bound_row(("labour",), 100.0, math.inf)
    with pytest.raises(Infeasible):
        session.maximise(PROFIT)


def be_unbounded(session: Session) -> None:
    session.add_column(("z",))
    with pytest.raises(Unbounded):
        session.maximise([(1.0, ("z",))])


def fail(session: Session) -> None:
    session.bound_column(X, 0.0, 0.0)
    raise ArithmeticError


CHANGES = [change_bounds, add_parts, hold_optimum, be_infeasible, be_unbounded]


@both
@pytest.mark.parametrize("change", CHANGES)
def test_temporary_changes_are_taken_back(solver: str, change: Callable[[Session], None]) -> None:
    session = session_on(production, solver)
    before, first = state(session), session.maximise(PROFIT)
    for _ in range(2):
        with session.temporary():
            change(session)
            assert state(session) != before
        assert state(session) == before
        again = session.maximise(PROFIT)
        assert again.objective == pytest.approx(first.objective)
        assert again.price(("labour",)) == pytest.approx(2)
    assert session.minimise([(1.0, X)]).objective == pytest.approx(0)


@both
def test_temporary_changes_are_taken_back_after_an_error(solver: str) -> None:
    session = session_on(production, solver)
    before = state(session)
    with pytest.raises(ArithmeticError), session.temporary():
        fail(session)
    assert state(session) == before
    assert session.maximise(PROFIT).objective == pytest.approx(11)


@both
def test_temporary_changes_within_temporary_changes(solver: str) -> None:
    session = session_on(production, solver)
    with session.temporary():
        session.bound_column(X, 0.0, 1.0)
        inner = state(session)
        assert session.maximise(PROFIT).objective == pytest.approx(3 + 2 * 2)
        with session.temporary():
            add_parts(session)
            assert session.maximise(PROFIT).objective == pytest.approx(3 + 1.5)
        assert state(session) == inner
        assert session.maximise(PROFIT).objective == pytest.approx(7)
    assert session.maximise(PROFIT).objective == pytest.approx(11)


@both
def test_an_optimum_outlives_the_changes_after_it(solver: str) -> None:
    session = session_on(production, solver)
    optimum = session.maximise(PROFIT)
    with session.temporary():
        add_parts(session)
        session.maximise([(1.0, ("z",))])
    session.maximise([(-1.0, X)])
    assert (optimum.value(X), optimum.value(Y), optimum.price(("labour",))) == pytest.approx((3, 1, 2))


@both
def test_a_new_column_takes_part_in_new_rows_only(solver: str) -> None:
    session = session_on(production, solver)
    session.add_column(("z",), 0.0, 5.0)
    session.add_row(("tie",), [(1.0, ("z",)), (-1.0, Y)], 0.0, 0.0)
    optimum = session.maximise([*PROFIT, (10.0, ("z",))])
    # y counts 12 now: x + 3y ≤ 7 and x + y ≤ 4 leave y = 7/3 at x = 0, or x = 2.5, y = 1.5, or x = 3, y = 1
    assert optimum.objective == pytest.approx(28)
    assert optimum.value(("z",)) == pytest.approx(7 / 3)


@both
def test_a_row_between_two_bounds(solver: str) -> None:
    program = Program()
    x = program.column(X, -10.0, 10.0)
    session = open_session(program, solver)
    session.add_row(("between",), [(2.0, x)], -4.0, 6.0)
    most, least = session.maximise([(1.0, x)]), session.minimise([(1.0, x)])
    assert (most.objective, least.objective) == pytest.approx((3, -2))
    assert (most.price(("between",)), least.price(("between",))) == pytest.approx((0.5, 0.5))


# keeping an optimum


@both
def test_what_is_kept_optimal_stays_optimal(solver: str) -> None:
    program = Program()
    x, y, z = program.column(X), program.column(Y), program.column(("z",), 0.0, 1.0)
    program.at_most(("sum",), [(1.0, x), (1.0, y)], 4.0)
    session = open_session(program, solver)
    with session.temporary():
        session.keep_optimal(session.maximise([(1.0, x), (1.0, y), (1.0, z)]))
        # x + y = 4 and z = 1 remain, and x may be anything up to 4
        assert session.maximise([(1.0, x)]).objective == pytest.approx(4)
        assert session.minimise([(1.0, x)]).objective == pytest.approx(0)
        assert session.minimise([(1.0, x), (1.0, y)]).objective == pytest.approx(4)
        assert session.minimise([(1.0, z)]).objective == pytest.approx(1)
    assert session.minimise([(1.0, x), (1.0, y)]).objective == pytest.approx(0)


@pytest.mark.parametrize("seed", range(12))
def test_an_optimum_is_still_reached_and_admitted_when_it_is_kept(seed: int) -> None:
    program, objective = random_program(seed)
    session = open_session(program)
    optimum = session.maximise(objective)
    draw = random.Random(seed)
    other = [(draw.uniform(-1, 1), key) for key in program.columns]
    with session.temporary():
        session.keep_optimal(optimum)
        assert session.minimise(objective).objective == pytest.approx(optimum.objective, rel=1e-9, abs=1e-9)
        assert (
            session.maximise(other).objective
            >= sum(coefficient * optimum.value(key) for coefficient, key in other) - 1e-7
        )


def admitted(session: Session, objective: list[Term]) -> None:
    """Keep an optimum that a solver might return, and see that it is inside the bounds that are kept."""
    columns, rows = list(session.columns), list(session.rows)
    optimum = session.minimise(objective)
    session.keep_optimal(optimum)
    for key in columns:
        lower, upper = session.column_bounds(key)
        value = optimum.value(key)
        assert lower - 1e-6 <= value <= upper + 1e-6, f"{key} is {value}, kept between {lower} and {upper}"
    for key in rows:
        lower, upper = session.row_bounds(key)
        assert lower - 1e-6 <= optimum.activity(key) <= upper + 1e-6


def test_a_speck_of_a_price_does_not_pin_a_column_away_from_its_value() -> None:
    """Solvers return reduced costs near 1e-9 for columns between their bounds: they are noise, not prices."""
    program = Program()
    x, y = program.column(X, 0.0, 1.0), program.column(Y, 0.0, 5.0)
    program.at_least(("sum",), [(1.0, x), (1.0, y)], 1.0)
    session = FromList(program, [({X: 0.0, Y: 1.0}, {("sum",): 1.0 - 1.5e-9})])
    admitted(session, [(2.0, x), (1.0, y)])


def test_a_speck_of_a_price_does_not_pin_a_column_at_infinity() -> None:
    program = Program()
    x, y = program.column(X, 0.0, 1.0), program.column(Y)
    program.at_least(("sum",), [(1.0, x), (1.0, y)], 1.0)
    session = FromList(program, [({X: 0.0, Y: 1.0}, {("sum",): 1.0 + 1.5e-9})])
    admitted(session, [(2.0, x), (1.0, y)])


def test_a_speck_of_a_price_does_not_pin_a_row_away_from_its_value() -> None:
    program = Program()
    x = program.column(X, 0.0, 10.0)
    program.at_most(("loose",), [(1.0, x)], 9.0)
    program.at_least(("tight",), [(1.0, x)], 2.0)
    session = FromList(program, [({X: 2.0}, {("loose",): -1.5e-9, ("tight",): 1.0 + 1.5e-9})])
    admitted(session, [(1.0, x)])


# the check of an optimum

RIGHT = ({X: 3.0, Y: 1.0}, {("labour",): -2.0})
WRONG = [
    ("not the best", ({X: 3.0, Y: 0.5}, {("labour",): -2.0}), "primal and dual objective differ"),
    ("nothing at all", ({}, {}), "primal and dual objective differ"),
    ("beyond a row", ({X: 3.0, Y: 2.0}, {("labour",): -2.0}), "a limit is missed"),
    ("beyond a bound", ({X: 4.0, Y: 0.0}, {("labour",): -2.0}), "a limit is missed"),
    ("below a bound", ({X: 3.0, Y: -1.0}, {("labour",): -2.0}), "a limit is missed"),
    ("prices of the wrong sign", ({X: 3.0, Y: 1.0}, {("labour",): 2.0}), "primal and dual objective differ"),
    ("prices too low", ({X: 3.0, Y: 1.0}, {("labour",): -1.5}), "primal and dual objective differ"),
    ("a loose row", ({X: 3.0, Y: 1.0}, {("labour",): -2.0, ("land",): -0.1}), "primal and dual objective differ"),
    ("not a number", ({X: math.nan, Y: 1.0}, {("labour",): -2.0}), ""),
    ("a price that is not a number", ({X: 3.0, Y: 1.0}, {("labour",): math.nan}), ""),
]  # fmt: skip


def test_a_right_answer_is_accepted() -> None:
    optimum = FromList(production(), [RIGHT]).maximise(PROFIT)
    assert optimum.objective == 11
    assert optimum.price(("labour",)) == 2


@pytest.mark.parametrize(("what", "answer", "message"), WRONG, ids=[what for what, _, _ in WRONG])
def test_a_wrong_answer_is_refused(what: str, answer: tuple[dict, dict], message: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(SolverFailed, match=f"does not pass the check of an optimum: .*{message}"):
        FromList(production(), [answer]).maximise(PROFIT)


def test_a_slightly_wrong_answer_is_refused() -> None:
    with pytest.raises(SolverFailed, match="primal and dual objective differ by 1"):
        FromList(production(), [({X: 3.0, Y: 1.0 - 1e-6}, {("labour",): -2.0})]).maximise(PROFIT)
    with pytest.raises(SolverFailed, match="a limit is missed"):
        FromList(production(), [({X: 3.0, Y: 1.0 + 1e-6}, {("labour",): -2.0})]).maximise(PROFIT)


def test_a_solver_gets_more_than_one_try() -> None:
    class Stubborn(FromList):
        _attempts = 3

    session = Stubborn(production(), [WRONG[0][1], WRONG[2][1], RIGHT])
    assert session.maximise(PROFIT).objective == 11
    assert session.solves == 3
    session = Stubborn(production(), [WRONG[0][1]])
    with pytest.raises(SolverFailed):
        session.maximise(PROFIT)
    assert session.solves == 3


# what cannot be solved


@both
def test_infeasible(solver: str) -> None:
    session = session_on(production, solver)
    session.bound_row(("labour",), 50.0, math.inf)
    for _ in range(2):
        with pytest.raises(Infeasible, match="cannot hold together"):
            session.maximise(PROFIT)
    session.bound_row(("labour",), -math.inf, 4.0)
    assert session.maximise(PROFIT).objective == pytest.approx(11)


@both
def test_bounds_that_cross_are_infeasible(solver: str) -> None:
    program = Program()
    x = program.column(X, 2.0, 1.0)
    program.at_most(("row",), [(1.0, x)], 5.0)
    with pytest.raises(Infeasible):
        open_session(program, solver).maximise([(1.0, x)])


@both
def test_unbounded(solver: str) -> None:
    program = Program()
    x, y = program.column(X), program.column(Y, -math.inf)
    program.at_most(("row",), [(1.0, x), (1.0, y)], 1.0)
    session = open_session(program, solver)
    for _ in range(2):
        with pytest.raises(Unbounded, match="grows without limit"):
            session.maximise([(1.0, x)])
    assert session.maximise([(1.0, x), (1.0, y)]).objective == pytest.approx(1)


@both
def test_a_program_without_rows_and_without_objective(solver: str) -> None:
    program = Program()
    x = program.column(X, 1.0, 2.0)
    session = open_session(program, solver)
    assert session.maximise([(1.0, x)]).value(x) == pytest.approx(2)
    optimum = session.maximise([])
    assert optimum.objective == 0
    assert 1 <= optimum.value(x) <= 2


def test_an_unknown_solver() -> None:
    with pytest.raises(SolverUnavailable, match=r"the solver Gurobee is not on this machine; there are .*PULP_CBC_CMD"):
        open_session(production(), "Gurobee")


@pytest.mark.parametrize("name", ["HiGHS", "highs", "HIGHS", "CBC", "cbc", "PULP_CBC_CMD"])
def test_solvers_by_name(name: str) -> None:
    assert open_session(production(), name).maximise(PROFIT).objective == pytest.approx(11)
    assert "PULP_CBC_CMD" in solvers()


# the same answer, and no words


def test_the_same_program_gives_the_same_answer() -> None:
    first, second = (open_session(random_program(5)[0]).maximise(random_program(5)[1]) for _ in range(2))
    assert np.array_equal([first.value(("c", j)) for j in range(8)], [second.value(("c", j)) for j in range(8)])


def test_solving_prints_nothing() -> None:
    words = """
import toolkit
from toolkit import load_case, solve
case = load_case("kenya-uk")
solve(case)
solve(case, "utilitarian", solver="CBC")
try:
    toolkit.linear.solvers.open_session(toolkit.linear.program.Program(), "none")
except toolkit.SolverUnavailable:
    pass
"""
    ran = subprocess.run([sys.executable, "-W", "error", "-c", words], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
