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
from toolkit.register.read import Register
from toolkit.report.chain_tables import chain_sources
from toolkit.report.corridor_tables import Gaps, find_gaps
from toolkit.report.country_position import CountryPosition, country_position
from toolkit.report.evidence import (
    Evidence,
    cadres_in_words,
    evidence_of,
    selection_in_words,
    selection_values,
    years_in_words,
)
from toolkit.report.figures.edges import counted
from toolkit.report.register import spaced
from toolkit.wording import join, number, per_cent

__all__ = ["LINES", "WIDTH", "Briefing", "country_briefing"]

LINES = 70
WIDTH = 100
"""A page: so many lines of so many characters."""

_WITHIN = 2
_YEARLY = {"joiners": "First registrations in a year", "annual_inflow": "Arrivals in a year"}


@dataclass(frozen=True, slots=True)
class Briefing:
    """A page of text. ``sections`` are heading and text in their order, ``sources`` the keys in theirs."""

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
            "sections": dict(self.sections),
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
    title = f"{country_name(position.country)}: position in the migration of health workers"
    parts: tuple[tuple[str, Callable[[], str]], ...] = (
        ("Position", lambda: _position(position, marks)),
        ("Dependence", lambda: _dependence(position, marks)),
        ("Losses", lambda: _losses(position, marks)),
        ("Concentration", lambda: _concentration(position, marks)),
        ("Partners", lambda: _partners(register, position, marks, most)),
        ("Agreements", lambda: _agreements(position, most)),
        ("Safeguards", lambda: _safeguards(position, marks)),
        ("Gaps", lambda: _gaps(position, gaps, marks, most)),
        ("Chains", lambda: _chains(table, position.country, marks, most)),
        ("What the data do not see", lambda: _unseen(register, position)),
    )
    sections = tuple((heading, write()) for heading, write in parts)
    head = f"{_counted(position.selection)} Behind each number stand its year and, in [ ], its source below."
    lines = [title, *_wrapped(head), ""]
    for heading, text in sections:
        lines += _wrapped(f"{heading.upper()}. {text}")
    lines += ["", "SOURCES", *(_cited(register, key, place) for key, place in marks.numbers.items())]
    return Briefing(position.country, position.selection, title, sections, tuple(marks.numbers), tuple(lines))


def _counted(selection: Selection) -> str:
    """What is counted, the choices of the atlas passed over."""
    said = selection_in_words(selection).split("; ")
    left_open = {2: selection.basis is None, 3: not selection.cadres}
    return f"Counted: {join(part for place, part in enumerate(said) if not left_open.get(place))}."


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)


def _cited(register: Register, key: str, place: int) -> str:
    source = register.sources.get(key)
    told = f"{source.publisher or source.title}: {source.title}" if source and source.publisher else key
    year = f" ({source.year})" if source and source.year else ""
    room = WIDTH - len(f"[{place}] {year}; {key}")
    return f"[{place}] {textwrap.shorten(told, max(room, 20), placeholder='…')}{year}; {key}"[:WIDTH]


_COUNTED_BY = {"trained_in": "trained in", "nationality": "citizens of", "born_in": "born in"}


def _position(position: CountryPosition, marks: _Marks) -> str:
    name, row, selection = country_in_a_sentence(position.country), position.row, position.selection
    out, into, net = (position.values[key] for key in ("people_out", "people_in", "net"))
    unit = "" if selection.unit == "persons" else f" ({spaced(selection.unit)})"
    stock = selection.measure == "stock"
    parts = []
    if out.value is None:
        parts.append("How many went abroad is not known: no destination that reports has a figure.")
    else:
        basis = _COUNTED_BY.get(str(row["basis_out"]), f"{spaced(str(row['basis_out']))}")
        parts.append(
            f"At least {counted(out.value)} {cadres_in_words(str(row['cadre_out']))}{unit}, {basis} {name}, "
            f"{'are' if stock else 'were'} seen {'abroad' if stock else 'going abroad'}{marks.of(out.evidence)}, "
            f"in {out.seen}."
        )
    if into.value is None:
        parts.append(f"How many came in is not known: no figure of who came to {name}. That is not none.")
    else:
        basis = _COUNTED_BY.get(str(row["basis_in"]), f"{spaced(str(row['basis_in']))}")
        parts.append(
            f"At least {counted(into.value)} {cadres_in_words(str(row['cadre_in']))}{unit}, {basis} another country, "
            f"{'are in the country' if stock else 'came in'}{marks.of(into.evidence)}; {into.seen}."
        )
    if net.value is None:
        parts.append("Net position: not known.")
    else:
        sign = "more came in than went out" if net.value >= 0 else "more went out than came in"
        parts.append(f"Net position: {counted(abs(net.value))} {sign}{marks.of(net.evidence)}.")
    return " ".join(parts)


