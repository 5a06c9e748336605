"""Both countries side by side, their development with no agreement, and what runs between them."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from altair.utils.schemapi import validate_jsonschema

from tests.deal.test_frontier import three
from tests.report.support import register
from tests.report.test_figures import SCHEMA, _without_rows
from tests.support.cases import plain, shipped
from toolkit.case.load import case_from_mapping
from toolkit.model.evaluate import evaluate
from toolkit.model.indicators import by_year
from toolkit.model.terms import no_terms
from toolkit.report.figures.development import development
from toolkit.report.situation import (
    agreements_between,
    cadres_of_case,
    figures_between,
    situation_table,
    sources_between,
    years_table,
)
from toolkit.wording import people

CASES = ("kenya-uk", "ghana-uk", "philippines-germany")


def outcome(case):
    return evaluate(case, no_terms(case))


def path(found, country, cadre, indicator, year):
    table = by_year(found)
    row = table[
        (table["country"] == country)
        & (table["cadre"] == cadre)
        & (table["indicator"] == indicator)
        & (table["year"] == year)
    ]
    return float(row["without_agreement"].iloc[0])


@pytest.mark.parametrize("name", CASES)
def test_every_country_gets_the_same_facts_in_the_same_order(name):
    case = shipped(name)
    table = situation_table(outcome(case), register())
    assert len(table.columns) == 1 + 2 * len(case.countries)
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert any("safeguards list of 2023" in row[0] for row in table.rows)
    assert all(cell for row in table.rows for cell in row[1::2])


def test_numbers_of_the_start_are_those_of_the_model():
    case = shipped("kenya-uk")
    found = outcome(case)
    rows = {row[0]: row for row in situation_table(found, register()).rows}
    assert rows["Nurses: trained people without a post"][1] == people(
        path(found, "KEN", "nurse", "people_without_post", 2026)
    )
    assert rows["Nurses: unfilled posts"][3] == people(path(found, "GBR", "nurse", "unfilled_posts", 2026))
    assert rows["Nurses: trained people at home"][1:] == ("130,000", "assumed", "660,000", "assumed")
    assert rows["Nurses: graduates of the first year"][2] == "Business Daily, 2025"
    assert rows["Nurses: leave the profession in a year"][3] == "3.4 %"
    assert rows["WHO safeguards list of 2023"][1] == "not on the list"


def test_a_country_on_the_list_is_told_so():
    rows = {row[0]: row for row in situation_table(outcome(shipped("ghana-uk")), register()).rows}
    ghana = rows["WHO safeguards list of 2023"]
    assert "on the list" in ghana


def test_a_case_of_three_countries_and_absent_numbers():
    case = case_from_mapping(three())
    table = situation_table(outcome(case), register())
    assert len(case.countries) == 3
    assert len(table.columns) == 7
    for cadre in cadres_of_case(case):
        years = years_table(outcome(case), cadre)
        assert all(len(row) == len(years.columns) for row in years.rows)
    assert figures_between(case, register()).columns[0] == "from"
    assert sources_between(case, register()).title == "Sources"


@pytest.mark.parametrize("name", CASES)
def test_years_run_from_the_start_to_the_end_of_the_follow_up(name):
    case = shipped(name)
    table = years_table(outcome(case), "nurse")
    assert table.columns[2] == str(case.start_year)
    assert table.columns[-1] == str(case.start_year + case.horizon)
    country, what, *values = table.rows[0]
    assert (what, values[-1]) == (
        "trained people at home",
        people(path(outcome(case), next(iter(case.countries)), "nurse", "workforce", case.start_year + case.horizon)),
    )
    assert country


def test_agreements_in_force_and_only_announced_are_kept_apart():
    tables = agreements_between(shipped("kenya-uk"), register())
    assert [table.title for table in tables] == ["Agreements in force"]
    assert len(tables[0].rows) == 1
    ghana = agreements_between(shipped("ghana-uk"), register())
    assert [table.title for table in ghana] == ["Only announced, not counted as agreements"]


def test_an_agreement_that_ended_before_the_start_is_not_in_force():
    held = register()
    record = held.agreements["KEN-GBR-2021"].model_copy(update={"ends": "2024", "ends_basis": "stated"})
    changed = replace(held, agreements={**held.agreements, record.id: record})
    assert [table.title for table in agreements_between(shipped("kenya-uk"), changed)] == ["Agreements that have ended"]


def test_what_a_case_does_not_state_is_said_so_and_is_no_zero():
    rows = {row[0]: row for row in situation_table(outcome(case_from_mapping(plain())), register()).rows}
    assert rows["Population"][1::2] == ("not stated", "not stated")
    assert rows["Nurses: filled posts for 10,000 people"][1::2] == ("not stated", "not stated")
    assert rows["Nurses: emigrate in a year"][1::2] == ("not stated, counts as 0",) * 2


def test_a_cadre_that_one_country_alone_has_is_told():
    values = plain()
    values["countries"]["GBR"]["physician"] = {"workforce": 10, "funded_posts": 12}
    rows = {row[0]: row for row in situation_table(outcome(case_from_mapping(values)), register()).rows}
    assert rows["Physicians: trained people at home"][1::2] == ("not in this case", "10")


def test_figures_tell_direction_kind_and_year():
    table = figures_between(shipped("kenya-uk"), register())
    assert table.rows[0][:3] == ("Kenya", "United Kingdom", "nurses")
    assert all(row[6].isdigit() for row in table.rows)


@pytest.mark.parametrize("name", CASES)
def test_pictures_of_development(name):
    case = shipped(name)
    found = outcome(case)
    for country in case.countries:
        figure = development(found, country, "nurse")
        assert len(figure.table.rows) == case.horizon + 1
        assert figure.title in figure.description
        assert "$tone" not in json.dumps(figure.to_dict("dark"))
        svg = figure.to_svg()
        assert svg == figure.to_svg()
        assert ElementTree.fromstring(svg).findtext("{http://www.w3.org/2000/svg}title") == figure.title
        last = figure.table.rows[-1]
        assert last[4] == people(path(found, country, "nurse", "unfilled_posts", case.start_year + case.horizon))


def test_the_drawing_keeps_to_the_schema():
    case = shipped("kenya-uk")
    spec = development(outcome(case), "KEN", "nurse").to_dict("dark")
    validate_jsonschema(_without_rows(spec), json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert "http" not in json.dumps(spec)
