"""Small agreements solved by hand, or by trying every pair of terms on a grid."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from tests.support.cases import changed, plain, red_line, with_lines
from tests.support.terms import nurses, payment
from toolkit import Case, InputError, NoAgreement, Solution, SolverUnavailable, Unbounded, evaluate, load_case, solve

KEN, GBR, MOVE = "countries.KEN.nurse", "countries.GBR.nurse", "corridors.KEN-GBR.nurse"


def case_of(changes: dict[str, Any] | None = None, *lines: dict[str, Any]) -> Case:
    return load_case(with_lines(changed(plain(), changes or {}), *lines))


def nurse(solution: Solution) -> Any:
    return solution.terms.corridors["KEN-GBR"].cadres["nurse"]


# recruits only


def test_a_gift_is_taken_whole() -> None:
    # recruits cost Kenya nothing, since it has nurses to spare; ten a year give the United Kingdom (10 + 20) x 50,
    # and it has no money to share that with
    case = case_of({"countries.GBR.budget": 0})
    for concept in ("utilitarian", "best_for:GBR", "kalai_smorodinsky", "egalitarian"):
        solution = solve(case, concept)
        assert solution.gains == pytest.approx({"KEN": 0, "GBR": 1500})
        assert nurse(solution).recruits == pytest.approx((10,))
        assert solution.ideals == pytest.approx({"KEN": 0, "GBR": 1500})


def test_compensation_by_system_support() -> None:
    # Kenya has no nurse to spare: ten recruits cost it (10 + 20) x 10 = 300 and give the United Kingdom 1500.
    # Support G a year is worth 2G to Kenya and costs the United Kingdom 2G: gains 2G - 300 and 1500 - 2G.
    # Kenya at most 1200, the United Kingdom at most 1200; equal shares and equal gains are 600 each: G = 450.
    case = case_of({f"{KEN}.workforce": 800})
    for concept in ("kalai_smorodinsky", "egalitarian"):
        solution = solve(case, concept)
        assert solution.ideals == pytest.approx({"KEN": 1200, "GBR": 1200})
        assert solution.gains == pytest.approx({"KEN": 600, "GBR": 600})
        assert solution.terms.corridors["KEN-GBR"].system_support == pytest.approx((450,))
        assert solution.terms.shares["KEN-GBR", None, "system_support", "receiving", 0] == 1
    assert solve(case, "best_for:KEN").gains == pytest.approx({"KEN": 1200, "GBR": 0}, abs=1e-6)
    assert solve(case, "best_for:GBR").gains == pytest.approx({"KEN": 0, "GBR": 1200}, abs=1e-6)
    assert sum(solve(case, "utilitarian").gains.values()) == pytest.approx(1200)


def test_costly_transfers_bend_the_frontier() -> None:
    # as above, but a unit of support costs 1.5 and is worth 0.5: Kenya G - 300, the United Kingdom 1500 - 3G.
    # Ideals: Kenya at G = 500 has 200; the United Kingdom at G = 300 has 600.
    # Equal shares of the ideals: (G - 300) / 200 = (1500 - 3G) / 600, so G = 400: 100 and 300.
    # Equal gains: G - 300 = 1500 - 3G, so G = 450: 150 each. The largest sum is at the least G, 300: 0 and 600.
    case = case_of(
        {f"{KEN}.workforce": 800, "countries.KEN.support_value": 0.5, "countries.GBR.cost_of_public_funds": 1.5}
    )
    assert solve(case, "kalai_smorodinsky").gains == pytest.approx({"KEN": 100, "GBR": 300})
    assert solve(case, "egalitarian").gains == pytest.approx({"KEN": 150, "GBR": 150})
    assert solve(case, "utilitarian").gains == pytest.approx({"KEN": 0, "GBR": 600}, abs=1e-6)
    assert solve(case, "kalai_smorodinsky").shares_of_ideal == pytest.approx({"KEN": 0.5, "GBR": 0.5})


def test_a_budget_that_binds_and_its_price() -> None:
    # Support of at most 350 a year, where equal gains would ask for 450. So fewer are recruited: with r a year, Kenya
    # has 700 - 30 r and the United Kingdom 150 r - 700, equal at r = 70/9: 1400/3 each.
    # With a budget B: 2B - 30 r = 150 r - 2B, r = B/45, gain 2B - 2B/3: one more unit a year is worth 4/3 to both.
    case = case_of({f"{KEN}.workforce": 800, "countries.GBR.budget": 350})
    solution = solve(case, "egalitarian")
    assert solution.gains == pytest.approx({"KEN": 1400 / 3, "GBR": 1400 / 3})
    assert nurse(solution).recruits == pytest.approx((70 / 9,))
    (binding,) = (entry for entry in solution.binding if entry.key[0] == "budget" and entry.key[1] == "GBR")
    assert binding.price == pytest.approx(4 / 3)
    assert binding.party == "GBR"


def test_posts_only() -> None:
    # 30 posts at 4 a year, two years, filled by nurses without one: worth 30 x 10 x 2 = 600 to Kenya, at a cost of 240.
    # With the United Kingdom gaining nothing from them, Kenya pays: 360.
    case = case_of({f"{MOVE}.max_recruits": 0, f"{MOVE}.posts": {"max": 30, "cost": 4}})
    solution = solve(case)
    assert solution.gains == pytest.approx({"KEN": 360, "GBR": 0})
    assert nurse(solution).posts == pytest.approx((30,))
    assert solution.terms.shares["KEN-GBR", "nurse", "posts", "sending", 0] == pytest.approx(1)


def test_posts_that_are_not_worth_their_cost() -> None:
    case = case_of({f"{MOVE}.max_recruits": 0, f"{MOVE}.posts": {"max": 30, "cost": 11}})
    assert nurse(solve(case, "utilitarian")).posts == (0,)
    # the employer's money, or the fund's, makes them worth having
    case = case_of(
        {
            f"{MOVE}.max_recruits": 0,
            f"{MOVE}.posts": {"max": 30, "cost": 11},
            "fund": {"budget": 220},
            "payment_shares.system_support.fund": [0, 0],
        }
    )
    solution = solve(case, "utilitarian")
    # the fund's 220 a year pay 20 posts: worth 400
    assert nurse(solution).posts == pytest.approx((20,))
    assert solution.gains == pytest.approx({"KEN": 400, "GBR": 0})


def test_training_with_a_delay() -> None:
    # places of one year at 6 each, in two years; graduates count from the year after: the first year's places in years
    # 2 and 3, the second year's in year 3: 3 service-years x 10 for every place a year, at 12. Kenya has posts to fill.
    changes = {
        f"{MOVE}.max_recruits": 0,
        f"{KEN}.workforce": 700,
        "follow_up_years": 1,
        f"{MOVE}.training": {"spare_places": 5, "years": 1, "cost_per_place": 6},
    }
    solution = solve(case_of(changes))
    assert nurse(solution).places == pytest.approx((5,))
    assert solution.gains["KEN"] == pytest.approx(5 * (30 - 12))
    # without a follow-up only one service-year counts: 10 for 12
    assert nurse(solve(case_of({**changes, "follow_up_years": 0}), "utilitarian")).places == (0,)


def test_candidates_are_as_few_as_the_recruits_need() -> None:
    case = case_of({f"{MOVE}.pass_rate": 0.2, f"{MOVE}.language_cost": 1})
    solution = solve(case, "best_for:GBR")
    assert nurse(solution).recruits == pytest.approx((10,))
    assert nurse(solution).candidates == pytest.approx((50,))


def test_no_harm_makes_training_come_with_recruits() -> None:
    # Kenya has exactly as many nurses as posts; each year's recruits must be made up by that year's graduates of no
    # length of training: places of the same number, at 5 a place.
    case = case_of(
        {f"{KEN}.workforce": 800, f"{MOVE}.training": {"spare_places": 8, "cost_per_place": 5}},
        red_line("no_harm", country="KEN"),
    )
    solution = solve(case, "best_for:GBR")
    assert nurse(solution).recruits == pytest.approx((8,))
    assert nurse(solution).places == pytest.approx((8,))
    # (8 + 16) x 50, and the United Kingdom pays 2 x 8 x 5 unless Kenya, which would lose by it, does
    assert solution.gains == pytest.approx({"KEN": 0, "GBR": 1200 - 80}, abs=1e-6)


# two terms, every pair of them tried


def grid(case: Case, support: np.ndarray, recruits: np.ndarray) -> list[tuple[float, float]]:
    """(Kenya's gain, the United Kingdom's) for every pair that keeps the limits and that neither loses by."""
    points = []
    for amount, people in product(support.tolist(), recruits.tolist()):
        outcome = evaluate(
            case, nurses(case, payment("recruitment", "receiving"), support=amount, recruits=people, candidates=people)
        )
        if not outcome.crossed and min(outcome.gains.values()) >= -1e-9:
            points.append((outcome.gains["KEN"], outcome.gains["GBR"]))
    return points


CURVED = {
    # after 5 recruits a year the United Kingdom has all its posts filled in year 2; Kenya has 5 nurses to spare
    f"{KEN}.workforce": 805,
    f"{GBR}.funded_posts": 2012,
    f"{MOVE}.recruitment_cost": 3,
    "countries.KEN.support_value": 0.7,
    "countries.GBR.cost_of_public_funds": 1.2,
    "countries.GBR.discount_rate": 0.1,
    "countries.GBR.budget": 300,
    "countries.KEN.remittance_weight": 0.3,
    f"{MOVE}.remittance": 4,
    "payment_shares.recruitment": {"worker": [0, 0], "sending": [0, 0], "fund": [0, 0]},
}


@pytest.mark.parametrize(
    "changes",
    [{f"{KEN}.workforce": 800}, CURVED, {**CURVED, "countries.GBR.budget": 90}],
    ids=["straight", "curved", "short of money"],
)
def test_against_every_pair_of_terms(changes: dict[str, Any]) -> None:
    """Nothing on a fine grid is better than what each concept chooses, and something on it comes near."""
    case = case_of(changes)
    most = changes.get("countries.GBR.budget", 750)
    points = grid(case, np.linspace(0, most, 41), np.linspace(0, 10, 21))
    ideal = {"KEN": max(ken for ken, _ in points), "GBR": max(gbr for _, gbr in points)}
    solution = solve(case)
    step = 0.05
    for country in ("KEN", "GBR"):
        assert ideal[country] <= solution.ideals[country] * (1 + 1e-9)
        assert ideal[country] >= solution.ideals[country] * (1 - step)

    def score(concept: str, ken: float, gbr: float) -> float:
        if concept == "kalai_smorodinsky":
            return min(ken / solution.ideals["KEN"], gbr / solution.ideals["GBR"])
        return {
            "egalitarian": min(ken, gbr),
            "utilitarian": ken + gbr,
            "best_for:KEN": ken,
            "best_for:GBR": gbr,
            "nash": ken * gbr,
        }[concept]

    for concept in ("kalai_smorodinsky", "egalitarian", "utilitarian", "best_for:KEN", "best_for:GBR", "nash"):
        gains = solve(case, concept).gains
        found, tried = score(concept, gains["KEN"], gains["GBR"]), max(score(concept, *point) for point in points)
        assert tried <= found * (1 + 1e-9), concept
        assert tried >= found * (1 - 2 * step), concept


# what is asked for


def test_an_unknown_concept() -> None:
    with pytest.raises(InputError) as caught:
        solve(case_of(), "kalai")
    (problem,) = caught.value.problems
    assert problem.problem == "unknown concept 'kalai'"
    assert "kalai_smorodinsky" in problem.expectation
    assert problem.remedy == "did you mean kalai_smorodinsky?"
    for wrong in ("best_for:FRA", "best_for", "best_for:", "utilitarian:KEN", ""):
        with pytest.raises(InputError, match="unknown concept"):
            solve(case_of(), wrong)


def test_an_unknown_solver() -> None:
    with pytest.raises(SolverUnavailable, match="the solver Gurobee is not on this machine"):
        solve(case_of(), solver="Gurobee")


def test_no_agreement_is_told_without_words_of_the_solver() -> None:
    case = case_of({}, red_line("min_recruits", 11))
    with pytest.raises(NoAgreement) as caught:
        solve(case)
    assert not any(word in str(caught.value).lower() for word in ("infeasible", "highs", "solver", "row", "column"))


def test_money_that_costs_nobody_anything_has_no_limit() -> None:
    # workers may pay for system support, and nothing limits what they pay
    case = load_case(changed(plain(), {"payment_shares": {}}))
    with pytest.raises(Unbounded):
        solve(case)


def test_a_case_in_which_nothing_can_be_agreed() -> None:
    """No recruits, no instrument: an agreement about nothing, in which nobody gains or pays."""
    for changes in ({f"{MOVE}.max_recruits": 0}, {"corridors": {"KEN-GBR": {}}}, {"corridors": {}}):
        for concept in ("kalai_smorodinsky", "utilitarian", "egalitarian", "best_for:KEN"):
            solution = solve(case_of(changes), concept)
            assert solution.gains == pytest.approx({"KEN": 0, "GBR": 0})
            assert solution.outcome.consequences.payments.cost.sum() == 0
            assert set(solution.shares_of_ideal.values()) == {None}
            assert solution.frames()["payments"].empty


def test_recruits_in_one_phase_only() -> None:
    case = case_of({"phases": [1, 1], f"{MOVE}.max_recruits": [0, 10]})
    solution = solve(case, "best_for:GBR")
    assert nurse(solution).recruits == pytest.approx((0, 10))
    assert nurse(solution).candidates == pytest.approx((0, 10))
    assert solution.gains["GBR"] == pytest.approx(10 * 50)


def test_nobody_passes() -> None:
    solution = solve(case_of({f"{MOVE}.pass_rate": 0}), "best_for:GBR")
    assert nurse(solution).recruits == (0,)
    assert solution.gains["GBR"] == 0
