"""The workspace that is open in this browser tab: read from the address, changed step by step, saved at every step.

What cannot be saved at once is kept in the tab and told by ``toolkit.app.trouble``: because somebody else changed the
workspace meanwhile (``Clash``), or because the database does not answer (``Unsaved``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from toolkit.app.language import KEPT, speak_chosen
from toolkit.app.menu import link_to
from toolkit.app.sign_in import author, owner
from toolkit.errors import AccordError
from toolkit.languages.speech import say
from toolkit.workspace.content import Content
from toolkit.workspace.edits import Edit, free_name
from toolkit.workspace.merge import merged
from toolkit.workspace.store import Changed, Held, Removed, Store, StoreUnavailable

__all__ = [
    "Clash",
    "Unsaved",
    "author",
    "begin",
    "change",
    "clash_now",
    "close",
    "current",
    "forget_inputs",
    "move",
    "note",
    "notes_now",
    "owner",
    "require",
    "save_again",
    "settle",
    "show",
    "store",
    "switch_to",
    "unsaved_now",
]

_KEY = "workspace_held"
_WRITTEN = "workspace_written"
_CLASH = "workspace_clash"
_UNSAVED = "workspace_unsaved"
_NOTES = "workspace_notes"
_BROKEN = "workspace_broken_link"
_LINK = "workspace"
_MOST_NAMES = 500


@dataclass(frozen=True, slots=True)
class Clash:
    """A change that others were quicker than: made from ``base``; ``theirs`` is ``None`` if they removed it all."""

    base: Held
    mine: Content
    sentence: str
    theirs: Held | None


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Changes that wait for the database: made from ``base``, with what was done and why they wait."""

    base: Held
    sentences: tuple[str, ...]
    reason: str


@dataclass
class _Written:
    """What this tab wrote last.

    Streamlit may stop a run for the next one whenever its session state is touched. A step that is written is noted
    here without touching it: otherwise the tab would take its own step for somebody else's.
    """

    held: Held | None = None


def _written() -> _Written:
    if _WRITTEN not in st.session_state:
        st.session_state[_WRITTEN] = _Written()
    found: _Written = st.session_state[_WRITTEN]
    return found


@st.cache_resource(show_spinner=False)
def store() -> Store:
    """The database of this server. Raises ``StoreUnavailable``."""
    return Store()


def current() -> Held | None:
    """The workspace that is open, ``None`` where none is; a link or a reload opens the one in the address."""
    speak_chosen()
    held: Held | None = st.session_state.get(_KEY)
    last = _written().held
    if held is not None and last is not None and last.key == held.key and last.version > held.version:
        st.session_state[_KEY] = held = last
    if held is not None and held.owner != owner():
        close()
        held = None
    linked = st.query_params.get(_LINK)
    if linked and (held is None or held.key != linked) and st.session_state.get(_BROKEN) != linked:
        held = _linked(linked, held)
    if held is not None:
        st.query_params[_LINK] = held.key
    return held


def _linked(key: str, before: Held | None) -> Held | None:
    """The workspace of a link; where it cannot be opened, the user is told once, and the one before stays."""
    try:
        held = store().open(key, owner())
    except AccordError as failure:
        st.session_state[_BROKEN] = key
        note(str(failure))
        return before
    if before is not None:
        switch_to(held)
    st.session_state[_KEY] = held
    return held


def require() -> Held:
    """The workspace that is open; where none is, the page says how to open one and ends."""
    held = current()
    if held is None:
        st.info(say("No negotiation is open yet. Open one of the worked cases, or make a case for any two countries."))
        link_to("start", say("Go to the start page"))
        st.stop()
    return held


def switch_to(held: Held) -> None:
    """Show another workspace."""
    close()
    st.session_state[_KEY] = held
    st.query_params[_LINK] = held.key


def close() -> None:
    """Show none. What belongs to the pages of the one before is forgotten; everything it holds is saved."""
    waiting, held = clash_now(), st.session_state.get(_KEY)
    if waiting is not None:
        _keep_copy(waiting.base, waiting.mine, waiting.sentence)
    elif (unsaved := unsaved_now()) is not None and held is not None:
        _keep_copy(unsaved.base, held.content, "; ".join(unsaved.sentences))
    for name in [name for name in st.session_state if name not in KEPT]:
        del st.session_state[name]
    if _LINK in st.query_params:
        del st.query_params[_LINK]


def _keep_copy(base: Held, mine: Content, sentence: str) -> Held:
    name = say("{name} (my version)", name=base.name)
    return store().create(name, mine, base.owner, author(), sentence or say("kept as a copy"))


