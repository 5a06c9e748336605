"""The database of workspaces: SQLite always, PostgreSQL where ``ACCORD_TEST_DATABASE`` names one to use for tests."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.workspace.support import HOSTILE, small
from toolkit.errors import InputError
from toolkit.workspace.content import Content
from toolkit.workspace.edits import set_notes
from toolkit.workspace.merge import merged
from toolkit.workspace.store import (
    MOST_REVISIONS,
    Changed,
    Held,
    Removed,
    Store,
    StoreUnavailable,
    default_address,
)

OTHER = os.environ.get("ACCORD_TEST_DATABASE")


@pytest.fixture(params=["sqlite", "other"])
def address(request, tmp_path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'workspaces.sqlite'}"
    if not OTHER:
        pytest.skip("set ACCORD_TEST_DATABASE to the address of an empty PostgreSQL database to test it too")
    return OTHER


@pytest.fixture
def store(address):
    opened = Store(address)
    yield opened
    opened.dispose()


@pytest.fixture
def owner() -> str:
    """Somebody whom no other test knows, since they may share a database."""
    return f"owner-{secrets.token_hex(4)}"


def noted(content: Content, notes: str) -> Content:
    return set_notes(content, notes)[0]


def saved(store: Store, held: Held, notes: str) -> Held:
    return store.save(held, noted(held.content, notes), f"notes: {notes}")


def test_what_is_saved_is_read_again(store, owner):
    content = small()
    held = store.create("Test", content, owner, "Ada", "begun")
    assert (held.name, held.owner, held.changed_by, held.sentence) == ("Test", owner, "Ada", "begun")
    assert held.content == content
    assert not held.can_undo
    assert not held.can_redo
    later = store.save(held, noted(held.content, "new"), "notes changed", "Bo")
    assert later == store.open(held.key, owner)
    assert (later.content.notes, later.sentence, later.changed_by, later.can_undo) == (
        "new",
        "notes changed",
        "Bo",
        True,
    )


def test_undo_redo_and_history_end_where_the_history_ends(store, owner):
    held = store.create("Test", small(), owner)
    assert store.undo(held) == held
    assert store.redo(held) == held
    for number in range(1, 4):
        held = saved(store, held, str(number))
    seen = []
    for _ in range(5):
        held = store.undo(held)
        seen.append(held.content.notes)
    assert seen == ["2", "1", "", "", ""]
    assert (held.can_undo, held.can_redo) == (False, True)
    for _ in range(5):
        held = store.redo(held)
    assert (held.content.notes, held.can_undo, held.can_redo) == ("3", True, False)
    steps = store.history(held)
    assert [(step.number, step.sentence, step.current) for step in steps] == [
        (3, "notes: 3", True),
        (2, "notes: 2", False),
        (1, "notes: 1", False),
        (0, "begun", False),
    ]
    held = store.go_to(held, 1)
    assert held.content.notes == "1"
    assert [step.current for step in store.history(held)] == [False, False, True, False]
    for nowhere in (-1, 4, 10**6):
        with pytest.raises(InputError, match="is not in it"):
            store.go_to(held, nowhere)


def test_a_change_after_undo_drops_what_was_undone_and_nothing_else(store, owner):
    held = store.create("Test", small(), owner)
    for number in range(1, 4):
        held = saved(store, held, str(number))
    held = saved(store, store.undo(store.undo(held)), "other")
    assert [step.sentence for step in store.history(held)] == ["notes: other", "notes: 1", "begun"]
    assert not held.can_redo


def test_a_change_on_top_of_what_is_old_brings_what_others_wrote(store, owner):
    mine = theirs = store.create("Test", small(), owner)
    newer = store.save(theirs, noted(theirs.content, "theirs"), "their step", "Bo")
    for act in (
        lambda: saved(store, mine, "mine"),
        lambda: store.undo(mine),
        lambda: store.redo(mine),
        lambda: store.go_to(mine, 0),
        lambda: store.rename(mine, "x"),
        lambda: store.remove(mine),
    ):
        with pytest.raises(Changed, match=r"changed by Bo at .*their step") as clash:
            act()
        assert clash.value.theirs == newer
    assert store.open(mine.key, owner) == newer
    assert store.version(mine) == newer.version


def test_twenty_threads_lose_nothing(store, owner):
    """Each adds its own line to the notes; whoever is too late is told, merges and tries again."""
    held = store.create("Test", small(), owner)

    def work(worker: int) -> int:
        told = 0
        now = store.open(held.key, owner)
        for step in range(4):
            line = f"{worker}.{step}"
            while True:
                try:
                    now = store.save(now, noted(now.content, f"{now.content.notes} {line}"), line, str(worker))
                    break
                except Changed as clash:
                    told += 1
                    now = clash.theirs
        return told

    with ThreadPoolExecutor(20) as pool:
        conflicts = sum(pool.map(work, range(20)))
    last = store.open(held.key, owner)
    lines = last.content.notes.split()
    assert sorted(lines) == sorted(f"{worker}.{step}" for worker in range(20) for step in range(4))
    steps = store.history(last)
    assert [step.number for step in steps] == list(range(80, -1, -1))
    assert [step.sentence for step in reversed(steps)] == ["begun", *lines]
    assert conflicts > 0


def test_of_twenty_who_save_at_once_one_succeeds_and_all_others_are_told(store, owner):
    held = store.create("Test", small(), owner)

    def work(worker: int) -> str:
        try:
            return saved(store, held, str(worker)).content.notes
        except Changed as clash:
            return f"told {clash.theirs.content.notes}"

    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(work, range(20)))
    winner = store.open(held.key, owner).content.notes
    assert sorted(results) == sorted([winner, *[f"told {winner}"] * 19])


def test_what_was_told_can_be_merged(store, owner):
    base = store.create("Test", small(), owner)
    store.save(base, base.content.model_copy(update={"rule": "nash"}), "rule")
    mine = noted(base.content, "mine")
    with pytest.raises(Changed) as clash:
        store.save(base, mine, "notes")
    both, places = merged(base.content, mine, clash.value.theirs.content)
    held = store.save(clash.value.theirs, both, "notes (merged)")
    assert places == ()
    assert (held.content.rule, held.content.notes) == ("nash", "mine")
    assert len(store.history(held)) == 3


def test_only_the_newest_revisions_are_kept(store, owner, monkeypatch):
    assert MOST_REVISIONS == 200
    monkeypatch.setattr("toolkit.workspace.store.MOST_REVISIONS", 8)
    held = store.create("Test", small(), owner)
    for number in range(13):
        held = saved(store, held, str(number))
    steps = store.history(held)
    assert [step.sentence for step in steps] == [f"notes: {number}" for number in range(12, 4, -1)]
    with pytest.raises(InputError):
        store.go_to(held, steps[-1].number - 1)
    held = store.go_to(held, steps[-1].number)
    assert (held.can_undo, held.can_redo) == (False, True)
    assert store.undo(held) == held
    assert saved(store, held, "again").content.notes == "again"


def test_workspaces_of_others_cannot_be_opened_changed_or_seen(store, owner):
    held = store.create("Secret", small(), owner)
    for other in ("", "somebody else"):
        with pytest.raises(Removed, match="not a workspace of yours"):
            store.open(held.key, other)
        assert held.key not in [entry.key for entry in store.recent(other, 10_000)]
    stranger = Held(**{name: getattr(held, name) for name in Held.__slots__} | {"owner": "somebody else"})
    for act in (
        lambda: saved(store, stranger, "x"),
        lambda: store.undo(stranger),
        lambda: store.rename(stranger, "x"),
        lambda: store.remove(stranger),
        lambda: store.history(stranger),
        lambda: store.version(stranger),
    ):
        with pytest.raises(Removed):
            act()
    assert store.open(held.key, owner) == held


def test_rename_duplicate_and_remove(store, owner):
    held = saved(store, store.create("First", small(), owner), "kept")
    copy = store.duplicate(held, "Copy", "Ada")
    renamed = store.rename(held, "  Other\n name ")
    assert (renamed.name, renamed.content) == ("Other name", held.content)
    assert {entry.name for entry in store.recent(owner)} == {"Copy", "Other name"}
    store.remove(renamed)
    with pytest.raises(Removed):
        store.open(held.key, owner)
    with pytest.raises(Removed):
        saved(store, renamed, "too late")
    assert copy.content == held.content
    assert [step.sentence for step in store.history(copy)] == ["copied from First"]


def test_the_list_has_the_one_changed_last_first_and_no_more_than_asked_for(store, owner, monkeypatch):
    times = iter(f"2026-01-01T00:00:{second:02d}+00:00" for second in range(60))
    monkeypatch.setattr("toolkit.workspace.store._now", lambda: next(times))
    first = store.create("First", small(), owner)
    store.create("Second", small(), owner)
    assert [entry.name for entry in store.recent(owner)] == ["Second", "First"]
    saved(store, first, "x")
    assert [entry.name for entry in store.recent(owner)] == ["First", "Second"]
    assert [entry.sentence for entry in store.recent(owner, 1)] == ["notes: x"]


@pytest.mark.parametrize("words", [*HOSTILE, "", " \x00 ", "x" * 5000])
def test_hostile_names_sentences_and_authors_are_kept_as_text_on_one_line(store, owner, words):
    held = store.create(words, small(), owner, words, words)
    later = store.save(held, noted(held.content, words), words, words)
    assert later == store.open(held.key, owner)
    assert later.content.notes == words
    for shown in (later.name, later.sentence, later.changed_by, store.history(later)[0].sentence):
        assert len(shown) <= 400
        assert all(letter.isprintable() for letter in shown)
    assert later.name


def test_text_that_is_no_text_is_refused_and_nothing_is_written(store, owner):
    held = store.create("Test", small(), owner)
    broken = held.content.model_copy(update={"draft": {"terms": "\ud800"}})
    with pytest.raises(InputError, match="cannot be written"):
        store.save(held, broken, "x")
    assert store.open(held.key, owner) == held


def test_a_second_server_sees_the_same(address, store, owner):
    held = saved(store, store.create("Test", small(), owner), "from the first")
    script = (
        "import sys\n"
        "from toolkit.workspace.store import Store\n"
        "from toolkit.workspace.edits import set_notes\n"
        "address, key, owner = sys.argv[1:]\n"
        "store = Store(address)\n"
        "held = store.open(key, owner)\n"
        "store.save(held, set_notes(held.content, held.content.notes + ' and the second')[0], 'second', 'Bo')\n"
    )
    subprocess.run([sys.executable, "-c", script, address, held.key, owner], check=True)
    assert store.open(held.key, owner).content.notes == "from the first and the second"
    with pytest.raises(Changed, match="by Bo"):
        saved(store, held, "too late")


def test_servers_that_start_at_once_make_the_tables_together(tmp_path):
    address = f"sqlite:///{tmp_path / 'new.sqlite'}"
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(Store, [address] * 8))
    held = stores[0].create("Test", small())
    assert all(store.open(held.key) == held for store in stores)
    for store in stores:
        store.dispose()


def test_a_workspace_of_a_later_version_is_refused_in_words(tmp_path):
    address = f"sqlite:///{tmp_path / 'w.sqlite'}"
    store = Store(address)
    held = store.create("Test", small())
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("update revisions set content = '{\"later\": 1}'"))
    engine.dispose()
    with pytest.raises(InputError, match="later version"):
        store.open(held.key)
    store.dispose()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("not an address with a secret", "is not one of a database"),
        ("sqlite:////nowhere/at/all.sqlite", "unable to open"),
        ("nosuch://localhost/x", "is not one of a database"),
        ("postgresql+psycopg://accord:secret@127.0.0.1:1/none?connect_timeout=2", "cannot be kept"),
    ],
)
def test_a_database_that_cannot_be_reached_is_told_without_secrets(address, words):
    if "psycopg" in address:
        pytest.importorskip("psycopg", reason="psycopg is not installed")
    with pytest.raises(StoreUnavailable, match=words) as refused:
        Store(address)
    assert "secret" not in str(refused.value)
    assert "sqlalche.me" not in str(refused.value)


def test_a_database_that_cannot_be_written_is_told_and_still_read(tmp_path):
    path = tmp_path / "w.sqlite"
    store = Store(f"sqlite:///{path}")
    held = store.create("Test", small())
    store.dispose()
    only_read = Store(f"sqlite:///file:{path}?mode=ro&uri=true")
    assert only_read.open(held.key) == held
    with pytest.raises(StoreUnavailable, match=r"could not be written: .*readonly") as refused:
        saved(only_read, held, "x")
    assert "INSERT" not in str(refused.value)
    only_read.dispose()


def test_a_database_that_is_gone_is_told(tmp_path):
    address = f"sqlite:///{tmp_path / 'w.sqlite'}"
    store = Store(address)
    held = store.create("Test", small())
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("drop table revisions"))
    engine.dispose()
    for act in (
        lambda: store.open(held.key),
        lambda: store.recent(),
        lambda: store.history(held),
        lambda: saved(store, held, "x"),
        lambda: store.create("x", small()),
        lambda: store.undo(held),
    ):
        with pytest.raises(StoreUnavailable):
            act()
    store.dispose()


def test_the_database_is_a_file_of_the_data_folder_unless_another_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("ACCORD_DATABASE", raising=False)
    assert default_address() == f"sqlite:///{tmp_path / 'data' / 'workspaces.sqlite'}"
    monkeypatch.setenv("ACCORD_DATABASE", "postgresql+psycopg://db.example.org/accord")
    assert default_address() == "postgresql+psycopg://db.example.org/accord"


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    Path(tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "file"))
    monkeypatch.delenv("ACCORD_DATABASE", raising=False)
    with pytest.raises(StoreUnavailable, match="cannot be kept"):
        Store()
