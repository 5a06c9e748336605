"""The same questions answered by listing every vertex of a small polytope: slow, simple, and sharing no code.

A polytope is ``matrix @ u <= bound``; the bounds of the utilities are among its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_SLACK = 1e-9


def system(rows: Sequence[tuple[Sequence[float], float]], lower: float = 0.0) -> tuple[Array, Array]:
    """Rows and the lower bounds as one system."""
    count = len(rows[0][0])
    matrix = np.array([coefficients for coefficients, _ in rows] + [list(-row) for row in np.eye(count)], dtype=float)
    return matrix, np.array([bound for _, bound in rows] + [-lower] * count, dtype=float)


def vertices(matrix: Array, bound: Array) -> Array:
    """Every vertex: the solutions of all square subsystems that satisfy the other rows."""
    picks = np.array(list(combinations(range(len(matrix)), matrix.shape[1])))
    squares, sides = matrix[picks], bound[picks]
    regular = np.abs(np.linalg.det(squares)) > _SLACK
    found = np.linalg.solve(squares[regular], sides[regular][..., None])[..., 0]
    inside = np.all(found @ matrix.T <= bound + 1e-7, axis=1)
    return distinct(found[inside])


def distinct(points: Array) -> Array:
    """Points without repetition."""
    kept: list[Array] = []
    for point in points:
        if not any(np.allclose(point, other, rtol=0, atol=1e-7) for other in kept):
            kept.append(point)
    return np.array(kept).reshape(len(kept), points.shape[1])


def largest(matrix: Array, bound: Array, objective: Sequence[float]) -> float:
    """The largest value of an objective."""
    return float(np.max(vertices(matrix, bound) @ np.array(objective)))


def frontier(points: Array) -> Array:
    """Extreme non-dominated points among pairs, by descending first part: no mix of two others is as good for both."""
    points = distinct(points)
    kept = [
        point
        for number, point in enumerate(points)
        if not any(_reaches(first, second, point) for first, second in _pairs(np.delete(points, number, axis=0)))
    ]
    return np.array(sorted(kept, key=lambda point: -point[0])).reshape(-1, 2)


def _pairs(points: Array) -> list[tuple[Array, Array]]:
    return [(first, second) for number, first in enumerate(points) for second in points[number:]]


def _reaches(first: Array, second: Array, point: Array) -> bool:
    """Whether some mix of two points is at least as good as a point in both parts."""
    low, high = 0.0, 1.0
    for one, other, wanted in zip(first, second, point, strict=True):
        slope, needed = one - other, wanted - other - 1e-8
        if slope > 1e-12:
            low = max(low, needed / slope)
        elif slope < -1e-12:
            high = min(high, needed / slope)
        elif needed > 0:
            return False
    return low <= high


def nash(points: Array) -> Array:
    """The pair with the largest product among all mixes of two points, each mix in closed form."""
    best = -1.0
    found: Array = points[0]
    for first, second in _pairs(points):
        change = first - second
        square, linear = change[0] * change[1], change[0] * second[1] + change[1] * second[0]
        share = float(np.clip(-linear / (2 * square), 0, 1)) if square < 0 else 0.0
        for part in (share, 0.0, 1.0):
            mix = second + part * change
            if mix[0] * mix[1] > best:
                best, found = float(mix[0] * mix[1]), mix
    return found


def leximin(matrix: Array, bound: Array, sizes: Sequence[float]) -> Array:
    """Raise the smallest ``utility / size``; fix those that cannot go on; raise the next smallest, and so on."""
    count = len(sizes)
    fixed: dict[int, float] = {}
    while len(fixed) < count:
        held, holds = _held(matrix, bound, fixed)
        rising = [i for i in range(count) if i not in fixed]
        lifted = np.hstack([held, np.zeros((len(held), 1))])
        above = np.zeros((len(rising), count + 1))
        for row, i in enumerate(rising):
            above[row, i], above[row, count] = -1.0, sizes[i]
        level = largest(np.vstack([lifted, above]), np.append(holds, np.zeros(len(rising))), [0.0] * count + [1.0])
        held, holds = np.vstack([held, above[:, :count]]), np.append(holds, [-level * sizes[i] + 1e-9 for i in rising])
        stuck = [i for i in rising if largest(held, holds, np.eye(count)[i].tolist()) <= level * sizes[i] + 1e-6]
        fixed |= {i: level * sizes[i] for i in stuck}
    return np.array([fixed[i] for i in range(count)])


def _held(matrix: Array, bound: Array, fixed: dict[int, float]) -> tuple[Array, Array]:
    """The system with some utilities held at what they have reached."""
    floors = np.array([-np.eye(matrix.shape[1])[i] for i in fixed]).reshape(len(fixed), matrix.shape[1])
    return np.vstack([matrix, floors]), np.append(bound, [-level + 1e-9 for level in fixed.values()])
