"""One cadre of one country with no agreement: people, posts, graduates, exits, emigration and what a post is worth."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.prefill.background import Background, density_of
from toolkit.prefill.figure import Figure, Range, estimated, found, rounded, written
from toolkit.prefill.lookups import Basis, counted_with, flows, parameters, spread_of, stocks
from toolkit.prefill.pay import service_value
from toolkit.register.countries import fact

__all__ = ["Count", "count_of", "emigration", "workforce_of"]

_COUNTED = ("physician", "dentist", "pharmacist")


@dataclass(frozen=True, slots=True)
class Count:
    """People of a cadre at home: how many, how far the count may be off, and what it rests on.

    ``source`` and ``year`` where the register has the very number; ``neighbours`` where it rests on a median.
    """

    range: Range
    words: str
    keys: tuple[str, ...]
    source: str | None = None
    year: int | None = None
    neighbours: bool = False


@dataclass(frozen=True, slots=True)
class Inflow:
    """People who join a year, the part of them who come from abroad, and the words for both."""

    size: Range
    balance: str
    foreign: Range
    foreign_words: str
    keys: tuple[str, ...]


def count_of(basis: Basis, at: Background, cadre: str) -> Count:
    """People of a cadre: the register's total, density x population, or a ratio to nurses."""
    stated = fact(basis.register, at.country, "workforce", cadre, "persons")
    if stated is not None and stated.year >= basis.oldest_year:
        around = basis.rules.range("range_of_a_count").scaled(stated.value)
        words = f"{written(stated.value)} people ({stated.source}, {stated.year})"
        return Count(around, words, (stated.source,), stated.source, stated.year)
    people = at.population
    head = f"population {written(people.value)} ({people.source}, {people.year})"
    if cadre in _COUNTED:
        density, share, word = density_of(basis, at, cadre), Range(1, 1, 1), "density"
    elif cadre in ("nurse", "midwife"):
        density, share = density_of(basis, at, "nurse_and_midwife"), _share_of_both(basis, at, cadre)
        word = f"{share.value:g} (rule nurse_share) x density of nurses and midwives"
    else:
        nurses, ratio = count_of(basis, at, "nurse"), basis.rules.range("ratio_to_nurses", at.group, cadre)
        words = f"{ratio.value:g} (rule ratio_to_nurses) x {nurses.words}"
        return Count(nurses.range.times(ratio), words, nurses.keys, neighbours=nurses.neighbours)
    around = density.range.times(share).scaled(people.value / 10_000)
    words = f"{word} {density.words} x {head}"
    return Count(around, words, (*density.keys, str(people.source)), year=density.year, neighbours=density.neighbours)


def _share_of_both(basis: Basis, at: Background, cadre: str) -> Range:
    nurses = basis.rules.range("nurse_share", at.group)
    return nurses if cadre == "nurse" else Range(*(round(1 - x, 6) for x in (nurses.value, nurses.high, nurses.low)))


def emigration(basis: Basis, at: Background, cadre: str, people: float) -> Figure:
    """The rule ``emigration_rate``, or what recorded movements add up to where that is more."""
    usual = basis.rules.range("emigration_rate", at.group, cadre)
    years = basis.rules.range("years_abroad").value
    recorded = [(flow.people / people, flow.words, flow.sources) for flow in flows(basis, at.country, cadre)]
    for base, rows in stocks(basis, at.country, cadre):
        total, sources = sum(float(row["value"]) for row in rows), tuple(dict.fromkeys(str(r["source"]) for r in rows))
        words = f"{written(total)} people abroad ({base.replace('_', ' ')}; {', '.join(sources)}) over {years:g} years"
        recorded.append((total / years / people, words, sources))
    most = max(recorded, default=None, key=lambda entry: entry[0])
    if most is None or most[0] <= usual.value:
        return estimated(usual, "emigration_rate", f"usual for {at.group_name} countries; no more is recorded.")
    limit = basis.rules.range("emigration_at_most").value
    rate = min(most[0], limit)
    around = Range(rate, max(usual.low, 0.6 * rate), max(usual.high, 1.5 * rate)).within(0, limit)
    held = f", held at {limit:g} (rule emigration_at_most)" if most[0] > limit else ""
    note = (
        f"{most[1]} per {written(rounded(people))} at home{held}; that is more than the {usual.value:g} usual for "
        f"{at.group_name} countries."
    )
    return estimated(around, "emigration_rate", note, keys=most[2])


