"""How far an outcome stays from each red line (specification, section 7): the margin is negative where it is crossed.

``toolkit.deal.red_lines`` imposes the same kinds on the program, under the same keys; a test holds margins against
slacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from toolkit.case import selection
from toolkit.case.schema import PAYERS, Case, RedLine, ends
from toolkit.model.arrays import Arrays, Axes
from toolkit.model.costs import Payments
from toolkit.model.value import components, gained_service_value, present_value_over_agreement
from toolkit.model.workforce import Workforce, yearly

__all__ = ["Consequences", "margins", "penalty"]

Instance = tuple[str | int, ...]
Margins = Iterator[tuple[Instance, float]]


@dataclass(frozen=True, eq=False)
class Consequences:
    """Everything the simulation knows about given terms."""

    axes: Axes
    terms: Arrays
    agreed: Workforce
    without: Workforce
    payments: Payments

    @property
    def case(self) -> Case:
        """The case."""
        return self.axes.case

    def corridor(self, name: str) -> int:
        """The index of a corridor."""
        return self.axes.corridors.index(name)

    def cadre(self, name: str) -> int:
        """The index of a cadre."""
        return self.axes.cadres.index(name)

    def gain(self, country: str) -> float:
        """U of a country."""
        return sum(components(self.axes, self.agreed, self.without, self.payments, country).values())

    def graduates_a_year(self, corridor: str, cadre: str) -> np.ndarray:
        """κ·n of a corridor and cadre per phase: the graduates that a year's places lead to."""
        training = getattr(self.case.corridors[corridor], cadre).training
        completion = training.completion if training else 0.0
        places: np.ndarray = completion * self.terms.places[self.corridor(corridor), self.cadre(cadre)]
        return places


def _no_harm(found: Consequences, line: RedLine) -> Margins:
    gained = found.agreed.service + found.agreed.remote_service - found.without.service
    for country in selection.countries(found.case, line):
        for cadre in selection.cadres_in(found.case, line, country):
            path = gained[found.axes.countries.index(country), found.cadre(cadre)]
            for t in range(1, found.case.horizon + 1):
                yield (country, cadre, t), float(path[t])


def _density_floor(found: Consequences, line: RedLine) -> Margins:
    for country in selection.countries(found.case, line):
        record, i = found.case.countries[country], found.axes.countries.index(country)
        chosen = [found.cadre(cadre) for cadre in selection.cadres_in(found.case, line, country)]
        for t in range(1, found.case.horizon + 1):
            ten_thousands = record.population * (1 + record.population_growth) ** t / 10_000
            agreed = (found.agreed.service + found.agreed.remote_service)[i, chosen, t].sum() / ten_thousands
            without = found.without.service[i, chosen, t].sum() / ten_thousands
            yield (country, t), float(agreed - min(line.threshold, without))


def _max_recruits_share_of_graduates(found: Consequences, line: RedLine) -> Margins:
    chosen = selection.corridors(found.case, line)
    for country in sorted({ends(name)[0] for name in chosen}):
        leaving = [name for name in chosen if ends(name)[0] == country]
        for cadre in selection.cadres_in(found.case, line, country):
            with_cadre = [found.corridor(name) for name in leaving if cadre in found.case.corridors[name].cadres]
            graduates = found.case.countries[country].cadres[cadre].graduates
            for phase in selection.phases(found.case, line) if with_cadre else ():
                recruits = found.terms.recruits[with_cadre, found.cadre(cadre), phase].sum()
                yield (country, cadre, phase), float(line.threshold * graduates - recruits)


def _per_cadre_and_phase(found: Consequences, line: RedLine, margin: Callable[[str, str, int], float]) -> Margins:
    for name in selection.corridors(found.case, line):
        for cadre in selection.cadres_on(found.case, line, name):
            for phase in selection.phases(found.case, line):
                yield (name, cadre, phase), float(margin(name, cadre, phase))


def _recruits(found: Consequences, corridor: str, cadre: str, phase: int) -> float:
    return float(found.terms.recruits[found.corridor(corridor), found.cadre(cadre), phase])


def _min_recruits(found: Consequences, line: RedLine) -> Margins:
    return _per_cadre_and_phase(found, line, lambda k, c, f: _recruits(found, k, c, f) - line.threshold)


def _max_recruits(found: Consequences, line: RedLine) -> Margins:
    return _per_cadre_and_phase(found, line, lambda k, c, f: line.threshold - _recruits(found, k, c, f))


def _min_training_per_recruit(found: Consequences, line: RedLine) -> Margins:
    def margin(corridor: str, cadre: str, phase: int) -> float:
        graduates = found.graduates_a_year(corridor, cadre)[phase]
        return float(graduates - line.threshold * _recruits(found, corridor, cadre, phase))

    return _per_cadre_and_phase(found, line, margin)


