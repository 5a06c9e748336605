"""Foreign-trained staff as a share of a workforce, and losses as a share of all who were trained.

Each figure is set against the workforce of its own cadre. What has none counts in neither part of the share; how much
of the people that is, is told.
"""

from __future__ import annotations

import pandas as pd

from toolkit.atlas.arrays import joined
from toolkit.atlas.flows import of_one_kind
from toolkit.atlas.selection import Selection, figures
from toolkit.atlas.workforce import workforce
from toolkit.register.read import Register

__all__ = ["dependence", "dependence_and_loss", "dependence_by_origin", "loss"]

BY_ORIGIN_COLUMNS = (
    "origin",
    "destination",
    "people",
    "cadre",
    "basis",
    "year",
    "share",
    "workforce",
    "workforce_year",
)
_STOCK = "stock"


def _stocks(register: Register, selection: Selection) -> pd.DataFrame:
    """The figures; none for a measure other than a stock."""
    table = figures(register, selection)
    return table if selection.measure == _STOCK else table.iloc[:0]


def _workforce(register: Register, selection: Selection) -> pd.DataFrame:
    return workforce(register, selection.unit, selection.year).rename(columns={"year": "workforce_year"})


def _somebody(whole: pd.DataFrame) -> pd.DataFrame:
    """The workforces that are not 0: nothing is a share of nobody."""
    return whole[whole["workforce"] > 0]


def _matched(table: pd.DataFrame, whole: pd.DataFrame, by: str) -> pd.DataFrame:
    """The figures with the workforce of the country in column ``by``; NaN where none is known."""
    return table.merge(whole.rename(columns={"country": by}), on=[by, "cadre"], how="left")


def _wholes(matched: pd.DataFrame, by: str) -> pd.DataFrame:
    """By country the workforce that the figures are set against, nobody of it twice."""
    parts = matched[matched["workforce"].notna()].drop_duplicates([by, "held_as"])
    together = parts.loc[parts["held_as"] == "nurse_and_midwife", by]
    parts = parts[~(parts[by].isin(together) & parts["held_as"].isin(["nurse", "midwife"]))]
    grouped = parts.groupby(by)
    return pd.DataFrame(
        {
            "workforce": grouped["workforce"].sum(),
            "workforce_cadre": grouped["held_as"].agg(lambda cadres: "+".join(sorted(set(cadres)))),
            "workforce_from": grouped["came_from"].agg(lambda ways: " ; ".join(sorted(set(ways)))),
            "workforce_year": grouped["workforce_year"].min(),
        }
    )


def _seen(matched: pd.DataFrame, by: str) -> pd.DataFrame:
    known = matched["people"].where(matched["workforce"].notna())
    grouped = known.groupby(matched[by])
    total = matched.groupby(by)["people"].sum()
    people = grouped.sum(min_count=1)
    return pd.DataFrame({"people": people, "share_matched": (people / total.where(total > 0)).astype(float)})


def dependence(register: Register, selection: Selection) -> pd.DataFrame:
    """By destination the foreign-trained share of the workforce; nothing for a measure other than a stock.

    dependence(d) = Σ over origins of people(o, d) / workforce(d). Columns: ``dependence``, ``workforce`` (in the
    selection's unit), ``workforce_cadre``, ``workforce_from``, ``workforce_year`` and ``dependence_matched``: the share
    of the foreign-trained people seen whose cadre has a workforce.
    """
    return _dependence(_stocks(register, selection), _workforce(register, selection))


def _dependence(table: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    matched = _matched(table, _somebody(whole), "destination")
    found = _wholes(matched, "destination").join(_seen(matched, "destination"), how="outer")
    found.insert(0, "dependence", found["people"] / found["workforce"])
    return found.drop(columns="people").rename(columns={"share_matched": "dependence_matched"})


def _joined_cadres(cadres: pd.Series[str], pair: pd.Series[int]) -> pd.Index[str]:
    """The cadres of each pair, joined; pairs are numbered from 0."""
    codes, words = pd.factorize(cadres, sort=True)
    return joined(pair.to_numpy().astype("int64"), codes.astype("int64"), pd.Index(words), "+")


def dependence_by_origin(register: Register, selection: Selection) -> pd.DataFrame:
    """Each corridor's share of the destination's workforce; the shares of a destination add up to its dependence.

    Columns ``origin``, ``destination``, ``people`` (those of cadres with a known workforce), ``cadre``, ``basis``,
    ``year`` (the oldest), ``share``, ``workforce`` and ``workforce_year``; sorted by origin and destination. Corridors
    to a destination without a known workforce, or with one of 0, have no row.
    """
    whole = _somebody(_workforce(register, selection))
    matched = _matched(_stocks(register, selection), whole, "destination")
    wholes = _wholes(matched, "destination")[["workforce", "workforce_year"]]
    known = matched[matched["workforce"].notna()]
    grouped = known.groupby(["origin", "destination"])
    found = pd.DataFrame(
        {
            "people": grouped["people"].sum(),
            "cadre": _joined_cadres(known["cadre"], grouped.ngroup()),
            "basis": grouped["basis"].first(),
            "year": grouped["year"].min(),
        }
    ).reset_index()
    found = found.merge(wholes, left_on="destination", right_index=True, how="left")
    found["share"] = found["people"] / found["workforce"]
    return found[list(BY_ORIGIN_COLUMNS)].sort_values(["origin", "destination"], ignore_index=True)


def loss(register: Register, selection: Selection) -> pd.DataFrame:
    """By origin the share of those trained there (or of its citizens, by the basis) who are abroad; stocks only.

    loss_rate(o) = abroad / (abroad + at home), at home being the origin's workforce of the same cadres, wherever it was
    trained. Columns: ``loss_rate``, ``home`` (in the selection's unit), ``home_cadre``, ``home_from``, ``home_year``
    and ``loss_matched``: the share of the people abroad whose cadre has a workforce at home.
    """
    return _loss(_stocks(register, selection), _workforce(register, selection))


def _loss(table: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    matched = _matched(of_one_kind(table), whole, "origin")
    found = _wholes(matched, "origin").join(_seen(matched, "origin"), how="outer")
    found.insert(0, "loss_rate", found["people"] / (found["people"] + found["workforce"]))
    names = {f"workforce{part}": f"home{part}" for part in ("", "_cadre", "_from", "_year")}
    return found.drop(columns="people").rename(columns={**names, "share_matched": "loss_matched"})


def dependence_and_loss(register: Register, selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """``dependence`` and ``loss`` from one reading of the figures."""
    table, whole = _stocks(register, selection), _workforce(register, selection)
    return _dependence(table, whole), _loss(table, whole)
