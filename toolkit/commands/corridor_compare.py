"""``accord corridors compare``: the map in two years, or before and after an agreement."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from toolkit.atlas.selection import Selection
from toolkit.case.load import load_case
from toolkit.commands.output import CSV_OPTION, JSON_OPTION
from toolkit.commands.places import COUNTRY
from toolkit.commands.selection import LANGUAGE_OPTION, selection_from, selection_options
from toolkit.commands.sourced import show_sourced
from toolkit.deal.settle import solve
from toolkit.errors import InputError, Problem
from toolkit.model.terms_file import load_terms
from toolkit.register.read import Register, load_register
from toolkit.report.case_on_map import case_on_map, moves_of, plan_from_case
from toolkit.report.comparison import case_tables, compare_years, comparison_tables, moves_table
from toolkit.report.evidence import nothing_selected, selection_values, source_keys, sources_table
from toolkit.report.table import Table

__all__ = ["compare_command"]


@click.command("compare")
@click.argument("earlier", required=False, type=int, metavar="[EARLIER")
@click.argument("later", required=False, type=int, metavar="LATER]")
@selection_options
@click.option("--case", metavar="CASE", help="What a case would do to the map: a shipped case or a case file.")
@click.option(
    "--terms", type=click.Path(path_type=Path, dir_okay=False), help="Terms of the case.  [those that solve finds]"
)
@click.option(
    "--solution", default="kalai_smorodinsky", show_default=True, metavar="CONCEPT", help="Rule, as for solve."
)
@click.option(
    "--least", default=1.0, show_default=True, type=click.FloatRange(0), help="Fewest people on a step of a chain."
)
@click.option("--country", type=COUNTRY, metavar="COUNTRY", help="Only changes of this country.")
@click.option("--most", default=25, show_default=True, type=click.IntRange(1), help="How many rows of each to list.")
@LANGUAGE_OPTION
@CSV_OPTION
@JSON_OPTION
def compare_command(
    earlier: int | None,
    later: int | None,
    case: str | None,
    terms: Path | None,
    solution: str,
    least: float,
    country: str | None,
    most: int,
    language: str,
    as_csv: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Compare the map of two years, EARLIER and LATER, or the map before and after the agreement of --case.

    A case shows people, shares, concentration and chains before and after; its cadres take the place of --cadre.
    """
    register = load_register()
    if (case is None) == (earlier is None and later is None):
        raise click.UsageError("Give two years, as in `accord corridors compare 2016 2023`, or --case CASE.")
    if case is None and (earlier is None or later is None):
        raise click.UsageError("Give two years, the earlier one first.")
    if terms is not None and case is None:
        raise click.UsageError("--terms belongs to --case.")
    if case is None and asked["year"] is not None:
        raise click.UsageError("Leave --year out: the two years are given already.")
    selection = selection_from(register, asked)
    rows = None if as_csv else most
    if case is not None:
        tables, sources, values = _of_case(register, selection, case, terms, solution, least, rows, language)
    else:
        assert earlier is not None
        assert later is not None
        tables, sources, values = _of_years(register, selection, earlier, later, country, rows, language)
    values = {"selection": selection_values(selection), **values}
    show_sourced(tables, sources, values, json_wanted=as_json, csv_wanted=as_csv)


def _of_years(
    register: Register,
    selection: Selection,
    earlier: int,
    later: int,
    country: str | None,
    most: int | None,
    language: str,
) -> tuple[list[Table], Table, dict[str, Any]]:
    if earlier >= later:
        problem = Problem("the years", f"{earlier} does not come before {later}", "the earlier one first")
        raise InputError("the request", [problem])
    years = [replace(selection, year=year) for year in (earlier, later)]
    found = compare_years(register, years[0], years[1], country=country)
    if found.corridors.empty:
        click.echo(nothing_selected(register, years[1]), err=True)
    tables = comparison_tables(register, found, most=most, language=language)
    cells = [cell for row in tables[0].rows for cell in (row[5], row[8])] + [row[-1] for row in tables[2].rows]
    return tables, sources_table(register, cells), found.to_dict()


def _of_case(
    register: Register,
    selection: Selection,
    name: str,
    terms: Path | None,
    concept: str,
    least: float,
    most: int | None,
    language: str,
) -> tuple[list[Table], Table, dict[str, Any]]:
    case = load_case(name)
    agreed = load_terms(terms, case) if terms is not None else solve(case, concept).terms
    moves = moves_of(case, agreed)
    plans = [plan_from_case(case, agreed, corridor, cadre) for corridor, cadre, _ in case.corridor_cadres()]
    found = case_on_map(register, plans, selection, least=least, most=most or 50)
    tables = [moves_table(moves, case.name, language)]
    cells: list[str] = []
    for one in found:
        tables += case_tables(register, one, language)
        ends = (one.plan.origin, one.plan.destination)
        near = one.corridors["origin"].isin(ends) | one.corridors["destination"].isin(ends)
        cells += source_keys(one.corridors.loc[near, "source"])
    origin = "given terms" if terms is not None else f"the rule {concept}"
    values = {
        "case": case.name,
        "terms": origin,
        "moves": [{part: getattr(move, part) for part in move.__slots__} for move in moves],
        "impacts": [one.to_dict() for one in found],
    }
    return tables, sources_table(register, cells), values
