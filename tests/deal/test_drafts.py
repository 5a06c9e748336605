"""Drafts held against what could be agreed, and improved: against programs put up anew and by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given

from tests.deal.test_frontier import Cold, three
from tests.support.cases import SHIPPED, changed, plain, red_line, rich, shipped, with_lines
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case, random_terms
from tests.support.terms import nurses, payment
from toolkit import (
    Case,
    InputError,
    NoAgreement,
    Terms,
    assess,
    evaluate,
    frontier,
    improve,
    load_case,
    no_terms,
    solve,
)
from toolkit.case.schema import ITEMS, PAYERS, ends
from toolkit.deal.changes import Change, changes
from toolkit.errors import Infeasible
from toolkit.model.terms import ACTIVITIES
from toolkit.model.terms_file import terms_from_mapping

KEN, MOVE = "countries.KEN.nurse", "corridors.KEN-GBR.nurse"
TOLD = 1e-6
"""As a part of the ideals: how well rounded terms give what was promised."""


def case_of(name: str) -> Case:
    return shipped(name) if name in SHIPPED else load_case({"rich": rich, "three": three}[name]())


@cache
def ideals(name: str) -> dict[str, float]:
    return dict(solve(case_of(name), "utilitarian").ideals)


def written(name: str) -> Terms:
    """A draft as somebody would write it by hand: a few terms, all others left out, and two shares."""
    recruits = {"nurse": {"recruits": 120 if name in SHIPPED else 8, "places": 100 if name in SHIPPED else 4}}
    corridor = next(iter(case_of(name).corridors))
    payments = [payment("training", "receiving", 0.7), payment("training", "sending", 0.3)]
    return terms_from_mapping({"terms": {corridor: recruits}, "payments": payments}, case_of(name))


@cache
def halfway(name: str) -> Terms:
    """A draft that keeps every limit and leaves much on the table: terms in the middle between two agreements."""
    case = case_of(name)
    receiving = next(iter(case.corridors)).split("-")[1]
    return mixed(case, solve(case, f"best_for:{receiving}").terms, solve(case).terms)


def mixed(case: Case, one: Terms, other: Terms) -> Terms:
    """Half of the activities of one and half of the other's, with the payments that half of each needs."""
    activities = _mean(one.to_dict(), other.to_dict())
    both = [evaluate(case, terms).consequences for terms in (one, other)]
    payments = []
    for k, (name, corridor) in enumerate(case.corridors.items()):
        for item in ITEMS:
            for cadre in [None] if item == "system_support" else list(corridor.cadres):
                for phase in range(len(case.phases)):
                    at = {"corridor": name, "item": item, "phase": phase, **({"cadre": cadre} if cadre else {})}
                    paid = dict.fromkeys(PAYERS, 0.0)
                    for found, (y, payer) in product(both, enumerate(PAYERS)):
                        part = found.payments.support_paid[k, y, phase]
                        if cadre is not None:
                            part = found.payments.paid[k, found.cadre(cadre), ITEMS.index(item), y, phase]
                        paid[payer] += float(part)
                    total = sum(paid.values())
                    if total > 0:
                        payments += [payment(payer=payer, share=part / total, **at) for payer, part in paid.items()]
    return terms_from_mapping({"terms": activities, "payments": payments}, case)


def _mean(one: Any, other: Any) -> Any:
    if isinstance(one, Mapping):
        return {key: _mean(part, other[key]) for key, part in one.items()}
    if isinstance(one, list | tuple):
        return [_mean(here, there) for here, there in zip(one, other, strict=True)]
    return (one + other) / 2


# changes between two agreements


