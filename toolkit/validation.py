"""From declared records to plain words: what a field is, and what is wrong with a value, at any path of a record type.

The field's own declaration (unit, description, limits) says what was expected; pydantic only says that it was not met.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from annotated_types import Ge, Le
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say, say_count
from toolkit.wording import join, nearest, number

__all__ = [
    "Declared",
    "Found",
    "Path",
    "declared",
    "did_you_mean",
    "field_at",
    "found_problems",
    "if_per_cent",
    "models_in",
    "names_at",
    "per_cent_meant",
    "problem",
    "short_number",
    "shown",
    "value_at",
]

Path = tuple[str | int, ...]
Found = tuple[Path, Problem]

InputError.say_count = staticmethod(say_count)


@dataclass(frozen=True, slots=True)
class Declared:
    """One field: where it stands, in what unit, what it means and what it may be.

    ``description`` is in the language that was spoken when it was read; ``unit`` is said where it is shown, since it
    also tells shares from money.
    """

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
        if self.at_least is None:
            return ""
        least = short_number(self.at_least)
        if self.at_most is None:
            return say("at least {least}", least=least)
        most = short_number(self.at_most) if self.at_most < 10_000 else number(self.at_most)
        return say("from {least} to {most}", least=least, most=most)


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """The record types inside an annotation such as ``dict[str, Country]`` or ``Training | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models_in(part)]


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


def declared(path: str, info: FieldInfo) -> Declared:
    """A field of a record type as it is declared: unit, description, default and limits."""
    at_least, at_most = _limits(info)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    return Declared(
        path=path,
        unit=str(extra.get("unit", "")),
        description=say(info.description or ""),
        default=None if info.is_required() else info.get_default(call_default_factory=True, validated_data={}),
        required=info.is_required(),
        at_least=at_least,
        at_most=at_most,
    )


def _is_keyed(info: FieldInfo) -> bool:
    return getattr(info.annotation, "__origin__", None) is dict


def names_at(root: type[BaseModel], path: Path) -> list[str]:
    """The names that may stand at the level of a path's last part."""
    model: type[BaseModel] | None = root
    keyed = False
    for part in path[:-1]:
        if isinstance(part, int) or keyed:
            keyed = False
            continue
        info = model.model_fields.get(part) if model else None
        if info is None:
            return []
        models = models_in(info.annotation)
        model, keyed = (models[0] if models else None), _is_keyed(info)
    return [name for name, info in model.model_fields.items() if not info.exclude] if model and not keyed else []


def field_at(root: type[BaseModel], path: Path) -> Declared | None:
    """The declaration of the field at a path of a record, ``None`` where there is no such field."""
    model: type[BaseModel] | None = root
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
        found = declared(".".join(str(step) for step in path), info)
        models = models_in(info.annotation)
        model, keyed = (models[0] if models else None), _is_keyed(info)
    return found


def found_problems(root: type[BaseModel], failure: ValidationError, bare: Any) -> list[Found]:
    """All that pydantic found wrong with plain values, each with its path, in plain words."""
    found: list[Found] = []
    for error in failure.errors():
        path = tuple(part for part in error["loc"] if part != "[key]")
        if path and isinstance(path[-1], int) and not isinstance(value_at(bare, path[:-1]), list | tuple):
            path = path[:-1]
        found.append((path, problem(root, path, error)))
    return found


def value_at(values: Any, path: Path) -> Any:
    """The value at a path of plain values, ``None`` where there is none."""
    for part in path:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def problem(root: type[BaseModel], path: Path, error: Any) -> Problem:
    """One of pydantic's errors in our words."""
    name, given, kind = str(path[-1]) if path else say("the file"), error.get("input"), error["type"]
    field = field_at(root, path)
    unit = say(field.unit) if field else ""
    if kind == "missing":
        return Problem("", say("is missing"), _in_unit(field.description, unit) if field else "", say("add it"))
    if kind == "extra_forbidden":
        return _unknown_field(root, path, name)
    wrong = say("is {value}", value=shown(given))
    if kind in ("greater_than_equal", "less_than_equal"):
        expectation = _within_limits(_in_unit(field.description if field else name, unit), field, error)
        return Problem("", wrong, expectation, if_per_cent(given, field.at_most if field else None))
    if kind == "finite_number":
        remedy = say("write the number, or leave the field out")
        return Problem("", wrong, _in_unit(say("a finite number"), unit), remedy)
    if kind == "literal_error":
        return _not_among(given, str(error.get("ctx", {}).get("expected", "")).replace("'", ""))
    if kind in ("float_type", "int_type", "int_from_float", "float_parsing"):
        expected = say("a whole number") if kind.startswith("int") else say("a number")
        return Problem("", wrong, _in_unit(expected, unit), _if_text_number(given))
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return Problem("", wrong, say("a mapping of fields"), say("put the fields below it, indented"))
    if kind in ("too_short", "missing_argument", "tuple_type", "list_type", "too_long"):
        return Problem("", wrong, _in_unit(say("a list"), unit), "")
    return Problem("", wrong, _in_unit(str(error["msg"]).removeprefix("Value error, ").lower(), unit), "")


