"""Who would have to be compensated for a shortage, and by how much: the shortage times what training a person costs.

    amount_i = shortage_i · cost_i

This replaces the people in training cost only; what patients lose meanwhile, and that training takes years, is not in
it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.atlas.backfill import Backfill
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say

__all__ = ["AMOUNT_COLUMNS", "Compensation", "compensation"]

AMOUNT_COLUMNS = ("country", "shortage", "cost", "assumed", "amount")


@dataclass(frozen=True, eq=False)
class Compensation:
    """Amounts by country, the largest first; NaN where no cost is known, and those countries come last.

    ``direct`` is the amount of the country that was recruited from, ``indirect`` that of the countries further along
    the chain; both without the countries in ``without_cost``, so they are the least.
    """

    currency: str
    countries: pd.DataFrame = field(repr=False)
    direct: float
    indirect: float
    without_cost: tuple[str, ...]

    @property
    def total(self) -> float:
        """All amounts that are known."""
        return self.direct + self.indirect

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ``None`` where an amount is not known."""
        rows = self.countries.astype(object).where(self.countries.notna(), None).to_dict("records")
        return {
            "currency": self.currency,
            "total": self.total,
            "direct": self.direct,
            "indirect": self.indirect,
            "without_cost": list(self.without_cost),
            "countries": rows,
        }


def compensation(
    found: Backfill,
    costs: Mapping[str, float],
    *,
    currency: str,
    otherwise: float | None = None,
    least: float = 0.0,
) -> Compensation:
    """The amounts for each country that ends with a shortage of ``least`` people or more, the destination left out.

    ``costs`` gives the cost of training one person by country, all in ``currency``; ``otherwise`` is assumed for the
    countries that it does not name. The destination's own shortage is of its making and nobody's to compensate.

    Raises ``InputError`` for a cost that is negative or no number.
    """
    offered = [(say("the cost of training in {country}", country=country), cost) for country, cost in costs.items()]
    if otherwise is not None:
        offered.append((say("the cost of training in every other country"), otherwise))
    problems = [
        Problem(place, say("is {given}", given=cost), say("an amount of 0 or more"))
        for place, cost in offered
        if not (math.isfinite(cost) and cost >= 0)
    ]
    if problems:
        raise InputError(say("the request"), problems)
    table = found.countries[["country", "shortage"]]
    table = table[(table["country"] != found.destination) & (table["shortage"] > 0) & (table["shortage"] >= least)]
    cost = table["country"].map(dict(costs)).astype(float)
    table = table.assign(cost=cost.fillna(otherwise) if otherwise is not None else cost, assumed=cost.isna())
    table["amount"] = table["shortage"] * table["cost"]
    table["assumed"] &= table["amount"].notna()
    table = table.sort_values(["amount", "shortage", "country"], ascending=[False, False, True], ignore_index=True)
    at_origin = table["country"] == found.origin
    return Compensation(
        currency,
        table[list(AMOUNT_COLUMNS)],
        float(table.loc[at_origin, "amount"].sum()),
        float(table.loc[~at_origin, "amount"].sum()),
        tuple(sorted(table.loc[table["amount"].isna(), "country"])),
    )
