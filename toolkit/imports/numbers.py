"""Reading numbers as a file's country writes them: the marks are settled once, and what does not fit is refused."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from toolkit.languages.speech import say, to_say

__all__ = ["DECIMAL_POINT", "SUPPRESSED", "NotANumber", "NumberFormat", "format_of", "suppressed"]

_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\u2002\u2003", " "))
_SIGNS = str.maketrans({"−": "-", "–": "-", "’": "'"})
_LESS_THAN = re.compile(r"[<≤]\s*\d+|(fewer|less) than \d+", re.IGNORECASE)

SUPPRESSED = frozenset({"*", "**", ":", "~", "..", "…", "...", "-", "–", "—", "x", "[c]", "[x]", "[z]", "c", "#", "s"})
"""Marks that offices print in place of a number that they keep back or do not have."""


_MARKS = {
    ",": to_say("commas"),
    ".": to_say("full stops"),
    " ": to_say("spaces"),
    "'": to_say("apostrophes"),
    "": to_say("nothing"),
}


class NotANumber(ValueError):
    """A text that is no number in the chosen way of writing; the message says why."""


def suppressed(text: str) -> bool:
    """Whether a text is a mark for a number kept back or not known: ``<5``, ``*``, ``:``, ``~``, ``..``.

    >>> [suppressed(text) for text in ("<5", "*", "~", "0", "5")]
    [True, True, True, False, False]
    """
    return text.strip().lower() in SUPPRESSED or _LESS_THAN.fullmatch(text.strip()) is not None


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How numbers are written: the decimal mark, and the mark between thousands or none."""

    decimal: str = "."
    thousands: str = ""
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.decimal == self.thousands or self.decimal not in (".", ","):
            raise ValueError("the decimal mark is '.' or ',' and is not the mark between thousands")
        whole = r"\d+"
        if self.thousands:
            whole = rf"(?:\d{{1,3}}(?:{re.escape(self.thousands)}\d{{3}})+|\d+)"
        pattern = re.compile(
            rf"[-+]?(?:{whole}(?:{re.escape(self.decimal)}\d*)?|{re.escape(self.decimal)}\d+)(?:[eE][-+]?\d{{1,3}})?",
            re.ASCII,
        )
        object.__setattr__(self, "_pattern", pattern)

    def read(self, text: str) -> float:
        """The number that a text writes. Raises ``NotANumber`` for anything else, infinities included.

        >>> NumberFormat(",", ".").read("4.312,5"), NumberFormat(",", " ").read("4\u00a0312")
        (4312.5, 4312.0)
        """
        tidy = text.translate(_SPACES).translate(_SIGNS).strip()
        if not self._pattern.fullmatch(tidy):
            raise NotANumber(say("'{text}' is no number with {marks}", text=text.strip()[:40], marks=self.words))
        if self.thousands:
            tidy = tidy.replace(self.thousands, "")
        value = float(tidy.replace(",", ".") if self.decimal == "," else tidy)
        if not math.isfinite(value):
            raise NotANumber(say("'{text}' is too large", text=text.strip()[:40]))
        return value

    @property
    def words(self) -> str:
        """The way of writing in words."""
        mark = say(_MARKS[self.thousands])
        if self.decimal == ".":
            return say("decimal point and {mark} between thousands", mark=mark)
        return say("decimal comma and {mark} between thousands", mark=mark)


DECIMAL_POINT = NumberFormat()
"""The way of the OECD, WHO and World Bank files: a decimal point and nothing between thousands."""

_CANDIDATES = tuple(
    NumberFormat(decimal, thousands)
    for decimal, thousands in (
        (".", ""),
        (",", ""),
        (".", ","),
        (",", "."),
        (".", " "),
        (",", " "),
        (".", "'"),
        (",", "'"),
    )
)


def _readings(candidate: NumberFormat, texts: list[str]) -> tuple[float, ...] | None:
    try:
        return tuple(candidate.read(text) for text in texts)
    except NotANumber:
        return None


def format_of(texts: Iterable[str]) -> NumberFormat:
    """The one way of writing in which all the numbers of a file make sense.

    Blank and suppressed texts do not count. Raises ``NotANumber`` when no way fits all of them, and when several do
    that read different numbers: ``4.312`` alone may be four thousand or four and a bit.

    >>> format_of(["4.312", "12,5"]), format_of(["4 312", "17"]).thousands
    (NumberFormat(decimal=',', thousands='.'), ' ')
    """
    wanted = [text for text in dict.fromkeys(texts) if text.strip() and not suppressed(text)]
    fitting = [(candidate, read) for candidate in _CANDIDATES if (read := _readings(candidate, wanted)) is not None]
    if not fitting:
        shown = ", ".join(f"'{text}'" for text in wanted[:6])
        raise NotANumber(say("no way of writing numbers fits all of them: {numbers}", numbers=shown))
    first, read = fitting[0]
    for other, reading in fitting[1:]:
        for text, one, two in zip(wanted, read, reading, strict=True):
            if one != two:
                told = say(
                    "'{text}' may be {one} ({marks}) or {two} ({other_marks})",
                    text=text.strip(),
                    one=f"{one:g}",
                    marks=first.words,
                    two=f"{two:g}",
                    other_marks=other.words,
                )
                raise NotANumber(told)
    return first
