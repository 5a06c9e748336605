"""How many agreements stand how, in words."""

from __future__ import annotations

from toolkit.languages.speech import say_count
from toolkit.wording import number

__all__ = ["counted_standing"]


def counted_standing(standing: str, count: int) -> str:
    """How many agreements stand so: ``2 perhaps in force``."""
    told = number(count)
    words = {
        "in_force": say_count("{count} in force", "{count} in force", count, count=told),
        "perhaps": say_count("{count} perhaps in force", "{count} perhaps in force", count, count=told),
        "ended": say_count("{count} ended", "{count} ended", count, count=told),
        "not_yet": say_count("{count} not yet in force", "{count} not yet in force", count, count=told),
        "announced": say_count(
            "{count} only announced, not counted", "{count} only announced, not counted", count, count=told
        ),
    }
    return words[standing]
