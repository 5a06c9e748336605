"""Loading a case: read, take numbers and their origin apart, validate, check, and report all problems at once."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from toolkit.case.checks import Found, check
from toolkit.case.fields import field_at, names_at
from toolkit.case.quantity import dotted, separate
from toolkit.case.reading import Document, read_text
from toolkit.case.schema import Case, Provenance
from toolkit.case.selection import is_empty
from toolkit.errors import CaseError, Problem
from toolkit.wording import join, nearest

__all__ = ["case_from_mapping", "load_case", "shipped_cases"]

_Paths = tuple[str | int, ...]


def shipped_cases() -> dict[str, Path]:
    """The cases that come with the toolkit, by short name."""
    folder = Path(str(files("agreements").joinpath("cases")))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def load_case(source: str | Path | Mapping[str, Any]) -> Case:
    """Load a case by the short name of a shipped case, from a YAML or JSON file, or from plain values.

    Raises ``CaseError`` with every problem of the file.
    """
    if isinstance(source, Mapping):
        return case_from_mapping(source)
    path = Path(source)
    shipped = shipped_cases()
    if not path.exists() and str(source) in shipped:
        path = shipped[str(source)]
    elif not path.exists():
        close = nearest(str(source), shipped)
        remedy = f"did you mean {join(close, 'or')}?" if close else f"shipped cases are {join(shipped)}"
        raise CaseError(str(source), [Problem(str(source), "is neither a file nor a shipped case", remedy=remedy)])
    return _case(read_text(path))


def case_from_mapping(values: Mapping[str, Any], origin: str = "the case") -> Case:
    """A case from plain values, as they would stand in a file."""
    return _case(Document(origin, values))


def _case(document: Document) -> Case:
    if not isinstance(document.values, Mapping):
        raise CaseError(
            document.origin,
            [Problem("the file", "is not a case", "a mapping with name, years, phases, countries, corridors …")],
        )
    bare, said, found = separate(document.values)
    provenance: dict[_Paths, Provenance] = {}
    for path, statement in said.items():
        try:
            provenance[path] = Provenance.model_validate(statement)
        except ValidationError as failure:
            found += [((*path, *error["loc"]), _problem((*path, *error["loc"]), error)) for error in failure.errors()]
    case: Case | None = None
    try:
        case = Case.model_validate(bare)
    except ValidationError as failure:
        found += _from_pydantic(failure, bare)
    found += check(bare)
    found += _ranges(bare, provenance)
    found += _sources(bare, provenance)
    if case is not None and not found:
        found += _without_effect(case)
    if found or case is None:
        raise CaseError(document.origin, _ordered(document, found))
    return _in_order(case, provenance)


def _ordered(document: Document, found: list[Found]) -> list[Problem]:
    """Problems with their places, in the order of the file, each once."""
    problems = {
        Problem(document.place(path), problem.problem, problem.expectation, problem.remedy): document.lines.get(path, 0)
        for path, problem in found
    }
    return sorted(problems, key=lambda problem: problems[problem])


def _without_effect(case: Case) -> list[Found]:
    """Red lines that are about nothing in the case: a limit that is silently skipped is worse than none."""
    return [
        (
            ("red_lines", index),
            Problem(
                "",
                f"{line.kind} is about nothing in this case",
                "a corridor, country and cadre that meet",
                "widen or remove it",
            ),
        )
        for index, line in enumerate(case.red_lines)
        if is_empty(case, line)
    ]


def _in_order(case: Case, provenance: Mapping[_Paths, Provenance]) -> Case:
    """The case with countries, corridors and sources sorted, so that a file's order changes no result."""
    return case.model_copy(
        update={
            "countries": dict(sorted(case.countries.items())),
            "corridors": dict(sorted(case.corridors.items())),
            "sources": dict(sorted(case.sources.items())),
            "provenance": {dotted(path): origin for path, origin in provenance.items()},
        }
    )


def _from_pydantic(failure: ValidationError, bare: Any) -> list[Found]:
    found: list[Found] = []
    for error in failure.errors():
        path = tuple(part for part in error["loc"] if part != "[key]")
        if path and isinstance(path[-1], int) and not isinstance(_value_at(bare, path[:-1]), list | tuple):
            path = path[:-1]
        found.append((path, _problem(path, error)))
    return found


def _value_at(values: Any, path: _Paths) -> Any:
    for part in path:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return None
    return values


