"""What relaxing a limit is worth to the rule and to each country, and how far it can move while that holds."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import Any

import pytest

from tests.support.cases import SHIPPED, bare, changed, plain, red_line, rich, with_lines
from tests.support.prices import Number, Prices, number_of, phase_by_phase
from tests.support.random_cases import random_case
from tests.support.slow import mostly_slow
from toolkit import Price, Solution, load_case, prices, solve
from toolkit.countries import country_in_a_sentence
from toolkit.deal.build import build, open_deal
from toolkit.deal.concepts import choose, concept_of
from toolkit.errors import Infeasible
from toolkit.linear.solvers import open_session

Values = dict[str, Any]
KEN, GBR, MOVE = "countries.KEN", "countries.GBR", "corridors.KEN-GBR.nurse"
RULES = ("kalai_smorodinsky", "egalitarian", "utilitarian")
LINED = with_lines(
    rich(),
    red_line("max_recruits", 9, cadre="nurse", phase=0, party="KEN"),
    red_line("max_payment", 520_000, payer="receiving", phase=1, party="GBR"),
    red_line("min_gain", 2_500_000, country="GBR", party="GBR"),
    red_line("min_training_per_recruit", 0.9, cadre="nurse", party="KEN"),
)
CASES: dict[str, Values] = {
    **{name: phase_by_phase(bare(name)) for name in SHIPPED},
    "rich": phase_by_phase(rich()),
    "lined": phase_by_phase(LINED),
}
SMALLER = [name for name in CASES if name != "ghana-uk"]
PLAIN_LINES = ("min_recruits", "max_recruits", "max_payment", "min_gain", "train_first", "density_floor")
"""Kinds whose value stands alone in its rows, so that it can be moved far."""


def numbered(values: Values, told: tuple[Price, ...]) -> list[tuple[Price, Number]]:
    """The prices whose limit comes from one number of the case that is no other limit's."""
    numbers = [(price, number_of(values, price.binding)) for price in told]
    count = Counter(number.path for _, number in numbers if number is not None)
    return [(price, number) for price, number in numbers if number is not None and count[number.path] == 1]


def stands_alone(values: Values, price: Price) -> bool:
    """Whether the number can be moved far without moving anything else."""
    if price.binding.key[0] == "red_line":
        return values["red_lines"][price.binding.key[1]]["kind"] in PLAIN_LINES
    return price.binding.key[0] in ("budget", "recruits")


def only_here(price: Price) -> bool:
    """Whether the number says nothing about other phases, in which less of it might begin to bind."""
    return price.binding.key[0] in ("red_line", "budget", "recruits")


@cache
def found(name: str, rule: str) -> tuple[Price, ...]:
    return prices(solve(load_case(CASES[name]), rule))


@cache
def objective_of(name: str, rule: str) -> Prices:
    return Prices(CASES[name], rule)


def short(changes: Mapping[str, Any] | None = None) -> Values:
    """Kenya has no nurse to spare: r recruits and support G a year give 2G - 30r and 150r - 2G."""
    return phase_by_phase(changed(plain(), {f"{KEN}.nurse.workforce": 800, **(changes or {})}))


def of_budget(told: tuple[Price, ...], country: str = "GBR") -> Price:
    (price,) = (price for price in told if price.binding.key == ("budget", country, 0))
    return price


# by hand


def test_a_budget_under_equal_gains() -> None:
    # r = B/45 makes the gains equal, 4/3 B each, until r = 10 at B = 450
    price = of_budget(prices(solve(load_case(short({f"{GBR}.budget": 350})), "egalitarian")))
    assert price.price == price.binding.price == pytest.approx(4 / 3)
    assert price.loss == pytest.approx(4 / 3)
    assert price.relaxed_by == pytest.approx(100, rel=1e-6)
    assert price.tightened_by == pytest.approx(350, rel=1e-6)
    assert price.worth == pytest.approx({"KEN": 4 / 3, "GBR": 4 / 3})
    assert "relaxed by 1 USD a year and solved again, it would give" in price.sentence
    assert "Kenya USD 1.33 more" in price.sentence
    assert "the United Kingdom USD 1.33 more" in price.sentence
    holds = "holds for relaxing by up to USD 100 a year and tightening by up to USD 350 a year"
    assert f"Its price of USD 1.33 {holds}." in price.sentence


