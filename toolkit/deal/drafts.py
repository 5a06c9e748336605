"""A draft against what could be agreed: how far it lies from the frontier, and what is better for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.bargain.corners import Distance
from toolkit.bargain.frontier import frontier as exact_frontier
from toolkit.bargain.leximin import leximin
from toolkit.bargain.parties import Parties, Point, ideals
from toolkit.case.schema import Case
from toolkit.countries import country_in_a_sentence
from toolkit.deal.build import Deal
from toolkit.deal.canonical import nearest_terms
from toolkit.deal.changes import Change, changes
from toolkit.deal.frontiers import sides_of
from toolkit.deal.settle import sound, sound_deal
from toolkit.errors import Infeasible, NoAgreement
from toolkit.languages.speech import say
from toolkit.linear.program import Key
from toolkit.linear.session import Optimum
from toolkit.model.evaluate import Outcome, evaluate
from toolkit.model.terms import Terms
from toolkit.wording import join, money, per_cent

__all__ = ["Assessment", "Improvement", "assess", "improve"]

_SLIGHT = 1e-6
_WRITTEN = (1e-9, 1e-8, 1e-7, 1e-6)


@dataclass(frozen=True, eq=False)
class Assessment:
    """A draft beside the frontier of two countries.

    ``shares_of_ideal`` and ``shares_of_joint_gain`` are by country (``None`` where there is nothing to share).
    ``more`` is what each of the two could have with the other no worse off, in the case's currency (negative beyond the
    frontier, ``None`` where the other has more than any agreement gives). ``factor`` is by how much both gains could be
    multiplied (``None`` where one is below 0 or both are 0). ``better`` are the gains of the agreement on the frontier
    that is better for one and no worse for the other, ``None`` where there is none. ``excess_penalty`` is what breaches
    of soft red lines that could be avoided count; gains are held against the frontier less it.
    """

    outcome: Outcome
    pair: tuple[str, str]
    ideals: Mapping[str, float]
    factor: float | None
    more: Mapping[str, float | None]
    better: Mapping[str, float] | None
    excess_penalty: float

    @property
    def shares_of_ideal(self) -> dict[str, float | None]:
        """Each country's gain as a share of its ideal."""
        gains, excess = self.outcome.gains, self.excess_penalty
        return {name: (gains[name] - excess) / most if most > 0 else None for name, most in self.ideals.items()}

    @property
    def shares_of_joint_gain(self) -> dict[str, float | None]:
        """Each country's part of what all gain together."""
        joint = sum(self.outcome.gains.values())
        return {name: gain / joint if joint > 0 else None for name, gain in self.outcome.gains.items()}

    @property
    def sentence(self) -> str:
        """How the draft lies to the frontier, in words."""
        currency = self.outcome.case.currency
        size = max(self.ideals.values())
        beyond = any(more is None or more < -_SLIGHT * size for more in self.more.values())
        if beyond:
            return say(
                "The draft gives more than any agreement that keeps every red line and limit: it can only be had by "
                "crossing those that it crosses."
            )
        if self.better is None:
            return say("The draft lies on the frontier: nobody can have more without another having less.")
        together = [
            say(
                "{country} could have {better} instead of {amount}",
                country=country_in_a_sentence(name),
                better=money(self.better[name], currency),
                amount=money(self.outcome.gains[name], currency),
            )
            for name in self.pair
        ]
        alone = [
            say(
                "{country} alone up to {amount} more",
                country=country_in_a_sentence(name),
                amount=money(more, currency),
            )
            for name, more in self.more.items()
            if more is not None
        ]
        return say(
            "The draft leaves gains on the table: {together}; or {alone} at nobody's cost.",
            together=join(together),
            alone=join(alone, "or"),
        )

    def to_dict(self) -> dict[str, Any]:
        """The assessment by name, without the outcome."""
        return {
            "pair": list(self.pair),
            "ideal": dict(self.ideals),
            "shares_of_ideal": self.shares_of_ideal,
            "shares_of_joint_gain": self.shares_of_joint_gain,
            "factor": self.factor,
            "more": dict(self.more),
            "better": dict(self.better) if self.better else None,
            "sentence": self.sentence,
        }


def assess(case: Case, draft: Terms, pair: tuple[str, str] | None = None, *, solver: str = "HiGHS") -> Assessment:
    """Simulate a draft and hold it against the frontier of two countries: by default the ends of the first corridor.

    Other countries stay at a gain of at least 0. Raises ``NoAgreement`` where the case itself allows no
    agreement, ``InputError`` for a pair that is none.
    """
    (first,), (second,) = sides_of(case, *(pair or (None, None)))
    deal = sound_deal(case, solver)
    outcome = evaluate(case, draft)
    unit = deal.model.unit
    excess = max(0.0, outcome.penalty - deal.unavoidable * unit)
    found: Distance = exact_frontier(deal.parties, first, second).distance(
        (outcome.gains[first] - excess) / unit, (outcome.gains[second] - excess) / unit
    )
    better, slight = None, _SLIGHT * max(1.0, *deal.ideals.values())
    if found.better is not None and max(found.more_a or 0.0, found.more_b or 0.0) > slight:
        better = {name: value * unit for name, value in found.better.utilities.items()}
    return Assessment(
        outcome,
        (first, second),
        {name: most * unit for name, most in deal.ideals.items()},
        found.factor,
        {first: _scaled(found.more_a, unit), second: _scaled(found.more_b, unit)},
        better,
        excess,
    )


