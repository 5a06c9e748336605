"""The workspace of a browser tab: links, reloads, two tabs that edit at once, a database that does not answer."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.support import kept_case, started
from tests.workspace.support import HOSTILE
from toolkit.app import session
from toolkit.workspace.edits import set_notes, set_rule
from toolkit.workspace.store import Store, StoreUnavailable

pytestmark = pytest.mark.filterwarnings("ignore")


def editor() -> None:
    """The smallest page that edits: the notes and the rule, below the bar and what must be decided."""
    import streamlit as st

    from toolkit.app.bar import show_bar
    from toolkit.app.session import change, current
    from toolkit.app.trouble import show_trouble
    from toolkit.workspace.edits import set_notes, set_rule

    show_bar()
    show_trouble()
    held = current()
    if held is None:
        st.stop()
    typed = st.text_area("Notes", held.content.notes, key="edit_notes")
    if typed != held.content.notes and change(set_notes(held.content, typed)):
        st.rerun()
    rule = st.text_input("Rule", held.content.rule, key="edit_rule")
    if rule != held.content.rule and change(set_rule(held.content, rule)):
        st.rerun()


def tab(key: str) -> AppTest:
    """A browser tab with a negotiation open."""
    app = AppTest.from_function(editor, default_timeout=60)
    app.query_params["workspace"] = key
    app.run()
    assert not app.exception
    return app


def notes(app: AppTest) -> str:
    return app.text_area(key="edit_notes").value


def typed(app: AppTest, text: str) -> AppTest:
    app.text_area(key="edit_notes").set_value(text).run()
    assert not app.exception
    return app


def stored(key: str):
    return session.store().open(key)


@pytest.fixture
def key() -> str:
    return kept_case("kenya-uk").key


def told(app: AppTest) -> str:
    """What the user is told, without the marks that keep it from being read as formatting."""
    return " ".join(element.value for element in (*app.warning, *app.error, *app.info, *app.caption)).replace("\\", "")


def test_a_change_is_saved_at_once_and_seen_by_a_reload(key):
    typed(tab(key), "kept")
    assert stored(key).content.notes == "kept"
    assert notes(tab(key)) == "kept"


def test_undo_and_redo_show_in_the_inputs(key):
    app = typed(typed(tab(key), "one"), "two")
    app.button(key="bar_undo").click().run()
    assert notes(app) == stored(key).content.notes == "one"
    app.button(key="bar_undo").click().run()
    assert notes(app) == ""
    assert app.button(key="bar_undo").disabled
    app.button(key="bar_redo").click().run()
    assert notes(app) == stored(key).content.notes == "one"
    assert stored(key).can_redo


def test_the_second_of_two_tabs_is_told_and_can_merge(key):
    mine, theirs = tab(key), tab(key)
    theirs.text_input(key="edit_rule").set_value("nash").run()
    typed(mine, "mine")
    assert "changed in another window since you opened it: rule: nash" in told(mine)
    assert "not saved yet: notes changed" in told(mine)
    assert notes(mine) == "mine", "what was typed stays"
    assert stored(key).content.notes == ""
    mine.button(key="clash_merge").click().run()
    now = stored(key).content
    assert (now.notes, now.rule) == ("mine", "nash")
    assert (notes(mine), mine.text_input(key="edit_rule").value) == ("mine", "nash")
    assert not mine.warning


def test_what_is_typed_while_the_question_stands_is_kept_too(key):
    mine = tab(key)
    held = stored(key)
    session.store().save(held, set_notes(held.content, "theirs")[0], "notes")
    mine.text_input(key="edit_rule").set_value("nash").run()
    typed(mine, "first try")
    typed(mine, "mine")
    assert "Both changed notes" in " ".join(part.value for part in mine.markdown)
    mine.button(key="clash_merge").click().run()
    assert (stored(key).content.notes, stored(key).content.rule) == ("mine", "nash")


def test_both_versions_can_be_kept(key):
    mine, theirs = tab(key), tab(key)
    typed(theirs, "theirs")
    typed(mine, "mine")
    mine.button(key="clash_copy").click().run()
    other = mine.query_params["workspace"]
    other = other[0] if isinstance(other, list) else other
    assert other != key
    assert notes(mine) == stored(other).content.notes == "mine"
    assert stored(other).name == "Kenya - United Kingdom nurses (my version)"
    assert stored(key).content.notes == "theirs"


def test_mine_can_be_discarded_and_is_not_written_again(key):
    mine, theirs = tab(key), tab(key)
    typed(theirs, "theirs")
    typed(mine, "mine")
    mine.button(key="clash_take").click().run()
    mine.run()
    assert notes(mine) == stored(key).content.notes == "theirs"
    assert len(session.store().recent()) == 1


def test_merging_while_others_go_on_asks_again(key):
    mine, theirs = tab(key), tab(key)
    typed(theirs, "theirs")
    mine.text_input(key="edit_rule").set_value("nash").run()
    typed(theirs, "theirs again")
    mine.button(key="clash_merge").click().run()
    assert "theirs again" not in stored(key).content.rule
    mine.button(key="clash_merge").click().run()
    assert (stored(key).content.notes, stored(key).content.rule) == ("theirs again", "nash")


def test_a_tab_that_is_behind_is_told_before_it_changes_anything(key):
    mine, theirs = tab(key), tab(key)
    typed(theirs, "theirs")
    mine.run()
    assert "You see it as it was before" in told(mine)
    assert notes(mine) == ""
    mine.button(key="newer_show").click().run()
    assert notes(mine) == "theirs"
    assert not mine.info


def test_undo_on_top_of_what_is_old_is_not_done_and_told(key):
    mine = typed(tab(key), "mine")
    typed(tab(key), "theirs")
    mine.button(key="bar_undo").click().run()
    assert "try again" in told(mine)
    assert notes(mine) == stored(key).content.notes == "theirs"


def test_another_name_given_elsewhere_is_no_clash(key):
    mine = tab(key)
    session.store().rename(stored(key), "Another name")
    typed(mine, "mine")
    assert (stored(key).name, stored(key).content.notes) == ("Another name", "mine")
    assert "Another name" in mine.markdown[0].value


def test_a_change_of_what_others_removed_is_kept_as_a_copy(key):
    mine = tab(key)
    session.store().remove(stored(key))
    typed(mine, "mine")
    assert "removed in another window" in told(mine)
    mine.button(key="clash_copy").click().run()
    assert [entry.name for entry in session.store().recent()] == ["Kenya - United Kingdom nurses (my version)"]
    assert notes(mine) == "mine"


def test_a_change_of_what_others_removed_can_be_given_up(key):
    mine = tab(key)
    session.store().remove(stored(key))
    typed(mine, "mine")
    mine.button(key="clash_take").click().run()
    assert not mine.exception
    assert session.store().recent() == []


def test_while_the_database_does_not_answer_work_goes_on_and_is_saved_later(key, monkeypatch):
    mine = tab(key)

    def refuse(*_):
        raise StoreUnavailable("The change could not be written: disk full.")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "save", refuse)
        typed(mine, "one")
        assert "Not saved: notes changed" in told(mine)
        assert "disk full" in told(mine)
        assert notes(mine) == "one"
        mine.text_input(key="edit_rule").set_value("nash").run()
        mine.button(key="unsaved_again").click().run()
        mine.button(key="bar_undo").click().run() if not mine.button(key="bar_undo").disabled else None
        assert notes(mine) == "one"
        assert stored(key).content.notes == ""
    mine.button(key="unsaved_again").click().run()
    assert not mine.error
    assert (stored(key).content.notes, stored(key).content.rule) == ("one", "nash")
    assert stored(key).sentence == "notes changed; rule: nash"


def test_what_waited_for_the_database_meets_what_others_did(key, monkeypatch):
    mine = tab(key)

    def refuse(*_):
        raise StoreUnavailable("The change could not be written: disk full.")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "save", refuse)
        typed(mine, "mine")
    held = stored(key)
    session.store().save(held, set_rule(held.content, "nash")[0], "rule: nash")
    mine.button(key="unsaved_again").click().run()
    assert "rule: nash" in told(mine)
    mine.button(key="clash_merge").click().run()
    assert (stored(key).content.notes, stored(key).content.rule) == ("mine", "nash")


def test_a_database_that_is_not_there_is_told_on_every_page(monkeypatch):
    def refuse(*_):
        raise StoreUnavailable("Workspaces cannot be kept: unable to open database file.")

    monkeypatch.setattr(Store, "__init__", refuse)
    app = started()
    assert not app.exception
    assert "unable to open" in told(app)
    app.button(key="open_kenya-uk").click().run()
    assert not app.exception
    assert "unable to open" in told(app)


def test_a_link_that_opens_nothing_is_told_once_and_the_rest_works():
    app = started("nosuchkey")
    assert not app.exception
    assert len([warning for warning in app.warning if "not a workspace of yours" in warning.value]) == 1
    app.button(key="open_kenya-uk").click().run()
    assert not app.exception
    assert not [warning for warning in app.warning if "not a workspace" in warning.value]


def test_a_link_to_a_workspace_of_somebody_else_opens_nothing():
    held = session.store().create("Secret plans", kept_case("ghana-uk").content, "somebody else")
    app = started(held.key)
    shown = " ".join(element.value for element in (*app.markdown, *app.caption, *app.warning))
    assert "Secret plans" not in shown
    assert "not a workspace of yours" in shown


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(text):
    held = kept_case("kenya-uk")
    held = session.store().rename(held, text)
    session.store().save(held, set_notes(held.content, text)[0], text)
    app = started(held.key)
    assert not app.exception
    shown = " ".join(element.value for element in (*app.markdown, *app.caption))
    for raw in ("<script>", "![picture]", "](javascript", ":red["):
        assert raw not in shown.replace("\\", "\\\\")


def test_opening_another_one_keeps_what_waits(key, monkeypatch):
    mine, theirs = tab(key), tab(key)
    typed(theirs, "theirs")
    typed(mine, "mine")
    other = kept_case("ghana-uk")
    mine.query_params["workspace"] = other.key
    mine.run()
    assert not mine.exception
    kept = {entry.name: entry.key for entry in session.store().recent()}
    assert stored(kept["Kenya - United Kingdom nurses (my version)"]).content.notes == "mine"
