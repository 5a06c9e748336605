"""The command that checks a draft, or an agreement of the register, against the WHO Code and its neighbours."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from toolkit.case.load import load_case
from toolkit.commands.output import CSV_OPTION, JSON_OPTION, show
from toolkit.compliance.check import Finding, check, obligations
from toolkit.compliance.clauses import clauses_from_mapping, load_clauses
from toolkit.compliance.facts import Facts, facts_of_agreement, facts_of_draft
from toolkit.errors import InputError, Problem
from toolkit.model.evaluate import evaluate
from toolkit.model.terms import no_terms
from toolkit.model.terms_file import load_terms
from toolkit.register.read import Register, load_register
from toolkit.report.compliance import findings_tables, obligations_table, summary
from toolkit.wording import join, nearest
from toolkit.workspace.file import ENDING, read_workspace

__all__ = ["check_command"]

_GRAVITY = ("breached", "warning", "advice")


@click.command("check")
@click.argument("draft", metavar="DRAFT")
@click.option("--terms", type=click.Path(path_type=Path), help="A file of terms, where DRAFT is a case.")
@click.option("--clauses", type=click.Path(path_type=Path), help="A file of clauses with their answers (YAML or JSON).")
@click.option(
    "--threshold", "thresholds", multiple=True, metavar="RULE.NAME=NUMBER", help="A threshold that the parties chose."
)
@click.option(
    "--fail-on",
    type=click.Choice(_GRAVITY),
    help="End with exit code 3 where a finding is this grave or graver; without it the code is 0.",
)
@click.option("--open-questions", is_flag=True, help="Only what is not determinable: the questions to answer.")
@JSON_OPTION
@CSV_OPTION
def check_command(
    draft: str,
    terms: Path | None,
    clauses: Path | None,
    thresholds: tuple[str, ...],
    fail_on: str | None,
    open_questions: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Check DRAFT against the WHO Code, standards of fair recruitment, rules of receiving countries, and arithmetic.

    DRAFT is a saved negotiation (.accord.json), a case (with --terms and --clauses), or the key of an agreement of the
    register, such as KEN-GBR-2021. A rule is met, breached, a warning, advice, or not determinable because something
    is not known; thresholds are the parties' choice, never norms.
    """
    register = load_register()
    facts, kept = _facts(draft, terms, clauses, register)
    chosen = _thresholds(thresholds)
    findings = check(facts, {rule: {**kept.get(rule, {}), **chosen.get(rule, {})} for rule in {**kept, **chosen}})
    wanted = [found for found in findings if found.answer == "not determinable"] if open_questions else list(findings)
    tables = [*findings_tables(wanted, register.codebook), obligations_table(obligations(facts), register.codebook)]
    values = {"summary": summary(findings), "findings": [found.to_dict() for found in wanted]}
    if not as_json and not as_csv:
        click.echo(f"\n{summary(findings)}\n")
    show(tables, values, json_wanted=as_json, csv_wanted=as_csv)
    if fail_on and _gravest(findings) <= _GRAVITY.index(fail_on):
        sys.exit(3)


def _gravest(findings: tuple[Finding, ...]) -> int:
    return min((_GRAVITY.index(found.answer) for found in findings if found.answer in _GRAVITY), default=len(_GRAVITY))


_Thresholds = dict[str, dict[str, float | None]]


def _facts(draft: str, terms: Path | None, clauses: Path | None, register: Register) -> tuple[Facts, _Thresholds]:
    """What is checked, and the thresholds that a saved negotiation holds."""
    said: dict[str, dict[str, Any]] = load_clauses(clauses, register.codebook) if clauses else {}
    if draft in register.agreements:
        if terms or clauses:
            problem = Problem("--terms and --clauses", "are not for an agreement of the register", "leave them out")
            raise InputError("the request", [problem])
        return facts_of_agreement(register.agreements[draft], register), {}
    if draft.endswith(ENDING):
        path = Path(draft)
        if not path.is_file():
            raise InputError(draft, [Problem("the file", "is not there")])
        _, content = read_workspace(path.read_bytes(), path.name)
        case = content.case_now()
        own = clauses_from_mapping(content.clauses, register.codebook, path.name)
        return facts_of_draft(evaluate(case, content.draft_now(case)), {**own, **said}, register), content.thresholds
    if not Path(draft).exists() and "-" in draft and draft.upper() == draft:
        close = nearest(draft, register.agreements)
        remedy = f"did you mean {join(close, 'or')}?" if close else "`accord agreements list` names them"
        raise InputError(draft, [Problem(draft, "is not an agreement of the register", remedy=remedy)])
    case = load_case(draft)
    drafted = load_terms(terms, case) if terms else no_terms(case)
    return facts_of_draft(evaluate(case, drafted), said, register), {}


def _thresholds(given: tuple[str, ...]) -> _Thresholds:
    found: _Thresholds = {}
    for text in given:
        name, _, written = text.partition("=")
        rule, _, setting = name.partition(".")
        try:
            found.setdefault(rule, {})[setting] = float(written)
        except ValueError as failure:
            problem = Problem("--threshold", f"is '{text}'", "a rule, a name and a number", "jc_exists.meetings=2")
            raise InputError("the request", [problem]) from failure
    return found
