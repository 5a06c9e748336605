"""Findings one by one: why, what caused each and can be answered, what it rests on, and the parties' thresholds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.compliance.check import Finding
from toolkit.compliance.rules import NUMBER_WORDS, load_code_rules, setting_in_words
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.records import Codebook
from toolkit.report.clause_lines import answer_words
from toolkit.report.compliance import findings_tables, rests_on
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = [
    "GROUPS",
    "Cause",
    "FindingCard",
    "ThresholdLine",
    "cards_of",
    "grouped",
    "threshold_lines",
    "thresholds_table",
]

GROUPS: dict[str, str] = {
    "breached": to_say("Breached: it contradicts an instrument"),
    "warning": to_say("Warning: it departs from guidance"),
    "not determinable": to_say("Not determinable: questions to answer"),
    "advice": to_say("Advice: it could be better"),
    "met": to_say("Met, or it does not arise"),
}
"""Answers in the order in which they are looked at, and what they are called, as it is said."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What brought a finding about or is missing: ``kind`` is question, clause, terms (of the draft) or words."""

    kind: str
    key: str
    words: str


@dataclass(frozen=True, slots=True)
class FindingCard:
    """A finding in words; ``causes`` can be answered where they are questions or clauses."""

    rule: str
    number: str
    answer: str
    says: str
    because: str
    causes: tuple[Cause, ...]
    rests_on: str
    thresholds: str
    satisfied_by: str

    @property
    def numbers(self) -> str:
        """The numbers of the draft among the causes."""
        return join(cause.words for cause in self.causes if cause.kind == "terms")


def cards_of(findings: Iterable[Finding], codebook: Codebook) -> tuple[FindingCard, ...]:
    """Each finding in words, in the order of the rules."""
    return tuple(_card(finding, codebook) for finding in findings)


def _card(finding: Finding, codebook: Codebook) -> FindingCard:
    row = findings_tables([finding], codebook)[0].rows[0]
    keys = dict.fromkeys((*finding.caused_by, *finding.missing))
    settings = load_code_rules().rules[finding.rule].settings
    chosen = [
        f"{setting_in_words(name)} {answer_words(value)} {say(settings[name].unit)}"
        if value is not None
        else say("{name}: none is set", name=setting_in_words(name))
        for name, value in finding.settings.items()
    ]
    return FindingCard(
        finding.rule,
        finding.number,
        finding.answer,
        finding.says,
        row[2],
        tuple(_cause(key, codebook) for key in keys),
        join(rests_on(finding, codebook)),
        say("The parties' threshold: {thresholds}.", thresholds=join(chosen)) if chosen else "",
        row[5],
    )


def _cause(key: str, codebook: Codebook) -> Cause:
    questions = load_code_rules().questions
    if key in questions:
        clause = say(codebook.clauses[questions[key].clause].name)
        asked = say("{question} (clause {clause})", question=say(questions[key].question), clause=clause)
        return Cause("question", key, asked)
    if key in codebook.clauses:
        return Cause("clause", key, say("Clause {clause}", clause=say(codebook.clauses[key].name)))
    return Cause("terms" if key in NUMBER_WORDS else "words", key, say(NUMBER_WORDS.get(key, key.replace("_", " "))))


def grouped(cards: Sequence[FindingCard]) -> dict[str, tuple[FindingCard, ...]]:
    """The cards by answer, the gravest first; answers that no rule has are left out."""
    found = {answer: tuple(card for card in cards if card.answer == answer) for answer in GROUPS}
    return {answer: group for answer, group in found.items() if group}


@dataclass(frozen=True, slots=True)
class ThresholdLine:
    """A threshold that the parties choose: as it stands and as it comes with the rule, both as text."""

    rule: str
    name: str
    label: str
    about: str
    unit: str
    value: str
    shipped: str

    @property
    def changed(self) -> bool:
        """Whether the parties chose another one."""
        return self.value != self.shipped


def threshold_lines(chosen: Mapping[str, Mapping[str, float | None]]) -> tuple[ThresholdLine, ...]:
    """Every threshold of the rules, in their order."""
    return tuple(
        ThresholdLine(
            key,
            name,
            f"{rule.number}, {setting_in_words(name)}: {say(setting.unit)}",
            f"{say(rule.says)} {say(setting.about)}",
            say(setting.unit),
            answer_words(chosen.get(key, {}).get(name, setting.value)),
            answer_words(setting.value),
        )
        for key, rule in load_code_rules().rules.items()
        for name, setting in rule.settings.items()
    )


def thresholds_table(lines: Sequence[ThresholdLine]) -> Table:
    """The thresholds in use."""
    none = say("none")
    rows = tuple((line.label, line.about, line.value or none, line.shipped or none) for line in lines)
    title = say_count(
        "Thresholds: {count}, the parties' choice and never norms",
        "Thresholds: {count}, the parties' choice and never norms",
        len(rows),
        count=number(len(rows)),
    )
    columns = (say("threshold"), say("about"), say("in use"), say("as shipped"))
    return Table(title, columns, rows, "", columns[2:])
