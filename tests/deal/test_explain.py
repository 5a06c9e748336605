"""Why no agreement is possible: the conflict is one, every way out is one, and no shorter move is."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

import pytest
from hypothesis import given

from tests.support.cases import SHIPPED, bare, changed, plain, red_line, rich, shipped, with_lines
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case
from toolkit import Case, Explanation, NoAgreement, explain, load_case, solve
from toolkit.case.schema import Fund, in_phase
from toolkit.countries import country_in_a_sentence
from toolkit.deal.build import build, first_unit
from toolkit.deal.demands import Demand
from toolkit.errors import Infeasible
from toolkit.linear.solvers import open_session

KEN, GBR, MOVE = "countries.KEN.nurse", "countries.GBR.nurse", "corridors.KEN-GBR.nurse"
TRAINING = {
    f"{MOVE}.training": {"max_new_places": 100, "cost_per_place": 5, "completion": 0.8},
    "payment_shares.training": {"worker": [0, 0], "sending": [0, 0]},
}


def possible(case: Case) -> bool:
    try:
        solve(case)
    except NoAgreement:
        return False
    return True


def holds(case: Case, kept: Collection[Demand]) -> bool:
    """Whether some demands can be met together where nobody insists on anything else: all others are taken out."""
    lines = tuple(line for number, line in enumerate(case.red_lines) if any(number == one.number for one in kept))
    budgets = {one.budget for one in kept if one.budget is not None}
    phases = range(len(case.phases))

    def purse(who: str, given: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(in_phase(given, phase) if (who, phase) in budgets else 1e12 for phase in phases)

    countries = {
        code: country if country.budget is None else country.model_copy(update={"budget": purse(code, country.budget)})
        for code, country in case.countries.items()
    }
    fund = Fund(budget=purse("fund", case.fund.budget))
    model, _ = build(
        case.model_copy(update={"red_lines": lines, "countries": countries, "fund": fund}), first_unit(case)
    )
    session = open_session(model.program)
    signing = {one.group for one in kept if one.is_participation}
    for code in case.countries:
        if f"gain:{code}" not in signing:
            session.bound_column(("gain", code), float("-inf"), float("inf"))
    try:
        session.minimise([])
    except Infeasible:
        return False
    return True


def check(case: Case) -> Explanation:
    """What holds for every explanation of a case without an agreement."""
    found = explain(case)
    assert not found.possible
    assert found.conflict
    assert not holds(case, found.conflict), "the demands of the conflict can be met together"
    for dropped in found.conflict:
        rest = [one for one in found.conflict if one is not dropped]
        assert holds(case, rest), f"the conflict goes on without {dropped.sentence}"
    for demand in found.conflict:
        assert demand.group.split(":")[0] in ("gain", "budget", "red_line"), "a law of motion is nobody's demand"
        assert demand.sentence.lower() in found.sentence.lower()
        if demand.party is not None:
            assert country_in_a_sentence(demand.party) in demand.sentence
        if demand.number is not None:
            assert case.red_lines[demand.number].hard
            assert case.red_lines[demand.number].party == demand.party
            assert case.red_lines[demand.number].value == demand.value
    for way in found.relaxations:
        assert way.sentence in found.sentence or way.sentence[:1].upper() + way.sentence[1:] in found.sentence
        if way.case is not None:
            check_move(case, found, way)
    json.dumps(found.to_dict(), allow_nan=False)
    return found


def check_move(case: Case, found: Explanation, way: Any) -> None:
    """The moved case has an agreement, and moving 0.5 % less far leaves none."""
    (move,) = way.moves
    assert way.party == move.party
    assert possible(way.case), f"there is still no agreement where {way.sentence}"
    (demand,) = (one for one in found.conflict if one.sentence == move.demand)
    assert move.before == demand.value
    assert move.path == demand.path is not None
    *where, last = move.path
    before, after = (stands_at(one, tuple(where)) for one in (case, way.case))
    if isinstance(last, int):
        phases = range(len(case.phases))
        before, after = ({phase: in_phase(found or (), phase) for phase in phases} for found in (before, after))
        assert {phase for phase in phases if before[phase] != after[phase]} == {last}
    else:
        before, after = ({last: getattr(found, last)} for found in (before, after))
    assert (before[last], after[last]) == (move.before, move.after)
    upwards = move.after > move.before
    short = move.after * (0.995 if upwards else 1.005) if move.after else move.before * 0.005
    short = max(short, move.before) if upwards else min(short, move.before)
    assert not possible(demand.moved(case, short)), f"{short:g} is enough, where it says that {way.sentence}"
    assert ("rise" in move.sentence) == upwards
    assert "rise" in move.sentence or "fall" in move.sentence or "given up" in move.sentence


def stands_at(case: Case, path: tuple[str | int, ...]) -> Any:
    """What a case has at a path."""
    found: Any = case
    for part in path:
        found = found[part] if isinstance(found, dict | tuple) else getattr(found, str(part))
    return found


def moves(found: Explanation) -> dict[str, float | None]:
    """Where each single move of a way out leads, by what the demand is about."""
    return {
        demand.group: way.moves[0].after
        for way in found.relaxations
        if way.case is not None
        for demand in found.conflict
        if demand.sentence == way.moves[0].demand
    }


# by hand


def two_places_per_recruit() -> Case:
    """Kenya wants two graduates of new places per recruit. Eight recruits: twenty places at 5, for a budget of 60."""
    lines = (red_line("min_training_per_recruit", 2, party="KEN"), red_line("min_recruits", 8, party="GBR"))
    return load_case(with_lines(changed(plain(), {**TRAINING, "countries.GBR.budget": 60}), *lines))


def test_places_per_recruit_against_a_budget() -> None:
    case = two_places_per_recruit()
    with pytest.raises(NoAgreement):
        solve(case)
    found = check(case)
    assert {"budget:GBR:0", "red_line:0:min_training_per_recruit", "red_line:1:min_recruits"} <= {
        demand.group for demand in found.conflict
    }
    # 100 a year pay twenty places; 60 pay twelve, whose 9.6 graduates are two each for 4.8 recruits, or 1.2 for eight
    assert moves(found) == pytest.approx(
        {
            "budget:GBR:0": 100,
            "budget:fund:0": 40,
            "red_line:0:min_training_per_recruit": 1.2,
            "red_line:1:min_recruits": 4.8,
        },
        rel=2e-3,
    )
    text = found.sentence
    assert "Kenya's demand of at least 2 graduates of new places per recruit" in text
    assert "nited Kingdom's budget of USD 60 a year in 2030-2031" in text
    assert "the United Kingdom's demand of at least 8 recruits a year" in text
    assert "cannot hold together" in text
    assert "budget of USD 60 a year in 2030-2031 would have to rise to USD 100 a year" in text
    assert "demand of at least 8 recruits a year would have to fall to 4.80" in text
    assert "demand of at least 2 graduates of new places per recruit would have to fall to 1.20" in text


def test_the_phase_in_which_it_cannot_hold_is_named() -> None:
    values = changed(plain(), {**TRAINING, "countries.GBR.budget": [500, 60], "phases": [1, 1]})
    lines = (red_line("min_training_per_recruit", 2, party="KEN"), red_line("min_recruits", 8, party="GBR", phase=1))
    found = check(load_case(with_lines(values, *lines)))
    assert moves(found)["budget:GBR:1"] == pytest.approx(100, rel=2e-3)
    assert "budget of USD 60 a year in 2031 would have to rise to USD 100 a year" in found.sentence
    assert "at least 8 recruits a year (2031)" in found.sentence


def test_one_demand_against_the_limits_of_the_case() -> None:
    found = check(load_case(with_lines(plain(), red_line("min_recruits", 11, party="GBR"))))
    assert [demand.group for demand in found.conflict] == ["red_line:0:min_recruits"]
    assert found.sentence.startswith(
        "The United Kingdom's demand of at least 11 recruits a year cannot be met within the limits of the case."
    )
    assert moves(found) == pytest.approx({"red_line:0:min_recruits": 10}, rel=2e-3)


def test_a_demand_that_nobody_holds() -> None:
    found = check(load_case(with_lines(plain(), red_line("min_recruits", 11))))
    assert found.conflict[0].party is None
    assert found.sentence.startswith("The demand of at least 11 recruits a year cannot be met")
    assert found.relaxations[0].party is None


def test_two_demands_against_each_other() -> None:
    lines = (red_line("min_recruits", 6, party="GBR"), red_line("max_recruits", 5, party="KEN"))
    found = check(load_case(with_lines(plain(), *lines)))
    assert len(found.conflict) == 2
    assert moves(found) == pytest.approx({"red_line:0:min_recruits": 5, "red_line:1:max_recruits": 6}, rel=2e-3)
    assert {way.party for way in found.relaxations} == {"KEN", "GBR"}


def test_signing_for_no_less_than_nothing_is_a_demand() -> None:
    # three recruits a year cost Kenya 3 x 30, and no more than 20 a year come back in two years
    values = changed(plain(), {f"{KEN}.workforce": 800, "countries.GBR.budget": 20})
    found = check(load_case(with_lines(values, red_line("min_recruits", 3, party="GBR"))))
    assert "gain:KEN" in {demand.group for demand in found.conflict}
    assert "hat Kenya signs for no less than no agreement" in found.sentence
    told = moves(found)
    assert "gain:KEN" not in told, "nobody is asked to sign for a loss"
    assert told["budget:GBR:0"] == pytest.approx(45, rel=2e-3)
    assert told["red_line:0:min_recruits"] == pytest.approx(4 / 3, rel=2e-3)


def test_a_demand_without_a_number() -> None:
    values = changed(plain(), {f"{KEN}.workforce": 800})
    lines = (red_line("no_harm", country="KEN", party="KEN"), red_line("min_recruits", 3, party="GBR"))
    found = check(load_case(with_lines(values, *lines)))
    assert "Kenya's demand that service never falls below its level without an agreement" in found.sentence
    assert "at least 3 recruits a year would have to be given up" in found.sentence
    (way,) = (way for way in found.relaxations if way.party == "KEN")
    assert way.case is None
    # three recruits in each of two years: six posts less at the end
    assert "would have to give way by up to 6.0 filled posts in a year" in way.sentence


def test_a_demand_that_must_be_given_up() -> None:
    lines = (red_line("min_return_share", 0.5, party="KEN"), red_line("min_recruits", 5, party="GBR"))
    found = check(load_case(with_lines(plain(), *lines)))
    assert moves(found) == {"red_line:0:min_return_share": 0.0, "red_line:1:min_recruits": 0.0}
    assert "demand that at least 50 % of the recruits return would have to be given up" in found.sentence


def test_several_moves_where_no_single_one_is_enough() -> None:
    lines = (
        red_line("min_recruits", 6, party="GBR"),
        red_line("min_recruits", 6, party="KEN"),
        red_line("max_recruits", 5, party="KEN"),
        red_line("max_recruits", 4, party="GBR"),
    )
    case = load_case(with_lines(plain(), *lines))
    found = check(case)
    assert all(way.case is None for way in found.relaxations)
    (way,) = (way for way in found.relaxations if way.party is None)
    assert len(way.moves) >= 3
    assert "would have to give way by up to" in way.sentence
    # the least moves in all: both demands or both limits
    moved = {"6": 5.0, "5": 5.0, "4": 5.0}
    values = with_lines(plain(), *lines)
    assert possible(
        load_case(changed(values, {f"red_lines.{n}.value": moved[str(line["value"])] for n, line in enumerate(lines)}))
    )


def test_a_party_that_stands_in_its_own_way() -> None:
    """The United Kingdom's own two lines are the conflict, and Kenya is not asked for anything."""
    lines = (
        red_line("min_recruits", 6, party="GBR"),
        red_line("max_recruits", 5, party="GBR"),
        red_line("max_recruits", 9, party="KEN"),
    )
    found = check(load_case(with_lines(plain(), *lines)))
    assert {demand.party for demand in found.conflict} == {"GBR"}
    assert "Kenya" not in found.sentence


