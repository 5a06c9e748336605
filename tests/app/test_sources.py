"""Sources and assumptions: every number with its source, its influence on demand, and imports with their report."""

from __future__ import annotations

import copy

import pytest

from tests.app.support import kept, kept_case, kept_mapping, on_page, started
from tests.deal.test_frontier import three
from tests.support.cases import bare, plain, red_line, with_lines
from toolkit.app import results, session
from toolkit.app.progress import progress_in
from toolkit.case.load import shipped_cases
from toolkit.reading import read_text
from toolkit.register.read import load_register
from toolkit.register.user_data import imports
from toolkit.report.case_numbers import entries, numbers_table, sources_table, standings_in_words
from toolkit.report.figures.influence import tornado
from toolkit.workspace.edits import new_content

pytestmark = pytest.mark.filterwarnings("ignore")

OWN = b"From,To,Year,Nurses\nKenya,United Kingdom,2024,1234\nCongo,United Kingdom,2024,55\n"


def words(app):
    parts = (*app.markdown, *app.caption, *app.subheader, *app.info, *app.warning, *app.error, *app.success)
    return " ".join(part.value for part in parts).replace("\\", "")


def frames(app):
    return [[tuple(row) for row in frame.value.itertuples(index=False)] for frame in app.dataframe]


@pytest.mark.parametrize("name", sorted(shipped_cases()))
def test_every_number_and_every_source_is_shown(name):
    held = kept_case(name)
    app = on_page("sources", held)
    assert not app.exception
    case = results.case_of(held.content)
    found = entries(case)
    assert standings_in_words(found) in words(app)
    assert list(numbers_table(found).rows) in frames(app)
    assert list(sources_table(case).rows) in frames(app)


def test_filters_narrow_the_table():
    app = on_page("sources", kept_case("kenya-uk"))
    app.multiselect(key="sources_standing").select("sourced").run()
    assert {row[5] for row in frames(app)[0]} == {"from a source"}
    app.text_input(key="sources_text").set_value("no such word").run()
    assert not app.exception
    assert "No number fits" in words(app)


def test_a_number_is_read_in_full():
    app = on_page("sources", kept_case("kenya-uk"))
    app.selectbox(key="sources_number_none").select("countries.GBR.discount_rate").run()
    assert not app.exception
    assert "www.gov.uk/government/publications/the-green-book" in app.code[0].value
    cells = app.table[0].value.to_numpy().tolist()
    assert ["what it means", "rate at which the country discounts later years"] in cells


def test_influence_is_measured_when_asked_and_equals_the_library(monkeypatch):
    values = read_text(shipped_cases()["kenya-uk"]).values
    content = new_content(bare("kenya-uk"), "test")
    for path in (("nurse", "service_value"), ("nurse", "exit_rate")):
        record = values["countries"]["KEN"][path[0]][path[1]]
        content.case["countries"]["KEN"][path[0]][path[1]] = record
    held = kept(content)
    app = on_page("sources", held)
    app.button(key="measure_influence").click().run()
    assert not app.exception
    found = results.influences(held.content)
    assert len(found) == 2
    figure = tornado(results.solved(held.content, held.content.rule, {}), found)
    assert figure.title in words(app)
    assert not [button for button in app.button if button.key == "measure_influence"]
    at = list(app.dataframe[0].value.columns).index("influence")
    told = {row[1]: row[at] for row in frames(app)[0] if row[0] == "Kenya, nurses"}
    assert told["service value"].endswith("of the most Kenya could have")
    assert told["workforce"] == "no range to try"
    app.run()
    assert not app.exception


def test_a_changed_number_asks_to_measure_anew():
    held = kept_case("kenya-uk")
    app = on_page("sources", held)
    app.session_state["influence_wanted"] = "another case"
    app.run()
    assert app.button(key="measure_influence")


