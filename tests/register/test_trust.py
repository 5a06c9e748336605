"""What the register promises, read by another reader than the toolkit's: sources, years, units, codes and counts."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pycountry
import pytest
import yaml

from toolkit.register.read import shipped_folder

FOLDER = shipped_folder()


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def codebook() -> dict[str, Any]:
    return dict(yaml.safe_load((FOLDER / "codebook.yaml").read_text(encoding="utf-8")))


@cache
def records() -> dict[str, dict[str, Any]]:
    return {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted((FOLDER / "records").glob("*.yaml"))
    }


def words(field: str) -> set[str]:
    return {str(word) for word in codebook()["vocabulary"][field]}


def keys() -> set[str]:
    return {row["key"] for row in rows("sources")}


def numbers_of(record: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Every number of a record: where it stands, the entry it stands in, and its unit."""
    for index, volume in enumerate(record.get("volumes", [])):
        yield f"volumes {index}", volume, "people"
    for index, money in enumerate(record.get("money", [])):
        if {"amount", "low", "high"} & set(money):
            yield f"money {index}", money, f"{money.get('currency', '')} {money.get('per', '')}".strip()
    for index, provision in enumerate(record.get("provisions", [])):
        if "value" in provision:
            yield f"provisions {index}", provision, provision.get("unit", "")


def test_the_register_is_as_large_as_it_says() -> None:
    assert len(records()) == 176
    assert len(codebook()["clauses"]) == 81
    assert len(codebook()["families"]) == 8
    assert len(rows("countries")) == 218
    assert len(rows("parameters")) == 855
    assert sum(row["standing"] == "used" for row in rows("corridors")) == 1015
    assert sum(row["standing"] == "alternate" for row in rows("corridors")) == 4
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name in ("corridors", "countries", "indicators", "parameters", "sources"):
        assert f"{len(rows(name)):,} |" in readme, f"the README tells another number of {name}"


@pytest.mark.parametrize("name", ["corridors", "indicators", "parameters"])
def test_each_number_of_a_table_has_source_unit_and_year(name: str) -> None:
    known = keys()
    for line, row in enumerate(rows(name), start=2):
        assert row["source"] in known, (name, line)
        assert row["unit"].strip(), (name, line)
        assert row["year"].isdigit(), (name, line)
        assert 1950 <= int(row["year"]) <= 2100, (name, line)
        assert row["confidence"] in words("confidence"), (name, line)
        assert any(row.get(part, "").strip() for part in ("value", "low", "high")), (name, line)


def test_each_number_of_a_record_has_source_unit_and_year_or_is_assumed() -> None:
    known, counted = keys(), 0
    for key, record in records().items():
        assert record["sources"], key
        for source in record["sources"]:
            assert source in known, (key, source)
        for place, entry, unit in numbers_of(record):
            counted += 1
            assert unit, (key, place)
            assert entry.get("source", record["sources"][0]) in known, (key, place)
            assert entry.get("year") or (entry.get("assumed") and entry.get("note")), (key, place)
            assert not entry.get("assumed") or len(entry.get("note", "")) >= 5, (key, place)
    assert counted > 150


def test_each_source_is_used_and_says_what_it_is() -> None:
    used = {source for record in records().values() for source in record["sources"]}
    for record in records().values():
        used |= {entry["source"] for _, entry, _ in numbers_of(record) if "source" in entry}
        used |= {entry["source"] for entry in record.get("provisions", []) if "source" in entry}
        used |= {entry["source"] for entry in record.get("money", []) if "source" in entry}
        used |= {value["source"] for conflict in record.get("conflicts", []) for value in conflict["values"]}
    for name in ("corridors", "indicators", "parameters", "safeguards", "safeguards_versions", "countries"):
        for row in rows(name):
            for column in row:
                if column.endswith("source"):
                    used |= {key.strip() for key in row[column].split(";") if key.strip()}
    assert used >= keys(), sorted(keys() - used)
    for row in rows("sources"):
        assert row["title"].strip(), row["key"]
        assert row["publisher"].strip(), row["key"]
        assert row["address"].startswith(("https://", "http://")), row["key"]
        assert row["year"] == "" or 1900 <= int(row["year"]) <= 2100, row["key"]