def begin(name: str, content: Content, sentence: str) -> Held:
    """Make a workspace and show it; a name that is taken gets a number. Raises ``StoreUnavailable``."""
    taken = {entry.name for entry in store().recent(owner(), _MOST_NAMES)}
    held = store().create(free_name(name, taken), content, owner(), author(), sentence)
    switch_to(held)
    return held


def change(edit: Edit) -> bool:
    """Save an edit and show the result; whether it holds. What others changed meanwhile is asked about first.

    Where the database does not answer, the edit holds in this tab and is saved with the next one that can be.
    """
    content, sentence = edit
    held = require()
    if content == held.content and clash_now() is None:
        return True
    return _write(held, content, sentence)


def _write(held: Held, content: Content, sentence: str) -> bool:
    unsaved, pending = unsaved_now(), clash_now()
    base = unsaved.base if unsaved else held
    if pending is not None:
        content, _ = merged(base.content, content, pending.mine)
    said = tuple(dict.fromkeys((*(unsaved.sentences if unsaved else ()), sentence)))
    words = "; ".join(part for part in said if part)
    written = _written()
    try:
        written.held = _saved(base, content, words)
    except Changed as clash:
        return _asked(Clash(base, content, words, clash.theirs))
    except Removed:
        return _asked(Clash(base, content, words, None))
    except StoreUnavailable as failure:
        st.session_state[_UNSAVED] = Unsaved(base, said, str(failure))
        st.session_state[_KEY] = replace(base, content=content, sentence=words)
        if unsaved is None:
            st.rerun()
        return True
    st.session_state[_KEY] = written.held
    settle()
    return True


def _saved(base: Held, content: Content, sentence: str) -> Held:
    """The change saved; what others did meanwhile without touching the content, such as another name, is no clash."""
    try:
        return store().save(base, content, sentence, author())
    except Changed as clash:
        if clash.theirs.content != base.content:
            raise
        return store().save(clash.theirs, content, sentence, author())


def _asked(clash: Clash) -> bool:
    """Keep a change until the user has said what shall become of it; the question stands above every page."""
    first = clash_now() is None
    settle(clash)
    if first:
        st.rerun()
    return False


def save_again() -> bool:
    """Try to save what waits; whether nothing waits any more."""
    held, unsaved = current(), unsaved_now()
    return unsaved is None or (held is not None and _write(held, held.content, "") and unsaved_now() is None)


def move(step: Callable[[Store, Held], Held]) -> bool:
    """Undo, redo, rename or the like: what a method of the store does to the workspace that is open.

    Where others changed it meanwhile, the step is not done, and the user is shown what it holds now.
    """
    if not save_again():
        return False
    held, written = require(), _written()
    try:
        written.held = step(store(), held)
        show(written.held)
    except Changed as clash:
        note(_overtaken(clash.theirs))
        show(clash.theirs)
        return False
    except AccordError as failure:
        note(str(failure))
        return False
    return True


def _overtaken(theirs: Held) -> str:
    if theirs.changed_by:
        return say(
            "This negotiation was changed by {author}: {step}. It is shown as it is now; try again.",
            author=theirs.changed_by,
            step=theirs.sentence,
        )
    return say(
        "This negotiation was changed in another window: {step}. It is shown as it is now; try again.",
        step=theirs.sentence,
    )


def show(held: Held) -> None:
    """Show the workspace as it is now: what waited is settled, and inputs show what it holds."""
    before: Held | None = st.session_state.get(_KEY)
    if clash_now() is not None or before is None or before.content != held.content:
        forget_inputs()
    settle()
    st.session_state[_KEY] = held
    st.query_params[_LINK] = held.key


def settle(waiting: Clash | None = None) -> None:
    """Nothing waits for a decision or for the database any more, or something else does."""
    for name in (_CLASH, _UNSAVED):
        st.session_state.pop(name, None)
    if waiting is not None:
        st.session_state[_CLASH] = waiting


def forget_inputs() -> None:
    """Inputs show what the workspace holds again, not what was typed before."""
    for name in [name for name in st.session_state if str(name).startswith("edit_")]:
        del st.session_state[name]


def clash_now() -> Clash | None:
    """The change that waits for the user's decision."""
    clash: Clash | None = st.session_state.get(_CLASH)
    return clash


def unsaved_now() -> Unsaved | None:
    """The changes that wait for the database."""
    unsaved: Unsaved | None = st.session_state.get(_UNSAVED)
    return unsaved


def note(text: str) -> None:
    """Something to tell above the page, once."""
    st.session_state[_NOTES] = (*st.session_state.get(_NOTES, ()), text)


def notes_now() -> tuple[str, ...]:
    """What is to be told; it is told once."""
    notes: tuple[str, ...] = st.session_state.pop(_NOTES, ())
    return notes
