"""The fields of a case file as tables, one for each kind of record."""

from __future__ import annotations

from typing import Any

from toolkit.case.fields import all_fields
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import CADRES
from toolkit.report.table import Table
from toolkit.wording import join

__all__ = ["field_tables"]


def field_tables() -> list[Table]:
    """Every field with unit, limits, what its absence means and its meaning; then the kinds of red line."""
    by_record: dict[str, list[tuple[str, ...]]] = {}
    for field in all_fields():
        record, _, name = field.path.rpartition(".")
        absent = "required" if field.required else _absent(field.default)
        by_record.setdefault(record, []).append((name, field.unit, field.limits, absent, field.description))
    columns = ("field", "unit", "limits", "if absent", "meaning")
    tables = [Table(record or "the case", columns, tuple(rows)) for record, rows in by_record.items()]
    kinds = tuple(
        (kind, declared.unit or "takes none", join(declared.selectors), declared.meaning)
        for kind, declared in KINDS.items()
    )
    note = (
        "Any number may be bare, or a mapping with value and optionally low, high, source, year, note and "
        f"assumed: true. <cadre> is one of {join(CADRES, 'or')}; <code> an ISO 3166-1 alpha-3 code; <from-to> a "
        "corridor as KEN-GBR."
    )
    return [*tables, Table("Kinds of red line", ("kind", "value", "may be narrowed by", "meaning"), kinds, note)]


def _absent(value: Any) -> str:
    if value is None or value in ("", (), {}):
        return "none"
    if isinstance(value, tuple):
        return f"{value[0]:g}"
    return f"{value:g}" if isinstance(value, float) else str(value).lower()
