"""The command that writes a document of a case: workbook, draft memorandum, briefing, account for a party."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from toolkit.case.load import load_case
from toolkit.case.schema import Case
from toolkit.commands.files import FORCE_OPTION, refuse_existing, write_whole
from toolkit.commands.offers import made_in
from toolkit.commands.output import error_console
from toolkit.commands.spoken import known_language, language_option, unknown_language
from toolkit.compliance.clauses import clauses_beside, clauses_from_mapping, load_clauses
from toolkit.compliance.facts import Facts, facts_of_draft
from toolkit.deal.frontiers import frontier
from toolkit.deal.settle import solve
from toolkit.deal.solution import Solution
from toolkit.documents.accounts import account
from toolkit.documents.blocks import Document, Progress
from toolkit.documents.briefing import briefing
from toolkit.documents.dossier import DRAFT, Dossier, dossier
from toolkit.documents.html import to_html
from toolkit.documents.memorandum import memorandum
from toolkit.documents.pdf import to_pdf
from toolkit.documents.record import Record, record
from toolkit.documents.word import to_word
from toolkit.documents.workbook import workbook
from toolkit.errors import InputError, NoAgreement, Problem, Unbounded
from toolkit.languages.catalogues import ENGLISH
from toolkit.languages.speech import say, speaking
from toolkit.model.evaluate import Outcome, evaluate
from toolkit.model.terms import Terms
from toolkit.model.terms_file import load_terms, terms_from_mapping
from toolkit.register.read import load_register
from toolkit.report.options import distinct
from toolkit.wording import join
from toolkit.workspace.content import Content
from toolkit.workspace.file import ENDING, read_workspace

__all__ = ["KINDS", "Kind", "Wanted", "document_command"]

Clauses = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Wanted:
    """What a document is made of.

    ``solution`` is what a rule chooses for the case, to hold the outcome against; ``None`` where nothing can be
    agreed. ``previous`` is the version against which changes are marked, ``rivals`` the options of a negotiation,
    ``country`` the party that an account is for, ``thresholds`` what the parties chose for the checks against the
    Code, ``progress`` is told what is being done, ``record`` the offers of a negotiation.
    """

    outcome: Outcome
    clauses: Clauses
    solution: Solution | None = None
    stated: date | None = None
    previous: Wanted | None = None
    rivals: Mapping[str, Terms] | None = None
    country: str = ""
    thresholds: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)
    progress: Progress | None = None
    record: Record | None = None

    def facts(self) -> Facts:
        """The draft as rules and articles know it."""
        return facts_of_draft(self.outcome, self.clauses, load_register())

    def dossier(self) -> Dossier:
        """The draft with all that can be told of it."""
        rule = self.solution.concept if self.solution else "kalai_smorodinsky"
        weights = self.solution.weights if self.solution else {}
        return dossier(
            self.facts(),
            rivals=self.rivals,
            rule=rule,
            weights=weights or None,
            thresholds=self.thresholds,
            progress=self.progress,
        )


@dataclass(frozen=True)
class Kind:
    """A kind of document: how it is written by the ending of its file, and which options it has a use for."""

    words: str
    write: Mapping[str, Callable[[Wanted], bytes]]
    marks_changes: bool = False
    takes_clauses: bool = True
    takes_terms: bool = True
    for_a_country: bool = False


def _workbook(wanted: Wanted) -> bytes:
    return workbook(wanted.outcome, solution=wanted.solution, stated=wanted.stated, offers=wanted.record)


def _memorandum(wanted: Wanted) -> Document:
    return memorandum(wanted.facts(), stated=wanted.stated)


def _marked_memorandum(wanted: Wanted) -> bytes:
    before = wanted.previous
    previous = memorandum(before.facts(), stated=wanted.stated) if before else None
    return to_word(_memorandum(wanted), previous, progress=wanted.progress)


def _briefing(wanted: Wanted) -> Document:
    return briefing(wanted.dossier(), stated=wanted.stated, offers=wanted.record)


def _record(wanted: Wanted) -> Document:
    if wanted.record is None:
        expected = f"a saved negotiation ({ENDING}) with offers"
        problem = Problem("CASE", "holds no offers", expected, "make them on the page Offers")
        raise InputError("the request", [problem])
    return record(wanted.record, stated=wanted.stated)


def _account(wanted: Wanted) -> Document:
    parties = wanted.outcome.case.countries
    if wanted.country not in parties:
        problem = Problem("--country", f"is {wanted.country}", f"a party of the case: {join(parties, 'or')}")
        raise InputError("the request", [problem])
    return account(wanted.dossier(), wanted.country, stated=wanted.stated)


def _papers(make: Callable[[Wanted], Document]) -> dict[str, Callable[[Wanted], bytes]]:
    """How a document of headings, text, tables and pictures is written."""
    return {
        ".pdf": lambda wanted: to_pdf(make(wanted), progress=wanted.progress),
        ".html": lambda wanted: to_html(make(wanted), progress=wanted.progress),
        ".docx": lambda wanted: to_word(make(wanted), progress=wanted.progress),
    }


KINDS: Mapping[str, Kind] = {
    "workbook": Kind("terms, payments, paths and gains with live formulas", {".xlsx": _workbook}, takes_clauses=False),
    "memorandum": Kind(
        "draft articles and annexes",
        {".docx": _marked_memorandum, **{end: write for end, write in _papers(_memorandum).items() if end != ".docx"}},
        marks_changes=True,
    ),
    "briefing": Kind("two to four pages for a minister or a council", _papers(_briefing)),
    "record": Kind(
        "the offers of a saved negotiation, what each side moved, what is left",
        _papers(_record),
        takes_clauses=False,
        takes_terms=False,
    ),
    "account": Kind("what the draft means to one party, named with --country", _papers(_account), for_a_country=True),
}
"""Every kind of document by its word."""


def _told() -> str:
    return "; ".join(f"{name} ({join(kind.write, 'or')}): {kind.words}" for name, kind in KINDS.items())


@click.command("document")
@click.argument("case", metavar="CASE")
@click.option("--kind", type=click.Choice(list(KINDS)), required=True, help=f"{_told()}.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    metavar="FILE",
    help="Where to write it; the ending says as what.",
)
@click.option("--terms", type=click.Path(path_type=Path), help="A file of terms. Without it: what --solution chooses.")
@click.option("--solution", metavar="CONCEPT", help="Rule that chooses the terms, as for solve. [kalai_smorodinsky]")
@click.option("--clauses", type=click.Path(path_type=Path), help="A file of clauses with their answers (YAML or JSON).")
@click.option(
    "--previous",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Mark what changed against this saved negotiation or file of terms.",
)
@click.option("--country", metavar="CODE", help="The party that an account is for, as KEN.")
@click.option("--date", "stated", type=click.DateTime(["%Y-%m-%d"]), help="The date that the document bears.")
@language_option("Language of the document: en, or one that has a catalogue, such as fr or es.")
@FORCE_OPTION
def document_command(
    case: str,
    kind: str,
    output: Path,
    terms: Path | None,
    solution: str | None,
    clauses: Path | None,
    previous: Path | None,
    country: str | None,
    stated: datetime | None,
    language: str,
    force: bool,
) -> None:
    """Write a document of CASE, or of a saved negotiation (.accord.json) with its draft and clauses.

    The same inputs give the same bytes: a document bears no date but that of --date.
    """
    chosen = KINDS[kind]
    problems = [*_wrong_ending(kind, output), *_misplaced(kind, terms, solution, clauses, previous)]
    problems += [*_wrong_country(kind, country), *_unmarked(kind, output, previous), *unknown_language(language)]
    if problems:
        raise InputError("the request", problems)
    refuse_existing(output, force)
    show = sys.stderr.isatty()
    status = error_console().status(f"Writing the {kind} …") if show else nullcontext()
    with speaking(known_language(language) or ENGLISH), status as shown:
        wanted = replace(_wanted(case, terms, solution, clauses), country=(country or "").upper())
        if shown is not None:
            told = shown.update
            wanted = replace(wanted, progress=lambda done, of, words: told(f"{words} ({done} of {of}) …"))
        if previous is not None:
            wanted = replace(wanted, previous=_before(previous, wanted))
        content = chosen.write[output.suffix.lower()](replace(wanted, stated=stated.date() if stated else None))
        write_whole(output, content, force=force)
    click.echo(f"Written to {output}.")


def _wrong_ending(kind: str, output: Path) -> list[Problem]:
    endings = KINDS[kind].write
    if output.suffix.lower() in endings:
        return []
    return [Problem("--output", f"is {output.name}", f"a {kind} ends in {join(endings, 'or')}")]


def _misplaced(
    kind: str, terms: Path | None, solution: str | None, clauses: Path | None, previous: Path | None
) -> list[Problem]:
    """Options that contradict each other, or that the kind has no use for: rather told than passed over."""
    problems = []
    if terms is not None and solution is not None:
        problems.append(Problem("--terms and --solution", "each choose the terms", "one of them"))
    if (terms or solution) and not KINDS[kind].takes_terms:
        remedy = "leave it out"
        problems.append(
            Problem("--terms and --solution", f"are not for a {kind}, which tells of offers", remedy=remedy)
        )
    if previous is not None and not KINDS[kind].marks_changes:
        problems.append(Problem("--previous", f"is not for a {kind}, which marks no changes", remedy="leave it out"))
    if clauses is not None and not KINDS[kind].takes_clauses:
        problems.append(Problem("--clauses", f"is not for a {kind}, which has no articles", remedy="leave it out"))
    return problems


def _wrong_country(kind: str, country: str | None) -> list[Problem]:
    if KINDS[kind].for_a_country and not country:
        return [Problem("--country", "is not given", f"the party that the {kind} is for, as KEN")]
    if country and not KINDS[kind].for_a_country:
        return [Problem("--country", f"is not for a {kind}, which is for all parties", remedy="leave it out")]
    return []


def _unmarked(kind: str, output: Path, previous: Path | None) -> list[Problem]:
    if previous is None or not KINDS[kind].marks_changes or output.suffix.lower() == ".docx":
        return []
    return [Problem("--previous", f"is not for {output.name}", "a Word file, ending in .docx, which can mark changes")]


def _saved(path: Path) -> Content:
    if not path.is_file():
        raise InputError(str(path), [Problem("the file", "is not there")])
    return read_workspace(path.read_bytes(), path.name)[1]


def _own_clauses(content: Content, origin: str) -> Clauses:
    return clauses_from_mapping(content.clauses, load_register().codebook, origin)


def _wanted(name: str, terms: Path | None, solution: str | None, clauses: Path | None) -> Wanted:
    """The outcome and clauses that are asked for; a saved negotiation brings its own where nothing else is said."""
    codebook = load_register().codebook
    said: Clauses = load_clauses(clauses, codebook) if clauses else {}
    if terms is not None and clauses is None:
        said = clauses_beside(terms, codebook) or {}
    content = _saved(Path(name)) if name.endswith(ENDING) else None
    if content is None:
        case = load_case(name)
    else:
        case = content.case_now()
        said = {**_own_clauses(content, name), **said}
    rivals, chosen = _rivals(content, case), content.thresholds if content is not None else {}
    if terms is not None:
        outcome, found = evaluate(case, load_terms(terms, case)), _solved_or_none(case)
    elif content is not None and content.draft and solution is None:
        outcome, found = evaluate(case, content.draft_now(case)), _solved_or_none(case)
    else:
        found = _solved(case, solution, content)
        outcome = found.outcome
    return Wanted(outcome, said, found, rivals=rivals, thresholds=chosen, record=_recorded(content, case))


def _recorded(content: Content | None, case: Case) -> Record | None:
    """The offers of a negotiation, ``None`` where there are none."""
    if content is None or not content.offers:
        return None
    try:
        line = frontier(case)
    except (NoAgreement, Unbounded):
        line = None
    return Record(made_in(content, case), load_register().codebook, line)


def _rivals(content: Content | None, case: Case) -> dict[str, Terms] | None:
    """The options that a negotiation has set aside, ``None`` where there are none."""
    if content is None or not content.options:
        return None
    names = distinct([option.name for option in content.options], [say(DRAFT)])
    return {
        name: terms_from_mapping(option.terms, case, f"the option {name}")
        for name, option in zip(names, content.options, strict=True)
    }


def _solved(case: Case, rule: str | None, content: Content | None) -> Solution:
    """What a rule chooses: the one asked for, that of the negotiation, or equal shares of what each could have."""
    if rule is None and content is not None:
        return solve(case, content.rule, weights=content.weights if content.rule == "nash" else None)
    return solve(case, rule or "kalai_smorodinsky")


def _solved_or_none(case: Case) -> Solution | None:
    try:
        return solve(case)
    except (NoAgreement, Unbounded):
        return None


def _before(path: Path, now: Wanted) -> Wanted:
    """A previous version: a saved negotiation with its own case, or terms for the case as it is now."""
    if path.name.endswith(ENDING):
        content = _saved(path)
        case = content.case_now()
        return Wanted(evaluate(case, content.draft_now(case)), _own_clauses(content, path.name))
    case = now.outcome.case
    beside = clauses_beside(path, load_register().codebook)
    return Wanted(evaluate(case, load_terms(path, case)), now.clauses if beside is None else beside)
