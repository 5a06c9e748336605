"""The timeline of agreements: when each began, how long it is known to have run, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from toolkit.countries import country_name
from toolkit.errors import InputError, Problem
from toolkit.register.records import Agreement, year_of
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.timeline_layers import STATUS_WORDS, TimelineRow, timeline_drawing
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = ["agreement_timeline"]

_GROUPS = ("country", "instrument", "status", "none")
_FEW = 12
"""Agreements up to which their sources can be listed below the picture."""

_OTHERS = "Other countries"


def agreement_timeline(
    agreements: Iterable[Agreement],
    *,
    until: int,
    group: Literal["country", "instrument", "status", "none"] = "country",
    most: int = 40,
    title: str = "",
    width: int = 1080,
    citations: Mapping[str, str] | None = None,
    language: str = "en",
) -> Figure:
    """Agreements as bars from signature, or start where that is all that is known, to their end.

    ``until`` is the year at the right edge. A bar is full as far as the newest page read tells of the agreement, and
    pale with an arrow where nobody knows whether it still ran. Agreements without a year stand apart; those only
    announced are hollow. Of more than ``most`` the newest are shown and the note tells how many are not.
    """
    if group not in _GROUPS:
        raise InputError("the request", [Problem("the group", f"is '{group}'", f"one of {join(_GROUPS, 'or')}")])
    given = sorted(agreements, key=lambda a: (a.year is None, -(a.year or 0), a.id))
    kept = given[:most]
    rows = _ordered(_rows(kept, group, language), group)
    heading = title or "Agreements over time"
    counts = Counter(row.status for row in rows)
    undated = sum(row.start is None for row in rows)
    left = len(given) - len(kept)
    parts = [
        f"The {number(len(kept))} newest; {number(left)} more are not drawn." if left else "",
        "Grouped by the receiving country." if group == "country" else "",
        "A full bar reaches to the year of the newest page read about the agreement.",
        "Pale with an arrow: no page tells an end, nor that it still runs.",
        f"Without a known year, set apart: {number(undated)}." if undated else "",
        "What is only announced is not counted as an agreement." if counts["announced"] else "",
    ]
    note = " ".join(part for part in parts if part)
    years = [row.start for row in rows if row.start is not None]
    span = f" from {int(min(years))} to {int(max(years))}" if years else ""
    by_status = join(f"{number(counts[status])} {words}" for status, words in STATUS_WORDS.items() if counts[status])
    sources = {source for record in kept for source in record.sources[:1]} if len(kept) <= _FEW else set()

    def years_of(row: TimelineRow) -> tuple[str, ...]:
        return tuple("not known" if year is None else str(int(year)) for year in (row.start, row.known, row.end))

    table = Table(
        heading,
        ("key", "agreement", "group", "start", "known until", "end", "status"),
        tuple((row.key, row.label, row.group, *years_of(row), row.status) for row in rows),
        note,
    )
    return Figure(
        title=heading,
        subtitle=f"{number(len(rows))} agreement{'s' if len(rows) != 1 else ''}{span}",
        description=f"{heading}. {number(len(rows))} agreements{span}: {by_status or 'none'}. {note}",
        note=note,
        sources=tuple(sorted({(citations or {}).get(source, source) for source in sources})),
        table=table,
        drawing=timeline_drawing(rows, until, width),
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
        words = f"{label}: {STATUS_WORDS[record.status]}"
        dates = [f"signed {record.signed}" * bool(record.signed), f"in force {record.in_force}" * bool(record.in_force)]
        dates += [f"ends {record.ends}" if record.ends else ""]
        said = ", ".join([words, *(date for date in dates if date)])
        end = _exact(record.ends)
        found.append(
            TimelineRow(label, _group(record, group, language), record.id, record.status, start, known, end, said)
        )
    return found


def _label(record: Agreement, language: str) -> str:
    names = list(dict.fromkeys(party.part or country_name(party.country, language) for party in record.parties))
    arrow = " → " if len(names) == 2 and len(record.directions) == 1 else " – "
    told = arrow.join(names) if len(names) <= 2 else f"{names[0]} – {names[1]} and {len(names) - 2} more"
    year = year_of(record.signed) or year_of(record.in_force)
    return f"{told}, {year}" if year else told


def _group(record: Agreement, group: str, language: str) -> str:
    if group == "country":
        ends = [direction.split("-")[1] for direction in record.directions]
        return country_name(ends[0] if ends else record.parties[-1].country, language)
    if group == "instrument":
        return record.instrument.replace("_", " ").capitalize()
    return STATUS_WORDS[record.status].capitalize() if group == "status" else ""


def _ordered(rows: Sequence[TimelineRow], group: str) -> list[TimelineRow]:
    """Dated ones by group, larger groups first, then by start; undated ones at the end."""
    sizes = Counter(row.group for row in rows if row.start is not None)
    dated = [row for row in rows if row.start is not None]
    if group == "country":
        dated = [row if sizes[row.group] > 1 else replace(row, group=_OTHERS) for row in dated]
    dated.sort(key=lambda row: (row.group == _OTHERS, -sizes[row.group], row.group, row.start or 0, row.label))
    undated = [row for row in rows if row.start is None]
    undated.sort(key=lambda row: (list(STATUS_WORDS).index(row.status), row.label))
    return [*dated, *undated]
