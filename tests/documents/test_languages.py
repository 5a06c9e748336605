"""Documents in other languages: words, numbers, direction and language tags; the draft inside stays the same."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn

from tests.documents.office import converted, needs_office
from tests.documents.papers import clauses, facts, found, memo, opened, register, settled
from tests.documents.web import page_of
from toolkit import InputError
from toolkit.__main__ import cli
from toolkit.compliance.facts import facts_of_draft
from toolkit.documents.accounts import account
from toolkit.documents.blocks import Article, Document, Heading, Paragraph, TableBlock
from toolkit.documents.briefing import briefing
from toolkit.documents.direction import text_runs
from toolkit.documents.fonts import MissingFont, fonts_for, undisplayed
from toolkit.documents.held import draft_for, read_draft
from toolkit.documents.html import to_html
from toolkit.documents.memorandum import memorandum
from toolkit.documents.pdf import to_pdf
from toolkit.documents.widths import plan
from toolkit.documents.word import to_word
from toolkit.documents.workbook import workbook
from toolkit.languages import catalogues
from toolkit.languages.catalogues import language_tag, right_to_left
from toolkit.languages.speech import current_language, speaking
from toolkit.report.table import Table

FRENCH = {
    "Draft memorandum between {sending} and {receiving}": "Projet de mémorandum entre {sending} et {receiving}",
    "Training plan": "Plan de formation",
    "Article {number}.": "Article n° {number} :",
    "Page {page} of {pages}": "Page {page} sur {pages}",
    "in this draft": "dans ce projet",
    "what": "quoi",
    "Numbers behind the picture": "Les chiffres derrière l'image",
    "Check": "Vérification de l'accord",
    "Costs and shares": "Coûts : parts [%]",
    "Terms": "Termes",
    "Corridor": "Couloir",
    "extra posts": "places",
    "training places": "places",
    "OK": "BON",
    "LOOK": "VOIR",
    "none": 'aucun "rien"',
    "This agreement covers {cadres}. Care workers are [covered / not covered].": "Le présent accord couvre {cadres}.",
    "Place": "Lieu",
    "Year": "Année",
    "Reported (input)": "Déclaré (saisie)",
    "Draft": "Projet",
    "Briefing on the option “{option}”: {sending} and {receiving}": "Note sur « {option} » : {sending} et {receiving}",
}
ARABIC = {
    "Draft memorandum between {sending} and {receiving}": "مشروع مذكرة بين {sending} و{receiving}",
    "Article {number}.": "المادة {number}.",
    "Page {page} of {pages}": "صفحة {page} من {pages}",
    "what": "ماذا",
    "Terms": "الشروط",
    "{currency} at the prices of {year}; amounts are a year unless said otherwise": "{currency} بأسعار {year}",
    "This workbook": "هذا المصنف",
}
FORMS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
}


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a small catalogue of French and of Arabic, and no other catalogues."""
    folder = tmp_path / "data" / "languages"
    folder.mkdir(parents=True)
    for code, messages in (("fr", FRENCH), ("ar", ARABIC)):
        head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {FORMS[code]}\\n"\n'
        said = "\n".join(f"msgid {_quoted(one)}\nmsgstr {_quoted(other)}\n" for one, other in messages.items())
        (folder / f"{code}.po").write_text(f"{head}\n{said}", encoding="utf-8")
    monkeypatch.setenv("ACCORD_DATA", str(folder.parent))
    monkeypatch.setattr(catalogues, "SHIPPED", tmp_path)
    return folder


def memo_in(language: str) -> Document:
    """The memorandum made anew in a language."""
    with speaking(language):
        return memorandum(facts_of_draft(facts().numbers(), clauses(), register()))


def workbook_in(language: str) -> bytes:
    with speaking(language):
        return workbook(facts().numbers())


def texts_of(content: bytes) -> Iterator[str]:
    """Every text of a Word file, cell by cell."""
    for kind, text in settled(content, accepted=True):
        yield from ([cell for row in text for cell in row] if kind == "table" else [text])


# ---- French


