"""How a cadre of a country develops with no agreement: posts against trained people, the gap between them shaded.

Countries are drawn one by one, so that pages can set them side by side or below each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from toolkit.case.names import cadre_name
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.languages.speech import say, to_say
from toolkit.model.evaluate import Outcome
from toolkit.model.indicators import by_year
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.style import Spec, config, tone
from toolkit.report.table import Table
from toolkit.wording import people

__all__ = ["development"]

_POSTS, _PEOPLE = to_say("funded posts"), to_say("trained people at home")
_UNFILLED, _WITHOUT = to_say("unfilled posts"), to_say("people without a post")
_LEGEND: Spec = {"title": None, "orient": "bottom", "direction": "vertical"}


def development(outcome: Outcome, country: str, cadre: str, *, width: int = 520, height: int = 240) -> Figure:
    """Posts and trained people of a country with no agreement, to the end of the follow-up.

    Where people are missing the gap is unfilled posts, where posts are missing it is people without a post.
    ``outcome`` may be of any terms, since only the paths with no agreement are read.
    """
    table = by_year(outcome)
    table = table[(table["country"] == country) & (table["cadre"] == cadre)]
    found = table.pivot_table(index="year", columns="indicator", values="without_agreement")
    years = [int(year) for year in found.index]
    rows = tuple(
        (
            str(year),
            people(row["posts"]),
            people(row["filled_posts"] + row["people_without_post"]),
            people(row["filled_posts"]),
            people(row["unfilled_posts"]),
            people(row["people_without_post"]),
        )
        for year, row in zip(years, found.to_dict("records"), strict=True)
    )
    columns = (say("year"), say(_POSTS), say(_PEOPLE), say("filled posts"), say(_UNFILLED), say(_WITHOUT))
    title = say("{country}: {cadre} with no agreement", country=country_name(country), cadre=cadre_name(cadre))
    first, last = rows[0], rows[-1]
    case = outcome.case
    note = say(
        "At the beginning of each year, {first_year} to {last_year}. The scale does not begin at 0.",
        first_year=years[0],
        last_year=years[-1],
    )
    if case.follow_up_years:
        dotted = say("Dotted: an agreement would end with {year}.", year=case.start_year + case.years - 1)
        note = f"{note} {dotted}"
    return Figure(
        title=title,
        subtitle=say(
            "{year}: {unfilled} unfilled posts, {without_post} trained people without a post",
            year=last[0],
            unfilled=last[4],
            without_post=last[5],
        ),
        description=_described(title, first, last),
        note=note,
        sources=(),
        table=Table(title, columns, rows, note, columns[1:]),
        drawing=_drawing(case, years, found, cadre_name(cadre), (width, height)),
    )


def _described(title: str, first: Sequence[str], last: Sequence[str]) -> str:
    begin = say(
        "In {year} there are {posts} funded posts and {trained} trained people: {unfilled} posts unfilled, "
        "{without_post} people without a post.",
        year=first[0],
        posts=first[1],
        trained=first[2],
        unfilled=first[4],
        without_post=first[5],
    )
    end = say(
        "In {year} there are {posts} posts and {trained} people: {unfilled} unfilled, {without_post} without a post.",
        year=last[0],
        posts=last[1],
        trained=last[2],
        unfilled=last[4],
        without_post=last[5],
    )
    return f"{title}. {begin} {end}"


def _drawing(case: Case, years: list[int], found: pd.DataFrame, who: str, size: tuple[int, int]) -> Spec:
    lines: list[dict[str, Any]] = []
    gaps: list[dict[str, Any]] = []
    for year, row in zip(years, found.to_dict("records"), strict=True):
        filled, posts = float(row["filled_posts"]), float(row["posts"])
        trained = filled + float(row["people_without_post"])
        for name, value in ((say(_POSTS), posts), (say(_PEOPLE), trained)):
            lines.append({"year": year, "line": name, "value": value, "words": f"{year}, {name}: {people(value)}"})
        for name, top in ((say(_UNFILLED), posts), (say(_WITHOUT), trained)):
            gaps.append({"year": year, "gap": name, "from": filled, "to": top})
    axis = {"title": None, "format": "d", "grid": False, "tickMinStep": 1}
    scale = {"domain": [years[0], years[-1]], "nice": False}
    x = {"field": "year", "type": "quantitative", "scale": scale, "axis": axis}
    return {
        "width": size[0],
        "height": size[1],
        "layer": [_areas(gaps, x, who), *_lines(lines, x, who), *_end(case)],
        "config": config(),
    }


def _y(field: str, title: str) -> Spec:
    axis = {"title": title, "format": ",~f", "tickCount": 6}
    return {"field": field, "type": "quantitative", "scale": {"zero": False}, "axis": axis}


def _areas(gaps: list[dict[str, Any]], x: Spec, who: str) -> Spec:
    names = [say(_UNFILLED), say(_WITHOUT)]
    legend = {**_LEGEND, "symbolType": "square", "symbolStrokeWidth": 0, "symbolOpacity": 0.45}
    fill = {
        "field": "gap",
        "type": "nominal",
        "scale": {"domain": names, "range": [tone("leaving"), tone("arriving")]},
        "legend": legend,
    }
    return {
        "data": {"values": gaps},
        "mark": {"type": "area", "opacity": 0.35, "aria": False, "tooltip": None},
        "encoding": {"x": x, "y": _y("from", who), "y2": {"field": "to"}, "fill": fill},
    }


def _lines(lines: list[dict[str, Any]], x: Spec, who: str) -> list[Spec]:
    """Posts as a full line, people as a broken one, with points that answer to the mouse."""
    names = [say(_POSTS), say(_PEOPLE)]
    legend = {**_LEGEND, "symbolType": "stroke", "symbolSize": 500, "symbolStrokeWidth": 2.5}
    dash = {
        "field": "line",
        "type": "nominal",
        "scale": {"domain": names, "range": [[1, 0], [6, 4]]},
        "legend": {**legend, "symbolStrokeColor": tone("ink")},
    }
    y = _y("value", who)
    tooltip = [{"field": "words", "type": "nominal", "title": " "}]
    said = {"tooltip": tooltip, "description": {"field": "words"}, "detail": {"field": "line"}}
    return [
        {
            "data": {"values": lines},
            "mark": {"type": "line", "strokeWidth": 2.2, "color": tone("ink"), "aria": False, "tooltip": None},
            "encoding": {"x": x, "y": y, "strokeDash": dash},
        },
        {
            "data": {"values": lines},
            "mark": {"type": "point", "filled": True, "size": 70, "opacity": 0},
            "encoding": {"x": x, "y": y, **said},
        },
    ]


def _end(case: Case) -> list[Spec]:
    """A line where an agreement would end, where outcomes count beyond it."""
    if not case.follow_up_years:
        return []
    rule = {"type": "rule", "color": tone("quiet"), "strokeDash": [2, 3], "aria": False}
    x = {"field": "year", "type": "quantitative"}
    return [{"data": {"values": [{"year": case.start_year + case.years}]}, "mark": rule, "encoding": {"x": x}}]
