"""A side's own numbers in words, beside the common ones of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.case.schema import Case
from toolkit.report.amounts import trimmed
from toolkit.report.case_numbers import entries

__all__ = ["OwnNumber", "numbers_of_side", "own_numbers"]


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A number of the case as everybody sees it, and as the side sees it, both as text."""

    key: str
    name: str
    unit: str
    common: str
    own: str


def numbers_of_side(case: Case, side: str) -> dict[str, str]:
    """What a side can value differently, by dotted path, in words: its own country first, then the rest."""
    found = entries(case)
    own = [entry for entry in found if entry.path[:2] == ("countries", side)]
    others = [entry for entry in found if entry.path[:2] != ("countries", side)]
    return {entry.key: f"{entry.name} ({entry.text} {entry.unit})" for entry in (*own, *others)}


def own_numbers(case: Case, own: Mapping[str, float]) -> tuple[OwnNumber, ...]:
    """The own numbers in words; those that the case has not are named by their path."""
    known = {entry.key: entry for entry in entries(case)}
    lines = []
    for key, value in own.items():
        entry = known.get(key)
        written = trimmed(value, 6)
        lines.append(
            OwnNumber(key, entry.name, entry.unit, entry.text, written)
            if entry
            else OwnNumber(key, key, "", "", written)
        )
    return tuple(lines)
