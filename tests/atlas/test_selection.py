"""Which figures make up the table of corridors: by hand, against a plain loop, and in any order of rows."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.atlas.small_world import figure, random_figures, world
from tests.support.properties import examples, seeds
from toolkit.atlas.selection import EDGE_COLUMNS, Selection, cadres_of, edges, figures, left_out, series
from toolkit.errors import InputError

STOCK = Selection("stock")


def people(table: pd.DataFrame) -> dict[str, float]:
    return {f"{row.origin}-{row.destination}": row.people for row in table.itertuples()}


def test_the_newest_figure_counts_and_the_year_looks_back() -> None:
    register = world([figure("KEN-GBR", 90, year=2015), figure("KEN-GBR", 100, year=2020)])
    assert people(edges(register, STOCK)) == {"KEN-GBR": 100}
    assert people(edges(register, Selection("stock", year=2019))) == {"KEN-GBR": 90}
    assert people(edges(register, Selection("stock", year=2014))) == {}
    assert people(edges(register, Selection("stock", year=2019, oldest=2016))) == {}


def test_units_and_measures_never_meet() -> None:
    register = world(
        [
            figure("KEN-GBR", 100),
            figure("KEN-GBR", 80.5, unit="full_time_equivalents"),
            figure("KEN-GBR", 7, measure="joiners"),
        ]
    )
    assert people(edges(register, STOCK)) == {"KEN-GBR": 100}
    assert people(edges(register, Selection("stock", "full_time_equivalents"))) == {"KEN-GBR": 80.5}
    assert people(edges(register, Selection("joiners"))) == {"KEN-GBR": 7}


def test_one_basis_for_each_destination() -> None:
    register = world(
        [
            figure("KEN-GBR", 100, basis="nationality"),
            figure("GHA-GBR", 30),
            figure("GHA-GBR", 40, basis="nationality"),
            figure("KEN-DEU", 5, basis="born_in"),
            figure("GHA-DEU", 6, basis="nationality"),
        ]
    )
    found = edges(register, STOCK)
    assert people(found) == {"GHA-DEU": 6, "GHA-GBR": 30}
    assert list(found["basis"]) == ["nationality", "trained_in"]
    assert people(edges(register, Selection("stock", basis="nationality"))) == {
        "GHA-DEU": 6,
        "GHA-GBR": 40,
        "KEN-GBR": 100,
    }
    out = left_out(register, STOCK)
    assert list(zip(out["origin"], out["destination"], out["reason"], strict=True)) == [
        ("GHA", "GBR", "another basis"),
        ("KEN", "DEU", "another basis"),
        ("KEN", "GBR", "another basis"),
    ]


def test_cadres_are_added_only_where_they_are_disjoint() -> None:
    rows = [
        figure("KEN-GBR", 100, year=2018, source="b", confidence="secondary"),
        figure("KEN-GBR", 50, cadre="nurse", source="a"),
        figure("KEN-GBR", 999, cadre="all"),
        figure("KEN-GBR", 999, cadre="health_worker"),
        figure("GHA-GBR", 999, cadre="all"),
        figure("KEN-DEU", 7, cadre="all"),
        figure("KEN-USA", 8, cadre="all"),
        figure("KEN-USA", 9, cadre="health_worker"),
        figure("GHA-USA", 999, cadre="all_migrants"),
    ]
    register = world(rows)
    found = edges(register, STOCK)
    assert people(found) == {"KEN-DEU": 7, "KEN-GBR": 150, "KEN-USA": 9}
    row = found[found["destination"] == "GBR"].iloc[0]
    assert (row["cadre"], row["year"], row["source"], row["confidence"]) == (
        "nurse+physician",
        2018,
        "a ; b",
        "secondary",
    )
    assert cadres_of(row["cadre"]) == ("nurse", "physician")
    assert people(edges(register, Selection("stock", cadre="all"))) == {
        "GHA-GBR": 999,
        "KEN-DEU": 7,
        "KEN-GBR": 999,
        "KEN-USA": 8,
    }
    assert set(left_out(register, STOCK)["reason"]) == {"cadre that overlaps"}


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ({"nurse": 5, "nurse_and_midwife": 8}, ("nurse_and_midwife", 8)),
        ({"midwife": 3, "nurse_and_midwife": 8, "physician": 1}, ("nurse_and_midwife+physician", 9)),
        ({"nurse": 5, "midwife": 4, "nurse_and_midwife": 8}, ("midwife+nurse", 9)),
        ({"nurse": 5, "midwife": 4}, ("midwife+nurse", 9)),
    ],
)
def test_nurses_and_midwives_together(counted: dict[str, float], expected: tuple[str, float]) -> None:
    rows = [figure("KEN-GBR", value, cadre=cadre) for cadre, value in counted.items()]
    rows.append(figure("GHA-GBR", 2, cadre="nurse"))
    found = edges(world(rows), STOCK)
    assert (found["cadre"].iloc[1], found["people"].iloc[1]) == expected
    assert (found["cadre"].iloc[0], found["people"].iloc[0]) == ("nurse", 2)


def test_zero_is_known_and_missing_has_no_row() -> None:
    found = edges(world([figure("KEN-GBR", 0), figure("KEN-KEN", 5)]), STOCK)
    assert people(found) == {"KEN-GBR": 0}


def test_weak_and_second_figures_stay_out() -> None:
    register = world(
        [
            figure("KEN-GBR", 5, standing="alternate"),
            figure("KEN-GBR", 6, standing="overridden"),
            figure("KEN-DEU", 7, confidence="weak"),
        ]
    )
    assert people(edges(register, STOCK)) == {}
    assert people(edges(register, Selection("stock", weak=True))) == {"KEN-DEU": 7}


def test_ties_within_a_year_go_to_the_better_confidence() -> None:
    rows = [
        figure("KEN-GBR", 1, source="a", confidence="secondary"),
        figure("KEN-GBR", 2, source="c"),
        figure("KEN-GBR", 3, source="b"),
    ]
    assert people(edges(world(rows), STOCK)) == {"KEN-GBR": 3}


def test_series_shows_every_year_and_adds_nothing() -> None:
    rows = [
        figure("KEN-GBR", 2, year=2019),
        figure("KEN-GBR", 1, year=2018),
        figure("KEN-GBR", 9, basis="nationality"),
        figure("KEN-GBR", 4, cadre="nurse"),
        figure("KEN-DEU", 8),
    ]
    found = series(world(rows), "KEN", "GBR", STOCK)
    assert list(found["people"]) == [4, 1, 2, 9]
    assert series(world(rows), "GBR", "KEN", STOCK).empty
    assert series(world(rows), "XXX", "KEN", STOCK).empty


def test_errors_name_what_is_wrong() -> None:
    register = world([figure("KEN-GBR", 1)])
    with pytest.raises(InputError) as failure:
        edges(register, Selection("stok", "person", "birth", ("all", "nurse"), year=2000, oldest=2001))
    text = str(failure.value)
    assert len(failure.value.problems) == 5
    for part in ("did you mean stock?", "'person'", "'birth'", "'all' and 'nurse' overlap", "2001 comes after"):
        assert part in text
    with pytest.raises(InputError, match="overlap"):
        edges(register, Selection("stock", cadre=("nurse", "nurse_and_midwife")))
    with pytest.raises(InputError, match="overlap"):
        edges(register, Selection("stock", cadre=("physician", "health_worker")))
    with pytest.raises(InputError, match="is empty"):
        edges(register, Selection("stock", cadre=()))


def test_nothing_gives_an_empty_table_of_the_same_columns() -> None:
    for table in (edges(world(), STOCK), figures(world(), STOCK), left_out(world(), STOCK)):
        assert tuple(table.columns)[: len(EDGE_COLUMNS)] == EDGE_COLUMNS
        assert table.empty


def plain(rows: list[dict[str, Any]], selection: Selection) -> dict[tuple[str, str], tuple[float, str, str, int]]:
    """The corridors by loops, as the rules read."""
    bases, confidences = ("trained_in", "nationality", "born_in"), ("weak", "secondary", "verified")
    newest: dict[tuple[str, str, str, str], dict[str, Any]] = {}
    for row in rows:
        if row["standing"] != "used" or row["origin"] == row["destination"]:
            continue
        if (row["measure"], row["unit"]) != (selection.measure, selection.unit):
            continue
        if row["confidence"] == "weak" and not selection.weak:
            continue
        if selection.year is not None and row["year"] > selection.year:
            continue
        if selection.oldest is not None and row["year"] < selection.oldest:
            continue
        if selection.basis not in (None, row["basis"]) or (selection.cadres and row["cadre"] not in selection.cadres):
            continue
        key = row["origin"], row["destination"], row["basis"], row["cadre"]

        def worth(item: dict[str, Any]) -> tuple[Any, ...]:
            name = tuple(-ord(letter) for letter in item["source"])
            return item["year"], confidences.index(item["confidence"]), name, item["value"]

        if key not in newest or worth(row) > worth(newest[key]):
            newest[key] = row
    found: dict[tuple[str, str], tuple[float, str, str, int]] = {}
    for pair in sorted({key[:2] for key in newest}):
        there = {key: row for key, row in newest.items() if key[1] == pair[1]}
        basis = min((key[2] for key in there), key=bases.index)
        there = {key: row for key, row in there.items() if key[2] == basis}
        mine = {key[3]: row for key, row in there.items() if key[:2] == pair}
        if not selection.cadres:
            kept = [[key[3] for key in there if key[3] not in ("health_worker", "all")], ["health_worker"], ["all"]]
            family = next(names for names in kept if any(key[3] in names for key in there))
            mine = {cadre: row for cadre, row in mine.items() if cadre in family}
            if {"nurse", "midwife"} <= set(mine):
                mine.pop("nurse_and_midwife", None)
            elif "nurse_and_midwife" in mine:
                mine = {cadre: row for cadre, row in mine.items() if cadre not in ("nurse", "midwife")}
        if mine:
            parts = [mine[cadre] for cadre in sorted(mine)]
            found[pair] = (
                sum(row["value"] for row in parts),
                "+".join(sorted(mine)),
                basis,
                min(row["year"] for row in parts),
            )
    return found


selections = st.builds(
    Selection,
    st.sampled_from(["stock", "annual_inflow"]),
    st.sampled_from(["persons", "full_time_equivalents"]),
    st.sampled_from([None, None, "trained_in", "nationality"]),
    st.sampled_from([None, None, "nurse", "all", ("nurse", "physician")]),
    st.sampled_from([None, 2018, 2020]),
    st.sampled_from([None, 2016]),
    st.booleans(),
)


@examples(150)
@given(seeds, selections)
def test_corridors_are_those_of_a_plain_loop(seed: int, selection: Selection) -> None:
    rows = random_figures(seed)
    found = edges(world(rows), selection)
    table = {(r.origin, r.destination): (r.people, r.cadre, r.basis, r.year) for r in found.itertuples()}
    assert table == plain(rows, selection)
    assert list(table) == sorted(table)


@examples(40)
@given(seeds, selections)
def test_the_order_of_rows_changes_nothing(seed: int, selection: Selection) -> None:
    rows = random_figures(seed)
    register = world(rows)
    shuffled = world([rows[i] for i in pd.Series(range(len(rows))).sample(frac=1, random_state=seed % 1000)])
    for table in (edges, figures, left_out):
        pd.testing.assert_frame_equal(table(register, selection), table(shuffled, selection))


def test_shares_of_cadres_are_not_added() -> None:
    rows = [
        figure("KEN-GBR", 3, cadre="nurse", unit="percent_of_profession"),
        figure("KEN-GBR", 5, cadre="physician", unit="percent_of_profession"),
    ]
    with pytest.raises(InputError, match="cannot be added"):
        edges(world(rows), Selection("stock", "percent_of_profession"))
    alone = edges(world(rows), Selection("stock", "percent_of_profession", cadre="nurse"))
    assert people(alone) == {"KEN-GBR": 3}