def test_a_budget_under_equal_shares() -> None:
    # The ideals are 1.6 B for Kenya, 400 at B = 250, and 1200. With them as they are, equal shares are at r = B/30, and
    # the United Kingdom's 3B is the level in money, until r = 10 at B = 300. Solved again, Kenya's ideal grows with B:
    # r = (2400 B + 3.2 B²) / (36000 + 240 B), by 1/48 per unit, so that Kenya has 2 - 30/48 more, the other 150/48 - 2.
    price = of_budget(prices(solve(load_case(short({f"{GBR}.budget": 250})))))
    assert price.price == pytest.approx(3)
    assert price.relaxed_by == pytest.approx(50, rel=1e-6)
    assert price.tightened_by == pytest.approx(250, rel=1e-6)
    assert price.worth == pytest.approx({"KEN": 1.375, "GBR": 1.125}, rel=1e-3)


def test_most_recruits() -> None:
    # Kenya's best asks for r = 2B/150 = 10/3 recruits a year only: a limit of five does not bind.
    # The best for the United Kingdom is as many as support can make up for, at 15 a year each of 250.
    case = load_case(changed(short({f"{GBR}.budget": 250}), {f"{MOVE}.max_recruits": [5]}))
    assert all(price.binding.key[0] != "recruits" for price in prices(solve(case, "best_for:KEN")))
    (price,) = (price for price in prices(solve(case, "best_for:GBR")) if price.binding.key[0] == "recruits")
    assert price.price == pytest.approx(150 - 30)
    assert price.worth == pytest.approx({"KEN": 0, "GBR": 120}, abs=1e-6)
    assert price.relaxed_by == pytest.approx(250 / 15 - 5, rel=1e-6)
    assert price.tightened_by == pytest.approx(5, rel=1e-6)


def test_a_red_line_under_equal_shares() -> None:
    # At B = 250 and five recruits at most the ideals are 400 and 600, and 120r = 600 are shared in those proportions:
    # 240 and 360, by support of 195. With the ideals as they are, one recruit more is 120 to share, 72 in the money of
    # the larger ideal, until all support is used: 39r = 250. Solved again, the United Kingdom's ideal is 120r, so that
    # Kenya's 48000r / (400 + 120r) grows by 19.2, and the United Kingdom's 14400r² / (400 + 120r) by 100.8.
    values = with_lines(short({f"{GBR}.budget": 250}), red_line("max_recruits", 5, party="KEN"))
    solution = solve(load_case(values))
    assert solution.gains == pytest.approx({"KEN": 240, "GBR": 360}, rel=1e-6)
    (price,) = (price for price in prices(solution) if price.binding.key[0] == "red_line")
    assert price.price == price.loss == pytest.approx(72)
    assert price.relaxed_by == pytest.approx(250 / 39 - 5, rel=1e-6)
    assert price.worth == pytest.approx({"KEN": 19.2, "GBR": 100.8}, rel=1e-3)


def two_uses_of_money() -> Values:
    """Kenya pays posts worth 10 a year each: 30 at 4 a year on one corridor, 50 at 5 a year on the other."""
    nothing = {"nurse": {"workforce": 10, "funded_posts": 10, "service_value": 1}}
    posts = {"max_recruits": 0, "posts": {"max": 50, "cost": 5}}
    return phase_by_phase(
        changed(
            plain(),
            {
                f"{KEN}.budget": 120,
                f"{MOVE}.max_recruits": 0,
                f"{MOVE}.posts": {"max": 30, "cost": 4},
                "countries.DEU": {**nothing, "budget": 0},
                f"{GBR}.budget": 0,
                "corridors.KEN-DEU": {"nurse": posts},
            },
        )
    )


