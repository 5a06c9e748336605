"""The same case said otherwise has the same agreement: other names, another order, another unit of money."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.support.cases import SHIPPED, bare, changed, plain, red_line, rich, with_lines
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case
from tests.support.relabel import in_other_money, money_fields, renamed, reordered
from tests.support.slow import mostly_slow
from tests.support.terms import flat
from toolkit import NoAgreement, Solution, load_case, solve

RULES = ("kalai_smorodinsky", "egalitarian", "utilitarian")
LINED = with_lines(
    rich(),
    red_line("no_harm", country="KEN", party="KEN"),
    red_line("min_recruits", 2, cadre="nurse", party="GBR", hard=False, penalty=900),
    red_line("min_contribution_per_recruit", 900, party="KEN", hard=False, penalty=0.5),
    red_line("density_floor", 3, country="KEN", cadre="nurse"),
    red_line("max_payment", 450_000, payer="receiving", country="GBR"),
)
TRANSFER = changed(plain(), {"countries.KEN.nurse.workforce": 800, "countries.GBR.cost_of_public_funds": 1.5})
CASES: dict[str, dict[str, Any]] = {
    **{name: bare(name) for name in SHIPPED},
    "rich": rich(),
    "lined": LINED,
    "transfer": TRANSFER,
}
every_case = pytest.mark.parametrize("name", CASES)


def close(expected: float, size: float, within: float = 1e-6) -> Any:
    return pytest.approx(expected, rel=within, abs=within * size)


def same_terms(
    found: Solution, expected: Solution, names: dict[str, str] | None = None, money: float = 1.0, within: float = 1e-6
) -> None:
    """The activities and shares of two solutions, the one with renamed countries and money in another unit."""
    ours = flat(found.terms)
    theirs = {tuple(renamed(list(place), names or {})): value for place, value in flat(expected.terms).items()}
    assert set(ours) == set(theirs)
    for place, value in theirs.items():
        factor = money if place[1] == "system_support" else 1.0
        assert ours[place] == close(factor * value, factor * 1e3, within), place
    shares = {tuple(renamed(list(place), names or {})): part for place, part in expected.terms.shares.items()}
    for place in {*shares, *found.terms.shares}:
        assert found.terms.shares.get(place, 0.0) == close(shares.get(place, 0.0), 1.0, 10 * within), place


def same_gains(
    found: Solution, expected: Solution, names: dict[str, str] | None = None, money: float = 1.0, within: float = 1e-6
) -> None:
    size = money * max(1.0, *map(abs, expected.ideals.values()))
    for country, gain in expected.gains.items():
        other = (names or {}).get(country, country)
        assert found.gains[other] == close(money * gain, size, within)
        assert found.ideals[other] == close(money * expected.ideals[country], size, within)


# names

SWAPS = {
    "ghana-uk": {"GHA": "GBR", "GBR": "GHA"},
    "kenya-uk": {"KEN": "GBR", "GBR": "KEN"},
    "philippines-germany": {"PHL": "DEU", "DEU": "PHL"},
    **{name: {"KEN": "GBR", "GBR": "KEN"} for name in ("rich", "lined", "transfer")},
}


@every_case
@pytest.mark.parametrize("rule", RULES)
def test_swapping_the_names_of_the_two_countries_swaps_the_results(name: str, rule: str) -> None:
    names = SWAPS[name]
    expected, found = solve(load_case(CASES[name]), rule), solve(load_case(renamed(CASES[name], names)), rule)
    same_gains(found, expected, names)
    same_terms(found, expected, names)


@every_case
def test_other_names_change_nothing_else(name: str) -> None:
    names = dict(zip(SWAPS[name], ("ZWE", "AUS"), strict=True))
    expected, found = solve(load_case(CASES[name])), solve(load_case(renamed(CASES[name], names)))
    same_gains(found, expected, names)
    same_terms(found, expected, names)
    prices = {tuple(renamed(list(entry.key), names)): entry.price for entry in expected.binding}
    for entry in found.binding:
        assert entry.price == pytest.approx(prices.get(entry.key, 0.0), rel=1e-4, abs=1e-4 * max(prices.values()))


def test_best_for_follows_the_name() -> None:
    names = SWAPS["rich"]
    expected, found = solve(load_case(rich()), "best_for:KEN"), solve(load_case(renamed(rich(), names)), "best_for:GBR")
    same_gains(found, expected, names)


# order


@every_case
@pytest.mark.parametrize("rule", mostly_slow(RULES, 2))
def test_order_in_the_file_changes_nothing(name: str, rule: str) -> None:
    expected = solve(load_case(CASES[name]), rule)
    for seed in (1, 2):
        exactly_the_same(solve(load_case(reordered(CASES[name], seed)), rule), expected)


@given(seeds)
@examples(7)
def test_order_in_the_file_changes_nothing_on_random_cases(seed: int) -> None:
    values = random_case(seed, most_lines=6, eager=0.2)
    try:
        expected = solve(load_case(values))
    except NoAgreement:
        with pytest.raises(NoAgreement):
            solve(load_case(reordered(values, seed)))
        return
    exactly_the_same(solve(load_case(reordered(values, seed))), expected)


def exactly_the_same(found: Solution, expected: Solution) -> None:
    assert found.gains == expected.gains
    assert found.ideals == expected.ideals
    assert flat(found.terms) == flat(expected.terms)
    assert dict(found.terms.shares) == dict(expected.terms.shares)
    assert sorted((entry.limit, entry.price) for entry in found.binding) == sorted(
        (entry.limit, entry.price) for entry in expected.binding
    )


def test_reordering_does_reorder() -> None:
    other = reordered(CASES["lined"], 1)
    assert other == {**CASES["lined"], "red_lines": other["red_lines"]}, "the same values"
    assert list(other) != list(CASES["lined"])
    assert other["red_lines"] != CASES["lined"]["red_lines"]
    assert (
        other["corridors"]["KEN-GBR"]["nurse"]["retention"]
        == CASES["lined"]["corridors"]["KEN-GBR"]["nurse"]["retention"]
    )


# money


@every_case
@pytest.mark.parametrize("factor", [1_000, 0.001])
def test_the_unit_of_money_changes_no_term(name: str, factor: float) -> None:
    for rule in ("kalai_smorodinsky", "utilitarian"):
        expected = solve(load_case(CASES[name]), rule)
        found = solve(load_case(in_other_money(CASES[name], factor)), rule)
        same_gains(found, expected, money=factor)
        same_terms(found, expected, money=factor)


@pytest.mark.parametrize("name", SHIPPED)
def test_another_currency_changes_no_term_of_a_shipped_case(name: str) -> None:
    expected = solve(load_case(CASES[name]))
    found = solve(load_case(in_other_money(CASES[name], 0.7812)))
    same_gains(found, expected, money=0.7812)
    same_terms(found, expected, money=0.7812, within=1e-5)


@given(seeds)
@examples(7)
def test_the_unit_of_money_scales_gains_on_random_cases(seed: int) -> None:
    values = random_case(seed, most_lines=3, eager=0.2)
    try:
        expected = solve(load_case(values))
    except NoAgreement:
        with pytest.raises(NoAgreement):
            solve(load_case(in_other_money(values, 1_000)))
        return
    for factor in (1_000, 0.001, 1.37):
        # where a little of one gain buys much of another, the last digits of the one are some of the other
        same_gains(solve(load_case(in_other_money(values, factor))), expected, money=factor, within=1e-5)


def test_all_money_is_found() -> None:
    """The fields that the unit of money touches, by hand; a new one tells in the schema that it is money."""
    assert money_fields() == {
        "budget", "service_value", "remittance", "wage_gain", "cost_per_place", "capacity_cost", "cost",
        "recruitment_cost", "language_cost", "bridging_cost",
    }  # fmt: skip
    told = in_other_money(LINED, 10)
    assert told["fund"]["budget"] == 10 * LINED["fund"]["budget"]
    assert told["countries"]["KEN"]["cost_of_public_funds"] == LINED["countries"]["KEN"]["cost_of_public_funds"]
    penalties = [line.get("penalty") for line in told["red_lines"]]
    assert penalties == [None, 9_000, 0.5, None, None], "a penalty per unit of money is a plain number"
    assert [line.get("value") for line in told["red_lines"]] == [None, 2, 9_000, 3, 4_500_000]
