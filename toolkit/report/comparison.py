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
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.read import Register
from toolkit.report.agreement_detail import standing_word
from toolkit.report.case_on_map import CaseImpact, Move
from toolkit.report.chain_tables import chains_table
from toolkit.report.evidence import cadres_in_words, evidence_of, selection_in_words
from toolkit.report.exports import frame_rows
from toolkit.report.figures.edges import counted
from toolkit.report.figures.words import capital
from toolkit.report.register import spaced
from toolkit.report.table import Table
from toolkit.wording import number, people, per_cent

__all__ = ["YearsCompared", "case_tables", "compare_years", "comparison_tables", "moves_table"]

_QUIET = ("not_comparable", "no_new_figure", "unknown_before", "unknown_after", "unchanged")
_CHANGES = {
    "appeared": to_say("appeared"),
    "vanished": to_say("vanished"),
    "grew": to_say("grew"),
    "shrank": to_say("shrank"),
    "unchanged": to_say("unchanged"),
    "no_new_figure": to_say("no new figure"),
    "unknown_before": to_say("unknown before"),
    "unknown_after": to_say("unknown after"),
    "not_comparable": to_say("not comparable"),
}
_BECAME = {
    "came_into_force": to_say("came into force"),
    "ended": to_say("ended"),
    "became_unknown": to_say("became unknown"),
    "became_known": to_say("became known"),
    "concluded": to_say("concluded"),
    "other": to_say("other"),
}
_FEW_SOURCES = 6
_SIDES = {"inflow": to_say("origins of {country}"), "outflow": to_say("destinations of {country}")}


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
    register: Register, found: YearsCompared, *, most: int | None = None, language: str = ""
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
            _changed(str(row["change"]), certain=bool(row["certain"])),
            *_figure(row, "before"),
            *_figure(row, "after"),
            "" if pd.isna(row["difference"]) else f"{'+' if row['difference'] > 0 else ''}{number(row['difference'])}",
        )
        for row in kept.to_dict("records")
    )
    counts = found.corridors["change"].value_counts()
    quiet = [
        say(
            "{change} {count} ({meaning})",
            change=_changed(word),
            count=number(counts[word]),
            meaning=say(CHANGES[word]),
        )
        for word in _QUIET
        if word in counts
    ]
    year, source = say("year"), say("source")
    # two columns of a name differ by a blank at the end of the second
    first, second = (say("before"), year, source), (say("after"), f"{year} ", f"{source} ")
    columns = (say("from"), say("to"), say("change"), *first, *second, say("difference"))
    title = say(
        "Corridors that changed from {earlier_year} to {later_year}: {count}",
        earlier_year=found.earlier.year,
        later_year=found.later.year,
        count=number(len(told)),
    )
    note = _about_changes(found, quiet, len(told) - len(kept))
    return Table(title, columns, rows, note, (first[0], second[0], columns[-1]))


def _changed(change: str, *, certain: bool = True) -> str:
    words = say(_CHANGES[change]) if change in _CHANGES else change.replace("_", " ")
    return words if certain else say("{change}, perhaps only no longer listed", change=words)


def _about_changes(found: YearsCompared, quiet: Sequence[str], left: int) -> str:
    """What the table of changed corridors says of itself; ``quiet`` are kinds not in it, ``left`` rows not shown."""
    notes = [
        say(
            "{selection}; compared with {year}.",
            selection=capital(selection_in_words(found.later)),
            year=found.earlier.year,
        ),
        say("Not listed: {kinds}.", kinds="; ".join(quiet)) if quiet else "",
        say("Ask for one --basis and one --cadre to compare more of them.")
        if (found.corridors["change"] == "not_comparable").any()
        else "",
        say_count(
            "{count} smaller changes are not listed: add --most or --csv.",
            "{count} smaller changes are not listed: add --most or --csv.",
            left,
            count=number(left),
        )
        if left
        else "",
    ]
    return " ".join(filter(None, notes))


def _figure(row: dict[Any, Any], when: str) -> tuple[str, str, str]:
    if pd.isna(row[f"people_{when}"]):
        return say("not known"), "", ""
    year = row[f"year_{when}"]
    return counted(float(row[f"people_{when}"])), "" if pd.isna(year) else str(year), str(row[f"source_{when}"])


def _concentration(found: YearsCompared, most: int | None, language: str) -> Table:
    table = found.concentration.assign(size=found.concentration["difference"].abs())
    table = table.sort_values(["size", "side", "country"], ascending=[False, True, True])
    kept = table if most is None else table.head(most)
    rows = tuple(
        (
            say(_SIDES[str(row["side"])], country=country_name(str(row["country"]), language)),
            number(float(row["partners"])),
            *(number(float(row[name]), 3) if pd.notna(row[name]) else say("not known") for name in ("before", "after")),
            *(counted(float(row[f"people_{when}"])) for when in ("before", "after")),
        )
        for row in kept.to_dict("records")
    )
    columns = (
        say("concentration of the"),
        say("partners"),
        say("before"),
        say("after"),
        say("people before"),
        say("people after"),
    )
    note = say(
        "Herfindahl index, the sum of squared shares, over partners with a figure of the same kind in both years "
        "({earlier_year} and {later_year}); their years and sources stand above or in --json.",
        earlier_year=found.earlier.year,
        later_year=found.later.year,
    )
    title = say("Changes of concentration: {count}", count=number(len(table)))
    return Table(title, columns, rows, note, columns[1:])


