"""The record of a negotiation: what each side moved from offer to offer, in terms and in gains, and how far is left.

A concession is measured against the same side's offer before: the gain that the side gives up, and what the others get
more, both by the common numbers of the case. How far an offer lies from the frontier is told by ``Assessment``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.deal.changes import ACTIVITY_NAMES, Change, changes
from toolkit.deal.drafts import Assessment
from toolkit.languages.speech import say, say_count, to_say
from toolkit.model.evaluate import Outcome
from toolkit.register.records import Codebook
from toolkit.report.clause_lines import moved_clauses
from toolkit.report.drafts import crossed
from toolkit.report.options import ALIKE
from toolkit.report.table import Table
from toolkit.wording import join, money, number, per_cent

__all__ = [
    "Issue",
    "Made",
    "Own",
    "Step",
    "issues_moved",
    "issues_table",
    "moves_table",
    "offers_table",
    "own_table",
    "record_to_dict",
    "steps_of",
    "told",
]

_MOST_TOLD, _MOST_CROSSED = 4, 2
_SLIGHT = 1e-6
_GAINS = to_say("{country} gains")


@dataclass(frozen=True, eq=False)
class Made:
    """An offer with what it leads to; ``assessment`` is ``None`` where the case allows no agreement.

    ``clauses`` is what its text says, by the codebook's words.
    """

    key: str
    name: str
    side: str
    date: str
    note: str
    outcome: Outcome
    assessment: Assessment | None = None
    clauses: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Step:
    """An offer against the one that the same side made before (``None`` for its first)."""

    offer: Made
    before: Made | None
    changes: tuple[Change, ...]

    @property
    def given_up(self) -> float | None:
        """What the side itself gains less than by its offer before; negative where it asks for more."""
        if self.before is None:
            return None
        return self.before.outcome.gains[self.offer.side] - self.offer.outcome.gains[self.offer.side]

    @property
    def granted(self) -> dict[str, float]:
        """What every other country gains more than by the side's offer before."""
        if self.before is None:
            return {}
        old, new = self.before.outcome.gains, self.offer.outcome.gains
        return {code: new[code] - old[code] for code in new if code != self.offer.side}

    def clauses_moved(self, codebook: Codebook) -> tuple[str, ...]:
        """The clauses of which its text says something else than the side's offer before."""
        return moved_clauses(self.before.clauses, self.offer.clauses, codebook) if self.before else ()

    @property
    def words(self) -> str:
        """What kind of move it is, in words."""
        if self.given_up is None:
            return say("first offer")
        size = ALIKE * max(1.0, *(abs(gain) for gain in self.offer.outcome.gains.values()))
        gives, grants = self.given_up > size, any(more > size for more in self.granted.values())
        takes, costs = self.given_up < -size, any(more < -size for more in self.granted.values())
        if gives:
            return say("gives up gain and others get more") if grants else say("gives up gain that nobody gets")
        if takes:
            return say("better for itself and for others") if grants and not costs else say("asks for more")
        if grants or costs:
            return say("same gain for itself, other gains for others")
        if self.changes:
            return say("same gains")
        return say("same terms") if self._text_stays else say("same terms, another text")

    @property
    def _text_stays(self) -> bool:
        return self.before is not None and self.before.clauses == self.offer.clauses


def steps_of(case: Case, offers: Sequence[Made]) -> tuple[Step, ...]:
    """Each offer, given in order of time, against the same side's offer before."""
    latest: dict[str, Made] = {}
    steps = []
    for offer in offers:
        before = latest.get(offer.side)
        moved = changes(case, before.outcome.terms, offer.outcome.terms) if before else ()
        steps.append(Step(offer, before, moved))
        latest[offer.side] = offer
    return tuple(steps)


@dataclass(frozen=True, slots=True)
class Issue:
    """A term that moved: by side how often and how far, and how far the sides' newest offers still lie apart in it.

    ``moved`` adds up, over a side's moves, the largest change in any phase as a part of the most that the term could
    be (``Change.size``); ``apart`` is such a part too, ``None`` while fewer than two sides have made an offer.
    """

    corridor: str
    cadre: str
    term: str
    times: Mapping[str, int]
    moved: Mapping[str, float]
    apart: float | None

    @property
    def words(self) -> str:
        """The term in words."""
        kind, _, item = self.term.partition(" ")
        name = ACTIVITY_NAMES.get(self.term, self.term)
        if kind == "shares":
            name = say("who pays for {item}", item=ITEM_NAMES[item])
        elif kind == "retained":
            name = say("workers kept a year, tier {tier}", tier=item)
        who = cadre_name(self.cadre) if self.cadre else say("all cadres")
        return f"{name} ({who}, {corridor_name(self.corridor)})"


_Place = tuple[str, str, str]


