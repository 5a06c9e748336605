"""How far terms stay from the limits that a case sets to each instrument and purse (specification, sections 3 to 5).

Keys are those of the rows and columns of the program, so that margin and slack can be held against each other.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from toolkit.case.schema import PAYERS, in_phase
from toolkit.model.arrays import CADRE_ITEMS
from toolkit.model.red_lines import Consequences

__all__ = ["limit_margins"]

Key = tuple[str | int, ...]


def limit_margins(found: Consequences) -> dict[Key, float]:
    """The margin of every limit that is not a red line; negative where the terms go beyond it."""
    return {
        **dict(_instruments(found)),
        **dict(_people_abroad(found)),
        **dict(_retention(found)),
        **dict(_budgets(found)),
        **dict(_shares(found)),
    }


def _instruments(found: Consequences) -> Iterator[tuple[Key, float]]:
    terms = found.terms
    for name, cadre, record in found.case.corridor_cadres():
        k, c, training = found.corridor(name), found.cadre(cadre), record.training
        for phase in range(len(found.case.phases)):
            at, here = (name, cadre, phase), (k, c, phase)
            recruits = terms.recruits[here]
            yield ("max_recruits", *at), in_phase(record.max_recruits, phase) - recruits
            yield ("candidates_pass", *at), record.pass_rate * terms.candidates[here] - recruits
            yield ("bridged_recruits", *at), recruits - terms.bridged[here]
            spare, new = (training.spare_places, training.max_new_places) if training else (0.0, 0.0)
            yield ("spare_places", *at), spare + terms.capacity[here] - terms.places[here]
            yield ("capacity", *at), new - terms.capacity[here]
            yield ("posts", *at), (record.posts.max if record.posts else 0.0) - terms.posts[here]
            for j, tier in enumerate(record.retention):
                yield ("retained", *at, j), tier.workers - terms.retained[k, c, j, phase]


def _people_abroad(found: Consequences) -> Iterator[tuple[Key, float]]:
    phase_of_year = found.case.phase_of_year
    for name, cadre, record in found.case.corridor_cadres():
        k, c = found.corridor(name), found.cadre(cadre)
        returns = record.returns.max_share if record.returns else 0.0
        remote = record.remote_service.max_share if record.remote_service else 0.0
        for t, phase in enumerate(phase_of_year):
            returned, served = found.terms.returned[k, c, phase], found.terms.remote_service[k, c, phase]
            yield ("returns", name, cadre, t), float(returns * found.agreed.licensed[k, c, t] - returned)
            yield ("remote_service_share", name, cadre, t), float(remote * found.agreed.abroad[k, c, t] - served)
        for t in range(1, found.case.horizon + 1):
            yield ("abroad", name, cadre, t), float(found.agreed.abroad[k, c, t])
            yield ("licensed", name, cadre, t), float(found.agreed.licensed[k, c, t])


def _retention(found: Consequences) -> Iterator[tuple[Key, float]]:
    case = found.case
    for country, record in case.countries.items():
        leaving = [found.corridor(name) for name in case.leaving(country)]
        i = found.axes.countries.index(country)
        for cadre, numbers in record.cadres.items():
            c = found.cadre(cadre)
            kept_by_tier, on_emigration = found.terms.retained[leaving, c], found.terms.on_emigration[leaving, c]
            for acts_on, rate, counted in (
                ("emigration", numbers.max_retained_share * numbers.emigration_rate, on_emigration),
                ("exit", numbers.max_kept_share * numbers.exit_rate, ~on_emigration),
            ):
                kept = (kept_by_tier * counted[..., None]).sum(axis=(0, 1))
                for t, phase in enumerate(case.phase_of_year if leaving else ()):
                    yield (
                        ("retention", country, cadre, acts_on, t),
                        float(rate * found.agreed.workforce[i, c, t] - kept[phase]),
                    )
            for t in range(1, case.horizon + 1):
                yield ("workforce", country, cadre, t), float(found.agreed.workforce[i, c, t])


def _budgets(found: Consequences) -> Iterator[tuple[Key, float]]:
    case, by_payer = found.case, found.payments.by_payer()
    for country, record in case.countries.items():
        i = found.axes.countries.index(country)
        paid = by_payer[found.axes.sending == i, PAYERS.index("sending")].sum(axis=0)
        paid = paid + by_payer[found.axes.receiving == i, PAYERS.index("receiving")].sum(axis=0)
        if record.budget is not None:
            for phase in range(len(case.phases)):
                yield ("budget", country, phase), float(in_phase(record.budget, phase) - paid[phase])
    fund = by_payer[:, PAYERS.index("fund")].sum(axis=0)
    for phase in range(len(case.phases)):
        yield ("budget", "fund", phase), float(in_phase(case.fund.budget, phase) - fund[phase])


def _shares(found: Consequences) -> Iterator[tuple[Key, float]]:
    case = found.case
    for name, cadre, _ in case.corridor_cadres():
        k, c = found.corridor(name), found.cadre(cadre)
        for item_index, item in enumerate(CADRE_ITEMS):
            cost, paid = found.payments.cost[k, c, item_index], found.payments.paid[k, c, item_index]
            yield from _share_bounds(found, (name, cadre, item), cost, paid)
    for k, name in enumerate(found.axes.corridors):
        yield from _share_bounds(
            found, (name, "", "system_support"), found.terms.system_support[k], found.payments.support_paid[k]
        )


def _share_bounds(
    found: Consequences, at: tuple[str, str, str], cost: np.ndarray, paid: np.ndarray
) -> Iterator[tuple[Key, float]]:
    for y, payer in enumerate(PAYERS):
        low, high = found.case.bounds(at[2], payer)
        for phase in range(len(found.case.phases)):
            if low > 0:
                yield ("share_low", *at, payer, phase), float(paid[y, phase] - low * cost[phase])
            if high < 1:
                yield ("share_high", *at, payer, phase), float(high * cost[phase] - paid[y, phase])
