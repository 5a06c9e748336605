"""A draft as the lines of a negotiating table, and edited cells back as a draft.

A draft is the document as typed (specification, section 11): a number may stand for every phase, terms may be missing.
Lines show what is in force; only what is edited is written back, everything else keeps its place and digits. Who pays
is in ``toolkit.report.share_table``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name
from toolkit.case.quantity import separate
from toolkit.case.schema import Case, CorridorCadre, in_phase
from toolkit.model.terms_file import terms_from_mapping
from toolkit.wording import join, money, number, people, per_cent, years_of_phase

__all__ = [
    "Cell",
    "Line",
    "activity_lines",
    "bare_draft",
    "cell_words",
    "cells_of",
    "finite",
    "needed_candidates",
    "phase_names",
    "support_line",
    "tier_names",
    "written",
]

Place = tuple[str | int, ...]
Cell = tuple[Place, int, float | None]
"""Place of a line, phase, and what the cell holds; ``None`` for a cell that was emptied."""

_WORDS: dict[str, tuple[str, str, str]] = {
    "recruits": ("Recruits", "people a year", "workers recruited on the corridor"),
    "candidates": ("Candidates prepared", "people a year", "people prepared for departure; some do not come through"),
    "bridged": ("Recruits with a bridging programme", "people a year", "recruits helped to practise at their level"),
    "places": ("Training places opened", "places a year", "places in the sending country beyond those it has"),
    "capacity": (
        "Places on new teaching capacity",
        "places a year",
        "part of the places opened that need new teaching",
    ),
    "posts": ("Extra posts funded", "posts", "extra funded posts in the sending country"),
    "returned": ("Returns with a package", "people a year", "people who return from abroad with support"),
    "remote_service": ("Remote service", "full-time equivalents", "service given from abroad to the sending country"),
}
_BEFORE_RETENTION = ("recruits", "candidates", "bridged", "places", "capacity")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it stands in the draft, its words, the most that is allowed, and a value for each phase.

    A value of ``None`` is a term that is left out and follows from others: candidates from recruits.
    """

    place: Place
    label: str
    unit: str
    most: str
    meaning: str
    values: tuple[float | None, ...]

    @property
    def about(self) -> str:
        """Cadre or corridor that the line is about, in words."""
        return cadre_name(str(self.place[2])) if len(self.place) > 3 else corridor_name(str(self.place[1]))


def phase_names(case: Case) -> tuple[str, ...]:
    """The calendar years of each phase."""
    return tuple(years_of_phase(case.start_year, case.phases, phase) for phase in range(len(case.phases)))


def finite(value: Any) -> float | None:
    """A number as typed, ``None`` for anything else."""
    good = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")
    return float(value) if good else None


def bare_draft(draft: Mapping[str, Any]) -> dict[str, Any]:
    """A draft with every number bare, without what is no part of a draft."""
    found, _, _ = separate({part: draft[part] for part in ("terms", "payments") if part in draft})
    return dict(found)


def activity_lines(case: Case, draft: Mapping[str, Any], corridor: str, cadre: str) -> tuple[Line, ...]:
    """Every activity of a cadre on a corridor, a year, in the order in which they happen."""
    record, bare = case.corridors[corridor].cadres[cadre], bare_draft(draft)
    most, lines = _most(case, record), []
    places: list[Place] = [("terms", corridor, cadre, activity) for activity in _BEFORE_RETENTION]
    places += [("terms", corridor, cadre, "retained", tier) for tier in range(len(record.retention))]
    places += [("terms", corridor, cadre, name) for name in _WORDS if name not in _BEFORE_RETENTION]
    for place in places:
        if place[3] == "retained":
            tier = record.retention[int(place[4])]
            name = tier.name or f"retention tier {int(place[4]) + 1}"
            against = "emigration" if tier.acts_on == "emigration" else "leaving the profession"
            words = (f"Kept by {name}", "people a year", f"workers kept from {against}")
            allowed = f"{people(tier.workers)} people at {money(tier.cost, case.currency)} each"
        else:
            words, allowed = _WORDS[str(place[3])], most[str(place[3])]
        lines.append(Line(place, words[0], words[1], allowed, words[2], _values(case, bare, place)))
    return tuple(lines)


def tier_names(case: Case, corridor: str, cadre: str) -> str:
    """The retention tiers in full, since a table cuts long names off; empty where there are none."""
    lines = [line for line in activity_lines(case, {}, corridor, cadre) if line.place[3] == "retained"]
    listed = "; ".join(line.label.removeprefix("Kept by ") for line in lines)
    return f"Kept by: {listed}." if lines else ""


def support_line(case: Case, draft: Mapping[str, Any], corridor: str) -> Line:
    """Health-system support on a corridor, in money a year."""
    place: Place = ("terms", corridor, "system_support")
    name = ITEM_NAMES["system_support"]
    unit, meaning = f"{case.currency} a year", "money earmarked for the health system of the sending country"
    label = f"{name[0].upper()}{name[1:]}"
    return Line(
        place,
        label,
        unit,
        f"{case.currency} a year; no limit but the budgets",
        meaning,
        _values(case, bare_draft(draft), place),
    )


