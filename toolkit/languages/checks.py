"""Checking a catalogue of translations against what is to be said, every fault at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from gettext import c2py
from pathlib import Path
from typing import Any, Literal

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileParser

from toolkit.languages.catalogues import locale_of, names_in_braces, reading_catalogue

__all__ = ["Checked", "Fault", "Kind", "Message", "check_catalogue", "is_translated"]

Kind = Literal["missing", "fuzzy", "unknown", "placeholders", "forms"]
_NUMBERS = 200
"""Whole numbers that are tried to find out which of them share a plural form."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a translation: of which English message, on which line (0 where there is none), and what."""

    kind: Kind
    message: str
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A catalogue as it was checked: how many of all messages it translates, and every fault."""

    language: str
    total: int
    translated: int
    faults: tuple[Fault, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "language": self.language,
            "total": self.total,
            "translated": self.translated,
            "faults": [asdict(fault) for fault in self.faults],
        }


class _Reader(PoFileParser):
    """Reads a catalogue to its end although some messages have more plural forms than the language."""

    def __init__(self, catalog: Catalog):
        super().__init__(catalog, abort_invalid=True)
        self.with_more_forms: set[int] = set()

    def _invalid_pofile(self, line: str, lineno: int, msg: str) -> None:
        if "more translations" in msg:
            self.with_more_forms.add(lineno + 1)
        else:
            super()._invalid_pofile(line, lineno, msg)


def check_catalogue(path: Path, asked: Catalog, beside: Catalog | None = None) -> Checked:
    """Everything wrong with a catalogue file against the messages that are ``asked`` for, in their order.

    What ``beside`` translates is not missing: the shipped catalogue of the language that the file only corrects.
    Raises ``LanguageError`` for a file that is no catalogue or is not named after a language.
    """
    with reading_catalogue(path), path.open("rb") as file:
        locale_of(path.stem)
        catalog = Catalog(locale=path.stem)
        reader = _Reader(catalog)
        reader.parse(file)
        form_of = c2py(catalog.plural_expr)
    forms = _Forms(catalog.num_plurals, form_of, frozenset(reader.with_more_forms))
    faults = [fault for message in asked if message.id for fault in _faults(message, catalog, beside, forms)]
    return Checked(
        language=path.stem,
        total=sum(bool(message.id) for message in asked),
        translated=sum(bool(message.id) and is_translated(catalog, message) for message in asked),
        faults=(*faults, *_unknown(catalog, asked)),
    )


def is_translated(catalog: Catalog, message: Message) -> bool:
    """Whether a catalogue says a message, in every form, and nobody has marked the translation as fuzzy."""
    found = catalog.get(message.id)
    return found is not None and not found.fuzzy and all(_strings(found))


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _english(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


class _Forms:
    """The plural forms of a catalogue: how many, and which of them stand for one number alone."""

    def __init__(self, count: int, form_of: Callable[[int], int], with_more: frozenset[int]):
        found = [form_of(number) for number in range(_NUMBERS)]
        self.count = count
        self.with_more = with_more
        self.for_one_number = {form for form in found if found.count(form) == 1}


def _faults(asked: Message, catalog: Catalog, beside: Catalog | None, forms: _Forms) -> Iterator[Fault]:
    found = catalog.get(asked.id)
    english = _english(asked)[0]
    if found is None or not any(_strings(found)):
        if beside is None or not is_translated(beside, asked):
            yield Fault("missing", english, found.lineno or 0 if found else 0, "is not translated")
        return
    line = found.lineno or 0
    if found.fuzzy:
        yield Fault("fuzzy", english, line, "is marked as fuzzy, so that it is not used")
    yield from (Fault("forms", english, line, what) for what in _wrong_forms(asked, found, forms))
    yield from (Fault("placeholders", english, line, what) for what in _wrong_names(asked, found, forms))


def _wrong_forms(asked: Message, found: Message, forms: _Forms) -> Iterator[str]:
    if asked.pluralizable and not found.pluralizable:
        yield f"has one form; the language has {forms.count} plural forms"
    elif found.pluralizable and (found.lineno in forms.with_more):
        yield f"has more than the {forms.count} plural forms of the language"
    elif found.pluralizable and not all(_strings(found)):
        given = sum(map(bool, _strings(found)))
        yield f"has {given} of the {forms.count} plural forms of the language"


def _wrong_names(asked: Message, found: Message, forms: _Forms) -> Iterator[str]:
    known = [names for text in _english(asked) if (names := names_in_braces(text)) is not None]
    expected = frozenset().union(*known)
    if not expected:
        return
    for form, text in enumerate(_strings(found)):
        where = f"form {form} " if found.pluralizable else ""
        names = names_in_braces(text)
        if names is None:
            yield f"{where}has a brace without its counterpart"
            continue
        for name in sorted(names - expected):
            yield f"{where}has {{{name}}}, which is not in the English"
        if text and not (found.pluralizable and form in forms.for_one_number):
            for name in sorted(expected - names):
                yield f"{where}lacks {{{name}}}"


def _unknown(catalog: Catalog, asked: Catalog) -> Iterator[Fault]:
    for message in catalog:
        if message.id and (message.context or asked.get(message.id) is None):
            yield Fault("unknown", _english(message)[0], message.lineno or 0, "is not said any more")
