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
from toolkit.languages.speech import say, to_say
from toolkit.report.clause_lines import STATES, answer_words
from toolkit.workspace.clauses import answer_clause, say_state, say_words, typed_answer
from toolkit.workspace.content import MOST_TEXT
from toolkit.workspace.edits import Edit
from toolkit.workspace.store import Held

__all__ = ["answer_field", "keep", "state_field", "words_field"]

_NONE = to_say("not answered")
_YES_OR_NO = {"": _NONE, "yes": to_say("yes"), "no": to_say("no")}
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
        format_func=lambda word: say(STATES[word]),
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
    shows: Any
    if question.choices or question.is_yes_or_no:
        words = {"": _NONE, **{word: word for word in question.choices}} if question.choices else _YES_OR_NO
        answered = str(now) if question.choices else next((word for word, said in _VALUES.items() if said is now), "")
        chosen = st.selectbox(
            plain(say(question.question)),
            list(words),
            index=list(words).index(answered) if answered in words else 0,
            format_func=lambda word: say(words[word]),
            key=field_key(field, now),
        )
        shows = new = (chosen or None) if question.choices else _VALUES[chosen]
    else:
        shown = answer_words(now)
        typed = st.text_input(
            plain(say("{question} ({unit})", question=say(question.question), unit=say(question.unit))),
            value=shown,
            key=field_key(field, shown),
            max_chars=40,
            placeholder=say(_NONE),
        )
        if typed == shown:
            return
        try:
            new = typed_answer(question, typed)
        except InputError as failure:
            show_problems(failure)
            return
        shows = answer_words(new)
    if new != now:
        keep(answer_clause(held.content, key, new), field, shows)


def words_field(held: Held, clause: str, part: str, name: str, label: str, about: str, hint: str = "") -> None:
    """The parties' own wording of a clause, or a note on it."""
    now = str(held.content.clauses.get(clause, {}).get(part) or "")
    field = f"clause_{part}_{clause}"
    typed = st.text_area(
        label, value=now, key=field_key(field, now), max_chars=MOST_TEXT, help=about, placeholder=hint, height=100
    )
    if typed != now and (typed.strip() or now):
        keep(say_words(held.content, clause, part, typed, name), field, typed if typed.strip() else "")
