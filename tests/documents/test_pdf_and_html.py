"""PDF and HTML of any document: tagged, accessible, self-contained, the same bytes, and text that stays text."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pypdf
import pytest

from tests.documents.papers import HOSTILE, facts, hostile_case, memo, register
from tests.documents.web import page_of
from toolkit import solve
from toolkit.compliance.facts import facts_of_draft
from toolkit.documents import pdf
from toolkit.documents.blocks import Article, Document, Heading, Paragraph, Picture, TableBlock
from toolkit.documents.html import to_html
from toolkit.documents.memorandum import memorandum
from toolkit.documents.pdf import to_pdf
from toolkit.report.figures.service import service_by_year
from toolkit.report.table import Table

DAY = date(2026, 11, 28)


def text_of(content: bytes) -> str:
    """The text of a PDF on one line."""
    pages = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)
    return " ".join(" ".join(pages).replace("\u200b", "").split())


def every_block() -> Document:
    figure = service_by_year(facts().numbers())
    table = Table("A table", ("what", "amount"), (("places", "1,000"), ("posts", "2,000")), "Its note.", ("amount",))
    blocks = (
        Paragraph("What matters.", "lead"),
        Heading("Part one"),
        Paragraph("Some text."),
        Paragraph("First item", "item"),
        Paragraph("Second item", "item"),
        Article(1, "Open one", ("Text a.", "Text b."), open=True),
        TableBlock(table),
        TableBlock(replace(table, title="Heard only"), titled=False),
        Heading("Part two", new_page=True),
        Picture(figure),
        Picture(figure, 0.4),
        Picture(figure, 0.4),
        Paragraph("A note.", "note"),
    )
    return Document("Every block", "Below the title", blocks, DAY)


# ---- PDF


def test_a_pdf_is_tagged_titled_and_in_a_language() -> None:
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(every_block())))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Every block"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert len(reader.pages) >= 2


def test_pictures_of_a_pdf_have_words_and_fonts_travel_with_it() -> None:
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(every_block())))
    described = [found.get("/Alt") for found in _structure(reader) if found.get("/S") == "/Figure"]
    assert described.count(service_by_year(facts().numbers()).description) == 3
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        about = inner["/FontDescriptor"].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(about)


def _structure(reader: pypdf.PdfReader):
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        found = waiting.pop().get_object()
        if isinstance(found, list):
            waiting += found
        elif hasattr(found, "get"):
            yield found
            waiting += [found["/K"]] if "/K" in found else []


def test_a_pdf_says_what_its_blocks_say() -> None:
    text = text_of(to_pdf(every_block()))
    for said in (
        "28 November 2026",
        "What matters.",
        "Second item",
        "Article 1. [Open one]",
        "1.2 [Text b.]",
        "places 1,000",
        "Its note.",
        "Page 1 of",
    ):
        assert said in text
    assert "Heard only" not in text


def test_the_memorandum_as_pdf_has_every_article_and_turned_pages() -> None:
    content = to_pdf(memo())
    text = text_of(content)
    for article in memo().of(Article):
        assert f"Article {article.number}. {article.shown[0]}" in text
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    assert {page.mediabox.width > page.mediabox.height for page in pages} == {True, False}


@pytest.mark.parametrize("write", [to_pdf, to_html])
def test_the_same_document_gives_the_same_bytes(write) -> None:
    undated = replace(every_block(), stated=None)
    assert write(undated) == write(undated)
    assert write(every_block()) == write(every_block())
    assert write(every_block()) != write(undated)


@pytest.mark.parametrize("write", [to_pdf, to_html])
def test_progress_goes_from_nothing_to_everything(write) -> None:
    told: list[tuple[int, int, str]] = []
    write(every_block(), progress=lambda *step: told.append(step))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)


def test_without_the_font_of_our_pictures_they_are_pixels(monkeypatch) -> None:
    monkeypatch.setattr(pdf, "_families", lambda: frozenset({"Libertinus Serif"}))
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(every_block())))
    assert any(page.images for page in reader.pages)


# ---- HTML


def test_a_page_is_whole_and_fetches_nothing() -> None:
    content = to_html(every_block())
    page = page_of(content)
    assert page.of("html")[0].attributes == {"lang": "en-GB", "dir": "ltr"}
    assert not page.of("script", "link", "iframe", "img", "object", "embed", "form", "base")
    policy = page.of("meta")[1].attributes
    assert policy == {
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'",
    }
    for element in page.elements:
        for name, value in element.attributes.items():
            assert not name.startswith("on"), (element.tag, name)
            assert name not in ("src", "srcset", "action", "background"), (element.tag, name)
            if name.endswith("href"):
                assert value.startswith("#"), value
    assert "url(" not in re.sub(r"url\(#[\w-]+\)", "", content.decode())
    assert "@import" not in content.decode()


def test_headings_follow_each_other_and_articles_are_numbered() -> None:
    page = page_of(to_html(every_block()))
    levels = [int(element.tag[1]) for element in page.of("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [element.text for element in page.of("h3")] == ["Article 1. [Open one]"]
    assert [element.text for element in page.of("li")] == ["First item", "Second item"]
    assert len(page.of("ul")) == 1


def test_tables_have_captions_and_headers_with_scope() -> None:
    page = page_of(to_html(every_block()))
    assert [caption.text for caption in page.of("caption")][:2] == ["A table", "Heard only"]
    assert len(page.of("caption")) == len(page.of("table"))
    assert {header.attributes.get("scope") for header in page.of("th")} == {"col", "row"}
    for region in page.of("div"):
        if region.attributes.get("class") == "scroll":
            assert region.attributes["tabindex"] == "0"
            assert region.attributes["aria-label"]


def test_pictures_have_words_and_the_numbers_behind_them() -> None:
    page = page_of(to_html(every_block()))
    figure = service_by_year(facts().numbers())
    drawn = [element for element in page.of("svg") if element.attributes.get("role") == "img"]
    assert [element.attributes["aria-label"] for element in drawn] == [figure.description] * 3
    assert len(page.of("details")) == 3
    beside = [element for element in page.of("div") if element.attributes.get("class") == "beside"]
    assert not beside, "three neighbours do not fit one line"
    two = replace(every_block(), blocks=every_block().blocks[-3:])
    assert any(element.attributes.get("class") == "beside" for element in page_of(to_html(two)).of("div"))


# ---- unfriendly text


@pytest.mark.parametrize(
    "text",
    [HOSTILE, "x" * 10_000, '#read("/etc/passwd") #import "@preview/x:1.0.0" $x$ @y <z>', "اسم الاتفاق بين البلدين"],
)
def test_unfriendly_text_stays_text(text: str) -> None:
    case = hostile_case(text)
    said = {"legal_form": {"state": "present", "text": text}}
    document = memorandum(facts_of_draft(solve(case).outcome, said, register()))
    figure = replace(service_by_year(facts().numbers()), title=text, subtitle=text, description=text, note=text)
    document = replace(document, blocks=(*document.blocks, Picture(figure)))
    page = page_of(to_html(document))
    assert not page.of("script", "b", "w:p", "z")
    # the title may be cut
    start = text.split("\x00")[0][:150]
    assert start in page.of("h1")[0].text
    printed = to_pdf(document)
    assert pypdf.PdfReader(io.BytesIO(printed)).metadata.title.replace("\u200b", "").startswith(start)
    assert "root:" not in text_of(printed)
