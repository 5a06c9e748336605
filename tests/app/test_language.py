"""The choice of a language: by whom, what it changes, and what it leaves as it was."""

from __future__ import annotations

from threading import Thread

import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy
from streamlit.string_util import clean_text
from streamlit.testing.v1 import AppTest

from tests.app.support import ROOT, kept, kept_case, on_page, started
from tests.support.cases import bare
from tests.workspace.support import small
from toolkit.app import results, session
from toolkit.app.language import announced, spoken_later
from toolkit.case.load import shipped_cases
from toolkit.languages import catalogues
from toolkit.languages.numerals import with_english_signs
from toolkit.languages.speech import current_language, say, speaking
from toolkit.model.evaluate import evaluate
from toolkit.model.terms_file import terms_from_mapping
from toolkit.reading import read_text
from toolkit.report.figures.development import development
from toolkit.wording import number
from toolkit.workspace.edits import new_content

pytestmark = pytest.mark.filterwarnings("ignore")

HEAD = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"
"""
FRENCH = {
    "Situation": "État des lieux",
    "Language": "Langue",
    "nurses": "infirmiers",
    "Notes": "Remarques",
    "notes changed": "remarques modifiées",
    "Make the case": "Établir le dossier",
    "Looking for better terms …": "Recherche de meilleures conditions …",
    "{country} gains as much as it can while nobody loses": "{country} gagne le plus possible sans que nul ne perde",
}


def written(code: str, messages: dict[str, str] | None = None, text: str = "") -> None:
    """A catalogue in the user's data folder."""
    folder = catalogues.data_folder() / "languages"
    folder.mkdir(parents=True, exist_ok=True)
    entries = "".join(f'\nmsgid "{said}"\nmsgstr "{meant}"\n' for said, meant in (messages or {}).items())
    (folder / f"{code}.po").write_text(text or HEAD + entries, encoding="utf-8")


@pytest.fixture(autouse=True)
def no_shipped_ones(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "SHIPPED", tmp_path / "shipped")
    monkeypatch.delenv("ACCORD_LANGUAGE", raising=False)


@pytest.fixture
def french():
    written("fr", FRENCH)


def spoken(app) -> str:
    return app.session_state["language_spoken"]


def styles(app) -> str:
    return " ".join(part.proto.body for part in app.get("html"))


def choose(app, code: str):
    app.selectbox(key="language_box").select(code).run()
    assert not app.exception
    return app


def test_where_only_english_is_there_nothing_is_offered():
    app = started()
    assert not [box for box in app.selectbox if box.key == "language_box"]
    assert spoken(app) == "en"


@pytest.mark.usefixtures("french")
def test_a_page_is_read_in_the_language_that_is_chosen_and_in_english_again():
    app = on_page("situation", kept_case("kenya-uk"))
    assert app.title[0].value == "Situation"
    assert app.selectbox(key="language_box").options == ["English", "Français"]
    rate = app.data_editor[0].value.iloc[0]["value"]
    choose(app, "fr")
    assert app.title[0].value == "État des lieux"
    assert app.selectbox(key="language_box").label == "Langue"
    assert app.query_params["language"] == "fr"
    numbers = [str(cell) for table in app.table for cell in table.value.to_numpy().ravel()]
    assert any("," in cell and cell.replace(",", "").replace("\u202f", "").isdigit() for cell in numbers)
    choose(app, "en")
    assert app.title[0].value == "Situation"
    assert app.data_editor[0].value.iloc[0]["value"] == rate


@pytest.mark.usefixtures("french")
def test_it_holds_on_the_next_page_and_in_the_history():
    held = kept_case("kenya-uk")
    app = choose(on_page("situation", held), "fr")
    app.switch_page("toolkit/app/pages/export.py").run()
    assert spoken(app) == "fr"
    assert "Remarques" in [header.value for header in app.header]
    app.text_area[0].set_value("à relire").run()
    assert not app.exception
    kept = session.store().open(held.key)
    assert kept.content.notes == "à relire"


@pytest.mark.usefixtures("french")
def test_what_was_chosen_and_typed_stays():
    app = started()
    app.selectbox(key="new_sending").select("KEN").run()
    app.selectbox(key="new_receiving").select("GBR").run()
    app.multiselect(key="new_cadres").set_value(["nurse", "physician"]).run()
    choose(app, "fr")
    # the test puts words to codes as the browser does
    with speaking("fr"):
        app.run()
        assert (app.selectbox(key="new_sending").value, app.selectbox(key="new_receiving").value) == ("KEN", "GBR")
        assert app.multiselect(key="new_cadres").value == ["nurse", "physician"]
        assert "Royaume-Uni" in app.selectbox(key="new_receiving").options
        app.button(key="new_make").click().run()
    assert not app.exception
    key = app.query_params["workspace"]
    case = session.store().open(key[0] if isinstance(key, list) else key).content.case_now()
    assert set(case.countries) == {"KEN", "GBR"}
    assert spoken(app) == "fr", "another workspace is opened in the same language"


