"""Export: every download of the page opens again and says what the library says; hostile text stays text."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
import streamlit as st

from tests.app.support import kept, kept_case, kept_mapping, on_page
from tests.documents.sheets import cells_of, opened, rows_of
from tests.report.option_support import three
from tests.support.cases import bare, changed, plain, red_line, rich, with_lines
from tests.workspace.support import HOSTILE, small
from toolkit import evaluate, load_terms, solve
from toolkit.app.files import file_name, file_names
from toolkit.deal.solution import outcome_to_dict
from toolkit.documents.workbook import workbook
from toolkit.workspace.content import Content
from toolkit.workspace.edits import add_option, new_content, set_draft, set_notes
from toolkit.workspace.file import read_workspace
from toolkit.workspace.offers import make_offer
from toolkit.workspace.store import Held

pytestmark = pytest.mark.filterwarnings("ignore")


class Offered:
    """What the page offers to download: by the name of the file, what builds it."""

    def __init__(self, held: Held, monkeypatch: pytest.MonkeyPatch):
        self.data: dict[str, Any] = {}
        real = st.download_button

        def noted(label: str, data: Any, file_name: str = "", *args: Any, **more: Any) -> bool:
            assert file_name not in self.data, "two downloads of one name"
            self.data[file_name] = data
            return real(label, data, file_name, *args, **more)

        with monkeypatch.context() as patched:
            patched.setattr(st, "download_button", noted)
            self.app = on_page("export", held)
        assert not self.app.exception

    def content(self, name: str) -> bytes:
        found = self.data[name]
        built = found() if isinstance(found, Callable) else found
        return built.encode() if isinstance(built, str) else built

    def shown(self) -> str:
        parts = (*self.app.markdown, *self.app.caption, *self.app.header, *self.app.warning, *self.app.error)
        return " ".join(part.value for part in parts)


def check_opens(name: str, content: bytes) -> None:
    """Whether a file is whole, as its ending says."""
    if name.endswith(".xlsx"):
        assert list(opened(content))
    elif name.endswith(".docx"):
        assert docx.Document(io.BytesIO(content)).paragraphs
    elif name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            assert packed.testzip() is None
            assert packed.namelist()
    elif name.endswith(".json"):
        assert json.loads(content)
    else:
        compile(content.decode(), name, "exec")


def test_every_download_opens_and_is_the_librarys(monkeypatch: pytest.MonkeyPatch) -> None:
    content = small()
    page = Offered(kept(content, "Kenya and the UK"), monkeypatch)
    assert len(page.data) == 3 + 4 * 5 + 1
    built = {name: page.content(name) for name in page.data}
    for name, one in built.items():
        check_opens(name, one)
    stem, case = "kenya-and-the-uk", content.case_now()
    solution = solve(case)
    assert built[f"{stem}-balanced.xlsx"] == workbook(solution.outcome, solution=solution, name=solution.why)
    assert json.loads(built[f"{stem}-balanced.json"]) == json.loads(json.dumps(solution.to_dict()))
    draft = evaluate(case, load_terms(content.draft, case))
    said = {"case": case.name, "currency": case.currency, **outcome_to_dict(draft)}
    assert json.loads(built[f"{stem}-the-draft.json"]) == json.loads(json.dumps(said))
    assert read_workspace(built[f"{stem}.accord.json"], "file") == ("Kenya and the UK", content)
    rows = rows_of(opened(built[f"{stem}-the-draft.xlsx"]), "Terms", "Corridor", "Cadre", "What")
    recruits = next(row for row in rows if row["What"] == "recruits")
    assert [recruits[f"{years} (input)"] for years in ("2026-2028", "2029-2031", "2032-2035")] == [100, 200, 300]
    with zipfile.ZipFile(io.BytesIO(built[f"{stem}-figures.zip"])) as packed:
        names = packed.namelist()
        kinds = {
            kind: {name.split("/")[1].split(".")[0] for name in names if name.startswith(kind)}
            for kind in ("svg", "png", "csv")
        }
        assert kinds["svg"] == kinds["png"] == kinds["csv"]
        assert {"frontier", "gains-KEN", "service-01", "service-04", "no-agreement-GBR-nurse"} <= kinds["svg"]
        assert "map-KEN-GBR-nurse" in kinds["svg"]
        for name in names:
            one = packed.read(name)
            if name.startswith("svg"):
                ElementTree.fromstring(one)
            assert one.startswith(b"\x89PNG") or not name.startswith("png")
        told = packed.read("figures.txt").decode()
        assert all(f"{name}\n" in told for name in kinds["svg"])


def test_the_script_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    page = Offered(kept_case("ghana-uk"), monkeypatch)
    (name,) = [name for name in page.data if name.endswith(".py")]
    done = subprocess.run(
        [sys.executable, "-c", page.content(name).decode()], capture_output=True, timeout=120, check=True
    )
    assert b"balanced terms" in done.stdout


def test_files_are_built_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes time is a callable, so that opening the page builds nothing."""
    page = Offered(kept(small()), monkeypatch)
    ready = [name for name, data in page.data.items() if not callable(data)]
    assert [name.rsplit(".", 1)[1] for name in ready] == ["py"]


