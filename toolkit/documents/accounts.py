"""What a draft means to each party, in plain words: what it gets, what it gives, what would change its mind.

Every party is told by the same code, in the same order and to the same digits; only its name and its numbers differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from toolkit.case.names import cadre_name, corridor_name
from toolkit.case.schema import ends
from toolkit.countries import country_in_a_sentence, country_name
from toolkit.deal.counter_offers import CounterOffer
from toolkit.documents.blocks import Block, Document, Heading, Paragraph, TableBlock, clean, table_or_remark
from toolkit.documents.dossier import ASKED_MORE, Dossier
from toolkit.errors import InputError, Problem
from toolkit.model import indicators
from toolkit.report.bargaining import changes_table, conflict_tables
from toolkit.report.options import ALIKE
from toolkit.report.party_tables import (
    gain_table,
    gets_table,
    gives_table,
    held_table,
    shaken_table,
    worth_table,
)
from toolkit.report.table import Table
from toolkit.wording import join, money, number, per_cent

__all__ = ["account", "accounts"]

_MOST_CHANGES = 6
_VISIBLE = 0.05


def accounts(found: Dossier, *, stated: date | None = None) -> dict[str, Document]:
    """The account of every country of the case, by its code."""
    return {code: account(found, code, stated=stated) for code in found.case.countries}


def account(found: Dossier, country: str, *, stated: date | None = None) -> Document:
    """The account of one country. Raises ``InputError`` for a country that is no party of the case."""
    if country not in found.case.countries:
        known = join(found.case.countries, "or")
        raise InputError("the request", [Problem("the country", f"is '{country}'", f"one of {known}")])
    who = country_in_a_sentence(country)
    outcome = found.draft.outcome
    blocks: list[Block] = [
        Paragraph(_gain(found, country), "lead"),
        *(Paragraph(text, "item") for text in _in_short(found, country)),
        Heading("What you get"),
        table_or_remark(gets_table(outcome, country), titled=False),
        TableBlock(_service(found, country)),
        TableBlock(gain_table(outcome, country)),
        Heading("What you give"),
        table_or_remark(gives_table(outcome, country), titled=False),
        Heading("Your red lines"),
        table_or_remark(held_table(outcome, country), titled=False),
        Heading("What would change your mind"),
        *_change_of_mind(found, country),
    ]
    subtitle = f"What the option “{found.draft.name}” means for {who}"
    return Document(f"{country_name(country)}: {clean(found.case.name)}", clean(subtitle), tuple(blocks), stated)


def _gain(found: Dossier, country: str) -> str:
    case, gain = found.case, found.draft.outcome.gains[country]
    verb = "lose" if country in found.draft.losers else "gain"
    share = found.draft.shares[country]
    of_most = f": {per_cent(share, 1)} of the most you could have" if share is not None else ""
    return (
        f"You {verb} {money(abs(gain), case.currency)} against no agreement{of_most}. That is present value at "
        f"{case.price_year} prices over {case.horizon} years."
    )


def _in_short(found: Dossier, country: str) -> Iterator[str]:
    case = found.case
    table = indicators.by_country(found.draft.outcome)
    row = table[table["country"] == country].to_dict("records")[0]
    joint = row["joint_share"]
    if joint is not None and joint == joint:
        yield f"Of what all gain together you have {per_cent(float(joint), 1)}."
    yield f"You pay {money(float(row['payments']), case.currency)} over the agreement."
    worst = float(row["worst_year"])
    at_worst = (
        f"in your worst year {number(-worst, 1)} posts fewer are filled than without an agreement"
        if worst < -_VISIBLE
        else "in no year are fewer posts filled than without an agreement"
    )
    yield f"You gain {number(float(row['gained_service_years']))} years of service by health workers; {at_worst}."
    workers = [
        f"{money(gain, case.currency)} ({corridor_name(name)})"
        for name, gain in found.draft.outcome.workers_gains.items()
        if country in ends(name)
    ]
    if workers:
        yield f"The workers' own gain is told beside this and not sought: {join(workers)}."


def _service(found: Dossier, country: str) -> Table:
    """More or less service than without an agreement, at the end of each phase and of the follow-up."""
    case = found.case
    table = indicators.by_year(found.draft.outcome)
    table = table[(table["country"] == country) & (table["indicator"] == "gained_service")]
    last = case.start_year
    years = [last := last + length for length in case.phases]
    if case.follow_up_years:
        years.append(case.start_year + case.horizon)
    rows = []
    for cadre in case.countries[country].cadres:
        here = table[table["cadre"] == cadre]
        by_year = dict(zip(here["year"], here["value"], strict=True))
        rows.append((cadre_name(cadre), *(number(float(by_year[year])) for year in years)))
    columns = ("cadre", *(f"{year}" for year in years))
    note = (
        "Filled posts and service from abroad, more or fewer than without an agreement, at the beginning of the year."
    )
    return Table("Service at home, against no agreement", columns, tuple(rows), note, columns[1:])


def _change_of_mind(found: Dossier, country: str) -> Iterator[Block]:
    if found.conflict is not None:
        yield Paragraph("As the case stands nothing can be agreed that keeps every red line, limit and budget.")
        yield from map(TableBlock, conflict_tables(found.conflict))
    if found.remark:
        yield Paragraph(found.remark)
    if found.improvement is not None:
        yield Paragraph(_left(found, country))
    elif found.assessment is not None:
        yield Paragraph(found.assessment.sentence)
    for code, offer in _own_first(found, country):
        yield from _asked(found, country, code, offer)
    if found.solution is not None:
        yield table_or_remark(worth_table(found.priced, found.case, country))
    yield table_or_remark(shaken_table(found.robustness, country))


def _own_first(found: Dossier, country: str) -> list[tuple[str, CounterOffer]]:
    return sorted(found.counter_offers.items(), key=lambda entry: entry[0] != country)


def _left(found: Dossier, country: str) -> str:
    """What a country could have more while nobody has less."""
    assert found.improvement is not None
    most = found.improvement.possible[country]
    if most <= ALIKE * found.draft.size:
        return "You cannot have more than this without another party having less."
    return (
        f"You could have up to {money(most, found.case.currency)} more while nobody has less than under this draft. "
        f"{found.improvement.sentence}"
    )


def _asked(found: Dossier, country: str, asking: str, offer: CounterOffer) -> Iterator[Block]:
    """The least change that gives a country more, and what that would mean for the reader's."""
    currency = found.case.currency
    whose = "you" if asking == country else country_in_a_sentence(asking)
    goal = money(offer.target, currency)
    gains = [
        f"{'you' if code == country else country_in_a_sentence(code)} {money(gain, currency)} instead of "
        f"{money(offer.draft.gains[code], currency)}"
        for code, gain in sorted(offer.outcome.gains.items(), key=lambda entry: entry[0] != country)
    ]
    yield Heading("If you asked for more" if asking == country else f"If {whose} asked for more", 2)
    if offer.reached:
        more = f", {per_cent(ASKED_MORE)} more," if offer.draft.gains[asking] > ALIKE * found.draft.size else ""
        told = f"The least change of terms that would give {whose} {goal}{more} leaves {join(gains)}."
    else:
        told = f"No terms give {whose} {goal}. The most that can be had leaves {join(gains)}."
    yield Paragraph(told)
    table = changes_table(offer.changes[:_MOST_CHANGES], f"What would change if {whose} asked for more")
    left = len(offer.changes) - _MOST_CHANGES
    note = f"{table.note} {number(left)} smaller changes are not shown." if left > 0 else table.note
    yield table_or_remark(Table(table.title, table.columns, table.rows, note, table.numeric), titled=False)