def test_codes_and_words_are_known() -> None:
    countries = {country.alpha_3 for country in pycountry.countries}
    for key, record in records().items():
        assert record["id"] == key
        assert {party["country"] for party in record["parties"]} <= countries, key
        assert {party["role"] for party in record["parties"]} <= words("role"), key
        assert {code for direction in record.get("directions", []) for code in direction.split("-")} <= countries, key
        for field in ("level", "instrument", "scope", "status", "confidence"):
            assert record[field] in words(field), (key, field)
        assert set(record["cadres"]) <= words("cadre"), key
        for provision in record.get("provisions", []):
            kind = "clauses" if "clause" in provision else "broad_terms"
            assert provision.get("clause", provision.get("broad")) in codebook()[kind], key
    for name in ("corridors", "indicators", "parameters", "safeguards", "countries"):
        for row in rows(name):
            for column in ("origin", "destination", "country", "partner"):
                assert row.get(column, "") in countries | {""}, (name, row)
    for row in rows("corridors"):
        for column in ("measure", "basis", "unit", "standing", "cadre"):
            assert row[column] in words(column), row
    for row in rows("indicators"):
        assert row["indicator"] in words("indicator"), row


def test_tables_are_sorted_so_that_a_change_shows_as_changed_lines() -> None:
    for name, columns in (
        ("sources", ("key",)),
        ("countries", ("country",)),
        ("corridors", ("origin", "destination", "cadre", "measure", "basis", "unit", "year")),
        ("indicators", ("country", "indicator", "cadre")),
    ):
        found = [tuple(row[column] for column in columns) for row in rows(name)]
        assert found == sorted(found), name


@pytest.mark.parametrize(
    "path", sorted(FOLDER.glob("*.csv")) + sorted(FOLDER.glob("records/*.yaml")), ids=lambda p: p.name
)
def test_files_are_plain_text_that_compares_well(path: Path) -> None:
    raw = path.read_bytes()
    assert b"\r" not in raw
    assert b"\t" not in raw
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8").endswith("\n")


def test_facts_of_uncertain_standing_keep_their_mark() -> None:
    """Announced agreements carry no signature, weak ones stay weak, undated numbers say that their year is assumed."""
    for key, record in records().items():
        if record["status"] == "announced":
            assert "signed" not in record, key
    undated = [row for row in rows("parameters") if row["assumed"] == "year"]
    assert undated
    assert all("assumed" in row["definition"] for row in undated)
    assert sum(record["confidence"] == "weak" for record in records().values()) == 4


def test_known_facts_are_carried_over_unchanged() -> None:
    """A few figures looked up by hand in the publications, as they must stand here."""
    corridor = next(
        row
        for row in rows("corridors")
        if (row["origin"], row["destination"], row["cadre"], row["year"]) == ("IND", "GBR", "nurse", "2018")
        and row["unit"] == "full_time_equivalents"
    )
    assert float(corridor["value"]) > 5_000
    kenya = records()["KEN-GBR-2021"]
    assert any(volume["number"] == 20000 and volume["kind"] == "announced" for volume in kenya["volumes"])
    triple_win = records()["PHL-DEU-2013"]
    assert any(entry.get("low") == 8000 and entry.get("high") == 10000 for entry in triple_win["money"])
    doctor = next(
        row
        for row in rows("parameters")
        if row["parameter"] == "training_cost_per_graduate" and row["country"] == "KEN" and row["cadre"] == "physician"
    )
    assert (doctor["value"], doctor["currency"], doctor["price_year"]) == ("65997", "USD", "2005")
