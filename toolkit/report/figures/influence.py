"""The numbers that move the result most: bars from the result as it is to both ends of each number's range."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from toolkit.countries import country_in_a_sentence, country_name
from toolkit.deal.influence import End, Influence
from toolkit.deal.solution import Solution
from toolkit.languages.speech import say, say_count, to_say
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.style import Spec, config, tone
from toolkit.report.figures.words import per_cent_expression
from toolkit.report.influence import NO_GAIN_LEFT, gains_as_measured, in_words, influence_table
from toolkit.report.provenance import written
from toolkit.wording import join, money, number, per_cent

__all__ = ["tornado"]

_TONES = ("leaving", "arriving", "caregiver", "announced", "dentist", "allied")
_BAR, _GAP = 13, 8
_HUNDREDTHS = "format(datum.value * 100, datum.value == 0 ? '.0f' : '+,.0f')"
_TITLE = to_say("Which numbers move the result most")
_TIPS = {"number": to_say("number"), "at": to_say("at"), "country": to_say("country"), "gain": to_say("gain")}


def tornado(solution: Solution, found: Sequence[Influence], *, most: int = 10, width: int = 760) -> Figure:
    """The most influential numbers with the change of each country's gain at both ends of the range.

    ``solution`` is the result with every number as it is, ``found`` the influences on the same rule, the largest
    first. Changes are in per cent of the most that the country could have; a country that could have nothing is told
    against the largest of these.
    """
    telling = [entry for entry in found if entry.spread > 0 and math.isfinite(entry.spread)]
    kept = telling[:most]
    countries = list(solution.gains)
    endless = sum(not math.isfinite(entry.spread) for entry in found)
    lost = any(end.outcome == "no_agreement" for entry in kept for end in (entry.low, entry.high))
    none = sum(entry.spread == 0 for entry in found)
    parts = [
        say(
            "Filled: at the upper end of the number's plausible range; hollow: at the lower end; one number at a time."
        ),
        say("Changes are in per cent of the most that the country could have."),
        say("A cross: no agreement is possible there, so the whole gain is lost.") if lost else "",
        say_count(
            "{count} numbers that let a gain grow without limit are not drawn.",
            "{count} numbers that let a gain grow without limit are not drawn.",
            endless,
            count=number(endless),
        )
        if endless
        else "",
        say(
            "{less} more with less influence and {none} with none are in the table.",
            less=number(len(telling) - len(kept)),
            none=number(none),
        ),
    ]
    note = " ".join(part for part in parts if part)
    title = say(_TITLE)
    told = "; ".join(f"{entry.label}, {in_words(entry, solution.ideals)}" for entry in kept[:5])
    return Figure(
        title=title,
        subtitle=say(
            "Change of the gain of {countries}",
            countries=join(country_in_a_sentence(country) for country in countries),
        ),
        description=say(
            "{title}. Of {count} numbers with a range: {numbers}.", title=title, count=number(len(found)), numbers=told
        )
        if told
        else say("{title}. Of {count} numbers with a range: none.", title=title, count=number(len(found))),
        note=note,
        sources=(),
        table=influence_table(solution, found),
        drawing=_drawing(solution, kept, width),
    )


def _rows(solution: Solution, kept: Sequence[Influence]) -> list[dict[str, Any]]:
    now, largest = gains_as_measured(solution), max(solution.ideals.values(), default=0.0)
    rows = []
    for entry in kept:
        for country, gain in now.items():
            size = solution.ideals[country] if solution.ideals[country] > 0 else largest
            for name, end in (("lower", entry.low), ("upper", entry.high)):
                change = _change(end, country, gain)
                if change is None:
                    continue
                share = change / size if size > 0 else 0.0
                about = {"number": entry.label, "value": written(end.value), "country": country_in_a_sentence(country)}
                rows.append(
                    {
                        "number": entry.label,
                        "country": country_name(country),
                        "end": name,
                        "at": written(end.value),
                        "change": round(share, 5),
                        "gain": money(end.gains[country], solution.case.currency) if end.gains else _no_gain_left(),
                        "lost": end.gains is None,
                        "words": _words(about, None if end.gains is None else share),
                    }
                )
    return rows


def _no_gain_left() -> str:
    return say(NO_GAIN_LEFT["no_agreement"])


def _words(about: dict[str, str], share: float | None) -> str:
    """What a bar says; ``share`` is ``None`` where no agreement is possible."""
    if share is None:
        return say("{number} at {value}: {result} for {country}", **about, result=_no_gain_left())
    return say(
        "{number} at {value}: change by {share} of the most it could have for {country}",
        **about,
        share=per_cent(share, 1),
    )


def _change(end: End, country: str, gain: float) -> float | None:
    if end.outcome in ("unbounded", "failed"):
        return None
    return (end.gains[country] if end.gains else 0.0) - gain


def _drawing(solution: Solution, kept: Sequence[Influence], width: int) -> Spec:
    rows = _rows(solution, kept)
    countries = [country_name(country) for country in solution.gains]
    labels = [entry.label for entry in kept]
    y = {
        "field": "number",
        "type": "nominal",
        "sort": labels,
        "scale": {"domain": labels, "paddingInner": 0.25, "paddingOuter": 0.1},
        "axis": {
            "title": None,
            "domain": False,
            "ticks": False,
            "labelOverlap": False,
            "labelLimit": 260,
            "labelExpr": "split(datum.label, ': ')",
            "labelLineHeight": 14,
            "labelOffset": -6,
        },
    }
    offset = {"field": "country", "type": "nominal", "sort": countries, "scale": {"domain": countries}}
    x = {
        "field": "change",
        "type": "quantitative",
        "axis": {"title": None, "labelExpr": per_cent_expression(_HUNDREDTHS), "tickCount": 7},
    }
    colour = {
        "field": "country",
        "type": "nominal",
        "scale": {"domain": countries, "range": [tone(_TONES[i % len(_TONES)]) for i in range(len(countries))]},
        "legend": {"title": None, "orient": "top", "symbolType": "square", "symbolOpacity": 1},
    }
    tooltip = [{"field": name, "type": "nominal", "title": say(title)} for name, title in _TIPS.items()]
    shared = {"y": y, "yOffset": offset, "x": x, "tooltip": tooltip, "description": {"field": "words"}}
    step = len(countries) * _BAR + _GAP
    return {
        "width": width,
        "height": max(1, len(labels)) * step,
        "data": {"values": rows},
        "layer": [
            {
                "transform": [{"filter": "datum.end == 'upper'"}],
                "mark": {"type": "bar", "opacity": 0.85},
                "encoding": {**shared, "fill": {**colour}},
            },
            {
                "transform": [{"filter": "datum.end == 'lower'"}],
                "mark": {"type": "bar", "fillOpacity": 0.0, "strokeWidth": 1.8},
                "encoding": {**shared, "stroke": {**colour, "legend": None}},
            },
            {
                "transform": [{"filter": "datum.lost"}],
                "mark": {"type": "point", "shape": "cross", "filled": True, "size": 70, "opacity": 1, "aria": False},
                "encoding": {"y": y, "yOffset": offset, "x": x, "color": {"value": tone("ink")}},
            },
            {
                "data": {"values": [{"as it is": 0}]},
                "mark": {"type": "rule", "color": tone("ink"), "aria": False},
                "encoding": {"x": {"field": "as it is", "type": "quantitative"}},
            },
        ],
        "config": config(),
    }
