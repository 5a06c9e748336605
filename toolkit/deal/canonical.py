"""One term sheet among equals: with the gains held, the terms nearest to the reference (specification, section 8, end).

Many cost splits give the same gains. Distance is weighted L1 on activities and payments, each divided by its own size
and weighted by the length of its phase. The reference is a draft where there is one. Without a draft it is doing no
more than the gains need, and sharing each cost equally within the allowed bounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolkit.case.schema import PAYERS, Cadre, CorridorCadre, Item
from toolkit.deal.build import Deal
from toolkit.deal.variables import Model
from toolkit.linear.program import Key, Term
from toolkit.linear.session import Optimum, Session
from toolkit.model.terms import ACTIVITIES, Terms, reference_shares

__all__ = ["activity_sizes", "nearest_terms"]


def activity_sizes(model: Model) -> Iterator[tuple[Key, int, float]]:
    """Each activity's key, its phase, and its size: the most that the limits of the case let it be."""
    support = _support_size(model)
    for name, corridor in model.case.corridors.items():
        for cadre, record in corridor.cadres.items():
            sizes = _sizes(record, model.case.years)
            for phase in model.phases:
                for activity in ACTIVITIES:
                    if activity != "retained":
                        yield (activity, name, cadre, phase), phase, sizes[activity]
                for tier, found in enumerate(record.retention):
                    yield ("retained", name, cadre, phase, tier), phase, found.workers
        for phase in model.phases:
            yield ("system_support", name, phase), phase, support


def _sizes(record: CorridorCadre, years: int) -> dict[str, float]:
    most: float = max(record.max_recruits)
    training = record.training
    return {
        "recruits": most,
        "candidates": most / record.pass_rate if record.pass_rate else 0.0,
        "bridged": most,
        "places": training.spare_places + training.max_new_places if training else 0.0,
        "capacity": training.max_new_places if training else 0.0,
        "posts": record.posts.max if record.posts else 0.0,
        "returned": record.returns.max_share * most * years if record.returns else 0.0,
        "remote_service": record.remote_service.max_share * most * years if record.remote_service else 0.0,
    }


def _cost_size(model: Model, corridor: str, cadre: Cadre, item: Item) -> float:
    """The cost of an item with its activities at their most, in money units."""
    record = model.case.corridors[corridor].cadres[cadre]
    sizes = _sizes(record, model.case.years)
    return sum(
        price * (record.retention[key[4]].workers if key[0] == "retained" else sizes[key[0]])
        for price, key in model.cost(corridor, cadre, item, 0)
    )


def _support_size(model: Model) -> float:
    """System support has no limit of its own: its size is what all other items cost at their most, in money units."""
    return sum(
        _cost_size(model, name, cadre, item)
        for name in model.case.corridors
        for cadre, item in model.items_on(name)
        if cadre
    )


def nearest_terms(deal: Deal, held: Mapping[str, float], reference: Terms | None = None) -> Optimum:
    """The terms nearest to the reference among all that give every party at least what it is held at.

    ``held`` is in money units. Raises ``Infeasible`` where the gains cannot be had together.
    """
    session, model = deal.parties.session, deal.model
    years, support = float(model.case.years), _support_size(model)
    distance: list[Term] = []
    with session.temporary():
        for party, level in held.items():
            key = deal.parties.utilities[party]
            lower, upper = session.column_bounds(key)
            session.bound_column(key, max(lower, level - session.rounding * max(1.0, abs(level))), upper)
        for key, phase, size in activity_sizes(model):
            weight = model.case.phases[phase] / years / (size or 1.0)
            distance.append((weight, _distance(session, [(1.0, key)], _referred(key, model.unit, reference), key)))
        for name in model.case.corridors:
            for cadre, item in model.items_on(name):
                size = _cost_size(model, name, cadre, item) if cadre else support
                for phase in model.phases:
                    weight = model.case.phases[phase] / years / (size or 1.0)
                    for gap in _share_distances(deal, name, cadre, item, phase, reference):
                        distance.append((weight, gap))
        return session.minimise(distance)


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


def _share_distances(
    deal: Deal, corridor: str, cadre: str, item: Item, phase: int, reference: Terms | None
) -> Iterator[Key]:
    """For each payer: |payment - reference share · cost|."""
    shares = _shares(deal, corridor, cadre, item, phase, reference)
    cost = deal.model.cost(corridor, cadre, item, phase)
    for payer in PAYERS:
        key: Key = ("payment", corridor, cadre, item, payer, phase)
        if key in deal.parties.session.columns:
            share = shares.get(payer, 0.0)
            part = [(-share * price, at) for price, at in cost] if share else []
            yield _distance(deal.parties.session, [(1.0, key), *part], 0.0, key)


def _shares(
    deal: Deal, corridor: str, cadre: str, item: Item, phase: int, reference: Terms | None
) -> Mapping[str, float]:
    drafted = {
        payer: reference.shares[corridor, cadre or None, item, payer, phase]
        for payer in PAYERS
        if reference is not None and (corridor, cadre or None, item, payer, phase) in reference.shares
    }
    return drafted or reference_shares(deal.case, corridor, item, phase)
