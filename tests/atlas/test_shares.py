"""Dependence on foreign staff and loss rates, with every column beside them."""

from __future__ import annotations

from math import isnan

import pandas as pd
import pytest
from hypothesis import given

from tests.atlas.small_world import fact, figure, random_figures, world
from tests.support.properties import examples, seeds
from toolkit.atlas.selection import Selection, edges
from toolkit.atlas.shares import BY_ORIGIN_COLUMNS, dependence, dependence_and_loss, dependence_by_origin, loss
from toolkit.atlas.workforce import COUNTED, FROM_DENSITY, WITH_MIDWIVES

STOCK = Selection("stock")
TOGETHER = "nurse_and_midwife"
FACTS = [
    fact("GBR", "workforce", 1000, cadre="physician", year=2019),
    fact("GBR", "workforce", 4000, cadre="nurse", year=2021),
    fact("KEN", "density", 3, cadre="physician", year=2018),
    fact("KEN", "density", 9, cadre=TOGETHER, year=2014),
    fact("KEN", "population", 1_000_000),
]


def test_dependence_by_hand() -> None:
    rows = [
        figure("KEN-GBR", 100),
        figure("GHA-GBR", 50),
        figure("KEN-GBR", 250, cadre="nurse", year=2017),
        figure("KEN-GBR", 100, cadre="caregiver"),
        figure("KEN-DEU", 7),
    ]
    found = dependence(world(rows, facts=FACTS), STOCK)
    told = found.loc["GBR"]
    assert told["dependence"] == pytest.approx(400 / 5000)
    assert told["dependence_matched"] == pytest.approx(400 / 500)
    assert (told["workforce"], told["workforce_cadre"]) == (5000, "nurse+physician")
    assert (told["workforce_from"], told["workforce_year"]) == (COUNTED, 2019)
    assert isnan(found.loc["DEU", "dependence"])
    assert isnan(found.loc["DEU", "dependence_matched"])
    assert list(found.index) == ["DEU", "GBR"]


def test_only_matched_people_and_only_their_workforce() -> None:
    """Nobody is set against nurses while only doctors are counted."""
    found = dependence(world([figure("KEN-GBR", 100)], facts=FACTS), STOCK)
    assert found.loc["GBR", "workforce"] == 1000
    assert found.loc["GBR", "dependence"] == pytest.approx(0.1)


def test_nurses_and_midwives_are_not_counted_twice_as_a_workforce() -> None:
    facts = [fact("GBR", "workforce", 800, cadre=TOGETHER)]
    rows = [figure("KEN-GBR", 30, cadre="nurse"), figure("KEN-GBR", 10, cadre="midwife")]
    told = dependence(world(rows, facts=facts), STOCK).loc["GBR"]
    assert (told["workforce"], told["workforce_cadre"]) == (800, TOGETHER)
    assert told["dependence"] == pytest.approx(40 / 800)
    assert WITH_MIDWIVES in told["workforce_from"]
    mixed = [*rows, figure("GHA-GBR", 20, cadre=TOGETHER)]
    counted = [*facts, fact("GBR", "workforce", 700, cadre="nurse")]
    told = dependence(world(mixed, facts=counted), STOCK).loc["GBR"]
    assert (told["workforce"], told["workforce_cadre"]) == (800, TOGETHER)
    assert told["dependence"] == pytest.approx(50 / 800)
    assert told["dependence_matched"] == pytest.approx(50 / 60)


def test_a_known_zero_is_zero_and_a_workforce_of_nobody_no_whole() -> None:
    found = dependence(world([figure("KEN-GBR", 0)], facts=FACTS), STOCK)
    assert found.loc["GBR", "dependence"] == 0
    assert isnan(found.loc["GBR", "dependence_matched"])
    nobody = [fact("GBR", "workforce", 0, cadre="physician"), fact("KEN", "workforce", 0, cadre="physician")]
    register = world([figure("KEN-GBR", 5)], facts=nobody)
    assert isnan(dependence(register, STOCK).loc["GBR", "dependence"])
    assert dependence_by_origin(register, STOCK).empty
    assert loss(register, STOCK).loc["KEN", "loss_rate"] == 1.0


@pytest.mark.parametrize("selection", [Selection("annual_inflow"), Selection("stock", "full_time_equivalents")])
def test_flows_and_other_units_have_no_share(selection: Selection) -> None:
    rows = [figure("KEN-GBR", 5, measure="annual_inflow"), figure("KEN-GBR", 5, unit="full_time_equivalents")]
    register = world(rows, facts=FACTS)
    assert not dependence(register, selection)["dependence"].notna().any()
    assert not loss(register, selection)["loss_rate"].notna().any()
    assert dependence_by_origin(register, selection).empty


