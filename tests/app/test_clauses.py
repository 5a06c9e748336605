"""The page Clauses: what is said is kept at once, and what stands beside it are the library's findings."""

from __future__ import annotations

import pytest

from tests.app.support import kept, kept_case, kept_mapping, on_page, started
from tests.compliance.drafts import good_clauses, good_outcome
from tests.support.cases import bare, changed, red_line, shipped, with_lines
from tests.support.cases import plain as small
from tests.support.slow import mostly_slow
from tests.workspace.support import HOSTILE
from toolkit.app.parts import plain
from toolkit.app.session import store
from toolkit.compliance.check import check
from toolkit.compliance.facts import facts_of_agreement, facts_of_draft
from toolkit.documents.wordings import filled, fillings
from toolkit.model.evaluate import evaluate
from toolkit.model.terms import no_terms
from toolkit.register.read import load_register
from toolkit.report.compliance import summary
from toolkit.workspace.edits import new_content, set_clauses, set_draft

pytestmark = pytest.mark.filterwarnings("ignore")


def content_of(held):
    return store().open(held.key).content


def text_of(page):
    return [element.value for element in page.markdown]


def field(page, kind, name):
    """The field of a page whose key begins so; a number that the browser needs stands behind it."""
    found = [one for one in getattr(page, kind) if one.key and one.key.rsplit("_", 1)[0] == f"edit_{name}"]
    assert len(found) == 1, name
    return found[0]


def opened(page, *keys):
    for key in keys:
        page.session_state[key] = True
    return page.run()


def findings_now(held):
    content = content_of(held)
    case = content.case_now()
    facts = facts_of_draft(evaluate(case, content.draft_now(case)), content.clauses, load_register())
    return check(facts, content.thresholds)


def shown_summary(page, held):
    return plain(summary(findings_now(held))) in text_of(page)


def test_an_empty_draft_is_checked_as_no_agreement():
    held = kept_case("kenya-uk")
    page = on_page("clauses", held)
    assert not page.exception
    facts = facts_of_draft(evaluate(shipped("kenya-uk"), no_terms(shipped("kenya-uk"))), {}, load_register())
    assert plain(summary(check(facts))) in text_of(page)
    assert "nobody moves" in page.info[0].value


def test_a_state_is_saved_checked_and_undone():
    held = kept_case("kenya-uk")
    page = on_page("clauses", held)
    field(page, "selectbox", "clause_state_joint_committee").set_value("absent").run()
    assert content_of(held).clauses == {"joint_committee": {"state": "absent"}}
    assert store().open(held.key).sentence == "clause Joint committee: absent"
    assert shown_summary(page, held)
    page.button(key="bar_undo").click().run()
    assert content_of(held).clauses == {}
    assert field(page, "selectbox", "clause_state_joint_committee").value == ""
    page.button(key="bar_redo").click().run()
    assert field(page, "selectbox", "clause_state_joint_committee").value == "absent"


def test_an_answer_beside_a_finding_shows_in_the_clause_and_the_other_way_round():
    held = kept_case("kenya-uk")
    page = opened(on_page("clauses", held), "clause_more_joint_committee", "findings_not_determinable")
    field(page, "text_input", "finding_jc_exists_answer_committee_meetings").set_value("2").run()
    assert content_of(held).clauses["joint_committee"] == {"answers": {"committee_meetings": 2}}
    assert field(page, "text_input", "clause_answer_committee_meetings").value == "2"
    field(page, "text_input", "clause_answer_committee_meetings").set_value("").run()
    assert content_of(held).clauses == {}
    field(page, "selectbox", "clause_answer_committee_seats").set_value("no").run()
    assert content_of(held).clauses["joint_committee"]["answers"] == {"committee_seats": False}
    assert not page.exception
    assert shown_summary(page, held)


def test_what_is_no_number_stays_in_its_field_beside_the_problem():
    held = kept_case("kenya-uk")
    page = opened(on_page("clauses", held), "clause_more_joint_committee")
    for typed in ("two", "-1", "1,5", "1e30"):
        field(page, "text_input", "clause_answer_committee_meetings").set_value(typed).run()
        assert page.error, typed
        assert field(page, "text_input", "clause_answer_committee_meetings").value == typed
        assert content_of(held).clauses == {}


