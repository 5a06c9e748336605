"""The frontier in money and terms: against programs put up anew, by hand, and where it shrinks to a point."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from tests.support.cases import SHIPPED, changed, plain, red_line, rich, shipped, with_lines
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case
from toolkit import Case, Frontier, InputError, NoAgreement, evaluate, frontier, load_case, solve
from toolkit.deal.build import build
from toolkit.errors import Infeasible
from toolkit.linear.solvers import open_session

KEN, GBR, MOVE = "countries.KEN.nurse", "countries.GBR.nurse", "corridors.KEN-GBR.nurse"
NAMED = ("kalai_smorodinsky", "nash", "egalitarian", "utilitarian")
EXACT = 1e-7
"""As a part of the ideals: how well points lie on the frontier (specification, section 10)."""
TOLD = 1e-6
"""As a part of the ideals: how well the simulation of rounded terms gives what was promised (section 9)."""


class Cold:
    """A case's program, put up anew for every question; none of the bargaining takes part.

    ``size`` is about the largest gain, so that money in the program is in hundreds to thousands.
    """

    def __init__(self, case: Case, size: float):
        self.case = case
        self.unit = 10.0 ** (math.floor(math.log10(size)) - 2) if size > 0 else 1.0

    def most(
        self,
        wanted: Mapping[str, float],
        least: Mapping[str, float] | None = None,
        exactly: Mapping[Sequence[str], float] | None = None,
    ) -> float:
        """The largest weighted sum of gains, some countries having at least so much, some together exactly so much."""
        model, payoffs = build(self.case, self.unit)
        session = open_session(model.program)
        for names, amount in (exactly or {}).items():
            level = amount / self.unit
            session.add_row(("exactly", names), [(1.0, payoffs[name]) for name in names], level, level)
        for name, amount in (least or {}).items():
            session.add_row(("least", name), [(1.0, payoffs[name])], lower=amount / self.unit)
        return session.maximise([(weight, payoffs[name]) for name, weight in wanted.items()]).objective * self.unit


def three() -> dict[str, Any]:
    """The case with every instrument, and a second sending country with less to offer."""
    record = changed(
        rich()["corridors"]["KEN-GBR"]["nurse"],
        {"max_recruits": [8, 12], "remittance": 4_000, "training.max_new_places": 10, "posts.max": 12},
    )
    country = changed(
        {name: part for name, part in rich()["countries"]["KEN"].items() if name != "midwife"},
        {"nurse.workforce": 700, "nurse.funded_posts": 650, "nurse.service_value": 7_000, "budget": [20_000, 30_000]},
    )
    return changed(rich(), {"countries.PHL": country, "corridors.PHL-GBR": {"nurse": record}})


def case_of(name: str) -> Case:
    return shipped(name) if name in SHIPPED else load_case({"rich": rich, "three": three}[name]())


@cache
def found(name: str) -> Frontier:
    return frontier(case_of(name))


@cache
def both_against_the_receiver() -> Frontier:
    return frontier(case_of("three"), ["KEN", "PHL"], "GBR")


@cache
def ideals(name: str) -> dict[str, float]:
    return dict(solve(case_of(name), "utilitarian").ideals)


def size(name: str) -> float:
    return max(ideals(name).values())


def sums(line: Frontier) -> tuple[list[float], list[float]]:
    """What the first and what the second side has at each point."""
    first, second = ([sum(point.gains[name] for name in side) for point in line.points] for side in line.sides)
    return first, second


def off(line: Frontier, a: float, b: float) -> float:
    """How far a pair lies from the chain of points, up and across, whichever is less: edges may be steep or flat."""
    first, second = sums(line)
    above = b - float(np.interp(a, first[::-1], second[::-1]))
    beyond = a - float(np.interp(b, second, first))
    return min(abs(above), abs(beyond))


CASES = pytest.mark.parametrize("name", [*SHIPPED, "rich"])


@CASES
def test_points_run_from_the_best_of_one_side_to_the_best_of_the_other(name: str) -> None:
    line, cold = found(name), Cold(case_of(name), size(name))
    first, second = sums(line)
    (a,), (b,) = line.sides
    assert line.parties == [a, b] == list(next(iter(line.case.corridors)).split("-"))
    assert all(later < earlier for earlier, later in pairwise(first))
    assert all(later > earlier for earlier, later in pairwise(second))
    assert first[0] == pytest.approx(cold.most({a: 1.0}), abs=EXACT * size(name))
    assert second[-1] == pytest.approx(cold.most({b: 1.0}), abs=EXACT * size(name))
    assert len(line.points) > 10


@CASES
def test_rates_are_slopes_and_the_frontier_is_concave(name: str) -> None:
    line = found(name)
    first, second = sums(line)
    rates = [
        (up - low) / (far - near) for (far, near), (low, up) in zip(pairwise(first), pairwise(second), strict=True)
    ]
    assert [edge.rate for edge in line.edges] == pytest.approx(rates)
    assert all(rate > 0 for rate in rates)
    assert all(later < earlier for earlier, later in pairwise(rates)), "the more one side has, the dearer is more"


@CASES
def test_the_terms_of_each_point_give_its_gains_and_cross_nothing(name: str) -> None:
    line = found(name)
    for point in line.points:
        outcome = evaluate(line.case, point.terms)
        assert outcome.gains == pytest.approx(point.gains, rel=0, abs=TOLD * size(name))
        assert outcome.crossed == {}


@CASES
def test_no_agreement_lies_beyond_and_none_is_missing(name: str) -> None:
    """One side fixed at fifteen levels between the ends, the other as well off as can be: a new program for each."""
    line, cold = found(name), Cold(case_of(name), size(name))
    first, second = sums(line)
    (a,), (b,) = line.sides
    for level in np.linspace(first[-1], first[0], 17)[1:-1]:
        most = cold.most({b: 1.0}, exactly={(a,): float(level)})
        promised = float(np.interp(level, first[::-1], second[::-1]))
        assert promised == pytest.approx(most, rel=0, abs=EXACT * size(name)), level


@CASES
def test_named_solutions_lie_on_the_frontier(name: str) -> None:
    line = found(name)
    (a,), (b,) = line.sides
    assert set(line.named) == set(NAMED)
    for rule, gains in line.named.items():
        assert off(line, gains[a], gains[b]) <= EXACT * size(name), rule
        assert gains == pytest.approx(solve(line.case, rule).gains, rel=0, abs=TOLD * size(name))


@CASES
def test_sides_in_the_other_order_mirror_each_other(name: str) -> None:
    line = found(name)
    (a,), (b,) = line.sides
    mirror = frontier(line.case, b, a)
    assert mirror.parties == [b, a]
    close = EXACT * size(name)
    assert len(mirror.points) == len(line.points)
    for there, here in zip(reversed(mirror.points), line.points, strict=True):
        assert there.gains == pytest.approx(here.gains, rel=0, abs=close)
    for there_edge, here_edge in zip(reversed(mirror.edges), line.edges, strict=True):
        assert there_edge.rate * here_edge.rate == pytest.approx(1, rel=1e-4)


@CASES
def test_an_edge_tells_what_changes_on_it(name: str) -> None:
    line = found(name)
    for edge, (start, end) in zip(line.edges, pairwise(line.points), strict=True):
        assert edge.changes, "two points with different gains have different terms"
        sizes = [change.size for change in edge.changes]
        assert sizes == sorted(sizes, reverse=True)
        for change in edge.changes:
            if change.term in ("recruits", "places", "posts"):
                before, after = (
                    getattr(point.terms.corridors[change.corridor].cadres[change.cadre], change.term)[change.phase]
                    for point in (start, end)
                )
                assert (change.before, change.after) == (before, after)


# by hand


def short(changes: Mapping[str, Any] | None = None, *lines: dict[str, Any]) -> Case:
    """Kenya has no nurse to spare: r recruits and support G a year give 2G - 30r and 150r - 2G."""
    return load_case(with_lines(changed(plain(), {f"{KEN}.workforce": 800, **(changes or {})}), *lines))


def test_two_edges_by_hand() -> None:
    # G at most 350. Kenya's best: all of it, for as few recruits as leave the other side at 0: r = 700/150, 560 and 0.
    # On to r = 10, where Kenya loses 30 a recruit and the United Kingdom gains 150: 400 and 800, at 5 to 1.
    # Then less support, at 1 to 1, until Kenya has nothing: G = 150, 0 and 1200.
    line = frontier(short({"countries.GBR.budget": 350}))
    first, second = sums(line)
    assert first == pytest.approx([560, 400, 0], abs=1e-6)
    assert second == pytest.approx([0, 800, 1200], abs=1e-6)
    assert [edge.rate for edge in line.edges] == pytest.approx([5, 1])
    fewer, support = line.edges
    assert {change.term for change in fewer.changes} == {"candidates", "recruits"}
    (recruits,) = (change for change in fewer.changes if change.term == "recruits")
    assert (recruits.before, recruits.after) == pytest.approx((700 / 150, 10), rel=1e-6)
    (change,) = support.changes
    assert (change.term, change.cadre, change.phase) == ("system_support", "", 0)
    assert (change.before, change.after) == pytest.approx((350, 150), rel=1e-6)
    assert "from 350 to USD 150" in change.sentence
    assert fewer.sentence == (
        "between these two points the United Kingdom gives up USD 5.00 per USD 1.00 that Kenya gains"
    )


def test_a_floor_of_one_side_cuts_the_frontier_off() -> None:
    line = frontier(short({"countries.GBR.budget": 350}, red_line("min_gain", 300, country="GBR", party="GBR")))
    first, second = sums(line)
    assert first == pytest.approx([500, 400, 0], abs=1e-6)
    assert second == pytest.approx([300, 800, 1200], abs=1e-6)


# blocs and outsiders


def test_a_bloc_against_a_country() -> None:
    case, cold = case_of("three"), Cold(case_of("three"), size("three"))
    line = both_against_the_receiver()
    assert line.parties == ["KEN+PHL", "GBR"]
    first, second = sums(line)
    assert first[0] == pytest.approx(cold.most({"KEN": 1.0, "PHL": 1.0}), abs=EXACT * size("three"))
    for level in np.linspace(first[-1], first[0], 7)[1:-1]:
        most = cold.most({"GBR": 1.0}, exactly={("KEN", "PHL"): float(level)})
        assert float(np.interp(level, first[::-1], second[::-1])) == pytest.approx(most, abs=EXACT * size("three"))
    for point, told in zip(line.points, line.to_dict()["points"], strict=True):
        assert evaluate(case, point.terms).gains == pytest.approx(point.gains, abs=TOLD * size("three"))
        assert told["KEN+PHL"] == point.gains["KEN"] + point.gains["PHL"]
        assert set(told) == {"KEN", "PHL", "GBR", "KEN+PHL"}
    assert "Kenya and the Philippines gain" in line.edges[0].sentence
    assert "the United Kingdom gives up" in line.edges[0].sentence
    other_way = frontier(case, "GBR", ["PHL", "KEN"]).edges[0].sentence
    assert "the Philippines and Kenya give up" in other_way
    assert "the United Kingdom gains" in other_way


def test_a_bloc_gains_at_least_what_its_best_member_does() -> None:
    first, _ = sums(both_against_the_receiver())
    assert first[0] > ideals("three")["KEN"]
    assert first[0] > ideals("three")["PHL"]


@pytest.mark.parametrize(("a", "b", "outsider"), [("KEN", "GBR", "PHL"), ("KEN", "PHL", "GBR"), ("PHL", "GBR", "KEN")])
def test_an_outsider_has_what_the_terms_give_it_and_never_less_than_nothing(a: str, b: str, outsider: str) -> None:
    case, cold = case_of("three"), Cold(case_of("three"), size("three"))
    line = frontier(case, a, b)
    first, second = sums(line)
    for level in np.linspace(first[-1], first[0], 6)[1:-1]:
        most = cold.most({b: 1.0}, exactly={(a,): float(level)})
        assert float(np.interp(level, first[::-1], second[::-1])) == pytest.approx(most, abs=EXACT * size("three"))
    for point in line.points:
        gains = evaluate(case, point.terms).gains
        assert gains == pytest.approx(point.gains, abs=TOLD * size("three"))
        assert gains[outsider] >= -TOLD * size("three")


@pytest.mark.parametrize(("a", "b"), [("KEN", "GBR"), ("KEN", "PHL")])
def test_soft_red_lines_count_the_same_for_every_country(a: str, b: str) -> None:
    """Where it pays to breach a line, all numbers of a point are gains less what the breach counts, as in the shares of
    the ideals of a solution: an outsider's, too."""
    case = load_case(with_lines(three(), red_line("max_recruits", 6, cadre="nurse", hard=False, penalty=2_000)))
    solution = solve(case)
    assert solution.outcome.penalty > 0.001 * max(solution.ideals.values())
    for point in frontier(case, a, b).points:
        outcome = evaluate(case, point.terms)
        excess = outcome.penalty - solution.unavoidable_penalty
        told = {name: gain - excess for name, gain in outcome.gains.items()}
        assert told == pytest.approx(point.gains, rel=0, abs=TOLD * max(solution.ideals.values()))