def test_soft_red_lines_are_never_blamed() -> None:
    lines = (
        red_line("min_recruits", 9, party="GBR", hard=False, penalty=5),
        red_line("max_recruits", 5, party="KEN"),
        red_line("max_recruits", 1, party="KEN", hard=False, penalty=50),
    )
    assert explain(load_case(with_lines(plain(), *lines))).possible
    found = check(load_case(with_lines(plain(), *lines, red_line("min_recruits", 7, party="GBR"))))
    assert {demand.number for demand in found.conflict} == {1, 3}


def test_reinvestment_that_cannot_be_paid() -> None:
    """Five recruits a year are demanded, half of what they are worth is to be reinvested, and there is no money.

    The program alone would count fewer filled posts than there are; what it explains must be what ``solve`` finds.
    """
    lines = (
        red_line("min_reinvested_share_of_gain", 0.5, country="GBR", party="KEN"),
        red_line("min_recruits", 5, party="GBR"),
    )
    case = load_case(with_lines(changed(plain(), {"countries.GBR.budget": 0}), *lines))
    with pytest.raises(NoAgreement):
        solve(case)
    found = explain(case)
    assert not found.possible
    assert "red_line:0:min_reinvested_share_of_gain" in {demand.group for demand in found.conflict}


# where an agreement is possible


