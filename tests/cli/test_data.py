"""``accord data``: importing beside the shipped facts, asking, profiles, listing and removing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from toolkit.__main__ import cli
from toolkit.errors import InputError
from toolkit.register.find import find_figures
from toolkit.register.read import load_register

OECD = """COU,Country,VAR,Variable,CO2,Country of origin,YEA,Year,Value,Flag Codes,Flags
DEU,Germany,FTDS,"Foreign-trained doctors, stock",KEN,Kenya,2031,2031,42,,
DEU,Germany,FTDS,"Foreign-trained doctors, stock",UGA,Uganda,2031,2031,0,,
DEU,Germany,FTDS,"Foreign-trained doctors, stock",DEU,Germany,2031,2031,900,,
DEU,Germany,FTDS,"Foreign-trained doctors, stock",TOT,Total,2031,2031,60,,
"""
MINE = "Land;2031;2032\nKenya;1.200;1.300\nKorea;7;8\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "data"))
    (tmp_path / "oecd.csv").write_text(OECD, encoding="utf-8")
    (tmp_path / "mine.csv").write_text(MINE, encoding="utf-8")
    return tmp_path


def accord(*words: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(cli, list(words), input=answers)


def told(*words: str, answers: str | None = None) -> str:
    run = accord(*words, answers=answers)
    assert run.exit_code == 0, (run.output, run.exception)
    return run.output


def values(*words: str) -> Any:
    return json.loads(told(*words, "--json"))


def test_a_known_layout_is_recognised_imported_listed_and_removed(folder: Path) -> None:
    report = values("data", "import", str(folder / "oecd.csv"), "--source", "OECD.Stat", "--retrieved", "2032-01-02")
    assert report["name"] == "oecd"
    assert (report["rows_read"], report["rows_kept"], report["zeros"]) == (4, 2, 1)
    assert report["dropped"] == {"total": 1, "own_country": 1}
    figures = find_figures(load_register(), origin="KEN", destination="DEU", year=2031)
    assert [float(value) for value in figures["value"]] == [42.0]
    assert list(figures["layer"]) == ["oecd"]
    assert "oecd" in told("corridors", "list", "--from", "KEN", "--to", "DEU")
    assert [item["name"] for item in values("data", "list")["imports"]] == ["oecd"]
    assert "Sum kept against the total" in told("data", "show", "oecd")
    assert "OECD.Stat" in told("data", "list")
    assert told("data", "remove", "oecd", "--yes") == "Removed 'oecd'.\n"
    assert values("data", "list")["imports"] == []
    assert find_figures(load_register(), origin="KEN", destination="DEU", year=2031).empty


def test_an_import_of_the_same_name_is_not_lost(folder: Path) -> None:
    words = ("data", "import", str(folder / "oecd.csv"), "--source", "OECD.Stat")
    told(*words)
    run = accord(*words)
    assert isinstance(run.exception, InputError)
    assert "add --replace" in str(run.exception)
    (folder / "oecd.csv").write_text(OECD.replace(",42,", ",43,"), encoding="utf-8")
    told(*words, "--replace")
    figures = find_figures(load_register(), origin="KEN", destination="DEU", year=2031)
    assert [float(value) for value in figures["value"]] == [43.0]
    (folder / "oecd.csv").write_text("nothing\n", encoding="utf-8")
    assert accord(*words, "--replace").exception is not None
    figures = find_figures(load_register(), origin="KEN", destination="DEU", year=2031)
    assert [float(value) for value in figures["value"]] == [43.0], "a failed import leaves what was there"


DESCRIBED = (
    *("--column", "origin=Land", "--across", "2031", "--across", "2032"),
    *("--constant", "destination=Germany", "--constant", "cadre=nurse", "--constant", "measure=stock"),
    *("--constant", "basis=nationality", "--constant", "unit=persons", "--decimal", ",", "--thousands", "."),
)


def test_a_table_of_ones_own_is_described_once_and_kept_as_a_profile(folder: Path) -> None:
    report = values(
        *("data", "import", str(folder / "mine.csv"), "--source", "Ministry", "--save-profile", "nurses"), *DESCRIBED
    )
    assert report["rows_kept"] == 2
    assert [question["name"] for question in report["questions"]] == ["Korea"]
    assert set(report["questions"][0]["candidates"]) == {"KOR", "PRK"}
    figures = find_figures(load_register(), origin="KEN", destination="DEU", cadre="nurse", year=2031)
    assert [float(value) for value in figures["value"]] == [1200.0]
    again = values(
        *("data", "import", str(folder / "mine.csv"), "--name", "second", "--source", "Ministry"),
        *("--profile", "nurses", "--answer", "Korea=KOR"),
    )
    assert again["rows_kept"] == 4
    assert again["questions"] == []
    assert values("data", "list")["profiles"] == ["nurses"]
    run = accord("data", "import", str(folder / "mine.csv"), "--source", "x", "--profile", "nurse", "--replace")
    assert "did you mean nurses?" in str(run.exception)


def test_names_are_asked_about_in_a_terminal(folder: Path) -> None:
    words = ("data", "import", str(folder / "mine.csv"), "--source", "Ministry", "--ask", *DESCRIBED)
    text = told(*words, answers="KOR\n")
    assert "Which is meant?" in text
    figures = find_figures(load_register(), origin="KOR", destination="DEU", cadre="nurse")
    assert [float(value) for value in figures["value"]] == [7.0, 8.0]


def test_an_empty_answer_leaves_the_name_open(folder: Path) -> None:
    words = ("data", "import", str(folder / "mine.csv"), "--source", "Ministry", "--ask", *DESCRIBED)
    assert "Waiting for an answer" in told(*words, answers="\n")


def test_a_preview_keeps_nothing(folder: Path) -> None:
    found = values("data", "preview", str(folder / "oecd.csv"))
    assert found["layout"] == "oecd_stat_migration"
    assert values("data", "list")["imports"] == []
    text = told("data", "preview", str(folder / "mine.csv"))
    assert "not recognised" in text
    assert "What is wrong" in text
    assert "Korea" in told("data", "preview", str(folder / "mine.csv"), *DESCRIBED)


def test_where_and_layouts(folder: Path) -> None:
    assert told("data", "where").strip() == str(folder / "data")
    assert "oecd_stat_migration" in told("data", "layouts")
    assert "Nothing yet" in told("data", "list")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("data", "remove", "nothing", "--yes"), "is not the name of an import"),
        (("data", "show", "nothing"), "imported are: none"),
        (("data", "import", "no-such-file.csv", "--source", "x"), "no-such-file.csv"),
        (("data", "import", "no-such-file.csv", "--source", "x", "--answer", "Korea"), "a name and a word joined by ="),
        (("data", "import", "no-such-file.csv", "--source", "x", "--name", "../x"), "small letters"),
    ],
)
def test_wrong_requests_are_told(words: tuple[str, ...], answer: str) -> None:
    run = accord(*words)
    assert isinstance(run.exception, InputError), run.output
    assert answer in str(run.exception)


def test_a_data_folder_that_cannot_be_written_is_told_plainly(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "a_file").write_text("", encoding="utf-8")
    monkeypatch.setenv("ACCORD_DATA", str(folder / "a_file"))
    run = accord("data", "import", str(folder / "oecd.csv"), "--source", "x")
    assert isinstance(run.exception, InputError)
    assert "your data folder: cannot be written" in str(run.exception)
    assert "ACCORD_DATA names another one" in str(run.exception)


def test_an_import_needs_a_source(folder: Path) -> None:
    run = accord("data", "import", str(folder / "oecd.csv"), "--source", " ")
    assert "the source: is empty" in str(run.exception)
    assert values("data", "list")["imports"] == []
