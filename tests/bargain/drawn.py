"""Random small problems, drawn by Hypothesis, in whole numbers so that ties and degenerate shapes are common."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from tests.bargain.problems import Points, Rows

__all__ = ["TRIED", "outcomes", "rows"]

TRIED = settings(deadline=None, derandomize=True, max_examples=80)


def rows(count: int, most: int = 5) -> st.SearchStrategy[Rows]:
    """Rows over utilities, each of which has an upper bound, so that the polytope is bounded; it may be empty."""
    coefficients = st.lists(st.integers(-4, 9), min_size=count, max_size=count)
    drawn = st.lists(st.tuples(coefficients, st.integers(-4, 40)), min_size=1, max_size=most)
    bounds = st.lists(st.integers(1, 12), min_size=count, max_size=count)
    return st.builds(
        lambda free, tops: [*free, *(([int(i == j) for j in range(count)], top) for i, top in enumerate(tops))],
        drawn,
        bounds,
    )


def outcomes(count: int = 2, least: int = 1, most: int = 7) -> st.SearchStrategy[Points]:
    """No deal and some outcomes of 0 or more."""
    point = st.tuples(*[st.integers(0, 20)] * count)
    return st.lists(point, min_size=least, max_size=most).map(lambda found: [(0,) * count, *found])
