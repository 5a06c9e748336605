"""The network of one country: from where people come to it, and to where they go from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
from toolkit.report.figures.style import STATUSES, Spec, config, tone
from toolkit.report.figures.words import capital, quoted
from toolkit.wording import join, number, per_cent

__all__ = ["country_network"]

_STEPS = 24
_GAP = 10.0
_LEAST = 15.0
_WRITTEN, _BAR, _HEAD = 260, 10, 26
_TOLD = 12
_TIPS = {"country": to_say("country"), "people": to_say("people"), "year": to_say("year")}


@dataclass(frozen=True, slots=True)
class _Band:
    """A group of people on one side: who, how many, and what is said of it."""

    name: str
    people: float | None
    status: str
    said: str
    year: str = ""


def country_network(
    edges: pd.DataFrame,
    country: str,
    *,
    most: int = 10,
    title: str = "",
    width: int = 1080,
    citations: Mapping[str, str] | None = None,
    language: str = "",
) -> Figure:
    """Where people come from on the left, where they go to on the right, both in the same scale.

    ``edges`` is as for ``corridor_map``; on each side the ``most`` largest corridors are shown and the others together.
    Shares are of the numbers known on that side. Corridors without a number are named in the note.
    """
    corridors = [c for c in checked(edges) if c.origin != c.destination]
    comes = [c for c in corridors if c.destination == country]
    goes = [c for c in corridors if c.origin == country]
    name = country_name(country, language)
    both = [*comes, *goes]
    known = [c for c in both if c.people is not None]
    alike = all(len({getattr(c, field) for c in known} - {""}) < 2 for field in ("unit", "basis"))
    left = _bands(comes, "origin", most, language, alike=alike)
    right = _bands(goes, "destination", most, language, alike=alike)
    heading = title or say("{country}: where health workers come from and go to", country=name)
    basis = basis_in_words(both) or say("people")
    parts = [
        _without_number([c.named(language) for c in both if c.people is None]),
        "" if comes else say("Who comes to {country} is not known from these figures.", country=name),
        "" if goes else say("Who goes from {country} is not known from these figures.", country=name),
        say("Shares are of the corridors with a number; corridors that nobody counts are missing.") if alike else "",
        spread_note(both) if not alike else "",
        say("Numbers are of several years, so that shares are rough.")
        if alike and len({c.year for c in known}) > 1
        else "",
    ]
    note = " ".join(part for part in parts if part)
    described = f"{heading} ({basis}). {_came_from(left)} {_went_to(right)}"
    return Figure(
        title=heading,
        subtitle=capital(basis),
        description=described,
        note=note,
        sources=cited(both, citations),
        table=corridors_table(heading, both, language, note),
        drawing=_drawing(name, left, right, width),
    )


def _without_number(names: Sequence[str]) -> str:
    listed, left = join(names[:_TOLD]), len(names) - _TOLD
    if left > 0:
        return say("Without a number: {corridors} and {count} more.", corridors=listed, count=number(left))
    return say("Without a number: {corridors}.", corridors=listed) if listed else ""


def _bands(corridors: Sequence[Corridor], end: str, most: int, language: str, *, alike: bool) -> list[_Band]:
    known = [c for c in corridors if c.people is not None]
    total = sum(c.people or 0.0 for c in known)

    def share(people: float) -> str:
        if total <= 0 or not alike:
            return counted(people)
        part = people / total
        written = per_cent(part) if part >= 0.005 else say("under {share}", share=per_cent(0.01))
        return f"{counted(people)} ({written})"

    def named(corridor: Corridor) -> str:
        return country_name(str(getattr(corridor, end)), language)

    kept = known if len(known) <= most + 1 else known[:most]
    bands = [_Band(named(c), c.people, c.status or "none", share(c.people or 0.0), c.year) for c in kept]
    rest = known[len(kept) :]
    if rest:
        people = sum(c.people or 0.0 for c in rest)
        said = share(people) if alike else say("(counted in several ways)")
        left = number(len(rest))
        name = say_count("{count} other country", "{count} other countries", len(rest), count=left)
        bands.append(_Band(name, people, "rest", said))
    return bands


def _listed(bands: Sequence[_Band]) -> str:
    return join(f"{band.name} {band.said}" for band in bands[:6])


def _came_from(bands: Sequence[_Band]) -> str:
    if not bands:
        return say("Nothing is known of people going from there.")
    return say("People come from {countries}.", countries=_listed(bands))


def _went_to(bands: Sequence[_Band]) -> str:
    if not bands:
        return say("Nothing is known of people going to there.")
    return say("People go to {countries}.", countries=_listed(bands))


def _drawing(name: str, left: Sequence[_Band], right: Sequence[_Band], width: int) -> Spec:
    totals = [sum(band.people or 0.0 for band in bands) for bands in (left, right)]
    count = max(len(left), len(right), 1)
    high = max(260.0, 34.0 * count)
    per_person = (high - _GAP * (count - 1) - 0.15 * high) / max(*totals, 1e-9)
    areas: list[dict[str, object]] = []
    texts: list[dict[str, object]] = []
    lowest = 0.0
    for side, bands in ((-1, left), (1, right)):
        tall = [(band.people or 0.0) * per_person for band in bands]
        spaces = [max(size, _LEAST) for size in tall]
        whole = sum(spaces) + _GAP * max(0, len(bands) - 1)
        outer = max(0.0, (high - whole) / 2)
        inner = (high - sum(tall)) / 2
        for band, size, space in zip(bands, tall, spaces, strict=True):
            top = outer + (space - size) / 2
            areas += _ribbon(band, side, top, inner, size)
            texts.append({"side": side, "y": outer + space / 2, "name": band.name, "said": band.said})
            outer += space + _GAP
            inner += size
        lowest = max(lowest, outer)
        if not bands:
            texts.append({"side": side, "y": high / 2, "name": say("not known"), "said": ""})
    bar = max(totals) * per_person
    statuses = [status for status in (*STATUSES, "rest") if any(row["status"] == status for row in areas)]
    return _spec(name, areas, texts, (high - bar) / 2, (high + bar) / 2, max(high, lowest), statuses, width)


def _ribbon(band: _Band, side: int, outer: float, inner: float, size: float) -> list[dict[str, object]]:
    """The edges of a band between its own place and the middle, softly bent."""
    rows: list[dict[str, object]] = []
    for step in range(_STEPS + 1):
        t = step / _STEPS
        ease = t * t * (3 - 2 * t)
        top = outer + (inner - outer) * ease
        row: dict[str, object] = {
            "key": f"{side} {band.name}",
            "x": round(side * (1 - t), 4),
            "y": round(top, 2),
            "y2": round(top + max(size, 0.8), 2),
            "status": band.status,
            "country": band.name,
            "people": band.said,
            "year": band.year,
        }
        rows.append(row)
    return rows if side < 0 else rows[::-1]


def _spec(
    name: str,
    areas: list[dict[str, object]],
    texts: list[dict[str, object]],
    top: float,
    bottom: float,
    high: float,
    statuses: Sequence[str],
    width: int,
) -> Spec:
    room = min(_WRITTEN, width / 3)
    reach = 1 + 2 * room / (width - 2 * room)
    across = {"type": "quantitative", "axis": None, "scale": {"domain": [-reach, reach], "nice": False}}
    down = {"type": "quantitative", "axis": None, "scale": {"domain": [-_HEAD, high], "reverse": True, "nice": False}}
    names = {**{status: say(words) for status, words in STATUSES.items()}, "rest": say("other countries together")}
    tones = [tone("dot" if status == "rest" else status) for status in statuses]
    told = len([status for status in statuses if status != "rest"]) > 1
    words = " : ".join(f"datum.value == '{status}' ? {quoted(names[status])}" for status in statuses) + " : ''"
    legend = {"title": None, "orient": "bottom", "labelExpr": words, "symbolType": "square", "values": list(statuses)}
    text = {"type": "text", "aria": False, "baseline": "middle", "tooltip": None}
    layers: list[Spec] = [
        {
            "data": {"values": areas},
            "mark": {"type": "area", "opacity": 0.72, "line": False},
            "encoding": {
                "x": {"field": "x", **across},
                "y": {"field": "y", **down},
                "y2": {"field": "y2"},
                "detail": {"field": "key", "type": "nominal"},
                "fill": {
                    "field": "status",
                    "type": "nominal",
                    "scale": {"domain": list(statuses), "range": tones},
                    "legend": legend if told else None,
                },
                "tooltip": [{"field": part, "type": "nominal", "title": say(title)} for part, title in _TIPS.items()],
            },
        },
        {
            "data": {"values": [{"x": 0, "y": top, "y2": bottom, "name": name}]},
            "mark": {"type": "bar", "width": _BAR, "fill": tone("centre"), "aria": False},
            "encoding": {"x": {"field": "x", **across}, "y": {"field": "y", **down}, "y2": {"field": "y2"}},
        },
    ]
    layers += [
        {
            "data": {"values": [{"x": 0, "y": top, "name": name}]},
            "mark": {**text, "dy": -12, "fontSize": 14, "fontWeight": "bold", **looks},
            "encoding": {"x": {"field": "x", **across}, "y": {"field": "y", **down}, "text": {"field": "name"}},
        }
        for looks in ({"stroke": tone("halo"), "strokeWidth": 4, "strokeJoin": "round"}, {"fill": tone("ink")})
    ]
    for side, align, away in ((-1, "right", -8), (1, "left", 8)):
        rows = [{**row, "x": side, "line": f"{row['name']}  {row['said']}"} for row in texts if row["side"] == side]
        if rows:
            layers.append(
                {
                    "data": {"values": rows},
                    "mark": {**text, "align": align, "dx": away, "limit": room - 8},
                    "encoding": {"x": {"field": "x", **across}, "y": {"field": "y", **down}, "text": {"field": "line"}},
                }
            )
    return {"width": width, "height": round(high + _HEAD), "layer": layers, "config": config()}
