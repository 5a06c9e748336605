"""From a raw row to a canonical record: places resolved, numbers read, and everything that is left out counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toolkit.errors import Problem, RegisterError
from toolkit.imports.canonical import Figure, Indicator
from toolkit.imports.numbers import DECIMAL_POINT, NotANumber, NumberFormat, suppressed
from toolkit.imports.output import Output
from toolkit.imports.periods import NoPeriod, Period, Style, read_period
from toolkit.imports.streams import Cell
from toolkit.imports.tally import CoverageKey, Tally
from toolkit.languages.speech import say
from toolkit.register.places import Place, Places, Scheme

__all__ = ["Collector", "Named", "clean"]

_REASON = {
    "total": "total",
    "group": "group",
    "remainder": "remainder",
    "shared": "ambiguous",
    "former": "former_state",
    "unknown": "unknown_name",
    "not_assigned": "not_assigned",
    "skipped": "skipped",
}
_MOST_PROBLEMS = 60
_TAG = re.compile(r"<[^<>]{0,200}>")
_LONGEST_NOTE = 400


@lru_cache(maxsize=1024)
def clean(text: str) -> str:
    """A remark from a file as plain words: no tags, no line ends, no start that a spreadsheet would run as a formula.

    >>> clean("Includes <b>Doctors</b></br> Source: Atlas"), clean("=1+1")
    ('Includes Doctors Source: Atlas', '1+1')
    """
    return " ".join(_TAG.sub(" ", text).split()).lstrip("=+-@\t ")[:_LONGEST_NOTE]


@dataclass(frozen=True, slots=True)
class Named:
    """What stands in a column of countries and what it is; ``disagrees`` when its code and its name differ."""

    text: str
    column: str
    place: Place
    disagrees: bool = False

    @property
    def code(self) -> str:
        """The ISO 3166-1 alpha-3 code, empty for anything but a country."""
        return self.place.code if self.is_country else ""

    @property
    def is_country(self) -> bool:
        """Whether it is one country, undisputed."""
        return self.place.is_country and not self.disagrees

    @property
    def reason(self) -> str:
        """Why a row that has it is left out."""
        return "disagrees" if self.disagrees else _REASON[self.place.kind]


class Collector:
    """Takes the raw rows of one file, in order, and sees to it that each is written or counted as left out."""

    def __init__(self, file: str, places: Places, output: Output, tally: Tally, numbers: NumberFormat = DECIMAL_POINT):
        self.file = file
        self.places = places
        self.output = output
        self.tally = tally
        self.numbers = numbers
        self.both_sides = False
        self._problems: list[Problem] = []
        self._named: dict[tuple[str, Scheme, str, str], Named] = {}

    def problem(self, place: str, what: str, expectation: str = "", remedy: str = "") -> None:
        """Note something wrong in the file. Raises ``RegisterError`` at once when there is far too much."""
        self._problems.append(Problem(place, what, expectation, remedy))
        if len(self._problems) >= _MOST_PROBLEMS:
            self._problems.append(Problem(say("the file"), say("has more problems than are listed here")))
            self.check()

    def check(self) -> None:
        """Raise ``RegisterError`` with every problem found so far, if there is one."""
        if self._problems:
            raise RegisterError(self.file, self._problems)

    def place(self, text: Cell, scheme: Scheme, column: str, label: Cell = None) -> Named:
        """What a cell of a country column is; ``label`` is the name beside a code, which must not contradict it."""
        code, name = str(text if text is not None else "").strip(), str(label if label is not None else "").strip()
        key = (code, scheme, column, name)
        if key not in self._named:
            self._named[key] = self._name(code, scheme, column, name)
        return self._named[key]

    def _name(self, code: str, scheme: Scheme, column: str, name: str) -> Named:
        place = self.places.find(code or name, scheme if code else "name")
        if not name or not code or place.answered:
            return Named(code or name, column, place)
        by_name = self.places.find(name)
        if by_name.answered:
            return Named(name, column, by_name)
        if place.kind == "unknown" and by_name.kind != "unknown":
            return Named(name, column, by_name)
        if place.is_country and by_name.kind == "former":
            return Named(name, column, by_name)
        if place.is_country and by_name.is_country and place.code != by_name.code:
            both = Place("shared", candidates=(place.code, by_name.code))
            return Named(f"{code} {name}", column, both, disagrees=True)
        return Named(name if place.asks else code, column, place)

    def leave_out(self, named: Named, row: int, rows: int = 1) -> None:
        """Count rows left out because of a place, and ask about it where an answer would help."""
        self.tally.drop(named.reason, rows)
        if named.place.asks or named.disagrees:
            text = clean(named.text) or "(empty)"
            self.tally.ask(text, named.reason, named.column, row, named.place.candidates, rows)

    def period(self, value: Cell, row: int, style: Style = "") -> Period | None:
        """The time of a row; ``None`` when year 9999 says that it is not known (the row is then counted as such)."""
        try:
            return read_period(value, style)
        except NoPeriod as failure:
            if str(value).strip() in ("9999", "9999.0"):
                self.tally.drop("no_time")
            else:
                remedy = say("say whether such texts are months or financial years") if failure.either else ""
                self.problem(say("row {row}", row=row), str(failure), say("a year, month, quarter or date"), remedy)
                self.tally.drop("no_time")
            return None

    def number(self, cell: Cell, row: int, column: str) -> float | None:
        """The number in a cell; blank, suppressed and wrong ones are counted as left out and give ``None``."""
        if isinstance(cell, bool) or (cell is not None and not isinstance(cell, int | float | str)):
            place = say("row {row}, {column}", row=row, column=column)
            self.problem(place, say("is '{word}'", word=cell), say("a number"))
            self.tally.drop("blank")
            return None
        if cell is None or (isinstance(cell, str) and not cell.strip()) or cell != cell:
            self.tally.drop("blank")
            return None
        if isinstance(cell, int | float):
            return float(cell)
        if suppressed(cell):
            self.tally.drop("suppressed")
            return None
        try:
            return self.numbers.read(cell)
        except NotANumber as failure:
            place = say("row {row}, {column}", row=row, column=column)
            self.problem(place, str(failure), say("a number"), say("name the marks that the file uses"))
            self.tally.drop("blank")
            return None

    def figure(
        self,
        row: int,
        origin: Named,
        destination: Named,
        cell: Cell,
        period: Period | None,
        *,
        cadre: str,
        measure: str,
        basis: str,
        unit: str,
        flag: str = "",
        note: str = "",
        rows: int = 1,
    ) -> None:
        """Take one raw number on a corridor, already counted as read; ``rows`` of the file were added up to it."""
        if period is None:
            return
        value = self.number(cell, row, "value")
        if value is None:
            return
        if value < 0:
            place, wrong = say("row {row}, value", row=row), say("is {value}", value=f"{value:g}")
            self.problem(place, wrong, say("people and money are not negative"), say("check the column"))
            self.tally.drop("blank")
            return
        key = (cadre, measure, basis, unit, period.year, period.start or period.words)
        if not (origin.is_country and destination.is_country):
            self._cover(origin, destination, key, value)
            self.leave_out(origin if not origin.is_country else destination, row, rows)
            return
        if origin.code == destination.code:
            self.tally.drop("own_country", rows)
            self.tally.own_country[origin.code] += rows
            self._cover(origin, destination, key, value)
            return
        thing = ("corridor", origin.code, destination.code, *key)
        seen = self.output.seen(thing, value)
        if seen == "repeated":
            self.tally.drop("repeated", rows)
            return
        if seen == "different":
            about = f"{origin.code}-{destination.code} {cadre} {measure} {unit} {period.start or period.year}"
            self.tally.conflict(about, value, row)
        else:
            self._cover(origin, destination, key, value)
        flag = clean(flag)
        self.tally.keep(value, unit, period.year, flag, rows)
        words = "; ".join(part for part in (clean(note), period.words) if part)
        record = Figure(
            origin=origin.code,
            destination=destination.code,
            cadre=cadre,
            measure=measure,
            basis=basis,
            unit=unit,
            year=period.year,
            value=value,
            row=row,
            period_start=period.start,
            period_end=period.end,
            flag=flag,
            note=words,
        )
        self.output.figure(record, "alternate" if seen == "different" else "used")

    def _cover(self, origin: Named, destination: Named, key: tuple[str, str, str, str, int, str], value: float) -> None:
        """Add a number to the sums that are held against the file's own totals."""
        sides = [("destination", destination, origin)]
        if self.both_sides:
            sides.append(("origin", origin, destination))
        for side, here, there in sides:
            if not here.is_country:
                continue
            entry: CoverageKey = (side, here.code, *key)
            if there.place.kind == "total":
                self.tally.state(entry, value)
            elif there.is_country:
                self.tally.add(entry, "own_country" if there.code == here.code else "kept", value)
            elif there.place.kind != "group":
                self.tally.add(entry, "remainder" if there.place.kind == "remainder" else "unresolved", value)
        if origin.place.kind == destination.place.kind == "total":
            self.tally.state(("all", "", *key), value)
        elif self.both_sides and origin.is_country and destination.is_country and origin.code != destination.code:
            self.tally.add(("all", "", *key), "kept", value)

    def indicator(
        self,
        row: int,
        country: Named,
        cell: Cell,
        period: Period | None,
        *,
        indicator: str,
        cadre: str = "",
        unit: str,
        factor: float = 1.0,
        flag: str = "",
        note: str = "",
    ) -> None:
        """Take one raw number on a country, already counted as read; ``factor`` converts it to ``unit``."""
        if period is None:
            return
        value = self.number(cell, row, "value")
        if value is None:
            return
        if not country.is_country:
            self.leave_out(country, row)
            return
        value = float(f"{value * factor:.12g}") if factor != 1 else value
        seen = self.output.seen(("indicator", country.code, indicator, cadre, period.year, unit), value)
        if seen != "new":
            if seen == "different":
                self.tally.conflict(f"{country.code} {indicator} {cadre} {period.year}".replace("  ", " "), value, row)
            self.tally.drop("repeated" if seen == "repeated" else "second_value")
            return
        flag = clean(flag)
        self.tally.keep(value, unit, period.year, flag)
        words = "; ".join(part for part in (clean(note), period.words) if part)
        self.output.indicator(
            Indicator(country.code, indicator, cadre, period.year, value, unit, row, flag=flag, note=words)
        )
