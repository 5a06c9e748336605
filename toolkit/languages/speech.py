"""Saying a sentence in the language that is spoken.

Every sentence that a document or a page shows stands in the code in English, whole, with names in braces for what is
filled in: ``say("{country} gains {amount}", country=..., amount=...)``. Where a constant holds it, ``to_say`` marks it
and ``say`` says it when it is shown, because a module is loaded before anybody has chosen a language.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from babel import Locale
from babel.support import NullTranslations

from toolkit.languages.catalogues import ENGLISH, locale_of, translations

__all__ = ["current_language", "current_locale", "language_of_names", "say", "say_count", "speak", "speaking", "to_say"]

_MOST_FORMS = 200


@dataclass(frozen=True, slots=True)
class _Spoken:
    language: str
    locale: Locale
    catalogue: NullTranslations
    names: str


def _spoken(language: str, names: str = "") -> _Spoken:
    return _Spoken(language, locale_of(language), translations(language), names or language)


_FIRST = _Spoken(ENGLISH, locale_of(ENGLISH), NullTranslations(), ENGLISH)
_NOW: ContextVar[_Spoken] = ContextVar("_NOW", default=_FIRST)


def current_language() -> str:
    """The code of the language that is spoken now."""
    return _NOW.get().language


def current_locale() -> Locale:
    """The conventions by which numbers, dates and lists are written now."""
    return _NOW.get().locale


def language_of_names() -> str:
    """The language in which countries are named: the one that is spoken, or one that has names but no catalogue."""
    return _NOW.get().names


def speak(language: str, names: str = "") -> None:
    """Speak a language from now on in this thread, and name countries in another one where ``names`` says so.

    Raises ``LanguageError`` for a catalogue that cannot be read.
    """
    _NOW.set(_spoken(language, names))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while. Raises ``LanguageError`` for a catalogue that cannot be read."""
    before = _NOW.set(_spoken(language))
    try:
        yield
    finally:
        _NOW.reset(before)


def to_say(message: str) -> str:
    """Mark a constant for translation; it stays as it is until ``say`` says it."""
    return message


def say(message: str, /, **values: object) -> str:
    """A sentence in the language that is spoken, with ``values`` for the names in braces; English where it is missing.

    >>> say("{count} places for {country}", count=12, country="Kenya")
    '12 places for Kenya'
    """
    said = _NOW.get().catalogue.gettext(message) if message else ""
    return said.format(**values) if values else said


def say_count(one: str, many: str, count: float, /, **values: object) -> str:
    """The sentence for one or for many, by the rules of the language that is spoken; ``values`` fill its braces.

    >>> say_count("{places} place", "{places} places", 1, places="1")
    '1 place'
    """
    said = _NOW.get().catalogue.ngettext(one, many, _whole(count))
    return said.format(**values) if values else said


def _whole(count: float) -> int:
    """A whole number that takes the same form as ``count``: catalogues know no fractions, languages do."""
    if count == int(count):
        return abs(int(count))
    form = current_locale().plural_form
    return next((whole for whole in range(1, _MOST_FORMS) if form(whole) == form(abs(count))), 2)
