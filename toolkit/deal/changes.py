"""Which terms differ between two agreements, in words, the largest changes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name, payer_name
from toolkit.case.schema import ITEMS, PAYERS, Case
from toolkit.deal.sizes import cost_at_most, most_of
from toolkit.model.costs import unit_costs
from toolkit.model.terms import ACTIVITIES, Terms, items_of
from toolkit.wording import join, money, people, per_cent, years_of_phase

__all__ = ["ACTIVITY_NAMES", "Change", "changes"]

ACTIVITY_NAMES: dict[str, str] = {
    "candidates": "candidates prepared a year",
    "recruits": "recruits a year",
    "bridged": "recruits with a bridging programme a year",
    "places": "training places opened a year",
    "capacity": "places on new teaching capacity",
    "posts": "extra posts",
    "returned": "returns with a package a year",
    "remote_service": "full-time equivalents of remote service",
    "system_support": "health-system support a year",
}
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
                    words = f"workers kept a year by {found.name or f'retention tier {tier + 1}'}"
                    yield _people(case, name, cadre, f"retained {tier + 1}", phase, pair, found.workers, words)
        support = sum(
            cost_at_most(record, case.years, item) for record in corridor.cadres.values() for item in items_of(record)
        )
        for phase in range(len(case.phases)):
            old_money, new_money = (
                before.corridors[name].system_support[phase],
                after.corridors[name].system_support[phase],
            )
            words = f"{ACTIVITY_NAMES['system_support']} from {money(old_money)} to {money(new_money, case.currency)}"
            size = abs(new_money - old_money) / (support or 1.0)
            sentence = f"{words}, {corridor_name(name)}, {_years(case, phase)}"
            yield Change(name, "", "system_support", phase, old_money, new_money, size, sentence)


def _people(
    case: Case, corridor: str, cadre: str, term: str, phase: int, pair: tuple[float, float], most: float, words: str
) -> Change:
    before, after = pair
    size = abs(after - before) / most if most else abs(after - before)
    moved = f"{words} from {people(before)} to {people(after)}"
    sentence = f"{moved}: {cadre_name(cadre)}, {corridor_name(corridor)}, {_years(case, phase)}"
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
    parts = [f"{payer_name(corridor, payer)} from {per_cent(old[payer])} to {per_cent(new[payer])}" for payer in moved]
    if not parts:
        parts = [f"{payer_name(corridor, most)} from {per_cent(old[most], 2)} to {per_cent(new[most], 2)}"]
    who = cadre_name(cadre) if cadre else corridor_name(corridor)
    sentence = f"who pays for {ITEM_NAMES[item]} ({who}, {_years(case, phase)}): {join(parts)}"
    size = sum(abs(new[payer] - old[payer]) for payer in PAYERS) / 2
    return Change(corridor, cadre or "", f"shares {item}", phase, old[most], new[most], size, sentence)
