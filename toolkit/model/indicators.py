"""Every indicator of the specification, section 9, as tidy pandas tables: one number a row, with its unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from toolkit.case.schema import ITEMS, PAYERS, Item, ends
from toolkit.model.arrays import CADRE_ITEMS
from toolkit.model.evaluate import Outcome
from toolkit.model.value import present_value_over_agreement
from toolkit.model.workforce import Workforce, yearly

__all__ = ["by_corridor", "by_country", "by_phase", "by_year", "payments", "waterfall"]

_PATHS: dict[str, tuple[str, Callable[[Workforce], np.ndarray]]] = {
    "workforce": ("people", lambda w: w.workforce),
    "posts": ("posts", lambda w: w.posts),
    "filled_posts": ("posts", lambda w: w.service),
    "unfilled_posts": ("posts", lambda w: w.posts - w.service),
    "people_without_post": ("people", lambda w: w.staff - w.service),
    "remote_service": ("full-time equivalents", lambda w: w.remote_service),
}


def by_year(outcome: Outcome) -> pd.DataFrame:
    """Paths per country, cadre and year: with the agreement, and without it.

    Columns: country, cadre, year, indicator, unit, value, without_agreement. ``density`` counts filled posts and
    remote service per 10 000 people and is left out where the case gives no population; ``gained_service`` is in
    service-years. Years run from the start of the agreement (state at its beginning) to the end of the follow-up.
    """
    found = outcome.consequences
    steps = np.arange(outcome.case.horizon + 1)
    tables: list[pd.DataFrame] = []
    for i, country in enumerate(found.axes.countries):
        record = outcome.case.countries[country]
        ten_thousands = record.population * (1 + record.population_growth) ** steps / 10_000
        for cadre in record.cadres:
            c = found.axes.cadres.index(cadre)
            paths = {
                indicator: (unit, path(found.agreed)[i, c], path(found.without)[i, c])
                for indicator, (unit, path) in _PATHS.items()
            }
            service = (found.agreed.service + found.agreed.remote_service)[i, c]
            before = found.without.service[i, c]
            if record.population:
                paths["density"] = ("per 10 000 people", service / ten_thousands, before / ten_thousands)
            paths["gained_service"] = ("service-years", service - before, np.zeros_like(service))
            tables += [
                pd.DataFrame(
                    {
                        "country": country,
                        "cadre": cadre,
                        "year": outcome.case.start_year + steps,
                        "indicator": indicator,
                        "unit": unit,
                        "value": value,
                        "without_agreement": without,
                    }
                )
                for indicator, (unit, value, without) in paths.items()
            ]
    columns = ["country", "cadre", "year", "indicator", "unit", "value", "without_agreement"]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)


def by_corridor(outcome: Outcome) -> pd.DataFrame:
    """Activities and people per corridor, cadre and year; columns corridor, cadre, year, indicator, unit, value.

    Flows are those of the year, stocks (``abroad``, ``in_licensed_practice``) those at its beginning.
    """
    found, terms = outcome.consequences, outcome.consequences.terms
    axes, years = found.axes, outcome.case.start_year + np.arange(outcome.case.horizon)
    rates = axes.by_corridor(lambda r: r.return_rate)[..., None]
    sent = axes.by_corridor(lambda r: r.remittance)[..., None]
    paths = {
        "candidates": ("people", yearly(axes, terms.candidates)),
        "recruits": ("people", yearly(axes, terms.recruits)),
        "bridged": ("people", yearly(axes, terms.bridged)),
        "places": ("places", yearly(axes, terms.places)),
        "capacity": ("places", yearly(axes, terms.capacity)),
        "graduates_gained": ("people", found.agreed.graduates),
        "retained": ("people", yearly(axes, terms.retained.sum(axis=2))),
        "extra_posts": ("posts", yearly(axes, terms.posts)),
        "returned": ("people", yearly(axes, terms.returned)),
        "returned_unsupported": ("people", rates * found.agreed.abroad[..., :-1]),
        "remote_service": ("full-time equivalents", yearly(axes, terms.remote_service)),
        "abroad": ("people", found.agreed.abroad[..., :-1]),
        "in_licensed_practice": ("people", found.agreed.licensed[..., :-1]),
        "remittances": (f"{outcome.case.currency} a year", sent * found.agreed.abroad[..., :-1]),
    }
    tables = [
        pd.DataFrame(
            {"corridor": name, "cadre": cadre, "year": years, "indicator": key, "unit": unit, "value": path[k, c]}
        )
        for k, name in enumerate(axes.corridors)
        for cadre in outcome.case.corridors[name].cadres
        for c in (axes.cadres.index(cadre),)
        for key, (unit, path) in paths.items()
    ]
    columns = ["corridor", "cadre", "year", "indicator", "unit", "value"]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=columns)


def _paid(outcome: Outcome) -> Iterator[tuple[str, str, Item, str, np.ndarray, np.ndarray]]:
    """Corridor, cadre, item, payer, payment per phase, cost per phase."""
    found = outcome.consequences
    for k, name in enumerate(found.axes.corridors):
        for item in ITEMS:
            cadres: list[str] = list(outcome.case.corridors[name].cadres) if item in CADRE_ITEMS else [""]
            for cadre in cadres:
                for y, payer in enumerate(PAYERS):
                    if cadre:
                        c, j = found.axes.cadres.index(cadre), CADRE_ITEMS.index(item)
                        yield name, cadre, item, payer, found.payments.paid[k, c, j, y], found.payments.cost[k, c, j]
                    else:
                        support = found.terms.system_support[k]
                        yield name, cadre, item, payer, found.payments.support_paid[k, y], support


def payments(outcome: Outcome) -> pd.DataFrame:
    """Payments that are made: who pays what part of which item in which phase.

    Columns: corridor, cadre (empty for system support), item, payer, country (whose money it is; empty for the fund),
    phase, amount a year, share of the item's cost, present_value over the phase, at the payer's own discount rate
    (workers and the fund: at the sending country's).
    """
    axes, rows = outcome.consequences.axes, []
    for name, cadre, item, payer, paid, cost in _paid(outcome):
        sending, receiving = ends(name)
        payer_country = {"sending": sending, "receiving": receiving}.get(payer, "")
        for phase in np.flatnonzero(paid > 0):
            only = np.where(np.arange(len(paid)) == phase, paid, 0.0)
            rows.append(
                {
                    "corridor": name,
                    "cadre": cadre,
                    "item": item,
                    "payer": payer,
                    "country": payer_country,
                    "phase": int(phase),
                    "amount": float(paid[phase]),
                    "share": float(paid[phase] / cost[phase]),
                    "present_value": present_value_over_agreement(axes, only, payer_country or sending),
                }
            )
    columns = ["corridor", "cadre", "item", "payer", "country", "phase", "amount", "share", "present_value"]
    return pd.DataFrame(rows, columns=columns)


def waterfall(outcome: Outcome) -> pd.DataFrame:
    """The parts of each country's gain, in present value: columns country, component, value."""
    rows = [
        {"country": country, "component": component, "value": value}
        for country, parts in outcome.components.items()
        for component, value in parts.items()
    ]
    return pd.DataFrame(rows)


def by_country(outcome: Outcome) -> pd.DataFrame:
    """One row per country: gain, its share of the joint gain, service-years, payments.

    ``joint_share`` is empty where there is no joint gain. ``cost_per_service_year`` is what the country pays over the
    agreement per service-year it gains to the end of the follow-up, neither discounted; empty where it gains none.
    ``worst_year`` is the smallest gained service of a year over all cadres together.
    """
    found = outcome.consequences
    joint = sum(outcome.gains.values())
    rows = []
    for i, country in enumerate(found.axes.countries):
        gained = (found.agreed.service + found.agreed.remote_service - found.without.service)[i, :, 1:]
        own = sum(float(yearly(found.axes, paid).sum()) for paid in _own_payments(outcome, country))
        total = float(gained.sum())
        rows.append(
            {
                "country": country,
                "gain": outcome.gains[country],
                "joint_share": outcome.gains[country] / joint if joint > 0 else None,
                "gained_service_years": total,
                "worst_year": float(gained.sum(axis=0).min()),
                "payments": own,
                "cost_per_service_year": own / total if total > 1e-9 else None,
            }
        )
    return pd.DataFrame(rows)


def _own_payments(outcome: Outcome, country: str) -> Iterator[np.ndarray]:
    for name, _, _, payer, paid, _ in _paid(outcome):
        sending, receiving = ends(name)
        if {"sending": sending, "receiving": receiving}.get(payer) == country:
            yield paid


def by_phase(outcome: Outcome) -> pd.DataFrame:
    """One row per corridor and phase: recruits, contribution per recruit, share of it spent on training.

    The contribution is what the receiving country and the fund pay on items spent in the sending country.
    """
    found = outcome.consequences
    into = found.payments.into_sending_country()
    on_training = found.payments.into_sending_country(("training", "training_capacity"))
    rows: list[dict[str, Any]] = []
    for k, name in enumerate(found.axes.corridors):
        for phase in range(len(outcome.case.phases)):
            recruits, money = float(found.terms.recruits[k, :, phase].sum()), float(into[k, phase])
            rows.append(
                {
                    "corridor": name,
                    "phase": phase,
                    "recruits": recruits,
                    "contribution": money,
                    "contribution_per_recruit": money / recruits if recruits > 0 else None,
                    "training_share": float(on_training[k, phase]) / money if money > 0 else None,
                }
            )
    return pd.DataFrame(rows)
