"""The table of rules: it is read whole, every problem is told, and its evidence can be found in the register."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.prefill.tiny import rules
from toolkit.errors import RegisterError
from toolkit.prefill.figure import Range
from toolkit.prefill.rules import GROUPS, rules_from
from toolkit.reading import Document
from toolkit.register.read import load_register

RULE: dict[str, Any] = {
    "statement": "What it says.",
    "unit": "share",
    "evidence": "Seen.",
    "assumed": True,
    "values": {"all": [2, 1, 3], "high": [5, 4, 6]},
    "cadres": {"physician": {"all": [8, 7, 9]}},
}


def book(**changed: Any) -> Any:
    values = {
        "formulas": {},
        "start_year": 2026,
        "price_year": 2024,
        "oldest_figure": 12,
        "fewest_neighbours": 5,
        "phases": [1],
        "lists": {},
        "languages": {"countries": {"one": ["KEN", "GBR"], "two": ["KEN", "FRA"]}},
        "income_limits": {"values": {"low": 1000, "lower_middle": 4000, "upper_middle": 14_000}},
        "consumer_prices": {"values": {2020: 50, 2024: 100}},
        "exchange_rates": {"values": {"EUR": {2020: 0.5}}},
        "rules": {"some": {**RULE, **changed}},
    }
    return rules_from(Document("rules.yaml", values))


def test_a_range_by_group_and_cadre() -> None:
    found = book()
    assert found.range("some", "high") == Range(5, 4, 6)
    assert found.range("some", "low") == Range(2, 1, 3)
    assert found.range("some", "high", "physician") == Range(8, 7, 9), "a cadre's own values come first"
    assert found.rules["some"].tells_apart("high")
    assert not found.rules["some"].tells_apart("high", "physician")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"statement": ""}, "has no statement"),
        ({"evidence": None}, "has no evidence"),
        ({"values": {"all": [2, 3, 4]}}, "low ≤ value ≤ high"),
        ({"values": {"all": [2, 1]}}, "low ≤ value ≤ high"),
        ({"cadres": {"nurses": {"all": [1, 1, 1]}}}, "unknown cadre 'nurses'"),
        ({"assumed": False}, "neither or both"),
        ({"source": "who"}, "neither or both"),
        ({"source": "who", "assumed": False}, "without a year"),
    ],
)
def test_what_is_wrong_with_a_rule_is_told(changed: dict[str, Any], words: str) -> None:
    with pytest.raises(RegisterError) as failure:
        book(**changed)
    assert words in str(failure.value)


def test_conversion_by_hand() -> None:
    found = book()
    assert found.price_factor(2020) == 2
    assert found.in_dollars(10, "EUR", 2020) == 10 / 0.5 * 2
    assert found.in_dollars(10, "USD", 2020) == 20
    assert found.in_dollars(10, "EUR", 2021) is None, "no rate of that year"
    assert found.in_dollars(10, "XYZ", 2020) is None
    assert found.in_dollars(10, "USD", 2019) is None, "no prices of that year"


def test_income_group_by_gdp() -> None:
    found = book()
    assert [found.group_of_income(gdp) for gdp in (900, 1000, 3000, 9000, 20_000)] == [
        "low",
        "low",
        "lower_middle",
        "upper_middle",
        "high",
    ]


def test_a_common_language_in_any_row() -> None:
    found = book()
    assert found.share_a_language("KEN", "FRA")
    assert not found.share_a_language("GBR", "FRA")


def test_the_evidence_of_the_shipped_rules_is_in_the_register() -> None:
    known = set(load_register(user_data=False).sources)
    for rule in rules().rules.values():
        assert len(rule.statement) > 20, rule.name
        assert rule.statement.endswith("."), rule.name
        for key in re.findall(r"\b[a-z0-9-]+(?:_[a-z0-9]+)+\b", rule.evidence):
            assert key in known, f"{rule.name} speaks of {key}"
        assert rule.source is None or rule.source in known


def test_rules_with_a_source_repeat_it() -> None:
    table = load_register(user_data=False).parameters
    rate = table[table["parameter"] == "discount_rate"].set_index("unit")["value"]
    stated = rules().rules["discount_rate"]
    assert stated.range("low").value == stated.range("lower_middle").value
    assert stated.range("low").value == rate["per year, low- and lower-middle-income countries"]
    assert stated.range("upper_middle").value == rate["per year, upper-middle-income countries"]
    assert stated.range("high").value == rate["per year"]
    effect = table[table["parameter"] == "daly_effect_per_unit_density"].iloc[0]
    assert rules().range("effect_of_a_worker").low == pytest.approx(-effect["high"])
    assert rules().range("effect_of_a_worker").high == pytest.approx(-effect["low"])


def test_every_group_has_a_value_in_every_rule_that_tells_income_groups_apart() -> None:
    for rule in rules().rules.values():
        for cadre, rows in rule.ranges.items():
            named = set(rows) & set(GROUPS)
            assert not named or named == set(GROUPS) or "all" in rows, (rule.name, cadre)


def test_shares_and_rates_are_no_percentages() -> None:
    for rule in rules().rules.values():
        if rule.unit in ("share", "per year"):
            for rows in rule.ranges.values():
                assert all(row.low >= -0.1 and row.high <= 1 for row in rows.values()), rule.name
