"""The layers of a corridor map: sea and land, countries with values, circles, corridors, names."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.countries import country_name
from toolkit.languages.speech import say, to_say
from toolkit.report.figures.curves import BEND, Place, ribbon
from toolkit.report.figures.edges import Corridor, counted
from toolkit.report.figures.style import CADRES, DASHES, STATUSES, Spec, cadre_tone, ramp, tone
from toolkit.report.figures.views import View
from toolkit.report.figures.words import spoken
from toolkit.report.figures.world import Outline

__all__ = ["Frame", "base_layers", "circle_layer", "corridor_layers", "group_of", "thickness"]

_THINNEST, _NOT_KNOWN = 1.5, 1.4
_TIPS = {
    "corridor": to_say("corridor"),
    "people": to_say("people"),
    "year": to_say("year"),
    "counted": to_say("counted"),
    "agreement": to_say("agreement"),
    "cadre": to_say("cadre"),
    "source": to_say("source"),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame that a map is laid out for, in pixels, and the thickest corridor's number of people."""

    view: View
    width: float
    height: float
    most: float
    language: str

    @property
    def scale(self) -> float:
        """Pixels to a radius of the globe in this frame."""
        return self.view.scale(self.width, self.height)

    @property
    def scale_expression(self) -> str:
        """The same as an expression that follows the width."""
        return self.view.scale_expression(self.height)

    @property
    def thickest(self) -> float:
        """Pixels of the thickest corridor."""
        return max(7.0, self.width / 75)


def thickness(people: float | None, frame: Frame) -> float:
    """Pixels of a corridor where it starts, growing with the square root of people, never thinner than can be seen.

    Corridors differ by a factor of hundreds; in proportion to people all but the largest would be hairlines.
    """
    if people is None:
        return _NOT_KNOWN
    return max(_THINNEST, frame.thickest * math.sqrt(people / frame.most)) if frame.most > 0 else _THINNEST


def group_of(corridor: Corridor, colour: str) -> tuple[str, str]:
    """The tone of a corridor and how its group is called."""
    if colour == "status":
        status = corridor.status or "none"
        return status, say(STATUSES[status])
    if colour == "cadre":
        own = cadre_tone(corridor.cadre)
        together = own == "nurse" and corridor.cadre != "nurse"
        return own, say("nurses and midwives") if together else say(CADRES[own])
    return "covered", say("corridors")


def base_layers(outline: Outline, classes: Mapping[str, int], named: Mapping[str, str]) -> list[Spec]:
    """Sea and land without colour from data, and over them the countries that have a value."""
    mark = {"type": "geoshape", "aria": False, "stroke": tone("border"), "strokeWidth": 0.5}
    known = [(code, step) for code, step in sorted(classes.items()) if code in outline.areas]
    rows = [{"id": code, "step": step, "says": named[code]} for code, step in known]
    layers: list[Spec] = [
        {
            "data": {"sphere": True},
            "mark": {"type": "geoshape", "aria": False, "fill": tone("sea"), "tooltip": None},
        },
        {"mark": {**mark, "fill": tone("land"), "tooltip": None}},
    ]
    if rows:
        layers.append(
            {
                "transform": [
                    {"lookup": "id", "from": {"data": {"values": rows}, "key": "id", "fields": ["step", "says"]}},
                    {"filter": "isValid(datum.step)"},
                ],
                "mark": mark,
                "encoding": {"fill": _steps(), "tooltip": {"field": "says", "type": "nominal"}},
            }
        )
    return layers


def _steps() -> Spec:
    scale = {"domain": [0, 1, 2, 3, 4], "range": ramp()}
    return {"field": "step", "type": "ordinal", "scale": scale, "legend": None}


