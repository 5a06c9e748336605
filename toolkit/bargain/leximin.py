"""Leximin: raise the worst off, fix those that cannot rise, go on with the rest.

Sequential linear programs after Ogryczak, "On the lexicographic minimax approach to location problems", European
Journal of Operational Research 100 (1997), section 3; convexity makes at least one party stop in each round.
"""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.bargain.parties import Parties, Point
from toolkit.linear.session import Optimum

__all__ = ["leximin"]

_STANDSTILL = 1e-9
_PRICED = 1e-7


def leximin(parties: Parties, per: Mapping[str, float]) -> Point:
    """Raise the smallest ``utility / per`` of the parties in ``per``, then the next smallest, and so on.

    ``per`` are positive sizes: 1 for all compares the utilities themselves, the ideals compare shares of the ideals.
    Parties that are not in it keep what the program grants them. The level is in the unit of the largest size, as
    asked by the specification, section 10: a bare share as objective would vanish in the solver's tolerance. The
    optimum returned is that of the first round. Raises ``Infeasible`` and ``Unbounded``.
    """
    session = parties.session
    largest = max(per.values())
    first: Optimum | None = None
    fixed: dict[str, float] = {}
    with session.temporary():
        while len(fixed) < len(per):
            rising = {name: size for name, size in per.items() if name not in fixed}
            optimum = _raise(parties, rising, largest, len(fixed))
            first = first or optimum
            session.keep_optimal(optimum)
            for name in _stopped(parties, rising, optimum, largest, len(fixed)):
                fixed[name] = optimum.objective * per[name] / largest
        others = {name: optimum.value(key) for name, key in parties.utilities.items() if name not in per}
    assert first is not None
    return Point({name: {**fixed, **others}[name] for name in parties.names}, first)


def _raise(parties: Parties, rising: Mapping[str, float], largest: float, round_: int) -> Optimum:
    """The highest level that all rising parties reach together."""
    session, level = parties.session, ("leximin", "level", round_)
    session.add_column(level, float("-inf"))
    for name, size in rising.items():
        session.add_row(
            ("leximin", round_, name), [(largest / size, parties.utilities[name]), (-1.0, level)], lower=0.0
        )
    return session.maximise([(1.0, level)])


def _stopped(parties: Parties, rising: Mapping[str, float], optimum: Optimum, largest: float, round_: int) -> list[str]:
    """The parties that cannot rise above the level: a priced row says so at once, otherwise their most is sought."""
    level = optimum.objective
    stopped = [name for name in rising if optimum.price(("leximin", round_, name)) > _PRICED]
    room: dict[str, float] = {}
    for name, size in rising.items():
        if name not in stopped:
            most = parties.session.maximise([(1.0, parties.utilities[name])]).objective
            room[name] = most * largest / size - level
    stopped += [name for name, more in room.items() if more <= _STANDSTILL * max(1.0, abs(level), largest)]
    return stopped or [min(room, key=lambda name: room[name])]
