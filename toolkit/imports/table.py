"""A table of any publisher, read by a profile: rows of single numbers, or a part such as the year across."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from toolkit.errors import Problem
from toolkit.imports.canonical import BASES, CADRES, INDICATORS, MEASURES, UNITS
from toolkit.imports.collect import Named
from toolkit.imports.job import Columns, Job, failed
from toolkit.imports.numbers import NotANumber, format_of
from toolkit.imports.periods import Period
from toolkit.imports.profile import Profile
from toolkit.imports.streams import Cell, Row, cell_text, rows_of
from toolkit.languages.speech import say
from toolkit.wording import join, nearest

__all__ = ["NAME", "read"]

NAME = "table"
_SAMPLE = 5_000
_WORDS = {"cadre": CADRES, "measure": MEASURES, "basis": BASES, "unit": UNITS, "indicator": INDICATORS}


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the parts of a table stand: column by part, and the columns across with their headers."""

    profile: Profile
    at: dict[str, int]
    across: tuple[tuple[int, str], ...]

    def cell(self, part: str, cells: Sequence[Cell]) -> Cell:
        """The constant or the cell of a part."""
        if part in self.profile.constants:
            return self.profile.constants[part]
        index = self.at.get(part, -1)
        return cells[index] if 0 <= index < len(cells) else None


def _index(columns: Columns, name: str, part: str, problems: list[Problem]) -> int:
    if found := re.fullmatch(r"#(\d+)", name):
        return int(found[1]) - 1
    if name in columns:
        if [one.casefold() for one in columns.names].count(name.casefold()) > 1:
            place, wrong = say("column '{name}'", name=name), say("stands there more than once")
            problems.append(Problem(place, wrong, say("one column"), say("write it as #3")))
        return columns.index(name)
    here = [one for one in columns.names if one]
    close = nearest(name, here)
    remedy = say("is it {names}?", names=join(close, "or")) if close else say("check the header row")
    expected = say("the columns are {names}", names=join(here[:30]))
    problems.append(
        Problem(say("column '{name}' for {part}", name=name, part=part), say("is missing"), expected, remedy)
    )
    return -1


def _shape(job: Job, profile: Profile, header: Sequence[Cell]) -> _Shape:
    columns = Columns(job.source, [cell_text(cell) for cell in header])
    problems: list[Problem] = []
    at = {part: _index(columns, name, part, problems) for part, name in profile.columns.items()}
    across = tuple((_index(columns, name, profile.across_part, problems), name) for name in profile.across)
    if problems:
        raise failed(job.source, problems)
    named = tuple((index, columns.names[index] if index < len(columns.names) else name) for index, name in across)
    return _Shape(profile, at, named)


def _data(job: Job, profile: Profile) -> Iterator[Row]:
    """The header row, then the rows of data; rows without any value are passed over."""
    first = profile.first_row or profile.header_row + 1
    for number, cells in rows_of(job.source, profile.sheet, profile.delimiter):
        if number == profile.header_row or (number >= first and any(cell not in (None, "") for cell in cells)):
            yield number, cells


def read(job: Job) -> None:
    """Read a table by its profile. Raises ``RegisterError`` for a missing column, an unclear way of writing numbers, or
    a number that does not fit it.
    """
    profile = job.options.profile
    if profile is None:
        wrong, expected = say("is not known"), say("a profile that names the columns")
        raise failed(job.source, [Problem(say("the layout"), wrong, expected, say("describe the table"))])
    rows = _data(job, profile)
    header = next(rows, None)
    if header is None or header[0] != profile.header_row:
        wrong = say("row {row} is not in the file or is blank", row=profile.header_row)
        raise failed(job.source, [Problem(say("the header row"), wrong)])
    shape = _shape(job, profile, header[1])
    job.collector.numbers = profile.numbers or _found_out(job, shape)
    job.collector.tally.note(say("numbers were read with {marks}", marks=job.collector.numbers.words))
    if shape.across:
        job.collector.tally.counted = "cells"
    for row, cells in rows:
        for part, cell in _values(shape, cells):
            job.collector.tally.read()
            _take(job, shape, row, cells, part, cell)


def _found_out(job: Job, shape: _Shape) -> Any:
    """The way of writing numbers, from the texts among the first rows."""
    rows = islice(_data(job, shape.profile), 1, _SAMPLE)
    texts = [cell for _, cells in rows for _, cell in _values(shape, cells) if isinstance(cell, str)]
    try:
        return format_of(texts)
    except NotANumber as failure:
        expected, remedy = say("one way of writing them"), say("name the decimal mark in the profile")
        raise failed(job.source, [Problem(say("the numbers"), str(failure), expected, remedy)]) from failure


def _values(shape: _Shape, cells: Sequence[Cell]) -> list[tuple[dict[str, str], Cell]]:
    """The numbers of a row: one, or one for every column across with what its header says."""
    if not shape.across:
        return [({}, shape.cell("value", cells))]
    part = shape.profile.across_part
    return [({part: header}, cells[index] if index < len(cells) else None) for index, header in shape.across]


def _word(job: Job, part: str, cell: Cell, row: int) -> str | None:
    """What a cell of a coded column means: a word of the vocabulary, or what profile or answers say."""
    text = cell_text(cell).strip()
    profile = job.options.profile
    said = profile.words.get(text) if profile else None
    if said is not None:
        return said
    known = text if text in _WORDS[part] or (part == "unit" and profile and profile.table == "indicators") else None
    return job.word(text or "(empty)", known, part, row)


def _take(job: Job, shape: _Shape, row: int, cells: Sequence[Cell], across: dict[str, str], value: Cell) -> None:
    profile, collector = shape.profile, job.collector

    def cell(part: str) -> Cell:
        return across.get(part, shape.cell(part, cells))

    def words(*parts: str) -> dict[str, Any] | None:
        found = {part: _word(job, part, cell(part), row) for part in parts}
        if None in found.values():
            collector.tally.drop("other_measure")
            return None
        return {part: str(word) for part, word in found.items()}

    def place(part: str, scheme: Any) -> Named:
        return collector.place(cell_text(cell(part)), scheme, part, cell_text(cell(f"{part}_name")) or None)

    def period() -> Period | None:
        when = cell("year")
        return collector.period(profile.words.get(cell_text(when).strip(), when), row, profile.time)

    flag, note = cell_text(cell("flag")).strip(), cell_text(cell("note"))
    if profile.table == "corridors":
        coded = words("cadre", "measure", "basis", "unit")
        if coded is not None:
            origin = place("origin", profile.origin_scheme)
            destination = place("destination", profile.destination_scheme)
            collector.figure(row, origin, destination, value, period(), flag=flag, note=note, **coded)
        return
    coded = words("indicator", "unit", *(["cadre"] if cell_text(cell("cadre")) else []))
    if coded is not None:
        country = place("country", profile.country_scheme)
        collector.indicator(row, country, value, period(), flag=flag, note=note, **coded)
