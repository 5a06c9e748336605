"""Maps, matrices and country networks: what is drawn, what is left out, and that nothing unknown becomes none."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from tests.report.support import doctors, edges, register
from toolkit.errors import InputError
from toolkit.report.figures.classes import classed
from toolkit.report.figures.ego import country_network
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.maps import corridor_map
from toolkit.report.figures.matrix import corridor_matrix
from toolkit.report.figures.style import DASHES, SHAPES, STATUSES, THEMES
from toolkit.report.figures.views import VIEWS


def _map(table: pd.DataFrame, **options: Any) -> Figure:
    return corridor_map(table, register().countries, **options)


def _ribbons(figure: Figure) -> list[dict[str, Any]]:
    layers = [layer for layer in figure.drawing["layer"] if "format" in layer.get("data", {})]
    return [feature for layer in layers for feature in layer["data"]["values"]["features"]]


def _paths(figure: Figure) -> list[list[tuple[float, float]]]:
    """The corners of each corridor's outline as drawn, one list for each closed part."""
    svg = figure.to_svg()
    found = []
    for label, drawn in re.findall(r'<path aria-label="([^"]+ → [^"]+)"[^>]* d="([^"]+)"', svg):
        assert label
        for part in drawn.split("M")[1:]:
            numbers = [float(number) for number in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", part)]
            found.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
    return found


PACIFIC = [
    ("FJI", "NZL"),
    ("PHL", "USA"),
    ("USA", "PHL"),
    ("WSM", "NZL"),
    ("NZL", "COK"),
    ("AUS", "USA"),
    ("TON", "NZL"),
]


@pytest.mark.parametrize("pair", PACIFIC)
@pytest.mark.parametrize("view", ["world", "world, Pacific in the middle", "Pacific"])
def test_no_corridor_is_drawn_across_the_sheet(pair: tuple[str, str], view: str) -> None:
    """No part of a corridor as drawn has a step longer than a tenth of the frame."""
    figure = _map(edges((*pair, 900)), view=view)
    paths = _paths(figure)
    assert paths
    width = figure.drawing["width"]
    for path in paths:
        assert all(abs(a[0] - b[0]) < width / 10 for a, b in pairwise(path))


def test_the_philippines_to_the_united_states_goes_over_the_pacific() -> None:
    atlantic = _paths(_map(edges(("PHL", "USA", 900))))
    assert len(atlantic) == 2, "cut once at the edge of the sheet"
    [pacific] = _paths(_map(edges(("PHL", "USA", 900)), view="world, Pacific in the middle"))
    assert max(x for x, _ in pacific) - min(x for x, _ in pacific) < 540


def test_a_corridor_is_wide_at_its_origin() -> None:
    [path] = _paths(_map(edges(("KEN", "GBR", 900)), view="world"))
    lowest, highest = max(y for _, y in path), min(y for _, y in path)
    near_kenya = [x for x, y in path if lowest - y < 6]
    near_london = [x for x, y in path if y - highest < 1]
    assert max(near_kenya) - min(near_kenya) > 4 * (max(near_london) - min(near_london))


def test_the_largest_are_drawn_and_the_others_counted() -> None:
    figure = _map(doctors(), most=20)
    assert len(_ribbons(figure)) == len(figure.table.rows) == 20
    assert "The 20 largest corridors" in figure.note
    left = len(doctors()) - 20
    assert f"{left} more are not drawn" in figure.note
    assert "India → United States 50,173" in figure.description
    assert "borders" in figure.note.lower()


def test_what_is_not_known_is_dotted_and_never_zero() -> None:
    figure = _map(edges(("KEN", "GBR", None), ("GHA", "GBR", 0), ("IND", "GBR", 90)))
    by_name = {ribbon["properties"]["corridor"]: ribbon for ribbon in _ribbons(figure)}
    unknown, none = by_name["Kenya → United Kingdom"], by_name["Ghana → United Kingdom"]
    assert unknown["properties"]["people"] == "not known"
    assert none["properties"]["people"] == "0"
    assert len(unknown["geometry"]["coordinates"]) > 10
    assert len(none["geometry"]["coordinates"]) == 1
    assert "Without a known number, which does not mean none: 1." in figure.note
    assert "Without a known number: 1." in figure.description
    assert figure.table.rows[-1][:3] == ("Kenya", "United Kingdom", "not known")


def test_statuses_differ_by_colour_and_dash() -> None:
    rows = [("KEN", "GBR", 50), ("GHA", "GBR", 50), ("NGA", "GBR", 50), ("IND", "GBR", 50)]
    figure = _map(edges(*rows, status=list(STATUSES)))
    parts = {r["properties"]["group"]: len(r["geometry"]["coordinates"]) for r in _ribbons(figure)}
    assert parts["covered"] == parts["none"] == 1
    assert parts["announced"] > parts["perhaps"] > 1
    assert set(DASHES) == set(STATUSES)
    for colours in THEMES.values():
        assert len({colours[status] for status in STATUSES}) == 4
        assert len({colours[status] for status in SHAPES}) == len(SHAPES)


def test_themes_name_the_same_colours() -> None:
    assert THEMES["light"].keys() == THEMES["dark"].keys()


def test_cadres_of_one_corridor_lie_side_by_side() -> None:
    figure = _map(edges(("KEN", "GBR", 50), ("KEN", "GBR", 40), cadre=["nurse", "physician"]), colour="cadre")
    one, other = (ribbon["geometry"]["coordinates"][0][0] for ribbon in _ribbons(figure))
    assert abs(one[12][0] - other[12][0]) > 1


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_drawn(view: str) -> None:
    figure = _map(doctors(), view=view, most=10)
    assert figure.to_svg().count("→") > 3


def test_small_states_are_circles_and_can_have_a_value() -> None:
    values = pd.DataFrame({"country": ["TUV", "GIB", "KEN"], "value": [3.0, 7.0, 5.0]})
    figure = _map(edges(("KEN", "GBR", 5)), values=values, value_title="Doctors")
    layers = figure.drawing["layer"]
    circles = next(layer for layer in layers if layer["mark"].get("type") == "circle")["data"]["values"]
    coloured = [row["says"] for row in circles if row["step"] >= 0]
    assert sorted(coloured) == ["Gibraltar: 7", "Tuvalu: 3"]
    land = next(layer for layer in layers if "transform" in layer and "lookup" in layer["transform"][0])
    assert [row["id"] for row in land["transform"][0]["from"]["data"]["values"]] == ["KEN", "TUV"]


def test_countries_without_a_value_are_in_no_class() -> None:
    values = pd.DataFrame({"country": ["AAA", "BBB", "CCC"], "value": [0.0, None, 12.0]})
    found = classed(values)
    assert set(found.steps) == {"AAA", "CCC"}
    assert found.steps["AAA"] < found.steps["CCC"]
    assert classed(pd.DataFrame({"country": ["A"], "value": [4.0]})).names == ("4 to 4",)


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (pd.DataFrame({"origin": ["KEN"]}), "lacks destination and people"),
        (edges(("KEN", "GBR", -1)), "Kenya|KEN → GBR"),
        (edges(("KEN", "GBR", float("inf"))), "0 or more"),
        (edges(("KEN", "GBR", 1), status="maybe"), "maybe"),
        (edges(("KEN", "GBR", 1), ("IND", "GBR", 2), measure=["stock", "annual_inflow"]), "common scale"),
    ],
)
def test_tables_that_cannot_be_drawn_are_refused(table: pd.DataFrame, said: str) -> None:
    for make in (_map, corridor_matrix, lambda t: country_network(t, "GBR")):
        with pytest.raises(InputError, match=said):
            make(table)


