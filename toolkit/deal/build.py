"""The program of a case, in a money unit in which the parties' ideals are hundreds to thousands (section 10)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from toolkit.bargain.parties import Parties, ideals
from toolkit.case.schema import Case
from toolkit.deal.costs import add_budget_rows, add_payment_rows
from toolkit.deal.red_lines import EXCESS, add_payoff_rows, add_red_line_rows, penalty_terms
from toolkit.deal.value import Pieces, add_gain_rows
from toolkit.deal.variables import Model, add_variables
from toolkit.deal.workforce import (
    add_instrument_rows,
    add_retention_rows,
    add_service_rows,
    add_workers_abroad_rows,
    add_workforce_rows,
)
from toolkit.errors import Infeasible, NoAgreement, Unbounded
from toolkit.languages.speech import say
from toolkit.linear.program import Key
from toolkit.linear.solvers import open_session

__all__ = ["Deal", "build", "first_unit", "open_deal"]

_SMALLEST, _LARGEST = 100.0, 10_000.0
_OVERWHELMING = 1e6
"""Penalties so far above all gains, in money units, that no gain could be told beside them; kept at their least."""


@dataclass(frozen=True, eq=False)
class Deal:
    """A case as a program being solved: the model, the parties with what each seeks, and the ideals in money units.

    ``pieces`` tells which filled posts stand for people or posts in a reinvestment red line, ``unavoidable`` what the
    breaches of soft red lines count at least, in money units.
    """

    model: Model
    parties: Parties
    ideals: dict[str, float]
    pieces: Pieces
    unavoidable: float

    @property
    def case(self) -> Case:
        """The case."""
        return self.model.case


def build(case: Case, unit: float, pieces: Pieces | None = None) -> tuple[Model, dict[str, Key]]:
    """The whole program of a case with money in ``unit`` of its currency, and the key of what each country seeks."""
    model = Model(case, unit)
    add_variables(model)
    add_instrument_rows(model)
    add_workers_abroad_rows(model)
    add_workforce_rows(model)
    add_retention_rows(model)
    add_service_rows(model)
    add_payment_rows(model)
    add_budget_rows(model)
    add_gain_rows(model)
    add_red_line_rows(model, pieces or {})
    return model, add_payoff_rows(model)


def open_deal(case: Case, solver: str = "HiGHS", pieces: Pieces | None = None) -> Deal:
    """Build a case's program, find the ideals, and settle the money unit.

    Raises ``NoAgreement`` where the red lines cannot hold together with a gain of at least 0 for every country.
    """
    unit = first_unit(case)
    for _ in range(4):
        model, payoffs = build(case, unit, pieces)
        parties = Parties(open_session(model.program, solver), payoffs)
        try:
            unavoidable = _without_unavoidable_penalties(parties, model)
            found = ideals(parties)
        except Infeasible as failure:
            raise NoAgreement(
                say(
                    "No agreement is possible: no terms satisfy every red line and budget while leaving each country "
                    "at least as well off as without an agreement."
                ),
                case,
                pieces,
            ) from failure
        except Unbounded as failure:
            raise Unbounded(say("the objective grows without limit")) from failure
        largest = max(found.values())
        if largest <= 1e-6 or _SMALLEST <= largest < _LARGEST:
            break
        unit *= 10.0 ** (math.floor(math.log10(largest)) - 2)
    return Deal(model, parties, found, pieces or {}, unavoidable)


def _without_unavoidable_penalties(parties: Parties, model: Model) -> float:
    """Let only those penalties of soft red lines count that could be avoided; returns what cannot be.

    With them left out, the agreement that breaches least is worth no less than no agreement to anybody, so that every
    payoff can be asked to be at least 0.
    """
    penalties = penalty_terms(model)
    if not penalties:
        return 0.0
    session = parties.session
    optimum = session.minimise(penalties)
    unavoidable = max(0.0, optimum.objective)
    if unavoidable > _OVERWHELMING:
        session.keep_optimal(optimum)
        session.bound_row(EXCESS, float("-inf"), float("inf"))
        session.bound_column(EXCESS, 0.0, 0.0)
    else:
        slack = 100 * session.dual_noise * max(1.0, unavoidable)
        session.bound_row(EXCESS, unavoidable, unavoidable)
        session.bound_column(EXCESS, -slack, float("inf"))
    for key in parties.utilities.values():
        session.bound_column(key, 0.0, float("inf"))
    return unavoidable


def first_unit(case: Case) -> float:
    """A power of ten of the currency from the size of the case: recruits times years times what a post is worth."""
    size = sum(
        max(record.max_recruits) * case.years * (case.countries[name.split("-")[1]].cadres[cadre].service_value or 1.0)
        for name, cadre, record in case.corridor_cadres()
    )
    return 10.0 ** (math.floor(math.log10(size)) - 2) if size > 0 else 1.0
