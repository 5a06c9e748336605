"""Imports as tables: the layouts, a first look at a file, the report of an import, and what the user has imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.imports.report import REASONS, ImportReport
from toolkit.imports.run import Preview
from toolkit.register.user_data import Import
from toolkit.report.table import Table
from toolkit.wording import join, number, per_cent

__all__ = ["import_tables", "imports_table", "layouts_table", "preview_tables", "profiles_table"]

_WIDEST = 10
"""Columns of a first look; the rest is counted."""

_LONGEST = 24
_WHOLE = 0.0005
"""Shares that differ from 1 by less are shown as whole."""


def layouts_table(layouts: Mapping[str, str]) -> Table:
    """The layouts that are recognised."""
    note = "Any other table, CSV or Excel, is described by its columns: `accord data import --help`."
    return Table("Layouts", ("key", "what it is"), tuple(layouts.items()), note)


def preview_tables(found: Preview) -> list[Table]:
    """A first look: what the file is, its first rows, what it would ask and what is wrong with it."""
    what = (
        ("layout", found.layout or "not recognised"),
        ("because", found.recognised_by),
        ("sheets", join(found.sheets)),
    )
    tables = [Table("The file", ("what", "is"), tuple((name, text) for name, text in what if text))]
    for sheet, rows in found.rows.items():
        width = min(_WIDEST, max((len(cells) for _, cells in rows), default=0))
        columns = ("row", *(f"#{index}" for index in range(1, width + 1)))
        shown = tuple(
            (str(line), *(_short(cells[index]) if index < len(cells) else "" for index in range(width)))
            for line, cells in rows
        )
        tables.append(Table(f"First rows{f' of {sheet}' if sheet else ''}", columns, shown))
    tables += _questions([_plain(question) for question in found.questions])
    if found.problems:
        rows_of = tuple((p.place, p.problem, p.expectation, p.remedy) for p in found.problems)
        tables.append(Table("What is wrong", ("where", "what", "expected", "what to do"), rows_of))
    return tables


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _plain(question: Any) -> dict[str, Any]:
    names = ("name", "kind", "column", "count", "candidates")
    return {name: getattr(question, name) for name in names}


_ANSWER = 'Answer with --answer "NAME=CODE" or --answer "NAME=skip"; until then these rows are left out.'


def _questions(questions: Sequence[Mapping[str, Any]], note: str = _ANSWER) -> list[Table]:
    if not questions:
        return []
    rows = tuple(
        (
            str(question["name"]),
            str(question["column"]),
            number(question["count"]),
            join(question["candidates"], "or"),
            REASONS.get(str(question["kind"]), ""),
        )
        for question in questions
    )
    return [Table("Waiting for an answer", ("name", "column", "rows", "may be", "why"), rows, note, ("rows",))]


def import_tables(report: ImportReport | Mapping[str, Any], name: str, *, how_to_answer: str = _ANSWER) -> list[Table]:
    """What an import read, kept and left out; the counts add up. ``how_to_answer`` is the remark on open names."""
    told = report.to_dict() if isinstance(report, ImportReport) else report
    dropped: Mapping[str, int] = told["dropped"]
    summary = [
        ("file", str(told["file"])),
        ("layout", f"{told['layout']}: {told['recognised_by']}"),
        ("source", str(told["source"])),
        ("retrieved", str(told["retrieved"]) or "not said"),
        (f"{told['counted']} read", number(told["rows_read"])),
        ("  kept", number(told["rows_kept"])),
        ("  left out", number(sum(dropped.values()))),
        *((f"written to {table}", number(count)) for table, count in told["written"].items()),
        ("zeros among those kept", number(told["zeros"])),
    ]
    kinds = ("flags", "units", "years")
    summary += [
        (kind, ", ".join(f"{word}: {number(count)}" for word, count in told[kind].items()))
        for kind in kinds
        if told[kind]
    ]
    tables = [Table(f"Import '{name}'", ("what", "is"), tuple(summary))]
    if dropped:
        rows = tuple((reason, REASONS.get(reason, ""), number(count)) for reason, count in dropped.items())
        tables.append(Table("Left out", ("reason", "meaning", "count"), rows, "", ("count",)))
    tables += _questions(told["questions"], how_to_answer)
    stated = [entry for entry in told["coverage"] if entry["stated"]]
    if stated:
        tables.append(_coverage(stated))
    if told["conflicts"]:
        rows = tuple((str(one["about"]), str(one["row"]), number(one["value"], 1)) for one in told["conflicts"])
        tables.append(
            Table("Two numbers for the same thing; the second is set apart", ("about", "row", "second"), rows)
        )
    if told["notes"]:
        tables.append(Table("Notes", ("note",), tuple((str(note),) for note in told["notes"])))
    return tables


def _coverage(stated: Sequence[Mapping[str, Any]]) -> Table:
    short = [entry for entry in stated if abs(entry["share"] - 1) > _WHOLE]
    whole = len(stated) - len(short)
    rows = tuple(
        (
            f"{entry['side']} {entry['country']}".strip(),
            str(entry["cadre"]),
            str(entry["measure"]),
            str(entry["period"] or entry["year"]),
            str(entry["unit"]),
            number(entry["kept"], 1),
            number(entry["stated"], 1),
            "" if entry["share"] is None else per_cent(entry["share"], 1),
        )
        for entry in short
    )
    columns = ("of", "cadre", "measure", "time", "unit", "kept", "total stated", "share")
    note = f"{number(whole)} of {number(len(stated))} totals that the file states are kept whole. What is missing from "
    note += "the others is of countries that the file does not name or that wait for an answer."
    return Table(
        "Sum kept against the total that the file states", columns, rows, note, ("kept", "total stated", "share")
    )


def imports_table(found: Sequence[Import], records: Sequence[Path]) -> Table:
    """What the user has imported, and the user's own records."""
    rows = [
        (
            item.name,
            str(item.report.get("source", "")),
            str(item.report.get("layout", "")),
            number(item.report.get("rows_kept", 0)),
            str(len(item.report.get("questions", []))),
            str(item.report.get("imported_at", "")),
        )
        for item in found
    ]
    rows += [(path.stem, "your own record", "agreement record", "1", "0", "") for path in records]
    columns = ("name", "source", "layout", "kept", "waiting", "imported")
    note = "" if rows else "Nothing yet. `accord data import FILE --source …` lays a file over the shipped facts."
    return Table("Your own data", columns, tuple(rows), note, ("kept", "waiting"))


def profiles_table(names: Sequence[str]) -> Table:
    """The saved descriptions of tables."""
    return Table("Saved descriptions of tables", ("name",), tuple((name,) for name in names))
