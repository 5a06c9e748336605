"""The user's own data: laid over the shipped facts in sight, listed, removed; nothing shipped is changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from toolkit.data_folder import data_folder
from toolkit.errors import InputError, RegisterError
from toolkit.register.check import check_user_data
from toolkit.register.countries import fact
from toolkit.register.find import find_agreements, find_figures
from toolkit.register.read import OWN, SHIPPED, load_register, shipped_folder
from toolkit.register.tables import TABLES
from toolkit.register.user_data import folder_for, imports, profile_path, profiles, remove_import


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def a_figure(**changes: str) -> dict[str, str]:
    """The shipped stock of doctors from India in the United Kingdom, with changes."""
    register = load_register(user_data=False)
    found = find_figures(register, origin="IND", destination="GBR", cadre="physician", unit="persons", measure="stock")
    row = {column: str(found.iloc[-1][column]) for column in TABLES["corridors"].columns}
    return {**row, "source": "", **changes}


def write_import(
    name: str, table: str, rows: list[dict[str, str]], at: str = "2026-01-01T00:00:00", **report: Any
) -> None:
    place = folder_for(name)
    place.mkdir(parents=True)
    told = {
        "file": "mine.csv",
        "source": "Ministry's own count",
        "retrieved": "2026-01-01",
        "imported_at": at,
        **report,
    }
    (place / "import.json").write_text(json.dumps(told), encoding="utf-8")
    columns = [*TABLES[table].columns, "retrieved", "row"]
    lines = [",".join(columns), *(",".join(row.get(column, "") for column in columns) for row in rows)]
    (place / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_without_own_data_the_register_is_the_shipped_one(folder: Path) -> None:
    assert data_folder() == folder
    assert imports() == []
    assert load_register() is load_register(user_data=False)


def test_a_figure_of_the_users_replaces_the_shipped_one_and_both_can_be_seen() -> None:
    theirs = a_figure(value="12345")
    write_import("ministry", "corridors", [theirs])
    register = load_register()
    asked = {
        "origin": "IND",
        "destination": "GBR",
        "cadre": "physician",
        "unit": "persons",
        "year": int(theirs["year"]),
    }
    shown = find_figures(register, **asked, basis=theirs["basis"], measure=theirs["measure"])
    assert [(float(row["value"]), row["layer"]) for row in shown.to_dict("records")] == [(12345.0, "ministry")]
    both = find_figures(register, **asked, basis=theirs["basis"], measure=theirs["measure"], alternates=True)
    assert {row["layer"]: row["standing"] for row in both.to_dict("records")} == {
        "ministry": "used",
        SHIPPED: "overridden",
    }
    shipped = load_register(user_data=False)
    assert set(shipped.corridors["standing"]) == {"used", "alternate"}, "the shipped facts are as they were"


def test_a_figure_of_another_year_is_added_beside_the_shipped_ones() -> None:
    before = find_figures(load_register(user_data=False), origin="IND", destination="GBR", cadre="physician")
    write_import("ministry", "corridors", [a_figure(value="1", year="2031")])
    after = find_figures(load_register(), origin="IND", destination="GBR", cadre="physician")
    assert len(after) == len(before) + 1
    assert not (load_register().corridors["standing"] == "overridden").any()


def test_of_two_imports_the_later_one_counts() -> None:
    write_import("second", "corridors", [a_figure(value="2", year="2031")], at="2026-02-02T00:00:00")
    write_import("first", "corridors", [a_figure(value="1", year="2031")], at="2026-01-01T00:00:00")
    found = find_figures(load_register(), origin="IND", destination="GBR", year=2031, alternates=True)
    assert {row["layer"]: row["standing"] for row in found.to_dict("records")} == {
        "first": "overridden",
        "second": "used",
    }


def test_country_figures_are_laid_over_too() -> None:
    shipped = fact(load_register(user_data=False), "KEN", "population")
    assert shipped is not None
    row = {
        "country": "KEN",
        "indicator": "population",
        "year": str(shipped.year),
        "value": "60000000",
        "unit": "persons",
        "confidence": "verified",
    }
    write_import("census", "indicators", [row])
    found = fact(load_register(), "KEN", "population")
    assert found is not None
    assert (found.value, found.layer, found.source) == (60_000_000, "census", "census")
    assert load_register().sources["census"].title == "Ministry's own count"


def record(**changes: Any) -> dict[str, Any]:
    path = shipped_folder() / "records" / "KEN-GBR-2021.yaml"
    return {**yaml.safe_load(path.read_text(encoding="utf-8")), **changes}


def write_record(folder: Path, **changes: Any) -> None:
    values = record(**changes)
    (folder / "agreements").mkdir(parents=True, exist_ok=True)
    path = folder / "agreements" / f"{values['id']}.yaml"
    path.write_text(yaml.safe_dump(values, sort_keys=False), encoding="utf-8")


def test_a_record_of_the_users_replaces_the_shipped_one_visibly(folder: Path) -> None:
    write_record(folder, title="As amended in 2026")
    write_record(folder, id="KEN-GBR-2026", title="A new one", signed=2026, status_as_of=2026)
    register = load_register()
    assert register.agreements["KEN-GBR-2021"].title == "As amended in 2026"
    assert register.overridden["KEN-GBR-2021"].title != "As amended in 2026"
    assert (register.layer_of("KEN-GBR-2021"), register.layer_of("KEN-GBR-2026")) == (OWN, OWN)
    assert register.layer_of("PHL-DEU-2013") == SHIPPED
    assert len(find_agreements(register, weak=True)) == 177
    assert len(load_register(user_data=False).agreements) == 176
    assert check_user_data() == []


def test_imported_records_are_agreements_too() -> None:
    place = folder_for("treaties")
    place.mkdir(parents=True)
    (place / "import.json").write_text(json.dumps({"file": "a.dta"}), encoding="utf-8")
    values = record(id="BLA-1", title="From a file")
    (place / "agreements.jsonl").write_text(json.dumps(values, default=str) + "\n", encoding="utf-8")
    register = load_register()
    assert register.agreements["BLA-1"].title == "From a file"
    assert register.layer_of("BLA-1") == "treaties"


def test_a_wrong_record_of_the_users_is_told_with_its_place(folder: Path) -> None:
    write_record(folder, level="bilatral", sources=["nowhere"])
    found = [str(problem) for problem in check_user_data()]
    assert len(found) == 2
    assert all(str(folder) in text and "KEN-GBR-2021" in text for text in found)
    write_record(folder, number=3)
    with pytest.raises(RegisterError, match="unknown field 'number'"):
        load_register()


def test_an_import_is_removed_whole_and_nothing_else() -> None:
    write_import("one", "corridors", [a_figure(year="2031")])
    write_import("two", "corridors", [a_figure(year="2032")])
    removed = remove_import("one")
    assert not removed.exists()
    assert [item.name for item in imports()] == ["two"]
    with pytest.raises(InputError, match="imported are: two"):
        remove_import("one")


@pytest.mark.parametrize("name", ["", "..", "../shipped", "a/b", "UPPER", "a" * 61, "-x", "a b", "a\n"])
def test_a_name_cannot_lead_out_of_the_folder(name: str) -> None:
    for call in (folder_for, remove_import, profile_path):
        with pytest.raises(InputError, match="small letters"):
            call(name)


def test_an_import_that_cannot_be_read_names_itself_and_the_remedy() -> None:
    place = folder_for("broken")
    place.mkdir(parents=True)
    (place / "import.json").write_text("{", encoding="utf-8")
    with pytest.raises(RegisterError, match="remove broken and import again"):
        load_register()
    remove_import("broken")
    assert load_register() is load_register(user_data=False)


def test_profiles_are_kept_by_name(folder: Path) -> None:
    assert profiles() == {}
    profile_path("nurses").parent.mkdir(parents=True)
    profile_path("nurses").write_text("{}", encoding="utf-8")
    assert profiles() == {"nurses": folder / "profiles" / "nurses.yaml"}


def test_the_folder_is_the_usual_one_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACCORD_DATA")
    assert data_folder().name == "accord"
    assert data_folder().is_absolute()


def test_an_own_record_may_quote_a_source_of_the_users(folder: Path) -> None:
    (folder / "agreements").mkdir(parents=True)
    record = yaml.safe_load((shipped_folder() / "records" / "KEN-GBR-2021.yaml").read_text(encoding="utf-8"))
    record = {**record, "sources": ["our_file", *record["sources"]]}
    (folder / "agreements" / "KEN-GBR-2021.yaml").write_text(yaml.safe_dump(record), encoding="utf-8")
    assert any("names the source 'our_file'" in str(problem) for problem in check_user_data())
    table = folder / "agreements" / "sources.csv"
    table.write_text("key,title,publisher,year,address,note\nour_file,Our file,Ministry,2030,,\n", encoding="utf-8")
    assert check_user_data() == []
    assert load_register().sources["our_file"].title == "Our file"
    assert "our_file" not in load_register(user_data=False).sources
    with pytest.raises(RegisterError, match=r"is a record of your own .*delete the file"):
        remove_import("KEN-GBR-2021")
