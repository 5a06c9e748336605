"""The language of this browser tab: chosen below the page, named in the link, set on the server, or the browser's own.

What a page says is said in the language of the thread that runs it, and Streamlit takes a new thread for a run, for a
callback before it, and for a file that is built when it is asked for. So each of them speaks the language first.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import streamlit as st

from toolkit.errors import LanguageError
from toolkit.languages.catalogues import ENGLISH, language_like, languages, own_name
from toolkit.languages.speech import current_language, say, speak, speaking

__all__ = [
    "KEPT",
    "announced",
    "set_language",
    "show_languages",
    "speak_chosen",
    "spoken_later",
    "typed_in_a_form",
]

ENVIRONMENT = "ACCORD_LANGUAGE"
_LINK = "language"
_CHOSEN, _SPOKEN, _NAMES = "language", "language_spoken", "language_names"
_BOX, _TYPED = "language_box", "language_typed"
_Built = TypeVar("_Built")

KEPT = frozenset({_CHOSEN, _SPOKEN, _NAMES, _BOX, _TYPED})
"""What stays in the tab when another workspace is shown."""


def set_language() -> LanguageError | None:
    """Speak the language of this tab; the problem of its catalogue where that cannot be read, and English then."""
    linked = language_like(st.query_params.get(_LINK, ""))
    if linked and _CHOSEN not in st.session_state:
        st.session_state[_CHOSEN] = linked
    chosen = st.session_state.get(_CHOSEN)
    # the links between pages forget the rest of the address
    if chosen and st.query_params.get(_LINK) != chosen:
        st.query_params[_LINK] = chosen
    st.session_state[_NAMES] = _names()
    failure = _spoken(_wanted())
    st.session_state[_SPOKEN] = current_language()
    return failure


def _wanted() -> str:
    asked = (st.session_state.get(_CHOSEN), os.environ.get(ENVIRONMENT), st.context.locale)
    found = (language_like(tag) for tag in asked if tag)
    return next((code for code in found if code), ENGLISH)


def _names() -> str:
    """The browser's language for names of countries, where nothing was chosen and its language has no catalogue."""
    tag = st.context.locale
    chosen = st.session_state.get(_CHOSEN) or os.environ.get(ENVIRONMENT)
    return "" if chosen or not tag or language_like(tag) else str(tag)


def _spoken(language: str) -> LanguageError | None:
    try:
        speak(language, st.session_state.get(_NAMES, ""))
    except LanguageError as failure:
        # what is broken may be a catalogue that rewords the English
        with suppress(LanguageError):
            speak(ENGLISH)
        return failure
    return None


def speak_chosen() -> None:
    """Speak again what ``set_language`` found, for callbacks, which run in a new thread before the page does."""
    language = st.session_state.get(_SPOKEN, ENGLISH)
    if language != current_language():
        _spoken(language)


def spoken_later(build: Callable[[], _Built]) -> Callable[[], _Built]:
    """A function that is called in another thread, such as for a download, in the language that is spoken now."""
    language = current_language()

    def build_in_it() -> _Built:
        with speaking(language):
            return build()

    return build_in_it


class _Announced(str):
    """A text that Streamlit takes when a module is loaded, and shows when it is needed."""

    __slots__ = ()

    def __str__(self) -> str:
        return say(str.__str__(self))


def announced(message: str) -> str:
    """A marked text for ``show_spinner`` of a kept computation, in the language of whoever waits for it."""
    return _Announced(message)


def typed_in_a_form(key: str) -> str:
    """The key of a text field in a form: what is typed there is known to the browser alone until the form is sent.

    Choices do not belong into forms: a browser knows them by the words of the language in which they were made.
    """
    st.session_state[_TYPED] = st.session_state.get(_TYPED, frozenset()) | {key}
    return key


def show_languages() -> None:
    """The choice of a language, where there is more than English."""
    codes = languages()
    if len(codes) < 2:
        return
    spoken = st.session_state.get(_SPOKEN, ENGLISH)
    with st.container(key="languages"):
        st.selectbox(
            say("Language"),
            codes,
            index=codes.index(spoken) if spoken in codes else 0,
            format_func=own_name,
            key=_BOX,
            on_change=_choose,
            width=240,
        )


def _choose() -> None:
    st.session_state[_CHOSEN] = st.session_state[_BOX]
    _tell_choices_anew()


def _tell_choices_anew() -> None:
    """Have the browser show every choice by the words of the new language: it sends back what it shows."""
    typed = st.session_state.get(_TYPED, frozenset())
    for key, value in list(st.session_state.items()):
        if key not in typed and _is_choice(value):
            st.session_state[key] = value


def _is_choice(value: object) -> bool:
    # files, clicks and edits of tables must not be set, and marks need not be
    if isinstance(value, list | tuple):
        return bool(value) and all(_is_choice(part) for part in value)
    return isinstance(value, str | int | float) and not isinstance(value, bool)
