"""The start page: every way to open a negotiation, and the list of recent work."""

from __future__ import annotations

import json

import pytest

from tests.app.support import kept, kept_case, started
from tests.support.cases import bare
from tests.workspace.support import HOSTILE, small
from toolkit.app import session
from toolkit.app.opening import from_shipped
from toolkit.case.load import shipped_cases
from toolkit.reading import read_text
from toolkit.workspace.edits import set_draft, set_notes
from toolkit.workspace.file import written_workspace

pytestmark = pytest.mark.filterwarnings("ignore")


def names() -> list[str]:
    return [entry.name for entry in session.store().recent()]


def shown(app) -> str:
    parts = (*app.markdown, *app.caption, *app.subheader, *app.header, *app.warning, *app.error)
    return " ".join(part.value for part in parts).replace("\\", "")


def opened(app):
    """The workspace that a tab has open."""
    assert not app.exception
    key = app.query_params["workspace"]
    return session.store().open(key[0] if isinstance(key, list) else key)


def start(app):
    return app.switch_page("toolkit/app/pages/start.py").run()


@pytest.mark.parametrize("name", sorted(shipped_cases()))
def test_a_worked_case_is_one_click_from_its_balanced_terms(name):
    app = started()
    assert "Recent work" not in shown(app)
    app.button(key=f"open_{name}").click().run()
    assert opened(app).content.case == read_text(shipped_cases()[name]).values
    assert any("Balanced terms" in title.value for title in app.title)


def test_a_case_is_made_for_two_countries():
    app = started()
    app.selectbox(key="new_sending").select("KEN")
    app.selectbox(key="new_receiving").select("DEU")
    app.button[[button.label for button in app.button].index("Make the case")].click().run()
    assert set(opened(app).content.case_now().countries) == {"KEN", "DEU"}


@pytest.mark.parametrize(
    ("choices", "words"),
    [({}, "Choose a sending country"), ({"new_sending": "KEN", "new_receiving": "KEN"}, "Kenya stands on both sides")],
)
def test_a_case_that_cannot_be_made_is_told_and_the_choices_stay(choices, words):
    app = started()
    for key, country in choices.items():
        app.selectbox(key=key).select(country)
    app.button[[button.label for button in app.button].index("Make the case")].click().run()
    assert not app.exception
    assert words in shown(app) + " ".join(error.value for error in app.error)
    assert {key: app.selectbox(key=key).value for key in choices} == choices
    assert names() == []


def upload(app, name: str, data: bytes):
    app.file_uploader(key="start_upload").set_value((name, data, "application/octet-stream")).run()
    return app.button(key="start_open_file").click().run()


def test_a_saved_negotiation_is_opened_with_all_that_it_holds():
    content, _ = set_notes(small(), "my notes")
    app = upload(started(), "x.accord.json", written_workspace("From a colleague", content).encode())
    held = opened(app)
    assert (held.name, held.content) == ("From a colleague", content)


def test_a_case_file_is_opened():
    app = upload(started(), "mine.json", json.dumps(bare("ghana-uk")).encode())
    assert opened(app).content.case == bare("ghana-uk")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("photo.json", b"\x89PNG\r\n\x1a\n\x00", ["is not UTF-8 text"]),
        ("x.yaml", b"a: [1, 2", ["is not YAML"]),
        ("x.yaml", b"!!python/object/apply:os.system ['echo']", ["tag"]),
        ("x.json", b'{"kind": "accord workspace", "name": 1, "content": {"case": 2}}', ["name", "case"]),
        (
            "x.json",
            json.dumps({**bare("kenya-uk"), "start_year": "x", "phases": []}).encode(),
            ["start_year", "phases"],
        ),
        ("<b>x</b>.json", b"{}", ["x"]),
        ("x.yaml", b"a: b\n" * 900_000, ["MB"]),
    ],
)
def test_a_file_that_cannot_be_opened_is_refused_with_every_problem(name, data, words):
    app = upload(started(), name, data)
    assert not app.exception
    told = " ".join(error.value for error in app.error).replace("\\", "")
    for word in words:
        assert word in told
    assert names() == []


def test_recent_work_can_be_opened_again_and_names_are_told_apart():
    app = started()
    for _ in range(2):
        app.button(key="open_ghana-uk").click().run()
        app = start(app)
    assert sorted(names()) == [
        "Ghana - United Kingdom nurses and midwives",
        "Ghana - United Kingdom nurses and midwives (2)",
    ]
    entry = session.store().recent()[-1]
    app.button(key=f"recent_{entry.key}").click().run()
    assert opened(app).key == entry.key
    assert any("Balanced terms" in title.value for title in app.title)


def test_work_goes_on_with_the_draft_where_there_is_one():
    content = from_shipped("kenya-uk")[1]
    held = kept(set_draft(content, {"terms": {}, "payments": []}, "begun")[0])
    app = started()
    app.button(key=f"recent_{held.key}").click().run()
    assert any("Terms" in title.value for title in app.title)


def test_recent_work_is_renamed_also_while_it_is_open():
    held = kept_case("kenya-uk")
    app = started(held.key)
    app.button(key=f"recent_rename_{held.key}").click().run()
    app.text_input(key=f"recent_name_{held.key}").set_value("Nurses 2027")
    app.button[[button.label for button in app.button].index("Save the name")].click().run()
    assert names() == ["Nurses 2027"]
    assert "Open now: Nurses 2027" in shown(app)
    assert not app.warning
    assert not [box for box in app.text_input if "recent_name" in str(box.key)]


def test_recent_work_is_duplicated():
    held = kept_case("kenya-uk")
    app = started()
    app.button(key=f"recent_duplicate_{held.key}").click().run()
    assert not app.exception
    assert sorted(names()) == ["Kenya - United Kingdom nurses", "Kenya - United Kingdom nurses (copy)"]


def test_recent_work_is_removed_only_when_that_is_confirmed():
    held, other = kept_case("kenya-uk"), kept_case("ghana-uk")
    app = started(held.key)
    app.button(key=f"recent_remove_{held.key}").click().run()
    assert "cannot be undone" in shown(app)
    app.button(key=f"recent_keep_{held.key}").click().run()
    assert len(names()) == 2
    app.button(key=f"recent_remove_{held.key}").click().run()
    app.button(key=f"recent_gone_{held.key}").click().run()
    assert not app.exception
    assert names() == [other.name]
    assert "workspace" not in app.query_params
    assert "Open now" not in shown(app)


def test_what_was_removed_elsewhere_meanwhile_is_gone_from_the_list():
    held = kept_case("kenya-uk")
    app = started()
    session.store().remove(held)
    app.button(key=f"recent_{held.key}").click().run()
    assert not app.exception
    assert "Recent work" not in shown(app)


def test_a_long_list_is_cut_short_until_asked_for():
    for _ in range(8):
        kept_case("kenya-uk")
    app = started()
    assert len([button for button in app.button if button.label == "Open"]) == 6
    app.button(key="recent_more").click().run()
    assert len([button for button in app.button if button.label == "Open"]) == 8


@pytest.mark.parametrize("text", HOSTILE[:3])
def test_hostile_names_are_listed_as_text(text):
    session.store().create(text, small())
    app = started()
    assert not app.exception
    assert " ".join(text.split()) in shown(app)
