"""Keeping an imported file beside the shipped facts: whole or not at all, and only if the register can then be read."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from toolkit.errors import Problem, RegisterError
from toolkit.imports.profile import Profile
from toolkit.imports.report import ImportReport
from toolkit.imports.run import import_file
from toolkit.languages.speech import say
from toolkit.register.read import load_register
from toolkit.register.user_data import folder_for, writing

__all__ = ["keep_import", "name_for"]

_NO_KEY = re.compile(r"[^a-z0-9_-]+")


def name_for(file_name: str) -> str:
    """The name that an import gets from its file's: small letters, digits, ``-`` and ``_``."""
    return _NO_KEY.sub("_", Path(file_name).stem.lower()).strip("_-")[:60] or "import"


def keep_import(
    file: Path,
    name: str,
    *,
    source: str,
    replace: bool = False,
    layout: str | None = None,
    retrieved: date | None = None,
    answers: Mapping[str, str] | None = None,
    profile: Profile | None = None,
    confidence: str = "secondary",
    imported_at: datetime | None = None,
    **options: Any,
) -> ImportReport:
    """Import a file under a name into the user's data folder; the arguments are those of ``import_file``.

    What was imported under that name before stays until the new one is whole, and comes back where the register
    cannot be read with it. Raises ``RegisterError`` with every problem, and where the name is taken unless ``replace``.
    """
    place = folder_for(name)
    if place.exists() and not replace:
        wrong, remedy = say("'{name}' is imported already", name=name), say("choose another name, or replace it")
        problem = Problem(say("the name"), wrong, "", remedy)
        raise RegisterError(name, [problem])
    fresh, old = place.with_name(f"{name}.new"), place.with_name(f"{name}.old")
    with writing():
        for left in (fresh, old):
            shutil.rmtree(left, ignore_errors=True)
        fresh.parent.mkdir(parents=True, exist_ok=True)
        report = import_file(
            file,
            fresh,
            source=source,
            layout=layout,
            retrieved=retrieved,
            answers=answers,
            profile=profile,
            confidence=confidence,
            imported_at=imported_at,
            **options,
        )
        if place.exists():
            place.rename(old)
        fresh.rename(place)
        try:
            load_register()
        except RegisterError:
            shutil.rmtree(place)
            if old.exists():
                old.rename(place)
            raise
        shutil.rmtree(old, ignore_errors=True)
    return report
