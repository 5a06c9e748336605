"""A picture with everything that belongs to it: drawing, words, rows, sources and remarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.languages.speech import say
from toolkit.report.figures.render import framed_png, framed_svg
from toolkit.report.figures.style import Spec, painted, with_numerals
from toolkit.report.table import Table

__all__ = ["WORLD", "Figure"]

WORLD = "$world"
"""Stands in a drawing's ``data`` for the outlines of countries."""


@dataclass(frozen=True, eq=False)
class Figure:
    """A picture for pages, documents and notebooks.

    ``drawing`` is a Vega-Lite specification in names of colours; ``spec`` and ``to_dict`` give it as it can be shown.
    ``description`` says in words, with the main numbers, what is seen. ``table`` has the rows behind it. ``note`` tells
    year, unit, basis and what is missing; the picture itself repeats neither title nor note, its exports do.
    """

    title: str
    subtitle: str
    description: str
    note: str
    sources: tuple[str, ...]
    table: Table
    drawing: Spec = field(repr=False)
    outline: Mapping[str, Any] | None = field(default=None, repr=False)
    outline_format: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def spec(self) -> Spec:
        """The specification in the light theme with everything inside it."""
        return self.to_dict()

    def to_dict(self, theme: str = "light", *, outline_address: str | None = None) -> Spec:
        """The Vega-Lite specification in a theme.

        Outlines of countries stand inside it unless ``outline_address`` says where the page serves them, which must be
        an address below the page's own.
        """
        found = painted(self.drawing, theme)
        if found.get("data") == {"name": WORLD}:
            source = {"url": outline_address} if outline_address else {"values": self.outline}
            found["data"] = {**source, "format": dict(self.outline_format)}
        return with_numerals({**found, "description": self.description})

    def to_svg(self, theme: str = "light") -> str:
        """The picture with title, note and text alternative as SVG."""
        return framed_svg(self.to_dict(theme), theme, self.title, self.subtitle, self._below(), self.description)

    def to_png(self, theme: str = "light", scale: float = 2.0) -> bytes:
        """The picture with title and note as PNG; ``scale`` 2 suits screens and print."""
        return framed_png(self.to_svg(theme), scale)

    def _below(self) -> tuple[str, ...]:
        said = say("Sources: {sources}.", sources=", ".join(self.sources)) if self.sources else ""
        return tuple(part for part in (self.note, said) if part)

    def _repr_svg_(self) -> str:
        """What a notebook shows."""
        return self.to_svg()