def _train_first(found: Consequences, line: RedLine) -> Margins:
    years = np.arange(1, found.case.years + 1)
    for name in selection.corridors(found.case, line):
        for cadre in selection.cadres_on(found.case, line, name):
            training = found.case.corridors[name].cadres[cadre].training
            recruits = yearly(found.axes, found.terms.recruits)[found.corridor(name), found.cadre(cadre)]
            trained = yearly(found.axes, found.graduates_a_year(name, cadre), training.years if training else 0)
            room = line.threshold * years + (trained - recruits)[: found.case.years].cumsum()
            for t in range(found.case.years):
                yield (name, cadre, t), float(room[t])


def _contribution(found: Consequences, line: RedLine, sign: int) -> Margins:
    into = found.payments.into_sending_country()
    recruits = found.terms.recruits.sum(axis=1)
    for name in selection.corridors(found.case, line):
        k = found.corridor(name)
        for phase in selection.phases(found.case, line):
            yield (name, phase), float(sign * (into[k, phase] - line.threshold * recruits[k, phase]))


def _min_contribution_per_recruit(found: Consequences, line: RedLine) -> Margins:
    return _contribution(found, line, 1)


def _max_contribution_per_recruit(found: Consequences, line: RedLine) -> Margins:
    return _contribution(found, line, -1)


def _min_share_spent_on_training(found: Consequences, line: RedLine) -> Margins:
    into = found.payments.into_sending_country()
    on_training = found.payments.into_sending_country(("training", "training_capacity"))
    for name in selection.corridors(found.case, line):
        k = found.corridor(name)
        for phase in selection.phases(found.case, line):
            yield (name, phase), float(on_training[k, phase] - line.threshold * into[k, phase])


def _min_reinvested_share_of_gain(found: Consequences, line: RedLine) -> Margins:
    into = found.payments.into_sending_country()
    chosen = selection.corridors(found.case, line)
    for country in selection.countries(found.case, line):
        counted = [found.corridor(name) for name in chosen if ends(name)[1] == country]
        reinvested = present_value_over_agreement(found.axes, into[counted].sum(axis=0), country)
        gain = gained_service_value(found.axes, found.agreed, found.without, country)
        yield (country,), float(reinvested - line.threshold * gain)


def _min_return_share(found: Consequences, line: RedLine) -> Margins:
    returned = yearly(found.axes, found.terms.returned)
    recruits = yearly(found.axes, found.terms.recruits)
    for name in selection.corridors(found.case, line):
        for cadre in selection.cadres_on(found.case, line, name):
            k, c, years = found.corridor(name), found.cadre(cadre), slice(found.case.years)
            rate = found.case.corridors[name].cadres[cadre].return_rate
            back = (rate * found.agreed.abroad[k, c, years] + returned[k, c, years]).sum()
            yield (name, cadre), float(back - line.threshold * recruits[k, c, years].sum())


def _min_gain(found: Consequences, line: RedLine) -> Margins:
    for country in selection.countries(found.case, line):
        yield (country,), found.gain(country) - line.threshold


def _max_payment(found: Consequences, line: RedLine) -> Margins:
    for who, pairs in selection.payer_groups(found.case, line).items():
        for phase in selection.phases(found.case, line):
            paid = 0.0
            for name, payer in pairs:
                k, y = found.corridor(name), PAYERS.index(payer)
                cadres = [found.cadre(cadre) for cadre in selection.cadres_on(found.case, line, name)]
                paid += found.payments.paid[k, cadres, :, y, phase].sum()
                paid += found.payments.support_paid[k, y, phase] if line.cadre is None else 0.0
            yield (who, phase), float(line.threshold - paid)


_MEASURES: dict[str, Callable[[Consequences, RedLine], Margins]] = {
    "no_harm": _no_harm,
    "density_floor": _density_floor,
    "max_recruits_share_of_graduates": _max_recruits_share_of_graduates,
    "min_recruits": _min_recruits,
    "max_recruits": _max_recruits,
    "min_training_per_recruit": _min_training_per_recruit,
    "train_first": _train_first,
    "min_contribution_per_recruit": _min_contribution_per_recruit,
    "max_contribution_per_recruit": _max_contribution_per_recruit,
    "min_share_spent_on_training": _min_share_spent_on_training,
    "min_reinvested_share_of_gain": _min_reinvested_share_of_gain,
    "min_return_share": _min_return_share,
    "min_gain": _min_gain,
    "max_payment": _max_payment,
}


def margins(found: Consequences) -> dict[tuple[str | int, ...], float]:
    """The margin of every red line wherever it applies, keyed ``("red_line", number, …)``; negative means crossed."""
    return {
        ("red_line", number, *instance): margin
        for number, line in enumerate(found.case.red_lines)
        for instance, margin in _MEASURES[line.kind](found, line)
    }


def penalty(case: Case, found: Mapping[Instance, float]) -> float:
    """What the breaches of soft red lines count together, by the margins of an outcome: ``penalty`` per unit."""
    return sum(
        -margin * (case.red_lines[int(key[1])].penalty or 0.0)
        for key, margin in found.items()
        if key[0] == "red_line" and margin < 0 and not case.red_lines[int(key[1])].hard
    )
