"""The program against the simulation: gains, limits and payments of every concept, and every margin against its row."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given

from tests.support.cases import SHIPPED, rich, shipped
from tests.support.programs import RECKONING, AtOptimum, best_total, is_money
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case
from toolkit import CONCEPTS, Case, NoAgreement, Solution, evaluate, load_case, solve
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import ITEMS, PAYERS
from toolkit.deal.build import Deal, open_deal
from toolkit.deal.concepts import choose, concept_of
from toolkit.deal.red_lines import MONEY_KINDS, red_line_rows
from toolkit.deal.variables import Model, add_variables
from toolkit.errors import Infeasible
from toolkit.model import red_lines as measured

DEMANDS_NOTHING = (
    "max_recruits",
    "no_harm",
    "density_floor",
    "train_first",
    "max_recruits_share_of_graduates",
    "max_payment",
)
"""Kinds that doing nothing keeps."""


def concepts_of(case: Case) -> list[str]:
    """All concepts once: ``leximin`` is another name of ``egalitarian``."""
    return [*(name for name in CONCEPTS if name != "leximin"), *(f"best_for:{country}" for country in case.countries)]


def size_of(solution: Solution) -> float:
    """The money that matters in a case: its largest ideal, or the largest flow where nobody gains anything."""
    flow = float(solution.outcome.consequences.payments.cost.sum())
    return max(1.0, flow, *map(abs, solution.ideals.values()))


def check(solution: Solution) -> None:
    """What holds for every solution of every concept."""
    case, outcome = solution.case, solution.outcome
    size = size_of(solution)
    assert min(solution.gains.values()) >= -1e-6 * size, "nobody signs for less than no agreement"
    again = evaluate(case, solution.terms)
    assert again.gains == solution.gains
    for key, miss in outcome.crossed.items():
        assert key[0] == "red_line", f"{key} is crossed by {miss}"
        assert not case.red_lines[key[1]].hard, f"{case.red_lines[key[1]]} is crossed by {miss}"
    check_payments(case, solution)


def check_payments(case: Case, solution: Solution) -> None:
    """The parts of each cost that arises add up to 1, each within its bounds."""
    found = solution.outcome.consequences
    for corridor, record in case.corridors.items():
        for item in ITEMS:
            for cadre in [None] if item == "system_support" else list(record.cadres):
                for phase in range(len(case.phases)):
                    shares = {
                        payer: solution.terms.shares.get((corridor, cadre, item, payer, phase), 0.0) for payer in PAYERS
                    }
                    k = found.axes.corridors.index(corridor)
                    if cadre is None:
                        cost = found.terms.system_support[k, phase]
                    else:
                        cost = found.payments.cost[k, found.axes.cadres.index(cadre), ITEMS.index(item), phase]
                    if cost <= 1e-6 * size_of(solution):
                        continue
                    assert sum(shares.values()) == pytest.approx(1, abs=1e-6), (corridor, cadre, item, phase)
                    for payer, part in shares.items():
                        low, high = case.bounds(item, payer)
                        assert low - 1e-5 <= part <= high + 1e-5, (corridor, cadre, item, payer, phase)


@given(seeds)
@examples(18)
def test_every_concept_on_random_cases(seed: int) -> None:
    case = load_case(random_case(seed, eager=0.5))
    for concept in concepts_of(case):
        try:
            solution = solve(case, concept)
        except NoAgreement:
            assert any(line.hard and line.kind not in DEMANDS_NOTHING for line in case.red_lines), (
                "doing nothing was possible"
            )
            return
        check(solution)


@given(seeds)
@examples(15)
def test_a_case_without_demands_has_an_agreement(seed: int) -> None:
    case = load_case(random_case(seed, lines=DEMANDS_NOTHING, soft=0))
    check(solve(case))


@given(seeds)
@examples(15)
def test_demands_that_cannot_be_met(seed: int) -> None:
    """More recruits than the case allows, more gain than anybody has: no agreement, and nothing else is said."""
    values = random_case(seed, most_lines=2, soft=0)
    impossible = {"kind": "min_gain", "value": 9e12} if seed % 2 else {"kind": "min_recruits", "value": 1e6}
    case = load_case({**values, "red_lines": [*values["red_lines"], impossible]})
    for concept in concepts_of(case):
        with pytest.raises(NoAgreement, match="No agreement is possible: no terms satisfy every red line and budget"):
            solve(case, concept)


@pytest.mark.parametrize("name", [*SHIPPED, "rich"])
def test_every_concept_on_shipped_cases(name: str) -> None:
    case = load_case(rich()) if name == "rich" else shipped(name)
    for concept in concepts_of(case):
        solution = solve(case, concept)
        check(solution)
        assert solution.outcome.crossed == {}
        assert sum(solution.gains.values()) > 0.1 * max(solution.ideals.values())


@given(seeds)
@examples(10)
def test_each_concept_reaches_what_it_seeks(seed: int) -> None:
    """One linear program each, put up here, gives the best value of the concept's own objective."""
    case = load_case(random_case(seed, most_lines=3, eager=0.3, soft=0, lines=None))
    if any(line.kind == "min_reinvested_share_of_gain" for line in case.red_lines):
        return
    try:
        deal = open_deal(case)
    except NoAgreement:
        return
    session, unit = deal.parties.session, deal.model.unit
    gains = {country: ("gain", country) for country in case.countries}
    size = max(1.0, *deal.ideals.values())

    def highest_level(per: Mapping[str, float]) -> float:
        with session.temporary():
            session.add_column(("level",), float("-inf"), 1e12)
            for country, most in per.items():
                session.add_row(("above", country), [(1.0, gains[country]), (-most / size, ("level",))], lower=0.0)
            return session.maximise([(1.0, ("level",))]).objective / size

    found = {
        concept: {country: gain / unit for country, gain in solve(case, concept).gains.items()}
        for concept in concepts_of(case)
    }
    close = 1e-6 * size
    total = session.maximise([(1.0, key) for key in gains.values()]).objective
    assert sum(found["utilitarian"].values()) == pytest.approx(total, abs=close)
    assert min(found["egalitarian"].values()) == pytest.approx(
        size * highest_level(dict.fromkeys(gains, size)), abs=close
    )
    gaining = {country: most for country, most in deal.ideals.items() if most > 0}
    if gaining:
        level = highest_level(gaining)
        shares = found["kalai_smorodinsky"]
        assert min(shares[country] / most for country, most in gaining.items()) == pytest.approx(level, abs=1e-5)
    for country, most in deal.ideals.items():
        assert found[f"best_for:{country}"][country] == pytest.approx(most, abs=close)
    for concept, gained in found.items():
        point = choose(deal, concept_of(case, concept)).utilities
        assert gained == pytest.approx(point, abs=close), f"the terms of {concept} give what it chose"
        assert improvement(deal, point, 1e-9 * size) <= 1e-5 * size, f"all could have more than {concept} gives"


