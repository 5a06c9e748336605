"""Values of countries in up to five classes of round limits, for colouring."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.wording import number

__all__ = ["Classes", "classed"]

_COUNT = 5


@dataclass(frozen=True, slots=True)
class Classes:
    """The class of each country, the value as it is written, and the names of the classes from low to high."""

    steps: Mapping[str, int]
    words: Mapping[str, str]
    names: tuple[str, ...]


def _decimals(value: float) -> int:
    return 0 if value == 0 or abs(value) >= 10 or value % 1 == 0 else 1 if abs(value) >= 1 else 2


def _round(value: float) -> float:
    """A number with two digits that count."""
    if value == 0:
        return 0.0
    return round(value, 1 - math.floor(math.log10(abs(value))))


def classed(values: pd.DataFrame | None) -> Classes:
    """Countries with a value in classes of about the same number; countries without a value are in none.

    Raises ``InputError`` for a table without the columns ``country`` and ``value``, or for numbers without limit.
    """
    if values is None:
        return Classes({}, {}, ())
    if not {"country", "value"} <= set(values.columns):
        problem = Problem(say("the table"), say("lacks a column"), say("columns country and value"))
        raise InputError(say("the values"), [problem])
    known = values.dropna(subset=["value"])
    found = {str(code): float(value) for code, value in zip(known["country"], known["value"], strict=True)}
    if any(math.isinf(value) for value in found.values()):
        problem = Problem(say("the column value"), say("has a number without limit"), say("finite numbers"))
        raise InputError(say("the values"), [problem])
    ordered = sorted(found.values())
    if not ordered:
        return Classes({}, {}, ())
    limits = sorted({_round(ordered[len(ordered) * step // _COUNT]) for step in range(1, _COUNT)} - {ordered[0]})
    limits = [limit for limit in limits if ordered[0] < limit <= ordered[-1]]
    steps = {code: sum(value >= limit for limit in limits) for code, value in found.items()}
    spread = {code: round(step * (_COUNT - 1) / max(1, len(limits))) for code, step in steps.items()}
    words = {code: number(value, _decimals(value)) for code, value in found.items()}
    edges = [ordered[0], *limits, ordered[-1]]
    names = tuple(
        _class_name(low, high, last=place == len(limits)) for place, (low, high) in enumerate(pairwise(edges))
    )
    return Classes(spread, words, names)


def _class_name(low: float, high: float, *, last: bool) -> str:
    ends = {"low": number(low, _decimals(low)), "high": number(high, _decimals(high))}
    return say("{low} to {high}", **ends) if last else say("{low} to under {high}", **ends)
