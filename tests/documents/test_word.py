"""Word files: structure, tracked changes, the draft inside, unfriendly text; opened by another program."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pypdf
import pytest
from docx.oxml.ns import qn

from tests.documents.office import converted, needs_office
from tests.documents.papers import HOSTILE, clauses, facts, hostile_case, memo, opened, register, settled
from tests.support.cases import SHIPPED, shipped
from toolkit import InputError, evaluate, solve
from toolkit.compliance.facts import facts_of_draft
from toolkit.documents.blocks import Article, Document, Heading, Picture, TableBlock, clean, shortened
from toolkit.documents.held import MOST_BYTES, case_mark, draft_for, held_draft, read_draft
from toolkit.documents.memorandum import memorandum
from toolkit.documents.tracked import Grid, Line, parts
from toolkit.documents.word import to_word
from toolkit.documents.wordings import PLACEHOLDERS, load_wordings
from toolkit.errors import TermsError
from toolkit.model.terms import Terms
from toolkit.report.figures.service import service_by_year
from toolkit.report.table import Table

DAY = date(2026, 11, 28)


def words(content: bytes, tag: str, name: str = "val") -> list[str]:
    return [found.get(qn(f"w:{name}")) for found in opened(content).element.body.iter(qn(f"w:{tag}"))]


# ---- the memorandum


@pytest.mark.parametrize("name", SHIPPED)
def test_every_part_of_the_memorandum_stands_in_the_file(name: str) -> None:
    document = memo(name)
    body = settled(to_word(document), accepted=True)
    told = parts(document.blocks)
    assert [text for kind, text in body if kind == "table"] == [
        [
            [word[:1].upper() + word[1:] for word in part.table.columns],
            *(list(map(clean, row)) for row in part.table.rows),
        ]
        for part in told
        if isinstance(part, Grid)
    ]
    assert [text for kind, text in body if kind != "table"][2:] == [
        part.text for part in told if isinstance(part, Line)
    ]


def test_articles_are_in_the_codebooks_order_and_count_from_one() -> None:
    articles = list(memo().of(Article))
    assert [article.number for article in articles] == list(range(1, len(articles) + 1))
    names = [clause.name for clause in register().codebook.clauses.values()]
    assert [names.index(article.title) for article in articles] == sorted(names.index(a.title) for a in articles)
    assert [article.title for article in articles if article.open] == ["Disputes between the parties"]


def test_no_wording_is_left_with_braces_or_without_words() -> None:
    every = {clause: {"state": "present"} for clause in register().codebook.clauses}
    assert set(load_wordings()) == set(every)
    for said in (every, {clause: {"state": "open"} for clause in every}):
        document = memorandum(facts_of_draft(facts().numbers(), said, register()))
        articles = list(document.of(Article))
        assert len(articles) == len(every)
        for article in articles:
            assert article.paragraphs
            for text in article.paragraphs:
                assert text.strip()
                assert "{" not in text
                assert "}" not in text
    assert len(PLACEHOLDERS) == len(set(PLACEHOLDERS))


def test_numbers_of_the_articles_are_those_of_the_terms() -> None:
    outcome = facts().numbers()
    recruits = outcome.terms.corridors["KEN-GBR"].cadres["nurse"].recruits
    quota = next(article for article in memo().of(Article) if article.title == "Ceiling on recruitment")
    assert re.findall(r"(\d+)(?: a year)? in 20", quota.paragraphs[0]) == [f"{value:.0f}" for value in recruits]


def test_the_parties_own_text_stands_in_place_of_ours() -> None:
    said = {
        "joint_committee": {"state": "present", "text": "It meets {committee_meetings} times.\n\nIts {chair} rotates."}
    }
    said["joint_committee"]["answers"] = {"committee_meetings": 4}
    document = memorandum(facts_of_draft(facts().numbers(), said, register()))
    committee = next(article for article in document.of(Article) if article.title == "Joint committee")
    assert committee.paragraphs == ("It meets 4 times.", "Its {chair} rotates.")


# ---- structure


def test_a4_page_numbers_and_language() -> None:
    content = to_word(memo())
    for section in opened(content).sections:
        assert sorted((round(section.page_width.cm, 1), round(section.page_height.cm, 1))) == [21.0, 29.7]
        footer = section.footer._element
        assert [code.text.strip() for code in footer.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    styles = opened(content).styles.element
    assert {spoken.get(qn("w:val")) for spoken in styles.iter(qn("w:lang"))} == {"en-GB"}
    assert opened(content).core_properties.language == "en-GB"
    assert opened(content).core_properties.title == "Kenya - United Kingdom nurses"


def test_headings_are_headings_and_articles_are_numbered_by_word() -> None:
    content = to_word(memo())
    styles = [style for style, _ in settled(content, accepted=True)]
    assert styles[0] == "Title"
    assert styles.count("Heading1") == sum(block.level == 1 for block in memo().of(Heading))
    assert styles.count("AccordArticle") == len(list(memo().of(Article)))
    own = {style.get(qn("w:styleId")): style for style in opened(content).styles.element.iter(qn("w:style"))}
    for key, level in (("AccordArticle", "0"), ("AccordNumbered", "1")):
        number = own[key].find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        assert number.find(qn("w:ilvl")).get(qn("w:val")) == level
    assert own["AccordArticle"].find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}").get(qn("w:val")) == "1"
    lists = opened(content).part.numbering_part.element
    assert "Article %1." in [text.get(qn("w:val")) for text in lists.iter(qn("w:lvlText"))]


def test_tables_have_headers_that_repeat_rows_that_stay_whole_and_a_name() -> None:
    content = to_word(memo())
    tables = list(opened(content).element.body.iter(qn("w:tbl")))
    assert len(tables) == len(list(memo().of(TableBlock)))
    for table, block in zip(tables, memo().of(TableBlock), strict=True):
        rows = list(table.iter(qn("w:tr")))
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None for row in rows[1:])
        assert rows[0].find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val")) == shortened(block.table.title, 250)
        widths = [int(width.get(qn("w:w"))) for width in table.iter(qn("w:gridCol"))]
        assert len(widths) == len(block.table.columns)
        assert [int(width.get(qn("w:w"))) for width in rows[0].iter(qn("w:tcW"))] == widths


def test_only_chapters_with_wide_tables_are_turned() -> None:
    sections = [section.page_width > section.page_height for section in opened(to_word(memo())).sections]
    assert sections == [False, True, False]


def test_pictures_have_words() -> None:
    figure = service_by_year(facts().numbers())
    document = Document("Title", "", (Picture(figure, 0.5),))
    (picture,) = opened(to_word(document)).inline_shapes
    about = picture._inline.docPr
    assert about.get("descr") == figure.description
    assert about.get("title") == figure.title
    assert picture.width.cm == pytest.approx(8.2, abs=0.1)


def test_neighbouring_tables_are_not_joined_and_none_ends_the_file() -> None:
    table = TableBlock(Table("t", ("a", "b"), (("1", "2"),)), titled=False)
    body = opened(to_word(Document("Title", "", (table, table)))).element.body
    kinds = [part.tag.rsplit("}", 1)[1] for part in body]
    assert kinds[-5:] == ["tbl", "p", "tbl", "p", "sectPr"]


# ---- the same bytes


def test_the_same_inputs_give_the_same_bytes_but_for_the_stated_date() -> None:
    again = memorandum(facts_of_draft(facts().numbers(), clauses(), register()))
    assert to_word(memo()) == to_word(again)
    dated = to_word(replace(memo(), stated=DAY))
    assert dated == to_word(replace(again, stated=DAY))
    assert ("AccordDate", "28 November 2026") in settled(dated, accepted=True)
    assert opened(dated).core_properties.created.date() == DAY
    assert b"dcterms:created" not in zipfile.ZipFile(io.BytesIO(to_word(memo()))).read("docProps/core.xml")


def test_progress_is_told_from_nothing_to_everything() -> None:
    told: list[tuple[int, int, str]] = []
    to_word(memo(), progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == list(range(len(told)))
    assert {of for _, of, _ in told} == {len(told) - 1}


# ---- tracked changes


def changed_draft() -> Document:
    """Other terms, one clause left out, one agreed, one in the parties' own words with a paragraph more."""
    said = clauses()
    del said["legal_form"]
    said["dispute_settlement"] = {"state": "present"}
    said["joint_committee"] = {"state": "present", "text": "The committee meets twice a year.\nIts chair rotates."}
    outcome = solve(shipped("kenya-uk"), "utilitarian").outcome
    return replace(memorandum(facts_of_draft(outcome, said, register())), stated=DAY)


