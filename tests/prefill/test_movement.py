"""Numbers of a corridor from recorded movements, examinations and costs, reckoned by hand on the small register."""

from __future__ import annotations

from typing import Any

import pytest

from tests.prefill.tiny import Row, register
from toolkit.prefill.entries import Entry
from toolkit.prefill.new import new_case


def entries(cadre: str = "nurse", sending: str = "KEN", receiving: str = "GBR", **added: Any) -> dict[str, Entry]:
    """A case's numbers: those of the corridor by their field, those of a country as ``KEN.exit_rate``."""
    made = new_case(sending, receiving, [cadre], register=register(**added))
    found = {}
    for entry in (*made.found, *made.estimated):
        place, _, field = entry.path.partition(f".{cadre}.")
        found[field if place.startswith("corridors") else f"{place.split('.')[1]}.{field}"] = entry
    return found


def moved(destination: str, value: float, measure: str = "joiners", cadre: str = "nurse", **more: Any) -> Row:
    row = {"origin": "KEN", "destination": destination, "cadre": cadre, "measure": measure, "value": value}
    return {**row, "year": 2023, "source": "council", "confidence": "secondary", **more}


def test_a_recorded_flow_above_the_rule_is_the_steady_state() -> None:
    found = entries(corridors=[moved("GBR", 1000)])
    assert [found[f"max_recruits.{phase}"].value for phase in range(3)] == [250, 600, 1000]
    assert (found["max_recruits.2"].low, found["max_recruits.2"].high) == (400, 2000)
    assert "council" in found["max_recruits.2"].sources


@pytest.mark.parametrize(
    "row",
    [
        moved("GBR", 100),
        moved("GBR", 5000, confidence="weak"),
        moved("GBR", 5000, unit="full_time_equivalents"),
        moved("GBR", 5000, year=2010),
        moved("GBR", 5000, period_start="2021-01-01", period_end="2023-12-31"),
        moved("GBR", 5000, "registrations"),
        moved("GBR", 5000, standing="alternate"),
        moved("AUS", 500),
    ],
)
def test_other_figures_do_not_count(row: Row) -> None:
    assert entries(corridors=[row])["max_recruits.2"].value == pytest.approx(357.5, abs=1)


def test_a_flow_is_held_to_a_part_of_the_graduates() -> None:
    found = entries(corridors=[moved("GBR", 50_000)])
    # the flow is 57 % of the workforce a year, held at 12 %: graduates (0.038 + 0.12 + 0.03) x 87 000 x 0.99
    assert found["KEN.emigration_rate"].value == 0.12
    assert found["max_recruits.2"].value == pytest.approx(0.3 * 16_193, rel=5e-3)


def test_a_stock_abroad_means_a_flow() -> None:
    found = entries("physician", corridors=[moved("GBR", 1000, "stock", "physician")])
    assert found["max_recruits.2"].value == 50, "1 000 over 20 years"


def test_share_of_emigrants_from_stocks_of_one_kind() -> None:
    same = [moved(to, value, "stock", "physician") for to, value in (("GBR", 300), ("USA", 500), ("AUS", 200))]
    other = [
        moved("CAN", 9000, "stock", "physician", basis="nationality"),
        moved("IRL", 9000, "joiners", "physician"),
        moved("FRA", 9000, "stock", "physician", unit="full_time_equivalents"),
    ]
    assert entries("physician", corridors=[*same, *other])["share_of_emigrants"].value == 0.3
    two = entries("physician", corridors=same[:2])["share_of_emigrants"]
    assert two.value == 0.05, "two destinations are too few"
    newer = [*same, moved("GBR", 700, "stock", "physician", year=2024)]
    assert entries("physician", corridors=newer)["share_of_emigrants"].value == 0.5


def test_emigration_is_what_is_recorded_where_that_is_more() -> None:
    # 10 000 physicians at home
    few = [moved(to, 1000, "stock", "physician") for to in ("GBR", "USA")]
    many = [moved(to, 5000, "stock", "physician") for to in ("GBR", "USA")]
    assert entries("physician", corridors=few)["KEN.emigration_rate"].value == 0.018
    assert entries("physician", corridors=many)["KEN.emigration_rate"].value == 0.05, "10 000 / 20 years / 10 000"
    kinds = [moved("GBR", 300, "joiners", "physician"), moved("USA", 300, "annual_inflow", "physician")]
    assert entries("physician", corridors=kinds)["KEN.emigration_rate"].value == 0.03, (
        "kinds are not added: 300 of 10 000"
    )


