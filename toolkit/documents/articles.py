"""The articles of a draft: its clauses in the order of the codebook, worded and numbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from toolkit.compliance.facts import Facts
from toolkit.documents.blocks import Article
from toolkit.documents.wordings import filled, fillings
from toolkit.languages.speech import say
from toolkit.model.evaluate import Outcome

__all__ = ["Articles", "articles_of"]

ALWAYS = ("parties_competent_authorities", "objectives_code_reference", "occupational_scope", "term_renewal")
"""What no agreement can do without: open where the draft says nothing of it."""


def _done(activity: str) -> Callable[[Outcome], bool]:
    return lambda outcome: any(
        value > 0.05
        for corridor in outcome.terms.corridors.values()
        for terms in corridor.cadres.values()
        for value in getattr(terms, activity)
    )


def _retained(outcome: Outcome) -> bool:
    corridors = outcome.terms.corridors.values()
    return any(sum(map(sum, terms.retained)) > 0.05 for corridor in corridors for terms in corridor.cadres.values())


def _supported(outcome: Outcome) -> bool:
    return any(value > 0 for corridor in outcome.terms.corridors.values() for value in corridor.system_support)


FROM_TERMS: Mapping[str, Callable[[Outcome], bool]] = {
    "recruitment_quota": _done("recruits"),
    "recruitment_cost_schedule": _done("recruits"),
    "language_preparation": _done("candidates"),
    "exam_pass_funnel": _done("candidates"),
    "bridging_while_unlicensed": _done("bridged"),
    "co_investment": _done("recruits"),
    "scholarships_seats": _done("places"),
    "faculty_and_facilities": _done("capacity"),
    "retention_support": _retained,
    "domestic_absorption": _done("posts"),
    "technical_assistance_his": _supported,
    "payment_terms": _done("recruits"),
    "return_incentive": _done("returned"),
    "virtual_return": _done("remote_service"),
    "baseline_and_indicators": _done("recruits"),
}
"""Clauses that the terms themselves bring along, where the draft does not say otherwise."""


@dataclass(frozen=True)
class Articles:
    """The articles by key of a family of clauses, and the names of clauses of which the draft says nothing."""

    by_family: Mapping[str, tuple[Article, ...]]
    undecided: Mapping[str, tuple[str, ...]]

    @property
    def all(self) -> tuple[Article, ...]:
        """Every article in order."""
        return tuple(article for articles in self.by_family.values() for article in articles)


def articles_of(facts: Facts) -> Articles:
    """The draft's articles: clauses that are present or open, that its terms bring along, and the frame."""
    codebook, words, outcome = facts.register.codebook, fillings(facts), facts.numbers()
    by_family: dict[str, list[Article]] = {}
    undecided: dict[str, list[str]] = {}
    count = 0
    for key, clause in codebook.clauses.items():
        state = facts.clauses.get(key) or _usual(key, outcome)
        if state in ("present", "open"):
            count += 1
            own = str(facts.said.get(key, {}).get("text") or "")
            article = Article(count, say(clause.name), filled(key, words, own), state == "open")
            by_family.setdefault(clause.family, []).append(article)
        elif state is None:
            undecided.setdefault(clause.family, []).append(say(clause.name))
    return Articles(
        {family: tuple(found) for family, found in by_family.items()},
        {family: tuple(names) for family, names in undecided.items()},
    )


def _usual(clause: str, outcome: Outcome) -> str | None:
    if clause in FROM_TERMS and FROM_TERMS[clause](outcome):
        return "present"
    return "open" if clause in ALWAYS else None
