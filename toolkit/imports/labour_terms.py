"""How the coded terms of the labour-agreement files map to clauses of the codebook, term by term as reviewed."""

from __future__ import annotations

from toolkit.languages.speech import to_say

__all__ = ["CLAUSES", "NO_CLAUSE"]

CLAUSES: dict[str, str] = {
    "intl_instr": "objectives_code_reference",
    "info_exch": "minimum_data_exchange",
    "info_dissem": "transparency_publication",
    "govt_agencies": "parties_competent_authorities",
    "joint_commit": "joint_committee",
    "recruit_cost_mig": "employer_pays",
    "recruit_auth": "recruiter_control",
    "labor_union_orig": "social_partner_role",
    "labor_union_dest": "social_partner_role",
    "emp_orgs": "social_partner_role",
    "ngos": "social_partner_role",
    "migrant_info": "pre_departure_orientation",
    "prot_equal": "equal_treatment",
    "prot_women": "family_and_gender",
    "prot_women_det": "family_and_gender",
    "contract_standard": "model_contract",
    "wage_prot": "wage_payment_integrity",
    "social_security": "social_security_portability",
    "disputes_emp_mig": "grievance_redress",
    "mig_human_cap": "career_development",
    "credentials": "qualification_recognition",
    "remittances": "remittance_channel",
    "reintegration": "reintegration_support",
    "quota": "recruitment_quota",
    "autorenew": "term_renewal",
}
"""Clause of the codebook by the file's name of a term. A term coded 1 says that the text provides for it."""

NO_CLAUSE: dict[str, str] = {
    "past_bla_amend": to_say("about the text itself: kept as its form and in the notes"),
    "past_bla_replace": to_say("about the text itself: kept in the notes"),
    "labor_union_join": to_say("a right to join a union, which the codebook does not hold as a clause of its own"),
    "prot_other": to_say("protection on other grounds, wider than any one clause"),
    "contract_req": to_say("a contract is required, which is less than a model contract"),
    "contract_terms": to_say("terms of a contract are named, which is less than a model contract"),
    "housing_req": to_say("housing in general, not only the first one that the codebook knows"),
    "housing_cond": to_say("housing in general"),
    "housing_monitor": to_say("housing in general"),
    "work_monitor": to_say("inspection of work, wider than safety and violence"),
    "passport": to_say("keeping one's travel documents, which the codebook does not hold"),
    "contract_renewal": to_say("renewal of the worker's contract, not of the agreement"),
    "perm_resid": to_say("a way to permanent residence, which the codebook does not hold"),
}
"""Terms that are not mapped, with the reason; they are counted in the report."""