@pytest.mark.usefixtures("french")
def test_another_session_speaks_its_own_language():
    mine = choose(on_page("situation", kept_case("kenya-uk")), "fr")
    theirs = on_page("situation", kept_case("kenya-uk"))
    assert theirs.title[0].value == "Situation"
    assert mine.run().title[0].value == "État des lieux"
    assert theirs.run().title[0].value == "Situation"
    assert current_language() == "en"


@pytest.mark.usefixtures("french")
def test_a_link_goes_before_the_server_and_the_server_before_the_browser(monkeypatch):
    written("es", {})
    written("pt_BR", {})
    monkeypatch.setattr(ContextProxy, "locale", property(lambda _: "fr-CA"))
    assert spoken(started()) == "fr"
    monkeypatch.setenv("ACCORD_LANGUAGE", "pt_BR.UTF-8")
    assert spoken(started()) == "pt_BR"
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    app.query_params["language"] = "es"
    assert spoken(app.run()) == "es"
    monkeypatch.setenv("ACCORD_LANGUAGE", "xx")
    assert spoken(started()) == "fr", "a language without a catalogue counts for nothing"
    monkeypatch.setattr(ContextProxy, "locale", property(lambda _: "de"))
    assert spoken(started()) == "en"


@pytest.mark.usefixtures("french")
def test_countries_are_named_in_the_browsers_language_where_nothing_else_is_said(monkeypatch):
    monkeypatch.setattr(ContextProxy, "locale", property(lambda _: "de"))
    app = on_page("offers", kept(small()))
    assert app.title[0].value == "Offers"
    assert "Vereinigtes Königreich" in app.selectbox(key="offer_side_0").options
    monkeypatch.setenv("ACCORD_LANGUAGE", "fr")
    app = on_page("offers", kept(small()))
    assert "Royaume-Uni" in app.selectbox(key="offer_side_0").options


@pytest.mark.parametrize("text", ["msgid nothing\n", HEAD.replace("(n > 1)", "(n >")])
def test_a_broken_catalogue_is_told_and_the_page_is_shown_in_english(text):
    written("fr", text=text)
    app = on_page("situation", kept_case("kenya-uk"))
    assert not app.error
    choose(app, "fr")
    assert app.title[0].value == "Situation"
    assert "fr.po" in " ".join(error.value for error in app.error).replace("\\", "")
    written("fr", FRENCH)
    assert app.run().title[0].value == "État des lieux"
    assert not app.error


def test_a_broken_rewording_of_the_english_does_not_stop_the_page():
    written("en", text="msgid nothing\n")
    app = started()
    assert not app.exception
    assert "en.po" in " ".join(error.value for error in app.error).replace("\\", "")
    assert app.title[0].value == "Accord"


def callback() -> None:
    """A page with a button that says something before the page is run."""
    import streamlit as st

    from toolkit.app.language import set_language
    from toolkit.app.session import require
    from toolkit.languages.speech import say

    def tell() -> None:
        require()
        st.session_state["told"] = say("Situation")

    set_language()
    require()
    st.button("Tell", key="tell", on_click=tell)


@pytest.mark.usefixtures("french")
def test_what_a_button_does_before_the_page_is_run_speaks_too():
    app = AppTest.from_function(callback, default_timeout=60)
    app.query_params["workspace"] = kept_case("kenya-uk").key
    app.query_params["language"] = "fr"
    app.run()
    app.button(key="tell").click().run()
    assert not app.exception
    assert app.session_state["told"] == "État des lieux"


@pytest.mark.usefixtures("french")
def test_a_file_is_built_in_the_language_of_the_page_that_offered_it():
    said = []
    with speaking("fr"):
        build = spoken_later(lambda: say("Situation"))
    thread = Thread(target=lambda: said.extend([build(), say("Situation")]))
    thread.start()
    thread.join()
    assert said == ["État des lieux", "Situation"]


@pytest.mark.usefixtures("french")
def test_whoever_waits_is_told_in_their_language():
    text = announced("Looking for better terms …")
    assert isinstance(text, str)
    assert clean_text(text) == "Looking for better terms …"
    with speaking("fr"):
        assert clean_text(text) == "Recherche de meilleures conditions …"


