"""How many people move on corridors whose agreements name a clause, as tables and pictures, one of each kind of figure.

Figures of another basis or family of cadres are never added, so each has a table of its own, the largest first.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.atlas.clauses import clause_coverage
from toolkit.atlas.selection import Selection
from toolkit.register.read import Register
from toolkit.report.evidence import cadres_in_words, selection_in_words, words_of
from toolkit.report.figures.edges import counted
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.ranking import Bar, ranking
from toolkit.report.table import Table
from toolkit.wording import number, per_cent

__all__ = ["people_by_clause"]

_NAMES = {"covered": "surely: an agreement in force names it", "perhaps": "perhaps"}
_NOTE = (
    "Surely: an agreement in force that covers all these people names the clause. Perhaps: its standing, its cadres or "
    "a broad term leave that open. Everybody else is in neither; that no page names a clause does not say that it is "
    "absent."
)


def people_by_clause(register: Register, selection: Selection) -> tuple[list[Table], list[Figure]]:
    """Tables and pictures of ``clause_coverage``, those of most people first; clauses that cover nobody are left out.

    Raises ``InputError`` as ``clause_coverage`` does.
    """
    found = clause_coverage(register, selection)
    if found.empty:
        return [], []
    kinds = [part for _, part in found.groupby(["basis", "cadres"], sort=True)]
    kinds.sort(key=lambda part: -float(part["people"].iloc[0]))
    tables = [_table(register, part, selection) for part in kinds]
    return tables, [_figure(register, part, table) for part, table in zip(kinds, tables, strict=True)]


def _who(part: pd.DataFrame) -> str:
    family = str(part["cadres"].iloc[0])
    cadres = "by named cadre" if family == "named" else cadres_in_words(family)
    return f"{words_of(str(part['basis'].iloc[0]))}, {cadres}"


def _covering(part: pd.DataFrame) -> pd.DataFrame:
    table = part[part["people_surely"] + part["people_perhaps"] > 0]
    order = ["people_surely", "people_perhaps"]
    return table.sort_values(order, ascending=False, kind="stable").reset_index(drop=True)


def _table(register: Register, part: pd.DataFrame, selection: Selection) -> Table:
    book = register.codebook
    kept = _covering(part)
    rows = tuple(
        (
            book.clauses[str(row["clause"])].name,
            book.families[str(row["family"])].name,
            counted(float(row["people_surely"])),
            counted(float(row["people_perhaps"])),
            per_cent(float(row["share_surely"]), 1),
            per_cent(float(row["share_perhaps"]), 1),
            f"{number(row['corridors_surely'])} and {number(row['corridors_perhaps'])}",
        )
        for row in kept.to_dict("records")
    )
    total, corridors = float(part["people"].iloc[0]), int(part["corridors"].iloc[0])
    note = (
        f"{selection_in_words(selection).capitalize()}; {_who(part)}: {counted(total)} people on {number(corridors)} "
        f"corridors. {_NOTE} Clauses that cover nobody, left out: {number(len(part) - len(kept))}. Sources: the "
        "records of the agreements, and those of the corridors."
    )
    columns = (
        "clause",
        "family",
        "surely",
        "perhaps",
        "share surely",
        "share perhaps",
        "corridors, surely and perhaps",
    )
    title = f"People who move under each clause: {_who(part)}"
    return Table(title, columns, rows, note, columns[2:6])


def _figure(register: Register, part: pd.DataFrame, table: Table) -> Figure:
    total = float(part["people"].iloc[0])
    bars = [_bar(register, row, total) for row in _covering(part).to_dict("records")]
    return ranking(
        bars,
        table,
        title=table.title,
        subtitle=f"People on corridors, of {counted(total)}",
        note=_NOTE,
        names=_NAMES,
        most=25,
    )


def _bar(register: Register, row: dict[Any, Any], total: float) -> Bar:
    name = register.codebook.clauses[str(row["clause"])].name
    surely, perhaps = float(row["people_surely"]), float(row["people_perhaps"])
    value = f"{counted(surely)} surely, {counted(perhaps)} perhaps"
    said = f"{name}: {value}, of {counted(total)}"
    return Bar(name, (("covered", surely), ("perhaps", perhaps)), value, said)
