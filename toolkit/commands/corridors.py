"""Commands on the network of corridors: ``accord corridors map``, ``gaps``, ``chains``, ``country``, ``compare``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import click

from toolkit.commands.corridor_chains import chains_command
from toolkit.commands.corridor_compare import compare_command
from toolkit.commands.corridor_country import corridor_country_command
from toolkit.commands.corridor_gaps import gaps_command
from toolkit.commands.files import FORCE_OPTION, output_option, refuse_existing, write_whole
from toolkit.commands.output import CSV_OPTION, JSON_OPTION
from toolkit.commands.places import COUNTRY
from toolkit.commands.register import corridors_group
from toolkit.commands.selection import LANGUAGE_OPTION, selection_from, selection_options
from toolkit.commands.sourced import show_sourced
from toolkit.errors import InputError, Problem
from toolkit.register.read import load_register
from toolkit.report.corridor_files import corridors_file, file_kind
from toolkit.report.corridor_pictures import picture_of_corridors, touching
from toolkit.report.corridor_status import corridors_with_status
from toolkit.report.corridor_tables import corridors_of_selection
from toolkit.report.evidence import nothing_selected, selection_values, sources_table
from toolkit.report.exports import frame_csv, frame_rows
from toolkit.report.figures.style import THEMES
from toolkit.report.figures.views import VIEWS
from toolkit.wording import number

__all__ = ["corridors_group"]


@corridors_group.command("map")
@selection_options
@click.option("--country", "countries", multiple=True, type=COUNTRY, metavar="COUNTRY", help="Only corridors of these.")
@output_option("Write a picture (.svg, .png) or data (.geojson, .csv, .graphml, .gexf), by its ending.")
@FORCE_OPTION
@click.option("--picture", type=click.Choice(["map", "matrix"]), default="map", show_default=True)
@click.option("--colour", type=click.Choice(["status", "cadre", "none"]), default="status", show_default=True)
@click.option("--view", type=click.Choice(list(VIEWS), case_sensitive=False), default="world", show_default=True)
@click.option("--theme", type=click.Choice(list(THEMES)), default="light", show_default=True)
@click.option("--title", default="", help="Heading of the picture.")
@click.option("--most", default=60, show_default=True, type=click.IntRange(1), help="How many to draw or list.")
@LANGUAGE_OPTION
@CSV_OPTION
@JSON_OPTION
def map_command(
    countries: tuple[str, ...],
    output: Path | None,
    force: bool,
    picture: Literal["map", "matrix"],
    colour: Literal["status", "cadre", "none"],
    view: str,
    theme: str,
    title: str,
    most: int,
    language: str,
    as_csv: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Show who goes where, and on which corridors an agreement is known; COUNTRY is a code such as KEN or a name.

    Without --output the corridors are listed. In files and with --json every corridor of the selection is there.
    """
    if as_csv and as_json:
        raise click.UsageError("Choose one of --csv and --json.")
    kind = file_kind(output) if output is not None else ""
    register = load_register()
    selection = selection_from(register, asked)
    table = touching(corridors_with_status(register, selection), countries)
    if output is not None:
        refuse_existing(output, force)
        if table.empty:
            problem = Problem("the selection", nothing_selected(register, selection, countries))
            raise InputError("the request", [problem])
        settings = {"view": view, "most": most} if picture == "map" else {}
        drawn = picture_of_corridors(
            register,
            selection,
            kind=picture,
            colour=colour,
            countries=countries,
            language=language,
            title=title,
            **settings,
        )
        content = corridors_file(register, table, drawn, kind, theme=theme, language=language)
        write_whole(output, content, force=force)
        click.echo(f"Written to {output}: {number(len(table))} corridors.", err=True)
        return
    if as_csv:
        click.echo(frame_csv(table), nl=False)
        return
    listed = corridors_of_selection(table, selection, most=most, language=language)
    shown = table.sort_values("people", ascending=False, kind="stable").head(most)
    values = {"selection": selection_values(selection), "corridors": frame_rows(table)}
    if table.empty and not as_json:
        click.echo(nothing_selected(register, selection, countries))
        return
    show_sourced([listed], sources_table(register, shown["source"]), values, json_wanted=as_json)


for _command in (gaps_command, chains_command, corridor_country_command, compare_command):
    corridors_group.add_command(_command)