def issues_moved(case: Case, steps: Sequence[Step]) -> tuple[Issue, ...]:
    """Every term that moved or in which the newest offers differ, the furthest moved first."""
    times: dict[_Place, dict[str, int]] = {}
    moved: dict[_Place, dict[str, float]] = {}
    for step in steps:
        for place, size in _largest(step.changes).items():
            side = step.offer.side
            times.setdefault(place, {})[side] = times.get(place, {}).get(side, 0) + 1
            moved.setdefault(place, {})[side] = moved.get(place, {}).get(side, 0.0) + size
    newest = list({step.offer.side: step.offer.outcome.terms for step in steps}.values())
    apart: dict[_Place, float] = {}
    for index, one in enumerate(newest):
        for other in newest[index + 1 :]:
            for place, size in _largest(changes(case, one, other)).items():
                apart[place] = max(apart.get(place, 0.0), size)
    issues = [
        Issue(*place, times.get(place, {}), moved.get(place, {}), apart.get(place, 0.0) if len(newest) > 1 else None)
        for place in dict.fromkeys((*moved, *apart))
    ]
    return tuple(sorted(issues, key=lambda issue: (-sum(issue.moved.values()), -(issue.apart or 0.0))))


def _largest(found: Iterable[Change]) -> dict[_Place, float]:
    """By term the largest change in any phase."""
    sizes: dict[_Place, float] = {}
    for change in found:
        place = (change.corridor, change.cadre, change.term)
        sizes[place] = max(sizes.get(place, 0.0), change.size)
    return sizes


def _distance(offer: Made) -> str:
    """How far an offer lies from the frontier: by how much both, or one alone, could gain more, in words."""
    found = offer.assessment
    if found is None:
        return say("not known: the case allows no agreement")
    slight = _SLIGHT * max(1.0, *found.ideals.values())
    if any(more is None or more < -slight for more in found.more.values()):
        return say("beyond the frontier: it crosses a limit")
    if found.better is None:
        return say("on the frontier")
    currency = offer.outcome.case.currency
    alone = [
        say("{country} alone {amount}", country=country_name(code), amount=money(more, currency))
        for code, more in found.more.items()
        if more
    ]
    both = [] if found.factor is None else [say("both {share} more", share=per_cent(found.factor - 1, 1))]
    return join([*both, *alone], "or")


def _more(left: int) -> list[str]:
    return [say_count("{count} more", "{count} more", left, count=number(left))] if left > 0 else []


def _crossed(outcome: Outcome) -> str:
    limits = list(dict.fromkeys(str(entry["limit"]) for entry in crossed(outcome)))
    return join([*limits[:_MOST_CROSSED], *_more(len(limits) - _MOST_CROSSED)])


def offers_table(steps: Sequence[Step]) -> Table:
    """Every offer: who made it when, what it gives each country, how far it lies from the frontier, what it crosses."""
    case = steps[0].offer.outcome.case
    names = [country_name(code) for code in case.countries]
    rows = []
    for place, step in enumerate(steps, start=1):
        offer = step.offer
        gains = [money(gain, case.currency) for gain in offer.outcome.gains.values()]
        told_of = (_distance(offer), _crossed(offer.outcome), offer.note)
        rows.append((str(place), offer.date, country_name(offer.side), offer.name, *gains, *told_of))
    gains_of = tuple(say(_GAINS, country=name) for name in names)
    columns = (
        *(say("no."), say("date"), say("made by"), say("offer")),
        *gains_of,
        *(say("could still be gained"), say("crosses"), say("note")),
    )
    note = say(
        "Gains against no agreement, present value in {currency} at {year} prices, by the common numbers of the case. "
        "What could still be gained, at nobody's cost, is the distance to the frontier.",
        currency=case.currency,
        year=case.price_year,
    )
    return Table(say("Offers in order of time"), columns, tuple(rows), note, gains_of)


def moves_table(steps: Sequence[Step], codebook: Codebook) -> Table:
    """What each offer moves against the same side's offer before: gains given up and granted, terms, clauses."""
    case = steps[0].offer.outcome.case
    worded = any(step.clauses_moved(codebook) for step in steps)
    rows = []
    for place, step in enumerate(steps, start=1):
        granted = join(f"{country_name(code)} {money(more, case.currency)}" for code, more in step.granted.items())
        given = "" if step.given_up is None else money(step.given_up, case.currency)
        terms = [change.sentence for change in step.changes[:_MOST_TOLD]]
        terms += _more(len(step.changes) - len(terms))
        clauses = [say(codebook.clauses[key].name) for key in step.clauses_moved(codebook)]
        clauses = [*clauses[:_MOST_TOLD], *_more(len(clauses) - _MOST_TOLD)]
        before = step.before.name if step.before else ""
        made = (str(place), country_name(step.offer.side), step.offer.name, before, step.words)
        rows.append((*made, given, granted, "; ".join(terms), *(["; ".join(clauses)] if worded else [])))
    columns = (
        say("no."),
        say("made by"),
        say("offer"),
        say("against"),
        say("move"),
        say("gives up"),
        say("grants"),
        say("terms moved, the largest first"),
        *([say("clauses moved")] if worded else []),
    )
    note = say(
        "Below 0 the side asks for more, or leaves the other less. Sizes are parts of the most that a term could be."
    )
    return Table(say("What each side moved"), columns, tuple(rows), note, columns[5:6])


