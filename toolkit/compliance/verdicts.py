"""What a test on numbers, lists or answers says: whether it holds, why, and how severe missing it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from toolkit.compliance.facts import Facts

__all__ = ["Computed", "Settings", "Verdict"]

Settings = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``holds`` with the reason in words; ``severity`` overrides the rule's, ``caused_by`` names what it rests on."""

    holds: bool
    because: str
    severity: str | None = None
    caused_by: tuple[str, ...] = ()


Computed = Callable[[Facts, Settings], Verdict]
