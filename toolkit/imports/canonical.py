"""What every importer writes: the columns of the canonical tables and the words that stand in them.

The words are those of the register's codebook. A zero is 0; a blank or suppressed cell makes no record.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "BASES",
    "CADRES",
    "CORRIDOR_COLUMNS",
    "INDICATORS",
    "INDICATOR_COLUMNS",
    "MEASURES",
    "UNITS",
    "WORDS",
    "Figure",
    "Indicator",
    "number_text",
]

CADRES = frozenset(
    {
        "physician",
        "nurse",
        "midwife",
        "dentist",
        "pharmacist",
        "caregiver",
        "allied",
        "all",
        "nurse_and_midwife",
        "health_worker",
        "all_migrants",
    }
)
MEASURES = frozenset(
    {
        "stock",
        "annual_inflow",
        "joiners",
        "registrations",
        "licences",
        "migrant_stock",
        "remittances",
        "migrant_flow",
    }
)
BASES = frozenset({"trained_in", "nationality", "born_in", "born_in_or_nationality", "residence"})
UNITS = frozenset({"persons", "full_time_equivalents", "percent_of_profession", "million_us_dollars"})
INDICATORS = frozenset(
    {
        "population",
        "gdp_per_capita",
        "gdp",
        "remittances_share_of_gdp",
        "remittances_received",
        "density",
        "workforce",
        "uhc_index",
        "pay",
    }
)

WORDS = CADRES | MEASURES | BASES | UNITS | INDICATORS
"""Every word by which a label can be answered."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number on a corridor, from ``origin`` to ``destination`` as people move (both ISO 3166-1 alpha-3).

    ``unit`` tells what ``value`` counts. ``period_start`` and ``period_end`` (ISO dates) stand where the number is
    about another time than the calendar ``year``. ``flag`` holds codes divided by semicolons, ``row`` the row of the
    file.
    """

    origin: str
    destination: str
    cadre: str
    measure: str
    basis: str
    unit: str
    year: int
    value: float
    row: int
    period_start: str = ""
    period_end: str = ""
    flag: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number on a country (ISO 3166-1 alpha-3) in a year, in the unit that ``unit`` spells out."""

    country: str
    indicator: str
    cadre: str
    year: int
    value: float
    unit: str
    row: int
    flag: str = ""
    note: str = ""


CORRIDOR_COLUMNS = (
    "origin",
    "destination",
    "cadre",
    "measure",
    "basis",
    "unit",
    "year",
    "period_start",
    "period_end",
    "value",
    "flag",
    "standing",
    "source",
    "confidence",
    "note",
    "retrieved",
    "row",
)
INDICATOR_COLUMNS = (
    "country",
    "indicator",
    "cadre",
    "year",
    "value",
    "unit",
    "flag",
    "source",
    "confidence",
    "note",
    "retrieved",
    "row",
)


def number_text(value: float) -> str:
    """A number as it stands in a CSV file: a decimal point and twelve significant digits at most.

    >>> number_text(12.0), number_text(0.1 + 0.2), number_text(1e13)
    ('12', '0.3', '10000000000000')
    """
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else format(value, ".12g")
