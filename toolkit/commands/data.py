"""Commands on the user's own data: look at a file, import it, list and remove what was imported, keep table layouts."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import yaml

from toolkit.commands.output import JSON_OPTION, print_json, print_tables, show
from toolkit.data_folder import data_folder
from toolkit.errors import InputError, Problem, RegisterError
from toolkit.imports.detect import LAYOUTS
from toolkit.imports.keep import keep_import, name_for
from toolkit.imports.profile import Profile, profile_from
from toolkit.imports.report import ImportReport, Question
from toolkit.imports.run import preview
from toolkit.reading import read_text
from toolkit.register.user_data import (
    folder_for,
    imports,
    own_records,
    profile_path,
    profiles,
    remove_import,
    writing,
)
from toolkit.report.imports import import_tables, imports_table, layouts_table, preview_tables, profiles_table
from toolkit.wording import join, nearest

__all__ = ["data_group"]

_FILE = click.argument("file", type=click.Path(path_type=Path))


def _described(command: Any) -> Any:
    """The options by which a table is described, and those that say what a file leaves out."""
    for option in (
        click.option("--layout", metavar="KEY", help="Layout, where it is not recognised; see `accord data layouts`."),
        click.option("--profile", "profile_name", metavar="NAME", help="A saved description of the table."),
        click.option("--sheet", help="Sheet of a workbook."),
        click.option("--header-row", type=int, help="Row that names the columns, from 1."),
        click.option(
            "--column", "columns", multiple=True, metavar="PART=COLUMN", help="Column of a part, by name or #3."
        ),
        click.option("--constant", "constants", multiple=True, metavar="PART=WORD", help="A part that never changes."),
        click.option("--across", multiple=True, metavar="COLUMN", help="Columns whose headers are years or dates."),
        click.option("--table", type=click.Choice(["corridors", "indicators"]), help="What the table gives."),
        click.option("--decimal", type=click.Choice([".", ","]), help="Decimal mark, where it cannot be told."),
        click.option("--thousands", type=click.Choice([".", ",", " ", "'"]), help="Mark between thousands, likewise."),
        click.option("--year", type=int, help="Year, where the file does not say it."),
        click.option("--unit", metavar="WORD", help="Unit, where the file does not say it."),
        click.option("--measure", metavar="WORD", help="Measure, where the file does not say it."),
        click.option("--metadata", type=click.Path(path_type=Path), help="A World Bank file that describes countries."),
        click.option("--companion", type=click.Path(path_type=Path), help="The second file of labour agreements."),
        click.option(
            "--answer", "answers", multiple=True, metavar="NAME=CODE", help="What a name means, or NAME=skip."
        ),
    ):
        command = option(command)
    return command


def _pairs(option: str, given: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in given:
        name, sign, word = text.rpartition("=")
        if not sign or not name or not word:
            raise InputError("the request", [Problem(option, f"is '{text}'", "a name and a word joined by =")])
        found[name] = word
    return found


def _profile(asked: Mapping[str, Any]) -> Profile | None:
    """The description of a table that the options give, whole or as changes of a saved one."""
    name = asked["profile_name"]
    values = dict(_saved(name).model_dump(mode="json", exclude_defaults=True)) if name else {}
    said = {
        "table": asked["table"],
        "sheet": asked["sheet"],
        "header_row": asked["header_row"],
        "across": list(asked["across"]),
        "decimal": asked["decimal"],
        "thousands": asked["thousands"],
        "columns": {**values.get("columns", {}), **_pairs("--column", asked["columns"])},
        "constants": {**values.get("constants", {}), **_pairs("--constant", asked["constants"])},
    }
    given = {part: word for part, word in said.items() if word}
    return profile_from({**values, **given}) if name or asked["columns"] else None


def _saved(name: str) -> Profile:
    path = profile_path(name)
    if not path.is_file():
        known = profiles()
        close = nearest(name, known)
        remedy = f"did you mean {join(close, 'or')}?" if close else f"saved are: {join(known) or 'none'}"
        raise RegisterError(name, [Problem("--profile", f"'{name}' is not saved", "", remedy)])
    return profile_from(read_text(path, RegisterError).values, path.name)


def _options(asked: Mapping[str, Any]) -> dict[str, Any]:
    names = ("year", "unit", "measure", "metadata", "companion", "sheet")
    return {name: asked[name] for name in names if asked[name] is not None}


@click.group("data")
def data_group() -> None:
    """Your own data beside the shipped facts: import files, list and remove them."""


@data_group.command("where")
def where_command() -> None:
    """Print the folder of your own data; ACCORD_DATA names another one."""
    click.echo(str(data_folder()))


@data_group.command("layouts")
@JSON_OPTION
def layouts_command(as_json: bool) -> None:
    """List the layouts of files that can be imported without a description."""
    values = {key: layout.words for key, layout in LAYOUTS.items()}
    show([layouts_table(values)], values, json_wanted=as_json)


@data_group.command("preview")
@_FILE
@_described
@JSON_OPTION
def preview_command(file: Path, layout: str | None, answers: tuple[str, ...], as_json: bool, **asked: Any) -> None:
    """Look at FILE without keeping anything: its layout, first rows, and the names that must be asked about."""
    found = preview(
        file, layout=layout, answers=_pairs("--answer", answers), profile=_profile(asked), **_options(asked)
    )
    values = {
        "layout": found.layout,
        "recognised_by": found.recognised_by,
        "sheets": list(found.sheets),
        "rows": {sheet: [[number, list(cells)] for number, cells in rows] for sheet, rows in found.rows.items()},
        "questions": [_question(question) for question in found.questions],
        "problems": [problem.to_dict() for problem in found.problems],
    }
    show(preview_tables(found), values, json_wanted=as_json)


def _question(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "kind": question.kind,
        "column": question.column,
        "count": question.count,
        "candidates": list(question.candidates),
    }


@data_group.command("import")
@_FILE
@click.option("--name", help="Name of the import, from the file's name by default.")
@click.option("--source", required=True, help="What the file is and who published it, as it shall be quoted.")
@click.option("--retrieved", type=click.DateTime(["%Y-%m-%d"]), help="Day of the download.")
@click.option("--confidence", default="secondary", show_default=True, help="verified, secondary or weak.")
@click.option("--replace", is_flag=True, help="Replace an import of the same name.")
@click.option("--ask/--no-ask", default=None, help="Ask about names that are not clear; by default in a terminal.")
@click.option("--save-profile", metavar="NAME", help="Keep the description of the table under a name.")
@_described
@JSON_OPTION
def import_command(
    file: Path,
    name: str | None,
    source: str,
    retrieved: datetime | None,
    confidence: str,
    replace: bool,
    ask: bool | None,
    save_profile: str | None,
    layout: str | None,
    answers: tuple[str, ...],
    as_json: bool,
    **asked: Any,
) -> None:
    """Import FILE beside the shipped facts and tell what was read, kept and left out.

    Nothing is guessed: rows with a name that several countries bear are left out until `--answer "Congolese=COD"` says
    which is meant.
    """
    key = name or name_for(file.name)
    if folder_for(key).exists() and not replace:
        problem = Problem("--name", f"'{key}' is imported already", "", "choose another name, or add --replace")
        raise RegisterError(key, [problem])
    profile = _profile(asked)
    if save_profile and profile is not None:
        _save(save_profile, profile)
    said = _pairs("--answer", answers)

    def run() -> ImportReport:
        return keep_import(
            file,
            key,
            source=source,
            replace=True,
            layout=layout,
            retrieved=retrieved.date() if retrieved else None,
            answers=said,
            profile=profile,
            confidence=confidence,
            imported_at=datetime.now(),
            **_options(asked),
        )

    report = run()
    if report.questions and (sys.stdin.isatty() if ask is None else ask):
        said |= _asked(report.questions)
        report = run()
    show(import_tables(report, key), {"name": key, **report.to_dict()}, json_wanted=as_json)


def _asked(questions: tuple[Question, ...]) -> dict[str, str]:
    """The answers of whoever sits at the terminal; an empty one leaves the name open."""
    found: dict[str, str] = {}
    for question in questions:
        place = f"'{question.name}' stands in {question.count} rows ({question.column})."
        meant = f" It may be {join(question.candidates, 'or')}." if question.candidates else ""
        text = f"{place}{meant} Which is meant? Code, skip, or nothing"
        answer = click.prompt(text, default="", show_default=False, err=True).strip()
        if answer:
            found[question.name] = answer
    return found


def _save(name: str, profile: Profile) -> None:
    path = profile_path(name)
    values = profile.model_dump(mode="json", exclude_defaults=True)
    with writing():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(values, sort_keys=False, allow_unicode=True), encoding="utf-8")


@data_group.command("list")
@JSON_OPTION
def list_command(as_json: bool) -> None:
    """List what you have imported, and your own agreement records."""
    found = imports()
    own = own_records()
    values = {
        "folder": str(data_folder()),
        "imports": [{"name": item.name, **item.report} for item in found],
        "records": [path.stem for path in own],
        "profiles": list(profiles()),
    }
    kept = [profiles_table(list(profiles()))] if profiles() else []
    show([imports_table(found, own), *kept], values, json_wanted=as_json)


@data_group.command("show")
@click.argument("name")
@JSON_OPTION
def show_command(name: str, as_json: bool) -> None:
    """Show the report of an import: what was read, kept and left out, and what waits for an answer."""
    found = next((item for item in imports() if item.name == name), None)
    if found is None:
        known = [item.name for item in imports()]
        raise RegisterError(
            name, [Problem(name, "is not the name of an import", "", f"imported are: {join(known) or 'none'}")]
        )
    if as_json:
        print_json({"name": name, **found.report})
        return
    print_tables(import_tables(found.report, name))


@data_group.command("remove")
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def remove_command(name: str, yes: bool) -> None:
    """Remove an import and everything that came with it. Shipped facts that it replaced count again."""
    if not yes:
        click.confirm(f"Remove the import '{name}'?", abort=True, err=True)
    remove_import(name)
    click.echo(f"Removed '{name}'.")
