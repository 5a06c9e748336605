"""What the tests of the importers share: small files of our own making, and the folder of real ones."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.imports.report import ImportReport
from toolkit.imports.run import import_file

RAW = os.environ.get("ACCORD_RAW_DATA")
"""The folder of files that were downloaded; they are other people's and not part of the project."""

OECD_HEADER = ["COU", "Country", "VAR", "Variable", "CO2", "Country of origin", "YEA", "Year", "Value", "Flag Codes"]
OECD_HEADER += ["Flags"]
DOCTORS = "Foreign-trained doctors - Stock"


def raw(name: str) -> Path:
    """A file that was downloaded, or a skip that says where it would lie."""
    path = Path(RAW or "", name)
    if RAW is None or not path.is_file():
        pytest.skip(f"{name} is not here: set ACCORD_RAW_DATA to the folder of downloaded files")
    return path


def text_file(
    path: Path, rows: Iterable[Sequence[Any]], *, encoding: str = "utf-8", mark: str = ",", end: str = "\n"
) -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=mark, lineterminator=end).writerows(rows)
    return path


def workbook(path: Path, sheets: dict[str, Iterable[Sequence[Any]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def oecd_row(
    destination: str,
    origin: str,
    value: Any,
    *,
    year: int = 2018,
    variable: str = DOCTORS,
    flag: str = "",
    name: str = "",
) -> list[Any]:
    return [destination, "", "FTDS", variable, origin, name, year, year, value, flag, ""]


def oecd_file(path: Path, rows: Iterable[Sequence[Any]], **more: Any) -> Path:
    return text_file(path, [OECD_HEADER, *rows], **more)


def run(path: Path, into: Path, **options: Any) -> tuple[ImportReport, list[dict[str, str]]]:
    """An import and the rows of its first table; the counts of every import add up."""
    report = import_file(path, into, source="some_source", **options)
    assert report.adds_up
    assert json.loads((into / "import.json").read_text(encoding="utf-8"))["rows_read"] == report.rows_read
    for table in ("corridors", "indicators"):
        if (into / f"{table}.csv").is_file():
            return report, table_of(into, table)
    lines = into / "agreements.jsonl"
    return report, [
        json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()
    ] if lines.is_file() else []


def table_of(into: Path, name: str) -> list[dict[str, str]]:
    with (into / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def asked(report: ImportReport) -> dict[str, tuple[str, int, tuple[str, ...]]]:
    """What the report asks: name → reason, count, candidates."""
    return {question.name: (question.kind, question.count, question.candidates) for question in report.questions}
