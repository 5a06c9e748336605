"""The script of a workspace, run in a process of its own, gives the numbers of the workspace."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest

from toolkit import NoAgreement, case_values, evaluate, load_terms, shipped_cases, solve
from toolkit.workspace.content import Content
from toolkit.workspace.edits import add_option, new_content, set_draft, set_number, set_red_lines, set_rule
from toolkit.workspace.snippet import snippet


def printed(script: str) -> dict[str, dict[str, float]]:
    """What the script prints before its tables, by the text in front of each line."""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    lines = re.findall(r"^(.*?): (\{.*\})$", run.stdout, flags=re.MULTILINE)
    assert "without" not in run.stderr
    return {name: ast.literal_eval(values) for name, values in lines}


def edited(content: Content) -> Content:
    case = content.case_now()
    content, _ = set_number(content, case, ("countries", "KEN", "nurse", "exit_rate"), 0.05, 'so "it" is')
    content, _ = set_number(content, case, ("countries", "KEN", "budget", 1), 2_500_000)
    lines = [line for line in content.case["red_lines"] if line["kind"] != "train_first"]
    content, _ = set_red_lines(content, lines, "without training first")
    content, _ = set_rule(content, "nash", {"KEN": 2.0})
    content, _ = set_draft(content, {"terms": {"KEN-GBR": {"nurse": {"recruits": 150}}}}, "a first draft")
    content, _ = add_option(content, solve(content.case_now(), "utilitarian").terms, 'the "sum" \n rule\'s')
    return content


@pytest.mark.parametrize("origin", ["kenya-uk", "a file of ours"])
def test_the_script_gives_the_numbers_of_the_workspace(origin: str) -> None:
    content = edited(new_content(case_values("kenya-uk"), origin))
    found = printed(snippet("Kenya\n# and", content))
    case = content.case_now()
    assert found["balanced terms, nash"] == solve(case, "nash", weights={"KEN": 2.0}).gains
    assert found["the draft"] == evaluate(case, load_terms(content.draft, case)).gains
    assert len(found) >= 2


def test_a_shipped_case_is_named_and_only_changes_are_written() -> None:
    content = edited(new_content(case_values("kenya-uk"), "kenya-uk"))
    script = snippet("Kenya", content)
    assert "case_values('kenya-uk')" in script
    assert script.index("exit_rate") < script.index("load_case(values)")
    assert "chankova" not in script


@pytest.mark.parametrize("name", sorted(shipped_cases()))
def test_an_unchanged_case_needs_two_lines(name: str) -> None:
    script = snippet(name, new_content(case_values(name), name))
    assert script.split("\ncase = load_case")[0].count("values[") == 0
    try:
        expected = solve(load_case_of(name)).gains
    except NoAgreement:
        pytest.skip("no agreement")
    assert printed(script)["balanced terms, kalai_smorodinsky"] == expected


def load_case_of(name: str):
    return new_content(case_values(name), name).case_now()
