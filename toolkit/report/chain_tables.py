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
from toolkit.languages.speech import say, say_count
from toolkit.report.evidence import cadres_in_words, evidence_of, years_in_words
from toolkit.report.figures.edges import counted
from toolkit.report.table import Table
from toolkit.wording import join, money, number, people, per_cent

__all__ = ["backfill_tables", "chain_sources", "chains_table", "compensation_table", "mixture"]

_NAMED = 8


def chain_sources(chain: Chain, corridors: pd.DataFrame) -> tuple[str, ...]:
    """The keys of the sources of the steps of a chain."""
    steps = pd.MultiIndex.from_tuples(pairwise(chain.countries))
    rows = corridors[pd.MultiIndex.from_frame(corridors[["origin", "destination"]]).isin(steps)]
    return evidence_of(rows).sources


def mixture(corridors: pd.DataFrame) -> str:
    """A warning where corridors of different bases or cadres stand in one table; empty where they do not."""
    bases, cadres = sorted(set(corridors["basis"])), sorted(set(corridors["cadre"]))
    told = {"bases": join(bases), "cadres": join(cadres_in_words(cadre) for cadre in cadres)}
    if len(bases) > 1 and len(cadres) > 1:
        return say(
            "Destinations count different bases ({bases}) and cadres ({cadres}): ask for one --basis and one --cadre "
            "to compare like with like.",
            **told,
        )
    if len(bases) > 1:
        return say(
            "Destinations count different bases ({bases}): ask for one --basis and one --cadre to compare like with "
            "like.",
            bases=told["bases"],
        )
    if len(cadres) > 1:
        return say(
            "Destinations count different cadres ({cadres}): ask for one --basis and one --cadre to compare like with "
            "like.",
            cadres=told["cadres"],
        )
    return ""


def chains_table(title: str, found: Chains, corridors: pd.DataFrame, unit: str, language: str = "") -> Table:
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
        say("The narrowest step and the steps are in {unit}.", unit=unit),
        say(
            "The share is that of one more recruit of the last country that falls on the first, if all refill from "
            "abroad."
        ),
        say("Nobody is followed: people move on each step, not the same people on all."),
        "" if found.complete else say("The search stopped at its limit; there may be more."),
    ]
    columns = (say("way"), say("narrowest"), say("share"), say("people by step"), say("years"), say("sources"))
    heading = say("{title}: {count}", title=title, count=number(len(rows)))
    return Table(heading, columns, rows, " ".join(filter(None, parts)), columns[1:3])


def _years(chain: Chain) -> str:
    return years_in_words(year for year in chain.years if year is not None) or say("not known")


