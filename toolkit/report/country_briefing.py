"""One page on a country's position, in plain words: every number with its year and source, or said not to be known."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd

from toolkit.atlas.chains import Chain, chains, cycles
from toolkit.atlas.selection import Selection, edges, left_out
from toolkit.atlas.selection import figures as figures_of
from toolkit.countries import country_in_a_sentence, country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.read import Register
from toolkit.report.chain_tables import chain_sources
from toolkit.report.corridor_tables import Gaps, find_gaps
from toolkit.report.country_position import CountryPosition, country_position
from toolkit.report.evidence import (
    Evidence,
    bounded,
    cadres_in_words,
    evidence_of,
    selection_parts,
    selection_values,
    years_in_words,
)
from toolkit.report.figures.edges import counted
from toolkit.report.figures.words import capital
from toolkit.report.register import spaced
from toolkit.report.standings import counted_standing
from toolkit.wording import join, number, per_cent

__all__ = ["LINES", "WIDTH", "Briefing", "country_briefing"]

LINES = 70
WIDTH = 100
"""A page: so many lines of so many characters."""

_WITHIN = 2
_SIDES = (("origin", "destination"), ("destination", "origin"))
_GO = {
    "origin": (to_say("They go to: {countries}."), to_say("They go to: not known.")),
    "destination": (to_say("They come from: {countries}."), to_say("They come from: not known.")),
}
"""Where the people go and come from, by the end at which the country stands."""

_YEARLY = {
    "joiners": {
        "origin": to_say("First registrations in a year, to: {countries}."),
        "destination": to_say("First registrations in a year, from: {countries}."),
    },
    "annual_inflow": {
        "origin": to_say("Arrivals in a year, to: {countries}."),
        "destination": to_say("Arrivals in a year, from: {countries}."),
    },
}
_UNCOVERED = {
    "origin": to_say("No agreement known on {count} of {total} corridors to: {countries}."),
    "destination": to_say("No agreement known on {count} of {total} corridors from: {countries}."),
}
_COUNTED_BY = {
    "trained_in": to_say("trained in {country}"),
    "nationality": to_say("citizens of {country}"),
    "born_in": to_say("born in {country}"),
}
_BY = {
    "trained_in": to_say("by trained in"),
    "nationality": to_say("by nationality"),
    "born_in": to_say("by born in"),
    "born_in_or_nationality": to_say("by born in or nationality"),
    "residence": to_say("by residence"),
}
_UNKNOWN = {
    "people_in": (
        to_say("The share of staff from abroad is not known: it needs stocks, and these figures are of movement."),
        to_say("The share of staff from abroad is not known: no figure of the people it counts."),
        to_say("The share of staff from abroad is not known: no workforce of these cadres is known in this unit."),
    ),
    "people_out": (
        to_say("The share of staff who are abroad is not known: it needs stocks, and these figures are of movement."),
        to_say("The share of staff who are abroad is not known: no figure of the people it counts."),
        to_say("The share of staff who are abroad is not known: no workforce of these cadres is known in this unit."),
    ),
}
_CONCENTRATIONS = {
    "destination_concentration": (
        to_say("Destinations: {concentration}{sources}."),
        to_say("Destinations: not known."),
    ),
    "origin_concentration": (to_say("Origins: {concentration}{sources}."), to_say("Origins: not known.")),
}
_STANDINGS = ("in_force", "perhaps", "ended")
_HEADINGS = (
    to_say("Position"),
    to_say("Dependence"),
    to_say("Losses"),
    to_say("Concentration"),
    to_say("Partners"),
    to_say("Agreements"),
    to_say("Safeguards"),
    to_say("Gaps"),
    to_say("Chains"),
    to_say("What the data do not see"),
)


@dataclass(frozen=True, slots=True)
class Briefing:
    """A page of text. ``sections`` are heading and text in their order, ``sources`` the keys in theirs.

    Everything is in the language that was spoken; ``to_dict`` names the sections in English.
    """

    country: str
    selection: Selection
    title: str
    sections: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The page: at most ``LINES`` lines of at most ``WIDTH`` characters."""
        return "\n".join(self.lines)

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "country": self.country,
            "selection": selection_values(self.selection),
            "title": self.title,
            "sections": {name: text for name, (_, text) in zip(_HEADINGS, self.sections, strict=True)},
            "sources": list(self.sources),
            "text": self.text,
        }


