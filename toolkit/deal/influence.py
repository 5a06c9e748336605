"""Which numbers of a case matter most to its result: solving at both ends of each number's range."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.bargain.parties import Point
from toolkit.case.names import number_name
from toolkit.case.schema import Case
from toolkit.deal.build import Deal
from toolkit.deal.canonical import nearest_terms
from toolkit.deal.concepts import Concept, choose, concept_of
from toolkit.deal.settle import sound, sound_deal
from toolkit.errors import InputError, NoAgreement, Problem, SolverFailed, Unbounded
from toolkit.languages.speech import say
from toolkit.linear.session import Optimum
from toolkit.validation import did_you_mean, value_at
from toolkit.wording import nearest

__all__ = ["End", "Influence", "influence", "ranged_paths", "with_value"]

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class End:
    """The result at one end of a range: every country's gain, or why there is none (``no_agreement``, ``unbounded``).

    ``failed`` stands where the solver found no optimum that passes its checks.
    """

    value: float
    gains: Mapping[str, float] | None
    outcome: str = "solved"

    def to_dict(self) -> dict[str, Any]:
        """By name."""
        return {"value": self.value, "gains": dict(self.gains) if self.gains else None, "outcome": self.outcome}


@dataclass(frozen=True, slots=True)
class Influence:
    """How much one number moves the result when it alone goes to the ends of its range.

    ``spread`` is the largest change of a country's gain from the case as it is to an end, relative to the country's
    ideal in the case as it is; for a country whose ideal is 0, relative to the largest ideal. ``country`` is the one
    with that change. An end without agreement counts as the loss of all gains, an unbounded one as infinite.
    """

    path: str
    label: str
    value: float
    low: End
    high: End
    spread: float
    country: str
    assumed: bool

    def to_dict(self) -> dict[str, Any]:
        """By name, ends included."""
        ends = {"low": self.low.to_dict(), "high": self.high.to_dict()}
        return {name: getattr(self, name) for name in self.__slots__ if name not in ends} | ends


def influence(
    case: Case,
    *,
    concept: str = "kalai_smorodinsky",
    paths: Iterable[str] | None = None,
    most: int | None = 5,
    solver: str = "HiGHS",
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Influence, ...]:
    """The numbers that matter most to the gains under a solution concept, the most important first.

    Every number with a range (``low`` below ``high``) is put at both ends with everything else unchanged, or only
    those at ``paths``; ties are in the order of their paths. ``most`` limits how many are returned, ``None`` does not.
    ``progress`` is told how many numbers are done and how many there are. Raises ``NoAgreement`` where the case as it
    is allows no agreement, and ``InputError`` for an unknown concept or a path without a range.
    """
    sought, chosen = concept_of(case, concept), _chosen(case, paths)
    ideals, gains = _gains(case, sought, solver)
    largest = max(ideals.values(), default=0.0)
    sizes = {name: ideal if ideal > 0 else largest for name, ideal in ideals.items()}
    values, found = case.model_dump(), list[Influence]()
    for number, path in enumerate(chosen, start=1):
        origin = case.provenance[path]
        low, high = (_end(case, path, float(end or 0.0), sought, solver) for end in (origin.low, origin.high))
        spread, country = max(
            (_change(gains, end, name, sizes[name]), name) for end in (low, high) for name in sorted(gains)
        )
        value = float(value_at(values, _parts(path)))
        found.append(
            Influence(path, number_name(case, _parts(path)), value, low, high, spread, country, origin.assumed)
        )
        if progress is not None:
            progress(number, len(chosen))
    return tuple(sorted(found, key=lambda entry: (-entry.spread, entry.path))[:most])


def ranged_paths(case: Case) -> list[str]:
    """The paths of all numbers that have a range, in order."""
    return sorted(
        path
        for path, origin in case.provenance.items()
        if origin.low is not None and origin.high is not None and origin.low < origin.high
    )


def _chosen(case: Case, paths: Iterable[str] | None) -> list[str]:
    ranged = ranged_paths(case)
    if paths is None:
        return ranged
    asked = sorted(set(paths))
    problems = []
    for path in asked:
        if path not in ranged:
            wrong, remedy = say("is no number with a range in this case"), did_you_mean(nearest(path, ranged))
            problems.append(Problem(path, wrong, say("low below high"), remedy))
    if problems:
        raise InputError(say("the request"), problems)
    return asked


def _parts(path: str) -> Path:
    return tuple(int(part) if part.isdigit() else part for part in path.split("."))


def with_value(case: Case, path: str, value: float) -> Case:
    """The case with one number changed and everything else as it is."""
    changed: Case = _changed(case, _parts(path), value)
    return changed


def _changed(part: Any, path: Path, value: float) -> Any:
    if not path:
        return int(value) if isinstance(part, int) else value
    first, rest = path[0], path[1:]
    if isinstance(part, tuple):
        index = int(first)
        return (*part[:index], _changed(part[index], rest, value), *part[index + 1 :])
    if isinstance(part, dict):
        return {**part, first: _changed(part[first], rest, value)}
    # a field of one number that may also be given per phase is held as a tuple
    inner = getattr(part, str(first))
    if not rest and isinstance(inner, tuple):
        return part.model_copy(update={first: (value,)})
    return part.model_copy(update={first: _changed(inner, rest, value)})


def _gains(case: Case, concept: Concept, solver: str) -> tuple[dict[str, float], dict[str, float]]:
    """Ideals and gains in the currency of the case, without looking for the terms where that is not needed."""
    if any(line.kind == "min_reinvested_share_of_gain" for line in case.red_lines):
        deal, (point, _), _ = sound(case, solver, lambda deal: _chosen_terms(deal, concept), lambda found: found[1])
    else:
        deal = sound_deal(case, solver)
        point = choose(deal, concept)
    unit = deal.model.unit
    return (
        {name: most * unit for name, most in deal.ideals.items()},
        {name: gain * unit for name, gain in point.utilities.items()},
    )


def _chosen_terms(deal: Deal, concept: Concept) -> tuple[Point, Optimum]:
    point = choose(deal, concept)
    return point, nearest_terms(deal, point.utilities, None)


def _end(case: Case, path: str, value: float, concept: Concept, solver: str) -> End:
    try:
        return End(value, _gains(with_value(case, path, value), concept, solver)[1])
    except NoAgreement:
        return End(value, None, "no_agreement")
    except Unbounded:
        return End(value, None, "unbounded")
    except SolverFailed:
        return End(value, None, "failed")


def _change(gains: Mapping[str, float], end: End, country: str, size: float) -> float:
    """How far a country's gain moves, relative to a size; in money where nobody can gain anything."""
    if end.outcome == "unbounded":
        return float("inf")
    if end.outcome == "failed":
        return 0.0
    moved = abs((end.gains[country] if end.gains else 0.0) - gains[country])
    return moved / size if size > 0 else moved
