"""The sheet of trajectories: each year with and without the agreement, as the model computed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.case.names import cadre_name, corridor_name
from toolkit.case.schema import Cadre
from toolkit.countries import country_name
from toolkit.documents.excel.book import Column, Sheet, Shown
from toolkit.documents.excel.cells import Cell, formula
from toolkit.documents.excel.countries import Countries
from toolkit.languages.speech import say, to_say
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome

__all__ = ["Trajectories", "write_trajectories"]

_WORDS = {
    "workforce": to_say("people trained and at home"),
    "posts": to_say("funded posts"),
    "filled_posts": to_say("filled posts"),
    "unfilled_posts": to_say("unfilled posts"),
    "people_without_post": to_say("people without a post"),
    "remote_service": to_say("remote service received"),
    "density": to_say("filled posts and remote service per 10 000 people"),
}
_WITH, _WITHOUT = to_say("with the agreement"), to_say("without it")


@dataclass(frozen=True)
class Trajectories:
    """Cells by year 0..H: discount factors by country, gained service by country and cadre, people by corridor."""

    factors: Mapping[str, list[Cell]]
    gained: Mapping[tuple[str, Cadre], list[Cell]]
    abroad: Mapping[tuple[str, Cadre], list[Cell]]
    licensed: Mapping[tuple[str, Cadre], list[Cell]]


def write_trajectories(sheet: Sheet, outcome: Outcome, countries: Countries) -> Trajectories:
    """Write the sheet: a row for each country or corridor, cadre, indicator and path."""
    case = outcome.case
    years = [case.start_year + year for year in range(case.horizon + 1)]
    sheet.title(
        say("Trajectories"),
        say(
            "What each year brings with the agreement and without it. On grey: numbers of the model, which do not "
            "follow changes made here. Stocks are those at the beginning of a year. The agreement itself ends with "
            "{year}.",
            year=case.start_year + case.years - 1,
        ),
    )
    sheet.space()
    sheet.table(
        Column(say("Country or corridor"), width=30),
        Column(say("Cadre"), width=20),
        Column(say("What"), width=34),
        Column(say("Path"), width=20),
        Column(say("Unit"), width=22),
        *(Column(str(year), "people", 12) for year in years),
        freeze=4,
    )
    factors = {code: _factors(sheet, code, rate, len(years)) for code, rate in countries.discount.items()}
    gained = _countries(sheet, outcome)
    abroad, licensed = _corridors(sheet, outcome)
    sheet.end("Trajectories")
    return Trajectories(factors, gained, abroad, licensed)


def _factors(sheet: Sheet, code: str, rate: Cell, years: int) -> list[Cell]:
    """What one unit of money in each year counts for in the first."""
    powers = (formula("(1+", rate, f")^-{year}", value=(1 + rate.value) ** -float(year)) for year in range(years))
    shown = (Shown(power, "factor") for power in powers)
    words = (say("all"), say("discount factor"), say("both"), say("of the first year"))
    return sheet.add(country_name(code), *words, *shown)[5:]


def _countries(sheet: Sheet, outcome: Outcome) -> dict[tuple[str, Cadre], list[Cell]]:
    paths: dict[tuple[str, str, str], dict[str, list[float]]] = {}
    units: dict[str, str] = {}
    for row in indicators.by_year(outcome).to_dict("records"):
        both = paths.setdefault((row["country"], row["cadre"], row["indicator"]), {_WITH: [], _WITHOUT: []})
        both[_WITH].append(float(row["value"]))
        both[_WITHOUT].append(float(row["without_agreement"]))
        units[row["indicator"]] = row["unit"]
    gained = {}
    for country, record in outcome.case.countries.items():
        for cadre in record.cadres:
            place = country_name(country), cadre_name(cadre)
            held: dict[tuple[str, str], list[Cell]] = {}
            for indicator, words in _WORDS.items():
                for path, values in paths.get((country, cadre, indicator), {}).items():
                    kind = "price" if indicator == "density" else "people"
                    amounts = (Shown(value, kind, model=True) for value in values)
                    about = (say(words), say(path), say(units[indicator]))
                    held[indicator, path] = sheet.add(*place, *about, *amounts)[5:]
            filled, remote = held["filled_posts", _WITH], held["remote_service", _WITH]
            before = held["filled_posts", _WITHOUT]
            more = [
                formula(a, "+", b, "-", c, value=a.value + b.value - c.value)
                for a, b, c in zip(filled, remote, before, strict=True)
            ]
            about = (say("gained service"), say("difference"), say("service-years"))
            gained[country, cadre] = sheet.add(*place, *about, *more)[5:]
    return gained


def _corridors(sheet: Sheet, outcome: Outcome) -> tuple[dict[tuple[str, Cadre], list[Cell]], ...]:
    found = outcome.consequences
    abroad: dict[tuple[str, Cadre], list[Cell]] = {}
    licensed: dict[tuple[str, Cadre], list[Cell]] = {}
    for name, cadre, _ in outcome.case.corridor_cadres():
        k, c = found.corridor(name), found.cadre(cadre)
        for held, words, path in (
            (abroad, say("recruits abroad"), found.agreed.abroad),
            (licensed, say("recruits in licensed practice"), found.agreed.licensed),
        ):
            amounts = (Shown(float(value), "people", model=True) for value in path[k, c])
            about = (words, say(_WITH), say("people"))
            held[name, cadre] = sheet.add(corridor_name(name), cadre_name(cadre), *about, *amounts)[5:]
    return abroad, licensed
