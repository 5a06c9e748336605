"""What a country's gain is made of under several sets of terms: bars to the right for gains, to the left for costs."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.countries import country_in_a_sentence
from toolkit.languages.speech import say, to_say
from toolkit.report.amounts import Scale, scale_of
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.style import Spec, config, tone
from toolkit.report.options import Compared, distinct
from toolkit.report.table import Table
from toolkit.wording import join, money

__all__ = ["PARTS", "gain_parts"]

PARTS = {
    "service": to_say("service gained"),
    "remittances": to_say("remittances counted"),
    "system_support": to_say("health-system support"),
    "payments": to_say("what it pays"),
}
"""The parts of a gain, and how they are called."""

_TONES = {"service": "caregiver", "remittances": "pharmacist", "system_support": "allied", "payments": "nurse"}
_BAR, _LONGEST = 44, 26


def gain_parts(options: Sequence[Compared], country: str, *, width: int = 560) -> Figure:
    """The parts of a country's gain under each option, in present value, with the gain as a line and in words."""
    case = options[0].outcome.case
    title = say("What the gain of {country} is made of", country=country_in_a_sentence(country))
    names = [option.name for option in options]
    found = [option.outcome.components[country] for option in options]
    scale = scale_of((value for parts in found for value in parts.values()), case.currency)
    columns = (say("part"), *distinct(names, [say("part")]))
    rows = [(say(words), *(money(parts[part], case.currency) for parts in found)) for part, words in PARTS.items()]
    rows.append((say("gain"), *(money(option.outcome.gains[country], case.currency) for option in options)))
    told = join(f"{option.name} {money(option.outcome.gains[country], case.currency)}" for option in options)
    note = say(
        "Present value in {currency} at {year} prices, at the country's own discount rate; "
        "what it pays counts with the cost of public money. The line marks the gain.",
        currency=case.currency,
        year=case.price_year,
    )
    return Figure(
        title=title,
        subtitle="",
        description=say("{title}. Gain: {gains}.", title=title, gains=told),
        note=note,
        sources=(),
        table=Table(title, columns, tuple(rows), note, columns[1:]),
        drawing=_drawing(options, country, scale, width),
    )


def _drawing(options: Sequence[Compared], country: str, scale: Scale, width: int) -> Spec:
    short = distinct([option.name for option in options], longest=_LONGEST)
    currency = options[0].outcome.case.currency
    bars, totals = [], []
    parts = {part: say(words) for part, words in PARTS.items()}
    for name, option in zip(short, options, strict=True):
        up = down = 0.0
        for part, words in parts.items():
            value = option.outcome.components[country][part]
            start = up if value >= 0 else down
            up, down = (up + value, down) if value >= 0 else (up, down + value)
            said = f"{name}, {words}: {money(value, currency)}"
            row = {"option": name, "part": words, "from": scale.of(start), "to": scale.of(start + value)}
            bars.append({**row, "words": said})
        gain = option.outcome.gains[country]
        totals.append({"option": name, "gain": scale.of(gain), "top": scale.of(up), "words": scale.text(gain)})
    tones = {"domain": list(parts.values()), "range": [tone(_TONES[part]) for part in parts]}
    axis = {"title": None, "domain": False, "ticks": False, "labelLimit": 190, "labelPadding": 8}
    y: Spec = {"field": "option", "type": "nominal", "sort": short, "axis": axis}
    x: Spec = {
        "field": "from",
        "type": "quantitative",
        "axis": {"title": scale.unit, "tickCount": 5, "format": ",~f"},
    }
    legend = {"title": None, "orient": "top", "columns": 2, "labelLimit": 220}
    text = {"field": "words", "type": "nominal"}
    return {
        "width": width,
        "height": {"step": _BAR},
        "layer": [
            {
                "data": {"values": bars},
                "mark": {"type": "bar", "height": {"band": 0.5}},
                "encoding": {
                    "y": y,
                    "x": x,
                    "x2": {"field": "to"},
                    "color": {"field": "part", "type": "nominal", "scale": tones, "legend": legend},
                    "tooltip": text,
                    "description": text,
                },
            },
            {
                "data": {"values": totals},
                "mark": {"type": "tick", "color": tone("ink"), "thickness": 3, "height": _BAR * 0.74, "aria": False},
                "encoding": {"y": y, "x": {"field": "gain", "type": "quantitative"}},
            },
            {
                "data": {"values": totals},
                "mark": {"type": "text", "align": "left", "dx": 8, "fontWeight": "bold", "aria": False},
                "encoding": {"y": y, "x": {"field": "top", "type": "quantitative"}, "text": text},
            },
        ],
        "config": config(),
    }
