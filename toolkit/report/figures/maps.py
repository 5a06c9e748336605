"""The corridor map: who goes where, how many, and what is known of agreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import pandas as pd

from toolkit.countries import country_name
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say, say_count
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
from toolkit.report.figures.words import capital
from toolkit.report.figures.world import Outline, load_outline
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
    language: str = "",
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
        problem = Problem(say("the colour"), say("is '{word}'", word=colour), say("status, cadre or none"))
        raise InputError(say("the request"), [problem])
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
    people = basis_in_words(drawn) or say("people")
    ordered = sorted(groups, key=lambda group: _ORDER.get(group[0], 99))
    unknown = any(c.people is None for c in drawn)
    legend = legend_of(ordered, value_title or say("Value"), classes.names, frame, unknown=unknown)
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
    heading = title or say("Corridors of health workers, {part_of_the_world}", part_of_the_world=say(view))
    note = _note(corridors, placed, in_view, drawn, shapes)
    return Figure(
        title=heading,
        subtitle=capital(people),
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
    shapes: Outline,
) -> str:
    parts = []
    left = len(in_view) - len(drawn)
    if left:
        parts.append(_largest_drawn(drawn, left))
    away = len(corridors) - len(placed)
    if away:
        parts.append(say("Not drawn for want of a position or of two different ends: {count}.", count=number(away)))
    unknown = sum(c.people is None for c in drawn)
    if unknown:
        parts.append(say("Without a known number, which does not mean none: {count}.", count=number(unknown)))
    parts.append(spread_note(drawn))
    parts.append(say("A corridor that is not drawn is not known to be empty."))
    parts.append(say("Lines join the middles of countries and are no routes."))
    parts.append(_borders(shapes))
    return " ".join(part for part in parts if part)


def _largest_drawn(drawn: Sequence[Corridor], left: int) -> str:
    smallest = next((c.people for c in reversed(drawn) if c.people is not None), None)
    if smallest is None:
        return say(
            "The {count} largest corridors; {left} more are not drawn.", count=number(len(drawn)), left=number(left)
        )
    return say(
        "The {count} largest corridors (the smallest shown has {people} people); {left} more are not drawn.",
        count=number(len(drawn)),
        people=counted(smallest),
        left=number(left),
    )


def _borders(shapes: Outline) -> str:
    if shapes.shipped:
        return say("Borders: Natural Earth; they imply no opinion on the status of any territory.")
    return say(
        "Borders: as in the file {file}; they imply no opinion on the status of any territory.",
        file=Path(shapes.origin).name,
    )


def _description(
    title: str,
    people: str,
    drawn: Sequence[Corridor],
    left: int,
    colour: str,
    language: str,
    named: Mapping[str, str],
) -> str:
    parts = [
        say_count(
            "{title}. Map of {count} corridors ({people}).",
            "{title}. Map of {count} corridors ({people}).",
            len(drawn),
            title=title,
            count=number(len(drawn)),
            people=people,
        )
    ]
    largest = [f"{c.named(language)} {counted(c.people)}" for c in drawn[:5] if c.people is not None]
    if largest:
        parts.append(say("The largest: {corridors}.", corridors=join(largest)))
    if colour != "none":
        counts = Counter(group_of(c, colour) for c in drawn)
        groups = join(f"{words} {number(count)}" for (_, words), count in counts.most_common())
        parts.append(
            say("By status: {groups}.", groups=groups)
            if colour == "status"
            else say("By cadre: {groups}.", groups=groups)
        )
    unknown = sum(c.people is None for c in drawn)
    if unknown:
        parts.append(say("Without a known number: {count}.", count=number(unknown)))
    if left:
        parts.append(
            say_count(
                "{count} smaller corridors are not drawn.",
                "{count} smaller corridors are not drawn.",
                left,
                count=number(left),
            )
        )
    if named:
        parts.append(
            say_count(
                "{count} countries are coloured by value.",
                "{count} countries are coloured by value.",
                len(named),
                count=number(len(named)),
            )
        )
    return " ".join(parts)
