"""Service by year: filled posts with the agreement against none, a panel for each country, with the agreed floors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.case.names import cadre_name
from toolkit.case.schema import CADRES, Case
from toolkit.case.selection import cadres_in, countries
from toolkit.countries import country_name
from toolkit.languages.speech import say, to_say
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.style import Spec, cadre_tone, config, tone
from toolkit.report.table import Table
from toolkit.wording import people

__all__ = ["service_by_year"]

_HEIGHT = 130
_LABELS = 0.24
"""Room to the right of the lines for their names, as a part of the years."""
_TITLE = to_say("Service in each country, against no agreement")
_TIPS = {
    "year": to_say("year"),
    "cadre": to_say("cadre"),
    "with": to_say("with"),
    "without": to_say("without"),
    "difference": to_say("difference"),
    "floor": to_say("floor"),
}


@dataclass(frozen=True, slots=True)
class _Year:
    """Filled posts and remote service of a country and cadre in one year; ``floor`` is told against no agreement."""

    country: str
    cadre: str
    year: int
    agreed: float
    without: float
    floor: float | None

    @property
    def gained(self) -> float:
        return self.agreed - self.without


def service_by_year(outcome: Outcome, *, width: int = 380) -> Figure:
    """Filled posts and service from abroad, more or fewer than without the agreement, by country, cadre and year.

    The line of 0 is the level without an agreement. A dashed line is a floor that a red line sets: no harm, or a
    density, where it is about one cadre. All panels have the same scale.
    """
    case, years = outcome.case, list(_years(outcome))
    floors = any(point.floor is not None for point in years)
    last = case.start_year + case.years
    note = " ".join(
        [
            say("Line of 0: the level without an agreement."),
            say("Dashed: the lowest that a red line allows, cut off where far below.")
            if floors
            else say("No red line sets a floor."),
            say("The agreement ends with {year}; later years are its follow-up.", year=last - 1)
            if case.horizon > case.years
            else "",
        ]
    ).strip()
    rows = tuple(
        (
            country_name(point.country),
            cadre_name(point.cadre),
            str(point.year),
            people(point.agreed),
            people(point.without),
            _signed(point.gained),
            say("none") if point.floor is None else _signed(point.floor),
        )
        for point in years
    )
    columns = (
        say("country"),
        say("cadre"),
        say("year"),
        say("with the agreement"),
        say("without it"),
        say("difference"),
        say("lowest allowed difference"),
    )
    title = say(_TITLE)
    return Figure(
        title=title,
        subtitle=say("Filled posts and service from abroad, more or fewer than without an agreement"),
        description=f"{title}. {' '.join(_described(case, years))} {note}",
        note=note,
        sources=(),
        table=Table(title, columns, rows, note, columns[2:]),
        drawing=_drawing(case, years, width),
    )


def _signed(value: float) -> str:
    return f"+{people(value)}" if value > 0.05 else people(value)


def _years(outcome: Outcome) -> Iterator[_Year]:
    case, table, floors = outcome.case, indicators.by_year(outcome), _floors(outcome)
    table = table[table["year"] > case.start_year]
    for country, record in case.countries.items():
        for cadre in record.cadres:
            here = table[(table["country"] == country) & (table["cadre"] == cadre)]
            gained = here[here["indicator"] == "gained_service"].set_index("year")["value"]
            filled = here[here["indicator"] == "filled_posts"].set_index("year")["without_agreement"]
            for year in gained.index.tolist():
                without = float(filled[year])
                agreed = without + float(gained[year])
                yield _Year(country, cadre, int(year), agreed, without, floors.get((country, cadre, int(year))))


def _floors(outcome: Outcome) -> dict[tuple[str, str, int], float]:
    """The highest floor of each country, cadre and year, told against the level without an agreement."""
    case, found = outcome.case, outcome.consequences
    floors: dict[tuple[str, str, int], float] = {}
    for line in case.red_lines:
        if line.kind not in ("no_harm", "density_floor"):
            continue
        for country in countries(case, line):
            cadres, record = cadres_in(case, line, country), case.countries[country]
            if line.kind == "density_floor" and len(cadres) != 1:
                continue
            i = found.axes.countries.index(country)
            for cadre in cadres:
                for t in range(1, case.horizon + 1):
                    floor = 0.0
                    if line.kind == "density_floor":
                        ten_thousands = record.population * (1 + record.population_growth) ** t / 10_000
                        without = float(found.without.service[i, found.cadre(cadre), t])
                        floor = min(0.0, line.threshold * ten_thousands - without)
                    key = (country, cadre, case.start_year + t)
                    floors[key] = max(floor, floors.get(key, floor))
    return floors


def _described(case: Case, years: list[_Year]) -> Iterator[str]:
    for country, record in case.countries.items():
        for cadre in record.cadres:
            here = [point for point in years if (point.country, point.cadre) == (country, cadre)]
            least, most = min(here, key=lambda p: p.gained), max(here, key=lambda p: p.gained)
            yield say(
                "{country}, {cadre}: from {least} in {least_year} to {most} in {most_year}, {last} in {last_year}.",
                country=country_name(country),
                cadre=cadre_name(cadre),
                least=_signed(least.gained),
                least_year=least.year,
                most=_signed(most.gained),
                most_year=most.year,
                last=_signed(here[-1].gained),
                last_year=here[-1].year,
            )


def _drawing(case: Case, years: list[_Year], width: int) -> Spec:
    """A panel for each country below another, with one scale for the differences; floors far below it are cut off."""
    values = [0.0, *(point.gained for point in years)]
    low, high = min(values), max(values)
    room = (high - low) * 0.08 or 1.0
    domain = (low - room, high + room)
    first, end = case.start_year + 1, case.start_year + case.horizon
    step = max(1, round((end - first) / 5))
    axis = {"title": None, "format": "d", "grid": False, "values": list(range(first, end + 1, step))}
    across = {"domain": [first, end + (end - first) * _LABELS], "nice": False}
    x = {"field": "year", "type": "quantitative", "axis": axis, "scale": across}
    scale = {"domain": list(domain), "nice": False}
    ticks: Spec = {"tickCount": 5} if high > low else {"values": [0]}
    y = {"field": "difference", "type": "quantitative", "scale": scale, "axis": {"title": None, **ticks}}
    cadres = [cadre for cadre in CADRES if any(point.cadre == cadre for point in years)]
    colours = {"domain": [cadre_name(c) for c in cadres], "range": [tone(cadre_tone(c)) for c in cadres]}
    colour = {"field": "cadre", "type": "nominal", "legend": None, "scale": colours}
    rows = [_row(point) for point in years]
    for country in case.countries:
        rows += _labels([point for point in years if point.country == country], end, domain)
    facet = {
        "field": "country",
        "type": "nominal",
        "sort": [country_name(country) for country in case.countries],
        "title": None,
        "header": {
            "orient": "top",
            "labelOrient": "top",
            "labelAngle": 0,
            "labelAnchor": "start",
            "labelFontSize": 13,
            "labelFontWeight": "bold",
            "labelColor": tone("ink"),
        },
    }
    return {
        "data": {"values": rows},
        "facet": {"row": facet},
        "spacing": 12,
        "spec": {"width": width, "height": _HEIGHT, "layer": list(_layers(case, x, y, colour))},
        "config": config(),
    }


def _layers(case: Case, x: Spec, y: Spec, colour: Spec) -> Iterator[Spec]:
    drawn = {"filter": "isValid(datum.difference)"}
    tooltip = [{"field": name, "title": say(title)} for name, title in _TIPS.items()]
    if case.horizon > case.years:
        over = {"type": "rule", "color": tone("line"), "strokeWidth": 2, "aria": False}
        yield {"mark": over, "encoding": {"x": {**_without_field(x), "datum": case.start_year + case.years}}}
    level = {"type": "rule", "color": tone("quiet"), "aria": False}
    yield {"mark": level, "encoding": {"y": {**_without_field(y), "datum": 0}}}
    line = {"type": "line", "strokeWidth": 2.5, "aria": False}
    yield {"transform": [drawn], "mark": line, "encoding": {"x": x, "y": y, "color": colour}}
    floor = {
        "type": "line",
        "strokeDash": [5, 3],
        "strokeWidth": 1.5,
        "color": tone("ink"),
        "clip": True,
        "aria": False,
    }
    yield {
        "transform": [{"filter": "isValid(datum.floor)"}],
        "mark": floor,
        "encoding": {"x": x, "y": {**y, "field": "floor"}, "detail": {"field": "cadre"}},
    }
    yield {
        "transform": [drawn],
        "mark": {"type": "point", "filled": True, "size": 28, "opacity": 1},
        "encoding": {"x": x, "y": y, "color": colour, "tooltip": tooltip, "description": {"field": "words"}},
    }
    yield {
        "transform": [{"filter": "isValid(datum.height)"}],
        "mark": {"type": "text", "align": "left", "dx": 9, "aria": False},
        "encoding": {"x": x, "y": {**y, "field": "height"}, "text": {"field": "cadre"}, "color": colour},
    }


def _without_field(channel: Spec) -> Spec:
    return {name: part for name, part in channel.items() if name != "field"}


def _row(point: _Year) -> Spec:
    return {
        "country": country_name(point.country),
        "year": point.year,
        "cadre": cadre_name(point.cadre),
        "difference": round(point.gained, 3),
        "floor": None if point.floor is None else round(point.floor, 3),
        "with": people(point.agreed),
        "without": people(point.without),
        "words": f"{country_name(point.country)}, {cadre_name(point.cadre)}, {point.year}: {_signed(point.gained)}",
    }


def _labels(here: list[_Year], end: int, domain: tuple[float, float]) -> Iterator[Spec]:
    """Names of cadres at the ends of their lines, far enough apart to be read."""
    gap, height = (domain[1] - domain[0]) * 14 / _HEIGHT, float("-inf")
    for point in sorted((point for point in here if point.year == end), key=lambda point: point.gained):
        height = max(point.gained, height + gap)
        name = country_name(point.country)
        yield {"country": name, "year": end, "cadre": cadre_name(point.cadre), "height": round(height, 3)}
