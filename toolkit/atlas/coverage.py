"""Which corridors agreements cover, which agreements show no movement, and which end soon.

An agreement is ``surely`` there where it was in force and is about all the people counted; ``perhaps`` where its
standing or its cadres leave that open. Announced agreements never count and are told apart. That a corridor is covered
says that there is an agreement between the two countries, not that these people moved under it: most of a stock moved
before.
Weak records and figures count only with ``weak`` in the selection.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from toolkit.atlas.agreements_network import covered_pairs, ordered_pairs, state_in
from toolkit.atlas.arrays import numbered
from toolkit.atlas.graphs import listed_on
from toolkit.atlas.protection import LEVELS, covers, protected
from toolkit.atlas.selection import Selection, edges
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.register.read import Register
from toolkit.register.records import year_of

__all__ = ["corridor_coverage", "expiring", "listed_outside_agreements", "without_agreement", "without_movement"]

_AND = " ; "
_PAIR = ["origin", "destination"]
MOVEMENT_COLUMNS = ("agreement", "standing", "scope", "starts", "corridors", "corridors_with_figures", "seen", "newest")


def _listed_keys(rows: pd.DataFrame) -> pd.Series[str]:
    """By pair the keys of its agreements, joined."""
    distinct = rows[[*_PAIR, "agreement"]].drop_duplicates().sort_values([*_PAIR, "agreement"])
    return distinct.groupby(_PAIR)["agreement"].agg(_AND.join)


def corridor_coverage(register: Register, selection: Selection, *, year: int | None = None) -> pd.DataFrame:
    """The corridors of a selection (``edges``) with the people that agreements cover; sorted by origin, destination.

    Further columns: ``covered``, a word of ``LEVELS``: the best that holds for any of its people; ``people_surely``,
    ``people_perhaps``, ``people_none`` (they add up to ``people``); ``agreements``, ``agreements_perhaps`` and
    ``announced``, keys joined with `` ; ``; ``only_general``, whether every agreement among the first two names health
    work among other work only. ``year`` is the year of the agreements' standing, by default the selection's, else as
    last known.
    """
    table, both = protected(register, selection, year)
    both = both.merge(table[_PAIR], left_on="figure", right_index=True)
    rank = pd.Series(numbered(both["level"], LEVELS.index), index=both.index)
    best = rank.groupby(both["figure"]).max().reindex(table.index).fillna(0).astype("int64")
    found = edges(register, selection)
    index = pd.MultiIndex.from_frame(found[_PAIR])
    found["covered"] = pd.Index(LEVELS, dtype="str").take(
        best.groupby([table[c] for c in _PAIR]).max().reindex(index).to_numpy()
    )
    for number, word in reversed(list(enumerate(LEVELS))):
        people = table["people"].where(best == number, 0.0).groupby([table[c] for c in _PAIR]).sum()
        found[f"people_{word}"] = people.reindex(index).to_numpy()
    for column, rows in (
        ("agreements", both[both["level"] == "surely"]),
        ("agreements_perhaps", both[both["level"] == "perhaps"]),
        ("announced", both[both["standing"] == "announced"]),
    ):
        found[column] = _listed_keys(rows).reindex(index).fillna("").astype("str").to_numpy()
    counted = both[both["level"] != "none"]
    general = (counted["scope"] == "general").groupby([counted[c] for c in _PAIR]).all()
    found["only_general"] = general.reindex(index, fill_value=False).to_numpy(dtype=bool)
    return found


def without_agreement(
    register: Register,
    selection: Selection,
    *,
    at_least: float = 1.0,
    perhaps: bool = False,
    year: int | None = None,
) -> pd.DataFrame:
    """The corridors of at least so many people that no agreement covers, the largest first; ties by pair.

    Columns as of ``corridor_coverage``. ``perhaps`` lets in those that an agreement only perhaps covers.
    """
    table = corridor_coverage(register, selection, year=year)
    open_ = table["covered"].isin(["none", "perhaps"] if perhaps else ["none"])
    return _largest_first(table[open_ & (table["people"] >= at_least)])


def _largest_first(table: pd.DataFrame) -> pd.DataFrame:
    return table.sort_values(["people", *_PAIR], ascending=[False, True, True], ignore_index=True)


def listed_outside_agreements(
    register: Register, selection: Selection, *, safeguards_version: int | None = None, year: int | None = None
) -> pd.DataFrame:
    """Corridors from origins on the safeguards list with people whom no agreement surely covers, the largest first.

    Columns as of ``corridor_coverage``, and ``safeguards_version``. Raises ``InputError`` for a version not held.
    """
    version, listed = listed_on(register, safeguards_version)
    table = corridor_coverage(register, selection, year=year)
    outside = table["people_perhaps"] + table["people_none"] > 0
    return _largest_first(table[table["origin"].isin(listed) & outside]).assign(safeguards_version=version)


_NOT_HEALTH_WORKERS = ("remittances", "migrant_stock", "migrant_flow")


def without_movement(register: Register, *, year: int | None = None, weak: bool = False) -> pd.DataFrame:
    """Agreements in force, or perhaps, whose corridors show nobody moving since they began; sorted by key.

    Every measure of health workers counts, in any unit and basis, of a cadre that the agreement is about at least in
    part. ``seen`` tells what there is: ``no figure`` at all (which is not nobody), ``zero`` (only figures of 0 since it
    began) or ``before`` (people, but only in figures from before it began). ``corridors`` counts those that it covers,
    ``corridors_with_figures`` those with any figure, ``newest`` is the year of the newest. ``starts`` is missing where
    not known; then every figure counts. Without a year agreements stand as last known.
    """
    shown = _figures_of_people(register, year, weak)
    pairs = covered_pairs(register, year, weak=weak)
    pairs = pairs[pairs["standing"].isin(["in_force", "perhaps"])]
    records = {key: register.agreements[key] for key in pairs["agreement"].unique()}
    moved = pairs[[*_PAIR, "agreement"]].merge(shown, on=_PAIR)
    about = moved[["agreement", "cadre"]].drop_duplicates()
    concerned = [covers(records[key].cadres, cadre) != "none" for key, cadre in about.itertuples(index=False)]
    about = about[np.array(concerned, dtype=bool)]
    moved = moved.merge(about, on=["agreement", "cadre"])
    found = pairs.groupby("agreement")[["standing", "scope"]].first()
    starts = {key: year_of(record.in_force) or year_of(record.signed) for key, record in records.items()}
    found["starts"] = pd.Series(starts, dtype="Int64")
    found["corridors"] = pairs.groupby("agreement").size()
    with_figures = moved.drop_duplicates([*_PAIR, "agreement"]).groupby("agreement").size()
    found["corridors_with_figures"] = with_figures.reindex(found.index).fillna(0).astype("int64")
    found["newest"] = moved.groupby("agreement")["year"].max().reindex(found.index).astype("Int64")
    people = moved[moved["value"] > 0]
    since = (people["year"] >= people["agreement"].map(found["starts"])).fillna(True)
    found["seen"] = "no figure"
    found.loc[found["corridors_with_figures"] > 0, "seen"] = "zero"
    found.loc[found.index.isin(people["agreement"]), "seen"] = "before"
    found = found[~found.index.isin(people.loc[since, "agreement"])].sort_index()
    return found.reset_index()[list(MOVEMENT_COLUMNS)]


def _figures_of_people(register: Register, year: int | None, weak: bool) -> pd.DataFrame:
    table = register.corridors
    shown = (table["standing"] == "used") & table["value"].notna()
    shown &= ~table["measure"].isin(_NOT_HEALTH_WORKERS) & (table["cadre"] != "all_migrants")
    if not weak:
        shown &= table["confidence"] != "weak"
    if year is not None:
        shown &= table["year"] <= year
    return table.loc[shown, [*_PAIR, "cadre", "year", "value"]]


def expiring(register: Register, year: int, *, within: int = 1, weak: bool = False) -> pd.DataFrame:
    """Agreements that end in ``year`` or in the years after it, up to ``within`` of them; the first to end first.

    Columns as of ``state_in`` in that year, and ``corridors``, how many it covers. Announced agreements, and those that
    had ended or not begun, are left out; so are those whose end is not known: nobody can tell when they end.

    Raises ``InputError`` where ``within`` is negative.
    """
    if within < 0:
        problem = Problem(say("the time"), say("is {count} years", count=within), say("0 or more"))
        raise InputError(say("the request"), [problem])
    table = state_in(register, year, weak=weak)
    ends = table["ends"].between(year, year + within).fillna(False)
    table = table[ends & table["standing"].isin(["in_force", "perhaps"])]
    count = [len(ordered_pairs(register.agreements[key])) for key in table["agreement"]]
    return table.assign(corridors=count).sort_values(["ends", "agreement"], ignore_index=True)
