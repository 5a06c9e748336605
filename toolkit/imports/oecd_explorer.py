"""OECD Data Explorer downloads of health workforce migration: codes, codes and labels, or both in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from toolkit.errors import Problem
from toolkit.imports.job import Columns, Job, Look, failed
from toolkit.imports.streams import Cell, Row, rows_of
from toolkit.imports.words import cadre_of, flag_of, unit_of
from toolkit.languages.speech import say
from toolkit.wording import join

__all__ = ["NAME", "read", "read_rows", "recognise"]

NAME = "oecd_data_explorer"

_ORIGINS = (
    "ORIGIN",
    "COUNTRY_ORIGIN",
    "ORIGIN_COUNTRY",
    "COUNTRY_OF_ORIGIN",
    "COUNTERPART_AREA",
    "PARTNER",
    "PARTNER_AREA",
    "CO2",
    "COUNTRY_TRAINING",
    "TRAINING_COUNTRY",
    "AREA_TRAINING",
    "PLACE_TRAINING",
)
_PROFESSIONS = {"PHYS": "physician", "MINU": "nurse", "NURS": "nurse", "MIDW": "midwife", "DENT": "dentist"}
_NO_DIMENSION = ("STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "TIME_PERIOD", "OBS_VALUE", "DECIMALS")
_VALUE = re.compile(r"([A-Za-z0-9_@.+-]+): ?(.*)", re.DOTALL)
_JOINED = re.compile(r"([A-Z_@][A-Z0-9_@]*): ?(.*)", re.DOTALL)


def _codes(cells: Sequence[Cell]) -> list[str]:
    """Names of columns without the labels that the third form joins to them."""
    texts = [str(cell).strip() if cell is not None else "" for cell in cells]
    return [found[1] if (found := _JOINED.fullmatch(text)) else text for text in texts]


def recognise(look: Look) -> tuple[str, str] | None:
    """The layout of a Data Explorer file and why, by the names of its columns."""
    if look.source.kind != "text" or not look.rows:
        return None
    columns = Columns(look.source, _codes(look.rows[0][1]))
    if not all(name in columns for name in ("REF_AREA", "TIME_PERIOD", "OBS_VALUE")):
        return None
    names = join(("REF_AREA", "TIME_PERIOD", "OBS_VALUE"))
    return NAME, say("it has the columns {names} of the OECD Data Explorer", names=names)


class _Reader:
    """The columns of one file: where each dimension stands, and its label beside or inside it."""

    def __init__(self, job: Job, header: Sequence[Cell]):
        self.columns = Columns(job.source, _codes(header))
        self.joined = any(_JOINED.fullmatch(str(cell).strip()) for cell in header if cell)
        self.columns.require("REF_AREA", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE")
        names = self.columns.names
        self.origin = self.columns.first(*_ORIGINS) or next(
            (name for name in names if re.fullmatch(r"[A-Z_]*(ORIG|COUNTERPART|TRAINING_)[A-Z_]*", name)), None
        )
        if self.origin is None:
            here = ", ".join(name for name in names if name)
            wrong, expected = say("none is the country of origin"), say("they are {names}", names=here)
            raise failed(job.source, [Problem(say("the columns"), wrong, expected, say("import it as a table"))])
        self.dimensions = [
            name
            for name in names
            if re.fullmatch(r"[A-Z][A-Z0-9_]*", name) and name not in (*_NO_DIMENSION, "REF_AREA", self.origin)
        ]
        self.statuses = [name for name in names if re.fullmatch(r"OBS_STATUS(_?\d+)?", name)]

    def pair(self, cells: Sequence[Cell], name: str) -> tuple[str, str]:
        """The code and the label of a dimension; the label is empty where the file has codes only."""
        text = self.columns.text(cells, name)
        if self.joined and (found := _VALUE.fullmatch(text)):
            return found[1], found[2]
        if name not in self.columns:
            return "", ""
        index = self.columns.index(name) + 1
        names = self.columns.names
        beside = index < len(names) and index < len(cells) and not re.fullmatch(r"[A-Z][A-Z0-9_]*", names[index])
        return text, str(cells[index] or "").strip() if beside else ""


def _measure(code: str, label: str) -> tuple[str, str] | None:
    """Measure and basis by the words of the label, or those inside the code."""
    text = f"{code.replace('_', ' ')} {label}".lower()
    if re.search(r"native[- ]born|domestic", text):
        return None
    if re.search(r"inflow", text):
        return "annual_inflow", "trained_in"
    return ("stock", "trained_in") if re.search(r"stock|foreign[- ]trained", text) else None


def _cadre(reader: _Reader, cells: Sequence[Cell]) -> tuple[str, str | None]:
    """The label that tells the profession, and the cadre."""
    shown = ""
    for name in reader.dimensions:
        code, label = reader.pair(cells, name)
        if code in _PROFESSIONS and name != "MEASURE":
            return label or code, _PROFESSIONS[code]
        if re.search(r"PROF|OCCUP", name):
            shown = label or code
    for name in reader.dimensions:
        _, label = reader.pair(cells, name)
        if name not in ("UNIT_MEASURE",) and cadre_of(label):
            return label, cadre_of(label)
    return shown or "(no profession)", None


def read(job: Job) -> None:
    """Read a file: see ``read_rows``."""
    rows = rows_of(job.source)
    read_rows(job, next(rows)[1], rows)


def read_rows(job: Job, header: Sequence[Cell], rows: Iterable[Row]) -> None:
    """Read every unit of the rows as rows of its own; a multiplier in UNIT_MULT is applied and noted."""
    reader = _Reader(job, header)
    columns, collector, tally = reader.columns, job.collector, job.collector.tally
    for row, cells in rows:
        tally.read()
        profession, known_cadre = _cadre(reader, cells)
        measure_code, measure_label = reader.pair(cells, "MEASURE")
        known = _measure(measure_code, measure_label)
        unit_code, unit_label = reader.pair(cells, "UNIT_MEASURE")
        cadre = job.word(profession, known_cadre, "profession", row)
        measure = job.word(measure_label or measure_code, known[0] if known else None, "MEASURE", row)
        unit = job.word(unit_label or unit_code, unit_of(unit_code, unit_label), "UNIT_MEASURE", row)
        if cadre is None or measure is None or unit is None:
            tally.drop("other_measure")
            continue
        value: Cell = columns.text(cells, "OBS_VALUE")
        multiplier = reader.pair(cells, "UNIT_MULT")[0]
        if multiplier not in ("", "0") and str(value):
            tally.note(
                say(
                    "numbers with UNIT_MULT {multiplier} were multiplied by ten to that power, as the file says",
                    multiplier=multiplier,
                )
            )
            value = _scaled(job, value, multiplier, row)
        origin_code, origin_label = reader.pair(cells, str(reader.origin))
        destination_code, destination_label = reader.pair(cells, "REF_AREA")
        statuses = [reader.pair(cells, name)[0] for name in reader.statuses]
        collector.figure(
            row,
            collector.place(origin_code, "alpha3", "origin", origin_label),
            collector.place(destination_code, "alpha3", "destination", destination_label),
            value,
            collector.period(reader.pair(cells, "TIME_PERIOD")[0], row),
            cadre=cadre,
            measure=measure,
            basis=known[1] if known else "trained_in",
            unit=unit,
            flag=flag_of(*statuses),
        )


def _scaled(job: Job, value: Cell, multiplier: str, row: int) -> Cell:
    try:
        return job.collector.numbers.read(str(value)) * 10.0 ** int(multiplier)
    except ValueError:
        wrong = say("has the value '{value}' and the multiplier '{multiplier}'", value=value, multiplier=multiplier)
        job.collector.problem(say("row {row}", row=row), wrong, say("numbers"))
        return None
