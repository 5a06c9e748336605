"""Where the numbers of a case come from, and which of them are assumed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.case.names import label_of, place_of
from toolkit.case.schema import Case, Provenance
from toolkit.report.table import Table
from toolkit.validation import field_at
from toolkit.wording import join, per_cent

__all__ = ["Number", "assumptions", "case_tables", "numbers", "written"]

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
        """``sourced``, ``assumed``, or ``unsourced`` where the case says neither."""
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
    return f"{value:,.10g}"


def _with_range(number: Number) -> str:
    origin = number.origin
    if origin is None or (origin.low is None and origin.high is None):
        return written(number.value)
    low = written(origin.low) if origin.low is not None else "?"
    high = written(origin.high) if origin.high is not None else "?"
    return f"{written(number.value)} ({low} to {high})"


def assumptions(case: Case) -> Table:
    """The assumed numbers by record, each with its plausible range, and how many numbers have a source."""
    found = numbers(case)
    by_place: dict[str, list[str]] = {}
    for number in found:
        if number.standing == "assumed":
            by_place.setdefault(place_of(case, number.path), []).append(
                f"{label_of(case, number.path)} {_with_range(number)}"
            )
    counted = {
        standing: sum(number.standing == standing for number in found)
        for standing in ("sourced", "assumed", "unsourced")
    }
    parts = [f"{counted['sourced']} have a source", f"{counted['assumed']} are assumed, with reasons"]
    if counted["unsourced"]:
        parts.append(f"{counted['unsourced']} say neither")
    resting = per_cent((len(found) - counted["sourced"]) / len(found)) if found else "none"
    note = (
        f"Of {len(found)} numbers, {join(parts)}: {resting} of the numbers behind this result are not taken from a "
        "source. "
        "`accord case show` gives each number's source or reason."
    )
    rows = tuple((place, "; ".join(entries)) for place, entries in by_place.items())
    return Table("Assumed numbers", ("where", "number (plausible range)"), rows, note)


def case_tables(case: Case) -> list[Table]:
    """A whole case as tables: every number with its range, unit, and source or reason; then the sources."""
    by_place: dict[str, list[tuple[str, ...]]] = {}
    for number in numbers(case):
        origin = number.origin
        source = ""
        if origin is not None:
            year = f", {origin.year}" if origin.year else ""
            source = f"{origin.source}{year}" if origin.source else "assumed" if origin.assumed else ""
            if origin.source and origin.assumed:
                source = f"assumed, from {source}"
            if origin.note:
                source = f"{source}: {origin.note}" if source else origin.note
        row = (label_of(case, number.path), _with_range(number), number.unit, source or "no source given")
        by_place.setdefault(place_of(case, number.path), []).append(row)
    columns = ("number", "value (plausible range)", "unit", "source or reason")
    tables = [Table(place, columns, tuple(rows)) for place, rows in by_place.items()]
    sources = tuple(
        (key, source.title, source.publisher, str(source.year or ""), source.address)
        for key, source in case.sources.items()
    )
    return [*tables, Table("Sources", ("key", "title", "publisher", "year", "address"), sources)]