# where there is little or nothing to agree on


def test_a_single_point() -> None:
    """Kenya has nothing to gain and nothing to lose; the United Kingdom takes ten recruits: (10 + 20) x 50."""
    case = load_case(changed(plain(), {"countries.GBR.budget": 0}))
    line = frontier(case)
    assert [point.gains for point in line.points] == [pytest.approx({"KEN": 0, "GBR": 1500})]
    assert line.edges == ()
    assert line.points[0].terms.corridors["KEN-GBR"].cadres["nurse"].recruits == pytest.approx((10,))
    assert all(gains == pytest.approx({"KEN": 0, "GBR": 1500}) for gains in line.named.values())
    values = json.loads(json.dumps(line.to_dict(), allow_nan=False))
    assert len(values["points"]) == 1
    assert values["edges"] == []


@pytest.mark.parametrize("changes", [{f"{MOVE}.max_recruits": 0}, {"corridors": {"KEN-GBR": {}}}])
def test_nothing_to_agree_on(changes: dict[str, Any]) -> None:
    line = frontier(load_case(changed(plain(), changes)))
    assert [point.gains for point in line.points] == [{"KEN": 0, "GBR": 0}]
    assert line.edges == ()


def test_no_corridor_at_all() -> None:
    case = load_case(changed(plain(), {"corridors": {}}))
    for line in (frontier(case), frontier(case, "GBR", "KEN")):
        assert [point.gains for point in line.points] == [pytest.approx({"KEN": 0, "GBR": 0})]