def _in_unit(expected: str, unit: str) -> str:
    return say("{expected} ({unit})", expected=expected, unit=unit) if unit else expected


def _within_limits(described: str, field: Declared | None, error: Any) -> str:
    limit = error.get("ctx", {}).get("ge", error.get("ctx", {}).get("le"))
    limits = field.limits if field and field.limits else say("limit {limit}", limit=limit)
    return say("{description}: {limits}", description=described, limits=limits)


def _unknown_field(root: type[BaseModel], path: Path, name: str) -> Problem:
    known = names_at(root, path)
    otherwise = say("known here: {names}", names=join(known)) if known else ""
    wrong = say("unknown field '{name}'", name=name)
    expectation = say("a field of the {record} schema", record=root.__name__.lower())
    return Problem("", wrong, expectation, did_you_mean(nearest(name, known), otherwise))


def _not_among(given: Any, expected: str) -> Problem:
    """What is wrong with a word that is none of those that may stand there, which pydantic lists in English."""
    names = [word.strip() for word in expected.replace(" or ", ", ").split(",")]
    wrong, expectation = say("is '{word}'", word=given), say("one of {names}", names=join(names, "or"))
    return Problem("", wrong, expectation, did_you_mean(nearest(str(given), names)))


def did_you_mean(close: Iterable[str], otherwise: str = "") -> str:
    """The question whether one of some known names was meant; ``otherwise`` where there are none."""
    names = join(close, "or")
    return say("did you mean {names}?", names=names) if names else otherwise


def short_number(value: float, digits: int = 6) -> str:
    """A number as it is, up to some digits, with the decimal mark of the language; thousands are not parted."""
    written = f"{value:.{digits}g}"
    if abs(value) >= 1000 or "e" in written or not math.isfinite(value):
        return written
    return number(float(written), len(written.partition(".")[2]))


def shown(value: Any) -> str:
    """A value as it is quoted in a message."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _with_thousands(value)
    if value is None:
        return say("empty")
    if isinstance(value, str):
        return say("the text '{text}'", text=value[:60])
    if isinstance(value, list | tuple):
        return say("a list")
    return say("a mapping") if isinstance(value, Mapping) else str(value)[:60]


def _with_thousands(value: float) -> str:
    written = f"{value:.10g}"
    if "e" in written or not math.isfinite(value):
        return written
    return number(float(written), len(written.partition(".")[2]))


def if_per_cent(value: Any, at_most: float | None) -> str:
    """What to do about a number outside its limits: a share that was written as per cent, a sign, a unit."""
    if isinstance(value, int | float) and at_most is not None and at_most <= 1 and at_most < abs(value) <= 100:
        return per_cent_meant(value)
    return say("check the sign") if isinstance(value, int | float) and value < 0 else say("check the unit")


def per_cent_meant(value: float) -> str:
    """What to write where a share was written as per cent."""
    return say("write {share} if {percentage} per cent was meant", share=f"{value / 100:g}", percentage=f"{value:g}")


def _if_text_number(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    tidy = value.strip().replace(" ", "").replace("_", "").replace("'", "")
    for candidate in (tidy, tidy.replace(",", "")):
        try:
            meant = float(candidate.rstrip("%")) / (100 if candidate.endswith("%") else 1)
        except ValueError:
            continue
        return say("write {number}", number=f"{meant:.10g}")
    return say("write it as digits with a decimal point")
