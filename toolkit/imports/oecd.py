"""Legacy OECD.Stat exports: health workforce migration by origin, and pay of health professionals."""

from __future__ import annotations

import re

from toolkit.imports.canonical import MEASURES
from toolkit.imports.job import Columns, Job, Look
from toolkit.imports.streams import rows_of
from toolkit.imports.words import Meaning, cadre_of, flag_of, oecd_meaning
from toolkit.languages.speech import say
from toolkit.wording import join

__all__ = ["MIGRATION", "PAY", "read_migration", "read_pay", "recognise"]

MIGRATION = "oecd_stat_migration"
PAY = "oecd_stat_pay"
_GROUPS = {
    "hospital nurses": "nurse",
    "general practitioners": "physician",
    "specialists": "physician",
}


def recognise(look: Look) -> tuple[str, str] | None:
    """The layout of a legacy OECD.Stat file and why, by the names of its columns."""
    if look.source.kind != "text" or not look.rows:
        return None
    columns = Columns(look.source, look.rows[0][1])
    if not all(name in columns for name in ("COU", "VAR", "YEA", "Value")):
        return None
    if "CO2" in columns:
        return MIGRATION, say("its columns are those of OECD.Stat, with CO2 for the country of origin")
    if "UNIT" not in columns:
        return None
    return PAY, say("its columns are those of OECD.Stat, with {names}", names=join(("VAR", "UNIT", "COU")))


def _meaning(job: Job, label: str, row: int) -> Meaning | None:
    """What a variable counts; an answer names the measure of a variable that is not known."""
    known = oecd_meaning(label)
    word = job.word(label, known.measure if known else None, "Variable", row)
    cadre = cadre_of(label)
    if known is None and cadre is not None and word in MEASURES:
        return Meaning("corridor", cadre, word, "trained_in")
    return known if word else None


def read_migration(job: Job) -> None:
    """Read foreign-trained workers by origin as corridors, and total numbers of workers as indicators, in persons."""
    rows = rows_of(job.source)
    columns = Columns(job.source, next(rows)[1])
    columns.require("COU", "VAR", "Variable", "CO2", "YEA", "Value")
    collector, tally = job.collector, job.collector.tally
    tally.note(say("the file states no unit; OECD counts of health workers are persons"))
    for row, cells in rows:
        tally.read()
        if columns.too_long(cells):
            wrong, remedy = say("has more fields than the header"), say("look for a comma without quotes")
            collector.problem(say("row {row}", row=row), wrong, "", remedy)
        destination = collector.place(
            columns.text(cells, "COU"), "alpha3", "destination", columns.text(cells, "Country")
        )
        meaning = _meaning(job, columns.text(cells, "Variable"), row)
        if meaning is None:
            tally.drop("other_measure")
            continue
        origin = collector.place(
            columns.text(cells, "CO2"), "alpha3", "origin", columns.text(cells, "Country of origin")
        )
        if meaning.kind == "country" and origin.place.kind != "total":
            tally.drop("other_measure")
            continue
        period = collector.period(columns.cell(cells, "YEA"), row)
        flag = flag_of(columns.text(cells, "Flag Codes"))
        value = columns.cell(cells, "Value")
        if meaning.kind == "country":
            collector.indicator(
                row, destination, value, period, indicator="workforce", cadre=meaning.cadre, unit="persons", flag=flag
            )
            continue
        collector.figure(
            row,
            origin,
            destination,
            value,
            period,
            cadre=meaning.cadre,
            measure=meaning.measure,
            basis=meaning.basis,
            unit="persons",
            flag=flag,
        )


def read_pay(job: Job) -> None:
    """Read pay of nurses, specialists and general practitioners; each unit of the file stays a unit of its own."""
    rows = rows_of(job.source)
    columns = Columns(job.source, next(rows)[1])
    columns.require("VAR", "Variable", "UNIT", "Measure", "COU", "YEA", "Value")
    collector, tally = job.collector, job.collector.tally
    for row, cells in rows:
        tally.read()
        label = columns.text(cells, "Variable")
        group = re.sub(r"^remuneration of ", "", label.lower())
        cadre = job.word(label, _GROUPS.get(group), "Variable", row)
        if cadre is None:
            tally.drop("other_measure")
            continue
        collector.indicator(
            row,
            collector.place(columns.text(cells, "COU"), "alpha3", "country", columns.text(cells, "Country")),
            columns.cell(cells, "Value"),
            collector.period(columns.cell(cells, "YEA"), row),
            indicator="pay",
            cadre=cadre,
            unit=f"{columns.text(cells, 'Measure').lower().replace('us$', 'US$').replace('ncu', 'NCU')}; {group}",
            flag=flag_of(columns.text(cells, "Flag Codes")),
            note="NCU is the national currency unit" if "NCU" in columns.text(cells, "Measure") else "",
        )
