"""A user's description of a table: which columns play which part, and how its numbers and times are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from toolkit.errors import Problem, RegisterError
from toolkit.imports.canonical import BASES, CADRES, INDICATORS, MEASURES, UNITS
from toolkit.imports.numbers import NumberFormat
from toolkit.languages.speech import say
from toolkit.validation import found_problems
from toolkit.wording import join, nearest

__all__ = ["PARTS", "Profile", "profile_from"]

PARTS = {
    "corridors": ("origin", "destination", "cadre", "measure", "basis", "unit", "year", "value"),
    "indicators": ("country", "indicator", "cadre", "unit", "year", "value"),
}
"""The parts that a table of each kind has, each a column of the file or a constant."""

_ALSO = ("flag", "note", "origin_name", "destination_name", "country_name")
_MAY_LACK = {"corridors": frozenset[str](), "indicators": frozenset({"cadre"})}
_WORDS = {"cadre": CADRES, "measure": MEASURES, "basis": BASES, "unit": UNITS, "indicator": INDICATORS}
Scheme = Literal["name", "alpha2", "alpha3", "m49", "correlates_of_war", "gleditsch_ward"]


class Profile(BaseModel):
    """How to read a table that has no layout of its own; saved as YAML, it reads the next edition of the table too."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    table: Literal["corridors", "indicators"] = Field("corridors", description="kind of record that it gives")
    sheet: str | None = Field(None, description="name of the sheet, the first one where it is absent")
    header_row: int = Field(1, description="row that names the columns, counted from 1", ge=1, le=1000)
    first_row: int | None = Field(None, description="first row of data, the one below the header where absent", ge=1)
    delimiter: str = Field(
        "", description="mark between fields of a text file, found out where it is empty", max_length=1
    )
    columns: dict[str, str] = Field(description="the file's column of each part, by its name or as #3 for the third")
    constants: dict[str, str] = Field(default_factory=dict, description="parts that are the same in every row")
    across: tuple[str, ...] = Field((), description="columns whose headers are values of one part", strict=False)
    across_part: str = Field("year", description="the part that stands across in a wide table")
    words: dict[str, str] = Field(default_factory=dict, description="the file's words and what they are here")
    origin_scheme: Scheme = Field("name", description="how origins are named")
    destination_scheme: Scheme = Field("name", description="how destinations are named")
    country_scheme: Scheme = Field("name", description="how countries are named")
    language: str = Field("en", description="language of country names besides English")
    decimal: Literal["", ".", ","] = Field("", description="decimal mark; found out where it is empty")
    thousands: Literal["", ".", ",", " ", "'"] = Field("", description="mark between thousands")
    time: Literal["", "month", "financial_year"] = Field("", description="how texts such as 2011-12 are to be read")

    @model_validator(mode="after")
    def _complete(self) -> Profile:
        parts = PARTS[self.table]
        known = (*parts, *_ALSO)
        given = [*self.columns, *self.constants, *([self.across_part] if self.across else [])]
        needed = [part for part in parts if part not in _MAY_LACK[self.table]]
        if self.across and "value" not in self.columns:
            needed.remove("value")
        parts_known = join(known)
        said = [
            say("'{part}' is no part; parts are {names}", part=part, names=parts_known)
            for part in given
            if part not in known
        ]
        said += [say("'{part}' has neither a column nor a constant", part=part) for part in needed if part not in given]
        twice = [part for part in dict.fromkeys(given) if given.count(part) > 1]
        said += [say("'{part}' is given twice", part=part) for part in twice]
        for part, words in _WORDS.items():
            word = self.constants.get(part)
            if word is not None and word not in words and not (part == "unit" and self.table == "indicators"):
                close = nearest(word, sorted(words)) or sorted(words)
                said.append(say("{part} '{word}' is not known; {names}", part=part, word=word, names=join(close, "or")))
        if self.decimal and self.decimal == self.thousands:
            said.append(say("the decimal mark is also the mark between thousands"))
        if said:
            raise ValueError("; ".join(said))
        return self

    @property
    def numbers(self) -> NumberFormat | None:
        """The way of writing numbers, ``None`` where it is to be found out from the file."""
        return NumberFormat(self.decimal, self.thousands) if self.decimal else None


def profile_from(values: Mapping[str, Any], origin: str = "") -> Profile:
    """A profile from plain values, as they stand in a YAML file. Raises ``RegisterError`` with every problem."""
    try:
        return Profile.model_validate(values)
    except ValidationError as failure:
        problems = [
            Problem(" → ".join(str(part) for part in path), problem.problem, problem.expectation)
            if path
            else Problem(say("the profile"), str(error["msg"]).removeprefix("Value error, "))
            for (path, problem), error in zip(found_problems(Profile, failure, values), failure.errors(), strict=True)
        ]
        raise RegisterError(origin or say("the profile"), problems) from failure
