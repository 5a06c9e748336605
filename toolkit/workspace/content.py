"""What a workspace holds: the case as it would stand in a file, the draft as it was typed, options, notes.

All of it is plain values, so that nothing typed is lost because it does not fit yet: ``Content.case_now`` and
``Content.draft_now`` read it and raise errors that say what to mend.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from toolkit.case.load import case_from_mapping
from toolkit.case.schema import Case
from toolkit.languages.speech import say
from toolkit.model.terms import Terms
from toolkit.model.terms_file import terms_from_mapping

__all__ = ["FORMAT", "MOST_OFFERS", "MOST_OPTIONS", "MOST_TEXT", "Content", "Offer", "Option", "fingerprint"]

FORMAT = 1
"""The version of the layout; a file of a later one is refused."""

MOST_OPTIONS = 40
MOST_OFFERS = 200
MOST_TEXT = 20_000
"""The most characters of a note."""


_Threshold = Annotated[float, Field(ge=0, le=1e12)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Part):
    """Terms that were set aside under a name. ``origin`` says where they came from, ``note`` what is thought of them.

    ``terms`` has the layout of the specification, section 11: ``terms`` and ``payments``.
    """

    key: str = Field(pattern=r"^[0-9a-z]{1,20}$")
    name: str = Field(min_length=1, max_length=120)
    origin: str = Field(default="", max_length=400)
    note: str = Field(default="", max_length=MOST_TEXT)
    terms: dict[str, Any]


class Offer(_Part):
    """Terms that a side put on the table on a day: ``side`` is the code of a country, ``date`` a day by ISO 8601.

    ``terms`` has the layout of the specification, section 11; ``clauses`` are those of the draft at that time.
    """

    key: str = Field(pattern=r"^[0-9a-z]{1,20}$")
    name: str = Field(min_length=1, max_length=120)
    side: str = Field(pattern=r"^[A-Z]{3}$")
    date: str = Field(max_length=10)
    note: str = Field(default="", max_length=MOST_TEXT)
    terms: dict[str, Any]
    clauses: dict[str, dict[str, Any]] = Field(default_factory=dict)

    @field_validator("date")
    @classmethod
    def _a_day(cls, day: str) -> str:
        if datetime.date.fromisoformat(day).isoformat() != day:
            raise ValueError(say("a day such as 2026-11-28"))
        return day


_Kept = tuple[Option, ...] | tuple[Offer, ...]


class Content(_Part):
    """A workspace at one moment.

    ``case`` is the case document, ``origin`` where it came from, ``draft`` the terms as typed (layout of the
    specification, section 11; empty for no terms), ``changed`` the values that numbers of the case had before they were
    edited here, by dotted path, ``rule`` the solution concept last chosen, ``weights`` its bargaining weights,
    ``clauses`` what the draft says of clauses of the codebook (``toolkit.compliance.clauses``), ``thresholds`` the ones
    that the parties chose in place of those that come with the rules, by rule and name (``None`` for no threshold),
    ``offers`` what the sides put on the table.
    """

    format: int = FORMAT
    case: dict[str, Any]
    origin: str = Field(default="", max_length=400)
    draft: dict[str, Any] = Field(default_factory=dict)
    options: tuple[Option, ...] = Field(default=(), max_length=MOST_OPTIONS)
    changed: dict[str, Any] = Field(default_factory=dict)
    rule: str = Field(default="kalai_smorodinsky", max_length=60)
    weights: dict[str, float] = Field(default_factory=dict)
    clauses: dict[str, dict[str, Any]] = Field(default_factory=dict)
    thresholds: dict[str, dict[str, _Threshold | None]] = Field(default_factory=dict)
    offers: tuple[Offer, ...] = Field(default=(), max_length=MOST_OFFERS)
    notes: str = Field(default="", max_length=MOST_TEXT)

    @field_validator("options", "offers")
    @classmethod
    def _each_key_once(cls, kept: _Kept, about: ValidationInfo) -> _Kept:
        if len({entry.key for entry in kept}) < len(kept):
            raise ValueError(say("{field} with different keys", field=about.field_name))
        return kept

    def case_now(self) -> Case:
        """The case. Raises ``CaseError`` with every problem."""
        return case_from_mapping(self.case)

    def draft_now(self, case: Case) -> Terms:
        """The draft, what is left out filled with the reference. Raises ``TermsError`` with every problem."""
        return terms_from_mapping(self.draft, case, say("the draft"))

    def option(self, key: str) -> Option | None:
        """An option by its key."""
        return next((option for option in self.options if option.key == key), None)

    def offer(self, key: str) -> Offer | None:
        """An offer by its key."""
        return next((offer for offer in self.offers if offer.key == key), None)

    def to_json(self) -> str:
        """The content as text: the same content gives the same text."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Content:
        """The content of ``to_json``. Raises pydantic's ``ValidationError`` for anything else."""
        return cls.model_validate_json(text)


def fingerprint(values: Mapping[str, Any]) -> str:
    """Plain values as text that is the same for the same values; the order of lists counts, that of names does not."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
