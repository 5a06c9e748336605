"""The command that prints the record of a negotiation: offers, concessions, and how far is left."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from toolkit.case.schema import Case
from toolkit.commands.output import CSV_OPTION, JSON_OPTION, show
from toolkit.deal.drafts import assess
from toolkit.errors import InputError, NoAgreement, Problem
from toolkit.model.evaluate import evaluate
from toolkit.model.terms_file import terms_from_mapping
from toolkit.register.read import load_register
from toolkit.report.clause_moves import clause_issues_table, clause_issues_to_list
from toolkit.report.negotiation import (
    Made,
    Own,
    Step,
    issues_table,
    moves_table,
    offers_table,
    own_table,
    record_to_dict,
    steps_of,
    told,
)
from toolkit.report.table import Table
from toolkit.workspace.content import Content, Offer
from toolkit.workspace.file import ENDING, read_workspace
from toolkit.workspace.offers import in_order
from toolkit.workspace.private import SIDE_ENDING, own_case, read_side

__all__ = ["made_in", "offers_command"]


@click.command("offers")
@click.argument("workspace", metavar=f"WORKSPACE{ENDING}", type=click.Path(path_type=Path))
@click.option(
    "--side-file",
    type=click.Path(path_type=Path),
    metavar=f"FILE{SIDE_ENDING}",
    help="A side's own numbers, to see every offer by them too. They are printed here and kept nowhere.",
)
@JSON_OPTION
@CSV_OPTION
def offers_command(workspace: Path, side_file: Path | None, as_json: bool, as_csv: bool) -> None:
    """Print the record of a negotiation that was saved: offers in order of time, what each side moved, what is left."""
    _, content = read_workspace(_bytes(workspace), workspace.name)
    case = content.case_now()
    if not content.offers:
        raise InputError(workspace.name, [Problem("the offers", "are none", remedy="make offers on the page Offers")])
    steps, codebook = made_in(content, case), load_register().codebook
    values: dict[str, Any] = {"summary": told(steps), **record_to_dict(case, steps, codebook)}
    values["clauses"] = clause_issues_to_list(steps, codebook)
    tables = [offers_table(steps), moves_table(steps, codebook), issues_table(case, steps)]
    tables.append(clause_issues_table(steps, codebook))
    if side_file is not None:
        table, own = _own(content, [step.offer for step in steps], side_file)
        tables.append(table)
        values["own"] = own
    if not as_json and not as_csv:
        click.echo(f"\n{told(steps)}\n")
    show(tables, values, json_wanted=as_json, csv_wanted=as_csv)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise InputError(path.name, [Problem("the file", "is not there")])
    return path.read_bytes()


def made_in(content: Content, case: Case) -> tuple[Step, ...]:
    """The offers of a negotiation in order of time, each against the same side's before. Raises ``TermsError``."""
    return steps_of(case, [_made(case, offer) for offer in in_order(content)])


def _made(case: Case, offer: Offer) -> Made:
    terms = terms_from_mapping(offer.terms, case, f"the offer {offer.name}")
    try:
        assessment = assess(case, terms)
    except NoAgreement:
        assessment = None
    outcome = evaluate(case, terms)
    return Made(offer.key, offer.name, offer.side, offer.date, offer.note, outcome, assessment, offer.clauses)


def _own(content: Content, made: list[Made], path: Path) -> tuple[Table, dict[str, Any]]:
    """Every offer by the side's own numbers."""
    side = read_side(_bytes(path), path.name)
    case = own_case(content.case, side)
    found = [Own(offer, evaluate(case, offer.outcome.terms)) for offer in made]
    gains = {own.offer.key: own.outcome.gains[side.side] for own in found}
    return own_table(side.side, found), {"side": side.side, "gains": gains}
