"""The corridors of a selection as pictures and files take them: with what is known of an agreement on each.

``status`` is ``covered`` where an agreement in force is about people counted on the corridor, ``perhaps`` where its
standing or its cadres leave that open, ``announced`` where one is only spoken of, and ``none`` where none is known. An
announced agreement never makes a corridor covered. Where a corridor counts several cadres the best that holds for any
of them is its status; ``people_surely``, ``people_perhaps`` and ``people_none`` tell for how many what holds.
"""

from __future__ import annotations

import pandas as pd

from toolkit.atlas.coverage import corridor_coverage
from toolkit.atlas.protection import LEVELS, protected
from toolkit.atlas.selection import Selection, figures
from toolkit.register.read import Register

__all__ = ["corridors_by_cadre", "corridors_with_status", "status_of", "with_newest"]

_STATUS = {"surely": "covered", "perhaps": "perhaps"}


def status_of(covered: str, announced: str) -> str:
    """The status of a corridor from its coverage and the keys of its announced agreements.

    >>> status_of("surely", ""), status_of("perhaps", "A-B"), status_of("none", "A-B"), status_of("none", "")
    ('covered', 'perhaps', 'announced', 'none')
    """
    return _STATUS.get(covered, "announced" if announced else "none")


def _about(table: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    return table.assign(measure=selection.measure, unit=selection.unit)


def with_newest(register: Register, selection: Selection, corridors: pd.DataFrame) -> pd.DataFrame:
    """Corridors with ``newest``, the year of the newest of the figures that each adds up; ``year`` is the oldest's."""
    years = figures(register, selection).groupby(["origin", "destination"])["year"].max()
    newest = years.reindex(pd.MultiIndex.from_frame(corridors[["origin", "destination"]]))
    return corridors.assign(newest=newest.to_numpy())


def corridors_with_status(register: Register, selection: Selection, *, year: int | None = None) -> pd.DataFrame:
    """One row for each ordered pair: as ``corridor_coverage``, with ``newest``, ``status``, ``measure`` and ``unit``.

    ``year`` is the year of the agreements' standing, by default the selection's, else as last known. Raises
    ``InputError`` for words that the codebook does not have.
    """
    table = with_newest(register, selection, corridor_coverage(register, selection, year=year))
    pairs = zip(table["covered"], table["announced"], strict=True)
    status = pd.Series([status_of(*pair) for pair in pairs], index=table.index, dtype="str")
    return _about(table.assign(status=status), selection)


def corridors_by_cadre(register: Register, selection: Selection, *, year: int | None = None) -> pd.DataFrame:
    """One row for each ordered pair and cadre, with the columns of ``EDGE_COLUMNS``, ``status``, ``measure``, ``unit``.

    The status is that of the cadre: an agreement on nurses says nothing of doctors. Raises ``InputError`` as
    ``corridors_with_status`` does.
    """
    table, both = protected(register, selection, year)
    best = both["level"].map(LEVELS.index).groupby(both["figure"]).max().reindex(table.index).fillna(0)
    announced = table.index.isin(both.loc[both["standing"] == "announced", "figure"])
    rows = zip(best.astype("int64"), announced, strict=True)
    status = [status_of(LEVELS[level], "announced" if spoken else "") for level, spoken in rows]
    return _about(table.assign(status=pd.Series(status, index=table.index, dtype="str")), selection)
