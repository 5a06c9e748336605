"""From what stands in a file to a country: codes of four systems, English names, nationality adjectives.

A text either is one of the spellings listed here or it is asked for: nothing is matched by likeness. Names that several
countries bear, former states and places without a code are told apart from totals, groups and remainders.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import pycountry

from toolkit.countries import country_name, is_country
from toolkit.errors import InputError, Problem, RegisterError
from toolkit.languages.speech import say, to_say
from toolkit.register.demonyms import ADJECTIVES
from toolkit.register.place_lists import (
    CORRELATES_OF_WAR,
    FORMER,
    GLEDITSCH_WARD,
    GROUP_CODES,
    GROUP_NUMBERS,
    GROUPS,
    NOT_ASSIGNED,
    REMAINDER_CODES,
    REMAINDERS,
    SHARED,
    TOTAL_CODES,
    TOTALS,
)
from toolkit.register.spellings import OTHER_CODES, SPELLINGS
from toolkit.validation import did_you_mean
from toolkit.wording import nearest

__all__ = ["SKIP", "Kind", "Place", "Places", "Scheme", "check_answers", "country_code", "plain"]

SKIP = "skip"
"""The answer by which a name is left out on purpose."""

Kind = Literal[
    "country", "home", "total", "group", "remainder", "shared", "former", "not_assigned", "skipped", "unknown"
]
"""What a text turned out to be: ``country`` and ``home`` carry a code; several countries bear a ``shared`` name."""

Scheme = Literal["name", "alpha2", "alpha3", "m49", "correlates_of_war", "gleditsch_ward"]
"""How a column names its countries."""

_SAINT = re.compile(r"\b(st|ste)\b")
_NO_WORD = re.compile(r"[^\w]+")
_NOTE = re.compile(r"(\s*[*†‡]+|\s*\(\d+\)|\s*\[\d+\])+\s*$")
_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Place:
    """What a text in a column of countries is.

    ``candidates`` are the countries that a shared, former or unknown name may mean; ``answered`` tells that the user
    said so.
    """

    kind: Kind
    code: str = ""
    candidates: tuple[str, ...] = ()
    answered: bool = False

    @property
    def is_country(self) -> bool:
        """Whether it is a country, the home country included."""
        return self.kind in ("country", "home")

    @property
    def asks(self) -> bool:
        """Whether only the user can say what is meant."""
        return self.kind in ("shared", "former", "unknown")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A name without case, accents, punctuation, footnote marks and a leading article, for comparing.

    >>> plain("Côte d'Ivoire"), plain("St. Lucia *"), plain("The Gambia"), plain("Trinidad & Tobago")
    ('cote d ivoire', 'saint lucia', 'gambia', 'trinidad and tobago')
    """
    text = _NOTE.sub("", text).replace("&", " and ").replace("ı", "i").replace("’", "'")
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = _NO_WORD.sub(" ", bare).replace("_", " ").strip()
    words = _SAINT.sub("saint", words)
    return re.sub(r"^the |(, | )the$", "", words)


def _iso_names() -> Iterator[tuple[str, str]]:
    for country in pycountry.countries:
        for field in ("name", "official_name", "common_name"):
            name = getattr(country, field, None)
            if name:
                yield name, country.alpha_3
                head, comma, tail = name.partition(", ")
                if comma:
                    yield f"{tail} {head}", country.alpha_3


@cache
def _names(language: str) -> Mapping[str, Place]:
    """Every name that stands for one country, in English and in one more language."""
    found: dict[str, str] = {}
    for name, code in _iso_names():
        found.setdefault(plain(name), code)
    for code, spellings in SPELLINGS.items():
        found.update((plain(spelling), code) for spelling in spellings.split("|"))
    for code, adjectives in ADJECTIVES.items():
        found.update((plain(adjective), code) for adjective in adjectives.split(", "))
    if language != "en":
        for country in pycountry.countries:
            found.setdefault(plain(country_name(country.alpha_3, language)), country.alpha_3)
    return {name: Place("country", code) for name, code in found.items()}


@cache
def _others() -> Mapping[str, Place]:
    """Every name that stands for something else than one country."""
    found: dict[str, Place] = {plain(name): Place("total") for name in TOTALS}
    found |= {plain(name): Place("remainder") for name in REMAINDERS}
    found |= {plain(name): Place("group") for name in GROUPS}
    found |= {plain(name): Place("shared", candidates=candidates) for name, candidates in SHARED.items()}
    for name, (more, candidates) in FORMER.items():
        place = Place("former", candidates=candidates)
        found |= {plain(spelling): place for spelling in (name, *more.split("|"))}
    for name, more in NOT_ASSIGNED.items():
        found |= {plain(spelling): Place("not_assigned") for spelling in (name, *more.split("|"))}
    return found


