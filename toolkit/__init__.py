"""Accord: negotiate bilateral agreements and cost sharing on health-worker migration."""

from toolkit.case.load import load_case, shipped_cases
from toolkit.case.schema import Case
from toolkit.deal.concepts import CONCEPTS
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
    "Case",
    "CaseError",
    "InputError",
    "NoAgreement",
    "Outcome",
    "Problem",
    "Solution",
    "SolverFailed",
    "SolverUnavailable",
    "Terms",
    "TermsError",
    "Unbounded",
    "evaluate",
    "load_case",
    "load_terms",
    "no_terms",
    "shipped_cases",
    "solve",
]
