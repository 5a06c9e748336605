"""Archives: the same files give the same bytes, names stay, tables open as CSV."""

from __future__ import annotations

import csv
import io
import time
import zipfile

import pandas as pd

from toolkit.report.archive import archive, frames_archive


def test_the_same_files_give_the_same_bytes(monkeypatch) -> None:
    files = {"b.txt": b"two", "a/ä.txt": "é".encode(), "empty": b""}
    first = archive(files)
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    assert archive(files) == first
    with zipfile.ZipFile(io.BytesIO(first)) as opened:
        assert opened.testzip() is None
        assert opened.namelist() == list(files)
        assert {name: opened.read(name) for name in files} == files
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_is_an_archive_too() -> None:
    with zipfile.ZipFile(io.BytesIO(archive({}))) as opened:
        assert opened.namelist() == []


def test_tables_are_csv_that_no_spreadsheet_runs() -> None:
    frame = pd.DataFrame({"name": ["=cmd|' /C calc'!A0", "é"], "value": [1.5, None]})
    with zipfile.ZipFile(io.BytesIO(frames_archive({"one": frame}))) as opened:
        assert opened.namelist() == ["one.csv"]
        content = opened.read("one.csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert rows == [["name", "value"], ["'=cmd|' /C calc'!A0", "1.5"], ["é", ""]]
