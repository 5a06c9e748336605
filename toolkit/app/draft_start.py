"""Where a draft starts: from nothing, from the balanced terms, or from an option."""

from __future__ import annotations

import streamlit as st

from toolkit.app.parts import plain
from toolkit.app.results import rules_of, solved
from toolkit.app.session import change
from toolkit.case.schema import Case
from toolkit.errors import AccordError
from toolkit.languages.speech import say
from toolkit.workspace.edits import set_draft
from toolkit.workspace.store import Held

__all__ = ["show_starts"]

_EMPTY: dict[str, object] = {"terms": {}, "payments": []}


def show_starts(held: Held, case: Case) -> None:
    """Offer the starting points: openly where there is no draft yet, folded away where there is one."""
    if not held.content.draft:
        with st.container(border=True):
            st.markdown(say("**No draft yet.** Start from one of these, or type into the tables below."))
            _show_offers(held, case)
    else:
        with st.expander(say("Start again from other terms")):
            st.markdown(say("The draft is replaced. Undo brings it back; to keep it, save it as an option first."))
            _show_offers(held, case)


def _show_offers(held: Held, case: Case) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        help_text = say("Every term at 0, equal parts of each cost.")
        if st.button(say("Nothing"), key="start_nothing", help=help_text):
            _start(held, _EMPTY, say("draft started from nothing"))
        rule = rules_of(case).get(held.content.rule, held.content.rule)
        if st.button(say("Balanced terms"), key="start_balanced", type="primary", help=plain(rule)):
            _start_balanced(held)
        options = {option.key: option for option in held.content.options}
        if options:
            chosen = st.selectbox(
                say("An option"),
                list(options),
                format_func=lambda key: options[key].name,
                key="start_option_key",
                width=240,
            )
            if st.button(say("Start from it"), key="start_option"):
                option = options[chosen]
                _start(held, option.terms, say("draft started from the option {name}", name=option.name))


def _start_balanced(held: Held) -> None:
    try:
        terms = solved(held.content).outcome.terms
    except AccordError as failure:
        st.warning(plain(str(failure)))
        return
    if change(set_draft(held.content, terms, say("draft started from the balanced terms"))):
        st.rerun()


def _start(held: Held, draft: dict[str, object], sentence: str) -> None:
    if change(set_draft(held.content, draft, sentence)):
        st.rerun()
