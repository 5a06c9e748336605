"""Cases on which a solution once failed, found among random ones and made as small as they still failed.

Each is a few numbers away from cases that cause no trouble: a gain that only just can be had, a price that is the
difference of large ones, more years than a search looks at.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deal.test_program_and_simulation import check, concepts_of
from toolkit import load_case, solve

FILES = sorted((Path(__file__).parent / "hard").glob("*.json"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_concept(path: Path) -> None:
    case = load_case(path)
    for concept in concepts_of(case):
        check(solve(case, concept))


def test_there_are_hard_cases() -> None:
    assert len(FILES) >= 7
