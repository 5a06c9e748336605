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
        return place(path) + (f" (line {known})" if known else "")


def place(path: tuple[str | int, ...]) -> str:
    """A path in words: ``corridors → KEN-GBR → nurse → retention → 1st``."""
    return " → ".join(_ordinal(part) if isinstance(part, int) else str(part) for part in path) or "the file"


def _ordinal(index: int) -> str:
    number = index + 1
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def read_text(path: Path, error: type[InputError] = CaseError) -> Document:
    """Read a YAML or JSON file into plain values.

    Raises ``error`` for a file that is missing, larger than 4 MB, not UTF-8 text, or not plain YAML or JSON.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as failure:
        raise error(path.name, [Problem("the file", f"cannot be read: {failure.strerror or failure}")]) from failure
    return read_bytes(content, path.name, error, size=size)


def read_bytes(content: bytes, name: str, error: type[InputError] = CaseError, *, size: int | None = None) -> Document:
    """Plain values from the content of a YAML or JSON file with a name; raises ``error`` as ``read_text`` does.

    ``size`` is that of the whole file, where not all of it was read.
    """
    size = len(content) if size is None else size
    if size > MOST_BYTES:
        allowed = f"a file has at most {MOST_BYTES / 1e6:.0f} MB"
        problem = Problem("the file", f"has {size / 1e6:.1f} MB", allowed, "take out what is not part of it")
        raise error(name, [problem])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        problem = Problem("the file", "is not UTF-8 text", "a text file is expected", "save it as UTF-8")
        raise error(name, [problem]) from failure
    return _json(text, name, error) if name.lower().endswith(".json") else _yaml(text, name, error)


def _json(text: str, origin: str, error: type[InputError]) -> Document:
    problems: list[Problem] = []

    def without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                problems.append(_repeated(key, "the file"))
            found[key] = value
        return found

    try:
        values = json.loads(text, object_pairs_hook=without_repeats)
    except (ValueError, RecursionError) as failure:
        where = f"line {failure.lineno}" if isinstance(failure, json.JSONDecodeError) else "the file"
        what = "is nested too deeply" if isinstance(failure, RecursionError) else "has a number of too many digits"
        what = failure.msg if isinstance(failure, json.JSONDecodeError) else what
        raise error(origin, [Problem(where, f"is not JSON: {what}")]) from failure
    if problems:
        raise error(origin, problems)
    return Document(origin, values)


def _yaml(text: str, origin: str, error: type[InputError]) -> Document:
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError) as failure:
        mark = getattr(failure, "problem_mark", None)
        what = getattr(failure, "problem", None) or "is nested too deeply or not YAML"
        where = f"line {mark.line + 1}" if mark else "the file"
        raise error(
            origin, [Problem(where, f"is not YAML: {what}", remedy="check the indentation and the colons there")]
        ) from failure
    builder = _Builder()
    values = builder.build(node, ()) if node is not None else None
    if builder.problems:
        raise error(origin, builder.problems)
    return Document(origin, values, builder.lines)


def _repeated(key: str, where: str) -> Problem:
    return Problem(where, f"'{key}' stands twice", "a key stands once", "remove or rename one of the two")


class _Builder:
    """Turns a tree of YAML nodes into plain values."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.lines: dict[tuple[str | int, ...], int] = {}
        self._seen: set[int] = set()

    def build(self, node: yaml.Node, path: tuple[str | int, ...]) -> Any:
        line = node.start_mark.line + 1
        self.lines[path] = line
        where = f"{place(path)} (line {line})"
        if id(node) in self._seen or len(path) > _DEEPEST:
            self.problems.append(
                Problem(
                    where, "repeats another part by an anchor, or is nested too deeply", "plain values", "write it out"
                )
            )
            return None
        self._seen.add(id(node))
        if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag:
            self.problems.append(
                Problem(where, f"has the tag {node.tag}", "plain values without tags", "remove the tag")
            )
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path, where)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return _scalar(node) if isinstance(node, yaml.ScalarNode) else None

    def _mapping(self, node: yaml.MappingNode, path: tuple[str | int, ...], where: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append(Problem(where, "has a key that is not a word", "keys are words"))
                continue
            key = str(key_node.value)
            if key in found:
                self.problems.append(_repeated(key, f"{place(path)} (line {key_node.start_mark.line + 1})"))
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
