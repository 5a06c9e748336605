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
from toolkit.languages.speech import say, say_count
from toolkit.validation import did_you_mean
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

    def position(self, country: str) -> int:
        """The row of a country. Raises ``InputError`` for one that no corridor of the table touches."""
        if country in self.place:
            return self.place[country]
        remedy = did_you_mean(nearest(country.upper(), self.codes), say("choose another selection of figures"))
        wrong = say("'{country}' is in no corridor of this table", country=country)
        raise InputError(say("the request"), [Problem(say("the country"), wrong, "", remedy)])


def checked(edges: pd.DataFrame, name: str = "") -> pd.DataFrame:
    """A table of corridors sorted by origin and destination; absent columns that only describe are filled as unknown.

    Raises ``InputError`` with every kind of mistake: a column missing, a pair given twice, a country that recruits from
    itself, people that are absent, negative or infinite.
    """
    called = name or say("the table of corridors")
    missing = [column for column in _NEEDED if column not in edges]
    if missing:
        problems = [Problem(say("column {column}", column=column), say("is missing")) for column in missing]
        raise InputError(called, problems)
    absent = {column: value for column, value in _MORE.items() if column not in edges}
    table = edges.assign(**absent, people=edges["people"].astype(float))
    table = table.sort_values(["origin", "destination"], kind="stable", ignore_index=True)
    origin, destination, people = (table[column] for column in _NEEDED)
    wrong = (
        (~people.between(0, sys.float_info.max), say("has people that are no number of 0 or more")),
        (
            (origin == origin.shift()) & (destination == destination.shift()),
            say("occurs more than once; figures of one pair must not be added or dropped unseen"),
        ),
        (origin == destination, say("leads from a country to itself")),
    )
    problems = [Problem(_pairs(table.loc[rows]), words) for rows, words in wrong if rows.any()]
    if problems:
        raise InputError(called, problems)
    return table


def _pairs(rows: pd.DataFrame) -> str:
    told = [f"{a}-{b}" for a, b in zip(rows["origin"], rows["destination"], strict=True)]
    left = len(told) - _TOLD
    return join([*told[:_TOLD], say_count("{count} more", "{count} more", left, count=left)] if left > 0 else told)


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
