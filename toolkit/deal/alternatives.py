"""Different agreements that are nearly as good for everybody, and the range that each term can take.

The ranges are two linear programs per term. The agreements are chosen among those at the ends of the ranges, each as
far as possible from the ones already chosen: "modelling to generate alternatives" by the extremes of every variable
(Brill, Chang and Hopkins, "Modeling to generate alternatives: the HSJ approach", Management Science 28, 1982).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name, payer_name, tier_name
from toolkit.case.schema import PAYERS, Case
from toolkit.deal.build import Deal
from toolkit.deal.canonical import Measure, measures
from toolkit.deal.changes import ACTIVITY_NAMES, Change, changes
from toolkit.deal.read_back import read_terms
from toolkit.deal.settle import sound_deal, understated
from toolkit.deal.solution import Solution
from toolkit.deal.value import Pieces
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.linear.session import Array, Optimum
from toolkit.model.arrays import CADRE_ITEMS
from toolkit.model.evaluate import Outcome, evaluate
from toolkit.validation import short_number
from toolkit.wording import money, people, years_of_phase

__all__ = ["Alternative", "Alternatives", "TermRange", "alternatives"]

_FIXED = 1e-4
_NONE = 1e-9


@dataclass(frozen=True, slots=True)
class TermRange:
    """The least and the most that a term can be while every country keeps the stated share of its gain.

    ``fixed`` tells whether the numbers leave it no room worth speaking of. Activities are in people, places or posts a
    year, payments and system support in the case's currency a year.
    """

    corridor: str
    cadre: str
    term: str
    phase: int
    value: float
    least: float
    most: float
    fixed: bool
    sentence: str

    def to_dict(self) -> dict[str, Any]:
        """By name."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, eq=False)
class Alternative:
    """One agreement nearly as good for everybody, and the terms in which it differs from the solution."""

    outcome: Outcome
    changes: tuple[Change, ...]

    def to_dict(self) -> dict[str, Any]:
        """Gains, terms and changes."""
        return {
            "gains": dict(self.outcome.gains),
            "terms": self.outcome.terms.to_dict(),
            "changes": [change.to_dict() for change in self.changes],
        }


@dataclass(frozen=True, eq=False)
class Alternatives:
    """Agreements that give every country at least ``level`` of its gain under a solution; the range of each term."""

    solution: Solution
    level: float
    agreements: tuple[Alternative, ...]
    ranges: tuple[TermRange, ...]

    @property
    def sentence(self) -> str:
        """How much the numbers leave open, in words."""
        fixed = sum(found.fixed for found in self.ranges)
        return say(
            "If every country keeps at least {share} % of its gain, the numbers fix {fixed} of {count} terms and leave "
            "the others free within their ranges.",
            share=short_number(self.level * 100),
            fixed=fixed,
            count=len(self.ranges),
        )

    def to_dict(self) -> dict[str, Any]:
        """The alternatives and ranges by name."""
        return {
            "level": self.level,
            "sentence": self.sentence,
            "alternatives": [found.to_dict() for found in self.agreements],
            "ranges": [found.to_dict() for found in self.ranges],
        }


def alternatives(solution: Solution, *, level: float = 0.97, count: int = 3, solver: str = "HiGHS") -> Alternatives:
    """Up to ``count`` agreements that give every country at least ``level`` of its gain, as different as possible.

    Raises ``InputError`` for a level outside 0 to 1 or a count below 1.
    """
    if not 0 < level <= 1 or count < 1:
        given = say("level {level} and count {count}", level=short_number(level), count=count)
        problem = Problem("alternatives", given, say("a level above 0 and up to 1, a count from 1"))
        raise InputError(say("the request"), [problem])
    deal = sound_deal(solution.case, solver)
    for _ in range(8):
        found = _explored(deal, solution, level)
        more: Pieces = {}
        for optimum in found.optima:
            more |= understated(deal, evaluate(solution.case, read_terms(deal.model, optimum)))
        if not more:
            break
        deal = sound_deal(solution.case, solver, {**deal.pieces, **more})
    chosen = _most_different(found, count)
    outcomes = [evaluate(solution.case, read_terms(deal.model, optimum)) for optimum in chosen]
    agreements = tuple(
        Alternative(outcome, changes(solution.case, solution.terms, outcome.terms)) for outcome in outcomes
    )
    return Alternatives(solution, level, tuple(agreements), found.ranges)


@dataclass(frozen=True, eq=False)
class _Explored:
    """The optima at the ends of all ranges, as points in the space of terms divided by their sizes."""

    optima: list[Optimum]
    points: Array
    start: Array
    ranges: tuple[TermRange, ...]


