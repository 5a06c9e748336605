"""Agreements nearly as good as a solution, and the range of each term: against programs put up anew."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given

from tests.deal.test_counter_offers import columns, drafted, paid, variables
from tests.deal.test_drafts import check_changes
from tests.deal.test_frontier import Cold, three
from tests.support.cases import SHIPPED, changed, plain, rich, shipped
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case
from tests.support.terms import flat
from toolkit import (
    Alternatives,
    Case,
    InputError,
    NoAgreement,
    Outcome,
    Solution,
    alternatives,
    evaluate,
    load_case,
    solve,
)
from toolkit.deal.alternatives import TermRange
from toolkit.deal.build import build
from toolkit.deal.changes import changes
from toolkit.linear.program import Key
from toolkit.linear.session import Session
from toolkit.linear.solvers import open_session

MOVE = "corridors.KEN-GBR.nurse"
TOLD = 1e-6


def case_of(name: str) -> Case:
    return shipped(name) if name in SHIPPED else load_case({"rich": rich, "three": three, "costly": costly}[name]())


def costly() -> dict[str, Any]:
    """The case with every instrument, where no candidate comes for nothing."""
    return changed(rich(), {"corridors.KEN-GBR.midwife.language_cost": 500})


@cache
def solved(name: str, rule: str = "kalai_smorodinsky") -> Solution:
    return solve(case_of(name), rule)


@cache
def found(name: str, level: float = 0.97) -> Alternatives:
    return alternatives(solved(name), level=level)


CASES = pytest.mark.parametrize("name", [*SHIPPED, "costly"])


def key_of(entry: TermRange) -> Key:
    """The column of the program that a range is about."""
    family, *words = entry.term.split(" ")
    if family == "pays":
        return ("payment", entry.corridor, entry.cadre, *words, entry.phase)
    if family == "retained":
        return ("retained", entry.corridor, entry.cadre, entry.phase, int(words[0]) - 1)
    if family == "system_support":
        return ("system_support", entry.corridor, entry.phase)
    return (family, entry.corridor, entry.cadre, entry.phase)


def of_candidates(entry: TermRange) -> bool:
    """Whether it is about candidates, of whom there may be more than the recruits need where somebody pays for them."""
    return entry.term == "candidates" or entry.term.startswith("pays language")


class Nearly:
    """A program in which every country has at least a share of what a solution gives it, put up anew."""

    def __init__(self, solution: Solution, level: float):
        self.unit = Cold(solution.case, max(solution.ideals.values())).unit
        model, _ = build(solution.case, self.unit)
        self.session: Session = open_session(model.program)
        for country, gain in solution.gains.items():
            # gains of written terms may be a little more than there is
            least = max(0.0, level * gain - 1e-8 * max(solution.ideals.values())) / self.unit
            self.session.bound_column(("gain", country), least, math.inf)

    def ends(self, key: Key) -> tuple[float, float]:
        scale = self.unit if key[0] in ("payment", "system_support") else 1.0
        least, most = self.session.minimise([(1.0, key)]), self.session.maximise([(1.0, key)])
        return least.objective * scale, most.objective * scale


# agreements


@CASES
def test_every_agreement_is_nearly_as_good_for_everybody(name: str) -> None:
    solution, size = solved(name), max(solved(name).ideals.values())
    assert len(found(name).agreements) == 3
    for agreement in found(name).agreements:
        again = evaluate(solution.case, agreement.outcome.terms)
        assert again.gains == agreement.outcome.gains
        for country, gain in again.gains.items():
            assert gain >= 0.97 * solution.gains[country] - TOLD * size
        assert again.crossed == {}
        check_changes(solution.terms, again.terms, agreement.changes)


@CASES
def test_agreements_differ_from_the_solution_and_from_each_other(name: str) -> None:
    solution = solved(name)
    everything = [solution.terms, *(agreement.outcome.terms for agreement in found(name).agreements)]
    for one, other in combinations(everything, 2):
        differ = changes(solution.case, one, other)
        assert sum(change.size for change in differ) > 0.5, "different enough to talk about"
        assert flat(one) != flat(other)


@pytest.mark.parametrize("name", ["kenya-uk", "costly"])
def test_the_first_agreements_differ_most(name: str) -> None:
    one = alternatives(solved(name), count=1)
    assert len(one.agreements) == 1
    assert flat(one.agreements[0].outcome.terms) == flat(found(name).agreements[0].outcome.terms)
    assert len(alternatives(solved(name), count=6).agreements) == 6


def apart(case: Case, one: Outcome, other: Outcome) -> float:
    """How far two agreements lie from each other: activities and payments, each as a part of its most."""
    total = 0.0
    for key, most in columns(variables(case)):
        if key[0] == "payment":
            here, there = (paid(found.consequences, found.terms, key)[1] for found in (one, other))
        else:
            here, there = (drafted(case, found.terms, key) for found in (one, other))
        total += abs(here - there) / (most or 1.0)
    return total


@pytest.mark.parametrize("name", ["kenya-uk", "costly"])
def test_each_agreement_lies_farthest_from_those_before(name: str) -> None:
    solution = solved(name)
    several = alternatives(solution, level=0.9, count=30).agreements
    from_solution = [apart(solution.case, agreement.outcome, solution.outcome) for agreement in several]
    assert from_solution[0] == max(from_solution)
    before, gaps = [solution.outcome], []
    for agreement in several:
        gaps.append(min(apart(solution.case, agreement.outcome, earlier) for earlier in before))
        before.append(agreement.outcome)
    assert gaps == pytest.approx(sorted(gaps, reverse=True), abs=1e-6)
    assert gaps[5] > 1


def test_a_lower_level_leaves_more_room() -> None:
    near, far = found("kenya-uk", 0.99), found("kenya-uk", 0.9)
    for here, there in zip(near.ranges, far.ranges, strict=True):
        assert key_of(here) == key_of(there)
        close = 1e-6 * max(1.0, abs(here.most))
        assert there.least <= here.least + close
        assert there.most >= here.most - close
    assert sum(entry.fixed for entry in far.ranges) <= sum(entry.fixed for entry in near.ranges)
    wider = [
        there.most - there.least > 1.2 * (here.most - here.least)
        for here, there in zip(near.ranges, far.ranges, strict=True)
    ]
    assert sum(wider) > 40


# ranges


@CASES
def test_the_ends_of_a_range_can_be_had_and_nothing_beyond(name: str) -> None:
    solution, nearly = solved(name), Nearly(solved(name), 0.97)
    assert len(found(name).ranges) > 50
    for entry in found(name).ranges:
        if of_candidates(entry):
            assert entry.least <= entry.value * (1 + 1e-5) <= entry.most * (1 + 2e-5)
            continue
        least, most = nearly.ends(key_of(entry))
        size = max(1.0, abs(most))
        assert entry.least == pytest.approx(least, rel=1e-4, abs=1e-5 * size), entry.sentence
        assert entry.most == pytest.approx(most, rel=1e-4, abs=1e-5 * size), entry.sentence
        assert entry.least - 1e-5 * size <= entry.value <= entry.most + 1e-5 * size, entry.sentence
    assert {entry.corridor for entry in found(name).ranges} == set(solution.case.corridors)


@CASES
def test_a_range_tells_what_the_solution_says(name: str) -> None:
    terms = flat(solved(name).terms)
    paid = solved(name).to_dict()["payments"]
    for entry in found(name).ranges:
        family, *words = entry.term.split(" ")
        if family == "pays":
            amounts = [
                part["amount"]
                for part in paid
                if (part["corridor"], part["cadre"] or "", part["item"], part["payer"], part["phase"])
                == (entry.corridor, entry.cadre, *words, entry.phase)
            ]
            assert entry.value == pytest.approx(sum(amounts), rel=1e-6, abs=1e-6)
        elif family == "retained":
            assert entry.value == terms[entry.corridor, entry.cadre, family, entry.phase, int(words[0]) - 1]
        elif family == "system_support":
            assert entry.value == pytest.approx(terms[entry.corridor, family, entry.phase])
        else:
            assert entry.value == terms[entry.corridor, entry.cadre, family, entry.phase]


@CASES
def test_a_fixed_term_cannot_move(name: str) -> None:
    nearly = Nearly(solved(name), 0.97)
    fixed = [entry for entry in found(name).ranges if entry.fixed]
    assert fixed
    for entry in fixed:
        least, most = nearly.ends(key_of(entry))
        size = max(abs(other.most) for other in found(name).ranges if other.term == entry.term)
        assert most - least <= 1e-3 * max(size, 1.0), entry.sentence
        assert "fixed at" in entry.sentence
    for entry in found(name).ranges:
        if not entry.fixed:
            assert entry.most - entry.least > 0
            assert "free between" in entry.sentence


@CASES
def test_agreements_lie_within_the_ranges(name: str) -> None:
    ranges = {key_of(entry): entry for entry in found(name).ranges}
    for agreement in found(name).agreements:
        for place, amount in flat(agreement.outcome.terms).items():
            corridor, cadre, *rest = place
            key = (
                ("system_support", corridor, *rest)
                if cadre == "system_support"
                else (rest[0], corridor, cadre, *rest[1:])
            )
            if key in ranges:
                close = 1e-5 * max(1.0, abs(ranges[key].most))
                assert ranges[key].least - close <= amount <= ranges[key].most + close, key


def test_ranges_by_hand() -> None:
    # Ten recruits a year and support of 450 give 600 to each: 2G - 30r and 150r - 2G. With 540 for each, 120 are free:
    # nine recruits at least, and support from what is enough for Kenya with nine, (540 + 270) / 2, to what leaves the
    # United Kingdom enough with ten, (1500 - 540) / 2. Nothing else costs anything, so support has no size but its own.
    case = load_case(changed(plain(), {"countries.KEN.nurse.workforce": 800}))
    ranges = {entry.term: entry for entry in alternatives(solve(case), level=0.9).ranges}
    recruits, support = ranges["recruits"], ranges["system_support"]
    assert (recruits.least, recruits.value, recruits.most) == pytest.approx((9, 10, 10))
    assert (support.least, support.value, support.most) == pytest.approx((405, 450, 480), rel=1e-4)
    assert not recruits.fixed
    assert not support.fixed
    assert "recruits a year (nurses, 2030-2031): free between 9.0 and 10 (now 10)" in recruits.sentence


# level 1


@pytest.mark.parametrize("name", ["kenya-uk", "philippines-germany", "costly"])
def test_level_1_leaves_ties_only(name: str) -> None:
    solution, size = solved(name), max(solved(name).ideals.values())
    ties = alternatives(solution, level=1)
    for agreement in ties.agreements:
        assert agreement.outcome.gains == pytest.approx(solution.gains, rel=0, abs=1e-5 * size)
        assert agreement.outcome.crossed == {}
    assert sum(entry.fixed for entry in ties.ranges) > sum(entry.fixed for entry in found(name).ranges)


def test_ties_by_hand() -> None:
    """Who of two pays the posts does not matter to the gains where the other's money for support makes up for it."""
    values = changed(
        plain(),
        {
            "countries.KEN.nurse.workforce": 800,
            f"{MOVE}.recruitment_cost": 10,
            "payment_shares.recruitment": {"worker": [0, 0], "fund": [0, 0]},
        },
    )
    solution = solve(load_case(values))
    ties = alternatives(solution, level=1)
    ranges = {entry.term: entry for entry in ties.ranges}
    assert ranges["recruits"].fixed
    assert not ranges["pays recruitment sending"].fixed
    assert (ranges["pays recruitment sending"].least, ranges["pays recruitment sending"].most) == pytest.approx(
        (0, 100), abs=1e-3
    )
    assert len(ties.agreements) >= 1
    for agreement in ties.agreements:
        assert agreement.outcome.gains == pytest.approx(solution.gains, rel=1e-6)