def test_a_kink_has_a_price_and_a_loss() -> None:
    # 120 a year pay exactly the cheap posts: a unit more buys the others, a unit less is missing at the cheap ones
    price = of_budget(prices(solve(load_case(two_uses_of_money()), "best_for:KEN")), "KEN")
    assert price.price == pytest.approx(2 * (10 / 5 - 1))
    assert price.loss == pytest.approx(2 * (10 / 4 - 1))
    assert price.relaxed_by == pytest.approx(250, rel=1e-6)
    assert price.tightened_by == pytest.approx(120, rel=1e-6)
    assert price.worth["KEN"] == pytest.approx(2)


def test_limits_that_bind_together_promise_nothing_alone() -> None:
    """Two limits of ten recruits: the solver's dual value may give one of them the worth that only both have."""
    lines = (red_line("max_recruits", 10, party="KEN"), red_line("max_recruits", 10, party="GBR"))
    values = short({f"{GBR}.budget": 400})
    roomy = with_lines(changed(values, {f"{MOVE}.max_recruits": [50]}), lines[0])
    assert ("red_line", 0) in {price.binding.key for price in prices(solve(load_case(roomy), "best_for:GBR"))}
    for more in ((lines[0],), lines):
        told = prices(solve(load_case(with_lines(values, *more)), "best_for:GBR"))
        assert not [price for price in told if price.binding.key[0] in ("red_line", "recruits")]


# against moving the number


@pytest.mark.parametrize(
    ("name", "rule"),
    mostly_slow([("lined", "egalitarian"), *product(SMALLER, ("kalai_smorodinsky", "utilitarian"))], 4),
)
def test_price_and_loss_are_what_a_small_move_brings(name: str, rule: str) -> None:
    values = CASES[name]
    objective = objective_of(name, rule)
    tried = 0
    for price, number in numbered(values, found(name, rule)):
        size = abs(number.at) or 1.0
        step = min(1e-4 * size, 0.5 * (price.relaxed_by or math.inf))
        close = 2e-3 * price.price + 1e-8 * objective.here / step
        gained = objective.objective({number.path: number.at + number.room * step}) - objective.here
        assert gained / step == pytest.approx(price.price, rel=0, abs=close), number
        tried += 1
        if price.loss is None:
            assert objective.objective({number.path: number.at - number.room * step}) == -math.inf
        elif (price.tightened_by or math.inf) > 1e-4 * size and number.at > 0 and only_here(price):
            step = min(1e-4 * size, 0.5 * (price.tightened_by or math.inf))
            lost = objective.here - objective.objective({number.path: number.at - number.room * step})
            close = 2e-3 * price.loss + 1e-8 * objective.here / step
            assert lost / step == pytest.approx(price.loss, rel=0, abs=close), number
    assert tried >= 2


@pytest.mark.parametrize(
    ("name", "rule"),
    mostly_slow([*product(SMALLER, ("kalai_smorodinsky", "utilitarian")), ("ghana-uk", "kalai_smorodinsky")], 4),
)
def test_a_price_holds_within_its_range_and_not_beyond(name: str, rule: str) -> None:
    values = CASES[name]
    objective = objective_of(name, rule)
    tried = 0
    for price, number in numbered(values, found(name, rule)):
        if not stands_alone(values, price):
            continue
        for way, slope, reach in ((1.0, price.price, price.relaxed_by), (-1.0, price.loss, price.tightened_by)):
            if reach is None or slope is None or reach < 1e-4 * (abs(number.at) or 1.0):
                continue
            noise = 1e-7 * objective.here
            within, beyond = (
                objective.objective({number.path: max(0.0, number.at + way * number.room * part * reach)})
                - objective.here
                for part in (0.9, 1.5)
            )
            assert within == pytest.approx(way * slope * 0.9 * reach, rel=1e-4, abs=noise), (number, way)
            if number.at + way * number.room * 1.5 * reach >= 0:
                assert beyond < way * slope * 1.5 * reach - noise, (number, way)
            tried += 1
    assert tried >= 2