def test_a_french_word_file_speaks_french_in_words_numbers_and_tags() -> None:
    content = to_word(memo_in("fr"))
    texts = list(texts_of(content))
    assert texts[1].startswith("Projet de mémorandum entre Kenya et Royaume-Uni")
    assert texts[2:4] == ["Quoi", "Dans ce projet"]
    assert any(text.startswith("Le présent accord couvre nurses") for text in texts)
    assert any(re.search(r"\d\u202f\d{3}", text) for text in texts)
    assert not [text for text in texts if re.search(r"[1-9]\d{1,2},000\b", text)]
    file = opened(content)
    assert {spoken.get(qn("w:val")) for spoken in file.styles.element.iter(qn("w:lang"))} == {"fr-FR"}
    assert file.core_properties.language == "fr-FR"
    lists = file.part.numbering_part.element
    assert "Article n° %1 :" in [text.get(qn("w:val")) for text in lists.iter(qn("w:lvlText"))]
    foot = "".join(part.text for part in file.sections[0].footer._element.iter(qn("w:t"), qn("w:instrText")))
    assert foot.endswith("Page  PAGE 1 sur  NUMPAGES 1")
    assert not list(file.element.body.iter(qn("w:bidi"), qn("w:rtl"), qn("w:bidiVisual")))


def test_a_french_page_speaks_french_whatever_is_spoken_when_it_is_written() -> None:
    document = memo_in("fr")
    assert (document.language, current_language()) == ("fr", "en")
    content = to_html(document)
    page = page_of(content)
    assert page.of("html")[0].attributes == {"lang": "fr-FR", "dir": "ltr"}
    assert "Plan de formation" in [caption.text for caption in page.of("caption")]
    assert page.of("th")[0].text == "Quoi"
    assert page.of("h3")[0].text.startswith("Article n° 1 : ")
    cells = [cell.text for cell in page.of("td")]
    assert any(re.search(r"\d\u202f\d{3}", text) for text in cells)
    assert not [text for text in cells if re.search(r"[1-9]\d{1,2},000\b", text)]
    with speaking("fr"):
        assert to_html(document) == content


def test_papers_of_a_dossier_are_in_the_language_that_is_spoken() -> None:
    whole = found()
    named = replace(whole, options=(replace(whole.options[0], name="Projet"), *whole.options[1:]))
    with speaking("fr"):
        papers = briefing(named), account(named, "KEN")
    assert {paper.language for paper in papers} == {"fr"}
    assert papers[0].subtitle == "Note sur « Projet » : Kenya et Royaume-Uni"
    assert "Les chiffres derrière" in to_html(papers[0]).decode()
    assert {paper.language for paper in (briefing(whole), account(whole, "KEN"))} == {"en"}


def test_a_french_workbook_has_the_same_numbers_and_formulas() -> None:
    english, french = (openpyxl.load_workbook(io.BytesIO(workbook_in(language))) for language in ("en", "fr"))
    names = dict(zip(english.sheetnames, french.sheetnames, strict=True))
    assert names["Check"] == "Vérification de l'accord"
    assert names["Costs and shares"] == "Coûts   parts  %"
    assert names["Gains"] == "Gains"
    heads = [cell.value for row in french["Termes"].iter_rows() for cell in row if isinstance(cell.value, str)]
    assert "Couloir" in heads
    for sheet, other in names.items():
        for kinds in ("n", "f"):
            cells, said = (
                [
                    cell
                    for row in paper.iter_rows()
                    for cell in row
                    if cell.data_type == kinds and cell.value is not None
                ]
                for paper in (english[sheet], french[other])
            )
            assert [cell.column for cell in said] == [cell.column for cell in cells]
            if kinds == "n":
                assert [cell.value for cell in said] == [cell.value for cell in cells]
    formulas = [cell.value for row in french["Payments"].iter_rows() for cell in row if cell.data_type == "f"]
    assert any('cost_item,"places (2)"' in text for text in formulas), "items that share a word are told apart"
    links = {cell.hyperlink.location for row in french["About"].iter_rows() for cell in row if cell.hyperlink}
    assert "'Vérification de l''accord'!A1" in links


