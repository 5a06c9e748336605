"""Chains and rings of recruitment: a line for each, its countries in the order in which people move."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.atlas.chains import Chain, Chains
from toolkit.countries import country_name
from toolkit.languages.speech import say
from toolkit.report.figures.edges import counted
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.style import Spec, config, tone
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = ["chain_steps"]

_ROW = 46


def chain_steps(
    found: Chains,
    table: Table,
    *,
    title: str,
    unit: str,
    sources: Sequence[str] = (),
    most: int = 12,
    width: int = 1080,
    language: str = "",
) -> Figure:
    """Countries as dots, the people of each step written on the arrow between them; a thicker line means more people.

    ``table`` has the rows behind the picture, as ``chains_table`` gives them. A ring ends where it began.
    """
    kept = found.found[:most]
    names = [" → ".join(country_name(code, language) for code in chain.countries) for chain in kept]
    told = join(f"{name} ({counted(chain.bottleneck)})" for name, chain in list(zip(names, kept, strict=True))[:5])
    whole = number(len(found.found))
    parts = [
        say("The first {shown} of {count}.", shown=number(len(kept)), count=whole)
        if len(found.found) > len(kept)
        else "",
        say("People move on each step, not the same people on all of them."),
        say("A chain that is not shown is not known to be absent."),
    ]
    return Figure(
        title=title,
        subtitle=say("People on each step, {unit}; line width by square root", unit=unit),
        description=say(
            "{title}: {count} known. People on the narrowest step: {chains}.", title=title, count=whole, chains=told
        )
        if told
        else say("{title}: {count} known. People on the narrowest step: none.", title=title, count=whole),
        note=" ".join(part for part in parts if part),
        sources=tuple(sorted(set(sources))),
        table=table,
        drawing=_drawing(kept, width, language),
    )


def _drawing(chains: Sequence[Chain], width: int, language: str) -> Spec:
    longest = max((chain.steps for chain in chains), default=1)
    most = max((people for chain in chains for people in chain.people), default=1.0) or 1.0
    dots: list[dict[str, object]] = []
    lines: list[dict[str, object]] = []
    for row, chain in enumerate(chains):
        for place, code in enumerate(chain.countries):
            dots.append({"x": place, "y": row, "name": country_name(code, language)})
        for place, (people, year) in enumerate(zip(chain.people, chain.years, strict=True)):
            ends = [country_name(code, language) for code in chain.countries[place : place + 2]]
            when = f" ({year})" if year is not None else ""
            lines.append(
                {
                    "x": place + 0.04,
                    "x2": place + 0.93,
                    "tip": place + 0.93,
                    "middle": place + 0.5,
                    "y": row,
                    "size": max(1.2, 9 * (people / most) ** 0.5),
                    "written": f"{counted(people)}{when}",
                    "said": f"{ends[0]} → {ends[1]}: {counted(people)}{when}",
                }
            )
    room = max(300, width - 60)
    y = {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": [len(chains) - 0.4, -0.6], "nice": False, "zero": False},
        "axis": None,
    }
    x = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [-0.25, longest + 0.35], "nice": False, "zero": False},
        "axis": None,
    }
    said = {"field": "said", "type": "nominal"}
    quiet = {"aria": False, "tooltip": None}
    width_of = {"field": "size", "type": "quantitative", "scale": None}
    layers: list[Spec] = [
        {
            "data": {"values": lines},
            "mark": {"type": "rule", "stroke": tone("arriving"), "opacity": 0.75},
            "encoding": {
                "x": x,
                "x2": {"field": "x2"},
                "y": y,
                "strokeWidth": width_of,
                "tooltip": said,
                "description": said,
            },
        },
        {
            "data": {"values": lines},
            "mark": {"type": "point", "shape": "triangle-right", "filled": True, "size": 90, **quiet, "opacity": 1},
            "encoding": {"x": {**x, "field": "tip"}, "y": y, "fill": {"value": tone("arriving")}},
        },
        {
            "data": {"values": lines},
            "mark": {"type": "text", "dy": -11, "fontSize": 11, "fill": tone("quiet"), **quiet},
            "encoding": {"x": {**x, "field": "middle"}, "y": y, "text": {"field": "written", "type": "nominal"}},
        },
        {
            "data": {"values": dots},
            "mark": {"type": "circle", "size": 60, "fill": tone("ink"), "opacity": 1, **quiet},
            "encoding": {"x": x, "y": y},
        },
        {
            "data": {"values": dots},
            "mark": {"type": "text", "dy": 14, "fontSize": 11.5, "fill": tone("ink"), **quiet},
            "encoding": {"x": x, "y": y, "text": {"field": "name", "type": "nominal"}},
        },
    ]
    return {"width": room, "height": _ROW * max(1, len(chains)), "layer": layers, "config": config()}
