"""A side's own valuations: numbers and red lines that it keeps to itself, in a file of its own.

They never become part of a workspace: ``own_case`` gives the case as the side sees it, and ``share_number`` is the
only way from here into what everybody sees. A file ends in ``.accord-side.json``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.case.load import case_from_mapping
from toolkit.case.quantity import Path
from toolkit.case.schema import Case
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.validation import shown, value_at
from toolkit.wording import number
from toolkit.workspace.content import Content
from toolkit.workspace.edits import Edit, new_content, set_number
from toolkit.workspace.file import parsed
from toolkit.workspace.numbers import place_in_document
from toolkit.workspace.red_lines import add_red_line

__all__ = ["SIDE_ENDING", "SideFile", "own_case", "path_of", "read_side", "share_number", "written_side"]

SIDE_ENDING = ".accord-side.json"
MOST_SIDE_BYTES = 1_000_000

_KIND, _FORMAT = "accord side", 1
_PARTS = ("kind", "format", "side", "numbers", "red_lines", "note")
_MOST_NUMBERS, _MOST_LINES, _MOST_NOTE = 500, 100, 20_000


@dataclass(frozen=True, slots=True, repr=False)
class SideFile:
    """What a side keeps to itself: ``numbers`` by dotted path of the case, red lines as they stand in a case file.

    It has no representation with its numbers, so that no log tells them.
    """

    side: str
    numbers: Mapping[str, float] = field(default_factory=dict)
    red_lines: tuple[Mapping[str, Any], ...] = ()
    note: str = ""

    def __repr__(self) -> str:
        """How many numbers and red lines, not which."""
        return f"SideFile({self.side!r}, {len(self.numbers)} numbers, {len(self.red_lines)} red lines)"

    def with_number(self, path: str, value: float | None) -> SideFile:
        """Another own number, ``None`` for the common one."""
        numbers = {name: kept for name, kept in self.numbers.items() if name != path}
        if value is not None:
            numbers[path] = value
        return SideFile(self.side, numbers, self.red_lines, self.note)


def path_of(name: str) -> Path:
    """A dotted path in its parts: ``countries.KEN.budget.0``."""
    return tuple(int(part) if part.isdigit() else part for part in name.split("."))


def written_side(side: SideFile) -> str:
    """A side's file as text."""
    values = {
        "kind": _KIND,
        "format": _FORMAT,
        "side": side.side,
        "numbers": {name: side.numbers[name] for name in sorted(side.numbers)},
        "red_lines": [dict(line) for line in side.red_lines],
        "note": side.note,
    }
    return json.dumps(values, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def read_side(text: bytes, origin: str) -> SideFile:
    """A side's file from its text. Raises ``InputError`` with every problem; no message tells a value of the file."""
    if len(text) > MOST_SIDE_BYTES:
        size = say("has {size} MB", size=number(len(text) / 1e6, 1))
        problem = Problem(say("the file"), size, say("at most {size} MB", size=number(MOST_SIDE_BYTES / 1e6)))
        raise InputError(origin, [problem])
    values = parsed(text, origin)
    if not isinstance(values, dict) or values.get("kind") != _KIND:
        expected = say("one ending in {ending}", ending=SIDE_ENDING)
        raise InputError(origin, [Problem(say("the file"), say("is not a side's file"), expected)])
    if values.get("format") != _FORMAT:
        expected, remedy = say("format {number}", number=_FORMAT), say("a later one needs a newer Accord")
        raise InputError(origin, [Problem("format", say("is another"), expected, remedy)])
    side, numbers = values.get("side"), values.get("numbers", {})
    lines, note = values.get("red_lines", []), values.get("note", "")
    problems = [Problem(str(name)[:60], say("is not part of a side's file")) for name in values if name not in _PARTS]
    if not isinstance(side, str) or len(side) != 3 or not (side.isascii() and side.isupper()):
        wrong = say("is {given}", given=shown(side))
        problems.append(Problem("side", wrong, say("the code of a country, such as KEN")))
    if not isinstance(numbers, dict) or len(numbers) > _MOST_NUMBERS:
        expected = say("at most {count}", count=_MOST_NUMBERS)
        problems.append(Problem("numbers", say("are not numbers by path"), expected))
    else:
        problems += [
            Problem(f"numbers → {name[:80]}", say("is not a number"))
            for name, value in numbers.items()
            if not _finite(value)
        ]
    if not isinstance(lines, list) or len(lines) > _MOST_LINES or not all(isinstance(line, dict) for line in lines):
        expected = say("a list of at most {count}", count=_MOST_LINES)
        problems.append(Problem("red_lines", say("are not red lines"), expected))
    if not isinstance(note, str) or len(note) > _MOST_NOTE:
        expected = say("at most {count} characters", count=number(_MOST_NOTE))
        problems.append(Problem("note", say("is not a text"), expected))
    if problems:
        raise InputError(origin, problems)
    return SideFile(str(side), dict(numbers), tuple(lines), note)


def _finite(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def own_case(document: Mapping[str, Any], side: SideFile) -> Case:
    """The case as a side sees it: its own numbers in place of the common ones, and its own red lines besides.

    Raises ``InputError`` for a side or a number that the case has not, and ``CaseError`` where what results is no case.
    """
    case = case_from_mapping(dict(document))
    if side.side not in case.countries:
        wrong = say("{country} is not a country of this case", country=side.side)
        raise InputError(say("the side's file"), [Problem("side", wrong, ", ".join(case.countries))])
    values = case.model_dump()
    problems = [
        Problem(f"numbers → {name[:80]}", say("is not a number of this case"))
        for name in side.numbers
        if not _finite(value_at(values, path_of(name)))
    ]
    if problems:
        raise InputError(say("the side's file"), problems)
    content = new_content(document, "")
    for name, value in side.numbers.items():
        path = path_of(name)
        whole = isinstance(value_at(values, path), int) and float(value).is_integer()
        place = place_in_document(content, path)
        content, _ = set_number(content, None, place, int(value) if whole else float(value))
    for line in side.red_lines:
        content, _ = add_red_line(content, {"party": side.side, **line}, "")
    return case_from_mapping(content.case)


def share_number(content: Content, case: Case, side: SideFile, name: str, reason: str = "") -> Edit:
    """Put one own number into the common case, where everybody sees it; the side's file is left as it is."""
    path = path_of(name)
    new, sentence = set_number(
        content, case, place_in_document(content, path), side.numbers[name], reason or f"Stated by {side.side}."
    )
    case_from_mapping(new.case)
    return new, say("{change} (stated by {side})", change=sentence, side=side.side)
