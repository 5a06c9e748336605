"""How wide the columns of a table are on paper, and which parts of a document need a page turned on its side."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from toolkit.report.table import Table

__all__ = ["LANDSCAPE", "PORTRAIT", "Plan", "Run", "lines_of", "on_pages", "plan"]

_Item = TypeVar("_Item")

PORTRAIT, LANDSCAPE = 16.4, 26.1
"""Centimetres between the margins of an A4 page, upright and turned."""

_SIZES = (9.0, 8.0, 7.5)
"""Points in which a table may be set, the most readable first."""
_POINT = 2.54 / 72
_PADDING = 0.45
"""Centimetres that a cell keeps free at both sides together."""
_LONGEST_WORD = 15
"""Longer words, such as addresses, may be broken."""
_NARROW, _WIDE = frozenset("iljtfrI.,:;|!'()[]-/ "), frozenset("mwMWGOQ%@…—")
_BOLD = 1.08
_WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]+")
"""What is not broken: a word, or a sign of the scripts that have no blanks between words."""
_MEASURED = 400
"""Of longer texts only so many letters are measured."""


@lru_cache(maxsize=4096)
def _letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.3
    if letter in _WIDE:
        return 0.86
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if unicodedata.category(letter) == "Mn":
        return 0.0
    return 0.68 if letter.isupper() else 0.557


def _length(text: str) -> float:
    """About how long a line of text is, in its own size (Arial and alike)."""
    if len(text) > _MEASURED:
        return _length(text[:_MEASURED]) * len(text) / _MEASURED
    return sum(map(_letter, text))


def _word(text: str) -> float:
    return max((_length(word[:_LONGEST_WORD]) for word in set(_WORD.findall(text))), default=0.0)


@dataclass(frozen=True, slots=True)
class Plan:
    """Widths in centimetres, the size of the text in points, and whether the page is turned for it.

    ``tight`` marks a table that no page has room for: its words are broken.
    """

    widths: tuple[float, ...]
    size: float
    turned: bool
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Run(Generic[_Item]):
    """What stands on pages of one kind."""

    turned: bool
    items: list[_Item]


def lines_of(text: str, width: float, size: float) -> int:
    """About how many lines a text takes in a cell of a width in centimetres, set in so many points."""
    room = max(width - _PADDING, 0.5)
    return sum(max(1, math.ceil(_length(line) * size * _POINT / room)) for line in text.split("\n"))


@lru_cache(maxsize=512)
def plan(table: Table) -> Plan:
    """The widths of a table: numbers on one line, words unbroken, the rest of the room for columns with much text."""
    for turned, room in ((False, PORTRAIT), (True, LANDSCAPE)):
        for size in _SIZES:
            least = _least(table, size)
            if sum(least) <= room:
                return Plan(_spread(table, size, least, room), size, turned)
    least = _least(table, _SIZES[-1])
    return Plan(tuple(width * LANDSCAPE / sum(least) for width in least), _SIZES[-1], True, True)


def _columns(table: Table) -> Iterable[tuple[str, list[str]]]:
    return ((name, [row[at] for row in table.rows]) for at, name in enumerate(table.columns))


def _least(table: Table, size: float) -> list[float]:
    """The width below which a number would be broken, or a word."""
    found = []
    for name, cells in _columns(table):
        whole = name in table.numeric
        longest = max((_length(cell) if whole and len(cell) <= 24 else _word(cell) for cell in cells), default=0.0)
        found.append(max(longest, _word(name) * _BOLD) * size * _POINT + _PADDING)
    return found


def _spread(table: Table, size: float, least: Sequence[float], room: float) -> tuple[float, ...]:
    """What is left after the least widths goes to long cells, then to long headings, then to columns of words."""
    widths = list(least)
    for with_headings in (False, True):
        wanted = [_wanted(name, cells, with_headings) * size * _POINT + _PADDING for name, cells in _columns(table)]
        for _ in widths:
            left = room - sum(widths)
            wishes = {at: math.sqrt(wanted[at] - width) for at, width in enumerate(widths) if wanted[at] - width > 0.01}
            if left <= 0.01 or not wishes:
                break
            for at, wish in wishes.items():
                widths[at] += min(left * wish / sum(wishes.values()), wanted[at] - widths[at])
    spare = max(0.0, room - sum(widths))
    texts = [at for at, name in enumerate(table.columns) if name not in table.numeric] or list(range(len(widths)))
    whole = sum(widths[at] for at in texts)
    return tuple(width + (spare * width / whole if at in texts else 0.0) for at, width in enumerate(widths))


def _wanted(name: str, cells: Iterable[str], with_heading: bool) -> float:
    """How long the longest line of a column is."""
    lines = [_length(line) for cell in cells for line in cell.split("\n")]
    return max([*lines, _length(name) * _BOLD if with_heading else 0.0])


def on_pages(
    items: Sequence[_Item], begins: Callable[[_Item], bool], wide: Callable[[_Item], bool]
) -> list[Run[_Item]]:
    """Items in runs, each upright or on pages turned on their side.

    A chapter (from an item that ``begins`` one to the next) is turned as a whole where one of its items is ``wide``, so
    that no heading is left alone on a page; neighbours that are turned share their pages.
    """
    chapters: list[list[_Item]] = []
    for item in items:
        if not chapters or begins(item):
            chapters.append([])
        chapters[-1].append(item)
    runs: list[Run[_Item]] = []
    for chapter in chapters:
        turned = any(map(wide, chapter))
        if runs and runs[-1].turned == turned:
            runs[-1].items.extend(chapter)
        else:
            runs.append(Run(turned, chapter))
    return runs
