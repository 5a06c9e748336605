"""Situation: the library's tables and figures, numbers that are changed, refused, restored and undone."""

from __future__ import annotations

import copy

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.support import kept, kept_case, kept_mapping, on_page, started
from tests.deal.test_frontier import three
from tests.support.cases import bare, plain, red_line, with_lines
from toolkit.app import results, session
from toolkit.app.opening import from_two_countries
from toolkit.app.parts import plain as shown
from toolkit.case.load import shipped_cases
from toolkit.errors import Problem, RegisterError
from toolkit.reading import read_text
from toolkit.report.figures.development import development
from toolkit.report.situation import agreements_between, figures_between, situation_table, years_table
from toolkit.workspace.edits import new_content
from toolkit.workspace.numbers import typed_edit

pytestmark = pytest.mark.filterwarnings("ignore")

RATE = "countries.KEN.nurse.exit_rate"


def words(app):
    parts = (*app.markdown, *app.caption, *app.subheader, *app.info, *app.warning, *app.error)
    return " ".join(part.value for part in parts).replace("\\", "")


def now(held):
    return session.store().open(held.key).content


def rows(table):
    return [tuple(shown(cell) for cell in row) for row in table.rows]


def shown_tables(app):
    return [[tuple(row) for row in table.value.itertuples(index=False)] for table in app.table]


@pytest.mark.parametrize("name", sorted(shipped_cases()))
def test_the_tables_are_those_of_the_library(name):
    held = kept_case(name)
    app = on_page("situation", held)
    assert not app.exception
    case, register = results.case_of(held.content), results.register()
    outcome = results.outcome_of(held.content, {})
    found = shown_tables(app)
    expected = [situation_table(outcome, register), years_table(outcome, "nurse"), figures_between(case, register)]
    expected += agreements_between(case, register)
    for table in expected:
        assert rows(table) in found
    for country in case.countries:
        figure = development(outcome, country, "nurse")
        assert rows(figure.table) in found
        assert figure.subtitle in words(app)


def test_a_number_is_changed_in_the_detail_and_undone():
    held = kept_case("kenya-uk")
    app = on_page("situation", held)
    app.segmented_control(key="situation_record").set_value("countries.KEN.nurse").run()
    app.selectbox(key="situation_number_1").select(RATE).run()
    assert "Kenya, nurses: exit rate" in words(app)
    app.text_input(key=f"edit_value_{RATE}_0.035").set_value("4 %")
    app.text_input(key=f"edit_reason_{RATE}_0.035").set_value("count of 2025")
    next(button for button in app.button if button.label == "Change the number").click().run()
    assert not app.exception
    content = now(held)
    assert content.case_now().countries["KEN"].nurse.exit_rate == 0.04
    assert content.case["countries"]["KEN"]["nurse"]["exit_rate"]["note"] == "count of 2025"
    assert "Kenya, nurses: exit rate: 0.04 per year, was 0.035 (assumed)" in words(app)
    outcome = results.outcome_of(content, {})
    assert rows(years_table(outcome, "nurse")) in shown_tables(app)
    app.button(key="bar_undo").click().run()
    assert now(held).case == held.content.case
    assert "No number was changed here" in words(app)


def test_a_refused_value_stays_with_the_words_of_its_field():
    held = kept_case("kenya-uk")
    app = on_page("situation", held)
    app.segmented_control(key="situation_record").set_value("countries.KEN.nurse").run()
    app.selectbox(key="situation_number_1").select(RATE).run()
    app.text_input(key=f"edit_value_{RATE}_0.035").set_value("4")
    next(button for button in app.button if button.label == "Change the number").click().run()
    assert not app.exception
    assert "part of the workforce that retires, dies or leaves the profession" in words(app)
    assert app.text_input(key=f"edit_value_{RATE}_0.035").value == "4"
    assert now(held) == held.content
    frame = app.data_editor[0].value
    assert list(frame[frame["number"] == "exit rate"]["value"]) == ["4"]
    app.button(key="forget_refused").click().run()
    frame = app.data_editor[0].value
    assert list(frame[frame["number"] == "exit rate"]["value"]) == ["0.035"]


