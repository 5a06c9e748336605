"""Pictures and tables as files for other programs."""

from __future__ import annotations

import csv
import io
import json
from itertools import pairwise

import pandas as pd
import pytest

from tests.report.support import doctors, edges, every_figure, register
from toolkit.errors import InputError
from toolkit.report.exports import KINDS, corridors_geojson, countries_geojson, figure_file, frame_csv
from toolkit.report.figures.edges import citations_of


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_becomes_each_kind_of_file(kind: str) -> None:
    figure = every_figure()["matrix"]
    content = figure_file(figure, kind, scale=0.5)
    assert content == figure_file(figure, kind, scale=0.5)
    starts = {"svg": b"<svg", "png": b"\x89PNG", "csv": b"\xef\xbb\xbffrom,to,people", "json": b'{"width"'}
    assert content.startswith(starts[kind])


def test_kinds_and_scales_that_there_are_not_are_refused() -> None:
    figure = every_figure()["matrix"]
    with pytest.raises(InputError, match="svg, png, csv or json"):
        figure_file(figure, "bmp")
    with pytest.raises(InputError, match="up to 6"):
        figure_file(figure, "png", scale=100)


def test_tables_keep_numbers_and_guard_formulas() -> None:
    frame = pd.DataFrame({"name": ["=cmd|' /C calc'!A0", "-3", "@a"], "value": [1.0, None, -2.5], "n": [1, 2, 3]})
    rows = list(csv.reader(io.StringIO(frame_csv(frame))))
    assert rows == [
        ["name", "value", "n"],
        ["'=cmd|' /C calc'!A0", "1", "1"],
        ["-3", "", "2"],
        ["'@a", "-2.5", "3"],
    ]


def test_corridors_as_geojson_are_cut_and_tell_their_basis() -> None:
    table = edges(("FJI", "NZL", 30), ("PHL", "USA", None), ("KEN", "GBR", 0), ("KEN", "XXX", 4), source="oecd")
    content = json.loads(corridors_geojson(table, register().countries, citations={"oecd": "OECD (2024)"}))
    by_pair = {(f["properties"]["origin"], f["properties"]["destination"]): f for f in content["features"]}
    crossing = by_pair["PHL", "USA"]
    assert crossing["geometry"]["type"] == "MultiLineString"
    first, second = crossing["geometry"]["coordinates"]
    assert (first[-1][0], second[0][0]) == (180.0, -180.0)
    assert crossing["properties"]["people"] is None
    assert by_pair["KEN", "GBR"]["geometry"]["type"] == "LineString"
    assert by_pair["KEN", "GBR"]["properties"]["people"] == 0
    assert by_pair["KEN", "XXX"]["geometry"] is None
    assert by_pair["FJI", "NZL"]["properties"] == {
        "origin": "FJI",
        "origin_name": "Fiji",
        "destination": "NZL",
        "destination_name": "New Zealand",
        "people": 30.0,
        "year": 2024,
        "unit": "persons",
        "basis": "trained_in",
        "measure": "stock",
        "cadre": None,
        "status": None,
        "confidence": None,
        "source": "oecd",
        "source_title": "OECD (2024)",
    }


def test_the_whole_register_as_geojson_stays_on_the_globe() -> None:
    citations = citations_of(register().sources)
    content = json.loads(corridors_geojson(doctors(), register().countries, citations=citations))
    assert len(content["features"]) == len(doctors())
    for feature in content["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiLineString" else [shape["coordinates"]]
        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for part in parts for lon, lat in part)
        assert all(abs(a[0] - b[0]) < 60 for part in parts for a, b in pairwise(part))


def test_countries_as_geojson_are_points_with_values() -> None:
    values = pd.DataFrame({"country": ["KEN", "TUV"], "density": [2.5, None]})
    content = json.loads(countries_geojson(register().countries, values))
    found = {feature["properties"]["country"]: feature for feature in content["features"]}
    assert len(found) == len(register().countries)
    assert found["KEN"]["properties"]["density"] == 2.5
    assert found["TUV"]["properties"]["density"] is None
    longitude, latitude = found["KEN"]["geometry"]["coordinates"]
    assert (longitude, latitude) == (pytest.approx(38, abs=2), pytest.approx(0, abs=2))
