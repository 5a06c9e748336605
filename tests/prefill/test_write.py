"""A starting case as a file: it loads to the same case, other readers read the same, and a person can read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from toolkit.case.load import load_case
from toolkit.prefill.new import NewCase, new_case
from toolkit.prefill.write import to_yaml
from toolkit.register.read import load_register


def made(sending: str, receiving: str, *cadres: str) -> NewCase:
    return new_case(sending, receiving, cadres, register=load_register(user_data=False))


PAIRS = [
    ("KEN", "GBR", ("nurse",)),
    ("GHA", "GBR", ("nurse", "midwife")),
    ("TUV", "NZL", ("physician",)),
    ("CIV", "TUR", ("allied", "caregiver", "dentist", "pharmacist")),
]


@pytest.mark.parametrize(("sending", "receiving", "cadres"), PAIRS)
def test_the_file_loads_to_the_same_case(tmp_path: Path, sending: str, receiving: str, cadres: tuple[str, ...]) -> None:
    new = made(sending, receiving, *cadres)
    path = tmp_path / "new.yaml"
    path.write_text(to_yaml(new), encoding="utf-8")
    loaded = load_case(path)
    assert loaded == new.case
    assert loaded.provenance == new.case.provenance


@pytest.mark.parametrize(("sending", "receiving", "cadres"), PAIRS)
def test_another_reader_reads_the_same(sending: str, receiving: str, cadres: tuple[str, ...]) -> None:
    new = made(sending, receiving, *cadres)

    def plain(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: plain(inner) for key, inner in part.items()}
        return [plain(inner) for inner in part] if isinstance(part, list | tuple) else part

    assert yaml.safe_load(to_yaml(new)) == plain(new.values)


def test_a_person_can_read_it() -> None:
    new = made("TUV", "NZL", "midwife")
    text = to_yaml(new)
    lines = text.splitlines()
    assert lines[0] == "# Starting case: Tuvalu - New Zealand midwives."
    assert all(len(line) <= 131 for line in lines if "http" not in line)
    head = text[: text.index("\nname:")]
    assert "prices" in head
    assert "rules.yaml" in head
    assert "Fewer than one of the midwives" in " ".join(line.removeprefix("#").strip() for line in head.splitlines())
    assert "e-0" not in text.replace("https", ""), "no number in scientific notation"