def _why_unknown(position: CountryPosition, people: str) -> str:
    """Why a share of a workforce is not known."""
    if position.selection.measure != "stock":
        return "not known: it needs stocks, and these figures are of movement"
    if position.row[people] is None:
        return "not known: no figure of the people it counts"
    return "not known: no workforce of these cadres is known in this unit"


def _dependence(position: CountryPosition, marks: _Marks) -> str:
    value, row = position.values["dependence"], position.row
    if value.value is None:
        return f"The share of staff from abroad is {_why_unknown(position, 'people_in')}."
    return (
        f"At least {per_cent(value.value, 1)} of {cadres_in_words(row['workforce_cadre'])} are from abroad"
        f"{marks.of(value.evidence)}, of {number(row['workforce'])} in {row['workforce_year']}"
        f"{marks.of(value.workforce, years=False)}."
    )


def _losses(position: CountryPosition, marks: _Marks) -> str:
    value, row = position.values["loss_rate"], position.row
    if value.value is None:
        return f"The share of staff who are abroad is {_why_unknown(position, 'people_out')}."
    return (
        f"At least {per_cent(value.value, 1)} of {cadres_in_words(row['home_cadre'])} are abroad"
        f"{marks.of(value.evidence)}, of those abroad and the {number(row['home'])} at home in {row['home_year']}"
        f"{marks.of(value.workforce, years=False)}."
    )


def _concentration(position: CountryPosition, marks: _Marks) -> str:
    parts = []
    for name, what in (("destination_concentration", "Destinations"), ("origin_concentration", "Origins")):
        value = position.values[name]
        if value.value is None:
            parts.append(f"{what}: not known.")
        else:
            bound = f"{value.measure.bound} " if value.measure.bound else ""
            parts.append(f"{what}: {bound}{number(value.value, 2)}{marks.of(value.evidence)}.")
    return " ".join([*parts, "1 is a single partner, 0.1 ten equal ones."])


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
    rest = len(rows) - len(ordered)
    return join([*said, f"{number(rest)} more"] if rest else said)


_SIDES = (("origin", "destination"), ("destination", "origin"))


def _partners(register: Register, position: CountryPosition, marks: _Marks, most: int) -> str:
    country, rows, selection = position.country, position.corridors, position.selection
    parts = []
    for (end, other), what in zip(_SIDES, ("They go to", "They come from"), strict=True):
        part = rows[rows[end] == country]
        listed = _rows_in_words(part, position.figures, other, marks, most) if len(part) else "not known"
        parts.append(f"{what}: {listed}.")
    for measure, words in _YEARLY.items():
        if measure == selection.measure:
            continue
        yearly = figures_of(register, Selection(measure, year=selection.year, weak=selection.weak))
        for (end, other), what in zip(_SIDES, ("to", "from"), strict=True):
            part = yearly[yearly[end] == country]
            if len(part):
                listed = _rows_in_words(part, yearly, other, marks, min(most, 2), cadres=True)
                parts.append(f"{words}, {what}: {listed}.")
    return " ".join(parts)


def _listed(keys: Iterable[str], most: int) -> str:
    found = list(keys)
    kept = found[:most]
    rest = len(found) - len(kept)
    return join([*kept, f"{number(rest)} more"] if rest else kept)


def _agreements(position: CountryPosition, most: int) -> str:
    found, year = position.agreements, position.selection.year
    when = f"in {year}" if year is not None else "as last known"
    words = (("in_force", "in force"), ("perhaps", "perhaps in force"), ("ended", "ended"))
    parts = []
    for standing, said in words:
        keys = found[standing]
        listed = f" ({_listed(keys, 2 * most)})" if keys and standing != "ended" else ""
        parts.append(f"{number(len(keys))} {said}{listed}")
    announced = found["announced"]
    text = f"Known to the register, {when}: {join(parts)}."
    if announced:
        text += f" Only announced, not counted: {_listed(announced, 2 * most)}."
    return f"{text} Each one's sources: accord agreements show KEY."


def _safeguards(position: CountryPosition, marks: _Marks) -> str:
    parts = []
    for version, on in sorted(position.safeguards.items(), reverse=True):
        evidence = position.safeguards_sources[version]
        if on is None:
            parts.append(f"members of the list of {version} are not held")
        else:
            cited = marks.of(Evidence((), evidence.sources))
            parts.append(f"{'on' if on else 'not on'} the WHO safeguards list of {version}{cited}")
    found = position.vulnerability
    text = f"{join(parts)}."
    text = text[0].upper() + text[1:]
    density, services = found["health_workers_per_10000"], found["uhc_index"]
    said = []
    if density is not None:
        said.append(
            f"{number(density, 1)} doctors, nurses and midwives per 10,000{marks.of(position.facts['density'])}"
        )
    else:
        said.append("doctors, nurses and midwives per 10,000 not known")
    if services is not None:
        said.append(f"index of essential services {number(services)}{marks.of(position.facts['uhc'])}")
    else:
        said.append("index of essential services not known")
    text += f" Its thresholds in 2023 are 49 and 55; here: {join(said)}."
    index = found["index"]
    if index is None:
        return f"{text} Vulnerability: not known, too few of its parts are."
    return (
        f"{text} Vulnerability {number(index, 2)} on a scale of this toolkit from 0 to 1, from "
        f"{per_cent(found['known_weight'])} of its weights (assumed)."
    )


