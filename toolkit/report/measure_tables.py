"""One measure of all countries: a table with years and sources, what the measure is, values to colour a map by."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.atlas.described import MEASURES, Measure
from toolkit.atlas.flows import of_one_kind
from toolkit.atlas.graphs import listed_on
from toolkit.atlas.measures import country_measures
from toolkit.atlas.selection import Selection, cadres_of, edges
from toolkit.atlas.vulnerability import ENOUGH, vulnerability
from toolkit.countries import country_name
from toolkit.register.read import Register
from toolkit.report.evidence import Evidence, cadres_in_words, evidence_of, selection_in_words, source_keys
from toolkit.report.figures.edges import counted
from toolkit.report.table import Table
from toolkit.wording import number, per_cent

__all__ = ["RANKED", "about_measure", "country_values", "measure_table", "measure_value", "shades"]

_INDEX = Measure(
    "vulnerability",
    "vulnerability",
    "weighted mean of five parts: shortage of staff, of services, loss rate, concentration, safeguards list",
    "Σ over parts of weight × part, over the weights of the parts known",
    "0 (not vulnerable) to 1",
    "",
    f"parts with {per_cent(ENOUGH)} of the weight are not known",
)
RANKED: dict[str, Measure] = {
    name: measure
    for name, measure in {**MEASURES, "vulnerability": _INDEX}.items()
    if name in ("dependence", "loss_rate", "vulnerability", "people_in", "people_out", "net")
    or name.endswith("_concentration")
    or name in ("two_way", "betweenness")
}
"""The measures that countries are ranked by; the order is that of ``MEASURES``."""

_PER_CENT = ("two_way", "dependence", "loss_rate")
_CAVEATS = {
    "loss_rate": " Where foreigners come to train and leave again, as to some Caribbean schools, they count as losses.",
    "origin_concentration": " With one origin in sight it is 1 whatever the truth.",
    "destination_concentration": " With one destination in sight it is 1 whatever the truth.",
    "vulnerability": " The choice of parts and weights is this toolkit's, not a published index.",
}
_WORKFORCE = {"dependence": "workforce", "loss_rate": "home"}
_HELD_AS = {"health_worker": ("physician", "nurse_and_midwife")}


def measure_value(name: str, value: float) -> str:
    """A value of a measure as it is written; shares of 0 to 1 as per cent where they are shares of people."""
    if name in _PER_CENT:
        return per_cent(value, 1)
    if RANKED[name].unit.startswith("as selected"):
        return counted(value) if value >= 0 else number(value)
    return number(value, 3)


def country_values(register: Register, selection: Selection, name: str) -> pd.DataFrame:
    """``country`` and ``value`` of the countries of which the measure is known, the highest first; shares are 0 to 1.

    Raises ``InputError`` as ``country_measures`` does.
    """
    if name == "vulnerability":
        table = vulnerability(register, selection).rename(columns={"index": "value"})
    else:
        table = country_measures(register, selection).rename(columns={name: "value"})
    table = table[["country", "value"]].dropna()
    return table.sort_values(["value", "country"], ascending=[False, True], ignore_index=True)


def shades(register: Register, selection: Selection, name: str) -> tuple[pd.DataFrame, str]:
    """The values of a measure as a map shows them, and the title of their legend; shares of people in per cent."""
    values, title = country_values(register, selection, name), RANKED[name].title
    if name in _PER_CENT:
        return values.assign(value=values["value"] * 100), f"{title}, %"
    return values, title


def about_measure(name: str) -> Table:
    """What a measure is: formula, unit, source of the formula, what a missing value means."""
    measure = RANKED[name]
    bound = f"{measure.bound} the value given" if measure.bound else "as computed"
    rows = (
        ("formula", measure.formula),
        ("in symbols", measure.symbols),
        ("unit", measure.unit),
        ("formula from", measure.source or "this toolkit"),
        ("where a value is missing", measure.missing),
        ("how sure", bound),
    )
    return Table(f"{measure.title.capitalize()}: what it is", ("what", "is"), rows)


def measure_table(register: Register, selection: Selection, name: str, language: str = "en") -> Table:
    """Every country of which a measure is known, the highest first, with years and sources.

    Raises ``InputError`` as ``country_measures`` does.
    """
    values = country_values(register, selection, name)
    measures = country_measures(register, selection).set_index("country")
    found = _evidence(register, selection, name)
    facts = _facts(register) if name == "vulnerability" else {}
    measure = RANKED[name]
    bound = f"{measure.bound} " if measure.bound else ""
    rows = []
    for country, value in zip(values["country"], values["value"], strict=True):
        row = measures.loc[country].to_dict()
        rests_on = found.get(country, Evidence()) + facts.get(country, Evidence())
        rests_on += _workforce(register, str(country), name, row)
        rows.append(
            (
                country_name(str(country), language),
                f"{bound}{measure_value(name, float(value))}",
                _seen(name, row),
                rests_on.span,
                ", ".join(rests_on.sources),
            )
        )
    unknown = len(measures) - len(rows)
    note = f"{selection_in_words(selection).capitalize()}. "
    note += f"For {number(unknown)} countries it is not known: {measure.missing}."
    note += _CAVEATS.get(name, "")
    columns = ("country", measure.title, "what the data see", "years", "sources")
    return Table(f"{measure.title.capitalize()}: {number(len(rows))} countries", columns, tuple(rows), note)


def _evidence(register: Register, selection: Selection, name: str) -> dict[Any, Evidence]:
    """By country what the corridors behind a measure rest on."""
    table = edges(register, selection)
    sides = []
    if name not in ("people_out", "destination_concentration", "loss_rate", "vulnerability"):
        sides.append((table, "destination"))
    if name not in ("people_in", "origin_concentration", "dependence"):
        sides.append((of_one_kind(table), "origin"))
    found: dict[Any, Evidence] = {}
    for rows, end in sides:
        cells = zip(rows[end], rows["year"], rows["source"], strict=True)
        parts: dict[Any, tuple[set[int], set[str]]] = {}
        for country, year, source in cells:
            years, sources = parts.setdefault(country, (set(), set()))
            years.add(int(year))
            sources.add(str(source))
        for country, (years, sources) in parts.items():
            told = Evidence(tuple(sorted(years)), tuple(source_keys(sources)))
            found[country] = found.get(country, Evidence()) + told
    return found


def _workforce(register: Register, country: str, name: str, row: dict[Any, Any]) -> Evidence:
    """The year and sources of the workforce that a share is of."""
    part = _WORKFORCE.get("loss_rate" if name == "vulnerability" else name)
    if part is None or pd.isna(row[f"{part}_year"]):
        return Evidence()
    held = [word for cadre in cadres_of(str(row[f"{part}_cadre"])) for word in _HELD_AS.get(cadre, (cadre,))]
    table = register.indicators
    here = (table["country"] == country) & (table["standing"] == "used") & (table["year"] == row[f"{part}_year"])
    here &= table["indicator"].isin(["workforce", "density"]) & table["cadre"].isin(held)
    return Evidence((int(row[f"{part}_year"]),), tuple(source_keys(table.loc[here, "source"])))


def _facts(register: Register) -> dict[Any, Evidence]:
    """By country the newest density and service index behind the vulnerability, with the sources of the list."""
    table = register.indicators
    rows = table[(table["standing"] == "used") & table["indicator"].isin(["density", "uhc_index"])]
    rows = rows[rows["cadre"].isin(["physician", "nurse_and_midwife", ""])].sort_values("year", kind="stable")
    rows = rows.groupby(["country", "indicator", "cadre"]).tail(1)
    version, _ = listed_on(register)
    versions = register.safeguards_versions
    listed = Evidence((), tuple(source_keys(versions.loc[versions["version"] == version, "source"])))
    return {country: evidence_of(part) + listed for country, part in rows.groupby("country")}


def _seen(name: str, row: dict[Any, Any]) -> str:
    parts = []
    columns = RANKED[name].coverage
    if "origins" in columns:
        parts.append(f"{number(row['origins'])} origins reported")
    if "destinations" in columns and pd.notna(row["destinations_reporting"]):
        parts.append(f"{number(row['destinations'])} of {number(row['destinations_reporting'])} destinations")
    if "two_way_pairs" in columns:
        parts.append(f"{number(row['two_way_pairs'])} partners known both ways")
    part = _WORKFORCE.get(name)
    if part is not None and pd.notna(row[part]):
        cadre = cadres_in_words(str(row[f"{part}_cadre"]))
        parts.append(f"workforce {number(row[part])} {cadre} in {row[f'{part}_year']}")
    return "; ".join(parts)
