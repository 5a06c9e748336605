"""The page Terms: what is typed is kept, and what stands beside it are the library's numbers."""

from __future__ import annotations

import pytest

from tests.app.support import kept, kept_case, kept_mapping, on_page, started
from tests.support.cases import SHIPPED, changed, red_line, rich, shipped, with_lines
from tests.support.cases import plain as small
from toolkit.app.opening import from_two_countries
from toolkit.app.parts import plain
from toolkit.app.session import store
from toolkit.case.load import case_from_mapping
from toolkit.deal.drafts import assess
from toolkit.deal.settle import solve
from toolkit.model.evaluate import evaluate
from toolkit.model.terms_file import terms_from_mapping, terms_to_mapping
from toolkit.report.consequences import crossed_table, draft_headline, given_table, spent_table
from toolkit.workspace.edits import add_option, new_content, set_draft, set_notes

pytestmark = pytest.mark.filterwarnings("ignore")


def kept_draft(values, draft, *, option=None):
    content, _ = set_draft(new_content(values, "test"), draft, "typed")
    if option:
        content, _ = add_option(content, option, "The other")
    return kept(content)


def content_of(held):
    return store().open(held.key).content


def type_into(page, sheet, table, cells):
    """Type into a table as the browser does: all cells edited since it was drawn."""
    key = page.session_state[f"edit_sheet_{sheet}"].key(table)
    page.session_state[key] = {"edited_rows": cells, "added_rows": [], "deleted_rows": []}
    return page.run()


def nurses(held):
    return content_of(held).draft["terms"]["KEN-GBR"]["nurse"]


def cells_of(page):
    return [table.value.to_numpy().tolist() for table in page.table]


def shown(table):
    return [[plain(cell) for cell in row] for row in table.rows]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_page_shows_what_the_library_finds(name):
    case = shipped(name)
    terms = solve(case).outcome.terms
    held = kept_case(name)
    held = store().save(held, set_draft(held.content, terms, "typed")[0], "typed")
    page = on_page("terms", held)
    assert not page.exception
    assessment = assess(case, terms_from_mapping(terms_to_mapping(terms), case))
    lines = draft_headline(assessment.outcome, assessment)
    assert [metric.value for metric in page.metric] == [line.gain for line in lines]
    assert [metric.delta for metric in page.metric] == [line.share for line in lines]
    assert cells_of(page) == [shown(given_table(assessment.outcome)), shown(spent_table(assessment.outcome))]
    assert "keeps every red line" in page.success[0].value


def test_an_empty_draft_offers_where_to_start():
    held = kept_case("kenya-uk")
    page = on_page("terms", held)
    assert not page.exception
    assert not page.metric
    assert "Once there is a draft" in page.info[0].value
    page.button(key="start_balanced").click().run()
    assert [metric.value for metric in page.metric] == [
        line.gain for line in draft_headline(solve(shipped("kenya-uk")).outcome)
    ]
    page.button(key="start_nothing").click().run()
    assert content_of(held).draft == {"terms": {}, "payments": []}
    page.button(key="bar_undo").click().run()
    assert nurses(held)["recruits"][0] > 0


def test_two_edits_in_different_cells_both_survive_and_are_counted():
    held = kept_draft(rich(), {"terms": {"KEN-GBR": {"nurse": {"recruits": 5}}}})
    page = on_page("terms", held)
    type_into(page, "draft", "KEN-GBR_nurse", {0: {"0": 8.0}})
    assert nurses(held)["recruits"] == [8, 5]
    type_into(page, "draft", "KEN-GBR_nurse", {0: {"0": 8.0}, 8: {"1": 40.0}})
    assert (nurses(held)["recruits"], nurses(held)["posts"]) == ([8, 5], [0, 40])
    assert not page.exception
    case = case_from_mapping(rich())
    outcome = evaluate(case, terms_from_mapping(content_of(held).draft, case))
    assert [metric.value for metric in page.metric] == [line.gain for line in draft_headline(outcome)]
    assert cells_of(page)[0] == shown(crossed_table(outcome))
    assert store().open(held.key).sentence == "draft: nurses, extra posts funded in 2032-2034: 0 → 40"


def test_edits_in_several_tables_at_once_are_all_saved():
    held = kept_draft(rich(), {})
    page = on_page("terms", held)
    sheet = page.session_state["edit_sheet_draft"]
    for table, cells in (("KEN-GBR_nurse", {0: {"0": 3.0}}), ("KEN-GBR_midwife", {0: {"1": 2.0}})):
        state = {"edited_rows": cells, "added_rows": [], "deleted_rows": []}
        page.session_state[sheet.key(table)] = state
    type_into(page, "draft", "KEN-GBR_support", {0: {"0": 900.0}})
    terms = content_of(held).draft["terms"]["KEN-GBR"]
    assert terms["nurse"]["recruits"] == [3, 0]
    assert terms["midwife"]["recruits"] == [0, 2]
    assert terms["system_support"] == [900, 0]


