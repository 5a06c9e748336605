"""What a draft means to one party: what it gets and gives, its red lines, what limits and assumptions are worth to it.

Every function takes any country of the case, sending or receiving, and tells it the same things in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolkit.case.names import ITEM_NAMES, cadre_name, number_name
from toolkit.case.schema import ITEMS, Case, ends
from toolkit.countries import country_in_a_sentence, country_name
from toolkit.deal.prices import Price
from toolkit.model import indicators
from toolkit.model.evaluate import Outcome
from toolkit.report.figures.gain_parts import PARTS
from toolkit.report.options import ALIKE
from toolkit.report.provenance import written
from toolkit.report.red_line_table import RedLineRow, red_line_rows
from toolkit.report.robustness import Robustness
from toolkit.report.table import Table
from toolkit.wording import money, number, people, years_of_phase

__all__ = ["gain_table", "gains_table", "gets_table", "gives_table", "held_table", "shaken_table", "worth_table"]

_AT_HOME = {
    "places": "training places opened",
    "posts": "extra posts funded",
    "retained": "workers kept by retention",
    "returned": "returns with a package",
    "remote_service": "service from abroad, full-time equivalents",
}
_VISIBLE = 0.05


def _phases(case: Case) -> tuple[str, ...]:
    return tuple(years_of_phase(case.start_year, case.phases, phase) for phase in range(len(case.phases)))


def gain_table(outcome: Outcome, country: str) -> Table:
    """The parts of a country's gain against no agreement, in present value, and their sum."""
    case, parts = outcome.case, outcome.components[country]
    rows = [(words, money(parts[part], case.currency)) for part, words in PARTS.items()]
    rows.append(("gain against no agreement", money(outcome.gains[country], case.currency)))
    note = (
        f"Present value in {case.currency} at {case.price_year} prices over {case.horizon} years, at the country's own "
        "discount rate; what it pays counts with the cost of public money."
    )
    return Table("What the gain is made of", ("part", "amount"), tuple(rows), note, ("amount",))


def gains_table(outcome: Outcome) -> Table:
    """The parts of every country's gain side by side, in present value."""
    case = outcome.case
    names = tuple(country_name(code) for code in case.countries)
    rows = [
        (words, *(money(outcome.components[code][part], case.currency) for code in case.countries))
        for part, words in PARTS.items()
    ]
    rows.append(("gain", *(money(outcome.gains[code], case.currency) for code in case.countries)))
    note = "Present values, each at the country's own discount rate; payments count with the cost of public money."
    return Table("What gains are made of", ("part", *names), tuple(rows), note, names)


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
                where = f"by {country_in_a_sentence(receiving)} and the fund"
                rows.append(("spent on health workers here", where, *(money(x, case.currency) for x in amounts)))
    return Table("What comes in a year", ("what", "where", *phases), tuple(rows), _nothing(rows), phases)


def _nothing(rows: Sequence[object]) -> str:
    return "" if rows else "Nothing under this draft."


def _coming(outcome: Outcome, country: str) -> Iterator[tuple[str, ...] | None]:
    for name, corridor in outcome.terms.corridors.items():
        sending, receiving = ends(name)
        for cadre, terms in corridor.cadres.items():
            who = cadre_name(cadre)
            if receiving == country:
                yield _row(f"{who} who arrive", f"from {country_in_a_sentence(sending)}", terms.recruits)
            if sending == country:
                where = f"with {country_in_a_sentence(receiving)}"
                for activity, words in _AT_HOME.items():
                    values = getattr(terms, activity)
                    flat = [sum(tiers) for tiers in values] if activity == "retained" else values
                    yield _row(f"{words} ({who})", where, flat)


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
                found = _row(f"{who} who leave", f"to {country_in_a_sentence(receiving)}", terms.recruits)
            elif receiving == country:
                found = _row(f"{who} who go home supported", f"to {country_in_a_sentence(sending)}", terms.returned)
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
                where = f"with {country_in_a_sentence(other)}"
                rows.append((f"pays for {ITEM_NAMES[item]}", where, *(money(x, case.currency) for x in amounts)))
    totals = [float(own.loc[own["phase"] == phase, "amount"].sum()) for phase in range(len(phases))]
    if any(totals):
        rows.append(("pays together", "", *(money(x, case.currency) for x in totals)))
    return Table("What it gives in a year", ("what", "where", *phases), tuple(rows), _nothing(rows), phases)


