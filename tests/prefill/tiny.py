"""A register small enough to reckon by hand: two countries with round numbers, and what a test adds to them."""

from __future__ import annotations

import dataclasses
from typing import Any

import pandas as pd

from toolkit.prefill.lookups import Basis
from toolkit.prefill.rules import RuleBook, load_rules
from toolkit.register.read import Register, load_register
from toolkit.register.records import Source
from toolkit.register.tables import TABLES

Row = dict[str, Any]

COUNTRIES: list[Row] = [
    {"country": "KEN", "who_region": "AFR", "income_group": "lower_middle"},
    {"country": "GBR", "who_region": "EUR", "income_group": "high"},
]
PER_10000: Row = {"indicator": "density", "unit": "per 10 000 people", "source": "who", "year": 2020}
PAY: Row = {"indicator": "pay", "unit": "US dollars a year, exchange rate", "source": "oecd", "year": 2024}
INDICATORS: list[Row] = [
    {"country": "KEN", "indicator": "population", "year": 2025, "value": 50e6, "source": "wb"},
    {"country": "KEN", "indicator": "gdp_per_capita", "year": 2024, "value": 2000, "source": "wb"},
    {"country": "KEN", "indicator": "remittances_share_of_gdp", "year": 2024, "value": 0.03, "source": "wb"},
    {"country": "KEN", "cadre": "nurse_and_midwife", "value": 20, **PER_10000},
    {"country": "KEN", "cadre": "physician", "value": 2, **PER_10000},
    {"country": "GBR", "indicator": "population", "year": 2025, "value": 60e6, "source": "wb"},
    {"country": "GBR", "indicator": "gdp_per_capita", "year": 2024, "value": 50_000, "source": "wb"},
    {"country": "GBR", "cadre": "nurse_and_midwife", "value": 100, **PER_10000},
    {"country": "GBR", "cadre": "physician", "value": 30, **PER_10000},
    {
        "country": "GBR",
        "indicator": "workforce",
        "cadre": "nurse",
        "year": 2021,
        "value": 600_000,
        "unit": "persons",
        "source": "oecd",
    },
    {"country": "GBR", "cadre": "nurse", "value": 40_000, **PAY},
]


def table(name: str, rows: list[Row], **more: Any) -> pd.DataFrame:
    """A table of the register with the columns that it has, empty where a row says nothing."""
    columns: dict[str, Any] = {}
    for column, kind in TABLES[name].columns.items():
        cells = [row.get(column) for row in rows]
        if kind == "number":
            columns[column] = pd.Series(cells, dtype=float)
        elif kind == "year":
            columns[column] = pd.Series(cells, dtype="Int64")
        else:
            columns[column] = pd.Series(["" if cell is None else cell for cell in cells], dtype=str)
    return pd.DataFrame(columns).assign(**more)


def register(
    *,
    countries: list[Row] | None = None,
    indicators: list[Row] | None = None,
    parameters: list[Row] | None = None,
    corridors: list[Row] | None = None,
    listed: list[str] | None = None,
) -> Register:
    """The two countries and what is added to them. Rows say no more than matters: the rest is empty."""
    figures = [{"basis": "trained_in", "unit": "persons", "standing": "used", **row} for row in corridors or []]
    facts = table("indicators", [*INDICATORS, *(indicators or [])], layer="shipped", standing="used")
    names = {*facts["source"], *(row["source"] for row in figures), *(row["source"] for row in parameters or [])}
    return dataclasses.replace(
        load_register(user_data=False),
        agreements={},
        sources={key: Source(key=key, title=f"Title of {key}", address="https://example.org") for key in sorted(names)},
        countries=table("countries", [*COUNTRIES, *(countries or [])]),
        indicators=facts,
        parameters=table("parameters", parameters or []),
        corridors=table("corridors", figures, layer="shipped"),
        safeguards=table("safeguards", [{"version": 2023, "country": c, "listed": "yes"} for c in listed or ["SSD"]]),
        safeguards_versions=table("safeguards_versions", [{"version": 2023, "names": 1}]),
    )


def basis(**added: Any) -> Basis:
    """The shipped rules on the small register."""
    return Basis(register(**added), load_rules())


def rules() -> RuleBook:
    """The shipped rules."""
    return load_rules()
