"""Which people agreements cover, which agreements show no movement, which end soon: by hand and for any figures."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from tests.atlas.small_world import agreement, figure, random_figures, world
from tests.support.properties import examples, seeds
from toolkit.atlas.coverage import (
    MOVEMENT_COLUMNS,
    corridor_coverage,
    expiring,
    listed_outside_agreements,
    without_agreement,
    without_movement,
)
from toolkit.atlas.protection import LEVELS, covers, protected
from toolkit.atlas.selection import EDGE_COLUMNS, Selection, edges
from toolkit.errors import InputError
from toolkit.register.records import Agreement

STOCK = Selection("stock")

COVERS = [
    (["nurse"], "nurse", "surely"),
    (["nurse"], "physician", "none"),
    (["nurse"], "nurse_and_midwife", "perhaps"),
    (["nurse", "midwife"], "nurse_and_midwife", "surely"),
    (["nurse_and_midwife"], "nurse", "surely"),
    (["nurse_and_midwife"], "health_worker", "perhaps"),
    (["physician", "nurse_and_midwife"], "health_worker", "surely"),
    (["health_worker"], "midwife", "surely"),
    (["health_worker"], "dentist", "none"),
    (["health_worker"], "all", "perhaps"),
    (["all"], "dentist", "surely"),
    (["all"], "all", "surely"),
    (["all_migrants"], "all", "surely"),
    (["all_migrants"], "all_migrants", "surely"),
    (["all"], "all_migrants", "perhaps"),
    (["caregiver"], "all", "perhaps"),
    (["caregiver"], "health_worker", "none"),
]


@pytest.mark.parametrize(("cadres", "cadre", "level"), COVERS)
def test_which_people_an_agreement_is_about(cadres: list[str], cadre: str, level: str) -> None:
    assert covers(cadres, cadre) == level
    assert covers([*cadres, "allied"], cadre) in (level, "perhaps" if cadre == "all" else level)


def running(key: str, parties: str, **more: Any) -> Agreement:
    corridor = "-".join(parties.split())
    usual = {"status": "active", "status_as_of": 2022, "signed": "2015", "directions": [corridor]}
    return agreement(key, parties, **{**usual, **more})


RECORDS = [
    running("A", "KEN GBR", cadres=["nurse"]),
    running("B", "KEN GBR", cadres=["physician"], status="unknown", status_as_of=None),
    running("C", "GHA GBR", status="announced"),
    running("D", "GHA DEU", scope="general"),
    running("E", "USA GBR", ends="2018", status="expired"),
    running("F", "KEN DEU", confidence="weak"),
    running("G", "GHA KEN"),
    running("H", "DEU USA", cadres=["nurse"]),
]
ROWS = [
    figure("KEN-GBR", 100, cadre="nurse"),
    figure("KEN-GBR", 40),
    figure("KEN-GBR", 7, cadre="dentist"),
    figure("GHA-GBR", 30),
    figure("GHA-DEU", 20),
    figure("USA-GBR", 5),
    figure("KEN-DEU", 50),
    figure("DEU-USA", 3, cadre="nurse_and_midwife"),
    figure("GBR-USA", 0),
]
REGISTER = world(ROWS, agreements=RECORDS, listed="GHA KEN")


def by_pair(table: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {f"{row['origin']}-{row['destination']}": row for row in table.to_dict("records")}


def test_people_covered_by_hand() -> None:
    found = by_pair(corridor_coverage(REGISTER, STOCK))
    names = ("covered", "people_surely", "people_perhaps", "people_none", "agreements", "agreements_perhaps")
    told = {pair: tuple(row[name] for name in names) for pair, row in found.items()}
    assert told == {
        "DEU-USA": ("perhaps", 0, 3, 0, "", "H"),
        "GBR-USA": ("none", 0, 0, 0, "", ""),
        "GHA-DEU": ("surely", 20, 0, 0, "D", ""),
        "GHA-GBR": ("none", 0, 0, 30, "", ""),
        "KEN-DEU": ("none", 0, 0, 50, "", ""),
        "KEN-GBR": ("surely", 100, 40, 7, "A", "B"),
        "USA-GBR": ("none", 0, 0, 5, "", ""),
    }
    assert {pair for pair, row in found.items() if row["announced"]} == {"GHA-GBR"}
    assert found["GHA-GBR"]["announced"] == "C"
    assert [pair for pair, row in found.items() if row["only_general"]] == ["GHA-DEU"]


def test_only_general_needs_every_agreement_to_be_so() -> None:
    both = [running("A", "KEN GBR", scope="general"), running("B", "KEN GBR")]
    found = by_pair(corridor_coverage(world(ROWS, agreements=both), STOCK))
    assert not found["KEN-GBR"]["only_general"]
    assert found["KEN-GBR"]["agreements"] == "A ; B"


def test_the_year_of_the_agreements() -> None:
    assert by_pair(corridor_coverage(REGISTER, STOCK, year=2017))["USA-GBR"]["covered"] == "surely"
    assert by_pair(corridor_coverage(REGISTER, STOCK, year=2014))["KEN-GBR"]["covered"] == "none"
    later = by_pair(corridor_coverage(REGISTER, STOCK, year=2024))["KEN-GBR"]
    assert (later["covered"], later["people_perhaps"]) == ("perhaps", 140)
    assert by_pair(corridor_coverage(REGISTER, Selection("stock", year=2024)))["KEN-GBR"]["covered"] == "perhaps"
    assert by_pair(corridor_coverage(REGISTER, Selection("stock", year=2024), year=2020))["KEN-GBR"]["covered"] == (
        "surely"
    )
    assert by_pair(corridor_coverage(REGISTER, Selection("stock", weak=True)))["KEN-DEU"]["covered"] == "surely"


def test_large_corridors_without_an_agreement() -> None:
    def pairs(**more: Any) -> list[str]:
        return list(by_pair(without_agreement(REGISTER, STOCK, **more)))

    assert pairs() == ["KEN-DEU", "GHA-GBR", "USA-GBR"]
    assert pairs(at_least=30) == ["KEN-DEU", "GHA-GBR"]
    assert pairs(perhaps=True) == ["KEN-DEU", "GHA-GBR", "USA-GBR", "DEU-USA"]
    assert pairs(at_least=0)[-1] == "GBR-USA"
    tied = world([figure("KEN-GBR", 5), figure("GHA-USA", 5), figure("GHA-DEU", 5)])
    assert list(by_pair(without_agreement(tied, STOCK))) == ["GHA-DEU", "GHA-USA", "KEN-GBR"]


def test_listed_origins_outside_agreements() -> None:
    found = listed_outside_agreements(REGISTER, STOCK)
    assert list(by_pair(found)) == ["KEN-GBR", "KEN-DEU", "GHA-GBR"]
    assert set(found["safeguards_version"]) == {2023}
    assert listed_outside_agreements(world(ROWS, listed=None), STOCK).empty
    with pytest.raises(InputError, match="is not held"):
        listed_outside_agreements(REGISTER, STOCK, safeguards_version=2006)


def test_announced_agreements_never_cover() -> None:
    records = [record for record in RECORDS if record.announced]
    register = world(ROWS, agreements=records)
    for year in (None, 2016, 2022):
        found = corridor_coverage(register, STOCK, year=year)
        assert set(found["covered"]) == {"none"}
        assert without_movement(register, year=year).empty
    assert expiring(world(agreements=[running("C", "GHA GBR", status="announced", ends="2020")]), 2020).empty


def movement(rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    found = without_movement(world(rows, agreements=[running("A", "KEN GBR", cadres=["nurse"], **more)]))
    return {} if found.empty else found.iloc[0].to_dict()


def test_agreements_without_visible_movement() -> None:
    nurse = {"cadre": "nurse"}
    assert movement([])["seen"] == "no figure"
    assert movement([figure("KEN-GBR", 5)])["seen"] == "no figure"
    assert movement([figure("KEN-GBR", 0, **nurse)])["seen"] == "zero"
    before = movement([figure("KEN-GBR", 5, year=2010, **nurse), figure("KEN-GBR", 0, year=2018, **nurse)])
    assert (before["seen"], before["newest"], before["corridors_with_figures"]) == ("before", 2018, 1)
    assert movement([figure("KEN-GBR", 5, year=2015, **nurse)]) == {}
    assert movement([figure("KEN-GBR", 5, measure="joiners", cadre="nurse_and_midwife")]) == {}
    assert movement([figure("KEN-GBR", 5, standing="alternate", **nurse)])["seen"] == "no figure"
    assert movement([figure("KEN-GBR", 5, confidence="weak", **nurse)])["seen"] == "no figure"
    assert movement([figure("GBR-KEN", 5, **nurse)])["seen"] == "no figure"
    assert movement([figure("KEN-GBR", 5, year=2010, **nurse)], signed=None) == {}, "any figure counts"


@pytest.mark.parametrize("measure", ["migrant_flow", "migrant_stock", "remittances"])
def test_migrants_of_all_occupations_show_no_health_worker(measure: str) -> None:
    rows = [figure("KEN-GBR", 5000, measure=measure, cadre="all_migrants")]
    assert movement(rows)["seen"] == "no figure"
    assert movement([figure("KEN-GBR", 5000, cadre="all_migrants")])["seen"] == "no figure"


def test_a_missing_value_is_not_a_figure_of_zero() -> None:
    assert movement([figure("KEN-GBR", float("nan"), cadre="nurse")])["seen"] == "no figure"


def test_movement_up_to_a_year() -> None:
    register = world([figure("GHA-KEN", 5, year=2021)], agreements=RECORDS)
    assert "G" not in set(without_movement(register)["agreement"])
    earlier = without_movement(register, year=2020)
    assert tuple(earlier.columns) == MOVEMENT_COLUMNS
    told = earlier.set_index("agreement").loc["G"]
    assert (told["seen"], told["starts"], told["corridors"], told["corridors_with_figures"]) == (
        "no figure",
        2015,
        1,
        0,
    )
    assert pd.isna(told["newest"])
    assert "E" not in set(earlier["agreement"]), "it had ended"
    assert without_movement(world()).empty


def test_agreements_that_end_soon() -> None:
    records = [
        running("A", "KEN GBR", ends="2024"),
        running("B", "GHA GBR", ends="2022-12-31"),
        running("C", "GHA DEU", ends="2025"),
        running("D", "USA GBR"),
        running("E", "KEN DEU", ends="2021"),
        running("F", "KEN USA", signed="2023", ends="2024"),
        agreement("G", "GHA KEN DEU", signed="2015", ends="2023"),
    ]
    register = world(agreements=records)

    def ending(within: int) -> list[str]:
        return list(expiring(register, 2022, within=within)["agreement"])

    assert ending(0) == ["B"]
    assert ending(1) == ["B", "G"]
    assert ending(2) == ["B", "G", "A"]
    assert ending(3) == ["B", "G", "A", "C"]
    assert dict(expiring(register, 2022, within=3)[["agreement", "corridors"]].to_numpy()) == {
        "A": 1,
        "B": 1,
        "C": 1,
        "G": 6,
    }
    with pytest.raises(InputError, match="-1 years"):
        expiring(register, 2022, within=-1)
    assert expiring(world(), 2022).empty


def test_percentages_are_not_added() -> None:
    with pytest.raises(InputError, match="cannot be added"):
        corridor_coverage(REGISTER, Selection("stock", "percent_of_profession"))


def test_nothing_gives_an_empty_table_with_every_column() -> None:
    full = list(corridor_coverage(REGISTER, STOCK).columns)
    assert tuple(full[: len(EDGE_COLUMNS)]) == EDGE_COLUMNS
    for register in (world(), world(agreements=RECORDS)):
        for call in (corridor_coverage, without_agreement, listed_outside_agreements):
            found = call(register, STOCK)
            assert list(found.columns)[: len(full)] == full
            assert found.empty
    assert set(corridor_coverage(world(ROWS), STOCK)["covered"]) == {"none"}


@examples(8)
@given(seeds)
def test_what_holds_for_any_figures_in_any_order(seed: int) -> None:
    rows = random_figures(seed, 90)
    register = world(rows, agreements=RECORDS)
    found = corridor_coverage(register, STOCK, year=2016)
    assert found["covered"].isin(LEVELS).all()
    parts = found[[f"people_{level}" for level in LEVELS]]
    assert (parts >= 0).all(axis=None)
    assert parts.sum(axis=1).to_numpy() == pytest.approx(found["people"].to_numpy())
    pd.testing.assert_frame_equal(found[list(EDGE_COLUMNS)], edges(register, STOCK))
    for item in found.to_dict("records"):
        assert (item["covered"] == "none") == (item["agreements"] == item["agreements_perhaps"] == "")
        assert (item["covered"] == "surely") == (item["agreements"] != "")
    mixed = pd.Series(range(len(rows)), dtype="int64").sample(frac=1, random_state=seed)
    other = world([rows[place] for place in mixed], agreements=RECORDS[::-1])
    pd.testing.assert_frame_equal(found, corridor_coverage(other, STOCK, year=2016))
    pd.testing.assert_frame_equal(without_movement(register), without_movement(other))
    pd.testing.assert_frame_equal(protected(register, STOCK)[1], protected(other, STOCK)[1])
    fewer = corridor_coverage(world(rows, agreements=RECORDS[1:]), STOCK, year=2016)
    assert (fewer["people_surely"] <= found["people_surely"]).all()
