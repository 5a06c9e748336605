"""What holds for every picture: valid, drawn in this process, in two themes, the same each time, told in words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import altair
import pandas as pd
import pytest
from altair.utils.schemapi import validate_jsonschema

from tests.report.support import edges, every_figure, register
from tests.support.slow import mostly_slow
from toolkit.errors import InputError
from toolkit.report.figures.ego import country_network
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.heatmap import clause_grid
from toolkit.report.figures.maps import corridor_map
from toolkit.report.figures.matrix import corridor_matrix
from toolkit.report.figures.render import plain_svg
from toolkit.report.figures.style import THEMES, config, painted
from toolkit.report.figures.timeline import agreement_timeline

FIGURES = every_figure()
SCHEMA = Path(altair.__file__).parent / "vegalite" / "v6" / "schema" / "vega-lite-schema.json"
each = pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))
PNG = b"\x89PNG\r\n\x1a\n"


def _without_rows(part: Any) -> Any:
    """A specification with short data, which the schema leaves open anyway."""
    if isinstance(part, dict):
        return {
            key: {"values": []} if key == "data" and "values" in item else _without_rows(item)
            for key, item in part.items()
        }
    return [_without_rows(item) for item in part] if isinstance(part, list) else part


@each
def test_specifications_keep_to_the_schema(figure: Figure) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validate_jsonschema(_without_rows(figure.to_dict()), schema)
    with pytest.raises(Exception, match="3 is not"):
        validate_jsonschema({**_without_rows(figure.to_dict()), "layer": 3}, schema)


@each
def test_no_picture_names_an_address(figure: Figure) -> None:
    for spec in (figure.to_dict(), figure.to_dict("dark")):
        text = json.dumps(spec)
        assert "http" not in text
        assert "$schema" not in text
        assert "$tone" not in text
        assert "$world" not in text
        assert '"url"' not in text


@each
@pytest.mark.parametrize("theme", THEMES)
def test_every_picture_is_drawn_with_its_words(figure: Figure, theme: str) -> None:
    svg = figure.to_svg(theme)
    root = ElementTree.fromstring(svg)
    name = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{name}title") == figure.title
    assert root.findtext(f"{name}desc") == figure.description
    assert THEMES[theme]["paper"] in svg
    written = " ".join(text.text or "" for text in root.iter(f"{name}text"))
    assert figure.title in written
    assert figure.note.split(".", maxsplit=1)[0][:30] in written
    assert re.search(r'(href|src)="(?!#)', svg) is None
    assert "url(http" not in svg
    assert "NaN" not in svg


@pytest.mark.parametrize("figure", mostly_slow(FIGURES.values(), 2), ids=list(FIGURES))
def test_the_same_picture_gives_the_same_bytes(figure: Figure) -> None:
    assert figure.to_svg() == figure.to_svg()
    assert figure.to_png(scale=0.5) == figure.to_png(scale=0.5)
    assert figure.to_png(scale=0.5).startswith(PNG)


@each
def test_the_words_state_numbers_and_the_table_has_the_rows(figure: Figure) -> None:
    assert figure.title in figure.description
    assert re.search(r"\d", figure.description)
    assert figure.table.rows
    assert all(len(row) == len(figure.table.columns) for row in figure.table.rows)
    assert figure.note


def test_addresses_are_refused_when_drawing() -> None:
    spec = {"data": {"url": "https://example.org/a.json"}, "mark": "point", "encoding": {}}
    with pytest.raises(ValueError):
        plain_svg(spec)


def test_fonts_begin_with_one_that_is_there() -> None:
    assert painted(config(), "light")["font"].startswith("Liberation Sans")
    assert FIGURES["matrix"].to_svg().count("<text") > 50


def test_pages_may_serve_the_outlines() -> None:
    spec = FIGURES["world"].to_dict(outline_address="./app/static/world.topo.json")
    assert spec["data"] == {
        "url": "./app/static/world.topo.json",
        "format": {"type": "topojson", "feature": "countries"},
    }
    assert len(json.dumps(spec)) < len(json.dumps(FIGURES["world"].to_dict())) - 100_000


def test_a_theme_that_there_is_not_is_refused() -> None:
    with pytest.raises(InputError, match="light or dark"):
        FIGURES["matrix"].to_dict("pink")


def test_notebooks_show_a_picture() -> None:
    assert FIGURES["matrix"]._repr_svg_().startswith("<svg")


HOSTILE = '<script>alert("x")</script>&\'=cmd|'


def _hostile_figures() -> list[Figure]:
    table = edges((HOSTILE, "GBR", 10), ("KEN", HOSTILE, 5), ("KEN", "GBR", 5), source=HOSTILE, cadre=HOSTILE)
    hostile_place = pd.DataFrame({"country": [HOSTILE], "latitude": [10.0], "longitude": [10.0]})
    countries = pd.concat([register().countries[["country", "latitude", "longitude"]], hostile_place])
    record = next(iter(register().agreements.values()))
    party = record.parties[0].model_copy(update={"part": HOSTILE, "country": HOSTILE})
    hostile = record.model_copy(update={"id": HOSTILE, "title": HOSTILE, "parties": (party, *record.parties[1:])})
    return [
        corridor_map(table, countries, title=HOSTILE, colour="cadre"),
        corridor_matrix(table, title=HOSTILE),
        country_network(table, HOSTILE, title=HOSTILE),
        agreement_timeline([hostile], until=2026, title=HOSTILE),
        clause_grid([hostile, *list(register().agreements.values())[1:4]], register().codebook, title=HOSTILE),
    ]


def test_hostile_names_stay_text() -> None:
    for figure in _hostile_figures():
        svg = figure.to_svg()
        assert "<script" not in svg
        root = ElementTree.fromstring(svg)
        assert root.findtext("{http://www.w3.org/2000/svg}title") == HOSTILE


def test_nothing_to_show_is_said_and_drawn() -> None:
    nothing = edges()
    for figure in (
        corridor_map(nothing, register().countries),
        corridor_matrix(nothing),
        country_network(nothing, "KEN"),
        agreement_timeline([], until=2026),
        clause_grid([], register().codebook),
    ):
        assert figure.to_svg().startswith("<svg")
        assert figure.to_png(scale=0.5).startswith(PNG)
        assert figure.table.rows == ()


def test_several_pictures_fit_on_one_page() -> None:
    """No two pictures use the same name for something that they refer to."""
    names = [set(re.findall(r' id="([^"]+)"', figure.to_svg())) for figure in FIGURES.values()]
    assert any(names)
    assert len(set().union(*names)) == sum(len(found) for found in names)
    for figure in FIGURES.values():
        svg = figure.to_svg()
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(re.findall(r' id="([^"]+)"', svg))
