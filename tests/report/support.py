"""What the tests of pictures share: corridors of the shipped register, a small table, and every kind of picture."""

from __future__ import annotations

from functools import cache
from typing import Any

import pandas as pd

from toolkit.register.read import Register, load_register
from toolkit.report.figures.edges import citations_of
from toolkit.report.figures.ego import country_network
from toolkit.report.figures.figure import Figure
from toolkit.report.figures.heatmap import clause_grid
from toolkit.report.figures.maps import corridor_map
from toolkit.report.figures.matrix import corridor_matrix
from toolkit.report.figures.timeline import agreement_timeline


@cache
def register() -> Register:
    return load_register(user_data=False)


@cache
def doctors() -> pd.DataFrame:
    """Foreign-trained doctors of the shipped register, with a status by its records."""
    table = register().corridors
    table = table[(table["standing"] == "used") & (table["measure"] == "stock") & (table["cadre"] == "physician")]
    table = table[(table["unit"] == "persons") & (table["basis"] == "trained_in")]
    table = table.sort_values("year").groupby(["origin", "destination"]).tail(1).rename(columns={"value": "people"})
    records = register().agreements.values()
    covered = {corridor for record in records if record.status == "active" for corridor in record.directions}
    corridors = table["origin"] + "-" + table["destination"]
    return table.assign(status=["covered" if c in covered else "none" for c in corridors]).reset_index(drop=True)


def edges(*rows: tuple[Any, ...], **columns: Any) -> pd.DataFrame:
    """A table of corridors from rows of origin, destination and people."""
    table = pd.DataFrame(rows, columns=["origin", "destination", "people"])
    return table.assign(**{"year": 2024, "unit": "persons", "basis": "trained_in", "measure": "stock", **columns})


def density() -> pd.DataFrame:
    table = register().indicators
    table = table[(table["indicator"] == "density") & (table["cadre"] == "physician")]
    return table.sort_values("year").groupby("country").tail(1)[["country", "value"]].reset_index(drop=True)


@cache
def every_figure() -> dict[str, Figure]:
    """One of each kind, made of the shipped register."""
    held, table = register(), doctors()
    citations = citations_of(held.sources)
    countries = held.countries
    records = sorted(held.agreements.values(), key=lambda record: (-len(record.clauses), record.id))
    unknown = pd.concat([table, edges(("FJI", "NZL", None), ("PHL", "USA", 0), status="announced")])
    return {
        "world": corridor_map(unknown, countries, most=500, citations=citations),
        "world by cadre": corridor_map(table, countries, colour="cadre", values=density(), value_title="Doctors"),
        "Pacific": corridor_map(unknown, countries, view="Pacific", width=704),
        "matrix": corridor_matrix(unknown, citations=citations),
        "network": country_network(table, "GBR", citations=citations),
        "timeline": agreement_timeline(records, until=2026),
        "timeline of all": agreement_timeline(records, until=2026, group="instrument", most=200, width=704),
        "clauses": clause_grid(records, held.codebook),
    }
