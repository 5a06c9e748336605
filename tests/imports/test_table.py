"""Tables without a layout of their own, read by a profile that the user keeps."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from tests.imports.support import asked, run, text_file, workbook
from toolkit.errors import RegisterError
from toolkit.imports.profile import Profile, profile_from

NURSES = {
    "sheet": "Table 3",
    "header_row": 4,
    "columns": {"origin": "Country of training"},
    "constants": {"destination": "GBR", "cadre": "nurse", "measure": "stock", "basis": "trained_in", "unit": "persons"},
    "across": ["31 March 2023", "31 March 2024"],
    "destination_scheme": "alpha3",
    "decimal": ".",
    "thousands": ",",
}


def register_report(path):
    """A register's workbook: notes above the header, dates across, shares beside counts, other and total below."""
    return workbook(
        path,
        {
            "Contents": [["About this report"]],
            "Table 3": [
                ["Table 3: people on the register by country of training"],
                ["Counts below 5 are shown as <5"],
                [],
                ["Country of training", "31 March 2023", "%", "31 March 2024", "%"],
                ["India", "48,395", 6.1, 60222, 7.3],
                ["Congolese", "<5", None, 7, 0],
                ["Other", 100, None, 120, None],
                [None, None, None, None, None],
                ["Total", 50000, None, 61000, None],
            ],
        },
    )


def test_a_register_report_with_dates_across(tmp_path):
    report, rows = run(register_report(tmp_path / "f.xlsx"), tmp_path / "a", profile=profile_from(NURSES))
    assert [(row["origin"], row["year"], row["period_end"], row["value"]) for row in rows] == [
        ("IND", "2023", "2023-03-31", "48395"),
        ("IND", "2024", "2024-03-31", "60222"),
    ]
    assert report.counted == "cells"
    assert report.dropped == {"total": 2, "remainder": 2, "suppressed": 1, "ambiguous": 1}
    assert [(entry.period, entry.stated, entry.kept) for entry in report.coverage] == [
        ("2023-03-31", 50000, 48395),
        ("2024-03-31", 61000, 60222),
    ]


def test_a_profile_survives_being_saved(tmp_path):
    profile = profile_from(NURSES)
    text = yaml.safe_dump(profile.model_dump(mode="json"), sort_keys=False)
    assert profile_from(yaml.safe_load(text)) == profile
    assert (
        profile_from(yaml.safe_load(yaml.safe_dump(profile.model_dump(mode="json", exclude_defaults=True)))) == profile
    )


def test_dates_across_may_be_dates_of_excel(tmp_path):
    rows = [["Country", date(2023, 3, 31), date(2024, 3, 31)], ["India", 5, 6]]
    profile = profile_from(
        NURSES | {"sheet": None, "header_row": 1, "columns": {"origin": "#1"}, "across": ["#2", "#3"]}
    )
    _, kept = run(workbook(tmp_path / "f.xlsx", {"T": rows}), tmp_path / "a", profile=profile)
    assert [(row["period_end"], row["value"]) for row in kept] == [("2023-03-31", "5"), ("2024-03-31", "6")]


def test_origins_may_stand_across(tmp_path):
    parts = NURSES | {"sheet": None, "header_row": 1, "across": ["India", "Kenya"], "across_part": "origin"}
    parts |= {"columns": {"year": "Year"}}
    path = text_file(tmp_path / "f.csv", [["Year", "India", "Kenya"], [2020, 5, ""], [2021, 6, 0]])
    report, rows = run(path, tmp_path / "a", profile=profile_from(parts))
    assert [(row["origin"], row["year"], row["value"]) for row in rows] == [
        ("IND", "2020", "5"),
        ("IND", "2021", "6"),
        ("KEN", "2021", "0"),
    ]
    assert (report.blanks, report.zeros) == (1, 1)