@pytest.mark.parametrize(
    ("name", "rule"),
    mostly_slow(
        [
            *product(["kenya-uk", "lined"], ["nash", "best_for:GBR"]),
            *product(CASES, ["kalai_smorodinsky"]),
            ("ghana-uk", "nash"),
        ],
        5,
    ),
)
def test_worth_is_what_solving_again_gives(name: str, rule: str) -> None:
    values = CASES[name]
    case = load_case(values)
    here = gains(values, rule)
    most = max(solve(case, rule).ideals.values())
    for price, number in numbered(values, found(name, rule)):
        step = min(2e-4 * (abs(number.at) or 1.0), 0.25 * (price.relaxed_by or math.inf))
        there = gains(changed(values, {number.path: number.at + number.room * step}), rule)
        close = 0.02 * max(map(abs, price.worth.values())) + 1e-7 * most / step
        for country, worth in price.worth.items():
            assert worth == pytest.approx((there[country] - here[country]) / step, rel=0, abs=close), (number, country)


def gains(values: Values, rule: str) -> dict[str, float]:
    """What a rule gives each country, as exactly as the program has it."""
    case = load_case(values)
    deal = open_deal(case)
    point = choose(deal, concept_of(case, rule))
    return {country: gain * deal.model.unit for country, gain in point.utilities.items()}


def test_worth_in_two_whole_solutions() -> None:
    """A tenth of a million a year more of the United Kingdom's budget, as a user would try it."""
    values = CASES["kenya-uk"]
    solution = solve(load_case(values))
    (price,) = (price for price in prices(solution) if price.binding.key == ("budget", "GBR", 2))
    step = 0.1 * (price.relaxed_by or 1e6)
    more = changed(values, {f"{GBR}.budget.2": values["countries"]["GBR"]["budget"][2] + step})
    for country, gain in solve(load_case(more)).gains.items():
        assert gain - solution.gains[country] == pytest.approx(price.worth[country] * step, rel=0.05)


@pytest.mark.parametrize("name", ["kenya-uk", "rich", "lined"])
def test_prices_of_nash_are_of_the_sum_that_supports_it(name: str) -> None:
    """Gains weighted in proportion to 1 / gain, 1 on average: how much more of that sum a little more room gives."""
    values = CASES[name]
    solution = solve(load_case(values), "nash")
    inverse = {country: 1 / gain for country, gain in solution.gains.items()}
    weights = {country: part * len(inverse) / sum(inverse.values()) for country, part in inverse.items()}
    here = weighted(values, weights, max(solution.ideals.values()))
    tried = 0
    for price, number in numbered(values, prices(solution)):
        step = min(1e-4 * (abs(number.at) or 1.0), 0.5 * (price.relaxed_by or math.inf))
        moved = changed(values, {number.path: number.at + number.room * step})
        gained = (weighted(moved, weights, max(solution.ideals.values())) - here) / step
        assert price.price == pytest.approx(gained, rel=5e-3, abs=1e-8 * here / step), number
        tried += 1
    assert tried >= 2


def weighted(values: Values, weights: Mapping[str, float], size: float) -> float:
    unit = 10.0 ** (math.floor(math.log10(size)) - 2)
    model, payoffs = build(load_case(values), unit)
    wanted = [(weight, payoffs[country]) for country, weight in weights.items()]
    return open_session(model.program).maximise(wanted).objective * unit


@pytest.mark.parametrize("name", CASES)
def test_no_price_promises_what_relaxing_alone_does_not_bring(name: str) -> None:
    """Several limits may hold something back together, and one number may stand behind several: none promises more
    than moving that one number brings."""
    values, objective = CASES[name], objective_of(name, "kalai_smorodinsky")
    for price in found(name, "kalai_smorodinsky"):
        number = number_of(values, price.binding)
        if number is not None:
            step = 1e-3 * (abs(number.at) or 1.0)
            gained = objective.objective({number.path: number.at + number.room * step}) - objective.here
            reach = min(step, price.relaxed_by if price.relaxed_by is not None else step)
            assert price.price * reach <= gained * 1.02 + 1e-8 * objective.here, number


