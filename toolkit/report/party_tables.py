"""What a draft means to one party: what it gets and gives, its red lines, what limits and assumptions are worth to it.

Every function takes any country of the case, sending or receiving, and tells it the same things in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.case.names import ITEM_NAMES, cadre_name, in_unit, number_name
from toolkit.case.red_lines import KINDS
from toolkit.case.schema import ITEMS, Case, ends
from toolkit.countries import country_in_a_sentence, country_name
from toolkit.deal.prices import Price
from toolkit.languages.speech import say, to_say
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.report.figures.gain_parts import PARTS
from toolkit.report.options import ALIKE
from toolkit.report.provenance import written
from toolkit.report.red_line_table import RedLineRow, point_words, red_line_rows
from toolkit.report.robustness import Robustness
from toolkit.report.table import Table
from toolkit.validation import short_number
from toolkit.wording import money, number, people, years_of_phase

__all__ = ["gain_table", "gains_table", "gets_table", "gives_table", "held_table", "shaken_table", "worth_table"]

_AT_HOME = {
    "places": to_say("training places opened"),
    "posts": to_say("extra posts funded"),
    "retained": to_say("workers kept by retention"),
    "returned": to_say("returns with a package"),
    "remote_service": to_say("service from abroad, full-time equivalents"),
}
_GAINS = to_say("{country} gains")
_VISIBLE = 0.05


def _phases(case: Case) -> tuple[str, ...]:
    return tuple(years_of_phase(case.start_year, case.phases, phase) for phase in range(len(case.phases)))


def gain_table(outcome: Outcome, country: str) -> Table:
    """The parts of a country's gain against no agreement, in present value, and their sum."""
    case, parts = outcome.case, outcome.components[country]
    rows = [(say(words), money(parts[part], case.currency)) for part, words in PARTS.items()]
    rows.append((say("gain against no agreement"), money(outcome.gains[country], case.currency)))
    note = say(
        "Present value in {currency} at {year} prices over {horizon} years, at the country's own discount rate; what "
        "it pays counts with the cost of public money.",
        currency=case.currency,
        year=case.price_year,
        horizon=case.horizon,
    )
    columns = (say("part"), say("amount"))
    return Table(say("What the gain is made of"), columns, tuple(rows), note, columns[1:])


def gains_table(outcome: Outcome) -> Table:
    """The parts of every country's gain side by side, in present value."""
    case = outcome.case
    names = tuple(country_name(code) for code in case.countries)
    rows = [
        (say(words), *(money(outcome.components[code][part], case.currency) for code in case.countries))
        for part, words in PARTS.items()
    ]
    rows.append((say("gain"), *(money(outcome.gains[code], case.currency) for code in case.countries)))
    note = say("Present values, each at the country's own discount rate; payments count with the cost of public money.")
    return Table(say("What gains are made of"), (say("part"), *names), tuple(rows), note, names)


def gets_table(outcome: Outcome, country: str) -> Table:
    """What comes to a country in a year, by phase: people, places, posts, and money that others spend there."""
    case, phases = outcome.case, _phases(outcome.case)
    rows = [row for row in _coming(outcome, country) if row is not None]
    spent = indicators.by_phase(outcome)
    for name in case.corridors:
        sending, receiving = ends(name)
        if sending == country:
            amounts = [float(value) for value in spent.loc[spent["corridor"] == name, "contribution"]]
            if any(amounts):
                where = say("by {country} and the fund", country=country_in_a_sentence(receiving))
                rows.append((say("spent on health workers here"), where, *(money(x, case.currency) for x in amounts)))
    columns = (say("what"), say("where"), *phases)
    return Table(say("What comes in a year"), columns, tuple(rows), _nothing(rows), phases)


def _nothing(rows: Sequence[object]) -> str:
    return "" if rows else say("Nothing under this draft.")


def _with(country: str) -> str:
    return say("with {country}", country=country_in_a_sentence(country))


