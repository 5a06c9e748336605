"""The register's corridor figures as sorted arrays of codes, built once for a register and kept as long as it lives.

Reading a selection out of half a million rows of text takes seconds; out of these arrays it takes milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from toolkit.atlas.arrays import Codes, Numbers
from toolkit.register.read import Register

__all__ = ["BASES", "CONFIDENCE", "Cube", "cube"]

BASES = ("trained_in", "nationality", "born_in")
"""The bases in the order in which one is chosen where none is asked for; any other comes after them, by its name."""

CONFIDENCE = ("weak", "", "secondary", "verified")
"""The words of confidence, the weakest first."""

_KEPT: WeakKeyDictionary[Register, Cube] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False, slots=True)
class Cube:
    """The figures that count (standing ``used``, between two countries), sorted so that the best of each comes last.

    ``words`` gives by column the words that the codes stand for. Rows are sorted by measure, unit, basis, cadre,
    destination, origin and year; within a year the better confidence, then the later end of the period, then the
    source that comes first in the alphabet, then the larger value stands last.
    """

    words: dict[str, pd.Index[str]]
    origin: Codes
    destination: Codes
    cadre: Codes
    measure: Codes
    basis: Codes
    unit: Codes
    source: Codes
    confidence: Codes
    year: Codes
    people: Numbers
    block: Codes
    """Code of measure and unit together, ascending."""

    def __len__(self) -> int:
        return len(self.people)

    def code(self, column: str, word: str) -> int:
        """The code of a word, -1 where no figure has it."""
        found = np.flatnonzero(self.words[column] == word)
        return int(found[0]) if len(found) else -1

    def rows(self, measure: str, unit: str) -> slice:
        """The rows of a measure in a unit."""
        codes = self.code("measure", measure), self.code("unit", unit)
        if min(codes) < 0:
            return slice(0, 0)
        block = codes[0] * len(self.words["unit"]) + codes[1]
        first, last = np.searchsorted(self.block, [block, block + 1])
        return slice(int(first), int(last))


def _ordered_words(column: str, found: pd.Index[str]) -> list[str]:
    stated: tuple[str, ...] = {"basis": BASES, "confidence": CONFIDENCE}.get(column, ())
    return [*stated, *sorted(set(found) - set(stated))]


def _coded(table: pd.DataFrame, column: str) -> tuple[Codes, pd.Index[str]]:
    codes, found = pd.factorize(table[column].fillna(""))
    words = pd.Index(_ordered_words(column, found), dtype="str")
    return words.get_indexer(pd.Index(found))[codes].astype(np.int64), words


def _built(table: pd.DataFrame) -> Cube:
    counted = (table["standing"] == "used") & (table["origin"] != table["destination"])
    counted &= table["value"].notna() & table["year"].notna()
    table = table[counted]
    words: dict[str, pd.Index[str]] = {}
    columns: dict[str, Any] = {}
    for column in ("cadre", "measure", "basis", "unit", "source", "confidence", "period_end"):
        columns[column], words[column] = _coded(table, column)
    both = pd.concat([table["origin"], table["destination"]], ignore_index=True)
    codes, words["country"] = _coded(both.to_frame("country"), "country")
    columns["origin"], columns["destination"] = codes[: len(table)], codes[len(table) :]
    columns["year"] = table["year"].to_numpy(dtype=np.int64)
    columns["people"] = table["value"].to_numpy(dtype=np.float64)
    columns["block"] = columns["measure"] * len(words["unit"]) + columns["unit"]
    order = np.lexsort(
        [
            columns["people"],
            -columns["source"],
            columns.pop("period_end"),
            columns["confidence"],
            *(columns[name] for name in ("year", "origin", "destination", "cadre", "basis", "block")),
        ]
    )
    del words["period_end"]
    return Cube(words=words, **{name: values[order] for name, values in columns.items()})


def cube(register: Register) -> Cube:
    """The cube of a register, built at the first call."""
    found = _KEPT.get(register)
    if found is None:
        found = _KEPT[register] = _built(register.corridors)
    return found
