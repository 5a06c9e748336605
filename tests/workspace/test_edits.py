"""Edits return new content, keep what was there, and refuse in words what cannot be kept."""

from __future__ import annotations

import pytest

from tests.support.cases import bare
from tests.workspace.support import HOSTILE, small
from toolkit.errors import InputError
from toolkit.workspace.content import MOST_OPTIONS, MOST_TEXT, Content, fingerprint
from toolkit.workspace.edits import (
    add_option,
    change_option,
    new_content,
    remove_option,
    restore_number,
    set_case,
    set_draft,
    set_notes,
    set_number,
    set_red_lines,
    set_rule,
    stated,
)

RATE = ("countries", "KEN", "nurse", "exit_rate")


def test_content_survives_being_written():
    content = small()
    assert Content.from_json(content.to_json()) == content
    assert Content.from_json(content.to_json()).to_json() == content.to_json()
    assert Content.from_json(content.to_json()).case_now() == content.case_now()


def test_the_fingerprint_tells_contents_apart_and_not_the_order_of_names():
    assert fingerprint({"a": 1, "b": [1, 2]}) == fingerprint({"b": [1, 2], "a": 1})
    assert fingerprint({"a": [1, 2]}) != fingerprint({"a": [2, 1]})
    assert fingerprint({"a": 1}) != fingerprint({"a": "1"})


def test_a_number_is_changed_and_comes_back_with_its_source():
    content = small()
    case = content.case_now()
    before = stated(content.case, RATE)
    edited, sentence = set_number(content, case, RATE, 0.123)
    assert edited.case_now().countries["KEN"].cadres["nurse"].exit_rate == 0.123
    assert edited.case_now().provenance["countries.KEN.nurse.exit_rate"].assumed
    assert sentence.endswith("→ 0.123")
    again, _ = set_number(edited, case, RATE, 0.2)
    assert again.changed[".".join(RATE)]["was"] == before
    back, _ = restore_number(again, case, RATE)
    assert back == content
    assert restore_number(content, case, RATE) == (content, "")


def test_a_range_that_does_not_hold_the_new_value_is_widened():
    content = small()
    values = {**content.case}
    edited, _ = set_case(content, values, "same")
    case = edited.case_now()
    wide, _ = set_number(edited, case, RATE, 0.9)
    record = stated(wide.case, RATE)
    assert record["value"] == 0.9
    assert record.get("high", 0.9) >= 0.9
    assert record.get("low", 0.9) <= 0.9


def test_a_number_that_was_not_stated_is_gone_again_when_it_is_restored():
    content = small()
    path = ("countries", "KEN", "nurse", "vacancy_note_that_nobody_stated")
    edited, sentence = set_number(content, content.case_now(), path, 1.5)
    assert "nothing → 1.5" in sentence
    assert stated(edited.case, path)["value"] == 1.5
    back, _ = restore_number(edited, content.case_now(), path)
    assert back == content


@pytest.mark.parametrize("path", [("countries", "KEN", "budget", 99), ("name", "x"), ("name", 0)])
def test_a_path_with_no_place_in_the_case_is_refused(path):
    content = small()
    with pytest.raises(InputError, match="stand in"):
        set_number(content, content.case_now(), path, 1)


def test_one_year_of_a_budget_that_has_one_source_is_changed_alone():
    content = small()
    case = content.case_now()
    before = case.countries["KEN"].budget
    edited, _ = set_number(content, case, ("countries", "KEN", "budget", 1), 5e6)
    after = edited.case_now().countries["KEN"].budget
    assert after[1] == 5e6
    assert [value for index, value in enumerate(after) if index != 1] == [
        value for index, value in enumerate(before) if index != 1
    ]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [(800, 1200.5, "800 → 1,200.5"), (0, 1e-6, "0 → 0.000001"), (None, 10, "nothing → 10"), ("x", 1, "the text 'x'")],
)
def test_the_history_tells_numbers_without_needless_zeros(old, new, words):
    content = small()
    case = content.case_now()
    values = {**content.case, "countries": {**content.case["countries"]}}
    values["countries"]["KEN"] = {**values["countries"]["KEN"], "nurse": {"exit_rate": old}}
    _, sentence = set_number(content.model_copy(update={"case": values}), case, RATE, new)
    assert words in sentence


