"""Backfill: hand-computed chains and loops, the recursion, conservation, what never ends, shares, costs, amounts."""

from __future__ import annotations

import math
import time
from random import Random
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from tests.atlas.corridors import corridor_table, dense_table, random_table, shuffled
from tests.support.properties import examples, seeds
from tests.support.register import small_register
from toolkit.atlas.backfill import COUNTRY_COLUMNS, ROUND_COLUMNS, STEP_COLUMNS, Backfill, backfill
from toolkit.atlas.compensation import compensation
from toolkit.atlas.refill import COST_COLUMNS, OTHERWISE, REFILLED_BY_GROUP, Refill, refill_shares, training_costs
from toolkit.errors import InputError
from toolkit.register.read import load_register

CHAIN = corridor_table({"GBR-USA": 10, "IND-GBR": 30, "NGA-GBR": 10, "NPL-IND": 5})
LOOP = corridor_table({"AAA-BBB": 1, "BBB-AAA": 1})


def column(found: Backfill, name: str) -> dict[str, Any]:
    return dict(zip(found.countries["country"], found.countries[name], strict=True))


def test_a_chain_by_hand() -> None:
    # GBR loses 100, refills half: 37.5 from IND, 12.5 from NGA; IND refills a fifth of 37.5 from NPL
    found = backfill(CHAIN, "GBR", "USA", 100, refills={"GBR": 0.5, "IND": 0.2, "NGA": 0.4, "NPL": 0.0})
    assert column(found, "lost") == pytest.approx({"GBR": 100, "IND": 37.5, "NGA": 12.5, "NPL": 7.5})
    assert found.shortage == pytest.approx({"GBR": 50, "IND": 30, "NGA": 12.5, "NPL": 7.5})
    assert column(found, "passed_on") == pytest.approx({"GBR": 50, "IND": 7.5, "NGA": 0, "NPL": 0})
    assert column(found, "not_traced") == pytest.approx({"GBR": 0, "IND": 0, "NGA": 5, "NPL": 0})
    assert column(found, "visits") == pytest.approx({"GBR": 1, "IND": 0.375, "NGA": 0.125, "NPL": 0.075})
    assert found.not_traced == pytest.approx(5)
    assert found.gain == 100
    assert found.steps.values.tolist() == [
        ["GBR", "IND", 37.5, 0.375],
        ["GBR", "NGA", 12.5, 0.125],
        ["IND", "NPL", 7.5, 0.2],
    ]
    assert found.rounds.values.tolist() == [[0, 100, 50], [1, 50, 42.5], [2, 7.5, 7.5]]


def test_two_countries_that_recruit_from_each_other() -> None:
    # AAA is visited 1 + 1/4 + 1/16 + … = 4/3 times, BBB half as often
    found = backfill(LOOP, "AAA", "CCC", 30, refills=0.5)
    assert column(found, "visits") == pytest.approx({"AAA": 4 / 3, "BBB": 2 / 3})
    assert found.shortage == pytest.approx({"AAA": 20, "BBB": 10})


def test_a_shortage_may_come_back_to_the_country_that_recruits() -> None:
    found = backfill(LOOP, "AAA", "BBB", 30, refills=0.5)
    assert found.shortage["BBB"] == pytest.approx(10)
    assert found.gain == pytest.approx(20)


def test_a_country_without_known_origins_keeps_the_shortage_and_says_what_is_unknown() -> None:
    found = backfill(CHAIN, "NGA", "USA", 8, refills=0.25)
    assert found.shortage == {"NGA": 8}
    assert found.not_traced == 2
    assert found.steps.empty
    assert tuple(found.steps.columns) == STEP_COLUMNS
    assert column(found, "origins") == {"NGA": 0}


def test_a_country_of_no_corridor_at_all() -> None:
    assert backfill(CHAIN, "TUV", "FJI", 2).shortage == {"TUV": 2}


def test_refilling_everything_ends_where_it_can_end() -> None:
    found = backfill(CHAIN, "GBR", "USA", 40, refills=1.0)
    assert found.shortage == pytest.approx({"GBR": 0, "IND": 0, "NPL": 30, "NGA": 10})
    assert found.not_traced == pytest.approx(40)


