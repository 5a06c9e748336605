"""An import is kept whole or not at all, and never so that the register cannot be read."""

from __future__ import annotations

import pytest

from tests.imports.support import text_file
from toolkit.errors import RegisterError
from toolkit.imports import keep
from toolkit.imports.keep import keep_import, name_for
from toolkit.imports.profile import Profile
from toolkit.register.read import load_register
from toolkit.register.user_data import folder_for, imports

PROFILE = Profile(
    columns={"origin": "From", "destination": "To", "year": "Year", "value": "Nurses"},
    constants={"cadre": "nurse", "measure": "stock", "basis": "nationality", "unit": "persons"},
)


@pytest.fixture(autouse=True)
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "data"))


def file(tmp_path, value=10):
    return text_file(tmp_path / "Own list 2024.csv", [["From", "To", "Year", "Nurses"], ["Kenya", "Fiji", 2024, value]])


def held(value):
    table = load_register().corridors
    return (table["layer"] == "own").any() and float(table[table["layer"] == "own"]["value"].iloc[0]) == value


def test_an_import_lies_over_the_register(tmp_path):
    report = keep_import(file(tmp_path), "own", source="test", profile=PROFILE)
    assert (report.rows_kept, [item.name for item in imports()]) == (1, ["own"])
    assert held(10)


def test_a_name_that_is_taken_is_replaced_only_when_asked(tmp_path):
    keep_import(file(tmp_path), "own", source="test", profile=PROFILE)
    with pytest.raises(RegisterError, match="imported already"):
        keep_import(file(tmp_path, 20), "own", source="test", profile=PROFILE)
    assert held(10)
    keep_import(file(tmp_path, 20), "own", source="test", profile=PROFILE, replace=True)
    assert held(20)
    assert [path.name for path in folder_for("own").parent.iterdir()] == ["own"]


def test_a_file_that_cannot_be_read_leaves_what_was_there(tmp_path):
    keep_import(file(tmp_path), "own", source="test", profile=PROFILE)
    with pytest.raises(RegisterError):
        keep_import(file(tmp_path), "own", source="test", replace=True)
    assert held(10)


def test_an_import_that_breaks_the_register_is_taken_back(tmp_path, monkeypatch):
    keep_import(file(tmp_path), "own", source="test", profile=PROFILE)

    def broken():
        raise RegisterError("the register", [])

    with monkeypatch.context() as patch:
        patch.setattr(keep, "load_register", broken)
        with pytest.raises(RegisterError):
            keep_import(file(tmp_path, 20), "own", source="test", profile=PROFILE, replace=True)
        with pytest.raises(RegisterError):
            keep_import(file(tmp_path, 20), "other", source="test", profile=PROFILE)
    assert held(10)
    assert [item.name for item in imports()] == ["own"]


def test_names_come_from_file_names():
    assert name_for("Own list (2024).CSV") == "own_list_2024"
    assert name_for("…") == "import"