def issues_table(case: Case, steps: Sequence[Step]) -> Table:
    """Which terms moved how far by whom, and how far the newest offers still lie apart."""
    sides = list(dict.fromkeys(step.offer.side for step in steps))
    rows = []
    for issue in issues_moved(case, steps):
        cells = []
        for side in sides:
            times = issue.times.get(side, 0)
            moves = say_count("{count} move", "{count} moves", times, count=number(times))
            cells.append(f"{per_cent(issue.moved[side], 1)}, {moves}" if times else say("not moved"))
        rows.append((issue.words, *cells, "" if issue.apart is None else per_cent(issue.apart, 1)))
    moved_by = (say("moved by {country}", country=country_name(side)) for side in sides)
    columns = (say("term"), *moved_by, say("still apart"))
    note = say(
        "Moves are added up; they and what is still apart are parts of the most that the term could be, in the phase "
        "with the largest difference; for who pays, the part of the cost that changes hands. This tells how far terms "
        "moved, not what they are worth."
    )
    return Table(say("Which terms moved, and how far apart they are"), columns, tuple(rows), note)


@dataclass(frozen=True, eq=False)
class Own:
    """An offer by a side's own numbers: its own gain, and which limits and red lines, its own too, are crossed."""

    offer: Made
    outcome: Outcome


def own_table(side: str, found: Sequence[Own]) -> Table:
    """Every offer by the common numbers and by a side's own; to be shown to that side only."""
    rows, latest = [], None
    for own in found:
        case = own.outcome.case
        gain = own.outcome.gains[side]
        over = _crossed(own.outcome)
        change = "" if latest is None else money(gain - latest, case.currency)
        common = money(own.offer.outcome.gains[side], case.currency)
        rows.append(
            (
                own.offer.date,
                country_name(own.offer.side),
                own.offer.name,
                common,
                money(gain, case.currency),
                change,
                over,
            )
        )
        latest = gain
    columns = (
        say("date"),
        say("made by"),
        say("offer"),
        say("gain by the common numbers"),
        say("gain by our own"),
        say("against the one before"),
        say("crosses by our own"),
    )
    return Table(
        say("By {country}'s own numbers", country=country_name(side)),
        columns,
        tuple(rows),
        say("Not stored, and in no file but the side's own. Everything else on this page is by the common numbers."),
        columns[3:6],
    )


def told(steps: Sequence[Step]) -> str:
    """Where the negotiation stands, in words: how many offers, who gave up how much, how far the sides are apart."""
    case = steps[0].offer.outcome.case
    sides = list(dict.fromkeys(step.offer.side for step in steps))
    parts = [_moved(side, [step for step in steps if step.offer.side == side], case.currency) for side in sides]
    if len(sides) > 1:
        newest = list({step.offer.side: step.offer.outcome.gains for step in steps}.values())
        apart = []
        for code in case.countries:
            found = [gains[code] for gains in newest]
            gap = money(max(found) - min(found), case.currency)
            apart.append(say("{country} by {amount}", country=country_name(code), amount=gap))
        parts.append(say("the newest offers differ for {differences}", differences=join(apart)))
    return f"{'; '.join(parts)}."


def _moved(side: str, own: Sequence[Step], currency: str) -> str:
    """How many offers a side has made, and how far its own gain moved from the first to the newest."""
    moved = own[0].offer.outcome.gains[side] - own[-1].offer.outcome.gains[side]
    told = {
        "country": country_name(side),
        "offers": say_count("{count} offer", "{count} offers", len(own), count=number(len(own))),
        "amount": money(abs(moved), currency),
    }
    if len(own) == 1:
        return say("{country}: {offers}, has not moved", **told)
    if moved < 0:
        return say("{country}: {offers}, asks for {amount} more than at first", **told)
    return say("{country}: {offers}, has given up {amount} of its own gain", **told)


def record_to_dict(case: Case, steps: Sequence[Step], codebook: Codebook) -> dict[str, Any]:
    """The record by name: offers with their gains and distance, moves, issues."""
    return {
        "currency": case.currency,
        "offers": [
            {
                "key": step.offer.key,
                "name": step.offer.name,
                "side": step.offer.side,
                "date": step.offer.date,
                "note": step.offer.note,
                "gains": dict(step.offer.outcome.gains),
                "distance": None if step.offer.assessment is None else step.offer.assessment.to_dict(),
                "against": step.before.key if step.before else None,
                "gives_up": step.given_up,
                "grants": step.granted,
                "move": step.words,
                "changes": [change.to_dict() for change in step.changes],
                "clauses_moved": list(step.clauses_moved(codebook)),
            }
            for step in steps
        ],
        "issues": [
            {
                "corridor": issue.corridor,
                "cadre": issue.cadre,
                "term": issue.term,
                "words": issue.words,
                "times": dict(issue.times),
                "moved": dict(issue.moved),
                "apart": issue.apart,
            }
            for issue in issues_moved(case, steps)
        ],
    }
