"""The smallest change of a draft that brings a country to its target (specification, section 8)."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.case.schema import ITEMS, PAYERS, Case
from toolkit.countries import country_in_a_sentence
from toolkit.deal.build import Deal, build
from toolkit.deal.canonical import Measure, departure, distance_terms, measures
from toolkit.deal.changes import Change, changes
from toolkit.deal.settle import sound
from toolkit.errors import Infeasible, InputError, NoAgreement, Problem
from toolkit.languages.speech import say, say_count
from toolkit.linear.program import Key
from toolkit.linear.session import Optimum
from toolkit.model.evaluate import Outcome, evaluate
from toolkit.model.terms import ACTIVITIES, Terms
from toolkit.validation import did_you_mean, short_number
from toolkit.wording import join, money, nearest

__all__ = ["CounterOffer", "counter_offer"]


@dataclass(frozen=True, eq=False)
class CounterOffer:
    """The least change of a draft that brings ``country`` to ``target``, or its best where nothing does.

    ``reached`` tells whether the target is reached; where it is not, ``outcome`` is the best that the country can have
    under the same conditions. ``distance`` is how far the terms are from the draft and ``marginal`` how much it grows
    per unit of money of a higher target. All money in the case's currency.
    """

    country: str
    target: float
    reached: bool
    draft: Outcome
    outcome: Outcome
    distance: float
    marginal: float
    changes: tuple[Change, ...]

    @property
    def sentence(self) -> str:
        """The counter-offer in words, and why it is the least."""
        currency, who = self.draft.case.currency, country_in_a_sentence(self.country)
        have = money(self.outcome.gains[self.country], currency)
        if not self.reached:
            return say(
                "No counter-offer brings {country} to {target} under these conditions. The most it can have is {most}; "
                "the terms shown give it that.",
                country=who,
                target=money(self.target, currency),
                most=have,
            )
        if not self.changes:
            return say("The draft gives {country} {amount} already: nothing has to change.", country=who, amount=have)
        return say_count(
            "One term changes to give {country} {amount}. No smaller change of the draft gives it that much.",
            "{count} terms change to give {country} {amount}. No smaller change of the draft gives it that much.",
            len(self.changes),
            count=len(self.changes),
            country=who,
            amount=have,
        )

    def to_dict(self) -> dict[str, Any]:
        """The counter-offer by name, without the outcomes."""
        return {
            "country": self.country,
            "target": self.target,
            "reached": self.reached,
            "distance": self.distance,
            "marginal": self.marginal,
            "changes": [change.to_dict() for change in self.changes],
            "sentence": self.sentence,
        }


def counter_offer(
    case: Case,
    draft: Terms,
    country: str,
    target: float,
    *,
    floors: Mapping[str, float] | None = None,
    weights: Mapping[str, float] | None = None,
    fixed: Collection[str] = (),
    solver: str = "HiGHS",
) -> CounterOffer:
    """The smallest change of terms (weighted L1 distance) that brings a country to its target.

    The other countries have at least what ``floors`` gives for them, and never less than no agreement. ``weights`` and
    ``fixed`` choose terms by words joined with dots: ``recruits``, ``places.nurse``, ``shares.training.receiving.0``; a
    term is meant where all its words fit (activity, or ``shares`` with item and payer; corridor; cadre; phase from 0).
    A weight multiplies what a change of the term counts (1 by default, all that fit multiplied); fixed terms do not
    move. Where the target cannot be reached, the result has the best that can. Raises ``InputError`` for a country,
    weight or term that does not fit, and ``NoAgreement`` where the fixed terms and floors leave no agreement at all.
    """
    _check(case, country, target, floors or {}, weights or {}, fixed)
    before = evaluate(case, draft)
    reached = True

    def find(deal: Deal) -> tuple[Optimum, float]:
        nonlocal reached
        session, unit = deal.parties.session, deal.model.unit
        with session.temporary():
            for name, floor in (floors or {}).items():
                _lift(deal, name, floor / unit)
            for measure in measures(deal.model):
                if any(_fits(measure, chosen) for chosen in fixed):
                    terms, value = departure(deal.model, measure, draft)
                    session.add_row(("fixed", *measure.key), terms, value, value)
            goal: Key = ("gain", country)
            try:
                most = session.maximise([(1.0, goal)]).objective
            except Infeasible as failure:
                raise NoAgreement(
                    say("No agreement keeps the fixed terms and gives the other countries what is asked for them.")
                ) from failure
            slack = session.rounding * max(1.0, abs(most))
            reached = target / unit <= most + 1e-7 * max(1.0, abs(most))
            session.add_row(("target",), [(1.0, goal)], min(target / unit, most) - slack)
            distance = distance_terms(deal, draft, lambda measure: _weight(measure, weights or {}))
            optimum = session.minimise(distance)
            return optimum, optimum.price(("target",)) / unit

    _, (optimum, marginal), outcome = sound(case, solver, find, lambda found: found[0], gains_are_sought=False)
    return CounterOffer(
        country, target, reached, before, outcome, optimum.objective, marginal, changes(case, draft, outcome.terms)
    )


def _lift(deal: Deal, country: str, level: float) -> None:
    lower, upper = deal.parties.session.column_bounds(("gain", country))
    deal.parties.session.bound_column(("gain", country), max(lower, level), upper)


def _fits(measure: Measure, chosen: str) -> bool:
    """Whether all words of a choice are among those of a term."""
    return set(chosen.split(".")) <= measure.words


def _weight(measure: Measure, weights: Mapping[str, float]) -> float:
    found = 1.0
    for chosen, weight in weights.items():
        if _fits(measure, chosen):
            found *= weight
    return found


def _check(
    case: Case,
    country: str,
    target: float,
    floors: Mapping[str, float],
    weights: Mapping[str, float],
    fixed: Iterable[str],
) -> None:
    problems: list[Problem] = []
    asked = {name: say("floor of {country}", country=name) for name in floors}
    for what, amount in (("target", target), *((asked[name], floor) for name, floor in floors.items())):
        if not math.isfinite(amount):
            problems.append(Problem(what, say("is {value}", value=amount), say("an amount of money")))
    for name in (country, *floors):
        if name not in case.countries:
            expectation = say("one of {names}", names=join(case.countries, "or"))
            problems.append(Problem("country", say("unknown country '{code}'", code=name), expectation))
    known = _known_words(case)
    terms = list(measures(build(case, 1.0)[0]))
    for chosen in (*weights, *fixed):
        term = say("term '{term}'", term=chosen)
        if set(chosen.split(".")) <= set(known) and not any(_fits(measure, chosen) for measure in terms):
            problems.append(Problem(term, say("fits no term of the case"), say("words of one term")))
        for word in chosen.split("."):
            if word not in known:
                remedy = did_you_mean(nearest(word, known), say("known are {names}", names=join(known)))
                problems.append(Problem(term, say("unknown word '{word}'", word=word), say("words of a term"), remedy))
    for chosen, weight in weights.items():
        if not 0 < weight < float("inf"):
            wrong, term = say("is {value}", value=short_number(weight)), say("weight of '{term}'", term=chosen)
            problems.append(Problem(term, wrong, say("a number above 0")))
    if problems:
        raise InputError(say("the request"), problems)


def _known_words(case: Case) -> list[str]:
    """Every word by which a term of the case can be chosen."""
    words = {"shares", "system_support", *map(str, range(len(case.phases))), *case.corridors}
    for _, cadre, _ in case.corridor_cadres():
        words.add(cadre)
    return sorted(words | set(ACTIVITIES) | set(ITEMS) | set(PAYERS))
