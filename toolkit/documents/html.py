"""Documents as one HTML file: no script, nothing fetched, pictures inside, read by screen readers and fit for print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

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
from toolkit.documents.frame import article_label, said_sources
from toolkit.documents.widths import plan
from toolkit.languages.catalogues import language_tag, right_to_left
from toolkit.languages.speech import say, speaking
from toolkit.report.figures.render import plain_svg
from toolkit.report.table import Table
from toolkit.wording import day_in_words

__all__ = ["to_html"]

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
:root { color: #14191c; background: #fff; font: 16px/1.5 "Liberation Sans", Arial, Helvetica, sans-serif; }
body { margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; overflow-wrap: anywhere; }
h1, h2, h3, caption, figcaption strong { color: #0c4454; line-height: 1.25; }
h1 { font-size: 1.8rem; margin: 0 0 .25rem; }
h2 { font-size: 1.3rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1.25rem 0 .25rem; }
p { margin: 0 0 .6rem; }
.subtitle { font-size: 1.1rem; color: #3d474e; margin: 0; }
.lead { font-size: 1.1rem; }
.note, figcaption span, details { font-size: .85rem; color: #3d474e; }
.number { display: inline-block; min-width: 2.6rem; }
.scroll { overflow-x: auto; margin: .5rem 0; }
.scroll:focus-visible { outline: 3px solid #0a6aa6; outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; font-size: .87rem; line-height: 1.35; overflow-wrap: break-word; }
caption { text-align: start; font-weight: bold; font-size: 1.05rem; padding: .75rem 0 .35rem; }
caption.heard { position: absolute; width: 1px; height: 1px; padding: 0; overflow: hidden; clip-path: inset(50%); }
th, td { text-align: start; vertical-align: top; padding: .25rem .5rem; border-bottom: 1px solid #b9c4ca; }
thead th { background: #e8f0f3; color: #0c4454; border-bottom: 2px solid #0c4454; }
tbody th { font-weight: normal; }
.n { text-align: end; }
td.n { white-space: nowrap; }
figure { margin: 1rem 0; break-inside: avoid; }
figcaption strong, figcaption span { display: block; }
.beside { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
.beside figure { flex: 1 1 20rem; min-width: 0; }
@media (min-width: 44rem), print { .drawn { max-width: var(--part); } }
svg { display: block; max-width: 100%; height: auto; margin: .4rem 0; }
@media print {
  @page { size: A4; margin: 1.8cm 2cm; }
  :root { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h2, h3, caption { break-after: avoid; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  details { display: none; }
}
"""


_MIRRORED = """svg { direction: ltr; }
"""
"""Pictures are drawn from left to right, words in them still run as their letters do."""


def to_html(document: Document, *, progress: Progress | None = None) -> bytes:
    """The document as an HTML page that stands alone, in the language of the document."""
    with speaking(document.language):
        lines = [*_head(document), *_body(document, progress), "</main>", "</body>", "</html>"]
    return ("\n".join(lines) + "\n").encode()


def _head(document: Document) -> list[str]:
    mirrored = right_to_left(document.language)
    title = _text(shortened(document.title, 300))
    return [
        "<!DOCTYPE html>",
        f'<html lang="{language_tag(document.language)}" dir="{"rtl" if mirrored else "ltr"}">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}{_MIRRORED if mirrored else ''}</style>",
        "</head>",
        "<body>",
        "<main>",
        "<header>",
        f"<h1>{title}</h1>",
        f'<p class="subtitle">{_text(shortened(document.subtitle, 600))}</p>',
        *([f'<p class="subtitle">{day_in_words(document.stated)}</p>'] if document.stated else []),
        "</header>",
    ]


def _body(document: Document, progress: Progress | None) -> list[str]:
    body: list[str] = []
    listed = False
    beside, doing = _beside(document.blocks), say("Writing the page")
    for done, block in enumerate(document.blocks):
        if progress is not None:
            progress(done, len(document.blocks), doing)
        item = isinstance(block, Paragraph) and block.kind == "item"
        if item != listed:
            body.append("<ul>" if item else "</ul>")
            listed = item
        body.extend(['<div class="beside">'] if done in beside and done - 1 not in beside else [])
        body.extend(_block(block, beside=done in beside))
        body.extend(["</div>"] if done in beside and done + 1 not in beside else [])
    if listed:
        body.append("</ul>")
    if progress is not None:
        progress(len(document.blocks), len(document.blocks), doing)
    return body