@needs_office
def test_a_french_workbook_agrees_with_the_model_when_it_is_calculated_again(tmp_path: Path) -> None:
    content = workbook_in("fr")
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    (again,) = converted(tmp_path, "xlsx", path)
    before, after = (openpyxl.load_workbook(source, data_only=True) for source in (io.BytesIO(content), again))
    assert before.sheetnames == after.sheetnames
    for sheet in before:
        for row in sheet.iter_rows():
            for cell in row:
                now = after[sheet.title].cell(cell.row, cell.column).value
                if isinstance(cell.value, int | float):
                    assert now == pytest.approx(cell.value, rel=1e-9, abs=1e-6), (sheet.title, cell.coordinate)
                else:
                    assert (now or None) == (cell.value or None), (sheet.title, cell.coordinate)
    said = [cell.value for row in after["Vérification de l'accord"].iter_rows() for cell in row]
    assert "BON: every total agrees with the model" in said
    assert "VOIR" not in said


def test_the_draft_inside_is_the_same_in_every_language() -> None:
    values = read_draft(to_word(memo()))
    for language in ("fr", "ar"):
        assert read_draft(to_word(memo_in(language))) == values
    terms, said, remark = draft_for(values, facts().numbers().case, register().codebook)
    assert terms.corridors == facts().numbers().terms.corridors
    assert (said, remark) == (clauses(), "")


def test_an_english_document_has_the_same_bytes_whatever_is_spoken() -> None:
    document = memo_in("en")
    before = [write(document) for write in (to_word, to_html, to_pdf)]
    book = workbook_in("en")
    with speaking("ar"):
        assert [write(document) for write in (to_word, to_html, to_pdf)] == before
        assert workbook_in("en") == book
    assert before == [write(memo()) for write in (to_word, to_html, to_pdf)]


# ---- Arabic


def test_an_arabic_word_file_runs_from_right_to_left() -> None:
    content = to_word(memo_in("ar"))
    file = opened(content)
    assert next(texts_of(content)) == "Kenya - United Kingdom nurses"
    assert "مشروع مذكرة بين كينيا والمملكة المتحدة" in list(texts_of(content))
    assert all(section._sectPr.find(qn("w:bidi")) is not None for section in file.sections)
    for paragraph in file.element.body.iter(qn("w:p")):
        if "".join(text.text for text in paragraph.iter(qn("w:t"))):
            assert paragraph.pPr.find(qn("w:bidi")) is not None
    assert all(table.tblPr.find(qn("w:bidiVisual")) is not None for table in file.element.body.iter(qn("w:tbl")))
    for style in ("Normal", "Heading1", "AccordCell", "AccordArticle"):
        assert file.styles.element.get_by_id(style).pPr.find(qn("w:bidi")) is not None
    (spoken,) = file.styles.element.iter(qn("w:lang"))
    assert {spoken.get(qn(f"w:{name}")) for name in ("val", "bidi")} == {"ar-EG"}
    foot = file.sections[0].footer._element
    assert [code.text.strip() for code in foot.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]
    assert foot.find(f"{qn('w:p')}/{qn('w:pPr')}/{qn('w:bidi')}") is not None


def test_words_of_an_arabic_word_file_keep_their_own_direction() -> None:
    runs = [
        ("".join(text.text or "" for text in run.iter(qn("w:t"))), run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None)
        for run in opened(to_word(memo_in("ar"))).element.body.iter(qn("w:r"))
    ]
    arabic, latin = re.compile(r"[\u0600-\u06ff]"), re.compile("[A-Za-z]")
    assert all(turned for text, turned in runs if arabic.search(text))
    assert not any(turned for text, turned in runs if latin.search(text))
    assert ("USD", False) in runs


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("أجور 12 USD في السنة.", [("أجور 12 ", True), ("USD", False), (" في السنة.", True)]),
        ("KEN-GBR, KEN-DEU: نعم", [("KEN-GBR, KEN-DEU", False), (": نعم", True)]),
        ("Human Resources for Health, 2009.", [("Human Resources for Health, 2009.", False)]),
        ("1,234", [("1,234", True)]),
        ("", [("", True)]),
    ],
)
def test_a_text_is_parted_by_direction(text: str, parts: list[tuple[str, bool]]) -> None:
    assert text_runs(text, mirrored=True) == parts
    assert text_runs(text, mirrored=False) == [(text, False)]


