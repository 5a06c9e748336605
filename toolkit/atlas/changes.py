"""What changed in the network of corridors, and among agreements, between two years.

Only figures that may be compared are: of the same basis and cadres (the unit and measure are the selection's, one for
both tables). A missing pair is not known, not zero, so a corridor can only appear or vanish where the destination has
figures of the other year; ``certain`` says that a table states 0 people, while a pair that a destination with figures
does not list may only have fallen under the number from which it lists.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from toolkit.atlas.corridor_matrix import checked
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say, to_say
from toolkit.wording import join

__all__ = [
    "AGREEMENT_COLUMNS",
    "CHANGES",
    "CHANGE_COLUMNS",
    "CONCENTRATION_COLUMNS",
    "agreement_changes",
    "concentration_changes",
    "corridor_changes",
]

CHANGES: Mapping[str, str] = {
    "appeared": to_say("people move where none were seen by a destination that had figures"),
    "vanished": to_say("nobody is seen any more by a destination that has newer figures"),
    "grew": to_say("more people than before"),
    "shrank": to_say("fewer people than before"),
    "unchanged": to_say("the same number in a newer figure"),
    "no_new_figure": to_say("both tables show the figure of the same year"),
    "unknown_before": to_say("the destination has no earlier figures"),
    "unknown_after": to_say("the destination has no newer figures"),
    "not_comparable": to_say("the destination counts it on another basis or for other cadres"),
}
"""What can have become of a corridor, and what each word means, to be said."""

CHANGE_COLUMNS = (
    "origin",
    "destination",
    "change",
    "certain",
    "people_before",
    "people_after",
    "difference",
    "relative",
    "year_before",
    "year_after",
    "rank_before",
    "rank_after",
)
CONCENTRATION_COLUMNS = (
    "side",
    "country",
    "partners",
    "newer",
    "people_before",
    "people_after",
    "before",
    "after",
    "difference",
)
AGREEMENT_COLUMNS = ("agreement", "before", "after", "change")

_TOLD = ("people", "year", "cadre", "basis")
_STATED = ("measure", "unit")


def corridor_changes(earlier: pd.DataFrame, later: pd.DataFrame, *, strict: bool = True) -> pd.DataFrame:
    """Every corridor of either table and what became of it (a word of ``CHANGES``), sorted by origin and destination.

    ``difference`` = people_after − people_before, ``relative`` = difference / people_before (NaN where that is 0);
    ranks count the corridors of each table from the largest (1) on, equals share the better rank.

    Raises ``InputError`` where the tables state different measures or units, where a corridor is counted on another
    basis or for other cadres in the two (with ``strict=False`` it is told as ``not_comparable``), and for swapped
    tables.
    """
    before, after = checked(earlier, say("the earlier table")), checked(later, say("the later table"))
    _check_stated(before, after)
    both = _ranked(before).merge(
        _ranked(after), on=["origin", "destination"], how="outer", suffixes=("_before", "_after")
    )
    both = both.sort_values(["origin", "destination"], ignore_index=True)
    seen = both["people_before"].notna() & both["people_after"].notna()
    both["newest"], both["oldest"] = _year(both, "before", after, "max"), _year(both, "after", before, "min")
    differ = _differ(both, set(before["destination"]), set(after["destination"]))
    back = seen & (both["year_after"] < both["year_before"]).fillna(False).astype(bool)
    _check_pairs(both, differ if strict else differ & False, back)
    both["change"] = _words(both, seen, differ)
    both["certain"] = ~both["change"].isin(["appeared", "vanished"]) | seen
    both["difference"] = (both["people_after"] - both["people_before"]).where(~differ)
    both["relative"] = both["difference"] / both["people_before"].where(both["people_before"] > 0)
    return both[list(CHANGE_COLUMNS)]


def _ranked(table: pd.DataFrame) -> pd.DataFrame:
    rank = table["people"].rank(ascending=False, method="min")
    kept = table[["origin", "destination", *_TOLD]].astype({"year": "Int64"})
    return kept.assign(rank=rank.astype("Int64"))


def _check_stated(before: pd.DataFrame, after: pd.DataFrame) -> None:
    problems = []
    for column in _STATED:
        words = [sorted(set(table[column])) if column in table else [] for table in (before, after)]
        if all(words) and (words[0] != words[1] or len(words[0]) > 1):
            wrong = say("are {earlier} and {later}", earlier=join(words[0]), later=join(words[1]))
            place, expected = (
                (say("the measures"), say("one measure in both tables"))
                if column == "measure"
                else (say("the units"), say("one unit in both tables"))
            )
            problems.append(Problem(place, wrong, expected))
    if problems:
        raise InputError(say("this comparison"), problems)


def _check_pairs(both: pd.DataFrame, differ: pd.Series[bool], back: pd.Series[bool]) -> None:
    problems = [
        Problem(
            say("the destination {country}", country=destination),
            say(
                "counts {earlier} in the earlier table and {later} in the later one",
                earlier=_kind(rows, "before"),
                later=_kind(rows, "after"),
            ),
            say("the same basis and cadres in both"),
            say("ask for one basis and one cadre in the selection"),
        )
        for destination, rows in both[differ].groupby("destination", sort=True)
    ]
    if back.any():
        pairs = [f"{a}-{b}" for a, b in both.loc[back, ["origin", "destination"]].itertuples(index=False, name=None)]
        told = join(pairs[:3])
        told = say("{corridors} and others", corridors=told) if len(pairs) > 3 else told
        wrong = say("has an older figure in the later table")
        problems.append(Problem(told, wrong, say("the earlier table first")))
    if problems:
        raise InputError(say("this comparison"), problems)


def _kind(rows: pd.DataFrame, when: str) -> str:
    kinds = rows[[f"basis_{when}", f"cadre_{when}"]].dropna()
    pairs = sorted({*kinds.itertuples(index=False, name=None)})
    told = [", ".join(word for word in pair if word) or say("what it does not tell") for pair in pairs]
    return join(told) or say("otherwise")


def _differ(both: pd.DataFrame, looked_before: set[str], looked_after: set[str]) -> pd.Series[bool]:
    """Whether the destination counts another kind of people in the other table, where it counts any."""
    seen = both["people_before"].notna() & both["people_after"].notna()
    apart = seen & ((both["basis_before"] != both["basis_after"]) | (both["cadre_before"] != both["cadre_after"]))
    gone = both["people_after"].isna() & both["newest"].isna() & both["destination"].isin(looked_after)
    come = both["people_before"].isna() & both["oldest"].isna() & both["destination"].isin(looked_before)
    return apart | gone | come


def _words(both: pd.DataFrame, seen: pd.Series[bool], differ: pd.Series[bool]) -> pd.Series[str]:
    """The word for each corridor; the first that fits counts."""
    old, new, newest, oldest = (both[name] for name in ("people_before", "people_after", "newest", "oldest"))
    year_before, year_after = (both[f"year_{when}"].astype(float) for when in ("before", "after"))
    looked_again, had_looked = newest.notna() & ~(newest <= year_before), oldest.notna() & ~(oldest >= year_after)
    rules = [
        (differ, "not_comparable"),
        (seen & (year_before == year_after), "no_new_figure"),
        (seen & (old == 0) & (new > 0), "appeared"),
        (seen & (old > 0) & (new == 0), "vanished"),
        (seen & (new > old), "grew"),
        (seen & (new < old), "shrank"),
        (seen, "unchanged"),
        (new.isna() & looked_again & (old > 0), "vanished"),
        (new.isna() & looked_again, "unchanged"),
        (new.isna(), "unknown_after"),
        (old.isna() & had_looked & (new > 0), "appeared"),
        (old.isna() & had_looked, "unchanged"),
    ]
    conditions, words = [np.asarray(rule, dtype=bool) for rule, _ in rules], [word for _, word in rules]
    return pd.Series(np.select(conditions, words, default="unknown_before"), index=both.index, dtype="str")


def _year(both: pd.DataFrame, when: str, other: pd.DataFrame, which: str) -> pd.Series[float]:
    """For each corridor the newest or oldest year of what its destination has of the same kind in the other table.

    NaN where it has nothing of the kind; infinite where it has, without a year.
    """
    kind = ["destination", "basis", "cadre"]
    years = other["year"].astype("Float64").astype(float).fillna(np.inf if which == "max" else -np.inf)
    found = years.groupby([other[name] for name in kind]).agg(which).rename("found").reset_index()
    asked = both[["destination", f"basis_{when}", f"cadre_{when}"]].set_axis(kind, axis=1)
    return asked.merge(found, on=kind, how="left")["found"].set_axis(both.index)


def concentration_changes(earlier: pd.DataFrame, later: pd.DataFrame) -> pd.DataFrame:
    """How concentration changed, by country and side: ``inflow`` of a destination, ``outflow`` of an origin.

    ``before`` and ``after`` are Herfindahl indices, Σ over partners of (people / all people)², over those partners
    alone with a comparable figure in both tables: otherwise a country would seem less concentrated because more is
    known. NaN where nobody moves. Countries with one such partner, or without a ``newer`` figure of any, are left out.
    Columns as of ``CONCENTRATION_COLUMNS``; an origin whose destinations count on different bases is left out of
    ``outflow``. Sorted by side and country. Raises ``InputError`` as ``corridor_changes`` does, except that corridors
    that cannot be compared are passed over.
    """
    changes = corridor_changes(earlier, later, strict=False)
    kept = changes["people_before"].notna() & changes["people_after"].notna() & (changes["change"] != "not_comparable")
    table = changes[kept].merge(
        checked(later)[["origin", "destination", "basis", "cadre"]], on=["origin", "destination"]
    )
    mixed = table.groupby("origin")[["basis", "cadre"]].nunique().max(axis=1) > 1
    found = [
        _concentration(table, "destination", "inflow"),
        _concentration(table[~table["origin"].map(mixed).astype(bool)], "origin", "outflow"),
    ]
    both = pd.concat(found, ignore_index=True)
    return both.assign(difference=both["after"] - both["before"])[list(CONCENTRATION_COLUMNS)]


def _concentration(table: pd.DataFrame, by: str, side: str) -> pd.DataFrame:
    grouped = table.groupby(by, sort=True)
    newer = (table["change"] != "no_new_figure").groupby(table[by]).sum()
    found = pd.DataFrame({"side": side, "partners": grouped.size(), "newer": newer})
    for when in ("before", "after"):
        people = table[f"people_{when}"]
        total = people.groupby(table[by]).transform("sum")
        found[f"people_{when}"] = grouped[f"people_{when}"].sum()
        found[when] = ((people / total.where(total > 0)) ** 2).groupby(table[by]).sum(min_count=1)
    return found[(found["partners"] > 1) & (found["newer"] > 0)].rename_axis("country").reset_index()


def agreement_changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """What became of each agreement between two states (``toolkit.atlas.agreements_network.state_in``), by key.

    ``came_into_force``; ``ended``; ``became_unknown`` (it was in force and now only perhaps is); ``became_known`` (it
    perhaps was in force and now is); ``concluded`` (it was not yet there or only announced, and now perhaps is in
    force); otherwise ``other``. Agreements whose standing is the same are left out. An agreement in one state only has
    an empty standing in the other. Columns as of ``AGREEMENT_COLUMNS``.
    """
    states = [
        table.set_index("agreement")["standing"].astype(str).rename(name)
        for table, name in ((before, "before"), (after, "after"))
    ]
    both = pd.concat(states, axis=1).fillna("").rename_axis("agreement").sort_index().reset_index()
    both = both[both["before"] != both["after"]].reset_index(drop=True)
    words = [_agreement_word(*pair) for pair in zip(both["before"], both["after"], strict=True)]
    return both.assign(change=pd.Series(words, index=both.index, dtype="str"))[list(AGREEMENT_COLUMNS)]


def _agreement_word(before: str, after: str) -> str:
    if after == "in_force":
        return "came_into_force" if before != "perhaps" else "became_known"
    if after == "ended":
        return "ended"
    if after == "perhaps":
        return "became_unknown" if before == "in_force" else "concluded" if before != "ended" else "other"
    return "other"
