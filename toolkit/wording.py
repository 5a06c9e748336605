"""How money, people, shares, years, lists and names are written. The only place that formats."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from datetime import date

__all__ = ["day_in_words", "join", "money", "nearest", "number", "people", "per_cent", "years_of_phase"]

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MAGNITUDES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def number(value: float, decimals: int = 0) -> str:
    """A plain number with thousands separated by commas and without a negative zero."""
    rounded = round(value, decimals)
    return f"{rounded + 0.0:,.{decimals}f}"


def people(value: float) -> str:
    """A head count: whole people, or one decimal where a tenth of a person still shows the size."""
    return number(value, 0 if abs(value) >= 9.95 or abs(value) < 0.05 else 1)


def money(value: float, currency: str = "") -> str:
    """An amount with three significant digits in words: ``USD 26.4 million``."""
    for size, word in _MAGNITUDES:
        if abs(value) >= size * 0.9995:
            scaled = value / size
            decimals = 2 if abs(scaled) < 9.995 else 1 if abs(scaled) < 99.95 else 0
            return f"{currency} {number(scaled, decimals)} {word}".strip()
    decimals = 2 if 0 < abs(value) < 9.995 else 0
    return f"{currency} {number(value, decimals)}".strip()


def per_cent(share: float, decimals: int = 0) -> str:
    """A share of 0 to 1 as per cent; shares themselves are never stored as per cent."""
    return f"{number(share * 100, decimals)} %"


def join(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: ``a, b and c``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


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
    return str(first) if first == last else f"{first}-{last}"


def day_in_words(day: date) -> str:
    """A date: ``28 November 2026``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
