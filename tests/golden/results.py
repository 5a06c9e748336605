"""What is committed of a shipped case's results: gains, ideals, terms and payments of each concept, to six digits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit import load_case, solve

__all__ = ["CONCEPTS", "committed", "path_of", "results", "write"]

FOLDER = Path(__file__).parent
CONCEPTS = ("kalai_smorodinsky", "egalitarian", "utilitarian", "best_for")
"""The concepts committed; ``best_for`` stands for one of each country."""


def path_of(name: str) -> Path:
    """The file of a shipped case."""
    return FOLDER / f"{name}.json"


def results(name: str) -> dict[str, Any]:
    """The results of a shipped case, computed now."""
    case = load_case(name)
    found: dict[str, Any] = {"case": case.name, "currency": case.currency, "solutions": {}}
    for concept in CONCEPTS:
        for wanted in [f"best_for:{country}" for country in case.countries] if concept == "best_for" else [concept]:
            told = solve(case, wanted).to_dict()
            found["ideal"] = told["ideal"]
            found["solutions"][wanted] = {
                "gains": told["gains"],
                "terms": told["terms"],
                "payments": _payments(told["payments"]),
            }
    return dict(_rounded(found))


def _payments(rows: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Amount and share by place; payments below a millionth of all are next to nothing, and their parts are chance."""
    total = sum(row["amount"] for row in rows)
    return {
        " ".join(str(row[key]) for key in ("corridor", "cadre", "item", "payer", "phase") if row[key] != ""): {
            "amount": row["amount"],
            "share": row["share"],
        }
        for row in rows
        if row["amount"] > 1e-6 * total
    }


def _rounded(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {key: _rounded(inner) for key, inner in part.items()}
    if isinstance(part, list | tuple):
        return [_rounded(inner) for inner in part]
    return float(f"{part:.6g}") if isinstance(part, float) else part


def committed(name: str) -> dict[str, Any]:
    """The results of a shipped case as they are committed."""
    return dict(json.loads(path_of(name).read_text(encoding="utf-8")))


def write(name: str) -> None:
    """Commit the results of now."""
    path_of(name).write_text(json.dumps(results(name), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
