"""What there is to look at in the register's corridor figures: measures, cadres, bases and years with data.

Only figures of health workers that count people are told, so that a page offers no choice that shows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from toolkit.atlas.selection import Selection
from toolkit.languages.speech import say, say_count
from toolkit.register.read import Register
from toolkit.report.evidence import cadres_in_words, selection_in_words, words_of, years_in_words
from toolkit.wording import join, number

__all__ = [
    "Choice",
    "bases_held",
    "cadres_held",
    "measures_held",
    "more_than_one_kind",
    "selections_held",
    "years_held",
]

_NOT_HEALTH_WORKERS = ("remittances", "migrant_stock", "migrant_flow")
_NOT_COUNTED = ("percent_of_profession", "million_us_dollars")


@dataclass(frozen=True, slots=True)
class Choice:
    """A word of the register, how it is said, and on how many corridors it has figures."""

    word: str
    said: str
    corridors: int


def _counted(register: Register, weak: bool) -> pd.DataFrame:
    table = register.corridors
    shown = (table["standing"] == "used") & table["value"].notna() & (table["origin"] != table["destination"])
    shown &= ~table["measure"].isin(_NOT_HEALTH_WORKERS) & ~table["unit"].isin(_NOT_COUNTED)
    shown &= table["cadre"] != "all_migrants"
    return table[shown] if weak else table[shown & (table["confidence"] != "weak")]


def _of(register: Register, measure: str, unit: str, weak: bool) -> pd.DataFrame:
    table = _counted(register, weak)
    return table[(table["measure"] == measure) & (table["unit"] == unit)]


def measures_held(register: Register, *, weak: bool = False) -> dict[tuple[str, str], Choice]:
    """Measure and unit of every kind of figure, those with most corridors first; ties by their words."""
    table = _counted(register, weak)
    pairs = table.drop_duplicates(["measure", "unit", "origin", "destination"])
    sizes = pairs.groupby(["measure", "unit"]).size()
    keys = [(str(measure), str(unit)) for measure, unit in sizes.index]
    found = {key: int(size) for key, size in zip(keys, sizes, strict=True)}
    return {
        key: Choice(key[0], f"{words_of(key[0])}, {words_of(key[1])}", size)
        for key, size in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    }


def _held(table: pd.DataFrame, column: str) -> dict[str, int]:
    pairs = table.drop_duplicates([column, "origin", "destination"])
    sizes = pairs.groupby(column).size()
    found = {str(word): int(size) for word, size in zip(sizes.index, sizes, strict=True)}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def cadres_held(register: Register, measure: str, unit: str, *, weak: bool = False) -> dict[str, Choice]:
    """The cadres that a measure counts, those with most corridors first."""
    held = _held(_of(register, measure, unit, weak), "cadre")
    return {cadre: Choice(cadre, cadres_in_words(cadre), size) for cadre, size in held.items()}


def bases_held(register: Register, measure: str, unit: str, *, weak: bool = False) -> dict[str, Choice]:
    """The bases on which a measure counts, those with most corridors first."""
    held = _held(_of(register, measure, unit, weak), "basis")
    return {basis: Choice(basis, words_of(basis), size) for basis, size in held.items()}


def years_held(register: Register, measure: str, unit: str, *, weak: bool = False) -> tuple[int, ...]:
    """The years of which a measure has figures, the oldest first."""
    return tuple(sorted({int(year) for year in _of(register, measure, unit, weak)["year"]}))


def selections_held(register: Register, selection: Selection, *, most: int = 6) -> tuple[str, str]:
    """What to say when no figure fits a selection: that this is not zero; and which figures there are, as a list."""
    table = _counted(register, selection.weak)
    same = table[table["measure"] == selection.measure]
    held = (same if len(same) else table).groupby(["measure", "unit", "basis", "cadre"])["year"]
    kinds = held.agg(["size", "min", "max"]).sort_values("size", ascending=False, kind="stable")
    lines = [
        say_count(
            "{measure}; {unit}; {basis}; {cadres}: {count} figures of {years}",
            "{measure}; {unit}; {basis}; {cadres}: {count} figures of {years}",
            row["size"],
            measure=words_of(key[0]),
            unit=words_of(key[1]),
            basis=words_of(key[2]),
            cadres=cadres_in_words(key[3]),
            count=number(row["size"]),
            years=years_in_words((int(row["min"]), int(row["max"]))),
        )
        for key, row in kinds.head(most).iterrows()
        if isinstance(key, tuple)
    ]
    head = say(
        "No figure of the register fits: {selection}. Missing figures are not zeros.",
        selection=selection_in_words(selection),
    )
    return head, "\n".join(f"- {line}" for line in lines)


def more_than_one_kind(corridors: pd.DataFrame) -> str:
    """A warning where corridors of several bases or cadres stand side by side; empty where they do not."""
    bases, cadres = sorted(set(corridors["basis"])), sorted(set(corridors["cadre"]))
    told = {
        "bases": join(words_of(basis) for basis in bases),
        "cadres": "; ".join(cadres_in_words(cadre) for cadre in cadres),
    }
    if len(bases) > 1 and len(cadres) > 1:
        return say(
            "Destinations count different bases ({bases}) and cadres ({cadres}). Choose one basis and one cadre to "
            "compare like with like.",
            **told,
        )
    if len(bases) > 1:
        return say(
            "Destinations count different bases ({bases}). Choose one basis and one cadre to compare like with like.",
            bases=told["bases"],
        )
    if len(cadres) > 1:
        return say(
            "Destinations count different cadres ({cadres}). Choose one basis and one cadre to compare like with like.",
            cadres=told["cadres"],
        )
    return ""
