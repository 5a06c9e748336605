"""What an agreement is worth to each country and to the workers (specification, section 6)."""

from __future__ import annotations

import numpy as np

from toolkit.case.schema import PAYERS
from toolkit.model.arrays import Axes
from toolkit.model.costs import Payments
from toolkit.model.workforce import Workforce, yearly

__all__ = ["COMPONENTS", "components", "gained_service_value", "present_value_over_agreement", "workers_gain"]

COMPONENTS = ("service", "remittances", "system_support", "payments")


def gained_service_value(axes: Axes, agreed: Workforce, without: Workforce, country: str) -> float:
    """Σ_t β^t Σ_c ``service_value``·ΔY[t] over t = 1..H, where ΔY = E + D - Ē."""
    i = axes.countries.index(country)
    gained = (agreed.service + agreed.remote_service - without.service)[i, :, 1:]
    worth = axes.by_country(lambda r: r.service_value)[i]
    return float(worth @ gained @ axes.discount(country)[1:])


def components(axes: Axes, agreed: Workforce, without: Workforce, payments: Payments, country: str) -> dict[str, float]:
    """The parts that add up to a country's gain U, in present value; what it pays counts negative.

    ``service`` and ``remittances`` over the years 1..H, ``system_support`` and ``payments`` over the years 0..T-1.
    """
    record, i = axes.case.countries[country], axes.countries.index(country)
    discount = axes.discount(country)
    sends, receives = axes.sending == i, axes.receiving == i
    sent_home = axes.by_corridor(lambda r: r.remittance * (1 - r.would_have_left))
    remittances = (sent_home[..., None] * agreed.abroad)[sends][..., 1:].sum(axis=(0, 1)) @ discount[1:]
    by_payer = yearly(axes, payments.by_payer())
    own = by_payer[sends, PAYERS.index("sending")].sum(axis=0) + by_payer[receives, PAYERS.index("receiving")].sum(
        axis=0
    )
    others = [index for index, payer in enumerate(PAYERS) if payer != "sending"]
    support = yearly(axes, payments.support_paid)[sends][:, others].sum(axis=(0, 1))
    return {
        "service": gained_service_value(axes, agreed, without, country),
        "remittances": float(record.remittance_weight * remittances),
        "system_support": float(record.support_value * support @ discount[:-1]),
        "payments": float(-record.cost_of_public_funds * own @ discount[:-1]),
    }


def workers_gain(axes: Axes, agreed: Workforce, payments: Payments, corridor: str) -> float:
    """Σ β^t ``wage_gain``·N[t] less what the workers paid, at the sending country's discount rate."""
    k = axes.corridors.index(corridor)
    discount = axes.discount(axes.countries[axes.sending[k]])
    pay = (axes.by_corridor(lambda r: r.wage_gain)[k][:, None] * agreed.licensed[k])[:, 1:].sum(axis=0)
    paid = yearly(axes, payments.by_payer())[k, PAYERS.index("worker")]
    return float(pay @ discount[1:] - paid @ discount[:-1])


def present_value_over_agreement(axes: Axes, per_phase: np.ndarray, country: str) -> float:
    """Present value of money a year, constant in each phase (F), over the years 0..T-1."""
    return float(yearly(axes, per_phase) @ axes.discount(country)[:-1])
