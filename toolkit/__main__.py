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
from toolkit.deal.concepts import CONCEPTS
from toolkit.deal.settle import solve
from toolkit.deal.solution import outcome_to_dict
from toolkit.errors import AccordError, InputError, NoAgreement
from toolkit.model.evaluate import evaluate
from toolkit.model.terms_file import load_terms
from toolkit.report.drafts import crossed, draft_gains
from toolkit.report.field_tables import field_tables
from toolkit.report.provenance import case_tables, numbers
from toolkit.report.table import Table
from toolkit.report.term_sheet import outcome_tables, term_sheet

_WIDTH_IN_A_FILE = 140
_CASE = click.argument("case", metavar="CASE")
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
@click.option(
    "--reference",
    type=click.Path(path_type=Path),
    help="A file of terms: of all agreements with the same gains, take the nearest to it.",
)
@_SOLVER
@_JSON
def solve_command(case: str, solution: str, reference: Path | None, solver: str, as_json: bool) -> None:
    """Find the balanced agreement of CASE and print its term sheet."""
    record = load_case(case)
    draft = load_terms(reference, record) if reference else None
    found = solve(record, solution, reference=draft, solver=solver)
    if as_json:
        _print_json(found.to_dict())
        return
    click.echo(f"\n{found}\n")
    _print_tables(term_sheet(found))


@cli.command("evaluate")
@_CASE
@click.argument("terms", type=click.Path(path_type=Path))
@_JSON
def evaluate_command(case: str, terms: Path, as_json: bool) -> None:
    """Simulate given TERMS for CASE: what they give each side, and which limits and red lines they cross.

    TERMS is a JSON or YAML file as `accord solve --json` prints it, or a draft written by hand with only some terms.
    """
    record = load_case(case)
    outcome = evaluate(record, load_terms(terms, record))
    if as_json:
        _print_json(
            {"case": record.name, "currency": record.currency, **outcome_to_dict(outcome), "crossed": crossed(outcome)}
        )
        return
    _print_tables([draft_gains(outcome), *outcome_tables(outcome)])


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


def main() -> None:
    """Run the command line with the exit codes of the specification."""
    try:
        cli.main(standalone_mode=False)
    except NoAgreement as failure:
        if "--json" in sys.argv:
            _print_json({"agreement": None, "explanation": str(failure)})
        click.echo(str(failure), err=True)
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
