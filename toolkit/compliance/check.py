"""Checking a draft or an agreement: one finding for each rule, with what caused it and what would satisfy it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.compliance import benefits, lists, sums, workers
from toolkit.compliance.facts import Facts, Missing
from toolkit.compliance.rules import Rule, RuleList, load_code_rules, load_instruments
from toolkit.compliance.verdicts import Computed, Settings, Verdict
from toolkit.countries import country_in_a_sentence
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say, to_say
from toolkit.validation import did_you_mean
from toolkit.wording import join, nearest, number

__all__ = ["ANSWERS", "COMPUTED", "Finding", "Obligation", "check", "obligations"]

ANSWERS = (
    to_say("met"),
    to_say("breached"),
    to_say("warning"),
    to_say("advice"),
    to_say("not determinable"),
)
_FAILED = {"breach": "breached", "warning": "warning", "advice": "advice"}
_AMENDED = "A26"

COMPUTED: dict[str, Computed] = {
    name: getattr(module, name) for module in (lists, workers, benefits, sums) for name in module.__all__
}
"""The tests that a rule can name under ``computed`` and ``if_computed``."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says of a draft: one of ``ANSWERS``, why, what caused it, and what is not known.

    ``missing`` are keys of questions and clauses, or words. ``settings`` are thresholds, which the parties choose.
    ``unverified`` marks rules that rest on the reported amendments of 2026. What it says, why, and what would satisfy
    it are in the language that was spoken when it was checked.
    """

    rule: str
    number: str
    says: str
    answer: str
    severity: str
    because: str
    caused_by: tuple[str, ...]
    missing: tuple[str, ...]
    yardsticks: tuple[str, ...]
    reads: tuple[str, ...]
    settings: Mapping[str, float | None]
    satisfied_by: str
    unverified: bool

    def to_dict(self) -> dict[str, Any]:
        """By name."""
        return {name: getattr(self, name) for name in self.__slots__} | {"settings": dict(self.settings)}


@dataclass(frozen=True, slots=True)
class Obligation:
    """What an instrument beside the Code asks of this negotiation, as of a year."""

    key: str
    name: str
    asks: str
    because: str
    as_of: int
    standing: str
    reads: tuple[str, ...]
    note: str


def check(
    facts: Facts, settings: Mapping[str, Mapping[str, float | None]] | None = None, rules: RuleList | None = None
) -> tuple[Finding, ...]:
    """Every rule's finding, in the order of the rules.

    ``settings`` are the parties' own thresholds by rule and name. Raises ``InputError`` for settings of rules, or
    names, that do not exist.
    """
    known = rules or load_code_rules()
    chosen = settings or {}
    problems = [
        Problem(
            say("the setting {rule}", rule=rule), say("'{name}' is not a setting", name=name), "", _remedy(rule, known)
        )
        for rule, own in chosen.items()
        for name in (own or {"": None})
        if rule not in known.rules or name not in known.rules[rule].settings
    ]
    if problems:
        raise InputError(say("the settings"), problems)
    return tuple(_finding(facts, key, rule, chosen.get(key, {}), known) for key, rule in known.rules.items())


def _remedy(rule: str, known: RuleList) -> str:
    if rule not in known.rules:
        return did_you_mean(nearest(rule, known.rules))
    names = join(known.rules[rule].settings)
    if not names:
        return say("the settings of {rule} are none", rule=rule)
    return say("the settings of {rule} are {names}", rule=rule, names=names)


def _finding(facts: Facts, key: str, rule: Rule, own: Settings, known: RuleList) -> Finding:
    used = {name: own.get(name, setting.value) for name, setting in rule.settings.items()}
    answer, severity, because, caused_by, missing = _answer(facts, rule, used, known)
    unverified = any(yardstick.startswith(_AMENDED) for yardstick in rule.yardsticks)
    return Finding(
        key,
        rule.number,
        say(rule.says),
        answer,
        severity,
        because,
        caused_by,
        missing,
        rule.yardsticks,
        rule.reads,
        used,
        say(rule.satisfied_by),
        unverified,
    )


def _answer(
    facts: Facts, rule: Rule, settings: Settings, known: RuleList
) -> tuple[str, str, str, tuple[str, ...], tuple[str, ...]]:
    try:
        idle = _does_not_arise(facts, rule, settings, known)
    except Missing as failure:
        return "not determinable", rule.severity, say("whether it arises is not known"), (), (failure.field,)
    if idle:
        return "met", rule.severity, say("does not arise: {reason}", reason=idle), (), ()
    verdicts: list[Verdict] = []
    missing: list[str] = []
    for test in _tests(facts, rule, settings, known):
        try:
            verdicts.append(test())
        except Missing as failure:
            missing.append(failure.field)
    failed = [verdict for verdict in verdicts if not verdict.holds]
    told = failed or verdicts
    because = join(dict.fromkeys(verdict.because for verdict in told))
    caused_by = tuple(dict.fromkeys(cause for verdict in told for cause in verdict.caused_by))
    if failed:
        severity = min((verdict.severity or rule.severity for verdict in failed), key=list(_FAILED).index)
        return _FAILED[severity], severity, because, caused_by, tuple(missing)
    if missing:
        return "not determinable", rule.severity, because, caused_by, tuple(missing)
    return "met", rule.severity, because, caused_by, ()


def _does_not_arise(facts: Facts, rule: Rule, settings: Settings, known: RuleList) -> str:
    """Why a rule is not about this draft, empty where it is. Raises ``Missing``."""
    if rule.if_present and facts.state(rule.if_present) == "absent":
        return say("there is no clause {clause}", clause=_clause(facts, rule.if_present))
    if rule.if_yes and facts.answer(rule.if_yes) is not True:
        return say("{question}: no", question=_in_words(rule.if_yes, known.questions[rule.if_yes].question))
    if rule.if_computed:
        verdict = COMPUTED[rule.if_computed](facts, settings)
        return "" if verdict.holds else verdict.because
    return ""


def _clause(facts: Facts, key: str) -> str:
    return _in_words(key, facts.register.codebook.clauses[key].name)


def _in_words(key: str, told: str) -> str:
    """A clause or question as its key reads in English, in other languages as it is told there."""
    said = say(told)
    return key.replace("_", " ") if said == told else said


def _tests(facts: Facts, rule: Rule, settings: Settings, known: RuleList) -> Iterator[Any]:
    needs = rule.needs
    for clause in needs.present:
        yield lambda clause=clause: _presence(facts, clause)
    for wanted, questions in ((True, needs.yes), (False, needs.no)):
        for question in questions:
            yield lambda question=question, wanted=wanted: _said(facts, question, wanted, known)
    for sign, limits in ((1, needs.at_most), (-1, needs.at_least)):
        for question, name in limits.items():
            yield lambda question=question, name=name, sign=sign: _limit(facts, question, settings[name], sign, known)
    if needs.computed:
        yield lambda: COMPUTED[needs.computed](facts, settings)


def _presence(facts: Facts, clause: str) -> Verdict:
    if facts.state(clause) == "present":
        return Verdict(True, say("the clause {clause} is present", clause=_clause(facts, clause)), caused_by=(clause,))
    return Verdict(False, say("the clause {clause} is absent", clause=_clause(facts, clause)), caused_by=(clause,))


def _said(facts: Facts, question: str, wanted: bool, known: RuleList) -> Verdict:
    answer, asked = facts.answer(question) is True, say(known.questions[question].question)
    because = say("{question} yes", question=asked) if answer else say("{question} no", question=asked)
    return Verdict(answer == wanted, because, caused_by=(question,))


def _limit(facts: Facts, question: str, limit: float | None, sign: int, known: RuleList) -> Verdict:
    value, asked = float(facts.answer(question)), known.questions[question]
    answer = say(
        "{question} {amount} {unit}", question=say(asked.question), amount=_amount(value), unit=say(asked.unit)
    )
    if limit is None:
        return Verdict(True, answer, caused_by=(question,))
    if sign > 0:
        because = say("{answer}; the parties chose at most {limit}", answer=answer, limit=_amount(limit))
    else:
        because = say("{answer}; the parties chose at least {limit}", answer=answer, limit=_amount(limit))
    return Verdict(sign * value <= sign * limit, because, caused_by=(question,))


def _amount(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 2)


def obligations(facts: Facts) -> tuple[Obligation, ...]:
    """What the instruments beside the Code ask of this negotiation, in the order of ``agreements/instruments.yaml``."""
    found = []
    for key, instrument in load_instruments().items():
        if instrument.receiving and not set(instrument.receiving) & set(facts.receiving):
            continue
        if instrument.sending and not set(instrument.sending) & set(facts.sending):
            continue
        if instrument.receiving:
            because = say("{countries} receives", countries=_where(facts, instrument))
        else:
            because = say("it binds every recruitment")
        if instrument.when == "listed":
            listed = facts.listed() if facts.list_version is not None else ()
            if not listed:
                continue
            names = join(country_in_a_sentence(country) for country in listed)
            because = say("{countries} is on the safeguards list of {year}", countries=names, year=facts.list_version)
        found.append(
            Obligation(
                key,
                say(instrument.name),
                say(instrument.asks),
                because,
                instrument.as_of,
                instrument.standing,
                instrument.reads,
                say(instrument.note),
            )
        )
    return tuple(found)


def _where(facts: Facts, instrument: Any) -> str:
    return join(country_in_a_sentence(code) for code in facts.receiving if code in instrument.receiving)