def improvement(deal: Deal, point: Mapping[str, float], slack: float) -> float:
    """At least how much more the countries could have together with nobody below a point.

    Where a little of one gain buys much of another, letting everybody fall by a speck gains a lot. The most that can be
    gained is concave in the speck, so that going back from two specks to none gives about what no speck would.
    """
    session = deal.parties.session

    def gained(speck: float) -> float:
        with session.temporary():
            for country, gain in point.items():
                session.bound_column(("gain", country), max(0.0, gain - speck), float("inf"))
            return session.maximise([(1.0, ("gain", country)) for country in point]).objective - sum(point.values())

    return 2 * gained(slack) - gained(2 * slack)


# margins and slacks


def compare(at: AtOptimum) -> set[str]:
    """Every margin of the simulation is the slack of its row or bound; returns the kinds of red line met."""
    case, margins = at.model.case, at.outcome.margins
    money = max(1.0, *(abs(part) for parts in at.outcome.components.values() for part in parts.values()))
    money = max(money, float(at.outcome.consequences.payments.cost.sum()))
    people = max(1.0, *(record.workforce for country in case.countries.values() for record in country.cadres.values()))
    for key, margin in margins.items():
        close = 1e-6 * (money if is_money(case, key) else people)
        slack = at.slack(key)
        if slack is not None:
            assert margin == pytest.approx(slack, abs=close), key
        else:
            # a payer that may not pay, an item that cannot arise, no retention tiers: nothing that could be crossed
            assert key[0] in ("share_low", "share_high", "retention"), key
            assert margin >= -close, key
    for key in at.session.rows:
        assert key[0] in RECKONING or key in margins, f"{key} is a limit in the program and none in the simulation"
    return {case.red_lines[key[1]].kind for key in margins if key[0] == "red_line"}


@given(seeds)
@examples(40)
def test_margins_are_slacks(seed: int) -> None:
    values = random_case(seed, most_lines=6, eager=0.3, valued=True)
    for line in values["red_lines"]:
        if line["kind"] == "min_reinvested_share_of_gain":
            line["value"] /= 10  # so little that it never pays to count too few filled posts
    case = load_case(values)
    try:
        at = best_total(case, {country: 1 + number for number, country in enumerate(case.countries)})
    except Infeasible:
        return
    compare(at)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_margins_are_slacks_for_every_kind(kind: str) -> None:
    """At least five feasible random cases for each kind; the line binds, or would bind, in none or more of them."""
    met = 0
    for seed in range(40):
        case = load_case(random_case(seed, lines=[kind, kind], eager=0.2, soft=0.2, valued=True))
        try:
            at = best_total(case)
        except Infeasible:
            continue
        assert compare(at) == {kind}
        assert all(key in at.session.rows for key in at.outcome.margins if key[0] == "red_line")
        met += 1
        if met == 6:
            break
    assert met >= 5, f"only {met} cases with {kind} could be solved"


@pytest.mark.parametrize("name", SHIPPED)
def test_margins_are_slacks_on_shipped_cases(name: str) -> None:
    case = shipped(name)
    assert compare(best_total(case, unit=1e6)) == {line.kind for line in case.red_lines}


def test_every_declared_kind_is_measured_and_imposed() -> None:
    """A kind that is declared but not measured, or not imposed, would be a limit that is silently skipped."""
    assert set(measured._MEASURES) == set(KINDS)
    assert set(KINDS) >= MONEY_KINDS
    for kind in KINDS:
        values = random_case(11, lines=[kind], soft=0)
        case = load_case(values)
        model = Model(case, 1.0)
        add_variables(model)
        assert red_line_rows(model, case.red_lines[0], {}), kind
        assert (KINDS[kind].violation_unit.startswith("money")) == (kind in MONEY_KINDS)
