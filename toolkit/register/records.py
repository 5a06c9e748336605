"""The records of the register: every field of an agreement, of the codebook and of a source, declared here only.

``agreements/README.md`` tells how a record is coded. What a word means (``level``, ``status``, …) stands in the
vocabulary of ``agreements/codebook.yaml``; ``toolkit.register.check`` holds records against it.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from toolkit.languages.speech import say

__all__ = [
    "Agreement",
    "BroadTerm",
    "Clause",
    "Codebook",
    "Conflict",
    "ConflictingValue",
    "Family",
    "Money",
    "Party",
    "Provision",
    "Quantity",
    "Source",
    "Volume",
    "Yardstick",
    "year_of",
]

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _date(value: str) -> str:
    if not _DATE.fullmatch(value):
        raise ValueError(say("a year or a date as 2021, 2021-07 or 2021-07-29"))
    return value


def _written(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Date = Annotated[str, BeforeValidator(_written), AfterValidator(_date)]
"""A date as precise as it is known: ``2021``, ``2021-07`` or ``2021-07-29``."""


def year_of(date: str | None) -> int | None:
    """The year of a date as it stands in a record."""
    return int(date[:4]) if date else None


def _words(description: str, default: Any = "") -> Any:
    """A field of words."""
    return Field(default, description=description, json_schema_extra={"unit": "text"})


def _coded(description: str, default: Any = ...) -> Any:
    """A field whose words are explained in the codebook's vocabulary."""
    return Field(default, description=description, json_schema_extra={"unit": "a word of the codebook"})


def _year(description: str) -> Any:
    """A calendar year."""
    return Field(None, description=description, ge=1900, le=2200, json_schema_extra={"unit": "year"})


def _amount(description: str) -> Any:
    """A number that may be absent."""
    return Field(None, description=description, ge=0, le=1e13, json_schema_extra={"unit": "by field"})


