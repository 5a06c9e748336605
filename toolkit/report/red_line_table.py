"""Red lines in words, from the document of a case, whether or not it is a case as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.case.names import cadre_name, corridor_name, in_unit
from toolkit.case.quantity import is_quantity
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import Case
from toolkit.countries import country_name
from toolkit.languages.speech import say, to_say
from toolkit.report.amounts import trimmed
from toolkit.report.draft_table import finite, phase_names
from toolkit.report.share_table import as_per_cent, from_per_cent

__all__ = [
    "KIND_WORDS",
    "PAYER_WORDS",
    "RedLineRow",
    "kind_words",
    "point_words",
    "red_line_rows",
    "shown_value",
    "stored_value",
    "unit_words",
    "value_moves",
]

KIND_WORDS: dict[str, str] = {
    "no_harm": to_say("Service never falls below its level without an agreement"),
    "density_floor": to_say("At least so many workers per 10 000 people"),
    "max_recruits_share_of_graduates": to_say("Recruits are at most this part of a year's graduates"),
    "min_recruits": to_say("At least so many recruits a year"),
    "max_recruits": to_say("At most so many recruits a year"),
    "min_training_per_recruit": to_say("At least so many graduates of new places per recruit"),
    "train_first": to_say("Recruits beyond so many a year wait for graduates of new places"),
    "min_contribution_per_recruit": to_say("At least so much per recruit is spent in the sending country"),
    "max_contribution_per_recruit": to_say("At most so much per recruit is spent in the sending country"),
    "min_share_spent_on_training": to_say(
        "At least this part of the money spent in the sending country goes to training"
    ),
    "min_reinvested_share_of_gain": to_say(
        "At least this part of the gained service is reinvested in the sending country"
    ),
    "min_return_share": to_say("At least this part of the recruits return"),
    "min_gain": to_say("The country gains at least so much"),
    "max_payment": to_say("A payer pays at most so much a year"),
}
"""What each kind asks for, short, as it is said; ``KINDS`` says exactly what it means."""

PAYER_WORDS = {
    "sending": to_say("the sending country"),
    "receiving": to_say("the receiving country"),
    "worker": to_say("workers"),
    "fund": to_say("the fund"),
}
"""Who a payer is, as it is said."""

_PER_CENT = {
    "share of graduates": to_say("% of graduates"),
    "share of payments": to_say("% of payments"),
    "share of gained service": to_say("% of gained service"),
    "share of recruits": to_say("% of recruits"),
    "share of the cost": to_say("% of the cost"),
}
_POINTS = {
    "share of graduates": to_say("percentage point of graduates"),
    "share of payments": to_say("percentage point of payments"),
    "share of gained service": to_say("percentage point of gained service"),
    "share of recruits": to_say("percentage point of recruits"),
    "share of the cost": to_say("percentage point of the cost"),
}


@dataclass(frozen=True, slots=True)
class RedLineRow:
    """One red line: who holds it, what it asks, what it is about, its value in the unit in which it is shown.

    ``value`` and ``penalty`` are ``None`` where the line has none; shares are shown in per cent.
    """

    holder: str
    words: str
    about: str
    value: float | None
    unit: str
    hard: bool
    penalty: float | None
    penalty_unit: str
    note: str


def kind_words(kind: Any) -> str:
    """What a kind asks for, and a kind that there is not as it is written."""
    if str(kind) in KIND_WORDS:
        return say(KIND_WORDS[str(kind)])
    return str(kind) if kind else say("no kind given")


def unit_words(kind: Any, currency: str, *, of_penalty: bool = False) -> str:
    """The unit of a red line's value, or of its penalty, in words; empty where it takes no value."""
    declared = KINDS.get(str(kind))
    if declared is None:
        return ""
    if of_penalty:
        return say("{currency} per {unit}", currency=currency, unit=_in_currency(declared.violation_unit, currency))
    if _is_share(kind):
        return say(_PER_CENT[declared.unit])
    return _in_currency(declared.unit, currency)


def _in_currency(unit: str, currency: str) -> str:
    return in_unit(currency, unit) if unit.startswith("money") else say(unit)


def point_words(unit: str) -> str:
    """A percentage point of a unit that is a share: ``percentage point of graduates``."""
    return say(_POINTS[unit])


def _is_share(kind: Any) -> bool:
    declared = KINDS.get(str(kind))
    return declared is not None and declared.unit.startswith("share")


def shown_value(kind: Any, value: float | None) -> float | None:
    """A value as it is shown: shares in per cent."""
    return value if value is None or not _is_share(kind) else as_per_cent(value)


def stored_value(kind: Any, value: float | None) -> float | None:
    """A value as it is stored, from what is shown."""
    return value if value is None or not _is_share(kind) else from_per_cent(value)


def _bare(value: Any) -> float | None:
    return finite(value["value"]) if is_quantity(value) else finite(value)


def red_line_rows(document: Mapping[str, Any], case: Case | None = None) -> tuple[RedLineRow, ...]:
    """Every red line of a case document in its order; with the case, phases are told by their years."""
    given = document.get("red_lines")
    currency = str(document.get("currency") or say("money"))
    return tuple(_row(line, currency, case) for line in given) if isinstance(given, list) else ()


def _row(given: Any, currency: str, case: Case | None) -> RedLineRow:
    line: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    kind, party = line.get("kind"), line.get("party")
    return RedLineRow(
        holder=country_name(str(party)) if party else say("nobody named"),
        words=kind_words(kind),
        about=_about(line, case),
        value=shown_value(kind, _bare(line.get("value"))),
        unit=unit_words(kind, currency),
        hard=line.get("hard", True) is not False,
        penalty=_bare(line.get("penalty")),
        penalty_unit=unit_words(kind, currency, of_penalty=True),
        note=str(line.get("note") or ""),
    )


def _about(line: Mapping[str, Any], case: Case | None) -> str:
    words = []
    if line.get("corridor"):
        name = str(line["corridor"])
        words.append(corridor_name(name) if name.count("-") == 1 else name)
    if line.get("country"):
        words.append(country_name(str(line["country"])))
    if line.get("cadre"):
        words.append(cadre_name(str(line["cadre"])))
    if line.get("payer"):
        words.append(say(PAYER_WORDS.get(str(line["payer"]), str(line["payer"]))))
    phase = line.get("phase")
    if isinstance(phase, int):
        known = case is not None and 0 <= phase < len(case.phases)
        names = phase_names(case) if known and case is not None else ()
        words.append(names[phase] if names else say("phase {number}", number=phase + 1))
    return ", ".join(words) or say("everything in the case")


def value_moves(row: RedLineRow, cells: Iterable[tuple[str, Any]]) -> str:
    """Edited cells of a red line for the history: ``Kenya: recruits are at most …: 8 → 10 % of graduates``."""

    def said(value: Any) -> str:
        plain_number = finite(value)
        if plain_number is None:
            return str(value) if value not in (None, "") else say("nothing")
        return trimmed(plain_number, 4)

    moves = []
    for field, value in cells:
        if field == "hard":
            moves.append(say("must hold") if value else say("may be crossed at a price"))
        elif field == "note":
            moves.append(say("note changed"))
        elif field == "value":
            moves.append(f"{said(row.value)} → {said(value)} {row.unit}".strip())
        else:
            moved = f"{said(getattr(row, field))} → {said(value)} {row.penalty_unit}".strip()
            moves.append(say("price of crossing it {change}", change=moved))
    return say(
        "red line of {holder}, {what}: {changes}",
        holder=row.holder,
        what=f"{row.words[:1].lower()}{row.words[1:]}",
        changes="; ".join(moves),
    )
