"""Where the numbers of a case come from, and which of them are assumed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.case.names import label_of, place_of
from toolkit.case.schema import Case, Provenance
from toolkit.languages.speech import say, say_count, to_say
from toolkit.report.table import Table
from toolkit.validation import field_at
from toolkit.wording import join, per_cent
from toolkit.wording import number as in_words

__all__ = ["STANDINGS", "Number", "assumptions", "case_tables", "numbers", "written"]

STANDINGS = (to_say("sourced"), to_say("assumed"), to_say("unsourced"))
"""How a number can stand, as it is said."""

_FACTS = ("countries", "corridors", "fund", "red_lines")


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a case: where it stands, its value and unit, and what is said about it."""

    path: tuple[str | int, ...]
    value: float
    unit: str
    origin: Provenance | None

    @property
    def standing(self) -> str:
        """A word of ``STANDINGS``: ``sourced``, ``assumed``, or ``unsourced`` where the case says neither."""
        if self.origin is None or (not self.origin.assumed and self.origin.source is None):
            return "unsourced"
        return "assumed" if self.origin.assumed else "sourced"


def numbers(case: Case) -> list[Number]:
    """Every number of a case that says something about the world or is a red line, in the order of the file.

    Fields that the case leaves out are no numbers of it. Lengths and years of the agreement itself and the bounds of
    payment shares are the parties' choices and left out too.
    """
    stated = case.model_dump(mode="json", exclude_unset=True)
    return list(_walk(case, {part: stated.get(part) for part in _FACTS}, ()))


def _walk(case: Case, value: Any, path: tuple[str | int, ...]) -> Iterator[Number]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _walk(case, part, (*path, name))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _walk(case, part, (*path, index))
    elif isinstance(value, int | float) and not isinstance(value, bool) and path[-1] not in ("phase", "penalty"):
        field = field_at(Case, path)
        yield Number(path, float(value), field.unit if field else "", _origin(case, path))


def _origin(case: Case, path: tuple[str | int, ...]) -> Provenance | None:
    """What is said about a number itself, about it as the only one of a list, or about the list that it stands in."""
    places = [path, (*path, 0), *([path[:-1]] if isinstance(path[-1], int) else [])]
    found = (case.provenance.get(".".join(str(part) for part in place)) for place in places)
    return next((origin for origin in found if origin is not None), None)


def written(value: float) -> str:
    """A number as it stands in a case: no more digits than it has."""
    digits = f"{value:.10g}"
    if "e" in digits or not math.isfinite(value):
        return f"{value:,.10g}"
    return in_words(float(digits), len(digits.partition(".")[2]))


def _with_range(number: Number) -> str:
    origin = number.origin
    if origin is None or (origin.low is None and origin.high is None):
        return written(number.value)
    low = written(origin.low) if origin.low is not None else "?"
    high = written(origin.high) if origin.high is not None else "?"
    return say("{value} ({low} to {high})", value=written(number.value), low=low, high=high)


def assumptions(case: Case) -> Table:
    """The assumed numbers by record, each with its plausible range, and how many numbers have a source."""
    found = numbers(case)
    by_place: dict[str, list[str]] = {}
    for number in found:
        if number.standing == "assumed":
            by_place.setdefault(place_of(case, number.path), []).append(
                f"{label_of(case, number.path)} {_with_range(number)}"
            )
    counted = {standing: sum(number.standing == standing for number in found) for standing in STANDINGS}
    hint = say("`accord case show` gives each number's source or reason.")
    rows = tuple((place, "; ".join(entries)) for place, entries in by_place.items())
    columns = (say("where"), say("number (plausible range)"))
    return Table(say("Assumed numbers"), columns, rows, f"{_resting(counted)} {hint}")


def _resting(counted: Mapping[str, int]) -> str:
    """How many numbers stand how, and what share of them is not taken from a source."""
    total = sum(counted.values())
    parts = [
        say_count(
            "{count} have a source", "{count} have a source", counted["sourced"], count=in_words(counted["sourced"])
        ),
        say_count(
            "{count} are assumed, with reasons",
            "{count} are assumed, with reasons",
            counted["assumed"],
            count=in_words(counted["assumed"]),
        ),
    ]
    if counted["unsourced"]:
        parts.append(
            say_count(
                "{count} say neither", "{count} say neither", counted["unsourced"], count=in_words(counted["unsourced"])
            )
        )
    return say(
        "Of {total} numbers, {counts}: {share} of the numbers behind this result are not taken from a source.",
        total=in_words(total),
        counts=join(parts),
        share=per_cent((total - counted["sourced"]) / total) if total else say("none"),
    )


def case_tables(case: Case) -> list[Table]:
    """A whole case as tables: every number with its range, unit, and source or reason; then the sources."""
    by_place: dict[str, list[tuple[str, ...]]] = {}
    for number in numbers(case):
        source = _source(number.origin) or say("no source given")
        row = (label_of(case, number.path), _with_range(number), say(number.unit), source)
        by_place.setdefault(place_of(case, number.path), []).append(row)
    columns = (say("number"), say("value (plausible range)"), say("unit"), say("source or reason"))
    tables = [Table(place, columns, tuple(rows)) for place, rows in by_place.items()]
    sources = tuple(
        (key, source.title, source.publisher, str(source.year or ""), source.address)
        for key, source in case.sources.items()
    )
    heads = (say("key"), say("title"), say("publisher"), say("year"), say("address"))
    return [*tables, Table(say("Sources"), heads, sources)]


def _source(origin: Provenance | None) -> str:
    if origin is None:
        return ""
    year = f", {origin.year}" if origin.year else ""
    source = f"{origin.source}{year}" if origin.source else say("assumed") if origin.assumed else ""
    if origin.source and origin.assumed:
        source = say("assumed, from {source}", source=source)
    return f"{source}: {origin.note}" if source and origin.note else source or origin.note