@dataclass
class _Marks:
    """The sources in the order in which the text comes to them."""

    numbers: dict[str, int] = field(default_factory=dict)

    def of(self, *found: Evidence, years: bool = True) -> str:
        """Years and sources of a number as they stand behind it: `` (2016 to 2018 [1][2])``."""
        whole = Evidence()
        for part in found:
            whole += part
        places = sorted(self.numbers.setdefault(key, len(self.numbers) + 1) for key in whole.sources)
        marks = "".join(f"[{place}]" for place in places)
        said = " ".join(part for part in (whole.span if years else "", marks) if part)
        return f" ({said})" if said else ""


def country_briefing(register: Register, country: str, selection: Selection | None = None) -> Briefing:
    """The briefing of a country under a selection, by default stocks in persons.

    It fits a page: where a country has much to tell, lists become shorter and say how many are left out. Numbers stand
    with year and source, or are said to be not known; announced agreements are named apart. Raises ``InputError`` for
    a country that the register does not have.
    """
    chosen = selection or Selection("stock")
    position = country_position(register, country, chosen)
    gaps = find_gaps(
        register, chosen, year=chosen.year or date.today().year, within=_WITHIN, at_least=1.0, country=country
    )
    table = edges(register, chosen)
    found = [_page(register, position, gaps, table, most) for most in (3, 2, 1)]
    return next((page for page in found if len(page.lines) <= LINES), found[-1])


def _page(register: Register, position: CountryPosition, gaps: Gaps, table: pd.DataFrame, most: int) -> Briefing:
    marks = _Marks()
    title = say("{country}: position in the migration of health workers", country=country_name(position.country))
    parts: tuple[Callable[[], str], ...] = (
        lambda: _position(position, marks),
        lambda: _dependence(position, marks),
        lambda: _losses(position, marks),
        lambda: _concentration(position, marks),
        lambda: _partners(register, position, marks, most),
        lambda: _agreements(position, most),
        lambda: _safeguards(position, marks),
        lambda: _gaps(position, gaps, marks, most),
        lambda: _chains(table, position.country, marks, most),
        lambda: _unseen(register, position),
    )
    sections = tuple((say(heading), write()) for heading, write in zip(_HEADINGS, parts, strict=True))
    explained = say("Behind each number stand its year and, in [ ], its source below.")
    lines = [title, *_wrapped(f"{_counted(position.selection)} {explained}"), ""]
    for heading, text in sections:
        lines += _wrapped(f"{heading.upper()}. {text}")
    cited = (_cited(register, key, place) for key, place in marks.numbers.items())
    lines += ["", say("Sources").upper(), *cited]
    return Briefing(position.country, position.selection, title, sections, tuple(marks.numbers), tuple(lines))


def _counted(selection: Selection) -> str:
    """What is counted, the choices of the atlas passed over."""
    left_open = {2: selection.basis is None, 3: not selection.cadres}
    told = [part for place, part in enumerate(selection_parts(selection)) if not left_open.get(place)]
    return say("Counted: {choices}.", choices=join(told))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _cited(register: Register, key: str, place: int) -> str:
    source = register.sources.get(key)
    told = f"{source.publisher or source.title}: {source.title}" if source and source.publisher else key
    year = f" ({source.year})" if source and source.year else ""
    room = WIDTH - len(f"[{place}] {year}; {key}")
    return f"[{place}] {textwrap.shorten(told, max(room, 20), placeholder='…')}{year}; {key}"[:WIDTH]


def _position(position: CountryPosition, marks: _Marks) -> str:
    return " ".join([_went_out(position, marks), _came_in(position, marks), _net(position, marks)])


def _people(position: CountryPosition, value: float, cadres: str) -> str:
    unit = position.selection.unit
    told = f"{counted(value)} {cadres_in_words(cadres)}"
    return told if unit == "persons" else f"{told} ({spaced(unit)})"


def _counted_by(basis: str, country: str) -> str:
    return say(_COUNTED_BY[basis], country=country) if basis in _COUNTED_BY else f"{spaced(basis)} {country}"


def _went_out(position: CountryPosition, marks: _Marks) -> str:
    name, row, out = country_in_a_sentence(position.country), position.row, position.values["people_out"]
    if out.value is None:
        return say("How many went abroad is not known: no destination that reports has a figure.")
    told = {
        "people": _people(position, out.value, str(row["cadre_out"])),
        "who": _counted_by(str(row["basis_out"]), name),
        "sources": marks.of(out.evidence),
        "places": out.seen,
    }
    if position.selection.measure == "stock":
        return say("At least {people}, {who}, are seen abroad{sources}, in {places}.", **told)
    return say("At least {people}, {who}, were seen going abroad{sources}, in {places}.", **told)


