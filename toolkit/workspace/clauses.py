"""Edits of what a draft says of its clauses, and of the thresholds that the parties choose."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from toolkit.compliance.clauses import Clauses, clauses_from_mapping
from toolkit.compliance.facts import STATES
from toolkit.compliance.rules import Question, load_code_rules, setting_in_words
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say, to_say
from toolkit.register.records import Codebook
from toolkit.validation import shown
from toolkit.wording import join
from toolkit.workspace.content import MOST_TEXT, Content
from toolkit.workspace.edits import Edit, set_clauses, too_long, trimmed
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
_STATE_SAID = {
    "present": to_say("clause {clause}: present"),
    "absent": to_say("clause {clause}: absent"),
    "open": to_say("clause {clause}: open"),
    "": to_say("clause {clause}: nothing said"),
}
_PLACE = {"text": to_say("own wording of the clause {clause}"), "note": to_say("note of the clause {clause}")}
_CHANGED = {
    "text": to_say("own wording of the clause {clause} changed"),
    "note": to_say("note of the clause {clause} changed"),
}
_REMOVED = {
    "text": to_say("own wording of the clause {clause} removed"),
    "note": to_say("note of the clause {clause} removed"),
}


def say_state(content: Content, clause: str, state: str, name: str) -> Edit:
    """Whether a clause is present, absent or open; empty where nothing is said. ``name`` is the clause in words."""
    if state and state not in STATES:
        wrong = say("is {given}", given=shown(state))
        raise InputError(say("the clauses"), [Problem(name, wrong, join(STATES, "or"))])
    return _with(content, clause, "state", state, say(_STATE_SAID[state], clause=name))


def answer_clause(content: Content, key: str, value: Any) -> Edit:
    """The answer to a question about a clause, ``None`` for none."""
    question = load_code_rules().questions[key]
    now = dict(content.clauses.get(question.clause, {}).get("answers", {}))
    if value is None:
        now.pop(key, None)
    else:
        now[key] = value
    return _with(content, question.clause, "answers", now, f"{say(question.question)} {_said(question, value)}")


def say_words(content: Content, clause: str, part: str, text: str, name: str) -> Edit:
    """The parties' own wording of a clause (``text``) or a ``note`` on it. Raises ``InputError`` for one too long."""
    if len(text) > MOST_TEXT:
        raise InputError(say("the clauses"), [too_long(say(_PLACE[part], clause=name), text)])
    done = _CHANGED if text.strip() else _REMOVED
    return _with(content, clause, part, text if text.strip() else "", say(done[part], clause=name))


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
    told = say("none") if value is None else _in_unit(value, setting.unit)
    sentence = say("threshold of {rule}, {name}: {value}", rule=known.number, name=setting_in_words(name), value=told)
    return content.model_copy(update={"thresholds": thresholds}), sentence


def typed_answer(question: Question, text: str) -> float | int | None:
    """The number that a text gives as an answer, ``None`` for an empty one. Raises ``InputError``."""
    return _typed(say(question.question), text)


def typed_threshold(rule: str, name: str, text: str) -> float | int | None:
    """The number that a text gives as a threshold, ``None`` for an empty one. Raises ``InputError``."""
    return _typed(f"{load_code_rules().rules[rule].number}, {setting_in_words(name)}", text)


def _typed(where: str, text: str) -> float | int | None:
    if not text.strip():
        return None
    value = typed_number(text, where)
    if not 0 <= value <= _MOST:
        problem = Problem(where, say("is '{word}'", word=text.strip()[:60]), say("0 or more, at most 10¹²"))
        raise InputError(say("the number typed"), [problem])
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
        return say("not answered")
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return _in_unit(value, question.unit) if isinstance(value, int | float) else say(str(value))


def _in_unit(value: float, unit: str) -> str:
    return say("{amount} {unit}", amount=trimmed(value, 6), unit=say(unit))
