"""The frontier of two sides, with the draft, the options and what the fairness rules choose on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.countries import country_in_a_sentence
from toolkit.deal.frontiers import Frontier
from toolkit.languages.speech import say, to_say
from toolkit.report.amounts import Scale, scale_of
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.labels import apart
from toolkit.report.figures.style import Spec, config, tone
from toolkit.report.figures.words import capital
from toolkit.report.options import ALIKE, Mark, corner_marks, gains_in_words, side_gains, side_name
from toolkit.report.table import Table
from toolkit.wording import join, money, number

__all__ = ["POINT", "frontier_figure"]

POINT = "point"
"""The name of the selection: a click gives the key of a mark."""

_KINDS = {
    "corner": to_say("corner"),
    "rule": to_say("fairness rule"),
    "draft": to_say("draft"),
    "option": to_say("option"),
    "none": to_say("no agreement"),
}
_SHAPES = {"corner": "circle", "rule": "diamond", "draft": "triangle-up", "option": "square", "none": "cross"}
_SIZES = {"corner": 70, "rule": 190, "draft": 190, "option": 150, "none": 90}
_TONES = {"corner": "ramp3", "rule": "announced", "draft": "nurse", "option": "ink", "none": "quiet"}
_LAYERS = ("corner", "option", "rule", "draft")
"""The kinds in the order in which they are drawn, the last on top."""

_ROW, _OFF, _NEAR, _TURNS, _LONGEST = 17, 9, 15, 0.58, 44


@dataclass(frozen=True, slots=True)
class _Placed:
    mark: Mark
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of the plane that is drawn, in the unit of the axes."""

    left: float
    right: float
    bottom: float
    top: float


def frontier_figure(
    frontier: Frontier,
    marks: Iterable[Mark] = (),
    *,
    chosen: str = "",
    whole: bool = True,
    width: int = 860,
    height: int = 470,
) -> Figure:
    """The exact frontier of two sides as a line through its corners, with marks beside it.

    Both axes are gains against no agreement. ``whole`` draws them from no agreement on, otherwise only the part with
    the frontier and the marks is drawn. ``chosen`` is the key of the mark that is ringed. Marks at one place share one
    label. Corners and marks can be clicked: the selection ``POINT`` gives the ``key``.
    """
    corners, others = corner_marks(frontier), [*marks]
    every = [*corners, *others]
    pairs = [side_gains(frontier, mark.gains) for mark in every]
    # one unit for both axes, chosen by the side with the smaller amounts
    scale = scale_of([min(max(abs(pair[side]) for pair in pairs) for side in (0, 1))], frontier.case.currency)
    placed = [_Placed(mark, scale.of(x), scale.of(y)) for mark, (x, y) in zip(every, pairs, strict=True)]
    first, second = (side_name(side) for side in frontier.sides)
    note = _note(frontier, others, whole)
    return Figure(
        title=say("What can be agreed: {first} and {second}", first=first, second=second),
        subtitle=say(
            "Along the line one side can only gain if the other gives up something; below it both could have more"
        ),
        description=_description(frontier, others, first, second),
        note=note,
        sources=(),
        table=_table(every, pairs, frontier, note),
        drawing=_drawing(frontier, placed, chosen, _window(placed, whole), scale, width, height),
    )


def _note(frontier: Frontier, marks: Sequence[Mark], whole: bool) -> str:
    kinds = {mark.kind for mark in marks}
    shapes = [
        words
        for kind, words in (
            ("rule", say("diamonds: what the fairness rules choose")),
            ("draft", say("triangle: the draft")),
            ("option", say("squares: options")),
        )
        if kind in kinds
    ]
    shown = "; ".join([say("dots: the corners of the frontier"), *shapes])
    members = {code for side in frontier.sides for code in side}
    others = join(country_in_a_sentence(code) for code in frontier.case.countries if code not in members)
    return " ".join(
        part
        for part in (
            say(
                "Gains against no agreement, present value in {currency} at {price_year} prices, over {years} years. "
                "Each axis has its own scale.",
                currency=frontier.case.currency,
                price_year=frontier.case.price_year,
                years=frontier.case.horizon,
            ),
            f"{capital(shown)}.",
            say("In the shaded area both sides are better off than without an agreement.") if whole else "",
            say(
                "Nobody is asked to lose: the gain of {others} stays at 0 or more; a mark may lie below the line "
                "because it gives {others} more.",
                others=others,
            )
            if others
            else "",
        )
        if part
    )


