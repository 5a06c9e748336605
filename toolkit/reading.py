"""Reading YAML and JSON text safely: no code, no surprises, the line of every value kept.

Plain values only: unknown tags, anchors and repeated keys are refused, since each of them makes a file mean
something else than it seems to say. Numbers follow YAML 1.2 (``1e6`` is a number, ``010`` is ten, ``1:30`` is text).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from toolkit.errors import CaseError, InputError, Problem
from toolkit.languages.speech import say
from toolkit.wording import number

__all__ = ["MOST_BYTES", "Document", "place", "read_bytes", "read_text"]

MOST_BYTES = 4_000_000
_DEEPEST = 30
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_NOT_FINITE = {".inf": float("inf"), "+.inf": float("inf"), "-.inf": float("-inf"), ".nan": float("nan")}


@dataclass(frozen=True)
class Document:
    """A file's plain values, and the line on which the value of each path stands."""

    origin: str
    values: Any
    lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)

    def place(self, path: tuple[str | int, ...]) -> str:
        """A path in words, with its line where it is known: ``corridors → KEN-GBR → nurse (line 12)``."""
        known = next((self.lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in self.lines), None)
        return _in_line(place(path), known) if known else place(path)


def place(path: tuple[str | int, ...]) -> str:
    """A path in words: ``corridors → KEN-GBR → nurse → retention → 1st``."""
    return " → ".join(_ordinal(part) if isinstance(part, int) else str(part) for part in path) or say("the file")


def _in_line(where: str, line: int) -> str:
    return say("{place} (line {line})", place=where, line=line)


def _ordinal(index: int) -> str:
    position = index + 1
    last = 0 if 10 <= position % 100 <= 20 else position % 10
    if last == 1:
        return say("{position}st", position=position)
    if last == 2:
        return say("{position}nd", position=position)
    if last == 3:
        return say("{position}rd", position=position)
    return say("{position}th", position=position)


def read_text(path: Path, error: type[InputError] = CaseError) -> Document:
    """Read a YAML or JSON file into plain values.

    Raises ``error`` for a file that is missing, larger than 4 MB, not UTF-8 text, or not plain YAML or JSON.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as failure:
        why = say("cannot be read: {reason}", reason=failure.strerror or failure)
        raise error(path.name, [Problem(say("the file"), why)]) from failure
    return read_bytes(content, path.name, error, size=size)


def read_bytes(content: bytes, name: str, error: type[InputError] = CaseError, *, size: int | None = None) -> Document:
    """Plain values from the content of a YAML or JSON file with a name; raises ``error`` as ``read_text`` does.

    ``size`` is that of the whole file, where not all of it was read.
    """
    size = len(content) if size is None else size
    if size > MOST_BYTES:
        has = say("has {size} MB", size=number(size / 1e6, 1))
        allowed = say("a file has at most {size} MB", size=number(MOST_BYTES / 1e6))
        problem = Problem(say("the file"), has, allowed, say("take out what is not part of it"))
        raise error(name, [problem])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        wrong, expected = say("is not UTF-8 text"), say("a text file is expected")
        problem = Problem(say("the file"), wrong, expected, say("save it as UTF-8"))
        raise error(name, [problem]) from failure
    return _json(text, name, error) if name.lower().endswith(".json") else _yaml(text, name, error)


def _json(text: str, origin: str, error: type[InputError]) -> Document:
    problems: list[Problem] = []

    def without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                problems.append(_repeated(key, say("the file")))
            found[key] = value
        return found

    try:
        values = json.loads(text, object_pairs_hook=without_repeats)
    except json.JSONDecodeError as failure:
        what = say("is not JSON: {reason}", reason=failure.msg)
        raise error(origin, [Problem(say("line {line}", line=failure.lineno), what)]) from failure
    except RecursionError as failure:
        raise error(origin, [Problem(say("the file"), say("is not JSON: is nested too deeply"))]) from failure
    except ValueError as failure:
        what = say("is not JSON: has a number of too many digits")
        raise error(origin, [Problem(say("the file"), what)]) from failure
    if problems:
        raise error(origin, problems)
    return Document(origin, values)


def _yaml(text: str, origin: str, error: type[InputError]) -> Document:
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError) as failure:
        mark = getattr(failure, "problem_mark", None)
        reason = getattr(failure, "problem", None) or say("is nested too deeply or not YAML")
        where = say("line {line}", line=mark.line + 1) if mark else say("the file")
        what = say("is not YAML: {reason}", reason=reason)
        raise error(
            origin, [Problem(where, what, remedy=say("check the indentation and the colons there"))]
        ) from failure
    builder = _Builder()
    values = builder.build(node, ()) if node is not None else None
    if builder.problems:
        raise error(origin, builder.problems)
    return Document(origin, values, builder.lines)


def _repeated(key: str, where: str) -> Problem:
    what = say("'{key}' stands twice", key=key)
    return Problem(where, what, say("a key stands once"), say("remove or rename one of the two"))


class _Builder:
    """Turns a tree of YAML nodes into plain values."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.lines: dict[tuple[str | int, ...], int] = {}
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, path: tuple[str | int, ...]) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if id(node) in self._seen or len(path) > _DEEPEST:
            wrong = say("repeats another part by an anchor, or is nested too deeply")
            self.problems.append(Problem(self._where(path), wrong, say("plain values"), say("write it out")))
            return None
        self._seen.add(id(node))
        if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
            wrong, expected = say("has the tag {tag}", tag=node.tag), say("plain values without tags")
            self.problems.append(Problem(self._where(path), wrong, expected, say("remove the tag")))
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return _scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _where(self, path: tuple[str | int, ...]) -> str:
        return _in_line(place(path), self.lines[path])

    def _mapping(self, node: yaml.MappingNode, path: tuple[str | int, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                wrong = say("has a key that is not a word")
                self.problems.append(Problem(self._where(path), wrong, say("keys are words")))
                continue
            key = str(key_node.value)
            if key in found:
                self.problems.append(_repeated(key, _in_line(place(path), key_node.start_mark.line + 1)))
            found[key] = self.build(value_node, (*path, key))
        return found


def _scalar(node: yaml.ScalarNode) -> Any:
    """A plain value by the rules of YAML 1.2; what is quoted is text."""
    written = str(node.value)
    if node.style in ("'", '"', "|", ">"):
        return written
    word = written.lower()
    if word in _WORDS:
        return _WORDS[word]
    if word in _NOT_FINITE:
        return _NOT_FINITE[word]
    if _INTEGER.fullmatch(written):
        return int(written) if len(written) < 20 else float(written)
    return float(written) if _DECIMAL.fullmatch(written) else written
