"""World Bank indicators: the bulk CSV with years across and its file of countries, and long copies of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import Problem
from toolkit.imports.collect import Named
from toolkit.imports.job import Columns, Job, Look, failed
from toolkit.imports.source_file import open_source
from toolkit.imports.streams import Cell, Row, rows_of
from toolkit.imports.words import DIVIDED, TIMES_TEN, converted
from toolkit.languages.speech import say, to_say
from toolkit.register.places import Place
from toolkit.wording import join

__all__ = ["LONG", "WIDE", "read_long", "read_wide", "recognise"]

WIDE = "world_bank_wide"
LONG = "world_bank_long"
_WIDE_COLUMNS = ("Country Name", "Country Code", "Indicator Name", "Indicator Code")
_LONG_COLUMNS = ("Country Name", "Country Code", "Year", "Value")


@dataclass(frozen=True, slots=True)
class _Known:
    """What an indicator of the World Bank is here; ``factor`` converts its numbers to ``unit``."""

    indicator: str
    cadre: str
    unit: str
    factor: float = 1.0
    note: str = ""


_PER_10000 = to_say("per 10 000 people")
_SHARE_OF_GDP = to_say("share of GDP")

_KNOWN = {
    "SP.POP.TOTL": _Known("population", "", "persons"),
    "NY.GDP.PCAP.CD": _Known("gdp_per_capita", "", to_say("current US dollars per person")),
    "NY.GDP.MKTP.CD": _Known("gdp", "", to_say("current US dollars")),
    "BX.TRF.PWKR.CD.DT": _Known("remittances_received", "", to_say("current US dollars")),
    "BX.TRF.PWKR.DT.GD.ZS": _Known("remittances_share_of_gdp", "", _SHARE_OF_GDP, 0.01, DIVIDED),
    "SH.MED.PHYS.ZS": _Known("density", "physician", _PER_10000, 10.0, TIMES_TEN),
    "SH.MED.NUMW.P3": _Known("density", "nurse_and_midwife", _PER_10000, 10.0, TIMES_TEN),
    "SH.UHC.SRVS.CV.XD": _Known("uhc_index", "", to_say("index points 0 to 100")),
}


def recognise(look: Look) -> tuple[str, str] | None:
    """The layout of a World Bank file and why, by the names of its columns."""
    if look.source.kind != "text":
        return None
    for number, cells in look.rows[:8]:
        columns = Columns(look.source, cells)
        if all(name in columns for name in _WIDE_COLUMNS):
            return WIDE, say("row {row} has the columns of the World Bank's bulk CSV", row=number)
        if all(name in columns for name in _LONG_COLUMNS):
            return LONG, say("row {row} has the columns {names}", row=number, names=join(_LONG_COLUMNS))
    return None


def _after_header(job: Job, wanted: Sequence[str]) -> tuple[Columns, Iterator[Row]]:
    rows = rows_of(job.source)
    for _, cells in rows:
        columns = Columns(job.source, cells)
        if all(name in columns for name in wanted):
            return columns, rows
    expected = say("the columns {names}", names=join(wanted))
    raise failed(job.source, [Problem(say("the file"), say("has no header row"), expected)])


def _aggregates(path: Path | None) -> frozenset[str]:
    """The codes that the World Bank's file of countries shows without a region: groups, not countries."""
    if path is None:
        return frozenset()
    source = open_source(path)
    rows = rows_of(source)
    columns = Columns(source, next(rows)[1])
    columns.require("Country Code", "Region")
    return frozenset(columns.text(cells, "Country Code") for _, cells in rows if not columns.text(cells, "Region"))


def _country(job: Job, code: Cell, name: Cell, aggregates: frozenset[str]) -> Named:
    text = str(code or "").strip()
    if text not in aggregates:
        return job.collector.place(text, "alpha3", "country", name)
    return Named(text, "country", Place("total") if text == "WLD" else Place("group"))


def _known(job: Job, code: str) -> _Known | None:
    known = _KNOWN.get(code.upper())
    if known and known.note:
        job.collector.tally.note(converted(code, known.note, known.unit))
    return known


def read_wide(job: Job) -> None:
    """Read the bulk CSV; a row is counted for every year column, and most are blank."""
    collector, tally = job.collector, job.collector.tally
    tally.counted = "cells"
    columns, rows = _after_header(job, _WIDE_COLUMNS)
    years = [(index, name) for index, name in enumerate(columns.names) if re.fullmatch(r"\d{4}", name)]
    if not years:
        expected = say("columns such as 1960, 1961, …")
        raise failed(job.source, [Problem(say("the header"), say("has no years"), expected)])
    aggregates = _aggregates(job.options.metadata)
    if not aggregates:
        tally.note(say("no file of countries was given, so groups of countries were told by their codes"))
    for row, cells in rows:
        tally.read(len(years))
        code = columns.text(cells, "Indicator Code")
        known = _known(job, code)
        label = f"{code} {columns.text(cells, 'Indicator Name')}"
        if job.word(label, known.indicator if known else None, "indicator", row, len(years)) is None or known is None:
            tally.drop("other_measure", len(years))
            continue
        country = _country(job, columns.cell(cells, "Country Code"), columns.cell(cells, "Country Name"), aggregates)
        for index, year in years:
            collector.indicator(
                row,
                country,
                cells[index] if index < len(cells) else None,
                collector.period(year, row),
                indicator=known.indicator,
                cadre=known.cadre,
                unit=known.unit,
                factor=known.factor,
                note=known.note,
            )


def read_long(job: Job) -> None:
    """Read a long copy, which does not name its indicator: it comes from the options or from the name of the file."""
    code = (job.options.indicator or job.source.path.stem).upper()
    known = _known(job, code)
    if known is None:
        problem = Problem(
            say("the indicator"),
            say("'{code}' is not known; the file itself does not name it", code=code),
            say("one of {names}", names=join(_KNOWN, "or")),
            say("give its World Bank code"),
        )
        raise failed(job.source, [problem])
    if not job.options.indicator:
        job.collector.tally.note(say("the indicator {code} was read from the name of the file", code=code))
    aggregates = _aggregates(job.options.metadata)
    columns, rows = _after_header(job, _LONG_COLUMNS)
    for row, cells in rows:
        job.collector.tally.read()
        job.collector.indicator(
            row,
            _country(job, columns.cell(cells, "Country Code"), columns.cell(cells, "Country Name"), aggregates),
            columns.cell(cells, "Value"),
            job.collector.period(columns.cell(cells, "Year"), row),
            indicator=known.indicator,
            cadre=known.cadre,
            unit=known.unit,
            factor=known.factor,
            note=known.note,
        )
