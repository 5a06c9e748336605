"""A case and its terms as arrays over corridors, cadres, phases and years, so that the simulation is vectorised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from toolkit.case.schema import CADRES, ITEMS, PAYERS, Cadre, Case, CorridorCadre, CountryCadre, ends
from toolkit.model.terms import ACTIVITIES, Terms

__all__ = ["CADRE_ITEMS", "Arrays", "Axes"]

Array = NDArray[np.float64]
CADRE_ITEMS = ITEMS[:-1]
"""The items that arise per cadre: all but system support."""


@dataclass(frozen=True)
class Axes:
    """The names along each axis: corridors (K), cadres (C), countries (I), phases (F), years 0..T-1 and 0..H."""

    case: Case

    @cached_property
    def corridors(self) -> list[str]:
        """Corridors in order."""
        return list(self.case.corridors)

    @cached_property
    def countries(self) -> list[str]:
        """Countries in order."""
        return list(self.case.countries)

    @cached_property
    def cadres(self) -> list[Cadre]:
        """The cadres that some country has, in the order of the specification."""
        return [cadre for cadre in CADRES if any(cadre in country.cadres for country in self.case.countries.values())]

    @cached_property
    def phase_of_year(self) -> NDArray[np.intp]:
        """φ(t) for t = 0..T-1."""
        return np.array(self.case.phase_of_year)

    @cached_property
    def sending(self) -> NDArray[np.intp]:
        """The index of each corridor's sending country."""
        return np.array([self.countries.index(ends(name)[0]) for name in self.corridors], dtype=np.intp)

    @cached_property
    def receiving(self) -> NDArray[np.intp]:
        """The index of each corridor's receiving country."""
        return np.array([self.countries.index(ends(name)[1]) for name in self.corridors], dtype=np.intp)

    def by_corridor(self, read: Callable[[CorridorCadre], float]) -> Array:
        """A number of each corridor and cadre, 0 where the cadre does not move: shape (K, C)."""
        found = np.zeros((len(self.corridors), len(self.cadres)))
        for name, cadre, record in self.case.corridor_cadres():
            found[self.corridors.index(name), self.cadres.index(cadre)] = read(record)
        return found

    def by_country(self, read: Callable[[CountryCadre], float]) -> Array:
        """A number of each country and cadre, 0 where the country lacks the cadre: shape (I, C)."""
        found = np.zeros((len(self.countries), len(self.cadres)))
        for row, country in enumerate(self.case.countries.values()):
            for cadre, record in country.cadres.items():
                found[row, self.cadres.index(cadre)] = read(record)
        return found

    def discount(self, country: str) -> Array:
        """β^t for t = 0..H."""
        return (1 + self.case.countries[country].discount_rate) ** -np.arange(self.case.horizon + 1.0)


class Arrays:
    """Terms as arrays.

    Activities (K, C, F), retention (K, C, tiers, F), support (K, F), shares (K, C, item, payer, F).
    """

    def __init__(self, axes: Axes, terms: Terms):
        case, phases = axes.case, len(axes.case.phases)
        shape = (len(axes.corridors), len(axes.cadres))
        tiers = max((len(record.retention) for _, _, record in case.corridor_cadres()), default=0)
        activities = {name: np.zeros((*shape, phases)) for name in ACTIVITIES if name != "retained"}
        self.retained: Array = np.zeros((*shape, tiers, phases))
        self.tier_cost: Array = np.zeros((*shape, tiers))
        self.on_emigration: NDArray[np.bool_] = np.zeros((*shape, tiers), dtype=bool)
        self.system_support: Array = np.zeros((len(axes.corridors), phases))
        self.shares: Array = np.zeros((*shape, len(CADRE_ITEMS), len(PAYERS), phases))
        self.support_shares: Array = np.zeros((len(axes.corridors), len(PAYERS), phases))
        for name, cadre, record in case.corridor_cadres():
            k, c = axes.corridors.index(name), axes.cadres.index(cadre)
            said = terms.corridors[name].cadres[cadre]
            for activity, values in activities.items():
                values[k, c] = getattr(said, activity)
            for j, tier in enumerate(record.retention):
                self.retained[k, c, j] = [said.retained[phase][j] for phase in range(phases)]
                self.tier_cost[k, c, j] = tier.cost
                self.on_emigration[k, c, j] = tier.acts_on == "emigration"
        for k, name in enumerate(axes.corridors):
            self.system_support[k] = terms.corridors[name].system_support
        for (name, share_cadre, item, payer, phase), part in terms.shares.items():
            k, y = axes.corridors.index(name), PAYERS.index(payer)
            if share_cadre is None:
                self.support_shares[k, y, phase] = part
            else:
                self.shares[k, axes.cadres.index(share_cadre), CADRE_ITEMS.index(item), y, phase] = part
        self.candidates = activities["candidates"]
        self.recruits = activities["recruits"]
        self.bridged = activities["bridged"]
        self.places = activities["places"]
        self.capacity = activities["capacity"]
        self.posts = activities["posts"]
        self.returned = activities["returned"]
        self.remote_service = activities["remote_service"]
