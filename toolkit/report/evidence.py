"""Where the numbers of the atlas come from, in words: years, sources, what was selected, what there is instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.atlas.selection import Selection, cadres_of
from toolkit.countries import country_name
from toolkit.register.read import Register
from toolkit.report.figures.edges import sources_of
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = [
    "Evidence",
    "cadres_in_words",
    "evidence_of",
    "nothing_selected",
    "selection_in_words",
    "selection_values",
    "source_keys",
    "sources_table",
    "words_of",
    "years_in_words",
]

_CADRES = {
    "physician": "doctors",
    "nurse": "nurses",
    "midwife": "midwives",
    "dentist": "dentists",
    "pharmacist": "pharmacists",
    "caregiver": "care workers",
    "allied": "other health professions",
    "all": "health workers not told apart",
    "all_migrants": "migrants of all occupations",
}
_TOGETHER = {"nurse_and_midwife": ("nurse", "midwife"), "health_worker": ("physician", "nurse", "midwife")}
_WORDS = {
    "stock": "people in the country at one time",
    "annual_inflow": "arrivals in a year",
    "joiners": "first registrations in a year",
    "licences": "foreign titles recognised",
    "full_time_equivalents": "full-time equivalents",
    "trained_in": "by country of training",
    "nationality": "by citizenship",
    "born_in": "by country of birth",
}
_TOLD = 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """The years and the keys of the sources that a number rests on, both sorted; empty where there are none."""

    years: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()

    def __add__(self, other: Evidence) -> Evidence:
        """What two numbers rest on together."""
        years, sources = {*self.years, *other.years}, {*self.sources, *other.sources}
        return Evidence(tuple(sorted(years)), tuple(sorted(sources)))

    @property
    def span(self) -> str:
        """The years in words."""
        return years_in_words(self.years)


def years_in_words(years: Iterable[int]) -> str:
    """The first and the last of some years: ``2016 to 2018``, empty where there is none."""
    found = sorted(set(years))
    return "" if not found else str(found[0]) if len(found) == 1 else f"{found[0]} to {found[-1]}"


def source_keys(cells: Iterable[Any]) -> list[str]:
    """The keys of sources in cells that may hold several, each once, sorted."""
    return sorted({key for cell in cells for key in sources_of(str(cell))})


def evidence_of(rows: pd.DataFrame) -> Evidence:
    """What rows with the columns ``year`` and ``source`` rest on."""
    years = sorted({int(year) for year in rows["year"].dropna()})
    return Evidence(tuple(years), tuple(source_keys(rows["source"])))


def cadres_in_words(joined: str) -> str:
    """Cadres as they are read, joined with ``+`` as in a table of corridors.

    >>> cadres_in_words("nurse+physician"), cadres_in_words("nurse_and_midwife+physician")
    ('doctors and nurses', 'doctors, nurses and midwives')
    """
    found = {part for cadre in cadres_of(joined) for part in _TOGETHER.get(cadre, (cadre,))} if joined else set()
    ordered = [cadre for cadre in _CADRES if cadre in found]
    return join([*(_CADRES[cadre] for cadre in ordered), *(c.replace("_", " ") for c in sorted(found - set(ordered)))])


def selection_in_words(selection: Selection) -> str:
    """What is looked at: measure, unit, basis, cadre, years, and whether weak figures are in."""
    basis = words_of(selection.basis) if selection.basis else "on the first basis that each destination has"
    cadre = cadres_in_words("+".join(selection.cadres)) or "the cadres that each destination counts"
    until = f"newest figures up to {selection.year}" if selection.year is not None else "newest figures"
    since = f", none before {selection.oldest}" if selection.oldest is not None else ""
    weak = "weak records too" if selection.weak else "without weak records"
    parts = (words_of(selection.measure), words_of(selection.unit), basis, cadre, f"{until}{since}", weak)
    return "; ".join(parts)


def words_of(word: str) -> str:
    """A measure, unit or basis as it is read."""
    return _WORDS.get(word, word.replace("_", " "))


def selection_values(selection: Selection) -> dict[str, Any]:
    """A selection as plain values."""
    names = ("measure", "unit", "basis", "year", "oldest", "weak")
    return {**{name: getattr(selection, name) for name in names}, "cadre": list(selection.cadres) or None}


def nothing_selected(register: Register, selection: Selection, countries: Iterable[str] = ()) -> str:
    """What to say when no figure fits a selection: that this is not zero, and which figures there are.

    With ``countries`` those are meant that begin or end in one of them.
    """
    table, named = register.corridors, list(countries)
    if named:
        table = table[table["origin"].isin(named) | table["destination"].isin(named)]
    shown = table["standing"] == "used"
    shown &= (table["confidence"] != "weak") | selection.weak
    same = table[shown & (table["measure"] == selection.measure)]
    held = (same if len(same) else table[shown]).groupby(["measure", "unit", "basis", "cadre"])["year"]
    kinds = held.agg(["size", "min", "max"]).sort_values("size", ascending=False, kind="stable")
    told = [
        f"--measure {key[0]} --unit {key[1]} --basis {key[2]} --cadre {key[3]}: {number(row['size'])} figures, "
        f"{years_in_words((int(row['min']), int(row['max'])))}"
        for key, row in kinds.head(_TOLD).iterrows()
        if isinstance(key, tuple)
    ]
    of = f" of {join(map(country_name, named), 'or')}" if named else ""
    head = f"No figure{of} fits: {selection_in_words(selection)}. Missing figures are not zeros."
    there = ["There are:", *(f"  {line}" for line in told)] if told else [f"The register has no figure{of} at all."]
    return "\n".join([head, *there])


def sources_table(register: Register, cells: Iterable[Any]) -> Table:
    """The sources that cells name, spelled out."""
    rows = []
    for key in source_keys(cells):
        source = register.sources.get(key)
        if source is not None:
            rows.append((key, source.title, source.publisher, str(source.year or ""), source.address))
        else:
            rows.append((key, "", "", "", ""))
    note = "The year is that of publication, blank where the page tells none; the years of figures stand beside them."
    return Table("Sources", ("key", "title", "publisher", "year", "address"), tuple(rows), note)
