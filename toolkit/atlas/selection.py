"""Which corridor figures are looked at, and the table of corridors that they make: one row for each ordered pair.

Figures of different measure, basis or unit are never added, nor cadres that overlap. Where the selection leaves a
choice it is made in the same way everywhere:

- of each series the newest figure not later than the year asked for counts;
- without a basis asked for, each destination shows the first of ``BASES`` for which it has figures;
- without a cadre asked for, each destination shows its named cadres added up; where it has none, doctors, nurses and
  midwives counted together (``health_worker``); where it has none of these either, health workers not told apart
  (``all``). Within a corridor nurses and midwives counted together stand in for one of the two, not for both.

A pair without a row is not known. A row with 0 people is a known absence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from toolkit.atlas.arrays import Codes, joined, last_of_each
from toolkit.atlas.cube import Cube, cube
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say, to_say
from toolkit.register.read import Register
from toolkit.validation import did_you_mean
from toolkit.wording import join, nearest

__all__ = [
    "EDGE_COLUMNS",
    "OVERLAPS",
    "SHARE_UNIT",
    "Selection",
    "cadres_of",
    "check",
    "edges",
    "figures",
    "left_out",
    "series",
]

EDGE_COLUMNS = ("origin", "destination", "people", "cadre", "basis", "year", "source", "confidence")
"""The columns of every table of corridors, in their order."""

OVERLAPS: dict[str, frozenset[str]] = {
    "nurse_and_midwife": frozenset({"nurse", "midwife"}),
    "health_worker": frozenset({"physician", "nurse", "midwife", "nurse_and_midwife"}),
}
"""What a counted-together cadre holds. ``all`` and ``all_migrants`` overlap with everything."""

SHARE_UNIT = "percent_of_profession"
"""The unit whose values are shares: they are neither added over cadres nor over countries."""

_EVERYBODY = ("all", "all_migrants")
_FAMILY = {"health_worker": 1, "all": 2, "all_migrants": 3}
_FIELDS = {
    "measure": to_say("the measure"),
    "unit": to_say("the unit"),
    "basis": to_say("the basis"),
    "cadre": to_say("the cadre"),
}
_JOINED = "+"
_AND = " ; "


@dataclass(frozen=True, slots=True)
class Selection:
    """The figures to look at.

    ``measure`` and ``unit`` are words of the codebook. ``basis`` and ``cadre`` are words too, ``None`` for the choice
    that this module makes; several cadres are added. ``year`` is the year looked at (``None`` for the newest figures),
    ``oldest`` the first year of figures that still count. ``weak`` lets weak figures in.
    """

    measure: str
    unit: str = "persons"
    basis: str | None = None
    cadre: str | tuple[str, ...] | None = None
    year: int | None = None
    oldest: int | None = None
    weak: bool = False

    @property
    def cadres(self) -> tuple[str, ...]:
        """The cadres asked for, none where none is named."""
        return (self.cadre,) if isinstance(self.cadre, str) else tuple(self.cadre or ())


def cadres_of(joined: str) -> tuple[str, ...]:
    """The cadres of a row: ``('nurse', 'physician')`` for ``nurse+physician``."""
    return tuple(joined.split(_JOINED))


def _overlap(cadres: Iterable[str]) -> list[tuple[str, str]]:
    found = sorted(set(cadres))
    return [
        (a, b)
        for i, a in enumerate(found)
        for b in found[i + 1 :]
        if {a, b} & set(_EVERYBODY) or b in OVERLAPS.get(a, ()) or a in OVERLAPS.get(b, ())
    ]


def check(register: Register, selection: Selection) -> None:
    """Raise ``InputError`` for words that the codebook does not have, cadres that overlap, years in the wrong order."""
    asked = [("measure", selection.measure), ("unit", selection.unit), ("basis", selection.basis)]
    problems: list[Problem] = []
    for field, word in [*asked, *(("cadre", cadre) for cadre in selection.cadres)]:
        known = register.codebook.vocabulary.get(field, {})
        if word is None or word in known:
            continue
        wrong, expected = say("is '{word}'", word=word), say("one of {names}", names=join(known, "or"))
        problems.append(Problem(say(_FIELDS[field]), wrong, expected, did_you_mean(nearest(word, known))))
    if selection.cadre == ():
        problems.append(Problem(say("the cadre"), say("is empty"), say("a cadre, several, or none at all")))
    for one, other in _overlap(selection.cadres):
        wrong = say("'{one}' and '{other}' overlap, so they cannot be added", one=one, other=other)
        problems.append(Problem(say("the cadre"), wrong, say("choose one")))
    if selection.year is not None and selection.oldest is not None and selection.oldest > selection.year:
        wrong = say("{oldest} comes after the year {year}", oldest=selection.oldest, year=selection.year)
        problems.append(Problem(say("the oldest year"), wrong))
    if problems:
        raise InputError(say("the selection"), problems)


def _asked(found: Cube, selection: Selection) -> Codes:
    """Rows of the figures asked for, every year of them, in the cube's order."""
    part = found.rows(selection.measure, selection.unit)
    chosen = np.ones(part.stop - part.start, dtype=bool)
    if selection.year is not None:
        chosen &= found.year[part] <= selection.year
    if selection.oldest is not None:
        chosen &= found.year[part] >= selection.oldest
    if not selection.weak:
        chosen &= found.confidence[part] != found.code("confidence", "weak")
    if selection.basis is not None:
        chosen &= found.basis[part] == found.code("basis", selection.basis)
    if selection.cadres:
        codes = [found.code("cadre", cadre) for cadre in selection.cadres]
        chosen &= np.isin(found.cadre[part], codes)
    found_rows: Codes = np.flatnonzero(chosen) + part.start
    return found_rows


