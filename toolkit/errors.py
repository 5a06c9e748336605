"""Error types of the toolkit: each is written from facts and says what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

__all__ = [
    "AccordError",
    "CaseError",
    "Infeasible",
    "InputError",
    "NoAgreement",
    "Problem",
    "RegisterError",
    "SolverFailed",
    "SolverUnavailable",
    "TermsError",
    "Unbounded",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in an input: where it stands, what is wrong, what was expected, what to do."""

    place: str
    problem: str
    expectation: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        text = f"{self.place}: {self.problem}"
        if self.expectation:
            text += f"; {self.expectation}"
        if self.remedy:
            text += f" ({self.remedy})"
        return text

    def to_dict(self) -> dict[str, str]:
        """The four parts by name."""
        return {
            "place": self.place,
            "problem": self.problem,
            "expectation": self.expectation,
            "remedy": self.remedy,
        }


class AccordError(Exception):
    """Root of every error that the toolkit raises on purpose."""


class InputError(AccordError):
    """An input cannot be used. Carries every problem found, so that all can be mended at once."""

    what = "This input"

    def __init__(self, origin: str, problems: Sequence[Problem]):
        self.origin = origin
        self.problems = tuple(problems)
        count = len(self.problems)
        head = f"{self.what} cannot be used: {origin} has {count} problem{'s' if count != 1 else ''}."
        super().__init__("\n".join([head, *(f"  - {problem}" for problem in self.problems)]))


class CaseError(InputError):
    """A case file breaks the schema of the model specification, section 2."""

    what = "This case"


class TermsError(InputError):
    """A file of terms does not fit the case it is meant for."""

    what = "These terms"


class RegisterError(InputError):
    """A record, table or imported file of the register breaks its format, or names what is not there."""

    what = "This part of the register"


class NoAgreement(AccordError):
    """No terms satisfy every red line while leaving each country at least as well off as without them.

    ``case`` is the case where it is the case itself that allows no agreement, so that it can be explained; ``None``
    where something asked for on top of it does. ``pieces`` tells which filled posts had to be counted as they are to
    find that out.
    """

    def __init__(self, message: str, case: Any = None, pieces: Any = None):
        super().__init__(message)
        self.case = case
        self.pieces = pieces or {}


class Infeasible(AccordError):
    """The rows and bounds of a linear program cannot hold together."""


class Unbounded(AccordError):
    """A gain could grow without limit: some limit that the real world has is missing from the case."""


class SolverUnavailable(AccordError):
    """The chosen solver is not installed or does not solve a two-row test program."""


class SolverFailed(AccordError):
    """The solver stopped without an optimum that passes the checks of the specification, section 10."""
