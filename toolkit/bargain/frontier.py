"""The exact frontier of two parties: every extreme point that no deal improves for both, by dichotomic search.

Aneja and Nair, "Bicriteria transportation problem", Management Science 25 (1979): between two neighbours, the weights
that make both equally good either find a point above the line through them or prove that the line is an edge.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from toolkit.bargain.corners import Corner, Distance, Edge, Frontier, Spot
from toolkit.bargain.parties import Parties
from toolkit.linear.program import Term
from toolkit.linear.session import Optimum

__all__ = ["Corner", "Distance", "Edge", "Frontier", "Spot", "frontier"]

_COLLINEAR = 0.1
"""A corner is kept where it stands out by this part of what makes a point new: solvers also stop inside an edge."""


def frontier(parties: Parties, a: str | Sequence[str], b: str | Sequence[str]) -> Frontier:
    """The frontier between ``a`` and ``b``: parties, or blocs whose members' utilities are added.

    Everybody else keeps what the program grants them. A point is new where it lies above the line through its
    neighbours by more than the noise of the session (1e-9) of the largest utilities, which is as far as utilities in
    floating point can be told apart. Only the objective changes from solve to solve, and a frontier of n corners takes
    2n + 1 solves, and one more for every stop inside an edge. Raises ``Infeasible`` and ``Unbounded``.
    """
    sides = _members(a), _members(b)
    if set(sides[0]) & set(sides[1]):
        raise ValueError(f"no party can be on both sides of a frontier: {sides[0]} and {sides[1]}")
    first = _end(parties, sides, sides[0], sides[1])
    last = _end(parties, sides, sides[1], sides[0])
    noise = (
        parties.session.dual_noise * max(abs(first.a), abs(last.a)),
        parties.session.dual_noise * max(abs(first.b), abs(last.b)),
    )
    chain, ahead = [first], [last]
    while ahead:
        between = _between(parties, sides, chain[-1], ahead[-1], noise)
        if between is None:
            chain.append(ahead.pop())
        else:
            ahead.append(between)
    corners = _extreme(chain, noise)
    edges = tuple(Edge(start, end, _rate(start, end)) for start, end in pairwise(corners))
    return Frontier(*sides, tuple(corners), edges)


def _members(side: str | Sequence[str]) -> tuple[str, ...]:
    return (side,) if isinstance(side, str) else tuple(side)


def _terms(parties: Parties, side: Iterable[str], weight: float) -> list[Term]:
    return [(weight, parties.utilities[name]) for name in side]


def _corner(parties: Parties, sides: tuple[tuple[str, ...], tuple[str, ...]], optimum: Optimum) -> Corner:
    utilities = {name: optimum.value(key) for name, key in parties.utilities.items()}
    a, b = (sum(utilities[name] for name in side) for side in sides)
    return Corner(a, b, utilities, optimum)


def _end(
    parties: Parties, sides: tuple[tuple[str, ...], tuple[str, ...]], one: tuple[str, ...], other: tuple[str, ...]
) -> Corner:
    """The end that is best for one side, and among all such points best for the other."""
    with parties.session.temporary():
        parties.session.keep_optimal(parties.session.maximise(_terms(parties, one, 1.0)))
        return _corner(parties, sides, parties.session.maximise(_terms(parties, other, 1.0)))


def _weights(start: Corner, end: Corner) -> tuple[float, float]:
    """Weights that make both equally good, of a product of 1, so that neither drowns in the solver's tolerance."""
    for_a = math.sqrt((end.b - start.b) / (start.a - end.a))
    return for_a, 1 / for_a


def _rate(start: Corner, end: Corner) -> float:
    return (end.b - start.b) / (start.a - end.a)


def _stands_out(point: Corner, start: Corner, end: Corner, noise: tuple[float, float]) -> bool:
    """Whether a point lies above the line through two others by more than the noise."""
    for_a, for_b = _weights(start, end)
    above = min(for_a * (point.a - at.a) + for_b * (point.b - at.b) for at in (start, end))
    return above > for_a * noise[0] + for_b * noise[1]


def _between(
    parties: Parties,
    sides: tuple[tuple[str, ...], tuple[str, ...]],
    start: Corner,
    end: Corner,
    noise: tuple[float, float],
) -> Corner | None:
    """A point above the line through two neighbours, None where there is none."""
    if start.a - end.a <= noise[0] or end.b - start.b <= noise[1]:
        return None
    for_a, for_b = _weights(start, end)
    optimum = parties.session.maximise([*_terms(parties, sides[0], for_a), *_terms(parties, sides[1], for_b)])
    found = _corner(parties, sides, optimum)
    return found if _stands_out(found, start, end, noise) else None


def _extreme(chain: Iterable[Corner], noise: tuple[float, float]) -> list[Corner]:
    """The chain without points that another dominates and without points inside an edge."""
    kept: list[Corner] = []
    slight = (_COLLINEAR * noise[0], _COLLINEAR * noise[1])
    for corner in chain:
        if kept and corner.b <= kept[-1].b + noise[1]:
            continue
        while kept and kept[-1].a <= corner.a + noise[0]:
            kept.pop()
        while len(kept) > 1 and not _stands_out(kept[-1], kept[-2], corner, slight):
            kept.pop()
        kept.append(corner)
    return kept
