"""The names of countries on a map, set where they do not touch each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.countries import country_name
from toolkit.languages.speech import current_language
from toolkit.report.figures.curves import Place
from toolkit.report.figures.map_layers import Frame
from toolkit.report.figures.style import Spec, tone
from toolkit.report.figures.world import Outline

__all__ = ["name_layers"]

_NAME_SIZE = 11.5
_SHORT = {("COD", "en"): "DR Congo", ("FSM", "en"): "Micronesia"}
_MIDDLE = (0, 0, "center")
_SIDES = ((7, 0, "left"), (-7, 0, "right"), (0, -11, "center"), (0, 11, "center"))
_LOOKS: tuple[dict[str, Spec], ...] = (
    {"fill": tone("halo"), "stroke": tone("halo")},
    {"fill": tone("ink")},
)


def name_layers(
    strong: Iterable[str], quiet: Iterable[str], places: Mapping[str, Place], outline: Outline, frame: Frame, most: int
) -> list[Spec]:
    """The names of countries, as many as do not touch each other, those at the ends of corridors first and bold."""
    rows: list[dict[str, object]] = []
    taken: list[tuple[float, float, float, float]] = []
    for bold, codes in ((True, strong), (False, quiet)):
        size = _NAME_SIZE if bold else _NAME_SIZE - 1
        for code in codes:
            if len(rows) == most:
                break
            x, y = frame.view.pixel(*places[code], frame.width, frame.height)
            language = frame.language or current_language()
            name = _SHORT.get((code, language), country_name(code, language))
            long = len(name) * size * 0.56
            for dx, dy, align in _SIDES if bold or not outline.visible(code) else (_MIDDLE, *_SIDES):
                left = x + dx - {"left": 0.0, "right": long, "center": long / 2}[align]
                box = (left - 3, y + dy - size * 0.7, left + long + 3, y + dy + size * 0.7)
                inside = min(box[:2]) >= 0 and box[2] <= frame.width and box[3] <= frame.height
                if inside and not any(_touch(box, other) for other in taken):
                    taken.append(box)
                    lon, lat = places[code]
                    row = {
                        "id": code,
                        "name": name,
                        "lon": lon,
                        "lat": lat,
                        "dx": dx,
                        "dy": dy,
                        "align": align,
                        "bold": bold,
                    }
                    rows.append(row)
                    break
    return [
        _names([row for row in rows if row["bold"] is bold], bold, looks)
        for bold in (False, True)
        for looks in _LOOKS
        if any(row["bold"] is bold for row in rows)
    ]


def _touch(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _names(rows: list[dict[str, object]], bold: bool, looks: Mapping[str, Spec]) -> Spec:
    mark = {
        "type": "text",
        "aria": False,
        "fontSize": _NAME_SIZE if bold else _NAME_SIZE - 1,
        "fontWeight": "bold" if bold else "normal",
        "baseline": "middle",
        "dx": {"expr": "datum.dx"},
        "dy": {"expr": "datum.dy"},
        "align": {"expr": "datum.align"},
        "tooltip": None,
        **looks,
        **({"strokeWidth": 3, "strokeJoin": "round", "opacity": 0.85} if "stroke" in looks else {}),
    }
    return {
        "data": {"values": rows},
        "mark": mark,
        "encoding": {
            "longitude": {"field": "lon", "type": "quantitative"},
            "latitude": {"field": "lat", "type": "quantitative"},
            "text": {"field": "name", "type": "nominal"},
        },
    }
