"""The fields of a case as a table, read from the declarations of ``toolkit.case.schema``."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from toolkit.case.schema import CADRES, Case
from toolkit.validation import Declared, declared, models_in

__all__ = ["all_fields"]


def _is_listed(info: FieldInfo) -> bool:
    return getattr(info.annotation, "__origin__", None) is tuple


def _walk(model: type[BaseModel], prefix: str) -> Iterator[Declared]:
    cadres_told = False
    for name, info in model.model_fields.items():
        if info.exclude:
            continue
        inner = models_in(info.annotation)
        if name in CADRES:
            if cadres_told:
                continue
            cadres_told, name = True, "<cadre>"
        path = f"{prefix}{name}"
        if not inner:
            yield declared(path, info)
            continue
        key = {"countries": ".<code>", "corridors": ".<from-to>", "sources": ".<key>"}.get(name, "")
        key += "[]" if _is_listed(info) else ""
        yield from _walk(inner[0], f"{path}{key}.")


def all_fields() -> list[Declared]:
    """Every field of a case file in the order of the specification; ``<cadre>`` stands for each cadre."""
    return list(_walk(Case, ""))
