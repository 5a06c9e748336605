"""Names of countries, from ISO 3166-1 and, in other languages, from the Unicode locale data."""

from __future__ import annotations

import locale
import os
from functools import cache

import pycountry
from babel import Locale, UnknownLocaleError

from toolkit.languages.catalogues import ENGLISH
from toolkit.languages.speech import current_language, language_of_names

__all__ = ["country_in_a_sentence", "country_name", "is_country", "user_language"]

_WITH_ARTICLE = frozenset({"BHS", "COD", "COG", "COM", "FSM", "GMB", "MDV", "NLD", "PHL", "PSE", "VGB", "VIR"})
_IN_READING_ORDER = {
    "COD": "Democratic Republic of the Congo",
    "FSM": "Federated States of Micronesia",
    "PSE": "State of Palestine",
    "VGB": "British Virgin Islands",
    "VIR": "U.S. Virgin Islands",
}
"""Names that the standard turns round for its alphabetical order."""


def user_language() -> str:
    """The user's language: what ``ACCORD_LANGUAGE`` says, otherwise the language of the operating system's settings."""
    said = os.environ.get("ACCORD_LANGUAGE") or locale.getlocale()[0] or "en"
    return "en" if said in ("C", "POSIX") else said


def country_name(code: str, language: str | None = None) -> str:
    """The usual name of a country in a language, by default the one that is spoken.

    English where the language has none, and a code that is none as is.

    >>> country_name("GBR"), country_name("GBR", "fr"), country_name("KEN", "sw")
    ('United Kingdom', 'Royaume-Uni', 'Kenya')
    """
    return _name(code, language or language_of_names())


@cache
def _name(code: str, language: str) -> str:
    found = pycountry.countries.get(alpha_3=code)
    if found is None:
        return code
    english = _IN_READING_ORDER.get(code) or str(getattr(found, "common_name", found.name))
    if language.replace("_", "-").split("-")[0] == "en":
        return english
    try:
        territories = Locale.parse(language.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        return english
    return str(territories.get(found.alpha_2, english))


def is_country(code: str) -> bool:
    """Whether a text is an assigned ISO 3166-1 alpha-3 code, in capital letters as the register writes them."""
    return code.isupper() and pycountry.countries.get(alpha_3=code) is not None if len(code) == 3 else False


def country_in_a_sentence(code: str) -> str:
    """A country's name as it stands in running text, in English with its article: ``the United Kingdom``, ``Kenya``."""
    name = country_name(code)
    if current_language() != ENGLISH or language_of_names() != ENGLISH:
        return name
    takes_article = name.startswith("United ") or name.endswith((" Islands", " Republic")) or code in _WITH_ARTICLE
    return f"the {name}" if takes_article else name
