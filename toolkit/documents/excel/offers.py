"""The sheet of offers: what each side put on the table, what it moved, what is still apart."""

from __future__ import annotations

from toolkit.documents.excel.book import Column, Sheet
from toolkit.documents.excel.tabs import OFFERS, tab
from toolkit.documents.record import Record
from toolkit.languages.speech import say
from toolkit.report.negotiation import told

__all__ = ["write_offers"]

_NARROW, _WIDE, _LONG = 12, 26, 40


def write_offers(sheet: Sheet, found: Record) -> None:
    """Every table of the record, as text; nothing here follows changes made in this workbook."""
    sheet.title(
        tab(OFFERS), told(found.steps), say("From the model; nothing here follows changes made in this workbook.")
    )
    for place, table in enumerate(found.tables, start=1):
        sheet.space()
        sheet.title(table.title, *([table.note] if table.note else []), size=12)
        if table.rows:
            sheet.table(*(Column(name, width=_width(table.rows, column)) for column, name in enumerate(table.columns)))
            for row in table.rows:
                sheet.add(*row)
            sheet.end(f"Offers{place}")


def _width(rows: tuple[tuple[str, ...], ...], column: int) -> float:
    longest = max(len(row[column]) for row in rows)
    return _NARROW if longest <= _NARROW else _WIDE if longest <= _WIDE else _LONG
