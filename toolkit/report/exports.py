"""Pictures and tables as files: CSV that no spreadsheet runs, GeoJSON for maps elsewhere, SVG and PNG."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from toolkit.countries import country_name
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.report.csv import to_csv
from toolkit.report.figures.curves import curve, cut_at_antimeridian
from toolkit.report.figures.edges import Corridor, checked, cited, sources_of
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.maps import places_of
from toolkit.report.table import Table
from toolkit.wording import join

__all__ = ["KINDS", "corridors_geojson", "countries_geojson", "figure_file", "frame_csv", "frame_rows"]

KINDS: dict[str, str] = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv",
    "json": "application/json",
}
"""The files that a picture can become, and their media types; ``json`` is its Vega-Lite specification."""


def figure_file(figure: Figure, kind: str, *, theme: str = "light", scale: float = 2.0) -> bytes:
    """A picture as a file of a kind. Raises ``InputError`` for a kind that is not in ``KINDS``."""
    if kind == "svg":
        return figure.to_svg(theme).encode()
    if kind == "png":
        return figure.to_png(theme, scale)
    if kind == "csv":
        return to_csv(figure.table).encode("utf-8-sig")
    if kind == "json":
        return _json(figure.to_dict(theme)).encode()
    wrong, expected = say("is '{word}'", word=kind), say("one of {names}", names=join(KINDS, "or"))
    raise InputError(say("the request"), [Problem(say("the kind of file"), wrong, expected)])


def frame_csv(frame: pd.DataFrame) -> str:
    """A table of data as CSV: plain numbers, empty where nothing is known, text a spreadsheet would run guarded."""
    rows = tuple(tuple(_cell(value) for value in row) for row in frame.itertuples(index=False))
    return to_csv(Table("", tuple(str(column) for column in frame.columns), rows))


def frame_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A table of data as rows for JSON, ``None`` where nothing is known."""
    return [{str(name): _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]


def _cell(value: Any) -> str:
    plain = _plain(value)
    if plain is None:
        return ""
    if isinstance(plain, float) and plain.is_integer() and abs(plain) < 1e15:
        return str(int(plain))
    return str(plain)


def _plain(value: Any) -> Any:
    """A value of a table as JSON knows it, ``None`` where it is empty."""
    if value is None or value is pd.NA or value is pd.NaT or value == "":
        return None
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, bool | int | float | str) else str(value)


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"


def _collection(features: list[dict[str, Any]]) -> str:
    return _json({"type": "FeatureCollection", "features": features})


def corridors_geojson(
    edges: pd.DataFrame,
    countries: pd.DataFrame,
    *,
    citations: Mapping[str, str] | None = None,
    language: str = "en",
) -> str:
    """Corridors as GeoJSON (RFC 7946): curved lines in the direction of travel, cut where they meet longitude 180.

    ``edges`` and ``countries`` are as for ``corridor_map``. A number that is not known is ``null``. Corridors with a
    country that has no position have ``null`` for their line.
    """
    places = places_of(countries)
    features = []
    for corridor in checked(edges):
        ends = places.get(corridor.origin), places.get(corridor.destination)
        parts = [] if ends[0] is None or ends[1] is None else cut_at_antimeridian(curve(ends[0], ends[1]))
        properties = _properties(corridor, citations or {}, language)
        features.append({"type": "Feature", "geometry": _line(parts), "properties": properties})
    return _collection(features)


def _line(parts: list[list[list[float]]]) -> dict[str, Any] | None:
    if len(parts) == 1:
        return {"type": "LineString", "coordinates": parts[0]}
    return {"type": "MultiLineString", "coordinates": parts} if parts else None


def _properties(corridor: Corridor, citations: Mapping[str, str], language: str) -> dict[str, Any]:
    titled = any(key in citations for key in sources_of(corridor.source))
    return {
        "origin": corridor.origin,
        "origin_name": country_name(corridor.origin, language),
        "destination": corridor.destination,
        "destination_name": country_name(corridor.destination, language),
        "people": corridor.people,
        "year": int(corridor.year) if corridor.year.isdigit() else corridor.year or None,
        **{
            name: str(getattr(corridor, name)) or None
            for name in ("unit", "basis", "measure", "cadre", "status", "confidence", "source")
        },
        **({"source_title": "; ".join(cited([corridor], citations))} if titled else {}),
    }


def countries_geojson(countries: pd.DataFrame, values: pd.DataFrame | None = None, *, language: str = "en") -> str:
    """Countries as points with the register's group columns, and the columns of ``values`` by ``country``."""
    table = countries if values is None else countries.merge(values, on="country", how="left", validate="one_to_one")
    features = []
    for row in table.to_dict("records"):
        place = _plain(row.pop("longitude")), _plain(row.pop("latitude"))
        properties = {str(name): _plain(value) for name, value in row.items()}
        properties["name"] = country_name(str(row["country"]), language)
        shape = None if None in place else {"type": "Point", "coordinates": list(place)}
        features.append({"type": "Feature", "geometry": shape, "properties": properties})
    return _collection(features)
