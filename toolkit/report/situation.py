"""Where the countries of a case stand, how they develop with no agreement, and what already runs between them.

Every country gets the same facts in the same order; each number stands beside where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from toolkit.atlas.standing import standing_in
from toolkit.case.names import cadre_name
from toolkit.case.schema import CADRES, Case, CountryCadre
from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.model.evaluate import Outcome
from toolkit.model.indicators import by_year
from toolkit.register.countries import on_safeguards_list
from toolkit.register.find import find_agreements, find_figures, newest
from toolkit.register.read import Register
from toolkit.register.records import Agreement
from toolkit.report.case_numbers import STANDINGS, Entry, entries
from toolkit.report.evidence import cadres_in_words, source_keys, sources_table
from toolkit.report.figures.words import capital
from toolkit.report.provenance import written
from toolkit.report.register import spaced
from toolkit.report.table import Table
from toolkit.validation import field_at
from toolkit.wording import join, number, people

__all__ = [
    "agreements_between",
    "cadres_of_case",
    "figures_between",
    "situation_table",
    "sources_between",
    "years_table",
]

_STATED: tuple[tuple[str, str], ...] = (
    ("workforce", to_say("trained people at home")),
    ("funded_posts", to_say("funded posts")),
)
_RATES: tuple[tuple[str, str], ...] = (
    ("graduates", to_say("graduates of the first year")),
    ("other_inflow", to_say("others who join in a year")),
    ("exit_rate", to_say("leave the profession in a year")),
    ("emigration_rate", to_say("emigrate in a year")),
)
_DERIVED: tuple[tuple[str, str], ...] = (
    ("unfilled_posts", to_say("unfilled posts")),
    ("people_without_post", to_say("trained people without a post")),
    ("density", to_say("filled posts for 10,000 people")),
)
_PATHS: tuple[tuple[str, str], ...] = (
    ("workforce", to_say("trained people at home")),
    ("posts", to_say("funded posts")),
    ("unfilled_posts", to_say("unfilled posts")),
    ("people_without_post", to_say("trained people without a post")),
    ("density", to_say("filled posts for 10,000 people")),
)
_GROUPS: tuple[tuple[str, str], ...] = (
    ("in_force", to_say("Agreements in force")),
    ("perhaps", to_say("Agreements that are perhaps in force")),
    ("announced", to_say("Only announced, not counted as agreements")),
    ("ended", to_say("Agreements that have ended")),
)
_LISTED = {
    None: to_say("members of this version are not held"),
    True: to_say("on the list"),
    False: to_say("not on the list"),
}


_MOST_PARTIES = 4


@dataclass(frozen=True, slots=True)
class _Told:
    """A fact about one country in words, and where it comes from."""

    text: str
    source: str


def cadres_of_case(case: Case) -> list[str]:
    """The cadres that any country of a case has, in the order of the specification."""
    return [cadre for cadre in CADRES if any(cadre in country.cadres for country in case.countries.values())]


def situation_table(outcome: Outcome, register: Register, changed: Mapping[str, Any] | None = None) -> Table:
    """The countries side by side in the first year: the same facts in the same order, each with its source.

    ``outcome`` may be of any terms, since only the paths with no agreement are read. ``changed`` is what numbers were
    before they were changed.
    """
    case = outcome.case
    known = {entry.key: entry for entry in entries(case, changed)}
    first = {key[:3]: value for key, value in _paths(outcome).items() if key[3] == case.start_year}
    rows: list[tuple[str, Callable[[str], _Told]]] = []
    for cadre in cadres_of_case(case):
        rows += _of_cadre(case, cadre, known, first)
    rows.append((say("Population"), lambda country: _stated(known.get(f"countries.{country}.population"))))
    rows += _of_list(register)
    cells = tuple(
        (words, *(part for country in case.countries for part in _cells(tell(country)))) for words, tell in rows
    )
    names = [country_name(country) for country in case.countries]
    columns = (
        say("what"),
        *(part for name in names for part in (name, say("source ({country})", country=name))),
    )
    note = say(
        "At the beginning of {year}. Assumed numbers rest on a reason, not on a source; every source and reason is "
        "told in full below. Worked out: trained people fill posts as far as both go; what is left over is unfilled "
        "posts, or people without a post.",
        year=case.start_year,
    )
    return Table(say("Side by side"), columns, cells, note, tuple(names))


def _paths(outcome: Outcome) -> dict[tuple[str, str, str, int], float]:
    """With no agreement: the value by country, cadre, indicator and year."""
    table = by_year(outcome)
    keys = zip(table["country"], table["cadre"], table["indicator"], table["year"], strict=True)
    return dict(zip(keys, table["without_agreement"].tolist(), strict=True))


def _cells(told: _Told) -> tuple[str, str]:
    return told.text, told.source


def _of_cadre(
    case: Case, cadre: str, known: dict[str, Entry], first: Mapping[tuple[str, str, str], float]
) -> Iterator[tuple[str, Callable[[str], _Told]]]:
    who = capital(cadre_name(cadre))

    def stated(field: str) -> Callable[[str], _Told]:
        return lambda country: (
            _stated(known.get(f"countries.{country}.{cadre}.{field}"), _counts_as(field))
            if cadre in case.countries[country].cadres
            else _Told(say("not in this case"), "")
        )

    def derived(indicator: str) -> Callable[[str], _Told]:
        return lambda country: _derived(first, (country, cadre, indicator))

    for field, words in _STATED:
        yield f"{who}: {say(words)}", stated(field)
    for indicator, words in _DERIVED:
        yield f"{who}: {say(words)}", derived(indicator)
    for field, words in _RATES:
        yield f"{who}: {say(words)}", stated(field)


def _counts_as(field: str) -> str:
    """What a number of a cadre counts as where the case leaves it out."""
    return written(float(CountryCadre.model_fields[field].default))


def _stated(entry: Entry | None, otherwise: str = "") -> _Told:
    if entry is None:
        return _Told(say("not stated, counts as {number}", number=otherwise) if otherwise else say("not stated"), "")
    field = field_at(Case, entry.path)
    share = field is not None and field.unit == "per year"
    text = say("{share} %", share=_hundredfold(entry.value)) if share else entry.text
    short = entry.source.split(": ")[0] if entry.standing == "sourced" else say(STANDINGS[entry.standing])
    return _Told(text, short)


def _hundredfold(share: float) -> str:
    """A share as per cent with all the digits that it has."""
    return written(round(share * 100, 10))


def _derived(first: Mapping[tuple[str, str, str], float], key: tuple[str, str, str]) -> _Told:
    if key not in first:
        return _Told(say("not stated"), "")
    value = first[key]
    return _Told(number(value, 1) if key[2] == "density" else people(value), say("worked out"))


def _of_list(register: Register) -> Iterator[tuple[str, Callable[[str], _Told]]]:
    """The versions of the safeguards list whose members are held, the newest first."""
    table = register.safeguards_versions
    held = {int(version) for version in register.safeguards["version"]}

    def on(version: int, keys: str) -> Callable[[str], _Told]:
        return lambda country: _Told(say(_LISTED[on_safeguards_list(register, country)[version]]), keys)

    for row in table.sort_values("version", ascending=False).to_dict("records"):
        if int(row["version"]) in held:
            named = [register.sources[key] for key in source_keys([row["source"]]) if key in register.sources]
            publishers = join(dict.fromkeys(source.publisher or source.title for source in named[:2]))
            listed = say("WHO safeguards list of {year}", year=row["published"])
            yield listed, on(int(row["version"]), publishers)


def years_table(outcome: Outcome, cadre: str) -> Table:
    """A cadre with no agreement: the same rows for each country, at the start, after each phase and at the end."""
    case = outcome.case
    found = _paths(outcome)
    ends = [case.start_year + sum(case.phases[: phase + 1]) for phase in range(len(case.phases))]
    years = sorted({case.start_year, *ends, case.start_year + case.horizon})
    rows = []
    for country in case.countries:
        for indicator, words in _PATHS:
            if (country, cadre, indicator, case.start_year) in found:
                values = [found[country, cadre, indicator, year] for year in years]
                told = [number(value, 1) if indicator == "density" else people(value) for value in values]
                rows.append((country_name(country), say(words), *told))
    note = say(
        "At the beginning of each year. An agreement would run to the end of {year}.",
        year=case.start_year + case.years - 1,
    )
    title = say("{cadre} with no agreement, by year", cadre=capital(cadre_name(cadre)))
    columns = tuple(str(year) for year in years)
    return Table(title, (say("country"), say("what"), *columns), tuple(rows), note, columns)


def _pairs(case: Case) -> list[tuple[str, str]]:
    return sorted(tuple(sorted(pair)) for pair in combinations(case.countries, 2))  # type: ignore[misc]


def _figures(case: Case, register: Register) -> pd.DataFrame:
    """The newest figure of each series on every ordered pair of countries, the cadres of the case first."""
    cadres = cadres_of_case(case)
    parts = [
        newest(find_figures(register, origin=origin, destination=destination))
        for a, b in _pairs(case)
        for origin, destination in ((a, b), (b, a))
    ]
    table = pd.concat([part for part in parts if len(part)]) if any(len(part) for part in parts) else parts[0]
    about = [0 if set(cadre.split("_and_")) & set(cadres) else 1 for cadre in table["cadre"]]
    order = ["about", "origin", "destination", "cadre", "measure", "basis", "unit"]
    return table.assign(about=about).sort_values(order, kind="stable", ignore_index=True)


def figures_between(case: Case, register: Register) -> Table:
    """What the register knows of the movement between the countries of a case, in both directions."""
    words = register.codebook.vocabulary

    def meaning(field: str, word: str) -> str:
        return say(words[field][word]) if word in words[field] else spaced(word)

    rows = tuple(
        (
            country_name(str(row["origin"])),
            country_name(str(row["destination"])),
            cadres_in_words(str(row["cadre"])),
            f"{meaning('measure', str(row['measure']))}; {meaning('basis', str(row['basis']))}",
            number(float(row["value"]), 0 if float(row["value"]) % 1 == 0 else 1),
            spaced(str(row["unit"])),
            str(row["year"]),
            spaced(str(row["confidence"])),
            _first(source_keys([row["source"]]), register),
        )
        for row in _figures(case, register).to_dict("records")
    )
    columns = (
        say("from"),
        say("to"),
        say("who"),
        say("what is counted"),
        say("number"),
        say("unit"),
        say("year"),
        say("confidence"),
        say("published by"),
    )
    note = say(
        "The register has no figure of movement between these countries. That is not known, which is not nobody."
    )
    if rows:
        note = say(
            "The newest figure of each kind; figures of different kinds must not be added up. A direction that is not "
            "listed is not known, which is not nobody."
        )
    return Table(say("Movement between the countries so far"), columns, rows, note, columns[4:5])


def _first(keys: Sequence[str], register: Register) -> str:
    """The publisher of the first source, and how many more there are."""
    if not keys:
        return ""
    found = register.sources.get(keys[0])
    name = (found.publisher or found.title) if found else keys[0]
    left = len(keys) - 1
    if not left:
        return name
    return say_count("{name} and {count} more", "{name} and {count} more", left, name=name, count=number(left))


def _records(case: Case, register: Register) -> dict[str, Agreement]:
    return {record.id: record for pair in _pairs(case) for record in find_agreements(register, between=pair)}


def _standing(record: Agreement, year: int) -> tuple[str, str]:
    """As the newest page read has it, unless it is known to have ended before the year."""
    then, last = standing_in(record, year), standing_in(record)
    found = then if then.word == "ended" else last
    return found.word, found.why


def agreements_between(case: Case, register: Register) -> list[Table]:
    """The agreements that bind two of the countries, in force, perhaps, announced and ended ones apart."""
    found = [(record, *_standing(record, case.start_year)) for _, record in sorted(_records(case, register).items())]
    tables = []
    for word, title in _GROUPS:
        rows = tuple(
            (
                record.title,
                _parties(record.countries),
                join(cadres_in_words(cadre) for cadre in record.cadres),
                record.signed or record.in_force or say("not known"),
                why,
                spaced(record.confidence),
                _first(record.sources, register),
            )
            for record, standing, why in found
            if standing == word
        )
        if rows:
            columns = (
                say("agreement"),
                say("parties"),
                say("cadres"),
                say("signed or begun"),
                say("why"),
                say("confidence"),
                say("published by"),
            )
            note = say("As the newest page read has it; texts are seldom public.")
            tables.append(Table(say(title), columns, rows, note))
    return tables


def _parties(countries: Sequence[str]) -> str:
    """The parties of an agreement, of many only the first and the number of the others."""
    told = join(country_name(party) for party in countries[:_MOST_PARTIES])
    left = len(countries) - _MOST_PARTIES
    if left <= 0:
        return told
    return say_count(
        "{countries} and {count} more", "{countries} and {count} more", left, countries=told, count=number(left)
    )


def sources_between(case: Case, register: Register) -> Table:
    """The sources of the figures and agreements between the countries, spelled out."""
    cells: Sequence[str] = [str(source) for source in _figures(case, register)["source"]]
    records = [source for record in _records(case, register).values() for source in record.sources]
    return sources_table(register, [*cells, *records])
