"""The sheet of offers: what each side put on the table, what it moved, what is still apart."""

from __future__ import annotations

from toolkit.documents.excel.book import Column, Sheet, Shown
from toolkit.documents.excel.tabs import OFFERS, tab
from toolkit.documents.record import Record
from toolkit.languages.speech import say
from toolkit.report.negotiation import told

__all__ = ["write_offers"]

_NARROW, _WIDE, _LONG = 12, 26, 40
_OF_STEPS = 2
"""The first tables have a row for each offer."""
_GAINS_FROM, _GIVEN_UP = 4, 5
"""Where amounts stand in them."""


def write_offers(sheet: Sheet, found: Record) -> None:
    """Every table of the record, as text; nothing here follows changes made in this workbook."""
    sheet.title(
        tab(OFFERS), told(found.steps), say("From the model; nothing here follows changes made in this workbook.")
    )
    for place, table in enumerate(found.tables, start=1):
        sheet.space()
        sheet.title(table.title, *([table.note] if table.note else []), size=12)
        if table.rows:
            columns = [Column(name, width=_width(table.rows, column)) for column, name in enumerate(table.columns)]
            sheet.table(*columns)
            for index, row in enumerate(table.rows):
                sheet.add(*_with_numbers(found, place, index, row))
            sheet.end(f"Offers{place}")


def _with_numbers(found: Record, place: int, index: int, row: tuple[str, ...]) -> list[str | Shown]:
    """A row with amounts as numbers, as far as the table is one of offers or moves: gains, and what is given up."""
    cells: list[str | Shown] = [*row]
    step = found.steps[index] if place <= _OF_STEPS else None
    if step is not None and place == 1:
        for at, gain in enumerate(step.offer.outcome.gains.values(), start=_GAINS_FROM):
            cells[at] = Shown(gain, "money", model=True)
    elif step is not None and step.given_up is not None:
        cells[_GIVEN_UP] = Shown(step.given_up, "money", model=True)
    return cells


def _width(rows: tuple[tuple[str, ...], ...], column: int) -> float:
    longest = max(len(row[column]) for row in rows)
    return _NARROW if longest <= _NARROW else _WIDE if longest <= _WIDE else _LONG
