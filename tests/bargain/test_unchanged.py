"""Whatever is asked, the session is as before: the same limits, the same ideals, the same answer when asked again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bargain.problems import mixes
from toolkit.bargain.conflict import irreducible_conflict, least_relaxation
from toolkit.bargain.frontier import frontier
from toolkit.bargain.nash import nash
from toolkit.bargain.parties import Parties, ideals
from toolkit.bargain.rules import best_for, egalitarian, kalai_smorodinsky, utilitarian
from toolkit.linear.prices import price_range
from toolkit.linear.session import Session

POINTS = [(0, 0, 0), (9, 1, 2), (1, 8, 3), (2, 2, 7), (5, 5, 1), (-1, 12, 4)]
DEMANDS = {("utility", name): (1.0, name) for name in "ABC"}

ASKED: dict[str, Callable[[Parties], object]] = {
    "ideals": ideals,
    "best_for": lambda parties: best_for(parties, "A").utilities,
    "utilitarian": lambda parties: utilitarian(parties).utilities,
    "egalitarian": lambda parties: egalitarian(parties).utilities,
    "kalai_smorodinsky": lambda parties: kalai_smorodinsky(parties, ideals(parties)).utilities,
    "nash": lambda parties: nash(parties, ideals(parties)).utilities,
    "frontier": lambda parties: [part for at in frontier(parties, "A", "B").corners for part in (at.a, at.b)],
    "least_relaxation": lambda parties: least_relaxation(parties.session, DEMANDS),
    "irreducible_conflict": lambda parties: irreducible_conflict(parties.session, DEMANDS),
    "price_range": lambda parties: _prices(parties),
}


def _prices(parties: Parties) -> list[float]:
    found = price_range(parties.session, [(1.0, key) for key in parties.utilities.values()], ("utility", "C"))
    return [found.bound, found.price, found.loss, found.lower, found.upper]


def limits(session: Session) -> object:
    return (
        {key: session.column_bounds(key) for key in session.columns},
        {key: (session.row_bounds(key), session.terms(key)) for key in session.rows},
    )


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("solved_before", [True, False])
def test_the_session_is_left_as_it_was(name: str, solved_before: bool) -> None:
    parties = mixes(POINTS)
    most = ideals(mixes(POINTS))
    if solved_before:
        ideals(parties)
    before = limits(parties.session)
    first = ASKED[name](parties)
    assert limits(parties.session) == before
    assert ideals(parties) == pytest.approx(most)
    assert ASKED[name](parties) == pytest.approx(first)


@pytest.mark.parametrize("name", ["least_relaxation", "irreducible_conflict"])
def test_a_session_without_solution_is_left_as_it_was(name: str) -> None:
    parties = mixes([(-1, 2, 3), (4, -9, 1)])
    before = limits(parties.session)
    first = ASKED[name](parties)
    assert first
    assert limits(parties.session) == before
    assert ASKED[name](parties) == pytest.approx(first)
