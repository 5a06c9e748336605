"""A plan put into the map: what it adds by hand, shares, ranks, chains and rings that it opens, ties by agreements."""

from __future__ import annotations

import json
import math
import time
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from tests.atlas.corridors import corridor_table, dense_table, random_table, shuffled
from tests.support.properties import examples, seeds
from toolkit.atlas.chains import chains, cycles
from toolkit.atlas.impact import Origin, impact
from toolkit.atlas.plan import Plan, people_added
from toolkit.atlas.ties import ties_of
from toolkit.errors import InputError

PLAN = Plan("KEN", "GBR", "nurse", recruits=(100.0, 200.0), years=(1, 2))
TABLE = corridor_table({"KEN-USA": 300, "IND-GBR": 1500, "UGA-KEN": 30, "TZA-KEN": 10, "GBR-AUS": 80, "GBR-KEN": 20})


def test_what_a_plan_adds_by_hand() -> None:
    assert people_added(PLAN, "stock") == 500
    assert people_added(PLAN, "flow") == pytest.approx(500 / 3)
    # 100; 0.9 · 100 + 200 = 290; 0.9 · 290 + 200 = 461
    assert people_added(replace(PLAN, leaving=0.1), "stock") == pytest.approx(461)
    # 100 − 20; 80 + 200 − 50 = 230; 230 + 200 − 50 = 380
    assert people_added(replace(PLAN, returns=(20.0, 50.0)), "stock") == pytest.approx(380)
    assert people_added(replace(PLAN, returns=(20.0, 50.0), leaving=1.0), "flow") == pytest.approx(500 / 3)


def test_before_and_after_by_hand() -> None:
    found = impact(TABLE, PLAN, count="stock")
    assert (found.known, found.added) == (False, 500)
    before, after = found.before, found.after
    assert (before.people, before.outflow, before.inflow) == (None, 300, 1500)
    assert (after.people, after.outflow, after.inflow) == (500, 800, 2000)
    assert (before.share_of_outflow, before.share_of_inflow) == (None, None)
    assert (after.share_of_outflow, after.share_of_inflow) == (0.625, 0.25)
    assert (before.outflow_concentration, before.inflow_concentration) == (1, 1)
    assert after.outflow_concentration == pytest.approx(0.625**2 + 0.375**2)
    assert after.inflow_concentration == pytest.approx(0.75**2 + 0.25**2)
    assert (before.rank, before.corridors, after.rank, after.corridors) == (None, 6, 2, 7)
    assert found.recruits_from == (Origin("UGA", 30.0, 0.5), Origin("GBR", 20.0, 1 / 3), Origin("TZA", 10.0, 1 / 6))


def test_a_corridor_that_is_there_already_grows() -> None:
    found = impact(TABLE, replace(PLAN, origin="IND"), count="stock", least=50)
    assert (found.known, found.before.people, found.after.people) == (True, 1500, 2000)
    assert (found.before.rank, found.after.rank) == (1, 1)
    assert found.new_chains.found == found.new_rings.found == ()
    assert found.recruits_from == ()


def test_chains_and_rings_that_a_plan_opens_by_hand() -> None:
    found = impact(TABLE, PLAN, count="stock", least=20)
    assert [(" ".join(c.countries), c.bottleneck) for c in found.new_chains.found] == [
        ("KEN GBR AUS", 80.0),
        ("UGA KEN GBR", 30.0),
        ("UGA KEN GBR AUS", 30.0),
    ]
    assert [" ".join(c.countries) for c in found.new_rings.found] == ["KEN GBR KEN"]
    few = impact(TABLE, replace(PLAN, recruits=(1.0, 2.0)), count="stock", least=20)
    assert few.new_chains.found == few.new_rings.found == ()


@given(seeds)
@examples(30)
def test_new_chains_are_those_that_there_were_not(seed: int) -> None:
    table = random_table(seed)
    codes = sorted({*table["origin"], *table["destination"]})
    origin, destination = codes[0], codes[-1]
    plan = Plan(origin, destination, "nurse", (4.0,), (1,))
    found = impact(table, plan, count="stock", least=3, most=9999)
    here = (table["origin"] == origin) & (table["destination"] == destination)
    new = corridor_table({f"{origin}-{destination}": 4.0})
    after = table.assign(people=table["people"] + 4.0 * here) if here.any() else pd.concat([table, new])
    for search, told, length in ((chains, found.new_chains, (2, 3)), (cycles, found.new_rings, (2, 3))):
        asked: Any = {"length": length, "least": 3, "most": 9999}
        old = {frozenset(zip(c.countries, c.countries[1:], strict=False)) for c in search(table, **asked).found}
        now = {frozenset(zip(c.countries, c.countries[1:], strict=False)) for c in search(after, **asked).found}
        assert {frozenset(zip(c.countries, c.countries[1:], strict=False)) for c in told.found} == now - old


