"""How commands print tables whose sources are spelled out below them."""

from __future__ import annotations

import textwrap
from typing import Any

import click

from toolkit.commands.output import print_tables, show
from toolkit.report.table import Table

__all__ = ["show_sourced"]

_WIDTH = 120


def show_sourced(
    tables: list[Table], sources: Table, values: Any, *, json_wanted: bool, csv_wanted: bool = False
) -> None:
    """Print tables and their sources as JSON, as CSV (one block a table), or to be read.

    To be read, a table without rows is a sentence, and the sources are lines, since addresses leave no room for the
    other columns of a table.
    """
    if json_wanted or csv_wanted:
        show([*tables, sources], values, json_wanted=json_wanted, csv_wanted=csv_wanted)
        return
    for table in tables:
        if table.rows:
            print_tables([table])
        else:
            click.echo(f"{textwrap.fill(f'{table.title}. {table.note}'.strip(), _WIDTH)}\n")
    if sources.rows:
        click.echo(f"{sources.title}. {sources.note}")
        for key, title, publisher, year, address in sources.rows:
            told = ", ".join(part for part in (title, publisher, year) if part)
            click.echo(f"  {key}: {told}\n    {address}".rstrip())
