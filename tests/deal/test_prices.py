"""Shadow prices: what a binding limit is worth, against moving the number in the case and solving again."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest

from tests.support.cases import ABSENT, SHIPPED, bare, changed, plain, red_line, rich, with_lines
from tests.support.prices import Number, Prices, number_of, phase_by_phase
from tests.support.slow import mostly_slow
from toolkit import Solution, load_case, solve
from toolkit.case.red_lines import KINDS

KEN, GBR, MOVE = "countries.KEN", "countries.GBR", "corridors.KEN-GBR.nurse"
RULES = ("kalai_smorodinsky", "egalitarian", "utilitarian")
LINED = with_lines(
    rich(),
    red_line("max_recruits", 9, cadre="nurse", phase=0, party="KEN"),
    red_line("min_contribution_per_recruit", 12_000, party="KEN"),
    red_line("min_share_spent_on_training", 0.55, party="GBR"),
    red_line("max_payment", 520_000, payer="receiving", phase=1, party="GBR"),
    red_line("min_return_share", 0.25, cadre="nurse", party="KEN"),
)
CASES: dict[str, dict[str, Any]] = {
    **{name: phase_by_phase(bare(name)) for name in SHIPPED},
    "rich": phase_by_phase(rich()),
    "lined": phase_by_phase(LINED),
    "transfer": phase_by_phase(changed(plain(), {f"{KEN}.nurse.workforce": 800, f"{GBR}.budget": 350})),
}


def by_number(values: dict[str, Any], solution: Solution) -> dict[Number, list[float]]:
    """The prices of the binding limits by the number that they come from."""
    found: dict[Number, list[float]] = defaultdict(list)
    for entry in solution.binding:
        number = number_of(values, entry)
        if number is not None:
            found[number].append(entry.price)
    return found


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("rule", mostly_slow(RULES, 2))
def test_a_price_is_what_moving_the_number_brings(name: str, rule: str) -> None:
    """At a kink the price lies between what more room gains and what less room loses.

    One number may bind in several phases (the most posts, say). What more of it is worth is then at least what it is
    worth in each phase alone, so that only the upper end is tested there, and both where the two ends are the same.
    """
    values = CASES[name]
    solution = solve(load_case(values), rule)
    prices = Prices(values, rule)
    found = by_number(values, solution)
    assert found, "something binds"
    for number, worth in found.items():
        gained, lost = prices.slopes(number)
        price = sum(worth)
        close = 2e-3 * price
        assert min(gained, lost) - close <= price or len(worth) > 1, number
        assert price <= max(gained, lost) + close, number


@pytest.mark.parametrize("name", SHIPPED)
def test_best_for_one_country_has_prices_too(name: str) -> None:
    values = CASES[name]
    for country in values["countries"]:
        concept = f"best_for:{country}"
        prices = Prices(values, concept)
        for number, worth in list(by_number(values, solve(load_case(values), concept)).items())[:4]:
            gained, lost = prices.slopes(number)
            assert min(gained, lost) * (1 - 2e-3) <= sum(worth) or len(worth) > 1, number
            assert sum(worth) <= max(gained, lost) * (1 + 2e-3), number


@pytest.mark.parametrize("name", CASES)
def test_prices_are_positive_and_told_by_whom_they_concern(name: str) -> None:
    case = load_case(CASES[name])
    for rule in RULES:
        solution = solve(case, rule)
        keys = [entry.key for entry in solution.binding]
        assert len(set(keys)) == len(keys), "each limit once"
        for entry in solution.binding:
            assert entry.price > 0, f"{entry.limit} is told though it is worth nothing"
            assert entry.limit
            assert entry.unit
            if entry.key[0] == "red_line":
                assert entry.party == case.red_lines[entry.key[1]].party
            if entry.key[0] == "budget":
                assert entry.party == (None if entry.key[1] == "fund" else entry.key[1])


def test_what_is_not_told_does_not_bind() -> None:
    """Budgets and red lines without a price: more room for them changes nothing."""
    tried = 0
    for name in (*SHIPPED, "lined"):
        values = CASES[name]
        prices = Prices(values, "kalai_smorodinsky")
        told = {number.path for number in by_number(values, solve(load_case(values)))}
        for number in limits_of(values):
            if number.path not in told and (number.at > 0 or number.room > 0):
                gained, _ = prices.slopes(number)
                assert gained <= 1e-5 * prices.here / max(number.at, 1.0), number
                tried += 1
    assert tried > 10


def limits_of(values: dict[str, Any]) -> list[Number]:
    """The budgets of the countries and the values of the red lines."""
    numbers = [
        Number(f"countries.{code}.budget.{phase}", amount, 1.0)
        for code, country in values["countries"].items()
        for phase, amount in enumerate(country.get("budget", []))
    ]
    for index, line in enumerate(values["red_lines"]):
        if "value" in line:
            tighter = line["kind"].startswith(("min_", "density_floor"))
            numbers.append(Number(f"red_lines.{index}.value", line["value"], -1.0 if tighter else 1.0))
    return numbers


def test_a_price_by_hand() -> None:
    # Support of B a year is worth 2B to Kenya, and r recruits a year cost it 30 r: one and two years of service each.
    # The United Kingdom has 150 r - 2B.
    values = changed(plain(), {f"{KEN}.nurse.workforce": 800, f"{GBR}.budget": 350})
    solution = solve(load_case(values), "best_for:KEN")
    prices = {entry.key: entry.price for entry in solution.binding}
    # Kenya takes all 350 and sends as few as the United Kingdom needs to be no worse off: r = 700 / 150
    # a unit more of B is worth 2 to Kenya and asks for 2/150 more recruits, which cost it 30 each: 2 - 0.4
    assert prices["budget", "GBR", 0] == pytest.approx(1.6)
    assert solution.gains["KEN"] == pytest.approx(700 - 30 * 700 / 150)


# each kind of red line, made to bind

SHORT = changed(
    rich(),
    {
        f"{KEN}.nurse.funded_posts": 1100,
        f"{MOVE}.max_recruits": 40,
        **{f"{MOVE}.{instrument}": ABSENT for instrument in ("training", "retention", "returns", "remote_service")},
    },
)
"""Kenya has fewer nurses than posts, and nothing to make up for those who leave."""

BINDING: dict[str, tuple[dict[str, Any], str]] = {
    "max_recruits_share_of_graduates": (
        red_line("max_recruits_share_of_graduates", 0.1, cadre="nurse"),
        "kalai_smorodinsky",
    ),
    "min_recruits": (red_line("min_recruits", 24.5, cadre="nurse", phase=1), "best_for:KEN"),
    "max_recruits": (red_line("max_recruits", 9, cadre="nurse"), "kalai_smorodinsky"),
    "min_training_per_recruit": (red_line("min_training_per_recruit", 1.2, cadre="nurse"), "kalai_smorodinsky"),
    "train_first": (red_line("train_first", 4, cadre="nurse"), "kalai_smorodinsky"),
    "min_contribution_per_recruit": (red_line("min_contribution_per_recruit", 20_000), "kalai_smorodinsky"),
    "max_contribution_per_recruit": (red_line("max_contribution_per_recruit", 9_000), "kalai_smorodinsky"),
    "min_share_spent_on_training": (red_line("min_share_spent_on_training", 0.7), "kalai_smorodinsky"),
    "min_reinvested_share_of_gain": (red_line("min_reinvested_share_of_gain", 0.12), "best_for:GBR"),
    "min_return_share": (red_line("min_return_share", 0.2, cadre="nurse"), "kalai_smorodinsky"),
    "min_gain": (red_line("min_gain", 4_000_000, country="KEN"), "best_for:GBR"),
    "max_payment": (red_line("max_payment", 300_000, payer="receiving"), "kalai_smorodinsky"),
    "density_floor": (red_line("density_floor", 1.6, country="KEN", cadre="nurse"), "best_for:GBR"),
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_price_of_each_kind(kind: str) -> None:
    if not KINDS[kind].takes_value:
        # a line without a value has no number to move; its unit is that of a breach
        values = with_lines(SHORT, red_line(kind, country="KEN", cadre="nurse", party="KEN"))
        told = [entry for entry in solve(load_case(values), "best_for:GBR").binding if entry.key[0] == "red_line"]
        assert told
        assert all(entry.unit == KINDS[kind].violation_unit for entry in told)
        return
    line, concept = BINDING[kind]
    values = phase_by_phase(with_lines(SHORT if kind == "density_floor" else rich(), line))
    solution = solve(load_case(values), concept)
    prices = Prices(values, concept)
    ((number, worth),) = (
        (number, worth) for number, worth in by_number(values, solution).items() if number.path == "red_lines.0.value"
    )
    gained, lost = prices.slopes(number)
    assert len(worth) == 1, "a red line is one limit"
    assert gained > 0, "the line binds"
    assert min(gained, lost) * (1 - 2e-3) <= worth[0] <= max(gained, lost) * (1 + 2e-3)
