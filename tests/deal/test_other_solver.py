"""Another solver gives the same agreement."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.support.cases import SHIPPED, shipped
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case
from tests.support.slow import mostly_slow
from toolkit import NoAgreement, SolverFailed, load_case, solve
from toolkit.deal.build import open_deal

RULES = ("kalai_smorodinsky", "egalitarian", "utilitarian")


@pytest.mark.parametrize("name", mostly_slow(sorted(SHIPPED, reverse=True), 1))
def test_the_same_gains_of_shipped_cases(name: str) -> None:
    case = shipped(name)
    for concept in (*RULES, *(f"best_for:{country}" for country in case.countries)):
        expected = solve(case, concept)
        found = solve(case, concept, solver="CBC")
        # CBC is called through files with eight digits, and gains are held to a millionth from solve to solve
        for country, most in expected.ideals.items():
            assert found.ideals[country] == pytest.approx(most, rel=1e-6), concept
            # where a unit of one gain buys about a unit of the other, the largest sum is had in more than one place
            if concept != "utilitarian":
                assert found.gains[country] == pytest.approx(expected.gains[country], rel=0, abs=2e-6 * most), concept
        total = sum(expected.gains.values())
        assert sum(found.gains.values()) == pytest.approx(total, rel=3e-6), concept
        assert found.outcome.crossed == {}, concept


@given(seeds)
@examples(12)
def test_the_same_ideals_of_random_cases_or_none(seed: int) -> None:
    """Where eight digits are too few for a case, its answer is refused; it is never a wrong one."""
    case = load_case(random_case(seed, eager=0.5, soft=0))
    try:
        expected = open_deal(case)
    except NoAgreement:
        with pytest.raises(NoAgreement):
            open_deal(case, "CBC")
        return
    try:
        found = open_deal(case, "CBC")
    except SolverFailed:
        return
    size = max(1.0, *map(abs, expected.ideals.values())) * expected.model.unit
    for country, most in expected.ideals.items():
        assert found.ideals[country] * found.model.unit == pytest.approx(most * expected.model.unit, abs=5e-6 * size)
