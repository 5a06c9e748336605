"""Communities, blocs, brokers and roles: known partitions, networkx and brute force as a check, seeds and order."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import combinations, permutations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from tests.atlas.corridors import corridor_table, dense_table, random_table, shuffled
from tests.support.properties import examples, seeds
from toolkit.atlas.brokers import BROKER_COLUMNS, ROLE_COLUMNS, brokers, roles
from toolkit.atlas.communities import blocs, communities
from toolkit.atlas.graphs import simple_graph
from toolkit.errors import InputError

TWO = corridor_table(
    {"AUT-DEU": 9, "DEU-CHE": 8, "AUT-CHE": 7, "IND-GBR": 9, "NGA-GBR": 6, "GBR-USA": 8, "IND-USA": 5, "DEU-GBR": 1}
)


def test_two_communities_by_hand() -> None:
    found = communities(TWO)
    assert [(c.label, c.members, c.inside, c.across) for c in found.found] == [
        ("GBR", ("GBR", "IND", "NGA", "USA"), 28.0, 1.0),
        ("DEU", ("AUT", "CHE", "DEU"), 24.0, 1.0),
    ]
    # m = 53; corridors end 57 times in one community and 49 times in the other
    assert found.modularity == pytest.approx(28 / 53 + 24 / 53 - (57 / 106) ** 2 - (49 / 106) ** 2)
    assert found.alike == 1.0
    assert found.of("NGA") == found.found[0]
    assert found.of("KEN") is None


def test_both_directions_tie_two_countries() -> None:
    table = corridor_table({"AAA-BBB": 1, "BBB-AAA": 9, "BBB-CCC": 4, "CCC-DDD": 9})
    members = [community.members for community in communities(table).found]
    assert sorted(members) == [("AAA", "BBB"), ("CCC", "DDD")]


def every_partition(items: list[str]) -> Any:
    if not items:
        yield []
        return
    first, rest = items[0], items[1:]
    for size in range(len(rest) + 1):
        for others in combinations(rest, size):
            for parts in every_partition([item for item in rest if item not in others]):
                yield [{first, *others}, *parts]


@pytest.mark.parametrize("seed", range(4))
def test_no_partition_of_a_small_network_is_much_better(seed: int) -> None:
    table = random_table(seed)
    table = table[table["people"] > 0]
    graph: nx.Graph[str] = nx.Graph()
    for origin, destination, people in table[["origin", "destination", "people"]].itertuples(index=False):
        before = graph.get_edge_data(origin, destination, {"people": 0.0})["people"]
        graph.add_edge(origin, destination, people=before + people)
    best = max(nx.community.modularity(graph, parts, weight="people") for parts in every_partition(sorted(graph)))
    found = communities(table)
    told = nx.community.modularity(graph, [set(c.members) for c in found.found], weight="people")
    assert found.modularity == pytest.approx(told)
    assert best - 0.02 <= found.modularity <= best + 1e-12


@given(seeds)
@examples(15)
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    table = random_table(seed, countries=9)
    again = shuffled(table, seed)
    assert communities(table).to_dict() == communities(again).to_dict()
    assert brokers(table).equals(brokers(again))


def test_every_country_is_in_one_community() -> None:
    table = dense_table(20)
    found = communities(table, resolution=1.5)
    assert sorted(code for c in found.found for code in c.members) == sorted({*table["origin"], *table["destination"]})
    assert sum(c.inside for c in found.found) + sum(c.across for c in found.found) / 2 == pytest.approx(
        table["people"].sum()
    )
    assert len(found.modularities) == 5


def test_text_is_hashed_anew_in_every_process_and_nothing_changes() -> None:
    script = (
        "from tests.atlas.corridors import dense_table; from toolkit.atlas.communities import blocs, communities;"
        "from toolkit.atlas.graphs import simple_graph; table = dense_table(15);"
        "print(communities(table).to_dict(), blocs(simple_graph(table[table['people'] > 200])).to_dict())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
            env={"PYTHONHASHSEED": number, "PYTHONPATH": "."},
        ).stdout
        for number in ("1", "2")
    }
    assert len(told) == 1


def test_an_empty_network_has_no_communities() -> None:
    found = communities(corridor_table({"AAA-BBB": 0}))
    assert (found.found, found.modularity, found.modularities) == ((), 0.0, ())
    assert brokers(TWO.iloc[:0]).columns.tolist() == list(BROKER_COLUMNS)


@pytest.mark.parametrize(("settings", "words"), [({"runs": 0}, "number of runs"), ({"resolution": 0}, "resolution")])
def test_settings_that_make_no_sense_are_refused(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        communities(TWO, **settings)


def test_blocs_by_hand() -> None:
    # a ring of four with both diagonals, a tail, and a pair apart; parallel agreements and directions count once
    agreements: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    agreements.add_edges_from(combinations("ABCD", 2))
    agreements.add_edges_from([("B", "A"), ("A", "B"), ("D", "E"), ("F", "G"), ("G", "F")])
    found = blocs(agreements)
    assert [(b.label, b.members) for b in found.components] == [("D", tuple("ABCDE")), ("F", tuple("FG"))]
    assert (found.core, found.core_partners) == (tuple("ABCD"), 3)
    assert found.cores == {**dict.fromkeys("ABCD", 3), "E": 1, "F": 1, "G": 1}
    assert [bloc.members for bloc in found.groups] == [tuple("ABCDE"), tuple("FG")]
    assert found.modularity == pytest.approx(7 / 8 + 1 / 8 - (14 / 16) ** 2 - (2 / 16) ** 2)


def test_blocs_without_agreements() -> None:
    alone: nx.Graph[str] = nx.Graph()
    assert blocs(alone).components == ()
    alone.add_nodes_from("AB")
    found = blocs(alone)
    assert ([bloc.members for bloc in found.components], found.core) == ([("A",), ("B",)], ())


def test_brokers_by_hand() -> None:
    # everybody passes through MMM: 2 origins times 2 destinations, of 4 · 3 ordered pairs of others
    table = corridor_table({"AAA-MMM": 1, "BBB-MMM": 1, "MMM-CCC": 1, "MMM-DDD": 1})
    found = brokers(table).set_index("country")
    assert found["betweenness"].to_dict() == pytest.approx({"MMM": 4 / 12, "AAA": 0, "BBB": 0, "CCC": 0, "DDD": 0})
    # the hub has 4 partners of 1/4 each, (1/4)² · 4; an end has one partner, 1²
    assert found["constraint"].to_dict() == pytest.approx({"MMM": 0.25, "AAA": 1, "BBB": 1, "CCC": 1, "DDD": 1})
    assert found.loc["MMM", ["origins", "destinations"]].tolist() == [2, 2]
    assert brokers(table)["country"].tolist() == ["MMM", "AAA", "BBB", "CCC", "DDD"]


@given(seeds)
@examples(20)
def test_constraint_and_betweenness_are_those_of_networkx(seed: int) -> None:
    # figures that differ, since networkx takes sums of lengths in another order for different ones
    table = random_table(seed)
    table = table.assign(people=table["people"] * np.random.default_rng(seed).uniform(0.5, 1.5, len(table)))
    graph = simple_graph(table)
    found = brokers(table).set_index("country")
    constraint = nx.constraint(graph, weight="people")
    between = nx.betweenness_centrality(graph, weight="distance")
    for code in graph:
        assert found.loc[code, "betweenness"] == pytest.approx(between[code])
        # networkx gives up on countries that nobody leaves; their partners constrain them all the same
        if graph.out_degree(code):
            assert found.loc[code, "constraint"] == pytest.approx(constraint[code])


GROUPS = {"AAA": "north", "BBB": "north", "CCC": "north", "XXX": "south", "YYY": "south", "ZZZ": "east"}


def test_roles_by_hand() -> None:
    table = corridor_table({"AAA-BBB": 1, "BBB-CCC": 1, "XXX-BBB": 1, "BBB-YYY": 1, "BBB-ZZZ": 1, "AAA-ZZZ": 1})
    found = roles(table, GROUPS).set_index("country")
    # AAA→CCC; XXX→CCC; AAA→YYY (AAA→ZZZ is joined directly); XXX→YYY; XXX→ZZZ
    assert found.loc["BBB"].tolist() == ["north", 1, 1, 1, 1, 1]
    assert found.drop(index="BBB").drop(columns="group").to_numpy().sum() == 0
    assert tuple(roles(table, GROUPS).columns) == ROLE_COLUMNS
    assert roles(table, {}).empty


@given(seeds)
@examples(20)
def test_roles_are_those_of_brute_force(seed: int) -> None:
    table = random_table(seed)
    joined = {(a, b) for a, b, p in table[["origin", "destination", "people"]].itertuples(index=False) if p > 0}
    codes = sorted({*table["origin"], *table["destination"]})
    groups = {code: "NSE"[number % 3] for number, code in enumerate(codes)}
    counts = {code: dict.fromkeys(ROLE_COLUMNS[2:], 0) for code in codes}
    for first, via, last in permutations(codes, 3):
        if {(first, via), (via, last)} <= joined and (first, last) not in joined:
            a, b, c = groups[first], groups[via], groups[last]
            role = (
                ("coordinator" if b == c else "representative")
                if a == b
                else ("gatekeeper" if b == c else "consultant" if a == c else "liaison")
            )
            counts[via][role] += 1
    found = roles(table, groups).set_index("country").drop(columns="group")
    assert found.to_dict("index") == counts


def test_a_dense_network_of_200_countries_is_answered_while_one_waits() -> None:
    table = dense_table()
    begun = time.perf_counter()
    assert communities(table).found
    assert len(brokers(table)) == 200
    assert len(roles(table, dict.fromkeys(table["origin"], "one"))) == 200
    assert time.perf_counter() - begun < 10.0