def test_undo_takes_an_edit_back_and_the_table_does_not_type_it_again():
    held = kept_draft(rich(), {"terms": {"KEN-GBR": {"nurse": {"recruits": 5}}}})
    page = on_page("terms", held)
    first = page.session_state["edit_sheet_draft"].key("KEN-GBR_nurse")
    type_into(page, "draft", "KEN-GBR_nurse", {0: {"0": 8.0}})
    assert page.session_state["edit_sheet_draft"].key("KEN-GBR_nurse") == first
    page.button(key="bar_undo").click().run()
    page.run()
    assert nurses(held)["recruits"] == 5
    assert page.session_state["edit_sheet_draft"].key("KEN-GBR_nurse") != first
    page.button(key="bar_redo").click().run()
    assert nurses(held)["recruits"] == [8, 5]


def test_an_option_becomes_the_draft_and_the_draft_an_option():
    option = {"terms": {"KEN-GBR": {"nurse": {"recruits": 4}}}, "payments": []}
    held = kept_draft(rich(), {"terms": {"KEN-GBR": {"nurse": {"recruits": 5}}}}, option=option)
    page = on_page("terms", held)
    type_into(page, "draft", "KEN-GBR_nurse", {0: {"0": 8.0}})
    page.text_input(key="option_name").set_value("<b>First</b>").run()
    page.button(key="option_save").click().run()
    saved = content_of(held).options[-1]
    assert saved.name == "<b>First</b>"
    assert saved.terms["terms"]["KEN-GBR"]["nurse"]["recruits"] == [8, 5]
    page.button(key="start_option").click().run()
    page.run()
    assert content_of(held).draft == option
    assert not page.exception


def test_parts_that_do_not_add_up_are_kept_and_the_consequences_wait():
    held = kept_draft(rich(), {})
    page = on_page("terms", held)
    # the second line is teaching capacity, the third recruitment, which only the receiving country may bear
    type_into(page, "draft", "shares_KEN-GBR", {2: {"receiving": 80.0}})
    shares = {entry["share"] for entry in content_of(held).draft["payments"] if entry["item"] == "recruitment"}
    assert shares == {0.8}
    assert not page.metric
    assert "add up to 80" in page.warning[0].value
    assert "add up to 0.8" in page.error[0].value
    type_into(page, "draft", "shares_KEN-GBR", {2: {"receiving": 100.0}})
    assert len(page.metric) == 2
    assert not page.error


def test_shares_can_be_set_apart_by_cadre_and_phase():
    held = kept_draft(rich(), {})
    page = on_page("terms", held)
    page.toggle(key="terms_apart").set_value(True).run()
    type_into(page, "draft", "shares_KEN-GBR", {0: {"sending": 100.0, "receiving": 0.0, "fund": 0.0}})
    entries = [entry for entry in content_of(held).draft["payments"] if entry["share"] == 1]
    assert [(entry["cadre"], entry["phase"], entry["item"]) for entry in entries] == [("nurse", 0, "training")]
    page.toggle(key="terms_apart").set_value(False).run()
    assert not page.exception
    assert len(page.metric) == 2


def test_what_is_typed_while_somebody_else_changes_the_negotiation_is_kept():
    held = kept_draft(rich(), {"terms": {"KEN-GBR": {"nurse": {"recruits": 5}}}})
    page = on_page("terms", held)
    now = store().open(held.key)
    store().save(now, set_notes(now.content, "theirs")[0], "notes changed")
    type_into(page, "draft", "KEN-GBR_nurse", {0: {"0": 8.0}})
    type_into(page, "draft", "KEN-GBR_nurse", {0: {"0": 8.0}, 8: {"1": 12.0}})
    assert not page.exception
    assert nurses(held)["recruits"] == 5
    page.button(key="clash_merge").click().run()
    assert not page.exception
    assert (nurses(held)["recruits"], nurses(held)["posts"]) == ([8, 5], [0, 12])
    assert content_of(held).notes == "theirs"


def test_red_lines_are_edited_and_what_they_were_is_kept():
    held = kept_mapping(with_lines(rich(), red_line("max_recruits", 9, party="KEN"), red_line("no_harm", party="KEN")))
    page = on_page("terms", held)
    type_into(page, "red_lines", "lines", {0: {"value": 7.0}})
    assert content_of(held).case["red_lines"][0]["value"]["value"] == 7
    assert content_of(held).changed["red_lines.0.value"]["was"] == 9
    type_into(page, "red_lines", "lines", {0: {"value": 7.0, "hard": False}})
    line = content_of(held).case["red_lines"][0]
    assert (line["hard"], line["penalty"]) == (False, 0.0)
    assert "no price" in page.warning[-1].value
    # the table was drawn anew, since unticking one cell filled another
    type_into(page, "red_lines", "lines", {0: {"penalty": 40.0}})
    assert content_of(held).case["red_lines"][0]["penalty"]["value"] == 40
    assert not page.exception