def _scaled(value: float | None, unit: float) -> float | None:
    return None if value is None else value * unit


@dataclass(frozen=True, eq=False)
class Improvement:
    """An agreement that is better for somebody and worse for nobody than a draft, nearest to the draft in its terms.

    ``gained`` is what each country has more than under the draft (at least 0 up to rounding), ``possible`` the most it
    could have more while nobody falls below the draft: what was left on the table. All money in the case's currency.
    """

    draft: Outcome
    outcome: Outcome
    possible: Mapping[str, float]
    changes: tuple[Change, ...]

    @property
    def gained(self) -> dict[str, float]:
        """What each country has more than under the draft."""
        return {name: gain - self.draft.gains[name] for name, gain in self.outcome.gains.items()}

    @property
    def sentence(self) -> str:
        """What was left on the table and how it is taken up, in words."""
        currency, size = self.draft.case.currency, max(1.0, *(abs(gain) for gain in self.outcome.gains.values()))
        if all(more <= _SLIGHT * size for more in self.possible.values()):
            return say("Nothing is left on the table: nobody can have more without another having less.")
        left = [
            say("up to {amount} for {country}", amount=money(most, currency), country=country_in_a_sentence(name))
            for name, most in self.possible.items()
            if most > _SLIGHT * size
        ]
        taken = [self._taken(name, more, _SLIGHT * size) for name, more in self.gained.items()]
        return say(
            "Left on the table: {left}. Under the improved terms {taken}.", left=join(left, "or"), taken=join(taken)
        )

    def _taken(self, country: str, more: float, slight: float) -> str:
        who, amount = country_in_a_sentence(country), money(more, self.draft.case.currency)
        if self.possible[country] <= slight:
            return say("{country} gains {amount} more", country=who, amount=amount)
        share = per_cent(more / self.possible[country])
        return say("{country} gains {amount} more ({share} of that)", country=who, amount=amount, share=share)

    def to_dict(self) -> dict[str, Any]:
        """The improvement by name, without the outcomes."""
        return {
            "gained": self.gained,
            "possible": dict(self.possible),
            "changes": [change.to_dict() for change in self.changes],
            "sentence": self.sentence,
        }


def improve(case: Case, draft: Terms, *, solver: str = "HiGHS") -> Improvement:
    """Better for somebody, worse for nobody: the largest smallest relative gain over a draft (section 8).

    Each country's improvement is told relative to the most it could improve while nobody falls below the draft, and
    the smallest is raised, then the next (leximin). No country is asked to sign for less than no agreement, even where
    the draft gives it less. Raises ``NoAgreement`` where no agreement within the limits gives everybody what the draft
    gives: the draft then crosses limits or red lines, which ``evaluate`` tells.
    """
    before = evaluate(case, draft)

    def find(deal: Deal) -> tuple[dict[str, float], Optimum]:
        unit = deal.model.unit
        gains = {name: max(0.0, gain / unit) for name, gain in before.gains.items()}
        avoidable = max(0.0, before.penalty / unit - deal.unavoidable)
        floors = {name: max(0.0, gain - avoidable) for name, gain in gains.items()}
        # a draft that lies on the frontier is met only to the digits that its terms are written with
        for written in _WRITTEN:
            try:
                point, possible = _raised(deal, gains, floors, written)
                break
            except Infeasible as failure:
                if written == _WRITTEN[-1]:
                    raise NoAgreement(
                        say(
                            "No agreement within the limits and red lines of the case gives every country what the "
                            "draft gives it. The draft can only give it by crossing them."
                        )
                    ) from failure
        reached = {name: floors[name] + more for name, more in point.utilities.items()}
        return possible, nearest_terms(deal, reached, draft)

    deal, (possible, _), outcome = sound(case, solver, find, lambda found: found[1])
    unit = deal.model.unit
    return Improvement(
        before, outcome, {name: most * unit for name, most in possible.items()}, changes(case, draft, outcome.terms)
    )


def _raised(
    deal: Deal, gains: Mapping[str, float], floors: Mapping[str, float], written: float
) -> tuple[Point, dict[str, float]]:
    """The leximin point of the improvements over floors relative to the most of each, and those most.

    Nobody's gain falls below ``gains``, and floors are less the penalties of soft red lines that could be avoided; both
    hold up to a part ``written`` of the largest ideal.
    """
    session = deal.parties.session
    with session.temporary():
        improvements: dict[str, Key] = {}
        for name, key in deal.parties.utilities.items():
            improvements[name] = ("improvement", name)
            slack = written * max(1.0, *deal.ideals.values())
            session.add_column(improvements[name], -slack)
            terms = [(1.0, key), (-1.0, improvements[name])]
            session.add_row(("improvement", name), terms, floors[name], floors[name])
            lower, upper = session.column_bounds(("gain", name))
            session.bound_column(("gain", name), max(lower, gains[name] - slack), upper)
        parties = Parties(session, improvements)
        possible = {name: max(0.0, most) for name, most in ideals(parties).items()}
        rising = {name: most for name, most in possible.items() if most > _SLIGHT * max(1.0, *floors.values())}
        return leximin(parties, rising or dict.fromkeys(parties.names, 1.0)), possible
