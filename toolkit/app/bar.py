"""The bar above every page: the negotiation that is open, that it is saved, undo, redo, history, and who signed in."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from toolkit.app.parts import plain
from toolkit.app.session import clash_now, current, move, store, unsaved_now
from toolkit.app.sign_in import author, signed_in
from toolkit.errors import AccordError
from toolkit.languages.speech import say
from toolkit.wording import number
from toolkit.workspace.store import MOST_REVISIONS, Held, Store

__all__ = ["show_bar"]

_SHOWN = 30
_LONGEST = 90


def show_bar() -> None:
    """Draw the bar; without a negotiation and without sign-in there is nothing to draw."""
    held = current()
    if held is None and not signed_in():
        return
    with st.container(horizontal=True, vertical_alignment="center", key="bar"):
        if held is not None:
            _show_open(held)
        if signed_in():
            st.caption(plain(author()), width="content")
            if st.button(say("Sign out"), key="bar_sign_out"):
                st.logout()


def _show_open(held: Held) -> None:
    last = held.sentence if len(held.sentence) <= _LONGEST else f"{held.sentence[:_LONGEST]}…"
    saved = unsaved_now() is None and clash_now() is None
    told = say("Saved. Last step: {step}", step=last) if saved else say("Not saved. Last step: {step}", step=last)
    with st.container(width="stretch", gap=None, key="bar_open"):
        st.markdown(f"**{plain(held.name)}**")
        st.caption(plain(told))
    if st.button(say("Undo"), key="bar_undo", disabled=not held.can_undo, help=say("Take back the last step.")):
        move(lambda workspaces, now: workspaces.undo(now))
        st.rerun()
    if st.button(say("Redo"), key="bar_redo", disabled=not held.can_redo, help=say("Do again what was taken back.")):
        move(lambda workspaces, now: workspaces.redo(now))
        st.rerun()
    history = st.popover(
        say("History"), key="bar_history", on_change="rerun", help=say("Every step, and back to any of them.")
    )
    if history.open:
        with history:
            _show_history(held)


def _to(number: int) -> Callable[[Store, Held], Held]:
    return lambda workspaces, now: workspaces.go_to(now, number)


def _show_history(held: Held) -> None:
    try:
        steps = store().history(held)
    except AccordError as failure:
        st.warning(plain(str(failure)))
        return
    st.markdown(say("The newest {count} steps are kept. Choose one to go back to it.", count=number(MOST_REVISIONS)))
    for step in steps[: st.session_state.get("bar_steps", _SHOWN)]:
        when = step.made_at[:16].replace("T", " ")
        label = (
            say("{time} UTC, {author}: {step}", time=when, author=step.made_by, step=step.sentence)
            if step.made_by
            else say("{time} UTC: {step}", time=when, step=step.sentence)
        )
        if st.button(plain(label), key=f"step_{step.number}", disabled=step.current, type="tertiary"):
            move(_to(step.number))
            st.rerun()
    if len(steps) > st.session_state.get("bar_steps", _SHOWN) and st.button(say("Show older steps"), key="bar_older"):
        st.session_state["bar_steps"] = len(steps)
        st.rerun()
