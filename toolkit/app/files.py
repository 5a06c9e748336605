"""The files that the export page offers. Each is built when it is asked for."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.atlas.selection import Selection
from toolkit.case.schema import Case
from toolkit.compliance.clauses import clauses_from_mapping
from toolkit.compliance.facts import facts_of_draft
from toolkit.deal.frontiers import Frontier, frontier
from toolkit.deal.solution import Solution, frames, outcome_to_dict
from toolkit.documents.memorandum import memorandum
from toolkit.documents.monitoring_sheet import monitoring_workbook
from toolkit.documents.record import Record
from toolkit.documents.word import to_word
from toolkit.documents.workbook import workbook
from toolkit.errors import AccordError
from toolkit.languages.speech import say
from toolkit.model.evaluate import Outcome
from toolkit.register.read import load_register
from toolkit.report.archive import frames_archive
from toolkit.report.case_on_map import case_on_map, plans_of
from toolkit.report.case_picture import case_picture
from toolkit.report.figure_set import figures_archive, negotiation_figures
from toolkit.report.figures.figure import Figure
from toolkit.report.options import Compared, Mark, Yardstick, distinct, rule_name
from toolkit.workspace.content import Content

__all__ = ["Download", "Drafted", "case_file", "downloads", "figures_file", "file_name", "file_names"]

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def file_name(title: str) -> str:
    """A title as the name of a file: small letters, digits and hyphens."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60] or "negotiation"


def file_names(titles: Sequence[str]) -> list[str]:
    """Titles as names of files that differ."""
    return [re.sub(r" \((\d+)\)$", r"-\1", name) for name in distinct([file_name(title) for title in titles])]


def _json(values: object) -> str:
    return json.dumps(values, indent=1, ensure_ascii=False)


def case_file(content: Content) -> str:
    """The case document as JSON."""
    return _json(content.case)


@dataclass(frozen=True)
class Drafted:
    """Terms under a name with what they lead to.

    ``solution`` is what the rule chooses, where something can be; ``offers`` the record of the negotiation, if any.
    """

    name: str
    outcome: Outcome
    solution: Solution | None
    content: Content
    offers: Record | None = None

    @property
    def balanced(self) -> bool:
        """Whether these are the terms that the rule chooses."""
        return self.solution is not None and self.outcome is self.solution.outcome


@dataclass(frozen=True)
class Download:
    """A file to offer: what the button says, what it is for, the ending of its name, its kind, how it is built."""

    label: str
    about: str
    ending: str
    mime: str
    build: Callable[[], str | bytes]


def downloads(drafted: Drafted) -> tuple[Download, ...]:
    """Every file of a set of terms."""
    return (
        Download(
            say("Workbook (Excel)"),
            say("Terms, payments by year, gains and paths, with formulas that follow changed shares and costs."),
            ".xlsx",
            _EXCEL,
            lambda: workbook(drafted.outcome, solution=drafted.solution, name=drafted.name, offers=drafted.offers),
        ),
        Download(
            say("Draft memorandum (Word)"),
            say("Numbered articles with the clauses of the draft, and annexes with numbers and sources."),
            ".docx",
            _WORD,
            lambda: _memorandum(drafted),
        ),
        Download(
            say("Monitoring sheet (Excel)"),
            say("Indicators with baseline and yearly targets, for the joint committee to fill in."),
            "-monitoring.xlsx",
            _EXCEL,
            lambda: monitoring_workbook(drafted.outcome),
        ),
        Download(
            say("Result (JSON)"),
            say("For programs: terms, gains, payments and indicators."),
            ".json",
            "application/json",
            lambda: _result(drafted),
        ),
        Download(
            say("Tables (CSV in one ZIP)"),
            say("For spreadsheets and statistics: every table of the result."),
            ".zip",
            "application/zip",
            lambda: _tables(drafted),
        ),
    )


def _memorandum(drafted: Drafted) -> bytes:
    register = load_register()
    clauses = clauses_from_mapping(drafted.content.clauses, register.codebook)
    return to_word(memorandum(facts_of_draft(drafted.outcome, clauses, register)))


def _result(drafted: Drafted) -> str:
    """Results in the layout of the specification, section 11."""
    if drafted.balanced and drafted.solution is not None:
        return _json(drafted.solution.to_dict())
    case = drafted.outcome.case
    return _json({"case": case.name, "currency": case.currency, **outcome_to_dict(drafted.outcome)})


def _tables(drafted: Drafted) -> bytes:
    if drafted.balanced and drafted.solution is not None:
        return frames_archive(drafted.solution.frames())
    return frames_archive(frames(drafted.outcome))


def figures_file(case: Case, solution: Solution | None, drafted: Mapping[str, Outcome]) -> bytes:
    """Every figure of a negotiation in one archive: of the balanced terms, the draft and the options."""
    yardstick = Yardstick.of(solution) if solution else None
    balanced = {rule_name(solution.concept): solution.outcome} if solution else {}
    options = [Compared(name, outcome, yardstick) for name, outcome in [*balanced.items(), *drafted.items()]]
    line = _frontier(case) if solution else None
    figures = negotiation_figures(
        case, options, frontier=line, marks=_marks(line, drafted), maps=_maps(solution) if solution else None
    )
    return figures_archive(figures)


def _frontier(case: Case) -> Frontier | None:
    try:
        return frontier(case)
    except AccordError:
        return None


def _marks(line: Frontier | None, drafted: Mapping[str, Outcome]) -> list[Mark]:
    if line is None:
        return []
    rules = [Mark(f"rule_{name}", "rule", rule_name(name), gains) for name, gains in line.named.items()]
    own = [Mark(f"option_{n}", "option", name, outcome.gains) for n, (name, outcome) in enumerate(drafted.items())]
    return [*rules, *own]


def _maps(solution: Solution) -> dict[str, Figure]:
    """The map with each corridor and cadre of the balanced terms put into it; none where the register has a problem."""
    try:
        register = load_register()
        found = case_on_map(register, plans_of(solution), Selection("stock"))
    except AccordError:
        return {}
    return {
        f"map-{one.plan.origin}-{one.plan.destination}-{one.plan.cadre}": case_picture(register, one) for one in found
    }
