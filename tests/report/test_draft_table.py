"""A draft as lines, and edited cells back: no term is lost on the way."""

from __future__ import annotations

from hypothesis import given

from tests.support.cases import plain, rich, shipped
from tests.support.properties import examples, seeds
from tests.support.random_cases import random_case, random_terms
from toolkit.case.load import case_from_mapping
from toolkit.model.terms_file import terms_from_mapping
from toolkit.report.draft_table import (
    activity_lines,
    cell_words,
    cells_of,
    needed_candidates,
    support_line,
    tier_names,
    written,
)

AT = ("terms", "KEN-GBR", "nurse")


def every_line(case, draft):
    for corridor, record in case.corridors.items():
        for cadre in record.cadres:
            yield from activity_lines(case, draft, corridor, cadre)
        yield support_line(case, draft, corridor)


@given(seeds)
@examples(25)
def test_draft_to_lines_to_draft_keeps_every_term(seed):
    values = random_case(seed)
    case, draft = case_from_mapping(values), random_terms(values, seed)
    again = written(case, draft, cells_of(every_line(case, draft)))
    assert terms_from_mapping(again, case) == terms_from_mapping(draft, case)


@given(seeds)
@examples(15)
def test_an_edited_cell_changes_nothing_else(seed):
    values = random_case(seed)
    case, draft = case_from_mapping(values), random_terms(values, seed)
    lines = list(every_line(case, draft))
    edited = lines[seed % len(lines)]
    new = written(case, draft, [(edited.place, 0, 7.25)])
    for before, after in zip(lines, every_line(case, new), strict=True):
        expected = (7.25, *before.values[1:]) if before.place == edited.place else before.values
        assert after.values == expected


def test_lines_read_what_a_draft_may_say_in_short():
    case = case_from_mapping(rich())
    draft = {"terms": {"KEN-GBR": {"nurse": {"recruits": 8, "posts": [1, 2]}, "system_support": 500}}}
    by_name = {line.place[-1]: line.values for line in activity_lines(case, draft, "KEN-GBR", "nurse")}
    assert by_name["recruits"] == (8, 8)
    assert by_name["posts"] == (1, 2)
    assert by_name["candidates"] == (None, None)
    assert by_name["places"] == (0, 0)
    assert support_line(case, draft, "KEN-GBR").values == (500, 500)


def test_empty_candidates_follow_from_the_recruits():
    case = case_from_mapping(rich())
    draft = written(case, {}, [((*AT, "recruits"), 0, 10.0), ((*AT, "recruits"), 1, 20.0)])
    assert "candidates" not in draft["terms"]["KEN-GBR"]["nurse"]
    assert terms_from_mapping(draft, case).corridors["KEN-GBR"].cadres["nurse"].candidates == (20, 40)
    assert "20 in 2030-2031" in needed_candidates(case, draft, "KEN-GBR", "nurse")
    one = written(case, draft, [((*AT, "candidates"), 0, 25.0)])
    assert one["terms"]["KEN-GBR"]["nurse"]["candidates"] == [25, 40]
    none = written(case, one, [((*AT, "candidates"), 0, None), ((*AT, "candidates"), 1, None)])
    assert "candidates" not in none["terms"]["KEN-GBR"]["nurse"]


def test_an_emptied_cell_is_nothing_and_tiers_keep_apart():
    case = case_from_mapping(rich())
    draft = written(case, {}, [((*AT, "retained", 0), 0, 3.0), ((*AT, "retained", 2), 1, 2.0)])
    assert draft["terms"]["KEN-GBR"]["nurse"]["retained"] == [[3, 0, 0], [0, 0, 2]]
    emptied = written(case, draft, [((*AT, "retained", 0), 0, None)])
    assert emptied["terms"]["KEN-GBR"]["nurse"]["retained"] == [[0, 0, 0], [0, 0, 2]]


def test_what_cannot_be_read_is_left_where_nobody_edits_it():
    case = case_from_mapping(plain())
    draft = {"terms": {"KEN-GBR": {"nurse": {"recruits": [1, 2, 3], "posts": "many"}}, "X": 1}, "payments": "none"}
    assert activity_lines(case, draft, "KEN-GBR", "nurse")
    new = written(case, draft, [((*AT, "recruits"), 0, 5.0)])
    assert new["terms"]["KEN-GBR"]["nurse"] == {"recruits": [5], "posts": "many"}
    assert new["terms"]["X"] == 1
    assert new["payments"] == "none"
    assert draft["terms"]["KEN-GBR"]["nurse"]["recruits"] == [1, 2, 3]


def test_words_of_lines():
    case = shipped("kenya-uk")
    lines = {line.place[-1]: line for line in activity_lines(case, {}, "KEN-GBR", "nurse")}
    assert lines["recruits"].most == "200, 500 then 800 people"
    assert lines["posts"].most == "2,000 posts"
    assert lines[0].label.startswith("Kept by specialist training")
    assert "rural hardship allowance and housing" in tier_names(case, "KEN-GBR", "nurse")
    assert cell_words(case, lines["recruits"], 0, 120.5) == "nurses, recruits in 2026-2028: 0 → 120.5"
