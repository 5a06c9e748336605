"""``new_case``: a starting case for any two countries of the register, complete and solvable at once.

The parties are meant to replace its numbers by their own. It says of each where it comes from, and holds no red line
but that the sending country is not harmed: others are for the parties to add.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from toolkit.case.load import case_from_mapping
from toolkit.case.names import cadre_name
from toolkit.case.schema import CADRES, Case
from toolkit.countries import country_in_a_sentence
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say, say_count
from toolkit.prefill.background import Background, background_of
from toolkit.prefill.budgets import budget_of_fund, budget_of_receiving, budget_of_sending
from toolkit.prefill.entries import Entry, assembled, entries_of, sources_of
from toolkit.prefill.figure import Figure
from toolkit.prefill.instruments import instruments_of
from toolkit.prefill.lookups import Basis
from toolkit.prefill.movement import Way, max_recruits, movement_of
from toolkit.prefill.pay import pay_of
from toolkit.prefill.remarks import remarks_on
from toolkit.prefill.rules import RuleBook, load_rules
from toolkit.prefill.workforce import workforce_of
from toolkit.register.places import country_code
from toolkit.register.read import Register, load_register
from toolkit.validation import did_you_mean
from toolkit.wording import join, nearest, number

__all__ = ["NewCase", "new_case"]

_FOLLOW_UP = 10
_NO_WORKER = {"worker": [0, 0]}
_EMPLOYERS_ALONE = {"worker": [0, 0], "sending": [0, 0], "fund": [0, 0]}
PAYMENT_SHARES: dict[str, dict[str, list[int]]] = {
    "training": _NO_WORKER,
    "training_capacity": _NO_WORKER,
    "recruitment": _EMPLOYERS_ALONE,
    "language": _EMPLOYERS_ALONE,
    "bridging": _EMPLOYERS_ALONE,
    "retention": _NO_WORKER,
    "posts": _NO_WORKER,
    "return": _NO_WORKER,
    "remote_service": _NO_WORKER,
    "system_support": {"worker": [0, 0], "sending": [0, 0]},
}
"""Workers pay nothing, and recruiting and adaptation are for the employers' side, as in the shipped cases."""


