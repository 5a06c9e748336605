"""What can be made of the draft: better terms for everybody, and the smallest counter-offer."""

from __future__ import annotations

import streamlit as st

from toolkit.app.balanced_actions import take
from toolkit.app.menu import link_to
from toolkit.app.parts import plain, show_problems, show_table
from toolkit.app.results import assessed, countered, improved, outcome_of
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.deal.solution import Solution
from toolkit.errors import AccordError, InputError, NoAgreement
from toolkit.languages.speech import say
from toolkit.model.evaluate import Outcome
from toolkit.report.bargaining import assessment_table, counter_offer_tables, improvement_tables
from toolkit.report.drafts import draft_gains
from toolkit.report.targets import target_of
from toolkit.wording import number
from toolkit.workspace.content import Content

__all__ = ["show_counter_offer", "show_improvement"]


def _draft(content: Content) -> Outcome | None:
    """What the draft leads to; where there is none, or it cannot be read, the page says so."""
    if not content.draft:
        st.info(
            say("There is no draft yet. Write one on the page Terms, or take one of the agreements here as the draft.")
        )
        link_to("terms")
        return None
    try:
        return outcome_of(content, content.draft)
    except InputError as failure:
        show_problems(failure)
        link_to("terms", say("Mend the draft on the page Terms"))
        return None


def show_improvement(content: Content) -> None:
    """The draft beside the frontier, and terms that are better for somebody and worse for nobody."""
    outcome = _draft(content)
    if outcome is None:
        return
    st.markdown(say("Is there something better for everybody, or better for one side at nobody's cost?"))
    try:
        show_table(assessment_table(assessed(content, content.draft)), "assessment")
        found = improved(content, content.draft)
    except NoAgreement as failure:
        st.warning(plain(str(failure)))
        show_table(draft_gains(outcome), "draft_gains")
        return
    except AccordError as failure:
        st.error(plain(str(failure)))
        return
    gains, changes = improvement_tables(found)
    show_table(gains, "improvement_gains")
    if found.changes:
        origin = say("better for somebody, worse for nobody than the draft")
        take(found.outcome.terms, say("Improved draft"), origin, "improved")
        show_table(changes, "improvement_changes")


def show_counter_offer(content: Content, case: Case, solution: Solution) -> None:
    """The smallest change of the draft that gives a country what it asks for."""
    outcome = _draft(content)
    if outcome is None:
        return
    st.markdown(
        say("The smallest change of the draft that gives one country a gain it asks for, while no other loses.")
    )
    left, right = st.columns(2)
    country = left.selectbox(
        say("Country that asks for more"),
        list(case.countries),
        format_func=country_name,
        key="balanced_country",
        help=say("The counter-offer is made for this country."),
    )
    target = target_of(outcome, solution, country)
    wanted = right.number_input(
        say("Gain it asks for, {unit}", unit=target.scale.unit),
        min_value=0.0,
        value=max(0.0, target.suggested),
        step=1.0,
        format="%.2f",
        key=f"balanced_target_{country}",
        help=say(
            "Against no agreement, present value. It has {now} under the draft and could have {most} at most; a "
            "balanced agreement is suggested.",
            now=number(target.have, 2),
            most=number(target.most, 2),
        ),
    )
    try:
        found = countered(content, content.draft, country, target.scale.back(wanted))
    except AccordError as failure:
        st.error(plain(str(failure)))
        return
    if not found.reached:
        st.warning(plain(found.sentence))
    gains, changes = counter_offer_tables(found)
    show_table(gains, "counter_gains")
    if found.changes:
        name = say("Counter-offer for {country}", country=country_name(country))
        origin = say("smallest change of the draft for {country}", country=country_name(country))
        take(found.outcome.terms, name, origin, "counter", country)
        show_table(changes, "counter_changes")
