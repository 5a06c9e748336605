"""Everything that documents tell of a draft, worked out once: what it leads to, its rivals, limits and weak points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from toolkit.case.schema import Case
from toolkit.compliance.check import Finding, check
from toolkit.compliance.facts import Facts
from toolkit.deal.counter_offers import CounterOffer, counter_offer
from toolkit.deal.drafts import Assessment, Improvement, assess, improve
from toolkit.deal.explain import Explanation, explain
from toolkit.deal.frontiers import Frontier, frontier
from toolkit.deal.influence import Influence
from toolkit.deal.prices import Price, prices
from toolkit.deal.settle import solve
from toolkit.deal.solution import Solution
from toolkit.documents.blocks import Progress
from toolkit.errors import AccordError, NoAgreement, Unbounded
from toolkit.languages.speech import say, to_say
from toolkit.model.evaluate import evaluate
from toolkit.model.terms import Terms
from toolkit.report.options import ALIKE, Compared, Yardstick, rule_name
from toolkit.report.robustness import Robustness, robustness

__all__ = ["ASKED_MORE", "DRAFT", "Dossier", "dossier"]

ASKED_MORE = 0.1
"""By how much more than its gain a party asks for in its counter-offer: a round number to show what that takes."""
DRAFT = to_say("Draft")
"""What a draft is called that has no name of its own."""
_RULES = ("kalai_smorodinsky", "nash", "egalitarian", "utilitarian")
_MOST_OPTIONS = 4


@dataclass(frozen=True, eq=False)
class Dossier:
    """A draft with all that is told of it.

    ``options`` are the draft, first, and what it is compared with. ``solution`` is what the rule chooses, ``priced``
    its binding limits. ``frontier``, ``assessment``, ``improvement`` and ``counter_offers`` (by country: the least
    change that gives it ``ASKED_MORE`` more) are absent where nothing can be agreed, which ``conflict`` then explains;
    an improvement is also absent where the draft crosses limits. ``influences`` are given by the caller, if at all.
    ``remark`` says why there is nothing to compare with where no conflict explains it.
    """

    facts: Facts
    options: tuple[Compared, ...]
    findings: tuple[Finding, ...]
    robustness: Robustness
    solution: Solution | None = None
    priced: tuple[Price, ...] = ()
    frontier: Frontier | None = None
    assessment: Assessment | None = None
    improvement: Improvement | None = None
    counter_offers: Mapping[str, CounterOffer] = field(default_factory=dict)
    influences: tuple[Influence, ...] = ()
    conflict: Explanation | None = None
    remark: str = ""

    @property
    def draft(self) -> Compared:
        """The draft itself, as the first option."""
        return self.options[0]

    @property
    def case(self) -> Case:
        """The case."""
        return self.draft.outcome.case


def dossier(
    facts: Facts,
    *,
    name: str = "",
    rivals: Mapping[str, Terms] | None = None,
    rule: str = "kalai_smorodinsky",
    weights: Mapping[str, float] | None = None,
    thresholds: Mapping[str, Mapping[str, float | None]] | None = None,
    influences: Sequence[Influence] = (),
    solver: str = "HiGHS",
    progress: Progress | None = None,
) -> Dossier:
    """Work out what documents tell of a draft.

    ``name`` is what the draft is called, in words where it is empty. ``rivals`` are the options that it is compared
    with, by name; without them, what other fairness rules choose. Progress is told step by step. Raises ``Missing``
    for facts of an agreement of the register, which has no numbers.
    """
    outcome = facts.numbers()
    case, draft = outcome.case, outcome.terms
    name = name or say(DRAFT)
    steps = _Steps(progress, 7 + len(case.countries))
    findings = steps.take(say("Checking against the Code"), lambda: check(facts, thresholds))
    shaken = steps.take(say("Trying the ranges of the numbers"), lambda: robustness(case, [draft])[0])
    try:
        solution = steps.take(
            say("Working out the balanced agreement"), lambda: solve(case, rule, weights=weights, solver=solver)
        )
    except (NoAgreement, Unbounded) as failure:
        others = [Compared(key, evaluate(case, terms)) for key, terms in (rivals or {}).items()]
        explained = steps.take(say("Looking for what cannot hold together"), partial(_explained, case, failure, solver))
        steps.finish()
        remark = "" if explained else str(failure)
        return Dossier(facts, (Compared(name, outcome), *others), findings, shaken, conflict=explained, remark=remark)
    yardstick = Yardstick.of(solution)
    own = Compared(name, outcome, yardstick)
    others = steps.take(
        say("Working out the other options"), lambda: _others(case, rivals, solution, yardstick, solver, own)
    )
    priced = steps.take(say("Pricing the limits"), lambda: prices(solution, solver=solver))
    line = steps.take(say("Drawing the frontier"), lambda: frontier(case, solver=solver))
    assessed, improved = steps.take(say("Holding the draft against it"), lambda: _held_against(case, draft, solver))
    asked = {}
    for country in case.countries:
        offer = steps.take(say("Looking for counter-offers"), partial(_asked, case, draft, own, country, solver))
        if offer is not None:
            asked[country] = offer
    steps.finish()
    return Dossier(
        facts,
        (own, *others),
        findings,
        shaken,
        solution,
        priced,
        line,
        assessed,
        improved,
        asked,
        tuple(influences),
    )


def _explained(case: Case, failure: AccordError, solver: str) -> Explanation | None:
    """What cannot hold together; ``None`` where gains have no limit, or where the conflict cannot be worked out."""
    try:
        return None if isinstance(failure, Unbounded) else explain(case, solver=solver)
    except AccordError:
        return None


class _Steps:
    """Tells the steps of a long piece of work as they begin."""

    def __init__(self, progress: Progress | None, count: int):
        self.progress, self.count, self.done, self.words = progress, count, 0, ""

    def take(self, words: str, work: Callable[[], Any]) -> Any:
        self.words = words
        if self.progress is not None:
            self.progress(self.done, self.count, words)
        found = work()
        self.done += 1
        return found

    def finish(self) -> None:
        if self.progress is not None:
            self.progress(self.count, self.count, self.words)


def _others(
    case: Case,
    rivals: Mapping[str, Terms] | None,
    solution: Solution,
    yardstick: Yardstick,
    solver: str,
    own: Compared,
) -> list[Compared]:
    """The given options, or what the fairness rules choose where that differs from the draft and from each other."""
    if rivals is not None:
        return [Compared(name, evaluate(case, terms), yardstick) for name, terms in rivals.items()][: _MOST_OPTIONS - 1]
    found: list[Compared] = []
    for rule in dict.fromkeys((solution.concept, *_RULES)):
        settled = solution if rule == solution.concept else solve(case, rule, solver=solver)
        option = Compared(rule_name(rule), settled.outcome, yardstick)
        if not any(_same_gains(option, other) for other in (own, *found)):
            found.append(option)
    return found[: _MOST_OPTIONS - 1]


def _same_gains(one: Compared, other: Compared) -> bool:
    size = max(one.size, other.size)
    return all(abs(gain - other.outcome.gains[code]) <= 2 * ALIKE * size for code, gain in one.outcome.gains.items())


def _held_against(case: Case, draft: Terms, solver: str) -> tuple[Assessment | None, Improvement | None]:
    assessed = assess(case, draft, solver=solver)
    try:
        return assessed, improve(case, draft, solver=solver)
    except NoAgreement:
        return assessed, None


def _asked(case: Case, draft: Terms, own: Compared, country: str, solver: str) -> CounterOffer | None:
    """The least change that gives a country more; ``None`` where it can gain nothing, or nothing can be agreed."""
    gain = own.outcome.gains[country]
    ideal = own.yardstick.ideals[country] if own.yardstick else 0.0
    if ideal <= ALIKE * own.size:
        return None
    target = gain * (1 + ASKED_MORE) if gain > ALIKE * own.size else ASKED_MORE * ideal
    try:
        return counter_offer(case, draft, country, target, solver=solver)
    except NoAgreement:
        return None