class Record(BaseModel):
    """A frozen record that refuses unknown fields, text for numbers, NaN and infinities."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Source(Record):
    """A publication or page that facts are taken from."""

    key: str = _words("key by which facts name it", ...)
    title: str = _words("title of the publication or page", ...)
    publisher: str = _words("who published it")
    year: int | None = _year("year of publication, absent where the page does not tell it")
    address: str = _words("where it can be read")
    note: str = _words("remark, such as a copy's own address")


class Party(Record):
    """A party to an agreement."""

    country: str = _words("country by ISO 3166-1 alpha-3 code", ...)
    role: str = _coded("side it takes")
    part: str = _words("province, state or city that is the party, where it is not the whole country")
    body: str = _words("ministry, agency or other body that signs or runs it, as far as stated")


class Volume(Record):
    """A quota, target, request or first group. Never a flow that happened."""

    number: float = Field(description="how many", ge=0, le=1e7, json_schema_extra={"unit": "people"})
    kind: str = _coded("what the number is")
    per: str = _coded("what the number is counted over")
    basis: str = _words("what the source says the number is", ...)
    year: int | None = _year("year the number was stated for")
    source: str | None = _words("key of the source, where it is not the record's first", None)
    assumed: bool = Field(False, description="whether the year is an estimate", json_schema_extra={"unit": "yes or no"})
    note: str = _words("remark")


class Money(Record):
    """Who pays what to whom, as far as stated."""

    item: str = _coded("what is paid for")
    clause: str | None = _coded("clause of the codebook it belongs to", None)
    payer: str = _coded("who pays")
    payee: str | None = _coded("who receives", None)
    amount: float | None = _amount("amount where one is stated")
    low: float | None = _amount("lowest amount of a stated range")
    high: float | None = _amount("highest amount of a stated range")
    currency: str | None = _words("ISO 4217 code", None)
    per: str | None = _coded("what the amount is paid for", None)
    year: int | None = _year("year of the amount")
    words: str = _words("what the source says", ...)
    source: str | None = _words("key of the source, where it is not the record's first", None)
    assumed: bool = Field(False, description="whether the year is an estimate", json_schema_extra={"unit": "yes or no"})
    note: str = _words("remark")


class Provision(Record):
    """A clause that the pages read name, or a broad term where they do not say which clause."""

    clause: str | None = _coded("clause of the codebook", None)
    broad: str | None = _coded("broad term of the codebook", None)
    words: str = _words("what the source says")
    value: float | None = _amount("its quantity where one is stated")
    unit: str | None = _words("unit of the quantity", None)
    year: int | None = _year("year of the quantity")
    source: str | None = _words("key of the source, where it is not the record's first", None)
    assumed: bool = Field(False, description="whether the year is an estimate", json_schema_extra={"unit": "yes or no"})
    note: str = _words("remark")


class ConflictingValue(Record):
    """One of several values that sources give for the same thing."""

    value: str = _words("the value as that source has it", ...)
    source: str = _words("key of the source, or who says so in words", ...)


class Conflict(Record):
    """A disagreement between sources, with every value kept."""

    about: str = _words("what the sources disagree on", ...)
    values: tuple[ConflictingValue, ...] = Field(
        description="the values", min_length=2, strict=False, json_schema_extra={"unit": "list"}
    )
    used: str = _words("the value that the record uses, empty where it uses none")
    reason: str = _words("why")


class Agreement(Record):
    """An agreement on the movement of health workers, as far as public pages tell of it."""

    id: str = _words("key of the record, the name of its file", ...)
    title: str = _words("title in English", ...)
    parties: tuple[Party, ...] = Field(
        description="parties, the sending side first", min_length=1, strict=False, json_schema_extra={"unit": "list"}
    )
    parties_complete: bool = Field(
        True, description="whether every party is named", json_schema_extra={"unit": "true or false"}
    )
    directions: tuple[str, ...] = Field(
        (), description="corridors as KEN-GBR; none when it is mutual", strict=False, json_schema_extra={"unit": "list"}
    )
    level: str = _coded("level at which it is concluded")
    instrument: str = _coded("form of the text")
    scope: str = _coded("whether it is about health workers or names them among others", "health")
    signed: Date | None = _words("date of signature", None)
    in_force: Date | None = _words("date of entry into force or start", None)
    ends: Date | None = _words("date on which it ended or ends", None)
    ends_basis: str | None = _coded("how the end is known", None)
    status: str = _coded("status as of the newest page read")
    status_as_of: int | None = _year("year of the newest page read about it")
    cadres: tuple[str, ...] = Field(
        description="cadres it is about", min_length=1, strict=False, json_schema_extra={"unit": "list"}
    )
    volumes: tuple[Volume, ...] = Field((), description="quotas, targets and first groups", strict=False)
    money: tuple[Money, ...] = Field((), description="who pays what", strict=False)
    provisions: tuple[Provision, ...] = Field((), description="clauses named", strict=False)
    conflicts: tuple[Conflict, ...] = Field((), description="where sources disagree", strict=False)
    notes: str = _words("what else is known")
    sources: tuple[str, ...] = Field(
        description="keys of the sources, the main one first",
        min_length=1,
        strict=False,
        json_schema_extra={"unit": "list"},
    )
    confidence: str = _coded("how good the evidence is")

    @property
    def countries(self) -> tuple[str, ...]:
        """The parties' countries, each once, in the order of the record."""
        return tuple(dict.fromkeys(party.country for party in self.parties))

    @property
    def clauses(self) -> frozenset[str]:
        """The clauses that the pages read name."""
        return frozenset(provision.clause for provision in self.provisions if provision.clause)

    @property
    def broad(self) -> frozenset[str]:
        """The broad terms that the pages read name without telling which clause."""
        return frozenset(provision.broad for provision in self.provisions if provision.broad)

    @property
    def year(self) -> int | None:
        """Year of signature, or of entry into force where the signature is not known."""
        return year_of(self.signed) or year_of(self.in_force)

    @property
    def announced(self) -> bool:
        """Whether it is only announced, so that it must not be counted as existing."""
        return self.status == "announced"


class Quantity(Record):
    """Something measurable in a clause."""

    name: str = _words("what is measured", ...)
    unit: str = _words("its unit", ...)


class Clause(Record):
    """A clause of the codebook: what a text may provide for."""

    name: str = _words("plain name", ...)
    family: str = _words("family it belongs to", ...)
    question: str = _words("the question that a coder answers", ...)
    usual_payer: str = _words("who usually pays, empty where nobody does")
    quantities: tuple[Quantity, ...] = Field((), description="what can be measured in it", strict=False)
    answers: tuple[str, ...] = Field((), description="yardsticks that it answers", strict=False)


class Family(Record):
    """A family of clauses."""

    name: str = _words("name", ...)
    about: str = _words("what its clauses have in common")


class BroadTerm(Record):
    """What pages say when they do not say which clause."""

    meaning: str = _words("what it says", ...)
    may_be: tuple[str, ...] = Field(description="the clauses that it may stand for", strict=False)


class Yardstick(Record):
    """An article, theme or standard that a clause answers."""

    name: str = _words("name", ...)
    asks: str = _words("what it asks")
    standing: str = _coded("whether its text was read, reported by others, or is known without a text at hand")


class Codebook(Record):
    """The clauses, and every word that records and tables use."""

    families: dict[str, Family] = Field(description="families of clauses")
    clauses: dict[str, Clause] = Field(description="clauses")
    broad_terms: dict[str, BroadTerm] = Field(description="broad terms")
    yardsticks: dict[str, Yardstick] = Field(description="yardsticks")
    vocabulary: dict[str, dict[str, str]] = Field(description="coded fields with the meaning of each of their words")

    def may_be(self, broad: str) -> frozenset[str]:
        """The clauses that a broad term may stand for."""
        return frozenset(self.broad_terms[broad].may_be) if broad in self.broad_terms else frozenset()
