"""Numbers with their origin: a bare number, or a mapping with value, range, source, year and note.

Specification, section 2: "Any number may be given bare, or as a mapping with ``value`` and optionally ``low``,
``high``, ``source``, ``year``, ``note``, ``assumed``".
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from toolkit.case.schema import Provenance
from toolkit.errors import Problem
from toolkit.languages.speech import say
from toolkit.validation import did_you_mean
from toolkit.wording import nearest

__all__ = ["Path", "dotted", "is_quantity", "separate"]

Path = tuple[str | int, ...]
_PARTS = ("value", *Provenance.model_fields)
_HUGE, _BEYOND = 10**20, 10**308


def dotted(path: Path) -> str:
    """A path as the key of ``Case.provenance``: ``countries.KEN.nurse.exit_rate``."""
    return ".".join(str(part) for part in path)


def is_quantity(value: Any) -> bool:
    """Whether a mapping stands for a number: it has a ``value`` and is not a red line."""
    return isinstance(value, Mapping) and "value" in value and "kind" not in value


def separate(values: Any) -> tuple[Any, dict[Path, Mapping[str, Any]], list[tuple[Path, Problem]]]:
    """Take quantities apart into bare values and, by path, what is said about each of them.

    Returns the values with every number bare, the statements about numbers, and the problems of unknown parts.
    """
    said: dict[Path, Mapping[str, Any]] = {}
    problems: list[tuple[Path, Problem]] = []

    def bare(value: Any, path: Path) -> Any:
        if isinstance(value, Mapping):
            problems.extend(((*path, str(key)), _no_word()) for key in value if not isinstance(key, str))
            value = {key: part for key, part in value.items() if isinstance(key, str)}
        if is_quantity(value) and path and not (len(path) == 2 and path[0] == "red_lines"):
            for part in value:
                if part not in _PARTS:
                    problems.append(((*path, part), _unknown_part(part)))
            said[path] = {
                part: bare(value[part], (*path, part)) for part in value if part in _PARTS and part != "value"
            }
            return bare(value["value"], path) if not isinstance(value["value"], Mapping) else value["value"]
        if isinstance(value, Mapping):
            return {key: bare(part, (*path, key)) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [bare(part, (*path, index)) for index, part in enumerate(value)]
        if isinstance(value, int) and abs(value) >= _HUGE:
            return float(value) if abs(value) < _BEYOND else math.inf if value > 0 else -math.inf
        return value

    return bare(values, ()), said, problems


def _no_word() -> Problem:
    return Problem("", say("is a key that is not a word"), say("keys are words"), say("write it in quotes"))


def _unknown_part(part: str) -> Problem:
    wrong = say("unknown part '{part}' of a number", part=part)
    expectation = say("the parts are {parts}", parts=", ".join(_PARTS))
    return Problem("", wrong, expectation, did_you_mean(nearest(part, _PARTS)))
