"""Reading terms: a result of ``solve``, or a draft written by hand in which only some terms are filled in.

The layout is that of the specification, section 11. What a draft leaves out defaults to the reference: an activity to
nothing (candidates to those that the recruits need), a share to equal shares within the allowed bounds. A number in
place of a list holds for every phase; a payment without corridor, cadre or phase holds for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.case.quantity import separate
from toolkit.case.schema import ITEMS, PAYERS, Cadre, Case, CorridorCadre
from toolkit.errors import Problem, TermsError
from toolkit.languages.speech import say
from toolkit.model.terms import (
    ACTIVITIES,
    CadreTerms,
    CorridorTerms,
    ShareKey,
    Terms,
    no_terms,
    reference_shares,
)
from toolkit.reading import place, read_text
from toolkit.validation import did_you_mean, per_cent_meant, short_number
from toolkit.wording import join, nearest

__all__ = ["load_terms", "terms_from_mapping", "terms_to_mapping"]

_MOST = 1e13
_SUM = 1e-6
_PAYMENT_FIELDS = ("corridor", "cadre", "item", "payer", "phase", "amount", "share", "country", "present_value")


def load_terms(source: str | Path | Mapping[str, Any], case: Case) -> Terms:
    """Terms from a JSON or YAML file, or from plain values. Raises ``TermsError`` with every problem."""
    if isinstance(source, Mapping):
        return terms_from_mapping(source, case)
    document = read_text(Path(source), TermsError)
    return terms_from_mapping(document.values, case, document.origin)


def terms_from_mapping(values: Mapping[str, Any], case: Case, origin: str = "") -> Terms:
    """Terms from plain values in the layout of the specification, section 11; ``origin`` is named in problems."""
    origin = origin or say("the terms")
    if not isinstance(values, Mapping) or (values and not {"terms", "payments"} & set(values)):
        expectation = say("a mapping with `terms` and `payments`")
        raise TermsError(origin, [Problem(say("the file"), say("holds no terms"), expectation)])
    bare, _, unread = separate({part: values[part] for part in ("terms", "payments") if part in values})
    reader = _Reader(case)
    for path, problem in unread:
        reader.problems.append(Problem(place(path), problem.problem, problem.expectation, problem.remedy))
    corridors = reader.corridors(bare.get("terms", {}))
    shares = reader.shares(bare.get("payments", []))
    if reader.problems:
        raise TermsError(origin, reader.problems)
    return Terms(corridors, shares)


def terms_to_mapping(terms: Terms) -> dict[str, Any]:
    """Terms as the plain values that ``terms_from_mapping`` reads back to the same terms."""
    payments = [
        {"corridor": corridor, **({"cadre": cadre} if cadre else {}), "item": item, "payer": payer}
        | {"phase": phase, "share": share}
        for (corridor, cadre, item, payer, phase), share in terms.shares.items()
    ]
    return {"terms": terms.to_dict(), "payments": payments}


class _Reader:
    """Reads the parts of a terms file and collects its problems."""

    def __init__(self, case: Case):
        self.case = case
        self.phases = len(case.phases)
        self.problems: list[Problem] = []

    def _problem(self, path: tuple[str | int, ...], problem: str, expectation: str = "", remedy: str = "") -> None:
        self.problems.append(Problem(place(path), problem, expectation, remedy))

    def _unknown(self, path: tuple[str | int, ...], name: str, known: list[str]) -> None:
        close = nearest(name, [word.lower() for word in known]) if known else []
        by_lower = {word.lower(): word for word in known}
        wrong, expectation = say("unknown name '{name}'", name=name), say("one of {names}", names=join(known, "or"))
        self._problem(path, wrong, expectation, did_you_mean(by_lower[word] for word in close))

    def corridors(self, given: Any) -> dict[str, CorridorTerms]:
        """The terms of every corridor of the case."""
        found = dict(no_terms(self.case).corridors)
        if not isinstance(given, Mapping):
            self._problem(("terms",), say("is not a mapping"), say("corridors by name"))
            return found
        for name, corridor in given.items():
            if name not in self.case.corridors:
                self._unknown(("terms", name), str(name), list(self.case.corridors))
            elif not isinstance(corridor, Mapping):
                self._problem(("terms", name), say("is not a mapping"), say("cadres by name"))
            else:
                found[name] = self._corridor(name, corridor, found[name])
        return found

    def _corridor(self, name: str, given: Mapping[str, Any], nothing: CorridorTerms) -> CorridorTerms:
        cadres, support = dict(nothing.cadres), nothing.system_support
        known = self.case.corridors[name].cadres
        for part, value in given.items():
            if part == "system_support":
                support = self._per_phase(("terms", name, part), value)
            elif part not in known:
                self._unknown(("terms", name, part), str(part), [*known, "system_support"])
            elif not isinstance(value, Mapping):
                self._problem(("terms", name, part), say("is not a mapping"), say("activities by name"))
            else:
                cadres[part] = self._cadre(("terms", name, part), value, known[part], nothing.cadres[part])
        return CorridorTerms(cadres, support)

    def _cadre(
        self, path: tuple[str | int, ...], given: Mapping[str, Any], record: CorridorCadre, nothing: CadreTerms
    ) -> CadreTerms:
        found: dict[str, Any] = {activity: getattr(nothing, activity) for activity in ACTIVITIES}
        for activity, value in given.items():
            if activity not in ACTIVITIES:
                self._unknown((*path, activity), str(activity), list(ACTIVITIES))
            elif activity == "retained":
                found[activity] = self._tiers((*path, activity), value, len(record.retention))
            else:
                found[activity] = self._per_phase((*path, activity), value)
        if "candidates" not in given and record.pass_rate > 0:
            found["candidates"] = tuple(recruits / record.pass_rate for recruits in found["recruits"])
        return CadreTerms(**found)

    def _number(self, path: tuple[str | int, ...], value: Any) -> float:
        good = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _MOST
        if not good:
            self._problem(path, say("is {value}", value=repr(value)), say("a number from 0 up"))
        return float(value) if good else 0.0

    def _per_phase(self, path: tuple[str | int, ...], value: Any) -> tuple[float, ...]:
        if not isinstance(value, list | tuple):
            return (self._number(path, value),) * self.phases
        if len(value) != self.phases:
            expectation = say("one for each of the {count} phases, or one number", count=self.phases)
            self._problem(path, say("has {count} values", count=len(value)), expectation)
            return (0.0,) * self.phases
        return tuple(self._number((*path, phase), part) for phase, part in enumerate(value))

    def _tiers(self, path: tuple[str | int, ...], value: Any, tiers: int) -> tuple[tuple[float, ...], ...]:
        nothing = ((0.0,) * tiers,) * self.phases
        if not isinstance(value, list | tuple) or len(value) != self.phases:
            expectation = say("{lists} lists, each with {tiers} numbers, one per tier", lists=self.phases, tiers=tiers)
            self._problem(path, say("is not a list per phase"), expectation)
            return nothing
        for phase, part in enumerate(value):
            if not isinstance(part, list | tuple) or len(part) != tiers:
                expectation = say("{tiers} numbers, one per retention tier", tiers=tiers)
                self._problem((*path, phase), say("is not a list per tier"), expectation)
                return nothing
        return tuple(tuple(self._number((*path, f, j), x) for j, x in enumerate(part)) for f, part in enumerate(value))

    def shares(self, given: Any) -> dict[ShareKey, float]:
        """The share of every payer in every cost: as given, or equal within the allowed bounds."""
        stated: dict[ShareKey, float] = {}
        if not isinstance(given, list | tuple):
            self._problem(("payments",), say("is not a list"), say("payments with item, payer and share"))
            return stated
        for index, entry in enumerate(given):
            if isinstance(entry, Mapping):
                self._payment(("payments", index), entry, stated)
            else:
                self._problem(("payments", index), say("is not a mapping"), say("item, payer and share"))
        return self._completed(stated)

    def _payment(self, path: tuple[str | int, ...], entry: Mapping[str, Any], stated: dict[ShareKey, float]) -> None:
        for field in entry:
            if field not in _PAYMENT_FIELDS:
                self._unknown((*path, field), str(field), list(_PAYMENT_FIELDS))
        item, payer, share = entry.get("item"), entry.get("payer"), entry.get("share")
        if item not in ITEMS:
            self._unknown((*path, "item"), str(item), list(ITEMS))
        if payer not in PAYERS:
            self._unknown((*path, "payer"), str(payer), list(PAYERS))
        if not isinstance(share, int | float) or isinstance(share, bool) or not 0 <= share <= 1 + _SUM:
            remedy = per_cent_meant(share) if isinstance(share, int | float) and 1 < share <= 100 else ""
            self._problem((*path, "share"), say("is {value}", value=repr(share)), say("a share from 0 to 1"), remedy)
            return
        if item in ITEMS and payer in PAYERS:
            for corridor, cadre, phase in self._places(path, entry, item):
                stated[corridor, cadre, item, payer, phase] = float(share)

    def _places(
        self, path: tuple[str | int, ...], entry: Mapping[str, Any], item: str
    ) -> list[tuple[str, Cadre | None, int]]:
        corridor, cadre, phase = entry.get("corridor"), entry.get("cadre"), entry.get("phase")
        if corridor is not None and corridor not in self.case.corridors:
            self._unknown((*path, "corridor"), str(corridor), list(self.case.corridors))
        if phase is not None and (not isinstance(phase, int) or not 0 <= phase < self.phases):
            expectation = say("a number from 0 to {last}", last=self.phases - 1)
            self._problem((*path, "phase"), say("is {value}", value=repr(phase)), expectation)
        found: list[tuple[str, Cadre | None, int]] = []
        for name, record in self.case.corridors.items():
            cadres: list[Cadre | None] = [None] if item == "system_support" else list(record.cadres)
            found += [
                (name, at, number)
                for at in cadres
                for number in range(self.phases)
                if corridor in (None, name) and cadre in (None, "", at) and phase in (None, number)
            ]
        if not found and not self.problems:
            self._problem(path, say("fits no corridor, cadre and phase of the case"))
        return found

    def _completed(self, stated: dict[ShareKey, float]) -> dict[ShareKey, float]:
        complete: dict[ShareKey, float] = {}
        for name, record in self.case.corridors.items():
            for item in ITEMS:
                cadres: list[Cadre | None] = [None] if item == "system_support" else list(record.cadres)
                for cadre in cadres:
                    for phase in range(self.phases):
                        given = {payer: stated.get((name, cadre, item, payer, phase)) for payer in PAYERS}
                        said = {payer: share for payer, share in given.items() if share is not None}
                        if said and abs(sum(said.values()) - 1) > _SUM:
                            self._wrong_sum(name, cadre, item, phase, sum(said.values()))
                        chosen = said or reference_shares(self.case, name, item, phase)
                        complete |= {(name, cadre, item, payer, phase): share for payer, share in chosen.items()}
        return complete

    def _wrong_sum(self, corridor: str, cadre: Cadre | None, item: str, phase: int, total: float) -> None:
        words = {"corridor": corridor, "item": item, "phase": phase}
        if cadre:
            where = say("{corridor}, {cadre}, {item}, phase {phase}", cadre=cadre, **words)
        else:
            where = say("{corridor}, no cadre, {item}, phase {phase}", **words)
        wrong = say("the shares add up to {sum}", sum=short_number(total))
        self._problem(("payments", where), wrong, say("shares of one cost add up to 1"))
