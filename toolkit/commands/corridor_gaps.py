"""``accord corridors gaps``: where movement and agreements do not meet."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from toolkit.commands.output import CSV_OPTION, JSON_OPTION
from toolkit.commands.places import COUNTRY
from toolkit.commands.selection import LANGUAGE_OPTION, selection_from, selection_options
from toolkit.commands.sourced import show_sourced
from toolkit.register.read import load_register
from toolkit.report.corridor_tables import find_gaps, tables_of_gaps
from toolkit.report.evidence import selection_values, sources_table
from toolkit.report.exports import frame_rows

__all__ = ["gaps_command"]


@click.command("gaps")
@selection_options
@click.option("--country", type=COUNTRY, metavar="COUNTRY", help="Only corridors and agreements of this country.")
@click.option(
    "--at-least", default=100.0, show_default=True, type=click.FloatRange(0), help="What is a large corridor."
)
@click.option("--perhaps", is_flag=True, help="Count corridors that an agreement only perhaps covers as gaps too.")
@click.option("--within", default=2, show_default=True, type=click.IntRange(0), help="Years until an agreement ends.")
@click.option("--safeguards-version", type=int, metavar="YEAR", help="Version of the safeguards list.  [the newest]")
@click.option("--most", default=25, show_default=True, type=click.IntRange(1), help="How many rows of each to list.")
@LANGUAGE_OPTION
@CSV_OPTION
@JSON_OPTION
def gaps_command(
    country: str | None,
    at_least: float,
    perhaps: bool,
    within: int,
    safeguards_version: int | None,
    most: int,
    language: str,
    as_csv: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Find large corridors without an agreement, agreements without movement, and agreements that end soon.

    Also corridors from countries on the safeguards list that no agreement surely covers. What is only announced never
    counts as an agreement. COUNTRY is a code such as KEN or a name.
    """
    register = load_register()
    selection = selection_from(register, asked)
    found = find_gaps(
        register,
        selection,
        year=selection.year or date.today().year,
        within=within,
        at_least=at_least,
        perhaps=perhaps,
        safeguards_version=safeguards_version,
        country=country,
    )
    every = as_csv or as_json
    tables = tables_of_gaps(register, found, most=None if every else most, language=language)
    cells = [row[-1] for table in tables for row in table.rows]
    values = {
        "selection": selection_values(selection),
        "year": found.year,
        "within": within,
        "at_least": at_least,
        "safeguards_version": found.safeguards_version,
        "without_agreement": frame_rows(found.uncovered),
        "without_movement": frame_rows(found.unmoved),
        "listed_outside_agreements": frame_rows(found.listed),
        "ending": frame_rows(found.ending),
    }
    show_sourced(tables, sources_table(register, cells), values, json_wanted=as_json, csv_wanted=as_csv)
