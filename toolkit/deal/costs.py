"""Rows of money: payments add up to costs, within the payers' shares and budgets (specification, section 5)."""

from __future__ import annotations

from toolkit.case.schema import PAYERS, in_phase
from toolkit.deal.variables import Model

__all__ = ["add_budget_rows", "add_payment_rows"]


def add_payment_rows(model: Model) -> None:
    """Σ_payer P = cost of the item;  low·cost ≤ P ≤ high·cost with ``payment_shares[item][payer] = [low, high]``."""
    for name in model.case.corridors:
        for cadre, item in model.items_on(name):
            for phase in model.phases:
                at = (name, cadre, item)
                cost = model.cost(*at, phase)
                paid = [term for payer in PAYERS for term in model.payment(*at, payer, phase, 1.0)]
                negative_cost = [(-amount, column) for amount, column in cost]
                model.program.equal(("cost", *at, phase), [*paid, *negative_cost], 0.0)
                for payer in PAYERS:
                    low, high = model.case.bounds(item, payer)
                    part = model.payment(*at, payer, phase, 1.0)
                    if low > 0:
                        least = [*part, *((low * amount, column) for amount, column in negative_cost)]
                        model.program.at_least(("share_low", *at, payer, phase), least, 0.0)
                    if 0 < high < 1:
                        most = [
                            *((high * amount, column) for amount, column in cost),
                            *model.payment(*at, payer, phase, -1.0),
                        ]
                        model.program.at_least(("share_high", *at, payer, phase), most, 0.0)


def add_budget_rows(model: Model) -> None:
    """A country's payments over all its corridors, in either part, ≤ its ``budget``; the fund's ≤ ``fund.budget``."""
    case = model.case
    for country, record in case.countries.items():
        if record.budget is None:
            continue
        for phase in model.phases:
            paid = [term for name in case.leaving(country) for term in model.payments(name, "sending", phase, -1.0)]
            paid += [term for name in case.entering(country) for term in model.payments(name, "receiving", phase, -1.0)]
            model.program.at_least(("budget", country, phase), paid, -in_phase(record.budget, phase) / model.unit)
    for phase in model.phases:
        paid = [term for name in case.corridors for term in model.payments(name, "fund", phase, -1.0)]
        model.program.at_least(("budget", "fund", phase), paid, -in_phase(case.fund.budget, phase) / model.unit)
