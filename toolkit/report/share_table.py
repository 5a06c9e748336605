"""Who pays what part of each cost as the lines of a negotiating table, in per cent, and edited cells back as a draft.

A line stands for all cadres and phases that have the same parts. Shares are stored from 0 to 1, exactly as they were
where nobody edits them; parts that do not add up are stored as typed and told by ``share_problems``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name, payer_name
from toolkit.case.schema import ITEMS, PAYERS, Cadre, Case, Item, Payer
from toolkit.languages.speech import say
from toolkit.model.terms import ShareKey, items_of, reference_shares
from toolkit.report.draft_table import bare_draft, finite, phase_names
from toolkit.report.figures.words import capital
from toolkit.wording import join, per_cent

__all__ = [
    "ShareLine",
    "as_per_cent",
    "bounds_words",
    "from_per_cent",
    "payers_shown",
    "share_lines",
    "share_problems",
    "share_words",
    "shares_written",
]

_SUM = 1e-6
_DIGITS = 10
At = tuple[Cadre | None, int]


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One line: an item on a corridor for some cadres and phases, and the part of each payer, from 0 to 1.

    ``stated`` is false where the draft says nothing, so that equal parts within the allowed bounds hold.
    """

    corridor: str
    item: Item
    places: tuple[At, ...]
    label: str
    scope: str
    allowed: str
    shares: Mapping[Payer, float]
    stated: bool

    @property
    def total(self) -> float:
        """What the parts add up to; 1 where they are right."""
        return sum(self.shares.values())


def as_per_cent(share: float) -> float:
    """A share of 0 to 1 as per cent, without the last digits that binary numbers add."""
    return round(share * 100, _DIGITS)


def from_per_cent(value: float) -> float:
    """Per cent as a share of 0 to 1."""
    return value / 100


def _stated(case: Case, draft: Mapping[str, Any]) -> dict[ShareKey, float]:
    """Every share that a draft states, later entries over earlier ones; what cannot be read is passed over."""
    found: dict[ShareKey, float] = {}
    given = bare_draft(draft).get("payments")
    for entry in given if isinstance(given, list | tuple) else ():
        found |= dict.fromkeys(_keys(case, entry), _share(entry))
    return found


def _share(entry: Any) -> float:
    return finite(entry.get("share")) or 0.0 if isinstance(entry, Mapping) else 0.0


def _keys(case: Case, entry: Any) -> list[ShareKey]:
    """The corridors, cadres and phases that an entry is about; none where it cannot be read."""
    if not isinstance(entry, Mapping) or finite(entry.get("share")) is None:
        return []
    item, payer, corridor, cadre, phase = (entry.get(part) for part in ("item", "payer", "corridor", "cadre", "phase"))
    if item not in ITEMS or payer not in PAYERS:
        return []
    return [
        (name, at, item, payer, f)
        for name in case.corridors
        for at in _cadres(case, name, item)
        for f in range(len(case.phases))
        if corridor in (None, name) and cadre in (None, "", at) and phase in (None, f)
    ]


def _cadres(case: Case, corridor: str, item: Item) -> list[Cadre | None]:
    return [None] if item == "system_support" else list(case.corridors[corridor].cadres)


def share_lines(
    case: Case, draft: Mapping[str, Any], corridor: str, *, apart: bool = False, only_stated: bool = False
) -> tuple[ShareLine, ...]:
    """The lines of a corridor: one for each item, more where parts differ by cadre or phase, or where ``apart``.

    Items whose instrument the case switches off are left out unless the draft states their parts.
    """
    stated, lines = _stated(case, draft), []
    for item in ITEMS:
        parts: dict[At, tuple[bool, tuple[float, ...]]] = {}
        for cadre in _cadres(case, corridor, item):
            on = cadre is None or item in items_of(case.corridors[corridor].cadres[cadre])
            for phase in range(len(case.phases)):
                said = {payer: stated.get((corridor, cadre, item, payer, phase)) for payer in PAYERS}
                is_said = any(share is not None for share in said.values())
                if is_said or (on and not only_stated):
                    used: Mapping[str, float | None] = (
                        said if is_said else reference_shares(case, corridor, item, phase)
                    )
                    parts[cadre, phase] = (is_said, tuple(used.get(payer) or 0.0 for payer in PAYERS))
        for places in _groups(parts, apart):
            is_said, shares = parts[places[0]]
            label = capital(ITEM_NAMES[item])
            scope = _scope(case, list(parts), places)
            by_payer = dict(zip(PAYERS, shares, strict=True))
            lines.append(
                ShareLine(corridor, item, places, label, scope, _allowed(case, corridor, item), by_payer, is_said)
            )
    return tuple(lines)


def _groups(parts: Mapping[At, Any], apart: bool) -> list[tuple[At, ...]]:
    """Places with the same parts together: all, else by cadre, else one by one."""
    places = list(parts)
    if not places:
        return []
    if not apart and len(set(parts.values())) == 1:
        return [tuple(places)]
    groups: list[tuple[At, ...]] = []
    for cadre in dict.fromkeys(cadre for cadre, _ in places):
        here = tuple(place for place in places if place[0] == cadre)
        if not apart and len({parts[place] for place in here}) == 1:
            groups.append(here)
        else:
            groups += [(place,) for place in here]
    return groups


