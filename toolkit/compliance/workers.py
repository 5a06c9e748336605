"""Tests on what workers pay and owe, and on who recruits them."""

from __future__ import annotations

from toolkit.case.names import ITEM_NAMES
from toolkit.compliance.facts import Facts
from toolkit.compliance.verdicts import Settings, Verdict
from toolkit.languages.speech import say
from toolkit.wording import join, money, number

__all__ = ["fair_repayment", "recruiters_checked", "recruits_care_workers", "workers_pay_nothing"]


def recruits_care_workers(facts: Facts, _: Settings) -> Verdict:
    """Whether care workers are recruited at all."""
    table = facts.flows
    moved = table[(table["indicator"] == "recruits") & (table["cadre"] == "caregiver")]["value"].sum()
    because = say("{workers} care workers are recruited over the agreement", workers=number(moved))
    return Verdict(moved > 0, because)


def workers_pay_nothing(facts: Facts, settings: Settings) -> Verdict:
    """R09: workers bear no cost in the terms, and no fee beyond them."""
    if facts.outcome is not None:
        table = facts.payments
        paid = table[table["payer"] == "worker"]
        if len(paid):
            items = join(ITEM_NAMES[item] for item in dict.fromkeys(paid["item"]))
            total = money(float(paid["present_value"].sum()), facts.outcome.case.currency)
            because = say("workers pay for {items}: {amount} in present value", items=items, amount=total)
            return Verdict(False, because, caused_by=("payments",))
    if facts.clauses.get("employer_pays") == "present" and facts.answers.get("worker_fees") is None:
        return Verdict(True, say("the clause keeps every fee away from the worker"), caused_by=("employer_pays",))
    fee = float(facts.answer("worker_fees"))
    if fee <= 0:
        return Verdict(True, say("workers pay no fee"), caused_by=("worker_fees",))
    small = fee <= (settings["tolerated"] or 0) and facts.answers.get("worker_fees_required_by_law") is True
    if small:
        because = say("a worker bears {amount}, which the sending side's law asks for", amount=number(fee))
        return Verdict(False, because, "warning", ("worker_fees",))
    return Verdict(False, say("a worker bears {amount}", amount=number(fee)), None, ("worker_fees",))


def fair_repayment(facts: Facts, settings: Settings) -> Verdict:
    """R11: interest and amounts beyond cost are a breach; no taper, a long term and no exemption are a warning."""
    grave = []
    if float(facts.answer("repayment_interest")) > 0:
        grave.append(say("interest is charged"))
    if facts.answer("repayment_within_cost") is not True:
        grave.append(say("more than the documented cost may be reclaimed"))
    if grave:
        return Verdict(False, join(grave), "breach", ("repayment_interest", "repayment_within_cost"))
    light = []
    if facts.answer("repayment_tapers") is not True:
        light.append(say("what may be reclaimed does not fall with time"))
    months, most = float(facts.answer("repayment_months")), settings["months"]
    if most is not None and months > most:
        light.append(
            say(
                "it may be reclaimed for {months} months, over the {most} chosen",
                months=number(months),
                most=number(most),
            )
        )
    if facts.answer("repayment_hardship") is not True:
        light.append(say("hardship is not exempt"))
    because = join(light) if light else say("no interest, within cost, falling, ending, hardship exempt")
    return Verdict(not light, because, "warning", ("repayment_tapers", "repayment_months", "repayment_hardship"))


def recruiters_checked(facts: Facts, settings: Settings) -> Verdict:
    """R23: unlicensed recruiters are a breach, an old list is a warning."""
    if facts.answer("recruiters_licensed") is not True:
        return Verdict(False, say("recruiters without a licence may act"), "breach", ("recruiters_licensed",))
    age, most = float(facts.answer("recruiter_list_months")), settings["months"]
    because = say("recruiters are licensed; their list may be {months} months old", months=number(age))
    return Verdict(most is None or age <= most, because, "warning", ("recruiter_list_months",))
