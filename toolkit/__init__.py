"""Accord: negotiate bilateral agreements and cost sharing on health-worker migration.

What the toolkit offers stands in ``__init__.pyi``; each part is loaded when it is first used, so that a command waits
only for what it needs.
"""

import ast
import importlib
from pathlib import Path

_OFFERED = {
    alias.asname or alias.name: (str(node.module), alias.name)
    for node in ast.parse(Path(__file__).with_suffix(".pyi").read_text(encoding="utf-8")).body
    if isinstance(node, ast.ImportFrom)
    for alias in node.names
}
"""Where each name lies: its module, and its name there."""

__all__ = sorted(_OFFERED)


def __getattr__(name: str) -> object:
    if name not in _OFFERED:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    module, own = _OFFERED[name]
    found = getattr(importlib.import_module(module), own)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return __all__
