"""A corridor map on which countries and corridors can be chosen by a click, and the chosen one is marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from toolkit.languages.speech import say
from toolkit.report.figures.curves import Place, curve
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.style import Spec, tone

__all__ = ["PICKED", "pickable", "picked"]

PICKED = "picked"
"""The name of the selection in the drawing; what it gives back is a list with ``{"id": "KEN"}`` or ``"KEN-GBR"``."""


def picked(selected: Any) -> str:
    """The country (``KEN``) or corridor (``KEN-GBR``) of a selection as a page gets it back; empty where none is."""
    rows = selected or []
    found = [str(row.get("id") or "") for row in rows if isinstance(row, dict)]
    return next((code for code in found if len(code) in (3, 7)), "")


def pickable(figure: Figure, chosen: str = "", places: Mapping[str, Place] | None = None) -> Figure:
    """The map with a selection by click; ``chosen`` is marked from the beginning.

    A chosen corridor that is not among those drawn is drawn as a dotted line where ``places`` has its two ends
    (``toolkit.report.figures.maps.places_of``).
    """
    drawing = dict(figure.drawing)
    param: Spec = {"name": PICKED, "select": {"type": "point", "fields": ["id"], "on": "click", "clear": False}}
    if chosen:
        param["value"] = [{"id": chosen}]
    layers = [_marked(layer) for layer in drawing["layer"]]
    land = next(place for place, layer in enumerate(layers) if layer["mark"].get("fill") == tone("land"))
    layers[land] = {**layers[land], "params": [param]}
    above = next((place for place, layer in enumerate(layers) if not _area(layer)), len(layers))
    layers.insert(above, _chosen_country())
    note = figure.note
    ends = [(places or {}).get(code) for code in chosen.split("-")]
    if len(ends) == 2 and ends[0] and ends[1] and chosen not in _drawn(layers):
        layers.insert(above + 1, _line(ends[0], ends[1]))
        dotted = say("Dotted: the chosen corridor, which is not among those drawn.")
        note = f"{note} {dotted}"
    return replace(figure, note=note, drawing={**drawing, "layer": layers})


def _drawn(layers: Sequence[Spec]) -> set[str]:
    return {str(row["id"]) for layer in layers if _corridors(layer) for row in layer["data"]["values"]["features"]}


def _line(origin: Place, destination: Place) -> Spec:
    shape = {"type": "LineString", "coordinates": curve(origin, destination)}
    mark = {"type": "geoshape", "filled": False, "stroke": tone("ink"), "strokeWidth": 1.6, "strokeDash": [2, 3]}
    feature = {"type": "Feature", "geometry": shape, "properties": {}}
    return {"data": {"values": [feature]}, "mark": {**mark, "aria": False, "tooltip": None}}


def _area(layer: Spec) -> bool:
    """Whether a layer shows sea, land or countries with a value."""
    return bool(layer["mark"]["type"] == "geoshape" and not _corridors(layer))


def _corridors(layer: Spec) -> bool:
    return "format" in layer.get("data", {})


def _chosen_country() -> Spec:
    """The outline of the chosen country, above the land."""
    return {
        "transform": [{"filter": {"param": PICKED, "empty": False}}],
        "mark": {"type": "geoshape", "aria": False, "fill": tone("dot"), "stroke": tone("ink"), "strokeWidth": 1.4},
    }


def _marked(layer: Spec) -> Spec:
    """A layer of corridors with the chosen one framed; other layers as they are."""
    if not _corridors(layer):
        return layer
    frame = {"condition": {"param": PICKED, "empty": False, "value": 1.5}, "value": 0.25}
    ink = {"condition": {"param": PICKED, "empty": False, "value": tone("ink")}, "value": tone("halo")}
    mark = {key: value for key, value in layer["mark"].items() if key not in ("stroke", "strokeWidth")}
    return {**layer, "mark": mark, "encoding": {**layer["encoding"], "stroke": ink, "strokeWidth": frame}}
