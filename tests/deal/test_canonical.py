"""One term sheet among equals: a small change of a number moves it little, and a draft's own terms come back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given

from tests.support.cases import SHIPPED, bare, changed, plain, rich
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case
from tests.support.slow import mostly_slow
from tests.support.terms import flat, nurses
from toolkit import Case, NoAgreement, Solution, Terms, evaluate, load_case, solve
from toolkit.case.schema import PAYERS
from toolkit.validation import field_at

SETTLED = {"start_year", "price_year", "years", "phases", "follow_up_years", "payment_shares", "sources"}


def leaves(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], float]]:
    """Every number of a case that could be a little off, with its path."""
    if isinstance(part, dict):
        for key, inner in part.items():
            if path or key not in SETTLED:
                yield from leaves(inner, (*path, key))
    elif isinstance(part, list):
        for index, inner in enumerate(part):
            yield from leaves(inner, (*path, index))
    elif isinstance(part, float) and part:
        yield path, part


def a_little_more(values: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The case with one number raised by a thousandth (lowered where it stands at its most), for each number."""
    for path, number in leaves(values):
        field = field_at(Case, path)
        at_most = field.at_most if field else None
        factor = 0.999 if at_most is not None and number * 1.001 > at_most else 1.001
        yield ".".join(map(str, path)), changed(values, {".".join(map(str, path)): number * factor})


def moves(found: Solution, expected: Solution) -> tuple[float, float]:
    """The largest move of an activity in its own size, and of a payment in all that is paid in its phase."""
    ours, theirs = flat(found.terms), flat(expected.terms)
    activities = [place for place in theirs if place[1] != "system_support"]
    size: dict[Any, float] = defaultdict(lambda: 1.0)
    for place in activities:
        size[place[:3]] = max(size[place[:3]], theirs[place])
    moved = max(abs(ours[place] - theirs[place]) / size[place[:3]] for place in activities)
    return moved, max(abs(ours - theirs) for ours, theirs in _paid(found, expected))


def _paid(found: Solution, expected: Solution) -> Iterator[tuple[float, float]]:
    tables = [
        solution.frames()["payments"].set_index(["corridor", "cadre", "item", "payer", "phase"])["amount"].to_dict()
        for solution in (found, expected)
    ]
    total: dict[int, float] = defaultdict(float)
    for key, amount in tables[1].items():
        total[key[4]] += amount
    for key in {*tables[0], *tables[1]}:
        yield tables[0].get(key, 0.0) / total[key[4]], tables[1].get(key, 0.0) / total[key[4]]


@pytest.mark.parametrize("name", mostly_slow(sorted(SHIPPED, reverse=True), 1))
def test_a_thousandth_more_of_a_number_moves_a_term_sheet_little(name: str) -> None:
    values = bare(name)
    expected = solve(load_case(values))
    tried = 0
    for number, (path, other) in enumerate(a_little_more(values)):
        if number % 5:
            continue
        activity, payment = moves(solve(load_case(other)), expected)
        # a thousandth of a country's nurses or posts is as many people as a term of the agreement
        allowed = 0.25 if re.fullmatch(r"countries\.[A-Z]{3}\.[a-z]+\.[a-z_]+", path) else 0.05
        assert activity <= allowed, f"{path} moves an activity by {activity:.1%} of its size"
        assert payment <= 0.04, f"{path} moves a payment by {payment:.1%} of all that is paid"
        tried += 1
    assert tried > 8


def test_a_move_is_seen() -> None:
    """The measure above tells a reshuffled term sheet from a steady one."""
    values = bare("kenya-uk")
    activity, payment = moves(solve(load_case(values), "utilitarian"), solve(load_case(values)))
    assert max(activity, payment) > 0.03


# drafts


def same_terms(found: Solution, expected: Solution) -> None:
    """Activities to a hundred-thousandth of their size, and the parts of every cost that is not next to nothing."""
    ours, theirs = flat(found.terms), flat(expected.terms)
    flow = float(expected.outcome.consequences.payments.cost.sum())
    for place, value in theirs.items():
        size = (
            flow
            if place[1] == "system_support"
            else max(1.0, *(theirs[other] for other in theirs if other[:3] == place[:3]))
        )
        assert ours[place] == pytest.approx(value, abs=1e-5 * size), place
    paid = expected.frames()["payments"]
    for row in paid[paid["amount"] > 1e-5 * flow].to_dict("records"):
        key = (row["corridor"], row["cadre"] or None, row["item"], row["payer"], row["phase"])
        assert found.terms.shares.get(key, 0.0) == pytest.approx(expected.terms.shares[key], abs=1e-4), key


