"""Prices of limits and how far they hold, against published tables and against moving the limit."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.bargain.drawn import TRIED, rows
from tests.bargain.problems import RESOURCES, Resources, Rows, polytope
from toolkit.errors import Infeasible
from toolkit.linear.prices import price_range
from toolkit.linear.program import Key, Program, Term
from toolkit.linear.session import Session
from toolkit.linear.solvers import open_session

BOTH: list[Term] = [(1.0, ("utility", "A")), (1.0, ("utility", "B"))]


@pytest.mark.parametrize("problem", [pytest.param(problem, id=problem.name) for problem in RESOURCES])
def test_published_sensitivity_reports(problem: Resources) -> None:
    session, objective = problem.build()
    for name, (price, lower, upper) in problem.prices.items():
        found = price_range(session, objective, (name,))
        assert (found.price, found.loss) == pytest.approx((price, price), abs=1e-9)
        assert (found.lower, found.upper) == pytest.approx((lower, upper))


def square() -> tuple[Session, list[Term]]:
    """u, v ≤ 1 and u + v ≤ 2, all at their bounds at the optimum of u + v."""
    parties = polytope([((1, 0), 1), ((0, 1), 1), ((1, 1), 2)])
    return parties.session, BOTH


def test_a_kink_has_a_price_and_a_loss() -> None:
    session, objective = square()
    found = price_range(session, objective, ("row", 2))
    assert (found.bound, found.price, found.loss) == pytest.approx((2, 0, 1), abs=1e-9)
    assert (found.lower, found.upper) == pytest.approx((0, math.inf))


def test_a_kink_is_the_same_for_each_of_the_limits_that_meet_there() -> None:
    session, objective = square()
    for row in (0, 1):
        found = price_range(session, objective, ("row", row))
        assert (found.price, found.loss) == pytest.approx((0, 1), abs=1e-9)
        assert (found.lower, found.upper) == pytest.approx((0, math.inf))


def test_a_limit_that_cannot_be_tightened() -> None:
    program = Program()
    x = program.column(("x",), 2.0)
    program.at_most(("most",), [(1.0, x)], 2.0)
    found = price_range(open_session(program), [(3.0, x)], ("most",))
    assert (found.price, found.loss, found.lower, found.upper) == pytest.approx((3, math.inf, 2, math.inf))


def test_an_upper_and_a_lower_bound_of_a_column() -> None:
    program = Program()
    x, y = program.column(("x",), 1.0, 4.0), program.column(("y",), 2.0, 9.0)
    program.at_most(("sum",), [(1.0, x), (1.0, y)], 10.0)
    session = open_session(program)
    upper = price_range(session, [(2.0, x), (1.0, y)], ("x",))
    assert (upper.bound, upper.price, upper.lower, upper.upper) == pytest.approx((4, 1, 1, 8))
    lower = price_range(session, [(2.0, x), (-1.0, y)], ("y",))
    assert (lower.bound, lower.price, lower.lower, lower.upper) == pytest.approx((2, 1, -math.inf, 6))


def test_a_lower_limit() -> None:
    program = Program()
    x = program.column(("x",))
    program.at_least(("least",), [(2.0, x)], 6.0)
    program.at_most(("most",), [(1.0, x)], 10.0)
    found = price_range(open_session(program), [(-4.0, x)], ("least",))
    assert (found.price, found.loss, found.lower, found.upper) == pytest.approx((2, 2, 0, 20))


def test_an_equation_and_a_limit_without_bound_have_no_price() -> None:
    program = Program()
    x, free = program.column(("x",), 0.0, 4.0), program.column(("free",), -math.inf)
    program.equal(("same",), [(1.0, x), (-1.0, free)], 0.0)
    session = open_session(program)
    for key in (("same",), ("free",)):
        with pytest.raises(ValueError, match="no bound"):
            price_range(session, [(1.0, x)], key)


def test_no_solution() -> None:
    parties = polytope([((1, 1), -1)])
    with pytest.raises(Infeasible):
        price_range(parties.session, BOTH, ("row", 0))


def best(session: Session, objective: list[Term], key: Key, bound: float) -> float:
    """The largest objective with another bound; less than anything where there is no solution."""
    with session.temporary():
        session.bound_row(key, -math.inf, bound)
        try:
            return session.maximise(objective).objective
        except Infeasible:
            return -math.inf


@TRIED
@given(drawn=rows(2), weights=st.tuples(st.integers(-3, 5), st.integers(-3, 5)))
def test_prices_hold_between_their_ends_and_not_beyond(drawn: Rows, weights: tuple[int, int]) -> None:
    session = polytope(drawn).session
    objective: list[Term] = [(float(weight), key) for weight, (_, key) in zip(weights, BOTH, strict=True)]
    try:
        here = session.maximise(objective).objective
    except Infeasible:
        assume(False)
    key = ("row", 0)
    found = price_range(session, objective, key)
    assert found.loss >= found.price - 1e-9 >= -2e-9
    assert found.lower <= found.bound <= found.upper
    for end, slope, way in ((found.upper, found.price, 1.0), (found.lower, found.loss, -1.0)):
        reach = min(abs(end - found.bound), 50.0)
        for part in (0.5, 1.0):
            change = way * part * reach
            if change:
                there = best(session, objective, key, found.bound + change + 1e-9)
                assert there == pytest.approx(here + slope * change, abs=1e-6)
        if math.isfinite(end):
            change = end + way - found.bound
            assert best(session, objective, key, found.bound + change) < here + slope * change - 1e-4 or (
                slope == math.inf and best(session, objective, key, found.bound + change) == -math.inf
            )