def test_shares_by_origin_add_up_to_the_dependence() -> None:
    rows = [
        figure("KEN-GBR", 100),
        figure("KEN-GBR", 250, cadre="nurse", year=2017),
        figure("GHA-GBR", 50),
        figure("GHA-GBR", 9, cadre="caregiver"),
        figure("KEN-DEU", 7),
    ]
    found = dependence_by_origin(world(rows, facts=FACTS), STOCK)
    assert tuple(found.columns) == BY_ORIGIN_COLUMNS
    assert found.to_dict("records") == [
        {
            "origin": "GHA",
            "destination": "GBR",
            "people": 50.0,
            "cadre": "physician",
            "basis": "trained_in",
            "year": 2020,
            "share": pytest.approx(0.01),
            "workforce": 5000.0,
            "workforce_year": 2019,
        },
        {
            "origin": "KEN",
            "destination": "GBR",
            "people": 350.0,
            "cadre": "nurse+physician",
            "basis": "trained_in",
            "year": 2017,
            "share": pytest.approx(0.07),
            "workforce": 5000.0,
            "workforce_year": 2019,
        },
    ]


def test_loss_by_hand() -> None:
    rows = [
        figure("KEN-GBR", 100),
        figure("KEN-DEU", 50),
        figure("KEN-GBR", 300, cadre="nurse"),
        figure("KEN-USA", 999, basis="nationality"),
        figure("KEN-GBR", 50, cadre="caregiver"),
        figure("GHA-GBR", 8),
    ]
    found = loss(world(rows, facts=FACTS), STOCK)
    told = found.loc["KEN"]
    assert told["home"] == pytest.approx(300 + 900)
    assert told["loss_rate"] == pytest.approx(450 / (450 + 1200))
    assert told["loss_matched"] == pytest.approx(450 / 500)
    assert told["home_cadre"] == f"{TOGETHER}+physician"
    assert told["home_from"] == f"{FROM_DENSITY} ; {FROM_DENSITY}, {WITH_MIDWIVES}"
    assert told["home_year"] == 2014
    assert isnan(found.loc["GHA", "loss_rate"])


def test_nothing_gives_empty_tables_with_every_column() -> None:
    for register in (world(), world([figure("KEN-GBR", 5)]), world(facts=FACTS)):
        assert not dependence(register, STOCK)["dependence"].notna().any()
        assert not loss(register, STOCK)["loss_rate"].notna().any()
        found = dependence_by_origin(register, STOCK)
        assert tuple(found.columns) == BY_ORIGIN_COLUMNS
        assert found.empty


@examples(10)
@given(seeds)
def test_what_holds_for_any_figures(seed: int) -> None:
    facts = [
        fact(country, "density", 1 + number, cadre=cadre)
        for number, country in enumerate(("DEU", "GBR", "GHA"))
        for cadre in ("physician", TOGETHER)
    ]
    facts += [fact(country, "population", 20_000) for country in ("DEU", "GBR", "GHA")]
    register = world(random_figures(seed), facts=facts)
    depend, lost = dependence_and_loss(register, STOCK)
    pd.testing.assert_frame_equal(depend, dependence(register, STOCK))
    pd.testing.assert_frame_equal(lost, loss(register, STOCK))
    by_origin = dependence_by_origin(register, STOCK)
    total = by_origin.groupby("destination")["share"].sum()
    known = depend["dependence"].dropna()
    assert total.to_dict() == pytest.approx(known.to_dict())
    table = edges(register, STOCK)
    came = table.groupby("destination")["people"].sum()
    people = by_origin.groupby("destination")["people"].sum()
    assert (people <= came.reindex(people.index) + 1e-9).all()
    told = people / came.where(came > 0)
    matched = depend.loc[people.index, "dependence_matched"]
    assert matched.to_dict() == pytest.approx(told.reindex(people.index).to_dict(), nan_ok=True)
    assert lost["loss_rate"].dropna().between(0, 1).all()
    for shares in (depend["dependence_matched"], lost["loss_matched"]):
        assert shares.dropna().between(0, 1).all()
    assert not depend.loc[depend["workforce"].isna(), "dependence"].notna().any()
    assert not lost.loc[lost["home"].isna(), "loss_rate"].notna().any()
