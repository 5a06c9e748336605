"""What a document consists of, whatever it is written as: headings, paragraphs, articles, tables, pictures."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from toolkit.languages.speech import say
from toolkit.report.figures.figure import Figure
from toolkit.report.table import Table

__all__ = [
    "Article",
    "Block",
    "Document",
    "Heading",
    "Paragraph",
    "Picture",
    "Progress",
    "TableBlock",
    "clean",
    "shortened",
    "table_or_remark",
]

Progress = Callable[[int, int, str], None]
"""Told how many steps are done, how many there are, and in words which one begins."""

_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
"""Characters that turn the direction of the text after them, beyond the name that they are in."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2; ``new_page`` begins a page with it."""

    text: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; ``kind`` is ``text``, ``lead`` (what matters most), ``note`` (small) or ``item`` (of a list)."""

    text: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Article:
    """A numbered article. ``open`` marks one that is not agreed: it stands in square brackets as a whole."""

    number: int
    title: str
    paragraphs: tuple[str, ...]
    open: bool = False

    @property
    def shown(self) -> tuple[str, tuple[str, ...]]:
        """Title and paragraphs as they stand in the text."""
        if not self.open:
            return self.title, self.paragraphs
        return f"[{self.title}]", tuple(f"[{text}]" for text in self.paragraphs)


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with its remark; where it is not ``titled`` only a screen reader hears its title."""

    table: Table
    titled: bool = True


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with its title, remark and alternative text; ``width`` is its part of the width of the text.

    Neighbours that fit one line together stand beside each other where the format can do that.
    """

    figure: Figure
    width: float = 1.0


Block = Heading | Paragraph | Article | TableBlock | Picture


@dataclass(frozen=True)
class Document:
    """A document: title, the line below it, its blocks, the date it states (``None`` for none), and its language.

    ``held`` are plain values that a file of the document carries along unseen, from which the draft can be read again.
    """

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    stated: date | None = None
    language: str = "en"
    held: Mapping[str, Any] | None = field(default=None, repr=False)

    def of(self, *kinds: type[Block]) -> Iterator[Block]:
        """The blocks of some kinds."""
        return (block for block in self.blocks if isinstance(block, kinds))


def table_or_remark(table: Table, *, titled: bool = True) -> Block:
    """A table, or its remark alone where it has no rows."""
    return (
        TableBlock(table, titled)
        if table.rows
        else Paragraph(table.note or say("{title}: nothing.", title=table.title))
    )


def clean(text: str) -> str:
    """Text without characters that documents cannot hold, or that disturb what stands beside them.

    Control characters become spaces, line ends stay. Half characters, non-characters and those that turn the direction
    of other text are left out; joiners and direction marks of single words stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_letter(letter) for letter in text.replace("\r\n", "\n"))


def _letter(letter: str) -> str:
    if " " <= letter <= "~" or letter == "\n":
        return letter
    kind = unicodedata.category(letter)
    if kind in ("Cc", "Zl", "Zp"):
        return " "
    if kind == "Cs" or ord(letter) in _TURNING or ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF:
        return ""
    return letter


def shortened(text: str, most: int = 160) -> str:
    """Text on one line, cut where it is longer than ``most`` characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
