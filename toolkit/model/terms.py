"""The terms of an agreement: what its text could say, per corridor, cadre and phase (specification, section 3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from toolkit.case.schema import PAYERS, Cadre, Case, CorridorCadre, Item, Payer, ends, in_phase

__all__ = [
    "ACTIVITIES",
    "CadreTerms",
    "CorridorTerms",
    "ShareKey",
    "Terms",
    "items_of",
    "no_terms",
    "payers_of",
    "reference_shares",
]

PerPhase = tuple[float, ...]
ShareKey = tuple[str, Cadre | None, Item, Payer, int]
"""Corridor, cadre (``None`` for system support), item, payer and phase of one payment."""


@dataclass(frozen=True, slots=True)
class CadreTerms:
    """The terms for one cadre on one corridor: a number a year for each phase; ``retained`` one per tier and phase."""

    candidates: PerPhase
    recruits: PerPhase
    bridged: PerPhase
    places: PerPhase
    capacity: PerPhase
    retained: tuple[PerPhase, ...]
    posts: PerPhase
    returned: PerPhase
    remote_service: PerPhase

    def to_dict(self) -> dict[str, Any]:
        """Lists per phase by name."""
        plain: dict[str, Any] = {part.name: list(getattr(self, part.name)) for part in fields(self)}
        plain["retained"] = [list(tiers) for tiers in self.retained]
        return plain


ACTIVITIES: tuple[str, ...] = tuple(part.name for part in fields(CadreTerms))


@dataclass(frozen=True, slots=True)
class CorridorTerms:
    """The terms of one corridor."""

    cadres: Mapping[Cadre, CadreTerms]
    system_support: PerPhase

    def to_dict(self) -> dict[str, Any]:
        """The layout of the specification, section 11."""
        return {
            **{cadre: terms.to_dict() for cadre, terms in self.cadres.items()},
            "system_support": list(self.system_support),
        }


@dataclass(frozen=True, slots=True)
class Terms:
    """A complete set of terms: activities by corridor, and the share of each cost item that each payer bears."""

    corridors: Mapping[str, CorridorTerms]
    shares: Mapping[ShareKey, float]

    def to_dict(self) -> dict[str, Any]:
        """Activities in the layout of the specification, section 11."""
        return {name: terms.to_dict() for name, terms in self.corridors.items()}


def items_of(record: CorridorCadre) -> list[Item]:
    """The cost items that a cadre on a corridor can give rise to, since their instrument is switched on."""
    training = record.training
    on: dict[Item, bool] = {
        "training": training is not None and training.spare_places + training.max_new_places > 0,
        "training_capacity": training is not None and training.max_new_places > 0,
        "recruitment": max(record.max_recruits) > 0,
        "language": max(record.max_recruits) > 0,
        "bridging": max(record.max_recruits) > 0,
        "retention": any(tier.workers > 0 for tier in record.retention),
        "posts": record.posts is not None and record.posts.max > 0,
        "return": record.returns is not None and record.returns.max_share > 0,
        "remote_service": record.remote_service is not None and record.remote_service.max_share > 0,
    }
    return [item for item, switched_on in on.items() if switched_on]


def payers_of(case: Case, corridor: str, item: Item, phase: int) -> list[Payer]:
    """The payers that may bear a part of an item: allowed by ``payment_shares`` and with money to spend."""
    sending, receiving = ends(corridor)
    purse = {
        "sending": case.countries[sending].budget,
        "receiving": case.countries[receiving].budget,
        "worker": None,
        "fund": case.fund.budget,
    }
    return [
        payer
        for payer in PAYERS
        if case.bounds(item, payer)[1] > 0 and (purse[payer] is None or in_phase(purse[payer], phase) > 0)
    ]


def reference_shares(case: Case, corridor: str, item: Item, phase: int) -> dict[Payer, float]:
    """Equal shares within the allowed bounds, among the payers with money (specification, section 8, end).

    The shares are the point nearest to equal parts: each payer's share is a common level cut off at its bounds. Where
    the payers with money cannot bear the whole item, all allowed payers are taken.
    """
    payers = payers_of(case, corridor, item, phase)
    if sum(case.bounds(item, payer)[1] for payer in payers) < 1:
        payers = [payer for payer in PAYERS if case.bounds(item, payer)[1] > 0]
    bounds = [case.bounds(item, payer) if payer in payers else (0.0, 0.0) for payer in PAYERS]
    shares = _equal_within(bounds)
    return {payer: part for payer, part in zip(PAYERS, shares, strict=True) if part > 0}


def _equal_within(bounds: Sequence[tuple[float, float]]) -> list[float]:
    """Parts that add up to 1, each the same level cut off at its bounds.

    The total rises piecewise linearly with the level, with corners at the bounds, so the level is found exactly.
    """

    def parts(level: float) -> list[float]:
        return [min(max(level, low), high) for low, high in bounds]

    corners = sorted({0.0, 1.0, *(limit for pair in bounds for limit in pair)})
    below = max((level for level in corners if sum(parts(level)) <= 1), default=0.0)
    above = min((level for level in corners if sum(parts(level)) >= 1), default=1.0)
    gap = sum(parts(above)) - sum(parts(below))
    level = below if gap <= 0 else below + (above - below) * (1 - sum(parts(below))) / gap
    return parts(level)


def no_terms(case: Case) -> Terms:
    """The terms of no agreement: nothing is done and nothing is paid."""
    nothing = (0.0,) * len(case.phases)
    corridors = {
        name: CorridorTerms(
            {
                cadre: CadreTerms(
                    **{activity: nothing for activity in ACTIVITIES if activity != "retained"},
                    retained=tuple((0.0,) * len(record.retention) for _ in case.phases),
                )
                for cadre, record in corridor.cadres.items()
            },
            nothing,
        )
        for name, corridor in case.corridors.items()
    }
    return Terms(corridors, {})
