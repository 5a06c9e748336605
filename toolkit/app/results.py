"""What the toolkit computes for the pages, kept by content: the same case and terms are computed once.

Keys are the whole case document and the whole terms, so no workspace ever sees what was computed from another's
numbers; and the language, where results hold sentences. Each kind keeps a bounded number of results, the ones asked for
last.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from toolkit.app.language import announced
from toolkit.case.load import case_from_mapping
from toolkit.case.names import number_name
from toolkit.case.quantity import Path
from toolkit.case.schema import Case
from toolkit.compliance.check import Finding, Obligation, check, obligations
from toolkit.compliance.clauses import clauses_from_mapping
from toolkit.compliance.facts import Facts, facts_of_draft
from toolkit.countries import country_name
from toolkit.deal.alternatives import Alternatives, alternatives
from toolkit.deal.concepts import CONCEPTS
from toolkit.deal.counter_offers import CounterOffer, counter_offer
from toolkit.deal.drafts import Assessment, Improvement, assess, improve
from toolkit.deal.explain import Explanation, explain
from toolkit.deal.frontiers import Frontier, frontier
from toolkit.deal.influence import Influence, influence
from toolkit.deal.prices import Price, prices
from toolkit.deal.settle import solve
from toolkit.deal.solution import Solution
from toolkit.languages.catalogues import ENGLISH
from toolkit.languages.speech import current_language, say, to_say
from toolkit.model.evaluate import Outcome, evaluate
from toolkit.model.terms_file import terms_from_mapping
from toolkit.prefill.sketch import sketch_of_case
from toolkit.register.precedents import clause_gap
from toolkit.register.read import Register, load_register
from toolkit.report.clause_lines import Precedence, precedence_of
from toolkit.report.robustness import Robustness, robustness
from toolkit.workspace.content import Content, fingerprint

__all__ = [
    "Checked",
    "alternatives_of",
    "assessed",
    "case_of",
    "conflict_of",
    "countered",
    "country_choices",
    "findings_of",
    "forget_register",
    "frontier_of",
    "improved",
    "influences",
    "outcome_of",
    "precedence_in",
    "priced",
    "register",
    "robust",
    "rules_of",
    "solved",
]

Values = Mapping[str, Any]


@st.cache_resource(max_entries=64, show_spinner=False)
def _case(document: str) -> Case:
    return case_from_mapping(json.loads(document))


def case_of(content: Content) -> Case:
    """The case of a workspace. Raises ``CaseError``."""
    return _case(fingerprint(content.case))


def rules_of(case: Case) -> dict[str, str]:
    """The rules that can choose an agreement for a case, in words."""
    own = {
        f"best_for:{code}": say("{country} gains as much as it can while nobody loses", country=country_name(code))
        for code in case.countries
    }
    return {name: words[:1].upper() + words[1:] for name, words in {**CONCEPTS, **own}.items()}


@st.cache_resource(max_entries=128, show_spinner=announced(to_say("Looking for the balanced terms …")))
def _solved(document: str, rule: str, weights: tuple[tuple[str, float], ...], language: str) -> Solution:
    return solve(_case(document), rule, weights=dict(weights) or None)


def solved(content: Content, rule: str | None = None, weights: Mapping[str, float] | None = None) -> Solution:
    """The agreement that a rule chooses, by default the workspace's own. Raises ``NoAgreement``."""
    chosen = rule or content.rule
    own = content.weights if weights is None and chosen == content.rule else weights or {}
    used = own if chosen == "nash" else {}
    return _solved(fingerprint(content.case), chosen, tuple(sorted(used.items())), current_language())


@st.cache_resource(max_entries=256, show_spinner=False)
def _outcome(document: str, terms: str) -> Outcome:
    case = _case(document)
    return evaluate(case, terms_from_mapping(json.loads(terms), case, say("the draft")))


