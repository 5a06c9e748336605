"""What the draft leads to, drawn beside it at every change."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from toolkit.app.menu import link_to
from toolkit.app.parts import plain, show_figure, show_problems, show_table
from toolkit.app.results import assessed, outcome_of, solved
from toolkit.app.session import change
from toolkit.countries import country_name
from toolkit.deal.drafts import Assessment
from toolkit.errors import AccordError, InputError, NoAgreement
from toolkit.languages.speech import say
from toolkit.model.evaluate import Outcome
from toolkit.report.consequences import crossed_table, draft_headline, given_table, spent_table
from toolkit.report.figures.service import service_by_year
from toolkit.report.term_sheet import who_pays
from toolkit.workspace.edits import add_option
from toolkit.workspace.store import Held

__all__ = ["show_details", "show_gains", "show_money", "show_waiting", "simulated"]


def simulated(held: Held) -> Outcome | None:
    """What the draft leads to; where it cannot be read, the problems are shown and consequences wait."""
    try:
        return outcome_of(held.content, held.content.draft)
    except InputError as failure:
        show_problems(failure)
        st.info(say("What is typed is kept. The consequences are shown again as soon as these are mended."))
    return None


def show_waiting(held: Held) -> None:
    """What stands here once there is a draft; where nothing can be agreed, that is told at once."""
    try:
        solved(held.content)
    except NoAgreement as failure:
        st.warning(plain(str(failure)))
        link_to("balanced_terms", say("See what stands in the way, and the ways out"))
    except AccordError as failure:
        st.warning(plain(str(failure)))
    st.info(
        say(
            "Once there is a draft, this is where its consequences stand: what each country gains, service by year, "
            "red lines and budgets that are crossed, and who pays what."
        )
    )


def show_gains(held: Held, outcome: Outcome, cards: DeltaGenerator) -> None:
    """The gain of each country and its share of the most it could have as cards; below, what is left on the table."""
    assessment: Assessment | None = None
    why = ""
    try:
        assessment = assessed(held.content, held.content.draft)
    except NoAgreement as failure:
        why = str(failure)
    except AccordError as failure:
        why = say("The draft cannot be held against the best that can be agreed: {problem}", problem=failure)
    lines = draft_headline(outcome, assessment)
    for column, line in zip(cards.columns(len(lines)), lines, strict=True):
        column.metric(
            plain(say("{country} gains", country=country_name(line.country))),
            line.gain,
            line.share or None,
            delta_color="off",
            delta_arrow="off",
            border=True,
            help=say("Present value against no agreement, over the agreement and its follow-up."),
        )
    if assessment is not None:
        st.markdown(plain(assessment.sentence))
    else:
        st.warning(plain(why))
        link_to("balanced_terms", say("See what stands in the way, and the ways out"))


def show_details(held: Held, outcome: Outcome) -> None:
    """What is crossed, service by year, and what can be done with the draft."""
    crossed = crossed_table(outcome)
    if crossed.rows:
        show_table(crossed, "crossed")
    else:
        st.success(say("The draft keeps every red line, budget and limit."))
    _show_actions(held)
    show_figure(service_by_year(outcome), "service", lazily=True)
    show_table(given_table(outcome), "draft_gains")


def _show_actions(held: Held) -> None:
    with st.container(border=True, key="draft_actions"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(
                say("Save as option"),
                key="option_name",
                placeholder=say("Name of the option"),
                max_chars=120,
                help=say("Options can be compared on the page Compare."),
            )
            saved = st.button(say("Save"), key="option_save", disabled=not name.strip())
        link_to("balanced_terms", say("Improve this draft"))
    if saved:
        try:
            done = change(add_option(held.content, held.content.draft, name.strip(), say("the draft")))
        except InputError as failure:
            show_problems(failure)
        else:
            if done:
                st.rerun()


def show_money(outcome: Outcome) -> None:
    """What each payer pays against its budget, and who pays for what."""
    show_table(spent_table(outcome), "spent")
    link_to("situation", say("Change a budget on the page Situation"))
    who = st.expander(say("Who pays for what"), key="who_pays", on_change="rerun")
    if who.open:
        with who:
            for number, table in enumerate(who_pays(outcome)):
                show_table(table, f"who_pays_{number}")
