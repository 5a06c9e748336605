"""``accord document``: every kind is written whole, opens again, and says what the library says; wrong requests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml
from click.testing import CliRunner

from tests.compliance.drafts import good_clauses
from tests.documents.sheets import opened, rows_of
from tests.support.cases import plain, red_line, with_lines
from toolkit import evaluate, load_case, solve
from toolkit.__main__ import cli
from toolkit.case.load import case_values
from toolkit.commands import document
from toolkit.commands.document import KINDS
from toolkit.documents.workbook import workbook
from toolkit.errors import InputError, NoAgreement, TermsError
from toolkit.model.terms_file import load_terms
from toolkit.workspace.edits import new_content, set_clauses, set_draft
from toolkit.workspace.file import written_workspace

CASE = "kenya-uk"


def run(*words: Any) -> str:
    result = CliRunner().invoke(cli, ["document", *map(str, words)])
    if result.exception is not None:
        raise result.exception
    return result.stdout


def made(folder: Path, *words: Any, kind: str = "workbook", case: Any = CASE) -> bytes:
    path = folder / f"made{next(iter(KINDS[kind].write))}"
    assert str(path) in run(case, "--kind", kind, "--output", path, "--force", *words)
    return path.read_bytes()


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    path = tmp_path / "terms.yaml"
    path.write_text("terms: {KEN-GBR: {nurse: {recruits: 120, places: 40}}}", encoding="utf-8")
    return path


@pytest.fixture
def clauses(tmp_path: Path) -> Path:
    path = tmp_path / "clauses.yaml"
    path.write_text(yaml.safe_dump(good_clauses()), encoding="utf-8")
    return path


def negotiation(folder: Path, *, draft: bool = True) -> Path:
    content = new_content(case_values(CASE), CASE)
    if draft:
        content, _ = set_draft(content, {"terms": {"KEN-GBR": {"nurse": {"recruits": 150}}}}, "")
    content, _ = set_clauses(content, {"model_contract": {"state": "present", "answers": {}}}, "")
    path = folder / "negotiation.accord.json"
    path.write_text(written_workspace("Test", content), encoding="utf-8")
    return path


def text_of(content: bytes, folder: Path) -> str:
    path = folder / "read.docx"
    path.write_bytes(content)
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_the_workbook_is_the_librarys(tmp_path: Path, terms: Path) -> None:
    found = solve(load_case(CASE))
    assert made(tmp_path) == workbook(found.outcome, solution=found)
    nash = solve(load_case(CASE), "nash")
    assert made(tmp_path, "--solution", "nash") == workbook(nash.outcome, solution=nash)
    drafted = evaluate(found.case, load_terms(terms, found.case))
    assert made(tmp_path, "--terms", terms) == workbook(drafted, solution=found)


@pytest.mark.parametrize("kind", ["workbook", "memorandum"])
def test_the_same_request_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    assert made(tmp_path, kind=kind) == made(tmp_path, kind=kind)
    dated = made(tmp_path, "--date", "2026-11-28", kind=kind)
    assert dated == made(tmp_path, "--date", "2026-11-28", kind=kind) != made(tmp_path, kind=kind)


def test_the_memorandum_has_its_clauses(tmp_path: Path, terms: Path, clauses: Path) -> None:
    bare = text_of(made(tmp_path, "--terms", terms, kind="memorandum"), tmp_path)
    whole = text_of(made(tmp_path, "--terms", terms, "--clauses", clauses, kind="memorandum"), tmp_path)
    assert "says nothing" in bare
    assert bare.partition("says nothing")[0].count("\n") < whole.partition("says nothing")[0].count("\n")
    assert "120" in whole


def test_changes_are_marked_against_terms_and_negotiations(tmp_path: Path, terms: Path) -> None:
    unmarked = made(tmp_path, kind="memorandum")
    for previous in (terms, negotiation(tmp_path)):
        marked = made(tmp_path, "--previous", previous, kind="memorandum")
        (tmp_path / "read.docx").write_bytes(marked)
        body = docx.Document(str(tmp_path / "read.docx")).element.xml
        assert "w:ins" in body
        assert "w:del" in body
        assert marked != unmarked


def test_a_saved_negotiation_brings_draft_and_clauses(tmp_path: Path) -> None:
    path = negotiation(tmp_path)
    rows = rows_of(opened(made(tmp_path, case=path)), "Terms", "Corridor", "Cadre", "What")
    assert next(row for row in rows if row["What"] == "recruits")["2026-2028 (input)"] == 150
    assert "contract" in text_of(made(tmp_path, kind="memorandum", case=path), tmp_path)
    found = solve(load_case(CASE))
    without = negotiation(tmp_path, draft=False)
    assert made(tmp_path, case=without) == workbook(found.outcome, solution=found)
    assert made(tmp_path, "--solution", "kalai_smorodinsky", case=path) == workbook(found.outcome, solution=found)


def test_where_nothing_can_be_agreed(tmp_path: Path) -> None:
    lines = red_line("min_recruits", 11, party="GBR")
    case = tmp_path / "case.json"
    case.write_text(json.dumps(with_lines(plain(), lines)), encoding="utf-8")
    with pytest.raises(NoAgreement):
        made(tmp_path, case=case)
    assert not (tmp_path / "made.xlsx").exists()
    terms = tmp_path / "terms.json"
    terms.write_text('{"terms": {"KEN-GBR": {"nurse": {"recruits": 4}}}}', encoding="utf-8")
    gains = rows_of(opened(made(tmp_path, "--terms", terms, case=case)), "Gains", "Country", "Service gained")
    assert "Share of that" not in gains[0]


@pytest.mark.parametrize(
    ("words", "messages"),
    [
        (("--kind", "workbook", "--output", "a.docx"), ["ends in .xlsx"]),
        (("--kind", "memorandum", "--output", "a"), ["ends in .docx"]),
        (
            ("--kind", "workbook", "--output", "a.xlsx", "--previous", "b", "--clauses", "c"),
            ["--previous", "--clauses"],
        ),
        (
            ("--kind", "workbook", "--output", "a.xlsx", "--terms", "b", "--solution", "nash"),
            ["--terms and --solution"],
        ),
        (("--kind", "workbook", "--output", "absent/a.xlsx"), ["cannot be written"]),
    ],
)
def test_wrong_requests_write_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple, messages: list
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        run(CASE, *words)
    for message in messages:
        assert message in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_wrong_files_are_told(tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"terms": {"KEN-GBR": {"nurse": {"recruit": 1}}}}', encoding="utf-8")
    with pytest.raises(TermsError, match="recruit"):
        made(tmp_path, "--terms", broken)
    with pytest.raises(InputError, match="not there"):
        made(tmp_path, case=tmp_path / "absent.accord.json")
    with pytest.raises(InputError, match="not there"):
        made(tmp_path, "--previous", tmp_path / "absent.accord.json", kind="memorandum")
    assert not (tmp_path / "made.xlsx").exists()


def test_a_failure_leaves_no_half_file_and_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.xlsx"
    path.write_bytes(b"mine")
    with pytest.raises(InputError, match="exists already"):
        run(CASE, "--kind", "workbook", "--output", path)

    def fails(*args: Any, **more: Any) -> bytes:
        raise RuntimeError("in the middle")

    monkeypatch.setattr(document, "workbook", fails)
    with pytest.raises(RuntimeError):
        run(CASE, "--kind", "workbook", "--output", path, "--force")
    assert [entry.name for entry in tmp_path.iterdir()] == ["kept.xlsx"]
    assert path.read_bytes() == b"mine"