def circle_layer(
    outline: Outline, places: Mapping[str, Place], classes: Mapping[str, int], named: Mapping[str, str], frame: Frame
) -> list[Spec]:
    """Circles for the states whose outline is too small to be seen or is not in the file."""
    rows = [
        {
            "id": code,
            "says": named.get(code) or country_name(code, frame.language),
            "lon": lon,
            "lat": lat,
            "step": step,
        }
        for code, (lon, lat) in sorted(places.items())
        for step in [classes.get(code, -1)]
        if not outline.visible(code) and frame.view.shows(lon, lat, frame.width, frame.height)
    ]
    if not rows:
        return []
    size = 22 if frame.view.whole else 70
    scale = {"domain": [-1, 0, 1, 2, 3, 4], "range": [tone("dot"), *ramp()]}
    return [
        {
            "data": {"values": rows},
            "mark": {"type": "circle", "size": size, "opacity": 1, "stroke": tone("border"), "strokeWidth": 0.6},
            "encoding": {
                "longitude": {"field": "lon", "type": "quantitative"},
                "latitude": {"field": "lat", "type": "quantitative"},
                "fill": {"field": "step", "type": "ordinal", "scale": scale, "legend": None},
                "tooltip": {"field": "says", "type": "nominal"},
            },
        }
    ]


def corridor_layers(
    corridors: Sequence[Corridor], places: Mapping[str, Place], colour: str, frame: Frame
) -> list[Spec]:
    """The corridors as ribbons, the largest at the bottom; those without a number dotted."""
    if not corridors:
        return []
    radius = frame.scale
    seen: dict[tuple[str, str], int] = {}
    features: list[Spec] = []
    for corridor in corridors:
        nth = seen[corridor.origin, corridor.destination] = seen.get((corridor.origin, corridor.destination), -1) + 1
        group, _ = group_of(corridor, colour)
        dash = (2.0, 3.0) if corridor.people is None else DASHES.get(group, (0.0, 0.0))
        shapes = ribbon(
            places[corridor.origin],
            places[corridor.destination],
            thickness(corridor.people, frame) / radius,
            middle=frame.view.middle,
            bend=BEND + 0.07 * nth,
            dash=(dash[0] / radius, dash[1] / radius),
            decimals=2 if frame.view.whole else 3,
        )
        if shapes:
            features.append(
                {
                    "type": "Feature",
                    "id": f"{corridor.origin}-{corridor.destination}",
                    "geometry": {"type": "MultiPolygon", "coordinates": shapes},
                    "properties": {**_said(corridor, frame.language, colour), "group": group},
                }
            )
    groups = sorted({str(feature["properties"]["group"]) for feature in features})
    scale = {"domain": groups, "range": [tone(group) for group in groups]}
    shown = [name for name in _TIPS if any(feature["properties"].get(name) for feature in features)]
    return [
        {
            "data": {"values": {"type": "FeatureCollection", "features": features}, "format": {"property": "features"}},
            "mark": {"type": "geoshape", "opacity": 0.82, "stroke": tone("halo"), "strokeWidth": 0.25},
            "encoding": {
                "fill": {"field": "properties.group", "type": "nominal", "scale": scale, "legend": None},
                "tooltip": [
                    {"field": f"properties.{name}", "type": "nominal", "title": say(_TIPS[name])} for name in shown
                ],
                "description": {"field": "properties.said", "type": "nominal"},
            },
        }
    ]


def _said(corridor: Corridor, language: str, colour: str) -> dict[str, str]:
    people = say("not known") if corridor.people is None else counted(corridor.people)
    words = [spoken(corridor.unit), spoken(corridor.basis), spoken(corridor.measure)]
    return {
        "corridor": corridor.named(language),
        "people": people,
        "year": corridor.year,
        "counted": ", ".join(word for word in words if word),
        "agreement": say(STATUSES.get(corridor.status, "")),
        "cadre": spoken(corridor.cadre),
        "source": corridor.source,
        "said": f"{corridor.named(language)}: {people} {corridor.year}, {group_of(corridor, colour)[1]}",
    }
