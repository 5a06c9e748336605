"""Colours, shapes and fonts of the pictures, light and dark.

A picture is drawn with names of colours (``tone("land")``); ``painted`` puts in the colours of a theme. So one picture
serves pages of either theme, documents and notebooks. Colours of statuses and cadres can be told apart by people who
see no red or no green (after Okabe and Ito); statuses also differ by dash and shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from toolkit.errors import InputError, Problem
from toolkit.languages.numerals import numerals
from toolkit.languages.speech import say, to_say

__all__ = [
    "CADRES",
    "DASHES",
    "FONT",
    "SHAPES",
    "STATUSES",
    "THEMES",
    "cadre_tone",
    "colours_of",
    "config",
    "painted",
    "ramp",
    "tone",
    "with_numerals",
]

Spec = dict[str, Any]

FONT = "Liberation Sans, Source Sans, Arial, sans-serif"
"""The first name comes with vl-convert: where the first is missing it draws no text at all."""

THEMES: dict[str, dict[str, str]] = {
    "light": {
        "paper": "#ffffff",
        "ink": "#14191c",
        "quiet": "#4f5b63",
        "line": "#d5dbdf",
        "faint": "#eef1f3",
        "sea": "#f1f6f9",
        "land": "#e2e5e4",
        "border": "#ffffff",
        "dot": "#9aa5ab",
        "halo": "#ffffff",
        "ramp0": "#d6e8ec",
        "ramp1": "#a3cdd7",
        "ramp2": "#67aabb",
        "ramp3": "#2b8299",
        "ramp4": "#0b566b",
        "on_low": "#14191c",
        "on_high": "#ffffff",
        "covered": "#0a6aa6",
        "perhaps": "#3d9ad6",
        "announced": "#7b4fa8",
        "none": "#b8572b",
        "physician": "#0072b2",
        "nurse": "#c8500a",
        "midwife": "#b8578c",
        "caregiver": "#00825f",
        "dentist": "#b58300",
        "pharmacist": "#4a9fd8",
        "allied": "#6b5b95",
        "all": "#5a6268",
        "active": "#0a6aa6",
        "unknown": "#7d868c",
        "expired": "#9c6a2f",
        "terminated": "#b3432b",
        "suspended": "#a4578a",
        "centre": "#14191c",
        "arriving": "#0a6aa6",
        "leaving": "#c8500a",
    },
    "dark": {
        "paper": "#0e1417",
        "ink": "#eef3f5",
        "quiet": "#aab7be",
        "line": "#3a464d",
        "faint": "#1c262b",
        "sea": "#121b20",
        "land": "#313d43",
        "border": "#121b20",
        "dot": "#7f8d95",
        "halo": "#0e1417",
        "ramp0": "#1f4450",
        "ramp1": "#2a6675",
        "ramp2": "#3d8ea1",
        "ramp3": "#6db9c9",
        "ramp4": "#b9e5ec",
        "on_low": "#eef3f5",
        "on_high": "#0e1417",
        "covered": "#4aa8e8",
        "perhaps": "#9bd0f5",
        "announced": "#c09bea",
        "none": "#ec8f62",
        "physician": "#4aa8e8",
        "nurse": "#f08a4b",
        "midwife": "#e39ac2",
        "caregiver": "#3cc49a",
        "dentist": "#e6bf4a",
        "pharmacist": "#9bd0f5",
        "allied": "#b5a5e0",
        "all": "#c3ccd1",
        "active": "#4aa8e8",
        "unknown": "#99a4ab",
        "expired": "#d3a062",
        "terminated": "#f0785a",
        "suspended": "#e39ac2",
        "centre": "#eef3f5",
        "arriving": "#4aa8e8",
        "leaving": "#f08a4b",
    },
}

STATUSES: dict[str, str] = {
    "covered": to_say("agreement known"),
    "perhaps": to_say("perhaps covered"),
    "announced": to_say("only announced"),
    "none": to_say("no agreement known"),
}
"""What is known of an agreement on a corridor, in words to be said."""

DASHES: dict[str, tuple[float, float]] = {"covered": (0, 0), "perhaps": (16, 5), "announced": (5, 4), "none": (0, 0)}
"""Pixels drawn and left out along a corridor, by status."""

SHAPES: dict[str, str] = {
    "active": "circle",
    "unknown": "square",
    "expired": "triangle-down",
    "terminated": "cross",
    "suspended": "diamond",
    "announced": "circle",
}

CADRES: dict[str, str] = {
    "physician": to_say("doctors"),
    "nurse": to_say("nurses"),
    "midwife": to_say("midwives"),
    "caregiver": to_say("care workers"),
    "dentist": to_say("dentists"),
    "pharmacist": to_say("pharmacists"),
    "allied": to_say("other professions"),
    "all": to_say("health workers not told apart"),
}
"""Cadres with a colour of their own, and how they are called in a legend, in words to be said."""

_KEY = "$tone"


def tone(name: str) -> Spec:
    """A colour by its name, to be put in when a theme is chosen."""
    return {_KEY: name}


def cadre_tone(cadre: str) -> str:
    """The tone of a cadre; cadres without one of their own share that of ``all``."""
    return {"nurse_and_midwife": "nurse"}.get(cadre, cadre if cadre in CADRES else "all")


def ramp() -> list[Spec]:
    """The five tones of a scale from little to much."""
    return [tone(f"ramp{step}") for step in range(5)]


def colours_of(theme: str) -> Mapping[str, str]:
    """The colours of a theme. Raises ``InputError`` for a theme that there is not."""
    if theme not in THEMES:
        problem = Problem(say("the theme"), say("is '{word}'", word=theme), say("light or dark"))
        raise InputError(say("the request"), [problem])
    return THEMES[theme]


def painted(part: Any, theme: str) -> Any:
    """A copy of a specification with the colours of a theme; the rows of data are left as they are."""
    colours = colours_of(theme)

    def paint(value: Any) -> Any:
        if isinstance(value, dict):
            if _KEY in value:
                return colours[value[_KEY]]
            return {key: item if key == "data" else paint(item) for key, item in value.items()}
        return [paint(item) for item in value] if isinstance(value, list) else value

    return paint(part)


def with_numerals(spec: Spec) -> Spec:
    """A specification whose axes and legends write numbers as the language that is spoken does."""
    signs = numerals()
    if signs is None:
        return spec
    return {**spec, "config": {**spec.get("config", {}), "locale": {"number": signs}}}


def config(size: int = 12) -> Spec:
    """The settings that all pictures share."""
    axis = {
        "labelColor": tone("ink"),
        "titleColor": tone("quiet"),
        "labelFontSize": size,
        "titleFontSize": size,
        "titleFontWeight": "normal",
        "gridColor": tone("line"),
        "domainColor": tone("line"),
        "tickColor": tone("line"),
    }
    legend = {"labelColor": tone("ink"), "titleColor": tone("quiet"), "labelFontSize": size, "titleFontSize": size}
    return {
        "background": tone("paper"),
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "legend": {**legend, "titleFontWeight": "normal"},
        "text": {"color": tone("ink"), "fontSize": size},
    }