@pytest.mark.parametrize(("seed", "soft"), [(36, 0.0), (59, 0.0), (121, 0.5)])
def test_prices_of_random_cases(seed: int, soft: float) -> None:
    """Limits that bind where nothing happens, amounts that are nothing but noise, many equal optima."""
    values = phase_by_phase(random_case(seed, eager=0.4, soft=soft))
    solution = solve(load_case(values))
    objective, told = Prices(values, "kalai_smorodinsky"), prices(solution)
    for price, number in numbered(values, told)[:5]:
        assert price.price > 0
        step = min(1e-3 * (abs(number.at) or 1.0), 0.5 * (price.relaxed_by or math.inf))
        if step > 1e-6 * (abs(number.at) or 1.0):
            gained = objective.objective({number.path: number.at + number.room * step}) - objective.here
            close = 0.02 * price.price + 1e-7 * max(solution.ideals.values()) / step
            assert price.price == pytest.approx(gained / step, rel=0, abs=close), number


# in words and as data


@pytest.mark.parametrize("name", ["kenya-uk", "lined"])
def test_sentences_and_data(name: str) -> None:
    solution = solve(load_case(CASES[name]))
    told = prices(solution)
    assert [price.binding for price in told] == list(solution.binding)
    for price in told:
        assert price.price == pytest.approx(price.binding.price, rel=1e-5)
        assert price.price > 0
        assert price.loss is None or price.loss >= price.price * (1 - 1e-6)
        assert set(price.worth) == set(solution.case.countries)
        assert price.sentence.lower().startswith(price.binding.limit.lower())
        for country in price.worth:
            assert country_in_a_sentence(country) in price.sentence
        values = json.loads(json.dumps(price.to_dict(), allow_nan=False))
        assert set(values) >= {"limit", "party", "unit", "price", "loss", "relaxed_by", "tightened_by", "worth"}
        assert values["worth"] == price.worth


def test_a_limit_that_can_be_relaxed_for_ever() -> None:
    """Kenya's best takes all support, and asks for recruits only as they pay it: any budget is worth 1.6 a unit."""
    values = short({f"{GBR}.budget": 100, f"{MOVE}.max_recruits": [1e5], f"{GBR}.nurse.funded_posts": 1e7})
    values = changed(values, {f"{KEN}.nurse.workforce": 9e6, f"{KEN}.nurse.funded_posts": 9e6})
    price = of_budget(prices(solve(load_case(values), "best_for:KEN")))
    assert price.price == pytest.approx(1.6, rel=1e-6)
    assert price.relaxed_by is None or price.relaxed_by > 1e6
    price = of_budget(prices(solve(load_case(short({f"{GBR}.budget": 100})), "best_for:KEN")))
    assert price.relaxed_by == pytest.approx(650, rel=1e-6)
    assert "relaxing by up to USD 650 a year" in price.sentence


def test_where_nothing_can_be_agreed_nothing_has_a_price() -> None:
    nothing = {f"{MOVE}.max_recruits": 0, "payment_shares.system_support.fund": [0, 0]}
    case = load_case(changed(plain(), nothing))
    for rule in (*RULES, "nash", "leximin"):
        # a country that signed for a loss would make support possible, and nothing else would
        assert all(price.binding.key[0] == "gain" for price in prices(solve(case, rule))), rule


def test_prices_of_a_solution_read_from_a_file() -> None:
    solution = solve(load_case(CASES["kenya-uk"]), "nash", weights={"KEN": 2.0})
    again = Solution.from_dict(solution.case, json.loads(json.dumps(solution.to_dict())))
    assert [price.to_dict() for price in prices(again)] == [price.to_dict() for price in prices(solution)]
    other = prices(solve(solution.case, "nash"))
    assert [price.price for price in other] != [price.price for price in prices(again)], "the weights count"


def test_a_limit_that_cannot_be_tightened() -> None:
    """Kenya has to have 600, which is all that the United Kingdom's money buys at best."""
    values = with_lines(short({f"{GBR}.budget": 250}), red_line("min_gain", 400, country="KEN", party="KEN"))
    price = of_budget(prices(solve(load_case(values), "best_for:GBR")))
    assert price.loss is None
    assert price.tightened_by == pytest.approx(0, abs=1e-6)
    assert price.price > 0
    with pytest.raises(Infeasible):
        weighted(changed(values, {f"{GBR}.budget.0": 249}), {"GBR": 1.0}, 400)
