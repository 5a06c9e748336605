"""SDMX-ML and SDMX-JSON messages of health workforce migration, read by the SDMX library where it is installed.

The library gives codes without labels; a code whose meaning the words inside it do not tell is asked about.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from toolkit.errors import Problem
from toolkit.imports.job import Job, Look, failed
from toolkit.imports.oecd_explorer import read_rows
from toolkit.imports.source_file import SourceFile
from toolkit.imports.streams import Cell, Row
from toolkit.languages.speech import say

try:
    import sdmx as library
except ImportError:  # the package is optional, and its absence is told when a file needs it
    library = None  # type: ignore[assignment]

__all__ = ["NAME", "read", "recognise"]

NAME = "sdmx"
_ATTRIBUTES = ("OBS_STATUS", "UNIT_MULT", "UNIT_MEASURE")


def recognise(look: Look) -> tuple[str, str] | None:
    """The layout of an SDMX message and why, by its first characters."""
    if look.source.kind not in ("xml", "json"):
        return None
    with look.source.path.open("rb") as stream:
        head = stream.read(20_000)
    if look.source.kind == "xml":
        return (NAME, say("it is an SDMX-ML message")) if b"sdmx" in head.lower() else None
    return (NAME, say("it is an SDMX-JSON message")) if b'"dataSets"' in head or b'"structures"' in head else None


def _message(source: SourceFile) -> Any:
    if library is None:
        wrong, expected = say("is an SDMX message"), say("the package sdmx1")
        remedy = say("install sdmx1, or download the data as CSV")
        raise failed(source, [Problem(say("the file"), wrong, expected, remedy)])
    try:
        return library.read_sdmx(BytesIO(source.path.read_bytes()))
    except Exception as failure:  # the library raises many kinds for files that are no messages
        what = str(failure).splitlines()[0] if str(failure) else type(failure).__name__
        wrong = say("is no readable SDMX message: {reason}", reason=what)
        raise failed(source, [Problem(say("the file"), wrong)]) from failure


def _plain(value: Any) -> str:
    value = getattr(value, "value", value)
    return str(getattr(value, "id", value))


def _observations(message: Any) -> Iterator[dict[str, Cell]]:
    for dataset in getattr(message, "data", ()):
        for observation in dataset.obs:
            cells: dict[str, Cell] = {str(part.id): _plain(part) for part in observation.key.values.values()}
            attributes = observation.attrib
            cells |= {name: _plain(attributes[name]) for name in _ATTRIBUTES if name in attributes}
            value = observation.value
            cells["OBS_VALUE"] = None if value is None else str(value)
            yield cells


def read(job: Job) -> None:
    """Read the observations of a message as those of a Data Explorer file with codes only."""
    message = _message(job.source)
    first = next(_observations(message), None)
    if first is None:
        wrong, expected = say("holds no observations"), say("a message of data")
        raise failed(job.source, [Problem(say("the message"), wrong, expected)])
    header = list(dict.fromkeys([*first, *_ATTRIBUTES, "OBS_VALUE"]))
    rows: Iterator[Row] = (
        (number, [cells.get(name) for name in header]) for number, cells in enumerate(_observations(message), start=1)
    )
    read_rows(job, header, rows)
