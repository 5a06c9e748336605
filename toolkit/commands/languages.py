"""The commands for translations: the languages that there are, what is to be translated, what is wrong in a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from rich.markup import escape

from toolkit.commands.files import FORCE_OPTION, write_whole
from toolkit.commands.output import JSON_OPTION, show
from toolkit.errors import LanguageError
from toolkit.languages.catalogues import ENGLISH, SHIPPED, catalogue_files, languages, own_name, read_catalogue
from toolkit.languages.checks import Checked, Kind, Message, check_catalogue, is_translated
from toolkit.messages import all_messages, template
from toolkit.report.table import Table
from toolkit.wording import number

__all__ = ["languages_group"]

_HEADINGS: dict[Kind, str] = {
    "placeholders": "Other names in braces than the English",
    "forms": "Wrong number of plural forms",
    "fuzzy": "Marked as fuzzy, so not used",
    "unknown": "Not said any more",
    "missing": "Not translated",
}
"""The kinds of faults, the gravest first."""

_MOST = 20
"""Messages of one kind that a table shows; the rest is counted, and ``--json`` has all."""

_LONGEST = 90


@dataclass(frozen=True, slots=True)
class _Language:
    """A language that can be chosen, how much of everything it says, and whose catalogue says it."""

    code: str
    name: str
    translated: int
    total: int
    shipped: bool
    own: bool

    @property
    def whose(self) -> str:
        if self.shipped and self.own:
            return "shipped, with sentences of your own"
        return "your own" if self.own else "shipped"


@click.group("languages")
def languages_group() -> None:
    """The languages that pages and documents speak: list them, translate into another one, check a translation."""


@languages_group.command("list")
@JSON_OPTION
def list_command(as_json: bool) -> None:
    """List the languages, how much each translates, and whether its catalogue is shipped or your own."""
    messages = [message for message in all_messages() if message.id]
    found, broken = [], []
    for code in languages():
        try:
            found.append(_language(code, messages))
        except LanguageError as failure:
            broken.append(failure)
    values = [
        {
            "language": one.code,
            "name": one.name,
            "translated": one.translated,
            "total": one.total,
            "shipped": one.shipped,
            "own": one.own,
        }
        for one in found
    ]
    rows = tuple((one.code, one.name, number(one.translated), number(one.total), one.whose) for one in found)
    columns = ("code", "name", "translated", "of", "catalogue")
    show([Table("Languages", columns, rows, "", ("translated", "of"))], values, json_wanted=as_json)
    if broken:
        raise LanguageError("the data folder", [problem for failure in broken for problem in failure.problems])


def _language(code: str, messages: Sequence[Message]) -> _Language:
    files = catalogue_files(code)
    catalogues = [read_catalogue(path) for path in files]
    said = sum(any(is_translated(catalog, message) for catalog in catalogues) for message in messages)
    shipped = code == ENGLISH or any(path.parent == SHIPPED for path in files)
    own = any(path.parent != SHIPPED for path in files)
    return _Language(code, own_name(code), len(messages) if code == ENGLISH else said, len(messages), shipped, own)


@languages_group.command("template")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.pot")
@FORCE_OPTION
def template_command(file: Path, force: bool) -> None:
    """Write every message that is to be translated to FILE.pot, which Poedit and other programs make a catalogue of."""
    catalog = all_messages()
    write_whole(file, template(catalog), force=force, option="FILE.pot")
    click.echo(f"{file}: {number(len(catalog))} messages.")


@languages_group.command("check")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.po")
@JSON_OPTION
def check_command(file: Path, as_json: bool) -> None:
    """Check the translations of FILE.po, whose name is that of the language, such as pt_BR.po.

    Tells every message that is missing, marked as fuzzy, or no longer said, every translation with other names in
    braces than the English, and every wrong number of plural forms. What the shipped catalogue of the same language
    translates is not missing. The exit code is 1 where something is told.
    """
    shipped = SHIPPED / f"{file.stem}.po"
    corrects = shipped.is_file() and shipped.resolve() != file.resolve()
    checked = check_catalogue(file, all_messages(), read_catalogue(shipped) if corrects else None)
    if not as_json:
        click.echo(_standing(file, checked))
    if as_json or checked.faults:
        show(_tables(checked), _values(file, checked), json_wanted=as_json)
    sys.exit(1 if checked.faults else 0)


def _standing(file: Path, checked: Checked) -> str:
    told = f"{number(checked.translated)} of {number(checked.total)} messages are translated"
    faults = len(checked.faults)
    if not faults:
        return f"{file.name}: no problem found; {told}."
    return f"{file.name}: {number(faults)} problem{'s' if faults != 1 else ''}; {told}.\n"


def _values(file: Path, checked: Checked) -> dict[str, Any]:
    return {"file": file.name, "valid": not checked.faults, **checked.to_dict()}


def _tables(checked: Checked) -> list[Table]:
    tables = []
    for kind, heading in _HEADINGS.items():
        faults = [fault for fault in checked.faults if fault.kind == kind]
        rows = tuple((str(fault.line or ""), _short(fault.message), escape(fault.what)) for fault in faults[:_MOST])
        left = len(faults) - _MOST
        note = f"and {number(left)} more; --json tells all" if left > 0 else ""
        if faults:
            tables.append(
                Table(f"{heading}: {number(len(faults))}", ("line", "English", "what"), rows, note, ("line",))
            )
    return tables


def _short(message: str) -> str:
    plain = " ".join(message.split())
    return escape(plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…")
