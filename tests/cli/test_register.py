"""The register on the command line: tables, CSV and JSON say the same, and wrong questions are answered plainly."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from tests.support.register import write_register
from toolkit.__main__ import cli
from toolkit.errors import InputError
from toolkit.register.find import find_agreements, find_figures
from toolkit.register.read import load_register, shipped_folder


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ACCORD_LANGUAGE", "en")


def accord(*words: str) -> Result:
    return CliRunner().invoke(cli, list(words))


def told(*words: str) -> str:
    run = accord(*words)
    assert run.exit_code == 0, (run.output, run.exception)
    return run.output


def values(*words: str) -> Any:
    return json.loads(told(*words, "--json"))


def cells(*words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(told(*words, "--csv"))))


def test_list_hides_weak_records_and_counts_announced_ones_apart() -> None:
    register = load_register()
    shown = values("agreements", "list")
    assert len(shown) == 172
    assert len(values("agreements", "list", "--weak")) == 176
    announced = sum(record["status"] == "announced" for record in shown)
    assert f"{172 - announced} agreements and {announced} only announced, not counted" in told("agreements", "list")
    assert [row["key"] for row in cells("agreements", "list")] == [record["id"] for record in shown]
    assert {record["id"] for record in shown} == {record.id for record in find_agreements(register)}


@pytest.mark.parametrize(
    ("options", "asked"),
    [
        (("--country", "KEN"), {"country": "KEN"}),
        (("--sending", "phl", "--cadre", "nurse"), {"sending": "PHL", "cadre": "nurse"}),
        (("--receiving", "DEU", "--status", "active"), {"receiving": "DEU", "status": "active"}),
        (("--between", "CUB", "JAM"), {"between": ("CUB", "JAM")}),
        (("--clause", "joint_committee", "--since", "2010"), {"clause": "joint_committee", "since": 2010}),
        (("--clause", "training_investment"), {"clause": "training_investment"}),
        (("--until", "1995", "--level", "regional"), {"until": 1995, "level": "regional"}),
        (("--confidence", "weak"), {"confidence": "weak"}),
        (("--scope", "general", "--instrument", "treaty"), {"scope": "general", "instrument": "treaty"}),
        (("triple win",), {"text": "triple win"}),
    ],
)
def test_find_on_the_command_line_is_find_in_python(options: tuple[str, ...], asked: dict[str, Any]) -> None:
    expected = [record.id for record in find_agreements(load_register(), **asked)]
    assert expected
    assert [record["id"] for record in values("agreements", "find", *options)] == expected
    assert [row["key"] for row in cells("agreements", "find", *options)] == expected


def test_show_tells_all_there_is() -> None:
    text = told("agreements", "show", "KEN-GBR-2021")
    record = load_register().agreements["KEN-GBR-2021"]
    for part in ("Clauses that the pages read name", "Quotas, targets", "Money", "Sources", "20,000"):
        assert part in text
    shown = values("agreements", "show", "KEN-GBR-2021")
    assert shown["layer"] == "shipped"
    assert len(shown["provisions"]) == len(record.provisions)
    assert [part["number"] for part in shown["volumes"]] == [volume.number for volume in record.volumes]


def test_every_record_can_be_shown() -> None:
    for key in sorted(load_register().agreements)[::11]:
        assert key in told("agreements", "show", key)


def test_check_says_what_is_wrong_and_exits_with_one(tmp_path: Path) -> None:
    assert "No problem found" in told("agreements", "check")
    folder = write_register(tmp_path / "mine", record_changes={"KEN-GBR-2021": {"level": "bilatral"}})
    run = accord("agreements", "check", "--folder", str(folder))
    assert run.exit_code == 1
    assert "KEN-GBR-2021: level: is 'bilatral'" in run.output
    wrong = accord("agreements", "check", "--folder", str(folder), "--json")
    assert json.loads(wrong.output)["problems"][0]["place"] == "KEN-GBR-2021: level"


def test_precedents_and_gap_of_an_agreement_and_of_a_draft() -> None:
    nearest = values("agreements", "precedents", "PHL-DEU-2013", "--most", "4")
    assert len(nearest) == 4
    assert nearest[0]["likeness"] >= nearest[-1]["likeness"]
    assert "PHL-DEU-2013" not in [item["agreement"] for item in nearest]
    draft = values("agreements", "precedents", "--case", "ghana-uk")
    assert any(item["agreement"].startswith("GHA-GBR") for item in draft)
    gap = values("agreements", "gap", "--case", "ghana-uk", "--most", "8")
    assert len(gap["compared"]) == 8
    assert gap["missing"][0]["surely"]
    assert "Compared with" in told("agreements", "gap", "PHL-DEU-2013")
    assert cells("agreements", "gap", "PHL-DEU-2013")[0]["clause"]


@pytest.mark.parametrize("words", [(), ("PHL-DEU-2013", "--case", "ghana-uk")])
def test_precedents_of_nothing_or_of_two_things_are_refused(words: tuple[str, ...]) -> None:
    run = accord("agreements", "precedents", *words)
    assert run.exit_code != 0
    assert "either the KEY of an agreement or --case" in run.output


def test_clauses_lists_the_codebook() -> None:
    assert len(values("agreements", "clauses")["clauses"]) == 81
    text = told("agreements", "clauses")
    assert "joint_committee" in text
    assert "Broad terms" in text


def test_corridors_keep_measures_bases_and_units_apart() -> None:
    figures = values("corridors", "list", "--to", "GBR", "--from", "IND")
    kinds = {(row["measure"], row["basis"], row["unit"]) for row in figures}
    assert len(kinds) > 3
    text = told("corridors", "list", "--to", "GBR", "--from", "IND")
    titles = [
        line for line in text.splitlines() if line.startswith(("Stock", "Joiners", "Annual inflow", "Registrations"))
    ]
    assert len(titles) == len(kinds)
    assert any(title.rstrip().endswith("in full-time equivalents") for title in titles)
    rows = cells("corridors", "list", "--to", "GBR", "--from", "IND")
    assert [row["unit"] for row in rows] == [row["unit"] for row in figures]
    expected = find_figures(load_register(), origin="IND", destination="GBR")
    assert [float(row["value"].replace(",", "")) for row in rows] == pytest.approx(
        [float(value) for value in expected["value"]], abs=0.06
    )


def test_corridors_that_nobody_counted_are_not_zero() -> None:
    assert "Missing figures are not zeros" in told("corridors", "list", "--from", "TUV", "--to", "ISL")


def test_latest_and_alternates() -> None:
    every = values("corridors", "list", "--to", "DEU", "--from", "SYR")
    latest = values("corridors", "list", "--to", "DEU", "--from", "SYR", "--latest")
    assert len(latest) < len(every)
    second = values("corridors", "list", "--to", "DEU", "--from", "ROU", "--alternates")
    assert "alternate" in {row["standing"] for row in second}


def test_a_country_in_another_language() -> None:
    assert "Allemagne (DEU)" in told("country", "DEU", "--language", "fr")
    shown = values("country", "deu")
    assert shown["country"] == "DEU"
    assert shown["income_group"] == "high"
    assert "PHL-DEU-2013" in shown["agreements"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("country", "Germny"), "did you mean DEU (Germany)"),
        (("agreements", "show", "KEN-GBR"), "did you mean KEN-GBR-2021"),
        (("agreements", "find", "--clause", "joint_comittee"), "did you mean joint_committee"),
        (("agreements", "find", "--country", "Korea"), "did you mean KOR (South Korea) or PRK (North Korea)?"),
        (("agreements", "find", "--between", "Kenya", "Congo"), "--between: 'Congo' may mean more than one country"),
        (("agreements", "find", "--sending", "EU"), "--sending: 'EU' is a group of countries"),
        (("corridors", "list", "--from", "Yugoslavia"), "--from: 'Yugoslavia' is a state that is no more"),
        (("country", "Atlantis"), "the country: 'Atlantis' is not the code or name of a country"),
        (("country", "ATA"), "is not in the register"),
        (("corridors", "list", "--unit", "fte"), "one of persons"),
    ],
)
def test_wrong_questions_name_what_was_meant(words: tuple[str, ...], answer: str) -> None:
    run = accord(*words)
    assert isinstance(run.exception, InputError)
    assert answer in str(run.exception)


@pytest.mark.parametrize("spelling", ["KEN", "ken", "KE", "Kenya", "kenya ", "Kenyan"])
def test_countries_may_be_given_by_code_or_name(spelling: str) -> None:
    assert values("country", spelling)["country"] == "KEN"
    found = values("agreements", "find", "--between", spelling, "Great Britain")
    assert [record["id"] for record in found] == ["KEN-GBR-2021"]
    figures = values("corridors", "list", "--from", spelling, "--to", "uk")
    assert {(row["origin"], row["destination"]) for row in figures} == {("KEN", "GBR")}


def test_names_in_the_users_language_are_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORD_LANGUAGE", "de")
    assert values("country", "Vereinigtes Königreich")["country"] == "GBR"


def test_a_key_may_be_written_in_small_letters() -> None:
    assert values("agreements", "show", "ken-gbr-2021")["id"] == "KEN-GBR-2021"


@pytest.mark.parametrize(
    "words", [("agreements", "list"), ("corridors", "list"), ("country", "KEN"), ("register", "report")]
)
def test_csv_and_json_at_once_are_refused(words: tuple[str, ...]) -> None:
    run = accord(*words, "--csv", "--json")
    assert run.exit_code != 0
    assert "Choose one of --csv and --json" in run.output


@pytest.mark.parametrize("most", ["0", "-3"])
def test_no_number_of_precedents_below_one(most: str) -> None:
    assert accord("agreements", "precedents", "PHL-DEU-2013", "--most", most).exit_code != 0


def test_numbers_in_csv_are_numbers() -> None:
    rows = cells("corridors", "list", "--from", "IND", "--to", "GBR")
    expected = find_figures(load_register(), origin="IND", destination="GBR")
    assert [float(row["value"]) for row in rows] == [float(value) for value in expected["value"]]
    assert "57532493" in told("country", "KEN", "--csv")
    assert "57,532,493" in told("country", "KEN")


def test_the_report_adds_up() -> None:
    report = values("register", "report", "--year", "2026")
    assert sum(report["agreements"].values()) == 176
    assert len(report["clauses"]) == 81
    text = told("register", "report", "--year", "2026")
    for part in (
        "Agreements by status",
        "By confidence",
        "By age of the evidence in 2026",
        "Clauses named by agreements",
    ):
        assert part in text


def test_csv_cells_cannot_run_in_a_spreadsheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "own"
    (folder / "agreements").mkdir(parents=True)
    record = yaml.safe_load((shipped_folder() / "records" / "KEN-GBR-2021.yaml").read_text(encoding="utf-8"))
    hostile = {**record, "id": "EVIL-1", "title": "=cmd|' /C calc'!A0"}
    (folder / "agreements" / "EVIL-1.yaml").write_text(yaml.safe_dump(hostile), encoding="utf-8")
    monkeypatch.setenv("ACCORD_DATA", str(folder))
    (row,) = [row for row in cells("agreements", "list") if row["key"] == "EVIL-1"]
    assert row["title"].startswith("'=")
    assert row["from"] == "own records"
