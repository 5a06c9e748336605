"""Corridors narrowed down by agreement, safeguards list, clause and country, and values to colour countries by."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from toolkit.atlas.agreements_network import names_clause
from toolkit.atlas.graphs import listed_on
from toolkit.languages.speech import to_say
from toolkit.register.read import Register
from toolkit.report.corridor_pictures import touching
from toolkit.report.figures.edges import sources_of

__all__ = ["LISTED", "filtered"]

LISTED = {
    "any": to_say("from any country"),
    "listed": to_say("from countries on the safeguards list"),
    "others": to_say("from countries not on the list"),
}
"""Which origins count, in words to be said."""


def filtered(
    register: Register,
    corridors: pd.DataFrame,
    *,
    statuses: Iterable[str] = (),
    listed: str = "any",
    clause: str = "",
    countries: Iterable[str] = (),
) -> pd.DataFrame:
    """The rows of a table of ``corridors_with_status`` that meet every condition; empty conditions ask for nothing.

    ``clause`` keeps corridors with an agreement, in force or perhaps, that names it or perhaps does. The newest list
    whose members are held counts.
    """
    table = touching(corridors, countries)
    wanted = set(statuses)
    kept = table["status"].isin(wanted) if wanted else pd.Series(True, index=table.index)
    if listed != "any":
        _, members = listed_on(register)
        kept &= table["origin"].isin(members) == (listed == "listed")
    if clause:
        keys = (table["agreements"] + " ; " + table["agreements_perhaps"]).map(sources_of)
        kept &= keys.map(lambda found: any(names_clause(register, register.agreements[key], clause) for key in found))
    return table[kept.astype(bool)].reset_index(drop=True)
