"""Accord: negotiate bilateral agreements and cost sharing on health-worker migration."""

from toolkit.case.load import load_case, shipped_cases
from toolkit.case.schema import Case
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
from toolkit.errors import (
    AccordError,
    CaseError,
    InputError,
    NoAgreement,
    Problem,
    RegisterError,
    SolverFailed,
    SolverUnavailable,
    TermsError,
    Unbounded,
)
from toolkit.imports.report import ImportReport
from toolkit.imports.run import import_file
from toolkit.model.evaluate import Outcome, evaluate
from toolkit.model.terms import Terms, no_terms
from toolkit.model.terms_file import load_terms
from toolkit.prefill.new import NewCase, new_case
from toolkit.prefill.sketch import sketch_of_case
from toolkit.register.check import check_register
from toolkit.register.countries import CountryProfile, country_profile
from toolkit.register.coverage import Coverage, coverage
from toolkit.register.find import find_agreements, find_figures
from toolkit.register.precedents import ClauseGap, Precedent, clause_gap, precedents, sketch_of
from toolkit.register.read import Register, load_register
from toolkit.register.records import Agreement

__all__ = [
    "CONCEPTS",
    "AccordError",
    "Agreement",
    "Alternatives",
    "Assessment",
    "Case",
    "CaseError",
    "ClauseGap",
    "CounterOffer",
    "CountryProfile",
    "Coverage",
    "Explanation",
    "Frontier",
    "ImportReport",
    "Improvement",
    "Influence",
    "InputError",
    "NewCase",
    "NoAgreement",
    "Outcome",
    "Precedent",
    "Price",
    "Problem",
    "Register",
    "RegisterError",
    "Solution",
    "SolverFailed",
    "SolverUnavailable",
    "Terms",
    "TermsError",
    "Unbounded",
    "alternatives",
    "assess",
    "check_register",
    "clause_gap",
    "counter_offer",
    "country_profile",
    "coverage",
    "evaluate",
    "explain",
    "find_agreements",
    "find_figures",
    "frontier",
    "import_file",
    "improve",
    "influence",
    "load_case",
    "load_register",
    "load_terms",
    "new_case",
    "no_terms",
    "precedents",
    "prices",
    "shipped_cases",
    "sketch_of",
    "sketch_of_case",
    "solve",
]
