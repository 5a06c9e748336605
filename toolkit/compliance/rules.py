"""The rules and the instruments as data: ``agreements/code_rules.yaml`` and ``agreements/instruments.yaml``, typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from toolkit.errors import Problem, RegisterError
from toolkit.languages.speech import say, to_say
from toolkit.reading import place, read_text

__all__ = [
    "NUMBER_WORDS",
    "Instrument",
    "Needs",
    "Question",
    "Rule",
    "RuleList",
    "Setting",
    "load_code_rules",
    "load_instruments",
    "setting_in_words",
]

_Kind = TypeVar("_Kind", bound=BaseModel)
Severity = Literal["breach", "warning", "advice"]

NUMBER_WORDS = {
    "terms": to_say("terms"),
    "payments": to_say("payments"),
    "recruits": to_say("recruits"),
    "candidates": to_say("candidates"),
    "places": to_say("places"),
    "capacity": to_say("capacity"),
}
"""What rules need to know of the numbers of a draft, as it is said."""

_SETTING_WORDS = {
    "coverage": to_say("coverage"),
    "days": to_say("days"),
    "density": to_say("density"),
    "meetings": to_say("meetings"),
    "months": to_say("months"),
    "ratio": to_say("ratio"),
    "share": to_say("share"),
    "tolerated": to_say("tolerated"),
}


def setting_in_words(name: str) -> str:
    """A threshold by its name in the rules, as it is said."""
    return say(_SETTING_WORDS.get(name, name))


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Question(_Record):
    """Something about a clause that only the parties know; ``unit`` is ``yes or no`` where none is given."""

    clause: str
    question: str
    unit: str = to_say("yes or no")
    choices: tuple[str, ...] = ()

    @property
    def is_yes_or_no(self) -> bool:
        """Whether the answer is yes or no."""
        return self.unit == "yes or no"


class Setting(_Record):
    """A threshold that the parties choose; without a value the figure is only shown."""

    value: float | None = None
    unit: str
    about: str


class Needs(_Record):
    """What must hold: clauses present, answers yes or no, answers within settings, a test on numbers."""

    present: tuple[str, ...] = ()
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    at_most: Mapping[str, str] = Field(default_factory=dict)
    at_least: Mapping[str, str] = Field(default_factory=dict)
    computed: str = ""


class Rule(_Record):
    """One rule: what it says, how severe missing it is, what it rests on, what it needs, what would satisfy it."""

    number: str
    says: str
    severity: Severity
    yardsticks: tuple[str, ...]
    reads: tuple[str, ...] = ()
    if_present: str = ""
    if_yes: str = ""
    if_computed: str = ""
    settings: Mapping[str, Setting] = Field(default_factory=dict)
    needs: Needs
    satisfied_by: str


class RuleList(_Record):
    """Questions and rules by key, in the order of the file."""

    questions: Mapping[str, Question]
    rules: Mapping[str, Rule]


class Instrument(_Record):
    """A rule beside the Code: whom it binds, when it applies, what it asks, as of which year."""

    name: str
    receiving: tuple[str, ...]
    sending: tuple[str, ...] = ()
    when: Literal["always", "listed"]
    asks: str
    as_of: int
    standing: Literal["read", "reported", "known"]
    reads: tuple[str, ...] = ()
    yardsticks: tuple[str, ...] = ()
    note: str = ""


class _Instruments(_Record):
    instruments: Mapping[str, Instrument]


def _read(name: str, kind: type[_Kind]) -> _Kind:
    values: Any = read_text(Path(str(files("agreements").joinpath(name))), RegisterError).values
    try:
        return kind.model_validate(values)
    except ValidationError as failure:
        problems = [Problem(place(tuple(error["loc"])), error["msg"]) for error in failure.errors()]
        raise RegisterError(name, problems) from failure


@lru_cache(maxsize=1)
def load_code_rules() -> RuleList:
    """The shipped rules. Raises ``RegisterError`` with every problem of the file."""
    return _read("code_rules.yaml", RuleList)


@lru_cache(maxsize=1)
def load_instruments() -> Mapping[str, Instrument]:
    """The shipped instruments by key. Raises ``RegisterError`` with every problem of the file."""
    return _read("instruments.yaml", _Instruments).instruments
