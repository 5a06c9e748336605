"""The command line: ``accord``. Exit codes: 0 done, 1 wrong input, 2 no agreement possible."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table as RichTable

from toolkit.app.launch import launch
from toolkit.case.fields import all_fields
from toolkit.case.load import load_case, shipped_cases
from toolkit.case.schema import Case, as_mapping
from toolkit.deal.alternatives import alternatives
from toolkit.deal.concepts import CONCEPTS
from toolkit.deal.counter_offers import counter_offer
from toolkit.deal.drafts import assess, improve
from toolkit.deal.explain import explain
from toolkit.deal.frontiers import frontier
from toolkit.deal.prices import prices
from toolkit.deal.settle import solve
from toolkit.deal.solution import outcome_to_dict
from toolkit.errors import AccordError, InputError, NoAgreement, Problem
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
from toolkit.report.field_tables import field_tables
from toolkit.report.provenance import case_tables, numbers
from toolkit.report.table import Table
from toolkit.report.term_sheet import outcome_tables, term_sheet

_WIDTH_IN_A_FILE = 140
_CASE = click.argument("case", metavar="CASE")
_TERMS = click.argument("terms", type=click.Path(path_type=Path))
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
_SOLVER = click.option(
    "--solver", default="HiGHS", show_default=True, help="Solver: HiGHS in process, CBC, or another that PuLP finds."
)


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else _WIDTH_IN_A_FILE, highlight=False)


def _print_tables(tables: list[Table]) -> None:
    console = _console()
    for table in tables:
        shown = RichTable(
            title=table.title, title_justify="left", title_style="bold", caption=table.note, caption_justify="left"
        )
        for column in table.columns:
            shown.add_column(column, justify="right" if column in table.numeric else "left", overflow="fold")
        for row in table.rows:
            shown.add_row(*row)
        console.print(shown)
        console.print()


def _print_json(values: Any) -> None:
    click.echo(json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="accord", prog_name="accord")
def cli() -> None:
    """Negotiate bilateral agreements and cost sharing on health-worker migration.

    CASE is the short name of a shipped case (see `accord case list`) or a YAML or JSON file.

    Exit codes: 0 done; 1 wrong input; 2 no agreement possible.
    """


@cli.command("solve")
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
@_JSON
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
        _print_json({**found.to_dict(), **({"prices": [price.to_dict() for price in priced]} if with_prices else {})})
        return
    click.echo(f"\n{found}\n")
    _print_tables(term_sheet(found))
    if with_prices:
        _print_tables([prices_table(priced, record.countries, record.currency)])


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


@cli.command("evaluate")
@_CASE
@_TERMS
@_JSON
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
        _print_json({"case": record.name, "currency": record.currency, **outcome_to_dict(outcome), **beside})
        return
    compared = [assessment_table(assessment)] if assessment else []
    _print_tables([draft_gains(outcome), *compared, *outcome_tables(outcome)])


@cli.command("frontier")
@_CASE
@click.option(
    "--between", nargs=2, metavar="A B", help="Two countries or blocs (KEN+GHA); the first corridor's ends by default."
)
@_SOLVER
@_JSON
def frontier_command(case: str, between: tuple[str, str] | None, solver: str, as_json: bool) -> None:
    """Print every corner of what two countries or blocs can agree on, and the rate of exchange between neighbours."""
    sides = [side.split("+") for side in between] if between else [None, None]
    found = frontier(load_case(case), sides[0], sides[1], solver=solver)
    if as_json:
        _print_json(found.to_dict())
        return
    _print_tables(frontier_tables(found))


@cli.command("improve")
@_CASE
@_TERMS
@_SOLVER
@_JSON
def improve_command(case: str, terms: Path, solver: str, as_json: bool) -> None:
    """Find terms that are better than TERMS for somebody and worse for nobody, nearest to TERMS."""
    record = load_case(case)
    found = improve(record, load_terms(terms, record), solver=solver)
    if as_json:
        values = {"case": record.name, "currency": record.currency, **outcome_to_dict(found.outcome)}
        _print_json({**values, "improvement": found.to_dict()})
        return
    _print_tables([*improvement_tables(found), *outcome_tables(found.outcome)])


@cli.command("counter-offer")
@_CASE
@_TERMS
@click.option("--country", required=True, metavar="CODE", help="The country that is to reach the target.")
@click.option("--target", required=True, type=float, help="Its gain, in the case's currency (present value).")
@click.option("--floor", "floors", multiple=True, metavar="COUNTRY=NUMBER", help="Least gain of another country.")
@click.option("--weight", "weights", multiple=True, metavar="TERM=NUMBER", help="How much a change of a term counts.")
@click.option("--fixed", multiple=True, metavar="TERM", help="A term that must not move: recruits, shares.training, …")
@_SOLVER
@_JSON
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
        _print_json({**values, "counter_offer": found.to_dict()})
        return
    _print_tables([*counter_offer_tables(found), *outcome_tables(found.outcome)])


@cli.command("explain")
@_CASE
@_SOLVER
@_JSON
def explain_command(case: str, solver: str, as_json: bool) -> None:
    """Say which red lines and budgets of CASE cannot hold together, and by how much one must move."""
    found = explain(load_case(case), solver=solver)
    if as_json:
        _print_json(found.to_dict())
    else:
        click.echo(f"\n{found.sentence}\n")
        _print_tables([] if found.possible else conflict_tables(found))
    sys.exit(0 if found.possible else 2)


@cli.command("alternatives")
@_CASE
@click.option(
    "--solution", default="kalai_smorodinsky", show_default=True, metavar="CONCEPT", help="Rule, as for solve."
)
@click.option("--level", default=0.97, show_default=True, help="Least share of its gain that every country keeps.")
@click.option("--count", default=3, show_default=True, help="How many agreements.")
@_SOLVER
@_JSON
def alternatives_command(case: str, solution: str, level: float, count: int, solver: str, as_json: bool) -> None:
    """Find different agreements that are nearly as good for everybody, and the range that each term can take."""
    found = alternatives(solve(load_case(case), solution, solver=solver), level=level, count=count, solver=solver)
    if as_json:
        _print_json(found.to_dict())
        return
    _print_tables(alternative_tables(found))


@cli.group("case")
def case_group() -> None:
    """Check and show case files, and list their fields."""


@case_group.command("list")
@_JSON
def list_command(as_json: bool) -> None:
    """List the cases that come with the toolkit."""
    found = [(name, load_case(path)) for name, path in shipped_cases().items()]
    if as_json:
        _print_json(
            [{"case": name, "name": case.name, "description": case.description.strip()} for name, case in found]
        )
        return
    rows = tuple((name, case.name, case.description.strip()) for name, case in found)
    _print_tables([Table("Shipped cases", ("case", "name", "what is negotiated"), rows)])


@case_group.command("check")
@_CASE
@_JSON
def check_command(case: str, as_json: bool) -> None:
    """Check CASE and report every problem with its place, what was expected and what to do."""
    try:
        record = load_case(case)
    except InputError as failure:
        if not as_json:
            raise
        _print_json({"valid": False, "problems": [problem.to_dict() for problem in failure.problems]})
        sys.exit(1)
    counted = {"valid": True, "case": record.name, **_standing(record)}
    if as_json:
        _print_json(counted)
        return
    click.echo(
        f"{record.name}: no problem found. Of {counted['numbers']} numbers, {counted['sourced']} have a source, "
        f"{counted['assumed']} are assumed and {counted['unsourced']} say neither."
    )


def _standing(case: Case) -> dict[str, int]:
    found = [number.standing for number in numbers(case)]
    return {"numbers": len(found), **{word: found.count(word) for word in ("sourced", "assumed", "unsourced")}}


@case_group.command("show")
@_CASE
@_JSON
def show_command(case: str, as_json: bool) -> None:
    """Show CASE: every number with its range, unit, source or reason. With --json, values only."""
    record = load_case(case)
    if as_json:
        _print_json(as_mapping(record))
        return
    click.echo(f"\n{record.name}\n{record.description.strip()}\n")
    _print_tables(case_tables(record))


@case_group.command("fields")
@_JSON
def fields_command(as_json: bool) -> None:
    """List every field of a case file with its unit, limits, default and meaning."""
    found = all_fields()
    if as_json:
        _print_json(
            [
                {
                    "field": field.path,
                    "unit": field.unit,
                    "at_least": field.at_least,
                    "at_most": field.at_most,
                    "required": field.required,
                    "description": field.description,
                }
                for field in found
            ]
        )
        return
    _print_tables(field_tables())


@cli.command("app")
@click.option("--port", default=8501, show_default=True, help="Port on this machine.")
@click.option("--show/--no-show", default=True, show_default=True, help="Open it in the browser.")
def app_command(port: int, show: bool) -> None:
    """Open the application in the browser. Nothing leaves this machine."""
    sys.exit(launch(port, show=show))


def _explain_refusal(failure: NoAgreement) -> None:
    """Say that no agreement is possible, and why where the case itself allows none."""
    found = explain(failure.case) if failure.case is not None else None
    if "--json" in sys.argv:
        reasons = found.to_dict() if found else {"agreement": None, "explanation": str(failure)}
        _print_json(reasons)
    click.echo(str(failure), err=True)
    if found is not None:
        click.echo(found.sentence, err=True)


def main() -> None:
    """Run the command line with the exit codes of the specification."""
    try:
        cli.main(standalone_mode=False)
    except NoAgreement as failure:
        _explain_refusal(failure)
        sys.exit(2)
    except AccordError as failure:
        click.echo(str(failure), err=True)
        sys.exit(1)
    except click.ClickException as failure:
        failure.show()
        sys.exit(1)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        sys.exit(130)


if __name__ == "__main__":
    main()
