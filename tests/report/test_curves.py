"""Corridors as curves: the short way round, bent to one side, pointed where people arrive, cut at the antimeridian."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.report.figures.curves import Place, curve, cut_at_antimeridian, ribbon
from toolkit.report.figures.projection import HALF_WIDTH, on_globe, on_sheet, short_way, wrapped

FIJI, NEW_ZEALAND, SAMOA = (178.0, -17.8), (172.0, -41.0), (-172.4, -13.6)
PHILIPPINES, UNITED_STATES = (122.0, 12.0), (-98.0, 39.0)
KENYA, UNITED_KINGDOM = (38.0, 0.5), (-2.0, 54.0)

longitudes = st.floats(-180, 180)
latitudes = st.floats(-60, 75)
places = st.tuples(longitudes, latitudes)


@given(st.floats(-300, 300), st.floats(-85, 85))
def test_projection_goes_forth_and_back(longitude: float, latitude: float) -> None:
    back = on_globe(*on_sheet(longitude, latitude))
    assert back == pytest.approx((longitude, latitude), abs=1e-6)


def test_projection_has_the_published_shape() -> None:
    """The sheet is 2.05 times as wide as high, and its poles are 0.59 of the equator."""
    height = on_sheet(0, 90)[1]
    assert pytest.approx(2.055, abs=0.001) == HALF_WIDTH / height
    assert on_sheet(180, 90)[0] / HALF_WIDTH == pytest.approx(0.59, abs=0.005)


@given(longitudes, longitudes)
def test_the_short_way_is_never_longer_than_half_round(start: float, end: float) -> None:
    way = short_way(start, end)
    assert -180 <= way <= 180
    assert wrapped(start + way - end) == pytest.approx(0, abs=1e-9) or abs(way) == pytest.approx(180)


@given(places, places)
def test_curves_join_their_ends_by_small_steps(origin: Place, destination: Place) -> None:
    line = curve(origin, destination)
    for end, place in ((line[0], origin), (line[-1], destination)):
        assert abs(short_way(end[0], place[0])) < 0.01
        assert end[1] == pytest.approx(place[1], abs=0.01)
    assert all(-180 <= lon <= 180 and -85 <= lat <= 85 for lon, lat in line)


@pytest.mark.parametrize(
    ("origin", "destination", "longest"),
    [(FIJI, NEW_ZEALAND, 25), (SAMOA, NEW_ZEALAND, 25), (PHILIPPINES, UNITED_STATES, 190), (NEW_ZEALAND, SAMOA, 25)],
)
def test_pacific_corridors_take_the_short_way(origin: Place, destination: Place, longest: float) -> None:
    line = curve(origin, destination)
    assert sum(abs(short_way(a[0], b[0])) for a, b in pairwise(line)) < longest
    for part in cut_at_antimeridian(line):
        assert all(abs(a[0] - b[0]) < 20 for a, b in pairwise(part)), "a part runs across the sheet"


@given(places, places)
def test_cut_lines_never_run_across_and_lose_no_place(origin: Place, destination: Place) -> None:
    line = curve(origin, destination)
    parts = cut_at_antimeridian(line)
    for part in parts:
        assert len(part) > 1
        assert all(abs(a[0] - b[0]) <= 180 for a, b in pairwise(part))
    for end, start in pairwise(parts):
        assert abs(end[-1][0]) == abs(start[0][0]) == 180
        assert end[-1][0] == -start[0][0]
    kept, all_of_it = (_distinct(found) for found in ([place for part in parts for place in part], line))
    assert all_of_it <= kept or len(all_of_it) == 1


def _distinct(line: list[list[float]]) -> set[tuple[float, float]]:
    """The places of a line, longitude 180 east and west being one."""
    return {(180.0 if abs(lon) == 180 else lon, lat) for lon, lat in line}


def test_two_ways_bend_apart_each_to_its_right() -> None:
    there, back = curve(KENYA, UNITED_KINGDOM), curve(UNITED_KINGDOM, KENYA)
    middle_there, middle_back = there[len(there) // 2], back[len(back) // 2]
    assert middle_there[0] > middle_back[0] + 5, "people who go north are drawn further east"


def _width_at(ring: list[list[float]], share: float) -> float:
    """The width of a ribbon on the sheet at a share of its way."""
    half = (len(ring) - 1) // 2
    place = round(share * (half - 1))
    left, right = ring[place], ring[2 * half - 1 - place]
    return math.dist(on_sheet(left[0], left[1]), on_sheet(right[0], right[1]))


def test_ribbons_are_wide_where_people_leave_and_pointed_where_they_arrive() -> None:
    [[ring]] = ribbon(KENYA, UNITED_KINGDOM, 0.05, middle=0, decimals=6)
    widths = [_width_at(ring, share) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] == pytest.approx(0.05, rel=0.02)
    assert widths[-1] < 0.01
    assert math.dist(ring[0], KENYA) < 3
    assert ring[0] == ring[-1]


@given(places, places)
def test_ribbons_run_with_the_clock(origin: Place, destination: Place) -> None:
    """A ring that ran against it would fill the rest of the globe."""
    for [ring] in ribbon(origin, destination, 0.01, middle=0, decimals=6):
        longitudes, here = [], ring[0][0]
        for place in ring:
            here += short_way(here, place[0])
            longitudes.append(here)
        corners = [on_sheet(lon, place[1]) for lon, place in zip(longitudes, ring, strict=True)]
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(corners))
        assert area < 1e-6


def test_dashes_leave_gaps_and_cover_the_way() -> None:
    whole = ribbon(KENYA, UNITED_KINGDOM, 0.01, middle=0)
    dashed = ribbon(KENYA, UNITED_KINGDOM, 0.01, middle=0, dash=(0.05, 0.05))
    assert len(whole) == 1
    assert len(dashed) > 5


def test_a_corridor_without_length_draws_nothing() -> None:
    assert ribbon(KENYA, KENYA, 0.01, middle=0) == []
