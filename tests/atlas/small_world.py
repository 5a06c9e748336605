"""Registers of a few figures, facts and agreements, written in a line each, with the shipped codebook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from toolkit.register.read import Register, agreement_from, load_register
from toolkit.register.records import Agreement
from toolkit.register.tables import TABLES

__all__ = ["agreement", "fact", "figure", "random_figures", "world"]


def figure(corridor: str, people: float, **changes: Any) -> dict[str, Any]:
    """A figure such as ``figure("KEN-GBR", 100, cadre="nurse")``."""
    origin, destination = corridor.split("-")
    usual = {
        "cadre": "physician",
        "measure": "stock",
        "basis": "trained_in",
        "unit": "persons",
        "year": 2020,
        "standing": "used",
        "source": "page",
        "confidence": "verified",
    }
    return {"origin": origin, "destination": destination, "value": float(people), **usual, **changes}


def fact(country: str, indicator: str, value: float, **changes: Any) -> dict[str, Any]:
    """A fact such as ``fact("KEN", "workforce", 500, cadre="physician")``."""
    units = {
        "workforce": "persons",
        "population": "persons",
        "density": "per 10 000 people",
        "uhc_index": "index points 0 to 100",
    }
    usual = {"cadre": "", "year": 2020, "unit": units[indicator], "source": "page", "confidence": "verified"}
    return {"country": country, "indicator": indicator, "value": float(value), "standing": "used", **usual, **changes}


def agreement(key: str, parties: str, **changes: Any) -> Agreement:
    """An agreement such as ``agreement("A", "KEN GBR", directions=["KEN-GBR"], signed="2019")``."""
    usual = {
        "id": key,
        "title": key,
        "parties": [{"country": code, "role": "both"} for code in parties.split()],
        "directions": [],
        "level": "bilateral",
        "instrument": "agreement",
        "status": "unknown",
        "cadres": ["all"],
        "sources": ["page"],
        "confidence": "verified",
    }
    return agreement_from({**usual, **changes}, key)


def _table(name: str, rows: Sequence[dict[str, Any]], more: Sequence[str] = ()) -> pd.DataFrame:
    columns: dict[str, Any] = {}
    for column, kind in TABLES[name].columns.items():
        given = [row.get(column) for row in rows]
        if kind == "year":
            columns[column] = pd.array(given, dtype="Int64")
        elif kind == "number":
            columns[column] = pd.array(given, dtype="float64")
        else:
            columns[column] = pd.array([value or "" for value in given], dtype="str")
    for column in more:
        columns[column] = pd.array([row.get(column, "shipped") for row in rows], dtype="str")
    return pd.DataFrame(columns)


def world(
    figures: Sequence[dict[str, Any]] = (),
    *,
    facts: Sequence[dict[str, Any]] = (),
    agreements: Sequence[Agreement] = (),
    countries: str = "DEU GBR GHA KEN USA",
    listed: str | None = "GHA",
) -> Register:
    """A register of these alone; ``listed`` is the safeguards list of 2023, ``None`` where its members are not held."""
    members = [] if listed is None else [{"version": 2023, "country": c, "listed": "yes"} for c in listed.split()]
    return replace(
        load_register(user_data=False),
        agreements={record.id: record for record in agreements},
        corridors=_table("corridors", figures, ["layer"]),
        indicators=_table("indicators", facts, ["standing", "layer"]),
        countries=_table("countries", [{"country": code, "name": code} for code in countries.split()]),
        safeguards=_table("safeguards", members),
    )


def random_figures(seed: int, most: int = 60) -> list[dict[str, Any]]:
    """Figures among five countries with every cause of trouble: zeros, ties, weak and second values, own country."""
    draw = np.random.default_rng(seed)

    def one_of(*words: str) -> str:
        return str(draw.choice(words))

    codes = ("DEU", "GBR", "GHA", "KEN", "USA")
    rows = []
    for _ in range(int(draw.integers(0, most))):
        rows.append(
            figure(
                f"{one_of(*codes)}-{one_of(*codes)}",
                float(draw.integers(0, 12)),
                cadre=one_of("physician", "nurse", "midwife", "nurse_and_midwife", "health_worker", "all"),
                basis=one_of("trained_in", "nationality", "born_in"),
                measure=one_of("stock", "stock", "annual_inflow"),
                unit=one_of("persons", "persons", "full_time_equivalents"),
                year=int(draw.integers(2015, 2021)),
                standing=one_of("used", "used", "used", "alternate"),
                source=one_of("first", "second", "third"),
                confidence=one_of("verified", "secondary", "weak"),
            )
        )
    return rows
