"""Options side by side: the terms in which they differ, the terms that they share, and who pays what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from toolkit.case.names import ITEM_NAMES, cadre_name, corridor_name, payer_name, tier_name
from toolkit.case.schema import ITEMS, PAYERS, Case
from toolkit.deal.changes import ACTIVITY_NAMES
from toolkit.deal.sizes import cost_at_most, most_of
from toolkit.languages.speech import say
from toolkit.model import indicators
from toolkit.model.terms import ACTIVITIES, items_of
from toolkit.report.amounts import Scale, scale_of
from toolkit.report.options import Compared, distinct
from toolkit.report.table import Table
from toolkit.wording import join, number, people, per_cent, years_of_phase

__all__ = ["payment_tables", "term_tables"]

_VISIBLE = 1e-5

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class _Line:
    """One term under every option: its words, its cells, and by how much the options differ in it (0 to 1)."""

    corridor: str
    cadre: str
    what: str
    cells: tuple[str, ...]
    spread: float
    used: bool


def term_tables(options: Sequence[Compared]) -> list[Table]:
    """The terms in which the options differ, the largest difference first, and those that are the same in all."""
    case = options[0].outcome.case
    lines = [*_activities(options), *_support(options), *_shares(options)]
    differing = sorted((line for line in lines if line.spread > _VISIBLE), key=lambda line: -line.spread)
    same = [line for line in lines if line.spread <= _VISIBLE and line.used]
    unused = [f"{line.what} ({line.cadre})" for line in lines if line.spread <= _VISIBLE and not line.used]
    one = len(case.corridors) == 1
    places = (say("cadre"),) if one else (say("corridor"), say("cadre"))
    columns = (*places, say("what"))
    names = distinct([option.name for option in options], columns)
    phases = " / ".join(years_of_phase(case.start_year, case.phases, phase) for phase in range(len(case.phases)))
    note = say("A year.")
    if len(case.phases) > 1:
        note = say("A year, in {years}; one figure where it is the same throughout.", years=phases)

    def table(title: str, found: Sequence[_Line], remark: str) -> Table:
        rows = tuple(
            ((line.cadre,) if one else (line.corridor, line.cadre)) + (line.what, *line.cells) for line in found
        )
        return Table(title, (*columns, *names), rows, remark, tuple(names))

    different = note if differing else say("The options differ in nothing.")
    alike = f"{note} {say('Not used in any option: {terms}.', terms=join(unused))}" if unused else note
    return [
        table(say("Terms that differ, the largest difference first"), differing, different),
        table(say("Terms that are the same in all options"), same, alike),
    ]


def _told(
    values: Sequence[Sequence[_Value]], text: Callable[[_Value], str], finer: Callable[[_Value], str], spread: float
) -> tuple[str, ...]:
    """One cell for each option, with more digits where the usual ones would hide that the options differ."""
    cells = tuple(_cell(phases, text) for phases in values)
    if spread > _VISIBLE and len(set(cells)) == 1:
        return tuple(_cell(phases, finer) for phases in values)
    return cells


def _finely(value: float, scale: Scale | None = None) -> str:
    return number(value, 3) if scale is None else number(scale.of(value), 6)


def _cell(values: Sequence[_Value], text: Callable[[_Value], str]) -> str:
    return _by_phase([text(value) for value in values])


def _by_phase(texts: Sequence[str]) -> str:
    return texts[0] if len(set(texts)) == 1 else " / ".join(texts)


def _spread(values: Sequence[Sequence[float]], most: float) -> float:
    """The largest difference between options in any phase, as a part of the most that the term can be."""
    largest = max((max(phase) - min(phase) for phase in zip(*values, strict=True)), default=0.0)
    return largest / most if most > 0 else largest


def _activities(options: Sequence[Compared]) -> Iterator[_Line]:
    case = options[0].outcome.case
    for name, cadre, record in case.corridor_cadres():
        found = [option.outcome.terms.corridors[name].cadres[cadre] for option in options]
        most = most_of(record, case.years)
        lines = [
            (ACTIVITY_NAMES[activity], [getattr(terms, activity) for terms in found], most[activity])
            for activity in ACTIVITIES
            if activity != "retained"
        ]
        for place, tier in enumerate(record.retention):
            kept = [tuple(phase[place] for phase in terms.retained) for terms in found]
            words = say("workers kept a year by {tier}", tier=tier.name or tier_name(place))
            lines.append((words, kept, tier.workers))
        for words, values, size in lines:
            spread = _spread(values, size)
            cells = _told(values, people, _finely, spread)
            used = any(value > 0 for phases in values for value in phases)
            yield _Line(corridor_name(name), cadre_name(cadre), words, cells, spread, used)


def _support(options: Sequence[Compared]) -> Iterator[_Line]:
    case = options[0].outcome.case
    for name, corridor in case.corridors.items():
        values = [option.outcome.terms.corridors[name].system_support for option in options]
        most = sum(
            cost_at_most(record, case.years, item) for record in corridor.cadres.values() for item in items_of(record)
        )
        scale, spread = scale_of((value for phases in values for value in phases), case.currency), _spread(values, most)
        cells = _told(values, scale.text, partial(_finely, scale=scale), spread)
        words = f"{ACTIVITY_NAMES['system_support']} ({scale.unit})"
        used = any(value > 0 for phases in values for value in phases)
        yield _Line(corridor_name(name), say("all"), words, cells, spread, used)


def _shares(options: Sequence[Compared]) -> Iterator[_Line]:
    """Who bears which part of each item, where it costs anything."""
    case = options[0].outcome.case
    tables = [_shares_by_place(option) for option in options]
    for name, corridor in case.corridors.items():
        for item in ITEMS:
            for cadre in [""] if item == "system_support" else list(corridor.cadres):
                places = [(name, cadre, item, phase) for phase in range(len(case.phases))]
                found = [[table.get(place, {}) for place in places] for table in tables]
                spread = max(_share_spread(at_once) for at_once in zip(*found, strict=True))
                cells = tuple(_shared_by_phase(case, name, phases, 0) for phases in found)
                if spread > _VISIBLE and len(set(cells)) == 1:
                    cells = tuple(_shared_by_phase(case, name, phases, 3) for phases in found)
                words = say("who pays for {item}", item=ITEM_NAMES[item])
                used = any(shares for phases in found for shares in phases)
                who = cadre_name(cadre) if cadre else say("all")
                yield _Line(corridor_name(name), who, words, cells, spread, used)


def _shares_by_place(option: Compared) -> dict[tuple[str, str, str, int], dict[str, float]]:
    found: dict[tuple[str, str, str, int], dict[str, float]] = {}
    for row in indicators.payments(option.outcome).to_dict("records"):
        place = (str(row["corridor"]), str(row["cadre"]), str(row["item"]), int(row["phase"]))
        found.setdefault(place, {})[str(row["payer"])] = float(row["share"])
    return found


def _shared_by_phase(case: Case, corridor: str, phases: Sequence[dict[str, float]], decimals: int) -> str:
    """Shares with the years in which they hold, unless they hold throughout."""
    runs: list[tuple[str, int, int]] = []
    for phase, shares in enumerate(phases):
        text = _shared(corridor, shares, decimals)
        if runs and runs[-1][0] == text:
            runs[-1] = (text, runs[-1][1], runs[-1][2] + case.phases[phase])
        else:
            runs.append((text, case.start_year + sum(case.phases[:phase]), case.phases[phase]))
    if len(runs) == 1:
        return runs[0][0]
    return "; ".join(f"{years_of_phase(first, [length], 0)}: {text}" for text, first, length in runs)


def _shared(corridor: str, shares: dict[str, float], decimals: int) -> str:
    told = [f"{payer_name(corridor, payer)} {_part(shares[payer], decimals)}" for payer in PAYERS if shares.get(payer)]
    return join(told) if told else say("no cost")


def _part(share: float, decimals: int) -> str:
    return say("under 1 %") if not decimals and share < 0.005 else per_cent(share, decimals)


def _share_spread(shares: Sequence[dict[str, float]]) -> float:
    """How far the shares of one phase lie apart, among the options under which the item costs anything."""
    arising = [found for found in shares if found]
    return max(
        (
            sum(abs(one.get(payer, 0.0) - other.get(payer, 0.0)) for payer in PAYERS) / 2
            for place, one in enumerate(arising)
            for other in arising[place + 1 :]
        ),
        default=0.0,
    )


def payment_tables(options: Sequence[Compared]) -> list[Table]:
    """Who pays how much for each item under each option: a year, and as present value; cadres together."""
    case = options[0].outcome.case
    paid = [indicators.payments(option.outcome) for option in options]
    by_year = [_sums(table, "amount", len(case.phases)) for table in paid]
    in_all = [_sums(table, "present_value", len(case.phases)) for table in paid]
    years = scale_of((value for found in by_year for values in found.values() for value in values), case.currency)
    whole = scale_of((sum(values) for found in in_all for values in found.values()), case.currency)
    phases = " / ".join(years_of_phase(case.start_year, case.phases, phase) for phase in range(len(case.phases)))
    places = () if len(case.corridors) == 1 else (say("corridor"),)
    columns = (*places, say("item"), say("payer"))
    names = distinct([option.name for option in options], columns)
    nothing = (0.0,) * len(case.phases)
    keys = _payment_keys(case, by_year)
    a_year = tuple(
        (*_payment_words(case, key), *(_cell(found.get(key, nothing), years.text) for found in by_year)) for key in keys
    )
    present = tuple(
        (*_payment_words(case, key), *(_sum_text(found.get(key, nothing), whole) for found in in_all)) for key in keys
    )
    note_of_years = ""
    if len(case.phases) > 1:
        note_of_years = say("In {years}; one figure where it is the same throughout.", years=phases)
    note_of_value = say(
        "Over the agreement at {year} prices, at each payer's own discount rate; workers and the fund at the sending "
        "country's.",
        year=case.price_year,
    )
    titles = (
        say("Who pays, {unit} a year", unit=years.unit),
        say("Who pays, present value in {unit}", unit=whole.unit),
    )
    return [
        Table(titles[0], (*columns, *names), a_year, note_of_years, tuple(names)),
        Table(titles[1], (*columns, *names), present, note_of_value, tuple(names)),
    ]


def _sum_text(values: Sequence[float], scale: Scale) -> str:
    return scale.text(sum(values))


_Key = tuple[str, str, str]


def _sums(table: Any, column: str, phases: int) -> dict[_Key, tuple[float, ...]]:
    """Money by corridor, item and payer, and by payer over all items (item empty), for each phase."""
    found: dict[_Key, list[float]] = {}
    for row in table.to_dict("records"):
        for item in (str(row["item"]), ""):
            key = (str(row["corridor"]), item, str(row["payer"]))
            found.setdefault(key, [0.0] * phases)[int(row["phase"])] += float(row[column])
    return {key: tuple(values) for key, values in found.items()}


def _payment_keys(case: Case, found: Sequence[dict[_Key, tuple[float, ...]]]) -> list[_Key]:
    return [
        (name, item, payer)
        for name in case.corridors
        for item in (*ITEMS, "")
        for payer in PAYERS
        if any((name, item, payer) in table for table in found)
    ]


def _payment_words(case: Case, key: _Key) -> tuple[str, ...]:
    name, item, payer = key
    words = (ITEM_NAMES[item] if item else say("all items"), payer_name(name, payer))
    return words if len(case.corridors) == 1 else (corridor_name(name), *words)
