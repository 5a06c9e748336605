"""Imports as tables: the layouts, a first look at a file, the report of an import, and what the user has imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from toolkit.imports.report import REASONS, ImportReport
from toolkit.imports.run import Preview
from toolkit.languages.speech import say, to_say
from toolkit.register.user_data import Import
from toolkit.report.table import Table
from toolkit.wording import join, number, per_cent

__all__ = ["import_tables", "imports_table", "layouts_table", "preview_tables", "profiles_table"]

_WIDEST = 10
"""Columns of a first look; the rest is counted."""

_LONGEST = 24
_WHOLE = 0.0005
"""Shares that differ from 1 by less are shown as whole."""

_COUNTED = {
    "rows": to_say("rows read"),
    "cells": to_say("cells read"),
    "agreements": to_say("agreements read"),
}
_KINDS = {"flags": to_say("flags"), "units": to_say("units"), "years": to_say("years")}
_SIDES = {
    "destination": to_say("destination {country}"),
    "origin": to_say("origin {country}"),
    "all": to_say("all {country}"),
}


def layouts_table(layouts: Mapping[str, str]) -> Table:
    """The layouts that are recognised."""
    note = say("Any other table, CSV or Excel, is described by its columns: `accord data import --help`.")
    rows = tuple((key, say(words)) for key, words in layouts.items())
    return Table(say("Layouts"), (say("key"), say("what it is")), rows, note)


def preview_tables(found: Preview) -> list[Table]:
    """A first look: what the file is, its first rows, what it would ask and what is wrong with it."""
    what = (
        (say("layout"), found.layout or say("not recognised")),
        (say("because"), say(found.recognised_by)),
        (say("sheets"), join(found.sheets)),
    )
    columns: tuple[str, ...] = (say("what"), say("is"))
    tables = [Table(say("The file"), columns, tuple((name, text) for name, text in what if text))]
    for sheet, rows in found.rows.items():
        width = min(_WIDEST, max((len(cells) for _, cells in rows), default=0))
        columns = (say("row"), *(f"#{index}" for index in range(1, width + 1)))
        shown = tuple(
            (str(line), *(_short(cells[index]) if index < len(cells) else "" for index in range(width)))
            for line, cells in rows
        )
        title = say("First rows of {sheet}", sheet=sheet) if sheet else say("First rows")
        tables.append(Table(title, columns, shown))
    tables += _questions([_plain(question) for question in found.questions])
    if found.problems:
        rows_of = tuple((p.place, p.problem, p.expectation, p.remedy) for p in found.problems)
        columns = (say("where"), say("what"), say("expected"), say("what to do"))
        tables.append(Table(say("What is wrong"), columns, rows_of))
    return tables


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _plain(question: Any) -> dict[str, Any]:
    names = ("name", "kind", "column", "count", "candidates")
    return {name: getattr(question, name) for name in names}


_ANSWER = to_say('Answer with --answer "NAME=CODE" or --answer "NAME=skip"; until then these rows are left out.')


def _questions(questions: Sequence[Mapping[str, Any]], note: str = "") -> list[Table]:
    if not questions:
        return []
    rows = tuple(
        (
            str(question["name"]),
            str(question["column"]),
            number(question["count"]),
            join(question["candidates"], "or"),
            say(REASONS.get(str(question["kind"]), "")),
        )
        for question in questions
    )
    columns = (say("name"), say("column"), say("rows"), say("may be"), say("why"))
    return [Table(say("Waiting for an answer"), columns, rows, note or say(_ANSWER), columns[2:3])]


def import_tables(report: ImportReport | Mapping[str, Any], name: str, *, how_to_answer: str = "") -> list[Table]:
    """What an import read, kept and left out; the counts add up.

    ``how_to_answer`` is the remark on open names, by default the one of the command line.
    """
    told = report.to_dict() if isinstance(report, ImportReport) else report
    dropped: Mapping[str, int] = told["dropped"]
    summary = [
        (say("file"), str(told["file"])),
        (say("layout"), f"{told['layout']}: {say(str(told['recognised_by']))}"),
        (say("source"), str(told["source"])),
        (say("retrieved"), str(told["retrieved"]) or say("not said")),
        (say(_COUNTED[str(told["counted"])]), number(told["rows_read"])),
        (f"  {say('kept')}", number(told["rows_kept"])),
        (f"  {say('left out')}", number(sum(dropped.values()))),
        *((say("written to {table}", table=table), number(count)) for table, count in told["written"].items()),
        (say("zeros among those kept"), number(told["zeros"])),
    ]
    summary += [
        (say(words), ", ".join(f"{word}: {number(count)}" for word, count in told[kind].items()))
        for kind, words in _KINDS.items()
        if told[kind]
    ]
    tables = [Table(say("Import '{name}'", name=name), (say("what"), say("is")), tuple(summary))]
    if dropped:
        rows = tuple((reason, say(REASONS.get(reason, "")), number(count)) for reason, count in dropped.items())
        columns = (say("reason"), say("meaning"), say("count"))
        tables.append(Table(say("Left out"), columns, rows, "", columns[2:]))
    tables += _questions(told["questions"], how_to_answer)
    stated = [entry for entry in told["coverage"] if entry["stated"]]
    if stated:
        tables.append(_coverage(stated))
    if told["conflicts"]:
        rows = tuple((str(one["about"]), str(one["row"]), number(one["value"], 1)) for one in told["conflicts"])
        title = say("Two numbers for the same thing; the second is set apart")
        tables.append(Table(title, (say("about"), say("row"), say("second")), rows))
    if told["notes"]:
        tables.append(Table(say("Notes"), (say("note"),), tuple((say(str(note)),) for note in told["notes"])))
    return tables


def _coverage(stated: Sequence[Mapping[str, Any]]) -> Table:
    short = [entry for entry in stated if abs(entry["share"] - 1) > _WHOLE]
    whole = len(stated) - len(short)
    rows = tuple(
        (
            say(_SIDES[str(entry["side"])], country=entry["country"]).strip(),
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
    columns = (
        say("of"),
        say("cadre"),
        say("measure"),
        say("time"),
        say("unit"),
        say("kept"),
        say("total stated"),
        say("share"),
    )
    note = say(
        "{count} of {total} totals that the file states are kept whole. What is missing from the others is of "
        "countries that the file does not name or that wait for an answer.",
        count=number(whole),
        total=number(len(stated)),
    )
    return Table(say("Sum kept against the total that the file states"), columns, rows, note, columns[5:])


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
    rows += [(path.stem, say("your own record"), say("agreement record"), "1", "0", "") for path in records]
    columns = (say("name"), say("source"), say("layout"), say("kept"), say("waiting"), say("imported"))
    note = "" if rows else say("Nothing yet. `accord data import FILE --source …` lays a file over the shipped facts.")
    return Table(say("Your own data"), columns, tuple(rows), note, columns[3:5])


def profiles_table(names: Sequence[str]) -> Table:
    """The saved descriptions of tables."""
    return Table(say("Saved descriptions of tables"), (say("name"),), tuple((name,) for name in names))