def other_case() -> Document:
    """Another country pair with more cadres: tables of other shapes, annexes that turn the page."""
    return memorandum(facts_of_draft(solve(shipped("ghana-uk")).outcome, {}, register()))


@pytest.mark.parametrize("later", [changed_draft, other_case])
def test_accepting_gives_the_new_text_and_rejecting_the_old(later) -> None:
    before, after = memo(), later()
    for first, second in ((before, after), (after, before)):
        tracked = to_word(second, first)
        assert settled(tracked, accepted=True) == settled(to_word(second), accepted=True)
        assert settled(tracked, accepted=False) == settled(to_word(first), accepted=True)


def test_an_unchanged_document_has_no_marks() -> None:
    content = to_word(memo(), memo())
    assert not words(content, "ins", "id")
    assert not words(content, "del", "id")
    assert settled(content, accepted=True) == settled(to_word(memo()), accepted=True)


def test_the_number_of_an_article_alone_is_no_change() -> None:
    said = clauses()
    del said["legal_form"]
    shorter = memorandum(facts_of_draft(facts().numbers(), said, register()))
    root = opened(to_word(shorter, memo())).element.body
    gone = ["".join(text.text for text in mark.iter(qn("w:delText"))) for mark in root.iter(qn("w:del"))]
    new = ["".join(text.text for text in mark.iter(qn("w:t"))) for mark in root.iter(qn("w:ins"))]
    title, *text = [text for text in gone if text]
    assert title == "Legal form and rank"
    assert len(text) == 1
    # it now stands among the clauses of which nothing is said
    assert [text for text in new if text] == ["Frame and governance: Legal form and rank."]


