"""The command that reads a draft out of a Word file that Accord wrote."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.case.load import load_case
from toolkit.commands.output import print_json
from toolkit.documents.held import draft_for, read_draft
from toolkit.errors import InputError, Problem
from toolkit.model.terms_file import terms_to_mapping
from toolkit.register.read import load_register

__all__ = ["read_draft_command"]


@click.command("read-draft")
@click.argument("document", type=click.Path(path_type=Path, dir_okay=False), metavar="DOCUMENT")
@click.option("--case", metavar="CASE", help="Check that the draft fits this case, and fill in what it leaves out.")
def read_draft_command(document: Path, case: str | None) -> None:
    """Print the draft that DOCUMENT carries, a memorandum in Word: terms, payments and clauses as JSON.

    The output can be given to --terms. What people changed in the text of the document is not read.
    """
    if not document.is_file():
        raise InputError(str(document), [Problem("the file", "is not there")])
    values = read_draft(document.read_bytes(), document.name)
    if case is not None:
        terms, clauses, remark = draft_for(values, load_case(case), load_register().codebook, document.name)
        values = {**values, **terms_to_mapping(terms), "clauses": clauses}
        if remark:
            click.echo(remark, err=True)
    print_json(values)
