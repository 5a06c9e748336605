"""``evaluate``: what given terms lead to for every party, by simulation alone (specification, section 9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from toolkit.case.schema import Case
from toolkit.model.arrays import Arrays, Axes
from toolkit.model.costs import pay
from toolkit.model.limits import limit_margins
from toolkit.model.red_lines import Consequences, margins, penalty
from toolkit.model.terms import Terms, no_terms
from toolkit.model.value import components, workers_gain
from toolkit.model.workforce import simulate

__all__ = ["Outcome", "evaluate"]

_TOLERANCE = 1e-6


@dataclass(frozen=True, eq=False)
class Outcome:
    """What terms lead to: gains by country in present value, the paths behind them, the limits they keep or cross."""

    case: Case
    terms: Terms
    consequences: Consequences

    @cached_property
    def components(self) -> dict[str, dict[str, float]]:
        """The parts of each country's gain: service, remittances, system support, payments (negative)."""
        found = self.consequences
        return {
            country: components(found.axes, found.agreed, found.without, found.payments, country)
            for country in self.case.countries
        }

    @cached_property
    def gains(self) -> dict[str, float]:
        """U of each country: present value in the case's currency, against no agreement."""
        return {country: sum(parts.values()) for country, parts in self.components.items()}

    @cached_property
    def penalty(self) -> float:
        """What the breaches of soft red lines count together, in money; 0 where none is breached."""
        return penalty(self.case, self.margins)

    @cached_property
    def workers_gains(self) -> dict[str, float]:
        """The workers' own gain on each corridor; reported, not optimised."""
        found = self.consequences
        return {name: workers_gain(found.axes, found.agreed, found.payments, name) for name in self.case.corridors}

    @cached_property
    def margins(self) -> Mapping[tuple[str | int, ...], float]:
        """The margin of every red line and limit by key; negative where it is crossed."""
        return {**margins(self.consequences), **limit_margins(self.consequences)}

    @cached_property
    def crossed(self) -> dict[tuple[str | int, ...], float]:
        """The red lines and limits that the terms cross, and by how much; beyond rounding only."""
        sizes = self._sizes()
        return {
            key: -margin
            for key, margin in self.margins.items()
            if margin < -_TOLERANCE * sizes[_is_money(key, self.case)]
        }

    def _sizes(self) -> dict[bool, float]:
        """What counts as rounding: a millionth of the money that flows, and of a person times the people that move."""
        payments = self.consequences.payments
        flow = float(payments.cost.sum() + self.consequences.terms.system_support.sum())
        people = float(self.consequences.terms.recruits.sum() + self.consequences.terms.places.sum())
        return {True: max(flow, 1e-9), False: max(people, 1.0)}


def _is_money(key: tuple[str | int, ...], case: Case) -> bool:
    if key[0] == "red_line":
        kind = case.red_lines[int(key[1])].kind
        return "contribution" in kind or kind in (
            "min_share_spent_on_training",
            "min_reinvested_share_of_gain",
            "min_gain",
            "max_payment",
        )
    return key[0] in ("budget", "share_low", "share_high")


def evaluate(case: Case, terms: Terms) -> Outcome:
    """Simulate given terms; no solver takes part.

    ``terms`` may cross limits and red lines: the outcome then tells which, and by how much, in ``crossed``.
    """
    axes = Axes(case)
    arrays = Arrays(axes, terms)
    without = simulate(axes, Arrays(axes, no_terms(case)))
    found = Consequences(axes, arrays, simulate(axes, arrays), without, pay(axes, arrays))
    return Outcome(case, terms, found)