def test_the_wording_is_the_documents_and_the_parties_can_replace_it():
    content, _ = set_draft(new_content(bare("ghana-uk"), "test"), good_outcome().terms, "typed")
    held = kept(set_clauses(content, good_clauses(), "said")[0])
    page = opened(on_page("clauses", held), "clause_more_term_renewal")
    words = fillings(facts_of_draft(good_outcome(), good_clauses(), load_register()))
    for paragraph in filled("term_renewal", words):
        assert plain(paragraph) in text_of(page)
    assert plain(summary(findings_now(held))) in text_of(page)
    area = field(page, "text_area", "clause_text_term_renewal")
    area.set_value("It runs from {start_year}.\nThen it ends.").run()
    assert "Then it ends." in text_of(page)
    assert content_of(held).clauses["term_renewal"]["text"].startswith("It runs")
    assert content_of(held).clauses["term_renewal"]["state"] == "present"


@pytest.mark.parametrize("text", mostly_slow(HOSTILE, 4))
def test_hostile_text_is_shown_as_it_is_written(text):
    content, _ = set_clauses(
        new_content(small(), "test"), {"model_contract": {"state": "present", "text": text, "note": text}}, "said"
    )
    held = kept(content)
    page = started(held.key)
    page.session_state["clauses_family"] = "rights"
    page.session_state["clause_more_model_contract"] = True
    page.session_state["clauses_every"] = True
    page = page.switch_page("toolkit/app/pages/clauses.py").run()
    assert not page.exception
    assert all("<script>" not in shown and "](http" not in shown for shown in text_of(page))


def test_a_threshold_is_kept_used_and_taken_back():
    content, _ = set_clauses(
        new_content(bare("kenya-uk"), "test"),
        {"qualification_recognition": {"state": "present", "answers": {"recognition_months": 15}}},
        "said",
    )
    held = kept(content)
    page = opened(on_page("clauses", held), "thresholds")
    before = {found.rule: found.answer for found in findings_now(held)}
    field(page, "text_input", "threshold_recognition_deadline_months").set_value("18").run()
    assert content_of(held).thresholds == {"recognition_deadline": {"months": 18}}
    after = {found.rule: found.answer for found in findings_now(held)}
    assert (before["recognition_deadline"], after["recognition_deadline"]) != ("met", before["recognition_deadline"])
    assert after["recognition_deadline"] == "met"
    assert shown_summary(page, held)
    field(page, "text_input", "threshold_recognition_deadline_months").set_value("").run()
    assert content_of(held).thresholds == {"recognition_deadline": {"months": None}}
    page.button(key="shipped_recognition_deadline_months").click().run()
    assert content_of(held).thresholds == {}
    assert field(page, "text_input", "threshold_recognition_deadline_months").value == "12"
    assert not page.exception


def test_an_infeasible_an_unreadable_and_a_three_country_case():
    infeasible = kept_mapping(with_lines(small(), red_line("min_recruits", 10_000, cadre="nurse")))
    page = on_page("clauses", infeasible)
    assert not page.exception
    assert shown_summary(page, infeasible)
    broken = kept(new_content({**small(), "start_year": "soon"}, "test"))
    page = on_page("clauses", broken)
    assert not page.exception
    assert page.error
    field(page, "selectbox", "clause_state_joint_committee").set_value("open").run()
    assert content_of(broken).clauses == {"joint_committee": {"state": "open"}}
    three = changed(
        small(),
        {
            "countries.GHA": {"nurse": {"workforce": 500, "funded_posts": 400, "service_value": 10}},
            "corridors.GHA-GBR": {"nurse": {"max_recruits": 5}},
        },
    )
    page = on_page("clauses", kept_mapping(three))
    assert not page.exception
    assert any("Ghana" in text for text in text_of(page))


def test_clauses_that_cannot_be_read_can_be_taken_out():
    content, _ = set_clauses(
        new_content(small(), "test"), {"no_such": {}, "joint_committee": {"state": "present"}}, "said"
    )
    held = kept(content)
    page = on_page("clauses", held)
    assert "no_such" in page.error[0].value.replace("\\", "")
    page.button(key="clauses_mend").click().run()
    assert content_of(held).clauses == {"joint_committee": {"state": "present"}}
    assert not page.exception


def test_without_a_negotiation_the_page_says_how_to_open_one():
    page = started().switch_page("toolkit/app/pages/clauses.py").run()
    assert "No negotiation is open" in page.info[0].value


def test_a_record_of_the_register_can_be_held_against_the_code():
    register = load_register()
    page = started()
    page.query_params["record"], page.query_params["country"] = "KEN-GBR-2021", "KEN"
    page = opened(page.switch_page("toolkit/app/pages/agreements.py").run(), "record_code")
    assert not page.exception
    findings = check(facts_of_agreement(register.agreements["KEN-GBR-2021"], register))
    assert plain(summary(findings)) in text_of(page)
