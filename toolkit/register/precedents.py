"""Nearest precedents for a draft or an agreement, and the clauses that comparable agreements have and it lacks.

Likeness has four parts, each between 0 and 1 shown beside the total so that nobody has to trust a mixed score:

- parties: 1 for the same direction between the same two countries; otherwise, for each side, 1 for the same country,
  ½ for the same income group and the same WHO region, ¼ for one of the two; the mean of both sides;
- cadres: cadres in common over cadres in either (Jaccard), ``all`` counting as every cadre at half weight;
- clauses: clauses in common over clauses in either, a broad term counting half for each clause that it may stand for;
- size: one over the factor by which the yearly or total numbers differ, unknown where one of the two states none.

The total is the mean of the parts that are known, with the weights of ``WEIGHTS``. These weights are this toolkit's
choice, not a published measure; they can be given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.register.find import find_agreements
from toolkit.register.read import Register
from toolkit.register.records import Agreement

__all__ = ["WEIGHTS", "ClauseGap", "GapEntry", "Precedent", "Sketch", "clause_gap", "precedents", "sketch_of"]

WEIGHTS: dict[str, float] = {"parties": 0.4, "cadres": 0.2, "clauses": 0.3, "size": 0.1}
_BROAD = 0.5
_EVERY = ("physician", "nurse", "midwife", "dentist", "pharmacist", "caregiver", "allied")


@dataclass(frozen=True, slots=True)
class Sketch:
    """What precedents are compared by: who, which cadres, which clauses, how many.

    ``size`` is a number of people and ``per`` what it is counted over (``total`` or ``year``); ``None`` where unknown.
    """

    sending: tuple[str, ...]
    receiving: tuple[str, ...]
    cadres: frozenset[str]
    clauses: frozenset[str]
    broad: frozenset[str] = frozenset()
    size: float | None = None
    per: str = "total"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Precedent:
    """An agreement of the register with its likeness, in all and part by part (``None`` where a part is unknown)."""

    agreement: Agreement
    likeness: float
    parts: Mapping[str, float | None]
    shared_clauses: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values, the agreement by key."""
        return {
            "agreement": self.agreement.id,
            "title": self.agreement.title,
            "status": self.agreement.status,
            "likeness": self.likeness,
            "parts": dict(self.parts),
            "shared_clauses": list(self.shared_clauses),
        }


@dataclass(frozen=True, slots=True)
class GapEntry:
    """A clause that comparable agreements have: how many surely, how many perhaps (by a broad term), and which."""

    clause: str
    surely: tuple[str, ...]
    perhaps: tuple[str, ...]
    covered_by: tuple[str, ...] = ()
    """Broad terms of the draft or agreement itself that may stand for the clause."""


