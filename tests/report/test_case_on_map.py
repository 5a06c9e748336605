"""A case on the map: the plan holds the people of the terms, and adds what the simulation has abroad."""

from __future__ import annotations

import pytest

from tests.report.support import register
from toolkit.atlas.plan import people_added
from toolkit.atlas.selection import Selection, edges
from toolkit.case.load import load_case
from toolkit.deal.settle import solve
from toolkit.deal.solution import Solution
from toolkit.report.case_on_map import case_on_map, moves_of, plans_of

CASES = ("kenya-uk", "ghana-uk", "philippines-germany")


@pytest.fixture(scope="module", params=CASES)
def solution(request: pytest.FixtureRequest) -> Solution:
    return solve(load_case(request.param))


def test_a_plan_adds_what_the_simulation_has_abroad_at_the_end(solution: Solution) -> None:
    axes, abroad = solution.outcome.consequences.axes, solution.outcome.consequences.agreed.abroad
    corridors = list(solution.case.corridors)
    for plan in plans_of(solution):
        path = abroad[corridors.index(f"{plan.origin}-{plan.destination}"), axes.cadres.index(plan.cadre)]
        assert people_added(plan, "stock") == pytest.approx(float(path[solution.case.years]), rel=1e-9, abs=1e-9)


def test_a_plan_has_the_numbers_of_the_terms_by_phase(solution: Solution) -> None:
    plans = plans_of(solution)
    assert len(plans) == len(list(solution.case.corridor_cadres()))
    for plan in plans:
        terms = solution.terms.corridors[f"{plan.origin}-{plan.destination}"].cadres[plan.cadre]
        assert plan.years == tuple(solution.case.phases)
        assert plan.recruits == pytest.approx(terms.recruits)
        assert plan.returns == pytest.approx(terms.returned)
        average = sum(r * y for r, y in zip(terms.recruits, plan.years, strict=True)) / solution.case.years
        assert people_added(plan, "flow") == pytest.approx(average)


def test_moves_tell_years_and_who_would_have_come_anyway(solution: Solution) -> None:
    moves = moves_of(solution.case, solution.terms)
    assert len(moves) == len(plans_of(solution)) * len(solution.case.phases)
    for move in moves:
        record = solution.case.corridors[move.corridor].cadres[move.cadre]
        assert move.would_have_come == record.would_have_come
    assert moves[0].years.startswith(str(solution.case.start_year))


def test_only_the_plan_changes_the_map(solution: Solution) -> None:
    chosen = Selection("stock", unit="full_time_equivalents", basis="nationality")
    for found in case_on_map(register(), plans_of(solution), chosen):
        done, plan = found.impact, found.plan
        assert found.selection.cadre == plan.cadre
        assert found.corridors.equals(edges(register(), found.selection))
        assert done.after.people == pytest.approx((done.before.people or 0.0) + done.added)
        assert done.after.outflow == pytest.approx((done.before.outflow or 0.0) + done.added)
        assert done.after.inflow == pytest.approx((done.before.inflow or 0.0) + done.added)
        if done.before.share_of_inflow is not None and done.added > 0:
            assert done.after.share_of_inflow is not None
            assert done.after.share_of_inflow >= done.before.share_of_inflow


def test_a_flow_is_compared_with_an_average_year() -> None:
    solution = solve(load_case("kenya-uk"))
    (found,) = case_on_map(register(), plans_of(solution), Selection("annual_inflow"))
    assert found.impact.count == "flow"
    assert found.impact.added == pytest.approx(people_added(plans_of(solution)[0], "flow"))
    assert found.impact.before.people == pytest.approx(76)
