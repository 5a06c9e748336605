"""The application as a server: the script of the pages behind its headers and compression."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from starlette.middleware import Middleware

from toolkit.app.serving.compressed import Compressed
from toolkit.app.serving.headers import Headers

__all__ = ["MIDDLEWARE", "SCRIPT"]

SCRIPT = Path(str(files("toolkit.app.serving").joinpath("script.py")))
"""The script that every session runs."""

MIDDLEWARE = (Middleware(Headers), Middleware(Compressed))
"""What every request passes, the outermost first."""
