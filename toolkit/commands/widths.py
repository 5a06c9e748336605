"""How wide the columns of a printed table are, so that words stay whole as long as there is room."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.report.table import Table

__all__ = ["column_widths"]

_FRAME = 3
"""What a column takes beside its text: a line and a blank on either side."""

_WORDS = (13, 9)
"""Words up to this length stay whole: the second where there is no room for the first."""

_WHOLE = 28
"""First cells up to this length stay on one line."""


def column_widths(table: Table, room: int) -> list[int] | None:
    """The width of each column in a table of at most ``room`` characters.

    ``None`` where a table would have to break most words, so that its rows are better printed one below another.
    """
    columns = _columns(table)
    space = room - _FRAME * len(columns) - 1
    for word in _WORDS:
        least = [_least(column, index == 0, table, word) for index, column in enumerate(columns)]
        if sum(least) <= space:
            break
    else:
        return None
    words = [max((len(word) for cell in column for word in cell.split()), default=1) for column in columns]
    lines = [max((len(line) for cell in column for line in cell.split("\n")), default=1) for column in columns]
    for wanted in (words, [len(name) for name in table.columns], lines):
        least = _widened(least, wanted, space)
    return least


def _columns(table: Table) -> list[list[str]]:
    return [[name, *(row[index] for row in table.rows)] for index, name in enumerate(table.columns)]


def _least(column: Sequence[str], first: bool, table: Table, word: int) -> int:
    """The longest word of a column as far as it must stay whole; numbers stay whole always."""
    name, *cells = column
    if name in table.numeric:
        return max(len(word) for cell in column for word in (cell.split() or [""]))
    if first and all(len(cell) <= _WHOLE for cell in cells):
        return max(len(cell) for cell in [*cells, max(name.split() or [""], key=len)])
    words = [len(word) for cell in column for word in cell.split()]
    return max(len(max(name.split() or [""], key=len)), min(max(words, default=1), word))


def _widened(widths: Sequence[int], wanted: Sequence[int], space: int) -> list[int]:
    """Widths with the room that is left given out, one by one, to the column that lacks most of what it wants."""
    given = list(widths)
    for _ in range(space - sum(given)):
        lacking = max(range(len(given)), key=lambda index: wanted[index] / max(given[index], 1))
        if given[lacking] >= wanted[lacking]:
            break
        given[lacking] += 1
    return given
