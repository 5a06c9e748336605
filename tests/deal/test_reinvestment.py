"""The share of its gain that the receiving country reinvests, where counting too few filled posts would pay.

The program bounds filled posts from above only. A reinvestment red line asks for less where fewer are counted; with a
high share and a tight purse it would be cheapest to count none. What is found must keep the line in the simulation.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given

from tests.support.cases import changed, red_line, rich, with_lines
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case
from toolkit import NoAgreement, Solution, evaluate, load_case, no_terms, solve

CONCEPTS = ("kalai_smorodinsky", "egalitarian", "utilitarian", "best_for:GBR", "best_for:KEN")
TIGHT = changed(
    rich(), {"countries.GBR.budget": [120_000, 150_000], "fund.budget": 0, "countries.GBR.cost_of_public_funds": 1.3}
)


def keeps(solution: Solution) -> None:
    """The line holds in the simulation, and nobody loses."""
    size = max(1.0, *map(abs, solution.ideals.values()))
    margins = evaluate(solution.case, solution.terms).margins
    for key, margin in margins.items():
        if key[0] == "red_line" and solution.case.red_lines[int(key[1])].hard:
            assert margin >= -1e-6 * size, key
    assert min(solution.gains.values()) >= -1e-6 * size


@pytest.mark.parametrize("value", [0.05, 0.8, 1.5, 5])
@pytest.mark.parametrize("concept", CONCEPTS)
def test_the_line_holds_in_the_simulation(value: float, concept: str) -> None:
    values = with_lines(TIGHT, red_line("min_reinvested_share_of_gain", value, party="KEN"))
    keeps(solve(load_case(values), concept))


@pytest.mark.parametrize("concept", CONCEPTS)
def test_where_posts_set_what_is_filled(concept: str) -> None:
    """The United Kingdom has as many nurses as posts in some years: who sets the filled posts changes over time."""
    values = changed(
        TIGHT,
        {
            "countries.GBR.nurse.funded_posts": 4_010,
            "countries.GBR.nurse.funded_posts_growth": 0.002,
            "countries.GBR.nurse.graduates": 163,
        },
    )
    keeps(solve(load_case(with_lines(values, red_line("min_reinvested_share_of_gain", 0.9))), concept))


def long_case() -> dict[str, Any]:
    """Two cadres and fifteen years that count: more years than rounds of looking for the ones counted too low."""
    return changed(TIGHT, {"years": 8, "phases": [3, 5], "follow_up_years": 7})


@pytest.mark.parametrize("value", [0.5, 2])
@pytest.mark.parametrize("concept", CONCEPTS)
def test_many_years_and_cadres(value: float, concept: str) -> None:
    keeps(solve(load_case(with_lines(long_case(), red_line("min_reinvested_share_of_gain", value))), concept))


def test_a_line_that_costs_more_than_all_gains_leaves_no_more_than_can_be_paid() -> None:
    values = with_lines(TIGHT, red_line("min_reinvested_share_of_gain", 10))
    solution = solve(load_case(values), "best_for:GBR")
    keeps(solution)
    without = solve(load_case(TIGHT), "best_for:GBR")
    assert solution.gains["GBR"] < without.gains["GBR"]


def test_more_reinvestment_leaves_the_receiving_country_less() -> None:
    best = [
        solve(load_case(with_lines(TIGHT, red_line("min_reinvested_share_of_gain", value))), "best_for:GBR").gains[
            "GBR"
        ]
        for value in (0.1, 0.4, 0.8, 1.2, 3)
    ]
    assert all(later <= earlier * (1 + 1e-6) for earlier, later in pairwise(best)), best
    assert best[-1] < best[0]


@pytest.mark.parametrize("hard", [True, False])
@given(seed=seeds)
@examples(10)
def test_random_cases_with_a_demanding_line(hard: bool, seed: int) -> None:
    values = random_case(seed, lines=["min_reinvested_share_of_gain", "no_harm"], soft=0)
    demanding = {"kind": "min_reinvested_share_of_gain", "value": 0.3 + (seed % 7) / 4}
    if not hard:
        demanding |= {"hard": False, "penalty": 2}
    case = load_case({**values, "red_lines": [values["red_lines"][1], demanding]})
    assert min(evaluate(case, no_terms(case)).gains.values()) == 0, "doing nothing keeps the line"
    for concept in ("kalai_smorodinsky", f"best_for:{sorted(case.countries)[0]}"):
        keeps(solve(case, concept))


def test_a_line_that_nothing_can_keep() -> None:
    lines = red_line("min_reinvested_share_of_gain", 10), red_line("min_recruits", 10, cadre="nurse")
    with pytest.raises(NoAgreement):
        solve(load_case(with_lines(TIGHT, *lines)))
