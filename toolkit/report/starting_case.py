"""A starting case as tables: what was found, what was estimated by which rule, and which numbers matter most."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.countries import country_name
from toolkit.deal.influence import End, Influence
from toolkit.prefill.entries import Entry
from toolkit.prefill.new import NewCase
from toolkit.report.table import Table
from toolkit.wording import money, number, per_cent

__all__ = ["influence_table", "starting_tables"]

_OUTCOMES = {
    "no_agreement": "no agreement is possible",
    "unbounded": "gains without limit",
    "failed": "no result that passes the checks",
}


def _written(value: float) -> str:
    return number(value, 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 3)


def _rows(entries: Sequence[Entry]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            entry.label,
            _written(entry.value),
            f"{_written(entry.low)} to {_written(entry.high)}",
            entry.unit,
            entry.origin,
            str(entry.year or ""),
        )
        for entry in entries
    )


def starting_tables(made: NewCase, measured: Sequence[Influence]) -> list[Table]:
    """What the register had, what rules estimated, and the assumptions that move the result most."""
    total = len(made.found) + len(made.estimated)
    weigh = [influence_table(measured, made.case.currency)] if measured else []
    return [
        Table(
            f"Found in the register: {len(made.found)} of {total} numbers",
            ("number", "value", "range", "unit", "source", "year"),
            _rows(made.found),
            numeric=("value", "range"),
        ),
        Table(
            f"Estimated by a rule: {len(made.estimated)} of {total} numbers",
            ("number", "value", "range", "unit", "rule", "year"),
            _rows(made.estimated),
            "The note of each number in the file says how it was reckoned; agreements/rules.yaml has the evidence.",
            numeric=("value", "range"),
        ),
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
            "without limit" if item.spread == float("inf") else per_cent(item.spread),
            "assumed" if item.assumed else "sourced",
        )
        for item in found
    )
    columns = ("number", "value", "gain at the low end", "gain at the high end", "gain of", "moves it by", "origin")
    note = (
        "Solved again at both ends of each range, everything else unchanged. The move is the largest change of a "
        "country's gain as a share of the most that it could have."
    )
    return Table("Which numbers matter most", columns, rows, note, ("value", "moves it by"))


def _end(end: End, country: str, currency: str) -> str:
    result = _OUTCOMES.get(end.outcome, end.outcome) if end.gains is None else money(end.gains[country], currency)
    return f"at {_written(end.value)}: {result}"
