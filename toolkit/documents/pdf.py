"""Documents as PDF, tagged for screen readers (PDF/UA-1), set by typst inside this process and without a network.

The text goes to typst as data, never as markup. Fonts are those of the machine, or the ones that come with typst; that
none of them has a letter is told in words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any

import typst

from toolkit.documents.blocks import (
    Article,
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Progress,
    TableBlock,
    clean,
    shortened,
)
from toolkit.documents.direction import isolated
from toolkit.documents.fonts import fonts_for, undisplayed
from toolkit.documents.frame import article_label, page_label, said_sources
from toolkit.documents.widths import lines_of, on_pages, plan
from toolkit.languages.catalogues import ENGLISH, locale_of, right_to_left
from toolkit.languages.speech import say, speaking
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.render import framed_png, plain_svg
from toolkit.report.table import Table
from toolkit.wording import day_in_words

__all__ = ["to_pdf"]

_DRAWN_IN = "Liberation Sans"
"""The font of our pictures; where it is missing they are set as pixels, which bring it along."""
_ENDLESS = re.compile(r"[^\s\u200b]{31,}")
_PIECE = 14
_LONG = 40
_SHORT, _SHORT_LINES = 12, 18
"""Rows and lines of a table that stays on one page, with its title."""
_PAGE, _PAGES = "{page}", "{pages}"
"""Where the template puts in the number of the page and how many there are."""


def to_pdf(document: Document, *, progress: Progress | None = None) -> bytes:
    """The document as a tagged PDF in its language. Raises ``MissingFont`` for letters that no font has."""
    with speaking(document.language):
        return _printed(document, progress)


def _printed(document: Document, progress: Progress | None) -> bytes:
    steps, drawing, setting = len(document.blocks) + 1, say("Drawing the PDF"), say("Setting the PDF")
    runs = []
    done = 0
    for run in on_pages(document.blocks, _begins, _wide):
        blocks: list[dict[str, Any]] = []
        for item in run.items:
            if progress is not None:
                progress(done, steps, drawing)
            done += 1
            blocks.append(_block(item))
        for block, following in zip(blocks, [*blocks[1:], None], strict=True):
            block["sticky"] = following is not None and following["kind"] == "table"
        runs.append({"turned": run.turned, "blocks": list(_joined(blocks))})
    if progress is not None:
        progress(done, steps, setting)
    stated = document.stated
    values = {
        "title": _text(shortened(document.title, 300)) or "-",
        "subtitle": _text(shortened(document.subtitle, 600)),
        "date": day_in_words(stated) if stated else "",
        "stated": [stated.year, stated.month, stated.day] if stated else None,
        **_language(document.language),
        "footer": shortened(document.title, 70),
        "page": page_label(_PAGE, _PAGES),
        "runs": runs,
    }
    found = _compiled(values)
    if progress is not None:
        progress(steps, steps, setting)
    return found


def _language(language: str) -> dict[str, Any]:
    """The language as typst is told: by its code, its country where it has one, and where its lines begin."""
    locale = locale_of(language)
    country = locale.territory if language != ENGLISH else None
    known = country if country and country.isalpha() else None
    return {"language": locale.language, "country": known, "mirrored": right_to_left(language)}


def _compiled(values: dict[str, Any]) -> bytes:
    template = files("toolkit.documents").joinpath("document.typ").read_bytes()
    fonts = fonts_for(json.dumps(values, ensure_ascii=False), _families())
    whole = json.dumps({**values, "fonts": fonts}, ensure_ascii=False)
    try:
        return bytes(typst.compile(template, format="pdf", sys_inputs={"document": whole}, pdf_standards=["ua-1"]))
    except typst.TypstError as failure:
        missing = undisplayed(failure.diagnostic)
        if missing is None:
            raise
        raise missing from failure


def _begins(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _wide(block: Block) -> bool:
    return isinstance(block, TableBlock) and plan(block.table).turned


def _text(text: str) -> str:
    """Text in which words without an end can be broken, so that nothing runs over the edge of the page."""

    def broken(found: re.Match[str]) -> str:
        word = found.group()
        return "\u200b".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))

    return isolated(_ENDLESS.sub(broken, clean(text)))


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": _text(block.text), "new_page": block.new_page}
    if isinstance(block, Paragraph):
        return {"kind": block.kind, "text": _text(block.text)}
    if isinstance(block, Article):
        title, texts = block.shown
        several = len(texts) > 1
        paragraphs = [f"{block.number}.{n}  {t}" if several else t for n, t in enumerate(texts, start=1)]
        title = _text(f"{article_label(block.number)} {title}")
        return {"kind": "article", "title": title, "paragraphs": [_text(text) for text in paragraphs]}
    if isinstance(block, TableBlock):
        return _table(block.table, titled=block.titled)
    return _picture(block)


def _table(table: Table, *, titled: bool) -> dict[str, Any]:
    shape = plan(table)

    def lines(row: Sequence[str]) -> float:
        return max(lines_of(cell, width, shape.size) for cell, width in zip(row, shape.widths, strict=True))

    heights = [lines(row) for row in table.rows]
    return {
        "kind": "table",
        "title": _text(table.title) if titled else "",
        "note": _text(table.note),
        "widths": [round(width, 3) for width in shape.widths],
        "size": shape.size - 0.5,
        "numeric": [at for at, name in enumerate(table.columns) if name in table.numeric],
        "columns": [_text(name[:1].upper() + name[1:]) for name in table.columns],
        "breakable": len(heights) > _SHORT or sum(heights) > _SHORT_LINES or max(heights, default=0) > _LONG,
        "rows": [
            {"cells": [_text(cell) for cell in row], "long": height > _LONG}
            for row, height in zip(table.rows, heights, strict=True)
        ],
    }


def _picture(block: Picture) -> dict[str, Any]:
    figure = block.figure
    return {
        "kind": "picture",
        "title": _text(figure.title),
        "subtitle": _text(figure.subtitle),
        "note": _text(" ".join(part for part in (figure.note, said_sources(figure.sources)) if part)),
        "alt": clean(figure.description),
        "width": block.width,
        **_image(figure),
    }


def _image(figure: Figure) -> dict[str, Any]:
    drawn = plain_svg(figure.to_dict("light"))
    if _DRAWN_IN in _families():
        return {"format": "svg", "image": drawn}
    return {"format": "png", "image": list(framed_png(drawn, 3.0))}


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    return frozenset(typst.Fonts().families())


def _joined(blocks: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Blocks with neighbouring items as one list, and neighbouring pictures that fit one line beside each other."""
    for kind, group in groupby(blocks, key=lambda block: block["kind"]):
        found = list(group)
        if kind == "item":
            yield {"kind": "list", "items": [block["text"] for block in found]}
        elif kind == "picture" and len(found) > 1 and sum(block["width"] for block in found) <= 1:
            yield {"kind": "beside", "pictures": found}
        else:
            yield from found