def differences(before: Terms, after: Terms) -> dict[tuple[str, str, str, int], tuple[float, float]]:
    """Every activity by corridor, cadre, name and phase, under both."""
    found: dict[tuple[str, str, str, int], tuple[float, float]] = {}
    for name, corridor in before.corridors.items():
        later = after.corridors[name]
        for phase, amount in enumerate(corridor.system_support):
            found[name, "", "system_support", phase] = amount, later.system_support[phase]
        for cadre, terms in corridor.cadres.items():
            for activity in ACTIVITIES:
                old, new = getattr(terms, activity), getattr(later.cadres[cadre], activity)
                for phase in range(len(old)):
                    if activity != "retained":
                        found[name, cadre, activity, phase] = old[phase], new[phase]
                    for tier in range(len(old[phase])) if activity == "retained" else ():
                        found[name, cadre, f"retained {tier + 1}", phase] = old[phase][tier], new[phase][tier]
    return found


def check_changes(before: Terms, after: Terms, told: tuple[Change, ...]) -> None:
    """What is told differs as it says, what is not told does not differ, and the largest change comes first."""
    differ = differences(before, after)
    activities = {
        (change.corridor, change.cadre, change.term, change.phase): change
        for change in told
        if not change.term.startswith("shares ")
    }
    for place, change in activities.items():
        assert (change.before, change.after) == differ[place]
        assert change.before != change.after
    for place, (old, new) in differ.items():
        if place not in activities:
            assert new == pytest.approx(old, rel=1e-3, abs=0.02 if place[2] != "system_support" else 1e3), place
    for change in told:
        if change.term.startswith("shares "):
            at = (change.corridor, change.cadre or None, change.term.removeprefix("shares "))
            apart = [
                (before.shares.get((*at, payer, change.phase), 0.0), after.shares.get((*at, payer, change.phase), 0.0))
                for payer in PAYERS
            ]
            assert (change.before, change.after) in apart
            assert change.size == pytest.approx(sum(abs(new - old) for old, new in apart) / 2)
    assert all(later.size <= earlier.size for earlier, later in pairwise(told))
    assert all(change.sentence for change in told)


def test_the_same_terms_do_not_differ() -> None:
    for name in ("kenya-uk", "rich"):
        terms = solve(case_of(name)).terms
        assert changes(case_of(name), terms, terms) == ()


def test_changes_forth_and_back() -> None:
    case = case_of("rich")
    one, other = solve(case, "best_for:KEN").terms, solve(case, "best_for:GBR").terms
    forth, back = changes(case, one, other), changes(case, other, one)
    check_changes(one, other, forth)
    assert len(forth) == len(back) > 10
    there = {(change.corridor, change.cadre, change.term, change.phase): change for change in forth}
    for change in back:
        other_way = there[change.corridor, change.cadre, change.term, change.phase]
        assert (change.before, change.after) == (other_way.after, other_way.before)
        assert change.size == pytest.approx(other_way.size)


def test_changes_by_hand() -> None:
    case = load_case(changed(plain(), {f"{MOVE}.posts": {"max": 20, "cost": 4}, f"{MOVE}.recruitment_cost": 3}))
    one = nurses(case, payment("posts", "sending"), payment("recruitment", "receiving"), recruits=4, posts=10)
    other = nurses(
        case,
        payment("posts", "sending", 0.25),
        payment("posts", "receiving", 0.75),
        payment("recruitment", "receiving"),
        recruits=9,
        posts=12,
        support=30,
    )
    told = {change.term: change for change in changes(case, one, other)}
    assert set(told) == {"recruits", "posts", "shares posts", "system_support"}
    assert (told["recruits"].before, told["recruits"].after, told["recruits"].size) == (4, 9, pytest.approx(0.5))
    assert (told["posts"].before, told["posts"].after, told["posts"].size) == (10, 12, pytest.approx(0.1))
    assert told["shares posts"].size == pytest.approx(0.75)
    assert (told["system_support"].before, told["system_support"].after) == (0, 30)
    # all other costs at their most: ten recruits at 3 and twenty posts at 4
    assert told["system_support"].size == pytest.approx(30 / 110)
    assert "recruits a year from 4.0 to 9.0: nurses, Kenya to United Kingdom, 2030-2031" in told["recruits"].sentence
    assert "Kenya from 100 % to 25 %" in told["shares posts"].sentence
    assert "United Kingdom from 0 % to 75 %" in told["shares posts"].sentence


