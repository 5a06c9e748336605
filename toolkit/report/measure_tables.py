"""One measure of all countries: a table with years and sources, what the measure is, values to colour a map by."""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.atlas.described import MEASURES, Measure
from toolkit.atlas.flows import of_one_kind
from toolkit.atlas.graphs import listed_on
from toolkit.atlas.measures import country_measures
from toolkit.atlas.selection import Selection, cadres_of, edges
from toolkit.atlas.vulnerability import vulnerability
from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.read import Register
from toolkit.report.evidence import Evidence, bounded, cadres_in_words, evidence_of, selection_in_words, source_keys
from toolkit.report.figures.edges import counted
from toolkit.report.figures.words import capital
from toolkit.report.table import Table
from toolkit.wording import number, per_cent

__all__ = ["RANKED", "about_measure", "country_values", "measure_table", "measure_value", "shades"]

_INDEX = Measure(
    "vulnerability",
    to_say("vulnerability"),
    to_say("weighted mean of five parts: shortage of staff, of services, loss rate, concentration, safeguards list"),
    to_say("Σ over parts of weight × part, over the weights of the parts known"),
    to_say("0 (not vulnerable) to 1"),
    "",
    to_say("parts with 60 % of the weight are not known"),
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
    "loss_rate": to_say(
        "Where foreigners come to train and leave again, as to some Caribbean schools, they count as losses."
    ),
    "origin_concentration": to_say("With one origin in sight it is 1 whatever the truth."),
    "destination_concentration": to_say("With one destination in sight it is 1 whatever the truth."),
    "vulnerability": to_say("The choice of parts and weights is this toolkit's, not a published index."),
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
    values, title = country_values(register, selection, name), say(RANKED[name].title)
    if name in _PER_CENT:
        return values.assign(value=values["value"] * 100), f"{title}, %"
    return values, title


def about_measure(name: str) -> Table:
    """What a measure is: formula, unit, source of the formula, what a missing value means."""
    measure = RANKED[name]
    sure = bounded(measure.bound, say("the value given")) if measure.bound else say("as computed")
    rows = (
        (say("formula"), say(measure.formula)),
        (say("in symbols"), say(measure.symbols)),
        (say("unit"), say(measure.unit)),
        (say("formula from"), measure.source or say("this toolkit")),
        (say("where a value is missing"), say(measure.missing)),
        (say("how sure"), sure),
    )
    title = say("{measure}: what it is", measure=capital(say(measure.title)))
    return Table(title, (say("what"), say("is")), rows)


def measure_table(register: Register, selection: Selection, name: str, language: str = "") -> Table:
    """Every country of which a measure is known, the highest first, with years and sources.

    ``language`` is that of the countries' names, by default the one that is spoken. Raises ``InputError`` as
    ``country_measures`` does.
    """
    values = country_values(register, selection, name)
    measures = country_measures(register, selection).set_index("country")
    found = _evidence(register, selection, name)
    facts = _facts(register) if name == "vulnerability" else {}
    measure = RANKED[name]
    rows = []
    for country, value in zip(values["country"], values["value"], strict=True):
        row = measures.loc[country].to_dict()
        rests_on = found.get(country, Evidence()) + facts.get(country, Evidence())
        rests_on += _workforce(register, str(country), name, row)
        rows.append(
            (
                country_name(str(country), language),
                bounded(measure.bound, measure_value(name, float(value))),
                _seen(name, row),
                rests_on.span,
                ", ".join(rests_on.sources),
            )
        )
    note = say_count(
        "{selection}. For {count} countries it is not known: {reason}.",
        "{selection}. For {count} countries it is not known: {reason}.",
        len(measures) - len(rows),
        selection=capital(selection_in_words(selection)),
        count=number(len(measures) - len(rows)),
        reason=say(measure.missing),
    )
    remarks = [note, say(_CAVEATS[name])] if name in _CAVEATS else [note]
    titled = say(measure.title)
    columns = (say("country"), titled, say("what the data see"), say("years"), say("sources"))
    title = say_count(
        "{measure}: {count} countries",
        "{measure}: {count} countries",
        len(rows),
        measure=capital(titled),
        count=number(len(rows)),
    )
    return Table(title, columns, tuple(rows), " ".join(remarks))


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
        parts.append(
            say_count(
                "{count} origins reported", "{count} origins reported", row["origins"], count=number(row["origins"])
            )
        )
    if "destinations" in columns and pd.notna(row["destinations_reporting"]):
        seen, reporting = row["destinations"], row["destinations_reporting"]
        parts.append(
            say_count(
                "{count} of {total} destinations",
                "{count} of {total} destinations",
                reporting,
                count=number(seen),
                total=number(reporting),
            )
        )
    if "two_way_pairs" in columns:
        parts.append(
            say_count(
                "{count} partners known both ways",
                "{count} partners known both ways",
                row["two_way_pairs"],
                count=number(row["two_way_pairs"]),
            )
        )
    part = _WORKFORCE.get(name)
    if part is not None and pd.notna(row[part]):
        parts.append(
            say(
                "workforce {count} {cadres} in {year}",
                count=number(row[part]),
                cadres=cadres_in_words(str(row[f"{part}_cadre"])),
                year=row[f"{part}_year"],
            )
        )
    return "; ".join(parts)
