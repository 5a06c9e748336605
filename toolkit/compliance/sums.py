"""Tests of plain arithmetic: costs, budgets, candidates, places, gains, dates."""

from __future__ import annotations

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name
from toolkit.compliance.facts import Facts
from toolkit.compliance.verdicts import Settings, Verdict
from toolkit.countries import country_in_a_sentence
from toolkit.deal.sentences import describe
from toolkit.wording import join, money, number, people, per_cent

__all__ = ["dates_fit", "everybody_gains", "funnel_holds", "places_fit", "shares_add_up", "within_budgets"]

_ROUNDING = 1e-6


def shares_add_up(facts: Facts, _: Settings) -> Verdict:
    """R38: what the payers bear of each cost adds up to it."""
    sums = facts.payments.groupby(["corridor", "cadre", "item", "phase"], as_index=False)["share"].sum()
    wrong = sums[(sums["share"] - 1).abs() > _ROUNDING]
    pairs = zip(wrong["item"], wrong["share"], strict=True)
    told = [f"{ITEM_NAMES[str(item)]}: {per_cent(float(total), 1)}" for item, total in pairs]
    because = join(told) if told else f"the shares of {len(sums)} costs add up to the whole"
    return Verdict(not told, because, caused_by=("payments",))


def within_budgets(facts: Facts, _: Settings) -> Verdict:
    """R39: nobody's payments of a year exceed the budget."""
    outcome = facts.numbers()
    over = {key: by for key, by in outcome.crossed.items() if key[0] == "budget"}
    told = [f"{describe(outcome.case, key).text} by {money(by, outcome.case.currency)}" for key, by in over.items()]
    return Verdict(not told, f"exceeded: {join(told)}" if told else "every budget holds", caused_by=("payments",))


def everybody_gains(facts: Facts, _: Settings) -> Verdict:
    """R40: no country loses, and each has the least gain that its red lines ask for."""
    outcome = facts.numbers()
    size = max(1.0, *(abs(gain) for gain in outcome.gains.values()))
    told = [
        f"{country_in_a_sentence(name)} {money(gain, outcome.case.currency)}" for name, gain in outcome.gains.items()
    ]
    asked = {line.country: line.threshold for line in outcome.case.red_lines if line.kind == "min_gain"}
    holds = all(
        gain >= max(0.0, asked.get(name) or asked.get(None) or 0.0) - _ROUNDING * size
        for name, gain in outcome.gains.items()
    )
    return Verdict(holds, f"gains against no agreement: {join(told)}", caused_by=("terms",))


def funnel_holds(facts: Facts, _: Settings) -> Verdict:
    """R35: recruits are no more than candidates times the pass rate."""
    outcome, short = facts.numbers(), []
    for name, corridor in outcome.terms.corridors.items():
        for cadre, terms in corridor.cadres.items():
            rate = outcome.case.corridors[name].cadres[cadre].pass_rate
            for recruits, candidates in zip(terms.recruits, terms.candidates, strict=True):
                if recruits > candidates * rate + _ROUNDING * max(1.0, recruits):
                    passed = f"{people(candidates)} candidates at a pass rate of {per_cent(rate)}"
                    short.append(f"{people(recruits)} {cadre_name(cadre)} out of {passed} ({corridor_name(name)})")
    because = join(short) if short else "the candidates suffice"
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
                    over.append(f"{number(places)} places for {cadre_name(cadre)} against room for {number(room)}")
    return Verdict(not over, join(over) if over else "every place has its capacity", caused_by=("places", "capacity"))


def dates_fit(facts: Facts, _: Settings) -> Verdict:
    """R59: pilot and first review lie within the term, and payments after it are ruled."""
    term = 12 * float(facts.answer("term_years"))
    wrong = [
        f"{words} of {number(float(months))} months is longer than the term of {number(term)}"
        for words, months in (
            ("the pilot", facts.answers.get("pilot_months")),
            ("the time to the first review", facts.answers.get("review_months")),
        )
        if months is not None and float(months) > term
    ]
    if facts.answers.get("payments_after_end") is True and facts.answer("payment_tail") is not True:
        wrong.append("payments fall due after the end, and nothing rules them")
    because = join(wrong) if wrong else f"nothing lies beyond the term of {number(term / 12)} years"
    return Verdict(not wrong, because, caused_by=("pilot_months", "review_months", "term_years", "payments_after_end"))
