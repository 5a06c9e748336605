"""The page on chains and backfill shows what its example prints."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "atlas-chains.md").read_text(encoding="utf-8")


def test_the_example_prints_what_the_page_shows(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    (shown,) = re.findall(r"```text\n(.*?)```", PAGE, flags=re.DOTALL)
    exec(compile(code, "atlas-chains.md", "exec"), {})
    assert capsys.readouterr().out == shown


def test_the_files_it_names_exist() -> None:
    named = set(re.findall(r"`(toolkit/[a-z_/]+\.py)`", PAGE))
    assert len(named) >= 7
    assert [name for name in named if not (Path(__file__).parents[2] / name).is_file()] == []
