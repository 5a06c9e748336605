"""Two small layouts of country numbers: grapher files of Our World in Data, and SDG indicator 3.c.1 by M49 number."""

from __future__ import annotations

import re

from toolkit.errors import Problem
from toolkit.imports.job import Columns, Job, Look, failed
from toolkit.imports.streams import rows_of
from toolkit.imports.words import TIMES_TEN, cadre_of, converted
from toolkit.languages.speech import say, say_count
from toolkit.wording import join, number

__all__ = ["GRAPHER", "SUSTAINABLE_GOALS", "read_goals", "read_grapher", "recognise"]

GRAPHER = "our_world_in_data"
SUSTAINABLE_GOALS = "sdg_3c1"

_PER_10000 = "per 10 000 people"
_OCCUPATIONS = {
    "phys": "physician",
    "nursmid": "nurse_and_midwife",
    "dent": "dentist",
    "phar": "pharmacist",
    "pharma": "pharmacist",
}
_NATURES = {"c": "", "ca": "", "e": "E", "g": "", "m": "E", "n": "", "na": ""}


def recognise(look: Look) -> tuple[str, str] | None:
    """The layout of such a file and why, by the names of its columns."""
    if look.source.kind != "text" or not look.rows:
        return None
    columns = Columns(look.source, look.rows[0][1])
    if columns.names[:3] == ["Entity", "Code", "Year"]:
        names = join(("Entity", "Code", "Year"))
        return GRAPHER, say("its columns begin with {names}, as those of Our World in Data", names=names)
    if "geo_area" in columns and "type_of_occupation" in columns:
        names = join(("geo_area", "type_of_occupation"))
        return SUSTAINABLE_GOALS, say("it has the columns {names} of SDG indicator 3.c.1", names=names)
    return None


def _what(title: str) -> tuple[str, str, str, float, str] | None:
    """Indicator, cadre, unit, factor and remark by the title of the column of values."""
    cadre = cadre_of(title)
    if cadre and re.search(r"per 1,?000 people", title):
        return "density", cadre, _PER_10000, 10.0, TIMES_TEN
    if cadre and re.search(r"per 10,?000", title):
        return "density", cadre, _PER_10000, 1.0, ""
    if re.search(r"UHC|universal health coverage", title, re.IGNORECASE):
        return "uhc_index", "", "index points 0 to 100", 1.0, ""
    return None


def read_grapher(job: Job) -> None:
    """Read a grapher file; one vintage names Year twice over a single column, which is noted."""
    rows = rows_of(job.source)
    _, header = next(rows)
    names = [str(cell or "").strip() for cell in header]
    width = len(job.look.rows[1][1]) if len(job.look.rows) > 1 else len(names)
    if len(names) == width + 1 and names[2:4] == ["Year", "Year"]:
        names.pop(3)
        job.collector.tally.note(say("the header names Year twice; there is one such column"))
    title = names[3] if len(names) > 3 else ""
    found = _what(title)
    if found is None or len(names) != 4:
        wrong, expected = say("has '{title}' for values", title=title[:80]), say("density or UHC index")
        raise failed(job.source, [Problem(say("the header"), wrong, expected, say("import it as a table"))])
    indicator, cadre, unit, factor, note = found
    if note:
        job.collector.tally.note(converted(f"'{title}'", note, unit))
    for row, cells in rows:
        job.collector.tally.read()
        if len(cells) != 4:
            wrong = say_count("has {count} fields", "has {count} fields", len(cells), count=number(len(cells)))
            job.collector.problem(say("row {row}", row=row), wrong, say("four fields"))
            job.collector.tally.drop("blank")
            continue
        entity, code, year, value = cells
        job.collector.indicator(
            row,
            job.collector.place(code, "alpha3", "country", entity),
            value,
            job.collector.period(year, row),
            indicator=indicator,
            cadre=cadre,
            unit=unit,
            factor=factor,
            note=note,
        )


def read_goals(job: Job) -> None:
    """Read SDG indicator 3.c.1, whose areas are M49 numbers; the nature of a number is kept as flag or remark."""
    rows = rows_of(job.source)
    columns = Columns(job.source, next(rows)[1])
    columns.require("geo_area", "nature", "type_of_occupation", "units", "year", "sh_med_heawor")
    collector, tally = job.collector, job.collector.tally
    for row, cells in rows:
        tally.read()
        occupation = columns.text(cells, "type_of_occupation")
        cadre = job.word(occupation, _OCCUPATIONS.get(occupation.lower()), "type_of_occupation", row)
        unit = columns.text(cells, "units")
        if cadre is None or job.word(unit, _PER_10000 if unit == "per_10000_pop" else None, "units", row) is None:
            tally.drop("other_measure")
            continue
        nature = columns.text(cells, "nature").lower()
        collector.indicator(
            row,
            collector.place(columns.text(cells, "geo_area"), "m49", "country"),
            columns.text(cells, "sh_med_heawor"),
            collector.period(columns.text(cells, "year"), row),
            indicator="density",
            cadre=cadre,
            unit=_PER_10000,
            flag=_NATURES.get(nature, nature),
            note="adjusted country data" if nature == "ca" else "",
        )
