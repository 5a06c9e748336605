"""What must give way and what is in conflict, against published answers and against trying every set."""

from __future__ import annotations

import math
from collections.abc import Collection
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.bargain.drawn import TRIED
from tests.bargain.problems import CONFLICTS, Conflict
from toolkit.bargain.conflict import Demands, irreducible_conflict, least_relaxation
from toolkit.errors import Infeasible
from toolkit.linear.program import Key, Program
from toolkit.linear.session import Session
from toolkit.linear.solvers import open_session

PROBLEMS = pytest.mark.parametrize("problem", [pytest.param(problem, id=problem.name) for problem in CONFLICTS])


def holds(session: Session, demands: Demands, groups: Collection[str]) -> bool:
    """Whether the demands of some groups can hold together, the others being dropped."""
    with session.temporary():
        for key, (_, group) in demands.items():
            if group not in groups:
                relax(session, key, math.inf)
        try:
            session.maximise([])
        except Infeasible:
            return False
    return True


def relax(session: Session, key: Key, amount: float) -> None:
    """Widen a limit on both sides."""
    if key in session.columns:
        low, high = session.column_bounds(key)
        session.bound_column(key, low - amount, high + amount)
    else:
        low, high = session.row_bounds(key)
        session.bound_row(key, low - amount, high + amount)


def is_irreducible(session: Session, demands: Demands, found: list[str]) -> bool:
    return not holds(session, demands, found) and all(
        holds(session, demands, [group for group in found if group != dropped]) for dropped in found
    )


@PROBLEMS
def test_published_conflicts(problem: Conflict) -> None:
    session, demands = problem.build()
    assert set(irreducible_conflict(session, demands)) == problem.blamed


@PROBLEMS
def test_the_least_relaxation_is_enough(problem: Conflict) -> None:
    session, demands = problem.build()
    amounts = least_relaxation(session, demands)
    assert amounts
    assert not holds(session, demands, [group for _, group in demands.values()])
    with session.temporary():
        for key, amount in amounts.items():
            relax(session, key, amount + 1e-9)
        session.maximise([])


def pie(*wanted: float) -> tuple[Session, dict[Key, tuple[float, str]]]:
    """Parties that want at least so much each of a pie of 10, which is a law."""
    program = Program()
    parts = [program.column(("part", number)) for number in range(len(wanted))]
    program.at_most(("pie",), [(1.0, part) for part in parts], 10.0)
    for number, amount in enumerate(wanted):
        program.at_least(("wants", number), [(1.0, parts[number])], amount)
    return open_session(program), {("wants", number): (1.0, f"party {number}") for number in range(len(wanted))}


def test_the_cheapest_demand_gives_way() -> None:
    session, demands = pie(6, 7)
    assert least_relaxation(session, {**demands, ("wants", 0): (2.0, "party 0")}) == pytest.approx({("wants", 1): 3})
    assert least_relaxation(session, {**demands, ("wants", 1): (2.0, "party 1")}) == pytest.approx({("wants", 0): 3})


@pytest.mark.parametrize("weight", [1e-5, 1.0, 1e5])
def test_the_unit_of_the_weights_does_not_matter(weight: float) -> None:
    session, demands = pie(6, 7)
    weighted = {key: (weight * (1 + number), group) for number, (key, (_, group)) in enumerate(demands.items())}
    assert least_relaxation(session, weighted) == pytest.approx({("wants", 0): 3})


def test_only_allowed_demands_give_way() -> None:
    session, demands = pie(6, 7)
    assert least_relaxation(session, demands, allowed=[("wants", 0)]) == pytest.approx({("wants", 0): 3})
    assert least_relaxation(session, demands, allowed=[("wants", 1)]) == pytest.approx({("wants", 1): 3})
    with pytest.raises(Infeasible):
        least_relaxation(pie(12, 1)[0], demands, allowed=[("wants", 1)])


def test_nothing_gives_way_where_all_can_hold() -> None:
    session, demands = pie(3, 7)
    assert least_relaxation(session, demands) == {}
    assert irreducible_conflict(session, demands) == []


def test_no_demands() -> None:
    session, _ = pie(3, 7)
    assert least_relaxation(session, {}) == {}
    assert irreducible_conflict(session, {}) == []


def test_laws_are_never_blamed() -> None:
    session, demands = pie(6, 7)
    assert irreducible_conflict(session, demands) == ["party 0", "party 1"]
    assert irreducible_conflict(*pie(11, 7)) == ["party 0"]


def test_laws_that_cannot_hold_alone() -> None:
    session, demands = pie(6, 7)
    session.bound_row(("pie",), 11.0, 10.0)
    with pytest.raises(Infeasible):
        irreducible_conflict(session, demands)
    with pytest.raises(Infeasible):
        least_relaxation(session, demands)


def test_which_of_several_conflicts() -> None:
    """Any two of three parties want too much; the earlier ones are dropped first."""
    session, demands = pie(6, 6, 6)
    assert irreducible_conflict(session, demands) == ["party 1", "party 2"]
    backwards = dict(reversed(demands.items()))
    assert irreducible_conflict(session, backwards) == ["party 1", "party 0"]


