"""The legend of a corridor map, in a strip below it: groups and direction, widths, classes of a value."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.languages.speech import say
from toolkit.report.figures.edges import counted
from toolkit.report.figures.map_layers import Frame, thickness
from toolkit.report.figures.style import DASHES, Spec, ramp, tone

__all__ = ["Legend", "legend_of", "round_sizes"]

_LINE, _SAMPLE, _GAP, _TOP, _SIZE = 17.0, 46.0, 26.0, 14.0, 11.5
_LETTER = 0.53

Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Legend:
    """The layers of a legend and the pixels that it needs below the map."""

    layers: tuple[Spec, ...]
    height: float


@dataclass(slots=True)
class _Drawing:
    """Where the next entry of a legend goes, and what has been set so far."""

    width: float
    x: float = 0.0
    top: float = _TOP
    y: float = _TOP
    lowest: float = _TOP
    column: float = 0.0
    texts: list[Row] = field(default_factory=list)
    trails: list[Row] = field(default_factory=list)
    boxes: list[Row] = field(default_factory=list)

    def start(self, title: str, entries: Sequence[str], indent: float) -> None:
        """Begin a column, below the others where it does not fit beside them."""
        wide = max([len(title), *(len(entry) + indent / (_SIZE * _LETTER) for entry in entries)]) * _SIZE * _LETTER
        if self.x and self.x + wide > self.width:
            self.x, self.top = 0.0, self.lowest + 8
        self.y, self.column = self.top, wide
        self.write(title, 0, strong=True)

    def write(self, words: str, indent: float, *, strong: bool = False) -> None:
        """Write a line and go to the next."""
        self.texts.append({"words": words, "x": self.x + indent, "y": self.y, "strong": strong})
        self.y += _LINE
        self.lowest = max(self.lowest, self.y)

    def sample(self, size: float, group: str, dash: tuple[float, float] = (0, 0)) -> None:
        """Draw a corridor's sample at the line that is written next."""
        for begin, finish in _strokes(dash):
            key = f"{len(self.trails)}"
            for share in (begin, finish):
                x = self.x + 5 + share * (_SAMPLE - 5)
                row: Row = {"key": key, "x": x, "y": self.y, "size": size * (1 - 0.72 * share), "group": group}
                self.trails.append(row)

    def box(self, step: int) -> None:
        """Draw a field of colour at the line that is written next."""
        self.boxes.append({"x": self.x, "x2": self.x + 22, "y": self.y - 5.5, "y2": self.y + 5.5, "step": step})

    def end(self) -> None:
        """Close a column."""
        self.x += self.column + _GAP


def round_sizes(most: float) -> list[float]:
    """Up to three round numbers of people below a largest one, for samples.

    >>> round_sizes(62_413), round_sizes(140), round_sizes(3), round_sizes(0)
    ([500.0, 5000.0, 50000.0], [1.0, 10.0, 100.0], [2.0], [])
    """
    if most < 1:
        return []
    power = 10.0 ** math.floor(math.log10(most))
    top = next(step * power for step in (5, 2, 1) if step * power <= most)
    return [size for size in (top / 100, top / 10, top) if size >= 1]


def legend_of(
    groups: Sequence[tuple[str, str]], value_title: str, classes: Sequence[str], frame: Frame, *, unknown: bool
) -> Legend:
    """The legend for groups of corridors (tone and words), for widths, and for classes of a value."""
    made = _Drawing(frame.width)
    beside = _SAMPLE + 8
    if groups:
        made.start(say("People go from the wide to the narrow end"), [words for _, words in groups], beside)
        for group, words in groups:
            made.sample(6, group, DASHES.get(group, (0, 0)))
            made.write(words, beside)
        made.end()
        sizes = round_sizes(frame.most)
        said = [counted(size) for size in sizes] + [say("number not known")] * unknown
        made.start(say("People (width by square root)"), said, beside)
        for size, words in zip(sizes, said, strict=False):
            made.sample(thickness(size, frame), "quiet")
            made.write(words, beside)
        if unknown:
            made.sample(2.2, "quiet", (2, 3))
            made.write(said[-1], beside)
        made.end()
    if classes:
        made.start(value_title, classes, 30)
        steps = len(classes)
        for number, words in enumerate(classes):
            made.box(round(number * 4 / max(1, steps - 1)))
            made.write(words, 30)
        made.box(-1)
        made.write(say("not known"), 30)
        made.end()
    if not made.texts:
        return Legend((), 0.0)
    return Legend(tuple(_layers(made, frame)), made.lowest)


def _strokes(dash: tuple[float, float]) -> list[tuple[float, float]]:
    drawn, left_out = dash
    if drawn <= 0:
        return [(0.0, 1.0)]
    count = max(2, round(_SAMPLE / (drawn + left_out)))
    share = drawn / (drawn + left_out)
    return [(number / count, (number + share) / count) for number in range(count)]


def _at(channel: str) -> Spec:
    return {"field": channel, "type": "quantitative", "scale": None, "axis": None}


def _layers(made: _Drawing, frame: Frame) -> list[Spec]:
    low = frame.height
    quiet: Spec = {"aria": False, "tooltip": None}
    texts, trails, boxes = (
        [{key: value + low if key in ("y", "y2") else value for key, value in row.items()} for row in rows]  # type: ignore[operator]
        for rows in (made.texts, made.trails, made.boxes)
    )
    layers: list[Spec] = []
    if trails:
        groups = sorted({str(row["group"]) for row in trails})
        scale = {"domain": groups, "range": [tone(group) for group in groups]}
        shrink = f"datum.size * ({frame.scale_expression}) / {frame.scale:.6f}"
        encoding = {
            "x": _at("x"),
            "y": _at("y"),
            "size": {"field": "size", "type": "quantitative", "scale": None},
            "detail": {"field": "key", "type": "nominal"},
            "color": {"field": "group", "type": "nominal", "scale": scale, "legend": None},
        }
        transform = [{"calculate": shrink, "as": "size"}]
        mark = {"type": "trail", **quiet, "opacity": 0.9}
        layers.append({"data": {"values": trails}, "transform": transform, "mark": mark, "encoding": encoding})
    if boxes:
        steps = {"domain": [-1, 0, 1, 2, 3, 4], "range": [tone("land"), *ramp()]}
        fill = {"field": "step", "type": "ordinal", "scale": steps, "legend": None}
        area = {"x": _at("x"), "y": _at("y"), "x2": {"field": "x2"}, "y2": {"field": "y2"}, "fill": fill}
        mark = {"type": "rect", **quiet, "stroke": tone("line"), "strokeWidth": 0.5}
        layers.append({"data": {"values": boxes}, "mark": mark, "encoding": area})
    words = {"x": _at("x"), "y": _at("y"), "text": {"field": "words", "type": "nominal"}}
    for strong, colour in ((True, "quiet"), (False, "ink")):
        rows = [row for row in texts if row["strong"] is strong]
        looks = {"align": "left", "baseline": "middle", "fontSize": _SIZE, "fill": tone(colour)}
        layers.append({"data": {"values": rows}, "mark": {"type": "text", **quiet, **looks}, "encoding": words})
    return layers