def test_where_nothing_is_free_there_is_no_other_agreement() -> None:
    """Ten recruits and no money at all; a bridging programme that costs nothing and changes nothing is a tie."""
    money = {"countries.GBR.budget": 0, "countries.KEN.budget": 0}
    told = alternatives(solve(load_case(changed(plain(), money))), level=1)
    assert {change.term for agreement in told.agreements for change in agreement.changes} <= {"bridged"}
    assert {entry.term for entry in told.ranges if not entry.fixed} <= {"bridged"}


@pytest.mark.parametrize("name", [*SHIPPED, "costly", "rich"])
def test_no_alternative_prepares_candidates_for_nothing(name: str) -> None:
    """Nearly as good and different should not mean: money spent on language courses that lead nowhere."""
    for agreement in found(name).agreements:
        for corridor, cadre, record in case_of(name).corridor_cadres():
            terms = agreement.outcome.terms.corridors[corridor].cadres[cadre]
            for candidates, recruits in zip(terms.candidates, terms.recruits, strict=True):
                assert candidates <= recruits / record.pass_rate * 1.001 + 1e-6, (corridor, cadre)


# what is asked for


@pytest.mark.parametrize("level", [0.0, -0.5, 1.0001, 97, float("nan"), float("inf")])
def test_a_level_that_is_none(level: float) -> None:
    with pytest.raises(InputError, match="a level above 0 and up to 1"):
        alternatives(solved("rich"), level=level)