def _came_in(position: CountryPosition, marks: _Marks) -> str:
    row, into = position.row, position.values["people_in"]
    if into.value is None:
        return say(
            "How many came in is not known: no figure of who came to {country}. That is not none.",
            country=country_in_a_sentence(position.country),
        )
    told = {
        "people": _people(position, into.value, str(row["cadre_in"])),
        "who": _counted_by(str(row["basis_in"]), say("another country")),
        "sources": marks.of(into.evidence),
        "places": into.seen,
    }
    if position.selection.measure == "stock":
        return say("At least {people}, {who}, are in the country{sources}; {places}.", **told)
    return say("At least {people}, {who}, came in{sources}; {places}.", **told)


def _net(position: CountryPosition, marks: _Marks) -> str:
    net = position.values["net"]
    if net.value is None:
        return say("Net position: not known.")
    told = {"count": counted(abs(net.value)), "sources": marks.of(net.evidence)}
    if net.value >= 0:
        return say("Net position: {count} more came in than went out{sources}.", **told)
    return say("Net position: {count} more went out than came in{sources}.", **told)


def _why_unknown(position: CountryPosition, people: str) -> str:
    """Why a share of a workforce is not known."""
    of_movement, no_people, no_workforce = _UNKNOWN[people]
    if position.selection.measure != "stock":
        return say(of_movement)
    return say(no_people) if position.row[people] is None else say(no_workforce)


def _dependence(position: CountryPosition, marks: _Marks) -> str:
    value, row = position.values["dependence"], position.row
    if value.value is None:
        return _why_unknown(position, "people_in")
    return say(
        "At least {share} of {cadres} are from abroad{sources}, of {workforce} in {year}{workforce_sources}.",
        share=per_cent(value.value, 1),
        cadres=cadres_in_words(row["workforce_cadre"]),
        sources=marks.of(value.evidence),
        workforce=number(row["workforce"]),
        year=row["workforce_year"],
        workforce_sources=marks.of(value.workforce, years=False),
    )


def _losses(position: CountryPosition, marks: _Marks) -> str:
    value, row = position.values["loss_rate"], position.row
    if value.value is None:
        return _why_unknown(position, "people_out")
    return say(
        "At least {share} of {cadres} are abroad{sources}, of those abroad and the {workforce} at home in {year}"
        "{workforce_sources}.",
        share=per_cent(value.value, 1),
        cadres=cadres_in_words(row["home_cadre"]),
        sources=marks.of(value.evidence),
        workforce=number(row["home"]),
        year=row["home_year"],
        workforce_sources=marks.of(value.workforce, years=False),
    )


def _concentration(position: CountryPosition, marks: _Marks) -> str:
    parts = []
    for name, (known, unknown) in _CONCENTRATIONS.items():
        value = position.values[name]
        if value.value is None:
            parts.append(say(unknown))
        else:
            amount = bounded(value.measure.bound, number(value.value, 2))
            parts.append(say(known, concentration=amount, sources=marks.of(value.evidence)))
    return " ".join([*parts, say("1 is a single partner, 0.1 ten equal ones.")])


def _rows_in_words(
    rows: pd.DataFrame, figures: pd.DataFrame, end: str, marks: _Marks, most: int, *, cadres: bool = False
) -> str:
    """The largest rows by the country at one end, each with the years and sources of the figures it adds up."""
    ordered = rows.sort_values(["people", end], ascending=[False, True]).head(most)
    said = []
    for row in ordered.to_dict("records"):
        pair = (figures["origin"] == row["origin"]) & (figures["destination"] == row["destination"])
        if cadres:
            pair &= figures["cadre"] == row["cadre"]
        who = f" {cadres_in_words(str(row['cadre']))}" if cadres else ""
        cited = marks.of(evidence_of(figures[pair]))
        said.append(f"{country_name(str(row[end]))} {counted(float(row['people']))}{who}{cited}")
    return join([*said, *_more(len(rows) - len(ordered))])


def _more(rest: int) -> list[str]:
    return [say_count("{count} more", "{count} more", rest, count=number(rest))] if rest else []


