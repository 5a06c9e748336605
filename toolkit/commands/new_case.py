"""Commands that start a case from the register and tell which of a case's numbers matter most."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
from rich.progress import Progress

from toolkit.case.load import load_case
from toolkit.case.schema import CADRES, Case
from toolkit.commands.files import write_whole
from toolkit.commands.output import CSV_OPTION, JSON_OPTION, error_console, print_json, print_tables, show
from toolkit.commands.places import COUNTRY
from toolkit.deal.influence import Influence, influence
from toolkit.deal.settle import solve
from toolkit.errors import NoAgreement, Unbounded
from toolkit.prefill.new import NewCase, new_case
from toolkit.prefill.write import to_yaml
from toolkit.report.starting_case import influence_table, starting_tables
from toolkit.wording import join

__all__ = ["influence_command", "new_command"]

_SOLUTION = click.option(
    "--solution", default="kalai_smorodinsky", show_default=True, metavar="CONCEPT", help="Rule, as for solve."
)


def _measured(case: Case, concept: str, most: int | None) -> tuple[Influence, ...]:
    """The most influential numbers, with the progress shown to whoever waits at a terminal."""
    with Progress(console=error_console(), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("Solving at both ends of every range", total=None)

        def told(done: int, of: int) -> None:
            progress.update(task, completed=done, total=of)

        return influence(case, concept=concept, most=most, progress=told)


@click.command("new")
@click.argument("sending", metavar="SENDING", type=COUNTRY)
@click.argument("receiving", metavar="RECEIVING", type=COUNTRY)
@click.option("--cadre", "cadres", multiple=True, default=("nurse",), show_default=True, help=f"{join(CADRES, 'or')}.")
@click.option("--start-year", type=int, help="First year of the agreement.")
@click.option("--years", default=10, show_default=True, help="Length of the agreement.")
@click.option(
    "--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to write it; '-' prints it. [ken-gbr.yaml]"
)
@click.option("--force", is_flag=True, help="Replace an existing file.")
@click.option("--influence/--no-influence", "measure", default=True, help="Measure which assumptions matter most.")
@JSON_OPTION
def new_command(
    sending: str,
    receiving: str,
    cadres: tuple[str, ...],
    start_year: int | None,
    years: int,
    output: Path | None,
    force: bool,
    measure: bool,
    as_json: bool,
) -> None:
    """Write a starting case for two countries, from the register and stated rules.

    SENDING and RECEIVING are codes such as KEN or names.
    Each number has its source or the rule that it was estimated by. The summary tells what was found, what was
    estimated, and which five assumptions move the result most.
    """
    made = new_case(sending, receiving, cadres, start_year=start_year, years=years)
    text = to_yaml(made)
    if output is not None and str(output) == "-":
        click.echo(text, nl=False)
        return
    path = output or Path(f"{sending.lower()}-{receiving.lower()}.yaml")
    write_whole(path, text.encode("utf-8"), force=force)
    measured = _measured(made.case, "kalai_smorodinsky", None) if measure else ()
    assumed = tuple(item for item in measured if item.assumed)[:5]
    if as_json:
        values: dict[str, Any] = {"file": str(path), **made.to_dict()}
        print_json({**values, "influence": [item.to_dict() for item in assumed]} if measure else values)
        return
    click.echo(f"\nWritten to {path}. {_result(made)}\n")
    for remark in made.remarks:
        click.echo(f"{remark}\n")
    print_tables(starting_tables(made, assumed))
    click.echo(f"Next: accord case show {path}   accord solve {path}")


def _result(made: NewCase) -> str:
    """The first result in a sentence, so that nobody takes a starting case for more than it is."""
    try:
        found = solve(made.case)
    except (NoAgreement, Unbounded) as failure:
        return str(failure)
    return str(found).strip()


@click.command("influence")
@click.argument("case", metavar="CASE")
@click.option("--most", default=10, show_default=True, help="How many numbers to list; 0 lists all.")
@_SOLUTION
@CSV_OPTION
@JSON_OPTION
def influence_command(case: str, most: int, solution: str, as_csv: bool, as_json: bool) -> None:
    """Rank the numbers of CASE by how far each moves the result between the ends of its range."""
    record = load_case(case)
    found = _measured(record, solution, most or None)
    values = [item.to_dict() for item in found]
    show([influence_table(found, record.currency)], values, json_wanted=as_json, csv_wanted=as_csv)
