"""Ranked bars: countries, corridors or clauses by a number, in one part or several, the value written beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.languages.speech import say, say_count
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.style import Spec, config, tone
from toolkit.report.figures.words import quoted
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = ["Bar", "ranking"]

_ROW = 22
_NAMES = 320
_LETTER = 6.6


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: ``parts`` are tone and size of each part from the left, ``value`` is what is written at its end.

    ``said`` is what a reader hears or sees on pointing at it.
    """

    label: str
    parts: tuple[tuple[str, float], ...]
    value: str
    said: str

    @property
    def size(self) -> float:
        """The length of the whole bar."""
        return sum(size for _, size in self.parts)


def ranking(
    bars: Sequence[Bar],
    table: Table,
    *,
    title: str,
    subtitle: str,
    note: str,
    sources: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
    most: int = 20,
    width: int = 1080,
) -> Figure:
    """Up to ``most`` bars in the order given, from one zero; ``names`` words the tones of parts for a legend.

    ``table`` has all rows behind the picture. Sizes are 0 or more; what is not known has no bar.
    """
    kept = list(bars)[:most]
    more = (
        say(
            "The first {shown} of {count}; the others stand in the table.",
            shown=number(len(kept)),
            count=number(len(bars)),
        )
        if len(bars) > len(kept)
        else ""
    )
    written = " ".join(part for part in (more, note) if part)
    return Figure(
        title=title,
        subtitle=subtitle,
        description=_description(title, subtitle, len(bars), kept),
        note=written,
        sources=tuple(sorted(set(sources))),
        table=table,
        drawing=_drawing(kept, names or {}, width),
    )


def _description(title: str, subtitle: str, count: int, kept: Sequence[Bar]) -> str:
    counted = say_count(
        "{title}. {count} bars ({subtitle}).",
        "{title}. {count} bars ({subtitle}).",
        count,
        title=title,
        count=number(count),
        subtitle=subtitle,
    )
    first = join(f"{bar.label} {bar.value}" for bar in kept[:5])
    told = say("First: {bars}.", bars=first) if first else say("First: none.")
    return f"{counted} {told}"


def _labels(bars: Sequence[Bar]) -> list[str]:
    """The labels, all different, or bars of one label would be drawn on one line."""
    seen: dict[str, int] = {}
    found = []
    for bar in bars:
        nth = seen[bar.label] = seen.get(bar.label, 0) + 1
        found.append(bar.label if nth == 1 else f"{bar.label} ({nth})")
    return found


def _drawing(bars: Sequence[Bar], names: Mapping[str, str], width: int) -> Spec:
    labels = _labels(bars)
    parts: list[dict[str, object]] = []
    for label, bar in zip(labels, bars, strict=True):
        at = 0.0
        for group, size in bar.parts:
            parts.append({"label": label, "from": at, "to": at + size, "group": group, "said": bar.said})
            at += size
    ends = [{"label": label, "at": bar.size, "value": bar.value} for label, bar in zip(labels, bars, strict=True)]
    longest = max((bar.size for bar in bars), default=0.0) or 1.0
    y = {
        "field": "label",
        "type": "nominal",
        "sort": labels,
        "scale": {"domain": labels},
        "axis": {"title": None, "domain": False, "ticks": False, "labelLimit": _NAMES, "labelOverlap": False},
    }
    room = max(200, width - _NAMES - 20)
    written = max((len(bar.value) for bar in bars), default=0) * _LETTER + 12
    scale = {"domain": [0, longest * room / max(room - written, room / 3)], "nice": False}
    x = {"field": "from", "type": "quantitative", "scale": scale, "axis": None}
    groups = list(dict.fromkeys(str(row["group"]) for row in parts))
    words = " : ".join(f"datum.value == '{group}' ? {quoted(names[group])}" for group in groups if group in names)
    legend = {"title": None, "orient": "top", "symbolType": "square", "labelLimit": 400, "labelExpr": f"{words} : ''"}
    fill = {
        "field": "group",
        "type": "nominal",
        "scale": {"domain": groups, "range": [tone(group) for group in groups]},
        "legend": legend if names else None,
    }
    said = {"field": "said", "type": "nominal"}
    layers: list[Spec] = [
        {
            "data": {"values": parts},
            "mark": {"type": "bar", "height": 13},
            "encoding": {"y": y, "x": x, "x2": {"field": "to"}, "fill": fill, "tooltip": said, "description": said},
        },
        {
            "data": {"values": ends},
            "mark": {"type": "text", "align": "left", "dx": 5, "fill": tone("ink"), "aria": False, "tooltip": None},
            "encoding": {"y": y, "x": {**x, "field": "at"}, "text": {"field": "value", "type": "nominal"}},
        },
    ]
    return {"width": room, "height": _ROW * max(1, len(labels)), "layer": layers, "config": config()}