def test_who_pays_for_nothing_is_no_change() -> None:
    case = load_case(changed(plain(), {f"{MOVE}.posts": {"max": 20, "cost": 4}}))
    one, other = (nurses(case, payment("posts", payer), recruits=4) for payer in ("sending", "receiving"))
    assert changes(case, one, other) == ()


def test_support_where_nothing_else_costs_anything() -> None:
    case = load_case(plain())
    (change,) = changes(case, nurses(case, support=30), nurses(case, support=50))
    assert (change.term, change.before, change.after) == ("system_support", 30, 50)


# improve


def check_improvement(case: Case, draft: Terms, most: Mapping[str, float]) -> None:
    """Nobody below the draft, the smallest part of what each could gain as large as can be, nothing left over."""
    found, size = improve(case, draft), max(most.values())
    before, after = evaluate(case, draft).gains, evaluate(case, found.outcome.terms)
    assert after.gains == found.outcome.gains
    assert found.draft.gains == before
    assert after.crossed == {}
    floors = {country: max(0.0, gain) for country, gain in before.items()}
    cold = Cold(case, size)
    for country, floor in floors.items():
        assert after.gains[country] >= floor - TOLD * size
        assert found.gained[country] == pytest.approx(after.gains[country] - before[country])
        others = {other: level for other, level in floors.items() if other != country}
        could = cold.most({country: 1.0}, least=others) - floor
        assert found.possible[country] == pytest.approx(max(0.0, could), rel=0, abs=10 * TOLD * size)
    rising = {country: more for country, more in found.possible.items() if more > 1e-4 * size}
    if rising:
        part = min((after.gains[country] - floors[country]) / more for country, more in rising.items())
        assert part <= 1 + 1e-6
        level = {country: floors[country] + (part + 0.001) * found.possible[country] for country in floors}
        with pytest.raises(Infeasible):
            cold.most({}, least=level)
        assert part > 0.3 or len(floors) > 2
    check_changes(draft, found.outcome.terms, found.changes)
    again = improve(case, found.outcome.terms)
    assert max(again.possible.values()) <= 1e-4 * size, "the improved terms can be improved"
    assert again.outcome.gains == pytest.approx(after.gains, rel=0, abs=1e-4 * size)


@pytest.mark.parametrize("name", [*SHIPPED, "rich", "three"])
def test_a_draft_of_nothing(name: str) -> None:
    """From no agreement, what each could have more is its ideal, and the improvement is Kalai-Smorodinsky's point."""
    case = case_of(name)
    found = improve(case, no_terms(case))
    assert found.possible == pytest.approx(ideals(name), rel=1e-6)
    assert found.outcome.gains == pytest.approx(solve(case).gains, rel=0, abs=TOLD * max(ideals(name).values()))
    assert "Left on the table: up to" in found.sentence
    check_improvement(case, no_terms(case), ideals(name))


@pytest.mark.parametrize("name", [*SHIPPED, "rich"])
def test_a_draft_that_keeps_the_limits(name: str) -> None:
    case = case_of(name)
    assert evaluate(case, halfway(name)).crossed == {}
    check_improvement(case, halfway(name), ideals(name))


@pytest.mark.parametrize("name", [*SHIPPED, "rich"])
def test_a_draft_written_by_hand(name: str) -> None:
    """Only some terms are said; it may cross limits, but nobody has so much that it could not be had otherwise."""
    check_improvement(case_of(name), written(name), ideals(name))


