"""Random cases and random terms from a seed, as plain mappings.

They cover what the specification allows: two to four countries of which one may send and receive, several cadres, one
to four phases, every instrument on or off, limits given once or per phase, budgets and fund present or absent, any
valid ``payment_shares``, every kind of red line with any selectors, hard or soft, and delays beyond the horizon.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from toolkit.case.red_lines import KINDS
from toolkit.case.schema import ITEMS

__all__ = ["random_case", "random_terms"]

Values = dict[str, Any]
_COUNTRIES = ("DEU", "GBR", "GHA", "KEN", "PHL")
_CADRES = ("physician", "nurse", "midwife", "caregiver")
_PAYERS = ("sending", "receiving", "worker", "fund")


class _Draw(random.Random):
    """A random generator with a few words of its own."""

    def chance(self, probability: float) -> bool:
        return self.random() < probability

    def number(self, low: float, high: float) -> float:
        return float(f"{self.uniform(low, high):.4g}")

    def some(self, values: Sequence[Any], least: int, most: int) -> list[Any]:
        return sorted(self.sample(list(values), self.randint(least, min(most, len(values)))))

    def per_phase(self, phases: int, draw: Callable[[], float]) -> Any:
        return [draw() for _ in range(phases)] if self.chance(0.5) else draw()


def random_case(
    seed: int,
    *,
    lines: Sequence[str] | None = None,
    most_lines: int = 4,
    soft: float = 0.3,
    valued: bool = False,
    eager: float = 1.0,
) -> Values:
    """A valid case from a seed.

    ``lines`` are the kinds of red line to draw, one each, instead of up to ``most_lines`` of any kind; ``soft`` is the
    part of them that may be breached; ``valued`` gives every cadre a ``service_value`` above 0; ``eager`` scales the
    thresholds that demand something.
    """
    draw = _Draw(seed)
    phases = [draw.randint(1, 3) for _ in range(draw.randint(1, 4))]
    codes = draw.some(_COUNTRIES, 2, 4)
    cadres = draw.some(_CADRES, 1, 2)
    corridors = _corridors(draw, codes, cadres, len(phases))
    case: Values = {
        "name": f"random {seed}",
        "start_year": draw.randint(2024, 2040),
        "years": sum(phases),
        "follow_up_years": draw.choice([0, 0, 1, 2, 4]),
        "phases": phases,
        "currency": "USD",
        "price_year": 2024,
        "countries": {code: _country(draw, code, corridors, cadres, len(phases), valued) for code in codes},
        "corridors": corridors,
        "payment_shares": _payment_shares(draw),
    }
    if _runs_in_a_circle(corridors):
        for country in case["countries"].values():
            country.setdefault("budget", draw.number(0, 5e5))
    if draw.chance(0.6):
        case["fund"] = {"budget": draw.per_phase(len(phases), lambda: draw.number(0, 2e5))}
    kinds = (
        list(lines) if lines is not None else [draw.choice(sorted(KINDS)) for _ in range(draw.randint(0, most_lines))]
    )
    case["red_lines"] = [_red_line(draw, case, kind, soft, eager) for kind in kinds]
    if any(line["kind"] == "density_floor" for line in case["red_lines"]):
        for country in case["countries"].values():
            country.setdefault("population", draw.randint(200_000, 2_000_000))
    return case


def _corridors(draw: _Draw, codes: list[str], cadres: list[str], phases: int) -> Values:
    """Corridors between the countries; often one country sends on one and receives on another."""
    pairs = [(a, b) for a in codes for b in codes if a != b]
    draw.shuffle(pairs)
    chosen = pairs[: draw.randint(1, 4)]
    if len(codes) > 2 and draw.chance(0.5):
        a, b, c = draw.sample(codes, 3)
        chosen = list(dict.fromkeys([(a, b), (b, c), *chosen]))[:4]
    names = [f"{a}-{b}" for a, b in chosen]
    return {name: {cadre: _corridor_cadre(draw, phases) for cadre in draw.some(cadres, 1, 2)} for name in names}


def _runs_in_a_circle(corridors: Values) -> bool:
    """Whether money can come back to where it started.

    Then two countries that discount differently gain without limit by lending to each other, unless they have budgets.
    """
    left: list[tuple[str, ...]] = [tuple(name.split("-")) for name in corridors]
    while True:
        receiving = {pair[1] for pair in left}
        onward = [pair for pair in left if pair[0] in receiving]
        if len(onward) == len(left):
            return bool(left)
        left = onward


def _country(draw: _Draw, code: str, corridors: Values, cadres: list[str], phases: int, valued: bool) -> Values:
    country: Values = {
        "discount_rate": draw.choice([0.0, draw.number(0, 0.12)]),
        "cost_of_public_funds": draw.choice([1.0, draw.number(1, 1.6)]),
        "support_value": draw.number(0, 1),
        "remittance_weight": draw.number(0, 0.5),
    }
    if draw.chance(0.7):
        country["budget"] = draw.per_phase(phases, lambda: draw.number(0, 5e5))
    if draw.chance(0.7):
        country["population"] = draw.randint(200_000, 2_000_000)
        country["population_growth"] = draw.number(-0.02, 0.04)
    needed = {cadre for name, moved in corridors.items() if code in name.split("-") for cadre in moved}
    for cadre in cadres:
        if cadre in needed or draw.chance(0.5):
            country[cadre] = _country_cadre(draw, valued)
    return country


def _country_cadre(draw: _Draw, valued: bool) -> Values:
    workforce = draw.randint(300, 3000)
    return {
        "workforce": workforce,
        "funded_posts": round(workforce * draw.uniform(0.7, 1.3)),
        "funded_posts_growth": draw.number(-0.03, 0.05),
        "graduates": round(workforce * draw.uniform(0, 0.1)),
        "graduates_growth": draw.number(-0.05, 0.05),
        "other_inflow": draw.randint(0, 20),
        "exit_rate": draw.number(0.01, 0.08),
        "emigration_rate": draw.choice([0.0, draw.number(0, 0.06)]),
        "max_retained_share": draw.number(0, 1),
        "max_kept_share": draw.number(0, 1),
        "service_value": draw.number(1_000, 40_000) if valued or draw.chance(0.85) else 0,
    }


def _corridor_cadre(draw: _Draw, phases: int) -> Values:
    licensed = draw.choice([1.0, draw.number(0.3, 1)])
    record: Values = {
        "max_recruits": draw.per_phase(phases, lambda: draw.number(0, 40)),
        "pass_rate": draw.choice([1.0, draw.number(0.1, 1)]),
        "would_have_left": draw.number(0, 1),
        "would_have_come": draw.number(0, 1),
        "share_of_emigrants": draw.number(0, 1),
        "licensed_share": licensed,
        "licensing_years": draw.randint(0, 4),
        "return_rate": draw.number(0, 0.1),
        "onward_rate": draw.number(0, 0.1),
        "remittance": draw.number(0, 8_000),
        "wage_gain": draw.number(0, 40_000),
        "recruitment_cost": draw.number(0, 15_000),
        "language_cost": draw.number(0, 2_000),
        "bridging_cost": draw.number(0, 5_000),
    }
    if draw.chance(0.5):
        record["licensed_share_bridged"] = min(1.0, round(licensed + draw.uniform(0, 0.4), 4))
    if draw.chance(0.6):
        record["training"] = {
            "spare_places": draw.choice([0, draw.randint(0, 15)]),
            "max_new_places": draw.choice([0, draw.randint(0, 40)]),
            "years": draw.randint(0, 4),
            "completion": draw.number(0.5, 1),
            "cost_per_place": draw.number(0, 10_000),
            "capacity_cost": draw.number(0, 3_000),
        }
    if draw.chance(0.5):
        record["retention"] = _tiers(draw)
    if draw.chance(0.5):
        record["posts"] = {"max": draw.randint(0, 60), "cost": draw.number(0, 10_000)}
    if draw.chance(0.5):
        record["returns"] = {"max_share": draw.number(0, 0.3), "cost": draw.number(0, 5_000)}
    if draw.chance(0.5):
        record["remote_service"] = {"max_share": draw.number(0, 0.2), "cost": draw.number(0, 10_000)}
    return record


def _tiers(draw: _Draw) -> list[Values]:
    costs = sorted(draw.number(0, 15_000) for _ in range(draw.randint(1, 3)))
    return [
        {
            "name": f"tier {j}",
            "workers": draw.randint(0, 15),
            "cost": cost,
            "acts_on": draw.choice(["emigration", "exit"]),
        }
        for j, cost in enumerate(costs)
    ]


def _payment_shares(draw: _Draw) -> Values:
    """Bounds that leave room for parts that add up to 1.

    Workers bear at most two fifths of system support: with more, or with support of any worth, somebody else's free
    money would let a gain grow without limit, since workers have no budget.
    """
    shares: Values = {}
    for item in ITEMS:
        bounds: Values = {}
        parts = [draw.random() for _ in _PAYERS]
        total = sum(parts)
        for payer, part in zip(_PAYERS, parts, strict=True):
            if draw.chance(0.6):
                inside = part / total
                low = draw.choice([0.0, 0.0, round(inside * draw.random(), 3)])
                high = draw.choice([1.0, round(inside + (1 - inside) * draw.random() + 0.001, 3)])
                bounds[payer] = [low, min(1.0, high)]
        if draw.chance(0.5):
            bounds["worker"] = [0, 0]
            for payer in set(_PAYERS) - {"worker"}:
                bounds[payer] = [bounds.get(payer, [0, 1])[0], 1]
        if item == "system_support":
            bounds = {"worker": [0, draw.choice([0, 0.3])], "sending": draw.choice([[0, 0], [0, 1]])}
        if bounds:
            shares[item] = bounds
    return shares


_VALUES: dict[str, tuple[float, float]] = {
    "density_floor": (0, 60),
    "max_recruits_share_of_graduates": (0, 1),
    "min_recruits": (0, 6),
    "max_recruits": (0, 40),
    "min_training_per_recruit": (0, 1),
    "train_first": (0, 20),
    "min_contribution_per_recruit": (0, 4_000),
    "max_contribution_per_recruit": (0, 30_000),
    "min_share_spent_on_training": (0, 0.6),
    "min_reinvested_share_of_gain": (0, 0.3),
    "min_return_share": (0, 0.2),
    "min_gain": (0, 100_000),
    "max_payment": (0, 300_000),
}
_DEMANDING = ("min_", "density_floor")


def _red_line(draw: _Draw, case: Values, kind: str, soft: float, eager: float) -> Values:
    """A red line with any of its selectors, all of them about one corridor and cadre, so that they meet."""
    declared = KINDS[kind]
    corridor = draw.choice(sorted(case["corridors"]))
    sending, receiving = corridor.split("-")
    cadre = draw.choice(sorted(case["corridors"][corridor]))
    payer = draw.choice(_PAYERS)
    ends = {"sending": [sending], "receiving": [receiving]}.get(declared.country_is, [sending, receiving])
    if kind == "max_payment":
        ends = {"sending": [sending], "receiving": [receiving]}.get(payer, [])
    choices: Values = {
        "corridor": corridor,
        "cadre": cadre,
        "phase": draw.randrange(len(case["phases"])),
        "country": draw.choice(ends) if ends else None,
    }
    line: Values = {"kind": kind}
    if kind == "max_payment":
        line["payer"] = payer
    for selector, chosen in choices.items():
        if selector in declared.selectors and chosen is not None and draw.chance(0.4):
            line[selector] = chosen
    if kind in _VALUES:
        low, high = _VALUES[kind]
        line["value"] = draw.number(low, high) * (eager if kind.startswith(_DEMANDING) else 1.0)
    if draw.chance(0.7):
        line["party"] = draw.choice(sorted(case["countries"]))
    if draw.chance(soft):
        line |= {"hard": False, "penalty": draw.choice([0, draw.number(0, 2), draw.number(0, 5_000)])}
    return line


def random_terms(case: Values, seed: int) -> Values:
    """Any terms at all for a case, in the layout of the specification, section 11; they may cross every limit."""
    draw = _Draw(seed)
    phases = len(case["phases"])

    def path(most: float) -> list[float]:
        return [draw.choice([0.0, draw.number(0, most)]) for _ in range(phases)]

    terms: Values = {}
    payments: list[Values] = []
    for name, corridor in case["corridors"].items():
        terms[name] = {"system_support": path(20_000)}
        for cadre, record in corridor.items():
            tiers = len(record.get("retention", []))
            terms[name][cadre] = {
                "candidates": path(80),
                "recruits": path(40),
                "bridged": path(40),
                "places": path(40),
                "capacity": path(30),
                "retained": [[draw.number(0, 10) for _ in range(tiers)] for _ in range(phases)],
                "posts": path(50),
                "returned": path(3),
                "remote_service": path(3),
            }
        for item in ITEMS:
            for cadre in ["", *corridor] if item == "system_support" else corridor:
                if (cadre == "") != (item == "system_support"):
                    continue
                for phase in range(phases):
                    payments += _payments(draw, name, cadre, item, phase)
    return {"terms": terms, "payments": payments}


def _payments(draw: _Draw, corridor: str, cadre: str, item: str, phase: int) -> list[Values]:
    parts = [draw.choice([0.0, draw.random()]) for _ in _PAYERS]
    total = sum(parts)
    if total == 0:
        parts, total = [1.0, 0.0, 0.0, 0.0], 1.0
    return [
        {"corridor": corridor, "cadre": cadre, "item": item, "payer": payer, "phase": phase, "share": part / total}
        for payer, part in zip(_PAYERS, parts, strict=True)
    ]
