"""The page on the atlas tells of every measure, and of it what the measure's description says."""

from __future__ import annotations

import re
from pathlib import Path

from toolkit.atlas.coverage import MOVEMENT_COLUMNS
from toolkit.atlas.described import MEASURES, Measure
from toolkit.atlas.protection import LEVELS
from toolkit.atlas.standing import STANDINGS
from toolkit.atlas.vulnerability import ENOUGH, FEWEST_DESTINATIONS, WEIGHTS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "atlas.md").read_text(encoding="utf-8")


def row(measure: Measure) -> str:
    """The row of a measure in the table."""
    told = (
        measure.symbols.replace("|", "\\|"),
        measure.unit,
        measure.source or "this toolkit",
        measure.missing,
        measure.bound or "neither",
    )
    coverage = ", ".join(f"`{name}`" for name in measure.coverage) or "none"
    return f"| `{measure.name}` | {measure.title}: {measure.formula} | {' | '.join(told)} | {coverage} |"


def test_every_measure_is_told_of_as_it_is() -> None:
    lines = PAGE.splitlines()
    missing = [row(measure) for measure in MEASURES.values() if row(measure) not in lines]
    assert not missing, "put these rows into docs/atlas.md:\n" + "\n".join(missing)


def test_no_measure_is_told_of_that_is_gone() -> None:
    told = [line.split("`")[1] for line in PAGE.splitlines() if line.startswith("| `") and line.count(" | ") == 7]
    assert sorted(told) == sorted(MEASURES)


def test_words_and_numbers_of_the_code_are_those_of_the_page() -> None:
    for word in (*STANDINGS, *LEVELS, *MOVEMENT_COLUMNS[-2:], *WEIGHTS):
        assert f"`{word}`" in PAGE, word
    for name, weight in WEIGHTS.items():
        assert re.search(rf"^\| `{name}` \| {weight:g} \|", PAGE, flags=re.MULTILINE), name
    assert f"at least {ENOUGH:g} of all weight" in PAGE
    assert {3: "three"}[FEWEST_DESTINATIONS] + " destinations" in PAGE


def test_what_the_page_points_to_exists() -> None:
    files = set(re.findall(r"`(toolkit/[a-z_/]+\.py)`", PAGE))
    assert files
    assert [name for name in files if not (DOCS.parent / name).is_file()] == []
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", PAGE) if "://" not in link]
    assert "atlas-chains.md" in links
    assert [link for link in links if not (DOCS / link).is_file()] == []
