"""What is told beside a draft: gains, budgets, what it crosses, and service by year."""

from __future__ import annotations

import pytest

from tests.support.cases import SHIPPED, red_line, rich, shipped, with_lines
from tests.support.terms import nurses, payment
from toolkit.case.load import case_from_mapping
from toolkit.countries import country_name
from toolkit.deal.drafts import assess
from toolkit.deal.settle import solve
from toolkit.model import indicators
from toolkit.model.evaluate import evaluate
from toolkit.report.consequences import crossed_table, draft_headline, given_table, spent_table
from toolkit.report.figures.service import service_by_year
from toolkit.report.headline import headline
from toolkit.wording import money, people


def test_a_solution_taken_as_draft_has_the_headline_of_the_solution():
    case = shipped("kenya-uk")
    solution = solve(case)
    assessment = assess(case, solution.outcome.terms)
    assert draft_headline(assessment.outcome, assessment) == headline(solution)
    alone = draft_headline(assessment.outcome)
    assert [line.gain for line in alone] == [line.gain for line in headline(solution)]
    assert {line.share for line in alone} == {""}
    assert crossed_table(assessment.outcome).rows == ()


def test_what_is_spent_stands_against_the_budgets():
    case = case_from_mapping(rich())
    outcome = evaluate(case, nurses(case, payment("posts", "sending"), posts=[30, 10]))
    table = spent_table(outcome)
    rows = {row[0]: row[1:] for row in table.rows}
    assert table.columns == ("payer", "2030-2031", "2032-2034")
    assert rows["Kenya"] == ("120,000 of 60,000: 60,000 too much", "40,000 of 90,000")
    assert rows["United Kingdom"] == ("0 of 400,000", "0 of 600,000")
    assert rows["the fund"] == ("0 of 50,000", "0 of 50,000")


def test_what_is_crossed_is_told_once_for_each_red_line_with_its_holder():
    lines = [
        red_line("min_recruits", 10, party="GBR", cadre="nurse"),
        red_line("max_recruits", 2, party="KEN", hard=False, penalty=100),
    ]
    case = case_from_mapping(with_lines(rich(), *lines))
    table = crossed_table(evaluate(case, nurses(case, recruits=[4, 6], candidates=[8, 12])))
    first, second = table.rows[:2]
    assert first[1:] == ("United Kingdom", "6.0 recruits a year")
    assert "and at 1 other place" in first[0]
    assert second[1:] == ("Kenya", "4.0 recruits a year")
    assert money(600, "USD") in table.note


def test_limits_of_the_case_are_told_in_their_unit():
    case = case_from_mapping(rich())
    outcome = evaluate(case, nurses(case, payment("posts", "sending"), posts=[40, 0]))
    rows = {row[0]: row[1:] for row in crossed_table(outcome).rows}
    assert rows["Budget of Kenya, 2030-2031"] == ("Kenya", "USD 100,000 a year")
    assert any(how == "10 posts" for _, how in rows.values())


def test_what_a_draft_gives_has_the_numbers_of_the_simulation():
    case = case_from_mapping(rich())
    outcome = evaluate(case, nurses(case, recruits=5, candidates=10))
    table = given_table(outcome)
    assert [row[1] for row in table.rows] == [money(gain, "USD") for gain in outcome.gains.values()]
    assert "Crosses" not in table.note


@pytest.mark.parametrize("name", SHIPPED)
def test_the_picture_of_service_shows_the_simulation(name):
    case = shipped(name)
    outcome = solve(case).outcome
    figure = service_by_year(outcome)
    table = indicators.by_year(outcome)
    gained = table[(table["indicator"] == "gained_service") & (table["year"] > case.start_year)]
    shown = [row for row in figure.drawing["data"]["values"] if "difference" in row]
    assert len(shown) == len(figure.table.rows) == len(gained)
    assert [row["difference"] for row in shown] == pytest.approx(gained["value"].tolist(), abs=1e-3)
    filled = table[(table["indicator"] == "filled_posts") & (table["year"] > case.start_year)]
    assert [row[4] for row in figure.table.rows] == [people(value) for value in filled["without_agreement"]]
    for country in case.countries:
        assert country_name(country) in figure.description


def test_floors_are_drawn_as_far_as_red_lines_set_them():
    values = with_lines(rich(), red_line("no_harm", country="KEN", cadre="nurse"))
    values = with_lines(values, red_line("density_floor", 100, country="GBR", cadre="nurse"))
    case = case_from_mapping(values)
    outcome = evaluate(case, nurses(case, recruits=5, candidates=10))
    rows = {row[:3]: row[6] for row in service_by_year(outcome).table.rows}
    assert rows["Kenya", "nurses", "2031"] == "0"
    assert rows["Kenya", "midwives", "2031"] == "none"
    assert rows["United Kingdom", "nurses", "2031"] == "0"
    without = case_from_mapping(rich())
    assert "No red line sets a floor." in service_by_year(evaluate(without, nurses(without))).note


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_of_service_can_be_drawn_without_a_page(theme):
    case = case_from_mapping(rich())
    svg = service_by_year(evaluate(case, nurses(case, recruits=5, candidates=10))).to_svg(theme)
    assert "United Kingdom" in svg
    assert "Kenya" in svg