def _gaps(position: CountryPosition, gaps: Gaps, marks: _Marks, most: int) -> str:
    country = position.country
    parts = []
    for (end, other), what in zip(_SIDES, ("to", "from"), strict=True):
        rows = gaps.uncovered[gaps.uncovered[end] == country]
        if len(rows):
            all_of = int((position.corridors[end] == country).sum())
            listed = _rows_in_words(rows, position.figures, other, marks, most)
            parts.append(f"No agreement known on {number(len(rows))} of {number(all_of)} corridors {what}: {listed}.")
    if position.corridors.empty:
        parts.append("Which corridors lack an agreement is not known, since no corridor is.")
    elif not parts:
        parts.append("An agreement is known, or perhaps covers, every corridor with a figure.")
    from_listed = gaps.listed[gaps.listed["destination"] == country]
    if len(from_listed):
        people = counted(float(from_listed["people"].sum() - from_listed["people_surely"].sum()))
        parts.append(
            f"From {number(len(from_listed))} countries on the list of {gaps.safeguards_version} come {people} people "
            f"whom no agreement surely covers{marks.of(_of_pairs(position.figures, from_listed))}."
        )
    if len(gaps.unmoved):
        parts.append(f"Agreements without visible movement: {_listed(gaps.unmoved['agreement'], most)}.")
    years = f"{gaps.year} to {gaps.year + gaps.within}"
    ending = [f"{key} ({end})" for key, end in zip(gaps.ending["agreement"], gaps.ending["ends"], strict=True)]
    parts.append(f"Known to end from {years}: {_listed(ending, most) or 'none; most tell no end'}.")
    return " ".join(parts)


def _of_pairs(figures: pd.DataFrame, corridors: pd.DataFrame) -> Evidence:
    """What some corridors rest on: all the figures that they add up."""
    return evidence_of(figures.merge(corridors[["origin", "destination"]], on=["origin", "destination"]))


def _chains(table: pd.DataFrame, country: str, marks: _Marks, most: int) -> str:
    moving = table[table["people"] > 0]
    if country not in {*moving["origin"], *moving["destination"]}:
        return "None are known: no corridor of this country has a figure above 0."
    ways = [
        chain
        for place in ({"start": country}, {"through": country}, {"end": country})
        for chain in chains(table, **place, length=(2, 3), least=1.0, most=1).found  # type: ignore[arg-type]
    ]
    rings = cycles(table, through=country, length=(2, 3), least=1.0, most=1).found
    if not ways and not rings:
        return "None are known in these figures, which does not mean that there are none."

    def told(chain: Chain) -> str:
        years = tuple(year for year in chain.years if year is not None)
        evidence = Evidence(tuple(sorted(set(years))), chain_sources(chain, table))
        way = " → ".join(country_name(code) for code in chain.countries)
        return f"{way}, {counted(chain.bottleneck)} on the narrowest step{marks.of(evidence)}"

    kept = list(dict.fromkeys(ways))[:most]
    parts = [f"Largest: {'; '.join(told(chain) for chain in kept)}."] if kept else []
    parts += [f"Ring: {told(chain)}." for chain in rings[:1]] if most > 1 or not kept else []
    return " ".join([*parts, "People move on each step; nobody is followed from one to the next."])


def _unseen(register: Register, position: CountryPosition) -> str:
    country, selection = position.country, position.selection
    spare = left_out(register, selection)
    spare = spare[(spare["origin"] == country) | (spare["destination"] == country)]
    years = years_in_words(int(year) for year in position.figures["year"])
    parts = [
        "Countries that report nothing, and people whom nobody counts: a missing figure is not a zero.",
        f"Years differ ({years})." if " to " in years else "",
    ]
    if len(spare):
        how = join(f"by {spaced(basis)}" for basis in sorted(set(spare["basis"])))
        said = "figure of this country is" if len(spare) == 1 else "figures of this country are"
        parts.append(f"{number(len(spare))} more {said} not added, counted {how} or of cadres that overlap.")
    if not selection.weak:
        loud = replace(selection, weak=True)
        rows = edges(register, loud)
        rows = rows[((rows["origin"] == country) | (rows["destination"] == country)) & (rows["confidence"] == "weak")]
        parts.append(f"Weak figures left out: {number(len(rows))}." if len(rows) else "")
    parts.append("That an agreement exists does not say that these people moved under it.")
    return " ".join(part for part in parts if part)
