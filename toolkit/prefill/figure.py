"""A number of a starting case: how large, how sure, and from which source or by which rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from toolkit.countries import country_in_a_sentence
from toolkit.languages.catalogues import ENGLISH
from toolkit.languages.speech import speaking

__all__ = ["Figure", "Range", "country_written", "estimated", "found", "rounded", "written"]

_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Range:
    """A middle value with the lowest and the highest that are plausible."""

    value: float
    low: float
    high: float

    def times(self, other: Range) -> Range:
        """The product of two ranges of numbers that are not below 0."""
        return Range(self.value * other.value, self.low * other.low, self.high * other.high)

    def scaled(self, factor: float) -> Range:
        """The range times a number that is not below 0."""
        return Range(self.value * factor, self.low * factor, self.high * factor)

    def plus(self, amount: float) -> Range:
        """The range with an amount added to its three numbers."""
        return Range(self.value + amount, self.low + amount, self.high + amount)

    def at_least(self, other: Range) -> Range:
        """The larger of each of the three numbers."""
        return Range(max(self.value, other.value), max(self.low, other.low), max(self.high, other.high))

    def at_most(self, other: Range) -> Range:
        """The smaller of each of the three numbers."""
        return Range(min(self.value, other.value), min(self.low, other.low), min(self.high, other.high))

    def within(self, lowest: float, highest: float) -> Range:
        """The range with its three numbers kept between two bounds."""
        return Range(*(min(max(number, lowest), highest) for number in (self.value, self.low, self.high)))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it will stand in a case.

    ``source`` and ``year`` are given where the register has the number; otherwise ``assumed`` is true and ``note``
    names the rule. ``keys`` are the sources that the note quotes.
    """

    value: float
    low: float
    high: float
    source: str | None
    year: int | None
    note: str
    assumed: bool
    rule: str = ""
    keys: tuple[str, ...] = ()

    @property
    def range(self) -> Range:
        """Value, low and high alone."""
        return Range(self.value, self.low, self.high)

    @property
    def cited(self) -> tuple[str, ...]:
        """Every source that the figure rests on."""
        return tuple(dict.fromkeys([*([self.source] if self.source else []), *self.keys]))

    def quantity(self) -> dict[str, Any]:
        """The figure in the form of a case file."""
        stated: dict[str, Any] = {"value": _plain(self.value), "low": _plain(self.low), "high": _plain(self.high)}
        if self.source is not None:
            stated["source"] = self.source
        if self.year is not None:
            stated["year"] = self.year
        if self.assumed:
            stated["assumed"] = True
        if self.note:
            stated["note"] = self.note
        return stated


def _plain(value: float) -> int | float:
    return int(value) if float(value).is_integer() else float(value)


def rounded(value: float, digits: int = _DIGITS) -> float:
    """A number with so many significant digits.

    >>> rounded(123456), rounded(0.034567)
    (123000.0, 0.0346)
    """
    return float(f"{value:.{digits}g}")


def written(value: float) -> str:
    """A number as it is quoted in a note: ``57 532 493``, ``11.66``."""
    plain = f"{value:,.10g}" if abs(value) < 1e15 else f"{value:g}"
    return plain.replace(",", " ")


def country_written(country: str) -> str:
    """A country as it is quoted in a note, which is English whatever language is spoken."""
    with speaking(ENGLISH):
        return country_in_a_sentence(country)


def found(
    value: float, around: Range, source: str, year: int, note: str = "", *, exact: bool = True, keys: Iterable[str] = ()
) -> Figure:
    """A number that the register has; ``around`` is its plausible range."""
    shown = value if exact else rounded(value)
    low, high = min(rounded(around.low), shown), max(rounded(around.high), shown)
    return Figure(shown, low, high, source, year, note, False, "", tuple(keys))


def estimated(around: Range, rule: str, note: str, *, keys: Iterable[str] = (), whole: bool = False) -> Figure:
    """A number estimated by a rule; the note begins with the rule's name. ``whole`` makes whole numbers of it."""
    value, low, high = (
        float(round(number)) if whole else rounded(number) for number in (around.value, around.low, around.high)
    )
    return Figure(value, min(low, value), max(high, value), None, None, f"Rule {rule}: {note}", True, rule, tuple(keys))
