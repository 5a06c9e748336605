"""What the command line says where no agreement is possible."""

from __future__ import annotations

import sys

import click

from toolkit.commands.output import print_json
from toolkit.deal.explain import explain
from toolkit.errors import NoAgreement

__all__ = ["explain_refusal"]


def explain_refusal(failure: NoAgreement) -> None:
    """Say that no agreement is possible, and why where the case itself allows none."""
    found = explain(failure.case) if failure.case is not None else None
    if "--json" in sys.argv:
        reasons = found.to_dict() if found else {"agreement": None, "explanation": str(failure)}
        print_json(reasons)
    click.echo(str(failure), err=True)
    if found is not None:
        click.echo(found.sentence, err=True)
