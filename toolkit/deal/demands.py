"""What the parties insist on: red lines, budgets, and signing for no less than no agreement, each as one demand."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.bargain.conflict import Demands
from toolkit.case.names import cadre_name, corridor_name, in_unit
from toolkit.case.quantity import Path
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import Case, Fund, RedLine, in_phase
from toolkit.countries import country_in_a_sentence
from toolkit.deal.variables import Model
from toolkit.languages.speech import say, to_say
from toolkit.linear.program import Key
from toolkit.wording import money, number, people, per_cent, years_of_phase

__all__ = ["RELAXED_UPWARDS", "Demand", "demand_of", "demands_of"]

RELAXED_UPWARDS = frozenset(
    {"max_recruits", "max_recruits_share_of_graduates", "max_contribution_per_recruit", "max_payment", "train_first"}
)
"""The kinds that are relaxed by a higher value; all others by a lower one."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand: its group key, its holder, its number in the case, and its words.

    ``number`` is the position of a red line in the case; ``budget`` the country (or ``fund``) and phase of a budget.
    ``value`` is ``None`` for what has no number that could move.
    """

    group: str
    party: str | None
    value: float | None
    sentence: str
    number: int | None = None
    budget: tuple[str, int] | None = None

    @property
    def is_participation(self) -> bool:
        """Whether it says that a country signs for no less than no agreement."""
        return self.number is None and self.budget is None

    @property
    def furthest(self) -> float:
        """The value at which the demand asks for nothing."""
        return 1e13 if self.budget is not None or self._relaxes_upwards else 0.0

    @property
    def _relaxes_upwards(self) -> bool:
        return self.group.split(":")[2] in RELAXED_UPWARDS if self.number is not None else True

    @property
    def path(self) -> Path | None:
        """Where its number stands in the case, a budget by phase; ``None`` for what has no number that could move."""
        if self.value is None or self.is_participation:
            return None
        if self.number is not None:
            return ("red_lines", self.number, "value")
        assert self.budget is not None
        who, phase = self.budget
        return ("fund", "budget", phase) if who == "fund" else ("countries", who, "budget", phase)

    def moves_by(self, party: str) -> bool:
        """Whether the party can move it: it holds it, and it is not its own participation."""
        return self.party == party and not self.is_participation

    def moved(self, case: Case, value: float) -> Case:
        """The case with this number at another value."""
        if self.number is not None:
            kind = KINDS[case.red_lines[self.number].kind]
            lines = list(case.red_lines)
            lines[self.number] = lines[self.number].model_copy(update={"value": min(value, kind.upper)})
            return case.model_copy(update={"red_lines": tuple(lines)})
        assert self.budget is not None
        who, phase = self.budget
        if who == "fund":
            return case.model_copy(update={"fund": Fund(budget=_at_phase(case, case.fund.budget, phase, value))})
        country = case.countries[who]
        budget = _at_phase(case, country.budget or (), phase, value)
        countries = {**case.countries, who: country.model_copy(update={"budget": budget})}
        return case.model_copy(update={"countries": countries})

    def rounded(self, value: float, digits: int) -> float:
        """A value to some digits, on the side that asks for less."""
        if abs(value) <= 1e-6 * abs(self.value or 0.0):
            return 0.0
        scale = 10.0 ** (math.floor(math.log10(abs(value))) + 1 - digits)
        upwards = self.budget is not None or self._relaxes_upwards
        return float((math.ceil if upwards else math.floor)(value / scale) * scale)

    def would_move(self, case: Case, value: float) -> str:
        """What would have to happen to this demand alone."""
        subject = _subject(case, self)
        if value == 0:
            return say("{demand} would have to be given up", demand=subject)
        amount = _amount(case, self, value)
        if value > (self.value or 0.0):
            return say("{demand} would have to rise to {amount}", demand=subject, amount=amount)
        return say("{demand} would have to fall to {amount}", demand=subject, amount=amount)

    def would_miss(self, case: Case, amount: float, unit: str) -> str:
        """By how much this demand would be missed at most, together with others."""
        if unit.startswith("money"):
            size = money(amount, case.currency)
        else:
            size = people(amount) if amount >= 0.05 else number(amount, 3)
        subject = _subject(case, self)
        return say("{demand} would have to give way by up to {amount}", demand=subject, amount=in_unit(size, unit))

    def to_dict(self) -> dict[str, Any]:
        """By name."""
        return {"demand": self.sentence, "party": self.party, "value": self.value}


def _at_phase(case: Case, budget: tuple[float, ...], phase: int, value: float) -> tuple[float, ...]:
    return tuple(value if at == phase else in_phase(budget, at) for at in range(len(case.phases)))


def demands_of(model: Model) -> Demands:
    """Every limit of a program that somebody insists on, weighted by its own size, in groups of one number each.

    Participation comes first and red lines last, since groups that come early are the first to be dropped from a
    conflict.
    """
    return dict(_demands(model))


def _demands(model: Model) -> Iterator[tuple[Key, tuple[float, str]]]:
    case = model.case
    largest = max((max(record.max_recruits) for _, _, record in case.corridor_cadres()), default=1.0) or 1.0
    for country in case.countries:
        yield ("gain", country), (1.0, f"gain:{country}")
    for key in model.program.rows:
        if key[0] == "budget":
            owner = case.fund.budget if key[1] == "fund" else case.countries[key[1]].budget or ()
            yield key, (1 / max(in_phase(owner, key[2]) / model.unit, 1e-3), f"budget:{key[1]}:{key[2]}")
    for key in model.program.rows:
        if key[0] == "red_line" and case.red_lines[key[1]].hard:
            line = case.red_lines[key[1]]
            yield key, (1 / _size(line, largest, model.unit), f"red_line:{key[1]}:{line.kind}")


def _size(line: RedLine, recruits: float, unit: float) -> float:
    """What counts as one whole move of a red line, in the unit of its rows."""
    value = abs(line.threshold)
    if "contribution" in line.kind:
        return max(value * recruits / unit, 1e-3)
    if line.kind in ("min_gain", "max_payment"):
        return max(value / unit, 1e-3)
    if line.kind in ("min_recruits", "max_recruits", "train_first", "density_floor"):
        return max(value, 1.0)
    return max(recruits * min(max(value, 0.1), 10.0), 1.0)


def demand_of(case: Case, group: str) -> Demand:
    """The demand behind a group key."""
    family, *rest = group.split(":")
    if family == "gain":
        country = country_in_a_sentence(rest[0])
        text = say("that {country} signs for no less than no agreement", country=country)
        return Demand(group, rest[0], None, text)
    if family == "budget":
        who, phase = rest[0], int(rest[1])
        budget = case.fund.budget if who == "fund" else case.countries[who].budget or ()
        value = in_phase(budget, phase)
        demand = Demand(group, None if who == "fund" else who, value, "", budget=(who, phase))
    else:
        number_of_line = int(rest[0])
        line = case.red_lines[number_of_line]
        demand = Demand(group, line.party, line.value, "", number=number_of_line)
    return Demand(group, demand.party, demand.value, _subject(case, demand), demand.number, demand.budget)


_HELD = {
    "no_harm": to_say("{country}'s demand that service never falls below its level without an agreement"),
    "density_floor": to_say("{country}'s demand of at least {value} workers per 10 000 people"),
    "max_recruits_share_of_graduates": to_say("{country}'s limit of {value} of a year's graduates recruited"),
    "min_recruits": to_say("{country}'s demand of at least {value} recruits a year"),
    "max_recruits": to_say("{country}'s limit of {value} recruits a year"),
    "min_training_per_recruit": to_say("{country}'s demand of at least {value} graduates of new places per recruit"),
    "train_first": to_say("{country}'s allowance of {value} recruits a year before new graduates"),
    "min_contribution_per_recruit": to_say(
        "{country}'s demand of at least {value} per recruit spent in the sending country"
    ),
    "max_contribution_per_recruit": to_say("{country}'s limit of {value} per recruit spent in the sending country"),
    "min_share_spent_on_training": to_say(
        "{country}'s demand that at least {value} of the money spent in the sending country goes to training"
    ),
    "min_reinvested_share_of_gain": to_say(
        "{country}'s demand that at least {value} of the gained service is reinvested"
    ),
    "min_return_share": to_say("{country}'s demand that at least {value} of the recruits return"),
    "min_gain": to_say("{country}'s demand of a gain of at least {value}"),
    "max_payment": to_say("{country}'s limit of {value} paid a year"),
}
"""A red line that a country holds, as the subject of a sentence."""
_OF_NOBODY = {
    "no_harm": to_say("the demand that service never falls below its level without an agreement"),
    "density_floor": to_say("the demand of at least {value} workers per 10 000 people"),
    "max_recruits_share_of_graduates": to_say("the limit of {value} of a year's graduates recruited"),
    "min_recruits": to_say("the demand of at least {value} recruits a year"),
    "max_recruits": to_say("the limit of {value} recruits a year"),
    "min_training_per_recruit": to_say("the demand of at least {value} graduates of new places per recruit"),
    "train_first": to_say("the allowance of {value} recruits a year before new graduates"),
    "min_contribution_per_recruit": to_say("the demand of at least {value} per recruit spent in the sending country"),
    "max_contribution_per_recruit": to_say("the limit of {value} per recruit spent in the sending country"),
    "min_share_spent_on_training": to_say(
        "the demand that at least {value} of the money spent in the sending country goes to training"
    ),
    "min_reinvested_share_of_gain": to_say("the demand that at least {value} of the gained service is reinvested"),
    "min_return_share": to_say("the demand that at least {value} of the recruits return"),
    "min_gain": to_say("the demand of a gain of at least {value}"),
    "max_payment": to_say("the limit of {value} paid a year"),
}
"""A red line of the case itself."""


def _subject(case: Case, demand: Demand) -> str:
    """A demand as the subject of a sentence: ``Kenya's demand of at least 2 graduates of new places per recruit``."""
    if demand.budget is not None:
        return _budget(case, demand, *demand.budget)
    if demand.number is None:
        return demand.sentence
    line = case.red_lines[demand.number]
    value = _amount(case, demand, line.value) if line.value is not None else ""
    if line.party:
        subject = say(_HELD[line.kind], country=country_in_a_sentence(line.party), value=value)
    else:
        subject = say(_OF_NOBODY[line.kind], value=value)
    about = _about(case, line)
    return say("{demand} ({about})", demand=subject, about=about) if about else subject


