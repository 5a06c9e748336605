"""Indicators with baseline and yearly targets from the simulation, as data, as a sheet to fill in, and as a table."""

from __future__ import annotations

import pandas as pd

from toolkit.case.names import cadre_name, corridor_name, in_unit
from toolkit.countries import country_name
from toolkit.languages.speech import say, to_say
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.report.table import Table
from toolkit.wording import number, people

__all__ = [
    "COLUMNS",
    "NAMES",
    "REPORTED",
    "SHEET",
    "monitoring_frame",
    "monitoring_sheet",
    "monitoring_table",
    "place_name",
    "written",
]

COLUMNS = ("indicator", "place", "cadre", "unit", "year", "baseline", "target")
SHEET = ("what", "indicator", "place", "cadre", "year", "unit", "baseline", "target", "reported")
"""The columns of the monitoring sheet that is filled in."""

REPORTED = ("indicator", "place", "cadre", "year", "reported")
"""Those of them that are read again."""

_BY_COUNTRY = {
    "workforce": to_say("workforce at home"),
    "filled_posts": to_say("filled posts"),
    "unfilled_posts": to_say("unfilled posts"),
    "density": to_say("filled posts and remote service per 10 000 people"),
}
_BY_CORRIDOR = {
    "candidates": to_say("candidates prepared"),
    "recruits": to_say("recruits"),
    "places": to_say("training places opened"),
    "graduates_gained": to_say("additional graduates"),
    "retained": to_say("workers kept by retention"),
    "extra_posts": to_say("extra posts funded"),
    "returned": to_say("supported returns"),
    "in_licensed_practice": to_say("recruits in licensed practice"),
}
NAMES = {**_BY_COUNTRY, **_BY_CORRIDOR, "contribution": to_say("paid for the sending health workforce")}
"""Indicators by their word, as they are said."""

_UNITS = (to_say("people"), to_say("posts"), to_say("places"), to_say("per 10 000 people"))


def monitoring_frame(outcome: Outcome) -> pd.DataFrame:
    """Every indicator of every year of the agreement: columns as of ``COLUMNS``.

    ``place`` is a country's or a corridor's code. ``baseline`` is what the year would bring without the agreement (for
    a corridor none), ``target`` what it brings with the terms; money in the case's currency a year.
    """
    case = outcome.case
    last = case.start_year + case.years
    country = indicators.by_year(outcome).rename(columns={"country": "place", "value": "target"})
    country = country[country["indicator"].isin(_BY_COUNTRY)].rename(columns={"without_agreement": "baseline"})
    corridor = indicators.by_corridor(outcome).rename(columns={"corridor": "place", "value": "target"})
    corridor = corridor[corridor["indicator"].isin(_BY_CORRIDOR)].assign(baseline=0.0)
    table = pd.concat([country, corridor, _contributions(outcome)], ignore_index=True)
    table = table[(table["year"] < last) | ((table["year"] == last) & table["indicator"].isin(_BY_COUNTRY))]
    return table[list(COLUMNS)].reset_index(drop=True)


def _contributions(outcome: Outcome) -> pd.DataFrame:
    case, table = outcome.case, indicators.by_phase(outcome)
    amounts = {(row["corridor"], row["phase"]): row["contribution"] for row in table.to_dict("records")}
    rows = [
        {
            "indicator": "contribution",
            "place": corridor,
            "cadre": "",
            "unit": f"{case.currency} a year",
            "year": case.start_year + year,
            "baseline": 0.0,
            "target": float(amounts[corridor, phase]),
        }
        for corridor in case.corridors
        for year, phase in enumerate(case.phase_of_year)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def monitoring_sheet(outcome: Outcome) -> pd.DataFrame:
    """The monitoring sheet to be filled in: columns as of ``SHEET``, ``reported`` empty.

    Indicators that are nothing in every year, with the agreement and without it, are left out.
    """
    frame = monitoring_frame(outcome)
    told = frame[["baseline", "target"]].abs().max(axis=1).gt(0.005).groupby([frame[name] for name in SHEET[1:4]])
    frame = frame[told.transform("any")].reset_index(drop=True)
    frame["what"] = [
        ", ".join(
            (
                say(NAMES[row["indicator"]]),
                place_name(row["place"]),
                *([cadre_name(row["cadre"])] if row["cadre"] else []),
            )
        )
        for row in frame.to_dict("records")
    ]
    frame[["baseline", "target"]] = frame[["baseline", "target"]].round(4)
    return frame.assign(reported=None)[list(SHEET)]


def place_name(code: str) -> str:
    """A country or a corridor in words."""
    return corridor_name(code) if "-" in code else country_name(code)


def written(value: float, unit: str) -> str:
    """A value of the path with as many digits as its unit has."""
    return number(value, 2) if unit.startswith("per") else people(value)


def _unit(unit: str, currency: str) -> str:
    """A unit of the path as it is read."""
    return say(unit) if unit in _UNITS else in_unit(currency, "money a year")


def monitoring_table(outcome: Outcome) -> Table:
    """The indicators by year, the start first: the target, and the baseline without the agreement."""
    frame, case = monitoring_frame(outcome), outcome.case
    years = [case.start_year + year for year in range(case.years + 1)]
    rows = []
    for (indicator, place, cadre, unit), path in frame.groupby(["indicator", "place", "cadre", "unit"], sort=False):
        if not (path[["target", "baseline"]].abs() > 0.005).to_numpy().any():
            continue
        by_year = {int(row["year"]): row for row in path.to_dict("records")}
        who = cadre_name(str(cadre)) if cadre else say("all")
        head = (say(NAMES[str(indicator)]), place_name(str(place)), who, _unit(str(unit), case.currency))
        for words, column in ((say("target"), "target"), (say("without the agreement"), "baseline")):
            if column == "target" or str(indicator) in _BY_COUNTRY:
                cells = [written(float(by_year[year][column]), str(unit)) if year in by_year else "" for year in years]
                rows.append((*head, words, *cells))
    columns = (
        *(say("indicator"), say("where"), say("cadre"), say("unit"), say("path")),
        *(str(year) for year in years),
    )
    note = say(
        "From the simulation of the terms. Stocks are those at the beginning of a year, flows those of the year."
    )
    return Table(say("Monitoring: baseline and yearly targets"), columns, tuple(rows), note, columns[5:])
