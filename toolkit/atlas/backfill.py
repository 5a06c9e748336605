"""Backfill: when a destination recruits more people from an origin, where along the chain does the shortage end?

A Markov absorption. Every country i that loses one more person seeks a share r_i of the loss abroad and takes it from
its own origins j in proportion to its present inflow, p_ij = people(j → i) / Σ over k of people(k → i); the rest stays
with it as a shortage:

    lost_j     = n · [j = origin] + Σ over i of lost_i · r_i · p_ij     lost = n e_origin (I − Q)⁻¹, Q_ij = r_i p_ij
    shortage_i = lost_i − Σ over j of lost_i · r_i · p_ij               Σ over i of shortage_i = n

so nobody is made or lost on the way: the shortages add up to the n people recruited. A country whose origins the table
does not know passes nothing on that could be followed; the part r_i that it would seek abroad stays in its shortage and
is told as ``not_traced``. That its origins are not known does not mean that it has none.

Assumed, and stated with every result: the shares r (``toolkit.atlas.refill``); that more recruits come from where those
of the table come from; that nobody trains more, works more or leaves less because of it; that a person is worth a
person. Source of the method: absorbing chains (Kemeny and Snell 1960, chapter 3), the algebra of Leontief's inverse
(1936).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from toolkit.atlas.arrays import Numbers
from toolkit.atlas.chain_search import Mask
from toolkit.atlas.corridor_matrix import corridor_matrix
from toolkit.atlas.refill import OTHERWISE, Refill
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.wording import join

__all__ = ["COUNTRY_COLUMNS", "ROUND_COLUMNS", "STEP_COLUMNS", "Backfill", "backfill"]

COUNTRY_COLUMNS = (
    "country",
    "lost",
    "passed_on",
    "shortage",
    "not_traced",
    "visits",
    "refilled",
    "assumed",
    "source",
    "origins",
)
STEP_COLUMNS = ("country", "recruits_from", "people", "share")
ROUND_COLUMNS = ("round", "lost", "shortage")

_ROUNDS = 50
_LEFT = 1e-3
_NOBODY = 1e-12


@dataclass(frozen=True, eq=False)
class Backfill:
    """What becomes of ``people`` more whom ``destination`` recruits from ``origin``, in the unit of the table.

    ``countries``: by country people ``lost``, ``passed_on`` (refilled from its origins), ``shortage`` that stays,
    ``not_traced`` (the part of the shortage that it would seek abroad where its origins are not known), ``visits``
    (lost per person recruited), the share ``refilled``, whether that is ``assumed`` and its ``source``, and how many
    ``origins`` the table knows; largest shortage first. ``steps``: the chain, who recruits how many from whom, and
    which ``share`` of the country's loss that is; largest first. ``rounds``: losses after each refilling until a
    thousandth is left or 50 rounds are done, with the shortage that ends in each.
    """

    origin: str
    destination: str
    people: float
    countries: pd.DataFrame = field(repr=False)
    steps: pd.DataFrame = field(repr=False)
    rounds: pd.DataFrame = field(repr=False)

    @property
    def shortage(self) -> dict[str, float]:
        """By country the shortage that ends there; they add up to ``people``."""
        return dict(zip(self.countries["country"], self.countries["shortage"].tolist(), strict=True))

    @property
    def not_traced(self) -> float:
        """The people whom countries would seek abroad where the table knows no origin."""
        return float(self.countries["not_traced"].sum())

    @property
    def gain(self) -> float:
        """What the destination has in the end: the people recruited less the shortage that comes back to it."""
        return self.people - self.shortage.get(self.destination, 0.0)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, the tables as lists of rows."""
        return {
            "origin": self.origin,
            "destination": self.destination,
            "people": self.people,
            "gain": self.gain,
            "not_traced": self.not_traced,
            **{name: getattr(self, name).to_dict("records") for name in ("countries", "steps", "rounds")},
        }