def test_a_draft_under_which_somebody_loses() -> None:
    """Kenya loses 300 under it; the improvement gives it no less than nothing."""
    case = load_case(changed(plain(), {f"{KEN}.workforce": 800}))
    draft = nurses(case, recruits=10)
    assert evaluate(case, draft).gains == pytest.approx({"KEN": -300, "GBR": 1500})
    with pytest.raises(NoAgreement, match="No agreement within the limits and red lines of the case"):
        improve(case, draft)  # all of the 1200 that there are belong to the United Kingdom, and more
    draft = nurses(case, recruits=5)
    found = improve(case, draft)
    # of the 1200, the United Kingdom has 750 and Kenya nothing: 450 are left, half of them for each
    assert found.possible == pytest.approx({"KEN": 450, "GBR": 450}, rel=1e-6)
    assert found.outcome.gains == pytest.approx({"KEN": 225, "GBR": 975}, rel=1e-6)
    assert found.gained == pytest.approx({"KEN": 375, "GBR": 225}, rel=1e-6)


@pytest.mark.parametrize("concept", ["kalai_smorodinsky", "nash", "egalitarian", "utilitarian", "best_for:GBR"])
@pytest.mark.parametrize("name", ["kenya-uk", "ghana-uk", "rich"])
def test_nothing_is_left_on_the_frontier(name: str, concept: str) -> None:
    solution = solve(case_of(name), concept)
    found = improve(solution.case, solution.terms)
    assert found.sentence == "Nothing is left on the table: nobody can have more without another having less."
    assert found.changes == ()
    assert max(found.possible.values()) <= 1e-5 * max(solution.ideals.values())


def test_a_draft_that_crosses_limits_is_brought_within_them() -> None:
    # one in two candidates passes, and the draft prepares as many as it recruits: 2 x 150 - 150 and 750 - 300.
    # Of the 1200 that ten recruits give together, 600 are left, half of them for each: support of 375.
    case = load_case(changed(plain(), {f"{KEN}.workforce": 800, f"{MOVE}.pass_rate": 0.5}))
    draft = nurses(case, recruits=5, candidates=5, support=150)
    before = evaluate(case, draft)
    assert before.crossed == {("candidates_pass", "KEN-GBR", "nurse", 0): pytest.approx(2.5)}
    found = improve(case, draft)
    assert found.draft.crossed == before.crossed
    assert found.outcome.crossed == {}
    assert found.outcome.gains == pytest.approx({"KEN": 450, "GBR": 750}, rel=1e-6)
    assert {change.term: (change.before, change.after) for change in found.changes} == {
        "recruits": (5, pytest.approx(10)),
        "candidates": (5, pytest.approx(20)),
        "system_support": (150, pytest.approx(375)),
    }


def test_what_need_not_change_stays_as_the_draft_has_it() -> None:
    # who pays the 10 for each recruit is a tie: support makes up for it. The draft says four fifths and one fifth.
    values = changed(plain(), {f"{KEN}.workforce": 800, f"{MOVE}.recruitment_cost": 10})
    case = load_case(
        {**values, "payment_shares": {**values["payment_shares"], "recruitment": {"fund": [0, 0], "worker": [0, 0]}}}
    )
    for part in (0.2, 0.8):
        payments = (payment("recruitment", "sending", part), payment("recruitment", "receiving", 1 - part))
        found = improve(case, nurses(case, *payments, recruits=5, candidates=5, support=200))
        shares = found.outcome.terms.shares
        assert shares["KEN-GBR", "nurse", "recruitment", "sending", 0] == pytest.approx(part)
        assert {change.term for change in found.changes} == {"recruits", "candidates", "system_support"}


def test_a_draft_that_gives_what_cannot_be_had() -> None:
    # 14 recruits where ten are allowed give 1680 together, and no agreement gives more than 1200
    case = load_case(changed(plain(), {f"{KEN}.workforce": 800}))
    draft = nurses(case, recruits=14, candidates=14, support=600)
    assert evaluate(case, draft).gains == pytest.approx({"KEN": 780, "GBR": 900})
    with pytest.raises(NoAgreement) as caught:
        improve(case, draft)
    assert "gives every country what the draft gives it. The draft can only give it by crossing" in str(caught.value)
    assert caught.value.case is None, "the case itself is not to blame"
    exactly = nurses(case, recruits=14, candidates=14, support=360)
    assert evaluate(case, exactly).gains == pytest.approx({"KEN": 300, "GBR": 1380})
    with pytest.raises(NoAgreement):
        improve(case, exactly)


