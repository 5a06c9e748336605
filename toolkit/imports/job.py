"""What a reader of a layout is given: the file, the user's choices, and where its rows go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from toolkit.errors import Problem, RegisterError
from toolkit.imports.collect import Collector, clean
from toolkit.imports.profile import Profile
from toolkit.imports.source_file import SourceFile
from toolkit.imports.streams import Cell, Row, first_rows, sheets_of
from toolkit.languages.speech import say
from toolkit.register.places import SKIP, plain
from toolkit.wording import join, nearest

__all__ = ["Axes", "Columns", "Job", "LayoutUnknown", "Look", "Options", "failed", "look_at"]

Axes = Literal["", "destination_across", "origin_across"]
"""Which side of a matrix stands in its columns; empty where the file says so itself."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about a file because the file does not.

    ``year``, ``unit``, ``measure`` and ``axes`` are for matrices that leave them out; ``indicator`` is the World Bank
    code of a file of plain values; ``metadata`` a World Bank file of countries; ``companion`` the second file of labour
    agreements; ``organisation`` the code of one NHS organisation; ``sheet`` a sheet; ``language`` that of the names.
    """

    year: int | None = None
    unit: str = ""
    measure: str = ""
    indicator: str = ""
    axes: Axes = ""
    metadata: Path | None = None
    companion: Path | None = None
    organisation: str = ""
    sheet: str | None = None
    language: str = "en"
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """A first look at a file: its kind, its sheets, and the first rows of its sheets (or of the file itself)."""

    source: SourceFile
    sheets: Mapping[str, Sequence[Row]]

    @property
    def rows(self) -> Sequence[Row]:
        """The first rows of the file or of its first sheet."""
        return next(iter(self.sheets.values()), ())


def look_at(source: SourceFile) -> Look:
    """The first rows of every sheet (ten at most); nothing of files that are no tables of rows."""
    if source.kind == "text":
        return Look(source, {"": first_rows(source)})
    names = sheets_of(source)[:10]
    return Look(source, {name: first_rows(source, name) for name in names})


@dataclass(frozen=True, slots=True)
class Job:
    """One import under way.

    ``answers`` are the user's words for labels, by label without case and punctuation; ``source_key`` names the source
    in every record, and ``confidence`` says how good the evidence is.
    """

    source: SourceFile
    look: Look
    options: Options
    collector: Collector
    source_key: str
    confidence: str
    answers: Mapping[str, str] = field(default_factory=dict)

    def word(self, label: str, known: str | None, column: str, row: int, count: int = 1) -> str | None:
        """What a label means: the user's answer first, then what is known; otherwise it is asked about.

        ``None`` when it is not known or is to be left out; the caller counts the row as left out.
        """
        answer = self.answers.get(plain(label))
        if answer is not None:
            self.collector.places.used.add(plain(label))
            return None if answer == SKIP else answer
        if known is None:
            self.collector.tally.ask(clean(label), "other_measure", column, row, count=count)
        return known


class LayoutUnknown(RegisterError):
    """Nothing tells what layout a file has; the user can say it."""


def failed(source: SourceFile, problems: Iterable[Problem]) -> RegisterError:
    """The error of a file that cannot be imported."""
    return RegisterError(source.name, list(problems))


class Columns:
    """The columns of a header row by name, in whatever order they stand; case and blanks around names do not count."""

    def __init__(self, source: SourceFile, header: Sequence[Cell]):
        self.source = source
        self.names = [str(cell).strip() if cell is not None else "" for cell in header]
        self._at: dict[str, int] = {}
        for index, name in enumerate(self.names):
            self._at.setdefault(name.casefold(), index)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._at

    def index(self, name: str) -> int:
        """Where a column stands, from 0."""
        return self._at[name.casefold()]

    def first(self, *names: str) -> str | None:
        """The first of some names that is a column."""
        return next((name for name in names if name in self), None)

    def require(self, *names: str) -> None:
        """Raise ``RegisterError`` with every column that is missing."""
        missing = [name for name in names if name not in self]
        if missing:
            here = [name for name in self.names if name]
            raise failed(
                self.source,
                (
                    Problem(
                        say("column {name}", name=name),
                        say("is missing"),
                        say("the columns are {names}", names=join(here[:30])),
                        say("is it {names}?", names=join(close, "or"))
                        if (close := nearest(name, here))
                        else say("choose another layout"),
                    )
                    for name in missing
                ),
            )

    def cell(self, row: Sequence[Cell], name: str) -> Cell:
        """The cell of a row in a column; nothing where the row is shorter or the column is absent."""
        index = self._at.get(name.casefold(), -1)
        return row[index] if 0 <= index < len(row) else None

    def text(self, row: Sequence[Cell], name: str) -> str:
        """The cell of a row in a column as text without blanks around it."""
        cell = self.cell(row, name)
        return "" if cell is None else str(cell).strip()

    def too_long(self, row: Sequence[Cell]) -> bool:
        """Whether a row has more filled fields than the header, so that fields may have slipped."""
        return any(cell not in (None, "") for cell in row[len(self.names) :])
