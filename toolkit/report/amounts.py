"""Amounts of money in one unit that suits them all, for axes, inputs and columns of numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.wording import number

__all__ = ["Scale", "scale_of"]

_WORDS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))


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
    for size, word in _WORDS:
        if largest >= size * 0.9995:
            return Scale(size, f"{currency} {word}")
    return Scale(1.0, currency)