def test_a_share_too_small_to_see_does_no_harm() -> None:
    """A ten-millionth of a cost falls to somebody: such a draft comes out of programs that others write."""
    case = case_of("ghana-uk")
    payments = [payment("training", "receiving", 1 - 1e-7), payment("training", "sending", 1e-7)]
    activities = {"nurse": {"recruits": 60, "places": 60}, "midwife": {"recruits": 30, "places": 30}}
    draft = terms_from_mapping({"terms": {"GHA-GBR": activities}, "payments": payments}, case)
    assert improve(case, draft).outcome.crossed == {}


def test_improvement_as_data() -> None:
    found = improve(case_of("kenya-uk"), written("kenya-uk"))
    values = json.loads(json.dumps(found.to_dict(), allow_nan=False))
    assert set(values) == {"gained", "possible", "changes", "sentence"}
    assert values["gained"] == found.gained
    assert len(values["changes"]) == len(found.changes) > 0
    assert set(values["changes"][0]) >= {"corridor", "cadre", "term", "phase", "before", "after", "size", "sentence"}


# assess


def check_assessment(case: Case, draft: Terms, size: float) -> None:
    """Each number of an assessment is the answer of a program put up for it."""
    found, cold = assess(case, draft), Cold(case, size)
    a, b = found.pair
    have = evaluate(case, draft).gains
    assert found.outcome.gains == have
    joint = sum(have.values())
    for country, gain in have.items():
        most = found.ideals[country]
        assert found.shares_of_ideal[country] == (pytest.approx(gain / most) if most > 0 else None)
        assert found.shares_of_joint_gain[country] == (pytest.approx(gain / joint) if joint > 0 else None)
    for country, other in ((a, b), (b, a)):
        try:
            could = cold.most({country: 1.0}, least={other: max(0.0, have[other])}) - have[country]
        except Infeasible:
            assert found.more[country] is None or found.more[country] <= TOLD * size
            continue
        assert found.more[country] == pytest.approx(could, rel=0, abs=TOLD * size)
    if min(have[a], have[b]) < 0 or max(have[a], have[b]) == 0:
        assert found.factor is None
    else:
        assert found.factor is not None
        held = {country: found.factor * have[country] for country in (a, b)}
        least = {country: gain - TOLD * size for country, gain in held.items()}
        cold.most({}, least=least)
        with pytest.raises(Infeasible):
            cold.most({}, least={country: gain * 1.0001 + 2 * TOLD * size for country, gain in held.items()})
    check_better(case, found.better, {a: have[a], b: have[b]}, cold, size)


def check_better(
    case: Case, better: Mapping[str, float] | None, have: Mapping[str, float], cold: Cold, size: float
) -> None:
    """Better for one, no worse for the other, on the frontier, and missing where there is no such agreement."""
    a, b = have
    if better is None:
        beyond = {country: gain + 1e-5 * size for country, gain in have.items()}
        with pytest.raises(Infeasible):
            cold.most({}, least=beyond)
        return
    for country in (a, b):
        assert better[country] >= have[country] - TOLD * size
    assert max(better[country] - have[country] for country in (a, b)) > 0
    most = cold.most({b: 1.0}, exactly={(a,): better[a]})
    assert better[b] == pytest.approx(most, rel=0, abs=TOLD * size)
    line = frontier(case, a, b)
    up = [most_of - have[country] for country, most_of in zip((a, b), _ends(line, have), strict=True)]
    if min(up) > 1e-3 * size:
        raised = [better[country] - have[country] for country in (a, b)]
        assert raised[0] / up[0] == pytest.approx(raised[1] / up[1], rel=1e-4)