def test_changes_of_an_arabic_draft_can_be_accepted_and_rejected() -> None:
    before = memo_in("ar")
    with speaking("ar"):
        said = {**clauses(), "joint_committee": {"state": "present", "text": "تجتمع اللجنة مرتين (WHO) في السنة."}}
        after = memorandum(facts_of_draft(facts().numbers(), said, register()))
    tracked = to_word(after, before)
    assert settled(tracked, accepted=True) == settled(to_word(after), accepted=True)
    assert settled(tracked, accepted=False) == settled(to_word(before), accepted=True)


def test_an_arabic_page_runs_from_right_to_left() -> None:
    content = to_html(memo_in("ar")).decode()
    page = page_of(content.encode())
    assert page.of("html")[0].attributes == {"lang": "ar-EG", "dir": "rtl"}
    assert page.of("h3")[0].text.startswith("المادة 1. ")
    (style,) = page.of("style")
    assert "svg { direction: ltr; }" in style.text
    sides = r"(?:margin|padding|border|text-align)[^;{]*\b(?:left|right)\b"
    assert not re.search(sides, style.text), "sides are named by where lines begin and end"
    assert "svg { direction: ltr; }" not in to_html(memo()).decode()
    addresses = [cell.text for cell in page.of("td") if "http" in cell.text]
    assert addresses
    assert all(text.startswith("\u2066") and text.endswith("\u2069") for text in addresses)


def test_an_arabic_workbook_runs_from_right_to_left() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_in("ar")))
    assert "الشروط" in book.sheetnames
    assert all(sheet.sheet_view.rightToLeft for sheet in book)
    cells = {cell.value: cell for row in book["About"].iter_rows() for cell in row if isinstance(cell.value, str)}
    assert cells["هذا المصنف"].alignment.readingOrder == 2
    numbers = [cell for row in book["الشروط"].iter_rows() for cell in row if isinstance(cell.value, int | float)]
    assert numbers
    assert {cell.alignment.readingOrder for cell in numbers} <= {0, None}
    english = openpyxl.load_workbook(io.BytesIO(workbook_in("en")))
    assert not any(sheet.sheet_view.rightToLeft for sheet in english)


def _has_arabic_font() -> bool:
    try:
        to_pdf(Document("نص", "", ()))
    except MissingFont:
        return False
    return True


def test_an_arabic_pdf_is_told_its_language_and_has_its_letters() -> None:
    if not _has_arabic_font():
        pytest.skip("no font of this machine has Arabic letters")
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(memo_in("ar"))))
    assert reader.trailer["/Root"]["/Lang"] == "ar"
    assert len(reader.pages) > 3
    table = Table("ت", ("الأول", "الثاني"), (("1111", "2222"),))
    places: dict[str, float] = {}

    def note(text: str, around: Any, matrix: Any, *more: Any) -> None:
        places[text.strip()] = around[4] + matrix[4]

    with speaking("ar"):
        content = to_pdf(Document("ع", "", (Heading("ب"), TableBlock(table)), language="ar"))
    pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=note)
    assert places["1111"] > places["2222"], "the first column stands at the right"


def test_a_country_of_the_language_is_told_to_the_pdf(data: Path) -> None:
    (data / "pt_BR.po").write_text((data / "fr.po").read_text(encoding="utf-8"), encoding="utf-8")
    reader = pypdf.PdfReader(io.BytesIO(to_pdf(memo_in("pt_BR"))))
    assert reader.trailer["/Root"]["/Lang"] == "pt-BR"


# ---- letters that no font has


def test_letters_without_a_font_are_told_with_what_to_install() -> None:
    with pytest.raises(MissingFont, match=r"𒀀.*Noto Sans Cuneiform"):
        to_pdf(Document("Title", "", (Paragraph("Sign 𒀀 here"),)))


def test_what_typst_says_of_letters_becomes_words() -> None:
    told = 'PDF/UA-1 error: the text `"{}"` could not be displayed with font `"Arial"`'
    message = "\n".join(map(told.format, ("م", "\\u{17d2}", "你", "م")))
    failure = undisplayed(message)
    assert failure is not None
    assert "م \u17d2 你" in str(failure)
    assert "Noto Naskh Arabic, Noto Sans Khmer or Noto Sans CJK SC" in str(failure)
    assert undisplayed("error: unknown variable: x") is None


