"""How the command line prints: tables for people, CSV and JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

import click
from rich.console import Console
from rich.table import Table as RichTable

from toolkit.commands.widths import column_widths
from toolkit.report.csv import to_csv
from toolkit.report.table import Table

__all__ = ["CSV_OPTION", "JSON_OPTION", "error_console", "print_json", "print_tables", "show"]

_WIDTH_IN_A_FILE = 140
_FEW = 3
"""So many rows of a table that is too wide may stand side by side."""
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
        console.print(_fitting(table, console.width))
        console.print()


def _fitting(table: Table, room: int) -> RichTable:
    """A table as it stands; too wide for the room, with rows and columns exchanged, or its rows one below another."""
    for form in (table, *([_turned(table)] if 0 < len(table.rows) <= _FEW else [])):
        widths = column_widths(form, room)
        if widths:
            return _in_columns(form, widths)
    return _one_below_another(table, room)


def _turned(table: Table) -> Table:
    first, *others = table.columns
    rows = tuple((name, *cells) for name, *cells in zip(others, *(row[1:] for row in table.rows), strict=True))
    return Table(table.title, (first, *(row[0] for row in table.rows)), rows, table.note)


def _empty(table: Table) -> RichTable:
    return RichTable(
        title=table.title, title_justify="left", title_style="bold", caption=table.note, caption_justify="left"
    )


def _in_columns(table: Table, widths: list[int]) -> RichTable:
    shown = _empty(table)
    for column, width in zip(table.columns, widths, strict=True):
        shown.add_column(
            column, justify="right" if column in table.numeric else "left", overflow="fold", width=width or 1
        )
    for row in table.rows:
        shown.add_row(*row)
    return shown


def _one_below_another(table: Table, room: int) -> RichTable:
    """A table that has too many columns for a narrow terminal: a block for each row, what is empty left out."""
    shown = _empty(table)
    name = min(max(len(column) for column in table.columns), room // 3)
    shown.add_column(table.columns[0], overflow="fold", width=name)
    shown.add_column("", overflow="fold", width=room - name - 7)
    shown.show_header = False
    for row in table.rows:
        filled = [pair for pair in zip(table.columns, row, strict=True) if pair[1]]
        for index, pair in enumerate(filled, start=1):
            shown.add_row(*pair, end_section=index == len(filled))
    return shown


def print_json(values: Any) -> None:
    """Print plain values as JSON."""
    click.echo(json.dumps(values, indent=1, ensure_ascii=False, allow_nan=False))


def show(tables: list[Table], values: Any, *, json_wanted: bool, csv_wanted: bool = False) -> None:
    """Print the same content as JSON, as CSV (one block a table), or as tables."""
    if json_wanted and csv_wanted:
        raise click.UsageError("Choose one of --csv and --json.")
    if json_wanted:
        print_json(values)
    elif csv_wanted:
        click.echo("\n".join(to_csv(table) for table in tables), nl=False)
    else:
        print_tables(tables)
