"""What the tests of options share: solutions of a shipped case as options, with the frontier they lie on."""

from __future__ import annotations

from functools import cache
from typing import Any

from tests.support.cases import changed, plain, shipped
from toolkit import evaluate, solve
from toolkit.deal.frontiers import Frontier, frontier
from toolkit.deal.solution import Solution
from toolkit.model.terms import no_terms
from toolkit.report.options import Compared, Mark, Yardstick, rule_name

RULES = ("kalai_smorodinsky", "nash", "egalitarian", "utilitarian")


@cache
def solutions(name: str = "ghana-uk") -> dict[str, Solution]:
    return {rule: solve(shipped(name), rule) for rule in RULES}


@cache
def options(name: str = "ghana-uk") -> tuple[Compared, ...]:
    """What four rules choose, and nothing at all."""
    found = solutions(name)
    yardstick = Yardstick.of(found["nash"])
    case = shipped(name)
    rules = [Compared(rule_name(rule), solution.outcome, yardstick) for rule, solution in found.items()]
    return (*rules, Compared("Nothing", evaluate(case, no_terms(case)), yardstick))


@cache
def line(name: str = "ghana-uk") -> Frontier:
    return frontier(shipped(name))


def marks(name: str = "ghana-uk") -> list[Mark]:
    """Rules, a draft at the place of one of them, and an option with a long name."""
    found = [Mark(f"rule_{rule}", "rule", rule_name(rule), gains) for rule, gains in line(name).named.items()]
    inside = {code: gain * 0.8 for code, gain in found[0].gains.items()}
    draft = Mark("draft", "draft", "Draft", dict(found[0].gains))
    return [*found, draft, Mark("option_a", "option", "An option with a name that goes on and on and on", inside)]


def three() -> dict[str, Any]:
    """Kenya and the Philippines send to the United Kingdom, which pays for posts in Kenya and training places."""
    record = {"max_recruits": 8, "training": {"max_new_places": 5, "cost_per_place": 20}}
    country = {"nurse": {"workforce": 900, "funded_posts": 950, "service_value": 12}}
    support = {"payment_shares.system_support": {"worker": [0, 0], "sending": [0, 0], "fund": [0, 0]}}
    values = changed(plain(), {"countries.PHL": country, "corridors.PHL-GBR": {"nurse": record}, **support})
    return changed(values, {"corridors.KEN-GBR.nurse.posts": {"max": 20, "cost": 6}})
