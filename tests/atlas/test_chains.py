"""Chains and rings: answers by hand, every chain of small networks by brute force, bounds, order and speed."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from itertools import pairwise, permutations
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.atlas.corridors import corridor_table, dense_table, random_table, shuffled
from tests.support.properties import examples, seeds
from toolkit.atlas.chains import CHAIN_COLUMNS, Chains, chains, cycles
from toolkit.errors import InputError

CAROUSEL = corridor_table({"IND-GBR": 60, "NGA-GBR": 40, "GBR-USA": 30, "CAN-USA": 70, "GBR-AUS": 50, "AUS-GBR": 20})


def told(found: Chains) -> list[tuple[str, float, float]]:
    return [(" ".join(chain.countries), chain.bottleneck, round(chain.share, 12)) for chain in found.found]


def test_chains_of_a_small_network_by_hand() -> None:
    # into GBR 60 + 40 + 20 = 120, into USA 30 + 70 = 100, into AUS 50
    assert told(chains(CAROUSEL)) == [
        ("IND GBR AUS", 50.0, 0.5),
        ("NGA GBR AUS", 40.0, round(1 / 3, 12)),
        ("IND GBR USA", 30.0, 0.15),
        ("NGA GBR USA", 30.0, 0.1),
        ("AUS GBR USA", 20.0, 0.05),
    ]


def test_rings_of_a_small_network_by_hand() -> None:
    assert told(cycles(CAROUSEL)) == [("AUS GBR AUS", 20.0, round(20 / 120, 12))]
    assert told(cycles(CAROUSEL, through="GBR")) == [("GBR AUS GBR", 20.0, round(20 / 120, 12))]
    assert told(cycles(CAROUSEL, through="USA")) == []
    assert told(cycles(CAROUSEL, length=(3, 4))) == []


def test_a_chain_tells_the_figures_of_its_steps() -> None:
    table = pd.concat(
        [corridor_table({"IND-GBR": 5}, year=2018), corridor_table({"GBR-USA": 7}, year=2016, basis="nationality")]
    )
    (chain,) = chains(table).found
    assert (chain.steps, chain.people, chain.years) == (2, (5.0, 7.0), (2018, 2016))
    assert chain.bases == ("trained_in", "nationality")


def test_chains_can_be_asked_for_by_country() -> None:
    assert told(chains(CAROUSEL, start="NGA"))[0][0] == "NGA GBR AUS"
    assert {row[0].split()[0] for row in told(chains(CAROUSEL, start="NGA"))} == {"NGA"}
    assert {row[0].split()[-1] for row in told(chains(CAROUSEL, end="USA"))} == {"USA"}
    assert told(chains(CAROUSEL, through="USA")) == []
    assert [row[0] for row in told(chains(CAROUSEL, step=("GBR", "USA")))] == [
        "IND GBR USA",
        "NGA GBR USA",
        "AUS GBR USA",
    ]
    assert [row[0] for row in told(chains(CAROUSEL, least=35))] == ["IND GBR AUS", "NGA GBR AUS"]


def test_a_corridor_known_to_be_empty_is_no_step() -> None:
    assert told(chains(corridor_table({"IND-GBR": 5, "GBR-USA": 0}))) == []


def test_without_the_descriptions_of_figures_chains_are_found_all_the_same() -> None:
    (chain,) = chains(CAROUSEL[["origin", "destination", "people"]], start="IND", end="AUS").found
    assert (chain.years, chain.bases) == ((None, None), ("", ""))


def every_path(table: pd.DataFrame, length: tuple[int, int], ring: bool, home: str | None) -> Iterator[tuple[str, ...]]:
    people = {(a, b): p for a, b, p in table[["origin", "destination", "people"]].itertuples(index=False)}
    nodes = sorted({*table["origin"], *table["destination"]})
    for steps in range(length[0], length[1] + 1):
        for path in permutations(nodes, steps if ring else steps + 1):
            if ring and path[0] != (home or min(path)):
                continue
            whole = (*path, path[0]) if ring else path
            if all(people.get(step, 0) > 0 for step in pairwise(whole)):
                yield whole


def brute_force(table: pd.DataFrame, by: str, paths: Iterator[tuple[str, ...]]) -> list[tuple[tuple[str, ...], float]]:
    people = {(a, b): p for a, b, p in table[["origin", "destination", "people"]].itertuples(index=False)}
    inflow = table.groupby("destination")["people"].sum()
    weighed = []
    for path in paths:
        steps = list(pairwise(path))
        share = math.prod(people[step] / inflow[step[1]] for step in steps)
        weighed.append((path, min(people[step] for step in steps) if by == "bottleneck" else share))
    return sorted(weighed, key=lambda item: (-round(item[1], 12), item[0]))


def same(found: Chains, expected: list[tuple[tuple[str, ...], float]], most: int) -> None:
    assert found.complete
    paths, weights = [chain.countries for chain in found.found], dict(expected)
    if found.by == "bottleneck":
        assert paths == [path for path, _ in expected[:most]]
    assert len(set(paths)) == len(paths)
    assert [weights[path] for path in paths] == pytest.approx([getattr(chain, found.by) for chain in found.found])
    assert [getattr(chain, found.by) for chain in found.found] == pytest.approx([w for _, w in expected[:most]])


@given(
    seeds,
    st.sampled_from(["bottleneck", "share"]),
    st.sampled_from([(2, 4), (1, 2), (3, 3)]),
    st.sampled_from([4, 9999]),
)
@examples(40)
def test_chains_are_those_of_brute_force(seed: int, by: Any, length: tuple[int, int], most: int) -> None:
    table = random_table(seed)
    nodes = sorted({*table["origin"], *table["destination"]})
    first = (str(table["origin"][0]), str(table["destination"][0]))
    everything = brute_force(table, by, every_path(table, length, False, None))
    wanted: list[tuple[dict[str, Any], Any]] = [
        ({}, lambda path: True),
        ({"start": nodes[0]}, lambda path: path[0] == nodes[0]),
        ({"end": nodes[-1]}, lambda path: path[-1] == nodes[-1]),
        ({"through": nodes[1]}, lambda path: nodes[1] in path[1:-1]),
        ({"through": nodes[1], "start": nodes[0]}, lambda path: nodes[1] in path[1:-1] and path[0] == nodes[0]),
        ({"step": first}, lambda path: first in pairwise(path)),
        ({"step": first, "end": nodes[0]}, lambda path: first in pairwise(path) and path[-1] == nodes[0]),
    ]
    for asked, meets in wanted:
        expected = [item for item in everything if meets(item[0])]
        same(chains(table, by=by, length=length, most=most, **asked), expected, most)


@given(seeds, st.sampled_from(["bottleneck", "share"]), st.sampled_from([(2, 4), (3, 3)]), st.sampled_from([3, 9999]))
@examples(40)
def test_rings_are_those_of_brute_force(seed: int, by: Any, length: tuple[int, int], most: int) -> None:
    table = random_table(seed)
    home = str(table["destination"][0])
    first = (str(table["origin"][0]), home)
    wanted: list[tuple[dict[str, Any], str | None, Any]] = [
        ({}, None, lambda path: True),
        ({"through": home}, home, lambda path: True),
        ({"step": first}, first[0], lambda path: first in pairwise(path)),
    ]
    for asked, begins, meets in wanted:
        paths = every_path(table, length, True, begins)
        expected = [item for item in brute_force(table, by, paths) if meets(item[0])]
        same(cycles(table, by=by, length=length, most=most, **asked), expected, most)


@given(seeds)
@examples(20)
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    table = random_table(seed)
    for search in (chains, cycles):
        for by in ("bottleneck", "share"):
            assert search(table, by=by).to_dict() == search(shuffled(table, seed), by=by).to_dict()


def test_results_as_a_table_and_as_plain_values() -> None:
    found = chains(CAROUSEL, most=1)
    assert tuple(found.table().columns) == CHAIN_COLUMNS
    assert found.table()["countries"].tolist() == ["IND → GBR → AUS"]
    assert found.to_dict()["found"][0] == {
        "countries": ["IND", "GBR", "AUS"],
        "people": [60.0, 50.0],
        "years": [2020, 2020],
        "bases": ["trained_in", "trained_in"],
        "bottleneck": 50.0,
        "share": 0.5,
        "steps": 2,
    }
    assert tuple(chains(CAROUSEL.iloc[:0]).table().columns) == CHAIN_COLUMNS
    assert told(cycles(CAROUSEL.iloc[:0])) == []


def test_a_search_that_stops_early_says_so_and_tells_the_heaviest() -> None:
    table = dense_table(7)
    everything, some = chains(table, most=9999), chains(table, most=9999, looks=200)
    assert everything.complete
    assert not some.complete
    assert 0 < len(some.found) < len(everything.found)
    assert some.found == everything.found[: len(some.found)]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"through": "XXX"}, "'XXX' is in no corridor of this table"),
        ({"through": "IN"}, "did you mean IND?"),
        ({"length": (0, 3)}, "the length: is (0, 3)"),
        ({"length": (3, 2)}, "the length: is (3, 2)"),
        ({"length": (2, 7)}, "the length: is (2, 7)"),
        ({"least": -1.0}, "the least people: is -1.0"),
        ({"by": "people"}, "the weight: is 'people'; one of bottleneck or share"),
        ({"most": 0}, "the most chains: is 0"),
        ({"through": "GBR", "step": ("IND", "GBR")}, "cannot be combined with `step`"),
    ],
)
def test_settings_that_make_no_sense_are_refused(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError) as refused:
        chains(CAROUSEL, **settings)
    assert words in str(refused.value)


def test_tables_that_are_wrong_are_refused_with_every_reason() -> None:
    table = corridor_table({"IND-GBR": 5, "GBR-GBR": 3, "NGA-GBR": -1, "KEN-GBR": math.nan})
    with pytest.raises(InputError) as refused:
        chains(pd.concat([table, table.iloc[:1]]))
    text = str(refused.value)
    assert "KEN-GBR and NGA-GBR: has people that are no number of 0 or more" in text
    assert "IND-GBR: occurs more than once" in text
    assert "GBR-GBR: leads from a country to itself" in text
    with pytest.raises(InputError, match="column people: is missing"):
        chains(table.drop(columns="people"))


def test_a_dense_network_of_200_countries_is_searched_while_one_waits() -> None:
    table = dense_table()
    even = table.assign(people=5.0)
    begun = time.perf_counter()
    for by in ("bottleneck", "share"):
        for network in (table, even):
            assert chains(network, by=by).complete
            assert cycles(network, by=by).complete
            assert len(chains(network, by=by, through="C100", length=(4, 4)).found) == 50
    assert time.perf_counter() - begun < 12 * 1.0
