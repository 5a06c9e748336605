"""Every measure of every country under one selection, with what tells how much the data see."""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.atlas.flows import check_adds, exchange, incoming, outgoing
from toolkit.atlas.paths import betweenness
from toolkit.atlas.selection import Selection, edges
from toolkit.atlas.shares import dependence_and_loss
from toolkit.atlas.transit import trained_not_citizens
from toolkit.register.read import Register

__all__ = ["COLUMNS", "country_measures"]

COLUMNS = (
    "country",
    "people_in",
    "origins",
    "basis_in",
    "cadre_in",
    "people_out",
    "destinations",
    "destinations_reporting",
    "destinations_left_out",
    "basis_out",
    "cadre_out",
    "net",
    "origin_concentration",
    "destination_concentration",
    "two_way",
    "two_way_pairs",
    "pass_on",
    "betweenness",
    "trained_not_citizens",
    "transit_pairs",
    "dependence",
    "dependence_matched",
    "workforce",
    "workforce_cadre",
    "workforce_from",
    "workforce_year",
    "loss_rate",
    "loss_matched",
    "home",
    "home_cadre",
    "home_from",
    "home_year",
)
_COUNTS = ("origins", "destinations", "destinations_left_out", "two_way_pairs", "transit_pairs")
_WORDS = tuple(name for name in COLUMNS if name.startswith(("basis", "cadre")) or name.endswith(("_cadre", "_from")))
_YEARS = ("workforce_year", "home_year", "destinations_reporting")


def country_measures(register: Register, selection: Selection) -> pd.DataFrame:
    """One row for each country of the register and of the corridors, sorted by code; columns as of ``COLUMNS``.

    ``toolkit.atlas.described.MEASURES`` tells what each measure is. A measure is NaN where it is not known, never 0;
    counts of partners are 0 where none is seen, words are empty, years missing. Sums are in the selection's unit.

    Raises ``InputError`` as ``toolkit.atlas.selection.check`` does, and for a unit whose figures cannot be added.
    """
    check_adds(selection)
    corridors = edges(register, selection)
    parts = [
        incoming(corridors),
        outgoing(corridors),
        exchange(corridors),
        betweenness(corridors).to_frame("betweenness"),
        trained_not_citizens(register, selection),
        *dependence_and_loss(register, selection),
    ]
    ends = (corridors["origin"].unique(), corridors["destination"].unique())
    codes = sorted({*register.countries["country"], *ends[0], *ends[1]})
    table = pd.concat([part.reindex(codes) for part in parts], axis=1)
    same_kind = table["kind_in"] == table["kind_out"]
    came, went = table["people_in"].where(same_kind), table["people_out"].where(same_kind)
    table["net"] = came - went
    table["pass_on"] = np.minimum(came, went) / came.where(came > 0)
    table["country"] = pd.Index(codes, dtype="str")
    table = table[list(COLUMNS)].reset_index(drop=True)
    table[list(_COUNTS)] = table[list(_COUNTS)].fillna(0).astype("int64")
    for name in _WORDS:
        table[name] = table[name].fillna("").astype("str")
    return table.astype(dict.fromkeys(_YEARS, "Int64"))
