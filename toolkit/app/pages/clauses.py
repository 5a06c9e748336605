"""Clauses: what the draft says of each clause, and what the WHO Code and its neighbours make of it."""

from __future__ import annotations

import streamlit as st

from toolkit.app.clauses_editor import show_clauses, show_unread
from toolkit.app.clauses_findings import show_findings, show_obligations, show_thresholds
from toolkit.app.clauses_layout import set_layout
from toolkit.app.menu import link_to
from toolkit.app.parts import show_problems
from toolkit.app.results import Checked, findings_of, precedence_in, register
from toolkit.app.session import require
from toolkit.compliance.clauses import clauses_from_mapping
from toolkit.documents.wordings import fillings
from toolkit.errors import CaseError, InputError
from toolkit.languages.speech import say
from toolkit.report.clause_lines import Precedence, clause_lines
from toolkit.workspace.clauses import readable_clauses
from toolkit.workspace.content import Content


def checked_of(content: Content) -> Checked | None:
    """The draft checked; where it cannot be read, the problems are shown and findings wait."""
    try:
        return findings_of(content)
    except InputError as failure:
        show_problems(failure)
        st.info(
            say("The clauses are kept. Findings and wordings are shown again once this is mended, or with Undo above.")
        )
        with st.container(horizontal=True):
            link_to("situation")
            link_to("terms")
    return None


def precedence(content: Content) -> dict[str, Precedence]:
    """What similar agreements name; nothing where the case cannot be read."""
    try:
        return precedence_in(content)
    except CaseError:
        return {}


st.title(say("Clauses"))
st.markdown(
    say(
        "What the text says beside the numbers: each clause present, absent or open, what is agreed about it, and how "
        "the draft stands to the WHO Code of practice and fair recruitment."
    )
)
held = require()
codebook = register().codebook
readable, unread = readable_clauses(held.content.clauses, codebook)
try:
    clauses_from_mapping(held.content.clauses, codebook, say("the clauses of the draft"))
except InputError as failure:
    show_problems(failure)
    show_unread(held, unread, readable)
    st.stop()
checked = checked_of(held.content)
if not held.content.draft:
    st.info(say("There are no terms yet, so the draft is checked as one in which nobody moves and nothing is paid."))
    link_to("terms")
set_layout()
with st.container(key="clauses_sides"):
    left, right = st.columns([3, 2], gap="large")
    with left:
        lines = clause_lines(readable, codebook, precedence(held.content))
        show_clauses(held, lines, codebook, None if checked is None else fillings(checked.facts))
    with right:
        if checked is not None:
            show_findings(held, checked, codebook)
if checked is not None:
    show_obligations(checked, codebook)
show_thresholds(held)
