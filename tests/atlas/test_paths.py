"""Betweenness against networkx and by hand, with ties."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from tests.atlas.corridors import corridor_table, random_table, shuffled
from tests.support.properties import examples, seeds
from toolkit.atlas.graphs import simple_graph
from toolkit.atlas.paths import betweenness


def test_ties_share_the_way() -> None:
    """Three ways of the same length from A to D: through B, through C, and direct."""
    table = corridor_table({"AAA-BBB": 4, "BBB-DDD": 4, "AAA-CCC": 4, "CCC-DDD": 4, "AAA-DDD": 2})
    assert betweenness(table).to_dict() == pytest.approx({"AAA": 0, "BBB": 1 / 18, "CCC": 1 / 18, "DDD": 0})


def test_a_chain_and_what_nobody_moves_on() -> None:
    table = corridor_table({"AAA-BBB": 5, "BBB-CCC": 3, "CCC-DDD": 1, "DDD-AAA": 0})
    assert betweenness(table).to_dict() == pytest.approx({"AAA": 0, "BBB": 2 / 6, "CCC": 2 / 6, "DDD": 0})
    assert betweenness(corridor_table({"AAA-BBB": 5})).to_dict() == {"AAA": 0, "BBB": 0}
    assert betweenness(corridor_table({})).empty
    nobody = corridor_table({"AAA-BBB": 0, "BBB-CCC": 0})
    assert betweenness(nobody).to_dict() == {"AAA": 0, "BBB": 0, "CCC": 0}


@examples(60)
@given(seeds)
def test_it_is_that_of_networkx_with_ties(seed: int) -> None:
    """People of 1, 2 and 4 have lengths that add up without rounding, so that both see the same ties."""
    table = random_table(seed, countries=3 + seed % 6, largest=3)
    table["people"] = table["people"].map({0: 0, 1: 1, 2: 2, 3: 4}).astype(float)
    expected = nx.betweenness_centrality(simple_graph(table), weight="distance")
    assert betweenness(table).to_dict() == pytest.approx(expected, abs=1e-12)
    pd.testing.assert_series_equal(betweenness(table), betweenness(shuffled(table, seed)))


@examples(20)
@given(seeds)
def test_it_is_that_of_networkx_without_ties(seed: int) -> None:
    """Figures of very different size, as in the world."""
    table = random_table(seed, countries=9)
    draw = np.random.default_rng(seed)
    table["people"] = np.exp(draw.normal(4.0, 3.0, len(table)))
    expected = nx.betweenness_centrality(simple_graph(table), weight="distance")
    assert betweenness(table).to_dict() == pytest.approx(expected, abs=1e-12)
    assert (betweenness(table.assign(people=table["people"] * 1000)) - betweenness(table)).abs().max() < 1e-12


def test_ties_that_rounding_hides_are_still_ties() -> None:
    """1/3 + 1/6 and 1/2: the same length, though the sums of thirds and sixths may differ in the last digit."""
    table = corridor_table({"AAA-BBB": 3, "BBB-DDD": 6, "AAA-CCC": 6, "CCC-DDD": 3, "AAA-DDD": 2})
    found = betweenness(table)
    assert found["BBB"] == found["CCC"] == pytest.approx(1 / 18)
