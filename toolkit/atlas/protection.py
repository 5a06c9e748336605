"""Which people of a corridor an agreement covers: by its cadres, and by how it stood."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from toolkit.atlas.agreements_network import covered_pairs
from toolkit.atlas.flows import check_adds
from toolkit.atlas.selection import OVERLAPS, Selection, figures
from toolkit.register.read import Register

__all__ = ["LEVELS", "covers", "protected"]

LEVELS = ("none", "perhaps", "surely")
"""How well something is known to hold, the least first."""

_EVERYBODY = ("all", "all_migrants")


def _parts(cadre: str) -> frozenset[str]:
    """The cadres that are not counted together: three for doctors, nurses and midwives together."""
    return frozenset(OVERLAPS.get(cadre, {cadre})) - {"nurse_and_midwife"}


def covers(cadres: Iterable[str], cadre: str) -> str:
    """Whether an agreement on some cadres covers the people that a figure counts under one: a word of ``LEVELS``.

    An agreement on all covers every cadre; a figure that counts several cadres together is covered perhaps where only
    some of them are.

    >>> covers(["nurse"], "nurse"), covers(["nurse"], "nurse_and_midwife"), covers(["nurse"], "physician")
    ('surely', 'perhaps', 'none')
    """
    named = set(cadres)
    if cadre in named or (named & set(_EVERYBODY) and cadre != "all_migrants"):
        return "surely"
    if cadre in _EVERYBODY:
        return "perhaps"
    covered = frozenset[str]().union(*(_parts(name) for name in named))
    wanted = _parts(cadre)
    return "surely" if wanted <= covered else "perhaps" if wanted & covered else "none"


def protected(register: Register, selection: Selection, year: int | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The figures of a selection, and one row for each figure and agreement between the same two on the same people.

    The second table has ``figure`` (the row of the first), ``agreement``, ``standing``, ``scope`` and ``level``:
    ``surely`` where the agreement was in force and covers all the people counted, ``perhaps`` where its standing or its
    cadres leave it open, ``none`` where it is not one now: ended, not begun, or only announced. ``year`` is the year of
    the agreements' standing, by default the selection's, else as last known.

    Raises ``InputError`` as ``toolkit.atlas.selection.check`` does, and for a unit whose figures cannot be added.
    """
    check_adds(selection)
    table = figures(register, selection)
    pairs = covered_pairs(register, year if year is not None else selection.year, weak=selection.weak)
    both = table[["origin", "destination", "cadre"]].rename_axis("figure").reset_index()
    both = both.merge(pairs, on=["origin", "destination"])
    combinations = both[["agreement", "cadre"]].drop_duplicates()
    combinations["covers"] = [
        covers(register.agreements[agreement].cadres, cadre)
        for agreement, cadre in combinations.itertuples(index=False, name=None)
    ]
    both = both.merge(combinations, on=["agreement", "cadre"])
    both = both[both["covers"] != "none"]
    now = both["standing"].isin(["in_force", "perhaps"])
    sure = (both["standing"] == "in_force") & (both["covers"] == "surely")
    both["level"] = now.map({True: "perhaps", False: "none"}).where(~sure, "surely").astype("str")
    columns = ["figure", "agreement", "standing", "scope", "level"]
    return table, both[columns].sort_values(["figure", "agreement"], ignore_index=True)
