"""Ranked bars, chains drawn step by step, and the map on which one can choose: what is drawn and what is said of it."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.report.support import doctors, edges, register
from tests.support.slow import mostly_slow
from toolkit.atlas.backfill import backfill
from toolkit.atlas.chains import chains, cycles
from toolkit.atlas.measures import country_measures
from toolkit.atlas.selection import Selection
from toolkit.case.load import load_case
from toolkit.deal.settle import solve
from toolkit.report.case_on_map import case_on_map, plans_of
from toolkit.report.case_picture import case_picture
from toolkit.report.chain_tables import backfill_tables, chains_table
from toolkit.report.corridor_bars import gap_bars, measure_bars, shortage_bars
from toolkit.report.corridor_tables import find_gaps, tables_of_gaps
from toolkit.report.country_position import country_position
from toolkit.report.country_summary import country_at_a_glance
from toolkit.report.figures.chain_steps import chain_steps
from toolkit.report.figures.maps import corridor_map, places_of
from toolkit.report.figures.picking import PICKED, pickable, picked
from toolkit.report.figures.ranking import Bar, ranking
from toolkit.report.measure_tables import RANKED, about_measure, country_values, measure_table, shades
from toolkit.report.table import Table

STOCKS = Selection("stock")
NO_TABLE = Table("t", ("a",), ())


def _bars(figure) -> list[dict]:
    return figure.drawing["layer"][0]["data"]["values"]


def test_bars_stand_in_the_given_order_from_zero_and_the_rest_is_told():
    bars = [Bar("A", (("none", 5.0), ("perhaps", 2.0)), "7", "A: 7"), Bar("A", (("none", 3.0),), "3", "A again")]
    figure = ranking([*bars, Bar("C", (), "0", "C")], NO_TABLE, title="T", subtitle="people", note="N", most=2)
    rows = _bars(figure)
    assert [(row["label"], row["from"], row["to"]) for row in rows] == [("A", 0, 5), ("A", 5, 7), ("A (2)", 0, 3)]
    assert "The first 2 of 3" in figure.note
    assert figure.to_svg().count("A (2)") >= 1
    assert ranking([], NO_TABLE, title="T", subtitle="people", note="").to_svg()


def test_gaps_as_bars_are_the_largest_of_the_table():
    found = find_gaps(register(), STOCKS, year=2026)
    table = tables_of_gaps(register(), found)[0]
    figure = gap_bars(register(), found.uncovered, STOCKS, table)
    assert [row["to"] for row in _bars(figure)] == found.uncovered["people"].head(20).tolist()
    assert {row["group"] for row in _bars(figure)} <= {"none", "announced"}
    assert figure.sources


@pytest.mark.parametrize("name", mostly_slow(RANKED, 3))
def test_a_measure_of_all_countries(name):
    values, table = country_values(register(), STOCKS, name), measure_table(register(), STOCKS, name)
    assert len(table.rows) == len(values)
    assert values["value"].is_monotonic_decreasing
    assert values["value"].notna().all()
    assert all(row[4] for row in table.rows), "every number names a source"
    assert all(row[3] for row in table.rows)
    assert f"For {len(country_measures(register(), STOCKS)) - len(values)} countries it is not known" in table.note
    figure = measure_bars(values, name, STOCKS, table)
    assert len(_bars(figure)) <= 20
    shaded, title = shades(register(), STOCKS, name)
    factor = 100 if title.endswith("%") else 1
    assert shaded["value"].tolist() == pytest.approx((values["value"] * factor).tolist())
    assert RANKED[name].formula in {row[1] for row in about_measure(name).rows}


def test_measures_agree_with_the_position_of_a_country():
    position = country_position(register(), "GBR", STOCKS)
    rows = {row[0]: row for row in measure_table(register(), STOCKS, "dependence").rows}
    value = position.values["dependence"]
    assert rows["United Kingdom"][1] == "at least 21.8 %"
    assert set(rows["United Kingdom"][4].split(", ")) >= set(value.evidence.sources)
    told = {row[0]: row[1] for row in country_at_a_glance(position).rows}
    assert told[value.measure.title] == "at least 21.8 %"


def test_a_shortage_as_bars_adds_up_to_the_people_recruited():
    table = edges(("IND", "GBR", 30), ("NGA", "GBR", 10), ("GBR", "USA", 10)).assign(cadre="nurse", source="s")
    found = backfill(table, "GBR", "USA", 100, refills={"GBR": 0.5, "IND": 0.2, "NGA": 0.4})
    rows = backfill_tables(found, {}, table)[0]
    parts = _bars(shortage_bars(found, rows))
    assert sum(row["to"] - row["from"] for row in parts) == pytest.approx(100)


def test_chains_are_drawn_step_by_step():
    table = doctors().assign(basis="trained_in")
    found = chains(table, end="USA", length=(2, 3), least=1, most=20)
    rows = chains_table("Chains", found, table, "persons")
    figure = chain_steps(found, rows, title="Chains", unit="persons", most=5)
    lines = figure.drawing["layer"][0]["data"]["values"]
    assert len(lines) == sum(chain.steps for chain in found.found[:5])
    assert "The first 5 of 20" in figure.note
    assert "not the same people" in figure.note
    nobody = cycles(edges(("KEN", "GBR", 5)).assign(cadre="", source=""), length=(2, 2))
    assert chain_steps(nobody, NO_TABLE, title="Rings", unit="persons").to_svg()


def _features(figure) -> list[dict]:
    layers = [layer for layer in figure.drawing["layer"] if "format" in layer.get("data", {})]
    return [feature for layer in layers for feature in layer["data"]["values"]["features"]]


def test_every_corridor_and_country_on_the_map_can_be_chosen():
    drawn = corridor_map(doctors(), register().countries, most=20)
    figure = pickable(drawn, "IND-GBR")
    params = [param for layer in figure.drawing["layer"] for param in layer.get("params", [])]
    assert [param["name"] for param in params] == [PICKED]
    assert params[0]["value"] == [{"id": "IND-GBR"}]
    assert "IND-GBR" in {feature["id"] for feature in _features(figure)}
    circles = next(layer for layer in figure.drawing["layer"] if layer["mark"].get("type") == "circle")
    assert all(len(row["id"]) == 3 for row in circles["data"]["values"])
    assert figure.to_svg()
    assert not any("params" in layer for layer in drawn.drawing["layer"]), "the map it was made of stays as it was"


def test_a_chosen_country_is_marked_and_a_chosen_corridor_that_is_not_drawn_is_dotted():
    figure = corridor_map(doctors(), register().countries, most=5)
    assert pickable(figure, "KEN").to_svg() != pickable(figure).to_svg()
    places = places_of(register().countries)
    dotted = pickable(figure, "KEN-NOR", places)
    assert "Dotted: the chosen corridor" in dotted.note
    assert dotted.to_svg() != pickable(figure).to_svg()
    assert "Dotted" not in pickable(figure, _features(figure)[0]["id"], places).note
    assert "Dotted" not in pickable(figure, "KEN-XXX", places).note


@pytest.mark.parametrize(
    ("selected", "code"),
    [
        ([{"id": "KEN"}], "KEN"),
        ([{"id": "KEN-GBR"}], "KEN-GBR"),
        ([], ""),
        (None, ""),
        ([{"id": "-99x"}], ""),
        ([{}], ""),
    ],
)
def test_what_comes_back_from_a_click(selected, code):
    assert picked(selected) == code


@pytest.mark.parametrize("name", ["kenya-uk", "philippines-germany"])
def test_the_map_after_a_plan_has_the_people_of_the_plan(name):
    plans = plans_of(solve(load_case(name)))
    for found in case_on_map(register(), plans, STOCKS):
        figure = case_picture(register(), found)
        plan = found.plan
        assert f"{plan.origin}-{plan.destination}" in {feature["id"] for feature in _features(figure)}
        assert "assumed" in figure.note
        [row] = [row for row in figure.table.rows if "assumed" in row[-1]]
        assert float(row[2].replace(",", "")) == pytest.approx(found.impact.after.people, abs=0.5)
        before = len(found.corridors)
        assert len(pd.DataFrame(figure.table.rows)) <= before + 1
