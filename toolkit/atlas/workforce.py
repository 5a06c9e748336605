"""How many health workers of a cadre a country has: the whole that foreign-trained staff and losses are a share of.

A count of the register (indicator ``workforce``, in the unit asked for) comes first. Where there is none, and persons
are asked for, it is the density times the population (of the year nearest to the density's) / 10 000. Nurses, or
midwives, of a country that counts neither of them apart are set against nurses and midwives together: the share is then
too small, never too large.

Of several years the one nearest to the year asked for counts (the earlier of two equally near); without a year the
newest. The year is told with the number.
"""

from __future__ import annotations

import pandas as pd

from toolkit.register.read import Register

__all__ = ["COUNTED", "FROM_DENSITY", "PER", "health_worker_density", "indicator_values", "workforce"]

COUNTED = "counted"
FROM_DENSITY = "density times population"
WITH_MIDWIVES = "nurses and midwives together"
PER = 10_000.0
"""The people that a density counts health workers for."""

_UNITS = {"density": "per 10 000 people", "population": "persons", "uhc_index": "index points 0 to 100"}
_OF_EVERYBODY = ("population", "uhc_index")
_KEY = ["country", "cadre", "unit"]
WORKFORCE_COLUMNS = ("country", "cadre", "held_as", "workforce", "year", "came_from")


def _used(register: Register, indicator: str) -> pd.DataFrame:
    """The values that count, in the unit that the measures are reckoned in where there is one."""
    table = register.indicators
    rows = table[(table["indicator"] == indicator) & (table["standing"] == "used") & table["value"].notna()]
    rows = rows.assign(cadre=rows["cadre"].fillna(""), year=rows["year"].astype("int64"))
    if indicator in _UNITS:
        rows = rows[rows["unit"] == _UNITS[indicator]]
    return rows[rows["cadre"] == ""] if indicator in _OF_EVERYBODY else rows


def indicator_values(register: Register, indicator: str, year: int | None = None) -> pd.DataFrame:
    """An indicator by country, cadre and unit: columns ``country``, ``cadre``, ``unit``, ``value``, ``year``.

    Densities are per 10 000 people, populations persons, ``uhc_index`` points: values in another unit are left out.
    """
    rows = _used(register, indicator)
    rows = rows.assign(away=-rows["year"] if year is None else (rows["year"] - year).abs())
    rows = rows.sort_values([*_KEY, "away", "year", "source", "value"], kind="stable")
    return rows.drop_duplicates(_KEY)[[*_KEY, "value", "year"]].reset_index(drop=True)


def _from_density(register: Register, year: int | None) -> pd.DataFrame:
    population = _used(register, "population")[["country", "year", "source", "value"]]
    both = indicator_values(register, "density", year).merge(population, on="country", suffixes=("", "_population"))
    both = both.assign(away=(both["year_population"] - both["year"]).abs())
    both = both.sort_values([*_KEY, "away", "year_population", "source", "value_population"], kind="stable")
    both = both.drop_duplicates(_KEY)
    found = both[["country", "cadre", "year"]].assign(came_from=FROM_DENSITY)
    return found.assign(workforce=both["value"] * both["value_population"] / PER)


def workforce(register: Register, unit: str = "persons", year: int | None = None) -> pd.DataFrame:
    """The workforce by country and cadre, sorted by both.

    ``workforce`` is in the unit asked for; ``held_as`` is the cadre that the number really counts; ``came_from`` tells
    how it is known. A country and cadre without a row is not known.
    """
    counted = indicator_values(register, "workforce", year)
    counted = counted[counted["unit"] == unit].rename(columns={"value": "workforce"}).drop(columns="unit")
    known = counted.assign(came_from=COUNTED)
    if unit == "persons":
        known = pd.concat([known, _from_density(register, year)], ignore_index=True)
    known = known.drop_duplicates(["country", "cadre"]).assign(held_as=lambda rows: rows["cadre"])
    apart = known.loc[known["cadre"].isin(["nurse", "midwife"]), "country"]
    together = known[(known["cadre"] == "nurse_and_midwife") & ~known["country"].isin(apart)]
    stand_ins = [
        together.assign(cadre=cadre, came_from=together["came_from"] + ", " + WITH_MIDWIVES)
        for cadre in ("nurse", "midwife")
    ]
    table = pd.concat([known, *stand_ins, _all_three(known)], ignore_index=True)
    table = table.drop_duplicates(["country", "cadre"])[list(WORKFORCE_COLUMNS)]
    return table.sort_values(["country", "cadre"], ignore_index=True)


def _all_three(known: pd.DataFrame) -> pd.DataFrame:
    """Doctors, nurses and midwives together, where both parts are known in the same way."""
    doctors = known[known["cadre"] == "physician"].drop(columns=["cadre", "held_as"])
    others = known[known["cadre"] == "nurse_and_midwife"].drop(columns=["cadre", "held_as"])
    both = doctors.merge(others, on=["country", "came_from"], suffixes=("", "_others"))
    return pd.DataFrame(
        {
            "country": both["country"],
            "cadre": "health_worker",
            "held_as": "health_worker",
            "workforce": both["workforce"] + both["workforce_others"],
            "year": both[["year", "year_others"]].min(axis=1),
            "came_from": both["came_from"],
        }
    )


def health_worker_density(register: Register, year: int | None = None) -> pd.Series[float]:
    """Doctors, nurses and midwives per 10 000 people by country, where both parts are known."""
    table = indicator_values(register, "density", year)
    doctors = table[table["cadre"] == "physician"].set_index("country")["value"]
    others = table[table["cadre"] == "nurse_and_midwife"].set_index("country")["value"]
    return (doctors + others).dropna().sort_index()
