"""Offers: what the sides put on the table, what each moved, and how far is left."""

from __future__ import annotations

import streamlit as st

from toolkit.app.compare_choices import case_or_stop
from toolkit.app.offers_make import show_making, show_mending
from toolkit.app.offers_private import show_private
from toolkit.app.offers_record import record_of
from toolkit.app.parts import plain, show_figure, show_table
from toolkit.app.session import require
from toolkit.documents.record import Record
from toolkit.languages.speech import say
from toolkit.report.figures.offers import gains_over_time, offers_in_plane
from toolkit.report.negotiation import told

FIGURE_WIDTH = 600


def show_record(found: Record) -> None:
    """Where the negotiation stands: tables and pictures."""
    steps = found.steps
    offers, moves, terms, clauses = found.tables
    st.header(say("The record"))
    st.markdown(plain(told(steps)))
    show_table(offers, "offers")
    show_figure(offers_in_plane(steps, found.frontier), "offers_way")
    with st.container(horizontal=True):
        for country in found.case.countries:
            with st.container(width=FIGURE_WIDTH):
                show_figure(gains_over_time(steps, country), f"offers_{country}")
    show_table(moves, "moves")
    show_table(terms, "issues")
    show_table(clauses, "clauses")


st.title(say("Offers"))
st.markdown(
    say(
        "What each side put on the table and when, what it moved from offer to offer, what that cost it and gave the "
        "others, and how far the offers are from the best that can be agreed."
    )
)
held = require()
now = held.content
the_case = case_or_stop(now)
show_making(now, the_case)
found = record_of(now, the_case)
if found is not None:
    show_record(found)
if now.offers:
    show_mending(now, the_case)
show_private(now, the_case, [step.offer for step in found.steps] if found else [])