def test_a_list_rule_of_the_destination() -> None:
    assert entries(listed=["KEN"])["would_have_come"].value == 0.1
    assert entries(listed=["UGA"])["would_have_come"].value == 0.3
    back = entries(sending="GBR", receiving="KEN", listed=["GBR"])
    assert back["would_have_come"].value == 0.3, "Kenya has no such rule"


EXAM = {"parameter": "licensing_exam_pass_rate", "cadre": "nurse", "unit": "share of takers", "source": "board"}


def test_an_examination_after_arrival_is_the_licensed_share() -> None:
    anybody = {**EXAM, "partner": "GBR", "value": 0.6, "year": 2022}
    pair = {**EXAM, "country": "KEN", "partner": "GBR", "value": 0.8, "year": 2021}
    found = entries(parameters=[anybody])["licensed_share"]
    assert (found.value, found.low, found.high, found.origin, found.year) == (0.6, 0.48, 0.72, "board", 2022)
    assert not found.estimated
    assert entries(parameters=[anybody, pair])["licensed_share"].value == 0.8, "the pair's own comes first"
    assert entries(parameters=[anybody])["licensed_share_bridged"].value == pytest.approx(0.6 + 0.6 * 0.4)
    final = {**anybody, "parameter": "licensing_exam_eventual_pass_share", "value": 0.9}
    assert entries(parameters=[anybody, final])["licensed_share_bridged"].value == 0.9


def test_an_examination_before_arrival_is_the_pass_rate() -> None:
    places = [{"country": "USA", "who_region": "AMR", "income_group": "high"}]
    facts = [
        {"country": "USA", "indicator": "population", "year": 2025, "value": 3e8, "source": "wb"},
        {"country": "USA", "indicator": "gdp_per_capita", "year": 2024, "value": 80_000, "source": "wb"},
    ]
    row = {**EXAM, "country": "KEN", "partner": "USA", "value": 0.7, "year": 2024}
    found = entries(receiving="USA", countries=places, indicators=facts, parameters=[row])
    assert found["pass_rate"].value == 0.7
    assert found["licensed_share"].value == 0.75


def test_costs_and_lengths_of_the_register() -> None:
    rows = [
        {
            "parameter": "recruitment_cost_per_recruit",
            "country": "GBR",
            "low": 10_000,
            "high": 12_000,
            "currency": "GBP",
            "year": 2021,
            "unit": "per recruit",
        },
        {
            "parameter": "training_cost_per_graduate",
            "country": "KEN",
            "value": 5000,
            "currency": "USD",
            "year": 2020,
            "unit": "per graduate",
        },
        {"parameter": "training_length", "country": "KEN", "value": 4, "year": 2023, "unit": "years"},
        {"parameter": "completion_rate", "country": "KEN", "value": 0.7, "year": 2022, "unit": "share of entrants"},
        {"parameter": "months_to_licence", "country": "GBR", "low": 9, "high": 30, "year": 2023, "unit": "months"},
        {
            "parameter": "foreign_trained_share",
            "country": "GBR",
            "low": 0.1,
            "high": 0.3,
            "year": 2019,
            "unit": "share",
        },
        {"parameter": "graduates_per_100k_population", "country": "KEN", "value": 10, "year": 2022, "unit": "each"},
    ]
    found = entries(parameters=[{"cadre": "nurse", "source": "paper", **row} for row in rows])
    assert found["recruitment_cost"].value == pytest.approx(11_000 / 0.727 * 313.7 / 271.0, rel=5e-3)
    assert found["training.cost_per_place"].value == pytest.approx(5000 * 313.7 / 258.8, rel=5e-3)
    assert (found["training.years"].value, found["training.completion"].value) == (4, 0.7)
    assert (found["licensing_years"].value, found["licensing_years"].low, found["licensing_years"].high) == (2, 0, 3)
    assert found["GBR.graduates"].value == pytest.approx((0.035 + 0.004 + 0.011) * 600_000 * 0.8, rel=5e-3), "abroad"
    home = new_case("KEN", "GBR", register=register(parameters=[{"cadre": "nurse", "source": "paper", **rows[-1]}]))
    assert home.case.countries["KEN"].cadres["nurse"].graduates == 5000, "10 per 100 000 of 50 million"