def _first_for_each_destination(found: Cube, rows: Codes, rank: Codes) -> Codes:
    """The rows whose rank is the smallest that their destination has."""
    best = np.full(len(found.words["country"]), np.iinfo(np.int64).max)
    np.minimum.at(best, found.destination[rows], rank)
    chosen: Codes = rows[rank == best[found.destination[rows]]]
    return chosen


def _newest(found: Cube, selection: Selection) -> Codes:
    """The row of the newest figure of each series asked for."""
    rows = _asked(found, selection)
    keys = (found.basis[rows], found.cadre[rows], found.destination[rows], found.origin[rows])
    return rows[last_of_each(*keys)]


def _one_cadre_family(found: Cube, rows: Codes) -> Codes:
    """Of each destination the cadres that may be added: see the module's text."""
    words = found.words["cadre"]
    families = np.array([_FAMILY.get(word, 0) for word in words], dtype=np.int64)
    rows = rows[families[found.cadre[rows]] < 3]
    rows = _first_for_each_destination(found, rows, families[found.cadre[rows]])
    pair = found.destination[rows] * len(found.words["country"]) + found.origin[rows]
    cadre = found.cadre[rows]
    nurse, midwife, both = (cadre == found.code("cadre", name) for name in ("nurse", "midwife", "nurse_and_midwife"))
    apart = np.intersect1d(pair[nurse], pair[midwife])
    told_apart = np.isin(pair, apart)
    together = np.isin(pair, pair[both])
    chosen: Codes = rows[~(both & told_apart) & ~((nurse | midwife) & together & ~told_apart)]
    return chosen


def _chosen(found: Cube, selection: Selection) -> Codes:
    rows = _newest(found, selection)
    rows = _first_for_each_destination(found, rows, found.basis[rows])
    return rows if selection.cadres else _one_cadre_family(found, rows)


def _table(found: Cube, rows: Codes) -> pd.DataFrame:
    country = found.words["country"]
    return pd.DataFrame(
        {
            "origin": country.take(found.origin[rows]),
            "destination": country.take(found.destination[rows]),
            "people": found.people[rows],
            "cadre": found.words["cadre"].take(found.cadre[rows]),
            "basis": found.words["basis"].take(found.basis[rows]),
            "year": found.year[rows],
            "source": found.words["source"].take(found.source[rows]),
            "confidence": found.words["confidence"].take(found.confidence[rows]),
        }
    )


