"""A workspace as one file that can be carried to another machine, with its format checked when it is read."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import ValidationError

from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.reading import place
from toolkit.validation import found_problems, shown
from toolkit.wording import number
from toolkit.workspace.content import FORMAT, Content

__all__ = ["ENDING", "MOST_BYTES", "is_workspace", "parsed", "read_workspace", "written_workspace"]

ENDING = ".accord.json"
MOST_BYTES = 20_000_000
"""A workspace of many options is longer than any case file."""

_KIND = "accord workspace"
_MARK = re.compile(rb'"kind"\s*:\s*"accord workspace"')
_DEEPEST = 60
_PARTS = ("kind", "name", "content")


def written_workspace(name: str, content: Content) -> str:
    """A workspace as text."""
    whole = {"kind": _KIND, "name": name, "content": content.model_dump(mode="json")}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def is_workspace(text: bytes) -> bool:
    """Whether the text of a file begins as a saved workspace does."""
    return _MARK.search(text[:400]) is not None


def read_workspace(text: bytes, origin: str) -> tuple[str, Content]:
    """Name and content from the text of a file. Raises ``InputError`` with every problem."""
    if len(text) > MOST_BYTES:
        size, most = number(len(text) / 1e6, 1), number(MOST_BYTES / 1e6)
        wrong, expected = say("has {size} MB", size=size), say("at most {size} MB", size=most)
        raise InputError(origin, [Problem(say("the file"), wrong, expected)])
    values = parsed(text, origin)
    if not isinstance(values, dict) or values.get("kind") != _KIND:
        expected = say("a file that Accord saved, ending in {ending}", ending=ENDING)
        problem = Problem(say("the file"), say("is not a workspace"), expected)
        raise InputError(origin, [problem])
    problems = [Problem(str(name)[:60], say("is not part of a workspace")) for name in values if name not in _PARTS]
    if not isinstance(values.get("name"), str):
        wrong = say("is {given}", given=shown(values.get("name")))
        problems.append(Problem("name", wrong, say("the name of the workspace")))
    content = values.get("content")
    if not isinstance(content, dict):
        wrong = say("is {given}", given=shown(content))
        raise InputError(origin, [*problems, Problem("content", wrong, say("what the workspace holds"))])
    if content.get("format", FORMAT) != FORMAT:
        wrong, expected = say("is {given}", given=shown(content["format"])), say("layout {number}", number=FORMAT)
        problem = Problem("format", wrong, expected, say("a later layout needs a newer Accord"))
        raise InputError(origin, [*problems, problem])
    try:
        read = Content.model_validate(content)
    except ValidationError as failure:
        found = found_problems(Content, failure, content)
        problems += [Problem(place(path), told.problem, told.expectation, told.remedy) for path, told in found]
        raise InputError(origin, problems) from failure
    if problems:
        raise InputError(origin, problems)
    return values["name"], read


def parsed(text: bytes, origin: str) -> Any:
    """The plain values of a JSON text that can be written again: no repeated names, no endless nesting, real text."""
    repeated: list[Problem] = []

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in found]
        again = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
        repeated.extend(_twice(name) for name in again)
        return dict(found)

    def refused(word: str) -> float:
        raise ValueError(say("{word} is not a number", word=word))

    try:
        values = json.loads(text.decode("utf-8-sig"), object_pairs_hook=pairs, parse_constant=refused)
        json.dumps(values, ensure_ascii=False).encode()
    except RecursionError as failure:
        raise InputError(origin, [_too_deep()]) from failure
    except UnicodeError as failure:
        raise InputError(origin, [Problem(say("the file"), say("is not UTF-8 text"))]) from failure
    except ValueError as failure:
        problem = Problem(say("the file"), say("is not JSON: {failure}", failure=failure))
        raise InputError(origin, [problem]) from failure
    if repeated:
        raise InputError(origin, repeated)
    if _deeper(values, _DEEPEST):
        raise InputError(origin, [_too_deep()])
    return values


def _twice(name: str) -> Problem:
    return Problem(say("the file"), say("'{name}' stands twice", name=name[:60]), say("a key stands once"))


def _too_deep() -> Problem:
    return Problem(say("the file"), say("is nested too deeply"))


def _deeper(values: Any, levels: int) -> bool:
    """Whether plain values are nested more deeply than so many levels."""
    parts = values.values() if isinstance(values, dict) else values if isinstance(values, list) else ()
    return levels < 0 or any(_deeper(part, levels - 1) for part in parts)
