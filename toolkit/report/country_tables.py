"""A country's position as tables: measures, vulnerability, corridors and agreements."""

from __future__ import annotations

from toolkit.atlas.vulnerability import WEIGHTS
from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.read import Register
from toolkit.report.corridor_tables import corridors_of_selection
from toolkit.report.country_position import CountryPosition, Value
from toolkit.report.evidence import Evidence, bounded, selection_in_words
from toolkit.report.figures.edges import counted
from toolkit.report.figures.words import capital
from toolkit.report.register import agreements_table, spaced
from toolkit.report.table import Table
from toolkit.wording import number, per_cent

__all__ = ["position_tables", "value_in_words"]

_PER_CENT = {"two_way", "pass_on", "dependence", "loss_rate"}
_MEASURED = {
    "density": ("health_workers_per_10000", 1),
    "uhc": ("uhc_index", 0),
    "loss": ("loss_rate", 3),
    "concentration": ("destination_concentration", 3),
}
_MOST_KEYS = 8
_COMPONENTS = {
    "density": to_say("doctors, nurses and midwives: how far below 49 per 10,000 people"),
    "uhc": to_say("index of essential services: how far below 55"),
    "loss": to_say("loss rate"),
    "concentration": to_say("concentration of destinations"),
    "listed": to_say("on the safeguards list"),
}


def value_in_words(value: Value, unit: str) -> str:
    """A measure's value as it is read; ``not known`` where it is not."""
    if value.value is None:
        return say("not known")
    return bounded(value.measure.bound, _amount(value, value.value, unit))


def _amount(value: Value, amount: float, unit: str) -> str:
    if value.measure.name in _PER_CENT:
        return per_cent(amount, 1)
    if value.measure.unit.startswith("as selected"):
        return f"{counted(amount) if amount >= 0 else number(amount)} {unit}"
    return number(amount, 3)


def _sources(found: Evidence) -> str:
    """Keys of sources; a measure of the whole network rests on all."""
    if len(found.sources) <= _MOST_KEYS:
        return ", ".join(found.sources)
    return say_count(
        "all {count} of the selection",
        "all {count} of the selection",
        len(found.sources),
        count=number(len(found.sources)),
    )


def position_tables(register: Register, position: CountryPosition, language: str = "") -> list[Table]:
    """Every measure with formula, unit, source and coverage; vulnerability; corridors; agreements.

    ``language`` is that of the countries' names, by default the one that is spoken.
    """
    name = country_name(position.country, language)
    unit = spaced(position.selection.unit)
    rows = tuple(_row(value, unit) for value in position.values.values())
    columns = (
        say("measure"),
        say("value"),
        say("formula"),
        say("formula from"),
        say("what the data see"),
        say("years"),
        say("sources"),
    )
    note = say("{selection}. Shares are shares of 1 where no % stands.", selection=_selected(position))
    title = say("{country}: measures", country=name)
    tables = [Table(title, columns, rows, note), _vulnerability(position, name)]
    for end in ("destination", "origin"):
        part = position.corridors[position.corridors[end] == position.country]
        title = _who(end, len(part))
        tables.append(corridors_of_selection(part, position.selection, language=language, title=title))
    keys = [key for found in position.agreements.values() for key in found]
    tables.append(agreements_table([register.agreements[key] for key in keys], register, language))
    return tables


def _selected(position: CountryPosition) -> str:
    return capital(selection_in_words(position.selection))


def _row(value: Value, unit: str) -> tuple[str, ...]:
    measure, known = value.measure, value.value is not None
    missing = say(measure.missing)
    return (
        say(measure.title),
        value_in_words(value, unit),
        f"{say(measure.formula)}: {say(measure.symbols)}",
        measure.source or say("this toolkit"),
        value.seen or missing if known else missing,
        value.evidence.span if known else "",
        _sources(value.evidence + value.workforce) if known else "",
    )


def _who(end: str, corridors: int) -> str:
    """The title of the corridors that have the country at an end."""
    count = number(corridors)
    if end == "destination":
        return say("Who comes from: {count} corridors", count=count) if corridors else say("Who comes from: not known")
    return say("Who goes to: {count} corridors", count=count) if corridors else say("Who goes to: not known")


def _measured(position: CountryPosition, component: str, version: int | None) -> str:
    """What a component is reckoned from, in words; empty where it is not known."""
    found = position.vulnerability
    if component == "listed":
        if found[component] is None:
            return ""
        on = found[component]
        return say("yes (list of {version})", version=version) if on else say("no (list of {version})", version=version)
    column, decimals = _MEASURED[component]
    if found[column] is None:
        return ""
    amount = number(found[column], decimals)
    return say("{count} per 10,000", count=amount) if component == "density" else amount


def _vulnerability(position: CountryPosition, name: str) -> Table:
    found = position.vulnerability
    version = max((v for v, on in position.safeguards.items() if on is not None), default=None)
    rests_on = {
        "density": position.facts["density"],
        "uhc": position.facts["uhc"],
        "loss": position.values["loss_rate"].evidence + position.values["loss_rate"].workforce,
        "concentration": position.values["destination_concentration"].evidence,
        "listed": position.safeguards_sources.get(version, Evidence()) if version is not None else Evidence(),
    }
    rows = []
    for component, words in _COMPONENTS.items():
        value = found[component]
        known = value is not None
        rows.append(
            (
                say(words),
                _measured(position, component, version) or say("not known"),
                number(value, 2) if known else say("not known"),
                number(WEIGHTS[component], 2),
                rests_on[component].span if known else "",
                ", ".join(rests_on[component].sources) if known else "",
            )
        )
    index = found["index"]
    rows.append(
        (
            say("index: weighted mean of what is known"),
            "",
            number(index, 2) if index is not None else say("not known"),
            number(found["known_weight"], 2),
            "",
            "",
        )
    )
    note = say(
        "0 is not vulnerable, 1 most. The choice and weights are this toolkit's, not a published index: read the parts."
    )
    columns = (say("component"), say("measured"), say("0 to 1"), say("weight"), say("years"), say("sources"))
    title = say("{country}: vulnerability to losing health workers", country=name)
    return Table(title, columns, tuple(rows), note, columns[2:4])
