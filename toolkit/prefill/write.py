"""A starting case as a YAML file in the layout of the shipped cases, with what it is and what to know first on top."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from toolkit.languages.speech import say
from toolkit.prefill.new import NewCase

__all__ = ["to_yaml"]

_WIDTH = 130
_STEP = 2
_HELD = "\ue000"
"""Stands for a space at which no line may be broken, between a key and the beginning of its value."""


def to_yaml(new_case: NewCase) -> str:
    """The case as a file that loads to the same case."""
    lines = [*_comments(new_case), ""]
    for key, value in new_case.values.items():
        if key in ("countries", "fund", "payment_shares", "red_lines", "sources"):
            lines.append("")
        lines += _entry(key, value, 0)
    return "\n".join(lines) + "\n"


def _comments(new_case: NewCase) -> Iterator[str]:
    paragraphs = [say("Starting case: {name}.", name=new_case.values["name"]), *new_case.about]
    if new_case.remarks:
        paragraphs.append(say("Know before using a result:"))
        paragraphs += [f"- {remark}" for remark in new_case.remarks]
    for paragraph in paragraphs:
        indent = "#   " if paragraph.startswith("- ") else "# "
        yield from textwrap.wrap(
            paragraph, _WIDTH, initial_indent="# ", subsequent_indent=indent, break_long_words=False
        )


def _entry(key: str, value: Any, depth: int) -> list[str]:
    """A key with its value: short mappings and plain lists on one line, others in a block."""
    indent = " " * depth
    if key == "description":
        folded = textwrap.wrap(str(value), _WIDTH - depth - _STEP, break_long_words=False, break_on_hyphens=False)
        return [f"{indent}{key}: >-", *(f"{indent}{' ' * _STEP}{line}" for line in folded)]
    if isinstance(value, Mapping):
        if _is_short(value):
            return _wrapped(f"{indent}{key}: ", value, depth + _STEP)
        return [
            f"{indent}{key}:",
            *(line for name, part in value.items() for line in _entry(name, part, depth + _STEP)),
        ]
    if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        return [f"{indent}{key}:", *(line for item in value for line in _item(item, depth + _STEP))]
    return [f"{indent}{key}: {_inline(value)}"]


def _item(item: Mapping[str, Any], depth: int) -> list[str]:
    """An entry of a list: a number on one line, or a block whose first line carries the dash."""
    if _is_short(item):
        return _wrapped(f"{' ' * depth}- ", item, depth + _STEP + 1)
    lines = [line for key, value in item.items() for line in _entry(key, value, depth + _STEP)]
    return [f"{' ' * depth}- {lines[0].lstrip()}", *lines[1:]]


def _is_short(value: Mapping[str, Any]) -> bool:
    """Whether a mapping is a number with its origin, a source, or the shares of an item: written in braces."""
    return "kind" not in value and all(
        not isinstance(part, Mapping) and not (isinstance(part, list) and any(isinstance(x, Mapping) for x in part))
        for part in value.values()
    )


def _wrapped(start: str, value: Mapping[str, Any], depth: int) -> list[str]:
    """A mapping in braces; where one line would be too long, over several, with a note beginning a line of its own."""
    parts = [f"{key}:{_HELD}{_inline(part)}" for key, part in value.items()]
    whole = f"{start}{{{', '.join(parts)}}}"
    if len(whole) <= _WIDTH:
        return [whole.replace(_HELD, " ")]
    if "note" not in value:
        return _folded(whole, len(start) - len(start.lstrip()), depth)
    numbers = f"{start}{{{', '.join(parts[:-1])},".replace(_HELD, " ")
    return [numbers, *_folded(f"{parts[-1]}}}", depth, depth + _STEP)]


def _folded(text: str, first: int, following: int) -> list[str]:
    """Text over lines that are broken at spaces, which a reader of YAML takes for spaces."""
    lines = textwrap.wrap(
        text.strip(),
        _WIDTH,
        initial_indent=" " * first,
        subsequent_indent=" " * following,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_HELD, " ") for line in lines]


def _inline(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f")
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key}: {_inline(part)}' for key, part in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_inline, value))}]"
    text = str(value)
    return (
        text if text.isidentifier() and text not in ("true", "false", "null") else json.dumps(text, ensure_ascii=False)
    )