def _coming(outcome: Outcome, country: str) -> Iterator[tuple[str, ...] | None]:
    for name, corridor in outcome.terms.corridors.items():
        sending, receiving = ends(name)
        for cadre, terms in corridor.cadres.items():
            who = cadre_name(cadre)
            if receiving == country:
                where = say("from {country}", country=country_in_a_sentence(sending))
                yield _row(say("{cadre} who arrive", cadre=who), where, terms.recruits)
            if sending == country:
                for activity, words in _AT_HOME.items():
                    values = getattr(terms, activity)
                    flat = [sum(tiers) for tiers in values] if activity == "retained" else values
                    yield _row(f"{say(words)} ({who})", _with(receiving), flat)


def _row(what: str, where: str, values: Sequence[float]) -> tuple[str, ...] | None:
    """A row of people, ``None`` where there are none in any phase."""
    return (what, where, *map(people, values)) if any(value > _VISIBLE for value in values) else None


def gives_table(outcome: Outcome, country: str) -> Table:
    """What a country gives in a year, by phase: people who leave, and what it pays for each item."""
    case, phases = outcome.case, _phases(outcome.case)
    rows: list[tuple[str, ...]] = []
    for name, corridor in outcome.terms.corridors.items():
        sending, receiving = ends(name)
        for cadre, terms in corridor.cadres.items():
            who = cadre_name(cadre)
            found = None
            if sending == country:
                where = say("to {country}", country=country_in_a_sentence(receiving))
                found = _row(say("{cadre} who leave", cadre=who), where, terms.recruits)
            elif receiving == country:
                where = say("to {country}", country=country_in_a_sentence(sending))
                found = _row(say("{cadre} who go home supported", cadre=who), where, terms.returned)
            rows += [found] if found else []
    paid = indicators.payments(outcome)
    own = paid[paid["country"] == country]
    for item in ITEMS:
        for name in case.corridors:
            here = own[(own["item"] == item) & (own["corridor"] == name)]
            amounts = [float(here.loc[here["phase"] == phase, "amount"].sum()) for phase in range(len(phases))]
            if any(amounts):
                sending, receiving = ends(name)
                other = receiving if sending == country else sending
                what = say("pays for {item}", item=ITEM_NAMES[item])
                rows.append((what, _with(other), *(money(x, case.currency) for x in amounts)))
    totals = [float(own.loc[own["phase"] == phase, "amount"].sum()) for phase in range(len(phases))]
    if any(totals):
        rows.append((say("pays together"), "", *(money(x, case.currency) for x in totals)))
    columns = (say("what"), say("where"), *phases)
    return Table(say("What it gives in a year"), columns, tuple(rows), _nothing(rows), phases)


def held_table(outcome: Outcome, country: str) -> Table:
    """A country's own red lines, and whether the draft keeps them, comes up to them, or crosses them."""
    case = outcome.case
    shown = red_line_rows(case.model_dump(mode="json"), case)
    rows = tuple(
        (row.words, row.about, _value(line.kind, row, case.currency), _standing(outcome, index))
        for index, (line, row) in enumerate(zip(case.red_lines, shown, strict=True))
        if line.party == country
    )
    note = say("Up to it: the draft could go no further at some place or year.")
    columns = (say("red line"), say("about"), say("value"), say("the draft"))
    return Table(say("Its red lines under this draft"), columns, rows, note if rows else say("It holds no red line."))


def _value(kind: str, row: RedLineRow, currency: str) -> str:
    if row.value is None:
        return ""
    whole = row.value >= 100 or row.value == round(row.value)
    amount = number(row.value) if whole else short_number(row.value, 3)
    if KINDS[kind].unit.startswith("money"):
        return in_unit(say("{currency} {amount}", currency=currency, amount=amount), KINDS[kind].unit)
    return f"{amount} {row.unit}".strip()


