"""Reading the time of a row: calendar years, financial years, months, quarters and dates."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from toolkit.languages.speech import say

__all__ = ["NoPeriod", "Period", "Style", "read_period"]

Style = Literal["", "month", "financial_year"]
"""How ``2011-12`` is to be read; empty where the file has nothing that could be both."""

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_YEAR = re.compile(r"(?:FY\s*)?(\d{4})(?:\.0+)?")
_YEARS = re.compile(r"(\d{4})\s*[-/–]\s*(\d{2}|\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/ ]?([A-Za-z]{3,9})|([A-Za-z]{3,9})[-/ ]?(\d{4})")
_QUARTER = re.compile(r"(?:(\d{4})[- ]?Q([1-4])|Q([1-4])[- ]?(\d{4}))", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_INTERVAL = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2})")
_WRITTEN_DATE = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,9})\s+(\d{4})")
_EARLIEST, _LATEST, _UNKNOWN = 1850, 2200, 9999


class NoPeriod(ValueError):
    """A text that is no time, or ``either`` of two different ones; the message says why."""

    def __init__(self, message: str, *, either: bool = False):
        super().__init__(message)
        self.either = either


@dataclass(frozen=True, slots=True)
class Period:
    """The year that a number belongs to, and the first and last day (ISO) where they are not those of the year.

    A financial year and any longer time go by the year in which they end; ``words`` says what the file has.
    """

    year: int
    start: str = ""
    end: str = ""
    words: str = ""


def _year(number: int) -> int:
    if number == _UNKNOWN:
        raise NoPeriod(say("year 9999 stands for a year that is not known"))
    if not _EARLIEST <= number <= _LATEST:
        raise NoPeriod(say("{year} is no year from {first} to {last}", year=number, first=_EARLIEST, last=_LATEST))
    return number


def _span(year: int, first: int, last: int) -> Period:
    end = calendar.monthrange(year, last)[1]
    return Period(_year(year), f"{year}-{first:02}-01", f"{year}-{last:02}-{end:02}")


def _day(year: int, month: int, day: int) -> Period:
    try:
        found = date(_year(year), month, day).isoformat()
    except ValueError as failure:
        raise NoPeriod(say("{date} is no date", date=f"{year}-{month}-{day}")) from failure
    return Period(year, found, found)


def _month(name: str) -> int:
    number = _MONTHS.get(name[:3].lower())
    full = calendar.month_name[number].lower() if number else ""
    if number is None or not full.startswith(name.lower()):
        raise NoPeriod(say("'{name}' is no month", name=name))
    return number


def _two_years(text: str, first: int, second: str, style: Style) -> Period:
    month = len(second) == 2 and 1 <= int(second) <= 12
    follows = int(second) == (first + 1 if len(second) == 4 else (first + 1) % 100)
    if month and follows and not style:
        raise NoPeriod(say("'{text}' may be a month or a financial year", text=text), either=True)
    if month and style != "financial_year":
        return _span(first, int(second), int(second))
    if not follows:
        raise NoPeriod(say("'{text}' is neither a month nor a year that runs into the next one", text=text))
    return Period(_year(first + 1), words=f"year {text}")


def read_period(value: object, style: Style = "") -> Period:
    """The time that a cell tells: a number, a date, or a text such as ``2018``, ``2017-SEP``, ``2013-14``,
    ``Q3 2023``, or an interval of two dates, ``2019-05-01/2021-12-31``.

    Raises ``NoPeriod`` for a year that is not known (9999), for no time at all, and for one that could be two.

    >>> read_period("2017-SEP"), read_period("2013-14").year
    (Period(year=2017, start='2017-09-01', end='2017-09-30', words=''), 2014)
    """
    if isinstance(value, datetime | date):
        return _day(value.year, value.month, value.day)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _read_text(str(value).strip(), style)


@lru_cache(maxsize=2048)
def _read_text(text: str, style: Style) -> Period:
    if found := _YEAR.fullmatch(text):
        return Period(_year(int(found[1])))
    if found := _YEARS.fullmatch(text):
        return _two_years(text, int(found[1]), found[2], style)
    if found := _QUARTER.fullmatch(text):
        quarter = int(found[2] or found[3])
        return _span(_year(int(found[1] or found[4])), 3 * quarter - 2, 3 * quarter)
    if found := _INTERVAL.fullmatch(text):
        first, last = _read_text(found[1], ""), _read_text(found[2], "")
        if last.end < first.start:
            raise NoPeriod(say("'{text}' ends before it begins", text=text))
        return Period(last.year, first.start, last.end)
    if found := _DATE.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _WRITTEN_DATE.fullmatch(text):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    if found := _YEAR_MONTH.fullmatch(text):
        year, month = _year(int(found[1] or found[4])), _month(found[2] or found[3])
        return _span(year, month, month)
    raise NoPeriod(say("'{text}' is no year, month, quarter or date", text=text[:40]))
