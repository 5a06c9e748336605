"""``accord offers``: the record of a saved negotiation, and offers by a side's own numbers."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from click.testing import CliRunner

from tests.support.cases import plain
from toolkit.__main__ import cli
from toolkit.deal.drafts import assess
from toolkit.errors import InputError
from toolkit.model.evaluate import evaluate
from toolkit.model.terms_file import terms_from_mapping
from toolkit.workspace.edits import new_content
from toolkit.workspace.file import written_workspace
from toolkit.workspace.offers import make_offer
from toolkit.workspace.private import SideFile, own_case, written_side

OWN = SideFile("KEN", {"countries.KEN.nurse.service_value": 17.25, "countries.KEN.discount_rate": 0.0773})


def terms(recruits):
    return {"terms": {"KEN-GBR": {"nurse": {"recruits": recruits}}}, "payments": []}


@pytest.fixture
def saved(tmp_path):
    content = new_content(plain(), "")
    for side, recruits, day in (("GBR", 9, 3), ("KEN", 2, 1), ("KEN", 4, 5)):
        content, _ = make_offer(content, terms(recruits), side, date(2026, 5, day), f"=offer {day}", "<b>note</b>")
    path = tmp_path / "talks.accord.json"
    path.write_text(written_workspace("talks", content), encoding="utf-8")
    return path, content


def run(*arguments):
    return CliRunner().invoke(cli, ["offers", *map(str, arguments)])


def test_the_record_is_printed_in_order_of_time(saved):
    path, _ = saved
    result = run(path)
    assert result.exit_code == 0
    assert "Kenya: 2 offers" in result.output
    assert result.output.index("2026-05-01") < result.output.index("2026-05-03") < result.output.index("2026-05-05")


def test_json_holds_the_numbers_of_the_library(saved):
    path, content = saved
    values = json.loads(run(path, "--json").output)
    case = content.case_now()
    for entry, recruits in zip(values["offers"], (2, 9, 4), strict=True):
        drafted = terms_from_mapping(terms(recruits), case)
        assert entry["gains"] == pytest.approx(evaluate(case, drafted).gains)
        assert entry["distance"]["more"] == pytest.approx(assess(case, drafted).more)
    assert values["offers"][2]["against"] == values["offers"][0]["key"]
    assert "own" not in values


def test_csv_starts_no_formula(saved):
    path, _ = saved
    rows = list(csv.reader(io.StringIO(run(path, "--csv").output)))
    assert any("offer 1" in cell for row in rows for cell in row)
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_a_sides_file_adds_its_own_gains_and_is_written_nowhere(saved, tmp_path):
    path, content = saved
    side = tmp_path / "ken.accord-side.json"
    side.write_text(written_side(OWN), encoding="utf-8")
    before = path.read_bytes()
    values = json.loads(run(path, "--side-file", side, "--json").output)
    case = own_case(content.case, OWN)
    by_key = {offer.key: offer for offer in content.offers}
    for key, gain in values["own"]["gains"].items():
        assert gain == pytest.approx(evaluate(case, terms_from_mapping(by_key[key].terms, case)).gains["KEN"])
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == sorted([path, side])


def test_what_is_missing_or_wrong_is_told(saved, tmp_path):
    path, _ = saved
    empty = tmp_path / "empty.accord.json"
    empty.write_text(written_workspace("x", new_content(plain(), "")), encoding="utf-8")
    other = tmp_path / "other.accord-side.json"
    other.write_text(written_side(SideFile("DEU")), encoding="utf-8")
    for arguments in (
        (tmp_path / "none.accord.json",),
        (empty,),
        (path, "--side-file", other),
        (path, "--side-file", path),
    ):
        assert isinstance(run(*arguments).exception, InputError)
