"""The frontier of two countries or blocs in money and terms, with the rate of exchange on each edge (section 8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from toolkit.bargain.corners import Corner
from toolkit.bargain.frontier import frontier as exact_frontier
from toolkit.case.schema import Case, ends
from toolkit.countries import country_in_a_sentence
from toolkit.deal.build import Deal
from toolkit.deal.canonical import nearest_terms
from toolkit.deal.changes import Change, changes
from toolkit.deal.concepts import Concept, choose
from toolkit.deal.read_back import read_terms
from toolkit.deal.settle import UNSETTLED, sound_deal, understated
from toolkit.deal.value import Pieces
from toolkit.errors import InputError, Problem, SolverFailed
from toolkit.languages.speech import say, to_say
from toolkit.model.evaluate import Outcome, evaluate
from toolkit.model.terms import Terms
from toolkit.wording import join, money, number

__all__ = ["Exchange", "Frontier", "FrontierPoint", "frontier", "sides_of"]

_NAMED = ("kalai_smorodinsky", "nash", "egalitarian", "utilitarian")


@dataclass(frozen=True, eq=False)
class FrontierPoint:
    """A corner of the frontier: every country's gain, and the terms that give it.

    Gains are less the penalties of soft red lines that could be avoided, where there are any.
    """

    gains: dict[str, float]
    terms: Terms


@dataclass(frozen=True, eq=False)
class Exchange:
    """The edge between two neighbouring points: what the second side gives up per unit the first gains on it."""

    rate: float
    sentence: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, eq=False)
class Frontier:
    """The exact frontier between two sides, each a country or a bloc, in descending order of the first side's gain.

    ``edges[n]`` lies between ``points[n]`` and ``points[n + 1]``. ``named`` are the gains of each country under the
    named solution concepts, which lie on the frontier where it has only two countries.
    """

    case: Case
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    points: tuple[FrontierPoint, ...]
    edges: tuple[Exchange, ...]
    named: dict[str, dict[str, float]]

    @property
    def parties(self) -> list[str]:
        """The two sides; the members of a bloc are joined by a plus sign."""
        return ["+".join(side) for side in self.sides]

    def to_dict(self) -> dict[str, Any]:
        """The layout of the specification, section 11, with terms and changes beside it."""
        return {
            "case": self.case.name,
            "currency": self.case.currency,
            "parties": self.parties,
            "points": [self._gains(point.gains) for point in self.points],
            "edges": [
                {"rate": edge.rate, "sentence": edge.sentence, "changes": [change.to_dict() for change in edge.changes]}
                for edge in self.edges
            ],
            "terms": [point.terms.to_dict() for point in self.points],
            "solutions": {name: self._gains(gains) for name, gains in self.named.items()},
        }

    def _gains(self, gains: dict[str, float]) -> dict[str, float]:
        blocs = {"+".join(side): sum(gains[name] for name in side) for side in self.sides if len(side) > 1}
        return {**gains, **blocs}


def frontier(
    case: Case, a: str | Sequence[str] | None = None, b: str | Sequence[str] | None = None, *, solver: str = "HiGHS"
) -> Frontier:
    """Every extreme non-dominated agreement between two sides, exact, in order, with the exchange between neighbours.

    A side is a country or several (a bloc, whose gains are added); by default the sending and
    the receiving country of the first corridor.
    Other countries stay at a gain of at least 0. The terms at each point are those nearest to its neighbour's, so that
    what changes along an edge is what has to change. Raises ``NoAgreement``, and ``InputError`` for sides that are not
    two different sets of countries of the case.
    """
    sides = sides_of(case, a, b)
    deal, corners, outcomes = _sound_frontier(case, sides, solver)
    members, unit = {*sides[0], *sides[1]}, deal.model.unit
    points = tuple(
        FrontierPoint(
            {
                # nobody seeks the gain of a country on neither side: it has what the terms happen to give it
                name: corner.utilities[name] * unit if name in members else gain - _excess(deal, outcome)
                for name, gain in outcome.gains.items()
            },
            outcome.terms,
        )
        for corner, outcome in zip(corners, outcomes, strict=True)
    )
    edges = []
    for start, end in pairwise(points):
        first, second = ([sum(point.gains[name] for name in side) for point in (start, end)] for side in sides)
        rate = (second[1] - second[0]) / (first[0] - first[1])
        edges.append(Exchange(rate, _sentence(case, sides, rate), changes(case, start.terms, end.terms)))
    named = {
        name: {country: gain * unit for country, gain in choose(deal, Concept(name, "", {})).utilities.items()}
        for name in _NAMED
    }
    return Frontier(case, sides, points, tuple(edges), named)


def _excess(deal: Deal, outcome: Outcome) -> float:
    """The penalties of soft red lines under given terms that could be avoided."""
    return max(0.0, outcome.penalty - deal.unavoidable * deal.model.unit)


def sides_of(
    case: Case, a: str | Sequence[str] | None = None, b: str | Sequence[str] | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two sides of a frontier, by default the ends of the first corridor. Raises ``InputError``."""
    corridor = next(iter(case.corridors), None)
    countries = list(dict.fromkeys([*(ends(corridor) if corridor else ()), *case.countries]))
    first = (a,) if isinstance(a, str) else tuple(dict.fromkeys(a or countries[:1]))
    rest = [name for name in countries if name not in first]
    second = (b,) if isinstance(b, str) else tuple(dict.fromkeys(b or rest[:1]))
    problems = [
        Problem(
            "frontier",
            say("unknown country '{code}'", code=name),
            say("one of {names}", names=join(countries, "or")),
        )
        for name in (*first, *second)
        if name not in countries
    ]
    if not second or set(first) & set(second):
        expectation = say("two countries or blocs without a common member")
        problems.append(Problem("frontier", say("has no two different sides"), expectation))
    if problems:
        raise InputError(say("the request"), problems)
    return first, second


