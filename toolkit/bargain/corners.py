"""The frontier of two parties as a chain of corners and edges, and what can be read off it without another solve.

``a`` and ``b`` stand for the two parties, each of which may be a bloc whose members' utilities are added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from toolkit.linear.program import Key
from toolkit.linear.session import Optimum

__all__ = ["Corner", "Distance", "Edge", "Frontier", "Spot"]

_NOTHING = 1e-9


@dataclass(frozen=True, eq=False)
class Corner:
    """An extreme point of the frontier: what ``a`` and ``b`` have, what every party has, and an optimum found there.

    The optimum is kept for its column values; its objective is one that the search happened to use.
    """

    a: float
    b: float
    utilities: dict[str, float]
    optimum: Optimum


@dataclass(frozen=True, eq=False)
class Edge:
    """All deals between two corners: ``b`` gives up ``rate`` per unit that ``a`` gains on the way from end to start."""

    start: Corner
    end: Corner
    rate: float


@dataclass(frozen=True, eq=False)
class Spot:
    """A point of the frontier as a mix of one corner or of the two corners of an edge; the shares add up to 1."""

    mix: tuple[tuple[Corner, float], ...]

    @property
    def a(self) -> float:
        """The utility of ``a``."""
        return sum(share * corner.a for corner, share in self.mix)

    @property
    def b(self) -> float:
        """The utility of ``b``."""
        return sum(share * corner.b for corner, share in self.mix)

    @property
    def utilities(self) -> dict[str, float]:
        """What every party has; those that are in neither side as the mix leaves them."""
        names = self.mix[0][0].utilities
        return {name: sum(share * corner.utilities[name] for corner, share in self.mix) for name in names}

    def value(self, key: Key) -> float:
        """The value of a column in the mix, which is a solution of the program since the program is convex."""
        return sum(share * corner.optimum.value(key) for corner, share in self.mix)


@dataclass(frozen=True, eq=False)
class Distance:
    """How a pair of utilities lies to the frontier.

    Both could be multiplied by ``factor``: 1 on the frontier, less beyond it, None where one is below 0 or both are 0.
    ``more_a`` is what ``a`` could have more with ``b`` no worse off (negative beyond the frontier), None where ``b``
    has more than any deal gives; ``more_b`` likewise. ``better`` is the point of the frontier that raises both in
    proportion to what they could have more, None where no point is better for one and as good for the other.
    """

    factor: float | None
    more_a: float | None
    more_b: float | None
    better: Spot | None


@dataclass(frozen=True, eq=False)
class Frontier:
    """The corners in descending order of what ``a`` has, and the edges between them; the rates fall along the way.

    A deal may always leave something on the table, so that below the last corner ``b`` has as much as there, and ``a``
    as much as at the first corner.
    """

    a: tuple[str, ...]
    b: tuple[str, ...]
    corners: tuple[Corner, ...]
    edges: tuple[Edge, ...]

    def point_at(self, a: float) -> Spot:
        """The point where ``a`` has a given utility; the last corner where it has more even there.

        Raises ``ValueError`` for more than ``a`` can have.
        """
        first = self.corners[0]
        if a > first.a + _NOTHING * abs(first.a):
            raise ValueError(f"{' and '.join(self.a)} can have at most {first.a:g}, not {a:g}")
        return self._crossing([a - corner.a for corner in self.corners])

    def ray(self, a: float, b: float) -> Spot:
        """Where the ray from no deal in a direction of no negative part meets the frontier.

        Where it passes beside an end, that end, which is at least as good for both as any deal on the ray.
        """
        if min(a, b) < 0 or max(a, b) <= 0:
            raise ValueError(f"a ray needs a direction of gains, not ({a:g}, {b:g})")
        return self._crossing([a * corner.b - b * corner.a for corner in self.corners])

    def egalitarian(self) -> Spot:
        """The point of equal utilities, or the end where one side has more anyway (Kalai 1977)."""
        return self.ray(1.0, 1.0)

    def kalai_smorodinsky(self, ideals: Mapping[str, float] | None = None) -> Spot:
        """The point of equal shares of the ideals (Kalai and Smorodinsky 1975).

        A bloc's ideal is what its members' ideals add up to. Without ideals, each side's utility at its own end.
        """
        if ideals is None:
            most_a, most_b = self.corners[0].a, self.corners[-1].b
        else:
            most_a, most_b = (sum(ideals[name] for name in side) for side in (self.a, self.b))
        return self.ray(max(most_a, 0.0), max(most_b, 0.0)) if max(most_a, most_b) > 0 else self.egalitarian()

    def nash(self, weights: tuple[float, float] = (1.0, 1.0)) -> Spot:
        """The point of the largest product of utilities, each to the power of its weight (Nash 1950).

        With ``rate`` r, an edge is the line r·a + b = C, on which a = C·w_a / ((w_a + w_b)·r) is best: the edges are
        passed from the first corner on until that lies before an edge or on it. A side that cannot gain is left out.
        """
        for_a, for_b = weights
        if min(weights) <= 0:
            raise ValueError(f"bargaining weights are above 0, not {weights}")
        first, last = self.corners[0], self.corners[-1]
        if first.a <= 0 or last.b <= 0:
            return Spot(((last if first.a <= 0 else first, 1.0),))
        for edge in self.edges:
            best = for_a * (edge.rate * edge.start.a + edge.start.b) / ((for_a + for_b) * edge.rate)
            if best >= edge.start.a:
                return Spot(((edge.start, 1.0),))
            if best > edge.end.a:
                share = (best - edge.end.a) / (edge.start.a - edge.end.a)
                return Spot(((edge.start, share), (edge.end, 1 - share)))
        return Spot(((last, 1.0),))

    def distance(self, a: float, b: float) -> Distance:
        """How far a pair of utilities is from the frontier, and which point is better where one is."""
        first, last = self.corners[0], self.corners[-1]
        small_a, small_b = (_NOTHING * max(1.0, abs(most)) for most in (first.a, last.b))
        all_a, all_b = [corner.a for corner in self.corners], [corner.b for corner in self.corners]
        more_a = None if b > last.b + small_b else float(np.interp(b, all_b, all_a)) - a
        more_b = None if a > first.a + small_a else float(np.interp(a, all_a[::-1], all_b[::-1])) - b
        better = None
        if more_a is not None and more_b is not None and min(more_a / small_a, more_b / small_b) > -1:
            gain_a, gain_b = max(more_a, 0.0), max(more_b, 0.0)
            if gain_a > small_a or gain_b > small_b:
                better = self._crossing([gain_a * (at.b - b) - gain_b * (at.a - a) for at in self.corners])
        factor = None
        if min(a, b) >= 0 and max(a, b) > 0:
            reached = self.ray(a, b)
            factor = min(reached.a / a if a > 0 else np.inf, reached.b / b if b > 0 else np.inf)
        return Distance(factor, more_a, more_b, better)

    def _crossing(self, sides: list[float]) -> Spot:
        """The point where a line crosses the chain; ``sides`` of the line on which the corners lie rise along it."""
        if sides[0] >= 0:
            return Spot(((self.corners[0], 1.0),))
        for edge, (before, after) in zip(self.edges, pairwise(sides), strict=True):
            if after >= 0:
                share = after / (after - before)
                return Spot(((edge.start, share), (edge.end, 1 - share)))
        return Spot(((self.corners[-1], 1.0),))
