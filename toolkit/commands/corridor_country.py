"""``accord corridors country``: a country's position in the network, as tables, as a picture, as a page of text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import click

from toolkit.commands.files import FORCE_OPTION, output_option, refuse_existing, write_whole
from toolkit.commands.output import CSV_OPTION, JSON_OPTION, print_json
from toolkit.commands.places import COUNTRY
from toolkit.commands.selection import LANGUAGE_OPTION, selection_from, selection_options
from toolkit.commands.sourced import show_sourced
from toolkit.countries import country_name
from toolkit.errors import InputError, Problem
from toolkit.register.find import find_agreements
from toolkit.register.read import load_register
from toolkit.report.corridor_files import DATA, PICTURES, corridors_file, file_kind
from toolkit.report.corridor_pictures import network_picture
from toolkit.report.country_briefing import country_briefing
from toolkit.report.country_position import country_position
from toolkit.report.country_tables import position_tables
from toolkit.report.evidence import sources_table
from toolkit.report.figures.edges import citations_of
from toolkit.report.figures.heatmap import clause_grid
from toolkit.report.figures.style import THEMES
from toolkit.report.figures.timeline import agreement_timeline

__all__ = ["corridor_country_command"]

_TEXT = ("txt", "md")


@click.command("country")
@click.argument("country", metavar="COUNTRY", type=COUNTRY)
@selection_options
@click.option("--briefing", is_flag=True, help="Print one page of text with figures and sources.")
@output_option("Write a picture (.svg, .png), its data (.geojson, .csv, .graphml, .gexf) or the briefing (.txt, .md).")
@FORCE_OPTION
@click.option("--picture", type=click.Choice(["network", "timeline", "clauses"]), default="network", show_default=True)
@click.option("--theme", type=click.Choice(list(THEMES)), default="light", show_default=True)
@LANGUAGE_OPTION
@CSV_OPTION
@JSON_OPTION
def corridor_country_command(
    country: str,
    briefing: bool,
    output: Path | None,
    force: bool,
    picture: Literal["network", "timeline", "clauses"],
    theme: str,
    language: str,
    as_csv: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Show the position of COUNTRY: dependence, losses, concentration, partners, agreements and what is not known.

    Each measure stands with its formula, unit, sources and what the data see. COUNTRY is a code such as KEN or a name.
    """
    kind = file_kind(output, (*PICTURES, *DATA, *_TEXT)) if output is not None else ""
    register = load_register()
    selection = selection_from(register, asked)
    if output is not None:
        refuse_existing(output, force)
    if briefing or kind in _TEXT:
        page = country_briefing(register, country, selection)
        if output is not None and kind not in _TEXT:
            problem = Problem("--output", f"'{output.name}' is no file of text", "a name that ends in .txt or .md")
            raise InputError("the request", [problem])
        if output is not None:
            write_whole(output, f"{page.text}\n".encode(), force=force)
        elif as_json:
            print_json(page.to_dict())
        else:
            click.echo(page.text)
        return
    position = country_position(register, country, selection)
    if output is not None:
        if picture == "network":
            drawn = network_picture(register, selection, country, language=language)
        else:
            records = find_agreements(register, country=country, weak=selection.weak)
            if not records:
                problem = Problem("the agreements", "none is known of this country", "", "add --weak for weak records")
                raise InputError("the request", [problem])
            if picture == "timeline":
                until = selection.year or date.today().year
                drawn = agreement_timeline(
                    records,
                    until=until,
                    title=f"{country_name(country, language)}: agreements over time",
                    citations=citations_of(register.sources),
                    language=language,
                )
            else:
                heading = f"{country_name(country, language)}: which clauses agreements name"
                drawn = clause_grid(records, register.codebook, title=heading, language=language)
                said = f"{drawn.note} The sources of each record: accord agreements show KEY."
                drawn = replace(drawn, note=said)
        content = corridors_file(register, position.corridors, drawn, kind, theme=theme, language=language)
        write_whole(output, content, force=force)
        click.echo(f"Written to {output}.", err=True)
        return
    tables = position_tables(register, position, language)
    sources = [source for value in position.values.values() for source in (value.evidence + value.workforce).sources]
    sources += [source for found in position.facts.values() for source in found.sources]
    sources += [source for found in position.safeguards_sources.values() for source in found.sources]
    listed = sources_table(register, [*sources, *position.corridors["source"]])
    show_sourced(tables, listed, position.to_dict(), json_wanted=as_json, csv_wanted=as_csv)
