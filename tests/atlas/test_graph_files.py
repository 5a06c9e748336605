"""Networks as GraphML and GEXF: read back the same, the same bytes each time, nothing unknown as 0."""

from __future__ import annotations

import io
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from toolkit.atlas.graph_files import to_gexf, to_graphml


def _graph(kind: Any, *, turned: bool = False) -> Any:
    graph = kind(name="corridors", unit=None)
    nodes = [
        (
            "KEN",
            {"income": "lower_middle", "listed": True, "density": np.float64(2.5), "note": "a\x00b", "x": float("nan")},
        ),
        ("GBR", {"income": "high", "listed": False, "density": 3, "tags": ["a", "b"], "when": pd.NaT}),
        ("<&'\">", {"income": None, "facts": {"b": 1, "a": 2}, "groups": {"z", "a"}}),
    ]
    edges = [
        ("KEN", "GBR", {"people": np.int64(120), "year": 2024, "source": "oecd"}),
        ("<&'\">", "GBR", {"people": None, "year": 2023.5}),
    ]
    graph.add_nodes_from(reversed(nodes) if turned else nodes)
    for start, end, data in reversed(edges) if turned else edges:
        graph.add_edge(start, end, **data)
    return graph


KINDS = [nx.DiGraph, nx.Graph, nx.MultiDiGraph]


def _read(content: bytes, how: Any) -> Any:
    return how(io.BytesIO(content))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("write", "read"), [(to_graphml, nx.read_graphml), (to_gexf, nx.read_gexf)])
def test_networks_are_read_back(kind: Any, write: Any, read: Any) -> None:
    found = _read(write(_graph(kind)), read)
    assert set(found) == {"KEN", "GBR", "<&'\">"}
    kenya, britain, hostile = found.nodes["KEN"], found.nodes["GBR"], found.nodes["<&'\">"]
    assert (kenya["density"], britain["density"], kenya["listed"]) == (2.5, 3.0, True)
    assert (kenya["note"], britain["tags"]) == ("ab", "a; b")
    assert (hostile["facts"], hostile["groups"]) == ('{"a": 2, "b": 1}', "a; z")
    assert "x" not in kenya
    assert "when" not in britain
    assert "income" not in hostile
    edges = {(start, end): data for start, end, data in found.edges(data=True)}
    known = edges.get(("KEN", "GBR")) or edges[("GBR", "KEN")]
    assert known["people"] == 120
    unknown = edges.get(("<&'\">", "GBR")) or edges[("GBR", "<&'\">")]
    assert "people" not in unknown


@pytest.mark.parametrize("kind", [nx.DiGraph, nx.MultiDiGraph])
@pytest.mark.parametrize("write", [to_graphml, to_gexf])
def test_bytes_depend_on_the_network_only(kind: Any, write: Any) -> None:
    content = write(_graph(kind))
    assert content == write(_graph(kind, turned=True))
    assert b"lastmodified" not in content
    assert b"NetworkX" not in content


def test_parallel_corridors_stay_apart() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge("KEN", "GBR", key="nurse", people=1)
    graph.add_edge("KEN", "GBR", key="physician", people=2)
    found = _read(to_graphml(graph), nx.read_graphml)
    assert sorted(data["people"] for _, _, data in found.edges(data=True)) == [1, 2]


def test_an_empty_network_is_a_file() -> None:
    assert len(_read(to_graphml(nx.DiGraph()), nx.read_graphml)) == 0
    assert len(_read(to_gexf(nx.DiGraph()), nx.read_gexf)) == 0
