"""What ``solve`` and ``evaluate`` give: frozen records that print, convert to and from JSON, and to tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.deal.limits import Binding
from toolkit.languages.speech import say
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome, evaluate
from toolkit.model.terms import Terms
from toolkit.model.terms_file import terms_from_mapping
from toolkit.wording import money, per_cent

__all__ = ["Solution", "frames", "outcome_to_dict"]


def frames(outcome: Outcome) -> dict[str, pd.DataFrame]:
    """Every table of an outcome by name."""
    return {
        "countries": indicators.by_country(outcome),
        "waterfall": indicators.waterfall(outcome),
        "payments": indicators.payments(outcome),
        "phases": indicators.by_phase(outcome),
        "years": indicators.by_year(outcome),
        "corridors": indicators.by_corridor(outcome),
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): None if value is None or value != value else value for name, value in row.items()}
        for row in table.astype(object).to_dict("records")
    ]


def outcome_to_dict(outcome: Outcome) -> dict[str, Any]:
    """Gains, terms, payments and indicators in the layout of the specification, section 11."""
    paid = indicators.payments(outcome)
    tables = {name: _records(table) for name, table in frames(outcome).items() if name != "payments"}
    return {
        "gains": dict(outcome.gains),
        "terms": outcome.terms.to_dict(),
        "payments": _records(paid),
        "indicators": {**tables, "workers_gains": dict(outcome.workers_gains)},
    }


@dataclass(frozen=True, eq=False)
class Solution:
    """The agreement that a solution concept chooses.

    ``ideals`` are the most each country could have, ``binding`` the limits with a price at the concept's own optimum
    (present value of its objective per unit), ``weights`` the bargaining weights of ``nash``. ``why`` says what the
    concept seeks, ``favours`` who gains by its choice. ``unavoidable_penalty`` is what breaches of soft red lines count
    at least. All money is in the case's currency.
    """

    case: Case
    concept: str
    why: str
    favours: str
    ideals: Mapping[str, float]
    outcome: Outcome
    binding: tuple[Binding, ...]
    weights: Mapping[str, float] = field(default_factory=dict)
    unavoidable_penalty: float = 0.0

    @property
    def gains(self) -> dict[str, float]:
        """U of each country."""
        return self.outcome.gains

    @property
    def terms(self) -> Terms:
        """The terms."""
        return self.outcome.terms

    @property
    def shares_of_ideal(self) -> dict[str, float | None]:
        """Each country's gain as a share of its ideal; ``None`` where there is nothing to gain.

        Both are less the penalties of soft red lines that could be avoided, where there are any.
        """
        excess = self.outcome.penalty - self.unavoidable_penalty
        return {name: (self.gains[name] - excess) / most if most > 0 else None for name, most in self.ideals.items()}

    def frames(self) -> dict[str, pd.DataFrame]:
        """Every table of the outcome by name, with the binding limits."""
        binding = pd.DataFrame(
            [entry.to_dict() for entry in self.binding], columns=["limit", "party", "price", "unit", "key", "places"]
        )
        countries = indicators.by_country(self.outcome)
        countries["ideal"] = [self.ideals[name] for name in countries["country"]]
        countries["share_of_ideal"] = [self.shares_of_ideal[name] for name in countries["country"]]
        return {**frames(self.outcome), "countries": countries, "binding": binding}

    def to_dict(self) -> dict[str, Any]:
        """The layout of the specification, section 11."""
        return {
            "case": self.case.name,
            "solution": self.concept,
            **({"weights": dict(self.weights)} if self.weights else {}),
            "why": self.why,
            "favours": self.favours,
            "currency": self.case.currency,
            **({"unavoidable_penalty": self.unavoidable_penalty} if self.unavoidable_penalty else {}),
            "ideal": dict(self.ideals),
            **outcome_to_dict(self.outcome),
            "binding": [entry.to_dict() for entry in self.binding],
        }

    @classmethod
    def from_dict(cls, case: Case, values: Mapping[str, Any]) -> Solution:
        """A solution from its JSON and the case it belongs to; its terms are simulated again.

        Raises ``TermsError`` where the terms do not fit the case.
        """
        binding = tuple(
            Binding(
                entry["limit"],
                entry["party"],
                entry["price"],
                entry["unit"],
                tuple(entry["key"]),
                tuple(tuple(place) for place in entry["places"]),
            )
            for entry in values["binding"]
        )
        outcome = evaluate(case, terms_from_mapping(values, case))
        return cls(
            case,
            values["solution"],
            values["why"],
            values["favours"],
            dict(values["ideal"]),
            outcome,
            binding,
            dict(values.get("weights", {})),
            float(values.get("unavoidable_penalty", 0.0)),
        )

    def __str__(self) -> str:
        lines = [f"{self.case.name}: {self.why} ({self.concept})."]
        lines += [f"  {self._gain(name)}" for name in self.gains]
        return "\n".join([*lines, f"  {self.favours}"])

    def _gain(self, country: str) -> str:
        name, amount = country_name(country), money(self.gains[country], self.case.currency)
        share = self.shares_of_ideal[country]
        if share is None:
            return say("{country} gains {amount}.", country=name, amount=amount)
        return say(
            "{country} gains {amount}, {share} of the most it could have.",
            country=name,
            amount=amount,
            share=per_cent(share, 1),
        )