def _description(frontier: Frontier, marks: Sequence[Mark], first: str, second: str) -> str:
    currency, points = frontier.case.currency, frontier.points
    best = [side_gains(frontier, point.gains) for point in (points[0], points[-1])]
    head = say(
        "What can be agreed: {first} and {second}. The frontier has {count} corners, from {first_begin} for {first} "
        "and {second_begin} for {second} to {first_end} for {first} and {second_end} for {second}.",
        first=first,
        second=second,
        count=number(len(points)),
        first_begin=money(best[0][0], currency),
        second_begin=money(best[0][1], currency),
        first_end=money(best[1][0], currency),
        second_end=money(best[1][1], currency),
    )
    told = "; ".join(gains_in_words(mark, currency) for mark in marks)
    return f"{head} {told}." if told else head


def _table(every: Sequence[Mark], pairs: Sequence[tuple[float, float]], frontier: Frontier, note: str) -> Table:
    first, second = (side_name(side) for side in frontier.sides)
    currency = frontier.case.currency
    rows = tuple(
        (mark.label, say(_KINDS[mark.kind]), money(x, currency), money(y, currency))
        for mark, (x, y) in zip(every, pairs, strict=True)
    )
    return Table(say("Points of the picture"), (say("point"), say("kind"), first, second), rows, note, (first, second))


def _window(placed: Sequence[_Placed], whole: bool) -> _Window:
    ranges = []
    for values in ([one.x for one in placed], [one.y for one in placed]):
        low, high = min(values), max(values)
        if whole:
            low, high = min(0.0, low), max(0.0, high)
        room = (high - low or abs(high) or 1.0) * 0.08
        ranges.append((low if whole and low >= 0 else low - room, high + room))
    return _Window(*ranges[0], *ranges[1])


def _labels(placed: Sequence[_Placed], window: _Window, height: int) -> list[dict[str, Any]]:
    """One label for each place that is no corner, each in a row of its own."""
    groups: list[list[_Placed]] = []
    near = (10 * ALIKE * (window.right - window.left), 10 * ALIKE * (window.top - window.bottom))
    for one in placed:
        if one.mark.kind == "corner":
            continue
        for group in groups:
            if abs(group[0].x - one.x) <= near[0] and abs(group[0].y - one.y) <= near[1]:
                group.append(one)
                break
        else:
            groups.append([one])
    pixels = height / (window.top - window.bottom)
    turned = [(group[0].x - window.left) > _TURNS * (window.right - window.left) for group in groups]
    at = [(window.top - group[0].y) * pixels for group in groups]
    # the frontier falls: a label to the right is free above it, one to the left below it
    wanted = [place + (_OFF if left else -_OFF) for place, left in zip(at, turned, strict=True)]
    rows = apart(wanted, _ROW, 8.0, height - 8.0)
    return [
        {
            "x": group[0].x,
            "y": group[0].y,
            "row": window.top - row / pixels,
            "words": _together(group),
            "turned": left,
            "moved": abs(row - place) > _NEAR,
        }
        for group, place, left, row in zip(groups, at, turned, rows, strict=True)
    ]


def _together(group: Sequence[_Placed]) -> str:
    """The labels of one place as one; rules after the first in small letters."""
    labels = [one.mark.label for one in group]
    rest = [
        label[:1].lower() + label[1:] if one.mark.kind == "rule" else label
        for one, label in zip(group[1:], labels[1:], strict=True)
    ]
    return join(dict.fromkeys(_short(label) for label in [labels[0], *rest]))


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"


def _drawing(
    frontier: Frontier,
    placed: Sequence[_Placed],
    chosen: str,
    window: _Window,
    scale: Scale,
    width: int,
    height: int,
) -> Spec:
    corners = [one for one in placed if one.mark.kind == "corner"]
    first, second = (side_name(side) for side in frontier.sides)
    x = _axis("x", window.left, window.right, say("{side} gains ({unit})", side=first, unit=scale.unit))
    y = _axis("y", window.bottom, window.top, say("{side} gains ({unit})", side=second, unit=scale.unit))
    labels = _labels(placed, window, height)
    layers: list[Spec] = []
    if window.left <= 0 <= window.right and window.bottom <= 0 <= window.top:
        layers += [_better(corners, x, y), *_nothing(x, y)]
    layers.append(
        {
            "data": {"values": [{"x": one.x, "y": one.y, "place": place} for place, one in enumerate(corners)]},
            "mark": {"type": "line", "color": tone("ramp4"), "strokeWidth": 2, "aria": False},
            "encoding": {"x": x, "y": y, "order": {"field": "place", "type": "quantitative"}},
        }
    )
    layers += [
        {
            "data": {"values": [label for label in labels if label["moved"]]},
            "mark": {"type": "rule", "color": tone("quiet"), "strokeWidth": 1, "aria": False},
            "encoding": {"x": x, "y": y, "y2": {"field": "row"}},
        },
        _ring(placed, chosen, x, y),
        _points(frontier, placed, x, y),
        *(_words([label for label in labels if label["turned"] is turned], turned, x, y) for turned in (False, True)),
    ]
    return {"width": width, "height": height, "layer": layers, "config": config()}


