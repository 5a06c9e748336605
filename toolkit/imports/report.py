"""What an import tells about itself: everything read, kept and left out, so that the counts add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from toolkit.languages.speech import say, say_count, to_say
from toolkit.wording import join, number, per_cent

__all__ = ["REASONS", "Conflict", "Coverage", "ImportReport", "Question"]

REASONS: dict[str, str] = {
    "total": to_say("totals over all countries"),
    "group": to_say("regions and other groups of countries"),
    "remainder": to_say("people of other, unknown or unstated countries"),
    "own_country": to_say("origin and destination are the same country"),
    "blank": to_say("blank cells"),
    "suppressed": to_say("numbers kept back by the publisher, such as <5, * or .."),
    "repeated": to_say("the same number for the same thing once more"),
    "second_value": to_say("a second, different number for the same thing"),
    "ambiguous": to_say("names that several countries bear; they wait for an answer"),
    "former_state": to_say("states that are no more; they wait for an answer"),
    "unknown_name": to_say("names that are no known country; they wait for an answer"),
    "not_assigned": to_say("places without a code of ISO 3166-1"),
    "disagrees": to_say("code and name are of different countries; they wait for an answer"),
    "skipped": to_say("names left out by an answer"),
    "other_measure": to_say("counts of something that the register does not hold"),
    "no_time": to_say("rows whose year is not known"),
}
"""Why a row is left out, with its meaning in English."""

_ZEROS = {
    "rows": to_say("{zeros} of the rows kept are zero."),
    "cells": to_say("{zeros} of the cells kept are zero."),
    "agreements": to_say("{zeros} of the agreements kept are zero."),
}
_SIDES = {
    "destination": to_say("Destination {country}"),
    "origin": to_say("Origin {country}"),
    "all": to_say("All {country}"),
}


def _amount(count: float, counted: str) -> str:
    """So many rows, cells or agreements."""
    said = number(count)
    if counted == "rows":
        return say_count("{count} rows", "{count} rows", count, count=said)
    if counted == "cells":
        return say_count("{count} cells", "{count} cells", count, count=said)
    return say_count("{count} agreements", "{count} agreements", count, count=said)


@dataclass(frozen=True, slots=True)
class Question:
    """A name or label that the import could not settle, how often it stands there, and what it may mean.

    ``kind`` is a reason of ``REASONS``, ``column`` where it stands, ``row`` the first row that has it.
    """

    name: str
    kind: str
    column: str
    count: int
    row: int
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of what the file counts for one country was kept, in ``unit``.

    ``side`` is ``destination``, ``origin`` or ``all``; ``stated`` is the file's own total, ``None`` where it has none.
    ``unresolved`` counts people of countries that could not be told.
    """

    side: str
    country: str
    cadre: str
    measure: str
    basis: str
    unit: str
    year: int
    period: str
    kept: float
    own_country: float
    remainder: float
    unresolved: float
    stated: float | None

    @property
    def share(self) -> float | None:
        """The share of the stated total that was kept, 0 to 1; ``None`` where no total is stated or it is zero."""
        return self.kept / self.stated if self.stated else None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two different numbers for the same thing in one file: the first stands, the second is set apart."""

    about: str
    value: float
    row: int


def _covered(entry: Coverage, share: float) -> str:
    return say(
        "{side}, {cadre}, {measure}, {time}: {kept} of {stated} {unit} kept ({share}).",
        side=say(_SIDES[entry.side], country=entry.country),
        cadre=entry.cadre,
        measure=entry.measure,
        time=entry.period or entry.year,
        kept=number(entry.kept, 1),
        stated=number(entry.stated or 0, 1),
        unit=entry.unit,
        share=per_cent(share, 1),
    )


@dataclass(frozen=True)
class ImportReport:
    """Everything about one import. ``rows_read`` is ``rows_kept`` and all of ``dropped`` together.

    ``counted`` says what a row is: a row of the file, a cell of a wide table, or an agreement. ``written`` counts the
    records of each table, fewer than the rows kept where rows were added up. ``conflicts`` lists the first hundred.
    """

    file: str
    sha256: str
    layout: str
    recognised_by: str
    source: str
    retrieved: str
    imported_at: str
    counted: str
    rows_read: int
    rows_kept: int
    written: Mapping[str, int]
    dropped: Mapping[str, int]
    questions: tuple[Question, ...]
    answered: Mapping[str, str]
    unused_answers: tuple[str, ...]
    own_country: Mapping[str, int]
    totals: Mapping[str, float]
    zeros: int
    flags: Mapping[str, int]
    units: Mapping[str, int]
    years: Mapping[int, int]
    coverage: tuple[Coverage, ...]
    conflicts: tuple[Conflict, ...]
    conflicts_found: int
    notes: tuple[str, ...] = field(default=())

    @property
    def blanks(self) -> int:
        """Blank cells, which are no zeros and make no record."""
        return self.dropped.get("blank", 0)

    @property
    def suppressed(self) -> int:
        """Numbers kept back by the publisher, which make no record."""
        return self.dropped.get("suppressed", 0)

    @property
    def adds_up(self) -> bool:
        """Whether every row read was either kept or left out for a stated reason."""
        return self.rows_read == self.rows_kept + sum(self.dropped.values())

    def to_dict(self) -> dict[str, Any]:
        """The report as plain values for JSON, with the shares covered."""
        plain = asdict(self)
        plain["years"] = {str(year): count for year, count in self.years.items()}
        for entry, coverage in zip(plain["coverage"], self.coverage, strict=True):
            entry["share"] = coverage.share
        plain["blanks"], plain["suppressed"] = self.blanks, self.suppressed
        return plain

    def lines(self) -> list[str]:
        """The report in sentences, the most important first."""
        lines = [
            say("{file} was read as {layout}: {why}.", file=self.file, layout=self.layout, why=self.recognised_by),
            say(
                "{amount} read, {kept} kept, {left} left out.",
                amount=_amount(self.rows_read, self.counted),
                kept=number(self.rows_kept),
                left=number(sum(self.dropped.values())),
            ),
        ]
        lines += [
            say("{count} written to {table}.", count=number(count), table=table)
            for table, count in self.written.items()
        ]
        lines += [
            say("Left out: {count}, {reason}.", count=number(count), reason=say(REASONS[reason]))
            for reason, count in self.dropped.items()
        ]
        lines += [self._asked(question) for question in self.questions]
        if self.zeros:
            lines.append(say(_ZEROS[self.counted], zeros=number(self.zeros)))
        if self.flags:
            flags = join(f"{flag} {number(count)}" for flag, count in self.flags.items())
            lines.append(say("Flags: {flags}.", flags=flags))
        lines += [_covered(entry, entry.share) for entry in self.coverage if entry.share is not None]
        lines += [
            say("Two numbers for {what}: the one in row {row} is set apart.", what=one.about, row=one.row)
            for one in self.conflicts
        ]
        return [*lines, *(say("Note: {note}.", note=note) for note in self.notes)]

    def _asked(self, question: Question) -> str:
        told = {
            "name": question.name,
            "column": question.column,
            "amount": _amount(question.count, self.counted),
            "reason": say(REASONS[question.kind]),
        }
        if not question.candidates:
            return say("'{name}' ({column}, {amount}): {reason}.", **told)
        countries = join(question.candidates, "or")
        return say("'{name}' ({column}, {amount}): {reason}; it may be {countries}.", **told, countries=countries)

    def tables(self) -> dict[str, list[dict[str, Any]]]:
        """The parts of the report that are tables: left out, questions, coverage, years."""
        return {
            "dropped": [
                {"reason": reason, "meaning": say(REASONS[reason]), "count": count}
                for reason, count in self.dropped.items()
            ],
            "questions": [asdict(question) for question in self.questions],
            "coverage": [asdict(entry) | {"share": entry.share} for entry in self.coverage],
            "years": [{"year": year, "count": count} for year, count in self.years.items()],
        }