def test_without_agreement_influence_says_so_in_words():
    values = copy.deepcopy(read_text(shipped_cases()["kenya-uk"]).values)
    values["red_lines"].append({"kind": "min_recruits", "value": 100_000, "party": "GBR"})
    app = on_page("sources", kept(new_content(values, "test")))
    app.button(key="measure_influence").click().run()
    assert not app.exception
    assert "no agreement is possible" in words(app)
    assert app.dataframe


def test_cases_without_ranges_of_three_countries_and_without_agreement_open():
    for values in (three(), with_lines(plain(), red_line("min_recruits", 11, party="GBR"))):
        app = on_page("sources", kept_mapping(values))
        assert not app.exception
        assert "No number of this case has a plausible range" in words(app)
        assert "The case names no sources" in words(app)


def test_a_document_that_does_not_load_leaves_the_imports():
    values = bare("kenya-uk")
    values["years"] = "many"
    app = on_page("sources", kept(new_content(values, "test")))
    assert not app.exception
    assert "years" in words(app)
    assert app.file_uploader


def test_no_negotiation_open():
    app = started().switch_page("toolkit/app/pages/sources.py").run()
    assert not app.exception
    assert "No negotiation is open yet" in words(app)


def choose(app, label, value):
    [box] = [box for box in app.selectbox if box.label.replace("\\", "") == label]
    box.select(value)


def test_a_table_is_described_imported_and_removed():
    app = on_page("sources", kept_case("kenya-uk"))
    app.file_uploader[0].upload("Own list.csv", OWN, "text/csv").run()
    assert not app.exception
    assert "layout of this file is not known" in words(app)
    choose(app, "What the file is", "described")
    app.run()
    assert "'origin' has neither a column nor a constant" in words(app)
    parts = {"Origin": "From", "Destination": "To", "Value": "Nurses", "Year": "Year"}
    fixed = {"Cadre": "nurse", "Measure": "stock", "Basis": "nationality", "Unit": "persons"}
    for label, column in parts.items():
        choose(app, label, column)
    for label, word in fixed.items():
        choose(app, label, f"the same in every row: {word}")
    app.run()
    assert not app.exception
    assert "Names that are not clear" in words(app)
    choose(app, "'Congo' in 1 rows (origin)", "COD")
    [button] = [button for button in app.button if button.label == "Import the file"]
    button.click().run()
    assert "the source: is empty" in words(app)
    [source] = [box for box in app.text_input if box.label == "What the file is and who published it"]
    source.set_value("Our own list")
    [button] = [button for button in app.button if button.label == "Import the file"]
    button.click().run()
    assert not app.exception
    assert "Imported: own_list" in words(app)
    assert [(item.name, item.report["rows_kept"], item.report["source"]) for item in imports()] == [
        ("own_list", 2, "Our own list")
    ]
    assert {"COD", "KEN"} == set(load_register().corridors.query("layer == 'own_list'")["origin"])
    assert (results.register().corridors["layer"] == "own_list").any()
    app.button(key="removed_own_list").click().run()
    assert not app.exception
    assert not imports()
    assert not (results.register().corridors["layer"] == "own_list").any()


def test_files_that_are_no_tables_are_refused_in_words():
    for name, data in (("a.csv", b"\x00\x01\x02PNG"), ("b.xlsx", b"PK\x03\x04broken"), ("c.json", b"[1, 2")):
        app = on_page("sources", kept_case("kenya-uk"))
        app.file_uploader[0].upload(name, data, "text/csv").run()
        assert not app.exception
        assert app.error or app.info
        assert not [button for button in app.button if button.label == "Import the file"]


def test_names_of_files_cannot_leave_the_folder(tmp_path):
    app = on_page("sources", kept_case("kenya-uk"))
    app.file_uploader[0].upload("../../=cmd|x<script>.csv", OWN, "text/csv").run()
    assert not app.exception
    assert not list(tmp_path.glob("*.csv"))


def test_progress_is_told_outside_what_is_kept(monkeypatch):
    told = []

    class Place:
        def progress(self, share, text):
            told.append((share, text))

    progress_in(Place(), "numbers")(2, 4)
    assert told == [(0.5, "2 of 4 numbers tried")]
    assert session.store() is session.store()
