"""``accord agreements check``: the shipped register has no problem, and each kind of mistake is told plainly."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.support.register import CODEBOOK, table_rows, write_register
from toolkit.register.check import check_register

KEY = "KEN-GBR-2021"


def told(folder: Path, **changes: Any) -> list[str]:
    return [str(problem) for problem in check_register(write_register(folder, **changes))]


def test_the_shipped_register_has_no_problem() -> None:
    assert check_register() == []


def test_the_small_register_has_no_problem(tmp_path: Path) -> None:
    assert told(tmp_path) == []


MONEY = {"item": "recruitment", "payer": "employer", "words": "so it says"}
PROVISION = {"clause": "term", "words": "three years", "value": 3}
BROKEN_RECORDS: dict[str, tuple[dict[str, Any], str]] = {
    "another name than the file": ({"id": "KEN-GBR"}, "id: is 'KEN-GBR'; the name of its file, KEN-GBR-2021"),
    "unknown level": (
        {"level": "bilatral"},
        "level: is 'bilatral'; a word of the codebook's level (did you mean bilateral?)",
    ),
    "unknown status": ({"status": "running"}, "status: is 'running'"),
    "unknown instrument": ({"instrument": "MoU"}, "instrument: is 'MoU'"),
    "unknown scope": ({"scope": "wide"}, "scope: is 'wide'"),
    "unknown confidence": ({"confidence": "sure"}, "confidence: is 'sure'"),
    "unknown cadre": (
        {"cadres": ["nurses"]},
        "cadres: is 'nurses'; a word of the codebook's cadre (did you mean nurse?)",
    ),
    "unknown source": ({"sources": ["pages"]}, "sources: names the source 'pages'; a key of sources.csv"),
    "no country": (
        {"parties": [{"country": "UK", "role": "sending"}, {"country": "GBR", "role": "receiving"}], "directions": []},
        "parties → 1: is 'UK'; an ISO 3166-1 alpha-3 code",
    ),
    "unknown role": (
        {"parties": [{"country": "KEN", "role": "donor"}, {"country": "GBR", "role": "receiving"}]},
        "parties → 1 → role: is 'donor'",
    ),
    "direction without party": ({"directions": ["UGA-GBR"]}, "directions: UGA-GBR names UGA, which is no party"),
    "direction against the roles": ({"directions": ["GBR-KEN"]}, "directions: GBR-KEN has GBR sending"),
    "direction in a circle": ({"directions": ["KEN-KEN"]}, "leads from a country to itself"),
    "direction twice": ({"directions": ["KEN-GBR", "KEN-GBR"]}, "directions: name a corridor twice"),
    "no direction": ({"directions": []}, "directions: are absent although a party sends or receives"),
    "ends before it begins": (
        {"ends": 2020, "ends_basis": "stated"},
        "ends: is 2020, before the signature in 2021-07-29",
    ),
    "ends before it starts": (
        {"in_force": 2023, "ends": 2022, "ends_basis": "stated"},
        "ends: is 2022, before the start in 2023",
    ),
    "end without its basis": ({"ends": 2030}, "ends_basis: is missing"),
    "basis without an end": ({"ends_basis": "stated"}, "ends_basis: is given without `ends`"),
    "unknown basis of the end": ({"ends": 2030, "ends_basis": "told"}, "ends_basis: is 'told'"),
    "status older than the text": ({"status_as_of": 2019}, "status_as_of: is 2019, before the signature"),
    "announced and signed": ({"status": "announced"}, "status: is announced although a date of signature is given"),
    "active after its end": (
        {"ends": 2022, "ends_basis": "stated"},
        "status: is active as of 2024 although it ended in 2022",
    ),
    "expired before its end": (
        {"ends": 2030, "ends_basis": "stated", "status": "expired"},
        "status: is expired as of 2024 although it ends in 2030",
    ),
    "number without a year": (
        {"volumes": [{"number": 5, "kind": "cap", "per": "year", "basis": "said"}]},
        "volumes → 1: has a number without a year",
    ),
    "assumed without a note": (
        {"volumes": [{"number": 5, "kind": "cap", "per": "year", "basis": "said", "year": 2020, "assumed": True}]},
        "volumes → 1: is marked as assumed without a note",
    ),
    "unknown kind of number": (
        {"volumes": [{"number": 5, "kind": "quota", "per": "year", "basis": "said", "year": 2020}]},
        "volumes → 1 → kind: is 'quota'",
    ),
    "unknown period": (
        {"volumes": [{"number": 5, "kind": "cap", "per": "month", "basis": "said", "year": 2020}]},
        "volumes → 1 → per: is 'month'",
    ),
    "number without its basis": (
        {"volumes": [{"number": 5, "kind": "cap", "per": "year", "basis": " ", "year": 2020}]},
        "volumes → 1 → basis: is empty",
    ),
    "unknown source of a number": (
        {"volumes": [{"number": 5, "kind": "cap", "per": "year", "basis": "said", "year": 2020, "source": "x"}]},
        "volumes → 1 → source: names the source 'x'",
    ),
    "amount without a year": (
        {"money": [{**MONEY, "amount": 5, "currency": "EUR", "per": "recruit"}]},
        "money → 1: has an amount without a year",
    ),
    "amount without a currency": (
        {"money": [{**MONEY, "amount": 5, "per": "recruit", "year": 2020}]},
        "money → 1 → currency: is ''; an ISO 4217 code",
    ),
    "unknown currency": (
        {"money": [{**MONEY, "amount": 5, "currency": "POUND", "per": "recruit", "year": 2020}]},
        "money → 1 → currency: is 'POUND'",
    ),
    "amount for nothing": (
        {"money": [{**MONEY, "amount": 5, "currency": "EUR", "year": 2020}]},
        "money → 1 → per: is missing",
    ),
    "range turned round": (
        {"money": [{**MONEY, "low": 9, "high": 5, "currency": "EUR", "per": "recruit", "year": 2020}]},
        "money → 1: has amounts 9, 5; low ≤ amount ≤ high",
    ),
    "unknown payer": ({"money": [{**MONEY, "payer": "state"}]}, "money → 1 → payer: is 'state'"),
    "unknown clause of money": ({"money": [{**MONEY, "clause": "fees"}]}, "money → 1 → clause: is 'fees'"),
    "unknown clause": (
        {"provisions": [{"clause": "comittee"}]},
        "is 'comittee'; a clause of the codebook (did you mean committee?)",
    ),
    "unknown broad term": ({"provisions": [{"broad": "trainings"}]}, "is 'trainings'; a broad term of the codebook"),
    "neither clause nor broad term": (
        {"provisions": [{"words": "something"}]},
        "has not exactly one of `clause` and `broad`",
    ),
    "both clause and broad term": (
        {"provisions": [{"clause": "term", "broad": "training"}]},
        "has not exactly one of `clause` and `broad`",
    ),
    "quantity without a unit": ({"provisions": [{**PROVISION, "year": 2021}]}, "provisions → 1 → unit: is missing"),
    "quantity without a year": (
        {"provisions": [{**PROVISION, "unit": "years"}]},
        "provisions → 1: has a quantity without a year",
    ),
    "clause twice": ({"provisions": [{"clause": "term"}, {"clause": "term"}]}, "provisions → 2: repeats term"),
    "conflict about another value": (
        {
            "conflicts": [
                {
                    "about": "year",
                    "values": [{"value": "2005", "source": "a"}, {"value": "2006", "source": "b"}],
                    "used": "2007",
                }
            ]
        },
        "conflicts → 1 → used: is '2007'; one of the values, or nothing",
    ),
}


@pytest.mark.parametrize("name", BROKEN_RECORDS)
def test_each_mistake_in_a_record_is_told(tmp_path: Path, name: str) -> None:
    changes, expected = BROKEN_RECORDS[name]
    found = told(tmp_path, record_changes={KEY: changes})
    assert any(text.startswith(f"{KEY}: ") and expected in text for text in found), found
    assert all(text.startswith(f"{KEY}: ") for text in found), "only this record is wrong"


def rows(table: str, index: int, **changes: str) -> dict[str, list[dict[str, str]]]:
    found = deepcopy(table_rows())
    found[table][index].update(changes)
    return {table: found[table]}


BROKEN_TABLES: dict[str, tuple[dict[str, list[dict[str, str]]], str]] = {
    "no value": (rows("corridors", 0, value=""), "corridors.csv: value (line 2): is empty"),
    "no source": (rows("corridors", 0, source=""), "corridors.csv: source (line 2): is empty"),
    "no year": (rows("indicators", 1, year=""), "indicators.csv: year (line 3): is empty"),
    "no unit": (rows("indicators", 0, unit=""), "indicators.csv: unit (line 2): is empty"),
    "text for a number": (rows("corridors", 1, value="1.000,5"), "corridors.csv: line 3, value: is '1.000,5'"),
    "half a year": (rows("corridors", 1, year="2018.5"), "corridors.csv: line 3, year: is not a whole year"),
    "unlikely year": (rows("corridors", 1, year="218"), "corridors.csv: year (line 3): is no likely year"),
    "no country": (rows("corridors", 0, origin="KENYA"), "corridors.csv: origin (line 2): is 'KENYA'"),
    "unknown source": (rows("corridors", 0, source="x"), "corridors.csv: source (line 2): names 'x'"),
    "unknown word": (rows("corridors", 0, measure="stocks"), "corridors.csv: measure (line 2): is 'stocks'"),
    "unknown confidence": (rows("indicators", 0, confidence="ok"), "indicators.csv: confidence (line 2): is 'ok'"),
    "below zero": (rows("corridors", 0, value="-1"), "corridors.csv: value (line 2): is below 0"),
    "to itself": (rows("corridors", 0, origin="GBR"), "corridors.csv (line 2): has the same origin and destination"),
    "the same figure twice": (
        rows("corridors", 1, year="2020"),
        "corridors.csv (lines 2, 3): say the same thing twice",
    ),
    "a code in small letters": (rows("corridors", 0, origin="ken"), "corridors.csv: origin (line 2): is 'ken'"),
    "a currency in small letters": (
        rows("parameters", 0, currency="usd"),
        "parameters.csv: currency (line 2): is no currency code",
    ),
    "a number without end": (rows("corridors", 0, value="inf"), "corridors.csv: line 2, value: is 'inf'"),
    "a day that is none": (
        rows("corridors", 0, period_start="2018-06-31"),
        "corridors.csv: period_start (line 2): is no date",
    ),
    "off the globe": (
        rows("countries", 0, latitude="300"),
        "countries.csv: latitude (line 2): is no place on the globe",
    ),
    "a word like none": (
        rows("indicators", 0, confidence="sure"),
        "confidence (line 2): is 'sure'; a word of the codebook's confidence: verified, secondary or weak",
    ),
    "no date": (rows("corridors", 0, period_start="April 2020"), "corridors.csv: period_start (line 2): is no date"),
    "period turned round": (
        rows("corridors", 0, period_start="2020-05-01", period_end="2020-04-01"),
        "corridors.csv (line 2): has a period that ends before it starts",
    ),
    "a parameter of nothing": (
        rows("parameters", 0, value="", low="", high=""),
        "parameters.csv (line 2): has neither a value nor a range",
    ),
    "a value outside its range": (rows("parameters", 0, value="0.5"), "parameters.csv (line 2): has a value outside"),
    "no currency": (rows("parameters", 0, currency="pounds"), "parameters.csv: currency (line 2): is no currency code"),
    "strange assumption": (rows("parameters", 0, assumed="yes"), "parameters.csv: assumed (line 2): is not understood"),
    "unknown version": (rows("safeguards", 0, version="2024"), "safeguards.csv: version (line 2): is no version"),
    "another number of names": (
        rows("safeguards", 1, listed="yes"),
        "safeguards.csv: has 2 countries of version 2023; safeguards_versions.csv says 1",
    ),
    "no address": (rows("sources", 0, address="page.example"), "sources.csv: address (line 2): is no address"),
    "no publisher": (rows("sources", 0, publisher=""), "sources.csv: publisher (line 2): is empty"),
}


@pytest.mark.parametrize("name", BROKEN_TABLES)
def test_each_mistake_in_a_table_is_told(tmp_path: Path, name: str) -> None:
    changes, expected = BROKEN_TABLES[name]
    found = told(tmp_path, rows=changes)
    assert any(expected in text for text in found), found


BROKEN_CODEBOOKS: dict[str, tuple[tuple[str, ...], Any, str]] = {
    "unknown family": (("clauses", "term", "family"), "frames", "clauses → term → family: is 'frames'"),
    "unknown yardstick": (("clauses", "term", "answers"), ["C9"], "clauses → term → answers: is 'C9'"),
    "unknown clause": (("broad_terms", "training", "may_be"), ["seat"], "broad_terms → training → may_be: is 'seat'"),
    "unknown standing": (("yardsticks", "C5.2", "standing"), "sure", "yardsticks → C5.2 → standing: is 'sure'"),
    "no meaning": (("vocabulary", "status", "active"), " ", "vocabulary → status → active: has no meaning"),
    "a broad term called as a clause": (
        ("broad_terms", "seats"),
        {"meaning": "seats", "may_be": []},
        "broad_terms → seats: is the name of a clause too",
    ),
}


@pytest.mark.parametrize("name", BROKEN_CODEBOOKS)
def test_each_mistake_in_the_codebook_is_told(tmp_path: Path, name: str) -> None:
    path, value, expected = BROKEN_CODEBOOKS[name]
    codebook = deepcopy(CODEBOOK)
    place = codebook
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    found = told(tmp_path, codebook=codebook)
    assert any(text.startswith("codebook.yaml: ") and expected in text for text in found), found


def test_one_unreadable_file_hides_no_other_problem(tmp_path: Path) -> None:
    write_register(tmp_path, record_changes={KEY: {"level": "bilatral"}}, rows=rows("corridors", 0, value=""))
    (tmp_path / "records" / "UGA-GBR-2019.yaml").write_text("id: [", encoding="utf-8")
    (tmp_path / "indicators.csv").write_text("country,value\nKEN,3\n", encoding="utf-8")
    found = [str(problem) for problem in check_register(tmp_path)]
    assert any("UGA-GBR-2019.yaml" in text for text in found)
    assert any("indicators.csv" in text and "is missing" in text for text in found)
    assert any("bilatral" in text for text in found)
    assert any("corridors.csv: value (line 2): is empty" in text for text in found)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    write_register(tmp_path)
    (tmp_path / "safeguards.csv").unlink()
    (found,) = [str(problem) for problem in check_register(tmp_path)]
    assert "safeguards.csv" in found
    assert "cannot be read" in found


def csv_problems(tmp_path: Path, change: Callable[[list[str]], list[str]]) -> list[str]:
    folder = write_register(tmp_path / "register")
    path = folder / "corridors.csv"
    path.write_text("\n".join(change(path.read_text(encoding="utf-8").splitlines())) + "\n", encoding="utf-8")
    return [str(problem) for problem in check_register(folder)]


def test_a_line_with_too_many_cells_is_told_in_plain_words(tmp_path: Path) -> None:
    (found,) = csv_problems(tmp_path, lambda lines: [lines[0], lines[1], f"{lines[2]},more", *lines[3:]])
    assert found.startswith("corridors.csv: line 3: has 16 cells; 15 cells as in the first line")


def test_cells_never_shift_when_every_line_has_one_too_many(tmp_path: Path) -> None:
    (found,) = csv_problems(tmp_path, lambda lines: [lines[0], *(f"{line},more" for line in lines[1:])])
    assert found == "corridors.csv: the file: has lines with more cells than the first line, which names the columns"


def test_lines_are_counted_as_in_the_file_also_after_a_blank_one(tmp_path: Path) -> None:
    found = csv_problems(tmp_path, lambda lines: [lines[0], "", lines[1].replace("GBR", "XXX"), *lines[2:]])
    assert any("corridors.csv: destination (line 3): is 'XXX'" in text for text in found)
    assert any("corridors.csv: origin (line 2): is empty" in text for text in found)


def test_a_folder_that_is_no_register_and_an_empty_table_are_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text("", encoding="utf-8")
    found = [str(problem) for problem in check_register(tmp_path)]
    assert "corridors.csv: the file: cannot be read: No such file or directory" in found
    assert "sources.csv: the file: is empty" in found


def test_a_date_that_is_none_is_told_without_jargon(tmp_path: Path) -> None:
    found = told(tmp_path, record_changes={KEY: {"signed": "2021-13-45"}})
    assert any("a year or a date as 2021, 2021-07 or 2021-07-29" in text for text in found)
    assert not any("value error" in text.lower() for text in found)
