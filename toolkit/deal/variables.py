"""The columns of the program: decision variables and states, by key (specification, sections 3 and 4).

Money columns are in units of ``Model.unit`` of the case's currency, so that solver tolerances mean something. States
are changes against no agreement: the large constants of the two countries' workforces never meet the small gains.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from toolkit.case.schema import PAYERS, Case, CorridorCadre, Item, Payer, in_phase
from toolkit.linear.program import Program, Term
from toolkit.model.arrays import Arrays, Axes
from toolkit.model.costs import unit_costs
from toolkit.model.terms import items_of, no_terms
from toolkit.model.workforce import Workforce, simulate

__all__ = ["Model", "add_variables"]


@dataclass
class Model:
    """A program being built: the case, the money unit, the path without an agreement, and columns by their meaning.

    Methods return terms: pairs of coefficient and column key. They are empty for a year or phase that does not count.
    """

    case: Case
    unit: float
    program: Program = field(default_factory=Program)

    @cached_property
    def axes(self) -> Axes:
        """The axes of the case."""
        return Axes(self.case)

    @cached_property
    def without(self) -> Workforce:
        """The path with no agreement."""
        return simulate(self.axes, Arrays(self.axes, no_terms(self.case)))

    @cached_property
    def phases(self) -> range:
        """The phases by number."""
        return range(len(self.case.phases))

    def without_path(self, path: np.ndarray, country: str, cadre: str) -> np.ndarray:
        """One country's and cadre's path out of ``without``."""
        found: np.ndarray = path[self.axes.countries.index(country), self.axes.cadres.index(cadre)]
        return found

    def in_year(self, name: str, corridor: str, cadre: str, year: int, coefficient: float) -> list[Term]:
        """A decision variable in a year 0..T-1; nothing outside those years."""
        if not 0 <= year < self.case.years or coefficient == 0:
            return []
        return [(coefficient, (name, corridor, cadre, self.case.phase_of_year[year]))]

    def state(self, name: str, place: str, cadre: str, year: int, coefficient: float) -> list[Term]:
        """A state in a year 1..H; nothing in year 0, where all changes are 0."""
        return [(coefficient, (name, place, cadre, year))] if year > 0 and coefficient else []

    def payment(
        self, corridor: str, cadre: str, item: Item, payer: Payer, phase: int, coefficient: float
    ) -> list[Term]:
        """A payment a year; nothing where the payer may not pay for the item or the item cannot arise."""
        key = ("payment", corridor, cadre, item, payer, phase)
        return [(coefficient, key)] if key in self.program.columns else []

    def payments(self, corridor: str, payer: Payer, phase: int, coefficient: float) -> list[Term]:
        """All payments by a payer on a corridor, system support included."""
        return self.payments_for(corridor, payer, phase, coefficient, None)

    def payments_for(
        self, corridor: str, payer: Payer, phase: int, coefficient: float, items: Iterable[Item] | None
    ) -> list[Term]:
        """Payments by a payer on a corridor for some items (``None``: all), over all cadres."""
        wanted = None if items is None else set(items)
        return [
            term
            for at_cadre, item in self.items_on(corridor)
            if wanted is None or item in wanted
            for term in self.payment(corridor, at_cadre, item, payer, phase, coefficient)
        ]

    def items_on(self, corridor: str) -> list[tuple[str, Item]]:
        """The pairs of cadre and item that can arise on a corridor; system support has the cadre ``""``."""
        cadres = self.case.corridors[corridor].cadres
        found: list[tuple[str, Item]] = [(cadre, item) for cadre, record in cadres.items() for item in items_of(record)]
        return [*found, ("", "system_support")]

    def cost(self, corridor: str, cadre: str, item: Item, phase: int) -> list[Term]:
        """The cost of an item a year, in money units (specification, section 5)."""
        if item == "system_support":
            return [(1.0, ("system_support", corridor, phase))]
        record = self.case.corridors[corridor].cadres[cadre]
        if item == "retention":
            tiers = enumerate(record.retention)
            return [(tier.cost / self.unit, ("retained", corridor, cadre, phase, j)) for j, tier in tiers]
        activity, price = unit_costs(record)[item]
        return [(price / self.unit, (activity, corridor, cadre, phase))]

    def annuity(self, country: str, phase: int) -> float:
        """Σ β^t over the years of a phase: the present value of 1 a year."""
        discount = self.axes.discount(country)
        return float(sum(discount[t] for t, at in enumerate(self.case.phase_of_year) if at == phase))


def add_variables(model: Model) -> None:
    """Every column: activities and payments per phase, states per year, one gain per country."""
    for name, cadre, record in model.case.corridor_cadres():
        for phase in model.phases:
            _add_activities(model, name, cadre, record, phase)
        for year in range(1, model.case.horizon + 1):
            model.program.column(("abroad", name, cadre, year))
            model.program.column(("licensed", name, cadre, year))
    for name in model.case.corridors:
        for phase in model.phases:
            model.program.column(("system_support", name, phase))
            for at_cadre, item in model.items_on(name):
                for payer in PAYERS:
                    if model.case.bounds(item, payer)[1] > 0:
                        model.program.column(("payment", name, at_cadre, item, payer, phase))
    for country, numbers in model.case.countries.items():
        for cadre in numbers.cadres:
            workforce = model.without_path(model.without.workforce, country, cadre)
            service = model.without_path(model.without.service, country, cadre)
            for year in range(1, model.case.horizon + 1):
                model.program.column(("workforce", country, cadre, year), lower=-float(workforce[year]))
                model.program.column(("service", country, cadre, year), lower=-float(service[year]))
        model.program.column(("gain", country))


def _add_activities(model: Model, corridor: str, cadre: str, record: CorridorCadre, phase: int) -> None:
    at = (corridor, cadre, phase)
    column = model.program.column
    column(("recruits", *at), upper=in_phase(record.max_recruits, phase))
    column(("candidates", *at))
    column(("bridged", *at))
    column(("places", *at))
    column(("capacity", *at), upper=record.training.max_new_places if record.training else 0.0)
    for j, tier in enumerate(record.retention):
        column(("retained", *at, j), upper=tier.workers)
    column(("posts", *at), upper=record.posts.max if record.posts else 0.0)
    column(("returned", *at))
    column(("remote_service", *at))
