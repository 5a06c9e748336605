"""What the terms cost and who pays (specification, section 5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toolkit.case.schema import PAYERS, SPENT_IN_SENDING_COUNTRY, CorridorCadre, Item
from toolkit.model.arrays import CADRE_ITEMS, Array, Arrays, Axes

__all__ = ["COSTED", "Payments", "pay", "unit_costs"]


@dataclass(frozen=True, eq=False)
class Payments:
    """Money a year: ``cost`` (K, C, item, F), ``paid`` (K, C, item, payer, F), ``support_paid`` (K, payer, F)."""

    cost: Array
    paid: Array
    support_paid: Array

    def by_payer(self) -> Array:
        """What each payer pays a year on each corridor, over all items and cadres: (K, payer, F)."""
        total: Array = self.paid.sum(axis=(1, 2)) + self.support_paid
        return total

    def into_sending_country(self, items: tuple[str, ...] = SPENT_IN_SENDING_COUNTRY) -> Array:
        """Payments by the receiving country and the fund on items spent in the sending country: (K, F)."""
        outside = [PAYERS.index("receiving"), PAYERS.index("fund")]
        chosen = [CADRE_ITEMS.index(item) for item in items if item in CADRE_ITEMS]
        total: Array = self.paid[:, :, chosen][:, :, :, outside].sum(axis=(1, 2, 3))
        return total + self.support_paid[:, outside].sum(axis=1) if "system_support" in items else total


COSTED: dict[Item, str] = {
    "training": "places",
    "training_capacity": "capacity",
    "recruitment": "recruits",
    "language": "candidates",
    "bridging": "bridged",
    "posts": "posts",
    "return": "returned",
    "remote_service": "remote_service",
}
"""The activity that each item is the cost of; retention has tiers, and system support is money itself."""


def unit_costs(record: CorridorCadre) -> dict[Item, tuple[str, float]]:
    """The activity that gives rise to each item, and the cost of one unit of it; retention has a cost per tier."""
    training = record.training
    prices: dict[Item, float] = {
        "training": training.cost_per_place if training else 0.0,
        "training_capacity": training.capacity_cost if training else 0.0,
        "recruitment": record.recruitment_cost,
        "language": record.language_cost,
        "bridging": record.bridging_cost,
        "posts": record.posts.cost if record.posts else 0.0,
        "return": record.returns.cost if record.returns else 0.0,
        "remote_service": record.remote_service.cost if record.remote_service else 0.0,
    }
    return {item: (COSTED[item], price) for item, price in prices.items()}


def pay(axes: Axes, terms: Arrays) -> Payments:
    """The cost of each item a year, and each payer's part of it."""
    cost = np.zeros((*terms.recruits.shape[:2], len(CADRE_ITEMS), terms.recruits.shape[2]))
    cost[:, :, CADRE_ITEMS.index("retention")] = (terms.tier_cost[..., None] * terms.retained).sum(axis=2)
    for name, cadre, record in axes.case.corridor_cadres():
        k, c = axes.corridors.index(name), axes.cadres.index(cadre)
        for item, (activity, price) in unit_costs(record).items():
            cost[k, c, CADRE_ITEMS.index(item)] = price * getattr(terms, activity)[k, c]
    paid = cost[..., None, :] * terms.shares
    return Payments(cost, paid, terms.system_support[:, None, :] * terms.support_shares)
