"""Fonts for letters of every script: which of the machine's to take, and what to install where it has none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from toolkit.errors import AccordError
from toolkit.languages.speech import say
from toolkit.wording import join

__all__ = ["MissingFont", "fonts_for", "undisplayed"]

_USUAL = ("Liberation Sans", "Arial", "Libertinus Serif")
"""The first that the machine has; the last comes with typst."""
_BY_SCRIPT = {
    "ARABIC": ("Noto Naskh Arabic", "Noto Sans Arabic", "Amiri", "Tahoma", "Geeza Pro", "DejaVu Sans"),
    "HEBREW": ("Noto Sans Hebrew", "Tahoma", "Arial Hebrew", "DejaVu Sans"),
    "CJK": ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei"),
    "HIRAGANA": ("Noto Sans CJK JP", "Source Han Sans", "Yu Gothic", "Hiragino Sans"),
    "KATAKANA": ("Noto Sans CJK JP", "Source Han Sans", "Yu Gothic", "Hiragino Sans"),
    "HANGUL": ("Noto Sans CJK KR", "Source Han Sans K", "Malgun Gothic", "Apple SD Gothic Neo"),
    "DEVANAGARI": ("Noto Sans Devanagari", "Nirmala UI", "Kohinoor Devanagari"),
    "ETHIOPIC": ("Noto Sans Ethiopic", "Ebrima", "Kefa"),
    "THAI": ("Noto Sans Thai", "Leelawadee UI", "Thonburi"),
}
"""Fonts of other scripts, as Unicode calls these, the most readable first."""
_OF_SIGNS = "Noto Sans Symbols"
_MOST_LETTERS = 12
_UNDISPLAYED = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class MissingFont(AccordError):
    """No font of the machine has some letters of a document."""


def fonts_for(text: str, families: Collection[str]) -> list[str]:
    """The fonts in which a text is set: the usual ones, then those of the machine for its other scripts."""
    scripts = dict.fromkeys(sorted(filter(None, map(_script, set(text)))))
    others = (name for script in scripts for name in _BY_SCRIPT.get(script, ()) if name in families)
    return list(dict.fromkeys((*_USUAL, *others)))


def undisplayed(message: str) -> MissingFont | None:
    """The error for letters that typst found no font for, as its message names them; ``None`` for other messages."""
    found = [_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in _UNDISPLAYED.findall(message)]
    letters = list(dict.fromkeys("".join(found)))
    if not letters:
        return None
    said = say(
        "No font of this machine has these letters of the document: {letters}. Install a font that has them, such as "
        "{fonts}, and write the document again.",
        letters=" ".join(letters[:_MOST_LETTERS]),
        fonts=join(_to_install(letters), "or"),
    )
    return MissingFont(said)


def _to_install(letters: Iterable[str]) -> list[str]:
    scripts = (_script(letter) for letter in letters)
    return list(dict.fromkeys(_font_of(script) for script in scripts))


def _font_of(script: str) -> str:
    if script in _BY_SCRIPT:
        return _BY_SCRIPT[script][0]
    return f"Noto Sans {script.title()}" if script else _OF_SIGNS


def _script(letter: str) -> str:
    """The script of a letter, empty for signs, marks that many scripts share, and letters that every font has."""
    if letter.isascii() or unicodedata.category(letter)[0] not in "LM":
        return ""
    script = unicodedata.name(letter, "").split(" ")[0].split("-")[0]
    return "" if script in ("LATIN", "MODIFIER", "COMBINING", "VARIATION", "FEMININE", "MASCULINE", "MICRO") else script