def test_one_agreement_only() -> None:
    """Exactly ten recruits, and support that is worth to one what it costs the other: one line. Without: one point."""
    lines = (red_line("min_recruits", 10), red_line("max_recruits", 10))
    assert len(frontier(short({}, *lines)).points) == 2
    fixed = short({}, *lines, red_line("max_payment", 450, payer="receiving"), red_line("min_gain", 600, country="KEN"))
    assert [point.gains for point in frontier(fixed).points] == [pytest.approx({"KEN": 600, "GBR": 600})]


def test_no_agreement() -> None:
    with pytest.raises(NoAgreement, match="No agreement is possible"):
        frontier(load_case(with_lines(plain(), red_line("min_recruits", 11))))


# what is asked for


def test_sides_that_are_none() -> None:
    case = case_of("three")
    for sides, message in (
        (("KEN", "KEN"), "no two different sides"),
        ((["KEN", "GBR"], "KEN"), "no two different sides"),
        ((["KEN", "GBR", "PHL"], None), "no two different sides"),
        (("FRA", "GBR"), "unknown country 'FRA'"),
        (("KEN", ["GBR", "XYZ"]), "unknown country 'XYZ'"),
    ):
        with pytest.raises(InputError, match=message):
            frontier(case, *sides)
    with pytest.raises(InputError) as caught:
        frontier(case, "FRA", "XYZ")
    assert len(caught.value.problems) == 2


