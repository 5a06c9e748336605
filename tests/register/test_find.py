"""Searching agreements and figures: every condition, weak and announced records, and words that do not exist."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.support.register import small_register
from toolkit.errors import InputError
from toolkit.register.find import figures_to_dicts, find_agreements, find_figures, get_agreement, newest
from toolkit.register.read import Register, load_register


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    return small_register(tmp_path_factory.mktemp("register"))


def keys(register: Register, **asked: Any) -> list[str]:
    return [record.id for record in find_agreements(register, **asked)]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["KEN-DEU-nd", "KEN-GBR-2021", "REGION-2000", "UGA-GBR-2019"]),
        ({"weak": True}, ["KEN-DEU-nd", "KEN-GBR-2021", "REGION-2000", "UGA-DEU-nd", "UGA-GBR-2019"]),
        ({"confidence": "weak"}, ["UGA-DEU-nd"]),
        ({"country": "KEN"}, ["KEN-DEU-nd", "KEN-GBR-2021", "REGION-2000"]),
        ({"between": ("GBR", "KEN")}, ["KEN-GBR-2021", "REGION-2000"]),
        ({"sending": "KEN"}, ["KEN-DEU-nd", "KEN-GBR-2021"]),
        ({"receiving": "GBR"}, ["KEN-GBR-2021", "UGA-GBR-2019"]),
        ({"cadre": "physician"}, ["UGA-GBR-2019"]),
        ({"cadre": "all"}, ["REGION-2000"]),
        ({"clause": "seats"}, ["KEN-DEU-nd", "UGA-GBR-2019"]),
        ({"clause": "training"}, ["KEN-GBR-2021", "REGION-2000"]),
        ({"status": "announced"}, ["KEN-DEU-nd"]),
        ({"level": "regional"}, ["REGION-2000"]),
        ({"since": 2019}, ["KEN-GBR-2021", "UGA-GBR-2019"]),
        ({"until": 2019}, ["REGION-2000", "UGA-GBR-2019"]),
        ({"since": 2020, "until": 2022, "country": "KEN"}, ["KEN-GBR-2021"]),
        ({"text": "UNITED kingdom"}, ["KEN-GBR-2021", "UGA-GBR-2019"]),
        ({"text": "nothing of the kind"}, []),
    ],
)
def test_each_condition_finds_what_meets_it(register: Register, asked: dict[str, Any], expected: list[str]) -> None:
    assert keys(register, **asked) == expected


def test_a_word_that_does_not_exist_is_told_and_does_not_find_nothing(register: Register) -> None:
    with pytest.raises(InputError) as failure:
        find_agreements(register, clause="comittee", status="runs", cadre="nurses")
    text = str(failure.value)
    assert "3 problems" in text
    assert "did you mean committee?" in text
    assert "did you mean nurse?" in text


def test_a_key_that_does_not_exist_names_the_nearest(register: Register) -> None:
    assert get_agreement(register, "KEN-GBR-2021").title == "Kenya and the United Kingdom"
    with pytest.raises(InputError, match="did you mean KEN-GBR-2021"):
        get_agreement(register, "KEN-GBR")
    assert get_agreement(register, "ken-gbr-2021") is get_agreement(register, "KEN-GBR-2021")


def values(figures: pd.DataFrame) -> list[float]:
    return [float(value) for value in figures["value"]]


def test_figures_of_different_units_stay_apart_and_replaced_ones_away(register: Register) -> None:
    assert values(find_figures(register, origin="KEN", destination="GBR")) == [70.5, 90.0, 100.0]
    assert values(find_figures(register, origin="KEN", unit="persons")) == [90.0, 100.0]
    assert values(find_figures(register, origin="KEN", unit="persons", year=2020)) == [100.0]
    with_second = find_figures(register, origin="KEN", unit="persons", year=2020, alternates=True)
    assert values(with_second) == [130.0, 100.0]
    assert list(with_second["standing"]) == ["alternate", "used"]


def test_weak_figures_are_hidden_and_zero_is_a_figure(register: Register) -> None:
    assert values(find_figures(register, origin="UGA")) == [0.0]
    assert values(find_figures(register, origin="UGA", weak=True)) == [40.0, 0.0]
    assert values(find_figures(register, confidence="weak")) == [40.0]


def test_the_newest_of_each_series(register: Register) -> None:
    found = newest(find_figures(register, origin="KEN"))
    assert sorted(zip(found["unit"], values(found), strict=True)) == [
        ("full_time_equivalents", 70.5),
        ("persons", 100.0),
    ]


def test_figures_as_plain_values(register: Register) -> None:
    first = figures_to_dicts(find_figures(register, origin="UGA"))[0]
    assert first["value"] == 0.0
    assert first["year"] == 2020
    assert first["period_start"] is None
    assert first["source"] == "page"


def test_no_figure_is_found_twice_or_lost() -> None:
    """Split by any one column, the shipped figures come back whole."""
    shipped = load_register(user_data=False)
    everything = find_figures(shipped, weak=True, alternates=True)
    assert len(everything) == len(shipped.corridors)
    for column in ("cadre", "measure", "basis", "unit"):
        parts = [
            find_figures(shipped, weak=True, alternates=True, **{column: word})
            for word in set(shipped.corridors[column])
        ]
        assert sum(map(len, parts)) == len(everything), column


def test_announced_agreements_are_never_active(tmp_path: Path) -> None:
    shipped = load_register(user_data=False)
    announced = [record for record in shipped.agreements.values() if record.announced]
    assert announced
    active = {record.id for record in find_agreements(shipped, status="active", weak=True)}
    assert not active & {record.id for record in announced}
    assert all(record.signed is None for record in announced)
