"""A starting case as tables: what was found, what was estimated by which rule, and which numbers matter most."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.countries import country_name
from toolkit.deal.influence import End, Influence
from toolkit.languages.speech import say, to_say
from toolkit.prefill.entries import Entry
from toolkit.prefill.new import NewCase
from toolkit.report.table import Table
from toolkit.wording import money, number, per_cent

__all__ = ["influence_table", "starting_tables"]

_OUTCOMES = {
    "no_agreement": to_say("no agreement is possible"),
    "unbounded": to_say("gains without limit"),
    "failed": to_say("no result that passes the checks"),
}


def _written(value: float) -> str:
    return number(value, 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 3)


def _rows(entries: Sequence[Entry]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            entry.label,
            _written(entry.value),
            say("{low} to {high}", low=_written(entry.low), high=_written(entry.high)),
            say(entry.unit),
            entry.origin,
            str(entry.year or ""),
        )
        for entry in entries
    )


def starting_tables(made: NewCase, measured: Sequence[Influence]) -> list[Table]:
    """What the register had, what rules estimated, and the assumptions that move the result most."""
    total = len(made.found) + len(made.estimated)
    weigh = [influence_table(measured, made.case.currency)] if measured else []
    head, year = (say("number"), say("value"), say("range"), say("unit")), say("year")
    found = say("Found in the register: {count} of {total} numbers", count=number(len(made.found)), total=number(total))
    estimated = say(
        "Estimated by a rule: {count} of {total} numbers", count=number(len(made.estimated)), total=number(total)
    )
    note = say("The note of each number in the file says how it was reckoned; agreements/rules.yaml has the evidence.")
    return [
        Table(found, (*head, say("source"), year), _rows(made.found), numeric=head[1:3]),
        Table(estimated, (*head, say("rule"), year), _rows(made.estimated), note, numeric=head[1:3]),
        *weigh,
    ]


def influence_table(found: Sequence[Influence], currency: str) -> Table:
    """Numbers by how far each moves a country's gain between the ends of its range."""
    rows = tuple(
        (
            item.label,
            _written(item.value),
            _end(item.low, item.country, currency),
            _end(item.high, item.country, currency),
            country_name(item.country),
            say("without limit") if item.spread == float("inf") else per_cent(item.spread),
            say("assumed") if item.assumed else say("sourced"),
        )
        for item in found
    )
    columns = (
        say("number"),
        say("value"),
        say("gain at the low end"),
        say("gain at the high end"),
        say("gain of"),
        say("moves it by"),
        say("origin"),
    )
    note = say(
        "Solved again at both ends of each range, everything else unchanged. The move is the largest change of a "
        "country's gain as a share of the most that it could have."
    )
    return Table(say("Which numbers matter most"), columns, rows, note, (columns[1], columns[5]))


def _end(end: End, country: str, currency: str) -> str:
    result = say(_OUTCOMES.get(end.outcome, end.outcome)) if end.gains is None else money(end.gains[country], currency)
    return say("at {value}: {result}", value=_written(end.value), result=result)
