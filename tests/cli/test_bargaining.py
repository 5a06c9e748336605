"""Frontier, drafts, counter-offers, conflicts, alternatives and prices on the command line, as a user runs it."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from toolkit.__main__ import main
from toolkit.case.load import shipped_cases

Run = subprocess.CompletedProcess[str]

DRAFT = """
terms:
  KEN-GBR:
    nurse: {recruits: 150, places: 100, posts: 120}
payments:
  - {item: training, payer: receiving, share: 0.75}
  - {item: training, payer: sending, share: 0.25}
"""
# Kenya wants two graduates of new places per recruit: twenty places at 5, of which 0.8 complete, for eight recruits
IMPOSSIBLE = """
name: impossible
start_year: 2030
years: 2
phases: [2]
currency: USD
price_year: 2030
countries:
  KEN: {nurse: {workforce: 1000, funded_posts: 800, service_value: 10}}
  GBR: {budget: 60, nurse: {workforce: 2000, funded_posts: 2500, service_value: 50}}
corridors:
  KEN-GBR:
    nurse:
      max_recruits: 10
      training: {max_new_places: 100, cost_per_place: 5, completion: 0.8}
payment_shares:
  training: {worker: [0, 0], sending: [0, 0]}
  system_support: {worker: [0, 0], sending: [0, 0]}
red_lines:
  - {kind: min_training_per_recruit, party: KEN, value: 2}
  - {kind: min_recruits, party: GBR, value: 8}
"""


def program(*words: str) -> Run:
    """A command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "toolkit", *words], capture_output=True, text=True, timeout=120, check=False
    )


