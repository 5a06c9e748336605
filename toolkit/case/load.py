"""Loading a case: read, take numbers and their origin apart, validate, check, and report all problems at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from toolkit.case.checks import Found, check
from toolkit.case.quantity import dotted, separate
from toolkit.case.schema import Case, Provenance, ends
from toolkit.case.selection import is_empty
from toolkit.errors import CaseError, Problem
from toolkit.languages.speech import say, to_say
from toolkit.reading import Document, read_text
from toolkit.validation import (
    Declared,
    did_you_mean,
    field_at,
    found_problems,
    if_per_cent,
    problem,
    short_number,
    shown,
    value_at,
)
from toolkit.wording import join, nearest

__all__ = ["case_from_mapping", "case_values", "load_case", "shipped_cases"]

_Paths = tuple[str | int, ...]


def shipped_cases() -> dict[str, Path]:
    """The cases that come with the toolkit, by short name."""
    folder = Path(str(files("agreements").joinpath("cases")))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def load_case(source: str | Path | Mapping[str, Any]) -> Case:
    """Load a case by the short name of a shipped case, from a YAML or JSON file, or from plain values.

    Raises ``CaseError`` with every problem of the file.
    """
    return case_from_mapping(source) if isinstance(source, Mapping) else _case(_document(source))


def case_values(source: str | Path) -> dict[str, Any]:
    """The plain values of a shipped case or a file, to change before ``load_case``: numbers with their sources.

    Raises ``CaseError`` for a file that cannot be read; whether the values are a case, ``load_case`` tells.
    """
    document = _document(source)
    return dict(document.values) if isinstance(document.values, Mapping) else {}


def _document(source: str | Path) -> Document:
    path = Path(source)
    shipped = shipped_cases()
    if not path.exists() and str(source) in shipped:
        path = shipped[str(source)]
    elif not path.exists():
        remedy = did_you_mean(nearest(str(source), shipped), say("shipped cases are {cases}", cases=join(shipped)))
        raise CaseError(str(source), [Problem(str(source), say("is neither a file nor a shipped case"), remedy=remedy)])
    return read_text(path)


def case_from_mapping(values: Mapping[str, Any], origin: str = "") -> Case:
    """A case from plain values, as they would stand in a file; ``origin`` says in problems what they are."""
    return _case(Document(origin or say("the case"), values))


def _case(document: Document) -> Case:
    if not isinstance(document.values, Mapping):
        expectation = say("a mapping with name, years, phases, countries, corridors …")
        raise CaseError(document.origin, [Problem(say("the file"), say("is not a case"), expectation)])
    bare, said, found = separate(document.values)
    provenance: dict[_Paths, Provenance] = {}
    for path, statement in said.items():
        try:
            provenance[path] = Provenance.model_validate(statement)
        except ValidationError as failure:
            found += [
                ((*path, *error["loc"]), problem(Case, (*path, *error["loc"]), error)) for error in failure.errors()
            ]
    case: Case | None = None
    try:
        case = Case.model_validate(bare)
    except ValidationError as failure:
        found += found_problems(Case, failure, bare)
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
                say("{kind} is about nothing in this case", kind=line.kind),
                say("a corridor, country and cadre that meet"),
                say("widen or remove it"),
            ),
        )
        for index, line in enumerate(case.red_lines)
        if is_empty(case, line)
    ]


def _senders_first(countries: Iterable[str], corridors: Iterable[str]) -> list[str]:
    """Countries in the order in which they are told: those that only send, that do both, that only receive."""
    pairs = [ends(name) for name in corridors]
    senders, receivers = {origin for origin, _ in pairs}, {destination for _, destination in pairs}
    return sorted(countries, key=lambda code: (code not in senders, code in receivers, code))


def _in_order(case: Case, provenance: Mapping[_Paths, Provenance]) -> Case:
    """The case in an order of its own, so that a file's order changes no result: senders first, else by name."""
    order = _senders_first(case.countries, case.corridors)
    return case.model_copy(
        update={
            "countries": {code: case.countries[code] for code in order},
            "corridors": dict(sorted(case.corridors.items())),
            "sources": dict(sorted(case.sources.items())),
            "provenance": {dotted(path): origin for path, origin in provenance.items()},
        }
    )


_OUTSIDE = {
    "low": to_say("is {limit}, above the value {value}"),
    "high": to_say("is {limit}, below the value {value}"),
}


def _ranges(bare: Any, provenance: Mapping[_Paths, Provenance]) -> list[Found]:
    """Ranges that do not contain their value, or that leave the limits of their field."""
    found: list[Found] = []
    for path, origin in provenance.items():
        value, field = value_at(bare, path), field_at(Case, path)
        numeric = isinstance(value, int | float) and not isinstance(value, bool)
        for part, sign in (("low", -1), ("high", 1)):
            limit = getattr(origin, part)
            if limit is None or not numeric:
                continue
            if sign * limit < sign * value:
                wrong = say(_OUTSIDE[part], limit=short_number(limit), value=short_number(value))
                problem = Problem("", wrong, say("low ≤ value ≤ high"), say("correct the range or the value"))
                found.append(((*path, part), problem))
            if field and field.at_most is not None and limit > field.at_most:
                found.append(((*path, part), _beyond(limit, field, if_per_cent(limit, field.at_most))))
            if field and field.at_least is not None and limit < field.at_least:
                found.append(((*path, part), _beyond(limit, field, say("check the sign"))))
    return found


def _beyond(limit: float, field: Declared, remedy: str) -> Problem:
    expectation = say("{description}: {limits}", description=field.description, limits=field.limits)
    return Problem("", say("is {value}", value=shown(limit)), expectation, remedy)


def _sources(bare: Mapping[str, Any], provenance: Mapping[_Paths, Provenance]) -> list[Found]:
    given = bare.get("sources")
    known: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    found: list[Found] = []
    for path, origin in provenance.items():
        if origin.source is not None and origin.source not in known:
            wrong = say("unknown source '{source}'", source=origin.source)
            add = say("add {source} under `sources`", source=origin.source)
            remedy = did_you_mean(nearest(origin.source, known), add)
            found.append(((*path, "source"), Problem("", wrong, say("a key of `sources`"), remedy)))
    return found