def _partners(register: Register, position: CountryPosition, marks: _Marks, most: int) -> str:
    country, rows, selection = position.country, position.corridors, position.selection
    parts = []
    for end, other in _SIDES:
        part = rows[rows[end] == country]
        known, unknown = _GO[end]
        if len(part):
            parts.append(say(known, countries=_rows_in_words(part, position.figures, other, marks, most)))
        else:
            parts.append(say(unknown))
    for measure, words in _YEARLY.items():
        if measure == selection.measure:
            continue
        yearly = figures_of(register, Selection(measure, year=selection.year, weak=selection.weak))
        for end, other in _SIDES:
            part = yearly[yearly[end] == country]
            if len(part):
                listed = _rows_in_words(part, yearly, other, marks, min(most, 2), cadres=True)
                parts.append(say(words[end], countries=listed))
    return " ".join(parts)


def _listed(keys: Iterable[str], most: int) -> str:
    found = list(keys)
    kept = found[:most]
    return join([*kept, *_more(len(found) - len(kept))])


def _agreements(position: CountryPosition, most: int) -> str:
    found, year = position.agreements, position.selection.year
    counts = []
    for standing in _STANDINGS:
        keys = found[standing]
        listed = f" ({_listed(keys, 2 * most)})" if keys and standing != "ended" else ""
        counts.append(f"{counted_standing(standing, len(keys))}{listed}")
    if year is not None:
        parts = [say("Known to the register, in {year}: {counts}.", year=year, counts=join(counts))]
    else:
        parts = [say("Known to the register, as last known: {counts}.", counts=join(counts))]
    if found["announced"]:
        listed = _listed(found["announced"], 2 * most)
        parts.append(say("Only announced, not counted: {agreements}.", agreements=listed))
    return " ".join([*parts, say("Each one's sources: accord agreements show KEY.")])


def _safeguards(position: CountryPosition, marks: _Marks) -> str:
    parts = []
    for version, on in sorted(position.safeguards.items(), reverse=True):
        evidence = position.safeguards_sources[version]
        if on is None:
            parts.append(say("members of the list of {version} are not held", version=version))
        else:
            parts.append(_listed_on(on, version, marks.of(Evidence((), evidence.sources))))
    values = join([_density(position, marks), _services(position, marks)])
    return " ".join(
        [
            f"{capital(join(parts))}.",
            say("Its thresholds in 2023 are 49 and 55; here: {values}.", values=values),
            _index(position),
        ]
    )


def _listed_on(on: bool, version: int, sources: str) -> str:
    if on:
        return say("on the WHO safeguards list of {version}{sources}", version=version, sources=sources)
    return say("not on the WHO safeguards list of {version}{sources}", version=version, sources=sources)


def _density(position: CountryPosition, marks: _Marks) -> str:
    density = position.vulnerability["health_workers_per_10000"]
    if density is None:
        return say("doctors, nurses and midwives per 10,000 not known")
    return say(
        "{count} doctors, nurses and midwives per 10,000{sources}",
        count=number(density, 1),
        sources=marks.of(position.facts["density"]),
    )


def _services(position: CountryPosition, marks: _Marks) -> str:
    services = position.vulnerability["uhc_index"]
    if services is None:
        return say("index of essential services not known")
    sources = marks.of(position.facts["uhc"])
    return say("index of essential services {index}{sources}", index=number(services), sources=sources)


def _index(position: CountryPosition) -> str:
    index = position.vulnerability["index"]
    if index is None:
        return say("Vulnerability: not known, too few of its parts are.")
    return say(
        "Vulnerability {index} on a scale of this toolkit from 0 to 1, from {share} of its weights (assumed).",
        index=number(index, 2),
        share=per_cent(position.vulnerability["known_weight"]),
    )


