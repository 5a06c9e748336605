"""Writing canonical tables row by row into a folder that appears only when the import is complete."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TextIO

from toolkit.errors import Problem, RegisterError
from toolkit.imports.canonical import (
    CORRIDOR_COLUMNS,
    INDICATOR_COLUMNS,
    Figure,
    Indicator,
    number_text,
)
from toolkit.languages.speech import say

__all__ = ["Output", "Seen"]

Seen = Literal["new", "repeated", "different"]
"""Whether a number was there before: not at all, the same, or another one for the same thing."""

_COLUMNS = {"corridors": CORRIDOR_COLUMNS, "indicators": INDICATOR_COLUMNS}


class Output:
    """The tables of one import, written under a temporary name beside ``into`` and put in place at the end.

    What was seen is kept in a temporary database on disk, so that a long file needs no long memory. Use it in a
    ``with`` statement; without ``finish`` nothing stays. Raises ``RegisterError`` when ``into`` is not empty.
    """

    def __init__(self, into: Path, *, source: str, retrieved: str, confidence: str):
        if into.exists() and (not into.is_dir() or any(into.iterdir())):
            wrong, expected = say("already holds something"), say("a new or empty folder")
            raise RegisterError(into.name, [Problem(str(into), wrong, expected, say("choose another name"))])
        self.into = into
        self.written: Counter[str] = Counter()
        self._same = {"source": source, "retrieved": retrieved, "confidence": confidence}
        self._stack = ExitStack()
        self._writers: dict[str, Any] = {}
        self._streams: dict[str, TextIO] = {}

    def __enter__(self) -> Output:
        self.into.parent.mkdir(parents=True, exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(prefix=f".{self.into.name}-", suffix=".part", dir=self.into.parent))
        self._seen = sqlite3.connect("")
        self._seen.execute("CREATE TABLE seen (thing INTEGER PRIMARY KEY, value REAL NOT NULL)")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        self._seen.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def seen(self, thing: tuple[object, ...], value: float) -> Seen:
        """Whether a thing already has a number in this import; the first number is remembered."""
        digest = hashlib.blake2b("\x1f".join(str(part) for part in thing).encode(), digest_size=8).digest()
        key = int.from_bytes(digest, "big", signed=True)
        done = self._seen.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, value))
        if done.rowcount:
            return "new"
        (first,) = self._seen.execute("SELECT value FROM seen WHERE thing = ?", (key,)).fetchone()
        return "repeated" if first == value else "different"

    def figure(self, figure: Figure, standing: str = "used") -> None:
        """Write a number on a corridor."""
        self._row("corridors", figure, {"standing": standing})

    def indicator(self, indicator: Indicator) -> None:
        """Write a number on a country."""
        self._row("indicators", indicator, {})

    def agreement(self, record: Mapping[str, Any]) -> None:
        """Write an agreement as one JSON object on a line."""
        stream = self._stream("agreements", "agreements.jsonl")
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")
        self.written["agreements"] += 1

    def _row(self, table: str, record: Figure | Indicator, more: dict[str, str]) -> None:
        if table not in self._writers:
            self._writers[table] = csv.writer(self._stream(table, f"{table}.csv"), lineterminator="\n")
            self._writers[table].writerow(_COLUMNS[table])
        fixed = self._same | more | {"value": number_text(record.value)}
        self._writers[table].writerow(
            [fixed[column] if column in fixed else getattr(record, column) for column in _COLUMNS[table]]
        )
        self.written[table] += 1

    def _stream(self, table: str, name: str) -> TextIO:
        if table not in self._streams:
            opened = (self.folder / name).open("w", encoding="utf-8", newline="")
            self._streams[table] = self._stack.enter_context(opened)
        return self._streams[table]

    def finish(self, report: Mapping[str, Any]) -> None:
        """Close the tables, write the report beside them and put the folder in its place."""
        self._stack.close()
        text = json.dumps(report, ensure_ascii=False, indent=1, allow_nan=False)
        (self.folder / "import.json").write_text(text + "\n", encoding="utf-8")
        if self.into.exists():
            self.into.rmdir()
        self.folder.chmod(0o755)
        self.folder.rename(self.into)