def outcome_of(content: Content, terms: Values) -> Outcome:
    """What terms lead to, simulated. Raises ``TermsError``."""
    return _outcome(fingerprint(content.case), fingerprint(terms))


@st.cache_resource(max_entries=128, show_spinner=announced(to_say("Comparing with the best that can be agreed …")))
def _assessed(document: str, terms: str) -> Assessment:
    outcome = _outcome(document, terms)
    return assess(outcome.case, outcome.terms)


def assessed(content: Content, terms: Values) -> Assessment:
    """Terms held against the frontier. Raises ``TermsError`` and ``NoAgreement``."""
    return _assessed(fingerprint(content.case), fingerprint(terms))


@st.cache_resource(max_entries=64, show_spinner=announced(to_say("Looking for better terms …")))
def _improved(document: str, terms: str, language: str) -> Improvement:
    outcome = _outcome(document, terms)
    return improve(outcome.case, outcome.terms)


def improved(content: Content, terms: Values) -> Improvement:
    """Better for somebody, worse for nobody. Raises ``TermsError`` and ``NoAgreement``."""
    return _improved(fingerprint(content.case), fingerprint(terms), current_language())


@st.cache_resource(max_entries=64, show_spinner=announced(to_say("Looking for the smallest change of terms …")))
def _countered(document: str, terms: str, country: str, target: float, language: str) -> CounterOffer:
    outcome = _outcome(document, terms)
    return counter_offer(outcome.case, outcome.terms, country, target)


def countered(content: Content, terms: Values, country: str, target: float) -> CounterOffer:
    """The smallest change of terms that brings a country to its target. Raises ``TermsError`` and ``NoAgreement``."""
    return _countered(fingerprint(content.case), fingerprint(terms), country, target, current_language())


@st.cache_resource(max_entries=64, show_spinner=announced(to_say("Drawing the frontier …")))
def _frontier(document: str, a: tuple[str, ...], b: tuple[str, ...], language: str) -> Frontier:
    return frontier(_case(document), a or None, b or None)


def frontier_of(content: Content, a: tuple[str, ...] = (), b: tuple[str, ...] = ()) -> Frontier:
    """The frontier between two sides, by default the ends of the first corridor. Raises ``NoAgreement``."""
    return _frontier(fingerprint(content.case), a, b, current_language())


@st.cache_resource(max_entries=64, show_spinner=announced(to_say("Looking for the conflict …")))
def _conflict(document: str, language: str) -> Explanation:
    return explain(_case(document))


def conflict_of(content: Content) -> Explanation:
    """Why the case has no agreement."""
    return _conflict(fingerprint(content.case), current_language())


@st.cache_resource(max_entries=64, show_spinner=announced(to_say("Working out what each limit is worth …")))
def _priced(document: str, rule: str, weights: tuple[tuple[str, float], ...], language: str) -> tuple[Price, ...]:
    return prices(_solved(document, rule, weights, language))


def priced(content: Content) -> tuple[Price, ...]:
    """What each limit is worth under the workspace's rule. Raises ``NoAgreement``."""
    weights = content.weights if content.rule == "nash" else {}
    return _priced(fingerprint(content.case), content.rule, tuple(sorted(weights.items())), current_language())


@st.cache_resource(max_entries=32, show_spinner=announced(to_say("Looking for agreements nearly as good …")))
def _alternatives(document: str, rule: str, weights: tuple[tuple[str, float], ...], language: str) -> Alternatives:
    return alternatives(_solved(document, rule, weights, language))


def alternatives_of(content: Content) -> Alternatives:
    """Agreements nearly as good as the workspace's solution. Raises ``NoAgreement``."""
    weights = content.weights if content.rule == "nash" else {}
    own = tuple(sorted(weights.items()))
    return _alternatives(fingerprint(content.case), content.rule, own, current_language())


