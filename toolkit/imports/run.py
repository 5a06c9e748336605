"""Importing one file: recognise, read row by row, write the canonical tables and the report."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from toolkit.errors import Problem, RegisterError
from toolkit.imports.canonical import WORDS
from toolkit.imports.collect import Collector
from toolkit.imports.detect import LAYOUTS, recognise
from toolkit.imports.job import Job, LayoutUnknown, Options, look_at
from toolkit.imports.output import Output
from toolkit.imports.profile import Profile
from toolkit.imports.report import ImportReport, Question
from toolkit.imports.source_file import open_source
from toolkit.imports.streams import cell_text, formulas_of
from toolkit.imports.tally import Tally
from toolkit.languages.speech import say, say_count
from toolkit.register.places import SKIP, Places, check_answers, plain
from toolkit.validation import did_you_mean
from toolkit.wording import join, nearest, number

__all__ = ["Preview", "import_file", "preview"]

_CONFIDENCES = ("verified", "secondary", "weak")


@dataclass(frozen=True)
class Preview:
    """A first look at a file before it is imported: layout, sheets, first rows as text, and what it would ask.

    ``layout`` is empty and ``problems`` tell why where the file cannot be imported as it is; ``unrecognised`` is true
    where that is only because nothing tells its layout.
    """

    layout: str
    recognised_by: str
    sheets: tuple[str, ...]
    rows: Mapping[str, tuple[tuple[int, tuple[str, ...]], ...]]
    questions: tuple[Question, ...]
    problems: tuple[Problem, ...]
    unrecognised: bool = False


def _options(name: str, profile: Profile | None, given: Mapping[str, Any]) -> Options:
    known = [field.name for field in fields(Options)]
    unknown = [option for option in given if option not in known]
    if unknown:
        problems = [
            Problem(
                say("the option '{name}'", name=option),
                say("is not known"),
                say("options are {names}", names=join(known)),
                did_you_mean(nearest(option, known)),
            )
            for option in unknown
        ]
        raise RegisterError(name, problems)
    return Options(**given, profile=profile)


def import_file(
    path: Path,
    into: Path,
    *,
    source: str,
    layout: str | None = None,
    retrieved: date | None = None,
    answers: Mapping[str, str] | None = None,
    profile: Profile | None = None,
    confidence: str = "secondary",
    imported_at: datetime | None = None,
    **options: Any,
) -> ImportReport:
    """Import a file into a new folder ``into`` as ``corridors.csv``, ``indicators.csv`` or ``agreements.jsonl``.

    ``source`` is the key of the source in every record, ``retrieved`` the day of the download. ``answers`` says of
    names which country they are (a code, or ``skip``) and of labels which word; rows of names that wait for an answer
    are left out and counted. ``import.json`` holds the report. ``options`` are the fields of ``Options``.

    Raises ``RegisterError`` with every problem of the file; nothing is then left in ``into``.
    """
    given = dict(answers or {})
    chosen = _options(path.name, profile, options)
    check_answers(given, WORDS)
    problems = []
    if not source.strip():
        expected = say("what the file is and who published it")
        problems.append(Problem(say("the source"), say("is empty"), expected))
    if confidence not in _CONFIDENCES:
        wrong, expected = say("is '{word}'", word=confidence), say("one of {names}", names=join(_CONFIDENCES, "or"))
        problems.append(Problem(say("the confidence"), wrong, expected))
    if problems:
        raise RegisterError(path.name, problems)
    file = open_source(path)
    look = look_at(file)
    found = recognise(look, layout, described=profile is not None)
    tally = Tally(path.name)
    for note in file.notes:
        tally.note(note)
    formulas, without = formulas_of(file)
    if without:
        problem = Problem(
            say("the workbook"),
            say_count(
                "has {count} formulas without a stored result",
                "has {count} formulas without a stored result",
                without,
                count=number(without),
            ),
            say("numbers"),
            say("open it in a spreadsheet program and save it, so that the results are stored"),
        )
        raise RegisterError(path.name, [problem])
    if formulas:
        tally.note(
            say_count(
                "{count} cells are formulas and were read by their stored results",
                "{count} cells are formulas and were read by their stored results",
                formulas,
                count=number(formulas),
            )
        )
    of_places = {name: answer for name, answer in given.items() if answer not in WORDS}
    places = Places(language=profile.language if profile else chosen.language, answers=of_places)
    day = retrieved.isoformat() if retrieved else ""
    with Output(into, source=source, retrieved=day, confidence=confidence) as output:
        collector = Collector(path.name, places, output, tally)
        labels = {plain(label): answer for label, answer in given.items() if answer in WORDS or answer == SKIP}
        LAYOUTS[found.layout].read(Job(file, look, chosen, collector, source, confidence, labels))
        collector.check()
        report = tally.report(
            sha256=file.sha256,
            layout=found.layout,
            recognised_by=found.why,
            source=source,
            retrieved=day,
            imported_at=imported_at.isoformat(timespec="seconds") if imported_at else "",
            written=dict(sorted(output.written.items())),
            answered={name: answer for name, answer in sorted(given.items()) if plain(name) in places.used},
            unused_answers=tuple(sorted(name for name in given if plain(name) not in places.used)),
        )
        output.finish(report.to_dict())
    return report


def preview(
    path: Path,
    *,
    layout: str | None = None,
    answers: Mapping[str, str] | None = None,
    profile: Profile | None = None,
    **options: Any,
) -> Preview:
    """Look at a file without keeping anything: what it is, its first rows, what it would ask and what is wrong with it.

    Raises ``RegisterError`` only for a file that cannot be opened at all.
    """
    look = look_at(open_source(path))
    rows = {
        sheet: tuple((number, tuple(cell_text(cell) for cell in cells[:30])) for number, cells in found[:15])
        for sheet, found in look.sheets.items()
    }
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="accord-")))
        try:
            report = import_file(
                path, folder / "preview", source="preview", layout=layout, answers=answers, profile=profile, **options
            )
        except RegisterError as failure:
            unrecognised = isinstance(failure, LayoutUnknown)
            return Preview("", "", tuple(look.sheets), rows, (), failure.problems, unrecognised)
    return Preview(report.layout, report.recognised_by, tuple(look.sheets), rows, report.questions, ())
