"""Tables as pages show them: sources by publisher and year, keys last, no remarks for the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from toolkit.languages.speech import say
from toolkit.report.table import Table

__all__ = ["for_screen", "without_commands"]

_SENTENCE = re.compile(r"(?<=[.!?؟。]) (?=[A-Z0-9À-ÖØ-ÞА-ЯΑ-Ω¿¡\u0600-\u06ff])")
"""A blank between sentences: before a capital letter or a number, and in scripts without capitals before any letter."""

_COMMAND = re.compile(r"--[a-z]|\baccord [a-z]+ [a-z]+")
_KEY = re.compile(r"[A-Za-z0-9]\w*")
_LONG_KEY = re.compile(r"[A-Za-z0-9]+_\w+")
_BETWEEN = re.compile(r" ; |, ")


def without_commands(text: str) -> str:
    """A remark without the sentences that name options or commands.

    >>> without_commands("Rows differ. 3 more are not listed: add --most or --csv. Blank means not known.")
    'Rows differ. Blank means not known.'
    """
    return " ".join(sentence for sentence in _SENTENCE.split(text) if not _COMMAND.search(sentence))


def for_screen(table: Table, citations: Mapping[str, str] | None = None) -> Table:
    """A table in words that fit a page: ``citations`` words the sources by their keys; a column of keys comes last."""
    known = citations or {}
    shown = replace(table, note=_cited(without_commands(table.note), known, _LONG_KEY))
    of_sources = {say("source"), say("sources"), say("main source")}
    places = [number for number, name in enumerate(table.columns) if name.strip() in of_sources]
    rows = [
        [
            _sources(cell, known)
            if number in places or (number and row[0].strip() in of_sources and not places)
            else cell
            for number, cell in enumerate(row)
        ]
        for row in table.rows
    ]
    order = list(range(len(table.columns)))
    if table.columns[0] == say("key"):
        order.append(order.pop(0))
    return replace(
        shown,
        columns=tuple(table.columns[number] for number in order),
        rows=tuple(tuple(row[number] for number in order) for row in rows),
    )


def _sources(cell: str, known: Mapping[str, str]) -> str:
    """The sources of a cell, each told once."""
    parts = _BETWEEN.split(cell)
    if all(part in known for part in parts):
        return "; ".join(dict.fromkeys(known[part] for part in parts))
    return _cited(cell, known, _KEY)


def _cited(text: str, known: Mapping[str, str], key: re.Pattern[str]) -> str:
    return key.sub(lambda found: known.get(found[0], found[0]), text)
