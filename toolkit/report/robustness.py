"""How far the gains of given terms hold when the numbers of the case are off, each alone to the ends of its range."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from toolkit.case.names import number_name
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.deal.influence import ranged_paths, with_value
from toolkit.languages.speech import say, say_count
from toolkit.model.evaluate import evaluate
from toolkit.model.terms import CadreTerms, Terms
from toolkit.report.options import ALIKE, distinct
from toolkit.report.table import Table
from toolkit.validation import short_number
from toolkit.wording import money, number

__all__ = ["Extreme", "Robustness", "as_promised", "robustness", "robustness_table"]


@dataclass(frozen=True, slots=True)
class Extreme:
    """A country's gain with one number of the case at one end of its range."""

    path: str
    value: float
    gain: float


@dataclass(frozen=True, eq=False)
class Robustness:
    """One set of terms held against the ranges of a case.

    ``gains`` are those of the case as it is, ``least`` and ``most`` each country's gain at the end of a range that is
    worst and best for it, ``losing`` at how many of ``ends`` ends a country would be worse off than without an
    agreement, ``moves`` its gain at every end.
    """

    case: Case
    gains: Mapping[str, float]
    least: Mapping[str, Extreme]
    most: Mapping[str, Extreme]
    losing: Mapping[str, int]
    ends: int
    moves: Mapping[str, tuple[Extreme, ...]] = field(default_factory=dict, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """By name."""
        extremes = {
            name: {
                code: {"path": found.path, "value": found.value, "gain": found.gain}
                for code, found in getattr(self, name).items()
            }
            for name in ("least", "most")
        }
        return {"gains": dict(self.gains), **extremes, "losing": dict(self.losing), "ends": self.ends}


def robustness(
    case: Case, terms: Sequence[Terms], *, progress: Callable[[int, int], None] | None = None
) -> tuple[Robustness, ...]:
    """Simulate each set of terms with every ranged number of the case, alone, at its low and its high end.

    No solver takes part and the terms stay as they are written; only recruits are never more than the candidates who
    come through (specification, section 8). ``progress`` is told how many numbers are done and how many there are.
    """
    paths = ranged_paths(case)
    gains = [evaluate(case, one).gains for one in terms]
    found: list[list[tuple[str, float, dict[str, float]]]] = [[] for _ in terms]
    for done, path in enumerate(paths, start=1):
        origin = case.provenance[path]
        for value in (origin.low, origin.high):
            assert value is not None
            moved = with_value(case, path, value)
            for ends, one in zip(found, terms, strict=True):
                ends.append((path, value, evaluate(moved, as_promised(moved, one)).gains))
        if progress is not None:
            progress(done, len(paths))
    return tuple(_summed_up(case, base, ends) for base, ends in zip(gains, found, strict=True))


def as_promised(case: Case, terms: Terms) -> Terms:
    """Terms with recruits cut to the candidates who come through, and bridging in the same proportion."""
    corridors = {
        name: replace(
            corridor,
            cadres={
                cadre: _as_promised(done, case.corridors[name].cadres[cadre].pass_rate)
                for cadre, done in corridor.cadres.items()
            },
        )
        for name, corridor in terms.corridors.items()
    }
    return replace(terms, corridors=corridors)


def _as_promised(done: CadreTerms, pass_rate: float) -> CadreTerms:
    recruits = tuple(
        min(wanted, pass_rate * prepared) for wanted, prepared in zip(done.recruits, done.candidates, strict=True)
    )
    bridged = tuple(
        given * (now / wanted if wanted > 0 else 1.0)
        for given, now, wanted in zip(done.bridged, recruits, done.recruits, strict=True)
    )
    return replace(done, recruits=recruits, bridged=bridged)


def _summed_up(
    case: Case, gains: Mapping[str, float], ends: Sequence[tuple[str, float, dict[str, float]]]
) -> Robustness:
    as_it_is = {code: Extreme("", 0.0, gain) for code, gain in gains.items()}
    least, most = dict(as_it_is), dict(as_it_is)
    losing = dict.fromkeys(gains, 0)
    size = max((abs(gain) for gain in gains.values()), default=0.0)
    for path, value, found in ends:
        for code, gain in found.items():
            if gain < least[code].gain:
                least[code] = Extreme(path, value, gain)
            if gain > most[code].gain:
                most[code] = Extreme(path, value, gain)
            losing[code] += gain < -ALIKE * size
    moves = {code: tuple(Extreme(path, value, found[code]) for path, value, found in ends) for code in gains}
    return Robustness(case, gains, least, most, losing, len(ends), moves)


def robustness_table(names: Sequence[str], found: Sequence[Robustness]) -> Table:
    """One row for each option and country: the gain, its range, the number that does most, how often it would lose."""
    case = found[0].case
    rows = tuple(
        (
            name,
            country_name(code),
            money(gain, case.currency),
            money(one.least[code].gain, case.currency),
            _cause(case, one.least[code]),
            money(one.most[code].gain, case.currency),
            say("{count} of {total}", count=number(one.losing[code]), total=number(one.ends)),
        )
        for name, one in zip(distinct(names), found, strict=True)
        for code, gain in one.gains.items()
    )
    columns = (
        say("option"),
        say("country"),
        say("gain"),
        say("at worst"),
        say("by which number"),
        say("at best"),
        say("would lose at"),
    )
    note = say_count(
        "Each of the {count} numbers with a range goes alone to both ends of it, everything else and the terms as they "
        "are; recruits are never more than the candidates who come through. This is a first check: numbers that are "
        "off together can do more.",
        "Each of the {count} numbers with a range goes alone to both ends of it, everything else and the terms as they "
        "are; recruits are never more than the candidates who come through. This is a first check: numbers that are "
        "off together can do more.",
        found[0].ends // 2,
        count=number(found[0].ends // 2),
    )
    if not found[0].ends:
        note = say("No number of this case has a range, so there is nothing to test. Ranges stand on the sources page.")
    return Table(say("How far the gains hold"), columns, rows, note, (*columns[2:4], *columns[5:]))


def _cause(case: Case, extreme: Extreme) -> str:
    if not extreme.path:
        return say("none lowers it")
    path = tuple(int(part) if part.isdigit() else part for part in extreme.path.split("."))
    return say("{number} at {value}", number=number_name(case, path), value=short_number(extreme.value))
