"""Red lines that may be breached at a price."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given

from tests.support.cases import changed, plain, red_line, rich, with_lines
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case
from tests.support.terms import flat
from toolkit import NoAgreement, Solution, load_case, solve
from toolkit.case.red_lines import KINDS

RULES = ("kalai_smorodinsky", "utilitarian")
LINES: dict[str, dict[str, Any]] = {
    "max_recruits": red_line("max_recruits", 9, cadre="nurse"),
    "min_return_share": red_line("min_return_share", 0.2, cadre="nurse"),
    "min_share_spent_on_training": red_line("min_share_spent_on_training", 0.7),
    "max_contribution_per_recruit": red_line("max_contribution_per_recruit", 9_000),
    "min_gain": red_line("min_gain", 4_000_000, country="KEN"),
    "max_payment": red_line("max_payment", 300_000, payer="receiving"),
    "min_training_per_recruit": red_line("min_training_per_recruit", 1.3, cadre="nurse"),
}


def soft(line: dict[str, Any], penalty: float) -> dict[str, Any]:
    return {**line, "hard": False, "penalty": penalty}


def breach(solution: Solution) -> float:
    """What is missing to keep every red line, added up over all places."""
    return sum(miss for key, miss in solution.outcome.crossed.items() if key[0] == "red_line")


def same_gains(found: Solution, expected: Solution, within: float = 1e-6) -> None:
    size = max(1.0, *map(abs, expected.ideals.values()))
    assert found.gains == pytest.approx(expected.gains, rel=within, abs=within * size)


@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("rule", RULES)
def test_a_huge_penalty_is_as_good_as_hard(kind: str, rule: str) -> None:
    hard = solve(load_case(with_lines(rich(), LINES[kind])), rule)
    money = KINDS[kind].violation_unit.startswith("money")
    found = solve(load_case(with_lines(rich(), soft(LINES[kind], 1e3 if money else 1e8))), rule)
    assert found.outcome.crossed == {}
    same_gains(found, hard, 1e-5)


@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("rule", RULES)
def test_no_penalty_is_as_good_as_no_line(kind: str, rule: str) -> None:
    without = solve(load_case(rich()), rule)
    found = solve(load_case(with_lines(rich(), soft(LINES[kind], 0))), rule)
    same_gains(found, without)
    assert breach(found) > 0 or rule != "kalai_smorodinsky"


@pytest.mark.parametrize("kind", ["max_recruits", "min_return_share", "max_payment", "min_training_per_recruit"])
def test_a_higher_penalty_never_means_more_breach(kind: str) -> None:
    """For the rule that adds up what everybody seeks: with another rule, others' shares move as well."""
    unit = 1.0 if KINDS[kind].violation_unit.startswith("money") else 5_000.0
    breaches = [
        breach(solve(load_case(with_lines(rich(), soft(LINES[kind], unit * factor))), "utilitarian"))
        for factor in (0, 0.1, 0.3, 1, 3, 10, 100)
    ]
    size = max(breaches)
    assert size > 0
    assert all(later <= earlier + 1e-6 * size for earlier, later in pairwise(breaches)), breaches
    assert breaches[-1] <= 1e-6 * size


@given(seeds)
@examples(8)
def test_a_soft_line_never_makes_an_agreement_impossible(seed: int) -> None:
    values = random_case(seed, most_lines=2, eager=0.5, soft=0)
    try:
        without = solve(load_case(values))
    except NoAgreement:
        return
    impossible = [
        {"kind": "min_recruits", "value": 1_000},
        {"kind": "min_gain", "value": 1e10},
        {"kind": "max_payment", "payer": "receiving", "value": 0},
        {"kind": "min_training_per_recruit", "value": 50},
    ]
    for line in impossible:
        kind = KINDS[str(line["kind"])]
        found = solve(
            load_case(with_lines(values, soft(line, 2 if kind.violation_unit.startswith("money") else 3_000)))
        )
        assert min(found.gains.values()) >= -1e-6 * max(1.0, *without.ideals.values())
        for key in found.outcome.crossed:
            assert not found.case.red_lines[key[1]].hard


@given(seeds)
@examples(8)
def test_a_soft_line_that_is_kept_anyway_changes_no_gain(seed: int) -> None:
    values = random_case(seed, most_lines=2, eager=0.3, soft=0)
    try:
        without = solve(load_case(values), "utilitarian")
    except NoAgreement:
        return
    kept = soft({"kind": "max_recruits", "value": 1_000}, 5_000), soft({"kind": "min_gain", "value": 0}, 2)
    found = solve(load_case(with_lines(values, *kept)), "utilitarian")
    size = max(1.0, *without.ideals.values())
    assert sum(found.gains.values()) == pytest.approx(sum(without.gains.values()), rel=1e-6, abs=1e-6 * size)


def test_a_breach_by_hand() -> None:
    # ten recruits a year are worth 150 each to the United Kingdom, and Kenya gains nothing by them; above 6 a year the
    # breach is 4 a year. A penalty of 1 in all leaves the ten; 1000 leaves six.
    values = changed(plain(), {"countries.GBR.budget": 1_000})
    line = red_line("max_recruits", 6, party="GBR")
    cheap = solve(load_case(with_lines(values, soft(line, 1))), "utilitarian")
    dear = solve(load_case(with_lines(values, soft(line, 1_000))), "utilitarian")
    assert cheap.terms.corridors["KEN-GBR"].cadres["nurse"].recruits == pytest.approx((10,))
    assert cheap.outcome.crossed == {("red_line", 0, "KEN-GBR", "nurse", 0): pytest.approx(4)}
    assert sum(cheap.gains.values()) == pytest.approx(1_500), "a penalty is not part of a gain that is told"
    assert dear.terms.corridors["KEN-GBR"].cadres["nurse"].recruits == pytest.approx((6,))
    assert dear.outcome.crossed == {}


def test_the_holder_of_a_soft_line_is_told() -> None:
    solution = solve(
        load_case(with_lines(rich(), {**soft(LINES["max_recruits"], 2_000), "party": "KEN"})), "utilitarian"
    )
    told = [entry for entry in solution.binding if entry.key[0] == "red_line"]
    assert told
    assert {entry.party for entry in told} == {"KEN"}


@pytest.mark.parametrize("rule", RULES)
def test_two_soft_lines_in_either_order(rule: str) -> None:
    lines = [soft(LINES["max_recruits"], 2_000), soft(LINES["min_share_spent_on_training"], 0.4)]
    one, other = (solve(load_case(with_lines(rich(), *order)), rule) for order in (lines, lines[::-1]))
    assert one.gains == other.gains
    assert flat(one.terms) == flat(other.terms)
