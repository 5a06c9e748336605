"""How the command line prints: tables for people, CSV and JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import click
from rich.console import Console
from rich.table import Table as RichTable

from toolkit.report.csv import to_csv
from toolkit.report.table import Table

__all__ = ["CSV_OPTION", "JSON_OPTION", "error_console", "print_json", "print_tables", "show"]

_WIDTH_IN_A_FILE = 140
_WHOLE = 28
"""First cells up to this length are not broken over lines."""

JSON_OPTION: Callable[[Any], Any] = click.option(
    "--json", "as_json", is_flag=True, help="Print JSON instead of tables."
)
CSV_OPTION: Callable[[Any], Any] = click.option("--csv", "as_csv", is_flag=True, help="Print CSV instead of tables.")


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else _WIDTH_IN_A_FILE, highlight=False)


def error_console() -> Console:
    """Where progress is shown, so that standard output holds the result alone."""
    return Console(stderr=True, highlight=False)


def print_tables(tables: list[Table]) -> None:
    """Print tables to be read, as wide as the terminal."""
    console = _console()
    for table in tables:
        shown = RichTable(
            title=table.title, title_justify="left", title_style="bold", caption=table.note, caption_justify="left"
        )
        for index, column in enumerate(table.columns):
            whole = index == 0 and all(len(row[0]) <= _WHOLE for row in table.rows)
            shown.add_column(
                column, justify="right" if column in table.numeric else "left", overflow="fold", no_wrap=whole
            )
        for row in table.rows:
            shown.add_row(*row)
        console.print(shown)
        console.print()


def print_json(values: Any) -> None:
    """Print plain values as JSON."""
    click.echo(json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False))


def show(tables: list[Table], values: Any, *, json_wanted: bool, csv_wanted: bool = False) -> None:
    """Print the same content as JSON, as CSV (one block a table), or as tables."""
    if json_wanted:
        print_json(values)
    elif csv_wanted:
        click.echo("\n".join(to_csv(table) for table in tables), nl=False)
    else:
        print_tables(tables)
