"""Everything against the list of all vertices of small random polytopes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given

from tests.bargain import brute
from tests.bargain.drawn import TRIED, rows
from tests.bargain.problems import Rows, polytope
from toolkit.bargain.frontier import frontier
from toolkit.bargain.nash import nash
from toolkit.bargain.parties import ideals
from toolkit.bargain.rules import egalitarian, kalai_smorodinsky, utilitarian
from toolkit.errors import Infeasible


def corners_of(drawn: Rows) -> brute.Array:
    """All vertices; the example is given up where there is none."""
    found = brute.vertices(*brute.system(drawn))
    assume(len(found))
    return found


@TRIED
@given(rows(2))
def test_no_deal_where_there_is_no_vertex(drawn: Rows) -> None:
    parties = polytope(drawn)
    if len(brute.vertices(*brute.system(drawn))):
        ideals(parties)
    else:
        with pytest.raises(Infeasible):
            ideals(parties)
        with pytest.raises(Infeasible):
            frontier(parties, "A", "B")
        with pytest.raises(Infeasible):
            nash(parties, {"A": 1.0, "B": 1.0})


@TRIED
@given(rows(2))
def test_ideals(drawn: Rows) -> None:
    expected = np.max(corners_of(drawn), axis=0)
    assert list(ideals(polytope(drawn)).values()) == pytest.approx(list(expected), abs=1e-7)


@TRIED
@given(rows(2))
def test_frontier(drawn: Rows) -> None:
    expected = brute.frontier(corners_of(drawn))
    found = frontier(polytope(drawn), "A", "B").corners
    assert np.array([(corner.a, corner.b) for corner in found]) == pytest.approx(expected, abs=1e-7)


@TRIED
@given(rows(3, most=4))
def test_frontier_beside_a_third_party(drawn: Rows) -> None:
    expected = brute.frontier(corners_of(drawn)[:, :2])
    found = frontier(polytope(drawn), "A", "B").corners
    assert np.array([(corner.a, corner.b) for corner in found]) == pytest.approx(expected, abs=1e-7)


@TRIED
@given(rows(3, most=4))
def test_frontier_of_a_bloc(drawn: Rows) -> None:
    points = corners_of(drawn)
    expected = brute.frontier(np.column_stack([points[:, 2], points[:, 0] + points[:, 1]]))
    found = frontier(polytope(drawn), "C", ["A", "B"]).corners
    assert np.array([(corner.a, corner.b) for corner in found]) == pytest.approx(expected, abs=1e-7)


@TRIED
@given(rows(2))
def test_nash_of_two(drawn: Rows) -> None:
    points = corners_of(drawn)
    assume(np.all(np.max(points, axis=0) > 1e-6))
    expected = brute.nash(points)
    parties = polytope(drawn)
    assert list(nash(parties, ideals(parties)).utilities.values()) == pytest.approx(list(expected), abs=1e-7)
    spot = frontier(parties, "A", "B").nash()
    assert (spot.a, spot.b) == pytest.approx(tuple(expected), abs=1e-7)


@TRIED
@given(rows(3, most=4))
def test_nash_of_three_is_feasible_and_has_the_largest_product(drawn: Rows) -> None:
    points = corners_of(drawn)
    assume(np.all(np.max(points, axis=0) > 1e-6))
    parties = polytope(drawn)
    found = np.array(list(nash(parties, ideals(parties)).utilities.values()))
    matrix, bound = brute.system(drawn)
    assert np.all(matrix @ found <= bound + 1e-7)
    assert np.max(points @ (1 / found)) <= 3 + 1e-7


@TRIED
@given(rows(2))
def test_egalitarian_of_two(drawn: Rows) -> None:
    corners_of(drawn)
    expected = brute.leximin(*brute.system(drawn), [1.0, 1.0])
    parties = polytope(drawn)
    assert list(egalitarian(parties).utilities.values()) == pytest.approx(list(expected), abs=1e-6)
    spot = frontier(parties, "A", "B").egalitarian()
    assert (spot.a, spot.b) == pytest.approx(tuple(expected), abs=1e-6)


@TRIED
@given(rows(2))
def test_kalai_smorodinsky_of_two(drawn: Rows) -> None:
    most = np.max(corners_of(drawn), axis=0)
    assume(np.all(most > 1e-6))
    expected = brute.leximin(*brute.system(drawn), most.tolist())
    parties = polytope(drawn)
    found = ideals(parties)
    assert list(kalai_smorodinsky(parties, found).utilities.values()) == pytest.approx(list(expected), abs=1e-6)
    spot = frontier(parties, "A", "B").kalai_smorodinsky(found)
    assert (spot.a, spot.b) == pytest.approx(tuple(expected), abs=1e-6)


@TRIED
@given(rows(3, most=3))
def test_leximin_of_three(drawn: Rows) -> None:
    most = np.max(corners_of(drawn), axis=0)
    assume(np.all(most > 1e-6))
    parties = polytope(drawn)
    equal = brute.leximin(*brute.system(drawn), [1.0, 1.0, 1.0])
    assert list(egalitarian(parties).utilities.values()) == pytest.approx(list(equal), abs=1e-6)
    shares = brute.leximin(*brute.system(drawn), most.tolist())
    assert list(kalai_smorodinsky(parties, ideals(parties)).utilities.values()) == pytest.approx(list(shares), abs=1e-6)


@TRIED
@given(rows(3, most=4))
def test_utilitarian(drawn: Rows) -> None:
    expected = np.max(np.sum(corners_of(drawn), axis=1))
    assert sum(utilitarian(polytope(drawn)).utilities.values()) == pytest.approx(expected, abs=1e-7)