def _inflow(basis: Basis, at: Background, cadre: str, people: float, exits: Figure, leaving: Figure) -> Inflow:
    """What replaces exits and emigration and lets the workforce grow, and the part of it that comes from abroad."""
    growth = basis.rules.range("growth_of_people", at.group, cadre)
    lost = exits.value + leaving.value
    size = Range(*(max(0.0, lost + more) * people for more in (growth.value, growth.low, growth.high)))
    rates = f"exits {exits.value:g} + emigration {leaving.value:g} + growth {growth.value:g}"
    balance = f"{rates} a year of {written(people)} people"
    rows = parameters(basis, "foreign_trained_share", at.country, counted_with(cadre))
    if rows:
        stated, key = spread_of(rows[0], Range(1, 0.6, 1.4)).within(0, 0.8), str(rows[0]["source"])
        words = f"{rounded(stated.value):g} ({key}, {int(rows[0]['year'])})"
        return Inflow(size, balance, stated, words, (key,))
    usual = basis.rules.range("foreign_share_of_inflow", at.group, cadre)
    return Inflow(size, balance, usual, f"{usual.value:g}, the usual share in {at.group_name} countries", ())


def workforce_of(basis: Basis, at: Background, cadre: str) -> dict[str, Figure]:
    """Every field of a country's cadre, the same whether the country sends or receives."""
    group = at.group
    count = count_of(basis, at, cadre)
    people = rounded(count.range.value) if count.source is None else count.range.value
    leaving, exits = emigration(basis, at, cadre, people), basis.usual("exit_rate", group, cadre)
    inflow = _inflow(basis, at, cadre, people, exits, leaving)
    fields = {
        "workforce": _workforce(basis, at, count),
        "funded_posts": _posts(basis, at, cadre, people),
        "funded_posts_growth": basis.usual("growth_of_posts", group, cadre),
        "graduates": _graduates(basis, at, cadre, inflow),
        "graduates_growth": basis.usual("growth_of_people", group, cadre),
        "other_inflow": estimated(
            inflow.foreign.scaled(inflow.size.value),
            "foreign_share_of_inflow",
            f"{inflow.foreign_words}, of the yearly inflow: {inflow.balance}.",
            keys=inflow.keys,
        ),
        "exit_rate": exits,
        "emigration_rate": leaving,
    }
    kept = {rule: basis.usual(rule, group, cadre) for rule in ("max_retained_share", "max_kept_share")}
    return {**fields, **kept, "service_value": service_value(basis, at, cadre)}


def _workforce(basis: Basis, at: Background, count: Count) -> Figure:
    """The count, in the range in which it may be off while posts stand; how far it may be off as a whole is told."""
    around, rule = basis.rules.range("people_at_given_posts", at.group), "people_at_given_posts"
    low, high = written(rounded(count.range.low)), written(rounded(count.range.high))
    spread = (
        f"The count itself may lie between {low} and {high}; "
        f"posts and graduates are reckoned from it and would move with it, so the range is that of rule {rule}."
    )
    if count.source is not None and count.year is not None:
        return found(count.range.value, around.scaled(count.range.value), count.source, count.year, spread)
    return estimated(around.scaled(count.range.value), "workforce", f"{count.words}. {spread}", keys=count.keys)


def _posts(basis: Basis, at: Background, cadre: str, people: float) -> Figure:
    per_worker = basis.rules.range("posts_per_worker", at.group, cadre)
    note = f"{per_worker.value:g} posts per worker, usual for {at.group_name} countries, x {written(people)} people."
    return estimated(per_worker.scaled(people), "posts_per_worker", note)


def _graduates(basis: Basis, at: Background, cadre: str, inflow: Inflow) -> Figure:
    """Graduates per 100 000 people where the register has them, otherwise what keeps the workforce growing."""
    rows = parameters(basis, "graduates_per_100k_population", at.country, counted_with(cadre))
    if rows:
        per_head = spread_of(rows[0], basis.rules.range("range_of_a_count")).scaled(at.population.value / 100_000)
        key = str(rows[0]["source"])
        note = (
            f"{written(float(rows[0]['value']))} per 100 000 people ({key}, {int(rows[0]['year'])}) x population "
            f"{written(at.population.value)} ({at.population.source}, {at.population.year})."
        )
        return estimated(per_head, "graduates", note, keys=(key, str(at.population.source)))
    abroad = f"the yearly inflow less people from abroad ({inflow.foreign_words})"
    note = f"{abroad}: {inflow.balance}. Range from that of growth."
    return estimated(inflow.size.scaled(1 - inflow.foreign.value), "graduates", note, keys=inflow.keys)
