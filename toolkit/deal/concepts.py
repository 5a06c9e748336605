"""The solution concepts by name: what each seeks, which point it chooses, and whom it favours (section 8)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from toolkit.bargain.nash import nash
from toolkit.bargain.parties import Point
from toolkit.bargain.rules import best_for, egalitarian, kalai_smorodinsky, utilitarian
from toolkit.case.names import Words
from toolkit.case.schema import Case
from toolkit.countries import country_in_a_sentence
from toolkit.deal.build import Deal
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say, to_say
from toolkit.linear.program import Key, Term
from toolkit.validation import did_you_mean, short_number
from toolkit.wording import join, nearest, number, per_cent

__all__ = ["CONCEPTS", "Concept", "choose", "concept_of", "favours", "objective_of"]

CONCEPTS = Words(
    {
        "kalai_smorodinsky": to_say("every country gets the same share of the most that it could have"),
        "nash": to_say("the product of the countries' gains is as large as possible"),
        "egalitarian": to_say("the country that gains least gains as much as possible"),
        "leximin": to_say("the country that gains least gains as much as possible, then the next, and so on"),
        "utilitarian": to_say("the countries together gain as much as possible"),
    }
)
"""The solution concepts with what each seeks; ``best_for:<country>`` comes beside them.

``egalitarian`` is completed by leximin, so that the two give the same agreement; both names are in use.
"""

_COMPARED = ("kalai_smorodinsky", "nash", "egalitarian", "utilitarian")
_NOTICEABLE, _ALIKE = 0.005, 0.0005
_LEVEL: Key = ("rule", "level")


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept, the country that ``best_for`` names, and the weights of ``nash`` (1 where none is given)."""

    name: str
    country: str
    weights: Mapping[str, float]

    @property
    def seeks(self) -> str:
        """What the concept seeks, in words."""
        if self.country:
            country = country_in_a_sentence(self.country)
            return say("{country} gains as much as it can while nobody loses", country=country)
        if not self.weights:
            return CONCEPTS[self.name]
        weighted = (
            say("{country} {weight}", country=country_in_a_sentence(code), weight=short_number(weight))
            for code, weight in sorted(self.weights.items())
        )
        return say("{rule}, with bargaining weights {weights}", rule=CONCEPTS[self.name], weights=join(weighted))


def concept_of(case: Case, solution: str, weights: Mapping[str, float] | None = None) -> Concept:
    """The concept of a name such as ``nash`` or ``best_for:KEN``.

    Raises ``InputError`` for an unknown name, and for weights that do not belong to it or to a country of the case.
    """
    name, _, country = solution.partition(":")
    problems: list[Problem] = []
    if not ((name == "best_for" and country in case.countries) or (name in CONCEPTS and not country)):
        known = [*CONCEPTS, *(f"best_for:{code}" for code in case.countries)]
        wrong, expectation = (
            say("unknown concept '{name}'", name=solution),
            say("one of {names}", names=join(known, "or")),
        )
        problems.append(Problem("solution", wrong, expectation, did_you_mean(nearest(solution, known))))
    if weights and name != "nash":
        wrong = say("{concept} takes no weights", concept=solution)
        problems.append(Problem("weights", wrong, say("bargaining weights belong to nash")))
    for code, weight in (weights or {}).items():
        if code not in case.countries:
            expectation = say("one of {names}", names=join(case.countries, "or"))
            problems.append(Problem("weights", say("unknown country '{code}'", code=code), expectation))
        if not 0 < weight < float("inf"):
            wrong = say("the weight of {country} is {weight}", country=code, weight=short_number(weight))
            problems.append(Problem("weights", wrong, say("a number above 0")))
    if problems:
        raise InputError(say("the request"), problems)
    return Concept(name, country, dict(weights or {}))


def choose(deal: Deal, concept: Concept) -> Point:
    """What a concept gives each country, in money units."""
    parties = deal.parties
    if concept.name == "best_for":
        return best_for(parties, concept.country)
    if concept.name == "nash":
        return nash(parties, deal.ideals, {name: concept.weights.get(name, 1.0) for name in parties.names})
    if concept.name == "utilitarian":
        return utilitarian(parties)
    if concept.name == "kalai_smorodinsky":
        return kalai_smorodinsky(parties, deal.ideals)
    return egalitarian(parties)


def favours(deal: Deal, concept: Concept, point: Point) -> str:
    """Who gains most from choosing this concept rather than the others, in a sentence.

    Compared are the countries' shares of their ideals with their averages under Kalai-Smorodinsky, Nash, egalitarian
    and utilitarian, the concept itself left out.
    """
    same = {"leximin": "egalitarian"}.get(concept.name, concept.name)
    others = [choose(deal, Concept(name, "", {})) for name in _COMPARED if name != same]
    more: dict[str, tuple[float, float]] = {}
    for name, most in deal.ideals.items():
        if most > 0:
            elsewhere = sum(other.utilities[name] for other in others) / len(others) / most
            more[name] = (point.utilities[name] / most, elsewhere)
    if not more:
        return say("No country can gain by any rule.")
    excess = {name: here - elsewhere for name, (here, elsewhere) in more.items()}
    largest = max(excess.values())
    if largest < _NOTICEABLE:
        return say("No country gains noticeably by the choice of this rule rather than another.")
    country, *others_alike = [name for name in excess if excess[name] > largest - _ALIKE]
    if others_alike:
        named = join(country_in_a_sentence(name) for name in (country, *others_alike))
        return say(
            "The choice of this rule rather than another favours {countries} alike: each has {points} percentage "
            "points more of the most it could have than on average under the other rules.",
            countries=named,
            points=number(100 * largest, 1),
        )
    here, elsewhere = more[country]
    return say(
        "The choice of this rule rather than another favours {country}: {here} of the most it could have, against "
        "{elsewhere} on average under the other rules.",
        country=country_in_a_sentence(country),
        here=per_cent(here, 1),
        elsewhere=per_cent(elsewhere, 1),
    )


@contextmanager
def objective_of(deal: Deal, concept: Concept, point: Point) -> Iterator[list[Term]]:
    """The rule's own objective, whose gain a price is told in; what it needs is added for the time being."""
    session, utilities = deal.parties.session, deal.parties.utilities
    with session.temporary():
        if concept.name == "best_for":
            yield [(1.0, utilities[concept.country])]
        elif concept.name == "utilitarian":
            yield [(1.0, key) for key in utilities.values()]
        elif concept.name == "nash" and any(most > 0 for most in deal.ideals.values()):
            gaining = [name for name, most in deal.ideals.items() if most > 0]
            weights = {name: concept.weights.get(name, 1.0) / point.utilities[name] for name in gaining}
            average = sum(weights.values()) / len(weights)
            yield [(weight / average, utilities[name]) for name, weight in weights.items()]
        else:
            gaining = [name for name, most in deal.ideals.items() if most > 0]
            alike = concept.name != "kalai_smorodinsky" or not gaining
            sizes = dict.fromkeys(utilities, 1.0) if alike else {name: deal.ideals[name] for name in gaining}
            session.add_column(_LEVEL, -math.inf)
            for name, size in sizes.items():
                terms = [(max(sizes.values()) / size, utilities[name]), (-1.0, _LEVEL)]
                session.add_row(("rule", name), terms, lower=0.0)
            yield [(1.0, _LEVEL)]
