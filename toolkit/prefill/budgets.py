"""What each side can add a year, reckoned from the size of what is negotiated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from toolkit.prefill.figure import Figure, estimated, rounded, written
from toolkit.prefill.lookups import Basis

__all__ = ["budget_of_fund", "budget_of_receiving", "budget_of_sending"]


def budget_of_sending(basis: Basis, receiving: Sequence[Figure]) -> list[Figure]:
    """The rule ``budget_for_sending``: a part of the receiving country's budget of each phase."""
    part = basis.rules.range("budget_for_sending")
    note = f"{part.value:g} of the receiving country's budget, {{}}; no ceiling is known."
    return [
        estimated(part.scaled(figure.value), "budget_for_sending", note.format(written(figure.value)))
        for figure in receiving
    ]


def budget_of_receiving(basis: Basis, moves: Mapping[str, Mapping[str, Any]]) -> list[Figure]:
    """The rule ``budget_for_receiving`` by phase: a multiple of the outlay on the most recruits."""
    outlay = sum(_outlay(move) for move in moves.values())
    part = basis.rules.range("budget_for_receiving")
    words = (
        f"which is {part.value:g} x the outlay on the most recruits, {written(rounded(outlay))} a year for recruiting, "
        "language courses for all candidates, and bridging"
    )
    return [
        estimated(part.scaled(outlay * phase), "budget_for_receiving", f"{phase:g} of the steady state, {words}.")
        for phase in basis.rules.phases
    ]


def _outlay(move: Mapping[str, Any]) -> float:
    """What recruiting, preparing and bridging as many as may come costs a year in the last phase."""
    per_recruit = float(move["recruitment_cost"].value + move["bridging_cost"].value)
    per_recruit += float(move["language_cost"].value / move["pass_rate"].value)
    return float(move["max_recruits"][-1].value) * per_recruit


def budget_of_fund(basis: Basis, receiving: Sequence[Figure]) -> list[Figure]:
    """The rule ``budget_of_fund``: nothing until a donor is known, at most a part of the receiving country's budget."""
    rule = basis.rules.rules["budget_of_fund"]
    note = f"{rule.statement} At most {rule.range().high:g} of the receiving country's budget."
    return [estimated(rule.range().scaled(figure.value), "budget_of_fund", note) for figure in receiving]
