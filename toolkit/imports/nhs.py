"""NHS England workbooks of staff by nationality: the sheet of data, and the older table of EU and UK staff."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from toolkit.errors import Problem
from toolkit.imports.collect import Named
from toolkit.imports.job import Columns, Job, Look, failed
from toolkit.imports.streams import Cell, cell_text, rows_of
from toolkit.languages.speech import say
from toolkit.wording import join, number

__all__ = ["BY_NATIONALITY", "EU_AND_UK", "read_by_nationality", "read_eu_and_uk", "recognise"]

BY_NATIONALITY = "nhs_by_nationality"
EU_AND_UK = "nhs_eu_and_uk"

_GROUPS = {
    "hchs doctors": "physician",
    "nurses & health visitors": "nurse",
    "midwives": "midwife",
    "scientific, therapeutic & technical staff": "allied",
    "ambulance staff": "allied",
}
"""Staff groups that are a cadre. Support staff and managers are many jobs in one and are left out by name."""

_MEASURES = {
    "fte": ("stock", "full_time_equivalents"),
    "headcount": ("stock", "persons"),
    "joiners fte": ("joiners", "full_time_equivalents"),
    "joiners headcount": ("joiners", "persons"),
    "joiners": ("joiners", "persons"),
}
_LABELS = (
    "month",
    "date",
    "organisation code",
    "organisation name",
    "staff group",
    "nationality",
    "org code",
    "org name",
)
_Key = tuple[str, str, str, Named]
_NOTE = "NHS hospitals and community health services in England"


def _data_sheet(look: Look) -> str | None:
    for sheet, rows in look.sheets.items():
        for _, cells in rows[:10]:
            columns = Columns(look.source, cells)
            if "Nationality" in columns and "Staff group" in columns:
                return sheet
    return None


def recognise(look: Look) -> tuple[str, str] | None:
    """The layout of an NHS England file and why, by the names of its columns or its title."""
    sheet = _data_sheet(look)
    if sheet is not None:
        columns = "Staff group", "Nationality"
        if not sheet:
            return BY_NATIONALITY, say("the file has the columns {names} of NHS England", names=join(columns))
        told = say("sheet '{sheet}' has the columns {names} of NHS England", sheet=sheet, names=join(columns))
        return BY_NATIONALITY, told
    for rows in look.sheets.values():
        title = " ".join(cell_text(cell) for _, cells in rows[:4] for cell in cells[:1])
        if "HCHS staff" in title and re.search(r"\b(EU|European Union)\b.* nationality", title):
            return EU_AND_UK, say("its title is that of the NHS table of EU and UK staff")
    return None


def read_by_nationality(job: Job) -> None:
    """Add up organisations and read the sums by month, staff group and nationality, each unit apart.

    The destination is the United Kingdom, the numbers are about England; nationality is what people said of themselves.
    """
    collector, tally = job.collector, job.collector.tally
    sheet = job.options.sheet or _data_sheet(job.look)
    rows = rows_of(job.source, sheet or None)
    columns = next((found for _, cells in rows if "Nationality" in (found := Columns(job.source, cells))), None)
    if columns is None:
        expected = say("the columns {names}", names=join(("Staff group", "Nationality")))
        raise failed(job.source, [Problem(say("the file"), say("has no header row"), expected)])
    columns.require("Month", "Organisation code", "Staff group", "Nationality")
    values = [name for name in columns.names if name and name.lower() not in _LABELS]
    known = [name for name in values if name.lower() in _MEASURES]
    for name in set(values) - set(known):
        tally.note(say("the column '{name}' was not read", name=name))
    if not known:
        wrong, expected = say("has no column of numbers"), join(("FTE", "Headcount"), "or")
        raise failed(job.source, [Problem(say("the header"), wrong, expected)])
    tally.counted = "rows" if len(known) == 1 else "cells"
    sums: dict[tuple[str, str, str, str], list[float]] = {}
    for row, cells in rows:
        if not any(cells):
            continue
        chosen = job.options.organisation in ("", columns.text(cells, "Organisation code"))
        labels = (columns.text(cells, "Month"), columns.text(cells, "Staff group"), columns.text(cells, "Nationality"))
        for name in known:
            tally.read()
            if not chosen:
                tally.drop("skipped")
                continue
            value = collector.number(columns.cell(cells, name), row, name)
            if value is not None:
                entry = sums.setdefault((name, *labels), [0.0, 0, row])
                entry[0] += value
                entry[1] += 1
    note = f"{_NOTE}, organisation {job.options.organisation}" if job.options.organisation else _NOTE
    if not job.options.organisation:
        tally.note(say("numbers were added up over organisations"))
    _write(job, sums, note)


def _merged(job: Job, sums: dict[tuple[str, str, str, str], list[float]]) -> list[tuple[_Key, list[float]]]:
    """Sums by cadre and country: two groups may be one cadre, and two adjectives one country."""
    merged: dict[_Key, list[float]] = {}
    for (name, month, group, nationality), (value, count, row) in sorted(sums.items()):
        cadre = job.word(group, _GROUPS.get(group.lower()), "Staff group", int(row), int(count))
        if cadre is None:
            job.collector.tally.drop("other_measure", int(count))
            continue
        origin = job.collector.place(nationality, "name", "Nationality")
        if origin.is_country:
            origin = job.collector.place(origin.code, "alpha3", "Nationality")
        entry = merged.setdefault((name, month, cadre, origin), [0.0, 0, row])
        entry[0] += value
        entry[1] += count
        entry[2] = min(entry[2], row)
    return sorted(merged.items(), key=lambda item: (item[0][:3], item[0][3].text))


def _write(job: Job, sums: dict[tuple[str, str, str, str], list[float]], note: str) -> None:
    collector, tally = job.collector, job.collector.tally
    destination = collector.place("GBR", "alpha3", "destination")
    for (name, month, cadre, origin), (value, count, first) in _merged(job, sums):
        row, rows = int(first), int(count)
        period = collector.period(month, row)
        if period is None:
            tally.drop("no_time", rows - 1)
            continue
        measure, unit = _MEASURES[name.lower()]
        collector.figure(
            row,
            origin,
            destination,
            float(f"{value:.12g}"),
            period,
            cadre=cadre,
            measure=measure,
            basis="nationality",
            unit=unit,
            note=note,
            rows=rows,
        )


def _header(rows: Sequence[tuple[int, Sequence[Cell]]]) -> tuple[int, list[tuple[int, str, str]]] | None:
    """Where the two header rows end, and for every column of numbers its group of countries and its staff group."""
    for (_, above), (line, below) in pairwise(rows):
        texts = [cell_text(cell).strip() for cell in below]
        if texts.count("All staff") < 2:
            continue
        group, found = "", []
        for index, text in enumerate(texts):
            here = cell_text(above[index]).strip() if index < len(above) else ""
            group = re.sub(r"\d+$", "", here) or group
            if text:
                found.append((index, group, text))
        return line, found
    return None


def read_eu_and_uk(job: Job) -> None:
    """Read the older table, whose columns are groups of countries: it gives totals for the report and no corridor."""
    collector, tally = job.collector, job.collector.tally
    tally.counted = "cells"
    header = next((found for rows in job.look.sheets.values() if (found := _header(rows))), None)
    if header is None:
        wrong, expected = say("has no header of two rows"), say("All staff below EU and UK")
        raise failed(job.source, [Problem(say("the file"), wrong, expected)])
    last, columns = header
    title = next((cell_text(cells[0]) for _, cells in job.look.rows if cells and cells[0]), "")
    dated = re.search(r"as at (\d{1,2} \w+ \d{4})", title)
    when = dated[1] if dated else ""
    stated: dict[tuple[str, str], float] = {}
    summed: dict[tuple[str, str], float] = {}
    for row, cells in rows_of(job.source, job.options.sheet):
        labels = [cell_text(cell).strip() for cell in cells[: columns[0][0]]]
        if (
            row <= last
            or not any(labels)
            or not any(cell_text(cells[index]) for index, _, _ in columns if index < len(cells))
        ):
            continue
        for index, group, staff in columns:
            tally.read()
            cell = cells[index] if index < len(cells) else None
            value = collector.number(0 if cell == "-" else cell, row, staff)
            if value is None:
                continue
            if labels[0] == "England":
                stated[group, staff] = value
            elif not labels[0]:
                summed[group, staff] = summed.get((group, staff), 0.0) + value
            place = collector.place(group, "name", "nationality")
            if labels[0]:
                tally.drop("total")
            elif place.is_country:
                tally.drop("own_country")
                tally.own_country[place.code] += 1
            else:
                collector.leave_out(place, row)
    tally.note(say("the table tells only EU and UK apart, so it holds no corridor"))
    for (group, staff), value in stated.items():
        parts = summed.get((group, staff), 0.0)
        tally.note(
            say(
                "England, {group}, {staff}: {stated} persons at {date}; the organisations add up to {sum}",
                group=group,
                staff=staff,
                stated=number(value),
                date=when,
                sum=number(parts),
            )
        )