def test_fonts_of_the_machine_are_taken_for_the_scripts_of_a_text() -> None:
    usual = ["Liberation Sans", "Arial", "Libertinus Serif"]
    assert fonts_for("plain é 1,234 – €", {"Noto Naskh Arabic"}) == usual
    assert fonts_for("نص", {"Noto Naskh Arabic", "Tahoma"}) == [*usual, "Noto Naskh Arabic", "Tahoma"]
    assert fonts_for("نص", set()) == usual


def test_columns_of_signs_without_blanks_may_be_broken() -> None:
    long = "本协议由双方缔结并由各自的卫生部门执行" * 4
    assert not plan(Table("t", ("a", "b"), ((long, "1"),))).tight


# ---- the languages themselves


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        ("en", "en-GB"),
        ("fr", "fr-FR"),
        ("pt_BR", "pt-BR"),
        ("zh_Hant", "zh-TW"),
        ("sr_Latn", "sr-Latn-RS"),
        ("eo", "eo"),
    ],
)
def test_tags_have_the_country_that_programs_ask_for(language: str, tag: str) -> None:
    assert language_tag(language) == tag
    assert not right_to_left(language)


@pytest.mark.parametrize("language", ["ar", "fa", "he", "ur"])
def test_languages_that_run_from_right_to_left(language: str) -> None:
    assert right_to_left(language)


# ---- the command line


def run(*words: Any) -> str:
    result = CliRunner().invoke(cli, [*map(str, words)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


def test_a_document_is_written_in_the_language_that_is_asked_for(tmp_path: Path) -> None:
    made: Mapping[str, Path] = {name: tmp_path / f"{name}.docx" for name in ("fr", "en", "none")}
    for name, path in made.items():
        more = () if name == "none" else ("--language", name.upper())
        run("document", "kenya-uk", "--kind", "memorandum", "--output", path, *more)
    assert made["en"].read_bytes() == made["none"].read_bytes()
    assert "Projet de mémorandum entre Kenya et Royaume-Uni" in list(texts_of(made["fr"].read_bytes()))
    assert read_draft(made["fr"].read_bytes()) == read_draft(made["en"].read_bytes())
    assert current_language() == "en"


def test_a_language_without_a_catalogue_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with pytest.raises(InputError, match=r"--language: is de, .*one of en, ar or fr"):
        run("document", "kenya-uk", "--kind", "memorandum", "--output", path, "--language", "de")
    with pytest.raises(InputError, match="--language: is de"):
        run("monitor", "kenya-uk", "t.json", "--template", tmp_path / "a.xlsx", "--language", "de")
    assert not path.exists()


def test_a_monitoring_sheet_is_read_in_the_language_in_which_it_was_written(tmp_path: Path) -> None:
    terms, sheet = tmp_path / "terms.json", tmp_path / "sheet.xlsx"
    terms.write_text('{"terms": {"KEN-GBR": {"nurse": {"recruits": 100}}}}', encoding="utf-8")
    run("monitor", "kenya-uk", terms, "--template", sheet, "--language", "fr")
    book = openpyxl.load_workbook(sheet)
    paper = book.worksheets[0]
    head = next(row for row in paper.iter_rows() if any(cell.value == "Déclaré (saisie)" for cell in row))
    at = {cell.value: cell.column for cell in head}
    assert {"Lieu", "Année"} <= set(at)
    row = head[0].row + 1
    paper.cell(row, at["Déclaré (saisie)"]).value = paper.cell(row, at["Target"]).value
    book.save(sheet)
    assert '"standing": "on the path"' in run("monitor", "kenya-uk", terms, sheet, "--json")
    paper.cell(head[0].row, at["Lieu"]).value = "Ailleurs"
    book.save(sheet)
    with pytest.raises(InputError, match="lieu"):
        run("monitor", "kenya-uk", terms, sheet)


def test_articles_are_numbered_in_words_of_the_language() -> None:
    articles = list(memo_in("fr").of(Article))
    assert [article.number for article in articles] == list(range(1, len(articles) + 1))
