"""How money, people, shares, years, lists and names are written. The only place that formats."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import NumberPattern, parse_pattern

from toolkit.languages.speech import current_locale, say, to_say

__all__ = [
    "day_in_words",
    "join",
    "left_to_right",
    "money",
    "nearest",
    "number",
    "people",
    "per_cent",
    "years_of_phase",
]

_LEFT_TO_RIGHT = "\u200e"
_MAGNITUDES = (
    (1e12, to_say("{amount} trillion")),
    (1e9, to_say("{amount} billion")),
    (1e6, to_say("{amount} million")),
)


@lru_cache(maxsize=8)
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern(f"#,##0.{'0' * decimals}" if decimals else "#,##0")


def number(value: float, decimals: int = 0) -> str:
    """A plain number with separators as the language has them, and without a negative zero."""
    if not math.isfinite(value):
        return f"{value}"
    written = str(_pattern(decimals).apply(round(value, decimals) + 0.0, current_locale()))
    return left_to_right(written) if written.startswith("-") else written


def left_to_right(text: str) -> str:
    """Signs and figures that keep their order, also within a line that runs from right to left."""
    return f"{_LEFT_TO_RIGHT}{text}" if current_locale().text_direction == "rtl" else text


def people(value: float) -> str:
    """A head count: whole people, or one decimal where a tenth of a person still shows the size."""
    return number(value, 0 if abs(value) >= 9.95 or abs(value) < 0.05 else 1)


def money(value: float, currency: str = "") -> str:
    """An amount with three significant digits in words: ``USD 26.4 million``."""
    for size, words in _MAGNITUDES:
        if abs(value) >= size * 0.9995:
            scaled = value / size
            decimals = 2 if abs(scaled) < 9.995 else 1 if abs(scaled) < 99.95 else 0
            return _in_currency(say(words, amount=number(scaled, decimals)), currency)
    return _in_currency(number(value, 2 if 0 < abs(value) < 9.995 else 0), currency)


def _in_currency(amount: str, currency: str) -> str:
    return say("{currency} {amount}", currency=currency, amount=amount) if currency else amount


def per_cent(share: float, decimals: int = 0) -> str:
    """A share of 0 to 1 as per cent; shares themselves are never stored as per cent."""
    return say("{share} %", share=number(share * 100, decimals))


def join(words: Iterable[str], last: Literal["and", "or"] = "and") -> str:
    """Words as a list in a sentence: ``a, b and c``."""
    return format_list(list(words), style="or" if last == "or" else "standard", locale=current_locale())


def nearest(name: str, known: Iterable[str], most: int = 3) -> Sequence[str]:
    """The known names most like a misspelt or shortened one, best first; none when nothing comes close."""
    names, wanted = {candidate.lower(): candidate for candidate in known}, name.lower()
    longer = [candidate for candidate in names if len(wanted) > 2 and candidate.startswith(wanted)]
    close = difflib.get_close_matches(wanted, names, n=most, cutoff=0.5)
    return [names[found] for found in dict.fromkeys([*longer, *close])][:most]


def years_of_phase(start_year: int, phases: Sequence[int], phase: int) -> str:
    """The calendar years of a phase: ``2026-2028``."""
    first = start_year + sum(phases[:phase])
    last = first + phases[phase] - 1
    return str(first) if first == last else left_to_right(f"{first}-{last}")


def day_in_words(day: date) -> str:
    """A date: ``28 November 2026``."""
    return format_date(day, "long", locale=current_locale())