def backfill(
    edges: pd.DataFrame,
    origin: str,
    destination: str,
    people: float,
    *,
    refills: float | Mapping[str, float | Refill] | None = None,
    otherwise: float = OTHERWISE,
) -> Backfill:
    """Follow ``people`` more recruits from ``origin`` to ``destination`` along the chains of a table of corridors.

    ``refills`` gives the share of a loss that a country refills from abroad: one number for all, or by country numbers
    or ``Refill`` records (``refill_shares``); ``otherwise`` is the assumed share of countries that it does not name.
    The corridor itself need not be in the table.

    Raises ``InputError`` for people that are no positive number, for shares outside 0 to 1, and where a shortage would
    be handed round for ever because countries that recruit only from each other all refill everything.
    """
    matrix = corridor_matrix(edges, (origin, destination))
    shares = _refills(matrix.codes, refills, otherwise)
    _check(origin, destination, people, shares)
    wanted = np.array([share.share for share in shares])
    known = matrix.people.sum(axis=0) > 0
    passing = (matrix.inflow_shares * np.where(known, wanted, 0.0)).T
    lost = _lost(matrix.codes, passing, matrix.place[origin], people)
    passed_on = lost * passing.sum(axis=1)
    table = pd.DataFrame(
        {
            "country": matrix.codes,
            "lost": lost,
            "passed_on": passed_on,
            "shortage": lost - passed_on,
            "not_traced": np.where(known, 0.0, lost * wanted),
            "visits": lost / people,
            "refilled": wanted,
            "assumed": [share.assumed for share in shares],
            "source": [share.source for share in shares],
            "origins": (matrix.people > 0).sum(axis=0),
        }
    )
    table = table[table["lost"] > _NOBODY * people]
    return Backfill(
        origin,
        destination,
        people,
        table.sort_values(["shortage", "country"], ascending=[False, True], ignore_index=True)[list(COUNTRY_COLUMNS)],
        _steps(matrix.codes, passing, lost, people),
        _rounds(passing, matrix.place[origin], people),
    )


def _refills(
    codes: tuple[str, ...], given: float | Mapping[str, float | Refill] | None, otherwise: float
) -> tuple[Refill, ...]:
    named: Mapping[str, float | Refill] = given if isinstance(given, Mapping) else {}
    rest = float(given) if given is not None and not isinstance(given, Mapping) else otherwise
    unnamed = say("assumed for every country without a share of its own")
    found = []
    for code in codes:
        share = named.get(code, Refill(code, rest, True, "", unnamed))
        found.append(share if isinstance(share, Refill) else Refill(code, float(share), True, "", say("given")))
    return tuple(found)


def _check(origin: str, destination: str, people: float, shares: tuple[Refill, ...]) -> None:
    problems = [
        Problem(
            say("the share refilled by {country}", country=share.country),
            say("is {given}", given=f"{share.share:g}"),
            say("a share from 0 to 1"),
        )
        for share in shares
        if not 0 <= share.share <= 1
    ]
    if not (np.isfinite(people) and people > 0):
        wrong = say("are {given}", given=f"{people:g}")
        problems.append(Problem(say("the people recruited"), wrong, say("a number above 0")))
    if origin == destination:
        problems.append(Problem(say("the corridor"), say("leads from {country} to itself", country=origin)))
    if problems:
        raise InputError(say("the request"), problems)


def _reach(passing: Numbers, begun: Mask) -> Mask:
    """The countries that can be reached by passing on from those begun with, these among them."""
    reached, seen = begun, np.zeros_like(begun)
    while (reached != seen).any():
        seen, reached = reached, reached | (reached @ (passing > 0))
    return reached


def _lost(codes: tuple[str, ...], passing: Numbers, origin: int, people: float) -> Numbers:
    """Solve lost = n · e_origin + Qᵀ lost among the countries that the shortage reaches."""
    begun = np.arange(len(codes)) == origin
    reached = np.flatnonzero(_reach(passing, begun))
    stays = 1.0 - passing.sum(axis=1) > 1e-9
    ends = _reach(passing.T, stays)
    for_ever = [codes[place] for place in reached if not ends[place]]
    if for_ever:
        problem = Problem(
            join(for_ever),
            say("recruit only from each other and refill all they lose, so that the shortage is handed round for ever"),
            say("a country among them that does not refill everything, or recruits from outside them"),
            say("give one of them a share refilled below 1"),
        )
        raise InputError(say("the shares refilled"), [problem])
    inner = passing[np.ix_(reached, reached)]
    lost = np.zeros(len(codes))
    lost[reached] = np.linalg.solve(np.eye(len(reached)) - inner.T, people * begun[reached])
    return lost


def _steps(codes: tuple[str, ...], passing: Numbers, lost: Numbers, people: float) -> pd.DataFrame:
    moved = lost[:, None] * passing
    loser, taken_from = np.nonzero(moved > _NOBODY * people)
    table = pd.DataFrame(
        {
            "country": [codes[place] for place in loser],
            "recruits_from": [codes[place] for place in taken_from],
            "people": moved[loser, taken_from],
            "share": passing[loser, taken_from],
        },
        columns=list(STEP_COLUMNS),
    )
    return table.sort_values(["people", "country", "recruits_from"], ascending=[False, True, True], ignore_index=True)


def _rounds(passing: Numbers, origin: int, people: float) -> pd.DataFrame:
    lost, rows = np.zeros(len(passing)), []
    lost[origin] = people
    for number in range(_ROUNDS):
        onward = lost @ passing
        rows.append((number, float(lost.sum()), float(lost.sum() - onward.sum())))
        lost = onward
        if lost.sum() <= _LEFT * people:
            break
    return pd.DataFrame(rows, columns=list(ROUND_COLUMNS))
