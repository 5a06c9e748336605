"""The list of saved negotiations: open, rename, duplicate, remove."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from toolkit.app.menu import page
from toolkit.app.opening import first_page
from toolkit.app.parts import plain
from toolkit.app.session import author, close, current, move, note, owner, store, switch_to
from toolkit.errors import AccordError
from toolkit.workspace.store import Held, Listed, Store

__all__ = ["show_recent_work"]

_SHOWN, _MOST = 6, 200
_ASKED = "recent_asked"
_ALL = "recent_all"


def show_recent_work() -> None:
    """Show the list, nothing where there is no saved negotiation yet."""
    try:
        entries = store().recent(owner(), _MOST)
    except AccordError as failure:
        st.error(plain(f"{failure} Worked cases can still be read on the pages Corridors and Agreements."))
        return
    if not entries:
        return
    st.header("Recent work")
    shown = entries if st.session_state.get(_ALL) else entries[:_SHOWN]
    for entry in shown:
        _show_entry(entry)
    if len(shown) < len(entries) and st.button(f"Show all {len(entries)}", key="recent_more"):
        st.session_state[_ALL] = True
        st.rerun()


def _show_entry(entry: Listed) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"recent_row_{entry.key}"):
        with st.container(width="stretch", gap=None):
            st.markdown(f"**{plain(entry.name)}**")
            st.caption(plain(f"{entry.changed_at[:16].replace('T', ' ')} UTC: {entry.sentence}"))
        if st.button("Open", key=f"recent_{entry.key}", help=f"Open: {plain(entry.name)}"):
            _do(lambda: _open(entry.key))
        for action in ("Rename", "Duplicate", "Remove"):
            if st.button(action, key=f"recent_{action.lower()}_{entry.key}", help=f"{action}: {plain(entry.name)}"):
                if action == "Duplicate":
                    _do(lambda: _duplicate(entry))
                st.session_state[_ASKED] = (entry.key, action)
                st.rerun()
    asked: tuple[str, str] | None = st.session_state.get(_ASKED)
    if asked == (entry.key, "Rename"):
        _ask_name(entry)
    elif asked == (entry.key, "Remove"):
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
    store().duplicate(store().open(entry.key, owner()), f"{entry.name} (copy)", author())


def _ask_name(entry: Listed) -> None:
    with st.form(f"recent_form_{entry.key}"):
        name = st.text_input("New name", entry.name, max_chars=120, key=f"recent_name_{entry.key}")
        with st.container(horizontal=True):
            wanted = st.form_submit_button("Save the name", type="primary")
            kept = st.form_submit_button("Leave it as it is")
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
        st.warning(plain(f"Remove {entry.name} with its whole history? This cannot be undone."))
        with st.container(horizontal=True):
            if st.button("Remove for good", key=f"recent_gone_{entry.key}", type="primary"):
                _do(lambda: _remove(entry))
            if st.button("Keep it", key=f"recent_keep_{entry.key}"):
                _do(lambda: None)


def _remove(entry: Listed) -> None:
    store().remove(store().open(entry.key, owner()))
    held = current()
    if held is not None and held.key == entry.key:
        close()
