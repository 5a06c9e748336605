"""The corridors of a selection as a file of the kind that its name ends in: picture, map layer, table or network."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from toolkit.atlas.graph_files import to_gexf, to_graphml
from toolkit.atlas.graphs import country_table, simple_graph
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.register.read import Register
from toolkit.report.exports import corridors_geojson, figure_file, frame_csv
from toolkit.report.figures.edges import citations_of
from toolkit.report.figures.figure import Figure
from toolkit.wording import join

__all__ = ["DATA", "PICTURES", "corridors_file", "file_kind", "network_file"]

PICTURES = ("svg", "png")
"""Endings of pictures."""

DATA = ("geojson", "csv", "graphml", "gexf")
"""Endings of data."""

_ABOUT = ("status", "agreements", "agreements_perhaps", "announced", "measure", "unit")


def file_kind(path: Path, kinds: tuple[str, ...] = (*PICTURES, *DATA)) -> str:
    """What a file is by the ending of its name. Raises ``InputError`` for an ending that is not among ``kinds``."""
    ending = path.suffix.lstrip(".").lower()
    if ending not in kinds:
        wrong = say("'{file}' does not tell what to write", file=path.name)
        expected = say("one that ends in {endings}", endings=join((f".{kind}" for kind in kinds), "or"))
        raise InputError(say("the request"), [Problem("--output", wrong, expected)])
    return ending


def network_file(register: Register, corridors: pd.DataFrame, kind: str) -> bytes:
    """Corridors as a network for other programs, countries with what the register tells of them.

    ``corridors`` is a table as ``corridors_with_status`` gives. A corridor of 0 people is no edge; it stands among the
    network's ``known_absent``.
    """
    graph = simple_graph(corridors, country_table(register))
    for row in corridors.to_dict("records"):
        if graph.has_edge(row["origin"], row["destination"]):
            told = {name: row[name] for name in _ABOUT if name in row and row[name] != ""}
            graph[row["origin"]][row["destination"]].update(told)
    return to_graphml(graph) if kind == "graphml" else to_gexf(graph)


def corridors_file(
    register: Register,
    corridors: pd.DataFrame,
    figure: Figure,
    kind: str,
    *,
    theme: str = "light",
    language: str = "",
) -> bytes:
    """Corridors as the content of a file: ``figure`` is their picture, used for the endings of ``PICTURES``.

    Raises ``InputError`` for a pair that occurs twice in a network.
    """
    if kind in PICTURES:
        return figure_file(figure, kind, theme=theme)
    if kind == "csv":
        return frame_csv(corridors).encode("utf-8-sig")
    if kind == "geojson":
        citations = citations_of(register.sources)
        return corridors_geojson(corridors, register.countries, citations=citations, language=language).encode()
    return network_file(register, corridors, kind)
