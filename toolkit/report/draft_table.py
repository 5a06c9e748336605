"""A draft as the lines of a negotiating table, and edited cells back as a draft.

A draft is the document as typed (specification, section 11): a number may stand for every phase, terms may be missing.
Lines show what is in force; only what is edited is written back, everything else keeps its place and digits. Who pays
is in ``toolkit.report.share_table``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name, in_unit, tier_name
from toolkit.case.quantity import separate
from toolkit.case.schema import Case, CorridorCadre, RetentionTier, in_phase
from toolkit.languages.speech import say, say_count, to_say
from toolkit.model.terms_file import terms_from_mapping
from toolkit.report.amounts import trimmed
from toolkit.report.figures.words import capital
from toolkit.wording import join, money, people, per_cent, years_of_phase

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
    "recruits": (to_say("recruits"), to_say("people a year"), to_say("workers recruited on the corridor")),
    "candidates": (
        to_say("candidates prepared"),
        to_say("people a year"),
        to_say("people prepared for departure; some do not come through"),
    ),
    "bridged": (
        to_say("recruits with a bridging programme"),
        to_say("people a year"),
        to_say("recruits helped to practise at their level"),
    ),
    "places": (
        to_say("training places opened"),
        to_say("places a year"),
        to_say("places in the sending country beyond those it has"),
    ),
    "capacity": (
        to_say("places on new teaching capacity"),
        to_say("places a year"),
        to_say("part of the places opened that need new teaching"),
    ),
    "posts": (to_say("extra posts funded"), to_say("posts"), to_say("extra funded posts in the sending country")),
    "returned": (
        to_say("returns with a package"),
        to_say("people a year"),
        to_say("people who return from abroad with support"),
    ),
    "remote_service": (
        to_say("remote service"),
        to_say("full-time equivalents"),
        to_say("service given from abroad to the sending country"),
    ),
}
"""What each activity is called within a sentence, its unit and its meaning, in words to be said."""

_BEFORE_RETENTION = ("recruits", "candidates", "bridged", "places", "capacity")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: where it stands in the draft, its words, the most that is allowed, and a value for each phase.

    A value of ``None`` is a term that is left out and follows from others: candidates from recruits.
    """

    place: Place
    term: str
    unit: str
    most: str
    meaning: str
    values: tuple[float | None, ...]

    @property
    def label(self) -> str:
        """The term as it begins a line."""
        return capital(self.term)

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
        values = _values(case, bare, place)
        if place[3] == "retained":
            lines.append(_tier_line(case, place, record.retention[int(place[4])], values))
        else:
            term, unit, meaning = (say(words) for words in _WORDS[str(place[3])])
            lines.append(Line(place, term, unit, most[str(place[3])], meaning, values))
    return tuple(lines)


def _tier_line(case: Case, place: Place, tier: RetentionTier, values: tuple[float | None, ...]) -> Line:
    allowed = say_count(
        "{count} people at {cost} each",
        "{count} people at {cost} each",
        tier.workers,
        count=people(tier.workers),
        cost=money(tier.cost, case.currency),
    )
    meaning = (
        say("workers kept from emigration")
        if tier.acts_on == "emigration"
        else say("workers kept from leaving the profession")
    )
    term = say("kept by {tier}", tier=tier.name or tier_name(int(place[4])))
    return Line(place, term, say("people a year"), allowed, meaning, values)


def tier_names(case: Case, corridor: str, cadre: str) -> str:
    """The retention tiers in full, since a table cuts long names off; empty where there are none."""
    tiers = case.corridors[corridor].cadres[cadre].retention
    names = [tier.name or tier_name(place) for place, tier in enumerate(tiers)]
    return say("Kept by: {tiers}.", tiers="; ".join(names)) if names else ""


def support_line(case: Case, draft: Mapping[str, Any], corridor: str) -> Line:
    """Health-system support on a corridor, in money a year."""
    place: Place = ("terms", corridor, "system_support")
    return Line(
        place,
        ITEM_NAMES["system_support"],
        in_unit(case.currency, "money a year"),
        say("{currency} a year; no limit but the budgets", currency=case.currency),
        say("money earmarked for the health system of the sending country"),
        _values(case, bare_draft(draft), place),
    )


def _most(case: Case, record: CorridorCadre) -> dict[str, str]:
    """The most of each activity that the instruments allow, in words."""
    training, returns, remote = record.training, record.returns, record.remote_service
    spare, new = (training.spare_places, training.max_new_places) if training else (0.0, 0.0)
    posts = record.posts.max if record.posts else 0.0
    return {
        "recruits": _most_recruits([in_phase(record.max_recruits, phase) for phase in range(len(case.phases))]),
        "candidates": say("any number of people"),
        "bridged": say("the recruits"),
        "places": say_count(
            "{count} places and those on new capacity",
            "{count} places and those on new capacity",
            spare,
            count=people(spare),
        )
        if new
        else say_count("{count} places", "{count} places", spare, count=people(spare)),
        "capacity": say_count("{count} places", "{count} places", new, count=people(new)),
        "posts": say_count("{count} posts", "{count} posts", posts, count=people(posts)),
        "returned": say("{share} of those in practice abroad", share=per_cent(returns.max_share))
        if returns
        else say("0 people"),
        "remote_service": say("{share} of those abroad, full-time", share=per_cent(remote.max_share))
        if remote
        else say("0 full-time equivalents"),
    }


def _most_recruits(by_phase: Sequence[float]) -> str:
    *earlier, last = (people(value) for value in by_phase)
    if {last} >= set(earlier):
        return say_count("{count} people", "{count} people", by_phase[-1], count=last)
    return say("{earlier} then {last} people", earlier=", ".join(earlier), last=last)


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
    listed = join(
        say("{count} in {years}", count=people(value), years=years)
        for value, years in zip(needed, phase_names(case), strict=True)
    )
    return say(
        "Candidates left empty follow from the recruits, {share} of whom come through: {counts}.",
        share=per_cent(record.pass_rate),
        counts=listed,
    )


def cell_words(case: Case, line: Line, phase: int, value: float | None) -> str:
    """An edited cell for the history: ``nurses, recruits in 2026-2028: 100 → 120``."""

    def told(amount: float | None) -> str:
        return say("left out") if amount is None else trimmed(amount, 4)

    return say(
        "{record}, {term} in {years}: {before} → {after}",
        record=line.about,
        term=line.term,
        years=phase_names(case)[phase],
        before=told(line.values[phase]),
        after=told(value),
    )


def cells_of(lines: Iterable[Line]) -> Iterator[Cell]:
    """Every cell of lines as it stands."""
    for line in lines:
        for phase, value in enumerate(line.values):
            yield line.place, phase, value
