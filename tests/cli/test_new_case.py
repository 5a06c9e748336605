"""``accord case new`` and ``accord case influence`` as a user runs them."""

from __future__ import annotations

import json
from functools import reduce
from operator import getitem
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.cases import bare
from toolkit import load_case, solve
from toolkit.__main__ import cli
from toolkit.errors import InputError


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


def accord(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def test_a_new_case_is_written_told_of_and_solved(tmp_path: Path) -> None:
    run = accord("case", "new", "KEN", "GBR", "--cadre", "nurse")
    assert run.exit_code == 0, run.output
    for part in (
        "Written to ken-gbr.yaml",
        "Found in the register",
        "Estimated by a rule",
        "Which numbers matter most",
    ):
        assert part in run.output
    case = load_case(tmp_path / "ken-gbr.yaml")
    assert set(case.countries) == {"KEN", "GBR"}
    assert set(solve(case).gains) == {"KEN", "GBR"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ken-gbr.yaml"], "no half file is left"


def test_the_summary_as_json_names_the_five_assumptions_that_matter_most(tmp_path: Path) -> None:
    run = accord("case", "new", "gha", "deu", "--cadre", "physician", "--output", "mine.yaml", "--json")
    values = json.loads(run.stdout)
    assert values["file"] == "mine.yaml"
    assert len(values["influence"]) == 5
    spreads = [item["spread"] for item in values["influence"]]
    assert spreads == sorted(spreads, reverse=True)
    assert all(item["assumed"] for item in values["influence"])
    case = load_case(tmp_path / "mine.yaml")
    assert len(values["found"]) + len(values["estimated"]) == len(case.provenance)
    assert set(case.corridors["GHA-DEU"].cadres) == {"physician"}


def test_printed_to_standard_output_it_is_the_file_alone(tmp_path: Path) -> None:
    run = accord("case", "new", "PHL", "JPN", "--cadre", "nurse", "--cadre", "caregiver", "--output", "-")
    (tmp_path / "copy.yaml").write_text(run.stdout, encoding="utf-8")
    assert set(load_case(tmp_path / "copy.yaml").corridors["PHL-JPN"].cadres) == {"nurse", "caregiver"}


def test_an_existing_file_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "ken-gbr.yaml").write_text("mine\n", encoding="utf-8")
    run = accord("case", "new", "KEN", "GBR", "--no-influence")
    assert isinstance(run.exception, InputError)
    assert "exists already" in str(run.exception)
    assert (tmp_path / "ken-gbr.yaml").read_text(encoding="utf-8") == "mine\n"
    assert accord("case", "new", "KEN", "GBR", "--no-influence", "--force").exit_code == 0
    load_case(tmp_path / "ken-gbr.yaml")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("KEN", "KEN"), "stands on both sides"),
        (("KEN", "Germny"), "did you mean DEU (Germany)"),
        (("KEN", "GBR", "--cadre", "nurses"), "did you mean nurse?"),
        (("KEN", "GBR", "--years", "0"), "1 to 40 years"),
        (("KEN", "GBR", "--output", "no/such/folder/case.yaml"), "cannot be written"),
    ],
)
def test_wrong_requests_are_told_and_write_nothing(tmp_path: Path, words: tuple[str, ...], answer: str) -> None:
    run = accord("case", "new", *words)
    assert isinstance(run.exception, InputError)
    assert answer in str(run.exception)
    assert list(tmp_path.iterdir()) == []


RANGES = {
    "countries.GHA.nurse.exit_rate": (0.02, 0.06),
    "countries.GHA.nurse.service_value": (9_000, 30_000),
    "countries.GBR.nurse.service_value": (12_000, 40_000),
    "countries.GBR.nurse.exit_rate": (0.03, 0.08),
}


def test_influence_ranks_the_numbers_of_a_case(tmp_path: Path) -> None:
    values = bare("ghana-uk")
    for path, (low, high) in RANGES.items():
        *parents, last = path.split(".")
        part = reduce(getitem, parents, values)
        part[last] = {"value": part[last], "low": low, "high": high, "assumed": True, "note": "a range for the test"}
    place = tmp_path / "ranges.yaml"
    place.write_text(json.dumps(values), encoding="utf-8")
    found = json.loads(accord("case", "influence", str(place), "--most", "3", "--json").stdout)
    assert len(found) == 3
    assert {item["path"] for item in found} < set(RANGES)
    assert found[0]["spread"] >= found[-1]["spread"] > 0
    assert accord("case", "influence", str(place), "--most", "2").output.count("│") > 10


@pytest.mark.parametrize("names", [("Kenya", "United Kingdom"), ("ken", "uk"), ("Kenyan", "Great Britain")])
def test_countries_may_be_given_by_name(names: tuple[str, str]) -> None:
    run = accord("case", "new", *names, "--no-influence")
    assert run.exit_code == 0, run.output
    assert set(load_case(Path("ken-gbr.yaml")).countries) == {"KEN", "GBR"}


@pytest.mark.parametrize(
    ("names", "answer"),
    [
        (("Congo", "FRA"), "SENDING: 'Congo' may mean more than one country"),
        (("KEN", "Korea"), "RECEIVING: 'Korea' may mean more than one country"),
        (("Kenya", "ken"), "Kenya stands on both sides"),
    ],
)
def test_countries_that_are_not_clear_are_asked_about(names: tuple[str, str], answer: str) -> None:
    run = accord("case", "new", *names)
    assert isinstance(run.exception, InputError)
    assert answer in str(run.exception)


def test_a_place_below_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a_file").write_text("", encoding="utf-8")
    run = accord("case", "new", "KEN", "GBR", "--no-influence", "--output", "a_file/mine.yaml")
    assert isinstance(run.exception, InputError)
    assert "cannot be written" in str(run.exception)


def test_numbers_have_the_same_names_in_every_table(tmp_path: Path) -> None:
    values = json.loads(accord("case", "new", "KEN", "GBR", "--json").stdout)
    labels = {entry["path"]: entry["label"] for entry in values["found"] + values["estimated"]}
    assert all(labels[item["path"]] == item["label"] for item in values["influence"])
