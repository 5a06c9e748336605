"""Commands on case files: list, new, check, show, fields, influence."""

from __future__ import annotations

import sys

import click

from toolkit.case.fields import all_fields
from toolkit.case.load import load_case, shipped_cases
from toolkit.case.schema import Case, as_mapping
from toolkit.commands.lazily import LazyGroup
from toolkit.commands.output import JSON_OPTION, print_json, print_tables
from toolkit.errors import InputError
from toolkit.report.field_tables import field_tables
from toolkit.report.provenance import case_tables, numbers
from toolkit.report.table import Table

__all__ = ["case_group"]

_CASE = click.argument("case", metavar="CASE")


_PLACES = {
    "new": "toolkit.commands.new_case:new_command",
    "influence": "toolkit.commands.new_case:influence_command",
}


@click.group("case", cls=LazyGroup, places=_PLACES)
def case_group() -> None:
    """Check and show case files, and list their fields."""


@case_group.command("list")
@JSON_OPTION
def list_command(as_json: bool) -> None:
    """List the cases that come with the toolkit."""
    found = [(name, load_case(path)) for name, path in shipped_cases().items()]
    if as_json:
        print_json([{"case": name, "name": case.name, "description": case.description.strip()} for name, case in found])
        return
    rows = tuple((name, case.name, case.description.strip()) for name, case in found)
    print_tables([Table("Shipped cases", ("case", "name", "what is negotiated"), rows)])


@case_group.command("check")
@_CASE
@JSON_OPTION
def check_command(case: str, as_json: bool) -> None:
    """Check CASE and report every problem with its place, what was expected and what to do."""
    try:
        record = load_case(case)
    except InputError as failure:
        if not as_json:
            raise
        print_json({"valid": False, "problems": [problem.to_dict() for problem in failure.problems]})
        sys.exit(1)
    counted = {"valid": True, "case": record.name, **_standing(record)}
    if as_json:
        print_json(counted)
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
@JSON_OPTION
def show_command(case: str, as_json: bool) -> None:
    """Show CASE: every number with its range, unit, source or reason. With --json, values only."""
    record = load_case(case)
    if as_json:
        print_json(as_mapping(record))
        return
    click.echo(f"\n{record.name}\n{record.description.strip()}\n")
    print_tables(case_tables(record))


@case_group.command("fields")
@JSON_OPTION
def fields_command(as_json: bool) -> None:
    """List every field of a case file with its unit, limits, default and meaning."""
    found = all_fields()
    if as_json:
        print_json(
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
    print_tables(field_tables())
