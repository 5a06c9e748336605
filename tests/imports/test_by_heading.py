"""Small tables read by their headings: where they stand, how numbers are written, what is wrong with the form."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from toolkit.errors import InputError
from toolkit.imports.by_heading import read_by_heading

COLUMNS = ("place", "value")


def read(folder: Path, text: str, name: str = "table.csv") -> list[dict]:
    path = folder / name
    path.write_bytes(text.encode())
    return read_by_heading(path, COLUMNS, numbers=("value",))


def problems(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return [str(problem) for problem in caught.value.problems]


def test_headings_anywhere_with_remarks_and_capitals(tmp_path: Path) -> None:
    rows = read(tmp_path, "A title,,\n,,\nnote,VALUE (input),Place\n,5,KEN\n,,\nx,,GBR\n")
    assert rows == [{"row": 4, "place": "KEN", "value": 5.0}, {"row": 6, "place": "GBR", "value": None}]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("place;value\na;1.234,5\nb;2,5\n", [1234.5, 2.5]),
        ('place,value\na,"1,234.5"\nb,7\n', [1234.5, 7.0]),
        ("place,value\na,12.5\nb,many\nc,..\nd, \n", [12.5, "many", None, None]),
        ("place\tvalue\na\t3\n", [3.0]),
    ],
)
def test_numbers_in_the_one_way_that_fits(tmp_path: Path, text: str, values: list) -> None:
    assert [row["value"] for row in read(tmp_path, text)] == values


def test_an_unclear_number_is_asked_about(tmp_path: Path) -> None:
    assert "may be" in problems(tmp_path, "place;value\na;4.312\n")[0]


def test_every_missing_or_repeated_column_at_once(tmp_path: Path) -> None:
    told = problems(tmp_path, "places,other\na,1\n")
    assert len(told) == 2
    assert "is it places" in told[0]
    assert "2 times" in problems(tmp_path, "place,value,value\na,1,2\n")[0]
    assert len(problems(tmp_path, "nothing here\n")) == 2


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04broken", b"<html></html>", b"\x00\x01"])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"file\.csv"):
        read_by_heading(path, COLUMNS)
    with pytest.raises(InputError, match="cannot be read"):
        read_by_heading(tmp_path / "absent.csv", COLUMNS)


def test_a_formula_without_a_result_is_told_where_it_counts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["place", "value", "own"])
    sheet.append(["KEN", "=1+1", 1])
    sheet.append(["GBR", 3, "=B3*2"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    with pytest.raises(InputError) as caught:
        read_by_heading(path, COLUMNS)
    assert [str(problem) for problem in caught.value.problems] == [
        "row 2, column 'value': is a formula without a result (save it in a spreadsheet)"
    ]
    sheet["B2"] = 2
    book.save(path)
    assert [row["value"] for row in read_by_heading(path, COLUMNS)] == [2, 3]