def _most(case: Case, record: CorridorCadre) -> dict[str, str]:
    """The most of each activity that the instruments allow, in words."""
    training, returns, remote = record.training, record.returns, record.remote_service
    spare, new = (training.spare_places, training.max_new_places) if training else (0.0, 0.0)
    recruits = [people(in_phase(record.max_recruits, phase)) for phase in range(len(case.phases))]
    return {
        "recruits": f"{recruits[0] if len(set(recruits)) == 1 else join(recruits, 'then')} people",
        "candidates": "any number of people",
        "bridged": "the recruits",
        "places": f"{people(spare)} places{' and those on new capacity' if new else ''}",
        "capacity": f"{people(new)} places",
        "posts": f"{people(record.posts.max if record.posts else 0)} posts",
        "returned": f"{per_cent(returns.max_share)} of those in practice abroad" if returns else "0 people",
        "remote_service": f"{per_cent(remote.max_share)} of those abroad, full-time"
        if remote
        else "0 full-time equivalents",
    }


def _values(case: Case, bare: Mapping[str, Any], place: Place) -> tuple[float | None, ...]:
    """What is in force at a place: a single number for every phase, nothing where nothing is said."""
    phases = range(len(case.phases))
    given = _at(bare, place[:4])
    if len(place) == 5:
        rows = [row if isinstance(row, list | tuple) else () for row in _listed(given, len(phases))]
        tier = int(place[4])
        return tuple((finite(row[tier]) if tier < len(row) else None) or 0.0 for row in rows)
    missing = None if place[-1] == "candidates" else 0.0
    if finite(given) is not None:
        return (finite(given),) * len(phases)
    found = [finite(value) for value in _listed(given, len(phases))]
    return tuple(missing if value is None else value for value in found)


def _listed(given: Any, phases: int) -> list[Any]:
    values = list(given) if isinstance(given, list | tuple) else []
    return [values[phase] if phase < len(values) else None for phase in range(phases)]


def _at(values: Any, path: Place) -> Any:
    for part in path:
        if not isinstance(values, Mapping) or part not in values:
            return None
        values = values[part]
    return values


def written(case: Case, draft: Mapping[str, Any], cells: Iterable[Cell]) -> dict[str, Any]:
    """The draft with edited cells, all else as it was.

    An emptied cell is 0. Candidates whose cells are all empty are left out, so that they follow from the recruits; a
    single empty one is written as the number that the recruits need.
    """
    new = deepcopy(dict(draft))
    by_place: dict[Place, dict[int, float | None]] = {}
    for place, phase, value in cells:
        by_place.setdefault(place, {})[phase] = value
    # candidates come last, since those left empty follow from the recruits
    for place, edited in sorted(by_place.items(), key=lambda entry: entry[0][-1] == "candidates"):
        before = _values(case, bare_draft(new), place)
        values = [edited.get(phase, value) for phase, value in enumerate(before)]
        _write(case, new, place, values)
    return new


def _write(case: Case, draft: dict[str, Any], place: Place, values: list[float | None]) -> None:
    parent, names = draft, [str(part) for part in place[:4]]
    *way, name = names
    for part in way:
        if not isinstance(parent.get(part), dict):
            parent[part] = {}
        parent = parent[part]
    if name == "retained":
        tiers = len(case.corridors[str(place[1])].cadres[str(place[2])].retention)
        lines = [_values(case, bare_draft(draft), (*place[:4], tier)) for tier in range(tiers)]
        lines[int(place[4])] = tuple(values)
        parent[name] = [[line[phase] or 0.0 for line in lines] for phase in range(len(case.phases))]
    elif name == "candidates":
        parent.pop(name, None)
        if any(value is not None for value in values):
            needed = _needed(case, draft, place)
            parent[name] = [needed[phase] if value is None else value for phase, value in enumerate(values)]
    else:
        parent[name] = [value or 0.0 for value in values]


def _needed(case: Case, draft: Mapping[str, Any], place: Place) -> list[float]:
    """The candidates that the recruits of a draft need, by phase."""
    recruits = _values(case, bare_draft(draft), (*place[:3], "recruits"))
    document = {"terms": {place[1]: {place[2]: {"recruits": [value or 0.0 for value in recruits]}}}}
    return list(terms_from_mapping(document, case).corridors[str(place[1])].cadres[str(place[2])].candidates)


def needed_candidates(case: Case, draft: Mapping[str, Any], corridor: str, cadre: str) -> str:
    """What candidates left empty come to, in words."""
    record = case.corridors[corridor].cadres[cadre]
    needed = _needed(case, draft, ("terms", corridor, cadre, "candidates"))
    listed = join(f"{people(value)} in {years}" for value, years in zip(needed, phase_names(case), strict=True))
    return (
        f"Candidates left empty follow from the recruits, {per_cent(record.pass_rate)} of whom come through: {listed}."
    )


def cell_words(case: Case, line: Line, phase: int, value: float | None) -> str:
    """An edited cell for the history: ``nurses, recruits in 2026-2028: 100 → 120``."""

    def said(amount: float | None) -> str:
        if amount is None:
            return "left out"
        return number(amount, 4).rstrip("0").rstrip(".") if amount != round(amount) else number(amount)

    years = phase_names(case)[phase]
    label = line.label[0].lower() + line.label[1:]
    return f"{line.about}, {label} in {years}: {said(line.values[phase])} → {said(value)}"


def cells_of(lines: Iterable[Line]) -> Iterator[Cell]:
    """Every cell of lines as it stands."""
    for line in lines:
        for phase, value in enumerate(line.values):
            yield line.place, phase, value
