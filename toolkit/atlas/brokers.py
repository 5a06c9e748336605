"""Brokers: countries that stand between others in the network of corridors, or are held in by those around them.

``betweenness`` (Freeman 1977, doi:10.2307/3033543): the share of shortest ways between two other countries that lead
through a country, a way being short where many people move (``toolkit.atlas.paths``).

``constraint`` (Burt 1992): how far a country's partners are each other's partners too, so that it can hardly play them
off:

    p_ij = (x_ij + x_ji) / Σ over k of (x_ik + x_ki)
    constraint_i = Σ over partners j of (p_ij + Σ over q of p_iq p_qj)²

with x the people of a corridor. Low where partners have nothing to do with each other. As ``networkx.constraint``,
which takes many minutes for 200 countries that are all joined.

Roles (Gould and Fernandez 1989, doi:10.2307/270949): of the ways i → country → j without a corridor i → j, how many
make the country a coordinator (all three in one group), a gatekeeper (i outside, the country and j inside one group), a
representative (i and the country inside, j outside), a consultant (i and j in one group, the country in another) or a
liaison (three groups). Ways count, not people; a corridor that is not known counts as none.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from toolkit.atlas.arrays import Numbers
from toolkit.atlas.corridor_matrix import corridor_matrix
from toolkit.atlas.paths import betweenness

__all__ = ["BROKER_COLUMNS", "ROLE_COLUMNS", "brokers", "constraint", "roles"]

BROKER_COLUMNS = ("country", "betweenness", "constraint", "origins", "destinations")
ROLE_COLUMNS = ("country", "group", "coordinator", "gatekeeper", "representative", "consultant", "liaison")


def constraint(people: Numbers) -> Numbers:
    """Burt's constraint of each country from a matrix of people; NaN for one without partners.

    ``networkx`` also gives none for a country that people only come to; its partners constrain it all the same.
    """
    both = people + people.T
    total = both.sum(axis=1, keepdims=True)
    part = np.divide(both, total, out=np.zeros_like(both), where=total > 0)
    local = np.where(both > 0, (part + part @ part) ** 2, 0.0).sum(axis=1)
    found: Numbers = np.where(total[:, 0] > 0, local, np.nan)
    return found


def brokers(edges: pd.DataFrame) -> pd.DataFrame:
    """One row a country with the columns of ``BROKER_COLUMNS``, the largest betweenness first, ties by code.

    Raises ``InputError`` for a table that is not as it should be.
    """
    matrix = corridor_matrix(edges)
    between = betweenness(matrix.rows).reindex(list(matrix.codes))
    table = pd.DataFrame(
        {
            "country": matrix.codes,
            "betweenness": between.to_numpy(dtype=float),
            "constraint": constraint(matrix.people),
            "origins": (matrix.people > 0).sum(axis=0),
            "destinations": (matrix.people > 0).sum(axis=1),
        }
    )
    return table.sort_values(["betweenness", "country"], ascending=[False, True], ignore_index=True)


def roles(edges: pd.DataFrame, groups: Mapping[str, str]) -> pd.DataFrame:
    """How often each country plays each role, given the group of each country (region, income group, community).

    Columns as of ``ROLE_COLUMNS``, sorted by country. Countries without a group are left out of every way.
    """
    matrix = corridor_matrix(edges)
    grouped = [place for place, code in enumerate(matrix.codes) if groups.get(code)]
    names = [groups[matrix.codes[place]] for place in grouped]
    joined = matrix.people[np.ix_(grouped, grouped)] > 0
    same = np.array(names, dtype=str)[:, None] == np.array(names, dtype=str)[None, :]
    open_pair = ~joined & ~np.eye(len(grouped), dtype=bool)
    rows = []
    for place, name in enumerate(names):
        ways = joined[:, place, None] & joined[None, place, :] & open_pair
        first, last = same[:, place, None], same[None, place, :]
        counts = [
            int((ways & kind).sum())
            for kind in (first & last, ~first & last, first & ~last, ~first & ~last & same, ~first & ~last & ~same)
        ]
        rows.append((matrix.codes[grouped[place]], name, *counts))
    return pd.DataFrame(rows, columns=list(ROLE_COLUMNS))
