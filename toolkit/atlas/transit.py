"""What the data tell of people who came and left again.

Nobody is followed from country to country: a destination counts people by where they trained, or by citizenship. Where
it counts the same cadre in the same year by both, the two numbers for one origin differ by those who trained there
without being its citizens. They are the people who came to train and left again, and those who changed citizenship.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from toolkit.atlas.selection import Selection, figures
from toolkit.register.read import Register

__all__ = ["trained_not_citizens"]

_SAME = ["origin", "destination", "cadre", "year"]


def trained_not_citizens(register: Register, selection: Selection) -> pd.DataFrame:
    """By origin: ``trained_not_citizens`` (in the selection's unit) and ``transit_pairs``, the figures compared.

    Σ of max(0, trained_in - nationality) over the destinations and cadres with both in the same year, each figure being
    the newest of its basis. Origins without such a pair have no row.
    """
    trained = figures(register, replace(selection, basis="trained_in"))
    citizens = figures(register, replace(selection, basis="nationality"))
    both = trained.merge(citizens[[*_SAME, "people"]], on=_SAME, suffixes=("", "_citizens"))
    both["more"] = (both["people"] - both["people_citizens"]).clip(lower=0.0)
    grouped = both.groupby("origin")
    return pd.DataFrame({"trained_not_citizens": grouped["more"].sum(), "transit_pairs": grouped.size()})
