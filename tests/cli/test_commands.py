"""The command line on shipped cases and on broken input, as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import agreements
from tests.support.slow import mostly_slow
from toolkit.case.load import shipped_cases

CASES = sorted(shipped_cases())


def accord(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "toolkit", *words], capture_output=True, text=True, timeout=120, check=False
    )


@pytest.mark.parametrize("case", CASES)
def test_solve_prints_every_part_of_the_term_sheet(case):
    run = accord("solve", case)
    assert run.returncode == 0, run.stderr
    for title in (
        "Gains:",
        "Agreed a year:",
        "Who pays:",
        "Service in both countries",
        "What binds",
        "Assumed numbers",
    ):
        assert title in run.stdout
    assert run.stderr == ""


@pytest.mark.parametrize("case", CASES)
def test_json_has_the_layout_of_the_specification_and_nothing_else_on_standard_output(case):
    run = accord("solve", case, "--json")
    values = json.loads(run.stdout)
    assert set(values) >= {
        "case",
        "solution",
        "currency",
        "ideal",
        "gains",
        "terms",
        "payments",
        "binding",
        "indicators",
    }
    assert set(values["payments"][0]) >= {"corridor", "cadre", "item", "payer", "phase", "amount", "share"}
    assert set(values["binding"][0]) >= {"limit", "party", "price"}
    corridor = next(iter(values["terms"].values()))
    assert len(corridor["system_support"]) == len(corridor["nurse"]["recruits"])


@pytest.mark.parametrize("case", mostly_slow(CASES, 1))
def test_evaluating_a_solution_gives_its_gains_back(case, tmp_path):
    solved = accord("solve", case, "--json", "--solution", "utilitarian")
    file = tmp_path / "solution.json"
    file.write_text(solved.stdout, encoding="utf-8")
    evaluated = json.loads(accord("evaluate", case, str(file), "--json").stdout)
    assert evaluated["crossed"] == []
    assert "binding" not in evaluated
    for country, gain in json.loads(solved.stdout)["gains"].items():
        assert evaluated["gains"][country] == pytest.approx(gain, rel=1e-9)


def test_a_draft_with_a_few_terms_is_evaluated_and_its_breaches_are_told(tmp_path):
    draft = tmp_path / "draft.yaml"
    draft.write_text("terms: {KEN-GBR: {nurse: {recruits: 700, posts: 100}}}\n", encoding="utf-8")
    run = accord("evaluate", "kenya-uk", str(draft))
    assert run.returncode == 0, run.stderr
    assert "Crosses:" in run.stdout
    assert "graduates of new places per recruit" in run.stdout


@pytest.mark.parametrize("solution", ["best_for:KEN", "best_for:GBR", "egalitarian"])
def test_other_rules_are_named_as_in_the_specification(solution):
    assert json.loads(accord("solve", "kenya-uk", "--solution", solution, "--json").stdout)["solution"] == solution


def test_a_reference_draft_is_taken(tmp_path):
    file = tmp_path / "draft.yaml"
    file.write_text("terms: {KEN-GBR: {nurse: {recruits: 200}}}\n", encoding="utf-8")
    run = accord("solve", "kenya-uk", "--reference", str(file), "--json")
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("solve", "kenia-uk"), "did you mean kenya-uk"),
        (("solve", "kenya-uk", "--solution", "kalai"), "did you mean kalai_smorodinsky"),
        (("solve", "kenya-uk", "--solution", "best_for:DEU"), "best_for:KEN"),
        (("solve", "kenya-uk", "--solver", "nonsense"), "not on this machine"),
        (("evaluate", "kenya-uk", "nowhere.json"), "cannot be read"),
        (("solve",), "Missing argument"),
        (("solve", "kenya-uk", "--nonsense"), "No such option"),
    ],
)
def test_wrong_input_exits_with_1_and_says_what_to_do(words, expected):
    run = accord(*words)
    assert run.returncode == 1
    assert expected in run.stderr
    assert "Traceback" not in run.stderr


def test_no_agreement_exits_with_2_and_a_plain_message(tmp_path):
    text = shipped_cases()["kenya-uk"].read_text(encoding="utf-8")
    file = tmp_path / "impossible.yaml"
    line = "red_lines:\n  - {kind: min_gain, country: KEN, party: KEN, value: 900000000000}\n"
    file.write_text(text.replace("red_lines:\n", line), encoding="utf-8")
    run = accord("solve", str(file))
    assert run.returncode == 2
    assert "No agreement is possible" in run.stderr
    as_json = accord("solve", str(file), "--json")
    assert as_json.returncode == 2
    assert json.loads(as_json.stdout)["agreement"] is None


def test_case_check_reports_all_problems_of_a_file_at_once(tmp_path):
    text = shipped_cases()["kenya-uk"].read_text(encoding="utf-8")
    file = tmp_path / "broken.yaml"
    file.write_text(
        text.replace("phases: [3, 3, 4]", "phases: [3, 3]").replace("pass_rate: {value: 0.3", "pass_rate: {value: 30"),
        encoding="utf-8",
    )
    run = accord("case", "check", str(file))
    assert run.returncode == 1
    assert "phases" in run.stderr
    assert "write 0.3 if 30 per cent was meant" in run.stderr
    problems = json.loads(accord("case", "check", str(file), "--json").stdout)["problems"]
    assert len(problems) >= 2
    assert set(problems[0]) == {"place", "problem", "expectation", "remedy"}


@pytest.mark.parametrize("case", mostly_slow(CASES, 1))
def test_case_check_and_show(case, tmp_path):
    assert "no problem found" in accord("case", "check", case).stdout
    shown = accord("case", "show", case, "--json").stdout
    file = tmp_path / "bare.json"
    file.write_text(shown, encoding="utf-8")
    bare = accord("solve", str(file), "--json")
    assert bare.returncode == 0, bare.stderr
    assert json.loads(bare.stdout)["gains"] == json.loads(accord("solve", case, "--json").stdout)["gains"]
    assert "Sources" in accord("case", "show", case).stdout


def test_case_fields_lists_every_field_with_unit_and_meaning():
    fields = json.loads(accord("case", "fields", "--json").stdout)
    assert len(fields) > 50
    assert all(field["description"] and field["unit"] for field in fields)
    shown = accord("case", "fields").stdout
    assert "corridors.<from-to>.<cadre>" in shown
    assert "pass_rate" in shown
    assert "min_reinvested_share_of_gain" in shown


def test_case_list_names_the_shipped_cases():
    assert [entry["case"] for entry in json.loads(accord("case", "list", "--json").stdout)] == CASES


@pytest.mark.parametrize("words", [(), ("solve",), ("evaluate",), ("case",), ("case", "check"), ("app",)])
def test_every_command_has_help(words):
    run = accord(*words, "--help")
    assert run.returncode == 0
    assert "Usage:" in run.stdout


def test_shipped_cases_lie_in_the_package():

    folder = Path(agreements.__file__).parent / "cases"
    assert {path.stem for path in folder.glob("*.yaml")} == set(CASES)
