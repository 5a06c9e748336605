"""From figures to a case file's values, to the list of what was found and estimated, and to the sources used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.case.names import number_name
from toolkit.case.schema import Case
from toolkit.prefill.figure import Figure
from toolkit.register.read import Register
from toolkit.validation import field_at

__all__ = ["Entry", "assembled", "entries_of", "sources_of"]

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One number of a starting case: its place in the file, in words and in unit, and its rule or its source.

    ``sources`` are the keys of everything it rests on; an estimate without any is a usual value of its rule.
    """

    path: str
    label: str
    value: float
    low: float
    high: float
    unit: str
    estimated: bool
    origin: str
    year: int | None
    note: str
    sources: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """By name."""
        return {name: getattr(self, name) for name in self.__slots__}


def assembled(part: Any) -> Any:
    """Figures as numbers of a case file."""
    if isinstance(part, Figure):
        return part.quantity()
    if isinstance(part, Mapping):
        return {key: assembled(inner) for key, inner in part.items()}
    return [assembled(inner) for inner in part] if isinstance(part, list) else part


def _figures(part: Any, path: Path = ()) -> Iterator[tuple[Path, Figure]]:
    if isinstance(part, Figure):
        yield path, part
    elif isinstance(part, Mapping):
        for key, inner in part.items():
            yield from _figures(inner, (*path, key))
    elif isinstance(part, list):
        for index, inner in enumerate(part):
            yield from _figures(inner, (*path, index))


def entries_of(case: Case, tree: Mapping[str, Any]) -> list[Entry]:
    """Every number of a case made from a tree of figures, in the order of the file."""
    found = []
    for path, figure in _figures(tree):
        field = field_at(Case, path)
        found.append(
            Entry(
                path=".".join(map(str, path)),
                label=number_name(case, path),
                value=figure.value,
                low=figure.low,
                high=figure.high,
                unit=field.unit if field else "",
                estimated=figure.assumed,
                origin=figure.rule if figure.assumed else str(figure.source),
                year=figure.year,
                note=figure.note,
                sources=figure.cited,
            )
        )
    return found


def sources_of(register: Register, tree: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The sources that figures rest on, as they stand in a case file."""
    keys = sorted({key for _, figure in _figures(tree) for key in figure.cited})
    return {key: _source(register, key) for key in keys}


def _source(register: Register, key: str) -> dict[str, Any]:
    source = register.sources.get(key)
    if source is None:
        return {"title": key}
    stated = {"title": source.title, "publisher": source.publisher, "year": source.year, "address": source.address}
    return {name: value for name, value in stated.items() if value}
