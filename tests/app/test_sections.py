"""In another language a page shows what it showed: the open tab, the choices, and what was typed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.app.support import kept_case, on_page, started
from toolkit.languages import catalogues
from toolkit.languages.speech import speaking
from toolkit.wording import number

pytestmark = pytest.mark.filterwarnings("ignore")

FRENCH = {
    "Frontier": "Frontière",
    "Counter-offer": "Contre-offre",
    "Outcomes": "Résultats",
    "Gaps": "Lacunes",
    "Compare": "Comparer",
    "Clauses": "Clauses de l'accord",
    "absent": "absente",
    "no": "non",
    "Equal share of the most possible": "Même part du plus possible",
    "Best for {country}": "Le mieux pour {country}",
    "Map": "Carte",
    "Show all {count} rows": "Montrer les {count} lignes",
}


@pytest.fixture(autouse=True)
def french(own_data, tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "SHIPPED", tmp_path / "shipped")
    folder = Path(os.environ["ACCORD_DATA"]) / "languages"
    folder.mkdir(parents=True)
    lines = ['msgid ""', 'msgstr "Content-Type: text/plain; charset=utf-8\\n"', ""]
    for english, said in FRENCH.items():
        lines += [f'msgid "{english}"', f'msgstr "{said}"', ""]
    (folder / "fr.po").write_text("\n".join(lines), encoding="utf-8")


def in_french(app):
    app.session_state["language"] = "fr"
    app.run()
    assert not app.exception
    return app


def labels(app):
    return [tab.label for tab in app.tabs]


@pytest.mark.parametrize(
    ("page", "key", "english"),
    [
        ("balanced_terms", "balanced_section", "Counter-offer"),
        ("compare", "compare_section", "Outcomes"),
        ("corridors", "corridors_show", "Gaps"),
        ("agreements", "agreements_show", "Compare"),
    ],
)
def test_the_open_tab_stays_open(page, key, english):
    app = on_page(page, kept_case("kenya-uk"))
    if page == "compare":
        app.button(key="add_named").click().run()
    app.session_state[key] = english
    app.run()
    assert english in labels(app)
    in_french(app)
    assert app.session_state[key] == FRENCH[english]
    assert FRENCH[english] in labels(app)
    assert english not in labels(app)
    app.session_state["language"] = "en"
    app.run()
    assert app.session_state[key] == english


def test_a_proposed_name_follows_the_language_and_a_typed_one_stays():
    app = on_page("balanced_terms", kept_case("kenya-uk"))
    key = "balanced_name_kalai_smorodinsky"
    assert app.text_input(key=key).value == "Equal share of the most possible"
    in_french(app)
    assert app.text_input(key=key).value == FRENCH["Equal share of the most possible"]
    app.text_input(key=key).set_value("Ours").run()
    app.session_state["language"] = "en"
    app.run()
    assert app.text_input(key=key).value == "Ours"
    app.selectbox(key="edit_rule").select("best_for:KEN").run()
    assert app.text_input(key="balanced_name_best_for:KEN").value == "Best for Kenya"


def test_what_is_said_of_clauses_stays_and_numbers_follow_the_language():
    app = on_page("clauses", kept_case("kenya-uk"))
    app.session_state["clause_more_joint_committee"] = True
    app.run()

    def field(kind, name):
        return next(one for one in getattr(app, kind) if (one.key or "").rsplit("_", 1)[0] == f"edit_{name}")

    field("selectbox", "clause_state_joint_committee").set_value("absent").run()
    field("text_input", "clause_answer_committee_meetings").set_value("1500").run()
    field("selectbox", "clause_answer_committee_seats").set_value("no").run()
    in_french(app)
    assert app.title[0].value == FRENCH["Clauses"]
    assert field("selectbox", "clause_state_joint_committee").value == "absent"
    assert "absente" in field("selectbox", "clause_state_joint_committee").options
    app.session_state["clause_more_joint_committee"] = True
    # the test itself formats choices as the browser would send them
    with speaking("fr"):
        app.run()
        assert field("selectbox", "clause_answer_committee_seats").value == "no"
        assert field("text_input", "clause_answer_committee_meetings").value == number(1500)
    assert not app.error


def test_what_is_chosen_on_the_map_stays_and_countries_are_named_in_the_language():
    app = started()
    app.query_params["country"] = "DEU"
    app.switch_page("toolkit/app/pages/corridors.py").run()
    app.selectbox(key="corridors_view").select("Europe").run()
    in_french(app)
    assert app.selectbox(key="corridors_view").value == "Europe"
    assert app.selectbox(key="corridors_country").value == "DEU"
    assert "Allemagne" in app.selectbox(key="corridors_country").options
    assert "Allemagne" in [header.value for header in app.header]
    assert app.selectbox(key="corridors_counted").value == "stock in persons"