@cache
def accord(*words: str) -> Run:
    """The same in this process, which saves its start; ``test_as_a_program`` holds the two against each other."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with patch.object(sys, "argv", ["accord", *words]), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as left:
            code = int(left.code or 0)
    return Run(words, code, out.getvalue(), err.getvalue())


def data(*words: str) -> Any:
    """What a command prints as JSON, alone on standard output."""
    run = accord(*words, "--json")
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    return json.loads(run.stdout)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("files")
    (made / "draft.yaml").write_text(DRAFT, encoding="utf-8")
    (made / "impossible.yaml").write_text(IMPOSSIBLE, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def draft(folder: Path) -> str:
    return str(folder / "draft.yaml")


@pytest.fixture(scope="module")
def impossible(folder: Path) -> str:
    return str(folder / "impossible.yaml")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("frontier", "kenya-uk", "--json"), 0),
        (("improve", "kenya-uk", "DRAFT", "--json"), 0),
        (("counter-offer", "kenya-uk", "DRAFT", "--country", "KEN", "--target", "1.2e8"), 0),
        (("solve", "kenya-uk", "--prices", "--json"), 0),
        (("explain", "IMPOSSIBLE", "--json"), 2),
        (("solve", "IMPOSSIBLE"), 2),
        (("alternatives", "kenya-uk", "--level", "97"), 1),
    ],
)
def test_as_a_program(words: tuple[str, ...], code: int, draft: str, impossible: str) -> None:
    said = [{"DRAFT": draft, "IMPOSSIBLE": impossible}.get(word, word) for word in words]
    run, here = program(*said), accord(*said)
    assert run.returncode == here.returncode == code
    assert run.stdout == here.stdout
    assert run.stderr == here.stderr


# frontier


@pytest.mark.parametrize("case", sorted(shipped_cases()))
def test_frontier_of_shipped_cases(case: str) -> None:
    values = data("frontier", case)
    first, second = values["parties"]
    assert len(values["edges"]) == len(values["points"]) - 1 > 5
    gains = [point[first] for point in values["points"]]
    assert gains == sorted(gains, reverse=True)
    rates = [edge["rate"] for edge in values["edges"]]
    assert rates == sorted(rates, reverse=True)
    assert {"kalai_smorodinsky", "nash", "egalitarian", "utilitarian"} <= set(values["solutions"])
    assert second in values["points"][0]


def test_frontier_as_tables() -> None:
    run = accord("frontier", "kenya-uk")
    assert run.returncode == 0, run.stderr
    for text in ("Frontier", "Named solutions", "kalai-smorodinsky", "United Kingdom gives up per USD 1 for Kenya"):
        assert text in " ".join(run.stdout.split()) or text in run.stdout
    assert run.stderr == ""


def test_frontier_between_sides_in_the_other_order() -> None:
    values, mirror = data("frontier", "kenya-uk"), data("frontier", "kenya-uk", "--between", "GBR", "KEN")
    assert mirror["parties"] == ["GBR", "KEN"]
    assert len(mirror["points"]) == len(values["points"])
    for here, there in zip(values["points"], reversed(mirror["points"]), strict=True):
        assert there == pytest.approx(here, abs=100)


# drafts


def test_evaluate_holds_a_draft_against_the_frontier(draft: str) -> None:
    values = data("evaluate", "kenya-uk", draft)
    assert set(values) >= {"case", "currency", "gains", "terms", "payments", "indicators", "crossed", "frontier"}
    assert "binding" not in values
    beside = values["frontier"]
    assert set(beside["pair"]) == {"KEN", "GBR"}
    assert (
        set(beside["ideal"]) == set(beside["shares_of_ideal"]) == set(beside["shares_of_joint_gain"]) == {"KEN", "GBR"}
    )
    assert set(beside) >= {"factor", "more", "better", "sentence"}
    tables = accord("evaluate", "kenya-uk", draft)
    assert tables.returncode == 0
    assert "The draft and the frontier" in tables.stdout
    assert "What these terms give" in tables.stdout


def test_evaluate_where_the_case_allows_no_agreement(impossible: str, folder: Path) -> None:
    small = folder / "small.yaml"
    small.write_text("terms: {KEN-GBR: {nurse: {recruits: 8, places: 10, capacity: 10}}}\n", encoding="utf-8")
    values = data("evaluate", impossible, str(small))
    assert values["frontier"] is None
    assert {entry["party"] for entry in values["crossed"]} == {"KEN"}


def test_improve(draft: str, folder: Path) -> None:
    before, values = data("evaluate", "kenya-uk", draft)["gains"], data("improve", "kenya-uk", draft)
    told = values["improvement"]
    assert set(told) == {"gained", "possible", "changes", "sentence"}
    for country, gain in values["gains"].items():
        assert told["gained"][country] == pytest.approx(gain - before[country], abs=1)
        assert gain >= before[country] - 100
    # what is printed can be read again, and leaves nothing to gain
    improved = folder / "improved.json"
    improved.write_text(json.dumps(values), encoding="utf-8")
    again = data("improve", "kenya-uk", str(improved))["improvement"]
    assert max(again["possible"].values()) < 1e-5 * max(values["gains"].values())
    tables = accord("improve", "kenya-uk", draft)
    assert tables.returncode == 0
    assert "Better for somebody, worse for nobody" in tables.stdout
    assert "What changes against the draft" in tables.stdout


def test_improve_what_can_only_be_had_by_crossing_limits(folder: Path) -> None:
    file = folder / "greedy.yaml"
    file.write_text("terms: {KEN-GBR: {nurse: {recruits: 5000, posts: 9000}}}\n", encoding="utf-8")
    run = accord("improve", "kenya-uk", str(file), "--json")
    assert run.returncode == 2
    assert "No agreement within the limits and red lines" in run.stderr
    assert json.loads(run.stdout)["agreement"] is None
    assert "An agreement is possible" not in run.stderr


# counter-offers


def test_counter_offer(draft: str) -> None:
    words = ("counter-offer", "kenya-uk", draft, "--country", "KEN", "--target", "1.2e8")
    values = data(*words)
    told = values["counter_offer"]
    assert told["reached"] is True
    assert values["gains"]["KEN"] >= 1.2e8 - 100
    assert values["gains"]["GBR"] >= -100
    assert told["distance"] > 0
    held = data(
        *words, "--floor", "GBR=2.5e8", "--fixed", "recruits.nurse.0", "--weight", "posts=3", "--weight", "places.0=2"
    )
    assert held["gains"]["GBR"] >= 2.5e8 - 100
    assert held["terms"]["KEN-GBR"]["nurse"]["recruits"][0] == pytest.approx(150)
    tables = accord(*words)
    assert tables.returncode == 0
    assert "Counter-offer" in tables.stdout
    assert "terms change to give Kenya USD 120 million" in " ".join(tables.stdout.split())


def test_a_counter_offer_beyond_reach_tells_the_best(draft: str) -> None:
    words = ("counter-offer", "kenya-uk", draft, "--country", "KEN", "--target", "1e12")
    values = data(*words)
    assert values["counter_offer"]["reached"] is False
    assert values["gains"]["KEN"] == pytest.approx(data("frontier", "kenya-uk")["points"][0]["KEN"], rel=1e-6)
    assert "best that can be had" in accord(*words).stdout


# conflicts


def test_explain(impossible: str) -> None:
    run = accord("explain", impossible)
    assert run.returncode == 2
    text = " ".join(run.stdout.split())
    assert "Kenya's demand of at least 2 graduates of new places per recruit" in text
    assert "budget of USD 60 a year in 2030-2031 would have to rise to USD 100 a year" in text
    assert "Cannot hold together" in text
    assert "Ways out" in text
    as_json = accord("explain", impossible, "--json")
    assert as_json.returncode == 2
    values = json.loads(as_json.stdout)
    assert values["agreement"] is None
    assert {entry["party"] for entry in values["conflict"]} >= {"KEN", "GBR"}
    assert all(way["sentence"] and way["moves"] for way in values["relaxations"])
    assert as_json.stderr == ""


def test_explain_where_an_agreement_is_possible() -> None:
    run = accord("explain", "kenya-uk")
    assert run.returncode == 0
    assert "An agreement is possible: nothing has to move." in run.stdout
    assert data("explain", "kenya-uk") == {
        "agreement": "possible",
        "explanation": "An agreement is possible: nothing has to move.",
        "conflict": [],
        "relaxations": [],
    }


@pytest.mark.parametrize("command", ["solve", "frontier", "alternatives"])
def test_an_impossible_case_is_explained_whatever_is_asked(command: str, impossible: str) -> None:
    run = accord(command, impossible)
    assert run.returncode == 2
    assert run.stdout == ""
    assert "No agreement is possible" in run.stderr
    assert "cannot hold together" in run.stderr
    assert "would have to rise to USD 100 a year" in run.stderr
    assert "would have to fall to 4.80" in run.stderr
    assert "Traceback" not in run.stderr


def test_an_impossible_case_as_data(impossible: str) -> None:
    run = accord("solve", impossible, "--json")
    assert run.returncode == 2
    values = json.loads(run.stdout)
    assert values["agreement"] is None
    assert "cannot hold together" in values["explanation"]
    assert values["conflict"]
    assert values["relaxations"]
    assert json.loads(accord("explain", impossible, "--json").stdout) == values


# alternatives


def test_alternatives() -> None:
    values = data("alternatives", "kenya-uk", "--level", "0.95", "--count", "2")
    assert values["level"] == 0.95
    assert len(values["alternatives"]) == 2
    solution = data("solve", "kenya-uk")["gains"]
    for entry in values["alternatives"]:
        assert all(gain >= 0.95 * solution[country] - 100 for country, gain in entry["gains"].items())
        assert entry["changes"]
    assert all(entry["least"] <= entry["most"] for entry in values["ranges"])
    tables = accord("alternatives", "kenya-uk", "--solution", "nash")
    assert tables.returncode == 0
    for title in ("Agreements nearly as good", "Terms that the numbers fix", "Terms that are free within a range"):
        assert title in tables.stdout


# solve


def test_nash_with_weights() -> None:
    equal, weighted = (
        data("solve", "kenya-uk", "--solution", "nash", *words)
        for words in ((), ("--weight", "KEN=4", "--weight", "GBR=1"))
    )
    assert weighted["weights"] == {"KEN": 4, "GBR": 1}
    assert "weights" not in equal
    assert weighted["gains"]["KEN"] > equal["gains"]["KEN"] + 1e6
    assert "bargaining weights the United Kingdom 1 and Kenya 4" in weighted["why"]


def test_prices() -> None:
    values = data("solve", "kenya-uk", "--prices")
    assert len(values["prices"]) == len(values["binding"]) > 5
    for price in values["prices"]:
        assert price["price"] > 0
        assert set(price["worth"]) == {"KEN", "GBR"}
        assert price["relaxed_by"] is None or price["relaxed_by"] >= 0
    assert "prices" not in data("solve", "kenya-uk")
    tables = accord("solve", "kenya-uk", "--prices")
    assert tables.returncode == 0
    assert "What each limit is worth" in tables.stdout
    assert "What each limit is worth" not in accord("solve", "kenya-uk").stdout


# wrong input


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("frontier", "kenya-uk", "--between", "KEN", "FRA"), "unknown country 'FRA'"),
        (("frontier", "kenya-uk", "--between", "KEN", "KEN"), "no two different sides"),
        (("frontier", "kenya-uk", "--between", "KEN"), "requires 2 arguments"),
        (("frontier", "kenia-uk"), "did you mean kenya-uk"),
        (("improve", "kenya-uk", "nowhere.yaml"), "cannot be read"),
        (("counter-offer", "kenya-uk", "DRAFT", "--country", "KEN"), "Missing option '--target'"),
        (("counter-offer", "kenya-uk", "DRAFT", "--country", "FRA", "--target", "1"), "unknown country 'FRA'"),
        (("counter-offer", "kenya-uk", "DRAFT", "--country", "KEN", "--target", "much"), "is not a valid float"),
        (("counter-offer", "kenya-uk", "DRAFT", "--country", "KEN", "--target", "inf", "--json"), "target"),
        (
            ("counter-offer", "kenya-uk", "DRAFT", "--country", "KEN", "--target", "1", "--floor", "GBR"),
            "write it as KEN=1.5",
        ),
        (
            ("counter-offer", "kenya-uk", "DRAFT", "--country", "KEN", "--target", "1", "--fixed", "recruts"),
            "did you mean recruits",
        ),
        (("alternatives", "kenya-uk", "--level", "97"), "a level above 0 and up to 1"),
        (("solve", "kenya-uk", "--weight", "KEN=2"), "kalai_smorodinsky takes no weights"),
        (("solve", "kenya-uk", "--solution", "nash", "--weight", "KEN"), "write it as KEN=1.5"),
        (("solve", "kenya-uk", "--solution", "nash", "--weight", "KEN=0"), "a number above 0"),
        (("solve", "kenya-uk", "--solution", "nash", "--weight", "FRA=2"), "unknown country 'FRA'"),
    ],
)
def test_wrong_input_exits_with_1_and_says_what_to_do(words: tuple[str, ...], expected: str, draft: str) -> None:
    run = accord(*(draft if word == "DRAFT" else word for word in words))
    assert run.returncode == 1, run.stdout
    assert expected in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


@pytest.mark.parametrize("command", ["frontier", "improve", "counter-offer", "explain", "alternatives"])
def test_every_command_has_help(command: str) -> None:
    run = accord(command, "--help")
    assert run.returncode == 0
    assert "Usage:" in run.stdout
    assert re.search(r"--json\s+Print JSON", run.stdout)
