"""``solve``: the terms that a solution concept chooses for a case (specification, section 8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from toolkit.bargain.parties import Point
from toolkit.case.schema import Case
from toolkit.countries import country_in_a_sentence
from toolkit.deal.build import Deal, open_deal
from toolkit.deal.canonical import nearest_terms
from toolkit.deal.concepts import choose, concept_of, favours
from toolkit.deal.limits import binding_limits
from toolkit.deal.read_back import read_terms
from toolkit.deal.solution import Solution
from toolkit.deal.value import Pieces
from toolkit.errors import SolverFailed
from toolkit.languages.speech import say, to_say
from toolkit.linear.session import Optimum
from toolkit.model.evaluate import Outcome, evaluate
from toolkit.model.terms import Terms
from toolkit.validation import short_number

__all__ = ["UNSETTLED", "solve", "sound", "sound_deal", "understated"]

_ROUNDS = 8
_REPRODUCED = 1e-6
UNSETTLED = to_say("the filled posts that a reinvestment red line counts do not settle; please report this case")
Found = TypeVar("Found")


def solve(
    case: Case,
    solution: str = "kalai_smorodinsky",
    *,
    weights: Mapping[str, float] | None = None,
    reference: Terms | None = None,
    solver: str = "HiGHS",
) -> Solution:
    """The agreement that a solution concept chooses, as a term sheet with its consequences.

    ``solution`` is one of ``CONCEPTS`` or ``best_for:<country>``. ``weights`` are bargaining weights for ``nash``.
    ``reference`` is a draft: among all terms with the same gains, those nearest to it are chosen. Raises
    ``NoAgreement`` where the red lines cannot hold together, ``InputError`` for an unknown concept, ``SolverFailed``
    where no optimum passes the checks of the specification, section 10.
    """
    concept = concept_of(case, solution, weights)

    def chosen(deal: Deal) -> tuple[Point, Optimum]:
        point = choose(deal, concept)
        return point, nearest_terms(deal, point.utilities, reference)

    deal, (point, _), outcome = sound(case, solver, chosen, lambda found: found[1])
    return Solution(
        case=case,
        concept=solution,
        why=concept.seeks,
        favours=favours(deal, concept, point),
        ideals={name: most * deal.model.unit for name, most in deal.ideals.items()},
        outcome=outcome,
        binding=binding_limits(deal, concept, point),
        weights=concept.weights,
        unavoidable_penalty=deal.unavoidable * deal.model.unit,
    )


def sound(
    case: Case,
    solver: str,
    find: Callable[[Deal], Found],
    optimum_of: Callable[[Found], Optimum],
    *,
    gains_are_sought: bool = True,
) -> tuple[Deal, Found, Outcome]:
    """What is found in a case's program, once the simulation of its terms gives what the program promised.

    ``find`` is given the program and finds something with an optimum; it is called again where the program had counted
    too few filled posts. Returns the program, what was found, and the simulated outcome of its terms. Where gains are
    only asked to be large enough (``gains_are_sought`` is false), the simulation may give more than the program says.
    """
    deal = sound_deal(case, solver)
    for _ in range(_ROUNDS):
        found = find(deal)
        optimum = optimum_of(found)
        outcome = evaluate(case, read_terms(deal.model, optimum))
        more = understated(deal, outcome)
        if not more:
            _must_be_reproduced(deal, optimum, outcome, gains_are_sought)
            return deal, found, outcome
        deal = sound_deal(case, solver, {**deal.pieces, **more})
    raise SolverFailed(say(UNSETTLED))


def sound_deal(case: Case, solver: str = "HiGHS", pieces: Pieces | None = None) -> Deal:
    """A case's program with ideals that the simulation confirms, starting from pieces already known to be needed."""
    pieces = pieces or {}
    for _ in range(_ROUNDS):
        deal = open_deal(case, solver, pieces)
        more = _understated_at_ideals(deal)
        if not more:
            return deal
        pieces = {**pieces, **more}
    raise SolverFailed(say(UNSETTLED))


def _reinvesting(deal: Deal) -> set[str]:
    """The countries whose gained service a reinvestment red line counts against payments."""
    numbers = [n for n, line in enumerate(deal.case.red_lines) if line.kind == "min_reinvested_share_of_gain"]
    return {key[2] for key in deal.model.program.rows if key[0] == "red_line" and key[1] in numbers}


def _understated_at_ideals(deal: Deal) -> Pieces:
    """``understated`` at the optimum of each country's ideal, which the other concepts build on."""
    if not _reinvesting(deal):
        return {}
    more: Pieces = {}
    for country in deal.case.countries:
        optimum = deal.parties.session.maximise([(1.0, deal.parties.utilities[country])])
        more |= understated(deal, evaluate(deal.case, read_terms(deal.model, optimum)))
    return more


def understated(deal: Deal, outcome: Outcome) -> Pieces:
    """Years in which the program counts fewer filled posts than there are, so as to owe less reinvestment.

    The program bounds filled posts E only from above. Everywhere else more is better, so E rises to the smaller of
    people and posts; ``min_reinvested_share_of_gain`` alone asks for more money where E is higher. Where that made the
    program count E too low in some year, the one of people and posts that is the smaller takes its place in that red
    line in every year, since the undercounting would only move on to the next.
    """
    found: Pieces = {}
    for country in _reinvesting(deal):
        broken = [
            key for key, miss in outcome.crossed.items() if key[0] == "red_line" and key[2:] == (country,) and miss > 0
        ]
        if not any(deal.case.red_lines[int(key[1])].kind == "min_reinvested_share_of_gain" for key in broken):
            continue
        i = outcome.consequences.axes.countries.index(country)
        agreed = outcome.consequences.agreed
        for cadre in deal.case.countries[country].cadres:
            c = outcome.consequences.axes.cadres.index(cadre)
            for year in range(1, deal.case.horizon + 1):
                if (country, cadre, year) not in deal.pieces:
                    fewer_people = agreed.staff[i, c, year] <= agreed.posts[i, c, year]
                    found[country, cadre, year] = "staff" if fewer_people else "posts"
    return found


def _must_be_reproduced(deal: Deal, optimum: Optimum, outcome: Outcome, exactly: bool) -> None:
    """The simulation of the terms gives the gains that the program promised (specification, section 9), or at least."""
    size = max(1.0, *(abs(ideal) for ideal in deal.ideals.values())) * deal.model.unit
    for country, gain in outcome.gains.items():
        promised = optimum.value(("gain", country)) * deal.model.unit
        missing = promised - gain
        if missing > _REPRODUCED * size or (exactly and -missing > _REPRODUCED * size):
            raise SolverFailed(
                say(
                    "the program promises {country} {promised}, the simulation of the same terms gives {gain}",
                    country=country_in_a_sentence(country),
                    promised=short_number(promised),
                    gain=short_number(gain),
                )
            )
