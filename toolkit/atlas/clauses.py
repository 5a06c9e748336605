"""Which people move under which protections: the clauses of the agreements that cover a corridor."""

from __future__ import annotations

import pandas as pd

from toolkit.atlas.agreements_network import names_clause
from toolkit.atlas.flows import kinds
from toolkit.atlas.protection import protected
from toolkit.atlas.selection import Selection
from toolkit.register.read import Register

__all__ = ["CLAUSE_COLUMNS", "clause_coverage"]

CLAUSE_COLUMNS = (
    "clause",
    "family",
    "basis",
    "cadres",
    "people",
    "people_surely",
    "people_perhaps",
    "share_surely",
    "share_perhaps",
    "corridors",
    "corridors_surely",
    "corridors_perhaps",
)


def _named(register: Register, agreements: list[str]) -> pd.DataFrame:
    rows = [
        (key, clause, names)
        for key in agreements
        for clause in register.codebook.clauses
        if (names := names_clause(register, register.agreements[key], clause))
    ]
    return pd.DataFrame(rows, columns=["agreement", "clause", "names"])


def clause_coverage(register: Register, selection: Selection, *, year: int | None = None) -> pd.DataFrame:
    """By clause of the codebook, in its order, the people of a selection whose corridor has it.

    ``surely``: an agreement that was in force and covers all these people names it. ``perhaps``: the agreement's
    standing or cadres, or a broad term that may stand for the clause, leave it open; nobody counts twice, and
    ``surely`` goes before. Everybody else is in neither: a clause that no page names is not known to be absent.
    ``people`` are all people of the selection, shares are of them (NaN where there are none). Figures of another basis
    or family of cadres are not added: they have rows of their own (``basis``; ``cadres``: ``named``, ``health_worker``
    or ``all``).
    """
    table, both = protected(register, selection, year)
    table = kinds(table)
    clauses = _named(register, sorted(set(both["agreement"])))
    rows = both[both["level"] != "none"].merge(clauses, on="agreement")
    rows["sure"] = (rows["level"] == "surely") & (rows["names"] == "named")
    held = rows.groupby(["figure", "clause"])["sure"].any().reset_index()
    held = held.merge(table[["origin", "destination", "people", "kind"]], left_on="figure", right_index=True)
    parts = []
    for kind, whole in table.groupby("kind", sort=True):
        mine = held[held["kind"] == kind]
        found = pd.DataFrame(index=pd.Index(register.codebook.clauses, name="clause"))
        found["family"] = [clause.family for clause in register.codebook.clauses.values()]
        found["basis"] = whole["basis"].iloc[0]
        cadre = str(whole["cadre"].iloc[0])
        found["cadres"] = cadre if cadre in ("health_worker", "all", "all_migrants") else "named"
        found["people"] = whole["people"].sum()
        found["corridors"] = len(whole[["origin", "destination"]].drop_duplicates())
        for word, chosen in (("surely", mine[mine["sure"]]), ("perhaps", mine[~mine["sure"]])):
            grouped = chosen.groupby("clause")
            found[f"people_{word}"] = grouped["people"].sum().reindex(found.index).fillna(0.0)
            found[f"share_{word}"] = found[f"people_{word}"] / found["people"].where(found["people"] > 0)
            pairs = chosen.drop_duplicates(["clause", "origin", "destination"]).groupby("clause").size()
            found[f"corridors_{word}"] = pairs.reindex(found.index).fillna(0).astype("int64")
        parts.append(found.reset_index()[list(CLAUSE_COLUMNS)])
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(CLAUSE_COLUMNS))
