"""WHO Global Health Observatory: files of the website, answers of OData, and files of the older Athena service."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.errors import Problem
from toolkit.imports.collect import Named
from toolkit.imports.job import Columns, Job, Look, failed
from toolkit.imports.source_file import SourceFile
from toolkit.imports.streams import rows_of
from toolkit.imports.words import TIMES_TEN, converted
from toolkit.languages.speech import say, to_say
from toolkit.register.places import Place

__all__ = ["ATHENA", "ODATA", "WEBSITE", "read", "recognise"]

WEBSITE = "who_website"
ODATA = "who_odata"
ATHENA = "who_athena"

_PER_10000 = to_say("per 10 000 people")


@dataclass(frozen=True, slots=True)
class _Known:
    """What an indicator of the observatory is here; ``factor`` converts its numbers to ``unit``."""

    indicator: str
    cadre: str
    unit: str
    factor: float = 1.0
    note: str = ""


_KNOWN = {
    "HWF_0001": _Known("density", "physician", _PER_10000),
    "HWF_0002": _Known("workforce", "physician", "persons"),
    "HWF_0006": _Known("density", "nurse_and_midwife", _PER_10000),
    "HWF_0007": _Known("workforce", "nurse_and_midwife", "persons"),
    "HWF_0008": _Known("workforce", "nurse", "persons"),
    "HWF_0009": _Known("workforce", "midwife", "persons"),
    "HWF_0010": _Known("density", "dentist", _PER_10000),
    "HWF_0011": _Known("workforce", "dentist", "persons"),
    "HWF_0024": _Known("workforce", "allied", "persons", note="community health workers"),
    "UHC_INDEX_REPORTED": _Known("uhc_index", "", to_say("index points 0 to 100")),
    "HRH_26": _Known("density", "physician", _PER_10000, 10.0, TIMES_TEN),
    "HRH_33": _Known("density", "nurse_and_midwife", _PER_10000, 10.0, TIMES_TEN),
}
_EVERYBODY = frozenset({"", "BTSX", "SEX_BTSX", "TOTL", "Both sexes", "Total"})
_LOCATIONS: dict[str, Place] = {"global": Place("total"), "world": Place("total")}

_COLUMNS = {
    WEBSITE: (
        "IndicatorCode",
        "Indicator",
        "Location type",
        "SpatialDimValueCode",
        "Location",
        "Period",
        "Dim1ValueCode",
        "FactValueNumeric",
        "FactComments",
    ),
    ODATA: ("IndicatorCode", "", "SpatialDimType", "SpatialDim", "", "TimeDim", "Dim1", "NumericValue", "Comments"),
    ATHENA: ("GHO", "", "", "COUNTRY", "", "YEAR", "", "Numeric", "Comments"),
}
_PARTS = ("code", "label", "location_type", "place", "name", "year", "dimension", "value", "comment")


def recognise(look: Look) -> tuple[str, str] | None:
    """The layout of a WHO file and why, by the names of its columns or the fields of its first record."""
    if look.source.kind == "json":
        with look.source.path.open("rb") as stream:
            head = stream.read(20_000)
        if b'"IndicatorCode"' in head and b'"TimeDim"' in head:
            return ODATA, say("it is an answer of WHO's OData service")
        return None
    if look.source.kind != "text" or not look.rows:
        return None
    columns = Columns(look.source, look.rows[0][1])
    if "FactValueNumeric" in columns and "SpatialDimValueCode" in columns:
        return WEBSITE, say("it has the columns of a download from WHO's website")
    if "NumericValue" in columns and "TimeDim" in columns:
        return ODATA, say("it has the columns of an answer of WHO's OData service")
    if "GHO" in columns and "Numeric" in columns:
        return ATHENA, say("it has the columns of WHO's older Athena service")
    return None


def _records(job: Job, layout: str) -> Iterator[tuple[int, dict[str, Any]]]:
    wanted = _COLUMNS[layout]
    if job.source.kind == "json":
        for number, record in enumerate(_json_records(job.source), start=1):
            yield number, {part: record.get(name) if name else None for part, name in zip(_PARTS, wanted, strict=True)}
        return
    rows = rows_of(job.source)
    columns = Columns(job.source, next(rows)[1])
    columns.require(
        *(name for part, name in zip(_PARTS, wanted, strict=True) if name and part not in ("dimension", "comment"))
    )
    for row, cells in rows:
        if columns.too_long(cells):
            wrong, remedy = say("has more fields than the header"), say("look for a comma without quotes")
            job.collector.problem(say("row {row}", row=row), wrong, "", remedy)
        yield row, {part: columns.text(cells, name) if name else "" for part, name in zip(_PARTS, wanted, strict=True)}


def _json_records(source: SourceFile) -> list[Mapping[str, Any]]:
    try:
        answer = json.loads(source.path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as failure:
        wrong = say("is not JSON: {reason}", reason=failure)
        raise failed(source, [Problem(say("the file"), wrong, remedy=say("download it again"))]) from failure
    records = answer.get("value") if isinstance(answer, dict) else answer
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        wrong, expected = say("has no list of records"), say("an answer of WHO's OData service")
        raise failed(source, [Problem(say("the file"), wrong, expected)])
    return records


def read(job: Job, layout: str) -> None:
    """Read numbers on countries; all years are kept, and indicators of parts of a profession are left out by name."""
    collector, tally = job.collector, job.collector.tally
    for row, record in _records(job, layout):
        tally.read()
        code = str(record["code"] or "")
        known = _KNOWN.get(code)
        label = " ".join(f"{code} {record['label'] or ''}".split())
        named = job.word(label, known.indicator if known else None, "indicator", row)
        if known is None or named is None or str(record["dimension"] or "") not in _EVERYBODY:
            tally.drop("other_measure")
            continue
        if known.factor != 1:
            tally.note(converted(code, known.note, known.unit))
        comment = str(record["comment"] or "")
        collector.indicator(
            row,
            _country(job, record),
            record["value"],
            collector.period(record["year"], row),
            indicator=known.indicator,
            cadre=known.cadre,
            unit=known.unit,
            factor=known.factor,
            note="; ".join(part for part in (known.note, comment) if part),
        )


def _country(job: Job, record: Mapping[str, Any]) -> Named:
    """The country of a record; regions, income groups and the world are told by the type of the location."""
    kind, text = str(record["location_type"] or "country"), str(record["place"] or "")
    if kind.lower() == "country":
        return job.collector.place(text, "alpha3", "country", record["name"])
    return Named(text, "country", _LOCATIONS.get(kind.lower(), Place("group")))
