"""What each rule promises, on random problems of mixed outcomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.bargain.drawn import TRIED, outcomes
from tests.bargain.problems import Points, mixes
from toolkit.bargain.frontier import frontier
from toolkit.bargain.nash import nash
from toolkit.bargain.parties import Parties, ideals
from toolkit.bargain.rules import egalitarian, kalai_smorodinsky, utilitarian

Rule = Callable[[Parties], Mapping[str, float]]


def by_nash(parties: Parties) -> Mapping[str, float]:
    return nash(parties, ideals(parties)).utilities


def by_shares(parties: Parties) -> Mapping[str, float]:
    return kalai_smorodinsky(parties, ideals(parties)).utilities


def by_equality(parties: Parties) -> Mapping[str, float]:
    return egalitarian(parties).utilities


def by_sum(parties: Parties) -> Mapping[str, float]:
    return utilitarian(parties).utilities


EVERY = pytest.mark.parametrize("rule", [by_nash, by_shares, by_equality, by_sum])
SCALE_FREE = pytest.mark.parametrize("rule", [by_nash, by_shares])


def found(rule: Rule, points: Points) -> list[float]:
    return list(rule(mixes(points)).values())


def swapped(points: Points) -> Points:
    return [point[::-1] for point in points]


@EVERY
@TRIED
@given(points=outcomes())
def test_symmetry_of_two(rule: Rule, points: Points) -> None:
    u, v = found(rule, [*points, *swapped(points)])
    assert u == pytest.approx(v, rel=1e-9, abs=1e-9)


@EVERY
@TRIED
@given(points=outcomes(3, most=2))
def test_symmetry_of_three(rule: Rule, points: Points) -> None:
    turned = [point[turn:] + point[:turn] for point in map(tuple, points) for turn in range(3)]
    assert found(rule, [*turned, *swapped(turned)]) == pytest.approx([found(rule, turned)[0]] * 3, rel=1e-8, abs=1e-8)


@EVERY
@TRIED
@given(points=outcomes(3))
def test_the_names_of_the_parties_do_not_matter(rule: Rule, points: Points) -> None:
    assert found(rule, swapped(points))[::-1] == pytest.approx(found(rule, points), rel=1e-8, abs=1e-8)


@SCALE_FREE
@TRIED
@given(points=outcomes(3), scale=st.sampled_from([1e-2, 0.3, 7.0, 250.0]))
def test_scale_invariance(rule: Rule, points: Points, scale: float) -> None:
    scaled = found(rule, [(scale * u, v, w) for u, v, w in points])
    u, v, w = found(rule, points)
    assert scaled == pytest.approx([scale * u, v, w], rel=1e-7, abs=1e-7)


@EVERY
@TRIED
@given(points=outcomes(3))
def test_pareto(rule: Rule, points: Points) -> None:
    chosen = rule(mixes(points))
    parties = mixes(points)
    with parties.session.temporary():
        for name, level in chosen.items():
            parties.session.bound_column(parties.utilities[name], level - 1e-8, float("inf"))
        better = parties.session.maximise([(1.0, key) for key in parties.utilities.values()]).objective
    # along a steep face, 1e-8 of one party buys much more of another
    assert better <= sum(chosen.values()) + 1e-5


@EVERY
@TRIED
@given(points=outcomes(3))
def test_nobody_below_no_deal(rule: Rule, points: Points) -> None:
    assert min(found(rule, points)) >= -1e-9


@TRIED
@given(points=outcomes(), more=outcomes())
def test_individual_monotonicity_of_kalai_smorodinsky(points: Points, more: Points) -> None:
    most = max(u for u, _ in points)
    assume(most > 0)
    larger = [*points, *((u, v) for u, v in more if u <= most)]
    assert found(by_shares, larger)[1] >= found(by_shares, points)[1] - 1e-7


@TRIED
@given(points=outcomes(), more=outcomes())
def test_monotonicity_of_the_smallest_utility(points: Points, more: Points) -> None:
    assert min(found(by_equality, [*points, *more])) >= min(found(by_equality, points)) - 1e-7


@TRIED
@given(points=outcomes(3), kept=st.sets(st.integers(0, 7)))
def test_independence_of_irrelevant_alternatives_of_nash(points: Points, kept: set[int]) -> None:
    chosen = found(by_nash, points)
    fewer = [point for number, point in enumerate(points) if number in kept]
    assert found(by_nash, [*fewer, chosen]) == pytest.approx(chosen, rel=1e-6, abs=1e-6)


@TRIED
@given(points=outcomes())
def test_nash_lies_between_the_largest_sum_and_equality(points: Points) -> None:
    """Rachmilevitch, "The Nash solution is more utilitarian than egalitarian", Theory and Decision 79 (2015)."""
    parties = mixes(points)
    assume(min(ideals(parties).values()) > 0)
    chosen = frontier(parties, "A", "B")
    equal, most = chosen.egalitarian().a, max(chosen.corners, key=lambda corner: corner.a + corner.b)
    sums = [corner.a for corner in chosen.corners if corner.a + corner.b >= most.a + most.b - 1e-7]
    low, high = min(equal, *sums), max(equal, *sums)
    assert low - 1e-7 <= by_nash(parties)["A"] <= high + 1e-7


@TRIED
@given(points=outcomes(), weight=st.sampled_from([0.2, 2.0, 10.0]))
def test_a_larger_bargaining_weight_never_hurts(points: Points, weight: float) -> None:
    parties = mixes(points)
    most = ideals(parties)
    even, strong = nash(parties, most), nash(parties, most, {"A": max(1.0, weight), "B": max(1.0, 1 / weight)})
    gain = strong.utilities["A"] - even.utilities["A"]
    assert gain >= -1e-7 if weight > 1 else gain <= 1e-7


@TRIED
@given(points=outcomes())
def test_rates_fall_along_the_frontier(points: Points) -> None:
    rates = [edge.rate for edge in frontier(mixes(points), "A", "B").edges]
    assert np.all(np.diff(rates) < 0)
    assert all(rate > 0 for rate in rates)