@pytest.mark.parametrize("count", [0, -1])
def test_a_count_that_is_none(count: int) -> None:
    with pytest.raises(InputError, match="a count from 1"):
        alternatives(solved("rich"), count=count)


@pytest.mark.parametrize("name", ["rich", "three"])
def test_candidates_who_cost_nothing_have_no_end_and_do_no_harm(name: str) -> None:
    """Nothing limits candidates but their cost, and some cost nothing: what is told is as many as the recruits need."""
    told = found(name)
    assert len(told.agreements) == 3
    for entry in told.ranges:
        assert math.isfinite(entry.most)
    json.dumps(told.to_dict(), allow_nan=False)


def test_a_case_without_corridors() -> None:
    told = alternatives(solve(load_case(changed(plain(), {"corridors": {}}))))
    assert told.agreements == ()
    assert told.ranges == ()


def test_alternatives_as_data() -> None:
    told = found("kenya-uk")
    values = json.loads(json.dumps(told.to_dict(), allow_nan=False))
    assert set(values) >= {"level", "sentence", "alternatives", "ranges"}
    assert [entry["gains"] for entry in values["alternatives"]] == [one.outcome.gains for one in told.agreements]
    assert len(values["ranges"]) == len(told.ranges)
    assert set(values["ranges"][0]) >= {"corridor", "cadre", "term", "phase", "value", "least", "most", "fixed"}
    fixed = sum(entry.fixed for entry in told.ranges)
    assert f"the numbers fix {fixed} of {len(told.ranges)} terms" in told.sentence
    assert "at least 97 % of its gain" in told.sentence


