"""The corridor map: who goes where, how many, and what is known of agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import pandas as pd

from toolkit.countries import country_name
from toolkit.errors import InputError, Problem
from toolkit.report.figures.classes import classed
from toolkit.report.figures.curves import Place
from toolkit.report.figures.edges import (
    Corridor,
    basis_in_words,
    checked,
    cited,
    corridors_table,
    counted,
    spread_note,
)
from toolkit.report.figures.figure import WORLD, Figure
from toolkit.report.figures.map_layers import (
    Frame,
    base_layers,
    circle_layer,
    corridor_layers,
    group_of,
)
from toolkit.report.figures.map_legend import legend_of
from toolkit.report.figures.map_names import name_layers
from toolkit.report.figures.style import STATUSES, Spec, config
from toolkit.report.figures.views import view_named
from toolkit.report.figures.world import load_outline
from toolkit.wording import join, number

__all__ = ["corridor_map", "places_of"]

_ORDER = {name: place for place, name in enumerate([*STATUSES])}


def places_of(countries: pd.DataFrame) -> dict[str, Place]:
    """Longitude and latitude of each country of the register's table that has a position."""
    known = countries.dropna(subset=["latitude", "longitude"])
    rows = zip(known["country"], known["longitude"], known["latitude"], strict=True)
    return {str(code): (float(lon), float(lat)) for code, lon, lat in rows}


def corridor_map(
    edges: pd.DataFrame,
    countries: pd.DataFrame,
    *,
    view: str = "world",
    colour: Literal["status", "cadre", "none"] = "status",
    most: int = 60,
    values: pd.DataFrame | None = None,
    value_title: str = "",
    title: str = "",
    width: int = 1080,
    names: int = 16,
    outline: str | Path | None = None,
    citations: Mapping[str, str] | None = None,
    language: str = "en",
) -> Figure:
    """Corridors between countries as ribbons on a map: wide where people leave, pointed where they arrive.

    ``edges`` has the columns ``origin``, ``destination``, ``people`` and, as far as known, ``year``, ``unit``,
    ``basis``, ``measure``, ``cadre``, ``status`` (of ``STATUSES``), ``confidence`` and ``source``; an empty number is
    drawn as not known. ``countries`` gives positions, as the register's table does. ``values`` (``country``,
    ``value``) colours the countries. ``citations`` words the sources, as ``citations_of`` gives them. The ``most``
    largest corridors with an end in the view are drawn, and the note tells how many are not.

    Raises ``InputError`` for a table, view or outline that cannot be used.
    """
    chosen = view_named(view)
    if colour not in ("status", "cadre", "none"):
        raise InputError("the request", [Problem("the colour", f"is '{colour}'", "status, cadre or none")])
    places = places_of(countries)
    shapes = load_outline(outline)
    across, high = chosen.extent
    height = round(min(width * high / across, width * 0.8))
    inside = {code for code, (lon, lat) in places.items() if chosen.shows(lon, lat, width, height)}
    corridors = checked(edges)
    placed = [c for c in corridors if {c.origin, c.destination} <= set(places) and c.origin != c.destination]
    in_view = [c for c in placed if {c.origin, c.destination} & inside]
    drawn = in_view[:most]
    frame = Frame(chosen, width, height, max((c.people or 0.0 for c in drawn), default=0.0), language)
    classes = classed(values)
    named = {code: f"{country_name(code, language)}: {words}" for code, words in classes.words.items()}
    total: Counter[str] = Counter()
    for corridor in drawn:
        for end in (corridor.origin, corridor.destination):
            total[end] += int(corridor.people or 1)
    shown = [code for code, _ in total.most_common() if code in inside]
    groups = dict.fromkeys(group_of(c, colour) for c in drawn)
    people = basis_in_words(drawn) or "people"
    ordered = sorted(groups, key=lambda group: _ORDER.get(group[0], 99))
    unknown = any(c.people is None for c in drawn)
    legend = legend_of(ordered, value_title or "Value", classes.names, frame, unknown=unknown)
    others = sorted(inside - set(shown), key=lambda code: -shapes.areas.get(code, 0.0))
    quiet = [] if chosen.whole else others
    layers = [
        *base_layers(shapes, classes.steps, named),
        *circle_layer(shapes, places, classes.steps, named, frame),
        *corridor_layers(drawn, places, colour, frame),
        *name_layers(shown, quiet, places, shapes, frame, names if chosen.whole else 3 * names),
        *legend.layers,
    ]
    drawing: Spec = {
        "width": width,
        "height": round(height + legend.height),
        "data": {"name": WORLD},
        "projection": chosen.projection(height),
        "layer": layers,
        "resolve": {"scale": {"fill": "independent", "color": "independent", "size": "independent"}},
        "config": config(),
    }
    heading = title or f"Corridors of health workers, {view}"
    borders = "Natural Earth" if shapes.shipped else f"as in the file {Path(shapes.origin).name}"
    note = _note(corridors, placed, in_view, drawn, borders)
    return Figure(
        title=heading,
        subtitle=people[0].upper() + people[1:],
        description=_description(heading, people, drawn, len(in_view) - len(drawn), colour, language, named),
        note=note,
        sources=cited(drawn, citations),
        table=corridors_table(heading, drawn, language, note),
        drawing=drawing,
        outline=shapes.values,
        outline_format=shapes.format,
    )


def _note(
    corridors: Sequence[Corridor],
    placed: Sequence[Corridor],
    in_view: Sequence[Corridor],
    drawn: Sequence[Corridor],
    borders: str,
) -> str:
    parts = []
    left = len(in_view) - len(drawn)
    if left:
        smallest = next((c.people for c in reversed(drawn) if c.people is not None), None)
        size = f" (the smallest shown has {counted(smallest)} people)" if smallest is not None else ""
        parts.append(f"The {number(len(drawn))} largest corridors{size}; {number(left)} more are not drawn.")
    away = len(corridors) - len(placed)
    if away:
        parts.append(f"Not drawn for want of a position or of two different ends: {number(away)}.")
    unknown = sum(c.people is None for c in drawn)
    if unknown:
        parts.append(f"Without a known number, which does not mean none: {number(unknown)}.")
    parts.append(spread_note(drawn))
    parts.append("A corridor that is not drawn is not known to be empty.")
    parts.append("Lines join the middles of countries and are no routes.")
    parts.append(f"Borders: {borders}; they imply no opinion on the status of any territory.")
    return " ".join(part for part in parts if part)


def _description(
    title: str,
    people: str,
    drawn: Sequence[Corridor],
    left: int,
    colour: str,
    language: str,
    named: Mapping[str, str],
) -> str:
    parts = [f"{title}. Map of {number(len(drawn))} corridors ({people})."]
    largest = [f"{c.named(language)} {counted(c.people)}" for c in drawn[:5] if c.people is not None]
    if largest:
        parts.append(f"The largest: {join(largest)}.")
    if colour != "none":
        counts = Counter(group_of(c, colour)[1] for c in drawn)
        parts.append(f"By {colour}: {join(f'{words} {number(count)}' for words, count in counts.most_common())}.")
    unknown = sum(c.people is None for c in drawn)
    if unknown:
        parts.append(f"Without a known number: {number(unknown)}.")
    if left:
        parts.append(f"{number(left)} smaller corridors are not drawn.")
    if named:
        parts.append(f"{number(len(named))} countries are coloured by value.")
    return " ".join(parts)
