"""What a case does to the map: the people its terms move, as plans for the atlas, and the map before and after.

The people are all whom the agreement moves. Some of them would have come anyway (``would_have_come`` in the case), so
that the true difference is smaller; ``Move`` tells their share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from toolkit.atlas.agreements_network import covered_pairs
from toolkit.atlas.impact import Impact, impact
from toolkit.atlas.plan import Count, Plan
from toolkit.atlas.selection import Selection, edges
from toolkit.case.schema import Case, ends
from toolkit.deal.solution import Solution
from toolkit.model.terms import Terms
from toolkit.register.read import Register
from toolkit.wording import years_of_phase

__all__ = ["CaseImpact", "Move", "case_on_map", "moves_of", "plan_from_case", "plans_of"]


@dataclass(frozen=True, slots=True)
class Move:
    """People moved on one corridor in one phase: whole years, ``recruits`` and ``returns`` in people a year.

    ``would_have_come`` is the share of the recruits (0 to 1) who would have come without the agreement.
    """

    corridor: str
    cadre: str
    years: str
    recruits: float
    returns: float
    would_have_come: float


@dataclass(frozen=True, eq=False)
class CaseImpact:
    """A plan, the selection that counts its cadre, the figures of that selection, and what the plan does to them."""

    plan: Plan
    selection: Selection
    corridors: pd.DataFrame
    impact: Impact

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return self.impact.to_dict()


def plan_from_case(case: Case, terms: Terms, corridor: str, cadre: str) -> Plan:
    """The plan of one cadre on one corridor of a case under some terms.

    ``recruits`` and ``returns`` are people a year in each phase, as the terms have them. Of those abroad the share
    ``return_rate + onward_rate`` leaves each year, as in the model, so that the plan adds to a stock what the
    simulation has abroad at the end of the agreement. Raises ``KeyError`` for a corridor or cadre that is not there.
    """
    origin, destination = ends(corridor)
    agreed, record = terms.corridors[corridor].cadres[cadre], case.corridors[corridor].cadres[cadre]
    return Plan(
        origin=origin,
        destination=destination,
        cadre=cadre,
        recruits=tuple(float(number) for number in agreed.recruits),
        years=tuple(case.phases),
        returns=tuple(float(number) for number in agreed.returned),
        leaving=record.return_rate + record.onward_rate,
    )


def plans_of(solution: Solution) -> tuple[Plan, ...]:
    """The plans of every corridor and cadre of a solution, in the order of its case."""
    case = solution.case
    return tuple(plan_from_case(case, solution.terms, name, cadre) for name, cadre, _ in case.corridor_cadres())


def moves_of(case: Case, terms: Terms) -> tuple[Move, ...]:
    """The people moved by corridor, cadre and phase."""
    return tuple(
        Move(
            corridor,
            cadre,
            years_of_phase(case.start_year, case.phases, phase),
            float(terms.corridors[corridor].cadres[cadre].recruits[phase]),
            float(terms.corridors[corridor].cadres[cadre].returned[phase]),
            record.would_have_come,
        )
        for corridor, cadre, record in case.corridor_cadres()
        for phase in range(len(case.phases))
    )


def case_on_map(
    register: Register, plans: Sequence[Plan], selection: Selection, *, least: float = 1.0, most: int = 10
) -> tuple[CaseImpact, ...]:
    """What each plan would do to the corridors of a selection, each alone.

    The selection's cadre is replaced by the plan's: other cadres are not what the plan moves. A stock is compared with
    the people abroad at the end of the plan, every other measure with an average year. Raises ``InputError`` as
    ``impact`` does.
    """
    count: Count = "stock" if selection.measure == "stock" else "flow"
    pairs = covered_pairs(register, selection.year, weak=selection.weak)
    found = []
    for plan in plans:
        chosen = replace(selection, cadre=plan.cadre)
        table = edges(register, chosen)
        done = impact(table, plan, count=count, least=least, most=most, agreements=pairs)
        found.append(CaseImpact(plan, chosen, table, done))
    return tuple(found)
