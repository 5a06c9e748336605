"""The list of saved negotiations: open, rename, duplicate, remove."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from toolkit.app.language import typed_in_a_form
from toolkit.app.menu import page
from toolkit.app.opening import first_page
from toolkit.app.parts import plain
from toolkit.app.session import author, close, current, move, note, owner, store, switch_to
from toolkit.errors import AccordError
from toolkit.languages.speech import say, to_say
from toolkit.wording import number
from toolkit.workspace.store import Held, Listed, Store

__all__ = ["show_recent_work"]

_SHOWN, _MOST = 6, 200
_ACTIONS = {
    "rename": (to_say("Rename"), to_say("Rename: {name}")),
    "duplicate": (to_say("Duplicate"), to_say("Duplicate: {name}")),
    "remove": (to_say("Remove"), to_say("Remove: {name}")),
}
_ASKED = "recent_asked"
_ALL = "recent_all"


def show_recent_work() -> None:
    """Show the list, nothing where there is no saved negotiation yet."""
    try:
        entries = store().recent(owner(), _MOST)
    except AccordError as failure:
        advice = say("Worked cases can still be read on the pages Corridors and Agreements.")
        st.error(plain(f"{failure} {advice}"))
        return
    if not entries:
        return
    st.header(say("Recent work"))
    shown = entries if st.session_state.get(_ALL) else entries[:_SHOWN]
    for entry in shown:
        _show_entry(entry)
    label = say("Show all {count}", count=number(len(entries)))
    if len(shown) < len(entries) and st.button(label, key="recent_more"):
        st.session_state[_ALL] = True
        st.rerun()


def _show_entry(entry: Listed) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"recent_row_{entry.key}"):
        with st.container(width="stretch", gap=None):
            st.markdown(f"**{plain(entry.name)}**")
            when = entry.changed_at[:16].replace("T", " ")
            st.caption(plain(say("{time} UTC: {step}", time=when, step=entry.sentence)))
        if st.button(say("Open"), key=f"recent_{entry.key}", help=say("Open: {name}", name=plain(entry.name))):
            _do(lambda: _open(entry.key))
        for action, (label, help_text) in _ACTIONS.items():
            help_said = say(help_text, name=plain(entry.name))
            if st.button(say(label), key=f"recent_{action}_{entry.key}", help=help_said):
                if action == "duplicate":
                    _do(lambda: _duplicate(entry))
                st.session_state[_ASKED] = (entry.key, action)
                st.rerun()
    asked: tuple[str, str] | None = st.session_state.get(_ASKED)
    if asked == (entry.key, "rename"):
        _ask_name(entry)
    elif asked == (entry.key, "remove"):
        _ask_removal(entry)


def _do(act: Callable[[], None]) -> None:
    """Do it and show the list again, or say above the page why it cannot be done."""
    st.session_state.pop(_ASKED, None)
    try:
        act()
    except AccordError as failure:
        note(str(failure))
    st.rerun()


def _open(key: str) -> None:
    held = store().open(key, owner())
    switch_to(held)
    st.switch_page(page(first_page(held.content)))


def _duplicate(entry: Listed) -> None:
    store().duplicate(store().open(entry.key, owner()), say("{name} (copy)", name=entry.name), author())


def _ask_name(entry: Listed) -> None:
    with st.form(f"recent_form_{entry.key}"):
        key = typed_in_a_form(f"recent_name_{entry.key}")
        name = st.text_input(say("New name"), entry.name, max_chars=120, key=key)
        with st.container(horizontal=True):
            wanted = st.form_submit_button(say("Save the name"), type="primary")
            kept = st.form_submit_button(say("Leave it as it is"))
    if wanted:
        _do(lambda: _on(entry, lambda workspaces, held: workspaces.rename(held, name)))
    if kept:
        _do(lambda: None)


def _on(entry: Listed, step: Callable[[Store, Held], Held]) -> None:
    """A step of the store, through the tab where the negotiation is the one that is open."""
    held = current()
    if held is not None and held.key == entry.key:
        move(step)
    else:
        step(store(), store().open(entry.key, owner()))


def _ask_removal(entry: Listed) -> None:
    with st.container(border=True, key=f"recent_sure_{entry.key}"):
        question = say("Remove {name} with its whole history? This cannot be undone.", name=entry.name)
        st.warning(plain(question))
        with st.container(horizontal=True):
            if st.button(say("Remove for good"), key=f"recent_gone_{entry.key}", type="primary"):
                _do(lambda: _remove(entry))
            if st.button(say("Keep it"), key=f"recent_keep_{entry.key}"):
                _do(lambda: None)


def _remove(entry: Listed) -> None:
    store().remove(store().open(entry.key, owner()))
    held = current()
    if held is not None and held.key == entry.key:
        close()