@given(seeds)
@examples(15)
def test_order_changes_nothing_and_nothing_else_moves(seed: int) -> None:
    table = random_table(seed)
    codes = sorted({*table["origin"], *table["destination"]})
    plan = Plan(codes[0], codes[1], "nurse", (4.0,), (1,))
    found = impact(table, plan, count="stock")
    assert found.to_dict() == impact(shuffled(table, seed), plan, count="stock").to_dict()
    for name in ("people", "outflow", "inflow"):
        before, after = getattr(found.before, name), getattr(found.after, name)
        assert after == pytest.approx((before or 0.0) + found.added)
    assert (found.before.people is None) == (not found.known)


def test_figures_of_another_basis_are_not_added() -> None:
    table = pd.concat([TABLE, corridor_table({"KEN-DEU": 900}, basis="nationality")], ignore_index=True)
    assert impact(table, PLAN, count="stock").after == replace(
        impact(TABLE, PLAN, count="stock").after, corridors=8, rank=3
    )


def test_a_plan_that_moves_nobody_changes_nothing() -> None:
    found = impact(TABLE, replace(PLAN, recruits=(0.0, 0.0)), count="stock", least=0.0)
    assert (found.after.people, found.after.rank, found.new_chains.found) == (0, None, ())
    assert found.after.share_of_inflow == 0


def test_a_map_without_figures() -> None:
    found = impact(TABLE.iloc[:0], PLAN, count="flow")
    assert (found.before.people, found.before.outflow, found.before.inflow) == (None, None, None)
    assert found.before.share_of_outflow is None
    assert found.before.inflow_concentration is None
    assert (found.after.share_of_outflow, found.after.rank, found.after.corridors) == (1, 1, 1)


PAIRS = pd.DataFrame(
    [
        ("KEN", "GBR", "KEN-GBR-2021", "in_force"),
        ("KEN", "GBR", "KEN-GBR-2030", "announced"),
        ("KEN", "DEU", "KEN-DEU-2024", "perhaps"),
        ("IND", "DEU", "IND-DEU-2022", "in_force"),
        ("FJI", "AUS", "AUS-FJI-2010", "in_force"),
        ("KEN", "USA", "KEN-USA-1990", "ended"),
    ],
    columns=["origin", "destination", "agreement", "standing"],
)


def test_ties_by_hand() -> None:
    there = ties_of(PAIRS, "KEN", "GBR")
    assert there.covering == {"announced": ("KEN-GBR-2030",), "in_force": ("KEN-GBR-2021",)}
    assert (there.origin_partners, there.destination_partners) == (("DEU", "GBR"), ("KEN",))
    assert (there.new_tie, there.way) == (False, 1)
    near = ties_of(PAIRS, "IND", "GBR")
    assert (near.covering, near.new_tie, near.way) == ({}, True, 3)
    apart = ties_of(PAIRS, "KEN", "AUS")
    assert (apart.new_tie, apart.way) == (True, 0)
    ended = ties_of(PAIRS, "KEN", "USA")
    assert (ended.covering, ended.new_tie, ended.destination_partners) == ({"ended": ("KEN-USA-1990",)}, True, ())


def test_results_are_plain_values() -> None:
    told = impact(TABLE, PLAN, count="stock", least=20, agreements=PAIRS).to_dict()
    assert json.loads(json.dumps(told))["ties"]["way"] == 1
    assert told["after"]["people"] == 500
    assert told["new_rings"]["found"][0]["countries"] == ["KEN", "GBR", "KEN"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"destination": "KEN"}, "the corridor: leads from KEN to itself"),
        ({"recruits": ()}, "the recruits: are ()"),
        ({"recruits": (1.0, math.nan)}, "the recruits: are (1.0, nan)"),
        ({"recruits": (1.0, -1.0)}, "the recruits: are (1.0, -1.0)"),
        ({"years": (1,)}, "the years: are (1,)"),
        ({"years": (1, 0)}, "the years: are (1, 0)"),
        ({"returns": (1.0,)}, "the returns: are (1.0,)"),
        ({"leaving": 1.1}, "the share leaving: is 1.1"),
        ({"returns": (0.0, 300.0)}, "the returns in year 3: are more than the people abroad"),
    ],
)
def test_plans_that_make_no_sense_are_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as refused:
        impact(TABLE, replace(PLAN, **changes), count="stock")
    assert words in str(refused.value)


def test_what_the_table_counts_must_be_told() -> None:
    with pytest.raises(InputError, match="what the table counts: is 'people'; one of stock or flow"):
        impact(TABLE, PLAN, count="people")  # type: ignore[arg-type]  # a word that is none is refused


def test_a_dense_network_of_200_countries_is_answered_while_one_waits() -> None:
    table = dense_table()
    begun = time.perf_counter()
    impact(table.iloc[1:], Plan("C000", "C001", "nurse", (50.0,), (3,)), count="stock", least=20)
    assert time.perf_counter() - begun < 3.0
