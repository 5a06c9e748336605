"""What a user must know or decide about the workspace before going on, shown above every page."""

from __future__ import annotations

import streamlit as st

from toolkit.app.parts import plain
from toolkit.app.session import (
    Clash,
    Unsaved,
    author,
    clash_now,
    close,
    current,
    note,
    notes_now,
    owner,
    save_again,
    settle,
    show,
    store,
    unsaved_now,
)
from toolkit.errors import AccordError, InputError
from toolkit.languages.speech import say
from toolkit.wording import join
from toolkit.workspace.file import ENDING, written_workspace
from toolkit.workspace.merge import merged
from toolkit.workspace.store import Changed, Held, Removed

__all__ = ["show_trouble"]


def show_trouble() -> None:
    """Show notes, what is not saved, and what others changed; nothing where all is well."""
    held = current()
    clash, unsaved = clash_now(), unsaved_now()
    if clash is not None:
        _show_clash(clash)
    elif unsaved is not None and held is not None:
        _show_unsaved(unsaved, held)
    elif held is not None:
        _show_newer(held)
    for text in notes_now():
        st.warning(plain(text))


def _show_unsaved(unsaved: Unsaved, held: Held) -> None:
    with st.container(border=True, key="unsaved"):
        st.error(
            plain(
                say(
                    "Not saved: {steps}. {reason} You can go on working, but what is not saved is kept in this window "
                    "only, as long as it is open.",
                    steps="; ".join(part for part in unsaved.sentences if part),
                    reason=unsaved.reason,
                )
            )
        )
        with st.container(horizontal=True):
            if st.button(say("Try to save again"), key="unsaved_again", type="primary"):
                save_again()
                st.rerun()
            st.download_button(
                say("Download the negotiation as a file"),
                written_workspace(held.name, held.content),
                file_name=f"negotiation{ENDING}",
                mime="application/json",
                key="unsaved_file",
                on_click="ignore",
            )


def _show_newer(held: Held) -> None:
    """Tell that another window is ahead of this one, before anything is changed on top of what is old."""
    try:
        if store().version(held) == held.version:
            return
        theirs = store().open(held.key, owner())
    except Removed:
        st.warning(
            plain(
                say(
                    "{name} was removed in another window. What you see is not kept unless you change it here.",
                    name=held.name,
                )
            )
        )
        return
    except AccordError as failure:
        st.warning(plain(str(failure)))
        return
    if theirs.content == held.content:
        show(theirs)
        return
    with st.container(border=True, key="newer"):
        st.info(plain(_is_newer(theirs)))
        if st.button(say("Show it as it is now"), key="newer_show", type="primary"):
            show(theirs)
            st.rerun()


def _is_newer(theirs: Held) -> str:
    if theirs.changed_by:
        return say(
            "This negotiation was changed by {author}: {step}. You see it as it was before.",
            author=theirs.changed_by,
            step=theirs.sentence,
        )
    return say(
        "This negotiation was changed in another window: {step}. You see it as it was before.", step=theirs.sentence
    )


def _was_quicker(theirs: Held) -> str:
    if theirs.changed_by:
        return say(
            "This negotiation was changed by {author} since you opened it: {step}.",
            author=theirs.changed_by,
            step=theirs.sentence,
        )
    return say("This negotiation was changed in another window since you opened it: {step}.", step=theirs.sentence)


def _show_clash(clash: Clash) -> None:
    """Ask what shall become of a change that others were quicker than; it is kept until that is decided."""
    what, theirs = clash.sentence or say("your change"), clash.theirs
    with st.container(border=True, key="clash"):
        if theirs is None:
            st.warning(
                plain(
                    say("This negotiation was removed in another window. Your change is not saved: {step}.", step=what)
                )
            )
        else:
            st.warning(plain(" ".join([_was_quicker(theirs), say("Your change is not saved yet: {step}.", step=what)])))
        with st.container(horizontal=True):
            if theirs is not None:
                _offer_merge(clash, theirs)
            if st.button(say("Keep mine as a copy"), key="clash_copy"):
                _settle_by_copy(clash)
            if theirs is None:
                if st.button(say("Discard mine"), key="clash_take"):
                    settle()
                    close()
                    st.rerun()
            elif st.button(say("Discard mine, show theirs"), key="clash_take"):
                show(theirs)
                st.rerun()


def _offer_merge(clash: Clash, theirs: Held) -> None:
    try:
        both, places = merged(clash.base.content, clash.mine, theirs.content)
    except InputError as failure:
        st.markdown(plain(str(failure)), width="stretch")
        return
    if places:
        st.markdown(
            plain(
                say(
                    "Both changed {places}. If you merge, your values stand there; all else is kept from both.",
                    places=join(places),
                )
            ),
            width="stretch",
        )
    if st.button(say("Merge both changes"), key="clash_merge", type="primary"):
        try:
            show(store().save(theirs, both, say("{step} (merged)", step=clash.sentence), author()))
        except Changed as again:
            settle(Clash(clash.base, clash.mine, clash.sentence, again.theirs))
        except AccordError as failure:
            note(str(failure))
        st.rerun()


def _settle_by_copy(clash: Clash) -> None:
    name = say("{name} (my version)", name=clash.base.name)
    sentence = clash.sentence or say("copied from {name}", name=clash.base.name)
    try:
        show(store().create(name, clash.mine, owner(), author(), sentence))
    except AccordError as failure:
        note(str(failure))
    st.rerun()