def test_a_group_of_many_rows() -> None:
    """One red line in three years: it is blamed once, and gives way by its own amount in each year."""
    program = Program()
    for year in range(3):
        program.column(("give", year))
        program.at_most(("most", year), [(1.0, ("give", year))], 2.0 - 0.5 * year)
        program.at_least(("least", year), [(1.0, ("give", year))], 1.8)
    session = open_session(program)
    demands: Demands = {
        **{("most", year): (1.0, "payer") for year in range(3)},
        **{("least", year): (5.0, "receiver") for year in range(3)},
    }
    assert irreducible_conflict(session, demands) == ["payer", "receiver"]
    assert least_relaxation(session, demands) == pytest.approx({("most", 1): 0.3, ("most", 2): 0.8})


def test_a_range_and_an_equation_can_be_demands() -> None:
    program = Program()
    x = program.column(("x",), 3.0, 5.0)
    program.equal(("exactly",), [(1.0, x)], 9.0)
    session = open_session(program)
    demands: Demands = {("x",): (1.0, "range"), ("exactly",): (3.0, "equation")}
    assert least_relaxation(session, demands) == pytest.approx({("x",): 4})
    assert least_relaxation(session, {**demands, ("x",): (9.0, "range")}) == pytest.approx({("exactly",): 4})
    assert irreducible_conflict(session, demands) == ["range", "equation"]


def test_a_column_stands_before_a_row_of_the_same_key() -> None:
    """The row that says what a utility is made of is a law; the utility's floor is the demand."""
    program = Program()
    x, utility = program.column(("x",), 2.0), program.column(("gain",), 0.0)
    program.equal(("gain",), [(-1.0, x), (-1.0, utility)], 0.0)
    session = open_session(program)
    assert least_relaxation(session, {("gain",): (1.0, "floor")}) == pytest.approx({("gain",): 2})


Drawn = list[tuple[tuple[int, int], int, int]]


def drawn_demands() -> st.SearchStrategy[Drawn]:
    """Rows of two columns that ask for at least something, each in one of four groups."""
    row = st.tuples(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), st.integers(-6, 12), st.integers(0, 3))
    return st.lists(row, min_size=2, max_size=7)


def build(drawn: Drawn) -> tuple[Session, dict[Key, tuple[float, str]]]:
    """The rows as demands; that the columns lie between 0 and 3 is a law."""
    program = Program()
    columns = [program.column(("x", j), 0.0, 3.0) for j in range(2)]
    for number, (coefficients, bound, _) in enumerate(drawn):
        program.at_least(("row", number), zip(map(float, coefficients), columns, strict=True), bound)
    return open_session(program), {("row", number): (1.0, f"group {group}") for number, (*_, group) in enumerate(drawn)}


@TRIED
@given(drawn_demands())
def test_a_conflict_is_irreducible(drawn: Drawn) -> None:
    session, demands = build(drawn)
    groups = list(dict.fromkeys(group for _, group in demands.values()))
    found = irreducible_conflict(session, demands)
    if holds(session, demands, groups):
        assert found == []
    else:
        assert is_irreducible(session, demands, found)
        assert found == [group for group in groups if group in found]


@TRIED
@given(drawn_demands())
def test_no_smaller_relaxation(drawn: Drawn) -> None:
    """The total of what is missing at every point where two limits meet: nowhere is it less."""
    session, demands = build(drawn)
    total = sum(least_relaxation(session, demands).values())
    lines = [(coefficients, float(bound)) for coefficients, bound, _ in drawn]
    lines += [((1, 0), 0.0), ((0, 1), 0.0), ((1, 0), 3.0), ((0, 1), 3.0)]
    assert total == pytest.approx(min(missing(drawn, point) for point in meetings(lines)), abs=1e-6)


def meetings(lines: list[tuple[tuple[int, int], float]]) -> list[tuple[float, float]]:
    """The points between 0 and 3 where two lines cross; the least total lies at one of them."""
    found = []
    for ((a, b), p), ((c, d), q) in combinations(lines, 2):
        if a * d != b * c:
            x, y = (p * d - b * q) / (a * d - b * c), (a * q - p * c) / (a * d - b * c)
            if -1e-9 <= x <= 3 + 1e-9 and -1e-9 <= y <= 3 + 1e-9:
                found.append((x, y))
    return found


def missing(drawn: Drawn, point: tuple[float, float]) -> float:
    return sum(max(0.0, bound - a * point[0] - b * point[1]) for (a, b), bound, _ in drawn)


@TRIED
@given(drawn_demands())
def test_all_is_well_after_giving_way(drawn: Drawn) -> None:
    session, demands = build(drawn)
    amounts = least_relaxation(session, demands)
    assume(amounts)
    with session.temporary():
        for key, amount in amounts.items():
            relax(session, key, amount + 1e-7)
        session.maximise([])
