"""The option by which a command is told the language of what it writes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from toolkit.errors import Problem
from toolkit.languages.catalogues import ENGLISH, languages
from toolkit.wording import join

__all__ = ["known_language", "language_option", "unknown_language"]


def language_option(help_text: str) -> Callable[[Any], Any]:
    """The option ``--language``; the command checks it by ``unknown_language``, since users add languages."""
    return click.option("--language", metavar="CODE", default=ENGLISH, show_default=True, help=help_text)


def known_language(code: str) -> str | None:
    """The language of a code as people write it, such as ``pt-br``, ``None`` where there is none."""
    wanted = code.replace("-", "_").casefold()
    return next((known for known in languages() if known.casefold() == wanted), None)


def unknown_language(code: str) -> list[Problem]:
    """The problem with a language that cannot be chosen, empty for one that can."""
    if known_language(code) is not None:
        return []
    problem = f"is {code}, of which there is no catalogue"
    return [
        Problem("--language", problem, f"one of {join(languages(), 'or')}", "put its .po file into the data folder")
    ]
