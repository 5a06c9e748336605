"""Edits of red lines in a case document, whether or not it is a case as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.case.quantity import dotted
from toolkit.workspace.content import Content
from toolkit.workspace.edits import Edit, set_number

__all__ = ["add_red_line", "change_red_line", "red_lines_of", "remove_red_line", "same_red_lines", "with_red_lines_of"]


def red_lines_of(content: Content) -> list[dict[str, Any]]:
    """The red lines as they stand in the document; what is no red line at all is told by its problem elsewhere."""
    given = content.case.get("red_lines")
    return [dict(line) if isinstance(line, Mapping) else {} for line in given] if isinstance(given, list) else []


def _with_lines(content: Content, lines: list[dict[str, Any]]) -> Content:
    return content.model_copy(update={"case": {**content.case, "red_lines": lines}})


def change_red_line(content: Content, index: int, field: str, value: Any, sentence: str = "") -> Edit:
    """Another ``value``, ``hard``, ``penalty`` or ``note`` of a red line; an emptied one (``None``) is left out.

    A red line that becomes hard loses its penalty. One that may be crossed has a penalty of 0 until it is given one,
    and one that is given a penalty is no longer hard.
    """
    lines = red_lines_of(content)
    if field in ("value", "penalty") and value is not None:
        if field == "penalty" and lines[index].get("hard", True) is not False:
            content, _ = change_red_line(content, index, "hard", False)
        new, _ = set_number(content, None, ("red_lines", index, field), float(value))
        return new, sentence
    line = {name: part for name, part in lines[index].items() if name != field}
    if field == "hard":
        if value:
            line.pop("penalty", None)
        else:
            line = {**line, "hard": False, "penalty": line.get("penalty", 0.0)}
    elif value not in (None, ""):
        line[field] = value
    lines[index] = line
    return _with_lines(content, lines), sentence


def add_red_line(content: Content, line: Mapping[str, Any], sentence: str) -> Edit:
    """One more red line, at the end."""
    return _with_lines(content, [*red_lines_of(content), dict(line)]), sentence


def remove_red_line(content: Content, index: int, sentence: str) -> Edit:
    """The content without a red line; what was changed of later ones moves up with them."""
    lines = red_lines_of(content)
    changed = {}
    for key, kept in content.changed.items():
        path = list(kept["path"])
        if path[0] == "red_lines":
            if path[1] == index:
                continue
            if path[1] > index:
                path[1] -= 1
            key = dotted(tuple(path))
        changed[key] = {**kept, "path": path}
    shorter = content.model_copy(update={"changed": changed})
    return _with_lines(shorter, lines[:index] + lines[index + 1 :]), sentence


def same_red_lines(content: Content) -> tuple[Any, ...]:
    """What of a content belongs to its red lines, to be compared."""
    changed = {key: kept for key, kept in content.changed.items() if kept["path"][0] == "red_lines"}
    return (content.case.get("red_lines"), changed)


def with_red_lines_of(content: Content, other: Content) -> Content:
    """The content with the red lines of another, and with what was changed of them."""
    _, theirs = same_red_lines(other)
    own = {key: kept for key, kept in content.changed.items() if kept["path"][0] != "red_lines"}
    case = {**content.case, "red_lines": other.case.get("red_lines", [])}
    return content.model_copy(update={"case": case, "changed": {**own, **theirs}})
