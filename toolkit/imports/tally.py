"""Counting while a file is read; the counts become the report of the import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.errors import Problem, RegisterError
from toolkit.imports.report import REASONS, Conflict, Coverage, ImportReport, Question
from toolkit.languages.speech import say

__all__ = ["CoverageKey", "Tally"]

CoverageKey = tuple[str, str, str, str, str, str, int, str]
"""Side, country, cadre, measure, basis, unit, year and period of a coverage entry."""

_MOST_QUESTIONS = 5_000
_MOST_CONFLICTS = 100
_PARTS = ("kept", "own_country", "remainder", "unresolved")


def _tidy(value: float) -> float:
    """A sum without the dust of adding decimals: twelve significant digits."""
    return float(f"{value:.12g}")


@dataclass
class Tally:
    """The running counts of one import."""

    file: str
    counted: str = "rows"
    rows_read: int = 0
    rows_kept: int = 0
    zeros: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    own_country: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    totals: dict[str, float] = field(default_factory=dict)
    notes: dict[str, None] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)
    conflicts_found: int = 0
    _questions: dict[tuple[str, str, str], list[Any]] = field(default_factory=dict)
    _sums: dict[CoverageKey, dict[str, float]] = field(default_factory=dict)
    _stated: dict[CoverageKey, float] = field(default_factory=dict)

    def read(self, rows: int = 1) -> None:
        """Count rows that were read."""
        self.rows_read += rows

    def keep(self, value: float, unit: str, year: int, flag: str = "", rows: int = 1) -> None:
        """Count rows that are kept as one record, with its flags (divided by semicolons)."""
        self.rows_kept += rows
        self.zeros += rows if value == 0 else 0
        self.units[unit] += rows
        self.years[year] += rows
        for code in flag.split(";"):
            if code:
                self.flags[code] += rows

    def drop(self, reason: str, rows: int = 1) -> None:
        """Count rows that are left out for a reason of ``REASONS``."""
        if reason not in REASONS:
            raise KeyError(reason)
        self.dropped[reason] += rows

    def ask(
        self, name: str, kind: str, column: str, row: int, candidates: tuple[str, ...] = (), count: int = 1
    ) -> None:
        """Note a name or label that only the user can settle.

        Raises ``RegisterError`` when there are so many that the wrong column must have been taken.
        """
        entry = self._questions.setdefault((name, kind, column), [0, row, candidates])
        entry[0] += count
        if len(self._questions) > _MOST_QUESTIONS:
            problem = Problem(
                say("column {name}", name=column),
                say(
                    "has more than {count} names that are no country, such as '{name}'",
                    count=_MOST_QUESTIONS,
                    name=name[:40],
                ),
                say("names or codes of countries"),
                say("choose another column or layout"),
            )
            raise RegisterError(self.file, [problem])

    def note(self, text: str) -> None:
        """Add a remark once."""
        self.notes[text] = None

    def conflict(self, about: str, value: float, row: int) -> None:
        """Note a second, different number for the same thing; the first hundred are listed."""
        self.conflicts_found += 1
        if len(self.conflicts) < _MOST_CONFLICTS:
            self.conflicts.append(Conflict(about, value, row))

    def add(self, key: CoverageKey, part: str, value: float) -> None:
        """Add to what was kept, is the own country's, a remainder or unresolved."""
        self._sums.setdefault(key, dict.fromkeys(_PARTS, 0.0))[part] += value

    def state(self, key: CoverageKey, value: float) -> None:
        """Note a total that the file states."""
        if key in self._stated and self._stated[key] != value:
            what = " ".join(str(part) for part in key if part)
            self.note(say("two totals are stated for {what}; the first is used", what=what))
            return
        self._stated[key] = value
        side, _, cadre, measure, _, unit, _, _ = key
        name = f"{measure} {cadre} {unit} by {side}"
        self.totals[name] = self.totals.get(name, 0.0) + value

    def _coverage(self) -> tuple[Coverage, ...]:
        sums = {key: parts for key, parts in self._sums.items() if key[0] == "destination" or key in self._stated}
        for key in self._stated:
            sums.setdefault(key, dict.fromkeys(_PARTS, 0.0))
        return tuple(
            Coverage(
                *key,
                kept=_tidy(parts["kept"]),
                own_country=_tidy(parts["own_country"]),
                remainder=_tidy(parts["remainder"]),
                unresolved=_tidy(parts["unresolved"]),
                stated=self._stated.get(key),
            )
            for key, parts in sorted(sums.items())
        )

    def report(self, *, answered: Mapping[str, str], **facts: Any) -> ImportReport:
        """The finished report; ``facts`` are the fields that are not counted."""
        ordered = {reason: self.dropped[reason] for reason in REASONS if self.dropped[reason]}
        questions = [
            Question(name, kind, column, count, row, candidates)
            for (name, kind, column), (count, row, candidates) in self._questions.items()
        ]
        return ImportReport(
            file=self.file,
            counted=self.counted,
            rows_read=self.rows_read,
            rows_kept=self.rows_kept,
            dropped=ordered,
            questions=tuple(sorted(questions, key=lambda one: (-one.count, one.name, one.column))),
            answered=answered,
            own_country=dict(sorted(self.own_country.items())),
            totals={name: _tidy(value) for name, value in sorted(self.totals.items())},
            zeros=self.zeros,
            flags=dict(sorted(self.flags.items())),
            units=dict(sorted(self.units.items())),
            years=dict(sorted(self.years.items())),
            coverage=self._coverage(),
            conflicts=tuple(self.conflicts),
            conflicts_found=self.conflicts_found,
            notes=tuple(self.notes),
            **facts,
        )
