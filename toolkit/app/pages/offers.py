"""Offers: what the sides put on the table, what each moved, and how far is left."""

from __future__ import annotations

import streamlit as st

from toolkit.app.compare_choices import case_or_stop
from toolkit.app.offers_make import show_making, show_mending
from toolkit.app.offers_private import show_private
from toolkit.app.parts import plain, show_figure, show_table
from toolkit.app.results import assessed, frontier_of, outcome_of
from toolkit.app.session import require
from toolkit.case.schema import Case
from toolkit.deal.drafts import Assessment
from toolkit.deal.frontiers import Frontier
from toolkit.errors import AccordError, InputError
from toolkit.report.figures.offers import gains_over_time, offers_in_plane
from toolkit.report.negotiation import Made, issues_table, moves_table, offers_table, steps_of, told
from toolkit.workspace.content import Content, Offer
from toolkit.workspace.offers import in_order

FIGURE_WIDTH = 600


def made_of(content: Content, offer: Offer) -> Made:
    """An offer with what it leads to. Raises ``TermsError`` where its terms do not fit the case as it stands."""
    outcome = outcome_of(content, offer.terms)
    return Made(offer.key, offer.name, offer.side, offer.date, offer.note, outcome, assessment_of(content, offer))


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
                st.warning(plain(f"“{offer.name}” is an offer of {offer.side}, which is no country of this case."))
                continue
            found.append(made_of(content, offer))
        except InputError as failure:
            told_why = "; ".join(str(problem) for problem in failure.problems[:3])
            st.warning(plain(f"“{offer.name}” does not fit the case as it stands now: {told_why}. It is kept."))
    return found


def frontier_or_none(content: Content) -> Frontier | None:
    """The frontier, where the case allows an agreement."""
    try:
        return frontier_of(content)
    except AccordError:
        return None


def show_record(content: Content, case: Case, made: list[Made]) -> None:
    """Where the negotiation stands: tables and pictures."""
    steps = steps_of(case, made)
    st.header("The record")
    st.markdown(plain(told(steps)))
    show_table(offers_table(steps), "offers")
    show_figure(offers_in_plane(steps, frontier_or_none(content)), "offers_way")
    with st.container(horizontal=True):
        for country in case.countries:
            with st.container(width=FIGURE_WIDTH):
                show_figure(gains_over_time(steps, country), f"offers_{country}")
    show_table(moves_table(steps), "moves")
    show_table(issues_table(case, steps), "issues")


st.title("Offers")
st.markdown(
    "What each side put on the table and when, what it moved from offer to offer, what that cost it and gave the "
    "others, and how far the offers are from the best that can be agreed."
)
held = require()
now = held.content
the_case = case_or_stop(now)
show_making(now, the_case)
offers = all_made(now, the_case)
if offers:
    show_record(now, the_case, offers)
if now.offers:
    show_mending(now, the_case)
show_private(now, the_case, offers)
