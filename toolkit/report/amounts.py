"""Amounts of money in one unit that suits them all, for axes, inputs and columns of numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.case.names import in_unit
from toolkit.languages.speech import say, to_say
from toolkit.wording import number

__all__ = ["Scale", "scale_of", "significant", "trimmed", "unit_in_words"]

_UNITS = (
    (1e12, to_say("{currency} trillion")),
    (1e9, to_say("{currency} billion")),
    (1e6, to_say("{currency} million")),
    (1e3, to_say("{currency} thousand")),
)


@dataclass(frozen=True, slots=True)
class Scale:
    """A unit of money: what amounts in the currency are divided by, and its name such as ``USD million``."""

    size: float
    unit: str

    def of(self, amount: float) -> float:
        """An amount of the currency in this unit."""
        return amount / self.size

    def back(self, amount: float) -> float:
        """An amount in this unit as money of the currency."""
        return amount * self.size

    def text(self, amount: float) -> str:
        """An amount of the currency as a number in this unit."""
        scaled = amount / self.size
        return number(scaled, 1 if abs(scaled) >= 99.95 else 2)


def scale_of(amounts: Iterable[float], currency: str) -> Scale:
    """The unit in which the largest of the amounts is 1 or more."""
    largest = max((abs(amount) for amount in amounts), default=0.0)
    for size, unit in _UNITS:
        if largest >= size * 0.9995:
            return Scale(size, say(unit, currency=currency))
    return Scale(1.0, currency)


def unit_in_words(unit: str, currency: str) -> str:
    """A unit, with the currency in place of the word for money.

    >>> unit_in_words("money a year", "USD"), unit_in_words("money per money", "USD"), unit_in_words("recruits", "USD")
    ('USD a year', 'USD per USD', 'recruits')
    """
    if unit == "money per money":
        return say("{currency} per {currency}", currency=currency)
    return in_unit(currency, unit) if unit.startswith("money") else say(unit)


def significant(value: float, digits: int = 3) -> str:
    """A number with so many digits, without needless zeros.

    >>> significant(12.345), significant(0.5), significant(1e-9)
    ('12.3', '0.5', '1e-09')
    """
    text = format(value, f".{digits}g")
    return text if "e" in text else number(value, len(text.partition(".")[2]))


def trimmed(value: float, most: int) -> str:
    """A number with as many decimals as it has, ``most`` of them.

    >>> trimmed(1200, 4), trimmed(0.25, 4), trimmed(0.123456, 4)
    ('1,200', '0.25', '0.1235')
    """
    if not math.isfinite(value):
        return number(value)
    return number(value, next(d for d in range(most + 1) if round(value, d) == round(value, most)))
