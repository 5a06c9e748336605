"""The arrays beneath the atlas: runs, joined words, and the order of figures."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.atlas.small_world import figure, random_figures, world
from tests.support.properties import examples, seeds
from toolkit.atlas.arrays import joined, last_of_each, numbered
from toolkit.atlas.cube import BASES, CONFIDENCE, cube


def codes(*numbers: int) -> np.ndarray:
    return np.array(numbers, dtype=np.int64)


def test_the_last_of_each_run() -> None:
    assert last_of_each(codes()).tolist() == []
    assert last_of_each(codes(7)).tolist() == [0]
    assert last_of_each(codes(1, 1, 2, 2, 2, 1)).tolist() == [1, 4, 5]
    assert last_of_each(codes(1, 1, 1), codes(1, 2, 2)).tolist() == [0, 2]


def test_words_are_numbered_once_each() -> None:
    asked: list[str] = []

    def number(word: str) -> int:
        asked.append(word)
        return len(word)

    assert numbered(pd.Series(["bb", "a", "bb"], dtype="str"), number).tolist() == [2, 1, 2]
    assert sorted(asked) == ["a", "bb"]
    assert numbered(pd.Series([], dtype="str"), number).tolist() == []


@examples(80)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 4)), max_size=40))
def test_words_of_each_pair_are_joined_in_order(rows: list[tuple[int, int]]) -> None:
    words = pd.Index(list("abcde"), dtype="str")
    present = sorted({pair for pair, _ in rows})
    rows = [(present.index(pair), code) for pair, code in rows]
    found = joined(codes(*(p for p, _ in rows)), codes(*(c for _, c in rows)), words, "+")
    expected = [
        "+".join("abcde"[code] for code in sorted({c for p, c in rows if p == pair})) for pair in range(len(present))
    ]
    assert list(found) == expected


def test_what_does_not_count_is_not_in_the_cube() -> None:
    register = world(
        [
            figure("KEN-GBR", 1),
            figure("KEN-KEN", 2),
            figure("KEN-GBR", 3, standing="alternate"),
            figure("KEN-GBR", float("nan"), year=2019),
        ]
    )
    found = cube(register)
    assert found.people.tolist() == [1]
    assert cube(register) is found
    assert len(cube(world())) == 0
    assert cube(world()).rows("stock", "persons") == slice(0, 0)
    assert found.code("cadre", "physician") == 0
    assert found.code("cadre", "nurse") == -1


def test_the_best_of_a_year_stands_last() -> None:
    rows = [
        figure("KEN-GBR", 9, year=2019),
        figure("KEN-GBR", 1, confidence="weak"),
        figure("KEN-GBR", 2, confidence=""),
        figure("KEN-GBR", 3, confidence="secondary"),
        figure("KEN-GBR", 4, period_end="2020-06", source="a"),
        figure("KEN-GBR", 5, period_end="2020-12", source="c"),
        figure("KEN-GBR", 6, period_end="2020-12", source="b"),
        figure("KEN-GBR", 7, period_end="2020-12", source="b"),
    ]
    assert cube(world(rows)).people.tolist() == [9, 1, 2, 3, 4, 5, 6, 7]
    assert cube(world(rows[::-1])).people.tolist() == [9, 1, 2, 3, 4, 5, 6, 7]


@examples(20)
@given(seeds)
def test_the_cube_holds_every_figure_once_in_any_order(seed: int) -> None:
    rows = random_figures(seed, 90)
    found, other = cube(world(rows)), cube(world(rows[::-1]))
    counted = [row for row in rows if row["standing"] == "used" and row["origin"] != row["destination"]]
    assert len(found) == len(counted)
    assert sorted(found.people) == sorted(row["value"] for row in counted)
    total = 0
    for measure in {row["measure"] for row in counted}:
        for unit in {row["unit"] for row in counted}:
            part = found.rows(measure, unit)
            alike = [row["value"] for row in counted if (row["measure"], row["unit"]) == (measure, unit)]
            assert sorted(found.people[part]) == sorted(alike)
            total += len(alike)
    assert total == len(found)
    assert list(found.words["basis"][: len(BASES)]) == list(BASES)
    assert list(found.words["confidence"]) == list(CONFIDENCE)
    for name in (
        "origin",
        "destination",
        "cadre",
        "measure",
        "basis",
        "unit",
        "source",
        "confidence",
        "year",
        "people",
    ):
        assert np.array_equal(getattr(found, name), getattr(other, name)), name
