"""Settings of property tests: the same examples on every machine, and as many as a short run affords."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

__all__ = ["examples", "seeds"]

seeds = st.integers(0, 2**32 - 1)
"""A seed for ``random_case`` and ``random_terms``; a failing test prints it."""


def examples(number: int) -> settings:
    """About so many examples, always the same ones; a seed that fails is not made smaller: that would be another case.

    The usual run draws three in ten of them; ``ACCORD_EXAMPLES=1`` draws all, a larger number more.
    """
    return settings(
        max_examples=max(2, round(number * float(os.environ.get("ACCORD_EXAMPLES", "0.3")))),
        phases=(Phase.explicit, Phase.generate),
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
