"""The sets of terms that can be looked at side by side: the draft, the options, and what each fairness rule chooses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from toolkit.app.menu import link_to
from toolkit.app.parts import plain, show_problems
from toolkit.app.results import case_of, outcome_of, solved
from toolkit.case.schema import Case
from toolkit.errors import AccordError, CaseError, TermsError
from toolkit.languages.speech import say, say_count
from toolkit.model.evaluate import Outcome
from toolkit.model.terms_file import terms_to_mapping
from toolkit.report.options import Compared, Yardstick, distinct, rule_name
from toolkit.wording import number
from toolkit.workspace.content import Content

__all__ = [
    "DRAFT",
    "Choice",
    "case_or_stop",
    "choices",
    "named_rules",
    "own_choices",
    "read",
    "show_unread",
    "terms_of",
    "yardstick_of",
]

DRAFT = "draft"
_TOLD = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """One set of terms: ``kind`` is ``draft``, ``option`` or ``rule``; ``name`` the key of an option or a rule."""

    kind: str
    name: str
    label: str

    @property
    def key(self) -> str:
        """What a widget or a picture knows it by."""
        return f"{self.kind}_{self.name}" if self.name else self.kind


def case_or_stop(content: Content) -> Case:
    """The case; where its document cannot be read, the page says why and what to do, and ends."""
    try:
        return case_of(content)
    except CaseError as failure:
        show_problems(failure)
        st.markdown(say("**Undo** above takes back the last change; the numbers can be mended on these pages."))
        with st.container(horizontal=True):
            link_to("situation")
            link_to("terms")
        st.stop()


def named_rules(case: Case, rule: str = "") -> list[str]:
    """The rules that stand for the named solutions, the one in use first."""
    known = [
        "kalai_smorodinsky",
        "nash",
        "egalitarian",
        "utilitarian",
        *(f"best_for:{code}" for code in case.countries),
    ]
    return list(dict.fromkeys([*([rule] if rule in {*known, "leximin"} else []), *known]))


def own_choices(content: Content) -> list[Choice]:
    """The draft, if there is one, and the options."""
    draft = [Choice("draft", "", say("Draft"))] if content.draft else []
    return [*draft, *(Choice("option", option.key, option.name) for option in content.options)]


def choices(content: Content, case: Case) -> list[Choice]:
    """Everything that can be compared, under names that differ."""
    found = [
        *own_choices(content),
        *(Choice("rule", rule, say("Rule: {rule}", rule=rule_name(rule))) for rule in named_rules(case, content.rule)),
    ]
    labels = distinct([choice.label for choice in found])
    return [Choice(choice.kind, choice.name, label) for choice, label in zip(found, labels, strict=True)]


def terms_of(content: Content, choice: Choice) -> Mapping[str, Any]:
    """The terms of a choice as plain values. Raises ``NoAgreement`` for a rule where nothing can be agreed."""
    if choice.kind == "rule":
        return terms_to_mapping(solved(content, choice.name).terms)
    if choice.kind == "draft":
        return content.draft
    option = content.option(choice.name)
    return option.terms if option else {}


def yardstick_of(content: Content) -> Yardstick | None:
    """What gains are held against, ``None`` where the case allows no agreement."""
    try:
        return Yardstick.of(solved(content, "kalai_smorodinsky"))
    except AccordError:
        return None


def read(
    content: Content, chosen: Iterable[Choice], yardstick: Yardstick | None
) -> tuple[list[tuple[Choice, Compared]], list[tuple[Choice, AccordError]]]:
    """The outcomes of choices, and those whose terms do not fit the case as it stands now, or that there are not."""
    fitting: list[tuple[Choice, Compared]] = []
    unread: list[tuple[Choice, AccordError]] = []
    for choice in chosen:
        try:
            outcome = _outcome(content, choice)
        except AccordError as failure:
            unread.append((choice, failure))
        else:
            fitting.append((choice, Compared(choice.label, outcome, yardstick)))
    return fitting, unread


def _outcome(content: Content, choice: Choice) -> Outcome:
    return (
        solved(content, choice.name).outcome
        if choice.kind == "rule"
        else outcome_of(content, terms_of(content, choice))
    )


def show_unread(unread: Sequence[tuple[Choice, AccordError]]) -> None:
    """Say which terms no longer fit the case, and why; they are kept."""
    for choice, failure in unread:
        if isinstance(failure, TermsError):
            st.warning(plain(_unfit(choice.label, failure)))
        else:
            st.info(plain(say("“{option}”: {problem}", option=choice.label, problem=failure)))


def _unfit(option: str, failure: TermsError) -> str:
    problems = "; ".join(str(problem) for problem in failure.problems[:_TOLD])
    more = len(failure.problems) - _TOLD
    if more <= 0:
        return say(
            "“{option}” does not fit the case as it stands now: {problems}. It is kept; undo the change of the case, "
            "or take other terms in its place.",
            option=option,
            problems=problems,
        )
    return say_count(
        "“{option}” does not fit the case as it stands now: {problems}; and {count} more. It is kept; undo the change "
        "of the case, or take other terms in its place.",
        "“{option}” does not fit the case as it stands now: {problems}; and {count} more. It is kept; undo the change "
        "of the case, or take other terms in its place.",
        more,
        option=option,
        problems=problems,
        count=number(more),
    )