def _ends(line: Any, have: Mapping[str, float]) -> tuple[float, float]:
    """What each could have with the other no worse off, read off the corners."""
    a, b = have
    points = [(point.gains[a], point.gains[b]) for point in line.points]

    def across(level: float, at: int, of: int) -> float:
        ordered = sorted(points, key=lambda point: point[at])
        if level <= ordered[0][at]:
            return ordered[0][of]
        for low, high in pairwise(ordered):
            if low[at] <= level <= high[at]:
                part = (level - low[at]) / (high[at] - low[at])
                return low[of] + part * (high[of] - low[of])
        return ordered[-1][of]

    return across(have[b], 1, 0), across(have[a], 0, 1)


@pytest.mark.parametrize("name", [*SHIPPED, "rich"])
@pytest.mark.parametrize("draft", [written, halfway])
def test_assessments(name: str, draft: Callable[[str], Terms]) -> None:
    check_assessment(case_of(name), draft(name), max(ideals(name).values()))


def test_assessment_of_nothing() -> None:
    check_assessment(case_of("kenya-uk"), no_terms(case_of("kenya-uk")), max(ideals("kenya-uk").values()))


@pytest.mark.parametrize("seed", range(4))
def test_assessments_of_any_terms(seed: int) -> None:
    values = rich()
    check_assessment(load_case(values), terms_from_mapping(random_terms(values, seed), load_case(values)), 4e6)


def test_assessment_by_hand() -> None:
    # 2G - 30r for Kenya and 150r - 2G for the United Kingdom, at most 10 recruits: a line of 1200 together
    case = load_case(changed(plain(), {f"{KEN}.workforce": 800}))
    found = assess(case, nurses(case, recruits=5, support=150, candidates=5), ("KEN", "GBR"))
    assert found.outcome.gains == pytest.approx({"KEN": 150, "GBR": 450})
    assert found.factor == pytest.approx(2)
    assert found.more == pytest.approx({"KEN": 600, "GBR": 600})
    assert found.better == pytest.approx({"KEN": 450, "GBR": 750})
    assert found.shares_of_ideal == pytest.approx({"KEN": 150 / 1200, "GBR": 450 / 1200})
    assert found.shares_of_joint_gain == pytest.approx({"KEN": 1 / 4, "GBR": 3 / 4})
    assert found.sentence == (
        "The draft leaves gains on the table: Kenya could have USD 450 instead of USD 150 and the United Kingdom could "
        "have USD 750 instead of USD 450; or Kenya alone up to USD 600 more or the United Kingdom alone up to USD 600 "
        "more at nobody's cost."
    )
    beyond = assess(case, nurses(case, recruits=15, support=600, candidates=15), ("KEN", "GBR"))
    assert beyond.outcome.gains == pytest.approx({"KEN": 750, "GBR": 1050})
    assert beyond.factor == pytest.approx(2 / 3)
    assert beyond.more == pytest.approx({"KEN": -600, "GBR": -600})
    assert beyond.better is None
    assert "more than any agreement" in beyond.sentence
    out_of_reach = assess(case, nurses(case, recruits=15, support=250, candidates=15), ("KEN", "GBR"))
    assert out_of_reach.more["KEN"] is None, "nothing gives the United Kingdom 1750"
    assert "more than any agreement" in out_of_reach.sentence
    losing = assess(case, nurses(case, recruits=2, candidates=2), ("KEN", "GBR"))
    assert losing.factor is None
    assert losing.more == pytest.approx({"KEN": 900 + 60, "GBR": 900})


@pytest.mark.parametrize("concept", ["kalai_smorodinsky", "nash", "egalitarian", "utilitarian", "best_for:GBR"])
@pytest.mark.parametrize("name", ["kenya-uk", "ghana-uk", "rich"])
def test_a_solution_lies_on_the_frontier(name: str, concept: str) -> None:
    solution = solve(case_of(name), concept)
    found = assess(solution.case, solution.terms)
    assert found.sentence == "The draft lies on the frontier: nobody can have more without another having less."
    assert found.factor == pytest.approx(1, abs=1e-5)
    assert found.better is None


