"""A bar that moves while a kept computation runs."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import copy_context

from streamlit.delta_generator import DeltaGenerator

from toolkit.languages.speech import say, to_say
from toolkit.wording import number

__all__ = ["progress_in"]

_TRIED = {"numbers": to_say("{done} of {total} numbers tried")}


def progress_in(place: DeltaGenerator, things: str) -> Callable[[int, int], None]:
    """Tells in a place how many of some things (a key of ``_TRIED``) were tried.

    It draws in a context of its own: what a kept computation draws is kept with it, and a bar of a page that is gone
    cannot be drawn again.
    """
    context = copy_context()

    def tell(done: int, of: int) -> None:
        context.run(lambda: place.progress(done / of, say(_TRIED[things], done=number(done), total=number(of))))

    return tell
