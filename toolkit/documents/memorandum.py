"""The draft memorandum: numbered articles, then annexes: numbers, costs, training, monitoring, words, sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from toolkit.case.names import cadre_name
from toolkit.case.schema import Case, Training
from toolkit.compliance.facts import Facts
from toolkit.documents.articles import articles_of
from toolkit.documents.blocks import Block, Document, Heading, Paragraph, TableBlock, clean, shortened, table_or_remark
from toolkit.documents.frame import with_commas
from toolkit.documents.held import held_draft
from toolkit.documents.wordings import fillings
from toolkit.languages.speech import current_language, say, say_count, to_say
from toolkit.model.evaluate import Outcome
from toolkit.model.terms import CadreTerms
from toolkit.report.monitoring import monitoring_table
from toolkit.report.provenance import assumptions
from toolkit.report.table import Table
from toolkit.report.term_sheet import agreed, service, who_pays
from toolkit.wording import join, people, per_cent, years_of_phase

__all__ = ["memorandum"]

_GLOSSARY = (
    (to_say("recruit"), to_say("a worker who moves under the agreement")),
    (to_say("candidate"), to_say("a person prepared for departure, with language and other courses")),
    (to_say("training place"), to_say("a place in basic training in the sending country beyond those that there are")),
    (to_say("extra post"), to_say("a post in the sending country that is funded beyond its own budget")),
    (to_say("filled post"), to_say("a post with a person in it: the smaller of the people and the posts there are")),
    (to_say("phase"), to_say("years in which all terms stay the same")),
    (
        to_say("present value"),
        to_say("a sum of later years, counted less for each year by the discount rate of the country"),
    ),
    (to_say("no agreement"), to_say("what would happen without this text; every gain is told against it")),
    (to_say("fund"), to_say("a third party that pays, such as a development bank, a donor or a pooled fund")),
    (to_say("[square brackets]"), to_say("what the parties have still to choose or to fill in")),
)


_LONGEST = 500
"""Letters of a title or an address; what is longer was put in by mistake."""


def memorandum(facts: Facts, *, stated: date | None = None) -> Document:
    """The draft memorandum of a case, its terms and its clauses; ``stated`` is the date it bears."""
    outcome = facts.numbers()
    case, words = outcome.case, fillings(facts)
    subtitle = say(
        "Draft memorandum between {sending} and {receiving}", sending=words["sending"], receiving=words["receiving"]
    )
    blocks = (TableBlock(_at_a_glance(outcome, words), titled=False), *_articles(facts), *_annexes(outcome))
    held = held_draft(outcome, facts.said)
    return Document(clean(case.name), subtitle, blocks, stated, current_language(), held)


def _at_a_glance(outcome: Outcome, words: Mapping[str, str]) -> Table:
    """Who, whom, when and in which money: what a reader needs before the first article."""
    case = outcome.case
    fund = say("the fund named in this text as the fund: [name]")
    amounts = say(
        "{currency} at the prices of {year}; amounts are a year unless said otherwise",
        currency=case.currency,
        year=case.price_year,
    )
    status = say("Draft for negotiation. [Square brackets] hold what the parties have still to choose or to agree.")
    rows = (
        (say("Sending"), words["sending"]),
        (say("Receiving"), words["receiving"]),
        *([(say("Third party that pays"), fund)] if any(case.fund.budget) else []),
        (say("Workers"), words["cadres"]),
        (say("Runs"), _runs(case, words["phases"])),
        (say("Money"), amounts),
        (say("Status"), status),
    )
    capital = tuple((what, text[:1].upper() + text[1:]) for what, text in rows)
    return Table(say("This draft at a glance"), (say("what"), say("in this draft")), capital)


def _runs(case: Case, phases: str) -> str:
    """From when to when, and in which phases."""
    years = f"{case.start_year}-{case.start_year + case.years - 1}"
    if not case.follow_up_years:
        return say("{years}, in phases {phases}", years=years, phases=phases)
    return say(
        "{years}, in phases {phases}; outcomes are followed to {year}",
        years=years,
        phases=phases,
        year=case.start_year + case.horizon,
    )


def _articles(facts: Facts) -> Iterator[Block]:
    found, families = articles_of(facts), facts.register.codebook.families
    for family, articles in found.by_family.items():
        yield Heading(say(families[family].name))
        yield from articles
    if found.undecided:
        yield Heading(say("Clauses of which this draft says nothing"))
        yield Paragraph(say("Other agreements have them. Each is to be taken in, or left out on purpose."), "note")
        for family, names in found.undecided.items():
            about = say(families[family].name)
            yield Paragraph(say("{family}: {clauses}.", family=about, clauses=join(names)), "item")


def _annexes(outcome: Outcome) -> Iterator[Block]:
    case = outcome.case
    yield Heading(say("Annex 1: numbers by phase"), new_page=True)
    yield from map(TableBlock, agreed(outcome))
    yield Heading(say("Annex 2: costs by item and payer"))
    yield from map(TableBlock, who_pays(outcome))
    yield Heading(say("Annex 3: training plan"))
    yield table_or_remark(_training(outcome), titled=False)
    yield Heading(say("Annex 4: monitoring"))
    yield TableBlock(monitoring_table(outcome))
    yield TableBlock(service(outcome))
    yield Heading(say("Annex 5: words used"))
    yield TableBlock(_glossary(), titled=False)
    yield Heading(say("Annex 6: sources and assumptions"))
    yield table_or_remark(_sources(case))
    yield table_or_remark(assumptions(case))


def _glossary() -> Table:
    rows = tuple((say(word), say(meaning)) for word, meaning in _GLOSSARY)
    return Table(say("Words used"), (say("word"), say("meaning")), rows)


def _training(outcome: Outcome) -> Table:
    """Places, teaching capacity and graduates by cadre and phase."""
    case = outcome.case
    phases = tuple(years_of_phase(case.start_year, case.phases, phase) for phase in range(len(case.phases)))
    rows: list[tuple[str, ...]] = []
    for name, corridor in outcome.terms.corridors.items():
        for cadre, terms in corridor.cadres.items():
            training = case.corridors[name].cadres[cadre].training
            if training is not None:
                rows += _trained(cadre_name(cadre), training, terms)
    columns = (say("cadre"), say("what"), say("training"), *phases)
    return Table(say("Training plan"), columns, tuple(rows), numeric=phases)


def _trained(cadre: str, training: Training, terms: CadreTerms) -> Iterator[tuple[str, ...]]:
    length, share = training.years, per_cent(training.completion)
    about = say_count(
        "{years} year, {share} complete it", "{years} years, {share} complete it", length, years=length, share=share
    )
    later = say_count("{years} year later", "{years} years later", length, years=length)
    graduates = [places * training.completion for places in terms.places]
    yield cadre, say("places opened a year"), about, *map(people, terms.places)
    yield cadre, say("on new teaching capacity"), "", *map(people, terms.capacity)
    yield cadre, say("graduates a year that they lead to"), later, *map(people, graduates)


def _sources(case: Case) -> Table:
    """Publications, each in one cell as it would be cited."""
    rows = []
    for key, source in case.sources.items():
        said = with_commas(part for part in (shortened(source.publisher), str(source.year or "")) if part)
        title = shortened(source.title, _LONGEST)
        rows.append((key, f"{title}. {said}." if said else f"{title}.", shortened(source.address, _LONGEST)))
    return Table(say("Sources"), (say("key"), say("publication"), say("address")), tuple(rows))
