"""Two versions of a document side by side: which parts belong together, and which words of them changed.

Parts belong together by what they are (the article and its paragraph, the table of a title), not by what they say; so a
change of words stays within its paragraph or cell. The number of an article is no part of its text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from toolkit.documents.blocks import Article, Block, Heading, Paragraph, Picture, TableBlock, clean
from toolkit.documents.frame import said_sources
from toolkit.report.figures.figure import Figure
from toolkit.report.table import Table

__all__ = ["Drawing", "Grid", "Line", "Part", "Segment", "paired", "parts", "rows_paired", "segments"]

Segment = tuple[str, str]
"""Text and whether it stays (empty), is new (``ins``) or is taken out (``del``)."""

_TOKEN = re.compile(r"\s+|[\[\](){};:,]|[^\s\[\](){};:,]+(?:,\d+)*")
_ALIKE = 0.35
"""Texts less alike are replaced as a whole: word by word such a change cannot be read."""

_MOST_PAIRS = 4_000_000
"""Longer texts are replaced as a whole too: comparing each word with each would take minutes."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: ``anchor`` tells which one it is, whatever it says; ``style`` how it is set."""

    anchor: Hashable
    style: str
    text: str
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table without its title and remark, which are lines."""

    anchor: Hashable
    table: Table


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure without its title and remark; ``width`` is its part of the width of the text."""

    anchor: Hashable
    figure: Figure
    width: float


Part = Line | Grid | Drawing


def parts(blocks: Sequence[Block]) -> list[Part]:
    """Blocks as lines, tables and drawings."""
    found: list[Part] = []
    seen: Counter[Hashable] = Counter()
    chapter = ""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            chapter = block.text
        for part in _parts(block, chapter):
            seen[part.anchor] += 1
            found.append(_with_anchor(part, (part.anchor, seen[part.anchor])))
    return found


def _with_anchor(part: Part, anchor: Hashable) -> Part:
    if isinstance(part, Line):
        return Line(anchor, part.style, part.text, part.starts_page)
    return Grid(anchor, part.table) if isinstance(part, Grid) else Drawing(anchor, part.figure, part.width)


def _parts(block: Block, chapter: str) -> Iterator[Part]:
    if isinstance(block, Heading):
        style = f"heading{block.level}"
        yield Line((style, clean(block.text)), style, clean(block.text), block.new_page)
    elif isinstance(block, Paragraph):
        about, colon, _ = block.text.partition(":")
        yield Line((block.kind, chapter, about if colon else ""), block.kind, clean(block.text))
    elif isinstance(block, Article):
        title, texts = block.shown
        yield Line(("article", block.title), "article", clean(title))
        style = "numbered" if len(texts) > 1 else "text"
        for place, text in enumerate(texts):
            yield Line(("article", block.title, style, place), style, clean(text))
    elif isinstance(block, TableBlock):
        table = block.table
        if block.titled:
            yield Line(("title", table.title), "heading2", clean(table.title))
        yield Grid(("table", table.title, len(table.columns)), table)
        if table.note:
            yield Line(("note", table.title), "note", clean(table.note))
    else:
        yield from _drawn(block)


def _drawn(block: Picture) -> Iterator[Part]:
    figure = block.figure
    yield Line(("title", figure.title), "heading2", clean(figure.title))
    if figure.subtitle:
        yield Line(("subtitle", figure.title), "above", clean(figure.subtitle))
    yield Drawing(("drawing", figure.title, figure.description), figure, block.width)
    below = " ".join(part for part in (figure.note, said_sources(figure.sources)) if part)
    if below:
        yield Line(("note", figure.title), "note", clean(below))


def paired(before: Sequence[Part], after: Sequence[Part]) -> Iterator[tuple[Part | None, Part | None]]:
    """Each part of the earlier version with its part of the later one; ``None`` where the other has none."""
    old, new = ([part.anchor for part in parts] for parts in (before, after))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(before[i1:i2], after[j1:j2], strict=True)
        else:
            yield from ((part, None) for part in before[i1:i2])
            yield from ((None, part) for part in after[j1:j2])


def segments(before: str, after: str) -> list[Segment]:
    """The words of two versions of a text, in order: those that stay, are taken out, or are new."""
    if before == after:
        return [(after, "")] if after else []
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) * len(new) > _MOST_PAIRS or _likeness(old, new) < _ALIKE:
        return _replaced(before, after)
    found: list[Segment] = []
    gone, come = "", ""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = "".join(old[i1:i2]), "".join(new[j1:j2])
        # a blank between two changes belongs to both, or each word would be marked by itself
        if tag == "equal" and (now.strip() or not (gone or come)):
            found += [*_replaced(gone, come), (now, "")]
            gone, come = "", ""
        else:
            gone, come = gone + was, come + now
    return [*found, *_replaced(gone, come)]


def _replaced(before: str, after: str) -> list[Segment]:
    return [segment for segment in ((before, "del"), (after, "ins")) if segment[0]]


def _likeness(old: Sequence[str], new: Sequence[str]) -> float:
    was, now = ([token for token in tokens if not token.isspace()] for tokens in (old, new))
    return SequenceMatcher(None, was, now, autojunk=False).ratio()


def rows_paired(before: Table, after: Table) -> list[tuple[tuple[str, ...] | None, tuple[str, ...] | None]]:
    """The rows of two tables of as many columns, the earlier with the later; ``None`` where a row is new or gone.

    Rows belong together by the first cells that tell them apart, then in their order.
    """
    found: list[tuple[tuple[str, ...] | None, tuple[str, ...] | None]] = []
    cells = next((n for n in range(1, len(after.columns)) if _apart(before, n) and _apart(after, n)), 1)
    old, new = ([row[:cells] for row in table.rows] for table in (before, after))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" or i2 - i1 == j2 - j1:
            found += zip(before.rows[i1:i2], after.rows[j1:j2], strict=True)
        else:
            found += [(row, None) for row in before.rows[i1:i2]]
            found += [(None, row) for row in after.rows[j1:j2]]
    return found


def _apart(table: Table, cells: int) -> bool:
    return len({row[:cells] for row in table.rows}) == len(table.rows)
