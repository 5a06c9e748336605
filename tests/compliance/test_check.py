"""Every rule has a draft that keeps it and one that does not; what is not known is said, never guessed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from tests.compliance.drafts import BREACHES, answering, good, good_clauses, register, with_outcome, without
from toolkit import InputError
from toolkit.compliance.check import ANSWERS, COMPUTED, Finding, check, obligations
from toolkit.compliance.facts import Facts, facts_of_agreement
from toolkit.compliance.rules import Rule, load_code_rules, load_instruments

RULES = load_code_rules()
_SEVERE = {"breach": "breached", "warning": "warning", "advice": "advice"}


def finding(facts: Facts, rule: str, **settings: float | None) -> Finding:
    alone = RULES.model_copy(update={"rules": {rule: RULES.rules[rule]}})
    (found,) = check(facts, {rule: settings} if settings else {}, alone)
    return found


def test_there_are_62_rules_in_order() -> None:
    assert [rule.number for rule in RULES.rules.values()] == [f"R{number:02}" for number in range(1, 63)]


@pytest.mark.parametrize("rule", RULES.rules)
def test_a_good_draft_keeps_the_rule(rule: str) -> None:
    found = finding(good(), rule)
    assert found.answer == "met", (found.because, found.missing)


@pytest.mark.parametrize("rule", BREACHES)
def test_a_draft_that_breaks_a_rule_on_numbers(rule: str) -> None:
    change, answer = BREACHES[rule]
    found = finding(change(good()), rule)
    assert (found.answer, bool(found.because)) == (answer, True), (found.because, found.missing)


@pytest.mark.parametrize(
    ("rule", "question", "wrong"),
    [(key, question, False) for key, rule in RULES.rules.items() for question in rule.needs.yes]
    + [(key, question, True) for key, rule in RULES.rules.items() for question in rule.needs.no],
)
def test_a_wrong_answer_breaks_the_rule(rule: str, question: str, wrong: bool) -> None:
    change = BREACHES["care_workers_addressed"][0] if rule == "care_workers_addressed" else answering()
    found = finding(change(answering(**{question: wrong})(good())), rule)
    assert found.answer == _SEVERE[RULES.rules[rule].severity]
    assert question in found.caused_by


@pytest.mark.parametrize(
    ("rule", "clause"), [(key, clause) for key, rule in RULES.rules.items() for clause in rule.needs.present]
)
def test_an_absent_clause_breaks_the_rule(rule: str, clause: str) -> None:
    found = finding(without(clause)(good()), rule)
    assert found.answer == _SEVERE[RULES.rules[rule].severity]
    assert clause in found.caused_by


LIMITS = [
    (key, question, name, sign)
    for key, rule in RULES.rules.items()
    for sign, limits in ((1, rule.needs.at_most), (-1, rule.needs.at_least))
    for question, name in limits.items()
]


@pytest.mark.parametrize(("rule", "question", "name", "sign"), LIMITS)
def test_a_threshold_is_the_parties_choice(rule: str, question: str, name: str, sign: int) -> None:
    facts = answering(**{question: 7.0})(good())
    assert finding(facts, rule, **{name: 7.0}).answer == "met"
    assert finding(facts, rule, **{name: 7.0 - sign}).answer == _SEVERE[RULES.rules[rule].severity]
    assert finding(facts, rule, **{name: None}).answer == "met"
    assert f"the parties chose {'at most' if sign > 0 else 'at least'} 7" in finding(facts, rule, **{name: 7.0}).because


def test_every_rule_is_broken_somewhere() -> None:
    asked = {key for key, rule in RULES.rules.items() if rule.needs.yes or rule.needs.no or rule.needs.present}
    ratios = {"proportionality_ratio", "graduate_share"}
    assert set(RULES.rules) == asked | set(BREACHES) | {rule for rule, *_ in LIMITS} | ratios


def test_ratios_are_only_shown_until_the_parties_choose() -> None:
    for rule, name in (("proportionality_ratio", "ratio"), ("graduate_share", "share")):
        shown = finding(good(), rule)
        assert shown.settings[name] is None
        assert shown.answer == "met"
        assert "is chosen" in shown.because
    assert finding(good(), "proportionality_ratio", ratio=1e6).answer == "advice"
    assert finding(good(), "graduate_share", share=0.0).answer == "advice"


@cache
def _good_findings() -> dict[str, Finding]:
    return {found.rule: found for found in check(good())}


@pytest.mark.parametrize("question", RULES.questions)
def test_what_is_not_answered_is_not_determinable(question: str) -> None:
    """Without one answer no finding turns to the better or the worse; those that need it name it."""
    before = _good_findings()
    after = {found.rule: found for found in check(answering(**{question: None})(good()))}
    for rule, found in after.items():
        assert found.answer in (before[rule].answer, "not determinable")
        assert (found.answer == "not determinable") == (question in found.missing)


def test_small_sums_that_a_law_asks_for_are_a_warning() -> None:
    facts = answering(worker_fees=40, worker_fees_required_by_law=True)(good())
    assert finding(facts, "worker_zero_cost").answer == "warning"
    assert finding(facts, "worker_zero_cost", tolerated=10.0).answer == "breached"
    assert finding(answering(worker_fees=40)(good()), "worker_zero_cost").answer == "breached"


def test_light_faults_of_repayment_are_a_warning() -> None:
    for answer in ({"repayment_tapers": False}, {"repayment_months": 30}, {"repayment_hardship": False}):
        assert finding(answering(**answer)(good()), "clawback_shape").answer == "warning"
    assert finding(without("repayment_clause")(good()), "clawback_shape").because.startswith("does not arise")


def test_payments_after_the_end_must_be_ruled() -> None:
    assert finding(answering(payment_tail=False)(good()), "dates_consistent").answer == "breached"
    assert finding(answering(payment_tail=False, payments_after_end=False)(good()), "dates_consistent").answer == "met"
    assert finding(answering(review_months=121)(good()), "dates_consistent").answer == "breached"


def test_an_old_list_of_recruiters_is_a_warning() -> None:
    assert finding(answering(recruiter_list_months=20)(good()), "recruiter_registered").answer == "warning"


def test_the_list_in_force_at_signature_must_be_known() -> None:
    found = finding(replace(good(), list_version=None), "ssl_needs_g2g")
    assert found.answer == "not determinable"
    assert found.missing == ("the safeguards list in force at signature",)


def test_rules_on_the_reported_amendments_are_no_breaches() -> None:
    for rule in RULES.rules.values():
        if rule.yardsticks and all(yardstick.startswith("A26") for yardstick in rule.yardsticks):
            assert rule.severity != "breach"
    assert finding(good(), "emergency_clause").unverified
    assert not finding(good(), "wage_parity").unverified


def test_a_draft_without_clauses_leaves_questions_open_and_counts_its_numbers() -> None:
    facts = replace(good(), clauses={}, answers={})
    found = {entry.rule: entry for entry in check(facts)}
    assert found["wage_parity"].answer == "not determinable"
    assert found["wage_parity"].missing == ("pay_ratio",)
    assert found["payer_budget"].answer == "met"


def test_agreements_of_the_register_can_be_checked() -> None:
    answers = set()
    for agreement in register().agreements.values():
        for found in check(facts_of_agreement(agreement, register())):
            answers.add(found.answer)
            assert found.answer != "not determinable" or found.missing
    assert answers <= set(ANSWERS)
    kenya = facts_of_agreement(register().agreements["KEN-GBR-2021"], register())
    assert finding(kenya, "ssl_needs_g2g").answer == "met"
    assert finding(kenya, "payer_budget").answer == "not determinable"


def test_settings_that_do_not_exist_are_refused() -> None:
    with pytest.raises(InputError, match="recognition_deadline"):
        check(good(), {"recognition_dedline": {"months": 1.0}})
    with pytest.raises(InputError, match="months"):
        check(good(), {"recognition_deadline": {"years": 1.0}})


def test_instruments_apply_by_country_and_list() -> None:
    keys = {entry.key for entry in obligations(good())}
    assert {"who_safeguards_list", "uk_code_of_practice", "employer_pays"} <= keys
    assert "german_employment_ordinance" not in keys
    kenya = {entry.key for entry in obligations(replace(good(), sending=("KEN",)))}
    assert "uk_amber_list" in kenya
    assert "uk_code_of_practice" not in kenya
    assert "german_employment_ordinance" in {entry.key for entry in obligations(replace(good(), receiving=("DEU",)))}


def test_the_files_name_only_what_exists() -> None:
    codebook, sources = register().codebook, set(register().sources)
    for key, question in RULES.questions.items():
        assert question.clause in codebook.clauses, key
        assert question.question.endswith("?")
    asked: set[str] = set()
    for rule in RULES.rules.values():
        assert set(rule.yardsticks) <= set(codebook.yardsticks)
        assert set(rule.reads) <= sources
        asked |= _asked(rule)
        assert {name for name in (rule.needs.computed, rule.if_computed) if name} <= set(COMPUTED)
        assert {*rule.needs.at_most.values(), *rule.needs.at_least.values()} <= set(rule.settings)
        assert {*rule.needs.present, *([rule.if_present] if rule.if_present else [])} <= set(codebook.clauses)
    assert asked <= set(RULES.questions)
    for instrument in load_instruments().values():
        assert set(instrument.reads) <= sources
        assert set(instrument.yardsticks) <= set(codebook.yardsticks)
        assert instrument.reads or instrument.yardsticks


def _asked(rule: Rule) -> set[str]:
    needs = rule.needs
    return {*needs.yes, *needs.no, *needs.at_most, *needs.at_least, *([rule.if_yes] if rule.if_yes else [])}


def test_the_good_draft_answers_every_question() -> None:
    answered = {question for clause in good_clauses().values() for question in clause["answers"]}
    assert answered == set(RULES.questions)
    assert with_outcome(lambda values: None)(good()).numbers().gains == pytest.approx(good().numbers().gains)
