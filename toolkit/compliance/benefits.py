"""Tests on what the sending health system gains, loses and is promised."""

from __future__ import annotations

from toolkit.case.names import ITEM_NAMES, cadre_name
from toolkit.case.schema import ends
from toolkit.compliance.facts import Facts
from toolkit.compliance.verdicts import Settings, Verdict
from toolkit.countries import country_in_a_sentence
from toolkit.languages.speech import say
from toolkit.wording import join, money, number, people, per_cent

__all__ = [
    "graduates_replace",
    "payments_in_proportion",
    "promises_in_terms",
    "sending_system_gains",
    "share_of_graduates",
    "stock_holds",
    "surplus_is_real",
    "trains_at_all",
]

_ROUNDING = 1e-6


def sending_system_gains(facts: Facts, _: Settings) -> Verdict:
    """R26: service is gained in each sending country; a breach where it is on the list."""
    years = facts.years
    told, without = [], []
    for country in facts.sending:
        rows = years[(years["country"] == country) & (years["indicator"] == "gained_service")]
        gained = float(rows["value"].sum())
        corridors = [name for name in facts.numbers().case.corridors if ends(name)[0] == country]
        spent = float(facts.into_sending[facts.into_sending["corridor"].isin(corridors)]["present_value"].sum())
        amount = money(spent, facts.numbers().case.currency)
        told.append(
            say(
                "{country}: {gained} service-years gained, {amount} spent there",
                country=country_in_a_sentence(country),
                gained=number(gained),
                amount=amount,
            )
        )
        if gained <= _ROUNDING:
            without.append(country)
    severity = "breach" if set(without) & set(facts.listed()) else None
    return Verdict(not without, join(told), severity, ("terms", "payments"))


def promises_in_terms(facts: Facts, _: Settings) -> Verdict:
    """R27, first part: the terms give amount, unit, payer and years of each promise."""
    rows = facts.into_sending
    items = join(ITEM_NAMES[item] for item in dict.fromkeys(rows["item"]))
    if not items:
        return Verdict(True, say("the terms give amount, unit, payer and years of what is paid there: nothing"))
    because = say("the terms give amount, unit, payer and years of what is paid there: {items}", items=items)
    return Verdict(True, because)


def payments_in_proportion(facts: Facts, settings: Settings) -> Verdict:
    """R28: present value of payments on items spent in the sending country over that of service gained abroad."""
    outcome = facts.numbers()
    paid = float(facts.into_sending["present_value"].sum())
    gained = sum(outcome.components[country]["service"] for country in facts.receiving)
    if gained <= 0:
        return Verdict(True, say("the receiving side gains no service"))
    ratio, least = paid / gained, settings["ratio"]
    if least is None:
        because = say(
            "payments are {ratio} of the receiving side's gained service, in present value; no ratio is chosen",
            ratio=number(ratio, 2),
        )
    else:
        because = say(
            "payments are {ratio} of the receiving side's gained service, in present value; the parties chose at least "
            "{least}",
            ratio=number(ratio, 2),
            least=number(least, 2),
        )
    return Verdict(least is None or ratio >= least, because, caused_by=("payments",))


def graduates_replace(facts: Facts, settings: Settings) -> Verdict:
    """R29: additional graduates within the agreement over recruits."""
    sums = facts.flows.groupby("indicator")["value"].sum()
    recruits, graduates = float(sums.get("recruits", 0.0)), float(sums.get("graduates_gained", 0.0))
    if recruits <= _ROUNDING:
        return Verdict(True, say("nobody is recruited"))
    ratio, least = graduates / recruits, settings["ratio"]
    because = say(
        "{graduates} additional graduates for {recruits} recruits, {ratio} each",
        graduates=people(graduates),
        recruits=people(recruits),
        ratio=number(ratio, 2),
    )
    return Verdict(least is None or ratio >= least - _ROUNDING, because, caused_by=("places", "recruits"))


def stock_holds(facts: Facts, _: Settings) -> Verdict:
    """R30: no year in which the workforce per population lies below its start and below what it were without."""
    outcome, years = facts.numbers(), facts.years
    losses = []
    for country in facts.sending:
        growth = outcome.case.countries[country].population_growth
        rows = years[(years["country"] == country) & (years["indicator"] == "workforce")]
        for cadre, path in rows.groupby("cadre", sort=False):
            since = path["year"] - outcome.case.start_year
            per_head = path["value"] / (1 + growth) ** since
            start = float(path["value"].iloc[0])
            lower = path[(per_head < start * (1 - _ROUNDING)) & (path["value"] < path["without_agreement"] - 1e-3)]
            if len(lower):
                losses.append(
                    say(
                        "{cadre} in {country} from {year} on",
                        cadre=cadre_name(str(cadre)),
                        country=country_in_a_sentence(country),
                        year=int(lower["year"].iloc[0]),
                    )
                )
    severity = "breach" if losses and set(facts.sending) & set(facts.listed()) else None
    if losses:
        because = say("fewer than at the start and than without an agreement: {cadres}", cadres=join(losses))
    else:
        because = say("it does not fall")
    return Verdict(not losses, because, severity, ("recruits", "places"))


def share_of_graduates(facts: Facts, settings: Settings) -> Verdict:
    """R32: the largest share of a year's graduates that is recruited."""
    outcome = facts.numbers()
    largest, where = 0.0, say("nobody is recruited")
    for name, corridor in outcome.terms.corridors.items():
        for cadre, terms in corridor.cadres.items():
            graduates = outcome.case.countries[ends(name)[0]].cadres[cadre].graduates
            most = max(terms.recruits)
            if most > 0 and graduates <= 0:
                words = {"people": people(most), "cadre": cadre_name(cadre)}
                return Verdict(False, say("{people} {cadre} a year are recruited and none graduate", **words))
            if most > 0 and most / graduates > largest:
                largest = most / graduates
                where = say(
                    "{recruits} recruits a year of {graduates} {cadre} who graduate",
                    recruits=people(most),
                    graduates=people(graduates),
                    cadre=cadre_name(cadre),
                )
    most_share, share = settings["share"], per_cent(largest, 1)
    if most_share is None:
        because = say("{recruits}: {share}; no share is chosen", recruits=where, share=share)
    else:
        because = say(
            "{recruits}: {share}; the parties chose at most {most}",
            recruits=where,
            share=share,
            most=per_cent(most_share),
        )
    return Verdict(most_share is None or largest <= most_share + _ROUNDING, because, caused_by=("recruits",))


def surplus_is_real(facts: Facts, _: Settings) -> Verdict:
    """R33: recruits over the agreement against people registered without a post."""
    registered = float(facts.answer("unemployment_register"))
    table = facts.flows
    recruits = float(table[table["indicator"] == "recruits"]["value"].sum())
    because = say(
        "{recruits} recruits over the agreement, {registered} registered without a post",
        recruits=people(recruits),
        registered=people(registered),
    )
    return Verdict(recruits <= registered + _ROUNDING, because, caused_by=("unemployment_register", "recruits"))


def trains_at_all(facts: Facts, _: Settings) -> Verdict:
    """Whether training is paid for."""
    table = facts.flows
    places = float(table[table["indicator"] == "places"]["value"].sum())
    because = say("{places} training places are opened over the agreement", places=number(places))
    return Verdict(places > 0, because)
