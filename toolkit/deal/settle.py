"""``solve``: the terms that a solution concept chooses for a case (specification, section 8)."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.bargain.parties import Point
from toolkit.bargain.rules import best_for, egalitarian, kalai_smorodinsky, utilitarian
from toolkit.case.names import country_name
from toolkit.case.schema import Case
from toolkit.deal.build import Deal, open_deal
from toolkit.deal.canonical import nearest_terms
from toolkit.deal.limits import binding_limits
from toolkit.deal.read_back import read_terms
from toolkit.deal.solution import Solution
from toolkit.deal.value import Pieces
from toolkit.errors import InputError, Problem, SolverFailed
from toolkit.linear.session import Optimum
from toolkit.model.evaluate import Outcome, evaluate
from toolkit.model.terms import Terms
from toolkit.wording import join, nearest

__all__ = ["CONCEPTS", "solve"]

CONCEPTS: dict[str, str] = {
    "kalai_smorodinsky": "every country gets the same share of the most that it could have",
    "egalitarian": "the country that gains least gains as much as possible",
    "utilitarian": "the countries together gain as much as possible",
}
"""The solution concepts with what each seeks; ``best_for:<country>`` comes beside them."""

_ROUNDS = 8
_REPRODUCED = 1e-6


def solve(
    case: Case, solution: str = "kalai_smorodinsky", *, reference: Terms | None = None, solver: str = "HiGHS"
) -> Solution:
    """The agreement that a solution concept chooses, as a term sheet with its consequences.

    ``solution`` is ``kalai_smorodinsky``, ``egalitarian``, ``utilitarian`` or ``best_for:<country>``. ``reference``
    is a draft: among all terms with the same gains, those nearest to it are chosen. Raises ``NoAgreement`` where the
    red lines cannot hold together, ``InputError`` for an unknown concept, ``SolverFailed`` where no optimum passes
    the checks of the specification, section 10.
    """
    concept, country = _known(case, solution)
    pieces: Pieces = {}
    for _ in range(_ROUNDS):
        deal = open_deal(case, solver, pieces)
        more = _understated_at_ideals(deal)
        if not more:
            point = _choose(deal, concept, country)
            optimum = nearest_terms(deal, point.utilities, reference)
            outcome = evaluate(case, read_terms(deal.model, optimum))
            more = _understated(deal, optimum, outcome)
        if not more:
            _must_be_reproduced(deal, optimum, outcome)
            return Solution(
                case=case,
                concept=solution,
                why=_why(concept, country),
                ideals={name: most * deal.model.unit for name, most in deal.ideals.items()},
                outcome=outcome,
                binding=binding_limits(deal.model, point.optimum, pieces),
            )
        pieces = {**pieces, **more}
    raise SolverFailed("the filled posts that a reinvestment red line counts do not settle; please report this case")


def _known(case: Case, solution: str) -> tuple[str, str]:
    concept, _, country = solution.partition(":")
    if concept == "best_for" and country in case.countries:
        return concept, country
    if concept in CONCEPTS and not country:
        return concept, ""
    known = [*CONCEPTS, *(f"best_for:{code}" for code in case.countries)]
    close = nearest(solution, known)
    remedy = f"did you mean {join(close, 'or')}?" if close else ""
    raise InputError(
        "the request", [Problem("solution", f"unknown concept '{solution}'", f"one of {join(known, 'or')}", remedy)]
    )


def _why(concept: str, country: str) -> str:
    return CONCEPTS.get(concept) or f"{country_name(country)} gains as much as it can while nobody loses"


def _choose(deal: Deal, concept: str, country: str) -> Point:
    parties = deal.parties
    if concept == "best_for":
        return best_for(parties, country)
    if concept == "utilitarian":
        return utilitarian(parties)
    if concept == "egalitarian":
        return egalitarian(parties)
    return kalai_smorodinsky(parties, deal.ideals)


def _reinvesting(deal: Deal) -> set[str]:
    """The countries whose gained service a reinvestment red line counts against payments."""
    numbers = [n for n, line in enumerate(deal.case.red_lines) if line.kind == "min_reinvested_share_of_gain"]
    return {key[2] for key in deal.model.program.rows if key[0] == "red_line" and key[1] in numbers}


def _understated_at_ideals(deal: Deal) -> Pieces:
    """``_understated`` at the optimum of each country's ideal, which the other concepts build on."""
    if not _reinvesting(deal):
        return {}
    more: Pieces = {}
    for country in deal.case.countries:
        optimum = deal.parties.session.maximise([(1.0, deal.parties.utilities[country])])
        more |= _understated(deal, optimum, evaluate(deal.case, read_terms(deal.model, optimum)))
    return more


def _understated(deal: Deal, optimum: Optimum, outcome: Outcome) -> Pieces:
    """Years in which the program counts fewer filled posts than there are, so as to owe less reinvestment.

    The program bounds filled posts E only from above. Everywhere else more is better, so E rises to the smaller of
    people and posts; ``min_reinvested_share_of_gain`` alone asks for more money where E is higher. Where that made the
    program count E too low, the one of people and posts that is the smaller takes its place in that red line.
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
            without = deal.model.without_path(deal.model.without.service, country, cadre)
            for year in range(1, deal.case.horizon + 1):
                counted = optimum.value(("service", country, cadre, year)) + without[year]
                if counted < agreed.service[i, c, year] - 1e-6:
                    fewer_people = agreed.staff[i, c, year] <= agreed.posts[i, c, year]
                    found[country, cadre, year] = "staff" if fewer_people else "posts"
    return found


def _must_be_reproduced(deal: Deal, optimum: Optimum, outcome: Outcome) -> None:
    """The simulation of the terms gives the gains that the program promised (specification, section 9)."""
    size = max(1.0, *(abs(ideal) for ideal in deal.ideals.values())) * deal.model.unit
    promised: Mapping[str, float] = {
        country: optimum.value(("gain", country)) * deal.model.unit for country in deal.case.countries
    }
    for country, gain in outcome.gains.items():
        if abs(gain - promised[country]) > _REPRODUCED * size:
            raise SolverFailed(
                f"the program promises {country_name(country)} {promised[country]:.6g}, "
                f"the simulation of the same terms gives {gain:.6g}"
            )
