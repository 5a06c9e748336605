"""The wordings of clauses (``agreements/wordings.yaml``), filled with a case's names, terms and answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from operator import attrgetter
from pathlib import Path
from typing import Any

from toolkit.case.names import cadre_name, corridor_name
from toolkit.case.schema import CADRES, Case
from toolkit.compliance.facts import Facts
from toolkit.compliance.rules import load_code_rules
from toolkit.countries import country_in_a_sentence
from toolkit.documents.frame import with_semicolons
from toolkit.errors import Problem, RegisterError
from toolkit.languages.speech import say
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.reading import read_text
from toolkit.wording import join, money, number, people, per_cent, years_of_phase

__all__ = ["PLACEHOLDERS", "agreed_amounts", "filled", "fillings", "load_wordings"]

_PLACE = re.compile(r"\{(\w+)\}")
_ACTIVITIES = ("recruits", "candidates", "bridged", "places", "capacity", "posts", "returned", "remote_service")
PLACEHOLDERS = (
    *("sending", "receiving", "cadres", "start_year", "phases", "currency", "price_year", "list_version"),
    *_ACTIVITIES,
    *("retained", "system_support", "contribution", "pass_rates"),
)
"""The words in braces that are not questions."""


@lru_cache(maxsize=1)
def load_wordings() -> dict[str, tuple[str, ...]]:
    """The paragraphs of each clause. Raises ``RegisterError`` for words in braces that nothing fills."""
    values: Any = read_text(Path(str(files("agreements").joinpath("wordings.yaml"))), RegisterError).values
    found = {str(clause): tuple(map(str, texts)) for clause, texts in values["wordings"].items()}
    known = {*PLACEHOLDERS, *load_code_rules().questions}
    problems = [
        Problem(
            clause,
            say("nothing fills {place}", place=f"{{{place}}}"),
            say("a question, or one of {names}", names=join(PLACEHOLDERS, "or")),
        )
        for clause, texts in found.items()
        for text in texts
        for place in _PLACE.findall(text)
        if place not in known
    ]
    if problems:
        raise RegisterError("wordings.yaml", problems)
    return found


def filled(clause: str, words: Mapping[str, str], own: str = "") -> tuple[str, ...]:
    """The paragraphs of a clause with every word in braces filled; ``own`` is the parties' text in place of ours.

    In the parties' text, words in braces that nothing fills stay as they were typed.
    """
    texts = [line.strip() for line in own.splitlines() if line.strip()]
    texts = texts or [say(text) for text in load_wordings()[clause]]
    return tuple(_PLACE.sub(lambda place: words.get(place.group(1), place.group()), text) for text in texts)


def fillings(facts: Facts) -> dict[str, str]:
    """What each word in braces stands for in a draft; what is not known is a blank in square brackets."""
    outcome = facts.numbers()
    case, terms = outcome.case, outcome.terms
    cadres = {cadre for corridor in case.corridors.values() for cadre in corridor.cadres}
    phases = [years_of_phase(case.start_year, case.phases, phase) for phase in range(len(case.phases))]
    amounts = {
        "system_support": _money_by_phase(outcome, {name: own.system_support for name, own in terms.corridors.items()}),
        "contribution": _contributions(outcome),
        "retained": _by_phase(outcome, lambda agreed: [sum(tiers) for tiers in agreed.retained]),
        **{activity: agreed_amounts(outcome, activity) for activity in _ACTIVITIES},
    }
    words = {
        "sending": join(country_in_a_sentence(country) for country in facts.sending),
        "receiving": join(country_in_a_sentence(country) for country in facts.receiving),
        "cadres": join(cadre_name(cadre) for cadre in CADRES if cadre in cadres),
        "start_year": str(case.start_year),
        "phases": join(phases),
        "currency": case.currency,
        "price_year": str(case.price_year),
        "list_version": str(facts.list_version) if facts.list_version is not None else say("[version]"),
        "pass_rates": join(_pass_rates(case)),
        **{key: told or say("none") for key, told in amounts.items()},
    }
    return words | {key: _answer(facts, key) for key in load_code_rules().questions}


def _pass_rates(case: Case) -> Iterator[str]:
    for name, cadre, record in case.corridor_cadres():
        share, corridor = per_cent(record.pass_rate), corridor_name(name)
        yield say("{share} ({cadre}, {corridor})", share=share, cadre=cadre_name(cadre), corridor=corridor)


def _answer(facts: Facts, key: str) -> str:
    value, question = facts.answers.get(key), load_code_rules().questions[key]
    if value is None:
        return f"[{say('yes or no') if question.is_yes_or_no else say(question.unit)}]"
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, int | float):
        return number(value, 0 if float(value).is_integer() else 2)
    return say(str(value)) if value in question.choices else str(value)


def agreed_amounts(outcome: Outcome, activity: str) -> str:
    """What the terms agree of an activity, by cadre and phase in words; empty where they agree nothing of it."""
    return _by_phase(outcome, attrgetter(activity))


def _by_phase(outcome: Outcome, of: Callable[[Any], Sequence[float]]) -> str:
    """``nurses: 200 a year in 2026-2028 and 500 in 2029-2031``, corridor by corridor where there are several."""
    several, parts = len(outcome.case.corridors) > 1, []
    for name, corridor in outcome.terms.corridors.items():
        for cadre, terms in corridor.cadres.items():
            values = list(of(terms))
            if not any(value > 0.05 for value in values):
                continue
            who, amounts = cadre_name(cadre), _run(outcome, [people(value) for value in values])
            if several:
                where = corridor_name(name)
                parts.append(say("{cadre}, {corridor}: {amounts}", cadre=who, corridor=where, amounts=amounts))
            else:
                parts.append(say("{cadre}: {amounts}", cadre=who, amounts=amounts))
    return with_semicolons(parts)


def _run(outcome: Outcome, values: Sequence[str]) -> str:
    case = outcome.case
    told = []
    for phase, value in enumerate(values):
        years = years_of_phase(case.start_year, case.phases, phase)
        if phase == 0:
            told.append(say("{amount} a year in {years}", amount=value, years=years))
        else:
            told.append(say("{amount} in {years}", amount=value, years=years))
    return join(told)


def _money_by_phase(outcome: Outcome, by_corridor: Mapping[str, Sequence[float]]) -> str:
    parts = []
    for name, values in by_corridor.items():
        if any(value > 0 for value in values):
            told = _run(outcome, [money(value, outcome.case.currency) for value in values])
            where = corridor_name(name)
            several = len(by_corridor) > 1
            parts.append(say("{corridor}: {amounts}", corridor=where, amounts=told) if several else told)
    return with_semicolons(parts)


def _contributions(outcome: Outcome) -> str:
    table = indicators.by_phase(outcome)
    values = {
        str(name): [float(value) for value in rows.sort_values("phase")["contribution"]]
        for name, rows in table.groupby("corridor", sort=False)
    }
    return _money_by_phase(outcome, values)