@pytest.mark.parametrize("case", [*(shipped(name) for name in SHIPPED), load_case(rich())])
def test_a_case_with_an_agreement(case: Case) -> None:
    found = explain(case)
    assert found.possible
    assert found.conflict == ()
    assert found.relaxations == ()
    assert found.sentence == "An agreement is possible: nothing has to move."
    assert found.to_dict()["agreement"] == "possible"


# shipped cases with one more demand


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("kenya-uk", red_line("min_training_per_recruit", 2.0, party="KEN", corridor="KEN-GBR", cadre="nurse")),
        ("kenya-uk", red_line("min_gain", 2e8, party="KEN", country="KEN")),
        ("kenya-uk", red_line("max_payment", 1e6, party="GBR", payer="receiving")),
        ("philippines-germany", red_line("min_contribution_per_recruit", 120_000, party="PHL", corridor="PHL-DEU")),
        ("ghana-uk", red_line("min_recruits", 900, party="GBR", corridor="GHA-GBR", cadre="nurse")),
    ],
)
def test_one_demand_too_many(name: str, line: dict[str, Any]) -> None:
    values = bare(name)
    if line["kind"] == "min_training_per_recruit":
        values = changed(values, {"countries.GBR.budget": 2_400_000, "fund.budget": 700_000, "countries.KEN.budget": 0})
        values["red_lines"] = [other for other in values["red_lines"] if other["kind"] != line["kind"]]
    assert possible(load_case(values))
    case = load_case(with_lines(values, line))
    assert not possible(case)
    found = check(case)
    assert len(case.red_lines) - 1 in {demand.number for demand in found.conflict}
    assert any(way.case is not None for way in found.relaxations)


# any case


@given(seeds)
@examples(3)
def test_two_contradictory_lines_in_random_cases(seed: int) -> None:
    values = random_case(seed, most_lines=3, eager=0.3, soft=0.3)
    corridor = sorted(values["corridors"])[0]
    sending, receiving = corridor.split("-")
    cadre = sorted(values["corridors"][corridor])[0]
    at = {"corridor": corridor, "cadre": cadre}
    lines = (
        red_line("min_recruits", 5, party=receiving, **at),
        red_line("max_recruits", 3, party=sending, **at),
    )
    case = load_case(with_lines(values, *lines))
    assert not possible(case)
    check(case)


@given(seeds)
@examples(12)
def test_it_says_what_solve_finds(seed: int) -> None:
    case = load_case(random_case(seed, most_lines=4, eager=1.5, soft=0.2))
    if any(line.kind == "min_reinvested_share_of_gain" for line in case.red_lines):
        return
    if possible(case):
        assert explain(case).possible
    else:
        check(case)
