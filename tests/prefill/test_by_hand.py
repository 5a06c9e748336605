"""Every rule against a value reckoned by hand on the small register."""

from __future__ import annotations

from typing import Any

import pytest

from tests.prefill.tiny import PAY, PER_10000, Row, basis, register
from toolkit.prefill.background import background_of, density_of
from toolkit.prefill.new import NewCase, new_case
from toolkit.prefill.pay import pay_of
from toolkit.prefill.workforce import count_of, workforce_of


@pytest.fixture(scope="module")
def made() -> dict[str, tuple[float, float, float]]:
    """Value, low and high by path of a case between the two countries as they are."""
    return numbers(new_case("KEN", "GBR", register=register()))


def numbers(case: NewCase) -> dict[str, tuple[float, float, float]]:
    return {entry.path: (entry.value, entry.low, entry.high) for entry in (*case.found, *case.estimated)}


def near(*expected: float) -> Any:
    return pytest.approx(expected, rel=6e-3, abs=1e-9)


HOME, ABROAD, WAY = "countries.KEN.nurse", "countries.GBR.nurse", "corridors.KEN-GBR.nurse"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        # 0.87 x 20 / 10 000 x 50 million, within 5 %
        (f"{HOME}.workforce", (87_000, 82_650, 91_350)),
        # 0.88 posts a worker (0.7 to 1.05)
        (f"{HOME}.funded_posts", (76_560, 60_900, 91_350)),
        # (0.038 + 0.015 + growth 0.03, 0.01, 0.05) x 87 000 x 0.99
        (f"{HOME}.graduates", (7_149, 5_426, 8_871)),
        # 0.01 (0 to 0.03) of 0.083 x 87 000
        (f"{HOME}.other_inflow", (72.2, 0, 216.6)),
        # 7 healthy years x 2 000 - pay of 3 x 2 000; ends 3.5 (at least 0.25 of pay) and 10.5 years
        (f"{HOME}.service_value", (8_000, 1_500, 15_000)),
        # the register's count, 2 % either way
        (f"{ABROAD}.workforce", (600_000, 588_000, 612_000)),
        (f"{ABROAD}.funded_posts", (636_000, 612_000, 660_000)),
        # 0.02 x 1000 x 0.29 x 25/100 years x 50 000 - 40 000; ends at least 0.25 of pay, and 0.03 x ...
        (f"{ABROAD}.service_value", (32_500, 10_000, 68_750)),
        # 0.05 (0.02 to 0.1) of 7 150 graduates, a quarter, 0.6 and all of it
        (f"{WAY}.max_recruits.0", (89.4, 35.8, 179)),
        (f"{WAY}.max_recruits.1", (214.5, 85.8, 429)),
        (f"{WAY}.max_recruits.2", (357.5, 143, 715)),
        (f"{WAY}.pass_rate", (0.5, 0.25, 0.75)),
        (f"{WAY}.would_have_come", (0.3, 0.1, 0.6)),
        (f"{WAY}.share_of_emigrants", (0.05, 0.01, 0.2)),
        (f"{WAY}.licensed_share", (0.75, 0.55, 0.9)),
        # 0.75 + 0.6 (0.3 to 0.85) of 0.25
        (f"{WAY}.licensed_share_bridged", (0.9, 0.825, 0.9625)),
        (f"{WAY}.licensing_years", (1, 0, 2)),
        # 0.12 of 40 000, since remittances are 3 % of GDP
        (f"{WAY}.remittance", (4_800, 2_000, 8_000)),
        # 40 000 - 6 000; low half of 32 000 - 8 400, high 50 000 - 3 600
        (f"{WAY}.wage_gain", (34_000, 11_800, 46_400)),
        (f"{WAY}.training.spare_places", (71.5, 0, 357.5)),
        (f"{WAY}.training.max_new_places", (357.5, 143, 715)),
        (f"{WAY}.training.cost_per_place", (6_000, 3_000, 20_000)),
        (f"{WAY}.training.capacity_cost", (1_620, 780, 3_000)),
        # 0.05 of 0.015 x 87 000, and 1.2 x 6 000
        (f"{WAY}.retention.0.workers", (65.25, 26.1, 130.5)),
        (f"{WAY}.retention.0.cost", (7_200, 3_000, 15_000)),
        (f"{WAY}.retention.1.workers", (130.5, 52.2, 261)),
        (f"{WAY}.retention.1.cost", (14_400, 7_200, 30_000)),
        # 0.05 of 0.038 x 87 000
        (f"{WAY}.retention.2.workers", (165.3, 66.1, 330.6)),
        (f"{WAY}.retention.2.cost", (9_000, 4_200, 21_000)),
        (f"{WAY}.posts.max", (1_531, 383, 3_828)),
        (f"{WAY}.posts.cost", (6_600, 6_000, 7_500)),
        # 2 000 + 0.75 x 6 000; 1 000 + 0.3 x 6 000; 4 000 + 1.5 x 6 000
        (f"{WAY}.returns.cost", (6_500, 2_800, 13_000)),
        (f"{WAY}.remote_service.cost", (7_200, 3_600, 24_000)),
        (f"{WAY}.recruitment_cost", (8_800, 4_000, 16_000)),
        (f"{WAY}.language_cost", (600, 280, 1_600)),
        (f"{WAY}.bridging_cost", (2_000, 800, 4_800)),
        # 2 (1 to 3) x 357.5 x (8 800 + 2 000 + 600 / 0.5)
        ("countries.GBR.budget.2", (8_580_000, 4_290_000, 12_870_000)),
        ("countries.GBR.budget.0", (2_145_000, 1_072_500, 3_217_500)),
        # 0.12 (0.04 to 0.25) of that
        ("countries.KEN.budget.2", (1_029_600, 343_200, 2_145_000)),
        ("fund.budget.2", (0, 0, 1_716_000)),
        ("countries.KEN.population", (50e6, 49e6, 51e6)),
        ("countries.KEN.discount_rate", (0.05, 0.03, 0.1)),
    ],
)
def test_a_number(made: dict[str, tuple[float, float, float]], path: str, expected: tuple[float, ...]) -> None:
    assert made[path] == near(*expected)


