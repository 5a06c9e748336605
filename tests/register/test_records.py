"""Reading agreement records: dates as precise as known, every problem of a file at once, in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.support.register import RECORD
from toolkit.errors import RegisterError
from toolkit.register.read import read_record
from toolkit.register.records import Agreement, year_of


def written(folder: Path, **changes: object) -> Path:
    values = {key: value for key, value in {**RECORD, **changes}.items() if value is not None}
    path = folder / "KEN-GBR-2021.yaml"
    path.write_text(yaml.safe_dump(values, sort_keys=False), encoding="utf-8")
    return path


def problems(folder: Path, **changes: object) -> list[str]:
    with pytest.raises(RegisterError) as failure:
        read_record(written(folder, **changes))
    return [str(problem) for problem in failure.value.problems]


def test_a_record_as_it_stands_in_a_file(tmp_path: Path) -> None:
    record = read_record(written(tmp_path))
    assert (record.id, record.countries, record.year) == ("KEN-GBR-2021", ("KEN", "GBR"), 2021)
    assert record.clauses == {"committee", "term"}
    assert record.broad == {"training"}
    assert not record.announced
    assert record.money[0].low == 8000
    assert Agreement.model_validate(record.model_dump(mode="python")) == record


@pytest.mark.parametrize(("date", "year"), [(2021, 2021), ("2021-07", 2021), ("2021-07-29", 2021), (None, None)])
def test_dates_are_kept_as_precise_as_they_are_known(tmp_path: Path, date: object, year: int | None) -> None:
    record = read_record(written(tmp_path, signed=date))
    assert record.signed == (None if date is None else str(date))
    assert year_of(record.signed) == year


@pytest.mark.parametrize("date", ["29.7.2021", "2021-13", "2021-07-32", "last summer", 21])
def test_what_is_no_date_is_refused(tmp_path: Path, date: object) -> None:
    (found,) = problems(tmp_path, signed=date)
    assert "signed (line" in found
    assert "2021-07-29" in found


def test_the_year_of_entry_into_force_stands_in_for_an_unknown_signature(tmp_path: Path) -> None:
    assert read_record(written(tmp_path, signed=None, in_force=2022)).year == 2022
    assert read_record(written(tmp_path, signed=None)).year is None


def test_all_problems_of_a_file_come_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, statu="active", status=None, confidence=3, cadres=[], status_as_of="2024")
    assert len(found) == 5
    assert any("unknown field 'statu'" in text and "did you mean status" in text for text in found)
    assert any(text.startswith("status") and "is missing" in text for text in found)
    assert any(text.startswith("status_as_of") and "whole number" in text for text in found)


def test_numbers_are_not_guessed_from_text(tmp_path: Path) -> None:
    volume = {"number": "20 000", "kind": "announced", "per": "total", "basis": "said", "year": 2021}
    (found,) = problems(tmp_path, volumes=[volume])
    assert found.startswith("volumes → 1st → number (line")
    assert "write 20000" in found


def test_a_file_that_is_no_record_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "list.yaml"
    path.write_text("- one\n- two\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="is not a record"):
        read_record(path)