def test_changes_in_cells_are_marked_word_by_word() -> None:
    before = Table("t", ("what", "a year"), (("places", "USD 1.20 million: Kenya 40 %"), ("posts", "3")))
    after = Table("t", ("what", "a year"), (("places", "USD 1.30 million: Kenya 40 %"), ("posts", "3")))
    documents = [Document("d", "", (TableBlock(table),)) for table in (before, after)]
    root = opened(to_word(documents[1], documents[0])).element.body
    assert [text.text for text in root.iter(qn("w:delText"))] == ["1.20"]
    assert [text.text for mark in root.iter(qn("w:ins")) for text in mark.iter(qn("w:t"))] == ["1.30"]


def test_marks_have_numbers_of_their_own_and_the_stated_date() -> None:
    content = to_word(changed_draft(), memo())
    numbers = words(content, "ins", "id") + words(content, "del", "id")
    assert len(numbers) == len(set(numbers)) > 20
    assert set(words(content, "ins", "date")) == {"2026-11-28T00:00:00Z"}
    assert set(words(to_word(replace(changed_draft(), stated=None), memo()), "ins", "date")) == {None}


# ---- the draft inside


@pytest.mark.parametrize("name", SHIPPED)
def test_a_draft_keeps_every_term_and_clause_through_word(name: str) -> None:
    outcome = facts(name).numbers()
    values = read_draft(to_word(memo(name)))
    terms, said, remark = draft_for(values, outcome.case, register().codebook)
    assert (said, remark) == (clauses(), "")
    same_terms(terms, outcome.terms)
    assert evaluate(outcome.case, terms).gains == outcome.gains
    assert values == held_draft(outcome, clauses())


def same_terms(terms: Terms, given: Terms) -> None:
    """Every term is as it was; what costs nothing may have payers that it did not have."""
    assert terms.corridors == given.corridors
    assert {key: terms.shares[key] for key in given.shares} == given.shares


def test_a_draft_for_another_case_is_told() -> None:
    values = read_draft(to_word(memo()))
    other = shipped("kenya-uk").model_copy(update={"price_year": 2019})
    assert case_mark(other) != case_mark(shipped("kenya-uk"))
    assert "other numbers" in draft_for(values, other, register().codebook)[2]
    with pytest.raises(TermsError, match="KEN-GBR"):
        draft_for(values, shipped("ghana-uk"), register().codebook)