def test_a_shortage_handed_round_for_ever_is_explained() -> None:
    with pytest.raises(InputError) as refused:
        backfill(LOOP, "AAA", "CCC", 30, refills=1.0)
    assert "AAA and BBB: recruit only from each other and refill all they lose" in str(refused.value)
    assert "(give one of them a share refilled below 1)" in str(refused.value)
    entered = pd.concat([LOOP, corridor_table({"AAA-DDD": 1, "EEE-DDD": 1})])
    with pytest.raises(InputError, match="AAA and BBB: recruit only"):
        backfill(entered, "DDD", "CCC", 30, refills=1.0)
    left = pd.concat([entered, corridor_table({"EEE-BBB": 1})])
    assert backfill(left, "DDD", "CCC", 30, refills=1.0).shortage["EEE"] == pytest.approx(30)
    assert backfill(LOOP, "EEE", "CCC", 30, refills=1.0).shortage == {"EEE": 30}


def shares_of(seed: int, table: pd.DataFrame) -> dict[str, float]:
    random = Random(seed)
    codes = sorted({*table["origin"], *table["destination"]})
    return {code: random.choice([0.0, 0.3, 0.7, 0.9]) for code in codes}


@given(seeds)
@examples(25)
def test_the_solution_is_what_the_recursion_comes_to(seed: int) -> None:
    table = random_table(seed)
    shares, origin = shares_of(seed, table), str(table["origin"][0])
    found = backfill(table, origin, "ZZZ", 7.0, refills=shares)
    inflow = table.groupby("destination")["people"].sum().to_dict()
    loss, ended = {origin: 7.0}, dict.fromkeys(shares, 0.0)
    for _ in range(1000):
        onward = dict.fromkeys(shares, 0.0)
        for code, people in loss.items():
            passes = people * shares[code] if inflow.get(code, 0) > 0 else 0.0
            ended[code] += people - passes
            for a, b, moving in table[["origin", "destination", "people"]].itertuples(index=False):
                if b == code and moving > 0:
                    onward[a] += passes * moving / inflow[code]
        loss = onward
        if sum(loss.values()) < 1e-13:
            break
    assert found.shortage == pytest.approx({code: people for code, people in ended.items() if people > 0})


@given(seeds)
@examples(60)
def test_nobody_is_made_or_lost_on_the_way(seed: int) -> None:
    table = random_table(seed)
    found = backfill(table, str(table["origin"][0]), "ZZZ", 7.0, refills=shares_of(seed, table))
    countries = found.countries
    assert countries["shortage"].sum() == pytest.approx(7.0)
    assert (countries["passed_on"] + countries["shortage"]).tolist() == pytest.approx(countries["lost"].tolist())
    assert countries["lost"].sum() == pytest.approx(7.0 + countries["passed_on"].sum())
    assert countries["passed_on"].sum() == pytest.approx(found.steps["people"].sum())
    assert (countries["not_traced"] <= countries["shortage"] + 1e-9).all()
    assert found.rounds["shortage"].sum() <= 7.0 + 1e-9


@given(seeds)
@examples(20)
def test_order_and_scale_change_nothing(seed: int) -> None:
    table = random_table(seed)
    shares, origin = shares_of(seed, table), str(table["origin"][0])
    once = backfill(table, origin, "ZZZ", 1.0, refills=shares)
    again = backfill(shuffled(table, seed), origin, "ZZZ", 1.0, refills=shares)
    assert once.to_dict() == again.to_dict()
    more = backfill(table.assign(people=table["people"] * 10), origin, "ZZZ", 5.0, refills=shares)
    assert more.shortage == pytest.approx({code: 5 * people for code, people in once.shortage.items()})


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"people": 0}, "the people recruited: are 0"),
        ({"people": math.nan}, "the people recruited: are nan"),
        ({"destination": "GBR"}, "the corridor: leads from GBR to itself"),
        ({"refills": 1.5}, "is 1.5; a share from 0 to 1"),
        ({"refills": {"IND": -0.1}}, "the share refilled by IND: is -0.1"),
        ({"refills": {"IND": math.nan}}, "the share refilled by IND: is nan"),
    ],
)
def test_what_makes_no_sense_is_refused(asked: dict[str, Any], words: str) -> None:
    whole = {"origin": "GBR", "destination": "USA", "people": 5, **asked}
    with pytest.raises(InputError) as refused:
        backfill(CHAIN, **whole)
    assert words in str(refused.value)


