"""Many examples of one thing: the first few in the usual run, the others in the slow one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

__all__ = ["mostly_slow"]


def mostly_slow(examples: Iterable[Any], usual: int) -> list[Any]:
    """Parameters of a test of which all but the first ``usual`` are marked slow."""
    values = list(examples)
    parts = [value if isinstance(value, tuple) else (value,) for value in values[usual:]]
    return [*values[:usual], *(pytest.param(*part, marks=pytest.mark.slow) for part in parts)]
