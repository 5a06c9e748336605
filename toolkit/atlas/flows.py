"""What comes in and goes out of each country: sums, concentration and exchange, from a table of corridors.

Figures of another kind (another basis, or ``all`` beside named cadres) are never added. A destination has one kind
already; of the destinations that report on an origin those of one kind count, the first that the origin has in the
order of the bases and of the cadres; how many others were left out is told.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.atlas.arrays import numbered
from toolkit.atlas.cube import BASES
from toolkit.atlas.selection import SHARE_UNIT, Selection, cadres_of
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say

__all__ = ["check_adds", "exchange", "incoming", "kinds", "of_one_kind", "outgoing"]

_FAMILIES = ("health_worker", "all", "all_migrants")


def check_adds(selection: Selection) -> None:
    """Raise ``InputError`` for a unit whose figures are shares of different wholes, so that no sum means anything."""
    if selection.unit == SHARE_UNIT:
        wrong = say("is '{unit}': shares of different workforces cannot be added", unit=SHARE_UNIT)
        problem = Problem(say("the unit"), wrong, say("a unit that counts, such as persons"))
        raise InputError(say("the selection"), [problem])


def kinds(edges: pd.DataFrame) -> pd.DataFrame:
    """The corridors with ``kind``, a number for each basis and family of cadres that ranks them."""
    families = ["named", *_FAMILIES]
    bases = [*BASES, *sorted(set(edges["basis"].unique()) - set(BASES))]
    rank = numbered(edges["basis"], bases.index)
    place = numbered(edges["cadre"], lambda cadre: families.index(cadre) if cadre in families else 0)
    return edges.assign(kind=rank * len(families) + place)


def of_one_kind(edges: pd.DataFrame) -> pd.DataFrame:
    """The corridors that may be added by origin, with their ``kind``."""
    table = kinds(edges)
    return table[table["kind"] == table.groupby("origin")["kind"].transform("min")]


def _concentration(table: pd.DataFrame, by: str) -> pd.Series[float]:
    """Σ of squared shares by country: between 1 / n for n equal partners and 1 for one."""
    total = table.groupby(by)["people"].transform("sum")
    moving = total > 0
    shares = table["people"][moving] / total[moving]
    return (shares**2).groupby(table[by][moving]).sum()


def _cadres(table: pd.DataFrame, by: str) -> pd.Series[str]:
    """Every cadre that the corridors of a country count, joined."""
    names = sorted({cadre for joined in table["cadre"].unique() for cadre in cadres_of(joined)})
    bits = numbered(table["cadre"], lambda joined: sum(1 << names.index(cadre) for cadre in cadres_of(joined)))
    codes, countries = pd.factorize(table[by], sort=True)
    held = np.zeros(len(countries), dtype=np.int64)
    np.bitwise_or.at(held, codes, bits)
    told = ["+".join(name for place, name in enumerate(names) if bit >> place & 1) for bit in held.tolist()]
    return pd.Series(told, index=pd.Index(countries), dtype="str")


def incoming(edges: pd.DataFrame) -> pd.DataFrame:
    """By destination: ``people_in``, ``origins`` with a figure, ``basis_in``, ``cadre_in``, ``origin_concentration``.

    ``kind_in`` is the number of ``kinds``.
    """
    grouped = edges.groupby("destination")
    return pd.DataFrame(
        {
            "people_in": grouped["people"].sum(),
            "origins": grouped.size(),
            "kind_in": kinds(edges).groupby("destination")["kind"].first(),
            "basis_in": grouped["basis"].first(),
            "cadre_in": _cadres(edges, "destination"),
            "origin_concentration": _concentration(edges, "destination"),
        }
    )


def outgoing(edges: pd.DataFrame) -> pd.DataFrame:
    """By origin: ``people_out``, ``destinations`` with a figure, ``basis_out``, ``cadre_out``, and four more.

    ``destination_concentration`` is Σ of squared shares, ``kind_out`` the number of ``kinds``.
    ``destinations_left_out`` counts those that report on the origin in another kind. ``destinations_reporting`` counts
    the destinations that report on anybody in the same kind: what moved to others is not seen, so ``people_out`` is
    the least.
    """
    every = kinds(edges)
    table = of_one_kind(edges)
    grouped = table.groupby("origin")
    reporting = every.groupby("kind")["destination"].nunique()
    return pd.DataFrame(
        {
            "people_out": grouped["people"].sum(),
            "destinations": grouped.size(),
            "destinations_reporting": grouped["kind"].first().map(reporting),
            "destinations_left_out": every.groupby("origin").size() - grouped.size(),
            "kind_out": grouped["kind"].first(),
            "basis_out": grouped["basis"].first(),
            "cadre_out": _cadres(table, "origin"),
            "destination_concentration": _concentration(table, "origin"),
        }
    )


def exchange(edges: pd.DataFrame) -> pd.DataFrame:
    """By country: ``two_way``, and ``two_way_pairs``, the partners with a figure in both directions in the same kind.

    two_way(i) = Σ over j of 2 min(x_ij, x_ji) / Σ over j of (x_ij + x_ji) over those partners (Grubel and Lloyd 1975).
    """
    table = kinds(edges)[["origin", "destination", "people", "kind"]]
    back = table.rename(columns={"origin": "destination", "destination": "origin", "people": "people_back"})
    both = table.merge(back, on=["origin", "destination", "kind"])
    both["matched"] = 2.0 * np.minimum(both["people"], both["people_back"])
    both["total"] = both["people"] + both["people_back"]
    sums = both.groupby("origin")[["matched", "total"]].sum()
    return pd.DataFrame(
        {
            "two_way": sums["matched"] / sums["total"].where(sums["total"] > 0),
            "two_way_pairs": both.groupby("origin").size(),
        }
    )
