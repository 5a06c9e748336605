"""Shapes of the frontier, and what is read off it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bargain.drawn import TRIED, outcomes
from tests.bargain.problems import Points, mixes, objectives, polytope
from toolkit.bargain.frontier import Frontier, Spot, frontier
from toolkit.errors import Infeasible, Unbounded


def pairs(found: Frontier) -> list[tuple[float, float]]:
    return [(round(corner.a, 9) + 0.0, round(corner.b, 9) + 0.0) for corner in found.corners]


def at(spot: Spot) -> tuple[float, float]:
    return spot.a, spot.b


QUADRILATERAL: Points = ((0, 0), (0, 6), (6, 3), (8, 0))


def test_a_single_point() -> None:
    assert pairs(frontier(mixes([(3, 2)]), "A", "B")) == [(3, 2)]


def test_a_point_better_than_all_others() -> None:
    assert pairs(frontier(mixes([(3, 2), (3, 1), (0, 2), (1, 1)]), "A", "B")) == [(3, 2)]


def test_a_vertical_edge() -> None:
    assert pairs(frontier(mixes([(3, 0), (3, 2), (1, 4)]), "A", "B")) == [(3, 2), (1, 4)]


def test_a_horizontal_edge() -> None:
    assert pairs(frontier(mixes([(0, 4), (1, 4), (3, 2)]), "A", "B")) == [(3, 2), (1, 4)]


def test_points_in_a_line() -> None:
    assert pairs(frontier(mixes([(4, 0), (3, 1), (2, 2), (1, 3), (0, 4)]), "A", "B")) == [(4, 0), (0, 4)]


def test_a_flat_objective() -> None:
    assert pairs(frontier(objectives(((1,), (0,)), upper={0: 5.0}), "A", "B")) == [(5, 0)]


def test_two_objectives_that_agree() -> None:
    assert pairs(frontier(objectives(((1,), (2,)), upper={0: 5.0}), "A", "B")) == [(5, 10)]


def test_losses_as_well_as_gains() -> None:
    assert pairs(frontier(objectives(((1,), (-2,)), upper={0: 5.0}), "A", "B")) == [(5, -10), (0, 0)]


def test_no_deal() -> None:
    with pytest.raises(Infeasible):
        frontier(mixes([(-1, 2), (-2, 5)]), "A", "B")


def test_a_gain_without_limit() -> None:
    """min (x1 - x2, x1 + x2) with 2x1 + x2 ≥ 6 and x1 + 2x2 ≥ 6: example 1 of the bensolve manual."""
    parties = objectives(((-1, 1), (-1, -1)), at_most=(((-2, -1), -6), ((-1, -2), -6)))
    with pytest.raises(Unbounded):
        frontier(parties, "A", "B")
    with pytest.raises(Unbounded):
        frontier(parties, "B", "A")


def test_the_other_way_round() -> None:
    there, back = (frontier(mixes(QUADRILATERAL), *sides) for sides in (("A", "B"), ("B", "A")))
    assert [(b, a) for a, b in reversed(pairs(back))] == pairs(there)
    assert [1 / edge.rate for edge in reversed(back.edges)] == pytest.approx([edge.rate for edge in there.edges])


def test_rates() -> None:
    found = frontier(mixes(QUADRILATERAL), "A", "B")
    assert [edge.rate for edge in found.edges] == pytest.approx([1.5, 0.5])
    assert [(edge.start, edge.end) for edge in found.edges] == list(zip(found.corners, found.corners[1:], strict=False))


def test_blocs_add_up() -> None:
    found = frontier(mixes([(4, 0, 1), (0, 3, 0), (1, 1, 5)]), ["A", "B"], "C")
    assert pairs(found) == [(4, 1), (2, 5)]
    assert found.corners[1].utilities == pytest.approx({"A": 1, "B": 1, "C": 5})
    assert (found.a, found.b) == (("A", "B"), ("C",))


def test_a_party_cannot_be_on_both_sides() -> None:
    with pytest.raises(ValueError, match="both sides"):
        frontier(mixes(QUADRILATERAL), ["A", "B"], "B")


def test_others_keep_what_the_program_grants_them() -> None:
    found = frontier(mixes([(9, 9, -1), (1, 1, 1), (0, 9, 0)]), "A", "B")
    assert all(corner.utilities["C"] >= -1e-9 for corner in found.corners)
    assert pairs(found) == [(5, 5), (0, 9)]


def test_corners_keep_their_terms() -> None:
    found = frontier(mixes(QUADRILATERAL), "A", "B")
    assert [corner.optimum.value(("share", 3)) for corner in found.corners] == pytest.approx([1, 0, 0])
    assert found.point_at(7).value(("share", 3)) == pytest.approx(0.5)


def test_point_at() -> None:
    found = frontier(mixes([(8, 1), (6, 3), (2, 5)]), "A", "B")
    assert at(found.point_at(7)) == pytest.approx((7, 2))
    assert at(found.point_at(6)) == pytest.approx((6, 3))
    assert at(found.point_at(8)) == pytest.approx((8, 1))
    assert at(found.point_at(0)) == pytest.approx((2, 5))
    with pytest.raises(ValueError, match="at most 8"):
        found.point_at(8.1)


def test_ray() -> None:
    found = frontier(mixes([(8, 1), (6, 3), (2, 5)]), "A", "B")
    assert at(found.ray(2, 1)) == pytest.approx((6, 3))
    assert at(found.ray(1, 0)) == pytest.approx((8, 1))
    assert at(found.ray(0, 7)) == pytest.approx((2, 5))
    assert at(found.ray(1, 1)) == pytest.approx((4, 4))
    for direction in ((0, 0), (1, -1)):
        with pytest.raises(ValueError, match="direction"):
            found.ray(*direction)


def test_a_side_that_cannot_gain_is_left_out() -> None:
    found = frontier(mixes([(0, 0), (0, 5)]), "A", "B")
    for spot in (found.nash(), found.kalai_smorodinsky(), found.egalitarian()):
        assert at(spot) == pytest.approx((0, 5))
    back = frontier(mixes([(0, 0), (0, 5)]), "B", "A")
    for spot in (back.nash(), back.kalai_smorodinsky(), back.egalitarian()):
        assert at(spot) == pytest.approx((5, 0))


def test_kalai_smorodinsky_with_given_ideals() -> None:
    found = frontier(mixes([(4, 0, 0), (0, 4, 0), (0, 0, 4)]), ["A", "B"], "C")
    assert at(found.kalai_smorodinsky()) == pytest.approx((2, 2))
    assert at(found.kalai_smorodinsky({"A": 4, "B": 4, "C": 4})) == pytest.approx((8 / 3, 4 / 3))


def test_nash_with_weights() -> None:
    found = frontier(mixes([(0, 0), (9, 0), (0, 6)]), "A", "B")
    assert at(found.nash((2, 1))) == pytest.approx((6, 2))
    assert at(found.nash((1, 2))) == pytest.approx((3, 4))
    with pytest.raises(ValueError, match="weights"):
        found.nash((0, 1))


def test_distance_inside() -> None:
    found = frontier(mixes(QUADRILATERAL), "A", "B").distance(3, 1.5)
    assert (found.factor, found.more_a, found.more_b) == pytest.approx((2, 4, 3))
    assert found.better is not None
    assert at(found.better) == pytest.approx((5.4, 3.3))


def test_distance_on_the_frontier() -> None:
    found = frontier(mixes(QUADRILATERAL), "A", "B").distance(7, 1.5)
    assert (found.factor, found.more_a, found.more_b) == pytest.approx((1, 0, 0))
    assert found.better is None


def test_distance_beyond() -> None:
    found = frontier(mixes(QUADRILATERAL), "A", "B").distance(7, 3)
    assert found.factor == pytest.approx(0.8889, abs=1e-4)
    assert (found.more_a, found.more_b) == pytest.approx((-1, -1.5))
    assert found.better is None
    far = frontier(mixes(QUADRILATERAL), "A", "B").distance(9, 7)
    assert (far.more_a, far.more_b, far.better) == (None, None, None)


def test_distance_of_a_weakly_dominated_point() -> None:
    found = frontier(mixes([(4, 2), (1, 3)]), "A", "B").distance(4, 1)
    assert (found.factor, found.more_a, found.more_b) == pytest.approx((1, 0, 1))
    assert found.better is not None
    assert at(found.better) == pytest.approx((4, 2))


def test_distance_of_no_deal_and_of_a_loss() -> None:
    chosen = frontier(mixes(QUADRILATERAL), "A", "B")
    nothing, loss = chosen.distance(0, 0), chosen.distance(-1, 2)
    assert nothing.factor is None
    assert loss.factor is None
    assert nothing.better is not None
    assert at(nothing.better) == pytest.approx(at(chosen.kalai_smorodinsky()))
    assert loss.better is not None


@TRIED
@given(points=outcomes(), part=st.floats(0, 1), scale=st.sampled_from([0.25, 0.5, 1.0]))
def test_distance_of_scaled_points_of_the_frontier(points: Points, part: float, scale: float) -> None:
    found = frontier(mixes(points), "A", "B")
    first, last = found.corners[0], found.corners[-1]
    spot = found.point_at(part * first.a + (1 - part) * last.a)
    there = found.distance(scale * spot.a, scale * spot.b)
    if max(at(spot)) > 0:
        assert there.factor == pytest.approx(1 / scale, rel=1e-6)
    if there.better is not None:
        assert scale < 1
        assert there.better.a >= scale * spot.a - 1e-7
        assert there.better.b >= scale * spot.b - 1e-7


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e4])
@pytest.mark.parametrize("ratio", [1e-4, 1.0, 1e4])
def test_scales_change_nothing(scale: float, ratio: float) -> None:
    """The same fan of rates between 1/20 and 20 whatever the units of the two utilities."""
    rates = [20 ** (number / 10 - 1) for number in range(21)]
    points = [(0.0, 0.0)]
    for rate in rates:
        points.append((points[-1][0] + scale, points[-1][1] - rate * scale * ratio))
    raised = [(a, b - points[-1][1]) for a, b in points]
    found = frontier(mixes(raised), "A", "B")
    assert [edge.rate for edge in found.edges] == pytest.approx([rate * ratio for rate in reversed(rates)], rel=1e-6)
    assert math.isclose(found.corners[0].a, 21 * scale, rel_tol=1e-9)


def test_the_polygon_of_an_interval() -> None:
    assert pairs(frontier(polytope([((1, 1), 6), ((1, 0), 4), ((0, 1), 5)]), "A", "B")) == [(4, 2), (1, 5)]