def backfill_tables(
    found: Backfill,
    refills: dict[str, Refill],
    corridors: pd.DataFrame,
    *,
    most: int | None = None,
    language: str = "",
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
    columns = (
        say("country"),
        say("lost"),
        say("refilled abroad"),
        say("shortage"),
        say("not traced"),
        say("share refilled"),
        say("share is"),
        say("origins known"),
    )
    title = say(
        "Where the shortage ends if {destination} recruits {count} more from {origin}",
        destination=ends[1],
        count=people(found.people),
        origin=ends[0],
    )
    steps_columns = (
        say("country"),
        say("recruits from"),
        say("people"),
        say("share of its loss"),
        say("by its figure of"),
        say("source"),
    )
    remark = _about_backfill(found, ends[1], len(found.countries) - len(shortage))
    return [
        Table(title, columns, shortage, remark, (*columns[1:6], columns[7])),
        Table(say("Who recruits from whom to make up for it"), steps_columns, way, "", steps_columns[2:4]),
    ]


def _about_backfill(found: Backfill, destination: str, left: int) -> str:
    """What a table of shortages says of itself; ``left`` is the number of countries that it leaves out."""
    untraced, gain = people(found.not_traced), people(found.gain)
    added_up = say_count(
        "The shortages add up to the {count} recruited (assumed).",
        "The shortages add up to the {count} recruited (assumed).",
        found.people,
        count=people(found.people),
    )
    sought = say_count(
        "{count} would be sought abroad where no origin is known.",
        "{count} would be sought abroad where no origin is known.",
        found.not_traced,
        count=untraced,
    )
    has_more = say_count(
        "{country} has {count} more in the end.",
        "{country} has {count} more in the end.",
        found.gain,
        country=destination,
        count=gain,
    )
    not_listed = say_count(
        "{count} more countries are not listed.", "{count} more countries are not listed.", left, count=number(left)
    )
    notes = [
        added_up,
        sought if found.not_traced else "",
        has_more if found.gain < found.people - 0.05 else "",
        not_listed if left else "",
        say("No forecast: nobody trains more, works more or leaves less because of it."),
    ]
    return " ".join(filter(None, notes))


def _basis_of(refill: Refill | None, assumed: bool, source: str) -> str:
    note = refill.note if refill is not None else say("given") if assumed else ""
    if assumed:
        word = say("assumed")
        note = say("assumed: {basis}", basis=note.removeprefix(f"{word}: ").removeprefix(f"{word} "))
    return f"{note} ({source})" if source else note


def _figure(row: Mapping[Hashable, Any] | None) -> tuple[str, str]:
    """The figure that a step is in proportion to, and its source; empty where the table has none."""
    return ("", "") if row is None else (f"{counted(float(row['people']))} ({row['year']})", str(row["source"]))


def compensation_table(
    found: Compensation,
    costs: pd.DataFrame,
    given: Sequence[str],
    *,
    most: int | None = None,
    language: str = "",
) -> Table:
    """Who would have to be compensated, and by how much; ``costs`` are the register's, ``given`` the user's own."""
    told = {str(row["country"]): row for row in costs.to_dict("records")}
    rows = []
    kept = found.countries if most is None else found.countries.head(most)
    for row in kept.to_dict("records"):
        country = str(row["country"])
        known = pd.notna(row["amount"])
        if country in given:
            basis, source = say("assumed: {basis}", basis=say("given")), ""
        elif country in told:
            cost = told[country]
            basis = say("prices of {year}; {definition}", year=int(cost["price_year"]), definition=cost["definition"])
            source = str(cost["source"])
        else:
            basis, source = say("not known"), ""
        rows.append(
            (
                country_name(country, language),
                people(float(row["shortage"])),
                money(float(row["cost"]), found.currency) if known else say("not known"),
                money(float(row["amount"]), found.currency) if known else say("not known"),
                basis,
                source,
            )
        )
    columns = (
        say("country"),
        say("shortage"),
        say("cost of training one"),
        say("amount"),
        say("the cost is"),
        say("source"),
    )
    remark = _about_compensation(found, len(found.countries) - len(rows), language)
    return Table(say("Who would have to be compensated"), columns, tuple(rows), remark, columns[1:2])


def _about_compensation(found: Compensation, left: int, language: str) -> str:
    """What a table of amounts says of itself; ``left`` is the number of rows that it leaves out."""
    notes = [
        say(
            "At least {total}: {direct} to the country that was recruited from and {indirect} along the chain. "
            "Shortage × cost of training one person; what patients lose meanwhile is not in it.",
            total=money(found.total, found.currency),
            direct=money(found.direct, found.currency),
            indirect=money(found.indirect, found.currency),
        )
    ]
    if left:
        notes.append(
            say_count(
                "{count} smaller amounts or shortages are not listed: add --most or --csv.",
                "{count} smaller amounts or shortages are not listed: add --most or --csv.",
                left,
                count=number(left),
            )
        )
    without = [country_name(code, language) for code in found.without_cost]
    named, more = join(without[:_NAMED]), len(without) - _NAMED
    if more > 0:
        notes.append(
            say_count(
                "No cost is known for {countries} and {count} more; give one with --cost.",
                "No cost is known for {countries} and {count} more; give one with --cost.",
                more,
                countries=named,
                count=number(more),
            )
        )
    elif without:
        notes.append(say("No cost is known for {countries}; give one with --cost.", countries=named))
    return " ".join(notes)
