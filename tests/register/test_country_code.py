"""Countries as users name them: by code or name, never guessed."""

from __future__ import annotations

import pytest

from toolkit.countries import country_in_a_sentence, country_name, is_country
from toolkit.errors import InputError
from toolkit.register.find import find_agreements, find_figures
from toolkit.register.place_lists import SHARED
from toolkit.register.places import country_code
from toolkit.register.read import load_register


def test_every_country_of_the_register_is_found_by_code_and_by_name() -> None:
    shared = {name.casefold() for name in SHARED}
    for code in map(str, load_register(user_data=False).countries["country"]):
        assert country_code(code.lower()) == code
        if country_name(code).casefold() not in shared:
            assert country_code(country_name(code)) == code


@pytest.mark.parametrize("name", SHARED)
def test_a_name_of_several_countries_is_asked_about(name: str) -> None:
    with pytest.raises(InputError, match="did you mean"):
        country_code(name)


@pytest.mark.parametrize(
    ("text", "meant"), [("KNE", "KEN (Kenya)"), ("ZIM", "ZWE (Zimbabwe)"), ("kenia", "KEN (Kenya)")]
)
def test_what_is_nearly_a_country_is_not_guessed_but_named(text: str, meant: str) -> None:
    with pytest.raises(InputError) as failure:
        country_code(text)
    assert meant in str(failure.value)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("World", "stands for all countries"),
        ("Europe", "is a group of countries"),
        ("Other", "names no country"),
        ("Kosovo", "has no ISO 3166-1 code"),
        ("USSR", "is a state that is no more"),
        ("", "is not the code or name of a country"),
        ("x", "is not the code or name of a country"),
    ],
)
def test_what_is_no_country_is_told(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        country_code(text)


@pytest.mark.parametrize(
    ("text", "code"), [("UAE", "ARE"), ("DRC", "COD"), ("rom", "ROU"), ("EL", "GRC"), ("US", "USA")]
)
def test_usual_short_forms(text: str, code: str) -> None:
    assert country_code(text) == code


def test_python_asks_like_the_command_line_and_never_finds_nothing_for_a_misspelt_country() -> None:
    register = load_register(user_data=False)
    assert find_agreements(register, country="kenya") == find_agreements(register, country="KEN")
    assert len(find_figures(register, origin="kenya")) == len(find_figures(register, origin="KEN")) > 0
    for asked in ({"country": "Kenia"}, {"sending": "Korea"}, {"between": ("KEN", "Congo")}):
        with pytest.raises(InputError):
            find_agreements(register, **asked)  # type: ignore[arg-type]
    with pytest.raises(InputError):
        find_figures(register, destination="Congo")


def test_codes_are_written_in_capital_letters() -> None:
    assert is_country("KEN")
    assert not is_country("ken")


def test_no_name_is_turned_round_for_the_alphabet() -> None:
    assert country_name("COD") == "Democratic Republic of the Congo"
    assert country_in_a_sentence("VGB") == "the British Virgin Islands"
    assert country_name("COD", "en_US") == country_name("COD", "en") == country_name("COD", "en-GB")
    assert not country_name("FSM").endswith(" of")
