"""One corridor in tables: what is known at a glance, every figure, its agreements and how they stand, their clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from toolkit.atlas.agreements_network import names_clause, ordered_pairs
from toolkit.atlas.selection import Selection
from toolkit.atlas.standing import standing_in
from toolkit.countries import country_name
from toolkit.register.countries import on_safeguards_list
from toolkit.register.find import find_agreements, find_figures
from toolkit.register.read import Register
from toolkit.register.records import Agreement
from toolkit.report.evidence import cadres_in_words, words_of
from toolkit.report.figures.edges import counted
from toolkit.report.figures.style import STATUSES
from toolkit.report.register import spaced
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = [
    "agreements_of_corridor",
    "clauses_of_corridor",
    "corridor_at_a_glance",
    "corridor_in_words",
    "corridor_records",
    "figures_of_corridor",
]

_STANDING = {
    "in_force": "in force",
    "perhaps": "perhaps in force",
    "ended": "ended",
    "not_yet": "not yet in force",
    "announced": "only announced, not counted",
}
_SOURCES = 3
_COUNTS = ("in_force", "perhaps")


def corridor_in_words(origin: str, destination: str, language: str = "en") -> str:
    """``Kenya → United Kingdom``."""
    return f"{country_name(origin, language)} → {country_name(destination, language)}"


def corridor_records(register: Register, origin: str, destination: str, *, weak: bool = False) -> list[Agreement]:
    """The agreements that cover a corridor, ended and announced ones among them, by key."""
    pair = (origin, destination)
    return [record for record in find_agreements(register, weak=weak) if pair in ordered_pairs(record)]


def corridor_at_a_glance(
    register: Register,
    corridors: pd.DataFrame,
    origin: str,
    destination: str,
    selection: Selection,
    language: str = "en",
) -> Table:
    """What a selection tells of a corridor; ``corridors`` is a table of ``corridors_with_status``.

    A corridor without a row is told as not known, never as 0.
    """
    here = corridors[(corridors["origin"] == origin) & (corridors["destination"] == destination)]
    rows: list[tuple[str, str]] = []
    if here.empty:
        rows.append((words_of(selection.measure), "not known under this selection, which does not mean none"))
    else:
        rows += _told(here.iloc[0].to_dict())
    records = corridor_records(register, origin, destination, weak=selection.weak)
    counts: dict[str, int] = {}
    for record in records:
        word = standing_in(record, selection.year).word
        counts[word] = counts.get(word, 0) + 1
    said = [f"{number(counts[word])} {words}" for word, words in _STANDING.items() if word in counts]
    when = f"in {selection.year}" if selection.year is not None else "as last known"
    rows.append((f"agreements, {when}", join(said) or "none known to the register"))
    rows.append((f"{country_name(origin, language)} on the WHO safeguards list", _listed(register, origin)))
    return Table(corridor_in_words(origin, destination, language), ("what", "is"), tuple(rows))


def _told(row: Mapping[Any, Any]) -> list[tuple[str, str]]:
    people = float(row["people"])
    about = f"{words_of(str(row['unit']))}, {words_of(str(row['basis']))}"
    rows = [
        (words_of(str(row["measure"])), f"{counted(people)} ({row['year']}; {about})"),
        ("cadres", cadres_in_words(str(row["cadre"]))),
        ("agreement", STATUSES[str(row["status"])]),
    ]
    if 0 < float(row["people_surely"]) < people:
        rows.append(("of them covered", counted(float(row["people_surely"]))))
    return [*rows, ("source", str(row["source"]))]


def _listed(register: Register, country: str) -> str:
    words = {None: "members not held", True: "yes", False: "no"}
    found = on_safeguards_list(register, country)
    return join(f"{version}: {words[on]}" for version, on in sorted(found.items(), reverse=True)) or "not held"


def figures_of_corridor(
    register: Register, origin: str, destination: str, *, weak: bool = False, language: str = "en"
) -> Table:
    """Every figure of a corridor, by measure, unit, basis, cadre and year."""
    found = find_figures(register, origin=origin, destination=destination, weak=weak)
    found = found.sort_values(["measure", "unit", "basis", "cadre", "year", "source"], ignore_index=True)
    rows = tuple(
        (
            words_of(str(row["measure"])),
            words_of(str(row["basis"])),
            cadres_in_words(str(row["cadre"])),
            str(row["year"]),
            counted(float(row["value"])),
            words_of(str(row["unit"])),
            str(row["confidence"]),
            str(row["source"]),
        )
        for row in found.to_dict("records")
    )
    note = "Rows must not be added up: they count different people, or the same people in different ways or years."
    columns = ("what is counted", "basis", "cadre", "year", "number", "unit", "confidence", "source")
    title = f"{corridor_in_words(origin, destination, language)}: {_all_figures(len(rows))}"
    return Table(title, columns, rows, note if rows else "No figure is known, which does not mean nobody.", ("number",))


def _all_figures(count: int) -> str:
    return "the only figure" if count == 1 else f"all {number(count)} figures" if count else "no figure"


def agreements_of_corridor(
    register: Register,
    origin: str,
    destination: str,
    *,
    year: int | None = None,
    weak: bool = False,
    language: str = "en",
) -> Table:
    """The agreements that cover a corridor with their standing in a year (without one, as last known) and why."""
    told = []
    for record in corridor_records(register, origin, destination, weak=weak):
        standing = standing_in(record, year)
        told.append((list(_STANDING).index(standing.word), record, standing))
    rows = tuple(
        (
            record.id,
            record.title,
            _STANDING[standing.word],
            standing.why,
            join(spaced(cadre) for cadre in record.cadres),
            str(record.year or "not known"),
            record.confidence,
            _few(record.sources),
        )
        for _, record, standing in sorted(told, key=lambda item: (item[0], item[1].id))
    )
    when = f"in {year}" if year is not None else "as last known"
    columns = ("key", "title", "standing", "why", "cadres", "year", "confidence", "sources")
    note = f"Standing {when}. What is only announced does not count as an agreement."
    title = f"{corridor_in_words(origin, destination, language)}: agreements"
    return Table(title, columns, rows, note if rows else "The register knows no agreement that covers this corridor.")


def _few(keys: Sequence[str]) -> str:
    left = len(keys) - _SOURCES
    return ", ".join(keys[:_SOURCES]) + (f" and {left} more in the record" if left > 0 else "")


def clauses_of_corridor(
    register: Register, origin: str, destination: str, *, year: int | None = None, weak: bool = False
) -> Table:
    """The clauses that the corridor's agreements name, those in force or perhaps so; others are left out."""
    records = [
        record
        for record in corridor_records(register, origin, destination, weak=weak)
        if standing_in(record, year).word in _COUNTS
    ]
    rows = []
    for key, clause in register.codebook.clauses.items():
        levels = {record.id: names_clause(register, record, key) for record in records}
        named, perhaps = ([name for name, level in levels.items() if level == word] for word in ("named", "perhaps"))
        if named or perhaps:
            family = register.codebook.families[clause.family].name
            rows.append((family, clause.name, clause.question, join(named), join(perhaps)))
    note = "Most texts are not public: a clause that the pages read do not name may still stand in the text."
    columns = ("family", "clause", "question", "named by", "perhaps, by a broad term, in")
    return Table("Clauses of the agreements in force, or perhaps in force", columns, tuple(rows), note)
