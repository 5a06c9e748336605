"""Answers from the literature: bargaining points, bi-objective frontiers, divisions and estates."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.bargain.problems import (
    BARGAINS,
    DIVISIONS,
    ESTATES,
    TWO_OBJECTIVES,
    Bargain,
    Division,
    Estate,
    TwoObjectives,
    division,
)
from toolkit.bargain.frontier import frontier
from toolkit.bargain.nash import nash
from toolkit.bargain.parties import ideals
from toolkit.bargain.rules import egalitarian, kalai_smorodinsky, utilitarian


def same(found: Iterable[float], expected: Iterable[float]) -> None:
    assert list(found) == pytest.approx(list(expected), rel=1e-9, abs=1e-9)


def bargains(answer: str) -> list[object]:
    """The problems that state an answer."""
    return [pytest.param(problem, id=problem.name) for problem in BARGAINS if getattr(problem, answer)]


def two(answer: str) -> list[object]:
    """Those among them with two parties."""
    return [
        pytest.param(problem, id=problem.name)
        for problem in BARGAINS
        if getattr(problem, answer) and len(problem.points[0]) == 2
    ]


@pytest.mark.parametrize("problem", bargains("ideals"))
def test_ideals(problem: Bargain) -> None:
    same(ideals(problem.parties()).values(), problem.ideals)


@pytest.mark.parametrize("problem", bargains("nash"))
def test_nash(problem: Bargain) -> None:
    parties = problem.parties()
    same(nash(parties, ideals(parties)).utilities.values(), problem.nash)


@pytest.mark.parametrize("problem", bargains("kalai_smorodinsky"))
def test_kalai_smorodinsky(problem: Bargain) -> None:
    parties = problem.parties()
    same(kalai_smorodinsky(parties, ideals(parties)).utilities.values(), problem.kalai_smorodinsky)


@pytest.mark.parametrize("problem", bargains("egalitarian"))
def test_egalitarian(problem: Bargain) -> None:
    same(egalitarian(problem.parties()).utilities.values(), problem.egalitarian)


@pytest.mark.parametrize("problem", bargains("utilitarian"))
def test_utilitarian(problem: Bargain) -> None:
    same(utilitarian(problem.parties()).utilities.values(), problem.utilitarian)


@pytest.mark.parametrize("problem", two("frontier"))
def test_frontier(problem: Bargain) -> None:
    found = frontier(problem.parties(), "A", "B")
    same([part for corner in found.corners for part in (corner.a, corner.b)], [u for p in problem.frontier for u in p])


@pytest.mark.parametrize("problem", two("nash"))
def test_nash_on_the_frontier(problem: Bargain) -> None:
    spot = frontier(problem.parties(), "A", "B").nash()
    same((spot.a, spot.b), problem.nash)


@pytest.mark.parametrize("problem", two("kalai_smorodinsky"))
def test_kalai_smorodinsky_on_the_frontier(problem: Bargain) -> None:
    spot = frontier(problem.parties(), "A", "B").kalai_smorodinsky()
    same((spot.a, spot.b), problem.kalai_smorodinsky)


@pytest.mark.parametrize("problem", two("egalitarian"))
def test_egalitarian_on_the_frontier(problem: Bargain) -> None:
    spot = frontier(problem.parties(), "A", "B").egalitarian()
    same((spot.a, spot.b), problem.egalitarian)


@pytest.mark.parametrize("problem", [pytest.param(problem, id=problem.name) for problem in TWO_OBJECTIVES])
def test_two_objectives(problem: TwoObjectives) -> None:
    found = frontier(problem.parties(), "A", "B")
    expected = sorted(problem.frontier, key=lambda point: -point[0])
    same([part for corner in found.corners for part in (corner.a, corner.b)], [u for p in expected for u in p])


def test_two_objectives_with_another_solver() -> None:
    found = frontier(TWO_OBJECTIVES[0].parties("CBC"), "A", "B")
    for corner, (u, v) in zip(found.corners, sorted(TWO_OBJECTIVES[0].frontier, key=lambda p: -p[0]), strict=True):
        assert (corner.a, corner.b) == pytest.approx((u, v), rel=1e-6)


@pytest.mark.parametrize("problem", DIVISIONS)
def test_leximin_of_divided_goods(problem: Division) -> None:
    same(egalitarian(division(problem.values)).utilities.values(), problem.leximin)


@pytest.mark.parametrize("problem", ESTATES)
def test_nash_of_an_estate_gives_equal_awards(problem: Estate) -> None:
    parties = problem.parties()
    same(nash(parties, ideals(parties)).utilities.values(), problem.nash)


@pytest.mark.parametrize("problem", ESTATES)
def test_kalai_smorodinsky_of_an_estate_gives_equal_shares_of_claims(problem: Estate) -> None:
    parties = problem.parties()
    same(kalai_smorodinsky(parties, ideals(parties)).utilities.values(), problem.kalai_smorodinsky)
