"""Cells and formulas: each formula carries its result, so that programs that do not calculate show the same numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell  # type: ignore[import-untyped]

__all__ = [
    "Area",
    "Cell",
    "Formula",
    "Input",
    "criterion",
    "difference",
    "formula",
    "product",
    "quoted",
    "sheet_in_formula",
    "total",
    "weighted",
]

_LONGEST_TEXT = 255
"""Letters that a text inside a formula may have."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that formulas can name: where it stands, and the value it shows."""

    sheet: str
    row: int
    column: int
    value: Any

    def seen_from(self, sheet: str) -> str:
        """Its address in a formula of a sheet."""
        return _of_sheet(self.sheet, sheet) + str(xl_rowcol_to_cell(self.row, self.column))


@dataclass(frozen=True, slots=True)
class Area:
    """Cells in one row or one column without a gap."""

    first: Cell
    last: Cell

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Area | None:
        """The area that cells fill in their order, ``None`` where they fill none."""
        rows, columns = [cell.row for cell in cells], [cell.column for cell in cells]
        across = len(set(rows)) == 1 and columns == list(range(columns[0], columns[0] + len(cells)))
        down = len(set(columns)) == 1 and rows == list(range(rows[0], rows[0] + len(cells)))
        together = len({cell.sheet for cell in cells}) == 1
        return cls(cells[0], cells[-1]) if together and (across or down) else None

    def seen_from(self, sheet: str) -> str:
        """Its address in a formula of a sheet."""
        place = xl_range(self.first.row, self.first.column, self.last.row, self.last.column)
        return _of_sheet(self.first.sheet, sheet) + str(place)

    def fixed(self) -> str:
        """Its address wherever it is used, for a name."""
        first = xl_rowcol_to_cell(self.first.row, self.first.column, True, True)
        last = xl_rowcol_to_cell(self.last.row, self.last.column, True, True)
        return f"={sheet_in_formula(self.first.sheet)}!{first}" + (f":{last}" if self.last != self.first else "")


def _of_sheet(own: str, other: str) -> str:
    return "" if own == other else f"{sheet_in_formula(own)}!"


def sheet_in_formula(sheet: str) -> str:
    """The name of a sheet as formulas and links write it."""
    return "'" + sheet.replace("'", "''") + "'"


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"' + text[:_LONGEST_TEXT].replace('"', '""') + '"'


def criterion(text: str) -> str:
    """A text that cells are to be equal to, inside a formula that counts or sums them."""
    return quoted(re.sub(r"([~*?])", r"~\1", text))


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in parts, addresses still open, and what it gives."""

    parts: tuple[str | Cell | Area, ...]
    value: Any

    def seen_from(self, sheet: str) -> str:
        """The formula as it stands in a cell of a sheet."""
        return "=" + "".join(part if isinstance(part, str) else part.seen_from(sheet) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Input:
    """A number that whoever holds the workbook may change; empty text for one that is still to be filled in."""

    value: float | str


def formula(*parts: str | Cell | Area, value: Any) -> Formula:
    """A formula from text and addresses, with what it gives."""
    return Formula(parts, value)


def _listed(cells: Sequence[Cell]) -> tuple[str | Cell | Area, ...]:
    area = Area.of(cells)
    if area is not None:
        return (area,)
    return tuple(part for cell in cells for part in (",", cell))[1:]


def total(cells: Sequence[Cell]) -> Formula:
    """The sum of cells; 0 where there are none."""
    if not cells:
        return Formula(("0",), 0.0)
    return Formula(("SUM(", *_listed(cells), ")"), fsum(cell.value for cell in cells))


def product(*factors: Cell) -> Formula:
    """Cells multiplied."""
    value = 1.0
    for cell in factors:
        value *= cell.value
    return Formula(tuple(part for cell in factors for part in ("*", cell))[1:], value)


def difference(first: Cell, second: Cell) -> Formula:
    """One cell less another."""
    return Formula((first, "-", second), first.value - second.value)


def weighted(values: Sequence[Cell], weights: Sequence[Cell]) -> Formula:
    """The sum of values times weights; both are areas of the same shape."""
    one, two = Area.of(values), Area.of(weights)
    if one is None or two is None or len(values) != len(weights):
        raise ValueError("values and weights are areas of the same shape")
    found = fsum(value.value * weight.value for value, weight in zip(values, weights, strict=True))
    return Formula(("SUMPRODUCT(", one, ",", two, ")"), found)
