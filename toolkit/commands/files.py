"""How commands write files: whole or not at all, and never over another file unless told to."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from toolkit.errors import InputError, Problem

__all__ = ["FORCE_OPTION", "output_option", "refuse_existing", "write_whole"]

FORCE_OPTION: Callable[[Any], Any] = click.option("--force", is_flag=True, help="Replace an existing file.")


def output_option(help_text: str) -> Callable[[Any], Any]:
    """The option that names the file to write."""
    return click.option(
        "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=f"{help_text}"
    )


def refuse_existing(path: Path, force: bool, option: str = "--output") -> None:
    """Raise ``InputError`` where a file is there already and may not be replaced; ``option`` is what named it."""
    if path.exists() and not force:
        problem = Problem(option, f"{path} exists already", "", "choose another name, or add --force")
        raise InputError("the request", [problem])


def write_whole(path: Path, content: bytes, *, force: bool = False, option: str = "--output") -> None:
    """Write a file so that it is never seen half written.

    Raises ``InputError`` where it exists and ``force`` is not given, and where it cannot be written.
    """
    refuse_existing(path, force, option)
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(content)
        os.replace(fresh, path)
    except OSError as failure:
        with suppress(OSError):
            fresh.unlink()
        problem = Problem(option, f"{path} cannot be written: {failure.strerror}")
        raise InputError("the request", [problem]) from failure
