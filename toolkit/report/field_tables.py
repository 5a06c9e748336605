"""The fields of a case file as tables, one for each kind of record."""

from __future__ import annotations

from typing import Any

from toolkit.case.fields import all_fields
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import CADRES
from toolkit.languages.speech import say
from toolkit.report.table import Table
from toolkit.wording import join

__all__ = ["field_tables"]


def field_tables() -> list[Table]:
    """Every field with unit, limits, what its absence means and its meaning; then the kinds of red line."""
    by_record: dict[str, list[tuple[str, ...]]] = {}
    for field in all_fields():
        record, _, name = field.path.rpartition(".")
        absent = say("required") if field.required else _absent(field.default)
        by_record.setdefault(record, []).append((name, say(field.unit), field.limits, absent, field.description))
    columns = (say("field"), say("unit"), say("limits"), say("if absent"), say("meaning"))
    tables = [Table(record or say("the case"), columns, tuple(rows)) for record, rows in by_record.items()]
    kinds = tuple(
        (kind, say(declared.unit) or say("takes none"), join(declared.selectors), declared.meaning)
        for kind, declared in KINDS.items()
    )
    note = say(
        "Any number may be bare, or a mapping with value and optionally low, high, source, year, note and "
        "assumed: true. <cadre> is one of {cadres}; <code> an ISO 3166-1 alpha-3 code; <from-to> a corridor as "
        "KEN-GBR.",
        cadres=join(CADRES, "or"),
    )
    heads = (say("kind"), say("value"), say("may be narrowed by"), say("meaning"))
    return [*tables, Table(say("Kinds of red line"), heads, kinds, note)]


def _absent(value: Any) -> str:
    if value is None or value in ("", (), {}):
        return say("none")
    if isinstance(value, tuple):
        return f"{value[0]:g}"
    return f"{value:g}" if isinstance(value, float) else str(value).lower()
