"""Findings against the WHO Code and its neighbours, and the obligations of a negotiation, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from toolkit.compliance.check import ANSWERS, Finding, Obligation
from toolkit.compliance.rules import load_code_rules
from toolkit.register.records import Codebook
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = ["findings_tables", "obligations_table", "summary"]

_TITLES = {
    "breached": "Contradicts an instrument",
    "warning": "Departs from guidance, or leaves a known way to fail open",
    "advice": "Could be better",
    "not determinable": "Not determinable: something is not known",
    "met": "Met",
}
_ORDER = ("breached", "warning", "advice", "not determinable", "met")
_UNVERIFIED = "the amendments of 2026 are known from reports only; their text was not verified"


def summary(findings: Iterable[Finding]) -> str:
    """How many rules have which answer, in words."""
    counted = Counter(finding.answer for finding in findings)
    return join(f"{counted[answer]} {answer}" for answer in ANSWERS if counted[answer]) + "."


def findings_tables(findings: Sequence[Finding], codebook: Codebook) -> list[Table]:
    """One table for each answer, the gravest first; what is met comes last."""
    tables = []
    for answer in _ORDER:
        rows = tuple(_row(finding, codebook) for finding in findings if finding.answer == answer)
        if rows:
            columns = ("rule", "what it says", "finding", "caused by or missing", "rests on", "what would satisfy it")
            tables.append(Table(f"{_TITLES[answer]}: {len(rows)}", columns, rows, _note(answer)))
    return tables


def _note(answer: str) -> str:
    if answer == "breached":
        return (
            "The WHO Code is voluntary: this is inconsistent with an instrument, not unlawful, unless a law is named."
        )
    return "Thresholds are the parties' choice, not norms." if answer == "met" else ""


def _row(finding: Finding, codebook: Codebook) -> tuple[str, ...]:
    causes = finding.missing if finding.answer == "not determinable" else finding.caused_by
    chosen = [
        f"{name} {number(value, 0 if value == int(value) else 2)}"
        for name, value in finding.settings.items()
        if value is not None
    ]
    rests = [codebook.yardsticks[key].name for key in finding.yardsticks] or ["plain arithmetic"]
    if chosen:
        rests.append(f"the parties' threshold: {join(chosen)}")
    if finding.unverified:
        rests.append(_UNVERIFIED)
    because = finding.because[:1].upper() + finding.because[1:]
    return (
        finding.number,
        finding.says,
        because or "Not known.",
        "; ".join(_named(key, codebook) for key in causes),
        "; ".join(rests),
        "" if finding.answer == "met" else finding.satisfied_by,
    )


def _named(key: str, codebook: Codebook) -> str:
    """A question, a clause, or words."""
    if key in load_code_rules().questions:
        return load_code_rules().questions[key].question
    if key in codebook.clauses:
        return f"clause: {codebook.clauses[key].name}"
    return key.replace("_", " ")


def obligations_table(obligations: Iterable[Obligation], codebook: Codebook) -> Table:
    """What instruments beside the Code ask of this negotiation, each with its year and standing."""
    rows = tuple(
        (
            entry.name,
            entry.asks,
            entry.because,
            str(entry.as_of),
            {"read": "read", "reported": "known from reports", "known": "known, not read again"}[entry.standing],
            ", ".join(entry.reads),
            entry.note,
        )
        for entry in obligations
    )
    columns = ("instrument", "what it asks", "why it applies", "as of", "standing", "sources", "remark")
    return Table("Obligations beside the Code", columns, rows, "Not legal advice: lists and laws change.")
