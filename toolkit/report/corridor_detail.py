"""One corridor in tables: what is known at a glance, every figure, its agreements and how they stand, their clauses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from toolkit.atlas.agreements_network import names_clause, ordered_pairs
from toolkit.atlas.selection import Selection
from toolkit.atlas.standing import standing_in
from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.countries import on_safeguards_list
from toolkit.register.find import find_agreements, find_figures
from toolkit.register.read import Register
from toolkit.register.records import Agreement
from toolkit.report.evidence import cadres_in_words, words_of
from toolkit.report.figures.edges import counted
from toolkit.report.figures.style import STATUSES
from toolkit.report.register import spaced
from toolkit.report.standings import counted_standing
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
    "in_force": to_say("in force"),
    "perhaps": to_say("perhaps in force"),
    "ended": to_say("ended"),
    "not_yet": to_say("not yet in force"),
    "announced": to_say("only announced, not counted"),
}
_SOURCES = 3
_COUNTS = ("in_force", "perhaps")


def corridor_in_words(origin: str, destination: str, language: str = "") -> str:
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
    language: str = "",
) -> Table:
    """What a selection tells of a corridor; ``corridors`` is a table of ``corridors_with_status``.

    A corridor without a row is told as not known, never as 0.
    """
    here = corridors[(corridors["origin"] == origin) & (corridors["destination"] == destination)]
    rows: list[tuple[str, str]] = []
    if here.empty:
        rows.append((words_of(selection.measure), say("not known under this selection, which does not mean none")))
    else:
        rows += _told(here.iloc[0].to_dict())
    records = corridor_records(register, origin, destination, weak=selection.weak)
    counts: dict[str, int] = {}
    for record in records:
        word = standing_in(record, selection.year).word
        counts[word] = counts.get(word, 0) + 1
    told = [counted_standing(word, counts[word]) for word in _STANDING if word in counts]
    agreements = (
        say("agreements, in {year}", year=selection.year)
        if selection.year is not None
        else say("agreements, as last known")
    )
    rows.append((agreements, join(told) or say("none known to the register")))
    on_list = say("{country} on the WHO safeguards list", country=country_name(origin, language))
    rows.append((on_list, _listed(register, origin)))
    return Table(corridor_in_words(origin, destination, language), (say("what"), say("is")), tuple(rows))


def _told(row: Mapping[Any, Any]) -> list[tuple[str, str]]:
    people = float(row["people"])
    figure = say(
        "{count} ({year}; {unit}, {basis})",
        count=counted(people),
        year=row["year"],
        unit=words_of(str(row["unit"])),
        basis=words_of(str(row["basis"])),
    )
    rows = [
        (words_of(str(row["measure"])), figure),
        (say("cadres"), cadres_in_words(str(row["cadre"]))),
        (say("agreement"), say(STATUSES[str(row["status"])])),
    ]
    if 0 < float(row["people_surely"]) < people:
        rows.append((say("of them covered"), counted(float(row["people_surely"]))))
    return [*rows, (say("source"), str(row["source"]))]


def _listed(register: Register, country: str) -> str:
    words = {None: say("members not held"), True: say("yes"), False: say("no")}
    found = on_safeguards_list(register, country)
    told = (
        say("{version}: {answer}", version=version, answer=words[on])
        for version, on in sorted(found.items(), reverse=True)
    )
    return join(told) or say("not held")


def figures_of_corridor(
    register: Register, origin: str, destination: str, *, weak: bool = False, language: str = ""
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
            spaced(str(row["confidence"])),
            str(row["source"]),
        )
        for row in found.to_dict("records")
    )
    note = say("Rows must not be added up: they count different people, or the same people in different ways or years.")
    columns = (
        say("what is counted"),
        say("basis"),
        say("cadre"),
        say("year"),
        say("number"),
        say("unit"),
        say("confidence"),
        say("source"),
    )
    title = _all_figures(corridor_in_words(origin, destination, language), len(rows))
    nothing = say("No figure is known, which does not mean nobody.")
    return Table(title, columns, rows, note if rows else nothing, columns[4:5])


def _all_figures(corridor: str, count: int) -> str:
    if not count:
        return say("{corridor}: no figure", corridor=corridor)
    if count == 1:
        return say("{corridor}: the only figure", corridor=corridor)
    return say_count(
        "{corridor}: all {count} figures",
        "{corridor}: all {count} figures",
        count,
        corridor=corridor,
        count=number(count),
    )


def agreements_of_corridor(
    register: Register,
    origin: str,
    destination: str,
    *,
    year: int | None = None,
    weak: bool = False,
    language: str = "",
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
            say(_STANDING[standing.word]),
            standing.why,
            join(spaced(cadre) for cadre in record.cadres),
            str(record.year or say("not known")),
            spaced(record.confidence),
            _few(record.sources),
        )
        for _, record, standing in sorted(told, key=lambda item: (item[0], item[1].id))
    )
    columns = (
        say("key"),
        say("title"),
        say("standing"),
        say("why"),
        say("cadres"),
        say("year"),
        say("confidence"),
        say("sources"),
    )
    when = say("Standing in {year}.", year=year) if year is not None else say("Standing as last known.")
    note = f"{when} {say('What is only announced does not count as an agreement.')}"
    nothing = say("The register knows no agreement that covers this corridor.")
    title = say("{corridor}: agreements", corridor=corridor_in_words(origin, destination, language))
    return Table(title, columns, rows, note if rows else nothing)


def _few(keys: Sequence[str]) -> str:
    named, left = ", ".join(keys[:_SOURCES]), len(keys) - _SOURCES
    if left <= 0:
        return named
    return say_count(
        "{sources} and {count} more in the record",
        "{sources} and {count} more in the record",
        left,
        sources=named,
        count=number(left),
    )


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
            family = say(register.codebook.families[clause.family].name)
            rows.append((family, say(clause.name), say(clause.question), join(named), join(perhaps)))
    note = say("Most texts are not public: a clause that the pages read do not name may still stand in the text.")
    columns = (say("family"), say("clause"), say("question"), say("named by"), say("perhaps, by a broad term, in"))
    return Table(say("Clauses of the agreements in force, or perhaps in force"), columns, tuple(rows), note)
