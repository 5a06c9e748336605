"""Files that are broken, disguised or meant to harm are refused in plain words, and nothing stays behind."""

from __future__ import annotations

import json
import zipfile

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.imports.support import OECD_HEADER, asked, oecd_file, oecd_row, run, text_file, workbook
from toolkit.errors import RegisterError
from toolkit.imports.run import import_file
from toolkit.imports.source_file import open_source
from toolkit.imports.streams import formulas_of

NHS = ["Month", "Organisation code", "Organisation name", "Staff group", "Nationality", "FTE"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"   \n ", "is empty"),
        (b"PK\x03\x04 not an archive", "broken workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 nothing more", "broken workbook"),
        (b"%PDF-1.7 ...", "is no table"),
        (b"\x1f\x8b\x08 packed", "is no table"),
        (b"a,b\x00c\n1,2\n", "is no table"),
        (b"<!DOCTYPE html><html></html>", "is a web page"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>sdmx &a;</x>', "entities"),
        (b"<stata_dta>broken", "broken Stata file"),
        (b'{"IndicatorCode": "TimeDim"', "not JSON"),
        (b"<a>sdmx</a>", "SDMX"),
    ],
)
def test_broken_files_are_refused(tmp_path, content, words):
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(RegisterError, match=words):
        run(path, tmp_path / "a")
    assert [one.name for one in tmp_path.iterdir()] == ["file.csv"]


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    for path in (tmp_path / "nothing.csv", tmp_path):
        with pytest.raises(RegisterError, match="cannot be read"):
            open_source(path)


def test_an_archive_that_unpacks_to_far_more_is_refused(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    with pytest.raises(RegisterError, match="unpacks from"):
        open_source(path)


def test_an_archive_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "data.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data.csv", "a,b")
    with pytest.raises(RegisterError, match="not a workbook"):
        open_source(path)


def test_a_workbook_cut_off_in_the_middle_is_refused(tmp_path):
    path = workbook(
        tmp_path / "f.xlsx", {"Data": [NHS, *(["2018-JUN", "R", "T", "Midwives", "Kenyan", 1] for _ in range(300))]}
    )
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(RegisterError, match="broken workbook"):
        run(path, tmp_path / "a")


def test_the_content_counts_and_not_the_name(tmp_path):
    path = workbook(tmp_path / "f.csv", {"Data": [NHS, ["2018-JUN", "R", "T", "Midwives", "Kenyan", 1]]})
    report, rows = run(path, tmp_path / "a")
    assert len(rows) == 1
    assert any("the content is an Excel workbook" in note for note in report.notes)


def test_formulas_need_a_stored_result(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        NHS,
        ["2018-JUN", "R", "T", "Midwives", "Kenyan", 1],
        ["2018-JUN", "R", "T", "Midwives", "Ghanaian", "=1+1"],
    ):
        book.active.append(row)
    book.save(tmp_path / "f.xlsx")
    assert formulas_of(open_source(tmp_path / "f.xlsx")) == (1, 1)
    with pytest.raises(RegisterError, match="formulas without a stored result"):
        run(tmp_path / "f.xlsx", tmp_path / "a")


def test_formulas_and_tags_in_texts_stay_harmless(tmp_path):
    name = '=HYPERLINK("http://x","<script>alert(1)</script>")'
    rows = [oecd_row("DEU", "QQQ", 1, name=name), oecd_row("DEU", "IND", 2, flag="<img>")]
    report, kept = run(oecd_file(tmp_path / "f.csv", rows), tmp_path / "a")
    (question,) = asked(report)
    assert not question.startswith("=")
    assert "<" not in question
    assert kept[0]["origin"] == "IND"
    assert "<" not in kept[0]["flag"]


def test_an_open_quotation_mark_is_told_with_its_line(tmp_path):
    path = tmp_path / "f.csv"
    path.write_text(",".join(OECD_HEADER) + '\n"CAN,' + "x" * 200_000, encoding="utf-8")
    with pytest.raises(RegisterError, match="line 2: cannot be read"):
        run(path, tmp_path / "a")


