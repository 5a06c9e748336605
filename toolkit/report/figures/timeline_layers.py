"""The layers of the timeline: bars, what is not known of them, their ends, and the signs of their status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.languages.speech import say, to_say
from toolkit.report.figures.style import SHAPES, Spec, config, tone
from toolkit.report.figures.words import quoted

__all__ = ["STATUS_WORDS", "TimelineRow", "timeline_drawing"]

_ROW = 19
STATUS_WORDS = {
    "active": to_say("active"),
    "unknown": to_say("not known whether it runs"),
    "expired": to_say("expired"),
    "terminated": to_say("ended by a party"),
    "suspended": to_say("suspended"),
    "announced": to_say("only announced"),
}
"""The statuses of agreements, in words to be said."""

_RUNS_ON = ("active", "suspended", "unknown")


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """An agreement on the timeline; ``known`` is the last year that anything is known of it."""

    label: str
    group: str
    key: str
    status: str
    start: float | None
    known: float | None
    end: float | None
    said: str


def _lines(rows: Sequence[TimelineRow]) -> tuple[list[str], list[str]]:
    """The labels from top to bottom with headings between them, and the headings."""
    lines: list[str] = []
    headings: list[str] = []
    labels = {row.label for row in rows}
    for row in rows:
        heading = row.group if row.start is not None else say("Year not known")
        while heading in labels:
            heading = f"{heading} "
        if heading and heading not in headings:
            headings.append(heading)
            lines.append(heading)
        lines.append(row.label)
    return lines, headings


def timeline_drawing(rows: Sequence[TimelineRow], until: int, width: int) -> Spec:
    """The drawing of rows in their order, up to a year."""
    lines, headings = _lines(rows)
    first = min((row.start for row in rows if row.start is not None), default=until - 10.0)
    begin = int(first)
    span = until + 1 - begin
    gutter = max(0.4, span * 0.045) if any(row.start is None for row in rows) else 0.0
    bars, pales, marks, ends = [], [], [], []
    for row in rows:
        base = {"label": row.label, "status": row.status, "said": row.said}
        if row.start is None:
            marks.append({**base, "x": begin - gutter / 2})
            continue
        marks.append({**base, "x": row.start})
        sure = row.end if row.end is not None else max(row.start, min(row.known or row.start, until + 1.0))
        sure = min(sure, until + 1.0)
        if row.status != "announced" and sure > row.start:
            bars.append({**base, "x": row.start, "x2": sure})
        if row.end is not None:
            ends.append({**base, "x": sure})
        elif row.status in _RUNS_ON and sure < until + 1:
            pales.append({**base, "x": sure, "x2": until + 1.0})
    used = [status for status in STATUS_WORDS if any(row.status == status for row in rows)]
    return _spec(lines, headings, (begin, gutter, until), (bars, pales, marks, ends), used, width)


def _spec(
    lines: list[str],
    headings: list[str],
    time: tuple[int, float, int],
    drawn: tuple[list[dict[str, object]], ...],
    used: list[str],
    width: int,
) -> Spec:
    bars, pales, marks, ends = drawn
    begin, gutter, until = time
    room = max(200, width - 330)
    step = next(step for step in (1, 2, 5, 10, 20, 50) if (until - begin) / step * 52 <= room or step == 50)
    ticks = list(range(-(-begin // step) * step, until + 1, step))
    bold = {"condition": {"test": {"field": "value", "oneOf": headings}, "value": "bold"}, "value": "normal"}
    axis = {"title": None, "domain": False, "ticks": False, "labelOverlap": False, "labelLimit": 330}
    y = {
        "field": "label",
        "type": "nominal",
        "sort": lines,
        "scale": {"domain": lines},
        "axis": {**axis, "labelFontWeight": bold},
    }
    scale = {"domain": [begin - gutter, until + 1 + 0.02 * (until + 1 - begin)], "nice": False, "zero": False}
    years = {"orient": "top", "title": None, "format": "d", "grid": True, "values": ticks, "domain": False}
    x = {"field": "x", "type": "quantitative", "scale": scale, "axis": years}
    names = " : ".join(f"datum.value == '{status}' ? {quoted(say(STATUS_WORDS[status]))}" for status in used)
    looks = {"symbolSize": 80, "symbolOpacity": 1}
    legend = {"title": None, "orient": "bottom", "labelExpr": f"{names} : ''", "columns": 3, **looks}
    colour = {
        "field": "status",
        "type": "nominal",
        "scale": {"domain": used, "range": [tone(status) for status in used]},
        "legend": legend if used else None,
    }
    shape = {
        "field": "status",
        "type": "nominal",
        "scale": {"domain": used, "range": [SHAPES[status] for status in used]},
        "legend": legend if used else None,
    }
    said = {"field": "said", "type": "nominal"}
    hollow = {"condition": {"test": "datum.status == 'announced'", "value": tone("paper")}, **colour}
    span = {"y": y, "x": x, "x2": {"field": "x2"}}
    arrow = {"type": "point", "shape": "triangle-right", "filled": True, "size": 42, "opacity": 0.55, "aria": False}
    plain = {"y": y, "color": colour, "tooltip": said}
    layers: list[Spec] = [
        {
            "data": {"values": [{"label": line} for line in lines]},
            "mark": {"type": "point", "opacity": 0, "aria": False, "tooltip": None},
            "encoding": {"y": y},
        },
        {
            "data": {"values": pales},
            "mark": {"type": "bar", "height": 3, "opacity": 0.35},
            "encoding": {**span, "color": colour, "tooltip": said},
        },
        {"data": {"values": pales}, "mark": arrow, "encoding": {**plain, "x": {**x, "field": "x2"}}},
        {
            "data": {"values": bars},
            "mark": {"type": "bar", "height": 7, "opacity": 0.9},
            "encoding": {**span, "color": colour, "tooltip": said},
        },
        {
            "data": {"values": ends},
            "mark": {"type": "tick", "thickness": 2.5, "size": 14},
            "encoding": {**plain, "x": x},
        },
        {
            "data": {"values": marks},
            "mark": {"type": "point", "size": 75, "opacity": 1, "strokeWidth": 1.6},
            "encoding": {
                "y": y,
                "x": x,
                "stroke": colour,
                "fill": hollow,
                "shape": shape,
                "tooltip": said,
                "description": said,
            },
        },
    ]
    return {"width": room, "height": max(1, len(lines)) * _ROW, "layer": layers, "config": config()}
