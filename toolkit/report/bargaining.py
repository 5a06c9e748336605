"""Frontier, drafts, counter-offers, conflicts, prices and alternatives as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.countries import country_name
from toolkit.deal.alternatives import Alternatives
from toolkit.deal.changes import Change
from toolkit.deal.counter_offers import CounterOffer
from toolkit.deal.drafts import Assessment, Improvement
from toolkit.deal.explain import Explanation
from toolkit.deal.frontiers import Frontier
from toolkit.deal.prices import Price
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
        changed = "; ".join(change.sentence for change in edge.changes[:3]) if edge else ""
        more = f"; and {len(edge.changes) - 3} more" if edge and len(edge.changes) > 3 else ""
        amounts = [money(gains[party], currency) for party in frontier.parties]
        rows.append((str(number_of_point + 1), *amounts, number(edge.rate, 2) if edge else "", changed + more))
    first, second = (_side(party) for party in frontier.parties)
    rate = f"{second} gives up per {currency} 1 for {first}"
    columns = ("point", first, second, rate, "what changes on the way to the next point")
    note = (
        f"From the point that is best for {first} to the one that is best for {second}: the exact corners of what can "
        "be agreed. Between two neighbours both gains and terms can be mixed in any proportion."
    )
    named = [
        (name.replace("_", "-"), *(money(gains[party], currency) for party in frontier.parties))
        for name, gains in values["solutions"].items()
    ]
    return [
        Table("Frontier", columns, tuple(rows), note, (first, second, rate)),
        Table("Named solutions", ("rule", first, second), tuple(named), numeric=(first, second)),
    ]


def _told(difference: float, size: float) -> float:
    """A difference of amounts of some size, 0 where it is no more than rounding."""
    return difference if abs(difference) > _ROUNDING * size else 0.0


def changes_table(changes: Iterable[Change], title: str) -> Table:
    """Terms that change, the largest change first."""
    rows = tuple((change.sentence[:1].upper() + change.sentence[1:], per_cent(change.size)) for change in changes)
    note = "Size: the change as a part of the most that the term can be in this case."
    return Table(title, ("what changes", "size"), rows, note if rows else "Nothing changes.", ("size",))


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
                per_cent(share, 1) if share is not None else "nothing to gain",
                per_cent(joint, 1) if joint is not None else "none",
                money(_told(more, size), case.currency) if more is not None else "none",
                money(assessment.better[name], case.currency) if assessment.better else "none",
            )
        )
    columns = (
        "country",
        "gain under the draft",
        "share of the most it could have",
        "share of joint gain",
        "could have more at nobody's cost",
        "better for both",
    )
    return Table("The draft and the frontier", columns, tuple(rows), assessment.sentence, columns[1:])


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
    columns = ("country", "draft", "improved", "more than the draft", "most it could have had more")
    return [
        Table("Better for somebody, worse for nobody", columns, rows, improvement.sentence, columns[1:]),
        changes_table(improvement.changes, "What changes against the draft"),
    ]


def counter_offer_tables(offer: CounterOffer) -> list[Table]:
    """What a counter-offer gives each country, and the terms that change."""
    currency = offer.draft.case.currency
    rows = tuple(
        (country_name(name), money(gain, currency), money(offer.outcome.gains[name], currency))
        for name, gain in offer.draft.gains.items()
    )
    columns = ("country", "draft", "counter-offer" if offer.reached else "best that can be had")
    return [
        Table("Counter-offer", columns, rows, offer.sentence, columns[1:]),
        changes_table(offer.changes, "What changes against the draft"),
    ]


def conflict_tables(explanation: Explanation) -> list[Table]:
    """The demands that cannot hold together, and the ways out."""
    holders = tuple(
        (country_name(demand.party) if demand.party else "the case", demand.sentence) for demand in explanation.conflict
    )
    ways = tuple(
        (country_name(way.party) if way.party else "several" if len(way.moves) > 1 else "the case", way.sentence)
        for way in explanation.relaxations
    )
    title, note = "Cannot hold together", "Giving up any one of them ends this conflict."
    if len(holders) == 1:
        title, note = "Cannot be met", ""
    return [
        Table(title, ("held by", "demand"), holders, note),
        Table(
            "Ways out", ("who moves", "what would have to happen"), ways, "Each line alone makes an agreement possible."
        ),
    ]


def prices_table(found: Iterable[Price], names: Mapping[str, object], currency: str) -> Table:
    """What each binding limit is worth to each party."""
    rows = tuple(_price_row(price, names, currency) for price in found)
    worth = tuple(f"worth to {country_name(name)}" for name in names)
    columns = ("limit", "held by", *worth, "holds to relaxing by", "holds to tightening by", "unit")
    note = (
        "What one unit more of room brings when the case is solved again; it holds for as much relaxing or tightening "
        "as told."
    )
    return Table("What each limit is worth", columns, rows, note, (*worth, columns[-3], columns[-2]))


def _price_row(price: Price, names: Mapping[str, object], currency: str) -> tuple[str, ...]:
    """A limit with its worth and its room; shares are told per percentage point, since nobody moves a share by 1."""
    unit, size = price.binding.unit.replace("money", currency), 1.0
    if unit.startswith("share of"):
        unit, size = f"percentage point of {unit.removeprefix('share of ')}", 0.01
    return (
        price.binding.limit,
        country_name(price.binding.party) if price.binding.party else "the case",
        *(money(price.worth[name] * size, currency) for name in names),
        _range(price.relaxed_by, size),
        _range(price.tightened_by, size),
        unit,
    )


def _range(room: float | None, size: float) -> str:
    value = None if room is None else room / size
    return "any" if value is None else number(value) if value >= 100 else format(value, ".3g")


def alternative_tables(found: Alternatives) -> list[Table]:
    """Agreements nearly as good, and the range that each term can take."""
    currency = found.solution.case.currency
    names = list(found.solution.gains)
    rows = tuple(
        (
            str(number_of_agreement + 1),
            *(money(agreement.outcome.gains[name], currency) for name in names),
            "; ".join(change.sentence for change in agreement.changes[:4])
            + (f"; and {len(agreement.changes) - 4} more" if len(agreement.changes) > 4 else ""),
        )
        for number_of_agreement, agreement in enumerate(found.agreements)
    )
    gains = tuple(country_name(name) for name in names)
    fixed = tuple((entry.sentence[:1].upper() + entry.sentence[1:],) for entry in found.ranges if entry.fixed)
    free = tuple((entry.sentence[:1].upper() + entry.sentence[1:],) for entry in found.ranges if not entry.fixed)
    return [
        Table(
            "Agreements nearly as good",
            ("agreement", *gains, "differs from the solution in"),
            rows,
            found.sentence,
            gains,
        ),
        Table("Terms that the numbers fix", ("term",), fixed),
        Table("Terms that are free within a range", ("term",), free),
    ]
