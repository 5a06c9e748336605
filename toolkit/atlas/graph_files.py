"""Networks as files for other programs: GraphML (igraph, yEd, Cytoscape, networkx) and GEXF (Gephi).

Both formats know text, whole numbers, other numbers and truth values only. What is not known is left out, never
written as 0; lists become text. The same network always gives the same bytes.
"""

from __future__ import annotations

import io
import json
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

__all__ = ["cleaned_graph", "to_gexf", "to_graphml"]

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CHANGES = re.compile(rb' lastmodifieddate="[^"]*"')
_MAKER = re.compile(rb"<creator>[^<]*</creator>")


def _cleaned(value: Any) -> str | int | float | bool | None:
    """A value that both formats can hold, ``None`` where nothing is known."""
    if hasattr(value, "item") and not isinstance(value, str):
        value = value.item()
    if isinstance(value, bool | int) or value is None:
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        text = json.dumps({str(key): item for key, item in value.items()}, sort_keys=True, default=str)
    elif isinstance(value, set | frozenset):
        text = "; ".join(sorted(str(item) for item in value))
    elif isinstance(value, list | tuple):
        text = "; ".join(str(item) for item in value)
    else:
        text = "" if str(value) in ("NaT", "<NA>") else str(value)
    return _NOT_IN_XML.sub("", text) or None


def _alike(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Attributes cleaned, and each of one type throughout: numbers of two kinds, or numbers and text, become one."""
    found = [{str(key): _cleaned(value) for key, value in row.items()} for row in rows]
    kinds: dict[str, set[type]] = {}
    for row in found:
        for key, value in row.items():
            if value is not None:
                kinds.setdefault(key, set()).add(type(value))
    to = {key: next(iter(of)) if len(of) == 1 else float if of <= {int, float} else str for key, of in kinds.items()}
    return [{key: to[key](row[key]) for key in sorted(row) if row[key] is not None} for row in found]


def cleaned_graph(graph: Any) -> Any:
    """A copy with nodes and edges in order and attributes that can be written."""
    copy = graph.__class__()
    copy.graph.update(_alike([graph.graph])[0])
    nodes = sorted(graph.nodes(data=True), key=lambda item: str(item[0]))
    for (node, _), attributes in zip(nodes, _alike(data for _, data in nodes), strict=True):
        copy.add_node(_NOT_IN_XML.sub("", str(node)), **attributes)
    edges: list[tuple[str, str, str, Mapping[str, Any]]] = (
        [(str(a), str(b), str(key), data) for a, b, key, data in graph.edges(keys=True, data=True)]
        if graph.is_multigraph()
        else [(str(a), str(b), "", data) for a, b, data in graph.edges(data=True)]
    )
    edges.sort(key=lambda item: item[:3])
    for (start, end, key, _), attributes in zip(edges, _alike(item[3] for item in edges), strict=True):
        ends = (_NOT_IN_XML.sub("", start), _NOT_IN_XML.sub("", end))
        if graph.is_multigraph():
            copy.add_edge(*ends, key=key, **attributes)
        else:
            copy.add_edge(*ends, **attributes)
    return copy


def to_graphml(graph: nx.Graph[Any]) -> bytes:
    """A network as GraphML."""
    file = io.BytesIO()
    nx.write_graphml_xml(cleaned_graph(graph), file)
    return file.getvalue()


def to_gexf(graph: nx.Graph[Any]) -> bytes:
    """A network as GEXF 1.2, without the day on which it was written."""
    file = io.BytesIO()
    nx.write_gexf(cleaned_graph(graph), file)
    return _MAKER.sub(b"<creator>Accord</creator>", _CHANGES.sub(b"", file.getvalue()))