def _problem(path: _Paths, error: Any) -> Problem:
    """One of pydantic's errors in our words."""
    name, given, kind = str(path[-1]) if path else "the file", error.get("input"), error["type"]
    field = field_at(path)
    unit = f" ({field.unit})" if field and field.unit else ""
    if kind == "missing":
        return Problem("", "is missing", f"{field.description}{unit}" if field else "", "add it")
    if kind == "extra_forbidden":
        known = names_at(path)
        close = nearest(name, known)
        remedy = f"did you mean {join(close, 'or')}?" if close else f"known here: {join(known)}" if known else ""
        return Problem("", f"unknown field '{name}'", "a field of the case schema", remedy)
    if kind in ("greater_than_equal", "less_than_equal"):
        limits = field.limits if field and field.limits else ""
        limit = error.get("ctx", {}).get("ge", error.get("ctx", {}).get("le"))
        expectation = f"{field.description if field else name}{unit}: {limits or f'limit {limit}'}"
        return Problem("", f"is {_shown(given)}", expectation, _if_per_cent(given, field.at_most if field else None))
    if kind == "finite_number":
        return Problem("", f"is {_shown(given)}", f"a finite number{unit}", "write the number, or leave the field out")
    if kind == "literal_error":
        expected = str(error.get("ctx", {}).get("expected", "")).replace("'", "")
        close = nearest(str(given), [word.strip() for word in expected.replace(" or ", ", ").split(",")])
        return Problem("", f"is '{given}'", f"one of {expected}", f"did you mean {join(close, 'or')}?" if close else "")
    if kind in ("float_type", "int_type", "int_from_float", "float_parsing"):
        whole = "a whole number" if kind.startswith("int") else "a number"
        return Problem("", f"is {_shown(given)}", f"{whole}{unit}", _if_text_number(given))
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return Problem("", f"is {_shown(given)}", "a mapping of fields", "put the fields below it, indented")
    if kind in ("too_short", "missing_argument", "tuple_type", "list_type", "too_long"):
        return Problem("", f"is {_shown(given)}", f"a list{unit}", "")
    return Problem("", f"is {_shown(given)}", str(error["msg"]).lower() + unit, "")


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:,.10g}"
    if value is None:
        return "empty"
    if isinstance(value, str):
        return f"the text '{value[:60]}'"
    return (
        "a list" if isinstance(value, list | tuple) else "a mapping" if isinstance(value, Mapping) else str(value)[:60]
    )


def _if_per_cent(value: Any, at_most: float | None) -> str:
    if isinstance(value, int | float) and at_most is not None and at_most <= 1 and at_most < abs(value) <= 100:
        return f"write {value / 100:g} if {value:g} per cent was meant"
    return "check the sign" if isinstance(value, int | float) and value < 0 else "check the unit"


def _if_text_number(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    tidy = value.strip().replace(" ", "").replace("_", "").replace("'", "")
    for candidate in (tidy, tidy.replace(",", "")):
        try:
            return f"write {float(candidate.rstrip('%')) / (100 if candidate.endswith('%') else 1):.10g}"
        except ValueError:
            continue
    return "write it as digits with a decimal point"


def _ranges(bare: Any, provenance: Mapping[_Paths, Provenance]) -> list[Found]:
    """Ranges that do not contain their value, or that leave the limits of their field."""
    found: list[Found] = []
    for path, origin in provenance.items():
        value, field = _value_at(bare, path), field_at(path)
        numeric = isinstance(value, int | float) and not isinstance(value, bool)
        for part, sign in (("low", -1), ("high", 1)):
            limit = getattr(origin, part)
            if limit is None or not numeric:
                continue
            if sign * limit < sign * value:
                word = "above" if part == "low" else "below"
                remedy = "correct the range or the value"
                found.append(
                    (
                        (*path, part),
                        Problem("", f"is {limit:g}, {word} the value {value:g}", "low ≤ value ≤ high", remedy),
                    )
                )
            if field and field.at_most is not None and limit > field.at_most:
                remedy = _if_per_cent(limit, field.at_most)
                found.append(
                    ((*path, part), Problem("", f"is {_shown(limit)}", f"{field.description}: {field.limits}", remedy))
                )
            if field and field.at_least is not None and limit < field.at_least:
                found.append(
                    (
                        (*path, part),
                        Problem("", f"is {_shown(limit)}", f"{field.description}: {field.limits}", "check the sign"),
                    )
                )
    return found


def _sources(bare: Mapping[str, Any], provenance: Mapping[_Paths, Provenance]) -> list[Found]:
    given = bare.get("sources")
    known: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    found: list[Found] = []
    for path, origin in provenance.items():
        if origin.source is not None and origin.source not in known:
            close = nearest(origin.source, known)
            remedy = f"did you mean {join(close, 'or')}?" if close else f"add {origin.source} under `sources`"
            found.append(
                ((*path, "source"), Problem("", f"unknown source '{origin.source}'", "a key of `sources`", remedy))
            )
    return found