@dataclass(frozen=True, eq=False)
class NewCase:
    """A starting case: its values as they stand in a case file, the case itself, and what its numbers rest on.

    ``found`` are the numbers that the register has, ``estimated`` those that a rule gave. ``remarks`` say in words what
    a reader should know before using a result, such as why there may be nothing to gain. ``about`` tells what the file
    is and how amounts were converted.
    """

    values: Mapping[str, Any]
    case: Case
    found: tuple[Entry, ...]
    estimated: tuple[Entry, ...]
    remarks: tuple[str, ...]
    about: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The case with the lists, ready for JSON."""
        return {
            "case": dict(self.values),
            "found": [entry.to_dict() for entry in self.found],
            "estimated": [entry.to_dict() for entry in self.estimated],
            "remarks": list(self.remarks),
        }


def new_case(
    sending: str,
    receiving: str,
    cadres: Sequence[str] = ("nurse",),
    *,
    register: Register | None = None,
    rules: RuleBook | None = None,
    start_year: int | None = None,
    years: int = 10,
) -> NewCase:
    """A starting case for two countries, each given by code or name, and some cadres.

    ``start_year`` is by default that of the rules. Raises ``InputError`` for a country that the register does not
    know or has no population of, the same country twice, an unknown cadre, and a length of no year or over 40.
    """
    basis = _basis(register or load_register(), rules or load_rules())
    sending, receiving = _ends(sending, receiving)
    chosen = _cadres(cadres)
    _check(sending, receiving, years)
    ends = background_of(basis, sending), background_of(basis, receiving)
    start = start_year or basis.rules.start_year
    parts = _parts(basis, *ends, chosen)
    phases = _phases(years, len(basis.rules.phases))
    tree = _trimmed(parts, len(phases))
    names = join(cadre_name(cadre) for cadre in chosen)
    values: dict[str, Any] = {
        "name": say("{sending} - {receiving} {cadres}", sending=ends[0].name, receiving=ends[1].name, cadres=names),
        "description": _description(ends, names),
        "start_year": start,
        "years": years,
        "follow_up_years": _FOLLOW_UP,
        "phases": phases,
        "currency": "USD",
        "price_year": basis.rules.price_year,
        **assembled(tree),
        "payment_shares": {item: dict(shares) for item, shares in PAYMENT_SHARES.items()},
        "red_lines": [
            {
                "kind": "no_harm",
                "country": sending,
                "party": sending,
                "note": "No year with fewer filled posts than without an agreement, the years after it included.",
            }
        ],
        "sources": sources_of(basis.register, tree),
    }
    case = case_from_mapping(values, say("the new case"))
    entries = entries_of(case, tree)
    return NewCase(
        values=values,
        case=case,
        found=tuple(entry for entry in entries if not entry.estimated),
        estimated=tuple(entry for entry in entries if entry.estimated),
        remarks=remarks_on(basis, *ends, tree),
        about=_about(basis.rules),
    )


def _ends(sending: str, receiving: str) -> tuple[str, str]:
    return country_code(sending, say("the sending country")), country_code(receiving, say("the receiving country"))


@lru_cache(maxsize=4)
def _basis(register: Register, rules: RuleBook) -> Basis:
    """One basis per register and rules, since medians over many countries are kept with it."""
    return Basis(register, rules)


def _cadres(cadres: Sequence[str]) -> list[str]:
    asked = [cadres] if isinstance(cadres, str) else list(dict.fromkeys(cadres))
    problems, expected = [], say("one of {names}", names=join(CADRES, "or"))
    for cadre in asked:
        if cadre not in CADRES:
            wrong = say("'{cadre}' is unknown", cadre=cadre)
            problems.append(Problem(say("the cadre"), wrong, expected, did_you_mean(nearest(cadre, CADRES))))
    if not asked:
        problems.append(Problem(say("the cadre"), say("is missing"), expected))
    if problems:
        raise InputError(say("the request"), problems)
    return [cadre for cadre in CADRES if cadre in asked]


def _check(sending: str, receiving: str, years: int) -> None:
    problems = []
    if sending == receiving:
        name = country_in_a_sentence(sending)
        wrong, expected = say("{country} stands on both sides", country=name), say("a sending and a receiving country")
        problems.append(Problem(say("the countries"), wrong, expected))
    if not 1 <= years <= 40:
        wrong = say_count("is {years} years", "is {years} years", years, years=years)
        problems.append(Problem(say("the length"), wrong, say("1 to 40 years")))
    if problems:
        raise InputError(say("the request"), problems)


def _phases(years: int, most: int) -> list[int]:
    """Phases of nearly equal length, the last the longest: 10 years are 3, 3 and 4."""
    count = min(most, years)
    return [*([years // count] * (count - 1)), years - years // count * (count - 1)]


def _trimmed(part: Any, phases: int) -> Any:
    """The first values of what is given per phase, where an agreement is too short for every phase."""
    if isinstance(part, dict):
        return {key: _trimmed(inner, phases) for key, inner in part.items()}
    return part[-phases:] if isinstance(part, list) and all(isinstance(entry, Figure) for entry in part) else part


def _parts(basis: Basis, sending: Background, receiving: Background, cadres: list[str]) -> dict[str, Any]:
    """Countries, corridor and fund with figures for numbers."""
    fields = {at.country: {cadre: workforce_of(basis, at, cadre) for cadre in cadres} for at in (sending, receiving)}
    moves: dict[str, Any] = {}
    for cadre in cadres:
        way = Way(
            sending,
            receiving,
            cadre,
            fields[sending.country][cadre],
            fields[receiving.country][cadre],
            pay_of(basis, sending, cadre),
            pay_of(basis, receiving, cadre),
        )
        recruits = max_recruits(basis, way)
        moves[cadre] = {"max_recruits": recruits, **movement_of(basis, way), **instruments_of(basis, way)}
    budget = budget_of_receiving(basis, moves)
    return {
        "countries": {
            sending.country: {
                **_country(basis, sending),
                "budget": budget_of_sending(basis, budget),
                **fields[sending.country],
            },
            receiving.country: {**_country(basis, receiving), "budget": budget, **fields[receiving.country]},
        },
        "corridors": {f"{sending.country}-{receiving.country}": moves},
        "fund": {"budget": budget_of_fund(basis, budget)},
    }


def _country(basis: Basis, at: Background) -> dict[str, Figure]:
    """The fields of a country that belong to no cadre and depend on no corridor."""
    names = ("discount_rate", "cost_of_public_funds", "support_value", "remittance_weight")
    fields = {name: basis.usual(name, at.group) for name in names}
    growth = basis.usual("population_growth", at.group)
    return {**fields, "population": at.population, "population_growth": growth}


def _about(rules: RuleBook) -> tuple[str, ...]:
    factors = (
        (year, rules.price_factor(year)) for year in sorted(rules.consumer_prices) if year >= rules.start_year - 12
    )
    prices = ", ".join(
        say("from {year} x {factor}", year=year, factor=number(factor, 2))
        for year, factor in factors
        if factor is not None
    )
    return (
        say(
            "Made by `accord case new` from the register and the rules in agreements/rules.yaml. It is a point to "
            "start from: the parties should replace its numbers by their own, those first that move the result most, "
            "and add their red lines."
        ),
        say(
            "Money is in US dollars at {year} prices. An amount of another year or currency is converted at the "
            "average rate of its own year and then by US consumer prices: {prices}. Its note says so.",
            year=rules.price_year,
            prices=prices,
        ),
        say(
            "A number marked `assumed: true` is an estimate; its note names the rule, and rules.yaml the evidence for "
            "it."
        ),
    )


def _description(ends: tuple[Background, Background], names: str) -> str:
    here, there = (country_in_a_sentence(at.country) for at in ends)
    return say(
        "A starting case for {cadres} from {sending} to {receiving}, filled from the register and by the rules of "
        "agreements/rules.yaml. No party has confirmed its numbers: each tells where it comes from, and what is marked "
        "assumed is to be replaced by the parties' own numbers. It holds one red line, that the sending country has no "
        "year with fewer filled posts than without an agreement; the parties' own red lines are to be added.",
        cadres=names,
        sending=here,
        receiving=there,
    )
