"""World Bank bilateral matrices of migrants and remittances, whichever side stands across."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.errors import Problem
from toolkit.imports.collect import Named
from toolkit.imports.job import Axes, Job, Look, failed
from toolkit.imports.periods import Period
from toolkit.imports.streams import Cell, Row, cell_text, rows_of
from toolkit.languages.speech import say
from toolkit.register.places import Places
from toolkit.wording import join

__all__ = ["NAME", "read", "recognise"]

NAME = "bilateral_matrix"
_FEWEST_COUNTRIES = 20
_PEOPLE_LEAVE = r"source|origin|receiving"
_PEOPLE_COME = r"destination|host|sending"


@dataclass(frozen=True, slots=True)
class _Header:
    """The row of a matrix that names its columns, and what its first cell and the rows above say."""

    sheet: str
    row: int
    corner: str
    title: str
    cells: Sequence[Cell]


def _header(look: Look) -> _Header | None:
    places = Places()
    for sheet, rows in look.sheets.items():
        above: list[str] = []
        for number, cells in rows[:8]:
            names = [cell_text(cell).strip() for cell in cells[1:]]
            countries = sum(places.find(name).is_country for name in names if name)
            if countries >= _FEWEST_COUNTRIES and countries >= 0.8 * len([name for name in names if name]):
                return _Header(sheet, number, cell_text(cells[0]).strip(), " ".join(above), cells)
            above += [cell_text(cell).strip() for cell in cells if cell_text(cell).strip()]
    return None


def recognise(look: Look) -> tuple[str, str] | None:
    """The layout of a bilateral matrix and why: a row of many country names."""
    header = _header(look) if look.source.kind in ("text", "workbook", "old_workbook") else None
    return (NAME, say("row {row} names countries across", row=header.row)) if header else None


def _axes(text: str) -> Axes:
    """Which side stands across, by words such as ``receiving (across) / sending (down)``; empty where they do not say.

    The side that receives money is the one that people left.
    """
    lower = " ".join(text.lower().split())
    across = re.search(rf"({_PEOPLE_LEAVE}|{_PEOPLE_COME})[a-z \-]*\(across\)", lower)
    if across:
        return "origin_across" if re.fullmatch(_PEOPLE_LEAVE, across[1]) else "destination_across"
    down = re.search(rf"({_PEOPLE_LEAVE}|{_PEOPLE_COME})[a-z \-]*\(down\)", lower) or re.fullmatch(
        rf"({_PEOPLE_LEAVE}|{_PEOPLE_COME})( country)?", lower
    )
    if not down:
        return ""
    return "destination_across" if re.fullmatch(_PEOPLE_LEAVE, down[1]) else "origin_across"


def _axes_elsewhere(look: Look, measure: str) -> tuple[Axes, str]:
    """The axes as another sheet of the workbook states them for the same measure."""
    wanted = "remittance" if measure == "remittances" else "destination"
    for sheet, rows in look.sheets.items():
        for _, cells in rows[:3]:
            for cell in cells:
                text = cell_text(cell)
                if wanted in text.lower() and _axes(text):
                    return _axes(text), sheet
    return "", ""


def _measure(text: str) -> str:
    lower = text.lower()
    if "remittance" in lower:
        return "remittances"
    return "migrant_stock" if "migrant stock" in lower or "migration" in lower else ""


def _unit(text: str, measure: str) -> str:
    if re.search(r"millions? (of )?us ?(\$|dollars)|us\$ ?(million|mn)", text.lower()):
        return "million_us_dollars"
    return "persons" if measure == "migrant_stock" else ""


def _settle(job: Job, header: _Header, last: str) -> tuple[Axes, str, str, int]:
    """Axes, measure, unit and year: from the options, else from the file. Raises with all that neither tells."""
    options, tally = job.options, job.collector.tally
    measure = options.measure or _measure(f"{header.title} {header.corner} {last}")
    axes = options.axes or _axes(header.corner)
    if not axes and header.title:
        axes, sheet = _axes_elsewhere(job.look, measure)
        if axes:
            tally.note(
                say(
                    "the corner of the matrix is empty; sheet '{sheet}' of the same file says what stands across",
                    sheet=sheet,
                )
            )
    unit = options.unit or _unit(header.title, measure)
    found = re.search(r"\b(?:in|for) ((?:19|20)\d{2})\b", header.title)
    year = options.year or (int(found[1]) if found else 0)
    problems = _missing(measure, axes, unit, year)
    if problems:
        raise failed(job.source, problems)
    return axes, measure, unit, year


def _missing(measure: str, axes: Axes, unit: str, year: int) -> list[Problem]:
    measures, sides = ("migrant_stock", "remittances"), ("destination_across", "origin_across")
    units = say("such as {names}", names=join(("persons", "million_us_dollars"), "or"))
    of_year = say("the year that the numbers are about")
    needed = (
        (measure, say("the measure"), join(measures, "or"), say("give the measure with the import")),
        (axes, say("the axes"), join(sides, "or"), say("give the axes with the import")),
        (unit, say("the unit"), units, say("give the unit with the import")),
        (year, say("the year"), of_year, say("give the year with the import")),
    )
    wrong = say("is not stated in the file")
    return [Problem(place, wrong, expected, remedy) for value, place, expected, remedy in needed if not value]


def _body(job: Job, header: _Header) -> list[Row]:
    body: list[Row] = []
    for number, cells in rows_of(job.source, header.sheet or None):
        if number <= header.row:
            continue
        if not cells or not cell_text(cells[0]).strip():
            break
        body.append((number, cells))
    return body


def _way_of_reading(axes: Axes, unit: str, year: int) -> str:
    in_unit = say(unit.replace("_", " "))
    if axes == "origin_across":
        return say("read with the origin country across, in {unit}, for {year}", unit=in_unit, year=year)
    return say("read with the destination country across, in {unit}, for {year}", unit=in_unit, year=year)


def read(job: Job) -> None:
    """Read a matrix cell by cell, with the totals of both its sides; money goes against the direction of people.

    Corridors run as people move: for remittances from the country that receives to the one that sends.
    """
    collector, tally = job.collector, job.collector.tally
    tally.counted = "cells"
    collector.both_sides = True
    header = _header(job.look)
    if header is None:
        wrong, expected = say("has no row of country names"), say("names of countries across")
        raise failed(job.source, [Problem(say("the file"), wrong, expected)])
    body = _body(job, header)
    last = " ".join(cell_text(cells[0]) for _, cells in body[-3:])
    axes, measure, unit, year = _settle(job, header, last)
    tally.note(_way_of_reading(axes, unit, year))
    across: list[tuple[int, Named]] = [
        (index, collector.place(cell_text(cell), "name", "across"))
        for index, cell in enumerate(header.cells)
        if index and cell_text(cell).strip()
    ]
    basis = "residence" if measure == "remittances" else "born_in_or_nationality"
    note = "money goes from the destination to the origin" if measure == "remittances" else ""
    for row, cells in body:
        down = collector.place(cell_text(cells[0]), "name", "down")
        for index, named in across:
            tally.read()
            origin, destination = (named, down) if axes == "origin_across" else (down, named)
            collector.figure(
                row,
                origin,
                destination,
                cells[index] if index < len(cells) else None,
                Period(year),
                cadre="all_migrants",
                measure=measure,
                basis=basis,
                unit=unit,
                note=note,
            )
