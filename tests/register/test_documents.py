"""The documents on the register tell the truth: their counts are the data's, and their commands run as written."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from toolkit.__main__ import cli
from toolkit.register.read import load_register

ROOT = Path(__file__).parents[2]
NAMES = ("README.md", "docs/register.md", "docs/prefill.md", "agreements/README.md")
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
COUNTED = r"(\d[\d,]*) (agreements|clauses|corridor figures|countries|sources)\b"


def counts() -> dict[str, int]:
    register = load_register(user_data=False)
    return {
        "agreements": len(register.agreements),
        "clauses": len(register.codebook.clauses),
        "corridor figures": int((register.corridors["standing"] == "used").sum()),
        "countries": len(register.countries),
        "sources": len(register.sources),
    }


def test_counts_are_those_of_the_data() -> None:
    said = [(page, *found) for page, text in PAGES.items() for found in re.findall(COUNTED, text)]
    assert any(page == "README.md" for page, _, _ in said)
    known = counts()
    assert [(page, number, what) for page, number, what in said if int(number.replace(",", "")) != known[what]] == []


def commands() -> list[str]:
    """The commands of the table of questions and those that stand alone in running text, without placeholders."""
    table = re.findall(r"^\| .*\? \| (.*) \|$", PAGES["docs/register.md"], flags=re.MULTILINE)
    found = [text for row in table for text in re.findall(r"`(accord [^`]*)`", row)]
    found += re.findall(r"`(accord case new [^`]*)`", PAGES["docs/prefill.md"])
    return sorted(set(found))


@pytest.mark.parametrize("command", commands())
def test_each_command_runs_as_written(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    quick = ["--no-influence"] if command.startswith("accord case new") else []
    run = CliRunner().invoke(cli, [*shlex.split(command)[1:], *quick])
    assert run.exit_code == 0, (run.output, run.exception)
    assert run.output.strip()


def test_there_are_commands() -> None:
    assert len(commands()) >= 11


def test_the_described_table_is_imported_as_written_and_again_next_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCORD_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    book = openpyxl.Workbook()
    sheet = book.create_sheet("Table2")
    for row in (["Nurses"], [], ["registered"], ["Country", 2023, 2024], ["India", 10, 20], ["Congolese", 1, 2]):
        sheet.append(row)
    book.save("nurses.xlsx")
    book.save("nurses-2025.xlsx")
    (block,) = re.findall(r"```sh\n(accord data import nurses.*?)```", PAGES["docs/register.md"], flags=re.DOTALL)
    again = re.findall(r"`(accord data import nurses-2025[^`]*)`", PAGES["docs/register.md"])
    for command in (block.replace("\\\n", " "), *again):
        run = CliRunner().invoke(cli, [*shlex.split(command)[1:], "--no-ask"])
        assert run.exit_code == 0, (run.output, run.exception)
        assert "Congolese" in run.output
    assert again