def _agreements(register: Register, found: YearsCompared, most: int | None) -> Table:
    kept = found.agreements if most is None else found.agreements.head(most)
    rows = tuple(
        (
            str(row["agreement"]),
            standing_word(str(row["before"])),
            standing_word(str(row["after"])),
            say(_BECAME[str(row["change"])]),
            register.agreements[str(row["agreement"])].sources[0],
        )
        for row in kept.to_dict("records")
    )
    left = len(found.agreements) - len(rows)
    more = say_count(
        "{count} more are not listed: add --most or --csv.",
        "{count} more are not listed: add --most or --csv.",
        left,
        count=number(left),
    )
    years = (say("in {year}", year=year) for year in (found.earlier.year, found.later.year))
    columns = (say("agreement"), *years, say("change"), say("source"))
    title = say("Agreements whose standing changed: {count}", count=number(len(found.agreements)))
    return Table(title, columns, rows, more if left else "")


def moves_table(moves: Sequence[Move], case: str, language: str = "") -> Table:
    """The people that the terms of a case move, by phase."""
    rows = tuple(
        (
            " → ".join(country_name(code, language) for code in move.corridor.split("-")),
            cadres_in_words(move.cadre),
            move.years,
            people(move.recruits),
            people(move.returns),
            per_cent(move.would_have_come),
            say("assumed: terms of the case"),
        )
        for move in moves
    )
    note = say(
        "Those who would have come anyway are among the recruits: the true difference is smaller by their share."
    )
    columns = (
        say("corridor"),
        say("cadre"),
        say("years"),
        say("recruits a year"),
        say("returns a year"),
        say("would have come anyway"),
        say("source"),
    )
    return Table(say("Who moves under {case}", case=case), columns, rows, note, columns[3:6])


def case_tables(register: Register, found: CaseImpact, language: str = "") -> list[Table]:
    """A corridor before and after a plan: shares, concentration, rank; chains and rings; agreements."""
    done, unit = found.impact, spaced(found.selection.unit)
    ways = [country_name(code, language) for code in (found.plan.origin, found.plan.destination)]
    what = f"{ways[0]} → {ways[1]}, {cadres_in_words(found.plan.cadre)}"
    chains = chains_table(say("Chains that come to use the corridor"), done.new_chains, found.corridors, unit, language)
    rings = chains_table(say("Rings that come to use the corridor"), done.new_rings, found.corridors, unit, language)
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
            cells[0] = say("no figure; after: the plan alone")
        if name == "rank" and done.before.rank is None:
            cells[0] = say("none")
        listed = ", ".join(sources) if len(sources) <= _FEW_SOURCES else say("see sources")
        return (words, *cells, years or say("no figure"), listed)

    origin, destination = {"country": ways[0]}, {"country": ways[1]}
    of_origin = say("concentration of the destinations of {country}", **origin)
    of_destination = say("concentration of the origins of {country}", **destination)
    left, came = sides["outflow"], sides["inflow"]

    rows = (
        row(say("people on the corridor ({unit})", unit=unit), "people", people, own.span, own.sources),
        row(say("all seen to leave {country}", **origin), "outflow", people, left.span, left.sources),
        row(say("all seen to come to {country}", **destination), "inflow", people, came.span, came.sources),
        row(say("its share of those who leave {country}", **origin), "share_of_outflow", _share, left.span, ()),
        row(say("its share of those who come to {country}", **destination), "share_of_inflow", _share, came.span, ()),
        row(of_origin, "outflow_concentration", _index, left.span, ()),
        row(of_destination, "inflow_concentration", _index, came.span, ()),
        row(say("rank among the corridors"), "rank", number, every.span, ()),
    )
    columns = (say("what"), say("before"), say("after"), say("figures of"), say("sources"))
    title = say("{corridor}: before and after", corridor=what)
    return Table(title, columns, rows, _about_plan(found), columns[1:3])


def _about_plan(found: CaseImpact) -> str:
    done, added = found.impact, people(found.impact.added)
    adds = (
        say_count(
            "The plan adds {count} people at the end of the plan (assumed).",
            "The plan adds {count} people at the end of the plan (assumed).",
            done.added,
            count=added,
        )
        if done.count == "stock"
        else say_count(
            "The plan adds {count} people in an average year of the plan (assumed).",
            "The plan adds {count} people in an average year of the plan (assumed).",
            done.added,
            count=added,
        )
    )
    rest = say(
        "All else stays as it is: no forecast. Corridors with people: {before} before, {after} after.",
        before=done.before.corridors,
        after=done.after.corridors,
    )
    return f"{capital(selection_in_words(found.selection))}. {adds} {rest}"


def _written(value: float | None, write: Any) -> str:
    return say("not known") if value is None else str(write(value))


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
        say("Who leaves may be replaced from there.")
        if rows
        else say("Not known: no figure of who comes to {country}. That does not mean that nobody does.", country=origin)
    )
    columns = (say("from"), say("people"), say("share"), say("year"), say("source"))
    return Table(say("From whom {country} recruits itself", country=origin), columns, rows, note)


def _ties(done: Impact, language: str) -> Table:
    ties = done.ties
    columns = (say("what"), say("is"))
    if ties is None:
        return Table(say("Agreements"), columns, ())
    rows = [
        (say("agreements on the corridor, {standing}", standing=standing_word(word)), ", ".join(keys))
        for word, keys in ties.covering.items()
    ]
    rows += [
        (say("the two would be tied for the first time"), say("yes") if ties.new_tie else say("no")),
        (say("fewest agreements from one to the other now"), str(ties.way) if ties.way else say("no way")),
        (say("partners of the first"), _codes(ties.origin_partners, language)),
        (say("partners of the second"), _codes(ties.destination_partners, language)),
    ]
    note = say("Partners are tied by agreements in force, or perhaps in force; announced ones do not count.")
    return Table(say("Agreements of the corridor"), columns, tuple(rows), note)


def _codes(codes: Sequence[str], language: str) -> str:
    return ", ".join(country_name(code, language) for code in codes) or say("none known")
