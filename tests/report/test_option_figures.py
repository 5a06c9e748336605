"""The frontier, the trajectories and the parts of gains: drawn from the library's numbers, with labels apart."""

from __future__ import annotations

import json
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import altair
import pytest
from altair.utils.schemapi import validate_jsonschema
from hypothesis import given
from hypothesis import strategies as st

from tests.report.option_support import line, marks, options, three
from tests.support.cases import shipped
from toolkit import load_case
from toolkit.deal.frontiers import frontier
from toolkit.model import indicators
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.frontier import POINT, frontier_figure
from toolkit.report.figures.gain_parts import gain_parts
from toolkit.report.figures.labels import apart
from toolkit.report.figures.trajectories import DASHES, TONES, trajectory_figures
from toolkit.report.options import corner_marks
from toolkit.wording import money

SCHEMA = json.loads((Path(altair.__file__).parent / "vegalite" / "v6" / "schema" / "vega-lite-schema.json").read_text())
NAMES = ("ghana-uk", "kenya-uk", "philippines-germany")


def every_figure() -> dict[str, Figure]:
    found = {f"frontier {name}": frontier_figure(line(name), marks(name), chosen="draft") for name in NAMES}
    found["frontier close"] = frontier_figure(line(), marks(), whole=False)
    found["frontier bare"] = frontier_figure(line())
    found["parts"] = gain_parts(options(), "GHA")
    return found | {f"service {place}": figure for place, figure in enumerate(trajectory_figures(options()[:2]))}


@pytest.mark.parametrize("figure", every_figure().values(), ids=list(every_figure()))
def test_figures_are_valid_and_drawn_with_their_words(figure: Figure) -> None:
    validate_jsonschema(figure.to_dict(), SCHEMA)
    text = json.dumps(figure.to_dict("dark"))
    assert "http" not in text
    assert "$tone" not in text
    assert figure.title in figure.description
    assert all(len(row) == len(figure.table.columns) for row in figure.table.rows)
    svg = figure.to_svg()
    assert figure.title in svg
    assert "NaN" not in svg
    assert svg == figure.to_svg()


def layers(figure: Figure) -> list[dict[str, Any]]:
    return list(figure.drawing["layer"])


def points(figure: Figure) -> list[dict[str, Any]]:
    (layer,) = (one for one in layers(figure) if "params" in one)
    assert layer["params"][0]["name"] == POINT
    return list(layer["data"]["values"])


@pytest.mark.parametrize("name", NAMES)
def test_points_of_the_frontier_are_the_librarys(name: str) -> None:
    found, first, second = line(name), *(side[0] for side in line(name).sides)
    rows = {row["key"]: row for row in points(frontier_figure(found, marks(name)))}
    assert set(rows) == {mark.key for mark in (*corner_marks(found), *marks(name))}
    for place, point in enumerate(found.points):
        row = rows[f"corner_{place}"]
        assert row["x"] * 1e6 == pytest.approx(point.gains[first])
        assert row["y"] * 1e6 == pytest.approx(point.gains[second])
        assert money(point.gains[first], "USD") in row["words"]
    for rule, gains in found.named.items():
        assert rows[f"rule_{rule}"]["x"] * 1e6 == pytest.approx(gains[first])


def test_a_bloc_adds_its_gains_and_tells_of_the_others() -> None:
    case = load_case(three())
    found = frontier(case, ["KEN", "PHL"], "GBR")
    figure = frontier_figure(found)
    for row, point in zip(points(figure), found.points, strict=True):
        assert row["x"] * 1e3 == pytest.approx(point.gains["KEN"] + point.gains["PHL"])
        assert row["y"] * 1e3 == pytest.approx(point.gains["GBR"])
    assert "Kenya and Philippines" in figure.title
    assert "Nobody is asked to lose" in frontier_figure(frontier(case, "KEN", "GBR")).note


def labels(figure: Figure) -> list[dict[str, Any]]:
    """Every label; each stands in a layer with a halo."""
    return [row for layer in layers(figure) if "layer" in layer for row in layer["data"]["values"]]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("whole", [True, False])
