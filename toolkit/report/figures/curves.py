"""Corridors as curves and as ribbons, wide where people leave and pointed where they arrive.

A curve is bent on the sheet of the map, always to the right of the way people go, so that two corridors of opposite
directions lie apart. It takes the short way round the globe and may run over the edge of the sheet; places are given
back in longitude and latitude, and the drawing library cuts them at the edge.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from toolkit.report.figures.projection import on_globe, on_sheet, short_way, wrapped

__all__ = ["BEND", "Place", "curve", "cut_at_antimeridian", "ribbon"]

Place = tuple[float, float]
"""Longitude and latitude in degrees."""

BEND = 0.17
"""How far a curve leaves the straight line at most, as share of its length; twice that for its control point."""

_SHORTEST = 1e-4
_TIP = 0.28
_HIGHEST = 84.0


def _sheet_curve(origin: Place, destination: Place, middle: float, bend: float, points: int) -> list[Place]:
    """Points on the sheet; the second end may lie beyond its edge."""
    start_longitude = short_way(middle, origin[0])
    end_longitude = start_longitude + short_way(origin[0], destination[0])
    start, end = on_sheet(start_longitude, origin[1]), on_sheet(end_longitude, destination[1])
    across, up = end[0] - start[0], end[1] - start[1]
    control = (start[0] + across / 2 + 2 * bend * up, start[1] + up / 2 - 2 * bend * across)
    highest = on_sheet(0, _HIGHEST)[1]
    line = []
    for step in range(points + 1):
        t = step / points
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        y = a * start[1] + b * control[1] + c * end[1]
        line.append((a * start[0] + b * control[0] + c * end[0], max(-highest, min(highest, y))))
    return line


def _back(place: Place, middle: float, decimals: int) -> list[float]:
    longitude, latitude = on_globe(*place)
    return [round(wrapped(longitude + middle), decimals), round(latitude, decimals)]


def curve(
    origin: Place, destination: Place, *, middle: float = 0.0, bend: float = BEND, points: int = 48
) -> list[list[float]]:
    """A corridor as places on the globe, the short way round."""
    line = _sheet_curve(origin, destination, middle, bend, points)
    return [_back(place, middle, 4) for place in line]


def cut_at_antimeridian(line: Sequence[Sequence[float]]) -> list[list[list[float]]]:
    """A line in parts that end where it meets longitude 180, as GeoJSON wants it.

    >>> cut_at_antimeridian([[170.0, 0.0], [-170.0, 10.0]])
    [[[170.0, 0.0], [180.0, 5.0]], [[-180.0, 5.0], [-170.0, 10.0]]]
    """
    parts = [[list(line[0])]]
    for (west, south), (east, north) in pairwise(line):
        if abs(east - west) > 180:
            edge = 180.0 if west > 0 else -180.0
            way = short_way(west, east)
            share = (edge - west) / way if way else 0.0
            height = round(south + share * (north - south), 4)
            parts[-1].append([edge, height])
            parts.append([[-edge, height]])
        parts[-1].append([east, north])
    cleaned = [[place for i, place in enumerate(part) if i == 0 or place != part[i - 1]] for part in parts]
    return [part for part in cleaned if len(part) > 1]


def ribbon(
    origin: Place,
    destination: Place,
    thickness: float,
    *,
    middle: float,
    bend: float = BEND,
    dash: tuple[float, float] = (0, 0),
    decimals: int = 2,
) -> list[list[list[list[float]]]]:
    """A corridor as polygons on the globe, ``thickness`` radii wide where it starts and pointed where it ends.

    ``dash`` gives what is drawn and left out along the way, in radii; one polygon for each dash.
    """
    straight = math.dist(on_sheet(0, origin[1]), on_sheet(short_way(origin[0], destination[0]), destination[1]))
    if straight < _SHORTEST:
        return []
    line = _sheet_curve(origin, destination, middle, bend, max(12, min(56, int(straight * 40))))
    lengths = [0.0]
    for before, after in pairwise(line):
        lengths.append(lengths[-1] + math.dist(before, after))
    total = lengths[-1]
    polygons = []
    for begin, finish in _dashes(total, *dash):
        stretch = _between(line, lengths, begin, finish)
        right, left = [], []
        for (x, y), (nx, ny), share in stretch:
            half = thickness / 2 * (_TIP + (1 - _TIP) * (1 - share)) * min(1.0, (1 - share) * 9 + 0.12)
            right.append((x + nx * half, y + ny * half))
            left.append((x - nx * half, y - ny * half))
        ring = [*left, *reversed(right), left[0]]
        polygons.append([[_back(place, middle, decimals) for place in ring]])
    return polygons


def _dashes(total: float, drawn: float, left_out: float) -> list[tuple[float, float]]:
    if drawn <= 0:
        return [(0.0, total)]
    count = max(1, round((total + left_out) / (drawn + left_out)))
    period = (total + left_out) / count
    share = drawn / (drawn + left_out)
    return [(number * period, min(total, number * period + period * share)) for number in range(count)]


def _between(
    line: Sequence[Place], lengths: Sequence[float], begin: float, finish: float
) -> list[tuple[Place, Place, float]]:
    """Points of a line between two lengths, each with the direction to its right and its share of the way."""
    inner = [length for length in lengths if begin < length < finish]
    found = []
    for length in [begin, *inner, finish]:
        place = next((i for i in range(1, len(lengths)) if lengths[i] >= length), len(lengths) - 1)
        (ax, ay), (bx, by) = line[place - 1], line[place]
        size = lengths[place] - lengths[place - 1] or 1.0
        part = (length - lengths[place - 1]) / size
        run = math.dist((ax, ay), (bx, by)) or 1.0
        normal = ((by - ay) / run, -(bx - ax) / run)
        found.append(((ax + part * (bx - ax), ay + part * (by - ay)), normal, length / lengths[-1]))
    return found
