"""What the terms cost and who pays (specification, section 5)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toolkit.case.schema import PAYERS, SPENT_IN_SENDING_COUNTRY
from toolkit.model.arrays import CADRE_ITEMS, Array, Arrays, Axes

__all__ = ["Payments", "pay"]


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


def pay(axes: Axes, terms: Arrays) -> Payments:
    """The cost of each item a year, and each payer's part of it."""

    def price(read) -> Array:  # type: ignore[no-untyped-def]
        return axes.by_corridor(read)[..., None]

    cost = np.stack(
        [
            price(lambda r: r.training.cost_per_place if r.training else 0.0) * terms.places,
            price(lambda r: r.training.capacity_cost if r.training else 0.0) * terms.capacity,
            price(lambda r: r.recruitment_cost) * terms.recruits,
            price(lambda r: r.language_cost) * terms.candidates,
            price(lambda r: r.bridging_cost) * terms.bridged,
            (terms.tier_cost[..., None] * terms.retained).sum(axis=2),
            price(lambda r: r.posts.cost if r.posts else 0.0) * terms.posts,
            price(lambda r: r.returns.cost if r.returns else 0.0) * terms.returned,
            price(lambda r: r.remote_service.cost if r.remote_service else 0.0) * terms.remote_service,
        ],
        axis=2,
    )
    paid = cost[..., None, :] * terms.shares
    return Payments(cost, paid, terms.system_support[:, None, :] * terms.support_shares)
