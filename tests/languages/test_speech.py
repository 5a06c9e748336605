"""Saying: sentences, counts, numbers, dates and lists in the language that is spoken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from toolkit.countries import country_in_a_sentence, country_name
from toolkit.errors import LanguageError
from toolkit.languages import catalogues
from toolkit.languages.catalogues import languages
from toolkit.languages.speech import current_language, say, say_count, speak, speaking, to_say
from toolkit.wording import day_in_words, join, money, number, people, per_cent, years_of_phase

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {forms}\\n"\n\n'
FRENCH = HEAD.format(forms="nplurals=2; plural=(n > 1);")
SPANISH = HEAD.format(forms="nplurals=2; plural=(n != 1);")
ARABIC = HEAD.format(
    forms="nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
)
PLACES = 'msgid "{count} place"\nmsgid_plural "{count} places"\n'


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of shipped catalogues that the test fills, and an empty data folder."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setattr(catalogues, "SHIPPED", folder)
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "data"))
    put(folder / "fr.po", FRENCH + 'msgid "Gain of {country}"\nmsgstr "Gain : {country}"\n\n' + PLACES)
    yield folder
    speak("en")


def put(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    ending = '\nmsgstr[0] "{count} place"\nmsgstr[1] "{count} places !"\n' if content.endswith(PLACES) else ""
    path.write_text(content + ending.lstrip("\n"), encoding="utf-8")


def test_a_sentence_is_said_with_its_values() -> None:
    assert say("Gain of {country}", country="Kenya") == "Gain of Kenya"
    with speaking("fr"):
        assert current_language() == "fr"
        assert say("Gain of {country}", country="Kenya") == "Gain : Kenya"
        assert say(to_say("Gain of {country}"), country="Kenya") == "Gain : Kenya"
    assert current_language() == "en"
    assert say("Gain of {country}", country="Kenya") == "Gain of Kenya"


def test_values_are_not_read_for_braces_and_texts_without_values_stay() -> None:
    assert say("Gain of {country}", country="{country}") == "Gain of {country}"
    assert say("a { brace") == "a { brace"
    assert say("a {{brace}} of {country}", country="Kenya") == "a {brace} of Kenya"
    assert say("") == ""


def test_what_a_catalogue_lacks_is_english() -> None:
    with speaking("fr"):
        assert say("not translated {word}", word="yet") == "not translated yet"
        assert say_count("{count} year", "{count} years", 2, count="2") == "2 years"
    with speaking("de"):
        assert say("Gain of {country}", country="Kenya") == "Gain of Kenya"


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        (0, "0 places", "0 place"),
        (1, "1 place", "1 place"),
        (2, "2 places", "2 places !"),
        (0.5, "0.5 places", "0.5 place"),
        (1.5, "1.5 places", "1.5 place"),
        (2.5, "2.5 places", "2.5 places !"),
        (-1, "-1 place", "-1 place"),
        (1_000, "1000 places", "1000 places !"),
    ],
)
def test_counts_take_the_form_of_the_language(count: float, english: str, french: str) -> None:
    assert say_count("{count} place", "{count} places", count, count=f"{count:g}") == english
    with speaking("fr"):
        assert say_count("{count} place", "{count} places", count, count=f"{count:g}") == french


def test_arabic_has_six_forms(shipped: Path) -> None:
    forms = "".join(f'msgstr[{form}] "form {form}: {{count}}"\n' for form in range(6))
    (shipped / "ar.po").write_text(ARABIC + PLACES + forms, encoding="utf-8")
    with speaking("ar"):
        said = [say_count("{count} place", "{count} places", n, count=n) for n in (0, 1, 2, 3, 11, 100, 102.5)]
    assert [text[:6] for text in said] == ["form 0", "form 1", "form 2", "form 3", "form 4", "form 5", "form 5"]


def test_a_users_file_replaces_a_single_sentence(tmp_path: Path) -> None:
    with speaking("fr"):
        assert say("Gain of {country}", country="Kenya") == "Gain : Kenya"
    put(
        tmp_path / "data" / "languages" / "fr.po",
        FRENCH + 'msgid "Gain of {country}"\nmsgstr "Bénéfice de {country}"\n',
    )
    with speaking("fr"):
        assert say("Gain of {country}", country="Kenya") == "Bénéfice de Kenya"
        assert say_count("{count} place", "{count} places", 3, count="3") == "3 places !"


def test_braces_that_nothing_fills_leave_what_is_said_without_them(tmp_path: Path) -> None:
    for wrong in ("Gain : {pays}", "Gain : {country", "Gain : {}"):
        put(tmp_path / "data" / "languages" / "fr.po", FRENCH + f'msgid "Gain of {{country}}"\nmsgstr "{wrong}"\n')
        with speaking("fr"):
            assert say("Gain of {country}", country="Kenya") == "Gain : Kenya", "the shipped sentence stays"


def test_a_users_file_adds_a_language_and_corrects_english(tmp_path: Path) -> None:
    assert languages() == ["en", "fr"]
    own = tmp_path / "data" / "languages"
    put(own / "pt_BR.po", SPANISH + 'msgid "Gain of {country}"\nmsgstr "Ganho: {country}"\n')
    put(own / "en.po", SPANISH + 'msgid "Gain of {country}"\nmsgstr "Benefit to {country}"\n')
    put(own / "notes.po", "no language is called so")
    assert languages() == ["en", "fr", "pt_BR"]
    with speaking("pt_BR"):
        assert say("Gain of {country}", country="Kenya") == "Ganho: Kenya"
    with speaking("en"):
        assert say("Gain of {country}", country="Kenya") == "Benefit to Kenya"


@pytest.mark.parametrize(
    "content",
    ['msgid "a"\nmsgstr[0 "b"\nwhat\n', HEAD.format(forms="nplurals=2; plural=what;"), 'msgid "a"\nmsgid "b"\nx\n'],
)
def test_a_broken_file_is_told_with_its_place(tmp_path: Path, content: str) -> None:
    path = tmp_path / "data" / "languages" / "fr.po"
    put(path, content)
    with pytest.raises(LanguageError) as failure:
        speak("fr")
    assert str(path) in str(failure.value)
    assert "fr.po: cannot be read" in str(failure.value)
    assert current_language() == "en"


def test_numbers_follow_the_language() -> None:
    said = {}
    for language in ("en", "fr", "es", "ar"):
        with speaking(language):
            said[language] = (number(1234567.891, 2), people(1234.4), per_cent(0.125, 1))
    assert said["en"] == ("1,234,567.89", "1,234", "12.5 %")
    assert said["fr"] == ("1\u202f234\u202f567,89", "1\u202f234", "12,5 %")
    assert said["es"] == ("1.234.567,89", "1.234", "12,5 %")
    assert said["ar"][0] in ("1,234,567.89", "١٬٢٣٤٬٥٦٧٫٨٩")


def test_money_follows_the_language() -> None:
    assert money(26.4e6, "USD") == "USD 26.4 million"
    with speaking("fr"):
        assert money(26.4e6, "USD") == "USD 26,4 million"


@pytest.mark.parametrize(
    ("language", "day", "listed", "either", "country"),
    [
        ("en", "28 November 2026", "a, b and c", "a, b or c", "Germany"),
        ("fr", "28 novembre 2026", "a, b et c", "a, b ou c", "Allemagne"),
        ("es", "28 de noviembre de 2026", "a, b y c", "a, b o c", "Alemania"),
        ("ar", "28 نوفمبر 2026", "a وb وc", "a أو b أو c", "ألمانيا"),
    ],
)
def test_dates_lists_and_countries_follow_the_language(
    language: str, day: str, listed: str, either: str, country: str
) -> None:
    with speaking(language):
        assert day_in_words(date(2026, 11, 28)) == day
        assert (join("abc"), join("abc", "or")) == (listed, either)
        assert country_name("DEU") == country
        assert country_name("DEU", "en") == "Germany"


def test_only_english_takes_an_article() -> None:
    assert country_in_a_sentence("GBR") == "the United Kingdom"
    with speaking("fr"):
        assert country_in_a_sentence("GBR") == "Royaume-Uni"


def test_ranges_of_years_and_negative_numbers_keep_their_order_in_arabic() -> None:
    with speaking("ar"):
        assert years_of_phase(2026, (3, 3), 0) == "\u200e2026-2028"
        assert number(-5.2, 1).startswith("\u200e-5")
    assert years_of_phase(2026, (3, 3), 0) == "2026-2028"