def test_the_pair_may_be_chosen() -> None:
    case = case_of("three")
    found = assess(case, no_terms(case), ("PHL", "GBR"))
    assert found.pair == ("PHL", "GBR")
    assert found.more == pytest.approx({"PHL": ideals("three")["PHL"], "GBR": ideals("three")["GBR"]}, rel=1e-6)
    assert set(found.shares_of_ideal) == {"KEN", "GBR", "PHL"}
    assert assess(case, no_terms(case)).pair == ends(next(iter(case.corridors)))


@pytest.mark.parametrize("pair", [("KEN", "FRA"), ("KEN", "KEN")])
def test_a_pair_that_is_none(pair: tuple[str, str]) -> None:
    case = case_of("rich")
    with pytest.raises(InputError):
        assess(case, no_terms(case), pair)


def test_no_agreement_to_hold_a_draft_against() -> None:
    case = load_case(with_lines(plain(), red_line("min_recruits", 11)))
    for ask in (assess, improve):
        with pytest.raises(NoAgreement):
            ask(case, nurses(case, recruits=5))


def test_assessment_as_data() -> None:
    case = load_case(changed(plain(), {f"{KEN}.workforce": 800}))
    for terms in (no_terms(case), nurses(case, recruits=15, support=250), nurses(case, recruits=2)):
        found = assess(case, terms)
        values = json.loads(json.dumps(found.to_dict(), allow_nan=False))
        assert values["pair"] == list(found.pair)
        assert values["more"] == dict(found.more)
        assert values["sentence"] == found.sentence


# red lines that may be breached


@pytest.mark.parametrize("penalty", [0, 2_000, 1e8])
@pytest.mark.parametrize("concept", ["kalai_smorodinsky", "nash", "utilitarian", "best_for:GBR"])
def test_a_solution_that_breaches_a_soft_line_leaves_nothing(concept: str, penalty: float) -> None:
    line = red_line("max_recruits", 6, cadre="nurse", party="KEN", hard=False, penalty=penalty)
    case = load_case(with_lines(rich(), line))
    solution = solve(case, concept)
    assert (solution.outcome.penalty > 1e4) == (penalty == 2_000)
    size = max(solution.ideals.values())
    improved = improve(case, solution.terms)
    assert max(improved.possible.values()) <= 1e-5 * size
    assert improved.outcome.gains == pytest.approx(solution.gains, rel=0, abs=1e-5 * size)
    assert "The draft lies on the frontier" in assess(case, solution.terms).sentence


# any case


@given(seeds)
@examples(10)
def test_random_drafts(seed: int) -> None:
    """Drafts that may cross everything: either nobody can be given as much, or they are improved."""
    values = random_case(seed, most_lines=2, eager=0.3, soft=0)
    case = load_case(values)
    if any(line.kind == "min_reinvested_share_of_gain" for line in case.red_lines):
        return
    draft = terms_from_mapping(random_terms(values, seed), case)
    try:
        most = solve(case, "utilitarian").ideals
    except NoAgreement:
        return
    size = max(1.0, *most.values())
    floors = {country: max(0.0, gain) for country, gain in evaluate(case, draft).gains.items()}
    try:
        found = improve(case, draft)
    except NoAgreement:
        with pytest.raises(Infeasible):
            Cold(case, size).most({}, least={country: floor + TOLD * size for country, floor in floors.items()})
        return
    for country, floor in floors.items():
        assert found.outcome.gains[country] >= floor - TOLD * size
    assert found.outcome.crossed == {}
    assert max(improve(case, found.outcome.terms).possible.values()) <= 1e-3 * size


@given(seeds)
@examples(10)
def test_agreements_of_random_cases_leave_nothing(seed: int) -> None:
    """Red lines that may be breached included: a solution is still the best that can be had."""
    case = load_case(random_case(seed, most_lines=3, eager=0.3, soft=0.5))
    try:
        solution = solve(case)
    except NoAgreement:
        return
    size = max(1.0, *solution.ideals.values())
    assert max(improve(case, solution.terms).possible.values()) <= 1e-3 * size
    if len(case.countries) == 2:
        assert "The draft lies on the frontier" in assess(case, solution.terms).sentence
