"""Rows of worth: the gain of each country against no agreement (specification, section 6)."""

from __future__ import annotations

from toolkit.case.schema import PAYERS
from toolkit.deal.variables import Model
from toolkit.deal.workforce import extra_posts, staff_change
from toolkit.linear.program import Term

__all__ = ["Pieces", "add_gain_rows", "gained_service"]

Pieces = dict[tuple[str, str, int], str]
"""For a country, cadre and year: whether ``staff`` or ``posts`` stands for the filled posts where nothing lifts E."""


def gained_service(
    model: Model, country: str, coefficient: float, pieces: Pieces | None = None
) -> tuple[list[Term], float]:
    """Σ_{t=1..H} β^t Σ_c ``service_value``·ΔY[t] in money units, times a coefficient: terms and a constant.

    ΔY = E + D - Ē. Where ``pieces`` names people or posts as what sets E, their amount stands in its place: at least E
    whatever the terms are.
    """
    numbers, discount = model.case.countries[country], model.axes.discount(country)
    terms: list[Term] = []
    constant = 0.0
    for cadre, record in numbers.cadres.items():
        service = model.without_path(model.without.service, country, cadre)
        for year in range(1, model.case.horizon + 1):
            at = (country, cadre, year)
            worth = coefficient * discount[year] * record.service_value / model.unit
            piece = (pieces or {}).get(at)
            if piece == "staff":
                terms += staff_change(model, *at, worth)
                constant += worth * (model.without_path(model.without.staff, country, cadre)[year] - service[year])
            elif piece == "posts":
                terms += extra_posts(model, *at, worth)
                constant += worth * (model.without_path(model.without.posts, country, cadre)[year] - service[year])
            else:
                terms += model.state("service", *at, worth)
            for name in model.case.leaving(country):
                if cadre in model.case.corridors[name].cadres:
                    terms += model.in_year("remote_service", name, cadre, year - 1, worth)
    return terms, float(constant)


def add_gain_rows(model: Model) -> None:
    """U = Σ_{t=1..H} β^t (service + ``remittance_weight``·remittances) + Σ_{t<T} β^t (support received - payments).

    Remittances are ``remittance``·(1-δˢ)·M[t] on the corridors a country sends on. System support counts
    ``support_value`` per unit paid by others, own payments ``cost_of_public_funds``.
    """
    case = model.case
    for country, record in case.countries.items():
        discount = model.axes.discount(country)
        terms, _ = gained_service(model, country, 1.0)
        for name in case.leaving(country):
            for cadre, moved in case.corridors[name].cadres.items():
                sent = record.remittance_weight * moved.remittance * (1 - moved.would_have_left) / model.unit
                for year in range(1, case.horizon + 1):
                    terms += model.state("abroad", name, cadre, year, sent * float(discount[year]))
            for phase in model.phases:
                support = record.support_value * model.annuity(country, phase)
                for payer in PAYERS:
                    if payer != "sending":
                        terms += model.payment(name, "", "system_support", payer, phase, support)
                own = -record.cost_of_public_funds * model.annuity(country, phase)
                terms += model.payments(name, "sending", phase, own)
        for name in case.entering(country):
            for phase in model.phases:
                own = -record.cost_of_public_funds * model.annuity(country, phase)
                terms += model.payments(name, "receiving", phase, own)
        model.program.equal(("gain", country), [*terms, (-1.0, ("gain", country))], 0.0)
