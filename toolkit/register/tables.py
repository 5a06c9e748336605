"""The tables of the register: their columns, what each holds, and their reading from CSV."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from toolkit.errors import Problem, RegisterError
from toolkit.languages.speech import say, say_count

__all__ = ["TABLES", "TableFormat", "empty", "read_table"]


@dataclass(frozen=True, slots=True)
class TableFormat:
    """Columns of a table by kind: ``text``, ``number``, ``year`` or ``share``; ``coded`` ones name a vocabulary."""

    columns: Mapping[str, str]
    key: tuple[str, ...]
    coded: Mapping[str, str]
    required: tuple[str, ...]


TABLES: dict[str, TableFormat] = {
    "corridors": TableFormat(
        columns={
            "origin": "country",
            "destination": "country",
            "cadre": "text",
            "measure": "text",
            "basis": "text",
            "unit": "text",
            "year": "year",
            "period_start": "text",
            "period_end": "text",
            "value": "number",
            "flag": "text",
            "standing": "text",
            "source": "source",
            "confidence": "text",
            "note": "text",
        },
        key=(
            "origin",
            "destination",
            "cadre",
            "measure",
            "basis",
            "unit",
            "year",
            "period_start",
            "standing",
            "source",
        ),
        coded={
            "cadre": "cadre",
            "measure": "measure",
            "basis": "basis",
            "unit": "unit",
            "standing": "standing",
            "confidence": "confidence",
        },
        required=("origin", "destination", "cadre", "measure", "basis", "unit", "year", "value", "standing", "source"),
    ),
    "countries": TableFormat(
        columns={
            "country": "country",
            "name": "text",
            "who_region": "text",
            "who_region_source": "source",
            "income_group": "text",
            "income_group_year": "year",
            "income_group_source": "source",
            "latitude": "number",
            "longitude": "number",
            "position_source": "source",
        },
        key=("country",),
        coded={"income_group": "income_group", "who_region": "who_region"},
        required=("country", "name"),
    ),
    "indicators": TableFormat(
        columns={
            "country": "country",
            "indicator": "text",
            "cadre": "text",
            "year": "year",
            "value": "number",
            "unit": "text",
            "source": "source",
            "confidence": "text",
            "note": "text",
        },
        key=("country", "indicator", "cadre", "year", "unit", "source"),
        coded={"indicator": "indicator", "cadre": "cadre", "confidence": "confidence"},
        required=("country", "indicator", "year", "value", "unit", "source"),
    ),
    "parameters": TableFormat(
        columns={
            "parameter": "text",
            "country": "country",
            "partner": "country",
            "cadre": "text",
            "cadre_words": "text",
            "value": "number",
            "low": "number",
            "high": "number",
            "unit": "text",
            "currency": "text",
            "price_year": "year",
            "year": "year",
            "assumed": "text",
            "definition": "text",
            "source": "source",
            "confidence": "text",
        },
        key=(
            "parameter",
            "country",
            "partner",
            "cadre_words",
            "value",
            "low",
            "high",
            "unit",
            "currency",
            "price_year",
            "year",
            "definition",
            "source",
        ),
        coded={"cadre": "cadre", "confidence": "confidence"},
        required=("parameter", "unit", "year", "definition", "source"),
    ),
    "safeguards_versions": TableFormat(
        columns={
            "version": "year",
            "published": "text",
            "method": "text",
            "names": "number",
            "source": "sources",
            "note": "text",
        },
        key=("version",),
        coded={},
        required=("version", "names", "source"),
    ),
    "safeguards": TableFormat(
        columns={"version": "year", "country": "country", "listed": "text", "source": "sources"},
        key=("version", "country"),
        coded={"listed": "listed"},
        required=("version", "country", "listed", "source"),
    ),
    "sources": TableFormat(
        columns={
            "key": "text",
            "title": "text",
            "publisher": "text",
            "year": "year",
            "address": "text",
            "note": "text",
        },
        key=("key",),
        coded={},
        required=("key", "title", "publisher"),
    ),
}
"""Every table by the name of its file."""

_NUMERIC = ("number", "year")


def empty(name: str) -> pd.DataFrame:
    """A table without rows."""
    return _typed(name, pd.DataFrame({column: pd.Series(dtype=str) for column in TABLES[name].columns}))[0]


def read_table(name: str, path: Path, more: tuple[str, ...] = ()) -> tuple[pd.DataFrame, list[Problem]]:
    """A table from its CSV file, and what is wrong with it; numbers as floats, years as integers, absent as empty.

    ``more`` names columns of text that may stand there besides.

    Raises ``RegisterError`` for a file that is no readable CSV table or whose columns are not those of the table.
    """
    raw = _read(path)
    wanted = list(TABLES[name].columns)
    missing = [column for column in wanted if column not in raw]
    unknown = [column for column in raw if column not in wanted and column not in more]
    if missing or unknown:
        expected = say("the columns are {names}", names=", ".join(wanted))
        found = [Problem(say("column {name}", name=column), say("is missing"), expected) for column in missing]
        found += [Problem(say("column {name}", name=column), say("is unknown"), expected) for column in unknown]
        raise RegisterError(path.name, found)
    table, problems = _typed(name, raw[wanted])
    extra = [column for column in more if column in raw and column not in wanted]
    return pd.concat([table, raw[extra]], axis=1) if extra else table, problems


def _read(path: Path) -> pd.DataFrame:
    """The cells of a CSV file as text. Raises ``RegisterError`` for a file that is no readable table."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            # blank lines are kept, so that lines are counted as in the file; a first cell is never taken for a label
            return pd.read_csv(
                path, dtype=str, keep_default_na=False, encoding="utf-8-sig", skip_blank_lines=False, index_col=False
            )
    except OSError as failure:
        problem = Problem(say("the file"), say("cannot be read: {reason}", reason=failure.strerror or failure))
    except UnicodeDecodeError:
        wrong, expected = say("is not UTF-8 text"), say("a text file is expected")
        problem = Problem(say("the file"), wrong, expected, say("save it as CSV in UTF-8"))
    except pd.errors.ParserWarning:
        wrong = say("has lines with more cells than the first line, which names the columns")
        problem = Problem(say("the file"), wrong)
    except ValueError as failure:
        problem = _unreadable(str(failure))
    raise RegisterError(path.name, [problem])