NASTY = (*HOSTILE[:2], *HOSTILE[3:5], "=cmd|' /C calc'!A0", "<script>", "\x01\x02 control \x1f")


@pytest.mark.slow
def test_hostile_text_comes_out_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the names of the negotiation, its case and its options, in notes, and in all files made of them."""
    text = " ".join(NASTY)
    values = changed(bare("kenya-uk"), {"name": NASTY[1], "description": text})
    values["countries"]["KEN"]["nurse"]["exit_rate"] = {"value": 0.03, "note": text, "assumed": True}
    content = new_content(values, "test")
    for name in NASTY:
        content, _ = add_option(content, {"terms": {"KEN-GBR": {"nurse": {"recruits": 9}}}}, name[:100], text)
    content, _ = set_notes(content, text)
    page = Offered(kept(content, NASTY[0]), monkeypatch)
    assert "<script>" not in page.shown()
    books = [name for name in page.data if name.endswith(".xlsx") and "monitoring" not in name]
    assert len(books) == len(NASTY) + 1
    for name in page.data:
        assert name.isascii()
        assert all(letter.isalnum() or letter in "-." for letter in name)
        if "balanced" in name or name.endswith((".py", ".json")):
            check_opens(name, page.content(name))
    for book in books[1:]:
        live = opened(page.content(book), formulas=True)
        for title, cell in cells_of(live):
            if isinstance(cell.value, str) and cell.data_type != "f":
                assert not any(ord(letter) < 32 and letter != "\n" for letter in cell.value), (title, cell.coordinate)
            assert cell.data_type != "f" or "cmd" not in cell.value
    with zipfile.ZipFile(io.BytesIO(page.content(next(name for name in page.data if "figures" in name)))) as packed:
        for name in packed.namelist():
            one = packed.read(name)
            if name.startswith("svg"):
                assert not any(found.tag.endswith("script") for found in ElementTree.fromstring(one).iter())
            if name.startswith("csv"):
                assert not any(line.startswith(("=", "@")) for line in one.decode("utf-8-sig").splitlines())


@pytest.mark.parametrize("values", [three(), changed(rich(), {"fund.budget": 0})], ids=["three countries", "no fund"])
def test_other_cases(values: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Offered(kept_mapping(values), monkeypatch)
    for name in page.data:
        if "figures" not in name:
            check_opens(name, page.content(name))


def test_a_case_without_agreement_still_exports_its_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    content = new_content(with_lines(plain(), red_line("min_recruits", 11, party="GBR")), "test")
    content, _ = set_draft(content, {"terms": {"KEN-GBR": {"nurse": {"recruits": 4}}}}, "")
    page = Offered(kept(content), monkeypatch)
    assert "no balanced terms to export" in page.shown()
    assert not any("balanced" in name for name in page.data)
    for name in page.data:
        check_opens(name, page.content(name))


def test_a_broken_case_can_still_be_taken_along(monkeypatch: pytest.MonkeyPatch) -> None:
    content = Content(case={**plain(), "years": "many"})
    page = Offered(kept(content), monkeypatch)
    assert set(page.data) == {"test.accord.json", "test.json"}
    assert page.app.error


def test_an_option_that_does_not_fit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    content, _ = add_option(small(), {"terms": {"KEN-DEU": {}}}, "Elsewhere")
    page = Offered(kept(content), monkeypatch)
    assert any("KEN-DEU" in text.value.replace("\\", "") for text in page.app.error)
    assert not any("elsewhere" in name for name in page.data)
    assert "test-first.xlsx" in page.data


def test_notes_are_kept() -> None:
    held = kept_case("kenya-uk")
    app = on_page("export", held)
    app.text_area[0].set_value("=1+1 <b>").run()
    assert not app.exception
    assert app.text_area[0].value == "=1+1 <b>"


def test_names_of_files() -> None:
    assert file_name("Kenya – UK: Été <script>") == "kenya-uk-ete-script"
    assert file_name("…") == file_name("中文") == "negotiation"
    assert file_names(["A", "a", "A!"]) == ["a", "a-2", "a-3"]


def test_a_paper_is_written_and_can_be_taken_along(monkeypatch: pytest.MonkeyPatch) -> None:
    content = small()
    held = kept(make_offer(content, content.draft, "KEN", date(2026, 5, 4), "First")[0], "Kenya and the UK")
    page = Offered(held, monkeypatch)
    papers = page.app.selectbox(key="papers_kind").options
    assert papers == [
        "Briefing for a minister or a council",
        "What it means to Kenya",
        "What it means to United Kingdom",
        "Record of the offers",
    ]
    page.app.selectbox(key="papers_kind").select_index(3)
    page.app.selectbox(key="papers_format").select_index(2).run()
    page.app.button(key="papers_write").click().run()
    assert not page.app.exception
    (mark, written) = page.app.session_state["papers_written"]
    assert b"First" in written
    page.app.selectbox(key="papers_kind").select_index(1).run()
    page.app.button(key="papers_write").click().run()
    assert not page.app.exception
    assert page.app.session_state["papers_written"][0] != mark
    assert (
        b"What it means" in page.app.session_state["papers_written"][1]
        or b"Kenya" in page.app.session_state["papers_written"][1]
    )
