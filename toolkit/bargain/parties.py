"""Parties with a utility each, in a program where everybody is at least as well off as without a deal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.linear.program import Key
from toolkit.linear.session import Optimum, Session

__all__ = ["Parties", "Point", "ideals"]

_NOTHING = 1e-9


@dataclass(frozen=True, eq=False)
class Parties:
    """A session on a program, and the key of the column that holds each party's utility.

    The program itself keeps every party at its utility without a deal, which is 0.
    """

    session: Session
    utilities: Mapping[str, Key]

    @property
    def names(self) -> list[str]:
        """The parties in order."""
        return list(self.utilities)


@dataclass(frozen=True, eq=False)
class Point:
    """What a rule gives each party, and the optimum of the rule's own objective, for prices."""

    utilities: dict[str, float]
    optimum: Optimum


def ideals(parties: Parties) -> dict[str, float]:
    """The most that each party can have while nobody is worse off than without a deal.

    Raises ``Infeasible`` where there is no such deal, ``Unbounded`` where a utility has no limit.
    """
    found = {name: parties.session.maximise([(1.0, key)]).objective for name, key in parties.utilities.items()}
    smallest = _NOTHING * max(1.0, *found.values())
    return {name: most if abs(most) > smallest else 0.0 for name, most in found.items()}
