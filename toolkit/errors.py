"""Error types of the toolkit: each is written from facts and says what to do next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

__all__ = [
    "AccordError",
    "CaseError",
    "Infeasible",
    "InputError",
    "LanguageError",
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


def _in_english(one: str, many: str, count: int, /) -> str:
    return one if count == 1 else many


class InputError(AccordError):
    """An input cannot be used. Carries every problem found, so that all can be mended at once.

    ``say_count`` is how its head is said. Languages lie above errors, so ``toolkit.validation`` puts theirs there.
    """

    say_count: ClassVar[Callable[..., str]] = staticmethod(_in_english)

    def __init__(self, origin: str, problems: Sequence[Problem]):
        self.origin = origin
        self.problems = tuple(problems)
        count = len(self.problems)
        head = self.head(count).format(origin=origin, count=count)
        super().__init__("\n".join([head, *(f"  - {problem}" for problem in self.problems)]))

    def head(self, count: int) -> str:
        """The first sentence, with ``origin`` and ``count`` in braces."""
        return self.say_count(
            "This input cannot be used: {origin} has {count} problem.",
            "This input cannot be used: {origin} has {count} problems.",
            count,
        )


class CaseError(InputError):
    """A case file breaks the schema of the model specification, section 2."""

    def head(self, count: int) -> str:
        """The first sentence, with ``origin`` and ``count`` in braces."""
        return self.say_count(
            "This case cannot be used: {origin} has {count} problem.",
            "This case cannot be used: {origin} has {count} problems.",
            count,
        )


class TermsError(InputError):
    """A file of terms does not fit the case it is meant for."""

    def head(self, count: int) -> str:
        """The first sentence, with ``origin`` and ``count`` in braces."""
        return self.say_count(
            "These terms cannot be used: {origin} has {count} problem.",
            "These terms cannot be used: {origin} has {count} problems.",
            count,
        )


class RegisterError(InputError):
    """A record, table or imported file of the register breaks its format, or names what is not there."""

    def head(self, count: int) -> str:
        """The first sentence, with ``origin`` and ``count`` in braces."""
        return self.say_count(
            "This part of the register cannot be used: {origin} has {count} problem.",
            "This part of the register cannot be used: {origin} has {count} problems.",
            count,
        )


class LanguageError(InputError):
    """A catalogue of translations cannot be read, or does not fit what is to be translated."""

    def head(self, count: int) -> str:
        """The first sentence, with ``origin`` and ``count`` in braces."""
        return self.say_count(
            "This catalogue of a language cannot be used: {origin} has {count} problem.",
            "This catalogue of a language cannot be used: {origin} has {count} problems.",
            count,
        )


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
