"""A workspace as a file: the same after a round trip; anything else is refused with every problem."""

from __future__ import annotations

import json

import pytest

from tests.workspace.support import HOSTILE, small
from toolkit.errors import InputError
from toolkit.workspace.content import MOST_OPTIONS
from toolkit.workspace.edits import add_option, set_notes
from toolkit.workspace.file import MOST_BYTES, is_workspace, read_workspace, written_workspace


def file_of(**changes) -> bytes:
    values = json.loads(written_workspace("Test", small()))
    return json.dumps({**values, **changes}).encode()


def content_of(**changes) -> bytes:
    values = json.loads(written_workspace("Test", small()))
    return json.dumps({**values, "content": {**values["content"], **changes}}).encode()


@pytest.mark.parametrize("name", ["Test", *HOSTILE])
def test_a_round_trip_changes_nothing(name):
    content, _ = set_notes(small(), name)
    text = written_workspace(name, content).encode()
    assert is_workspace(text)
    assert read_workspace(text, "x.json") == (name, content)
    assert read_workspace(b"\xef\xbb\xbf" + text, "x.json") == (name, content)


def test_the_largest_workspace_can_be_read_back():
    content = small()
    draft = {"terms": {}, "payments": [{"item": "training", "payer": "sending", "share": 0.5}] * 1000}
    for _ in range(MOST_OPTIONS - 2):
        content, _ = add_option(content, draft, "x")
    text = written_workspace("Large", content).encode()
    assert len(text) < MOST_BYTES
    assert read_workspace(text, "x.json") == ("Large", content)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not JSON"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is not UTF-8 text"),
        (b"{", "is not JSON"),
        (b"[1, 2]", "is not a workspace"),
        (b'{"kind": "something else"}', "is not a workspace"),
        (b'{"kind": "accord workspace", "name": "x"}', "content"),
        (b'{"kind": "accord workspace", "name": "x", "name": "y", "content": {}}', "'name' stands twice"),
        (b'{"kind": "accord workspace", "name": "x", "content": {"case": {"a": NaN}}}', "NaN is not a number"),
        (b'{"kind": "accord workspace", "name": "\\ud800", "content": {}}', "is not UTF-8 text"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "nested too deeply"),
        (b'{"kind": "accord workspace", "a":' + b"[" * 100 + b"]" * 100 + b"}", "nested too deeply"),
        (file_of(name=7), "name: is 7"),
        (file_of(extra=1), "extra: is not part of a workspace"),
        (content_of(format=2), "a later layout needs a newer Accord"),
        (content_of(format="<b>"), "format: is the text '<b>'"),
        (content_of(case=[]), "case: is a list"),
        (content_of(unknown=1), "unknown field 'unknown'"),
        (content_of(options=[{"key": "<script>", "name": "x", "terms": {}}]), "key"),
        (content_of(options=[{"key": "a", "name": "x", "terms": {}}] * 2), "options with different keys"),
        (content_of(notes="x" * 1_000_000), "notes"),
    ],
)
def test_what_is_no_workspace_is_refused_in_words(data, words):
    with pytest.raises(InputError) as refused:
        read_workspace(data, "bad.json")
    assert words in str(refused.value)
    assert "pydantic" not in str(refused.value)
    assert len(str(refused.value)) < 2000


def test_every_problem_is_told_at_once():
    data = json.loads(content_of(case=1, draft=2, rule="x" * 100, notes=3, options=[{"key": "a"}]))
    with pytest.raises(InputError) as refused:
        read_workspace(json.dumps({**data, "name": None}).encode(), "bad.json")
    told = str(refused.value)
    assert len(refused.value.problems) >= 6
    for place in ("name", "case", "draft", "rule", "notes", "options → 1st → terms"):
        assert f"- {place}:" in told


def test_a_file_that_is_too_large_is_not_even_parsed():
    with pytest.raises(InputError, match="MB"):
        read_workspace(b" " * (MOST_BYTES + 1), "big.json")


def test_a_case_that_mentions_workspaces_is_a_case():
    assert not is_workspace(b"name: about an accord workspace\n")
