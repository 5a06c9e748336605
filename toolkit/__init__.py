"""Accord: negotiate bilateral agreements and cost sharing on health-worker migration."""

from toolkit.case.load import load_case, shipped_cases
from toolkit.case.schema import Case
from toolkit.deal.alternatives import Alternatives, alternatives
from toolkit.deal.concepts import CONCEPTS
from toolkit.deal.counter_offers import CounterOffer, counter_offer
from toolkit.deal.drafts import Assessment, Improvement, assess, improve
from toolkit.deal.explain import Explanation, explain
from toolkit.deal.frontiers import Frontier, frontier
from toolkit.deal.prices import Price, prices
from toolkit.deal.settle import solve
from toolkit.deal.solution import Solution
from toolkit.errors import (
    AccordError,
    CaseError,
    InputError,
    NoAgreement,
    Problem,
    SolverFailed,
    SolverUnavailable,
    TermsError,
    Unbounded,
)
from toolkit.model.evaluate import Outcome, evaluate
from toolkit.model.terms import Terms, no_terms
from toolkit.model.terms_file import load_terms

__all__ = [
    "CONCEPTS",
    "AccordError",
    "Alternatives",
    "Assessment",
    "Case",
    "CaseError",
    "CounterOffer",
    "Explanation",
    "Frontier",
    "Improvement",
    "InputError",
    "NoAgreement",
    "Outcome",
    "Price",
    "Problem",
    "Solution",
    "SolverFailed",
    "SolverUnavailable",
    "Terms",
    "TermsError",
    "Unbounded",
    "alternatives",
    "assess",
    "counter_offer",
    "evaluate",
    "explain",
    "frontier",
    "improve",
    "load_case",
    "load_terms",
    "no_terms",
    "prices",
    "shipped_cases",
    "solve",
]
