"""Which share of a loss of staff a country refills from abroad, and what training costs: from the register or assumed.

The share refilled is the foreign-trained share of the country's own staff where the register has it: of its posts this
part was filled from abroad so far. Where it has not, the average of the OECD countries stands in for a high-income
country, and ``REFILLED_BY_GROUP`` for all others. Both are assumed, and every share says what it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from toolkit.languages.speech import say, to_say
from toolkit.register.read import Register

__all__ = ["COST_COLUMNS", "OTHERWISE", "REFILLED_BY_GROUP", "Refill", "refill_shares", "training_costs"]

REFILLED_BY_GROUP: Mapping[str, float] = {"high": 0.15, "upper_middle": 0.05, "lower_middle": 0.02, "low": 0.02}
"""Shares of a loss refilled from abroad by income group, assumed: most countries train those whom they employ."""

OTHERWISE = 0.05
"""The share refilled by a country of which nothing is known, assumed."""

_ASSUMED: Mapping[str, str] = {
    "high": to_say("assumed for high income"),
    "upper_middle": to_say("assumed for upper-middle income"),
    "lower_middle": to_say("assumed for lower-middle income"),
    "low": to_say("assumed for low income"),
    "": to_say("assumed for unknown income"),
}

COST_COLUMNS = ("country", "cost", "currency", "price_year", "cadre", "definition", "source", "confidence")


@dataclass(frozen=True, slots=True)
class Refill:
    """The share (0 to 1) of a loss that a country refills from abroad, and what it rests on.

    ``assumed`` is true for whatever is no published figure of this country: rules, averages, what the user gives.
    """

    country: str
    share: float
    assumed: bool
    source: str
    note: str


def _newest(register: Register, parameter: str, cadre: str) -> pd.DataFrame:
    """Rows of a parameter that are not weak and about no partner, the newest last for each country."""
    table = register.parameters
    cadres = [cadre, "nurse_and_midwife"] if cadre in ("nurse", "midwife") else [cadre]
    chosen = (table["parameter"] == parameter) & (table["partner"] == "") & (table["confidence"] != "weak")
    found = table[chosen & table["cadre"].isin(cadres)]
    order = ["country", "year", "confidence", "source", "definition"]
    return found.assign(middle=_middle(found)).dropna(subset=["middle"]).sort_values(order, kind="stable")


def _middle(table: pd.DataFrame) -> pd.Series[float]:
    """The value, or the middle of the stated range; its only end where one alone is stated."""
    ends = table[["low", "high"]].astype(float)
    return table["value"].astype(float).fillna(ends.mean(axis=1))


def refill_shares(
    register: Register,
    cadre: str | None = None,
    *,
    given: Mapping[str, float] | None = None,
    groups: Mapping[str, float] = REFILLED_BY_GROUP,
) -> dict[str, Refill]:
    """The share refilled of every country in the register: what is given, else known of the cadre, else assumed.

    Without a cadre only what is given and what is assumed by income group counts.
    """
    rows: list[dict[str, Any]] = []
    if cadre is not None:
        rows = [
            {str(name): value for name, value in row.items()}
            for row in _newest(register, "foreign_trained_share", cadre).to_dict("records")
        ]
    known = {row["country"]: row for row in rows}
    average = known.pop("", None)
    found = {}
    for code, group in zip(register.countries["country"], register.countries["income_group"], strict=True):
        country, row = str(code), known.get(str(code))
        if given is not None and country in given:
            found[country] = Refill(country, float(given[country]), True, "", say("given"))
        elif row is not None:
            note = say(
                "foreign-trained share of its staff in {year}, taken for its share of refilling", year=row["year"]
            )
            found[country] = Refill(country, float(row["middle"]), False, str(row["source"]), note)
        elif average is not None and group == "high":
            note = say("assumed: average foreign-trained share of OECD countries in {year}", year=average["year"])
            found[country] = Refill(country, float(average["middle"]), True, str(average["source"]), note)
        else:
            note = say(_ASSUMED.get(str(group), _ASSUMED[""]))
            found[country] = Refill(country, groups.get(str(group), OTHERWISE), True, "", note)
    return found


def training_costs(register: Register, cadre: str, currency: str = "USD") -> pd.DataFrame:
    """What the register has on the cost of training one person of a cadre, in one currency: the newest for a country.

    Columns as of ``COST_COLUMNS``, sorted by country; the mean of the world has an empty country. Amounts are in the
    prices of ``price_year`` (of the year of publication where that is not stated) and neither inflated nor converted;
    definitions differ (some count schooling from the first class), so compare with care. Weak figures are left out.
    """
    found = _newest(register, "training_cost_per_graduate", cadre)
    found = found[(found["currency"] == currency) & found["unit"].str.startswith("per graduate")]
    found = found.groupby("country", sort=True).tail(1).reset_index(drop=True)
    table = found.assign(cost=found["middle"], price_year=found["price_year"].fillna(found["year"]))
    return table[list(COST_COLUMNS)]
