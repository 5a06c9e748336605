"""Commands on the register: agreements, corridors, countries and what the register covers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from toolkit.case.load import load_case
from toolkit.commands.output import CSV_OPTION, JSON_OPTION, print_json, show
from toolkit.commands.places import COUNTRY
from toolkit.countries import user_language
from toolkit.prefill.sketch import sketch_of_case
from toolkit.register.check import check_register, check_user_data
from toolkit.register.countries import country_profile
from toolkit.register.coverage import coverage
from toolkit.register.find import figures_to_dicts, find_agreements, find_figures, get_agreement, newest
from toolkit.register.precedents import Sketch, clause_gap, precedents, sketch_of
from toolkit.register.read import Register, load_register
from toolkit.register.records import Agreement
from toolkit.report.register import (
    agreement_tables,
    agreements_table,
    clause_tables,
    country_tables,
    coverage_tables,
    figures_table,
    figures_tables,
    gap_tables,
    precedents_table,
)

__all__ = ["agreements_group", "corridors_group", "country_command", "register_group"]

_WEAK = click.option("--weak", is_flag=True, help="Show weak records too, which are hidden otherwise.")
_LANGUAGE = click.option(
    "--language",
    default=user_language,
    show_default="the system's",
    help="Language of country names: en, fr, es, ar, …",
)


def _record(record: Agreement, register: Register) -> dict[str, Any]:
    return {**record.model_dump(mode="json", exclude_none=True), "layer": register.layer_of(record.id)}


@click.group("agreements")
def agreements_group() -> None:
    """Agreements of the register: list, find, show, check, precedents and clause gap."""


@agreements_group.command("list")
@_WEAK
@_LANGUAGE
@CSV_OPTION
@JSON_OPTION
def list_command(weak: bool, language: str, as_csv: bool, as_json: bool) -> None:
    """List every agreement of the register."""
    register = load_register()
    _show_list(find_agreements(register, weak=weak), register, language, as_csv, as_json)


def _show_list(records: list[Agreement], register: Register, language: str, as_csv: bool, as_json: bool) -> None:
    show(
        [agreements_table(records, register, language)],
        [_record(record, register) for record in records],
        json_wanted=as_json,
        csv_wanted=as_csv,
    )


@agreements_group.command("find")
@click.argument("text", required=False)
@click.option("--country", type=COUNTRY, metavar="COUNTRY", help="A party, on either side.")
@click.option("--between", nargs=2, type=COUNTRY, metavar="A B", help="Both are parties.")
@click.option("--sending", type=COUNTRY, metavar="COUNTRY", help="Country from which people go.")
@click.option("--receiving", type=COUNTRY, metavar="COUNTRY", help="Country to which people go.")
@click.option("--cadre", metavar="WORD", help="nurse, physician, caregiver, …")
@click.option(
    "--clause", metavar="WORD", help="A clause or broad term of the codebook, see `accord agreements clauses`."
)
@click.option("--status", metavar="WORD", help="active, announced, expired, suspended, terminated or unknown.")
@click.option("--level", metavar="WORD", help="bilateral, agency, subnational or regional.")
@click.option("--instrument", metavar="WORD", help="agreement, memorandum_of_understanding, programme, treaty, …")
@click.option("--scope", metavar="WORD", help="health, or general.")
@click.option("--since", type=int, metavar="YEAR", help="Signed in this year or later.")
@click.option("--until", type=int, metavar="YEAR", help="Signed in this year or earlier.")
@click.option("--confidence", metavar="WORD", help="verified, secondary or weak.")
@_WEAK
@_LANGUAGE
@CSV_OPTION
@JSON_OPTION
def find_command(language: str, as_csv: bool, as_json: bool, **asked: Any) -> None:
    """Find agreements that meet every condition; TEXT is looked for in titles and notes.

    COUNTRY is a code such as KEN or a name.
    """
    register = load_register()
    found = find_agreements(register, **asked)
    _show_list(found, register, language, as_csv, as_json)


@agreements_group.command("show")
@click.argument("key", metavar="KEY")
@_LANGUAGE
@CSV_OPTION
@JSON_OPTION
def show_command(key: str, language: str, as_csv: bool, as_json: bool) -> None:
    """Show one agreement with its clauses, numbers, money, conflicts between sources, and sources."""
    register = load_register()
    record = get_agreement(register, key)
    tables = agreement_tables(record, register, language)
    show(tables, _record(record, register), json_wanted=as_json, csv_wanted=as_csv)


@agreements_group.command("check")
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Another folder of the same layout."
)
@JSON_OPTION
def check_command(folder: Path | None, as_json: bool) -> None:
    """Check every record and table of the register, and your own records, and tell every problem."""
    found = check_register(folder) + ([] if folder else check_user_data())
    if as_json:
        print_json({"valid": not found, "problems": [problem.to_dict() for problem in found]})
    elif found:
        click.echo(f"{len(found)} problem{'s' if len(found) > 1 else ''}:", err=True)
        for problem in found:
            click.echo(f"  - {problem}", err=True)
        click.echo("Mend these and check again: a file that cannot be read whole is looked at further then.", err=True)
    else:
        click.echo("No problem found in the records, the codebook and the tables.")
    sys.exit(1 if found else 0)


def _sketch(register: Register, key: str | None, case: str | None) -> Sketch:
    if (key is None) == (case is None):
        raise click.UsageError("Name either the KEY of an agreement or --case CASE.")
    return sketch_of_case(load_case(case)) if case else sketch_of(get_agreement(register, str(key)))


def _compared(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        JSON_OPTION,
        CSV_OPTION,
        _WEAK,
        click.option(
            "--most",
            type=click.IntRange(min=1),
            default=10,
            show_default=True,
            help="How many records to compare with.",
        ),
        click.option("--case", metavar="CASE", help="A draft: a shipped case or a case file, instead of KEY."),
        click.argument("key", metavar="[KEY]", required=False),
    ):
        command = option(command)
    return command


@agreements_group.command("precedents")
@_compared
def precedents_command(key: str | None, case: str | None, most: int, weak: bool, as_csv: bool, as_json: bool) -> None:
    """Find the agreements most like one of the register, or like a draft, by parties, cadres, clauses and size."""
    register = load_register()
    found = precedents(register, _sketch(register, key, case), most=most, weak=weak)
    values = [item.to_dict() for item in found]
    show([precedents_table(found)], values, json_wanted=as_json, csv_wanted=as_csv)


@agreements_group.command("gap")
@_compared
def gap_command(key: str | None, case: str | None, most: int, weak: bool, as_csv: bool, as_json: bool) -> None:
    """List the clauses that comparable agreements have and one agreement or draft lacks."""
    register = load_register()
    found = clause_gap(register, _sketch(register, key, case), most=most, weak=weak)
    show(gap_tables(found, register), found.to_dict(), json_wanted=as_json, csv_wanted=as_csv)


@agreements_group.command("clauses")
@CSV_OPTION
@JSON_OPTION
def clauses_command(as_csv: bool, as_json: bool) -> None:
    """List the clauses of the codebook with their question, unit, usual payer and family."""
    codebook = load_register(user_data=False).codebook
    show(clause_tables(codebook), codebook.model_dump(mode="json"), json_wanted=as_json, csv_wanted=as_csv)


@click.group("corridors")
def corridors_group() -> None:
    """Corridor figures of the register: who moves from where to where."""


@corridors_group.command("list")
@click.option("--from", "origin", type=COUNTRY, metavar="COUNTRY", help="Country of origin.")
@click.option("--to", "destination", type=COUNTRY, metavar="COUNTRY", help="Country of destination.")
@click.option("--cadre", metavar="WORD", help="nurse, physician, midwife, caregiver or all.")
@click.option("--measure", metavar="WORD", help="stock, annual_inflow, joiners, registrations or licences.")
@click.option("--basis", metavar="WORD", help="nationality, trained_in, …")
@click.option("--unit", metavar="WORD", help="persons or full_time_equivalents.")
@click.option("--year", type=int, help="Year, the end year of a reporting year.")
@click.option("--confidence", metavar="WORD", help="verified, secondary or weak.")
@click.option("--latest", is_flag=True, help="Only the newest figure of each series.")
@click.option("--alternates", is_flag=True, help="Also figures that another replaces or contradicts.")
@_WEAK
@_LANGUAGE
@CSV_OPTION
@JSON_OPTION
def corridors_command(latest: bool, language: str, as_csv: bool, as_json: bool, **asked: Any) -> None:
    """List corridor figures: one table for each measure, basis and unit, since these must not be added up."""
    register = load_register()
    found = find_figures(register, **asked)
    found = newest(found) if latest else found
    # in a file measures stand in a column of their own; to be read, each has its own table
    tables = [figures_table(found)] if as_csv else figures_tables(found, language)
    show(tables, figures_to_dicts(found), json_wanted=as_json, csv_wanted=as_csv)
    if found.empty and not (as_json or as_csv):
        click.echo("No figure of the register meets every condition. Missing figures are not zeros.")


@click.command("country")
@click.argument("country", metavar="COUNTRY", type=COUNTRY)
@_WEAK
@_LANGUAGE
@CSV_OPTION
@JSON_OPTION
def country_command(country: str, weak: bool, language: str, as_csv: bool, as_json: bool) -> None:
    """Show what the register holds on COUNTRY, a code such as KEN or a name."""
    register = load_register()
    found = country_profile(register, country, weak=weak)
    tables = country_tables(found, register, language)
    show(tables, found.to_dict(), json_wanted=as_json, csv_wanted=as_csv)


@click.group("register")
def register_group() -> None:
    """What the register covers."""


@register_group.command("report")
@click.option(
    "--year",
    type=click.IntRange(1900, 2200),
    default=lambda: date.today().year,
    show_default="this year",
    help="Count ages to it.",
)
@CSV_OPTION
@JSON_OPTION
def report_command(year: int, as_csv: bool, as_json: bool) -> None:
    """Tell how many agreements, clauses and corridors the register holds, by confidence and by age of evidence."""
    register = load_register()
    found = coverage(register, year)
    show(coverage_tables(found, register), asdict(found), json_wanted=as_json, csv_wanted=as_csv)
