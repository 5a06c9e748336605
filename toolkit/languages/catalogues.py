"""Catalogues of translations: the shipped ones beside this file, and a ministry's own in its data folder.

A catalogue is a ``.po`` file of GNU gettext named after its language, such as ``fr.po`` or ``pt_BR.po``. A file of the
data folder's ``languages`` adds a language, or replaces single sentences of a shipped one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from gettext import c2py
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import NullTranslations, Translations

from toolkit.data_folder import data_folder
from toolkit.errors import LanguageError, Problem

__all__ = [
    "ENGLISH",
    "SHIPPED",
    "catalogue_files",
    "language_like",
    "language_tag",
    "languages",
    "locale_of",
    "names_in_braces",
    "own_name",
    "read_catalogue",
    "reading_catalogue",
    "right_to_left",
    "translations",
]

ENGLISH = "en"
SHIPPED = Path(__file__).parent


def catalogue_files(language: str) -> list[Path]:
    """The catalogues of a language: the shipped one, then the user's, as far as there are any."""
    places = (SHIPPED, data_folder() / "languages")
    return [path for path in (place / f"{language}.po" for place in places) if path.is_file()]


def languages() -> list[str]:
    """The languages that can be chosen: English, and those that have a catalogue, by code."""
    found = {path.stem for place in (SHIPPED, data_folder() / "languages") for path in place.glob("*.po")}
    return [ENGLISH, *sorted(code for code in found - {ENGLISH} if _known(code))]


def _known(code: str) -> bool:
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def language_like(tag: str) -> str | None:
    """The language that can be chosen for a tag of a browser or system, ``fr`` for ``fr-CA``, if there is one."""
    wanted = tag.split(".")[0].replace("-", "_").lower()
    by_tag = {code.lower(): code for code in languages()}
    alike = (code for lower, code in by_tag.items() if lower.split("_")[0] == wanted.split("_")[0])
    return by_tag.get(wanted) or by_tag.get(wanted.split("_")[0]) or next(alike, None)


def own_name(language: str) -> str:
    """What a language is called in itself: ``Français``, ``Português (Brasil)``."""
    name = str(Locale.parse(language).get_display_name(language) or language)
    return name[:1].upper() + name[1:]


def locale_of(language: str) -> Locale:
    """The conventions of a language: how numbers, dates and lists are written; British ones for English."""
    return Locale.parse("en_GB" if language == ENGLISH else language)


def right_to_left(language: str) -> bool:
    """Whether a language is written from right to left."""
    return bool(locale_of(language).text_direction == "rtl")


def language_tag(language: str) -> str:
    """A language with its country, as files tell programs that check spelling or read aloud: ``en-GB``, ``fr-FR``."""
    locale, likely = locale_of(language), get_global("likely_subtags")
    spoken = locale.language
    country = locale.territory or _country(likely.get(language) or likely.get(spoken) or "")
    usual = likely.get(f"{spoken}_{country}") or likely.get(spoken) or ""
    script = locale.script if locale.script and locale.script not in usual.split("_") else ""
    return "-".join(part for part in (spoken, script, country) if part)


def _country(subtags: str) -> str:
    found = Locale.parse(subtags).territory if subtags else None
    return found if found and found.isalpha() else ""


def read_catalogue(path: Path) -> Catalog:
    """A catalogue file. Raises ``LanguageError`` where it is none."""
    with reading_catalogue(path), path.open("rb") as file:
        found = read_po(file, locale=path.stem, abort_invalid=True)
        c2py(found.plural_expr)
        return found


@contextmanager
def reading_catalogue(path: Path) -> Iterator[None]:
    """While a catalogue file is read: what is wrong with it is raised as ``LanguageError``."""
    try:
        yield
    except (PoFileError, UnicodeDecodeError, UnknownLocaleError, ValueError, OSError) as failure:
        expected = "a .po file of GNU gettext named after its language, such as pt_BR.po"
        raise LanguageError(str(path), [Problem(path.name, f"cannot be read: {failure}", expected)]) from failure


def translations(language: str) -> NullTranslations:
    """What the catalogues of a language say; nothing for English. Raises ``LanguageError``."""
    files = catalogue_files(language)
    return _translations(tuple((path, path.stat().st_mtime_ns) for path in files))


def names_in_braces(text: str) -> frozenset[str] | None:
    """The names in braces with everything that follows them there, ``None`` where braces do not match."""
    try:
        parts = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        return None
    return frozenset(
        f"{name}{f'!{turned}' if turned else ''}{f':{how}' if how else ''}" for _, name, how, turned in parts
    )


def _usable(catalogue: Catalog) -> Catalog:
    """The catalogue without sentences whose braces nothing fills: what stands below it is said in their place."""
    for message in [message for message in catalogue if message.id and not _can_be_filled(message)]:
        catalogue.delete(message.id, message.context)
    return catalogue


def _can_be_filled(message: Message) -> bool:
    known = names_in_braces(message.id[-1] if isinstance(message.id, tuple | list) else message.id)
    said = message.string if isinstance(message.string, tuple | list) else (message.string,)
    found = [names_in_braces(text) for text in said if text]
    return known is None or all(names is not None and names <= known for names in found)


@lru_cache(maxsize=16)
def _translations(files: tuple[tuple[Path, int], ...]) -> NullTranslations:
    merged = NullTranslations()
    for path, _ in files:
        compiled = BytesIO()
        write_mo(compiled, _usable(read_catalogue(path)))
        compiled.seek(0)
        own = Translations(compiled)
        own.add_fallback(merged)
        merged = own
    return merged
