"""Edits of clauses and thresholds: what they keep, what they refuse, what is merged and carried in a file."""

from __future__ import annotations

import pytest

from tests.workspace.support import small
from toolkit.compliance.rules import load_code_rules
from toolkit.errors import InputError
from toolkit.register.read import load_register
from toolkit.workspace.clauses import (
    answer_clause,
    readable_clauses,
    say_state,
    say_words,
    set_threshold,
    typed_answer,
    typed_threshold,
)
from toolkit.workspace.content import MOST_TEXT, Content
from toolkit.workspace.file import read_workspace, written_workspace
from toolkit.workspace.merge import merged


def test_parts_of_a_clause_are_set_and_an_empty_clause_is_gone():
    content, said = say_state(small(), "joint_committee", "present", "Joint committee")
    assert said == "clause Joint committee: present"
    content, said = answer_clause(content, "committee_meetings", 2)
    assert said == "How often does the joint committee meet? 2 per year"
    content, _ = say_words(content, "joint_committee", "note", "ask again", "Joint committee")
    assert content.clauses == {
        "joint_committee": {"state": "present", "answers": {"committee_meetings": 2}, "note": "ask again"}
    }
    content, _ = answer_clause(content, "committee_meetings", None)
    content, _ = say_words(content, "joint_committee", "note", "  ", "Joint committee")
    assert say_state(content, "joint_committee", "", "Joint committee")[0].clauses == {}


def test_no_is_an_answer_and_zero_too():
    content, _ = answer_clause(small(), "committee_seats", False)
    content, _ = answer_clause(content, "worker_fees", 0)
    assert content.clauses["joint_committee"]["answers"] == {"committee_seats": False}
    assert content.clauses["employer_pays"]["answers"] == {"worker_fees": 0}


@pytest.mark.parametrize("text", ["two", "-1", "nan", "1e13", "1,5"])
def test_what_is_no_answer_is_refused(text):
    with pytest.raises(InputError):
        typed_answer(load_code_rules().questions["committee_meetings"], text)
    with pytest.raises(InputError):
        typed_threshold("jc_exists", "meetings", text)


def test_long_words_and_unknown_states_are_refused():
    with pytest.raises(InputError):
        say_words(small(), "joint_committee", "text", "x" * (MOST_TEXT + 1), "Joint committee")
    with pytest.raises(InputError):
        say_state(small(), "joint_committee", "perhaps", "Joint committee")


def test_thresholds_are_kept_only_where_they_differ():
    content, said = set_threshold(small(), "recognition_deadline", "months", 9)
    assert (content.thresholds, said) == ({"recognition_deadline": {"months": 9}}, "threshold of R24, months: 9 months")
    assert set_threshold(content, "recognition_deadline", "months", 12)[0].thresholds == {}
    content, _ = set_threshold(content, "recognition_deadline", "months", None)
    assert content.thresholds == {"recognition_deadline": {"months": None}}
    assert set_threshold(content, "recognition_deadline", "months", None, shipped=True)[0].thresholds == {}


def test_clauses_and_thresholds_survive_a_file_and_older_files_have_none():
    base = small()
    content, _ = set_threshold(answer_clause(base, "committee_meetings", 2)[0], "jc_exists", "meetings", None)
    assert read_workspace(written_workspace("x", content).encode(), "x") == ("x", content)
    assert Content.from_json(content.to_json()) == content
    older = {name: value for name, value in base.model_dump(mode="json").items() if name != "thresholds"}
    assert Content.model_validate(older) == base


@pytest.mark.parametrize("value", [-1, 1e13, float("nan"), float("inf"), "many"])
def test_a_file_with_an_impossible_threshold_is_refused(value):
    with pytest.raises(ValueError, match="thresholds"):
        Content.model_validate({**small().model_dump(mode="json"), "thresholds": {"jc_exists": {"meetings": value}}})


def test_two_people_answering_different_questions_are_merged():
    base = small()
    mine, _ = answer_clause(base, "committee_meetings", 2)
    theirs, _ = set_threshold(answer_clause(base, "committee_seats", True)[0], "jc_exists", "meetings", 4)
    content, clashes = merged(base, mine, theirs)
    assert content.clauses["joint_committee"]["answers"] == {"committee_meetings": 2, "committee_seats": True}
    assert (content.thresholds, clashes) == ({"jc_exists": {"meetings": 4}}, ())


def test_clauses_that_cannot_be_read_are_named():
    codebook = load_register(user_data=False).codebook
    found, unread = readable_clauses(
        {"joint_committee": {"state": "open"}, "other": {}, "model_contract": {"state": "maybe"}}, codebook
    )
    assert (found, unread) == ({"joint_committee": {"state": "open"}}, ("other", "model_contract"))
