"""The numbers of a case for reading and changing: names, units and ranges in words, standing, source, what they were.

``changed`` is, everywhere here, what numbers were before they were changed, by dotted path: the value as it stood in
the case document, with its source where it had one (``Content.changed`` of a workspace).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.case.names import cadre_name, corridor_name, label_of, place_of
from toolkit.case.quantity import dotted, is_quantity
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import CADRES, Case, Provenance, Source
from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.report.amounts import unit_in_words
from toolkit.report.provenance import Number, numbers, written
from toolkit.report.table import Table
from toolkit.validation import field_at
from toolkit.wording import join, number, per_cent, years_of_phase

__all__ = [
    "STANDINGS",
    "Entry",
    "entries",
    "kept",
    "numbers_table",
    "record_table",
    "sources_table",
    "standings_in_words",
]

STANDINGS: dict[str, str] = {
    "sourced": to_say("from a source"),
    "assumed": to_say("assumed"),
    "changed": to_say("changed here"),
    "unsourced": to_say("no source given"),
}
"""How a number stands, and how that is said."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A number in words. ``value`` is the number itself; ``text``, ``limits`` and ``was`` are how it is written.

    ``standing`` is a word of ``STANDINGS``, ``source`` a source in short or the reason, ``was`` what stood there before
    it was changed here, empty where it was not. ``origin`` is what the case says about the number.
    """

    path: tuple[str | int, ...]
    record: str
    label: str
    value: float
    text: str
    unit: str
    limits: str
    standing: str
    source: str
    was: str
    origin: Provenance | None

    @property
    def key(self) -> str:
        """The dotted path."""
        return dotted(self.path)

    @property
    def place(self) -> str:
        """The dotted path of its record, the same in every language."""
        last = 3 if self.path[0] == "corridors" or (self.path[0] == "countries" and self.path[2] in CADRES) else 2
        return dotted(self.path[: last if self.path[0] in ("countries", "corridors") else 1])

    @property
    def name(self) -> str:
        """Record and label: ``Kenya, nurses: exit rate``."""
        return say("{record}: {label}", record=self.record, label=self.label)


def entries(case: Case, changed: Mapping[str, Any] | None = None) -> list[Entry]:
    """Every number of a case (``toolkit.report.provenance.numbers``), record by record."""
    before = changed or {}
    found = [_entry(case, given, before) for given in numbers(case)]
    order = {record: place for place, record in enumerate(dict.fromkeys(entry.place for entry in found))}
    return sorted(found, key=lambda entry: order[entry.place])


def _entry(case: Case, given: Number, changed: Mapping[str, Any]) -> Entry:
    was = _before(changed, given.path)
    return Entry(
        given.path,
        place_of(case, given.path),
        _label(case, given.path),
        given.value,
        written(given.value),
        _unit(case, given),
        _range(given.origin),
        given.standing if was is None else "changed",
        _source(case, given.origin),
        "" if was is None else _said(case, was),
        given.origin,
    )


def _before(changed: Mapping[str, Any], path: tuple[str | int, ...]) -> Any:
    """What a number was, ``None`` where it was not changed; the only number of a list may be named by the list."""
    found = changed.get(dotted(path), changed.get(dotted((*path, 0))))
    return None if found is None else found["was"] if found["was"] is not None else {"value": None}


def _label(case: Case, path: tuple[str | int, ...]) -> str:
    """The name within the record; red lines of one kind are told apart by what they are about."""
    label = label_of(case, path)
    if path[0] != "red_lines":
        return label
    line = case.red_lines[int(path[1])]
    about = [
        corridor_name(line.corridor) if line.corridor else "",
        country_name(line.country) if line.country else "",
        cadre_name(line.cadre) if line.cadre else "",
        years_of_phase(case.start_year, case.phases, line.phase) if line.phase is not None else "",
        say("held by {country}", country=country_name(line.party)) if line.party else "",
    ]
    told = ", ".join(part for part in about if part)
    return f"{label} ({told})" if told else label


def _unit(case: Case, given: Number) -> str:
    unit = KINDS[case.red_lines[int(given.path[1])].kind].unit if given.path[0] == "red_lines" else given.unit
    return unit_in_words(unit, case.currency)


def _range(origin: Provenance | None) -> str:
    if origin is None or (origin.low is None and origin.high is None):
        return ""
    low, high = ("?" if end is None else written(end) for end in (origin.low, origin.high))
    return say("{low} to {high}", low=low, high=high)


def _short(source: Source) -> str:
    return f"{source.publisher or source.title}{f', {source.year}' if source.year else ''}"


def _source(case: Case, origin: Provenance | None) -> str:
    if origin is None:
        return ""
    named = case.sources.get(origin.source or "")
    head = (_short(named) if named else origin.source) if origin.source else ""
    return f"{head}: {origin.note}" if head and origin.note else head or origin.note


def _said(case: Case, was: Any) -> str:
    """What stood there before, with its source in short."""
    told = was if is_quantity(was) else {"value": was}
    if told["value"] is None:
        return say("nothing")
    named = case.sources.get(str(told.get("source") or ""))
    value = written(float(told["value"]))
    if named:
        return f"{value} ({_short(named)})"
    return say("{value} (assumed)", value=value) if told.get("assumed") else value


def kept(
    found: Iterable[Entry], *, standings: Iterable[str] = (), records: Iterable[str] = (), text: str = ""
) -> list[Entry]:
    """The entries that meet every condition given; ``text`` is looked for in all that is written about a number.

    ``records`` are names of records (``Entry.record``) or their paths (``Entry.place``).
    """
    wanted, places, words = set(standings), set(records), text.casefold().split()

    def meets(entry: Entry) -> bool:
        whole = f"{entry.name} {entry.text} {entry.unit} {entry.source} {entry.was}".casefold()
        return (
            (not wanted or entry.standing in wanted)
            and (not places or not places.isdisjoint((entry.record, entry.place)))
            and all(word in whole for word in words)
        )

    return [entry for entry in found if meets(entry)]


def numbers_table(found: Sequence[Entry], influence: Mapping[str, str] | None = None) -> Table:
    """Numbers in rows; ``influence`` is what each does to the result, in words, by dotted path."""
    was = any(entry.was for entry in found)
    rows = tuple(
        (
            entry.record,
            entry.label,
            entry.text,
            entry.unit,
            entry.limits,
            say(STANDINGS[entry.standing]),
            *((entry.was,) if was else ()),
            *((influence.get(entry.key, say("no range to try")),) if influence is not None else ()),
            entry.source,
        )
        for entry in found
    )
    columns = (
        say("where"),
        say("number"),
        say("value"),
        say("unit"),
        say("plausible range"),
        say("standing"),
        *((say("was"),) if was else ()),
        *((say("influence"),) if influence is not None else ()),
        say("source or reason"),
    )
    return Table(say("Numbers of the case"), columns, rows, numeric=columns[2:3])


def standings_in_words(found: Sequence[Entry]) -> str:
    """How many numbers have a source, and what share of them rests on assumptions."""
    if not found:
        return say("The case states no numbers.")
    sourced, assumed, changed, unsourced = (sum(entry.standing == word for entry in found) for word in STANDINGS)
    # every combination of one and many as a sentence of its own would be too many
    parts = [
        say_count("{count} is taken from a source", "{count} are taken from a source", sourced, count=number(sourced)),
        say_count(
            "{count} is assumed with a reason", "{count} are assumed with a reason", assumed, count=number(assumed)
        ),
    ]
    if changed:
        parts.append(say_count("{count} was changed here", "{count} were changed here", changed, count=number(changed)))
    if unsourced:
        parts.append(say_count("{count} says neither", "{count} say neither", unsourced, count=number(unsourced)))
    return say_count(
        "Of {count} numbers, {parts}: {share} rest on no source.",
        "Of {count} numbers, {parts}: {share} rest on no source.",
        len(found),
        count=number(len(found)),
        parts=join(parts),
        share=per_cent((len(found) - sourced) / len(found)),
    )


def record_table(case: Case, entry: Entry) -> Table:
    """All that is known of one number: meaning, limits, range, standing, and the record of its source.

    The address of the source is left out: pages show it as text to be copied.
    """
    field = field_at(Case, entry.path)
    meaning, may_be = (field.description, field.limits) if field else ("", "")
    if entry.path[0] == "red_lines":
        kind = KINDS[case.red_lines[int(entry.path[1])].kind]
        meaning, may_be = say(kind.meaning), say("from {least} to {most}", least=written(0), most=written(kind.upper))
    origin = entry.origin or Provenance.model_validate({})
    source = case.sources.get(origin.source or "")
    rows = (
        (say("value"), f"{entry.text} {entry.unit}".strip()),
        (say("what it means"), meaning),
        (say("plausible range"), entry.limits or say("none given")),
        (say("what it may be"), may_be),
        (say("standing"), say(STANDINGS[entry.standing])),
        (say("was"), entry.was),
        (say("source"), source.title if source else origin.source or ""),
        (say("published by"), source.publisher if source else ""),
        (say("year of publication"), str(source.year or "") if source else ""),
        (say("remark on the source"), source.note if source else ""),
        (say("year of the number"), str(origin.year or "")),
        (say("remark") if source else say("reason"), origin.note),
    )
    return Table(entry.name, (say("what"), say("is")), tuple((name, text) for name, text in rows if text))


def sources_table(case: Case) -> Table:
    """The sources of a case with the numbers that are taken from each, and those whose remarks mention it."""
    found = entries(case)
    rows = []
    for key, source in case.sources.items():
        named = re.compile(rf"\b{re.escape(key)}\b")
        taken = [entry.name for entry in found if entry.origin and entry.origin.source == key]
        mentioned = [entry.name for entry in found if entry.origin and named.search(entry.origin.note)]
        told = [name for name in mentioned if name not in taken]
        rows.append(
            (source.title, source.publisher, str(source.year or ""), "; ".join(taken), "; ".join(told), source.address)
        )
    columns = (
        say("source"),
        say("publisher"),
        say("year"),
        say("numbers taken from it"),
        say("mentioned in the remarks on"),
        say("address"),
    )
    note = "" if rows else say("The case names no sources.")
    return Table(say("Sources"), columns, tuple(rows), note)
