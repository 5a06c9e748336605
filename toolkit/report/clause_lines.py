"""The clauses of a draft line by line: what is said of each, its questions, its wording, what comparable texts have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.compliance.clauses import questions_of
from toolkit.compliance.rules import Question
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.precedents import ClauseGap
from toolkit.register.records import Codebook
from toolkit.report.amounts import trimmed
from toolkit.report.figures.words import capital
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = [
    "STATES",
    "ClauseLine",
    "Precedence",
    "answer_words",
    "answered_in_words",
    "clause_lines",
    "clauses_table",
    "families_in_words",
    "moved_clauses",
    "precedence_of",
    "said_in",
    "state_in_words",
]

STATES: dict[str, str] = {
    "": to_say("nothing said"),
    "present": to_say("present"),
    "absent": to_say("absent"),
    "open": to_say("open, in brackets"),
}
"""What a draft can say of a clause, in words to be said."""

_PER_CENT_DIGITS = 4
_Clauses = Mapping[str, Mapping[str, Any]]


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
            return say("No comparable agreement is known.")
        told = {"count": number(self.surely), "compared": number(self.compared)}
        if not self.perhaps:
            return say_count(
                "Named in {count} of the {compared} most similar agreements.",
                "Named in {count} of the {compared} most similar agreements.",
                self.compared,
                **told,
            )
        return say_count(
            "Named in {count} of the {compared} most similar agreements, perhaps in {more} more.",
            "Named in {count} of the {compared} most similar agreements, perhaps in {more} more.",
            self.compared,
            more=number(self.perhaps),
            **told,
        )


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
        answered = say_count(
            "{count} of {asked} questions answered",
            "{count} of {asked} questions answered",
            asked,
            count=number(self.answered),
            asked=number(asked),
        )
        told = [answered] if asked else []
        told += [say("own wording")] if self.text else []
        told += [say("a note")] if self.note else []
        so_far = [say("{sentence}.", sentence=capital(join(told)))] if told else []
        return " ".join([say(self.question), self.precedence.words, *so_far])


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


def moved_clauses(before: _Clauses, after: _Clauses, codebook: Codebook) -> tuple[str, ...]:
    """The clauses of which two texts say different things, in the order of the codebook; remarks do not count."""
    old, new = clause_lines(before, codebook), clause_lines(after, codebook)
    return tuple(one.key for one, other in zip(old, new, strict=True) if said_in(one) != said_in(other))


def said_in(line: ClauseLine) -> tuple[Any, ...]:
    """What a text says of a clause, to be compared: state, answers, own wording."""
    answers = {key: value for key, value in line.answers.items() if value is not None}
    return line.state, answers, line.text.strip()


def answer_words(value: Any) -> str:
    """An answer as it is read and typed: empty for none, numbers without needless zeros."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return trimmed(value, _PER_CENT_DIGITS) if isinstance(value, int | float) else say(str(value))


def state_in_words(state: str) -> str:
    """Whether a clause is present, absent or open."""
    return say(STATES[state])


def answered_in_words(line: ClauseLine) -> tuple[str, ...]:
    """Each question of a clause that is answered, with its answer."""
    return tuple(
        f"{say(question.question)} {answer_words(line.answers[key])}{_unit(question)}"
        for key, question in line.questions.items()
        if line.answers.get(key) is not None
    )


def clauses_table(lines: Sequence[ClauseLine], codebook: Codebook) -> Table:
    """What the draft says of each clause, with answers and notes; clauses of which nothing is said are left out."""
    rows = []
    for line in lines:
        if line.state or line.answered or line.text or line.note:
            family, answers = say(codebook.families[line.family].name), "\n".join(answered_in_words(line))
            rows.append((family, say(line.name), state_in_words(line.state), answers, line.text, line.note))
    columns = (
        say("family"),
        say("clause"),
        say("state"),
        say("answers"),
        say("own wording"),
        say("note"),
    )
    silent = len(lines) - len(rows)
    note = say_count(
        "Nothing is said of {count} other clauses.",
        "Nothing is said of {count} other clauses.",
        silent,
        count=number(silent),
    )
    return Table(say("Clauses of the draft"), columns, tuple(rows), note)


def _unit(question: Question) -> str:
    return "" if question.is_yes_or_no or question.choices else f" {say(question.unit)}"


def families_in_words(lines: Sequence[ClauseLine], codebook: Codebook) -> dict[str, str]:
    """Each family with how many of its clauses the draft says something of."""
    names = {}
    for key, family in codebook.families.items():
        own = [line for line in lines if line.family == key]
        decided = sum(bool(line.state) for line in own)
        names[key] = say_count(
            "{family}: {count} of {total} decided",
            "{family}: {count} of {total} decided",
            decided,
            family=say(family.name),
            count=number(decided),
            total=number(len(own)),
        )
    return names
