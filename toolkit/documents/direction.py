"""Directions of text: which parts run from left to right in a document that is written from right to left."""

from __future__ import annotations

import re
import unicodedata

from toolkit.languages.speech import current_locale

__all__ = ["isolated", "runs_left_to_right", "text_runs"]

_LATIN = r"[A-Za-z\u00aa-\u02af\u0370-\u058f]"
_LEFT_TO_RIGHT = re.compile(rf"{_LATIN}(?:[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\n]*{_LATIN})?")
"""Words in letters that run from left to right, from the first such letter to the last before others come."""
_ISOLATE, _END = "\u2066", "\u2069"


def runs_left_to_right(text: str) -> bool:
    """Whether a text has letters that run from left to right and none that run from right to left."""
    kinds = {unicodedata.bidirectional(letter) for letter in text}
    return "L" in kinds and not kinds & {"R", "AL"}


def text_runs(text: str, *, mirrored: bool) -> list[tuple[str, bool]]:
    """A text in parts with one direction each, ``True`` for those that run from right to left."""
    if not mirrored or runs_left_to_right(text):
        return [(text, False)]
    found: list[tuple[str, bool]] = []
    at = 0
    for words in _LEFT_TO_RIGHT.finditer(text):
        found += [(text[at : words.start()], True), (words.group(), False)]
        at = words.end()
    return [part for part in (*found, (text[at:], True)) if part[0]] or [("", True)]


def isolated(text: str) -> str:
    """Text that keeps its own direction, full stops too, where what is spoken runs from right to left."""
    if current_locale().text_direction != "rtl" or not runs_left_to_right(text):
        return text
    return "\n".join(f"{_ISOLATE}{line}{_END}" for line in text.split("\n"))
