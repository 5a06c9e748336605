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
from toolkit.documents.wordings import fillings
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


def briefing(found: Dossier, *, stated: date | None = None) -> Document:
    """The briefing on a draft; ``stated`` is the date it bears."""
    words = fillings(found.facts)
    subtitle = f"Briefing on the option “{found.draft.name}”: {words['sending']} and {words['receiving']}"
    blocks = [*_summary(found), *_situation(found), *_options(found), *_payers(found), *_limits(found)]
    blocks += [*_assumed(found), *_code(found)]
    return Document(clean(found.case.name), clean(subtitle), tuple(blocks), stated)


def gains_in_a_sentence(found: Dossier) -> str:
    """What each country gains or loses by the draft."""
    case = found.case
    parts = []
    for code, gain in found.draft.outcome.gains.items():
        verb = "loses" if code in found.draft.losers else "gains"
        parts.append(f"{country_in_a_sentence(code)} {verb} {money(abs(gain), case.currency)}")
    return (
        f"Under this draft {join(parts)} against no agreement, in present value at {case.price_year} prices over "
        f"{case.horizon} years."
    )


def _summary(found: Dossier) -> Iterator[Block]:
    yield Paragraph(gains_in_a_sentence(found), "lead")
    words = fillings(found.facts)
    built = [
        f"{what} {words[key]}"
        for what, key in (("training places opened", "places"), ("extra posts funded", "posts"))
        if words[key] != "none"
    ]
    yield Paragraph(f"Who moves: {words['recruits']}.", "item")
    if built:
        yield Paragraph(f"What is built at home: {'; '.join(built)}.", "item")
    yield Paragraph(f"Who pays over the agreement: {_paid(found)}.", "item")
    yield Paragraph(f"Can it be signed: {_signed(found)}", "item")
    yield Paragraph(
        f"The WHO Code and its neighbours: of {number(len(found.findings))} rules, {_code_words(found)}", "item"
    )
    losing = max(found.robustness.losing.values(), default=0)
    ends = f"; at {number(losing)} of the {number(found.robustness.ends)} ends of their ranges a country would lose"
    told = f"How sure it is: {resting_in_words(found.case)} rest on no source{ends if found.robustness.ends else ''}."
    yield Paragraph(told, "item")


def _code_words(found: Dossier) -> str:
    return summary(found.findings)


def _paid(found: Dossier) -> str:
    """What each payer pays in all years, not discounted."""
    case, paid = found.case, indicators.payments(found.draft.outcome)
    total = paid["amount"] * paid["phase"].map(dict(enumerate(case.phases)))
    own = [(country_in_a_sentence(code), float(total[paid["country"] == code].sum())) for code in found.case.countries]
    others = [
        (words, float(total[paid["payer"] == payer].sum()))
        for payer, words in (("fund", "the fund"), ("worker", "the workers"))
    ]
    told = [(who, amount) for who, amount in (*own, *others) if amount > 0 or (who, amount) in own]
    return join(f"{who} {money(amount, case.currency)}" for who, amount in told)


def _signed(found: Dossier) -> str:
    if found.solution is None:
        return "not as the case stands; why is told under the options."
    if not found.draft.could_be_signed:
        lost = [f"{country_in_a_sentence(code)} would lose by it" for code in found.draft.losers]
        count = len(found.draft.breached)
        over = [f"it crosses {number(count)} limit{'s' if count != 1 else ''}"] if count else []
        return f"not as it stands: {join([*over, *lost])}."
    better = found.improvement.sentence if found.improvement is not None else ""
    return f"it keeps every limit and red line, and nobody loses by it. {better}".strip()


def _situation(found: Dossier) -> Iterator[Block]:
    yield Heading("Situation")
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
    yield Heading("Options compared")
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
    yield Heading("Who gains and who pays")
    yield table_or_remark(gains_table(found.draft.outcome))
    yield table_or_remark(spent_table(found.draft.outcome))


def _limits(found: Dossier) -> Iterator[Block]:
    yield Heading("What binds")
    if found.draft.outcome.crossed:
        yield table_or_remark(_first(crossed_table(found.draft.outcome), _MOST_LIMITS))
    if found.solution is not None:
        yield Paragraph(f"Limits of the case that stand in the way of the balanced agreement ({found.solution.why}):")
        table = worth_table(found.priced, found.case, most=_MOST_LIMITS)
        short = tuple((shortened(limit, _LONGEST_LIMIT), *others) for limit, *others in table.rows)
        yield table_or_remark(replace(table, rows=short), titled=False)


def _first(table: Table, most: int) -> Table:
    """The first rows of a table, with a word on how many more there are."""
    left = len(table.rows) - most
    note = f"{table.note} {number(left)} more are not shown.".strip() if left > 0 else table.note
    return replace(table, rows=table.rows[:most], note=note)


def _assumed(found: Dossier) -> Iterator[Block]:
    yield Heading("What is assumed")
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
        (entry.label, "assumed" if entry.assumed else "from a source", words[entry.path])
        for entry in found.influences[:_MOST_NUMBERS]
    ]
    note = "Each number alone at both ends of its range, with the balanced agreement worked out anew."
    return Table("Numbers that matter most", ("number", "standing", "largest change of a gain"), tuple(rows), note)


def _code(found: Dossier) -> Iterator[Block]:
    yield Heading("Findings against the WHO Code and its neighbours")
    told = [f"Of {number(len(found.findings))} rules, {_code_words(found)}"]
    if any(finding.answer == "not determinable" for finding in found.findings):
        told.append("Not determinable means that the draft does not say enough; the full check names what is missing.")
    table = gravest_table(found.findings, most=_MOST_FINDINGS)
    told.append("" if table.rows else "No rule is breached, and none gives a warning.")
    yield Paragraph(" ".join(part for part in (*told, _open(found.facts)) if part))
    if table.rows:
        yield TableBlock(table, titled=False)


def _open(facts: Facts) -> str:
    """What the draft still has to say before it can be checked in full."""
    count = sum(state == "open" for state in facts.clauses.values())
    unsaid = len(facts.register.codebook.clauses) - len(facts.clauses)
    parts = [f"{number(count)} open"] if count else []
    parts += [f"{number(unsaid)} of which the draft says nothing"] if unsaid else []
    return f"Clauses: {join(parts)}." if parts else ""
