"""Chains and rings of recruitment, the "carousel": A takes from B, B takes from C.

A chain is a simple path in the direction in which people move: C → B → A. A ring is a simple cycle, listed once from
its first country in the alphabet (or from the country asked for). Weights of both:

- ``bottleneck``: min over the steps of people, in the unit of the table. So many move on every step of the chain.
- ``share``: Π over the steps of people(step) / known inflow of the country it leads to. Of one more recruit whom the
  last country takes, this part falls on the first one along the chain if every country takes from its origins in
  proportion to the table and refills all it loses (``toolkit.atlas.backfill`` drops the last condition).

The figures say that people move on each step, not that the same people move on. A missing pair is not known, so a
missing chain is not known to be absent.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from toolkit.atlas.best_first import Found, best_first
from toolkit.atlas.chain_search import ChainSearch, RingSearch, Worth
from toolkit.atlas.corridor_matrix import CorridorMatrix, corridor_matrix
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.wording import join

__all__ = ["CHAIN_COLUMNS", "Chain", "Chains", "Weight", "chains", "cycles"]

Weight = Literal["bottleneck", "share"]

CHAIN_COLUMNS = ("countries", "steps", "bottleneck", "share", "people", "years", "bases")
"""The columns of a table of chains; one cell holds the figures of all steps in their order."""

LOOKS = 50_000
"""Beginnings of chains that a search looks at before it stops, about a second. An ordinary one needs some hundreds."""


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain or a ring (which ends where it began): countries in the order in which people move, figures by step."""

    countries: tuple[str, ...]
    people: tuple[float, ...]
    years: tuple[int | None, ...]
    bases: tuple[str, ...]
    bottleneck: float
    share: float

    @property
    def steps(self) -> int:
        """How many moves it has; for a ring that is how many countries."""
        return len(self.people)


@dataclass(frozen=True, slots=True)
class Chains:
    """Chains, the heaviest by ``by`` first, ties by their countries (shares closer than 10⁻¹¹ in either fixed order).

    ``complete`` is false where the search stopped at its limit: the chains told are the heaviest, in order, but there
    are fewer than asked for and others may follow.
    """

    found: tuple[Chain, ...]
    complete: bool
    by: Weight
    least: float
    length: tuple[int, int]

    def table(self) -> pd.DataFrame:
        """One row a chain, with the columns of ``CHAIN_COLUMNS``."""
        rows = [
            (" → ".join(c.countries), c.steps, c.bottleneck, c.share, c.people, c.years, c.bases) for c in self.found
        ]
        return pd.DataFrame(rows, columns=list(CHAIN_COLUMNS))

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            **{name: getattr(self, name) for name in ("complete", "by", "least")},
            "length": list(self.length),
            "found": [
                {
                    name: list(value) if isinstance(value, tuple) else value
                    for name, value in {**asdict(chain), "steps": chain.steps}.items()
                }
                for chain in self.found
            ],
        }


def _check(length: tuple[int, int], least: float, by: str, most: int, shortest: int) -> None:
    problems = []
    if not shortest <= length[0] <= length[1] <= 6:
        expected = say("least and most steps, {shortest} to 6, in this order", shortest=shortest)
        problems.append(Problem(say("the length"), say("is {given}", given=length), expected))
    if not (np.isfinite(least) and least >= 0):
        wrong = say("is {given}", given=least)
        problems.append(Problem(say("the least people"), wrong, say("a number of 0 or more")))
    if by not in get_args(Weight):
        expected = say("one of {names}", names=join(get_args(Weight), "or"))
        problems.append(Problem(say("the weight"), say("is '{word}'", word=by), expected))
    if most < 1:
        problems.append(Problem(say("the most chains"), say("is {given}", given=most), say("1 or more")))
    if problems:
        raise InputError(say("the request"), problems)


def _both_asked() -> InputError:
    problem = Problem("`through`", say("cannot be combined with `step`"), say("choose one"))
    return InputError(say("the request"), [problem])