def test_words_of_the_file_are_translated_or_asked(tmp_path):
    profile = profile_from(
        {
            "delimiter": ";",
            "columns": {"origin": "Land", "cadre": "Beruf", "value": "Anzahl", "year": "Jahr", "flag": "Zeichen"},
            "constants": {"destination": "DEU", "measure": "stock", "basis": "nationality", "unit": "persons"},
            "destination_scheme": "alpha3",
            "language": "de",
            "words": {"Ärzte": "physician"},
            "decimal": ",",
            "thousands": ".",
        }
    )
    rows = [["Land", "Beruf", "Anzahl", "Jahr", "Zeichen"], ["Ägypten", "Ärzte", "1.204", 2023, "P"]]
    rows += [["Syrien", "Pflege", "17", 2023, ""], ["Insgesamt", "Ärzte", "4.000", 2023, ""]]
    path = text_file(tmp_path / "f.csv", rows, mark=";")
    report, kept = run(path, tmp_path / "a", profile=profile)
    assert [(row["origin"], row["cadre"], row["value"], row["flag"]) for row in kept] == [
        ("EGY", "physician", "1204", "P")
    ]
    assert asked(report) == {"Pflege": ("other_measure", 1, ())}
    report, kept = run(path, tmp_path / "b", profile=profile, answers={"Pflege": "nurse"})
    assert [row["cadre"] for row in kept] == ["physician", "nurse"]
    assert not report.questions


def test_numbers_on_countries(tmp_path):
    profile = profile_from(
        {
            "table": "indicators",
            "columns": {"country": "Code", "country_name": "Name", "value": "People", "year": "Year"},
            "constants": {"indicator": "population", "unit": "persons"},
            "country_scheme": "alpha2",
        }
    )
    rows = [["Code", "Name", "People", "Year"], ["NA", "Namibia", 2500000, 2020], ["KE", "Kenya", 53000000, 2020]]
    _, kept = run(text_file(tmp_path / "f.csv", rows), tmp_path / "a", profile=profile)
    assert [(row["country"], row["value"]) for row in kept] == [("NAM", "2500000"), ("KEN", "53000000")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"columns": {}}, "'origin' has neither a column nor a constant"),
        ({"columns": {"origin": "A", "colour": "B"}}, "'colour' is no part"),
        ({"columns": {"origin": "A", "cadre": "B"}}, "'cadre' is given twice"),
        ({"constants": NURSES["constants"] | {"cadre": "nurses"}}, "cadre 'nurses' is not known; nurse"),
        ({"decimal": ",", "thousands": ","}, "decimal mark is also"),
        ({"header": 4}, "unknown field 'header'"),
        ({"header_row": 0}, "is 0"),
        ({"header_row": "4"}, "whole number"),
    ],
)
def test_a_wrong_profile_is_told_in_words(change, words):
    with pytest.raises(RegisterError, match=words.replace("'", ".")):
        profile_from(NURSES | change)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sheet": "Table 4"}, "the sheets are Contents, Table 3"),
        ({"header_row": 3}, "not in the file or is blank|is missing"),
        ({"header_row": 99}, "row 99 is not in the file"),
        ({"across": ["31 March 2022"]}, "is it 31 March 2024 or 31 March 2023"),
        ({"across": ["%"]}, "stands there more than once"),
    ],
)
def test_a_profile_that_does_not_fit_the_file_is_told(tmp_path, change, words):
    path = register_report(tmp_path / "f.xlsx")
    with pytest.raises(RegisterError, match=words):
        run(path, tmp_path / "a", profile=profile_from(NURSES | change))


def test_a_table_needs_a_profile(tmp_path):
    path = text_file(tmp_path / "f.csv", [["a", "b"], [1, 2]])
    with pytest.raises(RegisterError, match="a profile that names the columns"):
        run(path, tmp_path / "a", layout="table")


def test_a_profile_of_python_checks_itself():
    with pytest.raises(ValueError, match="neither a column nor a constant"):
        Profile(columns={})