@st.cache_resource(max_entries=32, show_spinner=False)
def _influences(document: str, rule: str, _progress: Callable[[int, int], None] | None) -> tuple[Influence, ...]:
    return influence(_case(document), concept=rule, most=None, progress=_progress)


def influences(content: Content, progress: Callable[[int, int], None] | None = None) -> tuple[Influence, ...]:
    """Every number with a range by its influence on the result, the largest first. Raises ``NoAgreement``."""
    case, found = case_of(content), _influences(fingerprint(content.case), content.rule, progress)
    # what takes a minute is not worked out anew for another language
    return tuple(replace(one, label=number_name(case, _path(one.path))) for one in found)


def _path(dotted: str) -> Path:
    return tuple(int(part) if part.isdigit() else part for part in dotted.split("."))


@st.cache_resource(max_entries=32, show_spinner=False)
def _robust(
    document: str, terms: tuple[str, ...], _progress: Callable[[int, int], None] | None
) -> tuple[Robustness, ...]:
    case = _case(document)
    return robustness(case, [terms_from_mapping(json.loads(one), case) for one in terms], progress=_progress)


def robust(
    content: Content, terms: Sequence[Values], progress: Callable[[int, int], None] | None = None
) -> tuple[Robustness, ...]:
    """How far the gains of several sets of terms hold over the ranges of the case. Raises ``TermsError``."""
    return _robust(fingerprint(content.case), tuple(fingerprint(one) for one in terms), progress)


@st.cache_resource(show_spinner=announced(to_say("Reading the register …")), ttl=600)
def register() -> Register:
    """The shipped register with the user's own data; read anew after ``forget_register``."""
    return load_register()


def forget_register() -> None:
    """Data were imported or removed: read them again."""
    register.clear()
    _country_choices.clear()


@dataclass(frozen=True, eq=False)
class Checked:
    """A draft held against the WHO Code and its neighbours; ``facts`` holds the register that it was checked with."""

    facts: Facts
    findings: tuple[Finding, ...]
    obligations: tuple[Obligation, ...]


@st.cache_resource(max_entries=64, show_spinner=False)
def _checked(
    document: str, terms: str, clauses: str, thresholds: str, mark: int, language: str, _held: Register
) -> Checked:
    said = clauses_from_mapping(json.loads(clauses), _held.codebook, say("the clauses of the draft"))
    facts = facts_of_draft(_outcome(document, terms), said, _held)
    return Checked(facts, check(facts, json.loads(thresholds)), obligations(facts))


def findings_of(content: Content) -> Checked:
    """The draft with its clauses checked under the parties' thresholds. Raises ``TermsError`` and ``InputError``."""
    held = register()
    case, draft = fingerprint(content.case), fingerprint(content.draft)
    clauses, thresholds = fingerprint(content.clauses), fingerprint(content.thresholds)
    return _checked(case, draft, clauses, thresholds, id(held), current_language(), held)


@st.cache_resource(max_entries=32, show_spinner=announced(to_say("Looking for similar agreements …")))
def _precedence(document: str, mark: int, _held: Register) -> tuple[Register, dict[str, Precedence]]:
    return _held, precedence_of(clause_gap(_held, sketch_of_case(_case(document))), _held.codebook)


def precedence_in(content: Content) -> dict[str, Precedence]:
    """For every clause how many of the agreements most similar to the case name it. Raises ``CaseError``."""
    held = register()
    return _precedence(fingerprint(content.case), id(held), held)[1]


@st.cache_data(show_spinner=False, ttl=600)
def _country_choices(language: str) -> list[str]:
    codes = register().countries["country"]
    return sorted(codes, key=country_name if language == ENGLISH else _without_marks)


def _without_marks(code: str) -> str:
    """A name as it is looked for in a list: ``É`` stands with ``E``."""
    letters = unicodedata.normalize("NFKD", country_name(code))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def country_choices() -> list[str]:
    """Codes of the countries that a case can be made for, sorted by their names."""
    return _country_choices(current_language())
