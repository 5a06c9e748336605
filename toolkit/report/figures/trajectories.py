"""Service by year under several sets of terms: one picture for each country and cadre, one line for each set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toolkit.case.names import cadre_name
from toolkit.countries import country_name
from toolkit.languages.speech import say
from toolkit.model import indicators
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.labels import apart
from toolkit.report.figures.style import Spec, config, tone
from toolkit.report.options import Compared, distinct
from toolkit.report.table import Table
from toolkit.wording import number, people

__all__ = ["DASHES", "TONES", "trajectory_figures"]

TONES = ("physician", "nurse", "caregiver", "midwife", "dentist", "allied")
"""A colour for each of six lines; those of cadres, which people who see no red or no green can tell apart."""

DASHES: tuple[tuple[int, int], ...] = ((1, 0), (8, 3), (3, 3), (12, 3), (2, 5), (6, 6))
"""Pixels drawn and left out along each line, so that colour is never the only difference."""

_ROW, _LABELS, _LONGEST = 16, 0.55, 28


def trajectory_figures(options: Sequence[Compared], *, width: int = 560, height: int = 260) -> list[Figure]:
    """Gained service by year of every country and cadre that any of the options changes, countries in order."""
    found = []
    case = options[0].outcome.case
    tables = [indicators.by_year(option.outcome) for option in options]
    for country, record in case.countries.items():
        for cadre in record.cadres:
            paths = []
            for table in tables:
                here = table[
                    (table["country"] == country) & (table["cadre"] == cadre) & (table["indicator"] == "gained_service")
                ]
                paths.append(dict(zip(here["year"].astype(int), here["value"].astype(float), strict=True)))
            found.append(_figure(options, country, cadre, paths, width, height))
    return found


def _figure(
    options: Sequence[Compared],
    country: str,
    cadre: str,
    paths: Sequence[dict[int, float]],
    width: int,
    height: int,
) -> Figure:
    case = options[0].outcome.case
    title = f"{country_name(country)}: {cadre_name(cadre)}"
    years = sorted(paths[0])
    names = [option.name for option in options]
    rows = tuple((str(year), *(number(path[year], 1) for path in paths)) for year in years)
    ends = "; ".join(
        say(
            "{option} {people} in {year}, least {least}",
            option=name,
            people=people(path[years[-1]]),
            year=years[-1],
            least=people(min(path.values())),
        )
        for name, path in zip(names, paths, strict=True)
    )
    note = say(
        "More filled posts and service from abroad than without an agreement, full-time equivalents. The dotted line "
        "marks the end of the agreement itself, after {year}.",
        year=case.start_year + case.years - 1,
    )
    columns = (say("year"), *distinct(names, [say("year")]))
    return Figure(
        title=title,
        subtitle=say("Service gained in each year"),
        description=say("{title}. Service gained in each year against no agreement: {ends}.", title=title, ends=ends),
        note=note,
        sources=(),
        table=Table(say("{title}: service gained", title=title), columns, rows, note, columns[1:]),
        drawing=_drawing(names, paths, years, case.start_year + case.years, width, height),
    )


def _drawing(
    names: Sequence[str], paths: Sequence[dict[int, float]], years: Sequence[int], end: int, width: int, height: int
) -> Spec:
    short = distinct(names, longest=_LONGEST)
    values = [value for path in paths for value in path.values()]
    low, high = min(0.0, *values), max(0.0, *values)
    room = (high - low or 1.0) * 0.06
    low, high = low - (room if low < 0 else 0.0), high + room
    pixels = height / (high - low)
    first, last = years[0], years[-1]
    rows = apart([(high - path[last]) * pixels for path in paths], _ROW, 7.0, height - 7.0)
    lines = [
        {"year": year, "value": path[year], "option": name}
        for name, path in zip(short, paths, strict=True)
        for year in years
    ]
    labels = [
        {"year": last, "value": path[last], "row": high - row / pixels, "option": name}
        for name, path, row in zip(short, paths, rows, strict=True)
    ]
    step = max(1, round((last - first) / 5))
    x: Spec = {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [first, last + (last - first) * _LABELS], "nice": False, "zero": False},
        "axis": {"title": None, "format": "d", "values": list(range(first, last + 1, step)), "grid": False},
    }
    y: Spec = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": [low, high], "nice": False, "zero": False},
        "axis": {"title": say("full-time equivalents"), "tickCount": 5, "format": ",~f"},
    }

    def by_option(shades: Sequence[Any]) -> Spec:
        return {"field": "option", "type": "nominal", "scale": {"domain": short, "range": shades}, "legend": None}

    colour = by_option([tone(name) for name in TONES[: len(short)]])
    dash = by_option([list(dash) for dash in DASHES[: len(short)]])
    words = {"field": "option", "type": "nominal"}
    text = {"type": "text", "align": "left", "dx": 8, "fontSize": 12, "aria": False}
    rule = {"type": "rule", "color": tone("quiet"), "aria": False}
    return {
        "width": width,
        "height": height,
        "layer": [
            {"data": {"values": [{"value": 0.0}]}, "mark": rule, "encoding": {"y": y}},
            {
                "data": {"values": [{"year": end}]},
                "mark": {**rule, "strokeDash": [2, 3]},
                "encoding": {"x": x},
            },
            {
                "data": {"values": lines},
                "mark": {"type": "line", "strokeWidth": 2},
                "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash, "description": words},
            },
            {
                "data": {"values": labels},
                "mark": {**text},
                "encoding": {"x": x, "y": {**y, "field": "row"}, "text": words, "color": colour},
            },
        ],
        "config": config(),
    }
