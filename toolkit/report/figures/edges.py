"""The corridors that a picture is made of: a table checked once, in the same way for every picture."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.countries import country_name
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say, to_say
from toolkit.register.records import Source
from toolkit.report.figures.style import STATUSES
from toolkit.report.figures.words import spoken
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = [
    "Corridor",
    "basis_in_words",
    "checked",
    "citations_of",
    "cited",
    "corridors_table",
    "counted",
    "sources_of",
    "spread_note",
]

_NEEDED = ("origin", "destination", "people")
_COLUMNS = {
    "year": to_say("year"),
    "unit": to_say("unit"),
    "basis": to_say("basis"),
    "measure": to_say("measure"),
    "cadre": to_say("cadre"),
    "status": to_say("status"),
    "confidence": to_say("confidence"),
    "source": to_say("source"),
}
_COUNTED = {
    "full_time_equivalents": to_say("full-time equivalents"),
    "trained_in": to_say("by country of training"),
    "nationality": to_say("by nationality"),
    "born_in": to_say("by country of birth"),
    "annual_inflow": to_say("arrivals in a year"),
    "joiners": to_say("first registrations in a year"),
    "stock": to_say("people in the country"),
}


@dataclass(frozen=True, slots=True)
class Corridor:
    """A row of the table: people who go or went from one country to another; ``None`` where the number is not known."""

    origin: str
    destination: str
    people: float | None
    year: str = ""
    unit: str = ""
    basis: str = ""
    measure: str = ""
    cadre: str = ""
    status: str = ""
    confidence: str = ""
    source: str = ""

    def named(self, language: str = "") -> str:
        """``Kenya → United Kingdom``, by default in the language that is spoken."""
        return f"{country_name(self.origin, language)} → {country_name(self.destination, language)}"


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NA:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def checked(table: pd.DataFrame) -> list[Corridor]:
    """The corridors of a table, largest first and those without a number last.

    Raises ``InputError`` for a table without the columns ``origin``, ``destination`` and ``people``, for numbers below
    0 or without limit, for statuses that are none, and for stocks and yearly flows in one table.
    """
    missing = [name for name in _NEEDED if name not in table.columns]
    if missing:
        lacking = say("lacks {columns}", columns=join(missing))
        problem = Problem(say("the table"), lacking, say("columns {columns}", columns=join(_NEEDED)))
        raise InputError(say("the corridors"), [problem])
    found = [_corridor(row) for row in table.to_dict("records")]
    problems = [
        Problem(
            f"{c.origin} → {c.destination}",
            say("has {count} people", count=c.people),
            say("0 or more, empty where not known"),
        )
        for c in found
        if c.people is not None and not 0 <= c.people < math.inf
    ]
    strange = sorted({c.status for c in found} - {"", *STATUSES})
    if strange:
        expected = say("one of {names}", names=join(STATUSES, "or"))
        problems.append(Problem(say("the column status"), say("has {words}", words=join(strange)), expected))
    measures = sorted({c.measure for c in found if c.people is not None} - {""})
    if len(measures) > 1:
        expected = say("one measure, since people counted at a time and in a year have no common scale")
        problems.append(Problem(say("the column measure"), say("has {words}", words=join(measures)), expected))
    if problems:
        raise InputError(say("the corridors"), problems)
    return sorted(found, key=lambda c: (-(c.people if c.people is not None else -1), c.origin, c.destination, c.cadre))


def _corridor(row: Mapping[Hashable, Any]) -> Corridor:
    people = row["people"]
    words = {name: _text(row.get(name)) for name in ("year", "unit", "basis", "measure", "cadre", "status")}
    return Corridor(
        origin=str(row["origin"]),
        destination=str(row["destination"]),
        people=None if _text(people) == "" else float(people),
        confidence=_text(row.get("confidence")),
        source=_text(row.get("source")),
        **words,
    )


def corridors_table(title: str, corridors: Iterable[Corridor], language: str, note: str = "") -> Table:
    """The rows behind a picture; columns that are empty throughout are left out."""
    rows = list(corridors)
    columns = [say("from"), say("to"), say("people")]
    extra = [name for name in _COLUMNS if any(getattr(row, name) for row in rows)]
    cells = tuple(
        (
            country_name(row.origin, language),
            country_name(row.destination, language),
            say("not known") if row.people is None else counted(row.people),
            *(spoken(str(getattr(row, name))) if name != "source" else row.source for name in extra),
        )
        for row in rows
    )
    return Table(title, (*columns, *(say(_COLUMNS[name]) for name in extra)), cells, note, (columns[2],))


def counted(people: float) -> str:
    """A number of people as it is written in pictures."""
    return number(people, 0 if people >= 10 or people % 1 == 0 else 1)


def basis_in_words(corridors: Iterable[Corridor]) -> str:
    """How the numbers were counted: measure, unit, basis and years, each with every value that occurs."""
    rows = [row for row in corridors if row.people is not None]
    parts = []
    for name in ("measure", "unit", "basis"):
        values = sorted({str(getattr(row, name)) for row in rows} - {""})
        if values:
            parts.append(join((_way_of_counting(value) for value in values), "or"))
    years = sorted({row.year for row in rows} - {""})
    if years:
        parts.append(
            years[0]
            if len(years) == 1
            else say("{first_year} to {last_year}", first_year=years[0], last_year=years[-1])
        )
    return ", ".join(parts)


def _way_of_counting(word: str) -> str:
    return say(_COUNTED[word]) if word in _COUNTED else spoken(word)


def spread_note(corridors: Iterable[Corridor]) -> str:
    """A warning where numbers of several units, bases or years stand side by side; empty where they do not."""
    rows = [row for row in corridors if row.people is not None]
    mixed = [
        words
        for name, words in (("unit", say("units")), ("basis", say("bases")), ("year", say("years")))
        if len({getattr(row, name) for row in rows} - {""}) > 1
    ]
    return say("Numbers are of several {kinds} and must not be added up.", kinds=join(mixed)) if mixed else ""


def cited(corridors: Iterable[Corridor], citations: Mapping[str, str] | None) -> tuple[str, ...]:
    """The sources that occur, as ``citations`` words them by key, otherwise by their key."""
    keys = {key for row in corridors for key in sources_of(row.source)}
    return tuple(sorted({(citations or {}).get(key, key) for key in keys}))


def sources_of(cell: str) -> tuple[str, ...]:
    """The keys of the sources in a cell; a number that is a sum has several."""
    return tuple(key for key in cell.split(" ; ") if key)


def citations_of(sources: Mapping[str, Source]) -> dict[str, str]:
    """The register's sources by key as publisher and year, which is short enough to stand below a picture."""
    said = {key: source.publisher or source.title for key, source in sources.items()}
    return {key: f"{said[key]} ({source.year})" if source.year else said[key] for key, source in sources.items()}
