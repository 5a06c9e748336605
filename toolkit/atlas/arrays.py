"""Runs of equal keys in sorted arrays of codes, and the words of groups of codes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pandas as pd

__all__ = ["Codes", "Numbers", "joined", "last_of_each", "numbered"]

Codes = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


def last_of_each(*keys: Codes) -> Codes:
    """Positions of the last row of each run of equal keys."""
    if not len(keys[0]):
        return np.empty(0, dtype=np.int64)
    changes = np.zeros(len(keys[0]), dtype=bool)
    changes[-1] = True
    for key in keys:
        changes[:-1] |= key[1:] != key[:-1]
    return np.flatnonzero(changes)


def joined(pair: Codes, codes: Codes, words: pd.Index[str], between: str) -> pd.Index[str]:
    """For each pair its distinct words in their order, joined; each combination is written once."""
    if not len(pair):
        return pd.Index([], dtype="str")
    order = np.lexsort([codes, pair])
    kept = order[last_of_each(pair[order], codes[order])]
    pair, codes = pair[kept], codes[kept]
    first = np.searchsorted(pair, np.arange(int(pair[-1]) + 1))
    place = np.arange(len(pair)) - first[pair]
    combination = np.zeros(len(first), dtype=np.int64)
    for number in range(int(place.max()) + 1):
        added = np.zeros(len(first), dtype=np.int64)
        here = place == number
        added[pair[here]] = codes[here] + 1
        combination = pd.factorize(combination * (len(words) + 1) + added)[0].astype(np.int64)
    sample = np.empty(int(combination.max()) + 1, dtype=np.int64)
    sample[combination] = np.arange(len(first))
    after = np.append(first[1:], len(pair))
    written = [between.join(words[code] for code in codes[first[row] : after[row]].tolist()) for row in sample.tolist()]
    return pd.Index(written, dtype="str").take(combination)


def numbered(column: pd.Series[str], number: Callable[[str], int]) -> Codes:
    """A number for each word of a column; the function is asked once for each distinct word."""
    codes, words = pd.factorize(column)
    return np.array([number(word) for word in words], dtype=np.int64)[codes]