def typing(key, places):
    """A page on which somebody has typed into the editor of Kenya's nurses: texts by label, and what is then shown."""

    def script(places):
        import streamlit as st

        from toolkit.app import numbers_editor
        from toolkit.app.results import case_of
        from toolkit.app.session import require
        from toolkit.report.case_numbers import entries, kept

        def nurses():
            content = require().content
            return kept(entries(case_of(content), content.changed), records=["Kenya, nurses"])

        labels = [entry.label for entry in nurses()]
        st.session_state["typed"] = {"edited_rows": {labels.index(name): {"value": text} for name, text in places}}
        numbers_editor._take_all("typed", [entry.path for entry in nurses()])
        numbers_editor.numbers_editor("Kenya, nurses", nurses())

    app = AppTest.from_function(script, args=(places,), default_timeout=60)
    app.query_params["workspace"] = key
    return app.run()


def test_the_editor_takes_over_what_fits_and_keeps_what_does_not():
    held = kept_case("kenya-uk")
    app = typing(
        held.key, [("exit rate", "0.04"), ("graduates", "9189"), ("workforce", "many"), ("funded posts", None)]
    )
    assert not app.exception
    assert list(now(held).changed) == [RATE]
    frame = app.data_editor[0].value.set_index("number")
    assert frame.loc["workforce", "value"] == "many"
    assert frame.loc["workforce", "standing"] == "refused, see below"
    assert frame.loc["funded posts", "value"] == ""
    assert tuple(frame.loc["exit rate", ["value", "standing", "was"]]) == ("0.04", "changed here", "0.035 (assumed)")
    assert frame.loc["graduates", "standing"] == "from a source"
    assert "is 'many'" in words(app)
    assert "It still counts as 130,000" in words(app)


def test_a_number_is_restored_from_the_list():
    content = new_content(read_text(shipped_cases()["kenya-uk"]).values, "test")
    changed, _ = typed_edit(content, content.case_now(), ("fund", "budget"), "1")
    held = kept(changed)
    app = on_page("situation", held)
    app.button(key="restore_list_fund.budget").click().run()
    assert not app.exception
    assert now(held).case == content.case
    assert "No number was changed here" in words(app)


def test_a_made_case_opens():
    _, content, _ = from_two_countries("KEN", "DEU", ["nurse"])
    app = on_page("situation", kept(content))
    assert not app.exception
    assert "How they develop with no agreement" in [header.value for header in app.header]


def test_a_case_of_three_countries_opens():
    held = kept_mapping(three())
    app = on_page("situation", held)
    assert not app.exception
    outcome = results.outcome_of(held.content, {})
    assert rows(situation_table(outcome, results.register())) in shown_tables(app)


def test_a_case_without_agreement_opens():
    app = on_page("situation", kept_mapping(with_lines(plain(), red_line("min_recruits", 11, party="GBR"))))
    assert not app.exception
    assert app.table


def test_a_document_that_does_not_load_is_told_with_the_way_back():
    values = copy.deepcopy(bare("kenya-uk"))
    values["countries"]["KEN"]["nurse"]["exit_rate"] = 7
    app = on_page("situation", kept(new_content(values, "test")))
    assert not app.exception
    assert "retires, dies or leaves" in words(app)
    assert "open it again on the start page" in words(app)


def test_no_negotiation_open():
    app = started().switch_page("toolkit/app/pages/situation.py").run()
    assert not app.exception
    assert "No negotiation is open yet" in words(app)


def test_a_register_that_cannot_be_read_does_not_hide_the_countries(monkeypatch):
    def broken():
        raise RegisterError("own", [Problem("own", "is broken")])

    results.register.clear()
    monkeypatch.setattr(results, "load_register", broken)
    try:
        app = on_page("situation", kept_case("kenya-uk"))
    finally:
        results.register.clear()
    assert not app.exception
    assert "is broken" in words(app)
    assert app.data_editor
