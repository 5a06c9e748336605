"""Numbers as they are typed: read without guessing, held against the case, changed and brought back."""

from __future__ import annotations

import pytest

from tests.support.cases import bare
from tests.workspace.support import HOSTILE
from toolkit.case.load import case_from_mapping, shipped_cases
from toolkit.case.quantity import dotted
from toolkit.errors import CaseError, InputError
from toolkit.languages.speech import speaking
from toolkit.reading import read_text
from toolkit.validation import value_at
from toolkit.workspace.content import Content
from toolkit.workspace.edits import new_content, stated
from toolkit.workspace.numbers import place_in_document, restored, typed_edit, typed_number

RATE = ("countries", "KEN", "nurse", "exit_rate")
YEARS = ("corridors", "KEN-GBR", "nurse", "licensing_years")
SOURCED = ("countries", "KEN", "discount_rate")
BUDGET = ("countries", "KEN", "budget", 1)


def content() -> Content:
    return new_content(read_text(shipped_cases()["kenya-uk"]).values, "kenya-uk")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,500", 1500),
        (" 1 500 000 ", 1_500_000),
        ("1'500", 1500),
        ("0.035", 0.035),
        (".5", 0.5),
        ("-0.01", -0.01),
        ("−0.01", -0.01),
        ("1e3", 1000),
        ("2.3 million", 2_300_000),
        ("1.1 Billion", 1_100_000_000),
        ("12 thousand", 12_000),
        ("0", 0),
    ],
)
def test_a_number_is_read_as_it_is_written(text, value):
    assert typed_number(text, "the number") == value


def test_per_cent_is_read_where_a_share_is_meant():
    assert typed_number("0.7 %", "the rate", 1.0) == 0.007
    assert typed_number("3.5%", "the rate", 0.5) == 0.035
    with pytest.raises(InputError, match="not per cent"):
        typed_number("5 %", "the budget", 1e13)
    with pytest.raises(InputError, match="not per cent"):
        typed_number("5 %", "the budget")


@pytest.mark.parametrize(
    "text", ["", " ", "abc", "0,035", "1,50", "1.5.2", "12,34", "nan", "inf", "1e999", "=1+1", *HOSTILE]
)
def test_what_is_no_number_is_refused_and_never_guessed(text):
    with pytest.raises(InputError, match="the number"):
        typed_number(text, "the number", 1.0)


def test_a_comma_for_the_decimal_point_is_told():
    with pytest.raises(InputError, match="decimal point as a point"):
        typed_number("0,035", "the rate", 1.0)


def test_a_change_keeps_what_was_there_and_the_old_value_brings_its_source_back():
    first = content()
    case = first.case_now()
    second, sentence = typed_edit(first, case, SOURCED, "6 %", "our treasury")
    assert sentence == "Kenya: discount rate: 0.05 → 0.06"
    assert second.case_now().countries["KEN"].discount_rate == 0.06
    assert stated(second.case, SOURCED)["note"] == "our treasury"
    assert second.changed[dotted(SOURCED)]["was"] == stated(first.case, SOURCED)
    back, _ = typed_edit(second, second.case_now(), SOURCED, "0.05")
    assert back.case == first.case
    assert not back.changed
    assert restored(second, second.case_now(), SOURCED)[0] == back


def test_the_same_value_changes_nothing():
    first = content()
    assert typed_edit(first, first.case_now(), SOURCED, "0.050") == (first, "")
    assert typed_edit(first, first.case_now(), SOURCED, "5 %", "a remark alone")[0] == first


def test_another_reason_for_a_changed_number_is_kept():
    first = content()
    second, _ = typed_edit(first, first.case_now(), RATE, "0.04")
    third, _ = typed_edit(second, second.case_now(), RATE, "0.04", "a count of 2025")
    assert stated(third.case, RATE)["note"] == "a count of 2025"
    assert third.changed == second.changed


def test_limits_are_told_in_the_words_of_the_field():
    first = content()
    with pytest.raises(CaseError, match="part of the workforce that retires, dies or leaves the profession"):
        typed_edit(first, first.case_now(), RATE, "3.4")
    with pytest.raises(CaseError, match=r"write 0\.034 if 3\.4 per cent was meant"):
        typed_edit(first, first.case_now(), RATE, "3.4")


def test_whole_years_stay_whole():
    first = content()
    second, _ = typed_edit(first, first.case_now(), YEARS, "2")
    assert second.case_now().corridors["KEN-GBR"].nurse.licensing_years == 2
    with pytest.raises(CaseError, match="whole number"):
        typed_edit(first, first.case_now(), YEARS, "1.5")


def test_numbers_of_phases_are_changed_one_by_one():
    first = content()
    second, _ = typed_edit(first, first.case_now(), BUDGET, "3.5 million")
    assert second.case_now().countries["KEN"].budget == (1_500_000, 3_500_000, 4_000_000)
    assert restored(second, second.case_now(), BUDGET)[0].case == first.case


def test_the_only_number_of_a_list_is_found_in_the_list():
    values = bare("kenya-uk")
    values["fund"]["budget"] = [2_000_000]
    first = new_content(values, "test")
    path = ("fund", "budget")
    assert place_in_document(first, path) == (*path, 0)
    second, sentence = typed_edit(first, first.case_now(), path, "3,000,000")
    assert second.case_now().fund.budget == (3_000_000,)
    assert sentence.endswith("2,000,000 → 3,000,000")
    assert restored(second, second.case_now(), path)[0].case == first.case


def test_every_number_of_the_shipped_cases_can_be_typed_again():
    for name, file in shipped_cases().items():
        first = new_content(read_text(file).values, name)
        case = case_from_mapping(first.case)
        for path in [("countries", code, "discount_rate") for code in case.countries]:
            value = value_at(case.model_dump(), path)
            assert typed_edit(first, case, path, f"{value:.10g}")[0] == first


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("fr", "1 500,25", 1500.25),
        ("fr", "0,035", 0.035),
        ("fr", "1,5 million", 1.5e6),
        ("fr", "2 milliards", 2e9),
        ("fr", "1 billion", 1e12),
        ("es", "1.500", 1500),
        ("es", "1,5 millones", 1.5e6),
        ("es", "2 mil millones", 2e9),
        ("es", "3 mil", 3000),
        ("en", "2 billion", 2e9),
    ],
)
def test_a_number_is_read_as_the_language_writes_it(language: str, text: str, value: float) -> None:
    with speaking(language):
        assert typed_number(text, "the number") == value


@pytest.mark.parametrize(("language", "text"), [("fr", "2 trillion"), ("fr", "1.500"), ("es", "1.50.0")])
def test_what_a_language_does_not_write_is_refused(language: str, text: str) -> None:
    with speaking(language), pytest.raises(InputError):
        typed_number(text, "the number")
