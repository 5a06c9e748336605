"""Terms out of an optimum of the program."""

from __future__ import annotations

from toolkit.case.schema import PAYERS, Cadre, CorridorCadre
from toolkit.deal.variables import Model
from toolkit.linear.session import Optimum
from toolkit.model.terms import ACTIVITIES, CadreTerms, CorridorTerms, ShareKey, Terms

__all__ = ["read_terms"]

_NOBODY = 1e-7
_NO_MONEY = 1e-9
_ROUND = 1e-7


def read_terms(model: Model, optimum: Optimum) -> Terms:
    """The terms at an optimum, to nine digits: what lies beyond is solver noise and differs between machines.

    Less than a ten-millionth of a person, and less money than the solver can tell from none, count as nothing.
    """
    corridors = {
        name: CorridorTerms(
            {cadre: _cadre_terms(model, optimum, name, cadre, record) for cadre, record in corridor.cadres.items()},
            tuple(
                _tidy(optimum.value(("system_support", name, phase)), _NO_MONEY, model.unit) for phase in model.phases
            ),
        )
        for name, corridor in model.case.corridors.items()
    }
    return Terms(corridors, _shares(model, optimum))


def _tidy(value: float, nothing: float = _NOBODY, unit: float = 1.0) -> float:
    """A value without the solver's noise: nine digits, and a round number where it is one to seven."""
    if value < nothing:
        return 0.0
    plain = round(value * unit, 3)
    return plain if abs(plain - value * unit) <= _ROUND * plain else float(f"{value * unit:.9g}")


def _cadre_terms(model: Model, optimum: Optimum, corridor: str, cadre: Cadre, record: CorridorCadre) -> CadreTerms:
    def per_phase(activity: str) -> tuple[float, ...]:
        return tuple(_tidy(optimum.value((activity, corridor, cadre, phase))) for phase in model.phases)

    tiers = range(len(record.retention))
    retained = tuple(
        tuple(_tidy(optimum.value(("retained", corridor, cadre, phase, tier))) for tier in tiers)
        for phase in model.phases
    )
    others = {activity: per_phase(activity) for activity in ACTIVITIES if activity != "retained"}
    return CadreTerms(**others, retained=retained)


def _shares(model: Model, optimum: Optimum) -> dict[ShareKey, float]:
    """The part of each cost that each payer bears, for the costs that arise; parts of one cost add up to 1."""
    shares: dict[ShareKey, float] = {}
    for name in model.case.corridors:
        for at_cadre, item in model.items_on(name):
            cadre: Cadre | None = at_cadre or None
            for phase in model.phases:
                paid = {
                    payer: _tidy(optimum.value(("payment", name, at_cadre, item, payer, phase)), _NO_MONEY)
                    for payer in PAYERS
                    if ("payment", name, at_cadre, item, payer, phase) in model.program.columns
                }
                total = sum(paid.values())
                for payer, amount in paid.items() if total > 0 else ():
                    if amount > 0:
                        shares[name, cadre, item, payer, phase] = float(f"{amount / total:.9g}")
    return shares
