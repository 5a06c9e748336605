"""Two versions side by side: the words that changed, and nothing else."""

from __future__ import annotations

import string

from hypothesis import given
from hypothesis import strategies as st

from toolkit.documents.blocks import Article, Document, Heading, Paragraph
from toolkit.documents.tracked import paired, parts, rows_paired, segments
from toolkit.report.table import Table

TEXTS = st.text(st.sampled_from(string.ascii_lowercase[:4] + " ,.[]12"), max_size=40)


@given(TEXTS, TEXTS)
def test_each_version_can_be_read_from_the_segments(before: str, after: str) -> None:
    found = segments(before, after)
    assert "".join(text for text, mark in found if mark != "ins") == before
    assert "".join(text for text, mark in found if mark != "del") == after
    assert all(text for text, _ in found)


def test_only_the_words_that_differ_are_marked() -> None:
    before = "Recruited are at most: nurses: 200 a year in 2026-2028 and 1,500 in 2029-2031."
    after = "Recruited are at most: nurses: 250 a year in 2026-2028 and 1,600 in 2029-2031."
    assert [segment for segment in segments(before, after) if segment[1]] == [
        ("200", "del"),
        ("250", "ins"),
        ("1,500", "del"),
        ("1,600", "ins"),
    ]


def test_brackets_alone_are_a_change_of_brackets_alone() -> None:
    found = [
        segment for segment in segments("[A committee meets (twice).]", "A committee meets (twice).") if segment[1]
    ]
    assert found == [("[", "del"), ("]", "del")]


def test_texts_that_have_little_in_common_are_replaced() -> None:
    assert segments("one two three four", "a b c d") == [("one two three four", "del"), ("a b c d", "ins")]


def test_an_article_is_the_same_under_another_number() -> None:
    before = parts([Heading("Frame"), Article(1, "A", ("x",)), Article(2, "B", ("y", "z"))])
    after = parts([Heading("Frame"), Article(1, "B", ("y", "z"))])
    pairs = list(paired(before, after))
    assert [new is None for old, new in pairs] == [False, True, True, False, False, False]
    assert [(old.text, new.text) for old, new in pairs if old and new][1:] == [("B", "B"), ("y", "y"), ("z", "z")]


def test_an_open_article_stands_in_brackets() -> None:
    assert Article(1, "A", ("x", "y"), open=True).shown == ("[A]", ("[x]", "[y]"))
    assert [part.text for part in parts([Article(1, "A", ("x",), open=True)])] == ["[A]", "[x]"]


def test_rows_belong_together_by_their_first_words() -> None:
    before = Table("t", ("what", "value"), (("a", "1"), ("b", "2"), ("c", "3")))
    after = Table("t", ("what", "value"), (("a", "1"), ("c", "4"), ("d", "5"), ("e", "6")))
    assert rows_paired(before, after) == [
        (("a", "1"), ("a", "1")),
        (("b", "2"), None),
        (("c", "3"), ("c", "4")),
        (None, ("d", "5")),
        (None, ("e", "6")),
    ]


def test_documents_tell_their_blocks_by_kind() -> None:
    blocks = (Heading("a"), Paragraph("b"), Heading("c", 2))
    assert [block.text for block in Document("t", "s", blocks).of(Heading)] == ["a", "c"]
