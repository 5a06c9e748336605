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
from toolkit.report.bargaining import conflict_tables
from toolkit.wording import join
from toolkit.workspace.content import Content
from toolkit.workspace.relaxation import relax

__all__ = ["show_conflict"]


def show_conflict(content: Content, case: Case, failure: NoAgreement) -> None:
    """The conflict in words, and a button for each relaxation that names a number."""
    st.warning("No agreement is possible as the case stands.")
    with st.spinner("Looking for the conflict and the ways out …"):
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
        "One demand cannot be met within the limits of the case, whatever else is agreed."
        if alone
        else "These demands cannot all hold at once; without any one of them the others can."
    )
    conflict, _ = conflict_tables(found)
    show_table(conflict, "conflict")
    st.subheader("Ways out")
    if not found.relaxations:
        st.markdown("No side can make an agreement possible by moving only its own red lines and budgets.")
    else:
        st.markdown("Each of these alone makes an agreement possible. Nothing is changed until you press a button.")
    for number, way in enumerate(found.relaxations):
        _show_way(content, case, way, number)
    st.markdown("Red lines and budgets can also be changed by hand:")
    with st.container(horizontal=True):
        link_to("terms", "Red lines, on the page Terms")
        link_to("situation", "Budgets, on the page Situation")


def _show_way(content: Content, case: Case, way: Relaxation, number: int) -> None:
    who = country_name(way.party) if way.party else "Several sides" if len(way.moves) > 1 else "The case"
    with st.container(border=True, key=f"way_{number}"):
        st.markdown(f"**{plain(who)}**")
        st.markdown(plain(f"{way.sentence[:1].upper()}{way.sentence[1:]}."))
        if way.case is None:
            st.caption(
                "No single number settles this: these demands give way together, and how each does is to be "
                "negotiated. The amounts are the least that is needed."
            )
        elif st.button("Apply this to the case", key=f"apply_way_{number}", help="Undo takes it back."):
            _apply(content, case, way)


def _apply(content: Content, case: Case, way: Relaxation) -> None:
    try:
        edit = relax(content, case, way)
    except InputError as failure:
        show_problems(failure)
        return
    if not change(edit):
        return
    said = f"Applied: {join(move.sentence for move in way.moves)}."
    try:
        solved(edit[0])
    except AccordError as failure:
        note(f"{said} {failure}")
    else:
        note(f"{said} An agreement is possible now. Undo takes the change back.")
    st.rerun()
