"""The Equal Earth projection, forth and back, and the short way round the globe.

B. Šavrič, T. Patterson, B. Jenny: The Equal Earth map projection. International Journal of Geographical Information
Science 33 (2019). Angles are in degrees, places on the sheet in radii with the equator at 0 and north up. Longitudes
are counted from the middle of the sheet and may run on beyond its edges, so that a way can be followed over them.
"""

from __future__ import annotations

import math

__all__ = ["HALF_WIDTH", "on_globe", "on_sheet", "short_way", "wrapped"]

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2


def wrapped(longitude: float) -> float:
    """A longitude between -180 and 180.

    >>> wrapped(190.0), wrapped(-181.0), wrapped(180.0)
    (-170.0, 179.0, 180.0)
    """
    turned = (longitude + 180.0) % 360.0 - 180.0
    return 180.0 if turned == -180.0 and longitude > 0 else turned


def short_way(start: float, end: float) -> float:
    """The degrees from one longitude to another the short way round, east positive.

    >>> short_way(178.0, -172.0), short_way(-100.0, 122.0)
    (10.0, -138.0)
    """
    return wrapped(end - start)


def _slope(angle: float) -> float:
    square = angle * angle
    sixth = square**3
    return _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)


def on_sheet(longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place lies on the sheet.

    >>> [round(part, 3) for part in on_sheet(180, 0)]
    [2.707, 0.0]
    """
    angle = math.asin(_M * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    x = math.radians(longitude) * math.cos(angle) / (_M * _slope(angle))
    return x, angle * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))


def on_globe(x: float, y: float) -> tuple[float, float]:
    """The longitude and latitude of a place on the sheet; beyond the poles the nearest place below them.

    >>> [round(part, 6) for part in on_globe(*on_sheet(-75, 52))]
    [-75.0, 52.0]
    """
    y = max(-_HIGHEST, min(_HIGHEST, y))
    angle = y
    for _ in range(12):
        square = angle * angle
        sixth = square**3
        angle -= (angle * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square)) - y) / _slope(angle)
    longitude = math.degrees(_M * x * _slope(angle) / math.cos(angle))
    return longitude, math.degrees(math.asin(max(-1.0, min(1.0, math.sin(angle) / _M))))


HALF_WIDTH = on_sheet(180.0, 0.0)[0]
"""Half the width of the sheet at the equator, in radii."""

_HIGHEST = on_sheet(0.0, 86.0)[1]
