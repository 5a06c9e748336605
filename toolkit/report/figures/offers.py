"""The way of a negotiation: offers in the plane of both gains, and each country's gain from offer to offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.countries import country_name
from toolkit.deal.frontiers import Frontier
from toolkit.languages.speech import say
from toolkit.report.amounts import Scale, scale_of
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.labels import apart
from toolkit.report.figures.style import Spec, config, tone
from toolkit.report.negotiation import Step
from toolkit.report.options import side_gains, side_name
from toolkit.report.table import Table
from toolkit.wording import money, number

__all__ = ["gains_over_time", "offers_in_plane"]

_TONES = ("arriving", "leaving", "caregiver", "midwife", "dentist", "allied")
_SHAPES = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down")
_DASHES = ([1, 0], [8, 3], [3, 3], [12, 3], [2, 5], [6, 6])
_ROW = 15


def _sides(steps: Sequence[Step]) -> list[str]:
    """The countries that made offers, in the order of the case, so that a colour means the same in every picture."""
    made = {step.offer.side for step in steps}
    return [code for code in steps[0].offer.outcome.case.countries if code in made]


def _by_side(steps: Sequence[Step], values: Sequence[Any]) -> Spec:
    """A scale by side; every country has its place in it, whether or not it made an offer."""
    countries = list(steps[0].offer.outcome.case.countries)
    made = _sides(steps)
    shades = [values[countries.index(code) % len(values)] for code in made]
    scale = {"domain": [country_name(code) for code in made], "range": shades}
    return {"field": "side", "type": "nominal", "scale": scale, "legend": None}


def offers_in_plane(
    steps: Sequence[Step], frontier: Frontier | None = None, *, width: int = 860, height: int = 420
) -> Figure:
    """Each side's offers as a path in the plane of two countries' gains, with the frontier where there is one.

    The axes are the sides of the frontier; without one, the first two countries of the case.
    """
    case = steps[0].offer.outcome.case
    two = [*case.countries][:2]
    axes = frontier.sides if frontier else ((two[0],), (two[1],))
    first, second = (side_name(side) for side in axes)
    gains = [step.offer.outcome.gains for step in steps]
    pairs = [(sum(one[code] for code in axes[0]), sum(one[code] for code in axes[1])) for one in gains]
    line = [side_gains(frontier, point.gains) for point in frontier.points] if frontier else []
    every = [*pairs, *line, (0.0, 0.0)]
    scale = scale_of([min(max(abs(pair[side]) for pair in every) for side in (0, 1))], case.currency)
    rows = tuple(
        (
            str(place),
            step.offer.date,
            country_name(step.offer.side),
            step.offer.name,
            *(money(x, case.currency) for x in pair),
        )
        for place, (step, pair) in enumerate(zip(steps, pairs, strict=True), start=1)
    )
    gained = say(
        "Gains against no agreement, present value in {currency} at {year} prices. Numbers are the order of the "
        "offers; each side has its own shape, colour and dash.",
        currency=case.currency,
        year=case.price_year,
    )
    limit = (
        say("The long line is the frontier: beyond it nothing keeps every limit.")
        if frontier
        else say("No frontier: the case allows no agreement.")
    )
    note = f"{gained} {limit}"
    columns = (*_columns(), say("{side} gains", side=first), say("{side} gains", side=second))
    said = "; ".join(f"{row[0]}. {row[2]}, {row[3]}: {first} {row[4]}, {second} {row[5]}" for row in rows)
    return Figure(
        title=say("The way of the offers: {first} and {second}", first=first, second=second),
        subtitle=say("Each path runs from a side's first offer to its newest"),
        description=say("The way of the offers. {offers}.", offers=said),
        note=note,
        sources=(),
        table=Table(say("Offers in the plane of both gains"), columns, rows, note, columns[4:]),
        drawing=_plane(steps, pairs, line, (first, second), scale, width, height),
    )


def _columns() -> tuple[str, ...]:
    return (say("no."), say("date"), say("made by"), say("offer"))


def _plane(
    steps: Sequence[Step],
    pairs: Sequence[tuple[float, float]],
    line: Sequence[tuple[float, float]],
    names: tuple[str, str],
    scale: Scale,
    width: int,
    height: int,
) -> Spec:
    every = [*pairs, *line, (0.0, 0.0)]
    axes = []
    for side, field in enumerate(("x", "y")):
        low, high = min(scale.of(pair[side]) for pair in every), max(scale.of(pair[side]) for pair in every)
        room = (high - low or 1.0) * 0.08
        axes.append(
            {
                "field": field,
                "type": "quantitative",
                "scale": {"domain": [low - room, high + room], "nice": False, "zero": False},
                "axis": {
                    "title": say("{side} gains ({unit})", side=names[side], unit=scale.unit),
                    "tickCount": 6,
                    "format": ",~f",
                },
            }
        )
    x, y = axes
    points = [
        {
            "x": scale.of(pair[0]),
            "y": scale.of(pair[1]),
            "order": place,
            "side": country_name(step.offer.side),
            "label": f"{number(place)} {country_name(step.offer.side)}" if _newest(steps, place) else number(place),
            "words": f"{number(place)}. {step.offer.date}, {country_name(step.offer.side)}: {step.offer.name}",
        }
        for place, (step, pair) in enumerate(zip(steps, pairs, strict=True), start=1)
    ]
    colour = _by_side(steps, [tone(name) for name in _TONES])
    words = {"field": "words", "type": "nominal"}
    order = {"field": "order", "type": "quantitative"}
    corners = [{"x": scale.of(a), "y": scale.of(b), "place": place} for place, (a, b) in enumerate(line)]
    nothing = [{"x": 0.0, "y": 0.0, "words": say("No agreement")}]
    text = {"type": "text", "fontSize": 12, "aria": False, "align": "left", "dx": 9, "dy": -9}
    layers: list[Spec] = [
        {
            "data": {"values": corners},
            "mark": {"type": "line", "color": tone("ramp4"), "strokeWidth": 2, "aria": False},
            "encoding": {"x": x, "y": y, "order": {"field": "place", "type": "quantitative"}},
        },
        {
            "data": {"values": nothing},
            "mark": {
                "type": "point",
                "shape": "cross",
                "filled": True,
                "size": 90,
                "color": tone("quiet"),
                "aria": False,
            },
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": nothing},
            "mark": {**text, "color": tone("quiet")},
            "encoding": {"x": x, "y": y, "text": words},
        },
        {
            "data": {"values": points},
            "mark": {"type": "line", "strokeWidth": 1.5, "aria": False},
            "encoding": {"x": x, "y": y, "order": order, "color": colour, "strokeDash": _by_side(steps, _DASHES)},
        },
        {
            "data": {"values": points},
            "mark": {"type": "point", "filled": True, "opacity": 1, "size": 150, "stroke": tone("halo")},
            "encoding": {
                "x": x,
                "y": y,
                "color": colour,
                "shape": _by_side(steps, _SHAPES),
                "tooltip": words,
                "description": words,
            },
        },
        {
            "data": {"values": points},
            "mark": {**text, "color": tone("ink")},
            "encoding": {"x": x, "y": y, "text": {"field": "label", "type": "nominal"}},
        },
    ]
    return {"width": width, "height": height, "layer": layers if corners else layers[1:], "config": config()}


def _newest(steps: Sequence[Step], place: int) -> bool:
    side = steps[place - 1].offer.side
    return all(step.offer.side != side for step in steps[place:])


def gains_over_time(steps: Sequence[Step], country: str, *, width: int = 560, height: int = 240) -> Figure:
    """What a country gains by each offer, in order of time: one line for each side that made offers."""
    case = steps[0].offer.outcome.case
    gains = [step.offer.outcome.gains[country] for step in steps]
    scale = scale_of(gains, case.currency)
    title = say("{country}: gain from offer to offer", country=country_name(country))
    rows = tuple(
        (str(place), step.offer.date, country_name(step.offer.side), step.offer.name, money(gain, case.currency))
        for place, (step, gain) in enumerate(zip(steps, gains, strict=True), start=1)
    )
    note = say(
        "Present value in {currency} at {year} prices, against no agreement. Offers are numbered in order of time; "
        "where the lines meet, both sides offer this country the same.",
        currency=case.currency,
        year=case.price_year,
    )
    said = "; ".join(f"{row[0]}. {row[2]}, {row[3]}: {row[4]}" for row in rows)
    columns = (*_columns(), say("gain"))
    return Figure(
        title=title,
        subtitle=say("One line for the offers of each side"),
        description=f"{title}. {said}.",
        note=note,
        sources=(),
        table=Table(title, columns, rows, note, columns[4:]),
        drawing=_lines(steps, gains, scale, width, height),
    )


def _lines(steps: Sequence[Step], gains: Sequence[float], scale: Scale, width: int, height: int) -> Spec:
    values = [scale.of(gain) for gain in gains]
    low, high = min(0.0, *values), max(0.0, *values)
    room = (high - low or 1.0) * 0.08
    low, high = low - (room if low < 0 else 0.0), high + room
    points: list[dict[str, Any]] = [
        {
            "place": place,
            "gain": value,
            "side": country_name(step.offer.side),
            "words": f"{number(place)}. {step.offer.date}, {country_name(step.offer.side)}: {step.offer.name}",
        }
        for place, (step, value) in enumerate(zip(steps, values, strict=True), start=1)
    ]
    ends = [point for place, point in enumerate(points, start=1) if _newest(steps, place)]
    pixels = height / (high - low)
    rows = apart([(high - point["gain"]) * pixels for point in ends], _ROW, 7.0, height - 7.0)
    labels = [{**point, "row": high - row / pixels} for point, row in zip(ends, rows, strict=True)]
    last = len(steps)
    x: Spec = {
        "field": "place",
        "type": "quantitative",
        "scale": {"domain": [0.7, last + max(1.0, last * 0.4)], "nice": False, "zero": False},
        "axis": {
            "title": say("offer, in order of time"),
            "format": "d",
            "values": list(range(1, last + 1, max(1, round(last / 10)))),
            "grid": False,
        },
    }
    y: Spec = {
        "field": "gain",
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False, "zero": False},
        "axis": {"title": scale.unit, "tickCount": 5, "format": ",~f"},
    }
    colour = _by_side(steps, [tone(name) for name in _TONES])
    words = {"field": "words", "type": "nominal"}
    return {
        "width": width,
        "height": height,
        "layer": [
            {
                "data": {"values": [{"gain": 0.0}]},
                "mark": {"type": "rule", "color": tone("quiet"), "aria": False},
                "encoding": {"y": y},
            },
            {
                "data": {"values": points},
                "mark": {"type": "line", "strokeWidth": 2, "aria": False},
                "encoding": {"x": x, "y": y, "color": colour, "strokeDash": _by_side(steps, _DASHES)},
            },
            {
                "data": {"values": points},
                "mark": {"type": "point", "filled": True, "opacity": 1, "size": 110, "stroke": tone("halo")},
                "encoding": {
                    "x": x,
                    "y": y,
                    "color": colour,
                    "shape": _by_side(steps, _SHAPES),
                    "tooltip": words,
                    "description": words,
                },
            },
            {
                "data": {"values": labels},
                "mark": {"type": "text", "align": "left", "dx": 10, "fontSize": 12, "aria": False},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "row"},
                    "text": {"field": "side", "type": "nominal"},
                    "color": colour,
                },
            },
        ],
        "config": config(),
    }
