"""Reported values held against the path that the simulation of the terms gives: on it, below it, above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from toolkit.case.names import cadre_name
from toolkit.errors import InputError, Problem
from toolkit.model.evaluate import Outcome
from toolkit.report.monitoring import NAMES, REPORTED, monitoring_frame, monitoring_sheet, place_name, written
from toolkit.report.table import Table
from toolkit.wording import join, nearest, number, per_cent

__all__ = ["Compared", "check_tolerance", "compare", "compared_table", "compared_words"]

_KEY = REPORTED[:4]
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Compared:
    """A reported value beside its target; ``off`` is the difference as a part of the target, ``None`` where that is 0.

    ``standing`` is ``on the path``, ``below`` or ``above``, by the tolerance that the parties choose.
    """

    indicator: str
    place: str
    cadre: str
    year: int
    unit: str
    target: float
    reported: float
    off: float | None
    standing: str

    def to_dict(self) -> dict[str, Any]:
        """By name."""
        return asdict(self)


def compare(outcome: Outcome, reported: Iterable[Mapping[str, Any]], tolerance: float = 0.1) -> tuple[Compared, ...]:
    """Reported values held against the path: rows with the columns of ``REPORTED``, and ``row`` to tell which it is.

    Indicators, places and cadres are named by their word or as they are written in tables. Rows without a reported
    value are passed over: they are not reported yet. Raises ``InputError`` with every row that names nothing on the
    path, stands there twice, or whose value is not a number from 0 up.
    """
    check_tolerance(tolerance)
    frame = monitoring_frame(outcome)
    paths = {_key_of(row): row for row in frame.to_dict("records")}
    words = _words(frame)
    found: dict[tuple[str, str, str, int], Compared] = {}
    problems: list[Problem] = []
    for index, row in enumerate(reported, start=2):
        where = f"row {row.get('row', index)}"
        if _blank(row.get("reported")):
            continue
        key = _named(row, words)
        value = _number(row["reported"])
        if key is None or key not in paths:
            problems.append(Problem(where, f"names nothing on the path: {_told(row)}", *_expected(words, row)))
        elif key in found:
            problems.append(Problem(where, f"reports again what was reported before: {_told(row)}", "one value a year"))
        if value is None:
            problems.append(Problem(where, f"has the value {str(row['reported'])[:60]!r}", "a number from 0 up"))
        elif key is not None and key in paths and key not in found:
            target, unit = float(paths[key]["target"]), str(paths[key]["unit"])
            found[key] = Compared(*key, unit, target, value, *_standing(value, target, tolerance))
    if problems:
        raise InputError("the reported values", problems)
    return tuple(found.values())


def check_tolerance(tolerance: float) -> None:
    """Raise ``InputError`` where a tolerance is no part of a target."""
    if not 0 <= tolerance < float("inf"):
        problem = Problem("the tolerance", f"is {tolerance}", "a part of the target, from 0 up", "0.1 is a tenth")
        raise InputError("the request", [problem])


def _standing(value: float, target: float, tolerance: float) -> tuple[float | None, str]:
    """The difference as a part of the target, and where the value stands."""
    gap = value - target
    within = abs(gap) <= tolerance * target + _SLACK * max(target, 1.0)
    return gap / target if target > 0 else None, "on the path" if within else "below" if gap < 0 else "above"


def _key_of(row: Mapping[Any, Any]) -> tuple[str, str, str, int]:
    return str(row["indicator"]), str(row["place"]), str(row["cadre"]), int(row["year"])


def _words(frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """By column, how each word on the path may be written, in small letters."""
    names: dict[str, Callable[[str], str]] = {
        "indicator": NAMES.__getitem__,
        "place": place_name,
        "cadre": lambda word: cadre_name(word) if word else "all",
    }
    found: dict[str, dict[str, str]] = {}
    for column, name in names.items():
        known = [str(word) for word in frame[column].unique()]
        found[column] = {said.casefold(): word for word in known for said in (word, name(word))}
    return found | {"year": {str(year): str(year) for year in frame["year"].unique()}}


def _said(row: Mapping[str, Any], column: str) -> str:
    value = row.get(column)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip().casefold()


def _named(row: Mapping[str, Any], words: Mapping[str, Mapping[str, str]]) -> tuple[str, str, str, int] | None:
    """What a row is about, ``None`` where a word of it is not known."""
    indicator, place, cadre, year = (words[column].get(_said(row, column)) for column in _KEY)
    if indicator is None or place is None or cadre is None or year is None:
        return None
    return indicator, place, cadre, int(year)


def _blank(value: Any) -> bool:
    """Whether nothing stands there; an empty cell of a table of data is no number."""
    return value is None or value != value or (isinstance(value, str) and not value.strip())


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or (isinstance(value, str) and "_" in value):
        return None
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if 0 <= found < float("inf") else None


def _told(row: Mapping[str, Any]) -> str:
    return join(f"{name} '{str(row.get(name) if row.get(name) is not None else '')[:60]}'" for name in _KEY)


def _expected(words: Mapping[str, Mapping[str, str]], row: Mapping[str, Any]) -> tuple[str, str]:
    for column in _KEY:
        said = _said(row, column)
        if said not in words[column]:
            close = nearest(said, words[column])
            known = list(dict.fromkeys(word for word in words[column].values() if word))
            remedy = f"did you mean {join(close, 'or')}?" if close else ""
            return f"{column} is one of {join(known, 'or')}", remedy
    return "a combination that the monitoring sheet has", ""


def compared_words(outcome: Outcome, found: Iterable[Compared]) -> str:
    """How many values are on the path, and how many are still to be reported for the years until the last reported."""
    entries = list(found)
    if not entries:
        return "No value has been reported yet."
    counts = [sum(entry.standing == standing for entry in entries) for standing in ("on the path", "below", "above")]
    last = max(entry.year for entry in entries)
    wanted = {_key_of(row) for row in monitoring_sheet(outcome).to_dict("records") if int(row["year"]) <= last}
    missing = len(wanted - {(entry.indicator, entry.place, entry.cadre, entry.year) for entry in entries})
    plural = "value is" if len(entries) == 1 else "values are"
    return (
        f"{number(len(entries))} {plural} reported: {counts[0]} on the path, {counts[1]} below, {counts[2]} above it. "
        f"{number(missing)} of the sheet up to {last} {'is' if missing == 1 else 'are'} not reported."
    )


def compared_table(found: Iterable[Compared], tolerance: float) -> Table:
    """Reported values beside their targets."""
    rows = tuple(
        (
            NAMES[entry.indicator],
            place_name(entry.place),
            cadre_name(entry.cadre) if entry.cadre else "all",
            str(entry.year),
            written(entry.target, entry.unit),
            written(entry.reported, entry.unit),
            per_cent(entry.off) if entry.off is not None else "no target",
            entry.standing,
        )
        for entry in found
    )
    columns = ("indicator", "where", "cadre", "year", "target", "reported", "off by", "standing")
    note = f"On the path: within {per_cent(tolerance)} of the target, the parties' choice."
    return Table("Reported values against the path", columns, rows, note, columns[4:7])
