"""Why no agreement is possible: which demands cannot hold together, and by how much one must move (section 8)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.bargain.conflict import Demands, irreducible_conflict, least_relaxation
from toolkit.case.quantity import Path
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import Case
from toolkit.deal.build import build, first_unit
from toolkit.deal.demands import Demand, demand_of, demands_of
from toolkit.deal.settle import sound_deal
from toolkit.deal.value import Pieces
from toolkit.deal.variables import Model
from toolkit.errors import Infeasible, NoAgreement
from toolkit.languages.speech import say
from toolkit.linear.program import Key
from toolkit.linear.session import Session
from toolkit.linear.solvers import open_session
from toolkit.wording import join

__all__ = ["Explanation", "Move", "Relaxation", "explain"]

_BISECTIONS = 40
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Move:
    """One number of the case that moves: which demand, from what value to what value, in words.

    ``path`` is where the number stands in the case, a budget by phase (``("countries", "GBR", "budget", 0)``); ``None``
    for a demand without a number.
    """

    demand: str
    party: str | None
    before: float | None
    after: float | None
    sentence: str
    path: Path | None = None

    def to_dict(self) -> dict[str, Any]:
        """By name."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Moves that together make an agreement possible, all by one party where ``party`` names one.

    ``case`` is the case with the numbers moved; ``None`` where a demand without a number has to be given up in part.
    """

    party: str | None
    moves: tuple[Move, ...]
    case: Case | None

    @property
    def sentence(self) -> str:
        """The moves in words."""
        return join(move.sentence for move in self.moves)

    def to_dict(self) -> dict[str, Any]:
        """By name, without the case."""
        return {"party": self.party, "moves": [move.to_dict() for move in self.moves], "sentence": self.sentence}


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why there is no agreement, or that there is one (``possible``).

    ``conflict`` are demands that cannot hold together, while they can as soon as any one of them is given up; laws of
    motion, arithmetic and the limits of instruments are never among them. ``relaxations`` are ways out: for each demand
    of the conflict the move that alone makes an agreement possible, where one does; for each party the least set of
    moves of its own where no single one does; and the least set over all parties.
    """

    case: Case
    possible: bool
    conflict: tuple[Demand, ...]
    relaxations: tuple[Relaxation, ...]

    @property
    def sentence(self) -> str:
        """The conflict and the ways out, in words."""
        if self.possible:
            return say("An agreement is possible: nothing has to move.")
        named = [demand.sentence for demand in self.conflict]
        if not named:
            return say(
                "The red lines and budgets miss each other by less than can be told apart: relax any of them a little."
            )
        if len(named) == 1:
            text = say("{demand} cannot be met within the limits of the case.", demand=_capital(named[0]))
        else:
            text = say("{demands} cannot hold together.", demands=_capital(join(named)))
        ways = [relaxation.sentence for relaxation in self.relaxations]
        if ways:
            return f"{text} {_capital(say('{ways}.', ways=join(ways, 'or')))}"
        alone = say("No single party can make an agreement possible by moving its own red lines and budgets.")
        return f"{text} {alone}"

    def to_dict(self) -> dict[str, Any]:
        """By name."""
        return {
            "agreement": None if not self.possible else "possible",
            "explanation": self.sentence,
            "conflict": [demand.to_dict() for demand in self.conflict],
            "relaxations": [relaxation.to_dict() for relaxation in self.relaxations],
        }


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def explain(case: Case, *, solver: str = "HiGHS") -> Explanation:
    """Say why no agreement satisfies every red line and budget, and what would have to move by how much.

    Conflicts are found by an elastic and a deletion filter over red lines, budgets and the rule that no country signs
    for less than no agreement (``toolkit.bargain.conflict``); amounts by bisection on the number in the case, to four
    digits on the side that makes an agreement possible, and each is confirmed by building the moved case.
    """
    possible, pieces = _possible(case, solver)
    if possible:
        return Explanation(case, True, (), ())
    model, _ = build(case, first_unit(case), pieces)
    session = open_session(model.program, solver)
    demands = demands_of(model)
    groups = irreducible_conflict(session, demands)
    conflict = tuple(demand_of(case, group) for group in groups)
    single = [found for demand in conflict if (found := _alone(case, solver, demand)) is not None]
    relaxations = list(single)
    parties = sorted({demand.party for demand in conflict if demand.party is not None})
    for party in parties:
        if not any(found.party == party for found in single):
            own = [key for key, (_, group) in demands.items() if demand_of(case, group).moves_by(party)]
            relaxations += _together(model, session, demands, own, party, solver)
    if not single:
        movable = [key for key, (_, group) in demands.items() if not demand_of(case, group).is_participation]
        relaxations += _together(model, session, demands, movable, None, solver)
    return Explanation(case, False, conflict, tuple(relaxations))


