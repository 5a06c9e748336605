"""The large case of the benchmark: every instrument, 6 cadres, 20 years in 10 phases."""

from __future__ import annotations

from typing import Any

from toolkit.case.schema import ITEMS

CADRES = ("physician", "nurse", "midwife", "dentist", "pharmacist", "caregiver")


def large_case() -> dict[str, Any]:
    """A made-up bilateral case of the largest size that a negotiation is likely to have."""
    phases = [2] * 10
    sending = {cadre: _country_cadre(40_000 / (1 + n), 0.9, 9_000 + 500 * n) for n, cadre in enumerate(CADRES)}
    receiving = {cadre: _country_cadre(300_000 / (1 + n), 1.08, 21_000 + 900 * n) for n, cadre in enumerate(CADRES)}
    return {
        "name": "Six cadres, twenty years, ten phases",
        "start_year": 2026,
        "years": 20,
        "follow_up_years": 10,
        "phases": phases,
        "currency": "USD",
        "price_year": 2024,
        "countries": {
            "KEN": {
                "discount_rate": 0.05,
                "cost_of_public_funds": 1.3,
                "support_value": 0.8,
                "remittance_weight": 0.15,
                "budget": 12e6,
                "population": 57e6,
                "population_growth": 0.019,
                **sending,
            },
            "GBR": {
                "discount_rate": 0.035,
                "cost_of_public_funds": 1.2,
                "budget": [20e6 + 4e6 * n for n in range(10)],
                "population": 69e6,
                **receiving,
            },
        },
        "corridors": {"KEN-GBR": {cadre: _corridor_cadre(300 / (1 + n)) for n, cadre in enumerate(CADRES)}},
        "fund": {"budget": 3e6},
        "payment_shares": {item: {"worker": [0, 0]} for item in ITEMS},
        "red_lines": [
            {"kind": "no_harm", "country": "KEN", "party": "KEN"},
            {"kind": "min_training_per_recruit", "value": 0.5, "party": "KEN"},
            {"kind": "max_recruits_share_of_graduates", "value": 0.2, "party": "KEN"},
            {"kind": "min_return_share", "value": 0.1, "party": "KEN"},
            {"kind": "min_contribution_per_recruit", "value": 8000, "party": "KEN"},
            {"kind": "max_contribution_per_recruit", "value": 60000, "party": "GBR"},
        ],
    }


def _country_cadre(workforce: float, posts: float, service_value: float) -> dict[str, float]:
    return {
        "workforce": workforce,
        "funded_posts": workforce * posts,
        "funded_posts_growth": 0.015,
        "graduates": workforce * 0.07,
        "graduates_growth": 0.005,
        "other_inflow": workforce * 0.01,
        "exit_rate": 0.04,
        "emigration_rate": 0.015,
        "max_retained_share": 0.3,
        "max_kept_share": 0.15,
        "service_value": service_value,
    }


def _corridor_cadre(recruits: float) -> dict[str, Any]:
    return {
        "max_recruits": [recruits * (1 + n / 10) for n in range(10)],
        "pass_rate": 0.4,
        "would_have_left": 0.35,
        "would_have_come": 0.15,
        "share_of_emigrants": 0.1,
        "licensed_share": 0.8,
        "licensed_share_bridged": 0.93,
        "licensing_years": 1,
        "return_rate": 0.02,
        "onward_rate": 0.03,
        "remittance": 4500,
        "wage_gain": 29000,
        "training": {
            "spare_places": recruits / 4,
            "max_new_places": recruits * 2,
            "years": 3,
            "completion": 0.88,
            "cost_per_place": 9000,
            "capacity_cost": 2500,
        },
        "retention": [
            {"name": "allowance", "workers": recruits, "cost": 6000},
            {"name": "housing", "workers": recruits, "cost": 11000},
            {"name": "later retirement", "workers": recruits, "cost": 9000, "acts_on": "exit"},
        ],
        "posts": {"max": recruits * 4, "cost": 7500},
        "returns": {"max_share": 0.08, "cost": 8000},
        "remote_service": {"max_share": 0.02, "cost": 9000},
        "recruitment_cost": 16000,
        "language_cost": 900,
        "bridging_cost": 2200,
    }