@pytest.mark.parametrize("name", [*SHIPPED, "rich"])
@pytest.mark.parametrize("rule", ["kalai_smorodinsky", "egalitarian", "utilitarian"])
def test_a_solution_as_reference_comes_back(name: str, rule: str) -> None:
    case = load_case(rich()) if name == "rich" else load_case(name)
    expected = solve(case, rule)
    same_terms(solve(case, rule, reference=expected.terms), expected)


@given(seeds)
@examples(12)
def test_a_solution_as_reference_comes_back_on_random_cases(seed: int) -> None:
    case = load_case(random_case(seed, most_lines=2, eager=0.3, soft=0))
    try:
        expected = solve(case)
    except NoAgreement:
        return
    same_terms(solve(case, reference=expected.terms), expected)


def eight_short(first: float, second: float) -> Case:
    """Kenya has 800 of 808 nurses in the one year that counts; two ways of keeping eight, which cost nothing.

    Of 1000, a tenth leaves the country and a tenth the profession. The sizes of the two tiers are given.
    """
    changes = {
        "years": 1,
        "phases": [1],
        "countries.KEN.nurse.funded_posts": 808,
        "countries.KEN.nurse.exit_rate": 0.1,
        "countries.KEN.nurse.emigration_rate": 0.1,
        "countries.GBR.budget": 0,
        "corridors.KEN-GBR.nurse.max_recruits": 0,
        "corridors.KEN-GBR.nurse.retention": [{"workers": first}, {"workers": second, "acts_on": "exit"}],
    }
    return load_case(changed(plain(), changes))


def kept(case: Case, reference: Terms | None = None) -> tuple[float, ...]:
    (terms,) = solve(case, reference=reference).terms.corridors["KEN-GBR"].cadres["nurse"].retained
    return terms


def test_departures_count_in_their_own_size() -> None:
    # eight of a hundred are less than eight of ten
    assert kept(eight_short(100, 10)) == pytest.approx((8, 0))
    assert kept(eight_short(10, 100)) == pytest.approx((0, 8))


def test_no_more_is_done_than_the_gains_need() -> None:
    # all hundred could be kept at no cost, and ninety-two of them would find no post
    assert sum(kept(eight_short(100, 60))) == pytest.approx(8)


def test_among_equals_the_draft_is_followed() -> None:
    case = eight_short(100, 10)
    draft = nurses(case, retained=[[0, 5]])
    # three more are missing; they come from the larger tier, where they are a smaller departure
    assert kept(case, draft) == pytest.approx((3, 5))
    assert kept(case, nurses(case, retained=[[60, 0]])) == pytest.approx((60, 0)), (
        "more than is needed, as in the draft"
    )


def test_a_draft_decides_who_pays_where_gains_do_not() -> None:
    """Two items of the same cost, paid half by each of two payers in all: which pays which changes no gain."""
    values = changed(
        rich(), {"payment_shares": {item: {"worker": [0, 0]} for item in rich()["payment_shares"]}, "fund.budget": 0}
    )
    values["payment_shares"]["system_support"] = {"worker": [0, 0], "sending": [0, 0]}
    case = load_case(values)
    first = solve(case)
    shares = dict(first.terms.shares)
    paid = first.frames()["payments"]
    by_receiving = paid[(paid["payer"] == "receiving") & (paid["share"] > 0.999)].sort_values("amount")
    row = by_receiving.iloc[-1].to_dict()
    key = (row["corridor"], row["cadre"] or None, row["item"])
    assert shares[(*key, "receiving", row["phase"])] == pytest.approx(1, abs=1e-3)
    draft = type(first.terms)(
        first.terms.corridors, {**shares, (*key, "receiving", row["phase"]): 0.9, (*key, "sending", row["phase"]): 0.1}
    )
    second = solve(case, reference=draft)
    assert second.gains == pytest.approx(first.gains, rel=1e-6)
    distance = {
        solution: sum(
            abs(solution.terms.shares.get(at, 0.0) - draft.shares.get(at, 0.0))
            for at in {*draft.shares, *solution.terms.shares}
        )
        for solution in (first, second)
    }
    assert distance[second] <= distance[first] + 1e-6


@pytest.mark.parametrize("name", [*SHIPPED, "rich"])
def test_terms_are_tidy(name: str) -> None:
    """No specks of people or money, no negative numbers, and nothing that no cost explains."""
    case = load_case(rich()) if name == "rich" else load_case(name)
    solution = solve(case)
    for place, value in flat(solution.terms).items():
        assert value == 0 or value > 1e-7, place
        assert value in (float(f"{value:.9g}"), round(value, 3)), f"{place} has more digits than mean something"
    shares: dict[Any, float] = defaultdict(float)
    for (corridor, cadre, item, payer, phase), part in solution.terms.shares.items():
        assert payer in PAYERS
        assert 0 < part <= 1
        shares[corridor, cadre, item, phase] += part
    assert all(total == pytest.approx(1, abs=1e-6) for total in shares.values())
    assert evaluate(case, solution.terms).gains == solution.gains
