"""``accord check``: agreements, cases with terms and clauses, saved negotiations; exit codes; wrong inputs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from tests.compliance.drafts import good_clauses
from toolkit.__main__ import cli
from toolkit.case.load import case_values
from toolkit.errors import InputError
from toolkit.workspace.edits import new_content, set_clauses, set_draft
from toolkit.workspace.file import written_workspace


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["check", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout


def findings(*words: str) -> dict[str, dict]:
    code, text = run(*words, "--json")
    assert code == 0
    return {found["rule"]: found for found in json.loads(text)["findings"]}


def test_an_agreement_of_the_register() -> None:
    code, text = run("KEN-GBR-2021")
    assert code == 0
    assert "not determinable" in text
    assert "Obligations beside the Code" in text
    assert findings("KEN-GBR-2021")["ssl_needs_g2g"]["answer"] == "met"


@pytest.fixture
def clauses(tmp_path: Path) -> Path:
    path = tmp_path / "clauses.yaml"
    path.write_text(yaml.safe_dump(good_clauses()), encoding="utf-8")
    return path


def test_a_case_with_clauses_and_terms(tmp_path: Path, clauses: Path) -> None:
    terms = tmp_path / "terms.yaml"
    terms.write_text("terms: {GHA-GBR: {nurse: {recruits: 100, places: 200, capacity: 0}}}", encoding="utf-8")
    found = findings("ghana-uk", "--terms", str(terms), "--clauses", str(clauses))
    assert found["recognition_deadline"]["answer"] == "met"
    assert found["ssl_needs_g2g"]["because"].startswith("Ghana is on the list of 2023")
    assert "recruits" in findings("ghana-uk", "--terms", str(terms))["graduate_share"]["because"]


def test_a_saved_negotiation_and_its_clauses(tmp_path: Path) -> None:
    content = new_content(case_values("kenya-uk"), "kenya-uk")
    content, _ = set_draft(content, {"terms": {"KEN-GBR": {"nurse": {"recruits": 150}}}}, "")
    content, _ = set_clauses(content, {"model_contract": {"state": "present", "answers": {}}}, "")
    content, _ = set_clauses(
        content, {"model_contract": {"state": "present", "answers": {"contract_before_travel": True}}}, ""
    )
    path = tmp_path / "kenya.accord.json"
    path.write_text(written_workspace("Kenya", content), encoding="utf-8")
    assert findings(str(path))["contract_before_travel"]["answer"] == "met"
    assert findings(str(path))["wage_parity"]["answer"] == "not determinable"


def test_the_exit_code_tells_the_gravity_on_request(clauses: Path) -> None:
    assert run("ghana-uk", "--clauses", str(clauses))[0] == 0
    assert run("ghana-uk", "--clauses", str(clauses), "--fail-on", "breached")[0] == 3
    assert run("KEN-GBR-2021", "--fail-on", "breached")[0] == 0
    assert run("KEN-GBR-2021", "--fail-on", "warning")[0] == 3


def test_thresholds_are_chosen_on_the_line(clauses: Path) -> None:
    words = ("ghana-uk", "--clauses", str(clauses), "--threshold", "recognition_deadline.months=6")
    assert findings(*words)["recognition_deadline"]["answer"] == "warning"


def test_open_questions_alone() -> None:
    found = findings("KEN-GBR-2021", "--open-questions")
    assert {entry["answer"] for entry in found.values()} == {"not determinable"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("wage_parity: {state: present}", "wage_parity"),
        ("model_contract: {state: maybe}", "present, absent or open"),
        ("model_contract: {answers: {contract_before_travel: perhaps}}", "yes or no"),
        ("joint_committee: {answers: {committee_meetings: -1}}", "per year"),
        ("active_recruitment_channel: {answers: {channel: embassy}}", "government, regulated or private"),
        ("[1, 2]", "clauses by the codebook's words"),
        ("model_contract: {answers: {contract_before_travl: true}}", "contract_before_travel"),
    ],
)
def test_wrong_clauses_are_told(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "clauses.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        run("ghana-uk", "--clauses", str(path))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("KEN-GBR-2031",), "KEN-GBR-2021"),
        (("missing.accord.json",), "not there"),
        (("kenya-ku",), "kenya-uk"),
        (("kenya-uk", "--threshold", "jc_exists=2x"), "jc_exists.meetings=2"),
        (("kenya-uk", "--threshold", "jc_exist.meetings=2"), "jc_exists"),
    ],
)
def test_wrong_requests_say_what_to_do(words: tuple[str, ...], told: str) -> None:
    with pytest.raises(InputError, match=told):
        run(*words)
