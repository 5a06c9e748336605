"""One term sheet among equals: with the gains held, the terms nearest to the reference (specification, section 8, end).

Many cost splits give the same gains. Distance is weighted L1 on activities and payments, each divided by its own size
and weighted by the length of its phase. The reference is a draft where there is one. Without a draft it is doing no
more than the gains need, and sharing each cost equally within the allowed bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from toolkit.case.schema import ITEMS, PAYERS, Case, Item
from toolkit.deal.build import Deal
from toolkit.deal.sizes import cost_at_most, most_of
from toolkit.deal.variables import Model
from toolkit.errors import Infeasible, SolverFailed
from toolkit.linear.program import Key, Term
from toolkit.linear.session import Optimum, Session
from toolkit.model.terms import ACTIVITIES, Terms, reference_shares

__all__ = ["Measure", "departure", "distance_terms", "measures", "nearest_terms"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One term in which agreements may differ: the words by which it can be chosen, its size, and its phase.

    ``payer`` is empty for an activity; otherwise the term is that payer's part of the cost of ``item``.
    """

    key: Key
    words: frozenset[str]
    phase: int
    size: float
    item: Item = ""
    payer: str = ""


def measures(model: Model) -> Iterator[Measure]:
    """Every activity and every payment of a program.

    An activity is chosen by its name (``recruits``), a payment by ``shares``, its item and its payer; either also by
    its corridor, cadre and phase.
    """
    case = model.case
    support = _support_size(case) / model.unit
    for name, corridor in case.corridors.items():
        for phase in model.phases:
            for cadre, record in corridor.cadres.items():
                at = (name, cadre, phase)
                most = most_of(record, case.years)
                for activity in ACTIVITIES:
                    if activity != "retained":
                        words = frozenset({activity, name, cadre, str(phase)})
                        yield Measure((activity, *at), words, phase, most[activity])
                for tier, found in enumerate(record.retention):
                    words = frozenset({"retained", name, cadre, str(phase)})
                    yield Measure(("retained", *at, tier), words, phase, found.workers)
            words = frozenset({"system_support", name, str(phase)})
            yield Measure(("system_support", name, phase), words, phase, support)
            for at_cadre, item in model.items_on(name):
                at_most = support
                if at_cadre:
                    at_most = cost_at_most(corridor.cadres[at_cadre], case.years, item) / model.unit
                for payer in PAYERS:
                    key: Key = ("payment", name, at_cadre, item, payer, phase)
                    if key in model.program.columns:
                        words = frozenset({"shares", item, payer, name, at_cadre, str(phase)})
                        yield Measure(key, words, phase, at_most, item, payer)


def _support_size(case: Case) -> float:
    """System support has no limit of its own: its size is what all other items cost at their most."""
    return sum(cost_at_most(record, case.years, item) for _, _, record in case.corridor_cadres() for item in ITEMS[:-1])


_LOOSER = (0.0, 1e-11, 1e-10, 1e-9, 1e-8)
"""By how much of themselves gains may be missed where they cannot be held more exactly: less than is ever shown."""


def nearest_terms(deal: Deal, held: Mapping[str, float], reference: Terms | None = None) -> Optimum:
    """The terms nearest to the reference among all that give every party at least what it is held at.

    ``held`` is in money units. Raises ``Infeasible`` where the gains cannot be had together.
    """
    *tight, loosest = (max(looser, deal.parties.session.rounding) for looser in _LOOSER)
    for slack in tight:
        with suppress(Infeasible, SolverFailed):
            return _nearest(deal, held, reference, slack)
    return _nearest(deal, held, reference, loosest)


def _nearest(deal: Deal, held: Mapping[str, float], reference: Terms | None, slack: float) -> Optimum:
    session = deal.parties.session
    with session.temporary():
        for party, level in held.items():
            key = deal.parties.utilities[party]
            lower, upper = session.column_bounds(key)
            session.bound_column(key, max(lower, level - slack * max(1.0, abs(level))), upper)
        return session.minimise(distance_terms(deal, reference))


def distance_terms(
    deal: Deal, reference: Terms | None, weight: Callable[[Measure], float] = lambda measure: 1.0
) -> list[Term]:
    """The distance from the reference as terms of columns; rows and columns for it are added to the session.

    ``weight`` multiplies what a term counts.
    """
    case = deal.case
    distance: list[Term] = []
    for measure in measures(deal.model):
        counts = weight(measure) * case.phases[measure.phase] / case.years / (measure.size or 1.0)
        terms, target = departure(deal.model, measure, reference)
        distance.append((counts, _distance(deal.parties.session, terms, target, measure.key)))
    return distance


def departure(model: Model, measure: Measure, reference: Terms | None) -> tuple[list[Term], float]:
    """A term as columns, and what the reference says it should add up to.

    A payment departs from the reference share of the cost that there is: ``payment - share · cost``.
    """
    key = measure.key
    if not measure.payer:
        return [(1.0, key)], _referred(key, model.unit, reference)
    _, corridor, cadre, item, payer, phase = key
    share = _shares(model.case, corridor, cadre, item, phase, reference).get(payer, 0.0)
    cost = model.cost(corridor, cadre, item, phase) if share else []
    return [(1.0, key), *((-share * price, at) for price, at in cost)], 0.0


def _distance(session: Session, terms: list[Term], target: float, key: Key) -> Key:
    """A column that is at least ``|terms - target|``: the column itself where that is its own distance from 0."""
    if len(terms) == 1 and target == 0.0:
        return key
    gap = ("gap", *key)
    session.add_column(gap)
    session.add_row(("gap", "above", *key), [(1.0, gap), *((-amount, at) for amount, at in terms)], lower=-target)
    session.add_row(("gap", "below", *key), [(1.0, gap), *terms], lower=target)
    return gap


def _referred(key: Key, unit: float, reference: Terms | None) -> float:
    """What the reference says of an activity, in the units of the program."""
    if reference is None:
        return 0.0
    if key[0] == "system_support":
        return reference.corridors[key[1]].system_support[key[2]] / unit
    terms = reference.corridors[key[1]].cadres[key[2]]
    return terms.retained[key[3]][key[4]] if key[0] == "retained" else float(getattr(terms, key[0])[key[3]])


def _shares(
    case: Case, corridor: str, cadre: str, item: Item, phase: int, reference: Terms | None
) -> Mapping[str, float]:
    drafted = {
        payer: reference.shares[corridor, cadre or None, item, payer, phase]
        for payer in PAYERS
        if reference is not None and (corridor, cadre or None, item, payer, phase) in reference.shares
    }
    return drafted or reference_shares(case, corridor, item, phase)
