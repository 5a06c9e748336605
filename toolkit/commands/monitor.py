"""The command that writes the monitoring sheet of an agreement, and holds reported values against it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from toolkit.case.load import load_case
from toolkit.commands.files import FORCE_OPTION, refuse_existing, write_whole
from toolkit.commands.output import CSV_OPTION, JSON_OPTION, show
from toolkit.commands.spoken import known_language, language_option, unknown_language
from toolkit.documents.monitoring_sheet import headings_read, monitoring_workbook
from toolkit.errors import InputError, Problem
from toolkit.imports.by_heading import read_by_heading
from toolkit.languages.catalogues import ENGLISH, languages
from toolkit.languages.speech import speaking
from toolkit.model.evaluate import Outcome, evaluate
from toolkit.model.terms_file import load_terms
from toolkit.report.exports import frame_csv
from toolkit.report.monitored import check_tolerance, compare, compared_table, compared_words
from toolkit.report.monitoring import monitoring_sheet
from toolkit.wording import join

__all__ = ["monitor_command"]

_SHEETS: Mapping[str, Callable[[Outcome, float], bytes]] = {
    ".csv": lambda outcome, tolerance: frame_csv(monitoring_sheet(outcome)).encode("utf-8-sig"),
    ".xlsx": lambda outcome, tolerance: monitoring_workbook(outcome, tolerance=tolerance),
}


_REMARK = re.compile(r"\s*\([^()]*\)\s*$")


@click.command("monitor")
@click.argument("case", metavar="CASE")
@click.argument("terms", metavar="TERMS", type=click.Path(path_type=Path))
@click.argument("reported", metavar="[REPORTED]", type=click.Path(path_type=Path), required=False)
@click.option("--tolerance", default=0.1, show_default=True, help="Part of a target by which a value may be off.")
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the monitoring sheet to be filled in, as .csv or .xlsx, and read nothing.",
)
@language_option("Language of the sheet that is written, as .xlsx; one that is read may be in any.")
@FORCE_OPTION
@CSV_OPTION
@JSON_OPTION
def monitor_command(
    case: str,
    terms: Path,
    reported: Path | None,
    tolerance: float,
    template: Path | None,
    language: str,
    force: bool,
    as_csv: bool,
    as_json: bool,
) -> None:
    """Hold what was REPORTED against the path that TERMS give for CASE.

    REPORTED is the monitoring sheet (CSV or Excel) with its column `reported` filled in where something is known.
    Write the sheet first with --template; it has the baseline and the target of every indicator and year.
    """
    if (reported is None) == (template is None):
        problem = Problem("REPORTED and --template", "one of the two is needed", "a file to read or one to write")
        raise InputError("the request", [problem])
    check_tolerance(tolerance)
    if template is not None:
        _check_template(template, language, force)
    record = load_case(case)
    outcome = evaluate(record, load_terms(terms, record))
    if template is not None:
        with speaking(known_language(language) or ENGLISH):
            content = _SHEETS[template.suffix.lower()](outcome, tolerance)
        write_whole(template, content, force=force, option="--template")
        click.echo(
            f"Written to {template}. Fill in the column `reported`, then: accord monitor {case} {terms} {template}"
        )
        return
    assert reported is not None
    found = compare(outcome, _read(reported), tolerance)
    words = compared_words(outcome, found)
    if not as_csv and not as_json:
        click.echo(f"\n{words}\n")
    values = {"summary": words, "tolerance": tolerance, "values": [entry.to_dict() for entry in found]}
    tables = [compared_table(found, tolerance)] if found or as_csv else []
    show(tables, values, json_wanted=as_json, csv_wanted=as_csv)


def _read(path: Path) -> list[dict[str, Any]]:
    """The rows of a sheet that was filled in, by column. Its headings are in the language in which it was written.

    Where they are in none, what is told is the least that is wrong in one.
    """
    failures: list[InputError] = []
    for language in languages():
        columns = _columns_read(language)
        try:
            rows = read_by_heading(path, tuple(columns.values()), numbers=(columns["reported"],))
        except InputError as failure:
            failures.append(failure)
        else:
            names = {heading: column for column, heading in columns.items()}
            return [{names.get(heading, heading): cell for heading, cell in row.items()} for row in rows]
    raise min(failures, key=lambda failure: len(failure.problems))


def _columns_read(language: str) -> dict[str, str]:
    """The heading of each column that is read, as it is compared: in small letters, without a remark in brackets."""
    with speaking(language):
        return {column: _REMARK.sub("", heading).strip().casefold() for column, heading in headings_read().items()}


def _check_template(path: Path, language: str, force: bool) -> None:
    problems = unknown_language(language)
    if path.suffix.lower() not in _SHEETS:
        problems.append(Problem("--template", f"is {path.name}", f"a name that ends in {join(_SHEETS, 'or')}"))
    if problems:
        raise InputError("the request", problems)
    refuse_existing(path, force, "--template")
