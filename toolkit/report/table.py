"""A table as data: what it shows, its columns and rows of text, and a remark."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Table"]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of text cells. ``numeric`` names the columns that hold numbers, to be aligned to the right."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    numeric: tuple[str, ...] = ()
