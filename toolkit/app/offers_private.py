"""A side's own numbers: in this browser tab only, never in the negotiation, in a file only where the side saves one.

Nothing here goes through caches that other people's pages share.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit.app.language import spoken_later, typed_in_a_form
from toolkit.app.parts import plain, show_problems, show_table
from toolkit.app.session import change
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.errors import InputError
from toolkit.languages.speech import say
from toolkit.model.evaluate import evaluate
from toolkit.report.negotiation import Made, Own, own_table
from toolkit.report.own_numbers import OwnNumber, numbers_of_side, own_numbers
from toolkit.wording import number
from toolkit.workspace.content import Content
from toolkit.workspace.numbers import typed_number
from toolkit.workspace.private import SIDE_ENDING, SideFile, own_case, read_side, share_number, written_side

__all__ = ["show_private"]

_SIDE, _COUNT = "private_side", "private_drawn"


def show_private(content: Content, case: Case, made: Sequence[Made]) -> None:
    """Every offer by a side's own numbers, and what those are."""
    st.header(say("By our own numbers"))
    st.markdown(
        say(
            "A delegation may value service, budgets or the future otherwise than the common case says. Its own "
            "numbers stay in this browser tab: not stored, not in the history, and in no file but those that you save "
            "here."
        )
    )
    side: SideFile | None = st.session_state.get(_SIDE)
    if side is None:
        _show_begin(case)
        return
    try:
        seen = own_case(content.case, side)
    except InputError as failure:
        show_problems(failure)
    else:
        if made:
            found = [Own(offer, evaluate(seen, offer.outcome.terms)) for offer in made]
            show_table(own_table(side.side, found), f"own_{side.side}")
    _show_numbers(content, case, side)


def _redraw(side: SideFile | None) -> None:
    if side is None:
        st.session_state.pop(_SIDE, None)
    else:
        st.session_state[_SIDE] = side
    st.session_state[_COUNT] = st.session_state.get(_COUNT, 0) + 1
    st.rerun()


def _show_begin(case: Case) -> None:
    drawn = st.session_state.get(_COUNT, 0)
    first, second = st.columns(2)
    with first:
        sides = list(case.countries)
        chosen = st.selectbox(say("Our side"), sides, format_func=country_name, key="private_country")
        if st.button(say("Begin with the common numbers"), key="private_begin"):
            _redraw(SideFile(chosen))
    with second:
        uploaded = st.file_uploader(
            say("Or load a side's file ({ending})", ending=SIDE_ENDING), type=["json"], key=f"private_file_{drawn}"
        )
    if uploaded is not None:
        try:
            side = read_side(uploaded.getvalue(), say("the side's file"))
        except InputError as failure:
            show_problems(failure)
        else:
            _redraw(side)


def _show_numbers(content: Content, case: Case, side: SideFile) -> None:
    st.subheader(plain(say("What {country} keeps to itself", country=country_name(side.side))))
    for line in own_numbers(case, side.numbers):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(plain(_in_words(line)), width="stretch")
            if st.button(say("Show it to everybody"), key=f"private_share_{line.key}", disabled=not line.common):
                _share(content, case, side, line.key)
            if st.button(say("Remove"), key=f"private_remove_{line.key}"):
                _redraw(side.with_number(line.key, None))
    if side.red_lines:
        st.markdown(say("Own red lines in the file: {count}.", count=number(len(side.red_lines))))
    _show_adding(content, case, side)
    with st.container(horizontal=True):
        st.download_button(
            say("Save our side's file"),
            spoken_later(lambda: written_side(side)),
            f"{side.side.lower()}{SIDE_ENDING}",
            "application/json",
            key="private_save",
            on_click="ignore",
        )
        help_text = say("What is not saved in a file is gone then.")
        if st.button(say("Forget our numbers"), key="private_forget", help=help_text):
            _redraw(None)


def _in_words(line: OwnNumber) -> str:
    if not line.common:
        return say("{name}: {value} {unit}", name=line.name, value=line.own, unit=line.unit)
    return say(
        "{name}: {value} {unit}, common: {common}", name=line.name, value=line.own, unit=line.unit, common=line.common
    )


def _share(content: Content, case: Case, side: SideFile, name: str) -> None:
    try:
        done = change(share_number(content, case, side, name))
    except InputError as failure:
        show_problems(failure)
        return
    if done:
        st.rerun()


def _show_adding(content: Content, case: Case, side: SideFile) -> None:
    drawn, known = st.session_state.get(_COUNT, 0), numbers_of_side(case, side.side)
    with st.container(border=True):
        chosen = st.selectbox(
            say("Number"), list(known), format_func=lambda key: known[key], key=f"private_number_{drawn}"
        )
        with st.form(f"private_form_{drawn}", border=False):
            key = typed_in_a_form(f"private_value_{drawn}")
            typed = st.text_input(say("Our own value"), key=key, max_chars=60, width=320)
            kept = st.form_submit_button(say("Keep it to ourselves"))
    if not kept:
        return
    try:
        new = side.with_number(chosen, typed_number(typed, known[chosen]))
        own_case(content.case, new)
    except InputError as failure:
        show_problems(failure)
    else:
        _redraw(new)
