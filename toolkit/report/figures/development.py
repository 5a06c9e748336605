"""How a cadre of a country develops with no agreement: posts against trained people, the gap between them shaded.

Countries are drawn one by one, so that pages can set them side by side or below each other.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from toolkit.case.names import cadre_name
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.model.evaluate import Outcome
from toolkit.model.indicators import by_year
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.style import Spec, config, tone
from toolkit.report.table import Table
from toolkit.wording import people

__all__ = ["development"]

_POSTS, _PEOPLE = "funded posts", "trained people at home"
_UNFILLED, _WITHOUT = "unfilled posts", "people without a post"
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
    columns = ("year", _POSTS, _PEOPLE, "filled posts", _UNFILLED, _WITHOUT)
    title = f"{country_name(country)}: {cadre_name(cadre)} with no agreement"
    first, last = rows[0], rows[-1]
    case = outcome.case
    note = f"At the beginning of each year, {years[0]} to {years[-1]}. The scale does not begin at 0."
    if case.follow_up_years:
        note += f" Dotted: an agreement would end with {case.start_year + case.years - 1}."
    description = (
        f"{title}. In {first[0]} there are {first[1]} funded posts and {first[2]} trained people: {first[4]} posts "
        f"unfilled, {first[5]} people without a post. In {last[0]} there are {last[1]} posts and {last[2]} people: "
        f"{last[4]} unfilled, {last[5]} without a post."
    )
    return Figure(
        title=title,
        subtitle=f"{last[0]}: {last[4]} unfilled posts, {last[5]} trained people without a post",
        description=description,
        note=note,
        sources=(),
        table=Table(title, columns, rows, note, columns[1:]),
        drawing=_drawing(case, years, found, cadre_name(cadre), (width, height)),
    )


def _drawing(case: Case, years: list[int], found: pd.DataFrame, who: str, size: tuple[int, int]) -> Spec:
    lines: list[dict[str, Any]] = []
    gaps: list[dict[str, Any]] = []
    for year, row in zip(years, found.to_dict("records"), strict=True):
        filled, posts = float(row["filled_posts"]), float(row["posts"])
        trained = filled + float(row["people_without_post"])
        for name, value in ((_POSTS, posts), (_PEOPLE, trained)):
            lines.append({"year": year, "line": name, "value": value, "words": f"{year}, {name}: {people(value)}"})
        for name, top in ((_UNFILLED, posts), (_WITHOUT, trained)):
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
    names = [_UNFILLED, _WITHOUT]
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
    names = [_POSTS, _PEOPLE]
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