def _gaps(position: CountryPosition, gaps: Gaps, marks: _Marks, most: int) -> str:
    country = position.country
    parts = []
    for end, other in _SIDES:
        rows = gaps.uncovered[gaps.uncovered[end] == country]
        if len(rows):
            all_of = int((position.corridors[end] == country).sum())
            listed = _rows_in_words(rows, position.figures, other, marks, most)
            parts.append(say(_UNCOVERED[end], count=number(len(rows)), total=number(all_of), countries=listed))
    if position.corridors.empty:
        parts.append(say("Which corridors lack an agreement is not known, since no corridor is."))
    elif not parts:
        parts.append(say("An agreement is known, or perhaps covers, every corridor with a figure."))
    from_listed = gaps.listed[gaps.listed["destination"] == country]
    if len(from_listed):
        parts.append(
            say_count(
                "From {count} countries on the list of {version} come {people} people whom no agreement surely covers"
                "{sources}.",
                "From {count} countries on the list of {version} come {people} people whom no agreement surely covers"
                "{sources}.",
                len(from_listed),
                count=number(len(from_listed)),
                version=gaps.safeguards_version,
                people=counted(float(from_listed["people"].sum() - from_listed["people_surely"].sum())),
                sources=marks.of(_of_pairs(position.figures, from_listed)),
            )
        )
    if len(gaps.unmoved):
        listed = _listed(gaps.unmoved["agreement"], most)
        parts.append(say("Agreements without visible movement: {agreements}.", agreements=listed))
    return " ".join([*parts, _ending(gaps, most)])


def _ending(gaps: Gaps, most: int) -> str:
    years = {"first_year": gaps.year, "last_year": gaps.year + gaps.within}
    ending = [f"{key} ({end})" for key, end in zip(gaps.ending["agreement"], gaps.ending["ends"], strict=True)]
    if not ending:
        return say("Known to end from {first_year} to {last_year}: none; most tell no end.", **years)
    listed = _listed(ending, most)
    return say("Known to end from {first_year} to {last_year}: {agreements}.", **years, agreements=listed)


def _of_pairs(figures: pd.DataFrame, corridors: pd.DataFrame) -> Evidence:
    """What some corridors rest on: all the figures that they add up."""
    return evidence_of(figures.merge(corridors[["origin", "destination"]], on=["origin", "destination"]))


def _chains(table: pd.DataFrame, country: str, marks: _Marks, most: int) -> str:
    moving = table[table["people"] > 0]
    if country not in {*moving["origin"], *moving["destination"]}:
        return say("None are known: no corridor of this country has a figure above 0.")
    ways = [
        chain
        for place in ({"start": country}, {"through": country}, {"end": country})
        for chain in chains(table, **place, length=(2, 3), least=1.0, most=1).found  # type: ignore[arg-type]
    ]
    rings = cycles(table, through=country, length=(2, 3), least=1.0, most=1).found
    if not ways and not rings:
        return say("None are known in these figures, which does not mean that there are none.")

    def told(chain: Chain) -> str:
        years = tuple(year for year in chain.years if year is not None)
        evidence = Evidence(tuple(sorted(set(years))), chain_sources(chain, table))
        way = " → ".join(country_name(code) for code in chain.countries)
        return say(
            "{countries}, {count} on the narrowest step{sources}",
            countries=way,
            count=counted(chain.bottleneck),
            sources=marks.of(evidence),
        )

    kept = list(dict.fromkeys(ways))[:most]
    parts = [say("Largest: {chains}.", chains="; ".join(told(chain) for chain in kept))] if kept else []
    parts += [say("Ring: {chain}.", chain=told(chain)) for chain in rings[:1]] if most > 1 or not kept else []
    return " ".join([*parts, say("People move on each step; nobody is followed from one to the next.")])


def _unseen(register: Register, position: CountryPosition) -> str:
    country, selection = position.country, position.selection
    spare = left_out(register, selection)
    spare = spare[(spare["origin"] == country) | (spare["destination"] == country)]
    years = {int(year) for year in position.figures["year"]}
    parts = [say("Countries that report nothing, and people whom nobody counts: a missing figure is not a zero.")]
    if len(years) > 1:
        parts.append(say("Years differ ({years}).", years=years_in_words(years)))
    if len(spare):
        parts.append(
            say_count(
                "{count} more figure of this country is not added, counted {bases} or of cadres that overlap.",
                "{count} more figures of this country are not added, counted {bases} or of cadres that overlap.",
                len(spare),
                count=number(len(spare)),
                bases=join(_by(basis) for basis in sorted(set(spare["basis"]))),
            )
        )
    if not selection.weak:
        loud = replace(selection, weak=True)
        rows = edges(register, loud)
        rows = rows[((rows["origin"] == country) | (rows["destination"] == country)) & (rows["confidence"] == "weak")]
        if len(rows):
            parts.append(say("Weak figures left out: {count}.", count=number(len(rows))))
    return " ".join([*parts, say("That an agreement exists does not say that these people moved under it.")])


def _by(basis: str) -> str:
    return say(_BY[basis]) if basis in _BY else say("by {basis}", basis=spaced(basis))
