"""The clauses of a draft line by line: what is said of each, its questions, its wording, what comparable texts have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.compliance.clauses import questions_of
from toolkit.compliance.rules import Question
from toolkit.register.precedents import ClauseGap
from toolkit.register.records import Codebook
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = [
    "STATES",
    "ClauseLine",
    "Precedence",
    "answer_words",
    "clause_lines",
    "clauses_table",
    "families_in_words",
    "precedence_of",
]

STATES: dict[str, str] = {
    "": "nothing said",
    "present": "present",
    "absent": "absent",
    "open": "open, in brackets",
}
"""What a draft can say of a clause, in words."""

_PER_CENT_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Precedence:
    """In how many of the agreements compared a clause is named: surely, or perhaps under a broad term."""

    surely: int
    perhaps: int
    compared: int

    @property
    def words(self) -> str:
        """In words; pages name only part of what a text holds."""
        if not self.compared:
            return "No comparable agreement is known."
        told = f"Named in {number(self.surely)} of the {number(self.compared)} most similar agreements"
        return f"{told}, perhaps in {number(self.perhaps)} more." if self.perhaps else f"{told}."


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """A clause: ``state`` as the draft says it (empty for nothing), its questions with answers, and the two texts."""

    key: str
    name: str
    family: str
    question: str
    state: str
    answers: Mapping[str, Any]
    questions: Mapping[str, Question]
    text: str
    note: str
    precedence: Precedence

    @property
    def answered(self) -> int:
        """How many of its questions are answered."""
        return sum(self.answers.get(key) is not None for key in self.questions)

    @property
    def about(self) -> str:
        """What the clause is about, what similar agreements have, and what is said of it so far."""
        asked = len(self.questions)
        said = [f"{number(self.answered)} of {number(asked)} questions answered"] if asked else []
        said += ["own wording"] if self.text else []
        said += ["a note"] if self.note else []
        so_far = join(said)
        return f"{self.question} {self.precedence.words}" + (f" {so_far[:1].upper()}{so_far[1:]}." if so_far else "")


def precedence_of(gap: ClauseGap, codebook: Codebook) -> dict[str, Precedence]:
    """For every clause how many of the agreements that were compared name it."""
    found = {}
    for clause in codebook.clauses:
        records = [item.agreement for item in gap.compared]
        surely = [record for record in records if clause in record.clauses]
        perhaps = [
            record
            for record in records
            if clause not in record.clauses and any(clause in codebook.may_be(broad) for broad in record.broad)
        ]
        found[clause] = Precedence(len(surely), len(perhaps), len(records))
    return found


def clause_lines(
    said: Mapping[str, Mapping[str, Any]], codebook: Codebook, precedence: Mapping[str, Precedence] | None = None
) -> tuple[ClauseLine, ...]:
    """Every clause of the codebook, in its order."""
    lines = []
    for key, clause in codebook.clauses.items():
        own = said.get(key, {})
        lines.append(
            ClauseLine(
                key,
                clause.name,
                clause.family,
                clause.question,
                str(own.get("state") or ""),
                dict(own.get("answers") or {}),
                questions_of(key),
                str(own.get("text") or ""),
                str(own.get("note") or ""),
                (precedence or {}).get(key, Precedence(0, 0, 0)),
            )
        )
    return tuple(lines)


def answer_words(value: Any) -> str:
    """An answer as it is typed: empty for none, numbers without needless zeros."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        written = number(value, 0 if float(value).is_integer() else _PER_CENT_DIGITS)
        return written.rstrip("0") if "." in written else written
    return str(value)


def clauses_table(lines: Sequence[ClauseLine], codebook: Codebook) -> Table:
    """What the draft says of each clause, with answers and notes; clauses of which nothing is said are left out."""
    rows = []
    for line in lines:
        if line.state or line.answered or line.text or line.note:
            answers = [
                f"{question.question} {answer_words(line.answers[key])}{_unit(question)}"
                for key, question in line.questions.items()
                if line.answers.get(key) is not None
            ]
            family = codebook.families[line.family].name
            rows.append((family, line.name, STATES[line.state], "\n".join(answers), line.text, line.note))
    columns = ("family", "clause", "state", "answers", "own wording", "note")
    silent = len(lines) - len(rows)
    return Table("Clauses of the draft", columns, tuple(rows), f"Nothing is said of {number(silent)} other clauses.")


def _unit(question: Question) -> str:
    return "" if question.is_yes_or_no or question.choices else f" {question.unit}"


def families_in_words(lines: Sequence[ClauseLine], codebook: Codebook) -> dict[str, str]:
    """Each family with how many of its clauses the draft says something of."""
    names = {}
    for key, family in codebook.families.items():
        own = [line for line in lines if line.family == key]
        decided = sum(bool(line.state) for line in own)
        names[key] = f"{family.name}: {number(decided)} of {number(len(own))} decided"
    return names
