"""Tests on what the sending health system gains, loses and is promised."""

from __future__ import annotations

from toolkit.case.names import ITEM_NAMES, cadre_name
from toolkit.case.schema import ends
from toolkit.compliance.facts import Facts
from toolkit.compliance.verdicts import Settings, Verdict
from toolkit.countries import country_in_a_sentence
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
        told.append(f"{country_in_a_sentence(country)}: {number(gained)} service-years gained, {amount} spent there")
        if gained <= _ROUNDING:
            without.append(country)
    severity = "breach" if set(without) & set(facts.listed()) else None
    return Verdict(not without, join(told), severity, ("terms", "payments"))


def promises_in_terms(facts: Facts, _: Settings) -> Verdict:
    """R27, first part: the terms give amount, unit, payer and years of each promise."""
    rows = facts.into_sending
    items = join(ITEM_NAMES[item] for item in dict.fromkeys(rows["item"])) or "nothing"
    return Verdict(True, f"the terms give amount, unit, payer and years of what is paid there: {items}")


def payments_in_proportion(facts: Facts, settings: Settings) -> Verdict:
    """R28: present value of payments on items spent in the sending country over that of service gained abroad."""
    outcome = facts.numbers()
    paid = float(facts.into_sending["present_value"].sum())
    gained = sum(outcome.components[country]["service"] for country in facts.receiving)
    if gained <= 0:
        return Verdict(True, "the receiving side gains no service")
    ratio, least = paid / gained, settings["ratio"]
    chosen = f"the parties chose at least {number(least, 2)}" if least is not None else "no ratio is chosen"
    because = f"payments are {number(ratio, 2)} of the receiving side's gained service, in present value; {chosen}"
    return Verdict(least is None or ratio >= least, because, caused_by=("payments",))


def graduates_replace(facts: Facts, settings: Settings) -> Verdict:
    """R29: additional graduates within the agreement over recruits."""
    sums = facts.flows.groupby("indicator")["value"].sum()
    recruits, graduates = float(sums.get("recruits", 0.0)), float(sums.get("graduates_gained", 0.0))
    if recruits <= _ROUNDING:
        return Verdict(True, "nobody is recruited")
    ratio, least = graduates / recruits, settings["ratio"]
    because = f"{people(graduates)} additional graduates for {people(recruits)} recruits, {number(ratio, 2)} each"
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
                least = int(lower["year"].iloc[0])
                losses.append(f"{cadre_name(str(cadre))} in {country_in_a_sentence(country)} from {least} on")
    severity = "breach" if losses and set(facts.sending) & set(facts.listed()) else None
    because = f"fewer than at the start and than without an agreement: {join(losses)}" if losses else "it does not fall"
    return Verdict(not losses, because, severity, ("recruits", "places"))


def share_of_graduates(facts: Facts, settings: Settings) -> Verdict:
    """R32: the largest share of a year's graduates that is recruited."""
    outcome = facts.numbers()
    largest, where = 0.0, "nobody is recruited"
    for name, corridor in outcome.terms.corridors.items():
        for cadre, terms in corridor.cadres.items():
            graduates = outcome.case.countries[ends(name)[0]].cadres[cadre].graduates
            most = max(terms.recruits)
            if most > 0 and graduates <= 0:
                return Verdict(False, f"{people(most)} {cadre_name(cadre)} a year are recruited and none graduate")
            if most > 0 and most / graduates > largest:
                largest = most / graduates
                where = f"{people(most)} recruits a year of {people(graduates)} {cadre_name(cadre)} who graduate"
    most_share = settings["share"]
    chosen = f"the parties chose at most {per_cent(most_share)}" if most_share is not None else "no share is chosen"
    because = f"{where}: {per_cent(largest, 1)}; {chosen}"
    return Verdict(most_share is None or largest <= most_share + _ROUNDING, because, caused_by=("recruits",))


def surplus_is_real(facts: Facts, _: Settings) -> Verdict:
    """R33: recruits over the agreement against people registered without a post."""
    registered = float(facts.answer("unemployment_register"))
    table = facts.flows
    recruits = float(table[table["indicator"] == "recruits"]["value"].sum())
    because = f"{people(recruits)} recruits over the agreement, {people(registered)} registered without a post"
    return Verdict(recruits <= registered + _ROUNDING, because, caused_by=("unemployment_register", "recruits"))


def trains_at_all(facts: Facts, _: Settings) -> Verdict:
    """Whether training is paid for."""
    table = facts.flows
    places = float(table[table["indicator"] == "places"]["value"].sum())
    return Verdict(places > 0, f"{number(places)} training places are opened over the agreement")
