"""The map of a selection with a plan put into it: its corridor is marked and has the people after the plan."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.read import Register
from toolkit.report.case_on_map import CaseImpact
from toolkit.report.corridor_detail import corridor_in_words
from toolkit.report.corridor_pictures import picture_of_rows
from toolkit.report.corridor_status import corridors_with_status
from toolkit.report.evidence import cadres_in_words
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.picking import pickable
from toolkit.wording import people

__all__ = ["case_picture"]

_ASSUMED = to_say("assumed: terms of the case")


def case_picture(register: Register, found: CaseImpact, *, language: str = "", most: int = 40) -> Figure:
    """The corridors after a plan; the plan's own is framed, with the people that it adds, which are assumed."""
    plan, after = found.plan, found.impact.after.people or 0.0
    table = corridors_with_status(register, found.selection)
    here = (table["origin"] == plan.origin) & (table["destination"] == plan.destination)
    assumed = say(_ASSUMED)
    source = pd.Series(table["source"]).where(~here, table["source"] + f" ; {assumed}")
    table = table.assign(people=table["people"].where(~here, after), source=source)
    if not here.any():
        about = {"measure": found.selection.measure, "unit": found.selection.unit, "status": _status(found)}
        row = {"origin": plan.origin, "destination": plan.destination, "people": after, "cadre": plan.cadre}
        table = pd.concat([table, pd.DataFrame([{**row, **about, "source": assumed}])], ignore_index=True)
    named = corridor_in_words(plan.origin, plan.destination, language)
    title = say("{corridor}, {cadres}: the map after the plan", corridor=named, cadres=cadres_in_words(plan.cadre))
    figure = picture_of_rows(register, table, title=title, language=language, most=max(most, 1), width=900)
    told = say_count(
        "Framed: {corridor}, {count} people after the plan (assumed, no forecast).",
        "Framed: {corridor}, {count} people after the plan (assumed, no forecast).",
        after,
        corridor=named,
        count=people(after),
    )
    return pickable(replace(figure, note=f"{told} {figure.note}"), f"{plan.origin}-{plan.destination}")


def _status(found: CaseImpact) -> str:
    covering = found.impact.ties.covering if found.impact.ties is not None else {}
    words = (("in_force", "covered"), ("perhaps", "perhaps"), ("announced", "announced"))
    return next((status for standing, status in words if covering.get(standing)), "none")