def test_cadres_counted_otherwise() -> None:
    at = background_of(basis(), "KEN")
    people = {
        cadre: count_of(basis(), at, cadre).range.value for cadre in ("midwife", "physician", "caregiver", "allied")
    }
    assert people["midwife"] == pytest.approx(0.13 * 100_000)
    assert people["physician"] == pytest.approx(2 / 10_000 * 50e6)
    assert people["caregiver"] == pytest.approx(0.15 * 87_000)
    assert people["allied"] == pytest.approx(0.5 * 87_000)


def test_a_density_that_is_missing_is_the_median_of_countries_alike() -> None:
    alike = ["TZA", "ZMB", "NGA", "GHA"]
    added = [
        {"country": c, "value": v, "cadre": "dentist", **PER_10000} for c, v in zip(alike, (1, 2, 3, 4), strict=True)
    ]
    regions = [{"country": c, "who_region": "AFR", "income_group": "lower_middle"} for c in alike]
    asia = [{"country": "IND", "who_region": "SEAR", "income_group": "lower_middle"}]
    far = [{"country": "IND", "value": 100, "cadre": "dentist", **PER_10000}]
    small = basis(countries=[*regions, *asia], indicators=[*added, *far])
    found = density_of(small, background_of(small, "KEN"), "dentist")
    assert found.range.value == 3, "four in the region are too few: all five of the income group"
    assert (found.range.low, found.range.high) == (2, 4)
    assert found.neighbours
    more = [{"country": "SEN", "who_region": "AFR", "income_group": "lower_middle"}]
    fifth = [{"country": "SEN", "value": 5, "cadre": "dentist", **PER_10000}]
    small = basis(countries=[*regions, *asia, *more], indicators=[*added, *far, *fifth])
    assert density_of(small, background_of(small, "KEN"), "dentist").range.value == 3, (
        "five of the region, India left out"
    )


def test_missing_income_and_group() -> None:
    places = [
        {"country": "VEN", "who_region": "AMR", "income_group": ""},
        {"country": "UGA", "income_group": "lower_middle"},
    ]
    facts = [
        {"country": "VEN", "indicator": "population", "year": 2025, "value": 1e6, "source": "wb"},
        {"country": "VEN", "indicator": "gdp_per_capita", "year": 2024, "value": 9000, "source": "wb"},
        {"country": "UGA", "indicator": "population", "year": 2025, "value": 1e6, "source": "wb"},
    ]
    small = basis(countries=places, indicators=facts)
    assert background_of(small, "VEN").group == "upper_middle"
    assert background_of(small, "VEN").group_is_estimated
    other = background_of(small, "UGA").gdp_per_head
    assert (other.range.value, other.neighbours) == (2000, True), "Kenya is the only country alike"