def test_every_problem_is_told_at_once_and_nothing_is_left(tmp_path):
    rows = [oecd_row("DEU", "IND", "many"), oecd_row("DEU", "KEN", -3), oecd_row("DEU", "GHA", 3, year="soon")]
    with pytest.raises(RegisterError) as caught:
        run(oecd_file(tmp_path / "f.csv", rows), tmp_path / "a")
    assert [problem.place for problem in caught.value.problems] == ["row 2, value", "row 3, value", "row 4"]
    assert [one.name for one in tmp_path.iterdir()] == ["f.csv"]


def test_thousands_of_problems_stop_the_import_early(tmp_path):
    path = oecd_file(tmp_path / "f.csv", [oecd_row("DEU", "IND", "many") for _ in range(5000)])
    with pytest.raises(RegisterError) as caught:
        run(path, tmp_path / "a")
    assert len(caught.value.problems) < 100


def test_thousands_of_unknown_names_mean_the_wrong_column(tmp_path):
    path = oecd_file(tmp_path / "f.csv", [oecd_row("DEU", f"Q{n}", 1) for n in range(6000)])
    with pytest.raises(RegisterError, match="choose another column"):
        run(path, tmp_path / "a")


def test_huge_and_odd_numbers(tmp_path):
    for number, value in enumerate(["1e999", "nan", "inf", "9" * 400]):
        with pytest.raises(RegisterError):
            run(oecd_file(tmp_path / "f.csv", [oecd_row("DEU", "IND", value)]), tmp_path / str(number))
    json.loads(
        json.dumps(run(oecd_file(tmp_path / "f.csv", [oecd_row("DEU", "IND", "1e300")]), tmp_path / "b")[0].to_dict())
    )


cells = st.sampled_from(["", "0", "5", "<5", "*", "7.5", "12"])
codes = st.sampled_from(["IND", "DEU", "KEN", "TOT", "NS", "SUN", "XKX", "QQQ", "AFE", ""])
labels = st.sampled_from(["Foreign-trained doctors - Stock", "Total number of doctors", "Something else"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(codes, codes, cells, labels, st.sampled_from(["2018", "9999", "2013-14"])), max_size=25))
def test_whatever_the_rows_are_the_counts_add_up(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("counts")
    path = oecd_file(folder / "f.csv", [oecd_row(d, o, v, year=y, variable=label) for d, o, v, label, y in rows])
    report = import_file(path, folder / "a", source="x")
    assert report.rows_read == len(rows)
    assert report.rows_read == report.rows_kept + sum(report.dropped.values())
    assert report.rows_kept == sum(report.written.values()) == sum(report.units.values()) == sum(report.years.values())
    assert report.zeros <= report.rows_kept
    assert sum(report.own_country.values()) == report.dropped.get("own_country", 0)
    for line in report.lines():
        assert line.strip()
    json.dumps(report.to_dict(), allow_nan=False)
    assert set(report.tables()) == {"dropped", "questions", "coverage", "years"}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300))
def test_any_bytes_are_imported_or_refused(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("bytes")
    path = folder / "f.csv"
    path.write_bytes(",".join(OECD_HEADER).encode() + b"\n" + content)
    try:
        report = import_file(path, folder / "a", source="x")
    except RegisterError as refusal:
        assert not (folder / "a").exists()
        assert refusal.problems  # noqa: PT017 - a file may be good, so that nothing need be raised
    else:
        assert report.adds_up


def test_a_long_row_is_refused(tmp_path):
    path = text_file(tmp_path / "f.csv", [OECD_HEADER, [*oecd_row("DEU", "IND", 1), "", "", ""]])
    report, _ = run(path, tmp_path / "a")
    assert report.rows_kept == 1