def _scope(case: Case, everything: list[At], places: tuple[At, ...]) -> str:
    """Which cadres and years a line is about, in words."""
    cadres = list(dict.fromkeys(cadre for cadre, _ in places))
    every_cadre = len(cadres) == len({cadre for cadre, _ in everything})
    phases = {phase for _, phase in places}
    who = "" if cadres == [None] or (every_cadre and len(cadres) == 1) else join(cadre_name(str(c)) for c in cadres)
    years = phase_names(case)
    when = say("all years") if len(phases) == len(case.phases) else join(years[phase] for phase in sorted(phases))
    return ", ".join(part for part in ("" if every_cadre else who, when) if part)


def _allowed(case: Case, corridor: str, item: Item) -> str:
    """What the case allows each payer to bear, in words."""
    words, barred_payers = [], []
    for payer in PAYERS:
        low, high = case.bounds(item, payer)
        name = payer_name(corridor, payer)
        if high <= 0:
            barred_payers.append(name)
        elif low > 0 and high < 1:
            words.append(say("{payer} {low} to {high}", payer=name, low=per_cent(low), high=per_cent(high)))
        elif low > 0:
            words.append(say("{payer} at least {share}", payer=name, share=per_cent(low)))
        elif high < 1:
            words.append(say("{payer} at most {share}", payer=name, share=per_cent(high)))
    if barred_payers:
        words.append(say("nothing by {payers}", payers=join(barred_payers, "or")))
    return ", ".join(words) or say("any parts")


def bounds_words(lines: Iterable[ShareLine]) -> str:
    """What the case allows, items with the same bounds together."""
    together: dict[str, list[str]] = {}
    for line in lines:
        names = together.setdefault(line.allowed, [])
        if ITEM_NAMES[line.item] not in names:
            names.append(ITEM_NAMES[line.item])
    listed = "; ".join(f"{join(names)}: {allowed}" for allowed, names in together.items())
    return say("What the case allows: {bounds}.", bounds=listed) if listed else ""


def payers_shown(case: Case, draft: Mapping[str, Any], corridor: str) -> tuple[Payer, ...]:
    """The payers that may bear a part of something on a corridor, or do so in the draft."""
    lines = share_lines(case, draft, corridor)
    items = {line.item for line in lines}
    return tuple(
        payer
        for payer in PAYERS
        if any(case.bounds(item, payer)[1] > 0 for item in items) or any(line.shares[payer] > 0 for line in lines)
    )


def shares_written(
    case: Case, draft: Mapping[str, Any], edits: Iterable[tuple[ShareLine, Mapping[Payer, float | None]]]
) -> dict[str, Any]:
    """The draft with other parts, given in per cent; all else as it was.

    An emptied cell is 0; a line that is emptied altogether is left out, so that equal parts hold again.
    """
    new = deepcopy(dict(draft))
    stated = _stated(case, draft)
    given = new.get("payments")
    unread = [entry for entry in given if not _keys(case, entry)] if isinstance(given, list | tuple) else []
    changed = False
    for line, cells in edits:
        changed = True
        emptied = all(cells.get(payer, share) in (None, 0.0) for payer, share in line.shares.items())
        unstated = emptied and any(value is None for value in cells.values())
        for cadre, phase in line.places:
            for payer in PAYERS:
                key = (line.corridor, cadre, line.item, payer, phase)
                value = cells.get(payer)
                share = line.shares[payer] if payer not in cells else from_per_cent(value) if value is not None else 0.0
                if unstated:
                    stated.pop(key, None)
                elif share > 0 or payer in cells or key in stated:
                    stated[key] = share
    if changed:
        new["payments"] = [*unread, *(_entry(key, share) for key, share in stated.items())]
    return new


def _entry(key: ShareKey, share: float) -> dict[str, Any]:
    corridor, cadre, item, payer, phase = key
    place = {"corridor": corridor, **({"cadre": cadre} if cadre else {})}
    return {**place, "item": item, "payer": payer, "phase": phase, "share": share}


def share_problems(case: Case, draft: Mapping[str, Any]) -> tuple[str, ...]:
    """The stated parts that do not add up to 100 per cent, in words."""
    several = len(case.corridors) > 1
    return tuple(
        say(
            "{item} ({scope}): the parts add up to {sum}; they must add up to 100 %.",
            item=line.label,
            scope=f"{line.scope}, {corridor_name(name)}" if several else line.scope,
            sum=_exactly(line.total),
        )
        for name in case.corridors
        for line in share_lines(case, draft, name, only_stated=True)
        if abs(line.total - 1) > _SUM
    )


def _exactly(share: float) -> str:
    decimals = next(
        digits for digits in (0, 1, 2, 4) if digits == 4 or abs(round(share * 100, digits) - share * 100) < 1e-6
    )
    return per_cent(share, decimals)


def share_words(line: ShareLine, cells: Mapping[Payer, float | None]) -> str:
    """An edited line for the history: ``recruitment, all years: United Kingdom 100 % → 80 %``."""
    moves = [
        f"{payer_name(line.corridor, payer)} {_exactly(line.shares[payer])} → {_exactly(from_per_cent(value or 0.0))}"
        for payer, value in cells.items()
    ]
    return say(
        "who pays for {item} ({scope}): {changes}",
        item=ITEM_NAMES[line.item],
        scope=line.scope,
        changes=join(moves),
    )
