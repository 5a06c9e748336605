"""The workforce that shares are of: what it counts, from when, and how it is known."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given

from tests.atlas.small_world import fact, world
from tests.support.properties import examples, seeds
from toolkit.atlas.workforce import (
    COUNTED,
    FROM_DENSITY,
    WITH_MIDWIVES,
    WORKFORCE_COLUMNS,
    health_worker_density,
    indicator_values,
    workforce,
)

TOGETHER = "nurse_and_midwife"


def known(facts: list[dict[str, Any]], unit: str = "persons", year: int | None = None) -> dict[tuple[str, str], Any]:
    table = workforce(world(facts=facts), unit, year)
    return {
        (row.country, row.cadre): (row.workforce, row.held_as, row.year, row.came_from) for row in table.itertuples()
    }


def test_a_count_comes_before_density_times_population() -> None:
    facts = [
        fact("KEN", "workforce", 700, cadre="physician", year=2015),
        fact("KEN", "density", 2, cadre="physician"),
        fact("GHA", "density", 2, cadre="physician", year=2018),
        fact("KEN", "population", 5_000_000),
        fact("GHA", "population", 3_000_000),
        fact("DEU", "density", 40, cadre="physician"),
    ]
    assert known(facts) == {
        ("GHA", "physician"): (600.0, "physician", 2018, FROM_DENSITY),
        ("KEN", "physician"): (700.0, "physician", 2015, COUNTED),
    }


def test_units_are_not_mixed() -> None:
    facts = [
        fact("KEN", "workforce", 700, cadre="physician", unit="full_time_equivalents"),
        fact("KEN", "density", 2, cadre="physician"),
        fact("KEN", "density", 0.2, cadre="physician", unit="per 1 000 people"),
        fact("KEN", "population", 5_000_000),
        fact("KEN", "population", 5_000, unit="thousands"),
    ]
    assert known(facts, "full_time_equivalents") == {("KEN", "physician"): (700.0, "physician", 2020, COUNTED)}
    assert known(facts) == {("KEN", "physician"): (1000.0, "physician", 2020, FROM_DENSITY)}


def test_the_nearest_year_counts_and_the_earlier_of_two() -> None:
    facts = [fact("KEN", "workforce", year, cadre="physician", year=year) for year in (2010, 2014, 2018)]
    for asked, told in ((None, 2018), (2012, 2010), (2013, 2014), (2000, 2010), (2030, 2018)):
        assert known(facts, year=asked)["KEN", "physician"][::2] == (told, told)


def test_the_population_is_that_of_the_year_of_the_density() -> None:
    facts = [
        fact("KEN", "density", 10, cadre="physician", year=2010),
        fact("KEN", "population", 30_000, year=2005),
        fact("KEN", "population", 40_000, year=2011),
        fact("KEN", "population", 60_000, year=2025),
    ]
    assert known(facts)["KEN", "physician"][::2] == (40.0, 2010)


def test_nurses_stand_with_midwives_where_neither_is_counted_apart() -> None:
    facts = [
        fact("KEN", "workforce", 90, cadre=TOGETHER),
        fact("GHA", "workforce", 50, cadre=TOGETHER),
        fact("GHA", "workforce", 40, cadre="nurse"),
    ]
    found = known(facts)
    assert found["KEN", "nurse"] == (90.0, TOGETHER, 2020, f"{COUNTED}, {WITH_MIDWIVES}")
    assert found["KEN", "midwife"] == found["KEN", "nurse"]
    assert found["GHA", "nurse"] == (40.0, "nurse", 2020, COUNTED)
    assert ("GHA", "midwife") not in found


def test_all_three_together_only_where_known_in_the_same_way() -> None:
    facts = [
        fact("KEN", "workforce", 90, cadre=TOGETHER, year=2018),
        fact("KEN", "workforce", 10, cadre="physician", year=2019),
        fact("GHA", "workforce", 10, cadre="physician"),
        fact("GHA", "density", 3, cadre=TOGETHER),
        fact("GHA", "population", 10_000),
        fact("DEU", "workforce", 10, cadre="physician"),
    ]
    found = known(facts)
    assert found["KEN", "health_worker"] == (100.0, "health_worker", 2018, COUNTED)
    assert ("GHA", "health_worker") not in found
    assert ("DEU", "health_worker") not in found


def test_density_of_doctors_nurses_and_midwives_needs_both_parts() -> None:
    facts = [
        fact("KEN", "density", 2, cadre="physician"),
        fact("KEN", "density", 11.5, cadre=TOGETHER),
        fact("KEN", "density", 0.2, cadre="physician", unit="per 1 000 people"),
        fact("GHA", "density", 2, cadre="physician"),
        fact("DEU", "density", 99, cadre="nurse"),
    ]
    assert health_worker_density(world(facts=facts)).to_dict() == {"KEN": 13.5}
    assert health_worker_density(world()).empty


def test_values_that_another_replaces_do_not_count() -> None:
    facts = [
        fact("KEN", "uhc_index", 50),
        fact("KEN", "uhc_index", 90, standing="overridden", year=2024),
        fact("KEN", "uhc_index", 70, cadre="nurse", year=2024),
        fact("GHA", "uhc_index", float("nan")),
    ]
    found = indicator_values(world(facts=facts), "uhc_index")
    assert found[["country", "value", "year"]].to_numpy().tolist() == [["KEN", 50.0, 2020]]


def test_nothing_known_gives_an_empty_table() -> None:
    found = workforce(world())
    assert tuple(found.columns) == WORKFORCE_COLUMNS
    assert found.empty


@examples(5)
@given(seeds)
def test_the_order_of_facts_changes_nothing(seed: int) -> None:
    facts = [
        fact(country, "density", number, cadre=cadre, year=year, source=source)
        for number, (country, cadre, year, source) in enumerate(
            (country, cadre, year, source)
            for country in ("KEN", "GHA")
            for cadre in ("physician", TOGETHER)
            for year in (2018, 2020)
            for source in ("first", "second")
        )
    ]
    facts += [fact("KEN", "population", year, year=year, source=s) for year in (2018, 2020) for s in ("a", "b")]
    facts += [fact("GHA", "population", 9), fact("GHA", "workforce", 7, cadre="nurse")]
    order = pd.Series(range(len(facts))).sample(frac=1, random_state=seed)
    other = world(facts=[facts[place] for place in order])
    for year in (None, 2019):
        pd.testing.assert_frame_equal(workforce(world(facts=facts), year=year), workforce(other, year=year))


def test_a_workforce_of_nobody_is_known() -> None:
    assert known([fact("KEN", "workforce", 0, cadre="nurse")])["KEN", "nurse"][0] == pytest.approx(0.0)
