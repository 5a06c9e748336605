"""The clauses of a draft: whether each is present, absent or open, and what the parties answer about it.

A file of clauses holds, by the codebook's words, ``{state: present, answers: {recognition_months: 9}, text: …}`` and
perhaps a ``note``: ``text`` is the parties' own wording, ``note`` a remark that no document tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.compliance.facts import STATES
from toolkit.compliance.rules import Question, load_code_rules
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.reading import place, read_text
from toolkit.register.records import Codebook
from toolkit.validation import did_you_mean
from toolkit.wording import join, nearest, number

__all__ = ["Clauses", "clauses_beside", "clauses_from_mapping", "load_clauses", "questions_of"]

Clauses = dict[str, dict[str, Any]]
_PARTS = ("state", "answers", "text", "note", "quantities")
_MOST_TEXT = 20_000


def load_clauses(path: Path, codebook: Codebook) -> Clauses:
    """Clauses from a YAML or JSON file, also from a draft that holds terms beside them.

    Raises ``InputError`` with every problem of the file.
    """
    document = read_text(path, InputError)
    values = document.values
    held = values["clauses"] if isinstance(values, Mapping) and "clauses" in values else values
    return clauses_from_mapping(held, codebook, document.origin)


def clauses_beside(path: Path, codebook: Codebook) -> Clauses | None:
    """The clauses that a file of terms holds beside them, ``None`` where it holds none. Raises ``InputError``."""
    values = read_text(path, InputError).values
    return load_clauses(path, codebook) if isinstance(values, Mapping) and "clauses" in values else None


def questions_of(clause: str) -> dict[str, Question]:
    """The questions that rules ask about a clause."""
    return {key: question for key, question in load_code_rules().questions.items() if question.clause == clause}


def clauses_from_mapping(values: Any, codebook: Codebook, origin: str = "") -> Clauses:
    """Clauses from plain values; ``origin`` is named in problems. Raises ``InputError`` with every problem."""
    origin = origin or say("the clauses")
    if not isinstance(values, Mapping):
        expectation = say("clauses by the codebook's words")
        raise InputError(origin, [Problem(say("the file"), say("holds no clauses"), expectation)])
    problems = [problem for name, said in values.items() for problem in _problems(name, said, codebook)]
    if problems:
        raise InputError(origin, problems)
    return {str(name): dict(said) for name, said in values.items()}


def _problems(name: Any, said: Any, codebook: Codebook) -> Iterator[Problem]:
    if name not in codebook.clauses:
        yield _unknown(str(name), str(name), codebook.clauses, say("a clause of the codebook"))
        return
    if not isinstance(said, Mapping):
        yield Problem(name, say("is not a mapping"), say("state, answers, text and note"))
        return
    for part in said:
        if part not in _PARTS:
            yield _unknown(place((name, part)), str(part), _PARTS, join(_PARTS, "or"))
    if said.get("state", "open") not in STATES:
        yield Problem(place((name, "state")), say("is {value}", value=repr(said["state"])), join(STATES, "or"))
    for part in ("text", "note"):
        text = said.get(part, "")
        if not isinstance(text, str) or len(text) > _MOST_TEXT:
            expectation = say("of at most {count} letters", count=number(_MOST_TEXT))
            yield Problem(place((name, part)), say("is not a text"), expectation)
    answers = said.get("answers", {})
    if not isinstance(answers, Mapping):
        yield Problem(place((name, "answers")), say("is not a mapping"), say("answers by question"))
        return
    known = questions_of(name)
    for question, value in answers.items():
        where = place((name, "answers", str(question)))
        if question not in known:
            yield _unknown(where, str(question), known, say("a question about this clause"))
        elif value is not None and not _fits(known[question], value):
            asked = known[question]
            expected = join(asked.choices, "or") if asked.choices else say(asked.unit)
            yield Problem(where, say("is {value}", value=repr(value)), expected, say(asked.question))


def _unknown(where: str, name: str, known: Any, expected: str) -> Problem:
    return Problem(where, say("'{name}' is not known", name=name), expected, did_you_mean(nearest(name, known)))


def _fits(question: Question, value: Any) -> bool:
    if question.choices:
        return value in question.choices
    if question.is_yes_or_no:
        return isinstance(value, bool)
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1e12
