"""``accord monitor``: the sheet is written, filled in, and read again, as CSV and as Excel; wrong inputs are told."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from tests.documents.office import converted, needs_office
from toolkit import evaluate, load_case, solve
from toolkit.__main__ import cli
from toolkit.errors import InputError
from toolkit.model.terms_file import load_terms, terms_to_mapping
from toolkit.report.monitored import compare, compared_table
from toolkit.report.monitoring import monitoring_sheet

CASE = "kenya-uk"


def run(*words: Any) -> str:
    result = CliRunner().invoke(cli, ["monitor", CASE, *map(str, words)])
    if result.exception is not None:
        raise result.exception
    return result.stdout


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("terms") / "terms.json"
    path.write_text(json.dumps(terms_to_mapping(solve(load_case(CASE)).terms)), encoding="utf-8")
    return path


def filled_csv(template: Path, path: Path, delimiter: str = ",") -> list[dict[str, Any]]:
    """Values for 2026: the first is a half of its target, the others are on it."""
    rows = list(csv.DictReader(template.read_text(encoding="utf-8-sig").splitlines()))
    of_year = [row for row in rows if row["year"] == "2026"]
    for number, row in enumerate(of_year):
        row["reported"] = str(float(row["target"]) * (1 if number else 0.5))
        if delimiter == ";":
            row["reported"] = row["reported"].replace(".", ",")
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return of_year


def test_the_template_is_the_librarys_sheet(terms: Path, tmp_path: Path) -> None:
    case = load_case(CASE)
    sheet = monitoring_sheet(evaluate(case, load_terms(terms, case)))
    for ending in ("csv", "xlsx"):
        assert f"sheet.{ending}" in run(terms, "--template", tmp_path / f"sheet.{ending}")
    rows = list(csv.DictReader((tmp_path / "sheet.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [row["indicator"] for row in rows] == sheet["indicator"].tolist()
    assert [float(row["target"]) for row in rows] == sheet["target"].tolist()
    assert {row["reported"] for row in rows} == {""}
    paper = openpyxl.load_workbook(tmp_path / "sheet.xlsx", data_only=True)["Monitoring"]
    head = next(row[0].row for row in paper.iter_rows() if row[0].value == "What")
    told = [[cell.value for cell in row] for row in paper.iter_rows(min_row=head + 1)]
    assert [row[0] for row in told] == sheet["what"].tolist()
    assert [row[7] for row in told] == sheet["target"].tolist()
    assert {row[8] for row in told} == {None}
    assert {row[10] for row in told} == {"not reported yet"}


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_reported_values_are_held_against_the_path(terms: Path, tmp_path: Path, delimiter: str) -> None:
    run(terms, "--template", tmp_path / "sheet.csv")
    reported = filled_csv(tmp_path / "sheet.csv", tmp_path / "filled.csv", delimiter)
    values = json.loads(run(terms, tmp_path / "filled.csv", "--json"))
    assert [entry["standing"] for entry in values["values"]] == ["below", *["on the path"] * (len(reported) - 1)]
    assert values["summary"].endswith("0 of the sheet up to 2026 are not reported.")
    case = load_case(CASE)
    rows = [
        {**row, "year": 2026, "reported": entry["reported"]}
        for row, entry in zip(reported, values["values"], strict=True)
    ]
    found = compare(evaluate(case, load_terms(terms, case)), rows)
    assert [entry.to_dict() for entry in found] == values["values"]
    loose = json.loads(run(terms, tmp_path / "filled.csv", "--json", "--tolerance", "0.6"))
    assert {entry["standing"] for entry in loose["values"]} == {"on the path"}
    lines = list(csv.reader(run(terms, tmp_path / "filled.csv", "--csv").splitlines()))
    assert [line[-1] for line in lines[1:]] == [row[-1] for row in compared_table(found, 0.1).rows]
    assert "1 below" in run(terms, tmp_path / "filled.csv")


def test_an_empty_sheet_is_no_mistake(terms: Path, tmp_path: Path) -> None:
    run(terms, "--template", tmp_path / "sheet.xlsx")
    assert "No value has been reported yet" in run(terms, tmp_path / "sheet.xlsx")


@needs_office
def test_the_excel_sheet_is_filled_in_and_read_again(terms: Path, tmp_path: Path) -> None:
    """Saved by a spreadsheet program, its own formulas say the same as the command."""
    run(terms, "--template", tmp_path / "sheet.xlsx", "--tolerance", "0.2")
    book = openpyxl.load_workbook(tmp_path / "sheet.xlsx")
    paper = book["Monitoring"]
    head = next(row[0].row for row in paper.iter_rows() if row[0].value == "What")
    parts = (1, 0.5, 1.5, 1.19, 0.81)
    for number, row in enumerate(paper.iter_rows(min_row=head + 1)):
        if row[4].value == 2027:
            row[8].value = row[7].value * parts[number % len(parts)]
    book.save(tmp_path / "filled.xlsx")
    (saved,) = converted(tmp_path, "xlsx", tmp_path / "filled.xlsx")
    values = json.loads(run(terms, saved, "--json", "--tolerance", "0.2"))["values"]
    again = openpyxl.load_workbook(saved, data_only=True)["Monitoring"]
    told = [row for row in again.iter_rows(min_row=head + 1, values_only=True) if row[8] is not None]
    assert {row[10] for row in told} == {"on the path", "below", "above"}
    assert [row[10] for row in told] == [entry["standing"] for entry in values]
    assert [row[9] for row in told] == pytest.approx(
        [entry["reported"] - entry["target"] for entry in values], abs=1e-3
    )


def test_wrong_rows_are_told_all_at_once(terms: Path, tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(
        "indicator,place,cadre,year,reported\nrecruit,KEN-GBR,nurse,2026,3\nrecruits,KEN-GBR,nurse,2026,many\n"
        "recruits,KEN-GBR,nurse,1999,5\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as caught:
        run(terms, path)
    assert [str(problem).split(":")[0] for problem in caught.value.problems] == ["row 2", "row 3", "row 4"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "one of the two"),
        (("sheet.csv", "--template", "other.csv"), "one of the two"),
        (("--template", "sheet.pdf"), "ends in .csv or .xlsx"),
        (("--template", "sheet.csv", "--tolerance", "nan"), "tolerance"),
        (("absent.csv",), "cannot be read"),
        (("--template", "absent/sheet.csv"), "cannot be written"),
    ],
)
def test_wrong_requests(
    terms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple, message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError, match=message):
        run(terms, *words)
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_is_not_written_over_another(terms: Path, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="--template"):
        run(terms, "--template", path)
    assert path.read_text(encoding="utf-8") == "mine"
    run(terms, "--template", path, "--force")
    assert "recruits" in path.read_text(encoding="utf-8")
