"""What the bound of a row or column is worth, and for which values of the bound it is worth that.

The largest objective is a concave function of a bound, made of straight pieces, and the price is its slope. The bound
is made a column of its own, so that a piece is the set of optima of ``objective - slope * bound`` and its ends are two
more solves away. Ranges as solvers report them (Gal, "Postoptimal analyses, parametric programming, and related
topics", 1979, chapter 3) hold for one basis, and are too narrow where several bases are optimal; these are not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.errors import Infeasible, Unbounded
from toolkit.linear.program import Key, Term
from toolkit.linear.session import Session

__all__ = ["PriceRange", "price_range"]

_SLIGHT = 1e-8
_ABOVE = 1e-11
_ROUNDS = 100


@dataclass(frozen=True)
class PriceRange:
    """The worth of a bound, in units of the objective per unit of the bound.

    ``price`` is what the objective gains per unit by which the bound is relaxed, ``loss`` what it loses per unit by
    which the bound is tightened. They are the same unless the bound stands at a kink; there ``loss`` is larger, and
    infinite where a tighter bound leaves no solution. Both hold, each on its side of ``bound``, while the bound stays
    between ``lower`` and ``upper``.
    """

    bound: float
    price: float
    loss: float
    lower: float
    upper: float


def price_range(session: Session, objective: Sequence[Term], key: Key) -> PriceRange:
    """The price of a limit where the objective is at its largest, and how far it holds.

    The key is that of a column's bound where the program has such a column, otherwise of a row. Of two bounds the one
    nearer to the optimum is meant. Four solves, more at a kink; the session is as before afterwards. Raises
    ``ValueError`` for an equation or a limit without a bound, ``Infeasible`` and ``Unbounded``.
    """
    with session.temporary():
        return _Slope(session, objective, key).priced()


class _Slope:
    """The objective as a function of a bound, by how much the bound is relaxed (``sign`` · change ≥ 0)."""

    def __init__(self, session: Session, objective: Sequence[Term], key: Key):
        self.session, self.objective = session, objective
        self.bound, self.sign = self._side(key)
        self.at, self.row = ("bound", key), ("limit", key)
        self.slight = _SLIGHT * max(1.0, abs(self.bound))
        low, high = (-math.inf, 0.0) if self.sign > 0 else (0.0, math.inf)
        session.add_column(self.at, self.bound, self.bound)
        if key in session.columns:
            terms, (lower, upper) = [(1.0, key)], session.column_bounds(key)
            session.bound_column(key, *((lower, math.inf) if self.sign > 0 else (-math.inf, upper)))
        else:
            terms, (lower, upper) = session.terms(key), session.row_bounds(key)
            session.bound_row(key, *((lower, math.inf) if self.sign > 0 else (-math.inf, upper)))
        session.add_row(self.row, [*terms, (-1.0, self.at)], low, high)

    def _side(self, key: Key) -> tuple[float, float]:
        """The bound that is meant, and 1 for an upper or -1 for a lower bound."""
        is_column = key in self.session.columns
        lower, upper = self.session.column_bounds(key) if is_column else self.session.row_bounds(key)
        if lower == upper or not (math.isfinite(lower) or math.isfinite(upper)):
            raise ValueError(f"{key} has no bound that could be relaxed: it lies between {lower} and {upper}")
        if math.isfinite(lower) and math.isfinite(upper):
            optimum = self.session.maximise(self.objective)
            reached = optimum.value(key) if is_column else optimum.activity(key)
            return (upper, 1.0) if upper - reached < reached - lower else (lower, -1.0)
        return (upper, 1.0) if math.isfinite(upper) else (lower, -1.0)

    def priced(self) -> PriceRange:
        """Prices and their reach, from the solver's price and, where that ends at the bound, from the next piece."""
        optimum = self.session.maximise(self.objective)
        price = loss = optimum.price(self.row)
        self.session.bound_column(self.at, -math.inf, math.inf)
        tightest, widest = self._piece(price)
        if widest <= self.slight:
            price, widest = self._next(optimum.objective, 1.0)
        if tightest >= -self.slight:
            loss, tightest = self._next(optimum.objective, -1.0)
        ends = (self.bound + self.sign * tightest, self.bound + self.sign * widest)
        return PriceRange(self.bound, price, loss, min(ends), max(ends))

    def _piece(self, price: float) -> tuple[float, float]:
        """By how much the bound can be relaxed, from the least (0 or less) to the most, with the same price."""
        with self.session.temporary():
            here = self.session.maximise([*self.objective, (-price * self.sign, self.at)])
            self.session.keep_optimal(here)
            try:
                return -self._furthest(-1.0), self._furthest(1.0)
            except Infeasible:
                # the piece has this point at least, even where the solver finds none in the last digits
                reached = self.sign * (here.value(self.at) - self.bound)
                return min(0.0, reached), max(0.0, reached)

    def _furthest(self, way: float) -> float:
        """How far the bound can go, relaxed (1) or tightened (-1)."""
        try:
            return way * self.sign * (self.session.maximise([(way * self.sign, self.at)]).value(self.at) - self.bound)
        except Unbounded:
            return math.inf

    def _next(self, here: float, way: float) -> tuple[float, float]:
        """The price of the piece that begins at the bound, relaxed (1) or tightened (-1), and where it ends.

        The slope to a point on the way is that of the piece where no point between lies above the line to it.
        """
        furthest = self._furthest(way)
        if furthest <= self.slight:
            return (math.inf, 0.0) if way < 0 else (0.0, 0.0)
        reach = way * min(furthest, max(1.0, abs(self.bound)))
        price = 0.0
        for _ in range(_ROUNDS):
            there = self.bound + self.sign * reach
            with self.session.temporary():
                self.session.bound_column(self.at, there, there)
                price = max(0.0, (self.session.maximise(self.objective).objective - here) / reach)
                self.session.bound_column(self.at, min(self.bound, there), max(self.bound, there))
                best = self.session.maximise([*self.objective, (-price * self.sign, self.at)])
            above = best.objective - (here - price * self.sign * self.bound)
            nearer = self.sign * (best.value(self.at) - self.bound)
            if above <= _ABOVE * max(1.0, abs(here)) or min(abs(nearer), abs(nearer - reach)) <= self.slight:
                break
            reach = nearer
        tightest, widest = self._piece(price)
        return (price, widest) if way > 0 else (price, tightest)