def _sound_frontier(
    case: Case, sides: tuple[tuple[str, ...], tuple[str, ...]], solver: str
) -> tuple[Deal, list[Corner], list[Outcome]]:
    """The frontier and the outcomes of its corners, once their simulation gives what the program promised."""
    deal = sound_deal(case, solver)
    for _ in range(8):
        corners = list(exact_frontier(deal.parties, *sides).corners)
        outcomes: list[Outcome] = []
        more: Pieces = {}
        for corner in corners:
            optimum = nearest_terms(deal, corner.utilities, outcomes[-1].terms if outcomes else None)
            outcomes.append(evaluate(case, read_terms(deal.model, optimum)))
            more |= understated(deal, outcomes[-1])
        if not more:
            return deal, corners, outcomes
        deal = sound_deal(case, solver, {**deal.pieces, **more})
    raise SolverFailed(say(UNSETTLED))


_EXCHANGED = {
    (True, True): to_say("between these two points {giving} gives up {price} per {unit} that {gaining} gains"),
    (True, False): to_say("between these two points {giving} gives up {price} per {unit} that {gaining} gain"),
    (False, True): to_say("between these two points {giving} give up {price} per {unit} that {gaining} gains"),
    (False, False): to_say("between these two points {giving} give up {price} per {unit} that {gaining} gain"),
}
"""The exchange, by whether one country gives and whether one gains."""


def _sentence(case: Case, sides: tuple[tuple[str, ...], tuple[str, ...]], rate: float) -> str:
    first, second = (join(country_in_a_sentence(name) for name in side) for side in sides)
    return say(
        _EXCHANGED[len(sides[1]) == 1, len(sides[0]) == 1],
        giving=second,
        price=say("{currency} {amount}", currency=case.currency, amount=number(rate, 2)),
        unit=money(1, case.currency),
        gaining=first,
    )
