"""A country's position as tables: measures, vulnerability, corridors and agreements."""

from __future__ import annotations

from toolkit.atlas.vulnerability import WEIGHTS
from toolkit.countries import country_name
from toolkit.register.read import Register
from toolkit.report.corridor_tables import corridors_of_selection
from toolkit.report.country_position import CountryPosition, Value
from toolkit.report.evidence import Evidence, selection_in_words
from toolkit.report.figures.edges import counted
from toolkit.report.register import agreements_table, spaced
from toolkit.report.table import Table
from toolkit.wording import number, per_cent

__all__ = ["position_tables", "value_in_words"]

_PER_CENT = {"two_way", "pass_on", "dependence", "loss_rate"}
_MOST_KEYS = 8
_COMPONENTS = {
    "density": "doctors, nurses and midwives: how far below 49 per 10,000 people",
    "uhc": "index of essential services: how far below 55",
    "loss": "loss rate",
    "concentration": "concentration of destinations",
    "listed": "on the safeguards list",
}


def value_in_words(value: Value, unit: str) -> str:
    """A measure's value as it is read; ``not known`` where it is not."""
    if value.value is None:
        return "not known"
    bound = f"{value.measure.bound} " if value.measure.bound else ""
    if value.measure.name in _PER_CENT:
        return f"{bound}{per_cent(value.value, 1)}"
    if value.measure.unit.startswith("as selected"):
        return f"{bound}{counted(value.value) if value.value >= 0 else number(value.value)} {unit}"
    return f"{bound}{number(value.value, 3)}"


def _sources(found: Evidence) -> str:
    """Keys of sources; a measure of the whole network rests on all."""
    return (
        ", ".join(found.sources) if len(found.sources) <= _MOST_KEYS else f"all {len(found.sources)} of the selection"
    )


def position_tables(register: Register, position: CountryPosition, language: str = "en") -> list[Table]:
    """Every measure with formula, unit, source and coverage; vulnerability; corridors; agreements."""
    name = country_name(position.country, language)
    unit = spaced(position.selection.unit)
    rows = tuple(
        (
            value.measure.title,
            value_in_words(value, unit),
            f"{value.measure.formula}: {value.measure.symbols}",
            value.measure.source or "this toolkit",
            value.seen or value.measure.missing,
            value.evidence.span,
            _sources(value.evidence + value.workforce),
        )
        if value.value is not None
        else (
            value.measure.title,
            "not known",
            f"{value.measure.formula}: {value.measure.symbols}",
            value.measure.source or "this toolkit",
            value.measure.missing,
            "",
            "",
        )
        for value in position.values.values()
    )
    columns = ("measure", "value", "formula", "formula from", "what the data see", "years", "sources")
    note = f"{selection_in_words(position.selection).capitalize()}. Shares are shares of 1 where no % stands."
    tables = [Table(f"{name}: measures", columns, rows, note), _vulnerability(position, name)]
    for side, end in (("comes from", "destination"), ("goes to", "origin")):
        part = position.corridors[position.corridors[end] == position.country]
        title = f"Who {side}: {number(len(part))} corridors" if len(part) else f"Who {side}: not known"
        tables.append(corridors_of_selection(part, position.selection, language=language, title=title))
    keys = [key for found in position.agreements.values() for key in found]
    tables.append(agreements_table([register.agreements[key] for key in keys], register, language))
    return tables


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
    raw = {
        "density": ("health_workers_per_10000", 1, " per 10,000"),
        "uhc": ("uhc_index", 0, ""),
        "loss": ("loss_rate", 3, ""),
        "concentration": ("destination_concentration", 3, ""),
    }
    rows = []
    for component, words in _COMPONENTS.items():
        value = found[component]
        measured = ""
        if component in raw and found[raw[component][0]] is not None:
            column, decimals, unit = raw[component]
            measured = f"{number(found[column], decimals)}{unit}"
        elif component == "listed" and value is not None:
            measured = f"{'yes' if value else 'no'} (list of {version})"
        known = value is not None
        rows.append(
            (
                words,
                measured or "not known",
                number(value, 2) if known else "not known",
                number(WEIGHTS[component], 2),
                rests_on[component].span if known else "",
                ", ".join(rests_on[component].sources) if known else "",
            )
        )
    index = found["index"]
    rows.append(
        (
            "index: weighted mean of what is known",
            "",
            number(index, 2) if index is not None else "not known",
            number(found["known_weight"], 2),
            "",
            "",
        )
    )
    note = (
        "0 is not vulnerable, 1 most. The choice and weights are this toolkit's, not a published index: read the parts."
    )
    columns = ("component", "measured", "0 to 1", "weight", "years", "sources")
    return Table(f"{name}: vulnerability to losing health workers", columns, tuple(rows), note, ("0 to 1", "weight"))