@dataclass(frozen=True, slots=True)
class ClauseGap:
    """What a draft or agreement lacks, most frequent first, against the agreements it was compared with."""

    compared: tuple[Precedent, ...]
    missing: tuple[GapEntry, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain values, agreements by key."""
        return {
            "compared": [item.to_dict() for item in self.compared],
            "missing": [
                {name: value if isinstance(value, str) else list(value) for name, value in asdict(entry).items()}
                for entry in self.missing
            ],
        }


def sketch_of(agreement: Agreement) -> Sketch:
    """The sketch of a record: sides by its directions, everybody on both sides where it has none."""
    ends = [tuple(direction.split("-")) for direction in agreement.directions]
    everybody = agreement.countries
    stated = [volume for volume in agreement.volumes if volume.per in ("year", "total")]
    volume = max(stated, key=lambda item: (item.per == "year", item.number), default=None)
    return Sketch(
        sending=tuple(dict.fromkeys(origin for origin, _ in ends)) or everybody,
        receiving=tuple(dict.fromkeys(destination for _, destination in ends)) or everybody,
        cadres=frozenset(agreement.cadres),
        clauses=agreement.clauses,
        broad=agreement.broad,
        size=volume.number if volume else None,
        per=volume.per if volume else "total",
        key=agreement.id,
    )


def _side(register: Register, ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    groups = _groups(register)

    def like(a: str, b: str) -> float:
        if a == b:
            return 1.0
        (income_a, region_a), (income_b, region_b) = groups.get(a, ("", "")), groups.get(b, ("", ""))
        same = (bool(income_a) and income_a == income_b) + (bool(region_a) and region_a == region_b)
        return 0.25 * same

    return sum(max((like(a, b) for b in theirs), default=0.0) for a in ours) / len(ours) if ours else 0.0


def _groups(register: Register) -> dict[str, tuple[str, str]]:
    table = register.countries
    return {
        str(code): (str(income), str(region))
        for code, income, region in zip(table["country"], table["income_group"], table["who_region"], strict=True)
    }


def _cadres(ours: frozenset[str], theirs: frozenset[str]) -> float:
    def weights(cadres: frozenset[str]) -> dict[str, float]:
        return {
            **(dict.fromkeys(_EVERY, 0.5) if "all" in cadres else {}),
            **{c: 1.0 for c in cadres if c != "all"},
        }

    return _jaccard(weights(ours), weights(theirs))


def _jaccard(ours: Mapping[str, float], theirs: Mapping[str, float]) -> float:
    keys = {*ours, *theirs}
    either = sum(max(ours.get(key, 0.0), theirs.get(key, 0.0)) for key in keys)
    both = sum(min(ours.get(key, 0.0), theirs.get(key, 0.0)) for key in keys)
    return both / either if either else 0.0


def _clause_weights(register: Register, sketch: Sketch) -> dict[str, float]:
    perhaps = {clause for broad in sketch.broad for clause in register.codebook.may_be(broad)}
    return {**dict.fromkeys(sorted(perhaps), _BROAD), **dict.fromkeys(sorted(sketch.clauses), 1.0)}


def _size(ours: Sketch, theirs: Sketch) -> float | None:
    if not ours.size or not theirs.size or ours.per != theirs.per:
        return None
    return min(ours.size, theirs.size) / max(ours.size, theirs.size)


def precedents(
    register: Register,
    sketch: Sketch,
    *,
    most: int = 10,
    weak: bool = False,
    weights: Mapping[str, float] = WEIGHTS,
) -> tuple[Precedent, ...]:
    """The agreements most like a sketch, the likest first; ties by key. The agreement itself is left out.

    Raises ``InputError`` for weights that are not the parts' or are all zero.
    """
    if set(weights) != set(WEIGHTS) or min(weights.values()) < 0 or sum(weights.values()) <= 0:
        expected = say("a weight of 0 or more for each of {names}, not all 0", names=", ".join(WEIGHTS))
        wrong = say("are {weights}", weights=dict(weights))
        raise InputError(say("the request"), [Problem(say("the weights"), wrong, expected)])
    found: list[Precedent] = []
    for record in find_agreements(register, weak=weak):
        if record.id == sketch.key:
            continue
        theirs = sketch_of(record)
        sides = [_side(register, sketch.sending, theirs.sending), _side(register, sketch.receiving, theirs.receiving)]
        parts: dict[str, float | None] = {
            "parties": sum(sides) / 2,
            "cadres": _cadres(sketch.cadres, theirs.cadres),
            "clauses": _jaccard(_clause_weights(register, sketch), _clause_weights(register, theirs)),
            "size": _size(sketch, theirs),
        }
        known = {name: value for name, value in parts.items() if value is not None}
        weight = sum(weights[name] for name in known)
        total = sum(weights[name] * value for name, value in known.items()) / weight if weight else 0.0
        found.append(Precedent(record, total, parts, tuple(sorted(sketch.clauses & theirs.clauses))))
    found.sort(key=lambda item: (-round(item.likeness, 12), item.agreement.id))
    return tuple(found[:most])


def clause_gap(register: Register, sketch: Sketch, *, most: int = 10, weak: bool = False) -> ClauseGap:
    """Which clauses the nearest precedents have and the sketch lacks, with the records that have them.

    Precedents that name no clause at all tell nothing and are passed over. A clause that the sketch may have under a
    broad term is listed with that term. What pages do not name may still stand in a text: a gap is a question to ask.
    """
    telling = [item for item in precedents(register, sketch, most=len(register.agreements), weak=weak) if _tells(item)]
    compared = tuple(telling[:most])
    order = list(register.codebook.clauses)
    surely: dict[str, list[str]] = {clause: [] for clause in order}
    perhaps: dict[str, list[str]] = {clause: [] for clause in order}
    for item in compared:
        record = item.agreement
        for clause in record.clauses:
            surely[clause].append(record.id)
        for clause in sorted({c for broad in record.broad for c in register.codebook.may_be(broad)} - record.clauses):
            perhaps[clause].append(record.id)
    missing = [
        GapEntry(
            clause,
            tuple(surely[clause]),
            tuple(perhaps[clause]),
            tuple(sorted(broad for broad in sketch.broad if clause in register.codebook.may_be(broad))),
        )
        for clause in order
        if clause not in sketch.clauses and surely[clause]
    ]
    missing.sort(key=lambda entry: (-len(entry.surely), -len(entry.perhaps), order.index(entry.clause)))
    return ClauseGap(compared, tuple(missing))


def _tells(item: Precedent) -> bool:
    return bool(item.agreement.clauses or item.agreement.broad)
