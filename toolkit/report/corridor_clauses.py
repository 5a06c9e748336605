"""How many people move on corridors whose agreements name a clause, as tables and pictures, one of each kind of figure.

Figures of another basis or family of cadres are never added, so each has a table of its own, the largest first.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.atlas.clauses import clause_coverage
from toolkit.atlas.selection import Selection
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.read import Register
from toolkit.report.evidence import cadres_in_words, selection_in_words, words_of
from toolkit.report.figures.edges import counted
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.ranking import Bar, ranking
from toolkit.report.figures.words import capital
from toolkit.report.table import Table
from toolkit.wording import number, per_cent

__all__ = ["people_by_clause"]

_NAMES = {"covered": to_say("surely: an agreement in force names it"), "perhaps": to_say("perhaps")}
_NOTE = to_say(
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
    cadres = say("by named cadre") if family == "named" else cadres_in_words(family)
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
            say(book.clauses[str(row["clause"])].name),
            say(book.families[str(row["family"])].name),
            counted(float(row["people_surely"])),
            counted(float(row["people_perhaps"])),
            per_cent(float(row["share_surely"]), 1),
            per_cent(float(row["share_perhaps"]), 1),
            say(
                "{surely} and {perhaps}",
                surely=number(row["corridors_surely"]),
                perhaps=number(row["corridors_perhaps"]),
            ),
        )
        for row in kept.to_dict("records")
    )
    total, corridors = float(part["people"].iloc[0]), int(part["corridors"].iloc[0])
    counts = say_count(
        "{selection}; {basis_and_cadres}: {people} people on {count} corridors.",
        "{selection}; {basis_and_cadres}: {people} people on {count} corridors.",
        corridors,
        selection=capital(selection_in_words(selection)),
        basis_and_cadres=_who(part),
        people=counted(total),
        count=number(corridors),
    )
    left_out = say("Clauses that cover nobody, left out: {count}.", count=number(len(part) - len(kept)))
    sources = say("Sources: the records of the agreements, and those of the corridors.")
    columns = (
        say("clause"),
        say("family"),
        say("surely"),
        say("perhaps"),
        say("share surely"),
        say("share perhaps"),
        say("corridors, surely and perhaps"),
    )
    title = say("People who move under each clause: {basis_and_cadres}", basis_and_cadres=_who(part))
    return Table(title, columns, rows, f"{counts} {say(_NOTE)} {left_out} {sources}", columns[2:6])


def _figure(register: Register, part: pd.DataFrame, table: Table) -> Figure:
    total = float(part["people"].iloc[0])
    bars = [_bar(register, row, total) for row in _covering(part).to_dict("records")]
    return ranking(
        bars,
        table,
        title=table.title,
        subtitle=say("People on corridors, of {count}", count=counted(total)),
        note=say(_NOTE),
        names={status: say(words) for status, words in _NAMES.items()},
        most=25,
    )


def _bar(register: Register, row: dict[Any, Any], total: float) -> Bar:
    name = say(register.codebook.clauses[str(row["clause"])].name)
    surely, perhaps = float(row["people_surely"]), float(row["people_perhaps"])
    value = say("{surely} surely, {perhaps} perhaps", surely=counted(surely), perhaps=counted(perhaps))
    told = say("{clause}: {value}, of {count}", clause=name, value=value, count=counted(total))
    return Bar(name, (("covered", surely), ("perhaps", perhaps)), value, told)
