"""Taking terms that a page shows: as an option, or as the draft."""

from __future__ import annotations

import streamlit as st

from toolkit.app.parts import show_problems
from toolkit.app.session import change, note, require
from toolkit.errors import InputError
from toolkit.model.terms import Terms
from toolkit.workspace.edits import add_option, set_draft

__all__ = ["take"]


def take(terms: Terms, name: str, origin: str, key: str) -> None:
    """A name and two buttons: keep the terms as an option, or make them the draft."""
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"take_{key}"):
        wanted = st.text_input(
            "Name of the option",
            value=name,
            key=f"{key}_name_{name}",
            max_chars=100,
            width=360,
            help="Options are kept in this negotiation and can be compared side by side.",
        )
        keep = st.button("Keep as an option", key=f"{key}_keep")
        draft = st.button("Take as the draft", key=f"{key}_draft", help="In place of the draft. Undo brings it back.")
    content = require().content
    try:
        if keep and change(add_option(content, terms, wanted.strip() or name, origin)):
            note(f"Kept as an option: {require().content.options[-1].name}.")
            st.rerun()
        if draft and change(set_draft(content, terms, f"draft: {wanted.strip() or name}")):
            note(f"The draft is now: {wanted.strip() or name}. Undo brings back what was the draft before.")
            st.rerun()
    except InputError as failure:
        show_problems(failure)
