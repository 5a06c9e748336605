"""Which terms differ between two agreements, in words, the largest changes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.case.names import ITEM_NAMES, Words, cadre_name, corridor_name, payer_name, tier_name
from toolkit.case.schema import ITEMS, PAYERS, Case
from toolkit.deal.sizes import cost_at_most, most_of
from toolkit.languages.speech import say, to_say
from toolkit.model.costs import unit_costs
from toolkit.model.terms import ACTIVITIES, Terms, items_of
from toolkit.wording import join, money, people, per_cent, years_of_phase

__all__ = ["ACTIVITY_NAMES", "Change", "changes"]

ACTIVITY_NAMES = Words(
    {
        "candidates": to_say("candidates prepared a year"),
        "recruits": to_say("recruits a year"),
        "bridged": to_say("recruits with a bridging programme a year"),
        "places": to_say("training places opened a year"),
        "capacity": to_say("places on new teaching capacity"),
        "posts": to_say("extra posts"),
        "returned": to_say("returns with a package a year"),
        "remote_service": to_say("full-time equivalents of remote service"),
        "system_support": to_say("health-system support a year"),
    }
)
_VISIBLE = 1e-5


@dataclass(frozen=True, slots=True)
class Change:
    """One term that differs: where, what, from what to what.

    ``size`` is the difference as a part of the most that the term could be (shares: as it is), so that terms in people
    and in money can be compared.
    """

    corridor: str
    cadre: str
    term: str
    phase: int
    before: float
    after: float
    size: float
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        """By name."""
        return {name: getattr(self, name) for name in self.__slots__}


def changes(case: Case, before: Terms, after: Terms) -> tuple[Change, ...]:
    """The terms that differ between two agreements, largest first; what differs by less than rounding is left out."""
    found = [
        change
        for change in (*_activities(case, before, after), *_shares(case, before, after))
        if change.size > _VISIBLE
    ]
    return tuple(sorted(found, key=lambda change: -change.size))


def _years(case: Case, phase: int) -> str:
    return years_of_phase(case.start_year, case.phases, phase)


def _activities(case: Case, before: Terms, after: Terms) -> Iterator[Change]:
    for name, corridor in case.corridors.items():
        for cadre, record in corridor.cadres.items():
            old, new = before.corridors[name].cadres[cadre], after.corridors[name].cadres[cadre]
            most = most_of(record, case.years)
            for phase in range(len(case.phases)):
                for activity in ACTIVITIES:
                    if activity != "retained":
                        pair = getattr(old, activity)[phase], getattr(new, activity)[phase]
                        words = ACTIVITY_NAMES[activity]
                        yield _people(case, name, cadre, activity, phase, pair, most[activity], words)
                for tier, found in enumerate(record.retention):
                    pair = old.retained[phase][tier], new.retained[phase][tier]
                    words = say("workers kept a year by {tier}", tier=found.name or tier_name(tier))
                    yield _people(case, name, cadre, f"retained {tier + 1}", phase, pair, found.workers, words)
        support = sum(
            cost_at_most(record, case.years, item) for record in corridor.cadres.values() for item in items_of(record)
        )
        for phase in range(len(case.phases)):
            old_money, new_money = (
                before.corridors[name].system_support[phase],
                after.corridors[name].system_support[phase],
            )
            size = abs(new_money - old_money) / (support or 1.0)
            sentence = say(
                "health-system support a year from {before} to {after}, {corridor}, {years}",
                before=money(old_money),
                after=money(new_money, case.currency),
                corridor=corridor_name(name),
                years=_years(case, phase),
            )
            yield Change(name, "", "system_support", phase, old_money, new_money, size, sentence)


def _people(
    case: Case, corridor: str, cadre: str, term: str, phase: int, pair: tuple[float, float], most: float, words: str
) -> Change:
    before, after = pair
    size = abs(after - before) / most if most else abs(after - before)
    sentence = say(
        "{term} from {before} to {after}: {cadre}, {corridor}, {years}",
        term=words,
        before=people(before),
        after=people(after),
        cadre=cadre_name(cadre),
        corridor=corridor_name(corridor),
        years=_years(case, phase),
    )
    return Change(corridor, cadre, term, phase, before, after, size, sentence)


def _shares(case: Case, before: Terms, after: Terms) -> Iterator[Change]:
    """Changes of who bears what part of a cost, where the cost arises on both sides."""
    for name, corridor in case.corridors.items():
        for item in ITEMS:
            cadres = [None] if item == "system_support" else list(corridor.cadres)
            for cadre in cadres:
                for phase in range(len(case.phases)):
                    old = {payer: before.shares.get((name, cadre, item, payer, phase), 0.0) for payer in PAYERS}
                    new = {payer: after.shares.get((name, cadre, item, payer, phase), 0.0) for payer in PAYERS}
                    at = (name, cadre, item, phase)
                    if _arises(case, before, *at) and _arises(case, after, *at):
                        yield _share(case, name, cadre, item, phase, old, new)


def _arises(case: Case, terms: Terms, corridor: str, cadre: str | None, item: str, phase: int) -> bool:
    """Whether an item costs anything under given terms, so that its shares mean something."""
    if cadre is None:
        return terms.corridors[corridor].system_support[phase] > 0
    record, done = case.corridors[corridor].cadres[cadre], terms.corridors[corridor].cadres[cadre]
    if item == "retention":
        return any(tier.cost * kept > 0 for tier, kept in zip(record.retention, done.retained[phase], strict=True))
    activity, price = unit_costs(record)[item]
    return price * float(getattr(done, activity)[phase]) > 0


def _share(
    case: Case, corridor: str, cadre: str | None, item: str, phase: int, old: dict[str, float], new: dict[str, float]
) -> Change:
    moved = [payer for payer in PAYERS if abs(new[payer] - old[payer]) >= 0.005]
    most = max(PAYERS, key=lambda payer: abs(new[payer] - old[payer]))
    digits = 0 if moved else 2
    parts = [
        say(
            "{payer} from {before} to {after}",
            payer=payer_name(corridor, payer),
            before=per_cent(old[payer], digits),
            after=per_cent(new[payer], digits),
        )
        for payer in moved or [most]
    ]
    sentence = say(
        "who pays for {item} ({who}, {years}): {changes}",
        item=ITEM_NAMES[item],
        who=cadre_name(cadre) if cadre else corridor_name(corridor),
        years=_years(case, phase),
        changes=join(parts),
    )
    size = sum(abs(new[payer] - old[payer]) for payer in PAYERS) / 2
    return Change(corridor, cadre or "", f"shares {item}", phase, old[most], new[most], size, sentence)
