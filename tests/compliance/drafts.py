"""Drafts that keep every rule, and what to change so that one of them is not kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import Any

from tests.support.cases import changed, shipped
from toolkit import evaluate, load_case, load_register, load_terms, solve
from toolkit.case.load import case_values
from toolkit.compliance.facts import Facts, facts_of_draft
from toolkit.compliance.rules import load_code_rules
from toolkit.model.evaluate import Outcome
from toolkit.model.terms_file import terms_to_mapping

__all__ = ["BREACHES", "good", "good_clauses", "register"]

_GOOD: dict[str, Any] = {
    "channel": "government",
    "worker_fees": 0,
    "worker_fees_required_by_law": False,
    "repayment_interest": 0,
    "repayment_months": 12,
    "pay_ratio": 1,
    "grievance_days": 30,
    "recruiter_list_months": 6,
    "recognition_months": 9,
    "unemployment_register": 1_000_000,
    "protected_share": 0,
    "earmarked_share": 100,
    "new_money_share": 100,
    "bond_months": 1,
    "committee_meetings": 2,
    "review_months": 18,
    "evaluation_share": 2,
    "pilot_months": 24,
    "term_years": 10,
    "national_ceiling": 100_000,
    "ceiling_exempt": False,
}
_NO = {question for rule in load_code_rules().rules.values() for question in rule.needs.no} | {"ceiling_exempt"}


@cache
def register():
    return load_register(user_data=False)


def good_clauses() -> dict[str, dict[str, Any]]:
    """Every clause present, every question answered so that no rule is broken."""
    clauses: dict[str, dict[str, Any]] = {
        clause: {"state": "present", "answers": {}} for clause in register().codebook.clauses
    }
    for key, question in load_code_rules().questions.items():
        clauses[question.clause]["answers"][key] = _GOOD.get(key, key not in _NO)
    return clauses


@cache
def good_outcome() -> Outcome:
    """The balanced terms for Ghana and the United Kingdom with fewer recruits, so that graduates make up for them."""
    case = shipped("ghana-uk")
    values = deepcopy(terms_to_mapping(solve(case).terms))
    for terms in values["terms"]["GHA-GBR"].values():
        if isinstance(terms, dict):
            for name in ("candidates", "recruits", "bridged"):
                terms[name] = [people * 0.6 for people in terms[name]]
    return evaluate(case, load_terms(values, case))


def good() -> Facts:
    """A draft that keeps every rule."""
    return facts_of_draft(good_outcome(), good_clauses(), register())


def answering(**answers: Any) -> Callable[[Facts], Facts]:
    return lambda facts: replace(facts, answers={**facts.answers, **answers})


def without(*clauses: str) -> Callable[[Facts], Facts]:
    return lambda facts: replace(facts, clauses={**facts.clauses, **dict.fromkeys(clauses, "absent")})


def with_outcome(change: Callable[[dict[str, Any]], None], case: Mapping[str, Any] | None = None):
    """The same draft with other terms, simulated; ``case`` are changes of the case by path."""

    def act(facts: Facts) -> Facts:
        outcome = facts.numbers()
        record = load_case(changed(case_values("ghana-uk"), case)) if case else outcome.case
        values = deepcopy(terms_to_mapping(outcome.terms))
        change(values)
        return replace(facts, outcome=evaluate(record, load_terms(values, record)))

    return act


def _nurses(values: dict[str, Any]) -> dict[str, Any]:
    return values["terms"]["GHA-GBR"]["nurse"]


def _more_than_graduate(values: dict[str, Any]) -> None:
    _nurses(values).update(recruits=25_000, candidates=200_000)


def _ghana_pays(values: dict[str, Any]) -> None:
    items = ("training", "training_capacity", "recruitment", "language", "bridging", "retention", "posts", "return")
    values["payments"] = [{"item": item, "payer": "sending", "share": 1} for item in (*items, "system_support")]


def _many_recruits(values: dict[str, Any]) -> None:
    _nurses(values).update(recruits=3000, candidates=20_000)


def _nothing_at_home(values: dict[str, Any]) -> None:
    values["terms"]["GHA-GBR"]["system_support"] = 0
    for terms in values["terms"]["GHA-GBR"].values():
        if isinstance(terms, dict):
            for name in ("places", "capacity", "posts", "returned", "remote_service"):
                terms[name] = 0
            terms["retained"] = [[0.0] * len(tiers) for tiers in terms["retained"]]
            terms.update(recruits=500, candidates=3000)


def _worker_pays(values: dict[str, Any]) -> None:
    values["payments"] = [{"item": "language", "payer": "worker", "share": 1}]


def _no_candidates(values: dict[str, Any]) -> None:
    _nurses(values).update(recruits=30, candidates=31)


def _too_many_places(values: dict[str, Any]) -> None:
    _nurses(values).update(places=1e6, capacity=0)


def _listed_before(facts: Facts) -> Facts:
    """The same draft with a country that only one version of the list has."""
    return replace(facts, sending=("ZMB",), outcome=None)


def _on_an_old_list(facts: Facts) -> Facts:
    return replace(facts, list_version=2020)


def _unlisted_and_low(facts: Facts) -> Facts:
    return replace(facts, sending=("KEN",), outcome=None)


def _care_workers(facts: Facts) -> Facts:
    flows = facts.flows.copy()
    flows["cadre"] = "caregiver"
    found = replace(facts, answers={**facts.answers, "care_workers_named": False})
    found.__dict__["flows"] = flows
    return found


def _shares_of_ninety_per_cent(facts: Facts) -> Facts:
    found = replace(facts)
    found.__dict__["payments"] = facts.payments.assign(share=facts.payments["share"] * 0.9)
    return found


BREACHES: dict[str, tuple[Callable[[Facts], Facts], str]] = {
    "ssl_needs_g2g": (answering(channel="private"), "breached"),
    "ssl_version_stated": (_on_an_old_list, "warning"),
    "ssl_flip": (_listed_before, "warning"),
    "care_workers_addressed": (_care_workers, "warning"),
    "worker_zero_cost": (with_outcome(_worker_pays), "breached"),
    "clawback_shape": (answering(repayment_interest=2), "breached"),
    "recruiter_registered": (answering(recruiters_licensed=False), "breached"),
    "mutual_benefit": (with_outcome(_nothing_at_home), "breached"),
    "coinvest_measurable": (answering(proof_agreed=False), "warning"),
    "replacement_ratio": (with_outcome(_many_recruits), "advice"),
    "stock_non_decline": (with_outcome(_more_than_graduate), "breached"),
    "density_below_threshold": (_unlisted_and_low, "warning"),
    "surplus_claim_true": (answering(unemployment_register=1), "warning"),
    "funnel_feasible": (with_outcome(_no_candidates), "warning"),
    "seat_capacity": (with_outcome(_too_many_places), "breached"),
    "curriculum_fit": (answering(home_track=False), "warning"),
    "cost_identity": (_shares_of_ninety_per_cent, "breached"),
    "payer_budget": (with_outcome(_too_many_places), "breached"),
    "participation": (with_outcome(_ghana_pays), "warning"),
    "dates_consistent": (answering(pilot_months=200), "breached"),
    "origin_cap_respected": (answering(national_ceiling=1), "breached"),
    "list_specific_law": (answering(channel="private"), "breached"),
}
"""For each rule with a test on numbers or lists: a change that breaks it, and the answer then."""
