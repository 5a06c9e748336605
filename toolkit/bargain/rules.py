"""The rules that choose one deal: best for one party, utilitarian, egalitarian, Kalai-Smorodinsky (section 8).

Each ends in a Pareto-optimal point, and none lets a party fall below no deal: the program does not allow it.
"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.bargain.leximin import leximin
from toolkit.bargain.parties import Parties, Point
from toolkit.linear.program import Key

__all__ = ["best_for", "egalitarian", "kalai_smorodinsky", "utilitarian"]


def best_for(parties: Parties, party: str) -> Point:
    """The ideal of one party; what that leaves open is settled by leximin among the others."""
    return _completed(parties, [(1.0, parties.utilities[party])], [name for name in parties.names if name != party])


def utilitarian(parties: Parties) -> Point:
    """The largest sum of utilities; where several deals reach it, the one that is best for the worst off."""
    return _completed(parties, [(1.0, key) for key in parties.utilities.values()], parties.names)


def _completed(parties: Parties, objective: list[tuple[float, Key]], names: list[str]) -> Point:
    """The leximin point of some parties among the solutions that are best for an objective."""
    session = parties.session
    with session.temporary():
        optimum = session.maximise(objective)
        session.keep_optimal(optimum)
        return Point(leximin(parties, dict.fromkeys(names or parties.names, 1.0)).utilities, optimum)


def egalitarian(parties: Parties) -> Point:
    """The largest smallest utility, completed by leximin (Kalai, "Proportional solutions to bargaining situations",
    Econometrica 45, 1977).
    """
    return leximin(parties, dict.fromkeys(parties.names, 1.0))


def kalai_smorodinsky(parties: Parties, ideals: Mapping[str, float]) -> Point:
    """The largest equal share of the ideals, completed by leximin on the shares (Kalai and Smorodinsky, "Other
    solutions to Nash's bargaining problem", Econometrica 43, 1975; with more than two parties the equal share alone
    may not be Pareto-optimal, hence leximin: Imai, "Individual monotonicity and lexicographic maxmin solution",
    Econometrica 51, 1983). A party whose ideal is 0 keeps 0 and is left out.
    """
    gaining = {name: most for name, most in ideals.items() if most > 0}
    return leximin(parties, gaining or dict.fromkeys(parties.names, 1.0))
