"""The fields of a case as a table, read from the declarations of ``toolkit.case.schema``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from annotated_types import Ge, Le
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from toolkit.case.schema import CADRES, Case

__all__ = ["Declared", "all_fields", "field_at", "names_at"]

_HIDDEN = ("provenance",)


@dataclass(frozen=True, slots=True)
class Declared:
    """One field: where it stands, in what unit, what it means and what it may be."""

    path: str
    unit: str
    description: str
    default: Any
    required: bool
    at_least: float | None
    at_most: float | None

    @property
    def limits(self) -> str:
        """The limits in words, empty when there are none worth telling."""
        if self.at_least is None or self.at_most is None:
            return f"at least {self.at_least:g}" if self.at_least is not None else ""
        most = f"{self.at_most:g}" if self.at_most < 10_000 else f"{self.at_most:,.0f}"
        return f"from {self.at_least:g} to {most}"


def _models(annotation: Any) -> list[type[BaseModel]]:
    """The record types inside an annotation such as ``dict[str, Country]`` or ``Training | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models(part)]


def _limit(metadata: Any, kind: type) -> float | None:
    for item in metadata:
        if isinstance(item, kind):
            return float(getattr(item, "ge" if kind is Ge else "le"))
    return None


def _limits(info: FieldInfo) -> tuple[float | None, float | None]:
    at_least, at_most = _limit(info.metadata, Ge), _limit(info.metadata, Le)
    todo = [info.annotation]
    while todo and at_least is None and at_most is None:
        part = todo.pop()
        metadata = getattr(part, "__metadata__", ())
        for inner in metadata:
            nested = getattr(inner, "metadata", ())
            at_least = at_least if at_least is not None else _limit(nested, Ge)
            at_most = at_most if at_most is not None else _limit(nested, Le)
        todo.extend(get_args(part))
    return at_least, at_most


def _declared(path: str, info: FieldInfo) -> Declared:
    at_least, at_most = _limits(info)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    return Declared(
        path=path,
        unit=str(extra.get("unit", "")),
        description=info.description or "",
        default=None if info.is_required() else info.get_default(call_default_factory=True, validated_data={}),
        required=info.is_required(),
        at_least=at_least,
        at_most=at_most,
    )


def _is_keyed(info: FieldInfo) -> bool:
    return getattr(info.annotation, "__origin__", None) is dict


def _is_listed(info: FieldInfo) -> bool:
    return getattr(info.annotation, "__origin__", None) is tuple


def _walk(model: type[BaseModel], prefix: str) -> Iterator[Declared]:
    cadres_told = False
    for name, info in model.model_fields.items():
        if name in _HIDDEN:
            continue
        inner = _models(info.annotation)
        if name in CADRES:
            if cadres_told:
                continue
            cadres_told, name = True, "<cadre>"
        path = f"{prefix}{name}"
        if not inner:
            yield _declared(path, info)
            continue
        key = {"countries": ".<code>", "corridors": ".<from-to>", "sources": ".<key>"}.get(name, "")
        key += "[]" if _is_listed(info) else ""
        yield from _walk(inner[0], f"{path}{key}.")


def all_fields() -> list[Declared]:
    """Every field of a case file in the order of the specification; ``<cadre>`` stands for each cadre."""
    return list(_walk(Case, ""))


def names_at(path: tuple[str | int, ...]) -> list[str]:
    """The names that may stand at the level of a path's last part."""
    model: type[BaseModel] | None = Case
    keyed = False
    for part in path[:-1]:
        if isinstance(part, int) or keyed:
            keyed = False
            continue
        info = model.model_fields.get(part) if model else None
        if info is None:
            return []
        models = _models(info.annotation)
        model, keyed = (models[0] if models else None), _is_keyed(info)
    return [name for name in model.model_fields if name not in _HIDDEN] if model and not keyed else []


def field_at(path: tuple[str | int, ...]) -> Declared | None:
    """The declaration of the field at a path of a case, ``None`` where there is no such field."""
    model: type[BaseModel] | None = Case
    found: Declared | None = None
    keyed = False
    for part in path:
        if isinstance(part, int) or keyed:
            keyed = False
            continue
        if found is not None and model is None:
            return found
        info = model.model_fields.get(part) if model else None
        if info is None:
            return None
        found = _declared(".".join(str(step) for step in path), info)
        models = _models(info.annotation)
        model, keyed = (models[0] if models else None), _is_keyed(info)
    return found
