"""The briefing: two to four pages for a minister or a council on what is proposed, against what, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from toolkit.compliance.facts import Facts
from toolkit.countries import country_in_a_sentence
from toolkit.documents.blocks import (
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    TableBlock,
    clean,
    shortened,
    table_or_remark,
)
from toolkit.documents.dossier import Dossier
from toolkit.documents.frame import with_semicolons
from toolkit.documents.record import Record, offers_so_far
from toolkit.documents.wordings import agreed_amounts, fillings
from toolkit.languages.speech import current_language, say, say_count
from toolkit.model import indicators
from toolkit.report.bargaining import conflict_tables
from toolkit.report.brief_tables import (
    assumed_in_words,
    gravest_table,
    options_in_brief,
    resting_in_words,
    situation_in_brief,
    weakest_table,
)
from toolkit.report.case_corridors import case_corridors
from toolkit.report.compliance import summary
from toolkit.report.consequences import crossed_table, spent_table
from toolkit.report.figures.frontier import frontier_figure
from toolkit.report.figures.service import service_by_year
from toolkit.report.influence import influence_in_words
from toolkit.report.options import Mark
from toolkit.report.party_tables import gains_table, worth_table
from toolkit.report.table import Table
from toolkit.wording import join, money, number

__all__ = ["briefing"]

_LONGEST_LIMIT = 130
_MOST_LIMITS, _MOST_NUMBERS, _MOST_FINDINGS = 4, 5, 5


def briefing(found: Dossier, *, stated: date | None = None, offers: Record | None = None) -> Document:
    """The briefing on a draft; ``stated`` is the date it bears, ``offers`` the record of the negotiation so far."""
    words = fillings(found.facts)
    subtitle = say(
        "Briefing on the option “{option}”: {sending} and {receiving}",
        option=found.draft.name,
        sending=words["sending"],
        receiving=words["receiving"],
    )
    blocks = [*_summary(found), *_situation(found), *_options(found)]
    blocks += [*(offers_so_far(offers) if offers is not None else ()), *_payers(found), *_limits(found)]
    blocks += [*_assumed(found), *_code(found)]
    return Document(clean(found.case.name), clean(subtitle), tuple(blocks), stated, current_language())


def gains_in_a_sentence(found: Dossier) -> str:
    """What each country gains or loses by the draft."""
    case = found.case
    return say_count(
        "Under this draft {gains} against no agreement, in present value at {price_year} prices over {years} year.",
        "Under this draft {gains} against no agreement, in present value at {price_year} prices over {years} years.",
        case.horizon,
        gains=join(_gained_or_lost(found)),
        price_year=case.price_year,
        years=case.horizon,
    )


def _gained_or_lost(found: Dossier) -> Iterator[str]:
    for code, gain in found.draft.outcome.gains.items():
        who, amount = country_in_a_sentence(code), money(abs(gain), found.case.currency)
        if code in found.draft.losers:
            yield say("{country} loses {amount}", country=who, amount=amount)
        else:
            yield say("{country} gains {amount}", country=who, amount=amount)


def _summary(found: Dossier) -> Iterator[Block]:
    yield Paragraph(gains_in_a_sentence(found), "lead")
    yield Paragraph(say("Who moves: {amounts}.", amounts=fillings(found.facts)["recruits"]), "item")
    built = with_semicolons(_built(found))
    if built:
        yield Paragraph(say("What is built at home: {amounts}.", amounts=built), "item")
    yield Paragraph(say("Who pays over the agreement: {amounts}.", amounts=join(_paid(found))), "item")
    yield Paragraph(_signed(found), "item")
    rules = len(found.findings)
    told = say_count(
        "The WHO Code and its neighbours: of {count} rule, {findings}",
        "The WHO Code and its neighbours: of {count} rules, {findings}",
        rules,
        count=number(rules),
        findings=summary(found.findings),
    )
    yield Paragraph(told, "item")
    yield Paragraph(_how_sure(found), "item")


def _built(found: Dossier) -> Iterator[str]:
    outcome = found.draft.outcome
    places, posts = agreed_amounts(outcome, "places"), agreed_amounts(outcome, "posts")
    if places:
        yield say("training places opened {amounts}", amounts=places)
    if posts:
        yield say("extra posts funded {amounts}", amounts=posts)


def _how_sure(found: Dossier) -> str:
    resting, ends = resting_in_words(found.case), found.robustness.ends
    if not ends:
        return say("How sure it is: {numbers} rest on no source.", numbers=resting)
    losing = max(found.robustness.losing.values(), default=0)
    return say_count(
        "How sure it is: {numbers} rest on no source; at {losing} of the {ends} end of their ranges a country would "
        "lose.",
        "How sure it is: {numbers} rest on no source; at {losing} of the {ends} ends of their ranges a country would "
        "lose.",
        ends,
        numbers=resting,
        losing=number(losing),
        ends=number(ends),
    )


def _paid(found: Dossier) -> Iterator[str]:
    """What each payer pays in all years, not discounted."""
    case, paid = found.case, indicators.payments(found.draft.outcome)
    total = paid["amount"] * paid["phase"].map(dict(enumerate(case.phases)))
    told = [(country_in_a_sentence(code), float(total[paid["country"] == code].sum())) for code in case.countries]
    others = [
        (words, float(total[paid["payer"] == payer].sum()))
        for payer, words in (("fund", say("the fund")), ("worker", say("the workers")))
    ]
    told += [(who, amount) for who, amount in others if amount > 0]
    for who, amount in told:
        yield say("{payer} {amount}", payer=who, amount=money(amount, case.currency))


def _signed(found: Dossier) -> str:
    if found.solution is None:
        return say("Can it be signed: not as the case stands; why is told under the options.")
    if not found.draft.could_be_signed:
        return say("Can it be signed: not as it stands: {reasons}.", reasons=join(_against_signing(found)))
    better = found.improvement.sentence if found.improvement is not None else ""
    kept = say("Can it be signed: it keeps every limit and red line, and nobody loses by it.")
    return f"{kept} {better}".strip()


def _against_signing(found: Dossier) -> Iterator[str]:
    count = len(found.draft.breached)
    if count:
        yield say_count("it crosses {count} limit", "it crosses {count} limits", count, count=number(count))
    for code in found.draft.losers:
        yield say("{country} would lose by it", country=country_in_a_sentence(code))


def _situation(found: Dossier) -> Iterator[Block]:
    yield Heading(say("Situation"))
    if found.case.description:
        yield Paragraph(_opening(found.case.description, 600))
    yield table_or_remark(situation_in_brief(found.draft.outcome), titled=False)
    drawn = case_corridors(found.draft.outcome, found.facts.register, width=480)
    if drawn is not None:
        yield Picture(drawn, 0.64)


def _opening(text: str, most: int) -> str:
    """The first sentences of a text, as many as there is room for."""
    line = " ".join(clean(text).split())
    if len(line) <= most:
        return line
    end = max(line.rfind(mark, 0, most) for mark in (". ", "? ", "! "))
    return line[: end + 1] if end > 0 else shortened(line, most)


def _options(found: Dossier) -> Iterator[Block]:
    yield Heading(say("Options compared"))
    if found.conflict is not None:
        yield from map(TableBlock, conflict_tables(found.conflict))
    if found.remark:
        yield Paragraph(found.remark)
    yield table_or_remark(options_in_brief(found.options), titled=False)
    if found.frontier is not None:
        marks = [
            Mark(f"option_{place}", "draft" if place == 0 else "option", option.name, option.outcome.gains)
            for place, option in enumerate(found.options)
        ]
        yield Picture(frontier_figure(found.frontier, marks, whole=False, width=330, height=290), 0.5)
    yield Picture(service_by_year(found.draft.outcome, width=280), 0.5)


def _payers(found: Dossier) -> Iterator[Block]:
    yield Heading(say("Who gains and who pays"))
    yield table_or_remark(gains_table(found.draft.outcome))
    yield table_or_remark(spent_table(found.draft.outcome))


def _limits(found: Dossier) -> Iterator[Block]:
    yield Heading(say("What binds"))
    if found.draft.outcome.crossed:
        yield table_or_remark(_first(crossed_table(found.draft.outcome), _MOST_LIMITS))
    if found.solution is not None:
        yield Paragraph(
            say("Limits of the case that stand in the way of the balanced agreement ({rule}):", rule=found.solution.why)
        )
        table = worth_table(found.priced, found.case, most=_MOST_LIMITS)
        short = tuple((shortened(limit, _LONGEST_LIMIT), *others) for limit, *others in table.rows)
        yield table_or_remark(replace(table, rows=short), titled=False)


def _first(table: Table, most: int) -> Table:
    """The first rows of a table, with a word on how many more there are."""
    left = len(table.rows) - most
    if left <= 0:
        return table
    more = say_count("{count} more is not shown.", "{count} more are not shown.", left, count=number(left))
    return replace(table, rows=table.rows[:most], note=f"{table.note} {more}".strip())


def _assumed(found: Dossier) -> Iterator[Block]:
    yield Heading(say("What is assumed"))
    yield Paragraph(assumed_in_words(found.case))
    if found.influences and found.solution is not None:
        yield table_or_remark(_influences(found), titled=False)
    else:
        yield table_or_remark(weakest_table(found.robustness, most=_MOST_NUMBERS), titled=False)


def _influences(found: Dossier) -> Table:
    """The most influential numbers of the balanced agreement."""
    assert found.solution is not None
    words = influence_in_words(found.influences, found.solution.ideals)
    rows: Sequence[tuple[str, ...]] = [
        (entry.label, say("assumed") if entry.assumed else say("from a source"), words[entry.path])
        for entry in found.influences[:_MOST_NUMBERS]
    ]
    note = say("Each number alone at both ends of its range, with the balanced agreement worked out anew.")
    columns = (say("number"), say("standing"), say("largest change of a gain"))
    return Table(say("Numbers that matter most"), columns, tuple(rows), note)


def _code(found: Dossier) -> Iterator[Block]:
    yield Heading(say("Findings against the WHO Code and its neighbours"))
    rules = len(found.findings)
    told = [
        say_count(
            "Of {count} rule, {findings}",
            "Of {count} rules, {findings}",
            rules,
            count=number(rules),
            findings=summary(found.findings),
        )
    ]
    if any(finding.answer == "not determinable" for finding in found.findings):
        told.append(
            say("Not determinable means that the draft does not say enough; the full check names what is missing.")
        )
    table = gravest_table(found.findings, most=_MOST_FINDINGS)
    told.append("" if table.rows else say("No rule is breached, and none gives a warning."))
    yield Paragraph(" ".join(part for part in (*told, _open(found.facts)) if part))
    if table.rows:
        yield TableBlock(table, titled=False)


def _open(facts: Facts) -> str:
    """What the draft still has to say before it can be checked in full."""
    count = sum(state == "open" for state in facts.clauses.values())
    unsaid = len(facts.register.codebook.clauses) - len(facts.clauses)
    if count and unsaid:
        return say(
            "Clauses: {count} open and {unsaid} of which the draft says nothing.",
            count=number(count),
            unsaid=number(unsaid),
        )
    if count:
        return say_count("Clauses: {count} open.", "Clauses: {count} open.", count, count=number(count))
    return say("Clauses: {unsaid} of which the draft says nothing.", unsaid=number(unsaid)) if unsaid else ""