def test_assumptions_stand_in_the_result() -> None:
    known = {"GBR": Refill("GBR", 0.3, False, "oecd", "known"), "IND": 0.1}
    found = backfill(CHAIN, "GBR", "USA", 10, refills=known)
    assert column(found, "assumed") == {"GBR": False, "IND": True, "NGA": True, "NPL": True}
    assert column(found, "refilled") == {"GBR": 0.3, "IND": 0.1, "NGA": OTHERWISE, "NPL": OTHERWISE}
    assert column(found, "source")["GBR"] == "oecd"
    assert tuple(found.countries.columns) == COUNTRY_COLUMNS
    assert tuple(found.rounds.columns) == ROUND_COLUMNS
    assert found.to_dict()["countries"][0]["country"] == "GBR"


def test_compensation_is_the_shortage_times_the_cost() -> None:
    found = backfill(CHAIN, "GBR", "USA", 100, refills={"GBR": 0.5, "IND": 0.2, "NGA": 0.4, "NPL": 0.0})
    paid = compensation(found, {"GBR": 10.0, "IND": 2.0}, currency="USD")
    assert paid.countries[["country", "amount"]].values.tolist()[:2] == [["GBR", 500.0], ["IND", 60.0]]
    assert (paid.direct, paid.indirect, paid.total, paid.without_cost) == (500.0, 60.0, 560.0, ("NGA", "NPL"))
    assert paid.to_dict()["countries"][2] == {
        "country": "NGA",
        "shortage": 12.5,
        "cost": None,
        "assumed": False,
        "amount": None,
    }
    assumed = compensation(found, {"GBR": 10.0, "IND": 2.0}, currency="USD", otherwise=4.0)
    assert assumed.total == pytest.approx(560 + 4 * 20)
    assert assumed.countries.set_index("country")["assumed"].to_dict() == {
        "GBR": False,
        "IND": False,
        "NGA": True,
        "NPL": True,
    }
    assert compensation(found, {}, currency="USD", otherwise=1.0, least=20).countries["country"].tolist() == [
        "GBR",
        "IND",
    ]


def test_nobody_compensates_the_country_that_recruits() -> None:
    found = backfill(LOOP, "AAA", "BBB", 30, refills=0.5)
    paid = compensation(found, {"AAA": 1.0, "BBB": 1.0}, currency="USD")
    assert paid.countries["country"].tolist() == ["AAA"]
    assert paid.total == pytest.approx(20)


def test_costs_that_make_no_sense_are_refused() -> None:
    found = backfill(CHAIN, "GBR", "USA", 1)
    with pytest.raises(InputError, match="the cost of training in IND: is -1"):
        compensation(found, {"IND": -1.0}, currency="USD")


def test_shares_from_the_register_are_known_averaged_or_assumed() -> None:
    register = load_register(user_data=False)
    shares = refill_shares(register, "physician", given={"FRA": 0.2})
    assert (shares["GBR"].share, shares["GBR"].assumed) == (0.3, False)
    assert (shares["DEU"].share, shares["DEU"].assumed, shares["DEU"].source) == (
        0.18,
        True,
        shares["GBR"].source,
    )
    assert (shares["KEN"].share, shares["KEN"].assumed) == (REFILLED_BY_GROUP["lower_middle"], True)
    assert shares["FRA"] == Refill("FRA", 0.2, True, "", "given")
    assert refill_shares(register, "nurse")["GBR"].share == pytest.approx(0.175)
    assert refill_shares(register)["GBR"].share == REFILLED_BY_GROUP["high"]
    assert set(shares) == set(register.countries["country"])
    assert all(0 <= share.share <= 1 and (share.source or share.assumed) for share in shares.values())


def test_training_costs_from_the_register() -> None:
    costs = training_costs(load_register(user_data=False), "physician")
    assert tuple(costs.columns) == COST_COLUMNS
    assert costs.set_index("country").loc["KEN", ["cost", "price_year"]].tolist() == [65997, 2005]
    assert costs["country"].is_unique
    assert set(costs["currency"]) == {"USD"}


def test_a_register_without_parameters_assumes_everything(tmp_path: Any) -> None:
    register = small_register(tmp_path)
    assert all(share.assumed for share in refill_shares(register, "nurse").values())


def test_a_dense_network_of_200_countries_is_solved_at_once() -> None:
    table = dense_table()
    begun = time.perf_counter()
    found = backfill(table, "C000", "C001", 1000, refills=0.95)
    assert time.perf_counter() - begun < 1.0
    assert found.countries["shortage"].sum() == pytest.approx(1000)
