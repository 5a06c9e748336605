"""The corridor matrix: countries that people leave against countries that they go to, with the number in each cell."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd

from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.report.figures.edges import (
    Corridor,
    basis_in_words,
    checked,
    cited,
    corridors_table,
    counted,
    spread_note,
)
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.style import STATUSES, Spec, config, ramp, tone
from toolkit.report.figures.words import capital
from toolkit.wording import join, number

__all__ = ["corridor_matrix"]

_ROW = 24
_LINES: dict[str, tuple[str, list[int]]] = {
    "covered": (to_say("full"), [1, 0]),
    "perhaps": (to_say("dashed"), [6, 3]),
    "announced": (to_say("dotted"), [2, 3]),
}
"""How the frame around a cell is drawn, in words and in pixels."""

_TIPS = {
    "from": to_say("from"),
    "to": to_say("to"),
    "people": to_say("people"),
    "year": to_say("year"),
    "agreement": to_say("agreement"),
}
_DARK_FROM = 0.6
_SMALL = 30.0
Pair = tuple[str, str]


def corridor_matrix(
    edges: pd.DataFrame,
    *,
    origins: int = 20,
    destinations: int = 14,
    title: str = "",
    width: int = 1080,
    citations: Mapping[str, str] | None = None,
    language: str = "",
) -> Figure:
    """The largest origins in rows and the largest destinations in columns, one corridor a cell.

    ``edges`` is as for ``corridor_map``; of several figures for one corridor the largest is shown. An empty cell is not
    known, ``0`` is none. A frame around the cell tells what is known of an agreement, also where no number is.
    """
    corridors = [c for c in checked(edges) if c.origin != c.destination]
    rows = _largest(corridors, "origin", origins)
    columns = _largest([c for c in corridors if c.origin in rows], "destination", destinations)
    best: dict[Pair, Corridor] = {}
    for corridor in corridors:
        if corridor.origin in rows and corridor.destination in columns:
            best.setdefault((corridor.origin, corridor.destination), corridor)
    shown = list(best.values())
    heading = title or say("From where to where")
    basis = basis_in_words(shown) or say("people")
    spare = len({(c.origin, c.destination) for c in corridors}) - len(shown)
    parts = [
        say(
            "Rows: the {origins} largest origins. Columns: their {destinations} largest destinations.",
            origins=number(len(rows)),
            destinations=number(len(columns)),
        ),
        say_count("{count} corridors lie outside.", "{count} corridors lie outside.", spare, count=number(spare))
        if spare
        else "",
        say("An empty cell is not known, which does not mean none."),
        _frames_in_words(shown),
        spread_note(shown),
    ]
    note = " ".join(part for part in parts if part)
    known = [c for c in shown if c.people is not None]
    counts = say(
        "{title}. Matrix of {origins} origins and {destinations} destinations ({basis}): {known} of {cells} cells have "
        "a number.",
        title=heading,
        origins=number(len(rows)),
        destinations=number(len(columns)),
        basis=basis,
        known=number(len(known)),
        cells=number(len(rows) * len(columns)),
    )
    largest = join(f"{c.named(language)} {counted(c.people or 0)}" for c in known[:5])
    told = say("The largest: {corridors}.", corridors=largest) if largest else say("The largest: none.")
    return Figure(
        title=heading,
        subtitle=capital(basis),
        description=f"{counts} {told}",
        note=note,
        sources=cited(shown, citations),
        table=corridors_table(heading, shown, language, note),
        drawing=_drawing(shown, rows, columns, width, language),
    )


def _largest(corridors: Sequence[Corridor], end: str, most: int) -> list[str]:
    """The countries with the largest single numbers, in order of what is known of all of them together."""
    sums: Counter[str] = Counter()
    for corridor in corridors:
        sums[str(getattr(corridor, end))] += int(corridor.people or 0)
    return [code for code, _ in sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:most]]


def _drawing(shown: Sequence[Corridor], rows: list[str], columns: list[str], width: int, language: str) -> Spec:
    most = max((c.people or 0.0 for c in shown), default=0.0)
    values = [_cell(c, most, language) for c in shown]
    names = [[country_name(code, language) for code in codes] for codes in (rows, columns)]
    across = {
        "field": "to",
        "type": "nominal",
        "sort": names[1],
        "scale": {"domain": names[1]},
        "axis": {"orient": "top", "labelAngle": -40, "labelAlign": "left", "labelOverlap": False, **_AXIS},
    }
    down = {
        "field": "from",
        "type": "nominal",
        "sort": names[0],
        "scale": {"domain": names[0]},
        "axis": {"labelOverlap": False, "labelLimit": 220, **_AXIS},
    }
    every = [{"from": a, "to": b} for a in names[0] for b in names[1]]
    same = [{"from": name, "to": name} for name in names[0] if name in names[1]]
    place = {"x": across, "y": down}
    scale = {"type": "symlog", "constant": _SMALL, "domain": [0, max(1.0, most)], "range": ramp(), "interpolate": "rgb"}
    tooltip = [{"field": name, "type": "nominal", "title": say(title)} for name, title in _TIPS.items()]
    text = {"type": "text", "fontSize": 10.5, "aria": False, "tooltip": None}
    number_colour = {"condition": {"test": "datum.dark", "value": tone("on_high")}, "value": tone("on_low")}
    layers: list[Spec] = [
        {"data": {"values": every}, "mark": {**_RECT, "fill": tone("faint"), "aria": False}, "encoding": place},
        {"data": {"values": same}, "mark": {**_RECT, "fill": tone("line"), "aria": False}, "encoding": place},
        {
            "data": {"values": [v for v in values if v["value"] is not None]},
            "mark": _RECT,
            "encoding": {
                **place,
                "fill": {"field": "value", "type": "quantitative", "scale": scale, "legend": None},
                "tooltip": tooltip,
                "description": {"field": "said", "type": "nominal"},
            },
        },
        {
            "data": {"values": values},
            "mark": text,
            "encoding": {**place, "text": {"field": "shown", "type": "nominal"}, "color": number_colour},
        },
        *_frames(values, place),
    ]
    return {
        "width": _cell_width(width, len(columns)) * max(1, len(columns)),
        "height": _ROW * max(1, len(rows)),
        "layer": layers,
        "config": config(),
    }


_AXIS: Spec = {"title": None, "domain": False, "ticks": False, "labelPadding": 6}
_RECT: Spec = {"type": "rect", "stroke": tone("paper"), "strokeWidth": 2}


def _frames_in_words(shown: Sequence[Corridor]) -> str:
    used = [status for status in _LINES if any(c.status == status for c in shown)]
    frames = [f"{say(_LINES[status][0])} = {say(STATUSES[status])}" for status in used]
    return say("Frames: {frames}.", frames="; ".join(frames)) if frames else ""


def _frames(values: list[dict[str, object]], place: Spec) -> list[Spec]:
    looks = {"type": "rect", "filled": False, "stroke": tone("ink"), "strokeWidth": 1.8, "tooltip": None, "aria": False}
    found: list[Spec] = []
    for status, (_, dash) in _LINES.items():
        rows = [row for row in values if row["status"] == status]
        if rows:
            found.append({"data": {"values": rows}, "mark": {**looks, "strokeDash": dash}, "encoding": place})
    return found


def _cell_width(width: int, columns: int) -> float:
    return max(34.0, min(72.0, (width - 190) / max(1, columns)))


def _cell(corridor: Corridor, most: float, language: str) -> dict[str, object]:
    people = say("not known") if corridor.people is None else counted(corridor.people)
    depth = 0.0
    if corridor.people and most > 0:
        depth = _depth(corridor.people) / _depth(most)
    agreement = say(STATUSES.get(corridor.status, ""))
    return {
        "from": country_name(corridor.origin, language),
        "to": country_name(corridor.destination, language),
        "value": corridor.people,
        "people": people,
        "shown": "" if corridor.people is None else people,
        "year": corridor.year,
        "agreement": agreement,
        "status": corridor.status,
        "dark": depth >= _DARK_FROM,
        "said": f"{corridor.named(language)}: {people} {corridor.year} {agreement}".strip(),
    }


def _depth(people: float) -> float:
    """How deep a number is coloured: by its logarithm, small numbers kept apart from none."""
    return math.log1p(people / _SMALL)
