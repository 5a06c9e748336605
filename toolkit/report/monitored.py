"""Reported values held against the path that the simulation of the terms gives: on it, below it, above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from toolkit.case.names import cadre_name
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say, say_count, to_say
from toolkit.model.evaluate import Outcome
from toolkit.report.monitoring import NAMES, REPORTED, monitoring_frame, monitoring_sheet, place_name, written
from toolkit.report.table import Table
from toolkit.validation import did_you_mean
from toolkit.wording import join, nearest, number, per_cent

__all__ = ["STANDINGS", "Compared", "check_tolerance", "compare", "compared_table", "compared_words"]

STANDINGS = (to_say("on the path"), to_say("below"), to_say("above"))
"""Where a reported value can stand, as it is said."""

_KEY = REPORTED[:4]
_SLACK = 1e-9


@dataclass(frozen=True, slots=True)
class Compared:
    """A reported value beside its target; ``off`` is the difference as a part of the target, ``None`` where that is 0.

    ``standing`` is a word of ``STANDINGS``, by the tolerance that the parties choose.
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
        where = say("row {number}", number=row.get("row", index))
        if _blank(row.get("reported")):
            continue
        key = _named(row, words)
        value = _number(row["reported"])
        if key is None or key not in paths:
            wrong = say("names nothing on the path: {row}", row=_told(row))
            problems.append(Problem(where, wrong, *_expected(words, row)))
        elif key in found:
            wrong = say("reports again what was reported before: {row}", row=_told(row))
            problems.append(Problem(where, wrong, say("one value a year")))
        if value is None:
            wrong = say("has the value {value}", value=repr(str(row["reported"])[:60]))
            problems.append(Problem(where, wrong, say("a number from 0 up")))
        elif key is not None and key in paths and key not in found:
            target, unit = float(paths[key]["target"]), str(paths[key]["unit"])
            found[key] = Compared(*key, unit, target, value, *_standing(value, target, tolerance))
    if problems:
        raise InputError(say("the reported values"), problems)
    return tuple(found.values())


def check_tolerance(tolerance: float) -> None:
    """Raise ``InputError`` where a tolerance is no part of a target."""
    if not 0 <= tolerance < float("inf"):
        expected, remedy = say("a part of the target, from 0 up"), say("0.1 is a tenth")
        problem = Problem(say("the tolerance"), say("is {value}", value=tolerance), expected, remedy)
        raise InputError(say("the request"), [problem])


def _standing(value: float, target: float, tolerance: float) -> tuple[float | None, str]:
    """The difference as a part of the target, and where the value stands."""
    gap = value - target
    within = abs(gap) <= tolerance * target + _SLACK * max(target, 1.0)
    return gap / target if target > 0 else None, "on the path" if within else "below" if gap < 0 else "above"


def _key_of(row: Mapping[Any, Any]) -> tuple[str, str, str, int]:
    return str(row["indicator"]), str(row["place"]), str(row["cadre"]), int(row["year"])


def _words(frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """By column, how each word on the path may be written, in small letters: also in English in other languages."""
    found: dict[str, dict[str, str]] = {}
    for column in _KEY[:3]:
        known = [str(word) for word in frame[column].unique()]
        found[column] = {said.casefold(): word for word in known for said in _written_as(column, word)}
    return found | {"year": {str(year): str(year) for year in frame["year"].unique()}}


def _written_as(column: str, word: str) -> tuple[str, ...]:
    if column == "indicator":
        return word, NAMES[word], say(NAMES[word])
    if column == "place":
        return word, place_name(word)
    return (word, cadre_name(word)) if word else (word, "all", say("all"))


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
            expected = say("{column} is one of {names}", column=column, names=join(known, "or"))
            return expected, did_you_mean(close)
    return say("a combination that the monitoring sheet has"), ""


def compared_words(outcome: Outcome, found: Iterable[Compared]) -> str:
    """How many values are on the path, and how many are still to be reported for the years until the last reported."""
    entries = list(found)
    if not entries:
        return say("No value has been reported yet.")
    on_path, below, above = (sum(entry.standing == standing for entry in entries) for standing in STANDINGS)
    last = max(entry.year for entry in entries)
    wanted = {_key_of(row) for row in monitoring_sheet(outcome).to_dict("records") if int(row["year"]) <= last}
    missing = len(wanted - {(entry.indicator, entry.place, entry.cadre, entry.year) for entry in entries})
    reported = say_count(
        "{count} value is reported: {on_path} on the path, {below} below, {above} above it.",
        "{count} values are reported: {on_path} on the path, {below} below, {above} above it.",
        len(entries),
        count=number(len(entries)),
        on_path=number(on_path),
        below=number(below),
        above=number(above),
    )
    unreported = say_count(
        "{count} of the sheet up to {year} is not reported.",
        "{count} of the sheet up to {year} are not reported.",
        missing,
        count=number(missing),
        year=last,
    )
    return f"{reported} {unreported}"


def compared_table(found: Iterable[Compared], tolerance: float) -> Table:
    """Reported values beside their targets."""
    rows = tuple(
        (
            say(NAMES[entry.indicator]),
            place_name(entry.place),
            cadre_name(entry.cadre) if entry.cadre else say("all"),
            str(entry.year),
            written(entry.target, entry.unit),
            written(entry.reported, entry.unit),
            per_cent(entry.off) if entry.off is not None else say("no target"),
            say(entry.standing),
        )
        for entry in found
    )
    columns = (
        say("indicator"),
        say("where"),
        say("cadre"),
        say("year"),
        say("target"),
        say("reported"),
        say("off by"),
        say("standing"),
    )
    note = say("On the path: within {share} of the target, the parties' choice.", share=per_cent(tolerance))
    return Table(say("Reported values against the path"), columns, rows, note, columns[4:7])
