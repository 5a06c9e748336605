"""The map at two times, and before and after an agreement, as tables: each number with its year and source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.atlas.agreements_network import state_in
from toolkit.atlas.changes import CHANGES, agreement_changes, concentration_changes, corridor_changes
from toolkit.atlas.impact import Impact
from toolkit.atlas.selection import Selection, edges
from toolkit.countries import country_name
from toolkit.register.read import Register
from toolkit.report.case_on_map import CaseImpact, Move
from toolkit.report.chain_tables import chains_table
from toolkit.report.evidence import cadres_in_words, evidence_of, selection_in_words
from toolkit.report.exports import frame_rows
from toolkit.report.figures.edges import counted
from toolkit.report.register import spaced
from toolkit.report.table import Table
from toolkit.wording import number, people, per_cent

__all__ = ["YearsCompared", "case_tables", "compare_years", "comparison_tables", "moves_table"]

_QUIET = ("not_comparable", "no_new_figure", "unknown_before", "unknown_after", "unchanged")
_SIDES = {"inflow": "origins of", "outflow": "destinations of"}


@dataclass(frozen=True, eq=False)
class YearsCompared:
    """Corridors, concentration and agreements in two years, as ``toolkit.atlas.changes`` tells them.

    ``corridors`` has the sources of both figures too (``source_before``, ``source_after``).
    """

    earlier: Selection
    later: Selection
    corridors: pd.DataFrame
    concentration: pd.DataFrame
    agreements: pd.DataFrame

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "earlier": self.earlier.year,
            "later": self.later.year,
            **{name: frame_rows(getattr(self, name)) for name in ("corridors", "concentration", "agreements")},
        }


def compare_years(
    register: Register, earlier: Selection, later: Selection, *, country: str | None = None
) -> YearsCompared:
    """What changed between two selections that differ in their year, in all countries or in one.

    Corridors that are counted in another way in the two years are told as ``not_comparable``. Raises ``InputError``
    where the later selection is not later.
    """
    before, after = edges(register, earlier), edges(register, later)
    corridors = corridor_changes(before, after, strict=False)
    for table, when in ((before, "before"), (after, "after")):
        told = table[["origin", "destination", "source"]].rename(columns={"source": f"source_{when}"})
        corridors = corridors.merge(told, on=["origin", "destination"], how="left")
    concentration = concentration_changes(before, after)
    states = [state_in(register, one.year, weak=one.weak) for one in (earlier, later)]
    agreements = agreement_changes(*states)
    if country is not None:
        here = (corridors["origin"] == country) | (corridors["destination"] == country)
        corridors = corridors[here].reset_index(drop=True)
        concentration = concentration[concentration["country"] == country].reset_index(drop=True)
        theirs = [country in register.agreements[key].countries for key in agreements["agreement"]]
        agreements = agreements[theirs].reset_index(drop=True)
    return YearsCompared(earlier, later, corridors, concentration, agreements)


def comparison_tables(
    register: Register, found: YearsCompared, *, most: int | None = None, language: str = "en"
) -> list[Table]:
    """What changed: corridors, the largest difference first; concentration; agreements."""
    return [
        _corridors(found, most, language),
        _concentration(found, most, language),
        _agreements(register, found, most),
    ]


def _corridors(found: YearsCompared, most: int | None, language: str) -> Table:
    told = found.corridors[~found.corridors["change"].isin(_QUIET)]
    # of a corridor known in one year only, its people are the difference
    size = told["difference"].abs().fillna(told[["people_before", "people_after"]].max(axis=1))
    told = told.assign(size=size).sort_values(["size", "origin", "destination"], ascending=[False, True, True])
    kept = told if most is None else told.head(most)
    rows = tuple(
        (
            country_name(str(row["origin"]), language),
            country_name(str(row["destination"]), language),
            spaced(str(row["change"])) + ("" if row["certain"] else ", perhaps only no longer listed"),
            *_figure(row, "before"),
            *_figure(row, "after"),
            "" if pd.isna(row["difference"]) else f"{'+' if row['difference'] > 0 else ''}{number(row['difference'])}",
        )
        for row in kept.to_dict("records")
    )
    counts = found.corridors["change"].value_counts()
    quiet = [f"{spaced(word)} {number(int(counts[word]))} ({CHANGES[word]})" for word in _QUIET if word in counts]
    left = len(told) - len(kept)
    note = f"{selection_in_words(found.later).capitalize()}; compared with {found.earlier.year}."
    note += f" Not listed: {'; '.join(quiet)}." if quiet else ""
    if "not_comparable" in counts:
        note += " Ask for one --basis and one --cadre to compare more of them."
    note += f" {number(left)} smaller changes are not listed: add --most or --csv." if left else ""
    columns = ("from", "to", "change", "before", "year", "source", "after", "year ", "source ", "difference")
    title = f"Corridors that changed from {found.earlier.year} to {found.later.year}: {number(len(told))}"
    return Table(title, columns, rows, note, ("before", "after", "difference"))


def _figure(row: dict[Any, Any], when: str) -> tuple[str, str, str]:
    if pd.isna(row[f"people_{when}"]):
        return "not known", "", ""
    year = row[f"year_{when}"]
    return counted(float(row[f"people_{when}"])), "" if pd.isna(year) else str(year), str(row[f"source_{when}"])


def _concentration(found: YearsCompared, most: int | None, language: str) -> Table:
    table = found.concentration.assign(size=found.concentration["difference"].abs())
    table = table.sort_values(["size", "side", "country"], ascending=[False, True, True])
    kept = table if most is None else table.head(most)
    rows = tuple(
        (
            f"{_SIDES[str(row['side'])]} {country_name(str(row['country']), language)}",
            number(float(row["partners"])),
            *(number(float(row[name]), 3) if pd.notna(row[name]) else "not known" for name in ("before", "after")),
            *(counted(float(row[f"people_{when}"])) for when in ("before", "after")),
        )
        for row in kept.to_dict("records")
    )
    columns = ("concentration of the", "partners", "before", "after", "people before", "people after")
    note = (
        f"Herfindahl index, the sum of squared shares, over partners with a figure of the same kind in both years "
        f"({found.earlier.year} and {found.later.year}); their years and sources stand above or in --json."
    )
    return Table(f"Changes of concentration: {number(len(table))}", columns, rows, note, columns[1:])


def _agreements(register: Register, found: YearsCompared, most: int | None) -> Table:
    kept = found.agreements if most is None else found.agreements.head(most)
    rows = tuple(
        (
            str(row["agreement"]),
            spaced(str(row["before"])),
            spaced(str(row["after"])),
            spaced(str(row["change"])),
            register.agreements[str(row["agreement"])].sources[0],
        )
        for row in kept.to_dict("records")
    )
    left = len(found.agreements) - len(rows)
    note = f"{number(left)} more are not listed: add --most or --csv." if left else ""
    columns = ("agreement", f"in {found.earlier.year}", f"in {found.later.year}", "change", "source")
    return Table(f"Agreements whose standing changed: {number(len(found.agreements))}", columns, rows, note)


def moves_table(moves: Sequence[Move], case: str, language: str = "en") -> Table:
    """The people that the terms of a case move, by phase."""
    rows = tuple(
        (
            " → ".join(country_name(code, language) for code in move.corridor.split("-")),
            cadres_in_words(move.cadre),
            move.years,
            people(move.recruits),
            people(move.returns),
            per_cent(move.would_have_come),
            "assumed: terms of the case",
        )
        for move in moves
    )
    note = "Those who would have come anyway are among the recruits: the true difference is smaller by their share."
    columns = ("corridor", "cadre", "years", "recruits a year", "returns a year", "would have come anyway", "source")
    return Table(f"Who moves under {case}", columns, rows, note, columns[3:6])


def case_tables(register: Register, found: CaseImpact, language: str = "en") -> list[Table]:
    """A corridor before and after a plan: shares, concentration, rank; chains and rings; agreements."""
    done, unit = found.impact, spaced(found.selection.unit)
    ways = [country_name(code, language) for code in (found.plan.origin, found.plan.destination)]
    what = f"{ways[0]} → {ways[1]}, {cadres_in_words(found.plan.cadre)}"
    chains = chains_table("Chains that come to use the corridor", done.new_chains, found.corridors, unit, language)
    rings = chains_table("Rings that come to use the corridor", done.new_rings, found.corridors, unit, language)
    return [
        _position(found, what, ways, unit),
        chains,
        rings,
        _recruits(found, ways[0], language),
        _ties(done, language),
    ]


def _position(found: CaseImpact, what: str, ways: Sequence[str], unit: str) -> Table:
    done, table = found.impact, found.corridors
    here = (table["origin"] == found.plan.origin) & (table["destination"] == found.plan.destination)
    own = evidence_of(table[here])
    sides = {
        "outflow": evidence_of(table[table["origin"] == found.plan.origin]),
        "inflow": evidence_of(table[table["destination"] == found.plan.destination]),
    }
    every = evidence_of(table)

    def row(words: str, name: str, write: Any, years: str, sources: Sequence[str]) -> tuple[str, ...]:
        cells = [_written(getattr(position, name), write) for position in (done.before, done.after)]
        if name in ("people", "outflow", "inflow") and getattr(done.before, name) is None:
            cells[0] = "no figure; after: the plan alone"
        if name == "rank" and done.before.rank is None:
            cells[0] = "none"
        return (words, *cells, years or "no figure", ", ".join(sources) if len(sources) <= 6 else "see sources")

    rows = (
        row(f"people on the corridor ({unit})", "people", people, own.span, own.sources),
        row(f"all seen to leave {ways[0]}", "outflow", people, sides["outflow"].span, sides["outflow"].sources),
        row(f"all seen to come to {ways[1]}", "inflow", people, sides["inflow"].span, sides["inflow"].sources),
        row(f"its share of those who leave {ways[0]}", "share_of_outflow", _share, sides["outflow"].span, ()),
        row(f"its share of those who come to {ways[1]}", "share_of_inflow", _share, sides["inflow"].span, ()),
        row(
            f"concentration of the destinations of {ways[0]}",
            "outflow_concentration",
            _index,
            sides["outflow"].span,
            (),
        ),
        row(f"concentration of the origins of {ways[1]}", "inflow_concentration", _index, sides["inflow"].span, ()),
        row("rank among the corridors", "rank", number, every.span, ()),
    )
    counts = "at the end of the plan" if done.count == "stock" else "in an average year of the plan"
    note = (
        f"{selection_in_words(found.selection).capitalize()}. The plan adds {people(done.added)} people {counts} "
        f"(assumed). All else stays as it is: no forecast. Corridors with people: {done.before.corridors} before, "
        f"{done.after.corridors} after."
    )
    columns = ("what", "before", "after", "figures of", "sources")
    return Table(f"{what}: before and after", columns, rows, note, ("before", "after"))


def _written(value: float | None, write: Any) -> str:
    return "not known" if value is None else str(write(value))


def _share(value: float) -> str:
    return per_cent(value, 1)


def _index(value: float) -> str:
    return number(value, 3)


def _recruits(found: CaseImpact, origin: str, language: str) -> Table:
    table = found.corridors
    into = table[table["destination"] == found.plan.origin].set_index("origin")
    rows = tuple(
        (
            country_name(part.country, language),
            counted(part.people),
            per_cent(part.share, 1),
            str(into.loc[part.country, "year"]),
            str(into.loc[part.country, "source"]),
        )
        for part in found.impact.recruits_from
    )
    note = (
        "Who leaves may be replaced from there."
        if rows
        else f"Not known: no figure of who comes to {origin}. That does not mean that nobody does."
    )
    return Table(f"From whom {origin} recruits itself", ("from", "people", "share", "year", "source"), rows, note)


def _ties(done: Impact, language: str) -> Table:
    ties = done.ties
    if ties is None:
        return Table("Agreements", ("what", "is"), ())
    rows = [(f"agreements on the corridor, {spaced(word)}", ", ".join(keys)) for word, keys in ties.covering.items()]
    rows += [
        ("the two would be tied for the first time", "yes" if ties.new_tie else "no"),
        ("fewest agreements from one to the other now", str(ties.way) if ties.way else "no way"),
        ("partners of the first", _codes(ties.origin_partners, language)),
        ("partners of the second", _codes(ties.destination_partners, language)),
    ]
    note = "Partners are tied by agreements in force, or perhaps in force; announced ones do not count."
    return Table("Agreements of the corridor", ("what", "is"), tuple(rows), note)


def _codes(codes: Sequence[str], language: str) -> str:
    return ", ".join(country_name(code, language) for code in codes) or "none known"