def test_labels_of_the_frontier_lie_in_rows_of_their_own(name: str, whole: bool) -> None:
    figure = frontier_figure(line(name), marks(name), whole=whole)
    found = labels(figure)
    (y,) = {json.dumps(layer["encoding"]["y"]["scale"]) for layer in layers(figure) if layer.get("params")}
    low, high = json.loads(y)["domain"]
    per_row = (high - low) / figure.drawing["height"]
    for one, other in combinations(found, 2):
        assert abs(one["row"] - other["row"]) > 13 * per_row, f"{one['words']} lies on {other['words']}"
    words = " ".join(label["words"] for label in found)
    assert "Draft" in words
    assert "Equal share of the most possible and Draft" in words, "marks at one place share a label"


def test_the_axes_begin_with_no_agreement_or_with_the_frontier() -> None:
    for whole in (True, False):
        figure = frontier_figure(line(), whole=whole)
        (layer,) = (one for one in layers(figure) if "params" in one)
        lows = [layer["encoding"][axis]["scale"]["domain"][0] for axis in ("x", "y")]
        assert [low == 0 for low in lows] == [whole, whole]
        assert ("shaded" in figure.note) == whole


def test_a_mark_below_no_agreement_is_inside_the_picture() -> None:
    bad = [mark for mark in marks() if mark.kind == "option"]
    worse = type(bad[0])("w", "option", "Worse", {"GHA": -50e6, "GBR": 10e6})
    figure = frontier_figure(line(), [worse])
    (layer,) = (one for one in layers(figure) if "params" in one)
    assert layer["encoding"]["x"]["scale"]["domain"][0] < -50


def test_trajectories_are_the_gained_service() -> None:
    figures = trajectory_figures(options())
    case = shipped("ghana-uk")
    assert len(figures) == sum(len(country.cadres) for country in case.countries.values())
    table = indicators.by_year(options()[0].outcome)
    here = table[(table["country"] == "GBR") & (table["cadre"] == "nurse") & (table["indicator"] == "gained_service")]
    figure = next(one for one in figures if one.title == "United Kingdom: nurses")
    (layer,) = (one for one in layers(figure) if one.get("mark", {}).get("type") == "line")
    values = [row["value"] for row in layer["data"]["values"] if row["option"] == options()[0].name[:28]]
    own = layer["data"]["values"][: len(here)]
    assert [row["value"] for row in own] == pytest.approx(here["value"].tolist())
    assert len(values) in (0, len(here))
    assert len(TONES) == len(DASHES) == len(set(DASHES)) == len(set(TONES)) == 6


def test_parts_add_up_to_the_gain() -> None:
    figure = gain_parts(options(), "GBR")
    bars, ticks = layers(figure)[0]["data"]["values"], layers(figure)[1]["data"]["values"]
    for option, tick in zip(options(), ticks, strict=True):
        own = [bar for bar in bars if bar["option"] == tick["option"]]
        assert sum(bar["to"] - bar["from"] for bar in own) == pytest.approx(tick["gain"], abs=1e-9)
        assert tick["gain"] * 1e6 == pytest.approx(option.outcome.gains["GBR"], abs=1e-3)


@given(st.lists(st.floats(-50, 550), max_size=14), st.floats(5, 60))
def test_labels_move_apart_in_their_order_and_stay_inside(places: list[float], gap: float) -> None:
    found = apart(places, gap, 0, 500)
    room = min(gap, 500 / max(1, len(places) - 1))
    order = sorted(range(len(places)), key=lambda index: places[index])
    for one, other in pairwise(found[index] for index in order):
        assert other - one >= room - 1e-6
    assert all(-1e-6 <= value <= 500 + 1e-6 for value in found)


def test_labels_with_room_stay_where_they_are() -> None:
    assert apart([400.0, 10.0, 60.0], 20, 0, 500) == [400.0, 10.0, 60.0]
    assert apart([], 20, 0, 500) == []