# any case


def small(values: dict[str, Any]) -> bool:
    cadres = sum(len(corridor) for corridor in values["corridors"].values())
    return cadres * len(values["phases"]) <= 5


def cases(seed: int) -> Iterator[dict[str, Any]]:
    """The first small case from a seed on, so that all ends of all ranges are found in a moment."""
    while True:
        values = random_case(seed, most_lines=2, eager=0.3, soft=0)
        kinds = {line["kind"] for line in values["red_lines"]}
        if small(values) and "min_reinvested_share_of_gain" not in kinds:
            yield values
        seed += 1


@given(seeds)
@examples(10)
def test_random_cases(seed: int) -> None:
    case = load_case(next(cases(seed)))
    try:
        solution = solve(case)
    except NoAgreement:
        return
    size = max(1.0, *solution.ideals.values())
    told = alternatives(solution, level=0.9, count=2)
    for agreement in told.agreements:
        assert agreement.outcome.crossed == {}
        for country, gain in agreement.outcome.gains.items():
            assert gain >= 0.9 * solution.gains[country] - TOLD * size
    nearly = Nearly(solution, 0.9)
    for entry in told.ranges[:: max(1, len(told.ranges) // 15)]:
        if not of_candidates(entry):
            least, most = nearly.ends(key_of(entry))
            close = 1e-5 * max(1.0, abs(most))
            assert entry.least == pytest.approx(least, rel=1e-4, abs=close), entry.sentence
            assert entry.most == pytest.approx(most, rel=1e-4, abs=close), entry.sentence
