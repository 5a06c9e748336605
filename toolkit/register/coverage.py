"""How much the register holds: agreements, clauses, corridors and numbers, by confidence and by age of evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.languages.speech import to_say
from toolkit.register.read import SHIPPED, Register

__all__ = ["AGES", "Coverage", "coverage"]

AGES: tuple[tuple[int, str], ...] = (
    (2, to_say("up to 2 years")),
    (5, to_say("3 to 5 years")),
    (10, to_say("6 to 10 years")),
    (10_000, to_say("over 10 years")),
)
"""Ages of evidence in years up to which each group reaches, and the name of the group."""

AGREEMENTS, FIGURES = to_say("agreements"), to_say("corridor figures")
COUNTRY_FIGURES, PARAMETERS = to_say("country figures"), to_say("parameters")
"""The kinds of facts by name in English, as they are said where they are shown."""

UNDATED = to_say("not dated")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of what the register holds in a year.

    ``agreements`` by status; announced ones are counted apart and never among those that exist. ``clauses`` tells for
    each clause of the codebook how many agreements name it and how many may under a broad term. ``confidence`` and
    ``ages`` tell, for each kind of fact, how many are known how well and how old their evidence is.
    """

    year: int
    agreements: Mapping[str, int]
    existing: int
    announced: int
    countries: int
    corridors: int
    series: int
    clauses: Mapping[str, tuple[int, int]]
    without_clauses: int
    confidence: Mapping[str, Mapping[str, int]]
    ages: Mapping[str, Mapping[str, int]]
    layers: Mapping[str, int]
    undated_sources: int
    sources: int


def _age(year: int, dated: int | None) -> str:
    if dated is None:
        return UNDATED
    return next(name for limit, name in AGES if year - dated <= limit)


def _by_age(year: int, dates: Iterable[int | None]) -> dict[str, int]:
    counted = Counter(_age(year, dated) for dated in dates)
    return {name: counted.get(name, 0) for name in [*(name for _, name in AGES), UNDATED]}


def coverage(register: Register, year: int) -> Coverage:
    """What the register holds as seen from a calendar year, which ages are counted to."""
    records = list(register.agreements.values())
    statuses = Counter(record.status for record in records)
    corridors = register.corridors[register.corridors["standing"] == "used"]
    indicators = register.indicators[register.indicators["standing"] == "used"]
    named = Counter(clause for record in records for clause in record.clauses)
    perhaps = Counter(
        clause
        for record in records
        for clause in {c for broad in record.broad for c in register.codebook.may_be(broad)} - record.clauses
    )
    tables = {FIGURES: corridors, COUNTRY_FIGURES: indicators, PARAMETERS: register.parameters}
    confidence = {AGREEMENTS: dict(sorted(Counter(record.confidence for record in records).items()))}
    ages = {AGREEMENTS: _by_age(year, [record.status_as_of for record in records])}
    for name, table in tables.items():
        confidence[name] = {
            str(key): int(count) for key, count in table["confidence"].value_counts().sort_index().items()
        }
        ages[name] = _by_age(year, [int(value) for value in table["year"]])
    layers = Counter(register.layer_of(record.id) for record in records)
    for table in (corridors, indicators):
        layers.update(str(layer) for layer in table["layer"])
    return Coverage(
        year=year,
        agreements={word: statuses.get(word, 0) for word in register.codebook.vocabulary.get("status", {})},
        existing=statuses.get("active", 0),
        announced=statuses.get("announced", 0),
        countries=len({country for record in records for country in record.countries}),
        corridors=len(corridors[["origin", "destination"]].drop_duplicates()),
        series=len(corridors[["origin", "destination", "cadre", "measure", "basis", "unit"]].drop_duplicates()),
        clauses={clause: (named.get(clause, 0), perhaps.get(clause, 0)) for clause in register.codebook.clauses},
        without_clauses=sum(not (record.clauses or record.broad) for record in records),
        confidence=confidence,
        ages=ages,
        layers={SHIPPED: layers.get(SHIPPED, 0), **{name: layers[name] for name in sorted(layers) if name != SHIPPED}},
        undated_sources=sum(source.year is None for source in register.sources.values()),
        sources=len(register.sources),
    )
