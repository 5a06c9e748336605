"""The sheets of the workbook by their words, and how a word becomes the name of a sheet."""

from __future__ import annotations

import re

from toolkit.languages.speech import say, to_say

__all__ = [
    "ABOUT",
    "ASSUMPTIONS",
    "CHECK",
    "CHECK_OF_TERMS",
    "COSTS",
    "COUNTRIES",
    "GAINS",
    "LIMITS",
    "MONITORING",
    "OFFERS",
    "PARTS",
    "PAYMENTS",
    "SOURCES",
    "TERMS",
    "TRAJECTORIES",
    "distinct_from",
    "tab",
]

ABOUT = to_say("About")
TERMS = to_say("Terms")
COSTS = to_say("Costs and shares")
PAYMENTS = to_say("Payments")
GAINS = to_say("Gains")
PARTS = to_say("Gains in detail")
TRAJECTORIES = to_say("Trajectories")
COUNTRIES = to_say("Countries")
LIMITS = to_say("Limits")
ASSUMPTIONS = to_say("Assumptions")
SOURCES = to_say("Sources")
CHECK = to_say("Check")
CHECK_OF_TERMS = to_say("Check of terms")
MONITORING = to_say("Monitoring")
OFFERS = to_say("Offers")

_LONGEST = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def tab(sheet: str) -> str:
    """What a sheet is called: its word in the language that is spoken, as far as Excel takes it."""
    return _FORBIDDEN.sub(" ", say(sheet)).strip().strip("'")[:_LONGEST].strip() or sheet


def distinct_from(name: str, taken: set[str]) -> str:
    """A name that is not taken, capitals apart: ``Check (2)`` where ``Check`` is."""
    found, number = name, 1
    while found.casefold() in taken:
        number += 1
        mark = f" ({number})"
        found = name[: _LONGEST - len(mark)] + mark
    return found
