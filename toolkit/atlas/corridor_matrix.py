"""A table of corridors as a checked matrix of people, for what is computed on the whole network at once."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from toolkit.atlas.arrays import Codes, Numbers
from toolkit.errors import InputError, Problem
from toolkit.wording import join, nearest

__all__ = ["CorridorMatrix", "checked", "corridor_matrix"]

_NEEDED = ("origin", "destination", "people")
_MORE: dict[str, Any] = {"cadre": "", "basis": "", "year": pd.NA, "source": "", "confidence": ""}
_TOLD = 5


@dataclass(frozen=True, eq=False, slots=True)
class CorridorMatrix:
    """People from each country (row) to each (column); countries sorted by code, ``rows`` as they were given.

    0 stands for a known absence and for what is not known alike: neither is a way that people are known to take.
    """

    codes: tuple[str, ...]
    people: Numbers
    row: Codes
    """The row of a corridor in the table, -1 where it has none."""
    place: Mapping[str, int]
    rows: pd.DataFrame

    @property
    def inflow_shares(self) -> Numbers:
        """Each origin's share in the known inflow of a destination: columns add up to 1, or to 0 without inflow."""
        inflow = self.people.sum(axis=0)
        shares: Numbers = np.divide(self.people, inflow, out=np.zeros_like(self.people), where=inflow > 0)
        return shares

    def position(self, country: str, what: str = "the country") -> int:
        """The row of a country. Raises ``InputError`` for one that no corridor of the table touches."""
        if country in self.place:
            return self.place[country]
        close = nearest(country.upper(), self.codes)
        remedy = f"did you mean {join(close, 'or')}?" if close else "choose another selection of figures"
        raise InputError("the request", [Problem(what, f"'{country}' is in no corridor of this table", "", remedy)])


def checked(edges: pd.DataFrame, name: str = "the table of corridors") -> pd.DataFrame:
    """A table of corridors sorted by origin and destination; absent columns that only describe are filled as unknown.

    Raises ``InputError`` with every kind of mistake: a column missing, a pair given twice, a country that recruits from
    itself, people that are absent, negative or infinite.
    """
    missing = [column for column in _NEEDED if column not in edges]
    if missing:
        raise InputError(name, [Problem(f"column {column}", "is missing") for column in missing])
    absent = {column: value for column, value in _MORE.items() if column not in edges}
    table = edges.assign(**absent, people=edges["people"].astype(float))
    table = table.sort_values(["origin", "destination"], kind="stable", ignore_index=True)
    origin, destination, people = (table[column] for column in _NEEDED)
    wrong = {
        "has people that are no number of 0 or more": ~people.between(0, sys.float_info.max),
        "occurs more than once; figures of one pair must not be added or dropped unseen": (
            (origin == origin.shift()) & (destination == destination.shift())
        ),
        "leads from a country to itself": origin == destination,
    }
    problems = [Problem(_pairs(table.loc[rows]), words) for words, rows in wrong.items() if rows.any()]
    if problems:
        raise InputError(name, problems)
    return table


def _pairs(rows: pd.DataFrame) -> str:
    told = [f"{a}-{b}" for a, b in zip(rows["origin"], rows["destination"], strict=True)]
    return join([*told[:_TOLD], f"{len(told) - _TOLD} more"] if len(told) > _TOLD else told)


def corridor_matrix(edges: pd.DataFrame, more: Iterable[str] = ()) -> CorridorMatrix:
    """The matrix of a table of corridors; ``more`` names countries that belong in it even without a corridor.

    Raises ``InputError`` as ``checked`` does.
    """
    rows = checked(edges)
    codes = tuple(sorted({*map(str, rows["origin"].unique()), *map(str, rows["destination"].unique()), *more}))
    places = pd.Index(codes, dtype="str")
    ends = places.get_indexer(pd.Index(rows["origin"])), places.get_indexer(pd.Index(rows["destination"]))
    people, row = np.zeros((len(codes), len(codes))), np.full((len(codes), len(codes)), -1)
    people[ends], row[ends] = rows["people"], np.arange(len(rows))
    return CorridorMatrix(codes, people, row, {code: number for number, code in enumerate(codes)}, rows)