def test_a_country_named_twice_in_a_bloc_counts_once() -> None:
    twice = frontier(case_of("rich"), ["KEN", "KEN"], "GBR")
    assert sums(twice)[0] == pytest.approx(sums(found("rich"))[0])


def test_the_other_side_is_found_by_itself() -> None:
    assert frontier(shipped("kenya-uk"), "GBR").parties == ["GBR", "KEN"]


# as data


@CASES
def test_the_layout_of_the_specification(name: str) -> None:
    line = found(name)
    values = json.loads(json.dumps(line.to_dict(), allow_nan=False))
    assert values["parties"] == line.parties
    assert values["currency"] == line.case.currency
    assert [set(point) for point in values["points"]] == [set(line.case.countries)] * len(line.points)
    assert len(values["edges"]) == len(values["points"]) - 1 == len(values["terms"]) - 1
    first, second = line.parties
    for edge, (start, end) in zip(values["edges"], pairwise(values["points"]), strict=True):
        assert start[first] > end[first]
        assert edge["rate"] == pytest.approx((end[second] - start[second]) / (start[first] - end[first]))
    assert set(values["solutions"]) == set(NAMED)


# any case


@given(seeds)
@examples(8)
def test_random_cases(seed: int) -> None:
    """Gains are less the penalties of soft red lines that could be avoided, where there are such."""
    case = load_case(random_case(seed, most_lines=3, eager=0.4, soft=0.2))
    if any(line.kind == "min_reinvested_share_of_gain" for line in case.red_lines):
        return  # a program put up anew may count too few filled posts
    try:
        line = frontier(case)
    except NoAgreement:
        return
    solution = solve(case)
    most = max(1.0, *solution.ideals.values())
    first, second = sums(line)
    assert all(later < earlier for earlier, later in pairwise(first))
    assert all(later > earlier for earlier, later in pairwise(second))
    assert all(later.rate < earlier.rate for earlier, later in pairwise(line.edges))
    for point in line.points:
        outcome = evaluate(case, point.terms)
        excess = outcome.penalty - solution.unavoidable_penalty
        told = {name: gain - excess for name, gain in outcome.gains.items()}
        assert told == pytest.approx(point.gains, rel=0, abs=TOLD * most)
        assert all(key[0] == "red_line" and not case.red_lines[int(key[1])].hard for key in outcome.crossed)
    if all(line.hard for line in case.red_lines):
        cold = Cold(case, max(solution.ideals.values()))
        (a,), (b,) = line.sides
        for level in (first[0] * 0.3 + first[-1] * 0.7, first[0] * 0.8 + first[-1] * 0.2):
            try:
                reached = cold.most({b: 1.0}, exactly={(a,): level})
            except Infeasible:
                assert first[0] - first[-1] <= 1e-6 * most, "only a level on the edge of what is possible"
                continue
            assert float(np.interp(level, first[::-1], second[::-1])) == pytest.approx(reached, rel=0, abs=EXACT * most)
