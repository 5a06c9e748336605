"""The fields in which clauses are said and questions are answered: each saves at once, wherever on a page it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from toolkit.app.mirrored import field_key, wrote
from toolkit.app.parts import plain, show_problems
from toolkit.app.session import change
from toolkit.compliance.rules import Question
from toolkit.errors import InputError
from toolkit.report.clause_lines import STATES, answer_words
from toolkit.workspace.clauses import answer_clause, say_state, say_words, typed_answer
from toolkit.workspace.content import MOST_TEXT
from toolkit.workspace.edits import Edit
from toolkit.workspace.store import Held

__all__ = ["answer_field", "keep", "state_field", "words_field"]

_YES_OR_NO = {"": "not answered", "yes": "yes", "no": "no"}
_VALUES = {"": None, "yes": True, "no": False}


def keep(edit: Edit, field: str, new: Any) -> None:
    """Save what a field says."""
    wrote(field, new)
    if change(edit):
        st.rerun()


def state_field(held: Held, clause: str, name: str, place: str, *, label: str = "") -> None:
    """Whether a clause is present, absent or open. ``place`` tells fields of one clause apart."""
    now = str(held.content.clauses.get(clause, {}).get("state") or "")
    field = f"{place}_state_{clause}"
    said = st.selectbox(
        plain(label or name),
        list(STATES),
        index=list(STATES).index(now),
        format_func=lambda word: STATES[word],
        key=field_key(field, now),
        label_visibility="visible" if label else "collapsed",
    )
    if said != now:
        keep(say_state(held.content, clause, said, name), field, said)


def answer_field(held: Held, key: str, question: Question, place: str) -> None:
    """The answer to a question: yes or no, one of several words, or a number with its unit."""
    answers: Mapping[str, Any] = held.content.clauses.get(question.clause, {}).get("answers") or {}
    now, field = answers.get(key), f"{place}_answer_{key}"
    new: Any
    if question.choices or question.is_yes_or_no:
        words = {"": "not answered", **{word: word for word in question.choices}} if question.choices else _YES_OR_NO
        shown = answer_words(now)
        chosen = st.selectbox(
            plain(question.question),
            list(words),
            index=list(words).index(shown) if shown in words else 0,
            format_func=lambda word: words[word],
            key=field_key(field, now),
        )
        new = (chosen or None) if question.choices else _VALUES[chosen]
    else:
        typed = st.text_input(
            plain(f"{question.question} ({question.unit})"),
            value=answer_words(now),
            key=field_key(field, now),
            max_chars=40,
            placeholder="not answered",
        )
        if typed == answer_words(now):
            return
        try:
            new = typed_answer(question, typed)
        except InputError as failure:
            show_problems(failure)
            return
    if new != now:
        keep(answer_clause(held.content, key, new), field, new)


def words_field(held: Held, clause: str, part: str, name: str, label: str, about: str, hint: str = "") -> None:
    """The parties' own wording of a clause, or a note on it."""
    now = str(held.content.clauses.get(clause, {}).get(part) or "")
    field = f"clause_{part}_{clause}"
    typed = st.text_area(
        label, value=now, key=field_key(field, now), max_chars=MOST_TEXT, help=about, placeholder=hint, height=100
    )
    if typed != now and (typed.strip() or now):
        keep(say_words(held.content, clause, part, typed, name), field, typed if typed.strip() else "")
