"""A draft case as a sketch that precedents are looked for with: which clauses of the codebook its terms amount to."""

from __future__ import annotations

from collections.abc import Callable

from toolkit.case.schema import Case, CorridorCadre, ends, in_phase
from toolkit.register.precedents import Sketch

__all__ = ["clauses_of_case", "sketch_of_case"]

_INSTRUMENTS: dict[str, Callable[[CorridorCadre], bool]] = {
    "recruitment_quota": lambda item: any(item.max_recruits),
    "language_preparation": lambda item: item.language_cost > 0,
    "recruitment_cost_schedule": lambda item: item.recruitment_cost > 0,
    "exam_pass_funnel": lambda item: item.pass_rate < 1,
    "bridging_while_unlicensed": lambda item: item.bridging_cost > 0 or item.licensing_years > 0,
    "scholarships_seats": lambda item: item.training is not None,
    "faculty_and_facilities": lambda item: item.training is not None and item.training.max_new_places > 0,
    "retention_support": lambda item: bool(item.retention),
    "domestic_absorption": lambda item: item.posts is not None and item.posts.max > 0,
    "return_incentive": lambda item: item.returns is not None and item.returns.max_share > 0,
    "virtual_return": lambda item: item.remote_service is not None and item.remote_service.max_share > 0,
}
_RED_LINES: dict[str, str] = {
    "density_floor": "density_floor",
    "no_harm": "density_floor",
    "max_recruits_share_of_graduates": "graduate_share_cap",
    "max_recruits": "recruitment_quota",
    "min_recruits": "indicative_volume",
    "min_training_per_recruit": "replacement_training_ratio",
    "train_first": "replacement_training_ratio",
    "min_contribution_per_recruit": "per_head_payment",
    "max_contribution_per_recruit": "per_head_payment",
    "min_share_spent_on_training": "hrd_fund",
    "min_reinvested_share_of_gain": "co_investment",
    "min_return_share": "circular_term",
}
"""The clause that a text would need for each kind of red line that is a term of an agreement."""

_SUPPORT = "system_support"


def clauses_of_case(case: Case) -> frozenset[str]:
    """The clauses of the codebook that the instruments, payers, phases and red lines of a case amount to."""
    cadres = [item for _, _, item in case.corridor_cadres()]
    found = {clause for clause, present in _INSTRUMENTS.items() if any(present(item) for item in cadres)}
    found |= {_RED_LINES[line.kind] for line in case.red_lines if line.kind in _RED_LINES}
    found |= {"occupational_scope", "term_renewal", "payment_terms"}
    if len(case.phases) > 1:
        found.add("pilot_phase")
    if all(case.bounds(item, "worker") == (0.0, 0.0) for item in ("recruitment", "language", "bridging")):
        found.add("employer_pays")
    if any(case.bounds(_SUPPORT, payer)[1] > 0 for payer in ("receiving", "fund")):
        found.add("co_investment")
    return frozenset(found)


def sketch_of_case(case: Case) -> Sketch:
    """A case's parties, cadres and clauses, and the most recruits a year that it allows in its last phase."""
    corridors = [ends(name) for name in case.corridors]
    return Sketch(
        sending=tuple(dict.fromkeys(sending for sending, _ in corridors)),
        receiving=tuple(dict.fromkeys(receiving for _, receiving in corridors)),
        cadres=frozenset(cadre for _, cadre, _ in case.corridor_cadres()),
        clauses=clauses_of_case(case),
        size=sum(in_phase(item.max_recruits, len(case.phases) - 1) for _, _, item in case.corridor_cadres()) or None,
        per="year",
    )