def _possible(case: Case, solver: str) -> tuple[bool, Pieces]:
    """Whether an agreement is possible, and which filled posts had to be counted as they are to find that it is not."""
    pieces: Pieces = {}
    while True:
        model, _ = build(case, first_unit(case), pieces)
        try:
            open_session(model.program, solver).minimise([])
        except Infeasible:
            return False, pieces
        if all(line.kind != "min_reinvested_share_of_gain" for line in case.red_lines):
            return True, pieces
        try:
            return True, sound_deal(case, solver, pieces).pieces
        except NoAgreement as failure:
            if set(failure.pieces) <= set(pieces):
                return False, pieces
            pieces = {**pieces, **failure.pieces}


def _alone(case: Case, solver: str, demand: Demand) -> Relaxation | None:
    """The move of one demand that alone makes an agreement possible, ``None`` where none does."""
    if demand.value is None or demand.is_participation:
        return None
    furthest = demand.furthest
    if not _possible(demand.moved(case, furthest), solver)[0]:
        return None
    held, free = demand.value, furthest
    if furthest > demand.value:
        # an upper bound is raised step by step until it suffices, so that the bisection keeps its digits
        step = max(abs(demand.value), 1.0)
        while not _possible(demand.moved(case, min(demand.value + step, furthest)), solver)[0]:
            held, step = min(demand.value + step, furthest), step * 4
        free = min(demand.value + step, furthest)
    for _ in range(_BISECTIONS):
        middle = (held + free) / 2
        if abs(free - held) <= 0.2 * 10.0**-_DIGITS * max(abs(free), abs(held), 1e-9):
            break
        if _possible(demand.moved(case, middle), solver)[0]:
            free = middle
        else:
            held = middle
    rounded = demand.rounded(free, _DIGITS)
    after = rounded if _possible(demand.moved(case, rounded), solver)[0] else free
    move = Move(demand.sentence, demand.party, demand.value, after, demand.would_move(case, after), demand.path)
    return Relaxation(demand.party, (move,), demand.moved(case, after))


def _together(
    model: Model, session: Session, demands: Demands, keys: Sequence[Key], party: str | None, solver: str
) -> Iterator[Relaxation]:
    """The least weighted moves of several demands that together make an agreement possible."""
    try:
        amounts = least_relaxation(session, demands, keys)
    except Infeasible:
        return
    by_group: dict[str, dict[Key, float]] = {}
    for key, amount in amounts.items():
        by_group.setdefault(demands[key][1], {})[key] = amount
    moves = tuple(_moves(model, by_group))
    if moves:
        yield Relaxation(party, moves, None)


def _moves(model: Model, by_group: Mapping[str, Mapping[Key, float]]) -> Iterator[Move]:
    """Each group's least relaxation in words: by how much its limits are missed at most."""
    for group, missed in by_group.items():
        demand = demand_of(model.case, group)
        most = max(missed.values())
        kind = model.case.red_lines[demand.number].kind if demand.number is not None else None
        unit = KINDS[kind].violation_unit if kind else "money a year"
        amount = most * (model.unit if unit.startswith("money") else 1.0)
        words = demand.would_miss(model.case, amount, unit)
        yield Move(demand.sentence, demand.party, demand.value, None, words, demand.path)
