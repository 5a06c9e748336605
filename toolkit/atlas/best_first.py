"""The heaviest paths through a network in order, without walking through all of them.

A dense network of 200 countries has 3 · 10¹¹ paths of four steps. A path's weight never grows when a step is added
(it is a smallest figure or a product of shares, here the sum of their logarithms). So the beginning of a path can be
given a bound that no path with this beginning exceeds: what it has, joined with the best that as many further steps
could give if countries might be visited again. Always taking the beginning with the highest bound (best-first search,
Hart, Nilsson and Raphael 1968, doi:10.1109/TSSC.1968.300136) meets finished paths from the heaviest down.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from toolkit.atlas.arrays import Codes, Numbers

__all__ = ["Found", "Join", "Path", "Step", "best_first", "hopes"]

Path = tuple[int, ...]
Join = Callable[[Numbers, Numbers], Numbers]
Step = Callable[[Path, float], tuple[Numbers, Numbers]]
"""From a path and its weight: the weight with each country added, and a bound on all that begins so (-inf: nothing)."""


@dataclass(frozen=True, slots=True)
class Found:
    """Paths with their weights, the heaviest first, ties by the places of their countries.

    ``complete`` is false where the search was stopped after its limit of looks: no path is missing among those told,
    there only may be more after them.
    """

    paths: tuple[tuple[Path, float], ...]
    complete: bool


@dataclass(frozen=True, eq=False, slots=True)
class _Siblings:
    """The ways to go on from one path, the most promising first; the heap holds one of them at a time."""

    path: Path
    places: Codes
    weights: Numbers
    bounds: Numbers

    def entry(self, rank: int) -> tuple[float, Path, float, int, _Siblings]:
        place = int(self.places[rank])
        return -float(self.bounds[rank]), (*self.path, place), float(self.weights[rank]), rank, self


def _siblings(path: Path, weight: float, step: Step) -> _Siblings | None:
    weights, bounds = step(path, weight)
    places = np.flatnonzero(bounds > -np.inf)
    if not len(places):
        return None
    order = places[np.argsort(-bounds[places], kind="stable")]
    return _Siblings(path, order, weights[order], bounds[order])


def best_first(step: Step, finished: Callable[[Path], bool], *, most: int, looks: int) -> Found:
    """The ``most`` heaviest finished paths; at most ``looks`` beginnings are looked at.

    ``step((), 0)`` gives the countries to begin in. The bound of a finished path must be its weight.
    """
    found: list[tuple[Path, float]] = []
    heap: list[tuple[float, Path, float, int, _Siblings]] = []
    begun = _siblings((), 0.0, step)
    if begun is not None:
        heap.append(begun.entry(0))
    while heap and len(found) < most:
        if looks <= 0:
            return Found(tuple(found), False)
        looks -= 1
        _, path, weight, rank, siblings = heapq.heappop(heap)
        if finished(path):
            found.append((path, weight))
        if rank + 1 < len(siblings.places):
            heapq.heappush(heap, siblings.entry(rank + 1))
        further = _siblings(path, weight, step)
        if further is not None:
            heapq.heappush(heap, further.entry(0))
    return Found(tuple(found), True)


def hopes(value: Numbers, last: Numbers, joined: Join, steps: int) -> Iterator[Numbers]:
    """The best weight of walks of 0, 1, … ``steps`` steps, countries visited again if need be.

    ``value`` is what a step is worth, ``last`` what a walk of no step is worth from each country (rows) to each goal
    (columns), -inf where there is none. ``joined`` is ``numpy.minimum`` or ``numpy.add``.
    """
    yield last
    for _ in range(steps):
        last = np.array([joined(row[:, None], last).max(axis=0) for row in value]).reshape(last.shape)
        yield last
