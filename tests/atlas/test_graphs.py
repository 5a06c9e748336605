"""Graphs: what is an edge, what is not, and the three traps of networkx."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given

from tests.atlas.small_world import agreement, fact, figure, random_figures, world
from tests.support.properties import examples, seeds
from toolkit.atlas.agreements_network import agreement_graph, agreement_multigraph
from toolkit.atlas.graphs import both_ways, corridor_multigraph, country_table, listed_on, simple_graph
from toolkit.atlas.paths import betweenness
from toolkit.atlas.selection import Selection, edges
from toolkit.errors import InputError

STOCK = Selection("stock")


def test_every_figure_is_an_edge_of_the_multigraph() -> None:
    register = world(
        [
            figure("KEN-GBR", 1, year=2019),
            figure("KEN-GBR", 2),
            figure("KEN-GBR", 3, cadre="nurse"),
            figure("GBR-KEN", 4, measure="joiners"),
            figure("KEN-GBR", 5, standing="alternate"),
            figure("KEN-DEU", 6, confidence="weak"),
            figure("KEN-GBR", 0, cadre="midwife"),
        ]
    )
    graph = corridor_multigraph(register)
    assert sorted(graph.edges(data="people")) == [
        ("GBR", "KEN", 4.0),
        ("KEN", "GBR", 0.0),
        ("KEN", "GBR", 1.0),
        ("KEN", "GBR", 2.0),
        ("KEN", "GBR", 3.0),
    ]
    assert list(graph) == ["GBR", "KEN"]
    key = ("stock", "persons", "trained_in", "nurse", 2020, "", "", "page")
    assert graph.edges["KEN", "GBR", key]["cadre"] == "nurse"
    assert corridor_multigraph(register, measure="stock", year=2019).number_of_edges() == 1
    assert corridor_multigraph(register, weak=True).number_of_edges() == 6
    with pytest.raises(InputError, match="did you mean"):
        corridor_multigraph(register, measure="stocks")


def test_a_known_absence_is_no_edge_and_not_missing() -> None:
    graph = simple_graph(edges(world([figure("KEN-GBR", 0), figure("GHA-GBR", 4)]), STOCK))
    assert list(graph.edges(data="distance")) == [("GHA", "GBR", 0.25)]
    assert graph.graph["known_absent"] == (("KEN", "GBR"),)
    assert list(graph) == ["GBR", "GHA", "KEN"]


def test_nodes_tell_of_their_country() -> None:
    facts = [
        fact("KEN", "population", 1000, year=2019),
        fact("KEN", "population", 2000),
        fact("KEN", "density", 3, cadre="physician"),
    ]
    register = world([figure("GHA-KEN", 1)], facts=facts, listed="GHA")
    graph = simple_graph(edges(register, STOCK), country_table(register))
    assert graph.nodes["KEN"]["population"] == 2000
    assert graph.nodes["KEN"]["density_physician"] == 3
    assert graph.nodes["KEN"]["name"] == "Kenya"
    assert graph.nodes["GHA"]["on_safeguards_list"] is True
    assert graph.nodes["KEN"]["on_safeguards_list"] is False
    assert graph.nodes["GHA"]["population"] != graph.nodes["GHA"]["population"]
    assert country_table(world(listed=None))["on_safeguards_list"].tolist() == [None] * 5
    with pytest.raises(InputError, match="of 2006 is not held"):
        listed_on(register, 2006)


def test_parallel_figures_are_refused() -> None:
    table = edges(world([figure("KEN-GBR", 1)]), STOCK)
    doubled = table.loc[[0, 0]]
    with pytest.raises(InputError, match="KEN-GBR: occurs more than once"):
        simple_graph(doubled)


def test_trap_reciprocity_of_a_multigraph_counts_parallel_agreements() -> None:
    """Two agreements one way and one back: networkx says 0.67 of the multigraph; the exchange is complete."""
    records = [
        agreement("A", "KEN GBR", directions=["KEN-GBR"]),
        agreement("B", "KEN GBR", directions=["KEN-GBR"]),
        agreement("C", "KEN GBR", directions=["GBR-KEN"]),
    ]
    multigraph = agreement_multigraph(world(agreements=records))
    assert nx.overall_reciprocity(multigraph) != 1.0
    graph = agreement_graph(multigraph)
    assert nx.overall_reciprocity(graph) == 1.0
    assert graph.edges["KEN", "GBR"]["agreements"] == ("A", "B")


def test_trap_to_undirected_keeps_one_direction_only() -> None:
    graph = simple_graph(edges(world([figure("KEN-GBR", 30), figure("GBR-KEN", 10), figure("GHA-GBR", 5)]), STOCK))
    assert graph.to_undirected().edges["KEN", "GBR"]["people"] in (10.0, 30.0)
    found = both_ways(graph)
    assert found.edges["KEN", "GBR"]["people"] == 40.0
    assert found.edges["KEN", "GBR"]["distance"] == 1 / 40
    assert found.edges["GHA", "GBR"]["people"] == 5.0
    assert list(found) == ["GBR", "GHA", "KEN"]


def test_trap_betweenness_reads_weight_as_distance() -> None:
    """KEN → GBR → USA moves thousands, KEN → DEU → USA and KEN → USA one each: the way lies through GBR."""
    rows = [
        figure("KEN-GBR", 1000),
        figure("GBR-USA", 1000),
        figure("KEN-DEU", 1),
        figure("DEU-USA", 1),
        figure("KEN-USA", 1),
    ]
    table = edges(world(rows), STOCK)
    graph = simple_graph(table)
    assert not any("weight" in about for _, _, about in graph.edges(data=True))
    wrong = nx.betweenness_centrality(graph, weight="people")
    right = nx.betweenness_centrality(graph, weight="distance")
    assert wrong["GBR"] == 0.0
    assert right["GBR"] == pytest.approx(1 / 6)
    assert betweenness(table).to_dict() == pytest.approx(right)


@examples(80)
@given(seeds)
def test_betweenness_is_that_of_networkx(seed: int) -> None:
    """People of 0 to 11 make ties; halves and quarters would hide them, so sums of thirds are among them."""
    table = edges(world(random_figures(seed, 90)), Selection("stock", weak=True))
    exact = table[table["people"].isin([0, 1, 2, 4, 8])]
    for chosen in (table, exact):
        graph = simple_graph(chosen)
        found = betweenness(chosen)
        if chosen is exact:
            assert found.to_dict() == pytest.approx(nx.betweenness_centrality(graph, weight="distance"))
        assert list(found.index) == sorted(graph)
        assert ((found >= 0) & (found <= 1)).all()


@examples(20)
@given(seeds)
def test_graphs_do_not_depend_on_the_order_of_rows(seed: int) -> None:
    rows = random_figures(seed)
    table = edges(world(rows), STOCK)
    again = simple_graph(table.sample(frac=1, random_state=seed % 1000))
    first = simple_graph(table)
    assert list(first.nodes) == list(again.nodes)
    assert list(first.edges(data=True)) == list(again.edges(data=True))
    multi, other = corridor_multigraph(world(rows)), corridor_multigraph(world(rows[::-1]))
    assert list(multi.nodes) == list(other.nodes)
    assert list(multi.edges(keys=True)) == list(other.edges(keys=True))
