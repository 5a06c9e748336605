"""What a draft means to each party, in plain words: what it gets, what it gives, what would change its mind.

Every party is told by the same code, in the same order and to the same digits; only its name and its numbers differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from toolkit.case.names import cadre_name, corridor_name
from toolkit.case.schema import ends
from toolkit.countries import country_in_a_sentence, country_name
from toolkit.deal.counter_offers import CounterOffer
from toolkit.documents.blocks import Block, Document, Heading, Paragraph, TableBlock, clean, table_or_remark
from toolkit.documents.dossier import ASKED_MORE, Dossier
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import current_language, say, say_count
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
        known = say("one of {names}", names=join(found.case.countries, "or"))
        wrong = say("is '{country}'", country=country)
        raise InputError(say("the request"), [Problem(say("the country"), wrong, known)])
    outcome = found.draft.outcome
    blocks: list[Block] = [
        Paragraph(_gain(found, country), "lead"),
        *(Paragraph(text, "item") for text in _in_short(found, country)),
        Heading(say("What you get")),
        table_or_remark(gets_table(outcome, country), titled=False),
        TableBlock(_service(found, country)),
        TableBlock(gain_table(outcome, country)),
        Heading(say("What you give")),
        table_or_remark(gives_table(outcome, country), titled=False),
        Heading(say("Your red lines")),
        table_or_remark(held_table(outcome, country), titled=False),
        Heading(say("What would change your mind")),
        *_change_of_mind(found, country),
    ]
    title = say("{country}: {case}", country=country_name(country), case=clean(found.case.name))
    subtitle = say(
        "What the option “{option}” means for {country}",
        option=found.draft.name,
        country=country_in_a_sentence(country),
    )
    return Document(title, clean(subtitle), tuple(blocks), stated, current_language())


def _gain(found: Dossier, country: str) -> str:
    case = found.case
    value = say_count(
        "That is present value at {price_year} prices over {years} year.",
        "That is present value at {price_year} prices over {years} years.",
        case.horizon,
        price_year=case.price_year,
        years=case.horizon,
    )
    return f"{_gained_or_lost(found, country)} {value}"


def _gained_or_lost(found: Dossier, country: str) -> str:
    loses, share = country in found.draft.losers, found.draft.shares[country]
    amount = money(abs(found.draft.outcome.gains[country]), found.case.currency)
    if share is None:
        if loses:
            return say("You lose {amount} against no agreement.", amount=amount)
        return say("You gain {amount} against no agreement.", amount=amount)
    part = per_cent(share, 1)
    if loses:
        return say(
            "You lose {amount} against no agreement: {share} of the most you could have.", amount=amount, share=part
        )
    return say("You gain {amount} against no agreement: {share} of the most you could have.", amount=amount, share=part)


def _in_short(found: Dossier, country: str) -> Iterator[str]:
    case = found.case
    table = indicators.by_country(found.draft.outcome)
    row = table[table["country"] == country].to_dict("records")[0]
    joint = row["joint_share"]
    if joint is not None and joint == joint:
        yield say("Of what all gain together you have {share}.", share=per_cent(float(joint), 1))
    yield say("You pay {amount} over the agreement.", amount=money(float(row["payments"]), case.currency))
    yield _served(float(row["gained_service_years"]), float(row["worst_year"]))
    workers = [
        say("{amount} ({corridor})", amount=money(gain, case.currency), corridor=corridor_name(name))
        for name, gain in found.draft.outcome.workers_gains.items()
        if country in ends(name)
    ]
    if workers:
        yield say("The workers' own gain is told beside this and not sought: {amounts}.", amounts=join(workers))


def _served(gained: float, worst: float) -> str:
    """Service gained in all, and whether a year has less of it than without an agreement."""
    years = number(gained)
    if worst < -_VISIBLE:
        return say(
            "You gain {years} years of service by health workers; in your worst year {posts} posts fewer are filled "
            "than without an agreement.",
            years=years,
            posts=number(-worst, 1),
        )
    return say(
        "You gain {years} years of service by health workers; in no year are fewer posts filled than without an "
        "agreement.",
        years=years,
    )


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
    columns = (say("cadre"), *(f"{year}" for year in years))
    note = say(
        "Filled posts and service from abroad, more or fewer than without an agreement, at the beginning of the year."
    )
    return Table(say("Service at home, against no agreement"), columns, tuple(rows), note, columns[1:])


def _change_of_mind(found: Dossier, country: str) -> Iterator[Block]:
    if found.conflict is not None:
        yield Paragraph(say("As the case stands nothing can be agreed that keeps every red line, limit and budget."))
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
        return say("You cannot have more than this without another party having less.")
    possible = say(
        "You could have up to {amount} more while nobody has less than under this draft.",
        amount=money(most, found.case.currency),
    )
    return f"{possible} {found.improvement.sentence}"


def _asked(found: Dossier, country: str, asking: str, offer: CounterOffer) -> Iterator[Block]:
    """The least change that gives a country more, and what that would mean for the reader's."""
    own, who = asking == country, country_in_a_sentence(asking)
    if own:
        asked, title = say("If you asked for more"), say("What would change if you asked for more")
    else:
        asked = say("If {country} asked for more", country=who)
        title = say("What would change if {country} asked for more", country=who)
    yield Heading(asked, 2)
    yield Paragraph(_told(found, country, asking, offer))
    table = changes_table(offer.changes[:_MOST_CHANGES], title)
    yield table_or_remark(replace(table, note=_with_left_out(table, len(offer.changes))), titled=False)


def _with_left_out(table: Table, changes: int) -> str:
    left = changes - _MOST_CHANGES
    if left <= 0:
        return table.note
    more = say_count(
        "{count} smaller change is not shown.", "{count} smaller changes are not shown.", left, count=number(left)
    )
    return f"{table.note} {more}"


def _told(found: Dossier, country: str, asking: str, offer: CounterOffer) -> str:
    """What the least change leaves each with, told to a country."""
    goal, left = money(offer.target, found.case.currency), join(_left_with(found, country, offer))
    own, who, share = asking == country, country_in_a_sentence(asking), per_cent(ASKED_MORE)
    if not offer.reached:
        if own:
            return say("No terms give you {goal}. The most that can be had leaves {gains}.", goal=goal, gains=left)
        return say(
            "No terms give {country} {goal}. The most that can be had leaves {gains}.",
            country=who,
            goal=goal,
            gains=left,
        )
    if offer.draft.gains[asking] > ALIKE * found.draft.size:
        if own:
            return say(
                "The least change of terms that would give you {goal}, {share} more, leaves {gains}.",
                goal=goal,
                share=share,
                gains=left,
            )
        return say(
            "The least change of terms that would give {country} {goal}, {share} more, leaves {gains}.",
            country=who,
            goal=goal,
            share=share,
            gains=left,
        )
    if own:
        return say("The least change of terms that would give you {goal} leaves {gains}.", goal=goal, gains=left)
    return say(
        "The least change of terms that would give {country} {goal} leaves {gains}.",
        country=who,
        goal=goal,
        gains=left,
    )


def _left_with(found: Dossier, country: str, offer: CounterOffer) -> Iterator[str]:
    """What each gains instead of what the draft gives it, the reader's country first."""
    currency = found.case.currency
    for code, gain in sorted(offer.outcome.gains.items(), key=lambda entry: entry[0] != country):
        now, before = money(gain, currency), money(offer.draft.gains[code], currency)
        if code == country:
            yield say("you {amount} instead of {before}", amount=now, before=before)
        else:
            who = country_in_a_sentence(code)
            yield say("{country} {amount} instead of {before}", country=who, amount=now, before=before)
