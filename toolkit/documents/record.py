"""The record of a negotiation as a document: offers, concessions, terms and clauses that moved, and how far is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from toolkit.case.schema import Case
from toolkit.deal.frontiers import Frontier
from toolkit.documents.blocks import Block, Document, Heading, Paragraph, Picture, clean, table_or_remark
from toolkit.languages.speech import current_language, say, say_count
from toolkit.register.records import Codebook
from toolkit.report.clause_moves import clause_issues_table
from toolkit.report.figures.offers import gains_over_time, offers_in_plane
from toolkit.report.negotiation import Step, issues_table, moves_table, offers_table, told
from toolkit.report.table import Table
from toolkit.wording import number

__all__ = ["Record", "offers_so_far", "record"]


@dataclass(frozen=True, eq=False)
class Record:
    """The offers of a negotiation in order of time, at least one, and the frontier where the case has one."""

    steps: tuple[Step, ...]
    codebook: Codebook
    frontier: Frontier | None = None

    @property
    def case(self) -> Case:
        """The case by whose common numbers everything is told."""
        return self.steps[0].offer.outcome.case

    @property
    def offers(self) -> Table:
        """Every offer with what it gives each country and how far it lies from the frontier."""
        return offers_table(self.steps)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Everything that is told: offers, moves, terms, clauses."""
        return (
            self.offers,
            moves_table(self.steps, self.codebook),
            issues_table(self.case, self.steps),
            clause_issues_table(self.steps, self.codebook),
        )


def record(found: Record, *, stated: date | None = None) -> Document:
    """The record as a document; ``stated`` is the date it bears."""
    count = len(found.steps)
    subtitle = say_count(
        "Record of the negotiation: {count} offer",
        "Record of the negotiation: {count} offers",
        count,
        count=number(count),
    )
    return Document(clean(found.case.name), subtitle, tuple(_blocks(found)), stated, current_language())


def _blocks(found: Record) -> Iterator[Block]:
    offers, moves, terms, clauses = found.tables
    yield Heading(say("The record"))
    yield Paragraph(told(found.steps), "lead")
    yield Picture(offers_in_plane(found.steps, found.frontier, width=560, height=300))
    for country in found.case.countries:
        yield Picture(gains_over_time(found.steps, country, width=280, height=180), 0.5)
    yield Heading(say("Offers"))
    yield table_or_remark(offers, titled=False)
    yield Heading(say("Concessions"))
    yield table_or_remark(moves, titled=False)
    yield Heading(say("Terms"))
    yield table_or_remark(terms, titled=False)
    yield Heading(say("Clauses"))
    yield table_or_remark(clauses, titled=False)


def offers_so_far(found: Record) -> Sequence[Block]:
    """The same in brief, for a document that tells of other things too."""
    return (
        Heading(say("The offers so far")),
        Paragraph(told(found.steps)),
        table_or_remark(_in_brief(found.offers), titled=False),
    )


def _in_brief(table: Table) -> Table:
    """Offers without what they cross and without notes."""
    kept = len(table.columns) - 2
    rows = tuple(row[:kept] for row in table.rows)
    return Table(table.title, table.columns[:kept], rows, table.note, table.numeric)