def _worth(matrix: CorridorMatrix, by: Weight, least: float, step: tuple[str, str] | None) -> Worth:
    """What each step is worth; with ``step`` those that would bypass it at its ends may not be taken."""
    allowed = (matrix.people > 0) & (matrix.people >= least)
    if step is not None:
        origin, destination = matrix.position(step[0]), matrix.position(step[1])
        kept = allowed[origin, destination]
        allowed[origin, :] = allowed[:, destination] = False
        allowed[origin, destination] = kept
    if by == "share":
        return Worth.product(matrix.inflow_shares, allowed)
    return Worth.narrowest(matrix.people, allowed)


def _told(matrix: CorridorMatrix, found: Found) -> tuple[Chain, ...]:
    shares = matrix.inflow_shares
    numbers = sorted({int(matrix.row[step]) for path, _ in found.paths for step in pairwise(path)})
    rows = matrix.rows.iloc[numbers]
    years = dict(zip(numbers, (None if pd.isna(year) else int(year) for year in rows["year"]), strict=True))
    bases = dict(zip(numbers, map(str, rows["basis"]), strict=True))
    told = []
    for path, _ in found.paths:
        steps = list(pairwise(path))
        of_steps = [int(matrix.row[step]) for step in steps]
        people = tuple(float(matrix.people[step]) for step in steps)
        told.append(
            Chain(
                countries=tuple(matrix.codes[place] for place in path),
                people=people,
                years=tuple(years[number] for number in of_steps),
                bases=tuple(bases[number] for number in of_steps),
                bottleneck=min(people),
                share=math.prod(float(shares[step]) for step in steps),
            )
        )
    return tuple(told)


def chains(
    edges: pd.DataFrame,
    *,
    start: str | None = None,
    end: str | None = None,
    through: str | None = None,
    step: tuple[str, str] | None = None,
    length: tuple[int, int] = (2, 4),
    least: float = 0.0,
    by: Weight = "bottleneck",
    most: int = 50,
    looks: int = LOOKS,
) -> Chains:
    """The heaviest chains of ``length`` steps in a table of corridors, steps under ``least`` people left out.

    ``start`` and ``end`` fix where people come from at first and go to at last; ``through`` names a country that
    both takes and loses people, so neither end; ``step`` a corridor that the chain must use (instead of ``through``).

    Raises ``InputError`` for a country that the table does not have, and for settings out of range.
    """
    _check(length, least, by, most, 1)
    if step is not None and through is not None:
        raise _both_asked()
    matrix = corridor_matrix(edges)
    everyone = np.arange(len(matrix.codes))
    begins, ends = (
        np.full(len(everyone), True) if country is None else everyone == matrix.position(country)
        for country in (start, end)
    )
    needed = matrix.position(step[1]) if step else matrix.position(through) if through else None
    if needed is not None:
        begins[needed] = False
        ends[needed] &= step is not None
    search = ChainSearch.of(_worth(matrix, by, least, step), begins, ends, needed, length)
    found = best_first(search.step, search.finished, most=most, looks=looks)
    return Chains(_told(matrix, found), found.complete, by, least, length)


def cycles(
    edges: pd.DataFrame,
    *,
    through: str | None = None,
    step: tuple[str, str] | None = None,
    length: tuple[int, int] = (2, 4),
    least: float = 0.0,
    by: Weight = "bottleneck",
    most: int = 50,
    looks: int = LOOKS,
) -> Chains:
    """The heaviest rings of ``length`` countries: people move from each to the next and from the last to the first.

    ``through`` names a country that the ring must hold (it is then listed from there), ``step`` a corridor (it is then
    listed from its origin). Raises ``InputError`` as ``chains`` does.
    """
    _check(length, least, by, most, 2)
    if step is not None and through not in (None, step[0]):
        raise _both_asked()
    matrix = corridor_matrix(edges)
    home = step[0] if step is not None else through
    search = RingSearch.of(_worth(matrix, by, least, step), None if home is None else matrix.position(home), length)
    found = best_first(search.step, search.finished, most=most, looks=looks)
    return Chains(_told(matrix, found), found.complete, by, least, length)
