"""A bar that moves while a kept computation runs."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context

from streamlit.delta_generator import DeltaGenerator

__all__ = ["progress_in"]


def progress_in(place: DeltaGenerator, things: str) -> Callable[[int, int], None]:
    """Tells in a place how many of some things were tried.

    It draws in a context of its own: what a kept computation draws is kept with it, and a bar of a page that is gone
    cannot be drawn again.
    """
    context = copy_context()

    def tell(done: int, of: int) -> None:
        context.run(place.progress, done / of, f"{done} of {of} {things} tried")

    return tell