def test_another_list_of_red_lines_forgets_changes_of_lines_that_moved():
    content = small()
    case = content.case_now()
    lines = content.case["red_lines"]
    index = next(i for i, line in enumerate(lines) if stated(content.case, ("red_lines", i, "value")) is not None)
    path = ("red_lines", index, "value")
    edited, _ = set_number(content, case, path, 1)
    assert edited.changed
    same, _ = set_red_lines(edited, [*edited.case["red_lines"], {"kind": "train_first"}], "added")
    assert same.changed == edited.changed
    moved, _ = set_red_lines(edited, [{"kind": "train_first"}, *edited.case["red_lines"]], "put first")
    assert not moved.changed


def test_edits_leave_what_they_were_given_alone():
    content = small()
    text = content.to_json()
    case = content.case_now()
    key = content.options[0].key
    for edit in (
        lambda: set_number(content, case, RATE, 0.1),
        lambda: set_draft(content, {"terms": {}}, ""),
        lambda: add_option(content, {}, "x"),
        lambda: change_option(content, key, name="y"),
        lambda: remove_option(content, key),
        lambda: set_red_lines(content, [], ""),
        lambda: set_notes(content, "n"),
        lambda: set_rule(content, "nash", {"KEN": 2}),
    ):
        new, _ = edit()
        assert content.to_json() == text
        assert Content.from_json(new.to_json()) == new


def test_what_is_typed_later_does_not_change_what_was_kept():
    typed = {"terms": {"KEN-GBR": {"nurse": {"recruits": [1, 2, 3]}}}}
    content, _ = set_draft(new_content(bare("kenya-uk"), "x"), typed, "typed")
    typed["terms"]["KEN-GBR"]["nurse"]["recruits"][0] = 99
    assert content.draft["terms"]["KEN-GBR"]["nurse"]["recruits"][0] == 1


def test_options_have_names_of_their_own():
    content = new_content(bare("kenya-uk"), "x")
    for _ in range(3):
        content, _ = add_option(content, {}, "Offer")
    content, _ = add_option(content, {}, "")
    assert [option.name for option in content.options] == ["Offer", "Offer (2)", "Offer (3)", "Option"]
    renamed, _ = change_option(content, content.options[3].key, name="Offer")
    assert renamed.options[3].name == "Offer (4)"
    assert change_option(content, "nothere", name="x") == (content, "")


def test_one_option_too_many_is_refused():
    content = new_content(bare("kenya-uk"), "x")
    for _ in range(MOST_OPTIONS):
        content, _ = add_option(content, {}, "x" * 300, "y" * 900)
    assert Content.from_json(content.to_json()) == content
    with pytest.raises(InputError, match="40"):
        add_option(content, {}, "one more")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_text(text):
    content, _ = set_notes(small(), text)
    content, _ = add_option(content, {}, text, text)
    content, _ = change_option(content, content.options[0].key, note=text)
    read = Content.from_json(content.to_json())
    assert read.notes == text
    assert read.options[0].note == text
    assert all(letter.isprintable() for letter in read.options[-1].name)


def test_notes_of_a_megabyte_are_refused_and_not_cut():
    content = small()
    with pytest.raises(InputError, match="1,000,000 characters"):
        set_notes(content, "x" * 1_000_000)
    with pytest.raises(InputError, match="at most 20,000"):
        change_option(content, content.options[0].key, note="x" * (MOST_TEXT + 1))
    assert set_notes(content, "x" * MOST_TEXT)[0].notes == "x" * MOST_TEXT
