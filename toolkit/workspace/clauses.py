"""Edits of what a draft says of its clauses, and of the thresholds that the parties choose."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from toolkit.compliance.clauses import Clauses, clauses_from_mapping
from toolkit.compliance.facts import STATES
from toolkit.compliance.rules import Question, load_code_rules
from toolkit.errors import InputError, Problem
from toolkit.register.records import Codebook
from toolkit.validation import shown
from toolkit.wording import join, number
from toolkit.workspace.content import MOST_TEXT, Content
from toolkit.workspace.edits import Edit, set_clauses
from toolkit.workspace.numbers import typed_number

__all__ = [
    "answer_clause",
    "readable_clauses",
    "say_state",
    "say_words",
    "set_threshold",
    "typed_answer",
    "typed_threshold",
]

_MOST = 1e12
_WORDS = {"text": "own wording", "note": "note"}


def say_state(content: Content, clause: str, state: str, name: str) -> Edit:
    """Whether a clause is present, absent or open; empty where nothing is said. ``name`` is the clause in words."""
    if state and state not in STATES:
        raise InputError("the clauses", [Problem(name, f"is {shown(state)}", join(STATES, "or"))])
    return _with(content, clause, "state", state, f"clause {name}: {state or 'nothing said'}")


def answer_clause(content: Content, key: str, value: Any) -> Edit:
    """The answer to a question about a clause, ``None`` for none."""
    question = load_code_rules().questions[key]
    now = dict(content.clauses.get(question.clause, {}).get("answers", {}))
    if value is None:
        now.pop(key, None)
    else:
        now[key] = value
    return _with(content, question.clause, "answers", now, f"{question.question} {_said(question, value)}")


def say_words(content: Content, clause: str, part: str, text: str, name: str) -> Edit:
    """The parties' own wording of a clause (``text``) or a ``note`` on it. Raises ``InputError`` for one too long."""
    what = f"{_WORDS[part]} of the clause {name}"
    if len(text) > MOST_TEXT:
        problem = Problem(what, f"has {len(text):,} characters", f"at most {MOST_TEXT:,}", "shorten it")
        raise InputError("the clauses", [problem])
    return _with(
        content, clause, part, text if text.strip() else "", f"{what} {'changed' if text.strip() else 'removed'}"
    )


def set_threshold(content: Content, rule: str, name: str, value: float | None, *, shipped: bool = False) -> Edit:
    """A threshold as the parties choose it, ``None`` for none; with ``shipped`` the one that comes with the rule."""
    known = load_code_rules().rules[rule]
    setting = known.settings[name]
    own = dict(content.thresholds.get(rule, {}))
    if shipped or value == setting.value:
        own.pop(name, None)
        value = setting.value
    else:
        own[name] = value
    kept = {**content.thresholds, rule: own}
    thresholds = {key: kept[key] for key in sorted(kept) if kept[key]}
    told = "none" if value is None else f"{_short(value)} {setting.unit}"
    return content.model_copy(update={"thresholds": thresholds}), f"threshold of {known.number}, {name}: {told}"


def typed_answer(question: Question, text: str) -> float | int | None:
    """The number that a text gives as an answer, ``None`` for an empty one. Raises ``InputError``."""
    return _typed(question.question, text)


def typed_threshold(rule: str, name: str, text: str) -> float | int | None:
    """The number that a text gives as a threshold, ``None`` for an empty one. Raises ``InputError``."""
    return _typed(f"{load_code_rules().rules[rule].number}, {name}", text)


def _typed(where: str, text: str) -> float | int | None:
    if not text.strip():
        return None
    value = typed_number(text, where)
    if not 0 <= value <= _MOST:
        raise InputError("the number typed", [Problem(where, f"is '{text.strip()[:60]}'", "0 or more, at most 10¹²")])
    return int(value) if value.is_integer() else value


def readable_clauses(values: Mapping[str, Any], codebook: Codebook) -> tuple[Clauses, tuple[str, ...]]:
    """Those clauses of a workspace that can be read, and the words of those that cannot."""
    found: Clauses = {}
    unread = []
    for name, said in values.items():
        try:
            found |= clauses_from_mapping({name: said}, codebook)
        except InputError:
            unread.append(str(name))
    return found, tuple(unread)


def _with(content: Content, clause: str, part: str, value: Any, sentence: str) -> Edit:
    said = {**deepcopy(content.clauses.get(clause, {})), part: value}
    said = {name: kept for name, kept in said.items() if kept not in ("", {}, None)}
    others = {name: kept for name, kept in content.clauses.items() if name != clause}
    return set_clauses(content, {**others, clause: said} if said else others, sentence)


def _said(question: Question, value: Any) -> str:
    if value is None:
        return "not answered"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{_short(value)} {question.unit}"
    return str(value)


def _short(value: float) -> str:
    written = number(value, 6)
    return written.rstrip("0").rstrip(".")