def test_views_and_colours_that_there_are_not_are_refused() -> None:
    with pytest.raises(InputError, match="Caribbean"):
        _map(edges(("KEN", "GBR", 1)), view="Atlantis")
    with pytest.raises(InputError, match="status, cadre"):
        _map(edges(("KEN", "GBR", 1)), colour="people")


def test_the_matrix_shows_none_as_zero_and_leaves_the_unknown_empty() -> None:
    figure = corridor_matrix(edges(("KEN", "GBR", 0), ("IND", "GBR", None), ("IND", "DEU", 1200), status="covered"))
    [cells] = [layer["data"]["values"] for layer in figure.drawing["layer"] if "text" in layer["encoding"]]
    shown = {(cell["from"], cell["to"]): cell["shown"] for cell in cells}
    assert shown == {
        ("India", "Germany"): "1,200",
        ("Kenya", "United Kingdom"): "0",
        ("India", "United Kingdom"): "",
    }
    coloured = [layer for layer in figure.drawing["layer"] if "fill" in layer["encoding"]]
    assert len(coloured[0]["data"]["values"]) == 2
    assert "full = agreement known" in figure.note
    assert "2 of 4 cells" in figure.description


def test_the_network_writes_shares_and_gathers_the_small() -> None:
    rows = [(code, "GBR", 100 - place) for place, code in enumerate(["IND", "PHL", "NGA", "GHA", "KEN"])]
    figure = country_network(edges(*rows, ("GBR", "AUS", 40), ("MWI", "GBR", None)), "GBR", most=3)
    said = [row["line"] for layer in figure.drawing["layer"] for row in layer["data"]["values"] if "line" in row]
    assert "India  100 (20 %)" in said
    assert "2 other countries  193 (39 %)" in said
    assert "Australia  40 (100 %)" in said
    assert "Without a number: Malawi → United Kingdom." in figure.note


def test_shares_are_not_made_of_different_units() -> None:
    rows = [("IND", "GBR", 100), ("PHL", "GBR", 50.5)]
    figure = country_network(edges(*rows, unit=["persons", "full_time_equivalents"]), "GBR")
    assert "%" not in figure.description
    assert "must not be added up" in figure.note
