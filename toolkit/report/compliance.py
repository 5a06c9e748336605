"""Findings against the WHO Code and its neighbours, and the obligations of a negotiation, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from toolkit.compliance.check import ANSWERS, Finding, Obligation
from toolkit.compliance.rules import NUMBER_WORDS, load_code_rules, setting_in_words
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.records import Codebook
from toolkit.report.figures.words import capital
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = [
    "ANSWERS_SAID",
    "counted_answer",
    "findings_tables",
    "obligations_table",
    "rests_on",
    "summary",
]

ANSWERS_SAID: dict[str, str] = {
    "met": to_say("met"),
    "breached": to_say("breached"),
    "warning": to_say("warning"),
    "advice": to_say("advice"),
    "not determinable": to_say("not determinable"),
}
"""The answers that a rule can give, in words to be said."""

_TITLES = {
    "breached": to_say("Contradicts an instrument: {count}"),
    "warning": to_say("Departs from guidance, or leaves a known way to fail open: {count}"),
    "advice": to_say("Could be better: {count}"),
    "not determinable": to_say("Not determinable: something is not known: {count}"),
    "met": to_say("Met: {count}"),
}
_ORDER = ("breached", "warning", "advice", "not determinable", "met")
_STANDINGS = {
    "read": to_say("read"),
    "reported": to_say("known from reports"),
    "known": to_say("known, not read again"),
}


def summary(findings: Iterable[Finding]) -> str:
    """How many rules have which answer, in words."""
    counted = Counter(finding.answer for finding in findings)
    return say(
        "{findings}.", findings=join(counted_answer(answer, counted[answer]) for answer in ANSWERS if counted[answer])
    )


def counted_answer(answer: str, count: int) -> str:
    """How many rules have an answer: ``3 breached``."""
    told = number(count)
    words = {
        "met": say_count("{count} met", "{count} met", count, count=told),
        "breached": say_count("{count} breached", "{count} breached", count, count=told),
        "warning": say_count("{count} warning", "{count} warning", count, count=told),
        "advice": say_count("{count} advice", "{count} advice", count, count=told),
        "not determinable": say_count("{count} not determinable", "{count} not determinable", count, count=told),
    }
    return words[answer]


def findings_tables(findings: Sequence[Finding], codebook: Codebook) -> list[Table]:
    """One table for each answer, the gravest first; what is met comes last."""
    tables = []
    for answer in _ORDER:
        rows = tuple(_row(finding, codebook) for finding in findings if finding.answer == answer)
        if rows:
            columns = (
                say("rule"),
                say("what it says"),
                say("finding"),
                say("caused by or missing"),
                say("rests on"),
                say("what would satisfy it"),
            )
            tables.append(Table(say(_TITLES[answer], count=number(len(rows))), columns, rows, _note(answer)))
    return tables


def _note(answer: str) -> str:
    if answer == "breached":
        return say(
            "The WHO Code is voluntary: this is inconsistent with an instrument, not unlawful, unless a law is named."
        )
    return say("Thresholds are the parties' choice, not norms.") if answer == "met" else ""


def rests_on(finding: Finding, codebook: Codebook) -> list[str]:
    """What a finding rests on, its thresholds left out: instruments, or arithmetic."""
    named = [say(codebook.yardsticks[key].name) for key in finding.yardsticks] or [say("plain arithmetic")]
    if finding.unverified:
        named.append(say("the amendments of 2026 are known from reports only; their text was not verified"))
    return named


def _row(finding: Finding, codebook: Codebook) -> tuple[str, ...]:
    causes = finding.missing if finding.answer == "not determinable" else finding.caused_by
    chosen = [
        say(
            "{threshold} {value}",
            threshold=setting_in_words(name),
            value=number(value, 0 if value == int(value) else 2),
        )
        for name, value in finding.settings.items()
        if value is not None
    ]
    rests = rests_on(finding, codebook)
    if chosen:
        place = len(rests) - int(finding.unverified)
        rests.insert(place, say("the parties' threshold: {thresholds}", thresholds=join(chosen)))
    return (
        finding.number,
        finding.says,
        capital(finding.because) or say("Not known."),
        "; ".join(_named(key, codebook) for key in causes),
        "; ".join(rests),
        "" if finding.answer == "met" else finding.satisfied_by,
    )


def _named(key: str, codebook: Codebook) -> str:
    """A question, a clause, or words."""
    if key in load_code_rules().questions:
        return say(load_code_rules().questions[key].question)
    if key in codebook.clauses:
        return say("clause: {name}", name=say(codebook.clauses[key].name))
    return say(NUMBER_WORDS.get(key, key.replace("_", " ")))


def obligations_table(obligations: Iterable[Obligation], codebook: Codebook) -> Table:
    """What instruments beside the Code ask of this negotiation, each with its year and standing."""
    rows = tuple(
        (
            entry.name,
            entry.asks,
            entry.because,
            str(entry.as_of),
            say(_STANDINGS[entry.standing]),
            ", ".join(entry.reads),
            entry.note,
        )
        for entry in obligations
    )
    columns = (
        say("instrument"),
        say("what it asks"),
        say("why it applies"),
        say("as of"),
        say("standing"),
        say("sources"),
        say("remark"),
    )
    return Table(say("Obligations beside the Code"), columns, rows, say("Not legal advice: lists and laws change."))
