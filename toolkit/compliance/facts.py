"""What is known of a draft or an agreement when it is checked, and how to say that something is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from toolkit.atlas.agreements_network import names_clause
from toolkit.case.schema import Case, ends
from toolkit.languages.speech import say
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.register.read import Register
from toolkit.register.records import Agreement, year_of

__all__ = [
    "SENDING_ITEMS",
    "STATES",
    "Facts",
    "Missing",
    "facts_of_agreement",
    "facts_of_draft",
    "list_versions",
    "on_list",
]

STATES = ("present", "absent", "open")
"""What a draft can say of a clause."""

SENDING_ITEMS = ("training", "training_capacity", "retention", "posts", "return", "remote_service", "system_support")
"""The cost items that are spent in the sending country (specification, section 7)."""


class Missing(Exception):
    """Something is not known that a rule needs; ``field`` is a question's or clause's key, or words."""

    def __init__(self, field: str):
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class Facts:
    """A draft with its outcome, or an agreement of the register without one.

    ``clauses`` gives the state of each clause that is coded, ``answers`` the answers to questions. ``signed`` is the
    year of signature where it is known, ``list_version`` the version of the safeguards list in use then (for a draft
    the newest held), ``None`` where that is not known. ``said`` is what a draft says of its clauses, as it was given.
    """

    register: Register
    sending: tuple[str, ...]
    receiving: tuple[str, ...]
    clauses: Mapping[str, str]
    answers: Mapping[str, Any]
    signed: int | None
    list_version: int | None
    outcome: Outcome | None = None
    said: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def state(self, clause: str) -> str:
        """``present`` or ``absent``. Raises ``Missing`` where the clause is open or not coded."""
        state = self.clauses.get(clause)
        if state not in ("present", "absent"):
            raise Missing(clause)
        return state

    def answer(self, question: str) -> Any:
        """The answer to a question. Raises ``Missing`` where there is none."""
        value = self.answers.get(question)
        if value is None:
            raise Missing(question)
        return value

    def numbers(self) -> Outcome:
        """The simulated outcome. Raises ``Missing`` for an agreement of the register, which has none."""
        if self.outcome is None:
            raise Missing(say("the numbers of a case"))
        return self.outcome

    @cached_property
    def payments(self) -> pd.DataFrame:
        """Payments of the outcome."""
        return indicators.payments(self.numbers())

    @cached_property
    def years(self) -> pd.DataFrame:
        """Paths of the outcome by country, cadre and year."""
        return indicators.by_year(self.numbers())

    @cached_property
    def flows(self) -> pd.DataFrame:
        """Activities of the outcome by corridor, cadre and year of the agreement."""
        outcome = self.numbers()
        table = indicators.by_corridor(outcome)
        return table[table["year"] < outcome.case.start_year + outcome.case.years]

    @cached_property
    def into_sending(self) -> pd.DataFrame:
        """Payments by the receiving country and the fund on items spent in the sending country."""
        table = self.payments
        return table[table["payer"].isin(["receiving", "fund"]) & table["item"].isin(SENDING_ITEMS)]

    def listed(self) -> tuple[str, ...]:
        """The sending countries on the list in use. Raises ``Missing`` where no list is known to have been in use."""
        if self.list_version is None:
            raise Missing(say("the safeguards list in force at signature"))
        return tuple(country for country in self.sending if on_list(self.register, country, self.list_version))


def list_versions(register: Register) -> list[int]:
    """The versions of the safeguards list whose members are held, oldest first."""
    return sorted({int(version) for version in register.safeguards["version"]})


def on_list(register: Register, country: str, version: int) -> bool:
    """Whether a country is on a version of the list."""
    table = register.safeguards
    found = table[
        (table["version"].astype(int) == version) & (table["country"] == country) & (table["listed"] == "yes")
    ]
    return len(found) > 0


def facts_of_draft(
    outcome: Outcome, clauses: Mapping[str, Mapping[str, Any]], register: Register, signed: int | None = None
) -> Facts:
    """A draft: its simulated outcome and its clauses as ``{clause: {"state": …, "answers": {question: value}}}``.

    The safeguards list in use is the newest held.
    """
    case: Case = outcome.case
    versions = list_versions(register)
    answers = {question: value for clause in clauses.values() for question, value in clause.get("answers", {}).items()}
    return Facts(
        register,
        tuple(dict.fromkeys(ends(corridor)[0] for corridor in case.corridors)),
        tuple(dict.fromkeys(ends(corridor)[1] for corridor in case.corridors)),
        {clause: str(said["state"]) for clause, said in clauses.items() if said.get("state")},
        {"term_years": case.years, **answers},
        signed or case.start_year,
        versions[-1] if versions else None,
        outcome,
        {clause: dict(said) for clause, said in clauses.items()},
    )


def facts_of_agreement(agreement: Agreement, register: Register) -> Facts:
    """An agreement of the register: the clauses that pages name are present, of all others nothing is known."""
    signed = year_of(agreement.signed)
    before = [version for version in list_versions(register) if signed is not None and version <= signed]
    pairs = [(corridor[:3], corridor[4:]) for corridor in agreement.directions]
    clauses = {
        clause: "present"
        for clause in register.codebook.clauses
        if names_clause(register, agreement, clause) == "named"
    }
    return Facts(
        register,
        tuple(sorted({origin for origin, _ in pairs})),
        tuple(sorted({destination for _, destination in pairs})),
        clauses,
        {},
        signed,
        before[-1] if before else None,
    )
