"""The timeline of agreements: when each began, how long it is known to have run, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from toolkit.countries import country_name
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.records import Agreement, year_of
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.timeline_layers import STATUS_WORDS, TimelineRow, timeline_drawing
from toolkit.report.figures.words import capital, spoken
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = ["agreement_timeline"]

_GROUPS = ("country", "instrument", "status", "none")
_FEW = 12
"""Agreements up to which their sources can be listed below the picture."""

_OTHERS = to_say("Other countries")


def agreement_timeline(
    agreements: Iterable[Agreement],
    *,
    until: int,
    group: Literal["country", "instrument", "status", "none"] = "country",
    most: int = 40,
    title: str = "",
    width: int = 1080,
    citations: Mapping[str, str] | None = None,
    language: str = "",
) -> Figure:
    """Agreements as bars from signature, or start where that is all that is known, to their end.

    ``until`` is the year at the right edge. A bar is full as far as the newest page read tells of the agreement, and
    pale with an arrow where nobody knows whether it still ran. Agreements without a year stand apart; those only
    announced are hollow. Of more than ``most`` the newest are shown and the note tells how many are not.
    """
    if group not in _GROUPS:
        expected = say("one of {names}", names=join(_GROUPS, "or"))
        problem = Problem(say("the group"), say("is '{word}'", word=group), expected)
        raise InputError(say("the request"), [problem])
    given = sorted(agreements, key=lambda a: (a.year is None, -(a.year or 0), a.id))
    kept = given[:most]
    rows = _ordered(_rows(kept, group, language), group)
    heading = title or say("Agreements over time")
    counts = Counter(row.status for row in rows)
    undated = sum(row.start is None for row in rows)
    left = len(given) - len(kept)
    parts = [
        say("The {count} newest; {left} more are not drawn.", count=number(len(kept)), left=number(left))
        if left
        else "",
        say("Grouped by the receiving country.") if group == "country" else "",
        say("A full bar reaches to the year of the newest page read about the agreement."),
        say("Pale with an arrow: no page tells an end, nor that it still runs."),
        say("Without a known year, set apart: {count}.", count=number(undated)) if undated else "",
        say("What is only announced is not counted as an agreement.") if counts["announced"] else "",
    ]
    note = " ".join(part for part in parts if part)
    sources = {source for record in kept for source in record.sources[:1]} if len(kept) <= _FEW else set()

    def years_of(row: TimelineRow) -> tuple[str, ...]:
        return tuple(say("not known") if year is None else str(int(year)) for year in (row.start, row.known, row.end))

    table = Table(
        heading,
        (
            say("key"),
            say("agreement"),
            say("group"),
            say("start"),
            say("known until"),
            say("end"),
            say("status"),
        ),
        tuple((row.key, row.label, row.group, *years_of(row), spoken(row.status)) for row in rows),
        note,
    )
    return Figure(
        title=heading,
        subtitle=_size(rows),
        description=f"{_counted(heading, rows, counts)} {note}",
        note=note,
        sources=tuple(sorted({(citations or {}).get(source, source) for source in sources})),
        table=table,
        drawing=timeline_drawing(rows, until, width),
    )


def _years(rows: Sequence[TimelineRow]) -> dict[str, int]:
    """The first and the last year in which an agreement began, where any is known."""
    years = [int(row.start) for row in rows if row.start is not None]
    return {"first_year": min(years), "last_year": max(years)} if years else {}


def _size(rows: Sequence[TimelineRow]) -> str:
    count, years = number(len(rows)), _years(rows)
    if not years:
        return say_count("{count} agreement", "{count} agreements", len(rows), count=count)
    return say_count(
        "{count} agreement from {first_year} to {last_year}",
        "{count} agreements from {first_year} to {last_year}",
        len(rows),
        count=count,
        **years,
    )


def _counted(title: str, rows: Sequence[TimelineRow], counts: Mapping[str, int]) -> str:
    words = [f"{number(counts[status])} {say(STATUS_WORDS[status])}" for status in STATUS_WORDS if counts[status]]
    told, years = {"title": title, "count": number(len(rows)), "statuses": join(words) or say("none")}, _years(rows)
    if not years:
        return say_count(
            "{title}. {count} agreements: {statuses}.", "{title}. {count} agreements: {statuses}.", len(rows), **told
        )
    return say_count(
        "{title}. {count} agreements from {first_year} to {last_year}: {statuses}.",
        "{title}. {count} agreements from {first_year} to {last_year}: {statuses}.",
        len(rows),
        **told,
        **years,
    )


def _exact(date: str | None) -> float | None:
    """A date as a number of years; the middle of what is not told."""
    if not date:
        return None
    month = int(date[5:7]) - 0.5 if len(date) >= 7 else 6.0
    return int(date[:4]) + month / 12


def _rows(agreements: Sequence[Agreement], group: str, language: str) -> list[TimelineRow]:
    seen: Counter[str] = Counter()
    found = []
    for record in agreements:
        label = _label(record, language)
        seen[label] += 1
        if seen[label] > 1:
            label = f"{label} ({seen[label]})"
        start = _exact(record.signed) or _exact(record.in_force)
        known = float(record.status_as_of) + 0.5 if record.status_as_of else None
        said = ", ".join([f"{label}: {say(STATUS_WORDS[record.status])}", *_dates(record)])
        end = _exact(record.ends)
        found.append(
            TimelineRow(label, _group(record, group, language), record.id, record.status, start, known, end, said)
        )
    return found


def _dates(record: Agreement) -> Iterator[str]:
    if record.signed:
        yield say("signed {date}", date=record.signed)
    if record.in_force:
        yield say("in force {date}", date=record.in_force)
    if record.ends:
        yield say("ends {date}", date=record.ends)


def _label(record: Agreement, language: str) -> str:
    names = list(dict.fromkeys(party.part or country_name(party.country, language) for party in record.parties))
    arrow = " → " if len(names) == 2 and len(record.directions) == 1 else " – "
    told = arrow.join(names[:2])
    if len(names) > 2:
        told = say_count(
            "{countries} and {count} more",
            "{countries} and {count} more",
            len(names) - 2,
            countries=told,
            count=number(len(names) - 2),
        )
    year = year_of(record.signed) or year_of(record.in_force)
    return f"{told}, {year}" if year else told


def _group(record: Agreement, group: str, language: str) -> str:
    if group == "country":
        ends = [direction.split("-")[1] for direction in record.directions]
        return country_name(ends[0] if ends else record.parties[-1].country, language)
    if group == "instrument":
        return capital(spoken(record.instrument))
    return capital(say(STATUS_WORDS[record.status])) if group == "status" else ""


def _ordered(rows: Sequence[TimelineRow], group: str) -> list[TimelineRow]:
    """Dated ones by group, larger groups first, then by start; undated ones at the end."""
    others = say(_OTHERS)
    sizes = Counter(row.group for row in rows if row.start is not None)
    dated = [row for row in rows if row.start is not None]
    if group == "country":
        dated = [row if sizes[row.group] > 1 else replace(row, group=others) for row in dated]
    dated.sort(key=lambda row: (row.group == others, -sizes[row.group], row.group, row.start or 0, row.label))
    undated = [row for row in rows if row.start is None]
    undated.sort(key=lambda row: (list(STATUS_WORDS).index(row.status), row.label))
    return [*dated, *undated]
