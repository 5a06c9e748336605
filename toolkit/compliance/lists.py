"""Tests on the safeguards list, thresholds, ceilings and the rules of receiving countries."""

from __future__ import annotations

from toolkit.atlas.workforce import health_worker_density, indicator_values
from toolkit.compliance.facts import Facts, Missing, list_versions, on_list
from toolkit.compliance.rules import load_instruments
from toolkit.compliance.verdicts import Settings, Verdict
from toolkit.countries import country_in_a_sentence
from toolkit.languages.speech import say
from toolkit.wording import join, number

__all__ = [
    "above_thresholds",
    "destination_rules_kept",
    "listed_by_governments",
    "newest_list",
    "same_on_lists",
    "within_national_ceiling",
]


def _names(countries: tuple[str, ...] | list[str]) -> str:
    return join(country_in_a_sentence(country) for country in countries)


def listed_by_governments(facts: Facts, _: Settings) -> Verdict:
    """R01: recruitment from a listed country goes from government to government."""
    listed = facts.listed()
    if not listed:
        words = {"countries": _names(facts.sending), "year": facts.list_version}
        return Verdict(True, say("{countries} is not on the list of {year}", **words))
    channel = facts.answer("channel")
    because = say(
        "{countries} is on the list of {year}; the channel is '{channel}'",
        countries=_names(listed),
        year=facts.list_version,
        channel=say(str(channel)),
    )
    return Verdict(channel == "government", because, caused_by=("channel",))


def newest_list(facts: Facts, _: Settings) -> Verdict:
    """R02: the list in use is the newest."""
    facts.listed()
    newest = list_versions(facts.register)[-1]
    because = say(
        "the list in use is that of {year}, the newest held here is that of {newest}",
        year=facts.list_version,
        newest=newest,
    )
    return Verdict(facts.list_version == newest, because)


def same_on_lists(facts: Facts, _: Settings) -> Verdict:
    """R03: the place of each sending country is the same on every version held."""
    versions = list_versions(facts.register)
    changed = [
        country
        for country in facts.sending
        if len({on_list(facts.register, country, version) for version in versions}) > 1
    ]
    years = join(str(version) for version in versions)
    if not changed:
        names = _names(facts.sending)
        because = say("the place of {countries} is the same on the lists of {years}", countries=names, years=years)
        return Verdict(True, because)
    names = _names(changed)
    because = say("the place of {countries} differs between the lists of {years}", countries=names, years=years)
    return Verdict(False, because)


def above_thresholds(facts: Facts, settings: Settings) -> Verdict:
    """R31: no unlisted sending country lies below both thresholds by its newest figures."""
    listed = facts.listed()
    density = health_worker_density(facts.register)
    index = indicator_values(facts.register, "uhc_index").set_index("country")["value"]
    told, below = [], []
    for country in facts.sending:
        if country in listed:
            told.append(say("{country} is listed already", country=country_in_a_sentence(country)))
            continue
        if country not in density or country not in index:
            name = country_in_a_sentence(country)
            raise Missing(say("density and coverage index of {country}", country=name))
        told.append(
            say(
                "{country} has {density} per 10 000 people and index {index}",
                country=country_in_a_sentence(country),
                density=number(density[country], 1),
                index=number(index[country]),
            )
        )
        if density[country] < (settings["density"] or 0) and index[country] < (settings["coverage"] or 0):
            below.append(country)
    return Verdict(not below, join(told))


def within_national_ceiling(facts: Facts, _: Settings) -> Verdict:
    """R61: recruits of a year stay below the sending country's ceiling, or are exempt."""
    if facts.answers.get("ceiling_exempt") is True:
        return Verdict(True, say("departures under the agreement are exempt"), caused_by=("ceiling_exempt",))
    ceiling = float(facts.answer("national_ceiling"))
    table = facts.flows
    yearly = table[table["indicator"] == "recruits"].groupby("year")["value"].sum()
    most = float(yearly.max()) if len(yearly) else 0.0
    because = say(
        "up to {most} recruits a year against a ceiling of {ceiling}", most=number(most), ceiling=number(ceiling)
    )
    return Verdict(most <= ceiling + 1e-6, because, caused_by=("national_ceiling", "recruits"))


def destination_rules_kept(facts: Facts, _: Settings) -> Verdict:
    """R62: where a receiving country's own rule bars private recruitment from listed countries, none takes place."""
    listed = facts.listed()
    rules = [
        rule
        for rule in load_instruments().values()
        if rule.when == "listed" and set(rule.receiving) & set(facts.receiving)
    ]
    if not rules:
        names = _names(facts.receiving)
        return Verdict(True, say("no rule of {countries} on listed countries is held here", countries=names))
    named = join(say("{rule} ({year})", rule=say(rule.name), year=rule.as_of) for rule in rules)
    if not listed:
        because = say(
            "{countries} is not on the list of {year}, so {rules} is kept",
            countries=_names(facts.sending),
            year=facts.list_version,
            rules=named,
        )
        return Verdict(True, because)
    channel = facts.answer("channel")
    because = say(
        "{countries} is listed and the channel is '{channel}'; {rules}",
        countries=_names(listed),
        channel=say(str(channel)),
        rules=named,
    )
    return Verdict(channel == "government", because, caused_by=("channel",))
