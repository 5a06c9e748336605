"""What rules need to know of a country: population, income group, GDP per head and densities, or those of its like."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.countries import country_in_a_sentence
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.prefill.figure import Figure, Range, found, rounded, written
from toolkit.prefill.lookups import Basis
from toolkit.prefill.rules import GROUP_NAMES
from toolkit.register.countries import Identity, fact, identity

__all__ = ["Background", "Measured", "background_of", "density_of"]


@dataclass(frozen=True, slots=True)
class Measured:
    """A size of a country with its range and the words and sources it rests on; ``neighbours`` where it is a median."""

    range: Range
    year: int | None
    words: str
    keys: tuple[str, ...]
    neighbours: bool = False


@dataclass(frozen=True, slots=True)
class Background:
    """A country as the rules see it: its code and group, its population, and its GDP per head at the price year."""

    country: str
    name: str
    group: str
    group_is_estimated: bool
    region: str
    population: Figure
    gdp_per_head: Measured

    @property
    def group_name(self) -> str:
        """The income group in English words, as they stand in notes."""
        return GROUP_NAMES[self.group]


def background_of(basis: Basis, country: str) -> Background:
    """A country as the rules see it.

    Raises ``InputError`` for a code that is not in the register and for a country without population.
    """
    who = identity(basis.register, country)
    people = fact(basis.register, country, "population")
    if people is None:
        problem = Problem(
            say("the country"),
            say("the register has no population of {country}", country=country_in_a_sentence(country)),
            say("every number of people is reckoned from it"),
            say("import a population for it, or write the case by hand"),
        )
        raise InputError(say("the request"), [problem])
    around = basis.rules.range("range_of_population").scaled(people.value)
    population = found(people.value, around, people.source, people.year, "Range assumed.")
    gdp = fact(basis.register, country, "gdp_per_capita")
    group = who.income_group or basis.rules.group_of_income(gdp.value if gdp else 0.0)
    income = _income(basis, who, group)
    return Background(country, who.name, group, not who.income_group, who.who_region, population, income)


def _income(basis: Basis, who: Identity, group: str) -> Measured:
    """GDP per head at the price year; financial centres by the rule ``gdp_per_head_at_most``."""
    rules = basis.rules
    most = rules.range("gdp_per_head_at_most").value
    stated = fact(basis.register, who.country, "gdp_per_capita")
    if stated is None:
        median = _median(basis, "gdp_per_capita", "", group, who.who_region)
        return Measured(median.range.within(0, most), None, f"GDP per head {median.words}", median.keys, True)
    factor = rules.price_factor(stated.year)
    value = stated.value * (1.0 if factor is None else factor)
    around = rules.range("range_of_an_amount").scaled(value).within(0, most)
    words = (
        f"GDP per head {written(round(around.value))} at prices of {rules.price_year} ({stated.source}, {stated.year})"
    )
    words += ", held at the limit of rule gdp_per_head_at_most" if value > most else ""
    return Measured(around, stated.year, words, (stated.source,))


def density_of(basis: Basis, at: Background, cadre: str) -> Measured:
    """Workers per 10 000 people as the register counts them, or the median of countries like this one."""
    stated = fact(basis.register, at.country, "density", cadre, "per 10 000 people")
    if stated is None:
        return _median(basis, "density", cadre, at.group, at.region)
    around = basis.rules.range("range_of_a_count").scaled(stated.value)
    words = f"{written(stated.value)} per 10 000 people ({stated.source}, {stated.year})"
    return Measured(around, stated.year, words, (stated.source,))


def _median(basis: Basis, indicator: str, cadre: str, group: str, region: str) -> Measured:
    """The median of the countries of an income group and region, or of the group alone; the middle half as range."""
    table, places = basis.register.indicators, basis.register.countries
    rows = table[(table["indicator"] == indicator) & (table["cadre"] == cadre) & (table["standing"] == "used")]
    rows = rows.sort_values("year", kind="stable").groupby("country", sort=True).tail(1)
    rows = rows.merge(places[["country", "income_group", "who_region"]], on="country")
    alike = rows[rows["income_group"] == group]
    near = alike[(alike["who_region"] == region) & (region != "")]
    chosen, where = (near, f" of WHO region {region}") if len(near) >= basis.rules.fewest_neighbours else (alike, "")
    if chosen.empty:
        wrong = say(
            "has no {indicator} {cadre} of any {group} country",
            indicator=say(indicator.replace("_", " ")),
            cadre=cadre,
            group=say(GROUP_NAMES[group]),
        )
        raise InputError(say("the request"), [Problem(say("the register"), wrong)])
    low, middle, high = (float(chosen["value"].quantile(part)) for part in (0.25, 0.5, 0.75))
    sources = tuple(str(key) for key in chosen["source"].value_counts().head(1).index)
    words = (
        f"not known here; {written(rounded(middle))} is the median of {len(chosen)} {GROUP_NAMES[group]} "
        f"countries{where}, half of them between {written(rounded(low))} and {written(rounded(high))} ({sources[0]})"
    )
    return Measured(Range(middle, low, high), None, words, sources, True)
