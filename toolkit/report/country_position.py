"""A country's position in the network: every measure with the years, sources and coverage that it rests on.

Briefings, tables and the command line tell the same from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import pandas as pd

from toolkit.atlas.agreements_network import ordered_pairs, state_in
from toolkit.atlas.brokers import brokers
from toolkit.atlas.described import MEASURES, Measure
from toolkit.atlas.flows import kinds, of_one_kind
from toolkit.atlas.measures import country_measures
from toolkit.atlas.selection import Selection, cadres_of, edges, figures
from toolkit.atlas.vulnerability import WEIGHTS, vulnerability
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.countries import identity, on_safeguards_list
from toolkit.register.read import Register
from toolkit.report.corridor_pictures import touching
from toolkit.report.corridor_status import corridors_with_status
from toolkit.report.evidence import Evidence, cadres_in_words, evidence_of, selection_values, source_keys
from toolkit.report.exports import frame_rows
from toolkit.wording import number, per_cent

__all__ = ["CountryPosition", "Value", "country_position"]

CONSTRAINT = Measure(
    "constraint",
    to_say("held in by its partners"),
    to_say("how far the country's partners are each other's partners too: low where it can play them off"),
    to_say("Σ over j of (p(i, j) + Σ over q of p(i, q) p(q, j))², p the share of a partner in all people in and out"),
    to_say("number, 0 to about 1"),
    "Burt 1992",
    to_say("the country is in no corridor with people"),
)
_HELD_AS = {"health_worker": ("physician", "nurse_and_midwife")}
_STANDINGS = ("in_force", "perhaps", "announced", "not_yet", "ended")
_CAME_FROM = {
    "counted": to_say("counted"),
    "density times population": to_say("density times population"),
    "nurses and midwives together": to_say("nurses and midwives together"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """A measure of a country: its value (``None`` where not known), what it rests on, and what the data see of it.

    ``workforce`` is what the workforce, services or list behind it rest on, where it needs them.
    """

    measure: Measure
    value: float | None
    evidence: Evidence
    workforce: Evidence
    seen: str
    coverage: Mapping[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        about = asdict(self.measure)
        about["formula_source"] = about.pop("source")
        about["coverage"] = dict(self.coverage)
        rests_on = self.evidence + self.workforce
        return {**about, "value": self.value, "seen": self.seen, **asdict(rests_on)}


@dataclass(frozen=True, eq=False)
class CountryPosition:
    """A country under one selection.

    ``row`` is its row of ``country_measures``, ``values`` its measures by name. ``vulnerability`` is its row of that
    table, ``facts`` what density, services and list rest on by component. ``corridors`` are those that touch it, with
    their status, ``figures`` what these add up. ``agreements`` are those that cover a corridor of it, by standing, keys
    sorted; ``announced`` ones are apart. ``safeguards`` tells by version of the list whether it is on it, ``None``
    where members are not held.
    """

    country: str
    selection: Selection
    row: Mapping[str, Any]
    values: Mapping[str, Value]
    vulnerability: Mapping[str, Any]
    facts: Mapping[str, Evidence]
    corridors: pd.DataFrame = field(repr=False)
    figures: pd.DataFrame = field(repr=False)
    agreements: Mapping[str, tuple[str, ...]]
    safeguards: Mapping[int, bool | None]
    safeguards_sources: Mapping[int, Evidence]

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "country": self.country,
            "selection": selection_values(self.selection),
            "measures": [value.to_dict() for value in self.values.values()],
            "vulnerability": {
                **frame_rows(pd.DataFrame([dict(self.vulnerability)]))[0],
                "weights": dict(WEIGHTS),
                "rests_on": {name: asdict(found) for name, found in self.facts.items()},
            },
            "corridors": frame_rows(self.corridors),
            "agreements": {standing: list(keys) for standing, keys in self.agreements.items()},
            "safeguards_list": {str(version): on for version, on in self.safeguards.items()},
        }


def country_position(register: Register, country: str, selection: Selection) -> CountryPosition:
    """The position of a country in the corridors and agreements of a selection.

    Raises ``InputError`` for a country that the register does not have and words that the codebook does not have.
    """
    identity(register, country)
    table = edges(register, selection)
    single = figures(register, selection)
    measured = country_measures(register, selection).set_index("country")
    row = {str(name): _plain(value) for name, value in measured.loc[country].items()}
    found = _evidence(register, single, country, selection, row)
    values = {
        name: Value(
            measure,
            row[name],
            *(found[name] if row[name] is not None else (Evidence(), Evidence())),
            _seen(measure, row, len(table)),
            {column: row[column] for column in measure.coverage},
        )
        for name, measure in MEASURES.items()
    }
    values["constraint"] = _constraint(table, country)
    index = vulnerability(register, selection).set_index("country").loc[country]
    versions = on_safeguards_list(register, country)
    return CountryPosition(
        country,
        selection,
        row,
        values,
        {str(name): _plain(value) for name, value in index.items()},
        {
            "density": _fact(register, country, "density", ("physician", "nurse_and_midwife"), selection.year),
            "uhc": _fact(register, country, "uhc_index", ("",), selection.year),
        },
        touching(corridors_with_status(register, selection), [country]),
        touching(single, [country]),
        _agreements(register, country, selection),
        versions,
        {version: _list_evidence(register, version) for version in versions},
    )


def _plain(value: Any) -> Any:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return None
    return value.item() if hasattr(value, "item") else value


def _evidence(
    register: Register, table: pd.DataFrame, country: str, selection: Selection, row: Mapping[str, Any]
) -> dict[str, tuple[Evidence, Evidence]]:
    """By measure what its figures rest on, and what its workforce rests on."""
    into = evidence_of(table[table["destination"] == country])
    alike = of_one_kind(table)
    out = evidence_of(alike[alike["origin"] == country])
    transit = _of_both_bases(register, country, selection)
    nothing = Evidence()
    return {
        "people_in": (into, nothing),
        "people_out": (out, nothing),
        "net": (into + out, nothing),
        "origin_concentration": (into, nothing),
        "destination_concentration": (out, nothing),
        "two_way": (_of_two_way(table, country), nothing),
        "pass_on": (into + out, nothing),
        "betweenness": (evidence_of(table), nothing),
        "trained_not_citizens": (transit, nothing),
        "dependence": (into, _of_workforce(register, country, "workforce", row)),
        "loss_rate": (out, _of_workforce(register, country, "home", row)),
    }


def _of_two_way(table: pd.DataFrame, country: str) -> Evidence:
    counted = kinds(table)
    here = counted[(counted["origin"] == country) | (counted["destination"] == country)]
    back = here[["destination", "origin", "kind"]].set_axis(["origin", "destination", "kind"], axis=1)
    return evidence_of(here.merge(back, on=["origin", "destination", "kind"]))


def _of_both_bases(register: Register, country: str, selection: Selection) -> Evidence:
    pair = ["origin", "destination", "cadre", "year"]
    tables = [figures(register, replace(selection, basis=basis)) for basis in ("trained_in", "nationality")]
    trained, citizens = (rows[rows["origin"] == country] for rows in tables)
    both = trained[pair].merge(citizens[pair], on=pair)
    return evidence_of(trained.merge(both, on=pair)) + evidence_of(citizens.merge(both, on=pair))


def _of_workforce(register: Register, country: str, name: str, row: Mapping[str, Any]) -> Evidence:
    """What a workforce of ``country_measures`` rests on: the facts that ``toolkit.atlas.workforce`` takes."""
    held = [part for cadre in cadres_of(row[f"{name}_cadre"]) for part in _HELD_AS.get(cadre, (cadre,))]
    came_from, year = str(row[f"{name}_from"]), row[f"{name}_year"]
    found = Evidence()
    if "counted" in came_from:
        found += _fact(register, country, "workforce", tuple(held), year)
    if "density" in came_from:
        found += _fact(register, country, "density", tuple(held), year)
        found += Evidence((), _fact(register, country, "population", ("",), year).sources)
    return found


def _fact(register: Register, country: str, indicator: str, cadres: tuple[str, ...], year: int | None) -> Evidence:
    """The facts of an indicator nearest to a year, or the newest, in the order of the atlas."""
    table = register.indicators
    rows = table[(table["country"] == country) & (table["indicator"] == indicator) & (table["standing"] == "used")]
    rows = rows[rows["cadre"].fillna("").isin(cadres) & rows["value"].notna()]
    years = rows["year"].astype("int64")
    rows = rows.assign(year=years, away=-years if year is None else (years - year).abs())
    rows = rows.sort_values(["cadre", "unit", "away", "year", "source", "value"], kind="stable")
    return evidence_of(rows.drop_duplicates(["cadre", "unit"]))


def _list_evidence(register: Register, version: int) -> Evidence:
    table = register.safeguards_versions
    rows = table[table["version"].astype(str) == str(version)]
    return Evidence((version,), tuple(source_keys(rows["source"])))


def _constraint(table: pd.DataFrame, country: str) -> Value:
    found = brokers(table).set_index("country")["constraint"] if len(table) else pd.Series(dtype=float)
    value = float(found[country]) if country in found.index and pd.notna(found[country]) else None
    evidence = evidence_of(table) if value is not None else Evidence()
    return Value(CONSTRAINT, value, evidence, Evidence(), _of_all(len(table)) if value is not None else "", {})


def _of_all(corridors: int) -> str:
    return say_count(
        "{count} corridors of all countries", "{count} corridors of all countries", corridors, count=number(corridors)
    )


def _seen(measure: Measure, row: Mapping[str, Any], corridors: int) -> str:
    """What the data see of a measure, in words."""
    parts = [] if measure.coverage else [_of_all(corridors)]
    if "origins" in measure.coverage:
        parts.append(
            say_count(
                "{count} origins reported", "{count} origins reported", row["origins"], count=number(row["origins"])
            )
        )
    if "destinations" in measure.coverage:
        parts.append(_destinations(row["destinations"], row["destinations_reporting"]))
    if "destinations_left_out" in measure.coverage and row["destinations_left_out"]:
        parts.append(
            say_count(
                "{count} more count in another way",
                "{count} more count in another way",
                row["destinations_left_out"],
                count=number(row["destinations_left_out"]),
            )
        )
    if "two_way_pairs" in measure.coverage:
        parts.append(
            say_count(
                "{count} partners known both ways",
                "{count} partners known both ways",
                row["two_way_pairs"],
                count=number(row["two_way_pairs"]),
            )
        )
    if "transit_pairs" in measure.coverage:
        parts.append(
            say_count(
                "{count} figures compared",
                "{count} figures compared",
                row["transit_pairs"],
                count=number(row["transit_pairs"]),
            )
        )
    for name, matched in (("workforce", "dependence_matched"), ("home", "loss_matched")):
        if matched in measure.coverage and row[matched] is not None:
            parts.append(_workforce_seen(row, name, row[matched]))
    return "; ".join(parts)


def _destinations(seen: int, reporting: int | None) -> str:
    if not reporting:
        return say_count(
            "{count} destinations that report so", "{count} destinations that report so", seen, count=number(seen)
        )
    return say_count(
        "{count} of {total} destinations that report so",
        "{count} of {total} destinations that report so",
        reporting,
        count=number(seen),
        total=number(reporting),
    )


def _workforce_seen(row: Mapping[str, Any], name: str, matched: float) -> str:
    """The workforce that a share is of, how it is known, and for how many of the people."""
    return say(
        "workforce {count} {cadres} ({year}, {ways}), known for {share} of the people",
        count=number(row[name]),
        cadres=cadres_in_words(row[f"{name}_cadre"]),
        year=row[f"{name}_year"],
        ways=", ".join(_came_from(words) for words in sorted(set(row[f"{name}_from"].split(" ; ")))),
        share=per_cent(matched),
    )


def _came_from(words: str) -> str:
    return ", ".join(say(_CAME_FROM.get(part, part)) for part in words.split(", "))


def _agreements(register: Register, country: str, selection: Selection) -> dict[str, tuple[str, ...]]:
    table = state_in(register, selection.year, weak=selection.weak)
    theirs = [any(country in pair for pair in ordered_pairs(register.agreements[key])) for key in table["agreement"]]
    table = table[theirs]
    return {standing: tuple(sorted(table.loc[table["standing"] == standing, "agreement"])) for standing in _STANDINGS}
