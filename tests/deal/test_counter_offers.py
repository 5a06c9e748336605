"""Counter-offers: the target is reached, nobody else is harmed, and no nearer terms do it."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from hypothesis import given

from tests.deal.test_drafts import check_changes, halfway
from tests.deal.test_frontier import Cold, three
from tests.support.cases import SHIPPED, changed, plain, red_line, rich, shipped, with_lines
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case, random_terms
from tests.support.terms import nurses, payment
from toolkit import Case, CounterOffer, InputError, NoAgreement, Terms, counter_offer, evaluate, load_case, solve
from toolkit.case.schema import ITEMS, PAYERS, CorridorCadre
from toolkit.deal.build import build
from toolkit.deal.read_back import read_terms
from toolkit.deal.variables import Model, add_variables
from toolkit.errors import Infeasible
from toolkit.linear.program import Key, Term
from toolkit.linear.session import Session
from toolkit.linear.solvers import open_session
from toolkit.model.red_lines import Consequences
from toolkit.model.terms import ACTIVITIES, reference_shares
from toolkit.model.terms_file import terms_from_mapping

KEN, MOVE = "countries.KEN.nurse", "corridors.KEN-GBR.nurse"
TOLD = 1e-6


def case_of(name: str) -> Case:
    return shipped(name) if name in SHIPPED else load_case({"rich": rich, "three": three}[name]())


@cache
def ideals(name: str) -> dict[str, float]:
    return dict(solve(case_of(name), "utilitarian").ideals)


# the distance, reckoned a second time


def most_of(record: CorridorCadre, years: int) -> dict[str, float]:
    """The most of each activity, as the limits of the case say it."""
    recruits: float = max(record.max_recruits)
    spare, new = (record.training.spare_places, record.training.max_new_places) if record.training else (0.0, 0.0)
    return {
        "candidates": recruits / record.pass_rate if record.pass_rate else 0.0,
        "recruits": recruits,
        "bridged": recruits,
        "places": spare + new,
        "capacity": new,
        "posts": record.posts.max if record.posts else 0.0,
        "returned": record.returns.max_share * recruits * years if record.returns else 0.0,
        "remote_service": record.remote_service.max_share * recruits * years if record.remote_service else 0.0,
    }


def prices_of(record: CorridorCadre) -> dict[str, tuple[str, float]]:
    """The activity and the price of one of it, for every item but retention."""
    training = record.training
    return {
        "training": ("places", training.cost_per_place if training else 0.0),
        "training_capacity": ("capacity", training.capacity_cost if training else 0.0),
        "recruitment": ("recruits", record.recruitment_cost),
        "language": ("candidates", record.language_cost),
        "bridging": ("bridged", record.bridging_cost),
        "posts": ("posts", record.posts.cost if record.posts else 0.0),
        "return": ("returned", record.returns.cost if record.returns else 0.0),
        "remote_service": ("remote_service", record.remote_service.cost if record.remote_service else 0.0),
    }


def cost_at_most(record: CorridorCadre, years: int, item: str) -> float:
    if item == "retention":
        return sum(tier.workers * tier.cost for tier in record.retention)
    activity, price = prices_of(record)[item]
    return most_of(record, years)[activity] * price


def support_at_most(case: Case) -> float:
    return sum(cost_at_most(record, case.years, item) for _, _, record in case.corridor_cadres() for item in ITEMS[:-1])


def columns(model: Model) -> Iterator[tuple[Key, float]]:
    """Every activity and payment of a program with its size in the units of the program."""
    case = model.case
    for key in model.program.columns:
        name, *at = key
        if name in ACTIVITIES and name != "retained":
            yield key, most_of(case.corridors[at[0]].cadres[at[1]], case.years)[name]
        elif name == "retained":
            yield key, case.corridors[at[0]].cadres[at[1]].retention[at[3]].workers
        elif name == "system_support":
            yield key, support_at_most(case) / model.unit
        elif name == "payment":
            record = case.corridors[at[0]].cadres.get(at[1])
            most = support_at_most(case) if record is None else cost_at_most(record, case.years, at[2])
            yield key, most / model.unit


def fits(key: Key, words: str) -> bool:
    """Whether a choice of terms by words means this column."""
    name, *at = key
    has = {"shares" if name == "payment" else name, *map(str, at)}
    if name == "retained":
        has.discard(str(at[3]))
        has.add(str(at[2]))
    return set(words.split(".")) <= has


def phase_of(key: Key) -> int:
    return int({"payment": key[-1], "system_support": key[-1]}.get(key[0], key[3] if len(key) > 3 else 0))


def drafted(case: Case, draft: Terms, key: Key) -> float:
    """What the draft says of an activity; of a payment, its share of the cost."""
    name, corridor, *at = key
    if name == "payment":
        cadre, item, payer, phase = at
        said = {who: draft.shares.get((corridor, cadre or None, item, who, phase)) for who in PAYERS}
        shares: Mapping[Any, Any] = said
        if all(part is None for part in said.values()):
            shares = reference_shares(case, corridor, item, phase)
        return float(shares.get(payer) or 0.0)
    if name == "system_support":
        return draft.corridors[corridor].system_support[at[0]]
    found = getattr(draft.corridors[corridor].cadres[at[0]], name)[at[1]]
    return float(found[at[2]] if name == "retained" else found)


def variables(case: Case) -> Model:
    """The columns of a case, with money as it is."""
    model = Model(case, 1.0)
    add_variables(model)
    return model


def distance(case: Case, draft: Terms, terms: Terms, weights: Mapping[str, float] | None = None) -> float:
    """How far terms lie from a draft, from the simulation of what is paid."""
    found, total = evaluate(case, terms).consequences, 0.0
    for key, most in columns(variables(case)):
        here = drafted(case, draft, key)
        if key[0] == "payment":
            cost, part = paid(found, terms, key)
            gap = abs(part - here * cost)
        else:
            gap = abs(drafted(case, terms, key) - here)
        total += weight_of(key, weights) * gap * case.phases[phase_of(key)] / case.years / (most or 1.0)
    return total


def paid(found: Consequences, terms: Terms, key: Key) -> tuple[float, float]:
    """The cost of an item a year, and what a payer bears of it."""
    _, corridor, cadre, item, payer, phase = key
    k, y, payments = found.corridor(corridor), PAYERS.index(payer), found.payments
    if not cadre:
        return terms.corridors[corridor].system_support[phase], float(payments.support_paid[k, y, phase])
    at = (k, found.cadre(cadre), ITEMS.index(item))
    return float(payments.cost[(*at, phase)]), float(payments.paid[(*at, y, phase)])


def weight_of(key: Key, weights: Mapping[str, float] | None) -> float:
    return math.prod(factor for words, factor in (weights or {}).items() if fits(key, words))


class Asked:
    """The question put up anew: a program with the conditions, and rows and columns of its own for the distance."""

    def __init__(
        self,
        case: Case,
        size: float,
        draft: Terms,
        least: Mapping[str, float],
        fixed: Collection[str] = (),
        weights: Mapping[str, float] | None = None,
    ):
        unit = Cold(case, size).unit
        self.model, _ = build(case, unit)
        self.session: Session = open_session(self.model.program)
        for name, amount in least.items():
            self.session.add_row(("least", name), [(1.0, ("gain", name))], lower=amount / unit)
        self.goal: list[Term] = []
        for key, most in columns(self.model):
            target, terms = drafted(case, draft, key), [(1.0, key)]
            if key[0] == "payment":
                _, corridor, cadre, item, _, phase = key
                cost = self.model.cost(corridor, cadre, item, phase)
                terms, target = [(1.0, key), *((-target * price, at) for price, at in cost)], 0.0
            elif key[0] == "system_support":
                target /= unit
            if any(fits(key, words) for words in fixed):
                self.session.add_row(("kept", key), terms, target, target)
            away = ("away", key)
            self.session.add_column(away)
            self.session.add_row(("up", key), [*terms, (-1.0, away)], upper=target)
            self.session.add_row(("down", key), [*terms, (1.0, away)], lower=target)
            weight = weight_of(key, weights)
            self.goal.append((weight * case.phases[phase_of(key)] / case.years / (most or 1.0), away))

    def least_distance(self) -> float:
        return self.session.minimise(self.goal).objective

    def most(self, country: str) -> float:
        return self.session.maximise([(1.0, ("gain", country))]).objective * self.model.unit

    def anywhere(self, seed: int) -> Terms:
        """Terms at a corner of all that keep the conditions, in a random direction."""
        draw = random.Random(seed)
        activities = [key for key, most in columns(self.model) if most > 0 and key[0] not in ("candidates", "payment")]
        return read_terms(self.model, self.session.maximise([(draw.uniform(-1, 1), key) for key in activities]))


def check(
    name: str,
    draft: Terms,
    country: str,
    target: float,
    *,
    floors: Mapping[str, float] | None = None,
    fixed: Collection[str] = (),
    weights: Mapping[str, float] | None = None,
) -> CounterOffer:
    """What holds for every counter-offer that reaches its target."""
    case, size = case_of(name), max(ideals(name).values())
    offer = counter_offer(case, draft, country, target, floors=floors, fixed=fixed, weights=weights)
    again = evaluate(case, offer.outcome.terms)
    assert again.gains == offer.outcome.gains
    assert offer.reached
    assert again.gains[country] >= target - TOLD * size
    assert again.crossed == {}
    for other, gain in again.gains.items():
        if other != country:
            assert gain >= max(0.0, (floors or {}).get(other, 0.0)) - TOLD * size
    least = {country: target, **{other: max(0.0, floor) for other, floor in (floors or {}).items() if other != country}}
    asked = Asked(case, size, draft, least, fixed, weights)
    nearest = asked.least_distance()
    assert offer.distance == pytest.approx(nearest, rel=1e-6, abs=1e-6)
    assert distance(case, draft, offer.outcome.terms, weights) == pytest.approx(nearest, rel=1e-4, abs=1e-5)
    for seed in range(3):
        assert distance(case, draft, asked.anywhere(seed), weights) >= nearest - 1e-5
    check_changes(draft, offer.outcome.terms, offer.changes)
    return offer


PLACES = pytest.mark.parametrize("name", ["kenya-uk", "ghana-uk", "rich", "three"])


@cache
def draft_of(name: str) -> Terms:
    return solve(case_of(name)).terms if name == "three" else halfway(name)


@PLACES
@pytest.mark.parametrize("part", [0.2, 0.7])
def test_the_target_is_reached_by_the_nearest_terms(name: str, part: float) -> None:
    """Every country in turn asks for a part of what is between the draft and its ideal."""
    for country, most in ideals(name).items():
        have = evaluate(case_of(name), draft_of(name)).gains[country]
        offer = check(name, draft_of(name), country, have + part * (most - have))
        assert offer.changes
        assert f"{len(offer.changes)} terms change to give" in offer.sentence


@PLACES
def test_floors_are_kept(name: str) -> None:
    case = case_of(name)
    before = evaluate(case, draft_of(name)).gains
    country, other = next(iter(case.corridors)).split("-")
    floors = {other: 0.97 * before[other]}
    most = Cold(case, max(ideals(name).values())).most({country: 1.0}, least=floors)
    free = check(name, draft_of(name), country, 0.3 * before[country] + 0.7 * most)
    kept = check(name, draft_of(name), country, 0.3 * before[country] + 0.7 * most, floors=floors)
    assert kept.distance >= free.distance - 1e-9


def test_a_floor_below_nothing_is_no_floor() -> None:
    case = load_case(changed(plain(), {f"{KEN}.workforce": 800}))
    draft = nurses(case, recruits=10, candidates=10, support=450)
    offers = [counter_offer(case, draft, "KEN", 1500, floors=floors) for floors in ({}, {"GBR": -500.0})]
    assert all(not offer.reached for offer in offers)
    assert offers[0].outcome.gains == offers[1].outcome.gains == pytest.approx({"KEN": 1200, "GBR": 0}, abs=1e-4)


@pytest.mark.parametrize("words", ["recruits", "places.nurse.1", "system_support", "retained.0", "posts"])
@pytest.mark.parametrize("name", ["kenya-uk", "rich"])
def test_fixed_terms_do_not_move(name: str, words: str) -> None:
    case, draft = case_of(name), draft_of(name)
    have = evaluate(case, draft).gains["KEN"]
    asked = Asked(case, max(ideals(name).values()), draft, {}, (words,))
    target = 0.5 * have + 0.5 * asked.most("KEN")
    offer = check(name, draft, "KEN", target, fixed=(words,))
    met = [key for key, _ in columns(variables(case)) if fits(key, words)]
    assert met
    for key in met:
        before, after = drafted(case, draft, key), drafted(case, offer.outcome.terms, key)
        assert after == pytest.approx(before, rel=1e-6, abs=1e-6), key


@pytest.mark.parametrize("words", ["shares", "shares.training", "shares.posts.receiving", "shares.fund.0"])
def test_fixed_shares_do_not_move(words: str) -> None:
    case, draft = case_of("rich"), draft_of("rich")
    have = evaluate(case, draft).gains["KEN"]
    target = 0.5 * have + 0.5 * Asked(case, 4e6, draft, {}, (words,)).most("KEN")
    offer = check("rich", draft, "KEN", target, fixed=(words,))
    compared = 0
    for key, _ in columns(variables(case)):
        if key[0] == "payment" and key[2] and fits(key, words):
            cost, part = paid(offer.outcome.consequences, offer.outcome.terms, key)
            if cost > 1:
                assert part / cost == pytest.approx(drafted(case, draft, key), abs=1e-5), key
                compared += 1
    assert compared > 0


def test_everything_fixed() -> None:
    case, draft = case_of("rich"), solve(case_of("rich")).terms
    fixed = (*ACTIVITIES, "system_support", "shares")
    have = evaluate(case, draft).gains["KEN"]
    offer = counter_offer(case, draft, "KEN", have + 1e5, fixed=fixed)
    assert not offer.reached
    assert offer.changes == ()
    assert offer.outcome.gains["KEN"] == pytest.approx(have, rel=1e-6)


def test_fixed_terms_that_leave_no_agreement() -> None:
    case = load_case(with_lines(plain(), red_line("max_recruits", 5, party="KEN")))
    with pytest.raises(NoAgreement, match="No agreement keeps the fixed terms") as caught:
        counter_offer(case, nurses(case, recruits=8, candidates=8), "KEN", 10, fixed=("recruits",))
    assert caught.value.case is None
    with pytest.raises(NoAgreement, match="No agreement keeps the fixed terms"):
        counter_offer(case, nurses(case, recruits=4), "KEN", 10, floors={"GBR": 1e6})


def test_a_weight_moves_the_change_elsewhere() -> None:
    case, draft = case_of("rich"), draft_of("rich")
    have, most = evaluate(case, draft).gains["KEN"], ideals("rich")["KEN"]
    target = 0.6 * have + 0.4 * most
    plain_offer = check("rich", draft, "KEN", target)
    moved = {(change.term, change.cadre, change.phase): change.size for change in plain_offer.changes}
    term, cadre, phase = max(
        (key for key in moved if not key[0].startswith(("shares", "system", "retained"))), key=lambda key: moved[key]
    )
    words = f"{term}.{cadre}.{phase}"
    dear = check("rich", draft, "KEN", target, weights={words: 100.0})
    left = {(change.term, change.cadre, change.phase): change.size for change in dear.changes}
    assert left.get((term, cadre, phase), 0.0) < 0.5 * moved[term, cadre, phase]
    assert distance(case, draft, dear.outcome.terms) >= plain_offer.distance - 1e-6
    # two choices that mean the same term are multiplied, and one that means all is the unit of the distance
    twice = check("rich", draft, "KEN", target, weights={words: 10.0, term: 10.0})
    assert twice.distance >= plain_offer.distance - 1e-6
    check("rich", draft, "KEN", target, weights={"nurse": 3.0, "shares.nurse": 0.5, "0": 2.0})


def test_weights_by_hand() -> None:
    # Kenya is to have 60 more. Two recruits a year less give that: 2 of the 10 that can be. Support of 30 a year more
    # gives that, too: 30 of the 110 that all other costs are at their most. The candidates may stay as they are.
    values = changed(
        plain(),
        {
            f"{KEN}.workforce": 800,
            f"{MOVE}.recruitment_cost": 11,
            "payment_shares.recruitment": {"sending": [0, 0], "worker": [0, 0], "fund": [0, 0]},
        },
    )
    case = load_case(values)
    draft = nurses(case, payment("recruitment", "receiving"), recruits=8, candidates=8, support=200)
    assert evaluate(case, draft).gains == pytest.approx({"KEN": 400 - 240, "GBR": 1200 - 400 - 176})
    fewer = counter_offer(case, draft, "KEN", 220)
    assert {change.term: change.after for change in fewer.changes} == {"recruits": pytest.approx(6)}
    assert fewer.distance == pytest.approx(2 / 10)
    assert fewer.marginal == pytest.approx(1 / 30 / 10)
    support = counter_offer(case, draft, "KEN", 220, weights={"recruits": 2.0})
    assert {change.term: change.after for change in support.changes} == {"system_support": pytest.approx(230)}
    assert support.distance == pytest.approx(30 / 110)
    assert support.marginal == pytest.approx(0.5 / 110)
    fixed = counter_offer(case, draft, "KEN", 220, fixed=("recruits.nurse",))
    assert fixed.distance == pytest.approx(30 / 110)
    held = counter_offer(case, draft, "KEN", 220, fixed=("system_support",), weights={"nurse": 3.0, "recruits": 0.5})
    assert held.distance == pytest.approx(1.5 * 2 / 10)


# the target


@pytest.mark.parametrize("name", ["kenya-uk", "ghana-uk", "philippines-germany", "rich"])
def test_a_target_met_already_changes_nothing(name: str) -> None:
    solution = solve(case_of(name))
    for country, gain in solution.gains.items():
        for target in (0.0, 0.5 * gain, gain):
            offer = counter_offer(solution.case, solution.terms, country, target)
            assert offer.reached
            assert offer.changes == ()
            assert offer.distance == pytest.approx(0, abs=1e-4)
            assert "already: nothing has to change" in offer.sentence


@pytest.mark.parametrize("name", ["kenya-uk", "rich", "three"])
def test_a_target_beyond_reach(name: str) -> None:
    case, size = case_of(name), max(ideals(name).values())
    before = evaluate(case, draft_of(name)).gains
    for country, most in ideals(name).items():
        offer = counter_offer(case, draft_of(name), country, 1.5 * most)
        assert not offer.reached
        assert offer.outcome.gains[country] == pytest.approx(most, rel=0, abs=TOLD * size)
        assert offer.outcome.crossed == {}
        assert "The most it can have is" in offer.sentence
        floors = {other: 0.9 * gain for other, gain in before.items() if other != country}
        held = counter_offer(case, draft_of(name), country, 1.5 * most, floors=floors)
        best = Cold(case, size).most({country: 1.0}, least=floors)
        assert held.outcome.gains[country] == pytest.approx(best, rel=0, abs=TOLD * size)
        assert all(held.outcome.gains[other] >= floor - TOLD * size for other, floor in floors.items())


def test_a_target_at_the_very_end_is_reached() -> None:
    for name in ("kenya-uk", "rich"):
        for country, most in ideals(name).items():
            offer = counter_offer(case_of(name), draft_of(name), country, most)
            assert offer.reached
            assert offer.outcome.gains[country] == pytest.approx(most, rel=1e-6)


@pytest.mark.parametrize("target", [float("nan"), float("inf")])
def test_a_target_that_is_no_amount(target: float) -> None:
    with pytest.raises(InputError, match="target"):
        counter_offer(case_of("rich"), draft_of("rich"), "KEN", target)
    with pytest.raises(InputError, match="GBR"):
        counter_offer(case_of("rich"), draft_of("rich"), "KEN", 0, floors={"GBR": target})


@pytest.mark.parametrize("name", ["kenya-uk", "rich"])
def test_the_marginal_distance_is_the_slope(name: str) -> None:
    """The least distance is convex in the target: what a little more takes lies between the slopes on both sides."""
    case, draft = case_of(name), draft_of(name)
    for country, most in ideals(name).items():
        have = evaluate(case, draft).gains[country]
        slopes = []
        for part in (0.2, 0.5, 0.8):
            target, step = have + part * (most - have), 1e-3 * most
            offer = counter_offer(case, draft, country, target)
            nearer = counter_offer(case, draft, country, target - step).distance
            further = counter_offer(case, draft, country, target + step).distance
            below, above = (offer.distance - nearer) / step, (further - offer.distance) / step
            assert below * (1 - 1e-4) - 1e-12 <= offer.marginal <= above * (1 + 1e-4) + 1e-12
            assert offer.marginal > 0
            slopes.append(offer.marginal)
        assert slopes == sorted(slopes)


# what is asked for


def test_every_problem_of_a_request_at_once() -> None:
    case, draft = case_of("rich"), draft_of("rich")
    with pytest.raises(InputError) as caught:
        counter_offer(
            case,
            draft,
            "FRA",
            1e5,
            floors={"XYZ": 0},
            weights={"recruts": 2, "posts": 0, "places": -1, "nurse": float("inf")},
            fixed=("shares.trainings", "places.dentist"),
        )
    told = "\n".join(str(problem) for problem in caught.value.problems)
    assert len(caught.value.problems) == 8
    for expected in (
        "unknown country 'FRA'",
        "unknown country 'XYZ'",
        "unknown word 'recruts'; words of a term (did you mean recruits",
        "unknown word 'trainings'; words of a term (did you mean training",
        "unknown word 'dentist'",
        "weight of 'posts': is 0; a number above 0",
        "weight of 'places': is -1",
        "weight of 'nurse': is inf",
    ):
        assert expected in told


@pytest.mark.parametrize("words", ["recruits.training", "shares.recruits", "posts.midwife.receiving", "places.posts"])
def test_words_that_fit_no_term(words: str) -> None:
    """Each word is known, but no term has them all: a choice that means nothing must not pass in silence."""
    case, draft = case_of("rich"), draft_of("rich")
    with pytest.raises(InputError, match=words):
        counter_offer(case, draft, "KEN", 1e5, fixed=(words,))
    with pytest.raises(InputError, match=words):
        counter_offer(case, draft, "KEN", 1e5, weights={words: 2.0})


def test_a_counter_offer_as_data() -> None:
    offer = counter_offer(case_of("rich"), draft_of("rich"), "KEN", 0.9 * ideals("rich")["KEN"])
    values = json.loads(json.dumps(offer.to_dict(), allow_nan=False))
    assert set(values) == {"country", "target", "reached", "distance", "marginal", "changes", "sentence"}
    assert values["reached"] is True
    assert len(values["changes"]) == len(offer.changes)
    assert values["sentence"] == offer.sentence


# any case


@given(seeds)
@examples(10)
def test_random_cases(seed: int) -> None:
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
    country = max(most, key=lambda name: most[name])
    target = 0.8 * most[country]
    offer = counter_offer(case, draft, country, target)
    assert offer.reached
    assert offer.outcome.gains[country] >= target - TOLD * size
    assert offer.outcome.crossed == {}
    try:
        nearest = Asked(case, size, draft, {country: target}).least_distance()
    except Infeasible:
        pytest.fail("the conditions cannot be kept, and yet there is a counter-offer")
    assert offer.distance == pytest.approx(nearest, rel=1e-5, abs=1e-6)