def repacked(content: bytes, change) -> bytes:
    """A file with each part changed by name, ``None`` to leave one out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = change(name, old.read(name))
            if text is not None:
                new.writestr(name, text)
    return out.getvalue()


def in_the_draft(before: bytes, after: bytes):
    return lambda name, text: text.replace(before, after) if name == "customXml/item2.xml" else text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda name, text: None if "item2" in name else text, "holds no draft"),
        (lambda name, text: None if name == "word/document.xml" else text, "is not a Word file"),
        (in_the_draft(b"accord draft", b"another thing"), "cannot be read"),
        (in_the_draft(b'"format": 1', b'"format": 9'), "format 9"),
        (in_the_draft(b"{", b"["), "cannot be read"),
        (in_the_draft(b"<draft", b"<!DOCTYPE draft [<!ENTITY a 'aaa'>]><draft"), "holds no draft"),
        (in_the_draft(b"urn:accord:draft:1", b"urn:somebody:else"), "holds no draft"),
        (lambda name, text: text[:-9] if "item2" in name else text, "holds no draft"),
    ],
)
def test_files_that_hold_no_draft_are_refused_in_words(change, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_draft(repacked(to_word(memo()), change), "memo.docx")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"not a file", b"%PDF-1.7", to_word(Document("a", "", ()))])
def test_other_files_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(InputError, match=r"is not a Word file|holds no draft"):
        read_draft(content)


def test_files_that_are_too_large_are_refused() -> None:
    with pytest.raises(InputError, match="MB"):
        read_draft(b"0" * (MOST_BYTES + 1))


# ---- unfriendly text


@pytest.mark.parametrize("text", [HOSTILE, "x" * 10_000, "name " * 2_000, "اسم الاتفاق بين البلدين", "]]>{{}}\n\n\t"])
def test_unfriendly_text_stays_text(text: str) -> None:
    case = hostile_case(text)
    said = {"legal_form": {"state": "present", "text": text}, "joint_committee": {"state": "open", "text": text}}
    document = memorandum(facts_of_draft(solve(case).outcome, said, register()))
    content = to_word(document, memo())
    body = settled(content, accepted=True)
    assert body[0] == ("Title", shortened(text, 300))
    assert settled(content, accepted=False) == settled(to_word(memo()), accepted=True)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for name in packed.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(packed.read(name))
        assert b"<script" not in packed.read("word/document.xml")
    assert read_draft(content)["clauses"] == said
    assert read_draft(content)["case"]["name"] == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x00b\x1fc\x7fd\x85e", "a b c d e"),
        ("a\r\nb\nc\td", "a\nb\nc d"),
        ("\ud800a\ufffe\uffff\ufdd0", "a"),
        ("abc\u202edef\u2066", "abcdef"),
        ("نص\u200fمع\u200cحروف", "نص\u200fمع\u200cحروف"),
        ("1\u00a0000\u202f€ 😀", "1\u00a0000\u202f€ 😀"),
    ],
)
def test_characters_that_documents_cannot_hold_go(text: str, left: str) -> None:
    assert clean(text) == left


def test_long_titles_are_shortened() -> None:
    assert shortened("a b\n c", 10) == "a b c"
    assert shortened("word " * 10, 12) == "word word w…"


# ---- another program


@needs_office
def test_libreoffice_opens_the_files_and_keeps_the_draft(tmp_path: Path) -> None:
    files = {"memo": to_word(memo()), "tracked": to_word(changed_draft(), memo()), "hostile": to_word(hostile_memo())}
    paths = [tmp_path / f"{name}.docx" for name in files]
    for path, content in zip(paths, files.values(), strict=True):
        path.write_bytes(content)
    pages = dict(zip(files, map(pypdf.PdfReader, converted(tmp_path, "pdf", *paths)), strict=True))
    text = "\n".join(page.extract_text() for page in pages["memo"].pages)
    assert "Article 1. Parties and implementing bodies" in text
    assert f"Page 1 of {len(pages['memo'].pages)}" in text
    assert "Article 9. [Disputes between the parties]" in text
    for reader in pages.values():
        for page in reader.pages:
            assert len(page.extract_text()) > 250, "a page is nearly empty"
    (again,) = converted(tmp_path / "again", "docx", paths[0])
    terms, said, _ = draft_for(read_draft(again.read_bytes()), facts().numbers().case, register().codebook)
    assert said == clauses()
    same_terms(terms, facts().numbers().terms)


def hostile_memo() -> Document:
    return memorandum(facts_of_draft(solve(hostile_case()).outcome, {}, register()))