def _explored(deal: Deal, solution: Solution, level: float) -> _Explored:
    """Every term at its least and at its most, with every country at the stated share of its gain."""
    session, model = deal.parties.session, deal.model
    chosen = [measure for measure in measures(model) if measure.size > _NONE or _is_support(measure)]
    start = np.array([_value(solution, measure, model.unit) for measure in chosen])
    sizes = np.array([measure.size if measure.size > _NONE else 1.0 for measure in chosen])
    optima: list[Optimum] = []
    ranges: list[TermRange] = []
    with session.temporary():
        _without_idle_candidates(deal)
        excess = max(0.0, solution.outcome.penalty / model.unit - deal.unavoidable)
        for name, gain in solution.gains.items():
            # what the country seeks, which counts breaches of soft red lines, and its gain itself
            for key, have in (
                (("gain", name), gain / model.unit),
                (deal.parties.utilities[name], gain / model.unit - excess),
            ):
                lower, upper = session.column_bounds(key)
                session.bound_column(key, max(lower, min(level * have, have) - session.dual_noise), upper)
        for measure, value in zip(chosen, start, strict=True):
            ends = [session.minimise([(1.0, measure.key)]), session.maximise([(1.0, measure.key)])]
            optima += ends
            least, most = (max(0.0, optimum.value(measure.key)) for optimum in ends)
            ranges.append(_range(solution.case, measure, value, least, most, model.unit))
    points = np.array([[optimum.value(measure.key) for measure in chosen] for optimum in optima]).reshape(
        len(optima), len(chosen)
    )
    return _Explored(optima, points / sizes, start / sizes, tuple(ranges))


def _is_support(measure: Measure) -> bool:
    """Whether a term is system support or its payment, which are possible where nothing else costs anything."""
    return measure.key[0] == "system_support" or measure.item == "system_support"


def _without_idle_candidates(deal: Deal) -> None:
    """Let no more candidates be prepared than the recruits need: more of them are no other agreement."""
    for name, cadre, record in deal.case.corridor_cadres():
        for phase in deal.model.phases:
            at = (name, cadre, phase)
            prepared = [(record.pass_rate, ("candidates", *at)), (-1.0, ("recruits", *at))]
            if record.pass_rate > 0:
                deal.parties.session.add_row(("idle", *at), prepared, upper=0.0)


def _value(solution: Solution, measure: Measure, unit: float) -> float:
    """A term under the solution, in the units of the program."""
    name, corridor, *at = measure.key
    found = solution.outcome.consequences
    k = found.corridor(corridor)
    if name == "system_support":
        return float(found.terms.system_support[k, at[0]] / unit)
    if measure.payer:
        cadre, item, payer, phase = at
        y = PAYERS.index(payer)
        if not cadre:
            return float(found.payments.support_paid[k, y, phase] / unit)
        return float(found.payments.paid[k, found.cadre(cadre), CADRE_ITEMS.index(item), y, phase] / unit)
    if name == "retained":
        cadre, phase, tier = at
        return float(found.terms.retained[k, found.cadre(cadre), tier, phase])
    cadre, phase = at
    return float(getattr(found.terms, name)[k, found.cadre(cadre), phase])


def _range(case: Case, measure: Measure, value: float, least: float, most: float, unit: float) -> TermRange:
    name, corridor, *at = measure.key
    fixed = most - least <= _FIXED * (measure.size if measure.size > _NONE else 1.0)
    years = years_of_phase(case.start_year, case.phases, measure.phase)
    in_money = bool(measure.payer) or name == "system_support"
    scale = unit if in_money else 1.0
    cadre = "" if name == "system_support" else str(at[0])
    if measure.payer:
        payer, item = payer_name(corridor, measure.payer), ITEM_NAMES[measure.item]
        words = say("what {payer} pays a year for {item}", payer=payer, item=item)
        term = f"pays {measure.item} {measure.payer}"
    elif name == "retained":
        tier = case.corridors[corridor].cadres[cadre].retention[at[2]].name or tier_name(at[2])
        words, term = say("workers kept a year by {tier}", tier=tier), f"retained {at[2] + 1}"
    else:
        words, term = ACTIVITY_NAMES[name], name
    amounts = [money(part * scale, case.currency) if in_money else people(part) for part in (least, most, value)]
    who = cadre_name(cadre) if cadre else corridor_name(corridor)
    about = {"term": words, "who": who, "years": years, "value": amounts[2]}
    if fixed:
        sentence = say("{term} ({who}, {years}): fixed at {value}", **about)
    else:
        sentence = say(
            "{term} ({who}, {years}): free between {least} and {most} (now {value})",
            **about,
            least=amounts[0],
            most=amounts[1],
        )
    return TermRange(corridor, cadre, term, measure.phase, value * scale, least * scale, most * scale, fixed, sentence)


def _most_different(found: _Explored, count: int) -> Iterator[Optimum]:
    """The optima farthest from the solution and from each other, one after the other (L1 in the sizes of the terms)."""
    if not found.optima:
        return
    nearest = np.abs(found.points - found.start).sum(axis=1)
    for _ in range(count):
        farthest = int(np.argmax(nearest))
        if nearest[farthest] <= _FIXED:
            return
        yield found.optima[farthest]
        nearest = np.minimum(nearest, np.abs(found.points - found.points[farthest]).sum(axis=1))