def _axis(field: str, low: float, high: float, title: str) -> Spec:
    scale = {"domain": [low, high], "nice": False, "zero": False}
    axis = {"title": title, "grid": True, "tickCount": 6, "format": ",~f"}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def _better(corners: Sequence[_Placed], x: Spec, y: Spec) -> Spec:
    """The area in which both sides gain, up to the frontier."""
    inside = [(max(0.0, one.x), max(0.0, one.y)) for one in corners]
    edge = [(0.0, inside[-1][1]), *reversed(inside)]
    return {
        "data": {"values": [{"x": across, "y": up, "floor": 0.0} for across, up in edge]},
        "mark": {"type": "area", "color": tone("ramp0"), "opacity": 0.45, "line": False, "aria": False},
        "encoding": {"x": x, "y": y, "y2": {"field": "floor"}},
    }


def _nothing(x: Spec, y: Spec) -> list[Spec]:
    """No agreement, where both axes are 0."""
    data = {"values": [{"x": 0.0, "y": 0.0, "words": say("No agreement")}]}
    at = {"x": x, "y": y}
    mark = {"type": "point", "shape": _SHAPES["none"], "size": _SIZES["none"], "filled": True, "color": tone("quiet")}
    text = {"type": "text", "align": "left", "dx": 9, "dy": -10, "color": tone("quiet"), "fontSize": 12, "aria": False}
    return [
        {"data": data, "mark": {**mark, "aria": False}, "encoding": at},
        {"data": data, "mark": text, "encoding": {**at, "text": {"field": "words", "type": "nominal"}}},
    ]


def _ring(placed: Sequence[_Placed], chosen: str, x: Spec, y: Spec) -> Spec:
    rows = [{"x": one.x, "y": one.y} for one in placed if one.mark.key == chosen]
    mark = {"type": "point", "shape": "circle", "size": 520, "filled": False, "color": tone("ink"), "strokeWidth": 2}
    return {"data": {"values": rows}, "mark": {**mark, "aria": False}, "encoding": {"x": x, "y": y}}


def _points(frontier: Frontier, placed: Sequence[_Placed], x: Spec, y: Spec) -> Spec:
    """Everything that can be clicked; corners first, so that marks lie on them."""
    rows = [
        {
            "x": one.x,
            "y": one.y,
            "key": one.mark.key,
            "kind": one.mark.kind,
            "words": gains_in_words(one.mark, frontier.case.currency),
        }
        for one in sorted(placed, key=lambda one: _LAYERS.index(one.mark.kind))
    ]
    kinds = list(_LAYERS)

    def by_kind(values: dict[str, Any]) -> Spec:
        scale = {"domain": kinds, "range": [values[kind] for kind in kinds]}
        return {"field": "kind", "type": "nominal", "scale": scale, "legend": None}

    words = {"field": "words", "type": "nominal"}
    return {
        "data": {"values": rows},
        "params": [{"name": POINT, "select": {"type": "point", "fields": ["key"], "toggle": False}}],
        "mark": {"type": "point", "filled": True, "opacity": 1, "stroke": tone("halo"), "cursor": "pointer"},
        "encoding": {
            "x": x,
            "y": y,
            "shape": by_kind(_SHAPES),
            "size": by_kind(_SIZES),
            "color": by_kind({kind: tone(name) for kind, name in _TONES.items()}),
            "tooltip": words,
            "description": words,
        },
    }


def _words(labels: Sequence[dict[str, Any]], turned: bool, x: Spec, y: Spec) -> Spec:
    """Labels to the right of their points, or turned to their left where the right edge is near."""
    side = {"align": "right", "dx": -12} if turned else {"align": "left", "dx": 12}
    text = {"type": "text", **side, "baseline": "middle", "fontSize": 12, "aria": False}
    row = {**y, "field": "row"}
    encoding = {"x": x, "y": row, "text": {"field": "words", "type": "nominal"}}
    halo = {**text, "stroke": tone("halo"), "strokeWidth": 3, "color": tone("halo")}
    return {
        "data": {"values": list(labels)},
        "layer": [{"mark": halo, "encoding": encoding}, {"mark": {**text, "color": tone("ink")}, "encoding": encoding}],
    }
