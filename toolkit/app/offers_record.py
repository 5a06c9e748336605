"""The offers of the negotiation that is open, with what they lead to."""

from __future__ import annotations

import streamlit as st

from toolkit.app.parts import plain
from toolkit.app.results import assessed, frontier_of, outcome_of, register
from toolkit.case.schema import Case
from toolkit.deal.drafts import Assessment
from toolkit.deal.frontiers import Frontier
from toolkit.documents.record import Record
from toolkit.errors import AccordError, InputError
from toolkit.languages.speech import say
from toolkit.report.negotiation import Made, steps_of
from toolkit.workspace.content import Content, Offer
from toolkit.workspace.offers import in_order

__all__ = ["all_made", "frontier_or_none", "made_of", "record_of"]


def made_of(content: Content, offer: Offer) -> Made:
    """An offer with what it leads to. Raises ``TermsError`` where its terms do not fit the case as it stands."""
    outcome = outcome_of(content, offer.terms)
    assessment = assessment_of(content, offer)
    return Made(offer.key, offer.name, offer.side, offer.date, offer.note, outcome, assessment, offer.clauses)


def assessment_of(content: Content, offer: Offer) -> Assessment | None:
    """An offer held against the frontier, where the case allows an agreement."""
    try:
        return assessed(content, offer.terms)
    except AccordError:
        return None


def all_made(content: Content, case: Case) -> list[Made]:
    """The offers that fit the case; the others are named, and kept."""
    found = []
    for offer in in_order(content):
        try:
            if offer.side not in case.countries:
                st.warning(plain(_strange(offer)))
                continue
            found.append(made_of(content, offer))
        except InputError as failure:
            st.warning(plain(_unfit(offer, failure)))
    return found


def _strange(offer: Offer) -> str:
    return say(
        "“{name}” is an offer of {country}, which is no country of this case.", name=offer.name, country=offer.side
    )


def _unfit(offer: Offer, failure: InputError) -> str:
    return say(
        "“{name}” does not fit the case as it stands now: {problems}. It is kept.",
        name=offer.name,
        problems="; ".join(str(problem) for problem in failure.problems[:3]),
    )


def frontier_or_none(content: Content) -> Frontier | None:
    """The frontier, where the case allows an agreement."""
    try:
        return frontier_of(content)
    except AccordError:
        return None


def record_of(content: Content, case: Case) -> Record | None:
    """The record of the offers that fit the case, ``None`` where there are none; the others are named."""
    made = all_made(content, case)
    return Record(steps_of(case, made), register().codebook, frontier_or_none(content)) if made else None
