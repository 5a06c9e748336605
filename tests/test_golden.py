"""The results of the shipped cases are those that are committed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from tests.golden.results import committed, path_of, results
from tests.support.cases import SHIPPED

WHY = (
    "The results of {name} changed at {place}: {ours} instead of {theirs}. If that is meant, say in CHANGELOG.md what "
    "changed and why, and run `python -m tests.golden.regenerate {name}`; otherwise mend what changed them."
)


ALIKE = ("gains", "ideal")
"""Mappings whose numbers are of one kind, so that the largest of them says what is next to nothing."""
SPECK = 1e-4


def differences(ours: Any, theirs: Any, place: str = "", size: float = 0.0) -> list[tuple[str, Any, Any]]:
    """Where two results differ by more than a hundred-thousandth of the number or of the largest of its kind."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        found = [] if sorted(ours) == sorted(theirs) else [(place, sorted(ours), sorted(theirs))]
        size = _largest(theirs.values()) if place.endswith(ALIKE) else 0.0
        return found + [
            inner
            for key in theirs
            if key in ours
            for inner in differences(ours[key], theirs[key], f"{place} → {key}", size)
        ]
    if isinstance(theirs, list) and isinstance(ours, list):
        found = [] if len(ours) == len(theirs) else [(place, f"{len(ours)} entries", f"{len(theirs)} entries")]
        return found + [
            inner
            for n, pair in enumerate(zip(ours, theirs, strict=False))
            for inner in differences(*pair, f"{place} → {n}", _largest(theirs))
        ]
    if isinstance(theirs, int | float) and isinstance(ours, int | float):
        same = ours == pytest.approx(theirs, rel=1e-5, abs=max(SPECK, 1e-5 * size))
        return [] if same else [(place, ours, theirs)]
    return [] if ours == theirs else [(place, ours, theirs)]


def _largest(values: Iterable[Any]) -> float:
    return max((abs(value) for value in values if isinstance(value, int | float)), default=0.0)


@pytest.mark.parametrize("name", SHIPPED)
def test_results_are_those_that_are_committed(name: str) -> None:
    assert path_of(name).exists(), f"run `python -m tests.golden.regenerate {name}` and commit the file"
    found = differences(results(name), committed(name))
    if found:
        place, ours, theirs = found[0]
        pytest.fail(
            WHY.format(name=name, place=place, ours=ours, theirs=theirs) + f" ({len(found)} differences in all.)"
        )


def test_no_other_results_are_committed() -> None:
    assert {path.stem for path in path_of("x").parent.glob("*.json")} == set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_committed_results_make_sense(name: str) -> None:
    told = committed(name)
    assert len(told["solutions"]) == 3 + len(told["ideal"])
    for concept, solution in told["solutions"].items():
        for country, gain in solution["gains"].items():
            assert -1e-6 * told["ideal"][country] <= gain <= told["ideal"][country] * (1 + 1e-5)
            if concept == f"best_for:{country}":
                assert gain == pytest.approx(told["ideal"][country], rel=1e-5)


def test_a_difference_is_seen() -> None:
    told = {"gains": {"KEN": 100.0}, "terms": [10.0, 0.0], "payments": {"posts": {"amount": 5e6, "share": 0.5}}}
    assert differences(told, told) == []
    assert differences({**told, "gains": {"KEN": 100.01}}, told) == [(" → gains → KEN", 100.01, 100.0)]
    assert differences({**told, "gains": {"KEN": 100.0001}}, told) == []
    assert differences({**told, "terms": [10.0, 1e-3]}, told) == [(" → terms → 1", 1e-3, 0.0)]
    assert differences({**told, "terms": [10.0]}, told) == [(" → terms", "1 entries", "2 entries")]
    assert differences({**told, "payments": {}}, told) == [(" → payments", [], ["posts"])]
    assert differences({**told, "payments": {"posts": {"amount": 5e6, "share": 0.501}}}, told) == [
        (" → payments → posts → share", 0.501, 0.5)
    ]
    assert differences({**told, "payments": {"posts": {"amount": 5.1e6, "share": 0.5}}}, told) == [
        (" → payments → posts → amount", 5.1e6, 5e6)
    ]
