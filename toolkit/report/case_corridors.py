"""The map of a draft: who moves along the corridors of the case over the agreement."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from toolkit.case.schema import ends
from toolkit.languages.speech import say
from toolkit.model.evaluate import Outcome
from toolkit.register.read import Register
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.maps import corridor_map, places_of
from toolkit.report.figures.views import VIEWS

__all__ = ["case_corridors"]


def case_corridors(outcome: Outcome, register: Register, *, width: int = 700) -> Figure | None:
    """The people whom the draft moves, by corridor and cadre, on the smallest map that shows every country.

    ``None`` where it moves nobody.
    """
    case = outcome.case
    rows = []
    for name, corridor in outcome.terms.corridors.items():
        origin, destination = ends(name)
        for cadre, terms in corridor.cadres.items():
            moved = sum(number * years for number, years in zip(terms.recruits, case.phases, strict=True))
            if moved > 0.5:
                rows.append({"origin": origin, "destination": destination, "people": round(moved), "cadre": cadre})
    if not rows:
        return None
    table = pd.DataFrame(rows).assign(unit="persons", measure=say("inflow"), basis="")
    last = case.start_year + case.years - 1
    title = say("Who would move, {first_year}-{last_year}", first_year=case.start_year, last_year=last)
    drawn = corridor_map(
        table, register.countries, view=_view(outcome, register, width), colour="cadre", title=title, width=width
    )
    note = say(
        "Recruits of all years of the draft together; those who would have come anyway are among them. "
        "Lines join the middles of countries and are no routes. Borders: Natural Earth; they imply no opinion on the "
        "status of any territory."
    )
    return replace(drawn, subtitle=say("People whom the draft moves over the agreement"), note=note)


def _view(outcome: Outcome, register: Register, width: int) -> str:
    """The smallest part of the world that shows the ends of all corridors, the whole world where none does."""
    places = places_of(register.countries)
    wanted = [places[code] for name in outcome.case.corridors for code in ends(name) if code in places]
    for view in sorted(VIEWS.values(), key=lambda view: view.extent[0] * view.extent[1]):
        across, high = view.extent
        height = min(width * high / across, width * 0.8)
        if all(view.shows(longitude, latitude, width * 0.95, height) for longitude, latitude in wanted):
            return view.name
    return "world"
