"""The page on agreements: search, one record, comparison, precedents and the heat map, as the library has them."""

from __future__ import annotations

import pytest

from tests.app.support import kept, kept_case, kept_mapping, on_page, started
from tests.report.option_support import three
from tests.report.support import register
from tests.support.slow import mostly_slow
from toolkit.case.load import load_case, shipped_cases
from toolkit.prefill.sketch import sketch_of_case
from toolkit.register.find import find_agreements
from toolkit.register.precedents import clause_gap, precedents
from toolkit.report.agreement_comparison import comparison_of_agreements
from toolkit.report.figures.edges import citations_of
from toolkit.report.precedent_reasons import reasons_table
from toolkit.report.register import agreement_tables, gap_tables
from toolkit.report.screen import for_screen
from toolkit.report.table import Table
from toolkit.workspace.edits import new_content

pytestmark = pytest.mark.filterwarnings("ignore")
TABS = {"compare": "Compare", "precedents": "Precedents and clause gap", "clauses": "Clause heat map"}


def opened(**asked: str):
    app = started()
    for name, value in asked.items():
        app.query_params[name] = value
    return app.switch_page("toolkit/app/pages/agreements.py").run()


def shown(app) -> str:
    parts = (*app.markdown, *app.caption, *app.subheader, *app.header, *app.info, *app.warning, *app.error)
    return " ".join(part.value for part in parts).replace("\\", "")


def plain_rows(app) -> list[list[str]]:
    return [
        [str(cell).replace("\\", "").replace("`", "") for cell in row]
        for table in app.table
        for row in table.value.itertuples(index=False)
    ]


def has(app, table: Table) -> bool:
    rows, on_screen = plain_rows(app), for_screen(table, citations_of(register().sources))
    return all([cell.replace("`", "") for cell in row] in rows for row in on_screen.rows[:10])


def test_every_record_that_is_not_weak_is_found_and_announced_ones_are_apart():
    app = opened()
    assert not app.exception
    found = find_agreements(register())
    announced = sum(record.announced for record in found)
    assert f"**{len(found) - announced} found**, and {announced} only announced, not counted." in shown(app)
    assert dict(app.query_params) == {}


def test_filters_of_a_link_are_those_of_the_library():
    app = opened(country="PHL", side="sending", cadre="nurse", since="2010", status="active", weak="yes")
    found = find_agreements(register(), sending="PHL", cadre="nurse", since=2010, status="active", weak=True)
    assert not app.exception
    assert f"**{len(found)} found**" in shown(app)
    assert app.selectbox(key="agreements_record").options[1:] == [f"{record.title} ({record.id})" for record in found]


def test_words_and_clause_narrow_what_is_found():
    app = opened(text="triple win", clause="language_preparation")
    found = [r for r in find_agreements(register(), text="triple win") if "language_preparation" in r.clauses]
    assert f"**{len(found)} found**" in shown(app)
    app.toggle(key="agreements_perhaps").set_value(True).run()
    assert not app.exception
    app.text_input(key="agreements_text").set_value("no such words (((").run()
    assert not app.exception
    assert "may still exist" in shown(app)


def test_a_record_in_full_with_addresses_as_text():
    app = opened(record="KEN-GBR-2021", country="KEN")
    assert not app.exception
    for table in agreement_tables(register().agreements["KEN-GBR-2021"], register()):
        assert has(app, table)
    assert "In force, as last known" in shown(app)
    addresses = [str(cell) for table in app.table for row in table.value.itertuples(index=False) for cell in row]
    assert all("`http" in cell for cell in addresses if "http" in cell)


def test_a_corridor_without_an_agreement_shows_what_others_agreed_and_the_way_on():
    app = opened(country="IND", **{"with": "USA"})
    assert not app.exception
    assert "no common agreement is known" in shown(app)
    assert any("What countries like these agreed" in title.value for title in app.header)
    labels = [link.proto.label for link in app.get("page_link")]
    assert {"All agreements of India", "All agreements of United States"} <= set(labels)


def test_two_countries_with_one_agreement_show_it_at_once():
    app = opened(country="KEN", **{"with": "GBR"})
    assert not app.exception
    assert "Made at Kenya's wish" in " ".join(cell for row in plain_rows(app) for cell in row)


@pytest.mark.parametrize(
    "keys", [["KEN-GBR-2021", "PHL-DEU-2013"], ["KEN-GBR-2021", "PHL-DEU-2013", "GHA-GBR-nd", "IND-DEU-2021"]]
)
def test_records_side_by_side(keys):
    app = opened(show="compare", compared=",".join(keys), country="KEN")
    assert not app.exception
    for table in comparison_of_agreements([register().agreements[key] for key in keys], register()):
        assert has(app, table)
    app.selectbox(key="agreements_country").select("CUB").run()
    assert app.multiselect(key="agreements_compared").value == keys


@pytest.mark.parametrize("name", mostly_slow(sorted(shipped_cases()), 1))
def test_precedents_of_the_open_negotiation_with_reasons(name):
    app = on_page("agreements", kept_case(name))
    app.session_state["agreements_show"] = TABS["precedents"]
    app.run()
    assert not app.exception
    sketch = sketch_of_case(load_case(name))
    assert has(app, reasons_table(precedents(register(), sketch), sketch, register()))
    assert has(app, gap_tables(clause_gap(register(), sketch), register())[0])
    app.session_state["agreements_show"] = TABS["clauses"]
    app.run()
    assert not app.exception
    assert "The first column, in bold, is the negotiation that is open" in shown(app)


@pytest.mark.parametrize("show", TABS)
def test_every_tab_opens_without_a_negotiation_and_with_nothing_found(show):
    app = opened(show=show, text="no such words")
    assert not app.exception
    assert not app.error
    assert app.session_state["agreements_show"] == TABS[show]


def test_a_case_of_three_countries_has_precedents():
    app = on_page("agreements", kept_mapping(three()))
    app.session_state["agreements_show"] = TABS["precedents"]
    app.run()
    assert not app.exception
    assert "The likest agreements, and why" in shown(app)


def test_a_case_that_cannot_be_read_does_not_stop_the_search():
    app = on_page("agreements", kept(new_content({"name": "nonsense"}, "test")))
    assert not app.exception
    for tab in TABS.values():
        app.session_state["agreements_show"] = tab
        app.run()
        assert not app.exception