def held_table(outcome: Outcome, country: str) -> Table:
    """A country's own red lines, and whether the draft keeps them, comes up to them, or crosses them."""
    case = outcome.case
    shown = red_line_rows(case.model_dump(mode="json"), case)
    rows = tuple(
        (row.words, row.about, _value(row, case.currency), _standing(outcome, index))
        for index, (line, row) in enumerate(zip(case.red_lines, shown, strict=True))
        if line.party == country
    )
    note = "Up to it: the draft could go no further at some place or year." if rows else "It holds no red line."
    return Table("Its red lines under this draft", ("red line", "about", "value", "the draft"), rows, note)


def _value(row: RedLineRow, currency: str) -> str:
    if row.value is None:
        return ""
    amount = number(row.value) if row.value >= 100 or row.value == round(row.value) else f"{row.value:.3g}"
    if row.unit.startswith(currency):
        return f"{currency} {amount}{row.unit.removeprefix(currency)}"
    return f"{amount} {row.unit}".strip()


def _standing(outcome: Outcome, line: int) -> str:
    keys = [key for key in outcome.margins if key[:2] == ("red_line", line)]
    if any(key in outcome.crossed for key in keys):
        return "crosses it" if outcome.case.red_lines[line].hard else "crosses it, at its price"
    size = max(abs(outcome.case.red_lines[line].threshold), 1.0)
    if any(outcome.margins[key] <= 1e-6 * size for key in keys):
        return "goes up to it"
    return "keeps it" if keys else "does not touch it"


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
        holder = country_name(price.binding.party) if price.binding.party else "the case"
        rows.append((price.binding.limit, holder, unit, *cells))
    names = tuple(f"{country_name(code)} gains" for code in codes)
    note = (
        "What each would gain in present value if the limit alone were relaxed by so much and the balance struck anew."
        if rows
        else "No limit is worth anything to anybody."
    )
    return Table("What limits are worth", ("limit", "held by", "relaxed by", *names), tuple(rows), note, names)


def _unit(price: Price, case: Case) -> tuple[float, str]:
    """By how much a limit is relaxed, in words: 1 of its unit or the part of 1 that it can move; a percentage point."""
    unit, room = price.binding.unit, price.relaxed_by
    if unit.startswith("share"):
        return 0.01, f"1 percentage point{unit.removeprefix('share')}"
    step = 1.0
    while room is not None and 0 < room < step and step > 0.05:
        step /= 10
    if unit.startswith("money"):
        return step, f"{money(step, case.currency)}{unit.removeprefix('money')}"
    return step, f"{step:g} ({unit})"


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
        standing = "assumed" if case.provenance[path].assumed else "from a source"
        (low, low_gain), (high, high_gain) = moved[0], moved[-1]
        gains = (money(low_gain, case.currency), money(high_gain, case.currency))
        rows.append((number_name(case, parts), f"{written(low)} to {written(high)}", *gains, standing))
    note = (
        f"The terms stay as they are and one number alone goes to the ends of its range; now the gain is "
        f"{money(now, case.currency)}. At {number(found.losing[country])} of {number(found.ends)} ends the country "
        "would lose by the draft."
        if found.ends
        else "No number of this case has a range."
    )
    columns = ("number", "range", "gain at the low end", "gain at the high end", "standing")
    return Table("Which numbers matter most to its gain", columns, tuple(rows), note, columns[2:4])
