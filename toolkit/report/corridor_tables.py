"""Corridors, and the gaps between movement and agreements, as tables: each number with year and source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from toolkit.atlas.coverage import expiring, listed_outside_agreements, without_agreement, without_movement
from toolkit.atlas.graphs import listed_on
from toolkit.atlas.selection import Selection
from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.read import Register
from toolkit.report.agreement_detail import standing_word
from toolkit.report.corridor_status import status_of, with_newest
from toolkit.report.evidence import cadres_in_words, selection_in_words, source_keys, years_in_words
from toolkit.report.figures.edges import counted
from toolkit.report.figures.style import STATUSES
from toolkit.report.figures.words import capital
from toolkit.report.register import spaced
from toolkit.report.table import Table
from toolkit.wording import number

__all__ = ["Gaps", "corridors_of_selection", "find_gaps", "tables_of_gaps"]

_PARTIES = 4
_SEEN = {
    "no figure": to_say("no figure of its corridors, which is not nobody"),
    "zero": to_say("only figures of 0 since it began"),
    "before": to_say("people only before it began"),
}


def corridors_of_selection(
    corridors: pd.DataFrame, selection: Selection, *, most: int | None = None, language: str = "", title: str = ""
) -> Table:
    """The corridors of ``corridors_with_status`` in rows, the largest first; the note tells how many are not shown."""
    ordered = corridors.sort_values(
        ["people", "origin", "destination"], ascending=[False, True, True], ignore_index=True
    )
    kept = ordered if most is None else ordered.head(most)
    rows = tuple(
        (
            country_name(str(row["origin"]), language),
            country_name(str(row["destination"]), language),
            counted(float(row["people"])),
            cadres_in_words(str(row["cadre"])),
            spaced(str(row["basis"])),
            years_in_words({int(row["year"]), int(row.get("newest", row["year"]))}),
            _status_in_words(row),
            spaced(str(row["confidence"])),
            str(row["source"]),
        )
        for row in kept.to_dict("records")
    )
    left = len(ordered) - len(kept)
    not_listed = say_count(
        "{count} smaller corridors are not listed: add --most or --csv.",
        "{count} smaller corridors are not listed: add --most or --csv.",
        left,
        count=number(left),
    )
    parts = [
        f"{capital(selection_in_words(selection))}.",
        not_listed if left else "",
        say("Rows of different cadres, bases or years must not be added up."),
        say("A pair that is not listed is not known, not 0."),
    ]
    columns = (
        say("from"),
        say("to"),
        spaced(selection.unit),
        say("cadres"),
        say("basis"),
        say("year"),
        say("agreement"),
        say("confidence"),
        say("source"),
    )
    note = " ".join(part for part in parts if part)
    heading = title or say("Corridors: {count}", count=number(len(ordered)))
    return Table(heading, columns, rows, note, columns[2:3])


def _status_in_words(row: Mapping[object, object]) -> str:
    status = str(row["status"]) if "status" in row else status_of(str(row["covered"]), str(row["announced"]))
    names = {"covered": "agreements", "perhaps": "agreements_perhaps", "announced": "announced"}
    keys = str(row.get(names.get(status, ""), "") or "")
    listed = keys.split(" ; ") if keys else []
    surely = row.get("people_surely")
    people = row["people"]
    words = say(STATUSES[status])
    if status == "covered" and isinstance(surely, float) and isinstance(people, float) and 0 < surely < people:
        words = say("{status}, for {count} of them", status=words, count=counted(surely))
    return say("{status}: {agreements}", status=words, agreements=_few(listed, ", ", 2)) if listed else words


def _few(words: Sequence[str], between: str, most: int) -> str:
    """The first of some words, and how many more there are."""
    named, left = between.join(words[:most]), len(words) - most
    if left <= 0:
        return named
    return say_count("{names} and {count} more", "{names} and {count} more", left, names=named, count=number(left))


@dataclass(frozen=True, eq=False)
class Gaps:
    """Where movement and agreements do not meet.

    ``uncovered``: corridors of at least ``at_least`` people that no agreement covers. ``unmoved``: agreements in force,
    or perhaps, without visible movement. ``listed``: corridors from countries on the safeguards list with people whom
    no agreement surely covers. ``ending``: agreements that end from ``year`` on ``within`` years. Columns as
    ``toolkit.atlas.coverage`` gives them.
    """

    selection: Selection
    at_least: float
    year: int
    within: int
    safeguards_version: int | None
    uncovered: pd.DataFrame
    unmoved: pd.DataFrame
    listed: pd.DataFrame
    ending: pd.DataFrame


def find_gaps(
    register: Register,
    selection: Selection,
    *,
    year: int,
    within: int = 2,
    at_least: float = 100.0,
    perhaps: bool = False,
    safeguards_version: int | None = None,
    country: str | None = None,
) -> Gaps:
    """The gaps of a selection, of all countries or of one at either end.

    ``year`` is the year from which endings are looked for. Raises ``InputError`` as the functions of
    ``toolkit.atlas.coverage`` do.
    """
    uncovered = without_agreement(register, selection, at_least=at_least, perhaps=perhaps)
    listed = listed_outside_agreements(register, selection, safeguards_version=safeguards_version)
    uncovered, listed = (with_newest(register, selection, table) for table in (uncovered, listed))
    unmoved = without_movement(register, year=selection.year, weak=selection.weak)
    ending = expiring(register, year, within=within, weak=selection.weak)
    version, _ = listed_on(register, safeguards_version)
    if country is not None:
        uncovered, listed = (
            table[(table["origin"] == country) | (table["destination"] == country)].reset_index(drop=True)
            for table in (uncovered, listed)
        )
        theirs = [key for key, record in register.agreements.items() if country in record.countries]
        unmoved, ending = (table[table["agreement"].isin(theirs)].reset_index(drop=True) for table in (unmoved, ending))
    return Gaps(selection, at_least, year, within, version, uncovered, unmoved, listed, ending)


def tables_of_gaps(register: Register, gaps: Gaps, *, most: int | None = None, language: str = "") -> list[Table]:
    """The four gaps as tables; an empty one says so in its note."""
    listed_title = say(
        "Recruited outside an agreement from countries on the safeguards list of {version}: {count}",
        version=gaps.safeguards_version,
        count=number(len(gaps.listed)),
    )
    uncovered = corridors_of_selection(
        gaps.uncovered,
        gaps.selection,
        most=most,
        language=language,
        title=say(
            "Corridors of {people} or more, no agreement known: {count}",
            people=counted(gaps.at_least),
            count=number(len(gaps.uncovered)),
        ),
    )
    listed = corridors_of_selection(gaps.listed, gaps.selection, most=most, language=language, title=listed_title)
    sources = ", ".join(_list_sources(register, gaps.safeguards_version))
    about = say("The list: {sources}. It does not forbid movement or agreements.", sources=sources)
    note = f"{listed.note} {about}"
    return [
        uncovered,
        _unmoved(register, gaps, language, most),
        Table(listed.title, listed.columns, listed.rows, note, listed.numeric),
        _ending(register, gaps, language),
    ]


def _list_sources(register: Register, version: int | None) -> Iterable[str]:
    table = register.safeguards_versions
    return source_keys(table.loc[table["version"].astype(str) == str(version), "source"])


def _parties(register: Register, key: str, language: str) -> str:
    names = [country_name(code, language) for code in register.agreements[key].countries]
    return _few(names, " – ", _PARTIES)


def _unmoved(register: Register, gaps: Gaps, language: str, most: int | None) -> Table:
    rows = tuple(
        (
            str(row["agreement"]),
            _parties(register, str(row["agreement"]), language),
            standing_word(str(row["standing"])),
            "" if pd.isna(row["starts"]) else str(row["starts"]),
            say(_SEEN[str(row["seen"])]),
            say("{count} of {total}", count=row["corridors_with_figures"], total=row["corridors"]),
            "" if pd.isna(row["newest"]) else str(row["newest"]),
            register.agreements[str(row["agreement"])].sources[0],
        )
        for row in gaps.unmoved.head(len(gaps.unmoved) if most is None else most).to_dict("records")
    )
    left = len(gaps.unmoved) - len(rows)
    more = say_count(
        "{count} more are not listed: add --most or --csv.",
        "{count} more are not listed: add --most or --csv.",
        left,
        count=number(left),
    )
    note = say("Every measure of health workers in the register counts. Blank means not known.")
    columns = (
        say("agreement"),
        say("parties"),
        say("standing"),
        say("began"),
        say("seen"),
        say("corridors with figures"),
        say("newest figure"),
        say("source"),
    )
    title = say("Agreements without visible movement: {count}", count=number(len(gaps.unmoved)))
    return Table(title, columns, rows, f"{note} {more}" if left else note)


def _ending(register: Register, gaps: Gaps, language: str) -> Table:
    rows = tuple(
        (
            str(row["agreement"]),
            _parties(register, str(row["agreement"]), language),
            str(row["ends"]),
            spaced(str(row["ends_basis"])),
            str(row["why"]),
            str(row["corridors"]),
            register.agreements[str(row["agreement"])].sources[0],
        )
        for row in gaps.ending.to_dict("records")
    )
    columns = (
        say("agreement"),
        say("parties"),
        say("ends"),
        say("how the end is known"),
        say("standing"),
        say("corridors"),
        say("source"),
    )
    title = say(
        "Agreements that end from {first_year} to {last_year}: {count}",
        first_year=gaps.year,
        last_year=gaps.year + gaps.within,
        count=number(len(rows)),
    )
    note = say("Most agreements tell no end: nobody can say when these end.")
    return Table(title, columns, rows, note, columns[5:6])