@pytest.mark.usefixtures("french")
def test_what_is_kept_for_one_language_is_not_shown_in_another():
    content = kept_case("kenya-uk").content
    own = "best_for:KEN"
    english = results.solved(content, own)
    with speaking("fr"):
        assert results.rules_of(results.case_of(content))[own] == "Kenya gagne le plus possible sans que nul ne perde"
        assert results.solved(content, own) is not english
        french = results.country_choices()
    assert results.solved(content, own) is english
    assert sorted(french) == sorted(results.country_choices())
    assert french.index("ETH") > french.index("DNK"), "É stands with E"
    assert french.index("ETH") < french.index("FRA")


@pytest.mark.usefixtures("french")
def test_what_takes_a_minute_is_only_named_anew(monkeypatch):
    values = bare("kenya-uk")
    rate = read_text(shipped_cases()["kenya-uk"]).values["countries"]["KEN"]["nurse"]["exit_rate"]
    values["countries"]["KEN"]["nurse"]["exit_rate"] = rate
    content = new_content(values, "test")
    [english] = results.influences(content)
    monkeypatch.setattr(results, "influence", None)
    with speaking("fr"):
        [french] = results.influences(content)
    assert (english.label, french.label) == ("Kenya, nurses: exit rate", "Kenya, infirmiers: exit rate")
    assert (english.path, english.low, english.spread) == (french.path, french.low, french.spread)


@pytest.mark.parametrize(
    ("code", "typed", "meant"),
    [
        ("en", "1,500", "1,500"),
        ("fr", "1 500,25", "1500.25"),
        ("fr", "0,035", "0.035"),
        ("fr", "3,5 %", "3.5 %"),
        ("fr", "0.035", "0.035"),
        ("es", "1.600", "1600"),
        ("es", "-1.600,5", "-1600.5"),
        ("es", "1,5 million", "1.5 million"),
        ("es", "0.035", "0.035"),
        ("es", "many", "many"),
        ("es", "", ""),
    ],
)
def test_numbers_are_typed_as_the_page_writes_them(code, typed, meant):
    with speaking(code):
        assert with_english_signs(typed) == meant
        assert with_english_signs(number(1234567.25, 2)) == ("1,234,567.25" if code == "en" else "1234567.25")


@pytest.mark.usefixtures("french")
def test_a_number_is_changed_in_the_language_of_the_page():
    held = kept_case("kenya-uk")
    app = choose(on_page("situation", held), "fr")
    with speaking("fr"):
        app.segmented_control(key="situation_record").set_value("countries.KEN.nurse").run()
        app.selectbox(key="situation_number_1").select("countries.KEN.nurse.exit_rate").run()
        field = app.text_input(key="edit_value_countries.KEN.nurse.exit_rate_0.035")
        assert field.value == "0,035"
        field.set_value("4,5 %")
        next(button for button in app.button if button.label == "Change the number").click().run()
    assert not app.exception
    now = session.store().open(held.key)
    assert now.content.case_now().countries["KEN"].nurse.exit_rate == 0.045
    assert "0,035 → 0,045" in now.sentence, "the history is written in the language of whoever made the step"


def test_writing_from_right_to_left_turns_the_page_but_no_chart():
    written("ar", {})
    app = choose(on_page("situation", kept_case("kenya-uk")), "ar")
    style = styles(app)
    assert ".stMain { direction: rtl; }" in style
    assert "stVegaLiteChart" in style.split("direction: rtl")[1].split("direction: ltr")[0]
    assert "rtl" not in styles(started())


@pytest.mark.usefixtures("french")
def test_axes_write_numbers_as_the_language_does():
    case = kept_case("kenya-uk").content.case_now()
    figure = development(evaluate(case, terms_from_mapping({}, case)), "KEN", "nurse")
    assert "locale" not in figure.to_dict()["config"]
    with speaking("fr"):
        signs = figure.to_dict()["config"]["locale"]["number"]
        assert (signs["decimal"], signs["thousands"], signs["grouping"]) == (",", "\u202f", [3])
        assert "80\u202f000" in figure.to_svg()
    assert "80,000" in figure.to_svg()


def test_a_language_is_called_as_it_calls_itself():
    assert [catalogues.own_name(code) for code in ("en", "fr", "pt_BR")] == [
        "English",
        "Français",
        "Português (Brasil)",
    ]


def test_the_page_is_set_up_before_anything_else():
    assert st.get_option("global.disableWidgetStateDuplicationWarning")
