"""Where the numbers of the atlas come from, in words: years, sources, what was selected, what there is instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.atlas.selection import Selection, cadres_of
from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.read import Register
from toolkit.report.figures.edges import sources_of
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = [
    "Evidence",
    "bounded",
    "cadres_in_words",
    "evidence_of",
    "nothing_selected",
    "selection_in_words",
    "selection_parts",
    "selection_values",
    "source_keys",
    "sources_table",
    "words_of",
    "years_in_words",
]

_CADRES = {
    "physician": to_say("doctors"),
    "nurse": to_say("nurses"),
    "midwife": to_say("midwives"),
    "dentist": to_say("dentists"),
    "pharmacist": to_say("pharmacists"),
    "caregiver": to_say("care workers"),
    "allied": to_say("other health professions"),
    "all": to_say("health workers not told apart"),
    "all_migrants": to_say("migrants of all occupations"),
}
_TOGETHER = {"nurse_and_midwife": ("nurse", "midwife"), "health_worker": ("physician", "nurse", "midwife")}
_WORDS = {
    "stock": to_say("people in the country at one time"),
    "annual_inflow": to_say("arrivals in a year"),
    "joiners": to_say("first registrations in a year"),
    "licences": to_say("foreign titles recognised"),
    "full_time_equivalents": to_say("full-time equivalents"),
    "trained_in": to_say("by country of training"),
    "nationality": to_say("by citizenship"),
    "born_in": to_say("by country of birth"),
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
    if len(found) < 2:
        return "".join(map(str, found))
    return say("{first_year} to {last_year}", first_year=found[0], last_year=found[-1])


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
    others = (say(cadre.replace("_", " ")) for cadre in sorted(found - set(ordered)))
    return join([*(say(_CADRES[cadre]) for cadre in ordered), *others])


def selection_in_words(selection: Selection) -> str:
    """What is looked at: measure, unit, basis, cadre, years, and whether weak figures are in."""
    return "; ".join(selection_parts(selection))


def selection_parts(selection: Selection) -> tuple[str, ...]:
    """The parts of ``selection_in_words``, six in this order."""
    basis = words_of(selection.basis) if selection.basis else say("on the first basis that each destination has")
    cadre = cadres_in_words("+".join(selection.cadres)) or say("the cadres that each destination counts")
    weak = say("weak records too") if selection.weak else say("without weak records")
    return words_of(selection.measure), words_of(selection.unit), basis, cadre, _years_of(selection), weak


def _years_of(selection: Selection) -> str:
    year, oldest = selection.year, selection.oldest
    if year is not None and oldest is not None:
        return say("newest figures up to {year}, none before {oldest}", year=year, oldest=oldest)
    if year is not None:
        return say("newest figures up to {year}", year=year)
    return say("newest figures, none before {oldest}", oldest=oldest) if oldest is not None else say("newest figures")


def words_of(word: str) -> str:
    """A measure, unit or basis as it is read."""
    return say(_WORDS.get(word, word.replace("_", " ")))


def bounded(bound: str, amount: str) -> str:
    """An amount with what its measure says of it: ``at least``, ``at most`` or nothing."""
    if bound == "at least":
        return say("at least {amount}", amount=amount)
    return say("at most {amount}", amount=amount) if bound == "at most" else amount


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
        say_count(
            "{options}: {count} figures, {years}",
            "{options}: {count} figures, {years}",
            row["size"],
            options=f"--measure {key[0]} --unit {key[1]} --basis {key[2]} --cadre {key[3]}",
            count=number(row["size"]),
            years=years_in_words((int(row["min"]), int(row["max"]))),
        )
        for key, row in kinds.head(_TOLD).iterrows()
        if isinstance(key, tuple)
    ]
    there = [say("There are:"), *(f"  {line}" for line in told)] if told else [_none_at_all(named)]
    return "\n".join([_none_fits(selection, named), *there])


def _none_fits(selection: Selection, countries: list[str]) -> str:
    words = selection_in_words(selection)
    if not countries:
        return say("No figure fits: {selection}. Missing figures are not zeros.", selection=words)
    return say(
        "No figure of {countries} fits: {selection}. Missing figures are not zeros.",
        countries=join(map(country_name, countries), "or"),
        selection=words,
    )


def _none_at_all(countries: list[str]) -> str:
    if not countries:
        return say("The register has no figure at all.")
    return say("The register has no figure of {countries} at all.", countries=join(map(country_name, countries), "or"))


def sources_table(register: Register, cells: Iterable[Any]) -> Table:
    """The sources that cells name, spelled out."""
    rows = []
    for key in source_keys(cells):
        source = register.sources.get(key)
        if source is not None:
            rows.append((key, source.title, source.publisher, str(source.year or ""), source.address))
        else:
            rows.append((key, "", "", "", ""))
    note = say(
        "The year is that of publication, blank where the page tells none; the years of figures stand beside them."
    )
    columns = (say("key"), say("title"), say("publisher"), say("year"), say("address"))
    return Table(say("Sources"), columns, tuple(rows), note)
