"""Starting the application with the settings that keep it on this machine."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

__all__ = ["launch", "settings"]


def settings() -> dict[str, Any]:
    """The settings of ``config.toml`` by dotted name; ``.streamlit/config.toml`` of a checkout holds the same."""
    return dict(_flat(tomllib.loads(files("toolkit.app").joinpath("config.toml").read_text(encoding="utf-8")), ""))


def _flat(values: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def launch(port: int, *, show: bool = True) -> int:
    """Serve the application on this machine until it is stopped; returns the exit code of the server.

    ``show`` opens it in the browser where there is one.
    """
    options = {**settings(), "server.port": port, "server.headless": not show}
    entry = Path(str(files("toolkit.app").joinpath("main.py")))
    flags = [f"--{name}={_written(value)}" for name, value in options.items()]
    return subprocess.call([sys.executable, "-m", "streamlit", "run", str(entry), *flags])


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
