"""The user's own data beside the shipped register: where it lies, what is in it, and how it is removed.

``imports/<name>/`` holds one import each (``import.json`` and the tables it brought), ``agreements/`` the user's own
agreement records and their ``sources.csv``, ``profiles/`` the layouts of tables that the user has described. Nothing
shipped is ever changed.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.data_folder import ENVIRONMENT, data_folder
from toolkit.errors import Problem, RegisterError
from toolkit.languages.speech import say
from toolkit.validation import did_you_mean
from toolkit.wording import join, nearest

__all__ = [
    "Import",
    "folder_for",
    "imports",
    "own_records",
    "own_sources",
    "profile_path",
    "profiles",
    "remove_import",
    "writing",
]

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True, slots=True)
class Import:
    """One imported file: its name, its folder and the report that was written when it was read."""

    name: str
    folder: Path
    report: Mapping[str, Any]

    def table(self, name: str) -> Path | None:
        """The CSV file of a table that the import brought, ``None`` where it brought none."""
        path = self.folder / f"{name}.csv"
        return path if path.is_file() else None

    @property
    def records(self) -> Path | None:
        """The file of agreement records that the import brought, ``None`` where it brought none."""
        path = self.folder / "agreements.jsonl"
        return path if path.is_file() else None


@contextmanager
def writing() -> Iterator[None]:
    """While something in the data folder is changed: what the system refuses is raised as ``RegisterError``."""
    try:
        yield
    except OSError as failure:
        reason = failure.strerror or failure
        problem = Problem(
            say("your data folder"),
            say("cannot be written: {reason} ({file})", reason=reason, file=failure.filename)
            if failure.filename
            else say("cannot be written: {reason}", reason=reason),
            say("a folder in which you may write"),
            say("{variable} names another one", variable=ENVIRONMENT),
        )
        raise RegisterError(str(data_folder()), [problem]) from failure


def _named(name: str) -> str:
    if not _NAME.fullmatch(name):
        wrong, expected = say("is '{word}'", word=name[:80]), say("small letters, digits, '-' and '_', 60 at most")
        raise RegisterError(name, [Problem(say("the name"), wrong, expected, say("choose another name"))])
    return name


def folder_for(name: str) -> Path:
    """The folder of an import, whether it exists or not. Raises ``RegisterError`` for a name that cannot be one."""
    return data_folder() / "imports" / _named(name)


def imports() -> list[Import]:
    """What the user has imported, in the order in which it was imported."""
    found: list[Import] = []
    for path in sorted((data_folder() / "imports").glob("*/import.json")):
        if not _NAME.fullmatch(path.parent.name):
            continue  # an import that was cut off
        try:
            report = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as failure:
            remedy = say("remove {name} and import again", name=path.parent.name)
            problem = Problem(str(path.name), say("cannot be read: {reason}", reason=failure), "", remedy)
            raise RegisterError(path.parent.name, [problem]) from failure
        found.append(Import(path.parent.name, path.parent, report))
    return sorted(found, key=lambda item: (str(item.report.get("imported_at", "")), item.name))


def remove_import(name: str) -> Path:
    """Remove an import and everything that came with it; returns the folder that was removed.

    Raises ``RegisterError`` when nothing was imported under that name, and for the user's own records, which are files
    of the user's.
    """
    own = {path.stem: path for path in own_records()}
    if name in own:
        remedy = say("delete the file {file}", file=own[name])
        raise RegisterError(name, [Problem(name, say("is a record of your own"), "", remedy)])
    folder = folder_for(name)
    if not folder.is_dir():
        known = [item.name for item in imports()]
        imported = say("imported are: {names}", names=join(known)) if known else say("imported are: none")
        remedy = did_you_mean(nearest(name, known), imported)
        raise RegisterError(name, [Problem(name, say("is not the name of an import"), "", remedy)])
    with writing():
        shutil.rmtree(folder)
    return folder


def own_records() -> list[Path]:
    """The files of the user's own agreement records."""
    return sorted((data_folder() / "agreements").glob("*.yaml"))


def own_sources() -> Path:
    """The file in which the user's own sources stand, in the columns of the shipped ``sources.csv``."""
    return data_folder() / "agreements" / "sources.csv"


def profile_path(name: str) -> Path:
    """The file of a table's layout that the user has described under a name."""
    return data_folder() / "profiles" / f"{_named(name)}.yaml"


def profiles() -> dict[str, Path]:
    """The layouts that the user has described, by name."""
    return {path.stem: path for path in sorted((data_folder() / "profiles").glob("*.yaml"))}
