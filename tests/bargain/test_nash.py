"""The Nash point: weights, parties that cannot gain, many parties, and the prices that come with it."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest

from tests.bargain.problems import NAMES, mixes, objectives, polytope
from toolkit.bargain.frontier import frontier
from toolkit.bargain.nash import nash
from toolkit.bargain.parties import Parties, ideals
from toolkit.errors import Unbounded
from toolkit.linear.program import Program
from toolkit.linear.solvers import open_session

TRIANGLE = [(0, 0), (9, 0), (0, 6)]


def test_weights() -> None:
    parties = mixes(TRIANGLE)
    assert nash(parties, ideals(parties), {"A": 2.0}).utilities == pytest.approx({"A": 6, "B": 2})
    assert nash(parties, ideals(parties), {"A": 2.0, "B": 2.0}).utilities == pytest.approx({"A": 4.5, "B": 3})


@pytest.mark.parametrize("weights", [(1, 1, 1), (1, 2, 3), (0.1, 1, 10)])
def test_weights_of_three_share_a_pie_in_proportion(weights: tuple[float, float, float]) -> None:
    parties = polytope([((1, 1, 1), 60)])
    found = nash(parties, ideals(parties), dict(zip(NAMES, weights, strict=False)))
    assert list(found.utilities.values()) == pytest.approx([60 * weight / sum(weights) for weight in weights])


@pytest.mark.parametrize("weights", [{"A": 0.0}, {"B": -1.0}, {"a": 2.0}])
def test_weights_are_above_0_and_of_a_party(weights: dict[str, float]) -> None:
    parties = mixes(TRIANGLE)
    with pytest.raises(ValueError, match="above 0 and belong to A, B"):
        nash(parties, ideals(parties), weights)


def test_a_party_that_cannot_gain_is_left_out() -> None:
    parties = mixes([(0, 0, 0), (9, 0, 0), (0, 6, 0), (20, 20, -1)])
    assert nash(parties, ideals(parties)).utilities == pytest.approx({"A": 4.5, "B": 3, "C": 0}, abs=1e-9)


def test_only_one_party_can_gain() -> None:
    parties = mixes([(0, 0), (0, 7)])
    assert nash(parties, ideals(parties)).utilities == pytest.approx({"A": 0, "B": 7})


def test_nobody_can_gain() -> None:
    parties = mixes([(0, 0), (-1, 5)])
    found = nash(parties, ideals(parties))
    assert found.utilities == {"A": 0, "B": 0}
    assert found.optimum.objective == pytest.approx(0, abs=1e-9)


def test_a_gain_without_limit() -> None:
    parties = objectives(((1, 0), (0, 1)), upper={1: 4.0})
    with pytest.raises(Unbounded):
        nash(parties, {"A": 1.0, "B": 4.0})


def test_two_parties_take_few_solves() -> None:
    """On a frontier of a thousand corners the right edge is found in a few steps."""
    angles = [math.pi / 2 * (number + 0.5) / 1000 for number in range(1000)]
    parties = polytope([((math.cos(angle), 3 * math.sin(angle)), 1000.0) for angle in angles])
    most = ideals(parties)
    before = parties.session.solves
    found = nash(parties, most)
    assert parties.session.solves - before <= 20
    assert found.utilities == pytest.approx({"A": 1000 / math.sqrt(2), "B": 1000 / math.sqrt(2) / 3}, rel=1e-5)
    edge = frontier(parties, "A", "B").nash()
    assert found.utilities == pytest.approx({"A": edge.a, "B": edge.b}, rel=1e-9)


def test_the_point_is_exact_inside_an_edge() -> None:
    """The product is flat there: a product right to 1e-12 would allow utilities wrong in the sixth digit."""
    parties = mixes([(0, 0), (1234.5, 0), (1000, 237), (0, 987.6)])
    rate = (987.6 - 237) / 1000
    found = nash(parties, ideals(parties))
    assert found.utilities == pytest.approx({"A": 987.6 / 2 / rate, "B": 987.6 / 2}, rel=1e-11)


def many(count: int, seed: int) -> Parties:
    """A random program with many parties, each of which gains from some columns and loses from others."""
    draw, program = random.Random(seed), Program()
    columns = [program.column(("x", j), 0.0, draw.uniform(1, 5)) for j in range(10 * count)]
    for row in range(5 * count):
        chosen = [column for column in columns if draw.random() < 0.5]
        program.at_most(("row", row), [(draw.random(), column) for column in chosen], 0.4 * len(chosen))
    for party in range(count):
        utility = program.column(("utility", party))
        terms = [(draw.gauss(5, 25), column) for column in columns]
        program.equal(("worth", party), [*terms, (-1.0, utility)], 0.0)
    return Parties(open_session(program), {f"P{party}": ("utility", party) for party in range(count)})


@pytest.mark.parametrize("count", [3, 4, 6, 8])
def test_many_parties(count: int) -> None:
    """No deal has more of Σ utility / utility at the Nash point, which proves that the product is the largest."""
    parties = many(count, seed=count)
    before = parties.session.solves
    found = nash(parties, ideals(parties)).utilities
    assert parties.session.solves - before <= 12 * count
    assert min(found.values()) > 0
    sum_of_shares = parties.session.maximise([(1 / found[name], key) for name, key in parties.utilities.items()])
    assert sum_of_shares.objective == pytest.approx(count, rel=1e-9)
    held = {name: (parties.utilities[name], level * (1 - 1e-9)) for name, level in found.items()}
    with parties.session.temporary():
        for key, level in held.values():
            parties.session.bound_column(key, level, math.inf)
        parties.session.maximise([])


@pytest.mark.parametrize("count", [2, 3, 5])
def test_a_symmetric_problem_has_a_symmetric_answer(count: int) -> None:
    """Each has one outcome that only it likes, and there is one that all like less: the answer lies inside a face."""
    own = [[10.0 * (i == j) for j in range(count)] for i in range(count)]
    parties = mixes([*own, [1.0] * count])
    found = nash(parties, ideals(parties)).utilities
    assert list(found.values()) == pytest.approx([10 / count] * count, rel=1e-10)


@pytest.mark.parametrize("scale", [1e-4, 1e4])
def test_parties_of_very_different_size(scale: float) -> None:
    parties = mixes([(0, 0, 0), (9 * scale, 0, 0), (0, 6, 0), (0, 0, 3)])
    assert nash(parties, ideals(parties)).utilities == pytest.approx({"A": 3 * scale, "B": 2, "C": 1}, rel=1e-8)


def test_prices_are_gains_of_the_weighted_sum_that_supports_the_point() -> None:
    """u + 2v ≤ 12: Nash at (6, 3), weights in proportion to 1/6 and 1/3 and 1 on average."""
    parties = polytope([((1, 2), 12), ((1, 0), 9)])
    found = nash(parties, ideals(parties))
    assert found.utilities == pytest.approx({"A": 6, "B": 3})
    assert found.optimum.objective == pytest.approx(2 / 3 * 6 + 4 / 3 * 3)
    assert found.optimum.price(("row", 0)) == pytest.approx(2 / 3)
    assert found.optimum.price(("row", 1)) == pytest.approx(0)


def test_prices_are_in_proportion_to_what_the_product_gains() -> None:
    rows = [((1, 2), 12.0), ((3, 1), 21.0)]
    parties = polytope(rows)
    point = nash(parties, ideals(parties))
    u, v = point.utilities.values()
    for number in range(2):
        wider = polytope([(row, bound + 1e-4 * (k == number)) for k, (row, bound) in enumerate(rows)])
        gain = np.log(np.prod(list(nash(wider, ideals(wider)).utilities.values()))) - np.log(u * v)
        assert point.optimum.price(("row", number)) * (1 / u + 1 / v) / 2 == pytest.approx(gain / 1e-4, abs=1e-5)