def _budget(case: Case, demand: Demand, who: str, phase: int) -> str:
    amount = _amount(case, demand, demand.value or 0.0)
    years = years_of_phase(case.start_year, case.phases, phase)
    if who == "fund":
        return say("the fund's budget of {amount} in {years}", amount=amount, years=years)
    country = country_in_a_sentence(who)
    return say("{country}'s budget of {amount} in {years}", country=country, amount=amount, years=years)


def _about(case: Case, line: RedLine) -> str:
    parts = []
    if line.cadre:
        parts.append(cadre_name(line.cadre))
    if line.corridor and len(case.corridors) > 1:
        parts.append(corridor_name(line.corridor))
    if line.country and line.country != line.party:
        parts.append(country_in_a_sentence(line.country))
    if line.phase is not None:
        parts.append(years_of_phase(case.start_year, case.phases, line.phase))
    return ", ".join(parts)


def _amount(case: Case, demand: Demand, value: float) -> str:
    """A value in the unit of its demand."""
    if demand.budget is not None:
        return in_unit(money(value, case.currency), "money a year")
    assert demand.number is not None
    unit = KINDS[case.red_lines[demand.number].kind].unit
    if unit.startswith("money"):
        return money(value, case.currency)
    if unit.startswith("share"):
        return per_cent(value, 0 if round(value, 2) == value else 2)
    return number(value, 0 if abs(value) >= 100 or value == round(value) else 2)
