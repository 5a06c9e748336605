"""The outlines of countries: the file that comes with the toolkit, or a government's own.

Borders are political, and ministries have boundary sets of their own: ``ACCORD_WORLD_OUTLINE`` names another file, as
TopoJSON or GeoJSON, whose units carry ISO 3166-1 alpha-3 codes. No outline decides what the toolkit computes.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.report.figures.projection import short_way

__all__ = ["SMALL", "VARIABLE", "Outline", "load_outline"]

VARIABLE = "ACCORD_WORLD_OUTLINE"
SHIPPED_OUTLINE = Path(__file__).parent / "world.topo.json"
SMALL = 3_000.0
"""Square kilometres below which a country is drawn as a circle, since its outline could not be seen."""

_RADIUS = 6_371.0
_CODES = ("a3", "iso_a3", "ISO_A3", "iso3", "ISO3", "ISO_A3_EH", "ADM0_A3", "adm0_a3", "iso3cd", "id")

Ring = Sequence[Sequence[float]]


@dataclass(frozen=True, eq=False)
class Outline:
    """Outlines as Vega-Lite reads them, and the area of each unit in square kilometres by its code."""

    origin: str
    values: Mapping[str, Any] = field(repr=False)
    format: Mapping[str, str]
    areas: Mapping[str, float] = field(repr=False)

    @property
    def shipped(self) -> bool:
        """Whether this is the file that comes with the toolkit."""
        return self.origin == str(SHIPPED_OUTLINE)

    def visible(self, country: str) -> bool:
        """Whether a country's outline is large enough to be seen on a map of the world."""
        return self.areas.get(country, 0.0) >= SMALL


def load_outline(path: str | Path | None = None) -> Outline:
    """The outlines of a file, by default of what ``ACCORD_WORLD_OUTLINE`` names or of the file that is shipped.

    Raises ``InputError`` for a file that holds no outlines with codes of countries.
    """
    chosen = Path(path or os.environ.get(VARIABLE) or SHIPPED_OUTLINE)
    try:
        return _load(chosen, chosen.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as failure:
        unread = say("cannot be read as outlines of countries ({failure})", failure=failure)
        problem = Problem(say("the file"), unread, say("TopoJSON or GeoJSON"))
        raise InputError(str(chosen), [problem]) from failure


@lru_cache(maxsize=4)
def _load(path: Path, _changed: int) -> Outline:
    content = json.loads(path.read_text(encoding="utf-8"))
    kind = content.get("type") if isinstance(content, dict) else None
    if kind == "Topology":
        outline = _of_topology(str(path), content)
    elif kind == "FeatureCollection":
        outline = _of_features(str(path), content)
    else:
        raise ValueError(say("neither a topology nor a collection of features"))
    if not any(len(code) == 3 for code in outline.areas):
        raise ValueError(say("no unit has a code of three letters under {fields}", fields=", ".join(_CODES)))
    return outline


def _code(unit: Mapping[str, Any]) -> str:
    properties = unit.get("properties") or {}
    found = [str(properties[name]) for name in _CODES if name in properties] + [str(unit.get("id", ""))]
    return next((code for code in found if len(code) == 3 and code.isalpha()), "").upper()


def _of_topology(origin: str, content: dict[str, Any]) -> Outline:
    objects = content["objects"]
    name = "countries" if "countries" in objects else next(iter(objects))
    arcs = list(_arcs(content))
    units: list[dict[str, Any]] = []
    areas: dict[str, float] = {}
    for unit in objects[name]["geometries"]:
        code = _code(unit)
        shapes = {"Polygon": [unit.get("arcs")], "MultiPolygon": unit.get("arcs")}.get(str(unit["type"])) or []
        areas[code] = sum(_area([_joined(ring, arcs) for ring in polygon]) for polygon in shapes if polygon)
        units.append({**unit, "id": code})
    kept = {**content, "objects": {name: {**objects[name], "geometries": units}}}
    return Outline(origin, kept, {"type": "topojson", "feature": name}, areas)


def _arcs(content: Mapping[str, Any]) -> Iterator[list[tuple[float, float]]]:
    """The arcs of a topology in degrees."""
    turn = content.get("transform")
    for arc in content["arcs"]:
        if turn is None:
            yield [(float(x), float(y)) for x, y in arc]
            continue
        (kx, ky), (dx, dy) = turn["scale"], turn["translate"]
        x = y = 0
        line = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * kx + dx, y * ky + dy))
        yield line


def _joined(ring: Sequence[int], arcs: Sequence[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    line: list[tuple[float, float]] = []
    for index in ring:
        line += arcs[index] if index >= 0 else arcs[~index][::-1]
    return line


def _signed_area(ring: Ring) -> float:
    """Square kilometres inside a ring on the globe, negative where it runs against the clock."""
    total = 0.0
    for (west, south), (east, north) in zip(ring, [*ring[1:], ring[0]], strict=True):
        total += math.radians(short_way(west, east)) * (
            2 + math.sin(math.radians(south)) + math.sin(math.radians(north))
        )
    return total * _RADIUS**2 / 2


def _area(polygon: Sequence[Ring]) -> float:
    """The area of a polygon, its holes taken out."""
    return abs(_signed_area(polygon[0])) - sum(abs(_signed_area(hole)) for hole in polygon[1:])


def _of_features(origin: str, content: dict[str, Any]) -> Outline:
    features: list[dict[str, Any]] = []
    areas: dict[str, float] = {}
    for unit in content["features"]:
        shape = unit.get("geometry") or {}
        if shape.get("type") not in ("Polygon", "MultiPolygon"):
            continue
        polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
        wound = [[_wound(ring, outer=place == 0) for place, ring in enumerate(polygon)] for polygon in polygons]
        code = _code(unit)
        areas[code] = areas.get(code, 0.0) + sum(_area(polygon) for polygon in wound)
        features.append({"type": "Feature", "id": code, "geometry": {"type": "MultiPolygon", "coordinates": wound}})
    values = {"type": "FeatureCollection", "features": features}
    return Outline(origin, values, {"type": "json", "property": "features"}, areas)


def _wound(ring: Ring, *, outer: bool) -> list[Sequence[float]]:
    """A ring turned as the drawing library needs it: outer ones with the clock, or the rest of the globe is filled."""
    points: list[Sequence[float]] = [list(point[:2]) for point in ring]
    return points if (_signed_area(points) > 0) == outer else points[::-1]
