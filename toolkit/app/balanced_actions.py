"""Taking terms that a page shows: as an option, or as the draft."""

from __future__ import annotations

import streamlit as st

from toolkit.app.parts import show_problems
from toolkit.app.session import change, note, require
from toolkit.errors import InputError
from toolkit.languages.speech import say
from toolkit.model.terms import Terms
from toolkit.workspace.edits import add_option, set_draft

__all__ = ["take"]


def take(terms: Terms, name: str, origin: str, key: str, what: str = "") -> None:
    """A name and two buttons: keep the terms as an option, or make them the draft.

    ``what`` tells apart, by code, the terms that may stand here one after the other.
    """
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"take_{key}"):
        wanted = st.text_input(
            say("Name of the option"),
            key=_proposed(f"{key}_name_{what}", name),
            max_chars=100,
            width=360,
            help=say("Options are kept in this negotiation and can be compared side by side."),
        )
        keep = st.button(say("Keep as an option"), key=f"{key}_keep")
        draft = st.button(
            say("Take as the draft"), key=f"{key}_draft", help=say("In place of the draft. Undo brings it back.")
        )
    content, chosen = require().content, wanted.strip() or name
    try:
        if keep and change(add_option(content, terms, chosen, origin)):
            note(say("Kept as an option: {option}.", option=require().content.options[-1].name))
            st.rerun()
        if draft and change(set_draft(content, terms, say("draft: {name}", name=chosen))):
            note(say("The draft is now: {name}. Undo brings back what was the draft before.", name=chosen))
            st.rerun()
    except InputError as failure:
        show_problems(failure)


def _proposed(key: str, name: str) -> str:
    """The key of a field that proposes a name; what nobody typed over follows the language."""
    last = f"{key}_proposed"
    if key not in st.session_state or st.session_state[key] == st.session_state.get(last) != name:
        st.session_state[key] = name
    st.session_state[last] = name
    return key
