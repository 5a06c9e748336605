"""What the texts of offers say of each clause: what a side moved, and in what the newest offers still differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count
from toolkit.register.records import Codebook
from toolkit.report.clause_lines import (
    ClauseLine,
    answered_in_words,
    clause_lines,
    moved_clauses,
    said_in,
    state_in_words,
)
from toolkit.report.negotiation import Made, Step
from toolkit.report.table import Table
from toolkit.wording import number

__all__ = ["ClauseIssue", "clause_issues", "clause_issues_table", "clause_issues_to_list"]


@dataclass(frozen=True, slots=True)
class ClauseIssue:
    """A clause that moved, or of which the newest offers say different things.

    ``times`` counts the moves of each side, ``says`` is what its newest offer says, and ``apart`` whether these
    differ; ``None`` while fewer than two sides have made an offer.
    """

    clause: str
    name: str
    times: Mapping[str, int]
    says: Mapping[str, ClauseLine]
    apart: bool | None


def clause_issues(steps: Sequence[Step], codebook: Codebook) -> tuple[ClauseIssue, ...]:
    """Every clause that moved or in which the newest offers differ, in the order of the codebook."""
    times: dict[str, dict[str, int]] = {}
    for step in steps:
        if step.before is not None:
            for moved in moved_clauses(step.before.clauses, step.offer.clauses, codebook):
                own = times.setdefault(moved, {})
                own[step.offer.side] = own.get(step.offer.side, 0) + 1
    newest: dict[str, Made] = {step.offer.side: step.offer for step in steps}
    lines = {side: clause_lines(offer.clauses, codebook) for side, offer in newest.items()}
    issues = []
    for place, (key, clause) in enumerate(codebook.clauses.items()):
        says = {side: found[place] for side, found in lines.items()}
        first, *others = map(said_in, says.values())
        apart = any(other != first for other in others) if others else None
        if key in times or apart:
            issues.append(ClauseIssue(key, clause.name, times.get(key, {}), says, apart))
    return tuple(issues)


def clause_issues_table(steps: Sequence[Step], codebook: Codebook) -> Table:
    """Which clauses moved how often by whom, what the newest offer of each side says of them, and which differ."""
    sides = list(dict.fromkeys(step.offer.side for step in steps))
    rows = []
    for issue in clause_issues(steps, codebook):
        cells = [cell for side in sides for cell in (_moves(issue.times.get(side, 0)), _words(issue.says[side]))]
        apart = "" if issue.apart is None else say("yes") if issue.apart else say("agreed")
        rows.append((say(issue.name), *cells, apart))
    heads = [
        head
        for side in sides
        for head in (
            say("moved by {country}", country=country_name(side)),
            say("newest text of {country}", country=country_name(side)),
        )
    ]
    note = (
        say("Clauses of which all offers say the same from first to last are left out.")
        if rows
        else say("No clause moved, and the newest offers say the same of every clause.")
    )
    title = say("Which clauses moved, and which are still apart")
    return Table(title, (say("clause"), *heads, say("still apart")), tuple(rows), note)


def _moves(times: int) -> str:
    if not times:
        return say("not moved")
    return say_count("{count} move", "{count} moves", times, count=number(times))


def _words(line: ClauseLine) -> str:
    told = [state_in_words(line.state), *answered_in_words(line), *([say("own wording")] if line.text.strip() else [])]
    return "\n".join(told)


def clause_issues_to_list(steps: Sequence[Step], codebook: Codebook) -> list[dict[str, Any]]:
    """The clauses that moved or are apart, by name."""
    return [
        {
            "clause": issue.clause,
            "times": dict(issue.times),
            "says": {
                side: {"state": line.state or None, "answers": dict(line.answers), "text": line.text}
                for side, line in issue.says.items()
            },
            "apart": issue.apart,
        }
        for issue in clause_issues(steps, codebook)
    ]
