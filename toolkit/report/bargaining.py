"""Frontier, drafts, counter-offers, conflicts, prices and alternatives as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from toolkit.countries import country_name
from toolkit.deal.alternatives import Alternatives
from toolkit.deal.changes import Change
from toolkit.deal.counter_offers import CounterOffer
from toolkit.deal.drafts import Assessment, Improvement
from toolkit.deal.explain import Explanation
from toolkit.deal.frontiers import Frontier
from toolkit.deal.prices import Price
from toolkit.languages.speech import say, say_count, to_say
from toolkit.report.amounts import significant, unit_in_words
from toolkit.report.figures.words import capital
from toolkit.report.table import Table
from toolkit.wording import join, money, number, per_cent

__all__ = [
    "alternative_tables",
    "assessment_table",
    "changes_table",
    "conflict_tables",
    "counter_offer_tables",
    "frontier_tables",
    "improvement_tables",
    "prices_table",
]

_ROUNDING = 1e-6
_RULES = {
    "kalai_smorodinsky": to_say("kalai-smorodinsky"),
    "nash": to_say("nash"),
    "egalitarian": to_say("egalitarian"),
    "utilitarian": to_say("utilitarian"),
}
_PERCENTAGE_POINT = to_say("percentage point")
_PERCENTAGE_POINTS = {
    "share of the cost": to_say("percentage point of the cost"),
    "share of graduates": to_say("percentage point of graduates"),
    "share of payments": to_say("percentage point of payments"),
    "share of gained service": to_say("percentage point of gained service"),
    "share of recruits": to_say("percentage point of recruits"),
}


def _side(name: str) -> str:
    return join(country_name(code) for code in name.split("+"))


def frontier_tables(frontier: Frontier) -> list[Table]:
    """The points of a frontier with the exchange to the next, and where the named solutions lie."""
    currency = frontier.case.currency
    values = frontier.to_dict()
    rows = []
    for number_of_point, gains in enumerate(values["points"]):
        last = number_of_point == len(frontier.edges)
        edge = None if last else frontier.edges[number_of_point]
        amounts = [money(gains[party], currency) for party in frontier.parties]
        rate = number(edge.rate, 2) if edge else ""
        rows.append((str(number_of_point + 1), *amounts, rate, _first_few(edge.changes, 3) if edge else ""))
    first, second = (_side(party) for party in frontier.parties)
    exchange = say("{second} gives up per {currency} 1 for {first}", second=second, currency=currency, first=first)
    columns = (say("point"), first, second, exchange, say("what changes on the way to the next point"))
    note = say(
        "From the point that is best for {first} to the one that is best for {second}: the exact corners of what can "
        "be agreed. Between two neighbours both gains and terms can be mixed in any proportion.",
        first=first,
        second=second,
    )
    named = [
        (_rule(name), *(money(gains[party], currency) for party in frontier.parties))
        for name, gains in values["solutions"].items()
    ]
    return [
        Table(say("Frontier"), columns, tuple(rows), note, (first, second, exchange)),
        Table(say("Named solutions"), (say("rule"), first, second), tuple(named), numeric=(first, second)),
    ]


def _rule(name: str) -> str:
    return say(_RULES[name]) if name in _RULES else name.replace("_", "-")


def _first_few(found: Sequence[Change], most: int) -> str:
    """The first of some changes, and how many more there are."""
    told = "; ".join(change.sentence for change in found[:most])
    left = len(found) - most
    if left <= 0:
        return told
    return say_count(
        "{changes}; and {count} more", "{changes}; and {count} more", left, changes=told, count=number(left)
    )


def _told(difference: float, size: float) -> float:
    """A difference of amounts of some size, 0 where it is no more than rounding."""
    return difference if abs(difference) > _ROUNDING * size else 0.0


def changes_table(changes: Iterable[Change], title: str) -> Table:
    """Terms that change, the largest change first."""
    rows = tuple((capital(change.sentence), per_cent(change.size)) for change in changes)
    note = say("Size: the change as a part of the most that the term can be in this case.")
    columns = (say("what changes"), say("size"))
    return Table(title, columns, rows, note if rows else say("Nothing changes."), columns[1:])


def assessment_table(assessment: Assessment) -> Table:
    """A draft beside its ideals and beside what both could have."""
    case = assessment.outcome.case
    size = max(assessment.ideals.values(), default=0.0)
    rows = []
    for name, gain in assessment.outcome.gains.items():
        share, joint = assessment.shares_of_ideal[name], assessment.shares_of_joint_gain[name]
        more = assessment.more.get(name)
        rows.append(
            (
                country_name(name),
                money(gain, case.currency),
                per_cent(share, 1) if share is not None else say("nothing to gain"),
                per_cent(joint, 1) if joint is not None else say("none"),
                money(_told(more, size), case.currency) if more is not None else say("none"),
                money(assessment.better[name], case.currency) if assessment.better else say("none"),
            )
        )
    columns = (
        say("country"),
        say("gain under the draft"),
        say("share of the most it could have"),
        say("share of joint gain"),
        say("could have more at nobody's cost"),
        say("better for both"),
    )
    return Table(say("The draft and the frontier"), columns, tuple(rows), assessment.sentence, columns[1:])


def improvement_tables(improvement: Improvement) -> list[Table]:
    """What an improvement gives each country, and the terms that change."""
    currency = improvement.draft.case.currency
    size = max((abs(gain) for gain in improvement.outcome.gains.values()), default=0.0)
    rows = tuple(
        (
            country_name(name),
            money(gain, currency),
            money(improvement.outcome.gains[name], currency),
            money(_told(improvement.gained[name], size), currency),
            money(_told(improvement.possible[name], size), currency),
        )
        for name, gain in improvement.draft.gains.items()
    )
    columns = (
        say("country"),
        say("draft"),
        say("improved"),
        say("more than the draft"),
        say("most it could have had more"),
    )
    return [
        Table(say("Better for somebody, worse for nobody"), columns, rows, improvement.sentence, columns[1:]),
        changes_table(improvement.changes, say("What changes against the draft")),
    ]


def counter_offer_tables(offer: CounterOffer) -> list[Table]:
    """What a counter-offer gives each country, and the terms that change."""
    currency = offer.draft.case.currency
    rows = tuple(
        (country_name(name), money(gain, currency), money(offer.outcome.gains[name], currency))
        for name, gain in offer.draft.gains.items()
    )
    offered = say("counter-offer") if offer.reached else say("best that can be had")
    columns = (say("country"), say("draft"), offered)
    return [
        Table(say("Counter-offer"), columns, rows, offer.sentence, columns[1:]),
        changes_table(offer.changes, say("What changes against the draft")),
    ]


def conflict_tables(explanation: Explanation) -> list[Table]:
    """The demands that cannot hold together, and the ways out."""
    holders = tuple((_holder(demand.party), demand.sentence) for demand in explanation.conflict)
    ways = tuple(
        (say("several") if not way.party and len(way.moves) > 1 else _holder(way.party), way.sentence)
        for way in explanation.relaxations
    )
    title, note = say("Cannot hold together"), say("Giving up any one of them ends this conflict.")
    if len(holders) == 1:
        title, note = say("Cannot be met"), ""
    alone = say("Each line alone makes an agreement possible.")
    return [
        Table(title, (say("held by"), say("demand")), holders, note),
        Table(say("Ways out"), (say("who moves"), say("what would have to happen")), ways, alone),
    ]


def _holder(party: str | None) -> str:
    return country_name(party) if party else say("the case")


def prices_table(found: Iterable[Price], names: Mapping[str, object], currency: str) -> Table:
    """What each binding limit is worth to each party."""
    rows = tuple(_price_row(price, names, currency) for price in found)
    worth = tuple(say("worth to {country}", country=country_name(name)) for name in names)
    room = (say("holds to relaxing by"), say("holds to tightening by"))
    columns = (say("limit"), say("held by"), *worth, *room, say("unit"))
    note = say(
        "What one unit more of room brings when the case is solved again; it holds for as much relaxing or tightening "
        "as told."
    )
    return Table(say("What each limit is worth"), columns, rows, note, (*worth, *room))


def _price_row(price: Price, names: Mapping[str, object], currency: str) -> tuple[str, ...]:
    """A limit with its worth and its room; shares are told per percentage point, since nobody moves a share by 1."""
    coded = price.binding.unit
    unit, size = unit_in_words(coded, currency), 1.0
    if coded.startswith("share of"):
        unit, size = say(_PERCENTAGE_POINTS.get(coded, _PERCENTAGE_POINT)), 0.01
    return (
        price.binding.limit,
        _holder(price.binding.party),
        *(money(price.worth[name] * size, currency) for name in names),
        _range(price.relaxed_by, size),
        _range(price.tightened_by, size),
        unit,
    )


def _range(room: float | None, size: float) -> str:
    value = None if room is None else room / size
    return say("any") if value is None else number(value) if value >= 100 else significant(value)


def alternative_tables(found: Alternatives) -> list[Table]:
    """Agreements nearly as good, and the range that each term can take."""
    currency = found.solution.case.currency
    names = list(found.solution.gains)
    rows = tuple(
        (
            str(number_of_agreement + 1),
            *(money(agreement.outcome.gains[name], currency) for name in names),
            _first_few(agreement.changes, 4),
        )
        for number_of_agreement, agreement in enumerate(found.agreements)
    )
    gains = tuple(country_name(name) for name in names)
    fixed = tuple((capital(entry.sentence),) for entry in found.ranges if entry.fixed)
    free = tuple((capital(entry.sentence),) for entry in found.ranges if not entry.fixed)
    columns = (say("agreement"), *gains, say("differs from the solution in"))
    return [
        Table(say("Agreements nearly as good"), columns, rows, found.sentence, gains),
        Table(say("Terms that the numbers fix"), (say("term"),), fixed),
        Table(say("Terms that are free within a range"), (say("term"),), free),
    ]
