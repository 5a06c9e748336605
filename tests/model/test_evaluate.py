"""The simulation against the specification computed a second time, on random cases and random terms."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.support.cases import SHIPPED, bare, rich, shipped
from tests.support.oracle import CADRE_ITEMS, PAYERS, Oracle
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case, random_terms
from toolkit import Outcome, evaluate, load_case, no_terms
from toolkit.case.red_lines import KINDS
from toolkit.model.terms_file import terms_from_mapping


def both(seed: int, **how: Any) -> tuple[Outcome, Oracle]:
    values = random_case(seed, **how)
    said = random_terms(values, seed)
    case = load_case(values)
    return evaluate(case, terms_from_mapping(said, case)), Oracle(values, said)


def close(expected: float, size: float = 0.0) -> Any:
    return pytest.approx(expected, rel=1e-9, abs=1e-9 * max(1.0, size))


@given(seeds)
@examples(60)
def test_gains_and_their_parts(seed: int) -> None:
    outcome, oracle = both(seed)
    for country in outcome.case.countries:
        expected = oracle.components(country)
        size = max(map(abs, expected.values()))
        assert outcome.components[country] == {part: close(value, size) for part, value in expected.items()}
        assert outcome.gains[country] == close(oracle.gain(country), size)
    for corridor in outcome.case.corridors:
        assert outcome.workers_gains[corridor] == close(oracle.workers_gain(corridor), 1e4)


@given(seeds)
@examples(40)
def test_people_year_by_year(seed: int) -> None:
    outcome, oracle = both(seed)
    axes, agreed = outcome.consequences.axes, outcome.consequences.agreed
    for corridor, cadre in oracle.moving():
        at = axes.corridors.index(corridor), axes.cadres.index(cadre)
        assert list(agreed.abroad[at]) == [close(people) for people in oracle.abroad(corridor, cadre)]
        assert list(agreed.licensed[at]) == [close(people) for people in oracle.licensed(corridor, cadre)]
        graduates = [oracle.graduates(corridor, cadre, t) for t in range(oracle.horizon)]
        assert list(agreed.graduates[at]) == [close(people) for people in graduates]
    for country in outcome.case.countries:
        for cadre in oracle.cadres(country):
            at = axes.countries.index(country), axes.cadres.index(cadre)
            for path, expected in (
                (agreed.workforce, oracle.workforce),
                (agreed.staff, oracle.staff),
                (agreed.posts, oracle.posts),
                (agreed.service, oracle.service),
                (agreed.remote_service, oracle.remote),
                (outcome.consequences.without.service, oracle.before.service),
            ):
                assert list(path[at]) == [close(people, 1e3) for people in expected(country, cadre)]


@given(seeds)
@examples(40)
def test_costs_and_payments(seed: int) -> None:
    outcome, oracle = both(seed)
    axes, payments = outcome.consequences.axes, outcome.consequences.payments
    for corridor, cadre in oracle.moving():
        for item in CADRE_ITEMS:
            at = axes.corridors.index(corridor), axes.cadres.index(cadre), CADRE_ITEMS.index(item)
            for phase in range(len(outcome.case.phases)):
                cost = oracle.cost(item, corridor, cadre, phase)
                assert payments.cost[at][phase] == close(cost, cost)
                paid = [oracle.paid(item, corridor, cadre, payer, phase) for payer in PAYERS]
                assert list(payments.paid[at][:, phase]) == [close(part, cost) for part in paid]
                assert sum(paid) == close(cost, cost)
    for k, corridor in enumerate(axes.corridors):
        for phase in range(len(outcome.case.phases)):
            support = oracle.support(corridor, phase)
            paid = [oracle.paid("system_support", corridor, "", payer, phase) for payer in PAYERS]
            assert list(payments.support_paid[k, :, phase]) == [close(part, support) for part in paid]
            assert sum(paid) == close(support, support)


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(seed=seeds)
@examples(15)
def test_margins_of_each_kind_of_red_line(kind: str, seed: int) -> None:
    outcome, oracle = both(seed, lines=[kind, kind])
    size = max(1e3, *(abs(part) for parts in outcome.components.values() for part in parts.values()))
    for number, line in enumerate(oracle.case["red_lines"]):
        found = [margin for key, margin in outcome.margins.items() if key[:2] == ("red_line", number)]
        assert min(found) == close(oracle.smallest_margin(line), size)


@given(seeds)
@examples(30)
def test_terms_that_cross_a_line_are_told(seed: int) -> None:
    outcome, oracle = both(seed)
    crossed = {key[1] for key in outcome.crossed if key[0] == "red_line"}
    flow = outcome.consequences.payments.cost.sum() + outcome.consequences.terms.system_support.sum()
    for number, line in enumerate(oracle.case["red_lines"]):
        margin = oracle.smallest_margin(line)
        if margin < -1e-3 * flow:
            assert number in crossed
        if margin >= 0:
            assert number not in crossed


@given(seeds)
@examples(30)
def test_no_agreement_gains_and_costs_nothing(seed: int) -> None:
    case = load_case(random_case(seed))
    outcome = evaluate(case, no_terms(case))
    assert set(outcome.gains.values()) == {0.0}
    assert set(outcome.workers_gains.values()) == {0.0}
    assert outcome.consequences.payments.cost.sum() == 0.0
    assert outcome.consequences.agreed.abroad.sum() == 0.0
    kinds = {case.red_lines[int(key[1])].kind for key in outcome.crossed}
    assert kinds <= {"min_recruits", "min_gain"}, "only a line that demands something is crossed by doing nothing"


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_cases_without_agreement(name: str) -> None:
    case = shipped(name)
    outcome = evaluate(case, no_terms(case))
    assert set(outcome.gains.values()) == {0.0}
    oracle = Oracle(bare(name), {"terms": {}, "payments": []})
    for country in case.countries:
        for cadre in oracle.cadres(country):
            at = outcome.consequences.axes.countries.index(country), outcome.consequences.axes.cadres.index(cadre)
            assert list(outcome.consequences.without.service[at]) == [
                close(e, 1e6) for e in oracle.service(country, cadre)
            ]


def test_the_second_computation_is_not_blind() -> None:
    """The random terms do move every part of a gain, so that agreement above means something."""
    values = rich()
    oracle = Oracle(values, random_terms(values, 3))
    parts = oracle.components("KEN")
    assert all(abs(part) > 100 for part in parts.values()), parts
    assert abs(oracle.workers_gain("KEN-GBR")) > 100
