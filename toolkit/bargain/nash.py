"""The Nash bargaining solution: the deal with the largest product of utilities (Nash, "The bargaining problem",
Econometrica 18, 1950), with bargaining weights as exponents (Kalai, "Nonsymmetric Nash solutions and replications of
2-person bargaining", International Journal of Game Theory 6, 1977).

Simplicial decomposition (von Hohenbalken, "Simplicial decomposition in nonlinear programming algorithms", Mathematical
Programming 13, 1977): the best mix of the deals found so far; the tangent plane of Σ log utility at that mix, which no
deal exceeds by more than the best deal for it does; that deal joins the mix. The mix is found by Newton's method on
the slopes, not on the product, which is too flat to tell where on an edge or face of the frontier its largest value is.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from toolkit.bargain.parties import Parties, Point
from toolkit.errors import SolverFailed
from toolkit.linear.session import Array, Optimum

__all__ = ["nash"]

_CERTIFIED = 1e-12
_SAME = 1e-11
_ACCEPTED = 1e-7
_FLAT = 1e-12
_ROUNDS = 200
_HALVINGS = 60


def nash(parties: Parties, ideals: Mapping[str, float], weights: Mapping[str, float] | None = None) -> Point:
    """The largest Π ``utility ** weight`` over the parties whose ideal is above 0; the weights are 1 if not given.

    Parties whose ideal is 0 are left out and keep what the program grants them. Nobody falls below no deal, even where
    the program would allow it: two losses have a positive product, too. The product is certified to 1e-12 of itself
    where the solver is as exact as that, and never to less than 1e-7. With two parties the point lies on an edge or
    corner of the frontier as exactly as ``Frontier.nash`` finds it there.

    The optimum is that of the weighted sum that supports the point: Σ ``w_i * utility_i`` with ``w_i`` in proportion to
    ``weight_i / utility_i`` and 1 on average. No deal has more of it than the Nash point. A price is what this sum of
    money gains per unit by which a limit is relaxed; in proportion, it is what the product gains. The optimum's column
    values are those of a corner that supports the point, not of the point. Raises ``Infeasible`` and ``Unbounded``.
    """
    given = dict(weights or {})
    if not set(given) <= set(parties.names) or any(weight <= 0 for weight in given.values()):
        raise ValueError(f"bargaining weights are above 0 and belong to {', '.join(parties.names)}, unlike {given}")
    powers = {name: given.get(name, 1.0) for name, most in ideals.items() if most > 0}
    with parties.session.temporary():
        for key in parties.utilities.values():
            lower, upper = parties.session.column_bounds(key)
            parties.session.bound_column(key, max(lower, 0.0), upper)
        return _largest_product(parties, list(powers), np.array(list(powers.values()))) if powers else _at_rest(parties)


def _largest_product(parties: Parties, gaining: list[str], powers: Array) -> Point:
    """The Nash point of the parties that gain, and the optimum that supports it."""
    powers = powers / powers.sum()
    best = [_utilities(parties, _largest(parties, gaining, row)) for row in np.eye(len(gaining))]
    place = [parties.names.index(name) for name in gaining]
    deals, shares = np.mean(best, axis=0)[None, :], np.ones(1)
    for _ in range(_ROUNDS):
        at = (shares @ deals)[place]
        found = _utilities(parties, _largest(parties, gaining, powers / at * np.exp(np.mean(np.log(at)))))
        ahead = float(powers @ (found[place] / at)) - 1.0
        if ahead <= _CERTIFIED or np.any(np.all(np.abs(deals - found) <= _SAME * np.abs(found), axis=1)):
            break
        deals, shares = _mixed(np.vstack([deals, found]), np.append(shares, 0.0), place, powers)
    if ahead > _ACCEPTED:
        raise SolverFailed(f"the Nash product is certified to {ahead:.1e} only")
    utilities = shares @ deals
    supporting = powers / utilities[place]
    return Point(
        {name: max(float(have), 0.0) for name, have in zip(parties.names, utilities, strict=True)},
        _largest(parties, gaining, supporting / np.mean(supporting)),
    )


def _at_rest(parties: Parties) -> Point:
    """What the program grants where nobody can gain."""
    optimum = parties.session.maximise([(1.0, key) for key in parties.utilities.values()])
    return Point(dict.fromkeys(parties.names, 0.0), optimum)


def _largest(parties: Parties, names: list[str], weights: Array) -> Optimum:
    """The deal with the largest weighted sum."""
    return parties.session.maximise(
        [(float(weight), parties.utilities[name]) for name, weight in zip(names, weights, strict=True)]
    )


def _utilities(parties: Parties, optimum: Optimum) -> Array:
    return np.array([optimum.value(key) for key in parties.utilities.values()])


def _mixed(deals: Array, shares: Array, place: list[int], powers: Array) -> tuple[Array, Array]:
    """The mix of deals with the largest Σ power · log utility, and the deals that have a share in it.

    The last deal is new and has no share yet; the others are the best mix among themselves, so that all are affinely
    independent and Newton's system has one solution. A share that falls to 0 drops its deal.
    """
    for _ in range(_ROUNDS):
        rates = deals[:, place] / (shares @ deals[:, place])
        slopes = rates @ powers
        step = _newton_step(rates, powers, slopes)
        falling = step < 0
        if not np.any(falling):
            break
        limits = np.where(falling, -shares / np.where(falling, step, 1.0), np.inf)
        flat = float(slopes @ step) <= _FLAT
        length = min(1.0, limits.min()) if flat else _best_length(step @ rates, powers, float(limits.min()))
        kept = limits > length
        shares = np.maximum(shares + length * step, 0.0)[kept]
        deals, shares = deals[kept], shares / shares.sum()
        if flat and np.all(kept):
            break
    return deals, shares


def _newton_step(rates: Array, powers: Array, slopes: Array) -> Array:
    """The direction, of sum 0, to where the second-order model of Σ power · log utility is largest."""
    count = len(rates)
    system = np.zeros((count + 1, count + 1))
    system[:count, :count] = (rates * powers) @ rates.T
    system[:count, count] = system[count, :count] = 1.0
    step: Array = np.linalg.lstsq(system, np.append(slopes, 0.0), rcond=None)[0][:count]
    return step


def _best_length(change: Array, powers: Array, limit: float) -> float:
    """How far to go along a relative change of utilities: until Σ power · log utility stops rising, or to the limit."""
    low, high = 0.0, limit
    if np.all(1.0 + limit * change > 0) and float(powers @ (change / (1.0 + limit * change))) >= 0:
        return limit
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        rising = float(powers @ (change / (1.0 + middle * change))) > 0
        low, high = (middle, high) if rising else (low, middle)
    return low
