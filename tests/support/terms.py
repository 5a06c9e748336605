"""Terms by a few words, for cases small enough to reckon by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.case.schema import Case
from toolkit.model.terms import Terms
from toolkit.model.terms_file import terms_from_mapping

__all__ = ["flat", "nurses", "payment"]


def payment(item: str, payer: str, share: float = 1.0, **at: Any) -> dict[str, Any]:
    """Who bears what part of an item, on every corridor, cadre and phase that is not said otherwise."""
    return {"item": item, "payer": payer, "share": share, **at}


def nurses(case: Case, *payments: Mapping[str, Any], support: Any = 0.0, **activities: Any) -> Terms:
    """Terms for nurses from Kenya to the United Kingdom; every activity that is not named is 0."""
    said = {"candidates": 0.0, **activities}
    return terms_from_mapping(
        {"terms": {"KEN-GBR": {"nurse": said, "system_support": support}}, "payments": list(payments)}, case
    )


def flat(terms: Terms) -> dict[tuple[Any, ...], float]:
    """Every number of the activities by its place."""
    found: dict[tuple[Any, ...], float] = {}

    def walk(part: Any, path: tuple[Any, ...]) -> None:
        if isinstance(part, Mapping):
            for key, inner in part.items():
                walk(inner, (*path, key))
        elif isinstance(part, list | tuple):
            for index, inner in enumerate(part):
                walk(inner, (*path, index))
        else:
            found[path] = part

    walk(terms.to_dict(), ())
    return found
