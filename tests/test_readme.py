"""The README tells the truth: its Python session runs, and the output it shows is the output there is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_the_python_session_runs_and_has_at_most_a_few_lines(capsys):
    (session,) = blocks("python")
    exec(compile(session, "README.md", "exec"), {})
    assert "Kenya gains" in capsys.readouterr().out
    assert len([line for line in session.splitlines() if line and "import" not in line]) == 5


def test_the_output_shown_is_what_the_command_prints():
    run = subprocess.run(
        [sys.executable, "-m", "toolkit", "solve", "kenya-uk"], capture_output=True, text=True, check=True, timeout=120
    )
    shown = [line for block in blocks("text") for line in block.splitlines()]
    assert shown
    assert [line for line in shown if line not in run.stdout.splitlines()] == []


def test_the_two_commands_stand_first():
    first, second = blocks("sh")[:2]
    assert first.strip() == "python -m pip install . && accord solve kenya-uk"
    assert second.strip() == 'python -m pip install -e ".[test]" && python -m pytest'


def test_links_lead_to_files():
    root = Path(__file__).parents[1]
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if not target.startswith("http") and not (root / target).exists()] == []
