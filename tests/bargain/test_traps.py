"""Mistakes found in other tools, by name; ours must not make them."""

from __future__ import annotations

import math

import pytest

from tests.bargain.problems import TWO_OBJECTIVES, mixes, objectives, polytope
from toolkit.bargain.frontier import frontier
from toolkit.bargain.nash import nash
from toolkit.bargain.parties import ideals
from toolkit.bargain.rules import egalitarian, kalai_smorodinsky
from toolkit.errors import Infeasible


def test_nash_product_of_two_losers() -> None:
    """(-0.5)·(-0.5) = 0.25 is a larger product than 0.2·0.3, but not a deal: both fall below their walk-away values."""
    parties = mixes([(-0.5, -0.5), (0.2, 0.3)])
    assert nash(parties, ideals(parties)).utilities == pytest.approx({"A": 0.2, "B": 0.3})


def test_nash_product_of_two_losers_beside_a_winner() -> None:
    """Two negatives and one positive multiply to a positive product as well."""
    parties = mixes([(-0.9, -0.9, 0.3), (0.1, 0.1, 0.1)])
    assert nash(parties, ideals(parties)).utilities == pytest.approx({"A": 0.1, "B": 0.1, "C": 0.1})


def test_nash_product_of_two_losers_where_the_program_allows_losses() -> None:
    parties = mixes([(-7, -7), (3, 1), (1, 3)], lower=-math.inf)
    assert nash(parties, {"A": 3.0, "B": 3.0}).utilities == pytest.approx({"A": 2, "B": 2})


def test_no_deal_that_makes_everybody_lose() -> None:
    parties = mixes([(-0.5, -0.5), (-0.1, -0.2)])
    for ask in (lambda: nash(parties, {"A": 1.0, "B": 1.0}), lambda: frontier(parties, "A", "B")):
        with pytest.raises(Infeasible):
            ask()


def test_kalai_smorodinsky_of_three_does_not_seek_the_smallest_spread() -> None:
    """(0.30, 0.30, 0.35) has shares closer to each other, (0.90, 0.34, 0.34) has a larger smallest share."""
    parties = mixes([(0.30, 0.30, 0.35), (0.90, 0.34, 0.34)])
    most = ideals(parties)
    found = kalai_smorodinsky(parties, most).utilities
    shares = {name: found[name] / most[name] for name in found}
    part = 0.7 / 0.73
    assert found == pytest.approx({"A": 0.30 + 0.60 * part, "B": 0.30 + 0.04 * part, "C": 0.35 - 0.01 * part})
    assert min(shares.values()) > 0.34 / 0.35


def test_egalitarian_of_three_is_completed_by_leximin() -> None:
    """Every mix with C gaining 2 has the same smallest utility; the deal must be the one that leaves nothing over."""
    parties = polytope([((1, 0, 0), 1), ((0, 1, 0), 3), ((0, 0, 1), 9), ((0, 1, 1), 10)])
    assert egalitarian(parties).utilities == pytest.approx({"A": 1, "B": 3, "C": 7})


def test_kalai_smorodinsky_of_three_is_completed_by_leximin() -> None:
    parties = polytope([((1, 1, 0), 2), ((1, 0, 0), 2), ((0, 1, 0), 2), ((0, 0, 1), 2)])
    assert kalai_smorodinsky(parties, ideals(parties)).utilities == pytest.approx({"A": 1, "B": 1, "C": 2})


def test_weakly_dominated_ends_are_left_out() -> None:
    """A box: maximising one utility alone may stop anywhere on its side."""
    found = frontier(polytope([((1, 0), 4), ((0, 1), 3)]), "A", "B")
    assert [(corner.a, corner.b) for corner in found.corners] == [pytest.approx((4, 3))]


def test_no_corner_is_lost() -> None:
    problem = TWO_OBJECTIVES[-1]
    found = frontier(problem.parties(), "A", "B")
    assert (found.corners[-1].a, found.corners[-1].b) == pytest.approx((0, 0), abs=1e-9)


def test_the_search_ends_where_a_party_stands_still() -> None:
    """B has the same in every deal, so that the range of its utility is 0."""
    parties = polytope([((1, 0), 4), ((0, 1), 2), ((0, -1), -2)])
    before = parties.session.solves
    found = frontier(parties, "A", "B")
    assert [(corner.a, corner.b) for corner in found.corners] == [pytest.approx((4, 2))]
    assert parties.session.solves - before == 4


def test_a_range_of_nothing() -> None:
    parties = polytope([((1, 0), 0), ((0, 1), 0)])
    found = frontier(parties, "A", "B")
    assert [(corner.a, corner.b) for corner in found.corners] == [(0, 0)]
    assert found.nash().utilities == found.egalitarian().utilities == found.kalai_smorodinsky().utilities
    assert nash(parties, ideals(parties)).utilities == {"A": 0, "B": 0}


def test_the_search_ends_on_a_frontier_of_a_thousand_corners() -> None:
    """As round as a circle: the corners are found in twice as many solves and no more."""
    count = 500
    angles = [math.pi / 2 * (number + 0.5) / count for number in range(count)]
    parties = polytope([((math.cos(angle), math.sin(angle)), 1000.0) for angle in angles])
    before = parties.session.solves
    found = frontier(parties, "A", "B")
    assert len(found.corners) == count + 1
    assert parties.session.solves - before <= 2 * len(found.corners) + 1
    spot = found.nash()
    assert spot.a == pytest.approx(spot.b, rel=1e-9)


def test_parts_of_an_edge_are_not_corners() -> None:
    """Two ways to trade at the same rate: the vertices of the program between them lie inside one edge."""
    parties = objectives(((1, 1, 0), (-1, -1, 0)), upper={0: 3.0, 1: 4.0, 2: 1.0})
    found = frontier(parties, "A", "B")
    assert [(corner.a, corner.b) for corner in found.corners] == [pytest.approx((7, -7)), pytest.approx((0, 0))]
    assert [edge.rate for edge in found.edges] == [pytest.approx(1)]


def test_a_narrow_deal_is_not_called_infeasible() -> None:
    """HiGHS's presolve called this infeasible, though there is room of ten times its tolerance."""
    parties = mixes([(0, 0, 0), (0, 0, 1), (0, 0, 1), (0, 11, 13)])
    for name, level in (("A", 0.0), ("B", 11.0), ("C", 13.0)):
        parties.session.bound_column(parties.utilities[name], level - 1e-8, math.inf)
    assert ideals(parties) == pytest.approx({"A": 0, "B": 11, "C": 13}, abs=1e-7)