@cache
def _codes(scheme: Scheme) -> Mapping[str, str]:
    if scheme == "correlates_of_war":
        return CORRELATES_OF_WAR
    if scheme == "gleditsch_ward":
        return GLEDITSCH_WARD
    if scheme == "m49":
        return {str(int(country.numeric)): country.alpha_3 for country in pycountry.countries}
    if scheme == "alpha2":
        return {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {"UK": "GBR", "EL": "GRC"}
    return {country.alpha_3: country.alpha_3 for country in pycountry.countries} | OTHER_CODES


class Places:
    """Tells what each text of a file's country columns is.

    ``home`` is the country that keeps the file, whose own people are not migrants; ``language`` a second language for
    names; ``answers`` what the user said about names: a code of ISO 3166-1 alpha-3, or ``skip``.
    """

    def __init__(self, home: str = "", language: str = "en", answers: Mapping[str, str] | None = None):
        self.home = home
        self.language = language
        self.answers = {plain(name): answer for name, answer in (answers or {}).items()}
        self.used: set[str] = set()
        self._known: dict[tuple[str, Scheme], Place] = {}

    def find(self, text: str, scheme: Scheme = "name") -> Place:
        """What a text of a column is; the same text is looked up once."""
        key = (text, scheme)
        if key not in self._known:
            self._known[key] = self._as_home(self._find(text.strip(), scheme))
        return self._known[key]

    def _as_home(self, place: Place) -> Place:
        if place.kind == "country" and place.code == self.home:
            return Place("home", place.code, answered=place.answered)
        return place

    def _find(self, text: str, scheme: Scheme) -> Place:
        answer = self.answers.get(plain(text))
        if answer is not None:
            self.used.add(plain(text))
            return Place("skipped", answered=True) if answer == SKIP else Place("country", answer, answered=True)
        if scheme == "name":
            return self._name(text)
        return self._code(text, scheme)

    def _code(self, text: str, scheme: Scheme) -> Place:
        code = text.upper()
        if scheme not in ("alpha2", "alpha3"):
            code = re.sub(r"\.0+$", "", code).lstrip("0") or "0"
        known = _codes(scheme).get(code)
        if known:
            return Place("country", known)
        if scheme == "m49":
            if code == "1":
                return Place("total")
            return Place("group") if code in GROUP_NUMBERS else Place("unknown")
        if scheme in ("correlates_of_war", "gleditsch_ward"):
            return Place("unknown")
        if code in TOTAL_CODES:
            return Place("total")
        if code in REMAINDER_CODES:
            return Place("remainder")
        if code in GROUP_CODES:
            return Place("group")
        other = _others().get(plain(text))
        if other is not None and other.kind in ("former", "not_assigned"):
            return other
        return Place("not_assigned") if code.startswith("OWID_") else Place("unknown")

    def _name(self, text: str) -> Place:
        name = plain(text)
        for known in (_others().get(name), _names(self.language).get(name)):
            if known is not None:
                return known
        group = _others().get(plain(_BRACKETS.sub("", text)))
        if group is not None and group.kind in ("group", "total"):
            return group
        if len(text) == 3 and text.isupper():
            return self._code(text, "alpha3")
        return Place("unknown", candidates=self._alike(name))

    def _alike(self, name: str) -> tuple[str, ...]:
        names = _names(self.language)
        return tuple(dict.fromkeys(names[close].code for close in nearest(name, names))) if len(name) > 2 else ()


_NOT_ONE_COUNTRY: dict[Kind, str] = {
    "total": to_say("'{text}' stands for all countries"),
    "group": to_say("'{text}' is a group of countries"),
    "remainder": to_say("'{text}' names no country"),
    "shared": to_say("'{text}' may mean more than one country"),
    "former": to_say("'{text}' is a state that is no more"),
    "not_assigned": to_say("'{text}' has no ISO 3166-1 code"),
    "unknown": to_say("'{text}' is not the code or name of a country"),
}


def country_code(text: str, place: str = "", language: str = "en") -> str:
    """The ISO 3166-1 alpha-3 code of a country that a user names by code or by name, in upper or lower case.

    ``place`` says where the text stood, ``language`` a second language for names. Raises ``InputError`` for a name that
    several countries bear, a group, and what is unknown, each with the countries that may be meant.

    >>> country_code("ken"), country_code("United Kingdom"), country_code("Allemagne", language="fr")
    ('KEN', 'GBR', 'DEU')
    """
    asked = text.strip()
    if is_country(asked.upper()):
        return asked.upper()
    places = Places(language=language)
    # in lower case, so that three capital letters are first tried as a name, such as UAE, and then as an old code
    found = places.find(asked.lower())
    code = places.find(asked, "alpha2" if len(asked) == 2 else "alpha3")
    found = code if code.is_country and not found.is_country else found
    if found.is_country:
        return found.code
    candidates = found.candidates
    if found.kind == "unknown" and len(asked) == 3:
        letters = sorted(asked.upper())
        turned = [country.alpha_3 for country in pycountry.countries if sorted(country.alpha_3) == letters]
        candidates = tuple(dict.fromkeys([*turned, *candidates[:2]]))
    remedy = did_you_mean(f"{code} ({country_name(code, language)})" for code in candidates)
    expected = say("expected is a country's name or its ISO 3166-1 code, such as {code}", code="KEN")
    wrong = say(_NOT_ONE_COUNTRY[found.kind], text=text)
    raise InputError(say("the request"), [Problem(place or say("the country"), wrong, expected, remedy)])


def check_answers(answers: Mapping[str, str], words: frozenset[str] = frozenset()) -> None:
    """See that every answer is a country code, ``skip``, or one of ``words``.

    Raises ``RegisterError`` with every answer that is none.
    """
    known = _codes("alpha3")
    problems = [
        Problem(
            say("the answer for '{name}'", name=name),
            say("is '{word}'", word=answer),
            say("an ISO 3166-1 alpha-3 code or {word}", word=SKIP),
            say("write the three letters of the country, or {word} to leave the name out", word=SKIP),
        )
        for name, answer in answers.items()
        if answer != SKIP and answer not in known and answer not in words
    ]
    if problems:
        raise RegisterError(say("the request"), problems)
