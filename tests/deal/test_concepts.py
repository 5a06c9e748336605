"""The solution concepts: weights by hand, leximin by its definition, whom a rule favours, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given

from tests.deal.test_frontier import Cold, three
from tests.support.cases import SHIPPED, changed, plain, red_line, rich, shipped, with_lines
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case
from toolkit import CONCEPTS, Case, InputError, NoAgreement, Solution, load_case, solve
from toolkit.countries import country_in_a_sentence
from toolkit.errors import Infeasible
from toolkit.wording import join, per_cent

NAMES = (*SHIPPED, "rich", "three", "uneven")
COMPARED = ("kalai_smorodinsky", "nash", "egalitarian", "utilitarian")
TOLD = 1e-6


def uneven() -> dict[str, Any]:
    """Kenya sends to two countries, of which only the United Kingdom has money to give back.

    Ten recruits a year to each: Kenya loses 30 a recruit, the United Kingdom gains 150 and Germany 120. Support of G a
    year is worth 2G to Kenya and costs the United Kingdom 2G.
    """
    nurses = {"nurse": {"workforce": 2000, "funded_posts": 2500, "service_value": 40}, "budget": 0}
    return changed(
        plain(),
        {
            "countries.KEN.nurse.workforce": 800,
            "countries.DEU": nurses,
            "corridors.KEN-DEU": {"nurse": {"max_recruits": 10}},
        },
    )


def case_of(name: str) -> Case:
    return shipped(name) if name in SHIPPED else load_case({"rich": rich, "three": three, "uneven": uneven}[name]())


@cache
def solved(name: str, concept: str) -> Solution:
    return solve(case_of(name), concept)


def concepts_of(case: Case) -> list[str]:
    return [*CONCEPTS, *(f"best_for:{country}" for country in case.countries)]


# weights of nash


def costly() -> Case:
    """Support costs three times what it is worth to Kenya: gains G - 300 and 1500 - 3G, on the line 3K + U = 600."""
    return load_case(
        changed(
            plain(),
            {
                "countries.KEN.nurse.workforce": 800,
                "countries.KEN.support_value": 0.5,
                "countries.GBR.cost_of_public_funds": 1.5,
            },
        )
    )


@pytest.mark.parametrize(
    ("weights", "kenya"),
    [
        (None, 0.5),
        ({}, 0.5),
        ({"KEN": 1}, 0.5),
        ({"KEN": 3}, 0.75),
        ({"GBR": 3}, 0.25),
        ({"KEN": 3, "GBR": 1}, 0.75),
        ({"KEN": 30, "GBR": 10}, 0.75),
        ({"KEN": 1, "GBR": 99}, 0.01),
        ({"KEN": 1e-3, "GBR": 1}, 1 / 1001),
    ],
)
def test_nash_weights_by_hand(weights: dict[str, float] | None, kenya: float) -> None:
    """On a straight frontier each side has the part of its ideal that its weight is of all weights."""
    solution = solve(costly(), "nash", weights=weights)
    assert solution.gains == pytest.approx({"KEN": 200 * kenya, "GBR": 600 * (1 - kenya)}, rel=0, abs=1e-4)
    assert solution.weights == (weights or {})


def test_weights_are_told() -> None:
    solution = solve(costly(), "nash", weights={"KEN": 3, "GBR": 0.5})
    assert "with bargaining weights the United Kingdom 0.5 and Kenya 3" in solution.why
    values = solution.to_dict()
    assert values["weights"] == {"KEN": 3, "GBR": 0.5}
    assert Solution.from_dict(costly(), values).weights == {"KEN": 3, "GBR": 0.5}
    assert "weights" not in solve(costly(), "nash").to_dict()


@pytest.mark.parametrize("name", ["kenya-uk", "rich", "three"])
def test_a_higher_weight_never_gives_less(name: str) -> None:
    case = case_of(name)
    for country in case.countries:
        most = solved(name, "nash").ideals[country]
        gains = [solve(case, "nash", weights={country: weight}).gains[country] for weight in (0.25, 1, 4, 1000)]
        assert all(later >= earlier - TOLD * most for earlier, later in pairwise(gains))
        assert gains[-1] > gains[0] + 0.01 * most
        assert gains[-1] >= 0.98 * most


@pytest.mark.parametrize("weights", [{}, {"KEN": 2.0}, {"GBR": 5.0, "PHL": 2.0}])
def test_no_direction_raises_a_weighted_product(weights: dict[str, float]) -> None:
    """At the point, the gains weighted by weight / gain add up to no less than in any agreement: the condition of a
    largest product."""
    solution = solve(case_of("three"), "nash", weights=weights)
    gains = solution.gains
    slopes = {country: weights.get(country, 1.0) / gain for country, gain in gains.items()}
    there = Cold(solution.case, max(gains.values())).most(slopes)
    assert there == pytest.approx(sum(slopes[country] * gains[country] for country in gains), rel=1e-6)


@pytest.mark.parametrize("concept", [name for name in CONCEPTS if name != "nash"] + ["best_for:KEN"])
def test_other_rules_take_no_weights(concept: str) -> None:
    with pytest.raises(InputError, match=f"{concept} takes no weights"):
        solve(costly(), concept, weights={"KEN": 2})
    assert solve(costly(), concept, weights={}).weights == {}


@pytest.mark.parametrize("weight", [0.0, -1.0, float("inf"), float("nan")])
def test_weights_that_are_none(weight: float) -> None:
    with pytest.raises(InputError, match=r"the weight of KEN is .*; a number above 0"):
        solve(costly(), "nash", weights={"KEN": weight})


def test_every_problem_of_the_weights_at_once() -> None:
    with pytest.raises(InputError) as caught:
        solve(costly(), "nash", weights={"FRA": 2, "KEN": 0, "GBR": -1})
    told = [str(problem) for problem in caught.value.problems]
    assert len(told) == 3
    assert any("unknown country 'FRA'; one of KEN or GBR" in text for text in told)
    with pytest.raises(InputError) as caught:
        solve(costly(), "nush", weights={"FRA": -2})
    assert len(caught.value.problems) == 4


# leximin


@pytest.mark.parametrize("name", NAMES)
def test_leximin_and_egalitarian_are_two_names_of_one_rule(name: str) -> None:
    one, other = solved(name, "leximin"), solved(name, "egalitarian")
    assert one.gains == other.gains
    assert one.terms == other.terms
    assert (one.concept, other.concept) == ("leximin", "egalitarian")


def check_leximin(case: Case, levels: Mapping[str, float], per: Mapping[str, float], held: Mapping[str, float]) -> None:
    """Nobody can have more without somebody having less who has as little or less already: leximin by its definition.

    ``levels`` are gains, compared after division by ``per``; ``held`` are gains that are kept whatever comes.
    """
    size = max(per.values())
    cold = Cold(case, size)
    share = {country: levels[country] / per[country] for country in levels}
    for country, gain in levels.items():
        lowest = {
            other: levels[other] - TOLD * size
            for other in levels
            if other != country and share[other] <= share[country] + 1e-5
        }
        kept = {other: amount - TOLD * size for other, amount in held.items()}
        most = cold.most({country: 1.0}, least={**lowest, **kept})
        # a speck less for one may be worth some specks more for another
        assert most <= gain + 1e-4 * size, f"{country} could have {most}, not only {gain}"


@pytest.mark.parametrize("name", ["rich", "three", "uneven", "kenya-uk"])
def test_rules_that_raise_the_worst_off_end_in_leximin(name: str) -> None:
    case, ideals = case_of(name), solved(name, "kalai_smorodinsky").ideals
    same = dict.fromkeys(ideals, max(ideals.values()))
    check_leximin(case, solved(name, "egalitarian").gains, same, {})
    check_leximin(case, solved(name, "kalai_smorodinsky").gains, ideals, {})
    for country, most in ideals.items():
        gains = solved(name, f"best_for:{country}").gains
        assert gains[country] == pytest.approx(most, rel=0, abs=TOLD * max(ideals.values()))
        check_leximin(case, {other: gain for other, gain in gains.items() if other != country}, same, {country: most})


def test_kalai_smorodinsky_of_three_with_equal_shares() -> None:
    # Kenya keeps at least 0 by support of 300 for the ten recruits a year of each. Each could have 1200 at most.
    # With d recruits a year for Germany, Kenya and the United Kingdom have 1200 - 30d to share and Germany 120d:
    # equal shares where (1200 - 30d) / 2400 = 120d / 1200, d = 40/9, and a share of 4/9 for all.
    solution = solved("uneven", "kalai_smorodinsky")
    assert solution.ideals == pytest.approx({"KEN": 1200, "GBR": 1200, "DEU": 1200}, rel=1e-6)
    assert solution.shares_of_ideal == pytest.approx({"KEN": 4 / 9, "GBR": 4 / 9, "DEU": 4 / 9}, rel=1e-6)


def test_kalai_smorodinsky_of_three_goes_on_with_those_that_can_rise() -> None:
    """Those who go to Germany would have left Kenya anyway: Germany has all it can, the other two share equally.

    An agreement with the shares 1/2, 1/2, 1/2 has the smallest spread, and wastes half of what Germany could have.
    """
    case = load_case(changed(uneven(), {"corridors.KEN-DEU.nurse.would_have_left": 1}))
    solution = solve(case)
    assert solution.ideals == pytest.approx({"KEN": 1200, "GBR": 1200, "DEU": 1200}, rel=1e-6)
    assert solution.shares_of_ideal == pytest.approx({"KEN": 1 / 2, "GBR": 1 / 2, "DEU": 1}, rel=1e-6)
    with pytest.raises(Infeasible):
        Cold(case, 1200).most({"DEU": 1.0}, least=dict.fromkeys(solution.gains, 601.0))


@given(seeds)
@examples(12)
def test_random_cases_end_in_leximin(seed: int) -> None:
    case = load_case(random_case(seed, most_lines=2, eager=0.3, soft=0))
    if any(line.kind == "min_reinvested_share_of_gain" for line in case.red_lines):
        return
    try:
        solution = solve(case)
    except NoAgreement:
        return
    gaining = {country: most for country, most in solution.ideals.items() if most > 0}
    if gaining:
        check_leximin(case, {country: solution.gains[country] for country in gaining}, gaining, {})


# every rule


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_leaves_anybody_worse_off(name: str) -> None:
    for concept in concepts_of(case_of(name)):
        solution = solved(name, concept)
        size = max(solution.ideals.values())
        assert min(solution.gains.values()) >= -TOLD * size, concept
        for country, gain in solution.gains.items():
            assert gain <= solution.ideals[country] + TOLD * size, concept


# whom a rule favours

FAVOURS = re.compile(
    r"The choice of this rule rather than another favours (?P<who>.+): (?P<here>[\d.]+ %) of the most it could have, "
    r"against (?P<elsewhere>[\d.]+ %) on average under the other rules\."
)


@pytest.mark.parametrize("name", NAMES)
def test_the_country_with_the_largest_excess_is_named(name: str) -> None:
    case = case_of(name)
    told = 0
    for concept in concepts_of(case):
        solution = solved(name, concept)
        others = [
            solved(name, other) for other in COMPARED if other != {"leximin": "egalitarian"}.get(concept, concept)
        ]
        here = {country: share for country, share in solution.shares_of_ideal.items() if share is not None}
        elsewhere = {
            country: sum(float(other.shares_of_ideal[country] or 0) for other in others) / len(others)
            for country in here
        }
        excess = {country: share - elsewhere[country] for country, share in here.items()}
        favoured = max(excess, key=lambda country: excess[country])
        said = FAVOURS.fullmatch(solution.favours)
        if excess[favoured] < 0.005:
            assert said is None
            assert "No country gains noticeably" in solution.favours
            continue
        told += 1
        alike = [country for country in excess if excess[country] > excess[favoured] - 0.0005]
        if len(alike) > 1:
            named = join(country_in_a_sentence(country) for country in alike)
            assert f"favours {named} alike: each has {100 * excess[favoured]:.1f} percentage" in solution.favours
            continue
        assert said is not None, solution.favours
        assert said["who"] == country_in_a_sentence(favoured)
        assert said["here"] == per_cent(here[favoured], 1)
        assert said["elsewhere"] == per_cent(elsewhere[favoured], 1)
    assert told >= 3


def test_where_nobody_can_gain_nobody_is_favoured() -> None:
    solution = solve(load_case(changed(plain(), {"corridors.KEN-GBR.nurse.max_recruits": 0})))
    assert solution.favours == "No country can gain by any rule."


def test_where_one_country_only_can_gain_the_rules_agree() -> None:
    case = load_case(changed(plain(), {"countries.GBR.budget": 0}))
    for concept in concepts_of(case):
        assert solve(case, concept).gains == pytest.approx({"KEN": 0, "GBR": 1500})
        assert "No country gains noticeably" in solve(case, concept).favours


def test_a_country_held_to_nothing_is_left_out_of_products_and_shares() -> None:
    """Kenya can have nothing, whatever the rule; a product with it would be 0 everywhere."""
    lines = (red_line("max_payment", 0, payer="receiving"),)
    solution = solve(load_case(with_lines(plain(), *lines)), "nash", weights={"KEN": 100})
    assert solution.gains == pytest.approx({"KEN": 0, "GBR": 1500})
    assert solution.shares_of_ideal["KEN"] is None
