"""How a chain or a ring goes on, country by country, and what it can still become: the steps of ``best_first``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.atlas.arrays import Codes, Numbers
from toolkit.atlas.best_first import Join, Path, hopes

__all__ = ["ChainSearch", "Mask", "RingSearch", "Worth"]

Mask = npt.NDArray[np.bool_]
_NOTHING = -np.inf


@dataclass(frozen=True, eq=False, slots=True)
class Worth:
    """What each step is worth (-inf: it may not be taken), how steps are joined, and what no step is worth."""

    value: Numbers
    joined: Join
    nothing_taken: float

    @classmethod
    def narrowest(cls, people: Numbers, allowed: Mask) -> Worth:
        """The smallest figure of all steps."""
        return cls(np.where(allowed, people, _NOTHING), np.minimum, np.inf)

    @classmethod
    def product(cls, shares: Numbers, allowed: Mask) -> Worth:
        """The product of shares, as a sum of logarithms in whole units of 10⁻¹², which no order of adding changes."""
        logarithms = np.log(np.where(allowed, shares, 1.0))
        return cls(np.where(allowed, np.rint(logarithms * 1e12), _NOTHING), np.add, 0.0)

    def onward(self, path: Path, so_far: float) -> Numbers:
        """The weight of a path with each country added."""
        row: Numbers = self.value[path[-1]]
        return row if len(path) == 1 else self.joined(row, np.array(so_far))


def _best(tables: list[Numbers], count: int) -> Numbers:
    found: Numbers = np.max(tables, axis=0) if tables else np.full(count, _NOTHING)
    return found


_NO_STEPS = np.zeros(0), np.zeros(0)


@dataclass(frozen=True, eq=False)
class ChainSearch:
    """Simple paths of ``length`` steps from a country in ``begins`` to one in ``ends``, with ``needed`` on the way.

    ``hope_met[taken]`` bounds what can still come from a country reached after so many steps; ``hope_unmet`` the same
    where the needed country has yet to be met. It must not be among ``begins``.
    """

    worth: Worth
    begins: Mask
    ends: Mask
    needed: int | None
    length: tuple[int, int]
    hope_met: list[Numbers]
    hope_unmet: list[Numbers]

    @classmethod
    def of(cls, worth: Worth, begins: Mask, ends: Mask, needed: int | None, length: tuple[int, int]) -> ChainSearch:
        """A search with its bounds."""
        shortest, longest = length
        count = len(begins)
        last = np.where(ends, worth.nothing_taken, _NOTHING)[:, None]
        met = list(hopes(worth.value, last, worth.joined, longest))
        unmet = [np.full_like(last, _NOTHING)]
        for steps in range(longest):
            goal = unmet[-1].copy()
            if needed is not None:
                goal[needed] = met[steps][needed]
            unmet.append(list(hopes(worth.value, goal, worth.joined, 1))[1])

        def by_steps_taken(tables: list[Numbers]) -> list[Numbers]:
            return [
                _best([part[:, 0] for part in tables[max(0, shortest - taken) : longest - taken + 1]], count)
                for taken in range(longest + 1)
            ]

        return cls(worth, begins, ends, needed, length, by_steps_taken(met), by_steps_taken(unmet))

    def finished(self, path: Path) -> bool:
        """Whether a path is a chain that was asked for."""
        return self.length[0] < len(path) and bool(self.ends[path[-1]]) and self._met(path)

    def _met(self, path: Path) -> bool:
        return self.needed is None or self.needed in path

    def step(self, path: Path, so_far: float) -> tuple[Numbers, Numbers]:
        """The weights and bounds of a path with each country added."""
        taken = len(path)
        if taken > self.length[1]:
            return _NO_STEPS
        future = (self.hope_met if self._met(path) else self.hope_unmet)[taken].copy()
        if not path:
            return np.full(len(future), self.worth.nothing_taken), np.where(self.begins, future, _NOTHING)
        if not self._met(path):
            future[self.needed] = self.hope_met[taken][self.needed]
        future[list(path)] = _NOTHING
        weights = self.worth.onward(path, so_far)
        return weights, self.worth.joined(weights, future)


@dataclass(frozen=True, eq=False)
class RingSearch:
    """Simple cycles of ``length`` countries, each from its first one, or all from ``home``.

    ``ways[steps]`` is the best walk of so many steps from a country (rows) to a goal (columns): every country, or home.
    """

    worth: Worth
    home: int | None
    length: tuple[int, int]
    goals: Codes
    ways: list[Numbers]

    @classmethod
    def of(cls, worth: Worth, home: int | None, length: tuple[int, int]) -> RingSearch:
        """A search with its bounds."""
        everyone = np.arange(len(worth.value))
        goals = everyone if home is None else np.array([home])
        last = np.where(everyone[:, None] == goals[None, :], worth.nothing_taken, _NOTHING)
        return cls(worth, home, length, goals, list(hopes(worth.value, last, worth.joined, length[1])))

    @staticmethod
    def finished(path: Path) -> bool:
        """Whether a path is back where it began."""
        return len(path) > 1 and path[0] == path[-1]

    def step(self, path: Path, so_far: float) -> tuple[Numbers, Numbers]:
        """The weights and bounds of a path with each country added, the one where it began included."""
        taken, count = len(path), len(self.worth.value)
        shortest, longest = self.length
        if not path:
            bounds = np.full(count, _NOTHING)
            columns = np.arange(len(self.goals))
            bounds[self.goals] = _best([way[self.goals, columns] for way in self.ways[shortest:]], len(columns))
            return np.full(count, self.worth.nothing_taken), bounds
        if taken > longest or self.finished(path):
            return _NO_STEPS
        goal = 0 if self.home is not None else path[0]
        onward = self.ways[max(1, shortest - taken) : longest - taken + 1]
        future = _best([way[:, goal] for way in onward], count)
        future[list(path)] = _NOTHING
        if self.home is None:
            future[: path[0]] = _NOTHING
        if taken >= shortest:
            future[path[0]] = self.worth.nothing_taken
        weights = self.worth.onward(path, so_far)
        return weights, self.worth.joined(weights, future)
