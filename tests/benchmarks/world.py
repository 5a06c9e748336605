"""A synthetic world of corridor figures, the same for the same seed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pycountry

from toolkit.register.read import Register, load_register

__all__ = ["CADRES", "synthetic_world"]

CADRES = ("physician", "nurse", "midwife", "dentist", "pharmacist", "caregiver")
_YEARS = range(2005, 2025)
_COUNTRIES = 200


def _countries(count: int) -> list[str]:
    return sorted(str(country.alpha_3) for country in pycountry.countries)[:count]


def synthetic_world(records: int = 500_000, seed: int = 1) -> Register:
    """A register with about so many corridor figures among 200 countries, 6 cadres and 20 years.

    Which cells of origin, destination, cadre and year have a figure is drawn evenly, so that nearly every pair of
    countries is joined: the hardest case for graphs. Codebook and agreements are the shipped ones.
    """
    draw = np.random.default_rng(seed)
    codes = np.array(_countries(_COUNTRIES), dtype=object)
    shape = (_COUNTRIES, _COUNTRIES, len(CADRES), len(_YEARS), 2)
    cells = np.sort(draw.choice(int(np.prod(shape)), size=records, replace=False))
    origin, destination, cadre, year, flow = np.unravel_index(cells, shape)
    count = len(cells)
    corridors = pd.DataFrame(
        {
            "origin": codes[origin],
            "destination": codes[destination],
            "cadre": np.array(CADRES, dtype=object)[cadre],
            "measure": np.where(flow == 0, "stock", "annual_inflow"),
            "basis": np.where((destination + flow) % 5 == 0, "nationality", "trained_in"),
            "unit": "persons",
            "year": pd.array(np.array(_YEARS)[year], dtype="Int64"),
            "period_start": "",
            "period_end": "",
            "value": np.floor(draw.pareto(1.2, count) * 20),
            "flag": "",
            "standing": "used",
            "source": np.where(draw.random(count) < 0.5, "first", "second"),
            "confidence": draw.choice(["verified", "secondary", "weak"], count, p=[0.7, 0.25, 0.05]),
            "note": "",
            "layer": "synthetic",
        }
    )
    corridors = _as_read(corridors[corridors["origin"] != corridors["destination"]].reset_index(drop=True))
    return replace(load_register(user_data=False), corridors=corridors, indicators=_indicators(codes, draw))


def _as_read(table: pd.DataFrame) -> pd.DataFrame:
    """The text columns as a table that was read from a file has them."""
    return table.astype({name: "str" for name in table if table[name].dtype == object})


def _indicators(codes: np.ndarray, draw: np.random.Generator) -> pd.DataFrame:
    """Population and densities of every country."""
    given = [("population", "", 5e6, "persons")]
    given += [("density", cadre, 20.0, "per 10 000 people") for cadre in (*CADRES, "nurse_and_midwife")]
    parts = [
        pd.DataFrame(
            {
                "country": codes,
                "indicator": name,
                "cadre": cadre,
                "year": 2020,
                "value": middle * np.exp(draw.normal(0.0, 1.0, len(codes))),
                "unit": unit,
                "source": "first",
                "confidence": "verified",
                "note": "",
                "layer": "synthetic",
                "standing": "used",
            }
        )
        for name, cadre, middle, unit in given
    ]
    table = pd.concat(parts, ignore_index=True)
    return _as_read(table).astype({"year": "Int64"})
