"""Every message that can be said in another language: a catalogue of all that pages, documents and commands show.

Messages are written in the source (``say``, ``say_count``, ``to_say``), in the files of ``agreements``, and in the
declarations of the fields of records. Python is read as a syntax tree, since Babel's own reader of Python passes over a
sentence that is said inside another call within a sentence.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from toolkit.case.schema import Case
from toolkit.errors import LanguageError
from toolkit.imports.profile import Profile
from toolkit.reading import place, read_text
from toolkit.register.read import shipped_folder
from toolkit.register.records import Agreement, Codebook, Source
from toolkit.validation import declared, models_in

__all__ = ["Said", "all_messages", "messages_in", "template", "unreadable_in"]

ROOT = Path(__file__).parent
_TAKES = {"say": 1, "say_count": 2, "to_say": 1}
_DECLARED = (Case, Agreement, Codebook, Source, Profile)
_HEADER = """\
# Every message of Accord that can be translated. docs/languages.md tells how.
#"""
_DATED = datetime(2026, 1, 1, tzinfo=UTC)
"""A catalogue says when it was made; a fixed day keeps the same messages the same file."""

_TEXTS: dict[str, tuple[tuple[str, ...], ...]] = {
    "codebook.yaml": (
        ("families", "*", "name"),
        ("families", "*", "about"),
        ("clauses", "*", "name"),
        ("clauses", "*", "question"),
        ("clauses", "*", "usual_payer"),
        ("clauses", "*", "quantities", "*", "name"),
        ("clauses", "*", "quantities", "*", "unit"),
        ("broad_terms", "*", "meaning"),
        ("yardsticks", "*", "name"),
        ("yardsticks", "*", "asks"),
        ("vocabulary", "*", "*"),
    ),
    "code_rules.yaml": (
        ("questions", "*", "question"),
        ("questions", "*", "unit"),
        ("questions", "*", "choices", "*"),
        ("rules", "*", "says"),
        ("rules", "*", "settings", "*", "unit"),
        ("rules", "*", "settings", "*", "about"),
        ("rules", "*", "satisfied_by"),
    ),
    "instruments.yaml": (
        ("instruments", "*", "name"),
        ("instruments", "*", "asks"),
        ("instruments", "*", "note"),
    ),
    "wordings.yaml": (("wordings", "*", "*"),),
}
"""The texts of each file of ``agreements`` that are shown, by path; ``*`` is any name or place in a list."""

_WORDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "codebook.yaml": (("vocabulary", "*", "*"), ("broad_terms", "*")),
}
"""The names that are shown themselves, with blanks for their underscores."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message as it is said somewhere; a pair has the sentence for one and the sentence for many."""

    message: str | tuple[str, str]
    file: str
    line: int
    remark: str = ""


def messages_in(source: str, file: str) -> Iterator[Said]:
    """Every literal message that Python source says, in the order of its lines."""
    for call in _calls(source):
        if _name(call) != "say_count":
            yield from (Said(text, file, part.lineno) for part in _outcomes(call.args[0]) if (text := _literal(part)))
        elif (one := _literal(call.args[0])) and (many := _literal(call.args[1])):
            yield Said((one, many), file, call.args[0].lineno)


def unreadable_in(source: str) -> list[tuple[int, str]]:
    """Where Python source says something that cannot be found in it, such as an f-string: the line and what is said.

    A name is fine: what it stands for is marked where it is defined, or comes from a file.
    """
    return [
        (call.lineno, ast.unparse(part))
        for call in _calls(source)
        for argument in call.args[: _TAKES[_name(call)]]
        for part in _outcomes(argument)
        if isinstance(part, ast.JoinedStr | ast.BinOp) or (_name(call) != "say" and _literal(part) is None)
    ]


def _outcomes(part: ast.expr) -> list[ast.expr]:
    """What an expression may come to, as far as that is written in it."""
    if isinstance(part, ast.IfExp):
        return [*_outcomes(part.body), *_outcomes(part.orelse)]
    if isinstance(part, ast.BoolOp):
        return [outcome for value in part.values for outcome in _outcomes(value)]
    if isinstance(part, ast.Call) and _name(part) == "get" and len(part.args) > 1:
        return _outcomes(part.args[1])
    return [part]


def _literal(part: ast.expr) -> str | None:
    return part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else None


def _name(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _calls(source: str) -> list[ast.Call]:
    found = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and len(node.args) >= _TAKES.get(_name(node), len(node.args) + 1)
    ]
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))


def _of_sources() -> Iterator[Said]:
    for path in sorted(ROOT.rglob("*.py"), key=lambda path: path.relative_to(ROOT).parts):
        yield from messages_in(path.read_text(encoding="utf-8"), _relative(path))


def _relative(path: Path) -> str:
    return path.relative_to(ROOT.parent).as_posix()


def _matches(path: tuple[str | int, ...], patterns: Iterable[tuple[str, ...]]) -> bool:
    return any(
        len(path) == len(pattern) and all(want in ("*", part) for part, want in zip(path, pattern, strict=True))
        for pattern in patterns
    )


def _of_texts() -> Iterator[Said]:
    for name, patterns in _TEXTS.items():
        document = read_text(shipped_folder() / name, LanguageError)
        for path, value in _leaves(document.values):
            where = (f"agreements/{name}", document.lines.get(path, 1), place(path))
            if _matches(path, _WORDS.get(name, ())) and isinstance(path[-1], str):
                yield Said(path[-1].replace("_", " "), *where)
            if _matches(path, patterns) and isinstance(value, str) and value.strip():
                yield Said(value, *where)


def _leaves(values: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if path:
        yield path, values
    inner = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for key, value in inner:
        yield from _leaves(value, (*path, key))


def _of_fields() -> Iterator[Said]:
    told: set[type] = set()
    todo: list[Any] = list(_DECLARED)
    while todo:
        model = todo.pop(0)
        if model in told:
            continue
        told.add(model)
        for name, info in model.model_fields.items():
            todo += models_in(info.annotation)
            where = (*_place_of(model, name), f"{model.__name__} → {name}")
            texts = (info.description or "", declared(name, info).unit)
            yield from (Said(text, *where) for text in texts if text)


@cache
def _fields_of(module: str) -> dict[tuple[str, str], int]:
    return {
        (node.name, part.target.id): part.lineno
        for node in ast.walk(ast.parse(Path(module).read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        for part in node.body
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name)
    }


def _place_of(model: type, name: str) -> tuple[str, int]:
    module = inspect.getfile(model)
    return _relative(Path(module)), _fields_of(module).get((model.__name__, name), 1)


@cache
def all_messages() -> Catalog:
    """Every message with the places where it is said: those of the sources, then of the files, then of the fields.

    The same sources and files give the same catalogue, whatever the day.
    """
    catalog = Catalog(
        project="Accord", version="1", header_comment=_HEADER, creation_date=_DATED, fuzzy=False, charset="utf-8"
    )
    for said in (*_of_sources(), *_of_texts(), *_of_fields()):
        remarks = [said.remark] if said.remark else []
        catalog.add(said.message, locations=[(said.file, said.line)], auto_comments=remarks)
    for message in catalog:
        message.flags.discard("python-format")
    return catalog


def template(catalog: Catalog) -> bytes:
    """A catalogue as the content of a ``.pot`` file."""
    written = BytesIO()
    write_po(written, catalog)
    return written.getvalue()
