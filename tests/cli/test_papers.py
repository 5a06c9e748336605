"""``accord document`` for memorandum, briefing and accounts in every format, and ``accord read-draft``."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from tests.documents.papers import clauses, facts, found, memo
from tests.documents.sheets import opened as sheets_of
from tests.support.cases import shipped
from toolkit.__main__ import cli
from toolkit.case.load import case_values
from toolkit.commands import document
from toolkit.deal.settle import solve
from toolkit.documents.accounts import account
from toolkit.documents.briefing import briefing
from toolkit.documents.html import to_html
from toolkit.documents.pdf import to_pdf
from toolkit.documents.word import to_word
from toolkit.errors import InputError
from toolkit.model.terms import no_terms
from toolkit.model.terms_file import load_terms, terms_to_mapping
from toolkit.wording import money
from toolkit.workspace.content import Option
from toolkit.workspace.edits import new_content
from toolkit.workspace.file import written_workspace
from toolkit.workspace.offers import make_offer

CASE = "kenya-uk"


def run(*words: Any) -> str:
    result = CliRunner().invoke(cli, [*map(str, words)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.stdout


@pytest.fixture
def said(tmp_path: Path) -> Path:
    path = tmp_path / "clauses.yaml"
    path.write_text(yaml.safe_dump(clauses()), encoding="utf-8")
    return path


def made(folder: Path, kind: str, ending: str, *words: Any, case: Any = CASE) -> bytes:
    path = folder / f"made{ending}"
    run("document", case, "--kind", kind, "--output", path, "--force", *words)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("kind", "ending"), [("memorandum", ".docx"), ("memorandum", ".pdf"), ("briefing", ".pdf"), ("account", ".html")]
)
def test_papers_are_the_librarys(tmp_path: Path, said: Path, kind: str, ending: str) -> None:
    write = {".pdf": to_pdf, ".html": to_html, ".docx": to_word}[ending]
    country = ("--country", "ken") if kind == "account" else ()
    own = made(tmp_path, kind, ending, "--clauses", said, *country)
    made_here = {"memorandum": memo, "briefing": lambda: briefing(found()), "account": lambda: account(found(), "KEN")}
    assert own == write(made_here[kind]())


def test_a_date_is_borne_where_it_is_given(tmp_path: Path, said: Path) -> None:
    dated = made(tmp_path, "memorandum", ".docx", "--clauses", said, "--date", "2026-11-28")
    assert dated == to_word(replace(memo(), stated=date(2026, 11, 28)))


def test_a_negotiation_brings_its_options_as_rivals(tmp_path: Path) -> None:
    terms = terms_to_mapping(no_terms(shipped(CASE)))
    content = new_content(case_values(CASE), CASE)
    content = content.model_copy(update={"options": (Option(key="a", name="Offer of May", terms=terms),)})
    path = tmp_path / "negotiation.accord.json"
    path.write_text(written_workspace("Test", content), encoding="utf-8")
    text = made(tmp_path, "briefing", ".html", case=path).decode()
    assert "Offer of May" in text
    assert "Largest product of gains" not in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("account", "a.pdf"), "--country: is not given"),
        (("briefing", "a.pdf", "--country", "KEN"), "is for all parties"),
        (("account", "a.pdf", "--country", "FRA"), "KEN or GBR"),
        (("memorandum", "a.pdf", "--previous", "b.json"), "which can mark changes"),
        (("briefing", "a.docx", "--previous", "b.json"), "marks no changes"),
        (("briefing", "a.xlsx"), "ends in .pdf, .html or .docx"),
    ],
)
def test_wrong_requests_write_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    kind, output, *more = words
    with pytest.raises(InputError, match=message):
        run("document", CASE, "--kind", kind, "--output", output, *more)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".pdf", ".html", ".docx"])
def test_a_failed_export_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    name = {".pdf": "to_pdf", ".html": "to_html", ".docx": "to_word"}[ending]

    def fails(*args: Any, **more: Any) -> bytes:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(document, name, fails)
    with pytest.raises(RuntimeError):
        made(tmp_path, "memorandum", ending)
    assert list(tmp_path.iterdir()) == []


# ---- the way back


def test_a_draft_comes_back_from_word(tmp_path: Path, said: Path) -> None:
    path = tmp_path / "memo.docx"
    path.write_bytes(made(tmp_path, "memorandum", ".docx", "--clauses", said))
    read = json.loads(run("read-draft", path))
    assert read["clauses"] == clauses()
    terms = tmp_path / "terms.json"
    terms.write_text(run("read-draft", path, "--case", CASE), encoding="utf-8")
    loaded = load_terms(terms, shipped(CASE))
    assert loaded.corridors == facts().numbers().terms.corridors
    made(tmp_path, "memorandum", ".docx", "--terms", terms, "--clauses", said)
    held = json.loads(run("read-draft", tmp_path / "made.docx"))
    assert held["terms"] == read["terms"]
    assert held["clauses"] == read["clauses"]
    assert held["case"] == read["case"]


def test_files_without_a_draft_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "briefing.docx"
    path.write_bytes(to_word(briefing(found())))
    with pytest.raises(InputError, match="holds no draft"):
        run("read-draft", path)
    with pytest.raises(InputError, match="is not there"):
        run("read-draft", tmp_path / "absent.docx")
    other = tmp_path / "memo.docx"
    other.write_bytes(to_word(memo()))
    with pytest.raises(InputError, match="KEN-GBR"):
        run("read-draft", other, "--case", "ghana-uk")


def test_a_negotiation_brings_its_thresholds(tmp_path: Path) -> None:
    content = new_content(case_values(CASE), CASE).model_copy(
        update={
            "clauses": {"qualification_recognition": {"state": "present", "answers": {"recognition_months": 9}}},
            "thresholds": {"recognition_deadline": {"months": 6.0}},
        }
    )
    path = tmp_path / "negotiation.accord.json"
    path.write_text(written_workspace("Kenya", content), encoding="utf-8")
    findings = {entry.rule: entry for entry in document._wanted(str(path), None, None, None).dossier().findings}
    assert findings["recognition_deadline"].answer == "warning"
    assert "the parties chose at most 6" in findings["recognition_deadline"].because


def test_the_record_of_a_negotiation_and_a_case_without_one(tmp_path: Path) -> None:
    content = new_content(case_values(CASE), CASE)
    content, _ = make_offer(content, solve(shipped(CASE)).terms, "KEN", date(2026, 5, 4), "First paper")
    path, output = tmp_path / "talks.accord.json", tmp_path / "record.html"
    path.write_text(written_workspace("Kenya", content), encoding="utf-8")
    run("document", path, "--kind", "record", "--output", output)
    text = output.read_text(encoding="utf-8")
    assert "First paper" in text
    assert money(solve(shipped(CASE)).gains["KEN"], "USD") in text.replace("\u00a0", " ")
    run("document", path, "--kind", "workbook", "--output", tmp_path / "talks.xlsx")
    assert "Offers" in sheets_of((tmp_path / "talks.xlsx").read_bytes()).sheetnames
    with pytest.raises(InputError, match="holds no offers"):
        run("document", CASE, "--kind", "record", "--output", tmp_path / "none.html")
    with pytest.raises(InputError, match="tells of offers"):
        run("document", path, "--kind", "record", "--solution", "nash", "--output", tmp_path / "none.html")


def test_clauses_of_a_draft_that_was_read_are_kept(tmp_path: Path) -> None:
    said = {
        "parties_competent_authorities": {"state": "absent"},
        "dispute_settlement": {"state": "present", "text": "Our own words."},
    }
    content = new_content(case_values(CASE), CASE).model_copy(
        update={"draft": terms_to_mapping(solve(shipped(CASE)).terms), "clauses": said}
    )
    path, memorandum, draft = tmp_path / "talks.accord.json", tmp_path / "memo.docx", tmp_path / "draft.json"
    path.write_text(written_workspace("Kenya", content), encoding="utf-8")
    run("document", path, "--kind", "memorandum", "--output", memorandum)
    draft.write_text(run("read-draft", memorandum), encoding="utf-8")
    assert document._wanted(CASE, draft, None, None).clauses == said
    terms = tmp_path / "terms.json"
    terms.write_text(json.dumps(terms_to_mapping(solve(shipped(CASE)).terms)), encoding="utf-8")
    assert document._wanted(CASE, terms, None, draft).clauses == said
    now = document._wanted(CASE, terms, None, None)
    assert document._before(draft, now).clauses == said
    assert document._before(terms, replace(now, clauses=said)).clauses == said
