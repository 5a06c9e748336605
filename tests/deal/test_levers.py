"""Every lever moves something: no field of a case and no red line is a silent no-op.

For each field of the schema there is a case in which another value changes the agreement or what it leads to. A field
that is added to the schema needs a line here, or stands among those that only describe.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from tests.support.cases import ABSENT, changed, red_line, rich, with_lines
from tests.support.slow import mostly_slow
from toolkit import Case, Solution, evaluate, load_case, solve
from toolkit.case.fields import all_fields
from toolkit.case.red_lines import KINDS
from toolkit.model import indicators

KEN, GBR = "countries.KEN", "countries.GBR"
HOME, THERE, MOVE = "countries.KEN.nurse", "countries.GBR.nurse", "corridors.KEN-GBR.nurse"
SHORT = {f"{HOME}.funded_posts": 1200}
"""Kenya has fewer nurses than posts, so that people and not posts set its service."""
FEW = {f"{HOME}.funded_posts": 800}
"""Kenya has many nurses without a post."""

DESCRIBE = {
    "name",
    "description",
    "currency",
    "price_year",
    "red_lines[].note",
    "red_lines[].party",
    "corridors.<from-to>.<cadre>.retention[].name",
    *(f"sources.<key>.{field}" for field in ("title", "publisher", "year", "address", "note")),
}
"""Fields that only describe. Who holds a red line is told with it; its penalty counts for every country alike."""

# field of the schema: changes that make the case in which it matters, path, another value
Lever = tuple[dict[str, Any], str, Any]
LINE = red_line("max_recruits", 9, cadre="nurse")
SOFT = red_line("max_recruits", 9, cadre="nurse", hard=False, penalty=6_000)
RETURNS = red_line("min_return_share", 0.22, cadre="nurse")
OWN = red_line("max_payment", 50_000, country="GBR")
BACK = {"corridors.GBR-KEN": {"nurse": {"max_recruits": 1}}}
PAID = red_line("max_payment", 150_000, payer="receiving")
LEVERS: dict[str, Lever] = {
    "start_year": ({}, "start_year", 2031),
    "years": ({"phases": [2, 4]}, "years", 6),
    "follow_up_years": ({}, "follow_up_years", 4),
    "phases": ({}, "phases", [3, 2]),
    "countries.<code>.discount_rate": ({}, f"{KEN}.discount_rate", 0.08),
    "countries.<code>.cost_of_public_funds": ({}, f"{GBR}.cost_of_public_funds", 1.4),
    "countries.<code>.support_value": ({}, f"{KEN}.support_value", 1.5),
    "countries.<code>.remittance_weight": ({}, f"{KEN}.remittance_weight", 0.3),
    "countries.<code>.budget": ({}, f"{GBR}.budget", [400_000, 500_000]),
    "countries.<code>.population": ({}, f"{KEN}.population", 6_000_000),
    "countries.<code>.population_growth": ({}, f"{KEN}.population_growth", 0.03),
    "countries.<code>.<cadre>.workforce": (SHORT, f"{HOME}.workforce", 1010),
    "countries.<code>.<cadre>.funded_posts": ({}, f"{HOME}.funded_posts", 950),
    "countries.<code>.<cadre>.funded_posts_growth": ({}, f"{HOME}.funded_posts_growth", 0.0),
    "countries.<code>.<cadre>.graduates": (SHORT, f"{HOME}.graduates", 62),
    "countries.<code>.<cadre>.graduates_growth": ({}, f"{HOME}.graduates_growth", 0.02),
    "countries.<code>.<cadre>.other_inflow": ({}, f"{HOME}.other_inflow", 4),
    "countries.<code>.<cadre>.exit_rate": (SHORT, f"{HOME}.exit_rate", 0.05),
    "countries.<code>.<cadre>.emigration_rate": (SHORT, f"{HOME}.emigration_rate", 0.02),
    "countries.<code>.<cadre>.max_retained_share": (SHORT, f"{HOME}.max_retained_share", 0.2),
    "countries.<code>.<cadre>.max_kept_share": (SHORT, f"{HOME}.max_kept_share", 0.05),
    "countries.<code>.<cadre>.service_value": ({}, f"{HOME}.service_value", 10_000),
    "corridors.<from-to>.<cadre>.max_recruits": ({}, f"{MOVE}.max_recruits", [15, 20]),
    "corridors.<from-to>.<cadre>.pass_rate": ({}, f"{MOVE}.pass_rate", 0.4),
    "corridors.<from-to>.<cadre>.would_have_left": ({}, f"{MOVE}.would_have_left", 0.4),
    "corridors.<from-to>.<cadre>.would_have_come": ({}, f"{MOVE}.would_have_come", 0.2),
    "corridors.<from-to>.<cadre>.share_of_emigrants": (SHORT, f"{MOVE}.share_of_emigrants", 0.4),
    "corridors.<from-to>.<cadre>.licensed_share": ({}, f"{MOVE}.licensed_share", 0.7),
    "corridors.<from-to>.<cadre>.licensed_share_bridged": ({}, f"{MOVE}.licensed_share_bridged", 1.0),
    "corridors.<from-to>.<cadre>.licensing_years": ({}, f"{MOVE}.licensing_years", 2),
    "corridors.<from-to>.<cadre>.return_rate": ({}, f"{MOVE}.return_rate", 0.05),
    "corridors.<from-to>.<cadre>.onward_rate": ({}, f"{MOVE}.onward_rate", 0.05),
    "corridors.<from-to>.<cadre>.remittance": ({}, f"{MOVE}.remittance", 4_000),
    "corridors.<from-to>.<cadre>.wage_gain": ({}, f"{MOVE}.wage_gain", 25_000),
    "corridors.<from-to>.<cadre>.training.spare_places": ({}, f"{MOVE}.training.spare_places", 7),
    "corridors.<from-to>.<cadre>.training.max_new_places": ({}, f"{MOVE}.training.max_new_places", 18),
    "corridors.<from-to>.<cadre>.training.years": ({}, f"{MOVE}.training.years", 3),
    "corridors.<from-to>.<cadre>.training.completion": ({}, f"{MOVE}.training.completion", 0.8),
    "corridors.<from-to>.<cadre>.training.cost_per_place": ({}, f"{MOVE}.training.cost_per_place", 6_000),
    "corridors.<from-to>.<cadre>.training.capacity_cost": ({}, f"{MOVE}.training.capacity_cost", 1_500),
    "corridors.<from-to>.<cadre>.retention[].workers": ({}, f"{MOVE}.retention.0.workers", 5),
    "corridors.<from-to>.<cadre>.retention[].cost": ({}, f"{MOVE}.retention.0.cost", 2_000),
    "corridors.<from-to>.<cadre>.retention[].acts_on": ({}, f"{MOVE}.retention.0.acts_on", "exit"),
    "corridors.<from-to>.<cadre>.posts.max": ({**FEW, f"{MOVE}.posts.cost": 1_000}, f"{MOVE}.posts.max", 35),
    "corridors.<from-to>.<cadre>.posts.cost": (FEW, f"{MOVE}.posts.cost", 3_000),
    "corridors.<from-to>.<cadre>.returns.max_share": ({"red_lines": [RETURNS]}, f"{MOVE}.returns.max_share", 0.2),
    "corridors.<from-to>.<cadre>.returns.cost": ({"red_lines": [RETURNS]}, f"{MOVE}.returns.cost", 3_000),
    "corridors.<from-to>.<cadre>.remote_service.max_share": ({}, f"{MOVE}.remote_service.max_share", 0.1),
    "corridors.<from-to>.<cadre>.remote_service.cost": ({}, f"{MOVE}.remote_service.cost", 4_000),
    "corridors.<from-to>.<cadre>.recruitment_cost": ({}, f"{MOVE}.recruitment_cost", 7_000),
    "corridors.<from-to>.<cadre>.language_cost": ({}, f"{MOVE}.language_cost", 900),
    "corridors.<from-to>.<cadre>.bridging_cost": ({}, f"{MOVE}.bridging_cost", 1_000),
    "fund.budget": ({}, "fund.budget", [50_000, 70_000]),
    "payment_shares": ({}, "payment_shares.training.sending", [0.3, 1]),
    "red_lines[].kind": ({"red_lines": [LINE]}, "red_lines.0.kind", "min_recruits"),
    "red_lines[].country": ({"red_lines": [OWN]}, "red_lines.0.country", "KEN"),
    "red_lines[].corridor": ({"red_lines": [LINE], **BACK}, "red_lines.0.corridor", "GBR-KEN"),
    "red_lines[].cadre": ({"red_lines": [LINE]}, "red_lines.0.cadre", "midwife"),
    "red_lines[].phase": ({"red_lines": [LINE]}, "red_lines.0.phase", 1),
    "red_lines[].payer": ({"red_lines": [PAID]}, "red_lines.0.payer", "sending"),
    "red_lines[].value": ({"red_lines": [LINE]}, "red_lines.0.value", 8),
    "red_lines[].hard": ({"red_lines": [LINE]}, "red_lines.0", {**LINE, "hard": False, "penalty": 10}),
    "red_lines[].penalty": ({"red_lines": [SOFT]}, "red_lines.0.penalty", 60_000),
}  # fmt: skip


def results(values: Mapping[str, Any]) -> dict[str, Any]:
    """Everything that an agreement leads to, to six digits."""
    solution = solve(load_case(values))
    outcome = solution.outcome
    found: dict[str, Any] = {
        "gains": outcome.gains,
        "ideals": solution.ideals,
        "workers": outcome.workers_gains,
        "terms": solution.terms.to_dict(),
    }
    found["payments"] = solution.to_dict()["payments"]
    found["years"] = indicators.by_year(outcome).to_dict("list")
    found["corridors"] = indicators.by_corridor(outcome).to_dict("list")
    return dict(rounded(found))


def rounded(part: Any) -> Any:
    if isinstance(part, Mapping):
        return {key: rounded(inner) for key, inner in part.items()}
    if isinstance(part, list | tuple):
        return [rounded(inner) for inner in part]
    return float(f"{part:.5g}") if isinstance(part, float) else part


def fingerprint(values: Mapping[str, Any]) -> str:
    return _fingerprint(json.dumps(values))


@cache
def _fingerprint(values: str) -> str:
    return repr(results(json.loads(values)))


def test_every_field_has_a_lever_or_only_describes() -> None:
    declared = {field.path for field in all_fields()}
    assert set(LEVERS) | DESCRIBE == declared, "a field of the schema needs a case here in which it matters"
    assert not set(LEVERS) & DESCRIBE


def test_only_words_and_years_describe() -> None:
    """A number that only describes is a year of a price or of a publication."""
    units = {field.path: field.unit for field in all_fields()}
    assert {units[path] for path in DESCRIBE} <= {"text", "year", "ISO 4217 code"}


@pytest.mark.parametrize("field", mostly_slow(LEVERS, 20))
def test_a_lever_moves_something(field: str) -> None:
    changes, path, new = LEVERS[field]
    before = changed(rich(), changes)
    if field == "years":
        before["phases"] = [2, 3]
        after = changed(before, {"years": 6, "phases": [2, 4]})
    else:
        after = changed(before, {path: new})
    assert fingerprint(after) != fingerprint(before)


@pytest.mark.parametrize("field", LEVERS)
def test_a_lever_stands_at_the_field_that_it_is_for(field: str) -> None:
    """``corridors.<from-to>.<cadre>.posts.max`` is moved at ``corridors.KEN-GBR.nurse.posts.max``."""
    _, path, _ = LEVERS[field]
    plain = (
        field.replace("<code>", path.split(".")[1] if "." in path else "")
        .replace("<from-to>", "KEN-GBR")
        .replace("<cadre>", "nurse")
    )
    plain = plain.replace("[]", ".0")
    assert path == plain or path.startswith(plain) or plain.startswith(path)


def test_what_only_describes_moves_nothing() -> None:
    before = {**rich(), "red_lines": [LINE]}
    after = changed(
        before,
        {
            "name": "other",
            "description": "other",
            "currency": "EUR",
            "price_year": 2020,
            "sources": {"who": {"title": "x", "publisher": "y", "year": 2020, "address": "z", "note": "w"}},
            f"{MOVE}.retention.0.name": "other",
            "red_lines.0.note": "other",
            "red_lines.0.party": "KEN",
        },
    )
    one, other = results(before), results(after)
    for part in ("gains", "ideals", "workers", "terms", "payments", "years"):
        assert one[part] == other[part], part


def test_an_empty_change_moves_nothing() -> None:
    """Otherwise every lever would seem to move something."""
    assert fingerprint(rich()) == fingerprint(changed(rich(), {"name": "rich"}))


# red lines

LINES: dict[str, dict[str, Any]] = {
    "no_harm": red_line("no_harm", country="KEN", cadre="nurse"),
    "density_floor": red_line("density_floor", 1.6, country="KEN", cadre="nurse"),
    "max_recruits_share_of_graduates": red_line("max_recruits_share_of_graduates", 0.1),
    "min_recruits": red_line("min_recruits", 24.5, cadre="nurse", phase=1),
    "max_recruits": red_line("max_recruits", 9),
    "min_training_per_recruit": red_line("min_training_per_recruit", 1.3, cadre="nurse"),
    "train_first": red_line("train_first", 4),
    "min_contribution_per_recruit": red_line("min_contribution_per_recruit", 22_000),
    "max_contribution_per_recruit": red_line("max_contribution_per_recruit", 9_000),
    "min_share_spent_on_training": red_line("min_share_spent_on_training", 0.7),
    "min_reinvested_share_of_gain": red_line("min_reinvested_share_of_gain", 0.2),
    "min_return_share": red_line("min_return_share", 0.2, cadre="nurse"),
    "min_gain": red_line("min_gain", 4_000_000, country="KEN"),
    "max_payment": red_line("max_payment", 300_000, payer="receiving"),
}
BARE = changed(
    rich(),
    {
        **SHORT,
        f"{MOVE}.max_recruits": 40,
        **{f"{MOVE}.{instrument}": ABSENT for instrument in ("training", "retention", "returns", "remote_service")},
    },
)
"""Kenya has fewer nurses than posts, and nothing to make up for those who leave."""

RULE = {
    "no_harm": "best_for:GBR",
    "density_floor": "best_for:GBR",
    "min_reinvested_share_of_gain": "best_for:GBR",
    "min_recruits": "best_for:KEN",
}
"""The rule under which a line matters, where that is not Kalai-Smorodinsky."""


def case_for(kind: str) -> dict[str, Any]:
    return BARE if kind in ("no_harm", "density_floor") else rich()


def test_every_kind_has_a_line_that_matters() -> None:
    assert set(LINES) == set(KINDS)
    assert all(line["kind"] == kind for kind, line in LINES.items())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_red_line_changes_the_agreement(kind: str) -> None:
    values = case_for(kind)
    best = RULE.get(kind, "kalai_smorodinsky")
    without = solve(load_case(values), best)
    case = load_case(with_lines(values, LINES[kind]))
    with_line = solve(case, best)
    assert margin(case, without) < -1e-6, "without the red line the agreement would cross it"
    assert margin(case, with_line) >= -1e-6 * max(1.0, abs(margin(case, without)))
    assert with_line.terms != without.terms


@pytest.mark.parametrize("kind", sorted(kind for kind in KINDS if KINDS[kind].takes_value))
def test_the_value_of_a_red_line_changes_the_agreement(kind: str) -> None:
    values = case_for(kind)
    best = RULE.get(kind, "kalai_smorodinsky")
    one = solve(load_case(with_lines(values, LINES[kind])), best)
    other = solve(load_case(with_lines(values, {**LINES[kind], "value": 0.97 * LINES[kind]["value"]})), best)
    assert one.gains != pytest.approx(other.gains, rel=1e-6)


def margin(case: Case, solution: Solution) -> float:
    """How far the terms of a solution stay from the red line of a case."""
    margins = evaluate(case, solution.terms).margins
    return min(value for key, value in margins.items() if key[0] == "red_line")
