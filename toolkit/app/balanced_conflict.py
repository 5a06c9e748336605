"""When nothing fits: which demands cannot hold together, and the ways out as buttons."""

from __future__ import annotations

import streamlit as st

from toolkit.app.menu import link_to
from toolkit.app.parts import plain, show_problems, show_table
from toolkit.app.results import conflict_of, solved
from toolkit.app.session import change, note
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.deal.explain import Relaxation
from toolkit.errors import AccordError, InputError, NoAgreement
from toolkit.languages.speech import say
from toolkit.report.bargaining import conflict_tables
from toolkit.report.figures.words import capital
from toolkit.wording import join
from toolkit.workspace.content import Content
from toolkit.workspace.relaxation import relax

__all__ = ["show_conflict"]


def show_conflict(content: Content, case: Case, failure: NoAgreement) -> None:
    """The conflict in words, and a button for each relaxation that names a number."""
    st.warning(say("No agreement is possible as the case stands."))
    with st.spinner(say("Looking for the conflict and the ways out …")):
        try:
            found = conflict_of(content)
        except AccordError as trouble:
            st.error(plain(str(trouble)))
            return
    if found.possible or not found.conflict:
        st.markdown(plain(found.sentence if not found.possible else str(failure)))
        return
    alone = len(found.conflict) == 1
    st.markdown(
        say("One demand cannot be met within the limits of the case, whatever else is agreed.")
        if alone
        else say("These demands cannot all hold at once; without any one of them the others can.")
    )
    conflict, _ = conflict_tables(found)
    show_table(conflict, "conflict")
    st.subheader(say("Ways out"))
    if not found.relaxations:
        st.markdown(say("No side can make an agreement possible by moving only its own red lines and budgets."))
    else:
        st.markdown(
            say("Each of these alone makes an agreement possible. Nothing is changed until you press a button.")
        )
    for number, way in enumerate(found.relaxations):
        _show_way(content, case, way, number)
    st.markdown(say("Red lines and budgets can also be changed by hand:"))
    with st.container(horizontal=True):
        link_to("terms", say("Red lines, on the page Terms"))
        link_to("situation", say("Budgets, on the page Situation"))


def _show_way(content: Content, case: Case, way: Relaxation, number: int) -> None:
    several = say("Several sides") if len(way.moves) > 1 else say("The case")
    who = country_name(way.party) if way.party else several
    with st.container(border=True, key=f"way_{number}"):
        st.markdown(f"**{plain(who)}**")
        st.markdown(plain(say("{sentence}.", sentence=capital(way.sentence))))
        if way.case is None:
            st.caption(
                say(
                    "No single number settles this: these demands give way together, and how each does is to be "
                    "negotiated. The amounts are the least that is needed."
                )
            )
        elif st.button(say("Apply this to the case"), key=f"apply_way_{number}", help=say("Undo takes it back.")):
            _apply(content, case, way)


def _apply(content: Content, case: Case, way: Relaxation) -> None:
    try:
        edit = relax(content, case, way)
    except InputError as failure:
        show_problems(failure)
        return
    if not change(edit):
        return
    told = say("Applied: {moves}.", moves=join(move.sentence for move in way.moves))
    try:
        solved(edit[0])
    except AccordError as failure:
        note(f"{told} {failure}")
    else:
        note(f"{told} {say('An agreement is possible now. Undo takes the change back.')}")
    st.rerun()
