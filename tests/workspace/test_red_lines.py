"""Edits of red lines in a document."""

from __future__ import annotations

from tests.support.cases import red_line, rich, shipped, with_lines
from toolkit.case.load import case_from_mapping, case_values
from toolkit.workspace.edits import new_content, restore_number, set_number
from toolkit.workspace.red_lines import (
    add_red_line,
    change_red_line,
    red_lines_of,
    remove_red_line,
    same_red_lines,
    with_red_lines_of,
)

LINES = [red_line("min_recruits", 1), red_line("max_recruits", 9, party="KEN"), red_line("no_harm", country="KEN")]


def content():
    return new_content(with_lines(rich(), *LINES), "test")


def test_a_new_value_keeps_what_it_was():
    start = new_content(case_values("kenya-uk"), "test")
    new, _ = change_red_line(start, 1, "value", 0.2)
    assert new.case["red_lines"][1]["value"]["value"] == 0.2
    assert new.case["red_lines"][1]["value"]["high"] == 0.2
    assert case_from_mapping(new.case).red_lines[1].value == 0.2
    back, _ = restore_number(new, shipped("kenya-uk"), ("red_lines", 1, "value"))
    assert back.case == start.case


def test_hard_and_soft():
    soft, _ = change_red_line(content(), 1, "hard", False)
    assert red_lines_of(soft)[1] | {"value": 9} == LINES[1] | {"hard": False, "penalty": 0.0}
    priced, _ = change_red_line(content(), 1, "penalty", 50)
    line = case_from_mapping(priced.case).red_lines[1]
    assert (line.hard, line.penalty) == (False, 50)
    hard, _ = change_red_line(priced, 1, "hard", True)
    assert red_lines_of(hard)[1] == LINES[1]


def test_notes_and_emptied_values():
    noted, _ = change_red_line(content(), 0, "note", "=why")
    assert red_lines_of(noted)[0]["note"] == "=why"
    emptied, _ = change_red_line(noted, 0, "value", None)
    assert "value" not in red_lines_of(emptied)[0]
    again, _ = change_red_line(emptied, 0, "note", "")
    assert "note" not in red_lines_of(again)[0]


def test_a_removed_line_takes_its_change_along_and_later_ones_move_up():
    start = content()
    case = case_from_mapping(start.case)
    start, _ = set_number(start, case, ("red_lines", 0, "value"), 2)
    start, _ = set_number(start, case, ("red_lines", 1, "value"), 8)
    start, _ = set_number(start, case, ("countries", "KEN", "discount_rate"), 0.04)
    shorter, sentence = remove_red_line(start, 0, "gone")
    assert sentence == "gone"
    assert set(shorter.changed) == {"red_lines.0.value", "countries.KEN.discount_rate"}
    back, _ = restore_number(shorter, case_from_mapping(shorter.case), ("red_lines", 0, "value"))
    assert red_lines_of(back) == LINES[1:]


def test_added_lines_and_lines_of_another_content():
    start = content()
    added, _ = add_red_line(start, red_line("min_gain", 5, country="KEN"), "more")
    assert len(case_from_mapping(added.case).red_lines) == 4
    edited, _ = change_red_line(start, 1, "value", 7)
    other = start.model_copy(update={"notes": "kept"})
    both = with_red_lines_of(other, edited)
    assert both.notes == "kept"
    assert same_red_lines(both) == same_red_lines(edited)