def test_an_impossible_value_is_kept_with_its_problem_and_can_be_mended():
    values = with_lines(rich(), red_line("min_share_spent_on_training", 0.2, party="GBR"))
    held = kept_draft(values, {"terms": {"KEN-GBR": {"nurse": {"recruits": 5}}}})
    page = on_page("terms", held)
    type_into(page, "red_lines", "lines", {0: {"value": 500.0}})
    assert not page.exception
    assert "at most 1" in page.error[0].value
    assert content_of(held).case["red_lines"][0]["value"]["value"] == 5
    type_into(page, "red_lines", "lines", {0: {"value": 50.0}})
    assert not page.error
    assert len(page.metric) == 2


def test_red_lines_are_added_with_the_fields_of_their_kind_and_removed():
    held = kept_mapping(rich())
    page = on_page("terms", held)
    page.selectbox(key="new_line_kind").select("min_gain").run()
    keys = {box.key for box in page.selectbox}
    assert "new_line_country" in keys
    assert "new_line_corridor" not in keys
    page.button(key="new_line_add").click().run()
    assert "value: is missing" in page.error[0].value.replace("\\", "")
    page.selectbox(key="new_line_country").select("KEN").run()
    page.selectbox(key="new_line_party").select("KEN").run()
    page.number_input(key="new_line_value").set_value(100.0).run()
    page.button(key="new_line_add").click().run()
    assert content_of(held).case["red_lines"] == [
        {"kind": "min_gain", "country": "KEN", "value": 100.0, "party": "KEN"}
    ]
    page.selectbox(key="edit_line_removed").select(0).run()
    page.button(key="remove_line").click().run()
    assert content_of(held).case["red_lines"] == []
    assert not page.exception


def test_without_a_negotiation_the_page_says_how_to_open_one():
    page = started().switch_page("toolkit/app/pages/terms.py").run()
    assert not page.exception
    assert "No negotiation is open" in page.info[0].value


def test_a_case_without_agreement_still_shows_what_the_draft_leads_to():
    values = with_lines(small(), red_line("min_recruits", 9), red_line("max_recruits", 2))
    page = on_page("terms", kept_draft(values, {"terms": {"KEN-GBR": {"nurse": {"recruits": 5}}}}))
    assert not page.exception
    assert len(page.metric) == 2
    assert "No agreement" in page.warning[0].value


def test_that_nothing_can_be_agreed_is_told_before_there_is_a_draft():
    page = on_page("terms", kept_mapping(with_lines(small(), red_line("min_recruits", 9), red_line("max_recruits", 2))))
    assert not page.exception
    assert "No agreement" in page.warning[0].value


def test_a_document_that_is_no_case_shows_its_problems_and_its_red_lines():
    page = on_page(
        "terms", kept(new_content(changed(small(), {"years": "many", "red_lines": [{"kind": "hope"}]}), "t"))
    )
    assert not page.exception
    assert "years" in page.error[0].value


def test_a_draft_that_cannot_be_read_is_kept():
    draft = {"terms": {"KEN-GBR": {"nurse": {"recruits": [1, 2, 3]}}, "KEN-FRA": {}}}
    held = kept_draft(rich(), draft)
    page = on_page("terms", held)
    assert not page.exception
    assert "KEN-FRA" in page.error[0].value.replace("\\", "")
    assert content_of(held).draft == draft


def test_three_countries():
    country = {name: part for name, part in rich()["countries"]["KEN"].items() if name != "midwife"}
    record = rich()["corridors"]["KEN-GBR"]["nurse"]
    values = changed(rich(), {"countries.PHL": country, "corridors.PHL-GBR": {"nurse": record}})
    held = kept_draft(values, {"terms": {"PHL-GBR": {"nurse": {"recruits": 5}}}})
    page = on_page("terms", held)
    assert not page.exception
    assert len(page.metric) == 3
    type_into(page, "draft", "PHL-GBR_nurse", {0: {"1": 9.0}})
    assert content_of(held).draft["terms"]["PHL-GBR"]["nurse"]["recruits"] == [5, 9]


def test_a_case_made_for_two_countries():
    _, content, _ = from_two_countries("KEN", "DEU", ["nurse"])
    page = on_page("terms", kept(content))
    assert not page.exception
    page.button(key="start_balanced").click().run()
    assert not page.exception
    assert len(page.metric) == 2