def _beside(blocks: Sequence[Block]) -> set[int]:
    """The places of neighbouring pictures that fit one line together."""
    found: set[int] = set()
    for is_picture, group in groupby(enumerate(blocks), key=lambda pair: isinstance(pair[1], Picture)):
        pairs = list(group)
        width = sum(block.width for _, block in pairs if isinstance(block, Picture))
        if is_picture and len(pairs) > 1 and width <= 1:
            found.update(place for place, _ in pairs)
    return found


def _text(text: str) -> str:
    return escape(isolated(clean(text))).replace("\n", "<br>")


def _block(block: Block, *, beside: bool) -> Iterator[str]:
    if isinstance(block, Heading):
        level = block.level + 1
        yield f"<h{level}>{_text(block.text)}</h{level}>"
    elif isinstance(block, Paragraph):
        yield _paragraph(block)
    elif isinstance(block, Article):
        title, texts = block.shown
        yield f"<h3>{_text(article_label(block.number))} {_text(title)}</h3>"
        for place, text in enumerate(texts, start=1):
            number = f'<span class="number">{block.number}.{place}</span> ' if len(texts) > 1 else ""
            yield f"<p>{number}{_text(text)}</p>"
    elif isinstance(block, TableBlock):
        yield from _table(block.table, titled=block.titled)
        if block.table.note:
            yield f'<p class="note">{_text(block.table.note)}</p>'
    else:
        yield from _picture(block, beside=beside)


def _paragraph(block: Paragraph) -> str:
    if block.kind == "item":
        return f"<li>{_text(block.text)}</li>"
    named = f' class="{block.kind}"' if block.kind != "text" else ""
    return f"<p{named}>{_text(block.text)}</p>"


def _table(table: Table, *, titled: bool = True) -> Iterator[str]:
    """A table that scrolls by itself where the screen is narrow; its first column heads the rows."""
    title = _text(table.title)
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{title}">'
    yield "<table>"
    yield f"<caption>{title}</caption>" if titled else f'<caption class="heard">{title}</caption>'
    yield f"<colgroup>{''.join(_columns(table))}</colgroup>"
    number = [' class="n"' if name in table.numeric else "" for name in table.columns]
    names = (name[:1].upper() + name[1:] for name in table.columns)
    heads = "".join(f'<th scope="col"{kind}>{_text(name)}</th>' for name, kind in zip(names, number, strict=True))
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        first, *others = row
        cells = "".join(f"<td{kind}>{_text(cell)}</td>" for cell, kind in zip(others, number[1:], strict=True))
        yield f'<tr><th scope="row"{number[0]}>{_text(first)}</th>{cells}</tr>'
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def _columns(table: Table) -> Iterator[str]:
    widths = plan(table).widths
    return (f'<col style="width:{width / sum(widths):.1%}">' for width in widths)


def _picture(block: Picture, *, beside: bool) -> Iterator[str]:
    figure = block.figure
    drawn = plain_svg(figure.to_dict("light"))
    drawn = drawn[drawn.index("<svg") :]
    label = f'<svg role="img" aria-label="{_text(figure.description)}" '
    width = f' class="drawn" style="--part:{block.width:.0%}"' if block.width < 1 and not beside else ""
    yield "<figure>"
    yield f"<figcaption><strong>{_text(figure.title)}</strong>"
    yield f"<span>{_text(figure.subtitle)}</span></figcaption>" if figure.subtitle else "</figcaption>"
    yield f"<div{width}>{re.sub('^<svg ', lambda _: label, drawn, count=1)}</div>"
    below = " ".join(part for part in (figure.note, said_sources(figure.sources)) if part)
    if below:
        yield f'<p class="note">{_text(below)}</p>'
    if figure.table.rows:
        yield f"<details><summary>{_text(say('Numbers behind the picture'))}</summary>"
        yield from _table(figure.table, titled=False)
        yield "</details>"
    yield "</figure>"