_TOO_MANY = re.compile(r"Expected (\d+) fields in line (\d+), saw (\d+)")


def _unreadable(said: str) -> Problem:
    found = _TOO_MANY.search(said)
    if found:
        expected, line, seen = found.groups()
        return Problem(
            say("line {line}", line=line),
            say_count("has {count} cells", "has {count} cells", int(seen), count=seen),
            say_count(
                "{count} cells as in the first line",
                "{count} cells as in the first line",
                int(expected),
                count=expected,
            ),
            say("put a text that has commas into double quotes"),
        )
    if "No columns" in said:
        return Problem(say("the file"), say("is empty"))
    return Problem(say("the file"), say("cannot be read as a CSV table: {reason}", reason=said.strip()))


def _typed(name: str, raw: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    problems: list[Problem] = []
    columns: dict[str, pd.Series] = {}
    for column, kind in TABLES[name].columns.items():
        text = raw[column].str.strip()
        if kind not in _NUMERIC:
            columns[column] = text
            continue
        numbers = pd.to_numeric(text.where(text != ""), errors="coerce").replace([np.inf, -np.inf], np.nan)
        for line in raw.index[numbers.isna() & (text != "")]:
            place = say("line {line}, {column}", line=line + 2, column=column)
            expected = say("a number with a decimal point or nothing")
            problems.append(Problem(place, say("is '{word}'", word=text[line]), expected))
        whole = numbers.dropna()
        if kind == "year" and (whole % 1 != 0).any():
            lines = ", ".join(str(line + 2) for line in whole.index[whole % 1 != 0])
            place = say("line {line}, {column}", line=lines, column=column)
            problems.append(Problem(place, say("is not a whole year")))
            numbers = numbers.where(numbers % 1 == 0)
        columns[column] = numbers.astype("Int64") if kind == "year" else numbers.astype(float)
    return pd.DataFrame(columns), problems