def _standing(outcome: Outcome, line: int) -> str:
    keys = [key for key in outcome.margins if key[:2] == ("red_line", line)]
    if any(key in outcome.crossed for key in keys):
        return say("crosses it") if outcome.case.red_lines[line].hard else say("crosses it, at its price")
    size = max(abs(outcome.case.red_lines[line].threshold), 1.0)
    if any(outcome.margins[key] <= 1e-6 * size for key in keys):
        return say("goes up to it")
    return say("keeps it") if keys else say("does not touch it")


def worth_table(priced: Iterable[Price], case: Case, country: str | None = None, *, most: int = 5) -> Table:
    """The limits whose relaxing moves gains most, of one country or of any, and what each is then worth to everybody.

    The country's own gain stands first.
    """
    codes = sorted(case.countries, key=lambda code: code != country)
    ranked = [country] if country else codes

    def moved(price: Price) -> float:
        return max(abs(price.worth[code]) for code in ranked) * _unit(price, case)[0]

    found = sorted(priced, key=lambda price: -moved(price))
    rows = []
    for price in found[:most]:
        size, unit = _unit(price, case)
        cells = [money(price.worth[code] * size, case.currency) for code in codes]
        holder = country_name(price.binding.party) if price.binding.party else say("the case")
        rows.append((price.binding.limit, holder, unit, *cells))
    names = tuple(say(_GAINS, country=country_name(code)) for code in codes)
    note = say("No limit is worth anything to anybody.")
    if rows:
        note = say(
            "What each would gain in present value if the limit alone were relaxed by so much and the balance struck "
            "anew."
        )
    columns = (say("limit"), say("held by"), say("relaxed by"), *names)
    return Table(say("What limits are worth"), columns, tuple(rows), note, names)


def _unit(price: Price, case: Case) -> tuple[float, str]:
    """By how much a limit is relaxed, in words: 1 of its unit or the part of 1 that it can move; a percentage point."""
    unit, room = price.binding.unit, price.relaxed_by
    if unit.startswith("share"):
        return 0.01, f"1 {point_words(unit)}"
    step = 1.0
    while room is not None and 0 < room < step and step > 0.05:
        step /= 10
    if unit.startswith("money"):
        return step, in_unit(money(step, case.currency), unit)
    return step, f"{short_number(step)} ({say(unit)})"


def shaken_table(found: Robustness, country: str, *, most: int = 5) -> Table:
    """The assumed or sourced numbers whose range moves a country's gain from this draft most."""
    case, now = found.case, found.gains[country]
    by_path: dict[str, list[tuple[float, float]]] = {}
    for end in found.moves.get(country, ()):
        by_path.setdefault(end.path, []).append((end.value, end.gain))
    ranked = sorted(by_path.items(), key=lambda entry: (-max(abs(gain - now) for _, gain in entry[1]), entry[0]))
    size = max(abs(now), 1.0)
    rows = []
    for path, moved in ranked[:most]:
        if max(abs(gain - now) for _, gain in moved) <= ALIKE * size:
            continue
        parts = tuple(int(part) if part.isdigit() else part for part in path.split("."))
        standing = say("assumed") if case.provenance[path].assumed else say("from a source")
        (low, low_gain), (high, high_gain) = moved[0], moved[-1]
        gains = (money(low_gain, case.currency), money(high_gain, case.currency))
        ends_of = say("{low} to {high}", low=written(low), high=written(high))
        rows.append((number_name(case, parts), ends_of, *gains, standing))
    note = say("No number of this case has a range.")
    if found.ends:
        note = say(
            "The terms stay as they are and one number alone goes to the ends of its range; now the gain is {gain}. "
            "At {count} of {total} ends the country would lose by the draft.",
            gain=money(now, case.currency),
            count=number(found.losing[country]),
            total=number(found.ends),
        )
    columns = (say("number"), say("range"), say("gain at the low end"), say("gain at the high end"), say("standing"))
    return Table(say("Which numbers matter most to its gain"), columns, tuple(rows), note, columns[2:4])
