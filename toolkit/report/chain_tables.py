"""Chains, rings and backfill as tables: each step with its year and source, each share assumed or sourced."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from toolkit.atlas.backfill import Backfill
from toolkit.atlas.chains import Chain, Chains
from toolkit.atlas.compensation import Compensation
from toolkit.atlas.refill import Refill
from toolkit.countries import country_name
from toolkit.report.evidence import cadres_in_words, evidence_of, years_in_words
from toolkit.report.figures.edges import counted
from toolkit.report.table import Table
from toolkit.wording import join, money, number, people, per_cent

__all__ = ["backfill_tables", "chain_sources", "chains_table", "compensation_table", "mixture"]

_ASSUMED = "assumed"


def chain_sources(chain: Chain, corridors: pd.DataFrame) -> tuple[str, ...]:
    """The keys of the sources of the steps of a chain."""
    steps = pd.MultiIndex.from_tuples(pairwise(chain.countries))
    rows = corridors[pd.MultiIndex.from_frame(corridors[["origin", "destination"]]).isin(steps)]
    return evidence_of(rows).sources


def mixture(corridors: pd.DataFrame) -> str:
    """A warning where corridors of different bases or cadres stand in one table; empty where they do not."""
    bases, cadres = sorted(set(corridors["basis"])), sorted(set(corridors["cadre"]))
    parts = [
        f"{what} ({join(words)})"
        for what, words in (("bases", bases), ("cadres", [cadres_in_words(cadre) for cadre in cadres]))
        if len(words) > 1
    ]
    if not parts:
        return ""
    return f"Destinations count different {join(parts)}: ask for one --basis and one --cadre to compare like with like."


def chains_table(title: str, found: Chains, corridors: pd.DataFrame, unit: str, language: str = "en") -> Table:
    """Chains or rings in rows, with the people, year and source of every step."""
    rows = tuple(
        (
            " → ".join(country_name(code, language) for code in chain.countries),
            counted(chain.bottleneck),
            per_cent(chain.share, 1),
            ", ".join(counted(number_) for number_ in chain.people),
            _years(chain),
            ", ".join(chain_sources(chain, corridors)),
        )
        for chain in found.found
    )
    parts = [
        f"The narrowest step and the steps are in {unit}.",
        "The share is that of one more recruit of the last country that falls on the first, if all refill from abroad.",
        "Nobody is followed: people move on each step, not the same people on all.",
        "" if found.complete else "The search stopped at its limit; there may be more.",
    ]
    columns = ("way", "narrowest", "share", "people by step", "years", "sources")
    return Table(f"{title}: {number(len(rows))}", columns, rows, " ".join(filter(None, parts)), ("narrowest", "share"))


def _years(chain: Chain) -> str:
    return years_in_words(year for year in chain.years if year is not None) or "not known"


def backfill_tables(
    found: Backfill,
    refills: dict[str, Refill],
    corridors: pd.DataFrame,
    *,
    most: int | None = None,
    language: str = "en",
) -> list[Table]:
    """Where a shortage ends, and who recruits from whom on the way; every share refilled is sourced or assumed."""
    countries = found.countries if most is None else found.countries.head(most)
    steps = found.steps if most is None else found.steps.head(most)
    known = {(row["origin"], row["destination"]): row for row in corridors.to_dict("records")}
    shortage = tuple(
        (
            country_name(str(row["country"]), language),
            people(float(row["lost"])),
            people(float(row["passed_on"])),
            people(float(row["shortage"])),
            people(float(row["not_traced"])),
            per_cent(float(row["refilled"]), 1),
            _basis_of(refills.get(str(row["country"])), bool(row["assumed"]), str(row["source"])),
            number(float(row["origins"])),
        )
        for row in countries.to_dict("records")
    )
    way = tuple(
        (
            country_name(str(row["country"]), language),
            country_name(str(row["recruits_from"]), language),
            people(float(row["people"])),
            per_cent(float(row["share"]), 1),
            *_figure(known.get((row["recruits_from"], row["country"]))),
        )
        for row in steps.to_dict("records")
    )
    ends = [country_name(code, language) for code in (found.origin, found.destination)]
    ends_with = f"{ends[1]} has {people(found.gain)} more in the end" if found.gain < found.people - 0.05 else ""
    notes = [
        f"The shortages add up to the {people(found.people)} recruited (assumed).",
        f"{people(found.not_traced)} would be sought abroad where no origin is known." if found.not_traced else "",
        f"{ends_with}." if ends_with else "",
        f"{number(len(found.countries) - len(shortage))} more countries are not listed."
        * (len(found.countries) > len(shortage)),
        "No forecast: nobody trains more, works more or leaves less because of it.",
    ]
    columns = (
        "country",
        "lost",
        "refilled abroad",
        "shortage",
        "not traced",
        "share refilled",
        "share is",
        "origins known",
    )
    numeric = ("lost", "refilled abroad", "shortage", "not traced", "share refilled", "origins known")
    title = f"Where the shortage ends if {ends[1]} recruits {people(found.people)} more from {ends[0]}"
    steps_columns = ("country", "recruits from", "people", "share of its loss", "by its figure of", "source")
    return [
        Table(title, columns, shortage, " ".join(filter(None, notes)), numeric),
        Table("Who recruits from whom to make up for it", steps_columns, way, "", ("people", "share of its loss")),
    ]


def _basis_of(refill: Refill | None, assumed: bool, source: str) -> str:
    note = refill.note if refill is not None else "given" if assumed else ""
    said = f"{_ASSUMED}: {note.removeprefix('assumed: ').removeprefix('assumed ')}" if assumed else note
    return f"{said} ({source})" if source else said


def _figure(row: Mapping[Hashable, Any] | None) -> tuple[str, str]:
    """The figure that a step is in proportion to, and its source; empty where the table has none."""
    return ("", "") if row is None else (f"{counted(float(row['people']))} ({row['year']})", str(row["source"]))


def compensation_table(
    found: Compensation,
    costs: pd.DataFrame,
    given: Sequence[str],
    *,
    most: int | None = None,
    language: str = "en",
) -> Table:
    """Who would have to be compensated, and by how much; ``costs`` are the register's, ``given`` the user's own."""
    told = {str(row["country"]): row for row in costs.to_dict("records")}
    rows = []
    kept = found.countries if most is None else found.countries.head(most)
    for row in kept.to_dict("records"):
        country = str(row["country"])
        known = pd.notna(row["amount"])
        if country in given:
            basis, source = f"{_ASSUMED}: given", ""
        elif country in told:
            cost = told[country]
            basis, source = f"prices of {int(cost['price_year'])}; {cost['definition']}", str(cost["source"])
        else:
            basis, source = "not known", ""
        rows.append(
            (
                country_name(country, language),
                people(float(row["shortage"])),
                money(float(row["cost"]), found.currency) if known else "not known",
                money(float(row["amount"]), found.currency) if known else "not known",
                basis,
                source,
            )
        )
    without = [country_name(code, language) for code in found.without_cost]
    listed = join(without[:8]) + (f" and {len(without) - 8} more" if len(without) > 8 else "")
    note = (
        f"At least {money(found.total, found.currency)}: {money(found.direct, found.currency)} to the country that was "
        f"recruited from and {money(found.indirect, found.currency)} along the chain. Shortage × cost of training one "
        "person; what patients lose meanwhile is not in it."
    )
    left = len(found.countries) - len(rows)
    note += f" {number(left)} smaller amounts or shortages are not listed: add --most or --csv." if left else ""
    note += f" No cost is known for {listed}; give one with --cost." if without else ""
    columns = ("country", "shortage", "cost of training one", "amount", "the cost is", "source")
    return Table("Who would have to be compensated", columns, tuple(rows), note, ("shortage",))
