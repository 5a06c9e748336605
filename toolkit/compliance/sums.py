"""Tests of plain arithmetic: costs, budgets, candidates, places, gains, dates."""

from __future__ import annotations

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name
from toolkit.compliance.facts import Facts
from toolkit.compliance.verdicts import Settings, Verdict
from toolkit.countries import country_in_a_sentence
from toolkit.deal.sentences import describe
from toolkit.languages.speech import say, to_say
from toolkit.wording import join, money, number, people, per_cent

__all__ = ["dates_fit", "everybody_gains", "funnel_holds", "places_fit", "shares_add_up", "within_budgets"]

_ROUNDING = 1e-6


def shares_add_up(facts: Facts, _: Settings) -> Verdict:
    """R38: what the payers bear of each cost adds up to it."""
    sums = facts.payments.groupby(["corridor", "cadre", "item", "phase"], as_index=False)["share"].sum()
    wrong = sums[(sums["share"] - 1).abs() > _ROUNDING]
    pairs = zip(wrong["item"], wrong["share"], strict=True)
    told = [
        say("{item}: {share}", item=ITEM_NAMES[str(item)], share=per_cent(float(total), 1)) for item, total in pairs
    ]
    because = join(told) if told else say("the shares of {count} costs add up to the whole", count=len(sums))
    return Verdict(not told, because, caused_by=("payments",))


def within_budgets(facts: Facts, _: Settings) -> Verdict:
    """R39: nobody's payments of a year exceed the budget."""
    outcome = facts.numbers()
    over = {key: by for key, by in outcome.crossed.items() if key[0] == "budget"}
    told = [
        say(
            "{budget} by {amount}",
            budget=describe(outcome.case, key).text,
            amount=money(by, outcome.case.currency),
        )
        for key, by in over.items()
    ]
    because = say("exceeded: {budgets}", budgets=join(told)) if told else say("every budget holds")
    return Verdict(not told, because, caused_by=("payments",))


def everybody_gains(facts: Facts, _: Settings) -> Verdict:
    """R40: no country loses, and each has the least gain that its red lines ask for."""
    outcome = facts.numbers()
    size = max(1.0, *(abs(gain) for gain in outcome.gains.values()))
    told = [
        say("{country} {amount}", country=country_in_a_sentence(name), amount=money(gain, outcome.case.currency))
        for name, gain in outcome.gains.items()
    ]
    asked = {line.country: line.threshold for line in outcome.case.red_lines if line.kind == "min_gain"}
    holds = all(
        gain >= max(0.0, asked.get(name) or asked.get(None) or 0.0) - _ROUNDING * size
        for name, gain in outcome.gains.items()
    )
    return Verdict(holds, say("gains against no agreement: {gains}", gains=join(told)), caused_by=("terms",))


def funnel_holds(facts: Facts, _: Settings) -> Verdict:
    """R35: recruits are no more than candidates times the pass rate."""
    outcome, short = facts.numbers(), []
    for name, corridor in outcome.terms.corridors.items():
        for cadre, terms in corridor.cadres.items():
            rate = outcome.case.corridors[name].cadres[cadre].pass_rate
            for recruits, candidates in zip(terms.recruits, terms.candidates, strict=True):
                if recruits > candidates * rate + _ROUNDING * max(1.0, recruits):
                    short.append(
                        say(
                            "{recruits} {cadre} out of {candidates} candidates at a pass rate of {share} ({corridor})",
                            recruits=people(recruits),
                            cadre=cadre_name(cadre),
                            candidates=people(candidates),
                            share=per_cent(rate),
                            corridor=corridor_name(name),
                        )
                    )
    because = join(short) if short else say("the candidates suffice")
    return Verdict(not short, because, caused_by=("candidates", "recruits"))


def places_fit(facts: Facts, _: Settings) -> Verdict:
    """R36: places are no more than spare places and new capacity, and capacity no more than can be added."""
    outcome, over = facts.numbers(), []
    for name, corridor in outcome.terms.corridors.items():
        for cadre, terms in corridor.cadres.items():
            training = outcome.case.corridors[name].cadres[cadre].training
            spare, most = (training.spare_places, training.max_new_places) if training else (0.0, 0.0)
            for places, capacity in zip(terms.places, terms.capacity, strict=True):
                room = spare + min(capacity, most)
                if places > room + _ROUNDING * max(1.0, places):
                    over.append(
                        say(
                            "{places} places for {cadre} against room for {room}",
                            places=number(places),
                            cadre=cadre_name(cadre),
                            room=number(room),
                        )
                    )
    because = join(over) if over else say("every place has its capacity")
    return Verdict(not over, because, caused_by=("places", "capacity"))


_TOO_LONG = {
    "pilot_months": to_say("the pilot of {months} months is longer than the term of {term}"),
    "review_months": to_say("the time to the first review of {months} months is longer than the term of {term}"),
}


def dates_fit(facts: Facts, _: Settings) -> Verdict:
    """R59: pilot and first review lie within the term, and payments after it are ruled."""
    term = 12 * float(facts.answer("term_years"))
    wrong = [
        say(words, months=number(float(months)), term=number(term))
        for question, words in _TOO_LONG.items()
        if (months := facts.answers.get(question)) is not None and float(months) > term
    ]
    if facts.answers.get("payments_after_end") is True and facts.answer("payment_tail") is not True:
        wrong.append(say("payments fall due after the end, and nothing rules them"))
    because = join(wrong) if wrong else say("nothing lies beyond the term of {years} years", years=number(term / 12))
    return Verdict(not wrong, because, caused_by=("pilot_months", "review_months", "term_years", "payments_after_end"))
