"""The draft memorandum: numbered articles, then annexes: numbers, costs, training, monitoring, words, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from toolkit.case.names import cadre_name
from toolkit.case.schema import Case
from toolkit.compliance.facts import Facts
from toolkit.documents.articles import articles_of
from toolkit.documents.blocks import Block, Document, Heading, Paragraph, TableBlock, clean, shortened, table_or_remark
from toolkit.documents.held import held_draft
from toolkit.documents.wordings import fillings
from toolkit.model.evaluate import Outcome
from toolkit.report.monitoring import monitoring_table
from toolkit.report.provenance import assumptions
from toolkit.report.table import Table
from toolkit.report.term_sheet import agreed, service, who_pays
from toolkit.wording import join, people, per_cent, years_of_phase

__all__ = ["memorandum"]

_GLOSSARY = (
    ("recruit", "a worker who moves under the agreement"),
    ("candidate", "a person prepared for departure, with language and other courses"),
    ("training place", "a place in basic training in the sending country beyond those that there are"),
    ("extra post", "a post in the sending country that is funded beyond its own budget"),
    ("filled post", "a post with a person in it: the smaller of the people and the posts there are"),
    ("phase", "years in which all terms stay the same"),
    ("present value", "a sum of later years, counted less for each year by the discount rate of the country"),
    ("no agreement", "what would happen without this text; every gain is told against it"),
    ("fund", "a third party that pays, such as a development bank, a donor or a pooled fund"),
    ("[square brackets]", "what the parties have still to choose or to fill in"),
)


_LONGEST = 500
"""Letters of a title or an address; what is longer was put in by mistake."""


def memorandum(facts: Facts, *, stated: date | None = None) -> Document:
    """The draft memorandum of a case, its terms and its clauses; ``stated`` is the date it bears."""
    outcome = facts.numbers()
    case, words = outcome.case, fillings(facts)
    subtitle = f"Draft memorandum between {words['sending']} and {words['receiving']}"
    blocks = [TableBlock(_at_a_glance(outcome, words), titled=False), *_articles(facts), *_annexes(outcome)]
    return Document(clean(case.name), subtitle, tuple(blocks), stated, held=held_draft(outcome, facts.said))


def _at_a_glance(outcome: Outcome, words: Mapping[str, str]) -> Table:
    """Who, whom, when and in which money: what a reader needs before the first article."""
    case = outcome.case
    last = case.start_year + case.years - 1
    follow_up = f"; outcomes are followed to {case.start_year + case.horizon}" if case.follow_up_years else ""
    rows = (
        ("Sending", words["sending"]),
        ("Receiving", words["receiving"]),
        *(
            [("Third party that pays", "the fund named in this text as the fund: [name]")]
            if any(case.fund.budget)
            else []
        ),
        ("Workers", words["cadres"]),
        ("Runs", f"{case.start_year}-{last}, in phases {words['phases']}{follow_up}"),
        ("Money", f"{case.currency} at the prices of {case.price_year}; amounts are a year unless said otherwise"),
        ("Status", "Draft for negotiation. [Square brackets] hold what the parties have still to choose or to agree."),
    )
    capital = tuple((what, text[:1].upper() + text[1:]) for what, text in rows)
    return Table("This draft at a glance", ("what", "in this draft"), capital)


def _articles(facts: Facts) -> Iterator[Block]:
    found = articles_of(facts)
    for family, articles in found.by_family.items():
        yield Heading(family)
        yield from articles
    if found.undecided:
        yield Heading("Clauses of which this draft says nothing")
        yield Paragraph("Other agreements have them. Each is to be taken in, or left out on purpose.", "note")
        for family, names in found.undecided.items():
            yield Paragraph(f"{family}: {join(names)}.", "item")


def _annexes(outcome: Outcome) -> Iterator[Block]:
    case = outcome.case
    yield Heading("Annex 1: numbers by phase", new_page=True)
    yield from map(TableBlock, agreed(outcome))
    yield Heading("Annex 2: costs by item and payer")
    yield from map(TableBlock, who_pays(outcome))
    yield Heading("Annex 3: training plan")
    yield table_or_remark(_training(outcome), titled=False)
    yield Heading("Annex 4: monitoring")
    yield TableBlock(monitoring_table(outcome))
    yield TableBlock(service(outcome))
    yield Heading("Annex 5: words used")
    yield TableBlock(Table("Words used", ("word", "meaning"), _GLOSSARY), titled=False)
    yield Heading("Annex 6: sources and assumptions")
    yield table_or_remark(_sources(case))
    yield table_or_remark(assumptions(case))


def _training(outcome: Outcome) -> Table:
    """Places, teaching capacity and graduates by cadre and phase."""
    case = outcome.case
    phases = tuple(years_of_phase(case.start_year, case.phases, phase) for phase in range(len(case.phases)))
    rows: list[tuple[str, ...]] = []
    for name, corridor in outcome.terms.corridors.items():
        for cadre, terms in corridor.cadres.items():
            training = case.corridors[name].cadres[cadre].training
            if training is None:
                continue
            about = f"{training.years} years, {per_cent(training.completion)} complete it"
            rows.append((cadre_name(cadre), "places opened a year", about, *map(people, terms.places)))
            rows.append((cadre_name(cadre), "on new teaching capacity", "", *map(people, terms.capacity)))
            graduates = [places * training.completion for places in terms.places]
            later = f"{training.years} years later"
            rows.append((cadre_name(cadre), "graduates a year that they lead to", later, *map(people, graduates)))
    return Table("Training plan", ("cadre", "what", "training", *phases), tuple(rows), numeric=phases)


def _sources(case: Case) -> Table:
    """Publications, each in one cell as it would be cited."""
    rows = []
    for key, source in case.sources.items():
        said = ", ".join(part for part in (shortened(source.publisher), str(source.year or "")) if part)
        title = shortened(source.title, _LONGEST)
        rows.append((key, f"{title}. {said}." if said else f"{title}.", shortened(source.address, _LONGEST)))
    return Table("Sources", ("key", "publication", "address"), tuple(rows))