def test_a_financial_centre() -> None:
    rich = [
        {"country": "MCO", "indicator": "population", "year": 2025, "value": 40_000, "source": "wb"},
        {"country": "MCO", "indicator": "gdp_per_capita", "year": 2024, "value": 250_000, "source": "wb"},
    ]
    small = basis(countries=[{"country": "MCO", "income_group": "high"}], indicators=rich)
    assert background_of(small, "MCO").gdp_per_head.range.value == 100_000


def test_pay_in_the_order_of_evidence() -> None:
    base: Row = {
        "parameter": "wage_monthly",
        "country": "KEN",
        "cadre": "nurse",
        "unit": "per month",
        "source": "paper",
    }
    good = {**base, "value": 550, "currency": "USD", "year": 2024, "confidence": "secondary"}
    at = background_of(basis(), "KEN")
    assert pay_of(basis(parameters=[good]), at, "nurse").range.value == 6_600
    spoilts: list[Row] = [{"confidence": "weak"}, {"year": 2010}, {"currency": "KES"}]
    for spoilt in spoilts:
        row = {**good, "value": 900, **spoilt}
        assert pay_of(basis(parameters=[row]), at, "nurse").range.value == 6_000, "3 x GDP per head"
        assert "rule pay_per_gdp" in pay_of(basis(parameters=[row]), at, "nurse").words
    known = [{"country": "KEN", "cadre": "nurse", "value": 7000, **PAY}]
    assert pay_of(basis(indicators=known, parameters=[good]), at, "nurse").range.value == 7_000
    earlier = [{"country": "KEN", "cadre": "nurse", "value": 7000, **PAY, "year": 2020}]
    assert pay_of(basis(indicators=earlier), at, "nurse").range.value == pytest.approx(7_000 * 313.7 / 258.8)


def test_pay_by_the_median_ratio_of_the_income_group() -> None:
    codes, ratios = ["DEU", "FRA", "ITA", "ESP"], [0.6, 0.9, 1.0, 1.1]
    places = [{"country": c, "income_group": "high"} for c in [*codes, "NOR"]]
    pay = [{"country": c, "cadre": "nurse", "value": 10_000 * r, **PAY} for c, r in zip(codes, ratios, strict=True)]
    gdp = {"indicator": "gdp_per_capita", "year": 2024, "source": "wb"}
    facts = [*pay, *({"country": c, "value": 10_000, **gdp} for c in codes), {"country": "NOR", "value": 80_000, **gdp}]
    people = [{"country": "NOR", "indicator": "population", "year": 2025, "value": 5e6, "source": "wb"}]
    small = basis(countries=places, indicators=[*facts, *people])
    # with the United Kingdom's 0.8: 0.6, 0.8, 0.9, 1.0, 1.1
    found = pay_of(small, background_of(small, "NOR"), "nurse").range
    assert (found.value, found.low, found.high) == pytest.approx((72_000, 64_000, 80_000))


def test_other_cadres_are_worth_in_proportion_to_pay() -> None:
    small = basis()
    nurse = workforce_of(small, background_of(small, "KEN"), "nurse")["service_value"].value
    physician = workforce_of(small, background_of(small, "KEN"), "physician")["service_value"].value
    caregiver = workforce_of(small, background_of(small, "KEN"), "caregiver")["service_value"].value
    assert physician == pytest.approx(nurse * 4.5 / 3.0)
    assert caregiver == pytest.approx(nurse * 0.6)


def test_a_post_is_worth_at_least_and_at_most_a_part_of_pay() -> None:
    dense = [{"country": "GBR", "cadre": "nurse_and_midwife", "value": 400, **PER_10000, "year": 2021}]
    made = numbers(new_case("KEN", "GBR", register=register(indicators=dense)))
    assert made[f"{ABROAD}.service_value"][0] == 20_000, "half of 40 000"
    few = [{"country": "GBR", "cadre": "nurse_and_midwife", "value": 10, **PER_10000, "year": 2021}]
    made = numbers(new_case("KEN", "GBR", register=register(indicators=few)))
    assert made[f"{ABROAD}.service_value"][0] == 80_000, "twice 40 000"
