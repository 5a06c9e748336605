"""The outlines of countries: complete, replaceable, and read whatever way they are wound."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.report.support import edges, register
from toolkit.errors import InputError
from toolkit.report.figures import world
from toolkit.report.figures.maps import corridor_map, places_of
from toolkit.report.figures.world import VARIABLE, load_outline

ROOT = Path(world.__file__).parents[3]


def test_every_country_of_the_register_is_an_outline_or_a_circle() -> None:
    outline = load_outline()
    table = register().countries
    figure = corridor_map(edges(("KEN", "GBR", 5)), table)
    circles = next(layer for layer in figure.drawing["layer"] if layer["mark"].get("type") == "circle")
    drawn = {(row["lon"], row["lat"]) for row in circles["data"]["values"]}
    places = places_of(table)
    missing = [code for code in table["country"] if not outline.visible(code) and places.get(code) not in drawn]
    assert missing == []
    assert {"TUV", "GIB", "SGP", "MLT", "NRU"} <= {code for code in places if places[code] in drawn}


def test_the_shipped_file_is_the_one_described() -> None:
    file = Path(world.__file__).parent / "world.topo.json"
    told = (ROOT / "tools" / "world_outline" / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(file.read_bytes()).hexdigest() in told
    assert file.stat().st_size < 160_000
    outline = load_outline()
    assert len(outline.areas) == 241
    assert outline.shipped
    assert outline.areas["KEN"] == pytest.approx(582_000, rel=0.03)
    assert outline.areas["FJI"] == pytest.approx(18_300, rel=0.2)


def _square(code: str, *, turned: bool) -> dict[str, Any]:
    ring = [[30, 0], [40, 0], [40, 10], [30, 10], [30, 0]]
    shape = {"type": "Polygon", "coordinates": [ring[::-1] if turned else ring]}
    return {"type": "Feature", "properties": {"ISO_A3": code}, "geometry": shape}


@pytest.mark.parametrize("turned", [True, False])
def test_a_governments_own_file_replaces_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turned: bool) -> None:
    file = tmp_path / "ours.geojson"
    content = {"type": "FeatureCollection", "features": [_square("KEN", turned=turned)]}
    file.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(file))
    outline = load_outline()
    assert outline.areas["KEN"] == pytest.approx(1_230_000, rel=0.02)
    [ring] = outline.values["features"][0]["geometry"]["coordinates"][0]
    assert ring[1] == [30, 10], "rings run with the clock"
    figure = corridor_map(edges(("KEN", "GBR", 5)), register().countries)
    assert "ours.geojson" in figure.note
    assert figure.to_svg().count("<path") > 3
    monkeypatch.delenv(VARIABLE)
    assert load_outline().shipped


@pytest.mark.parametrize(
    "content",
    ["", "[]", '{"type": "Topology"}', '{"type": "FeatureCollection", "features": []}', '{"type": "Point"}', "\udcff"],
)
def test_files_that_hold_no_outlines_are_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "wrong.json"
    file.write_text(content, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(InputError, match=r"wrong\.json"):
        load_outline(file)
    with pytest.raises(InputError):
        load_outline(tmp_path / "none.json")