def _by_pair(found: Cube, rows: Codes) -> Codes:
    """The rows sorted by origin, destination and cadre."""
    return rows[np.lexsort([found.cadre[rows], found.destination[rows], found.origin[rows]])]


def figures(register: Register, selection: Selection) -> pd.DataFrame:
    """The figures that ``edges`` adds up: one row for each ordered pair and cadre, sorted by all three.

    ``people`` is in the selection's unit. Raises ``InputError`` as ``check`` does.
    """
    check(register, selection)
    found = cube(register)
    return _table(found, _by_pair(found, _chosen(found, selection)))


def edges(register: Register, selection: Selection) -> pd.DataFrame:
    """The corridors: one row for each ordered pair with a figure, sorted by origin and destination.

    ``people`` is the sum over the cadres named in ``cadre`` (joined with ``+``), in the selection's unit. Of a sum,
    ``year`` is the year of its oldest part, ``confidence`` that of its weakest part, ``source`` every part's, joined
    with `` ; ``. Raises ``InputError`` as ``check`` does, and where shares of several cadres would be added.
    """
    check(register, selection)
    found = cube(register)
    rows = _by_pair(found, _chosen(found, selection))
    last = last_of_each(found.origin[rows], found.destination[rows])
    table = _table(found, rows[last])
    if len(last) == len(rows):
        return table
    if selection.unit == SHARE_UNIT:
        wrong = say("is '{unit}': shares of different cadres cannot be added", unit=SHARE_UNIT)
        raise InputError(say("the selection"), [Problem(say("the unit"), wrong, say("one cadre"))])
    starts = np.concatenate([[0], last[:-1] + 1])
    table["people"] = np.add.reduceat(found.people[rows], starts)
    table["year"] = np.minimum.reduceat(found.year[rows], starts)
    weakest = np.minimum.reduceat(found.confidence[rows], starts)
    table["confidence"] = found.words["confidence"].take(weakest)
    pair = np.repeat(np.arange(len(last)), np.diff([*starts, len(rows)]))
    table["cadre"] = joined(pair, found.cadre[rows], found.words["cadre"], _JOINED)
    table["source"] = joined(pair, found.source[rows], found.words["source"], _AND)
    return table


def left_out(register: Register, selection: Selection) -> pd.DataFrame:
    """The newest figures of the selection's measure, unit and years that ``edges`` does not show, and why.

    The columns of ``EDGE_COLUMNS`` and ``reason``: ``another basis`` or ``cadre that overlaps``. Sorted by origin,
    destination, basis and cadre.
    """
    check(register, selection)
    found = cube(register)
    newest = _newest(found, selection)
    rest = np.setdiff1d(newest, _chosen(found, selection))
    same_basis = _first_for_each_destination(found, newest, found.basis[newest])
    table = _table(found, rest)
    table["reason"] = pd.Index(["another basis", "cadre that overlaps"], dtype="str").take(
        np.isin(rest, same_basis).astype(np.int64)
    )
    return table.sort_values(["origin", "destination", "basis", "cadre"], ignore_index=True)


def series(register: Register, origin: str, destination: str, selection: Selection) -> pd.DataFrame:
    """Every year's figure of one corridor, by basis (in the order of ``BASES``), cadre and year.

    Nothing is added, and neither basis nor cadre is chosen: what the selection leaves open is shown side by side.
    Columns as of ``EDGE_COLUMNS``. Raises ``InputError`` as ``check`` does.
    """
    check(register, selection)
    found = cube(register)
    rows = _asked(found, selection)
    ends = [found.code("country", origin), found.code("country", destination)]
    rows = rows[(found.origin[rows] == ends[0]) & (found.destination[rows] == ends[1])]
    return _table(found, rows[last_of_each(found.basis[rows], found.cadre[rows], found.year[rows])])
