"""Builders of small cases as plain mappings, and changes to them by path."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from toolkit.case.load import load_case
from toolkit.case.schema import ITEMS, Case, as_mapping

__all__ = ["ABSENT", "SHIPPED", "bare", "changed", "plain", "red_line", "rich", "shipped", "with_lines"]

SHIPPED = ("ghana-uk", "kenya-uk", "philippines-germany")
ABSENT = object()
"""As a new value in ``changed``: take the field out."""

Values = dict[str, Any]


def plain() -> Values:
    """Kenya and the United Kingdom, nurses, two years in one phase: recruits only, in numbers for mental arithmetic.

    Kenya has more nurses than posts, so that those who leave cost it nothing; the United Kingdom has more posts than
    nurses. Nobody retires, graduates or leaves, nothing is discounted, and workers pay for nothing.
    """
    return {
        "name": "plain",
        "start_year": 2030,
        "years": 2,
        "phases": [2],
        "currency": "USD",
        "price_year": 2030,
        "countries": {
            "KEN": {"nurse": {"workforce": 1000, "funded_posts": 800, "service_value": 10}},
            "GBR": {"nurse": {"workforce": 2000, "funded_posts": 2500, "service_value": 50}},
        },
        "corridors": {"KEN-GBR": {"nurse": {"max_recruits": 10}}},
        "payment_shares": {
            **{item: {"worker": [0, 0]} for item in ITEMS},
            "system_support": {"worker": [0, 0], "sending": [0, 0]},
        },
    }


def rich() -> Values:
    """Two countries, two cadres, two phases, every instrument switched on, and every number at work."""
    return {
        "name": "rich",
        "description": "every instrument is on",
        "start_year": 2030,
        "years": 5,
        "follow_up_years": 3,
        "phases": [2, 3],
        "currency": "USD",
        "price_year": 2030,
        "countries": {
            "KEN": {
                "discount_rate": 0.05,
                "cost_of_public_funds": 1.3,
                "support_value": 0.8,
                "remittance_weight": 0.2,
                "budget": [60_000, 90_000],
                "population": 5_000_000,
                "population_growth": 0.02,
                "nurse": {
                    "workforce": 1000,
                    "funded_posts": 960,
                    "funded_posts_growth": 0.01,
                    "graduates": 60,
                    "graduates_growth": 0.01,
                    "other_inflow": 2,
                    "exit_rate": 0.04,
                    "emigration_rate": 0.03,
                    "max_retained_share": 0.5,
                    "max_kept_share": 0.3,
                    "service_value": 9_000,
                },
                "midwife": {
                    "workforce": 300,
                    "funded_posts": 400,
                    "graduates": 20,
                    "exit_rate": 0.04,
                    "emigration_rate": 0.02,
                    "service_value": 8_000,
                },
            },
            "GBR": {
                "discount_rate": 0.035,
                "cost_of_public_funds": 1.2,
                "budget": [400_000, 600_000],
                "population": 6_000_000,
                "population_growth": 0.005,
                "nurse": {
                    "workforce": 4000,
                    "funded_posts": 4300,
                    "funded_posts_growth": 0.01,
                    "graduates": 160,
                    "exit_rate": 0.04,
                    "service_value": 30_000,
                },
                "midwife": {
                    "workforce": 800,
                    "funded_posts": 900,
                    "graduates": 30,
                    "exit_rate": 0.04,
                    "service_value": 28_000,
                },
            },
        },
        "corridors": {
            "KEN-GBR": {
                "nurse": {
                    "max_recruits": [15, 25],
                    "pass_rate": 0.5,
                    "would_have_left": 0.3,
                    "would_have_come": 0.1,
                    "share_of_emigrants": 0.2,
                    "licensed_share": 0.8,
                    "licensed_share_bridged": 0.95,
                    "licensing_years": 1,
                    "return_rate": 0.02,
                    "onward_rate": 0.03,
                    "remittance": 3_000,
                    "wage_gain": 20_000,
                    "training": {
                        "spare_places": 5,
                        "max_new_places": 20,
                        "years": 2,
                        "completion": 0.9,
                        "cost_per_place": 5_000,
                        "capacity_cost": 1_000,
                    },
                    "retention": [
                        {"name": "allowance", "workers": 4, "cost": 3_000},
                        {"name": "housing", "workers": 8, "cost": 6_000},
                        {"name": "safer wards", "workers": 5, "cost": 4_000, "acts_on": "exit"},
                    ],
                    "posts": {"max": 30, "cost": 4_000},
                    "returns": {"max_share": 0.1, "cost": 2_000},
                    "remote_service": {"max_share": 0.05, "cost": 5_000},
                    "recruitment_cost": 6_000,
                    "language_cost": 700,
                    "bridging_cost": 1_500,
                },
                "midwife": {
                    "max_recruits": 6,
                    "licensed_share": 0.9,
                    "training": {"max_new_places": 10, "years": 2, "cost_per_place": 4_000},
                    "recruitment_cost": 5_000,
                },
            }
        },
        "fund": {"budget": 50_000},
        "payment_shares": {
            "recruitment": {"worker": [0, 0], "sending": [0, 0], "fund": [0, 0]},
            "language": {"worker": [0, 0.2]},
            "training": {"worker": [0, 0], "sending": [0.1, 1]},
            "training_capacity": {"worker": [0, 0]},
            "bridging": {"worker": [0, 0], "receiving": [0.5, 1]},
            "retention": {"worker": [0, 0]},
            "posts": {"worker": [0, 0], "receiving": [0, 0.6]},
            "return": {"worker": [0, 0]},
            "remote_service": {"worker": [0, 0]},
            "system_support": {"worker": [0, 0], "sending": [0, 0]},
        },
        "red_lines": [],
    }


def red_line(kind: str, value: float | None = None, **selectors: Any) -> Values:
    """A red line as it stands in a file."""
    return {"kind": kind, **({} if value is None else {"value": value}), **selectors}


def with_lines(values: Mapping[str, Any], *lines: Values) -> Values:
    """A case with these red lines added."""
    return {**deepcopy(dict(values)), "red_lines": [*deepcopy(list(values.get("red_lines", []))), *lines]}


def _step(part: str) -> str | int:
    return int(part) if part.isdigit() else part


def changed(values: Mapping[str, Any], changes: Mapping[str, Any]) -> Values:
    """A copy with new values by dotted path, such as ``countries.KEN.nurse.exit_rate`` or ``red_lines.0.value``."""
    copy: Values = deepcopy(dict(values))
    for path, new in changes.items():
        *way, last = map(_step, path.split("."))
        place: Any = copy
        for part in way:
            place = place[part] if isinstance(part, int) else place.setdefault(part, {})
        if new is ABSENT:
            del place[last]
        else:
            place[last] = deepcopy(new)
    return copy


@cache
def shipped(name: str) -> Case:
    """A shipped case, loaded once."""
    return load_case(name)


def bare(name: str) -> Values:
    """A shipped case as plain values without the origin of its numbers."""
    return dict(deepcopy(as_mapping(shipped(name))))
