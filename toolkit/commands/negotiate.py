"""Commands that settle, judge and change the terms of a case."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolkit.case.load import load_case
from toolkit.commands.output import JSON_OPTION, print_json, print_tables
from toolkit.deal.alternatives import alternatives
from toolkit.deal.concepts import CONCEPTS
from toolkit.deal.counter_offers import counter_offer
from toolkit.deal.drafts import assess, improve
from toolkit.deal.explain import explain
from toolkit.deal.frontiers import frontier
from toolkit.deal.prices import prices
from toolkit.deal.settle import solve
from toolkit.deal.solution import outcome_to_dict
from toolkit.errors import InputError, NoAgreement, Problem
from toolkit.model.evaluate import evaluate
from toolkit.model.terms_file import load_terms
from toolkit.report.bargaining import (
    alternative_tables,
    assessment_table,
    conflict_tables,
    counter_offer_tables,
    frontier_tables,
    improvement_tables,
    prices_table,
)
from toolkit.report.drafts import crossed, draft_gains
from toolkit.report.term_sheet import outcome_tables, term_sheet

__all__ = [
    "alternatives_command",
    "counter_offer_command",
    "evaluate_command",
    "explain_command",
    "frontier_command",
    "improve_command",
    "solve_command",
]

_CASE = click.argument("case", metavar="CASE")
_TERMS = click.argument("terms", type=click.Path(path_type=Path))
_SOLVER = click.option(
    "--solver", default="HiGHS", show_default=True, help="Solver: HiGHS in process, CBC, or another that PuLP finds."
)


@click.command("solve")
@_CASE
@click.option(
    "--solution",
    default="kalai_smorodinsky",
    show_default=True,
    metavar="CONCEPT",
    help=f"Rule that chooses the agreement: {', '.join(CONCEPTS)}, or best_for:<country>, for example best_for:KEN.",
)
@click.option("--weight", "weights", multiple=True, metavar="COUNTRY=NUMBER", help="Bargaining weight, for nash only.")
@click.option(
    "--reference",
    type=click.Path(path_type=Path),
    help="A file of terms: of all agreements with the same gains, take the nearest to it.",
)
@click.option("--prices", "with_prices", is_flag=True, help="Add what each limit is worth to each country.")
@_SOLVER
@JSON_OPTION
def solve_command(
    case: str,
    solution: str,
    weights: tuple[str, ...],
    reference: Path | None,
    with_prices: bool,
    solver: str,
    as_json: bool,
) -> None:
    """Find the balanced agreement of CASE and print its term sheet."""
    record = load_case(case)
    draft = load_terms(reference, record) if reference else None
    found = solve(record, solution, weights=_numbers("--weight", weights), reference=draft, solver=solver)
    priced = prices(found, solver=solver) if with_prices else ()
    if as_json:
        print_json({**found.to_dict(), **({"prices": [price.to_dict() for price in priced]} if with_prices else {})})
        return
    click.echo(f"\n{found}\n")
    print_tables(term_sheet(found))
    if with_prices:
        print_tables([prices_table(priced, record.countries, record.currency)])


def _numbers(option: str, given: tuple[str, ...]) -> dict[str, float]:
    """Options of the form NAME=NUMBER."""
    found: dict[str, float] = {}
    for text in given:
        name, _, written = text.partition("=")
        try:
            found[name] = float(written)
        except ValueError as failure:
            problem = Problem(option, f"is '{text}'", "a name and a number", "write it as KEN=1.5")
            raise InputError("the request", [problem]) from failure
    return found


@click.command("evaluate")
@_CASE
@_TERMS
@JSON_OPTION
def evaluate_command(case: str, terms: Path, as_json: bool) -> None:
    """Simulate given TERMS for CASE, and hold them against what could be agreed.

    TERMS is a JSON or YAML file as `accord solve --json` prints it, or a draft written by hand with only some terms:
    what it leaves out defaults to nothing, and to equal shares within the allowed bounds.
    """
    record = load_case(case)
    draft = load_terms(terms, record)
    outcome = evaluate(record, draft)
    try:
        assessment = assess(record, draft)
    except NoAgreement:
        assessment = None
    if as_json:
        beside = {"crossed": crossed(outcome), "frontier": assessment.to_dict() if assessment else None}
        print_json({"case": record.name, "currency": record.currency, **outcome_to_dict(outcome), **beside})
        return
    compared = [assessment_table(assessment)] if assessment else []
    print_tables([draft_gains(outcome), *compared, *outcome_tables(outcome)])


@click.command("frontier")
@_CASE
@click.option(
    "--between", nargs=2, metavar="A B", help="Two countries or blocs (KEN+GHA); the first corridor's ends by default."
)
@_SOLVER
@JSON_OPTION
def frontier_command(case: str, between: tuple[str, str] | None, solver: str, as_json: bool) -> None:
    """Print every corner of what two countries or blocs can agree on, and the rate of exchange between neighbours."""
    sides = [side.split("+") for side in between] if between else [None, None]
    found = frontier(load_case(case), sides[0], sides[1], solver=solver)
    if as_json:
        print_json(found.to_dict())
        return
    print_tables(frontier_tables(found))


@click.command("improve")
@_CASE
@_TERMS
@_SOLVER
@JSON_OPTION
def improve_command(case: str, terms: Path, solver: str, as_json: bool) -> None:
    """Find terms that are better than TERMS for somebody and worse for nobody, nearest to TERMS."""
    record = load_case(case)
    found = improve(record, load_terms(terms, record), solver=solver)
    if as_json:
        values = {"case": record.name, "currency": record.currency, **outcome_to_dict(found.outcome)}
        print_json({**values, "improvement": found.to_dict()})
        return
    print_tables([*improvement_tables(found), *outcome_tables(found.outcome)])


@click.command("counter-offer")
@_CASE
@_TERMS
@click.option("--country", required=True, metavar="CODE", help="The country that is to reach the target.")
@click.option("--target", required=True, type=float, help="Its gain, in the case's currency (present value).")
@click.option("--floor", "floors", multiple=True, metavar="COUNTRY=NUMBER", help="Least gain of another country.")
@click.option("--weight", "weights", multiple=True, metavar="TERM=NUMBER", help="How much a change of a term counts.")
@click.option("--fixed", multiple=True, metavar="TERM", help="A term that must not move: recruits, shares.training, …")
@_SOLVER
@JSON_OPTION
def counter_offer_command(
    case: str,
    terms: Path,
    country: str,
    target: float,
    floors: tuple[str, ...],
    weights: tuple[str, ...],
    fixed: tuple[str, ...],
    solver: str,
    as_json: bool,
) -> None:
    """Find the smallest change of TERMS that brings a country to its target.

    A term is chosen by words joined with dots: an activity (recruits, places, posts, …) or shares with an item and a
    payer, and, to narrow it, a corridor, a cadre and a phase counted from 0: recruits.nurse.0, shares.training.fund.
    """
    record = load_case(case)
    found = counter_offer(
        record,
        load_terms(terms, record),
        country,
        target,
        floors=_numbers("--floor", floors),
        weights=_numbers("--weight", weights),
        fixed=fixed,
        solver=solver,
    )
    if as_json:
        values = {"case": record.name, "currency": record.currency, **outcome_to_dict(found.outcome)}
        print_json({**values, "counter_offer": found.to_dict()})
        return
    print_tables([*counter_offer_tables(found), *outcome_tables(found.outcome)])


@click.command("explain")
@_CASE
@_SOLVER
@JSON_OPTION
def explain_command(case: str, solver: str, as_json: bool) -> None:
    """Say which red lines and budgets of CASE cannot hold together, and by how much one must move."""
    found = explain(load_case(case), solver=solver)
    if as_json:
        print_json(found.to_dict())
    else:
        click.echo(f"\n{found.sentence}\n")
        print_tables([] if found.possible else conflict_tables(found))
    sys.exit(0 if found.possible else 2)


@click.command("alternatives")
@_CASE
@click.option(
    "--solution", default="kalai_smorodinsky", show_default=True, metavar="CONCEPT", help="Rule, as for solve."
)
@click.option("--level", default=0.97, show_default=True, help="Least share of its gain that every country keeps.")
@click.option("--count", default=3, show_default=True, help="How many agreements.")
@_SOLVER
@JSON_OPTION
def alternatives_command(case: str, solution: str, level: float, count: int, solver: str, as_json: bool) -> None:
    """Find different agreements that are nearly as good for everybody, and the range that each term can take."""
    found = alternatives(solve(load_case(case), solution, solver=solver), level=level, count=count, solver=solver)
    if as_json:
        print_json(found.to_dict())
        return
    print_tables(alternative_tables(found))
