"""The size of each term: the most that the limits of the case let it be. Distances between terms are told in it."""

from __future__ import annotations

from toolkit.case.schema import CorridorCadre, Item
from toolkit.model.costs import unit_costs

__all__ = ["cost_at_most", "most_of"]


def most_of(record: CorridorCadre, years: int) -> dict[str, float]:
    """The most of each activity a year; retention tiers have their own ``workers``."""
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


def cost_at_most(record: CorridorCadre, years: int, item: Item) -> float:
    """The cost of an item a year with its activities at their most."""
    if item == "retention":
        return sum(tier.workers * tier.cost for tier in record.retention)
    activity, price = unit_costs(record)[item]
    return price * most_of(record, years)[activity]
