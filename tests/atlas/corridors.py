"""Tables of corridors written by hand, drawn from a seed, or dense, for the tests of what is computed on them."""

from __future__ import annotations

from random import Random

import numpy as np
import pandas as pd

__all__ = ["corridor_table", "dense_table", "random_table", "shuffled"]


def corridor_table(
    figures: dict[str, float], year: int = 2020, basis: str = "trained_in", cadre: str = "nurse"
) -> pd.DataFrame:
    """``{"KEN-GBR": 5}`` as a table."""
    rows = [
        (*pair.split("-"), float(people), cadre, basis, year, "source", "verified") for pair, people in figures.items()
    ]
    columns = ["origin", "destination", "people", "cadre", "basis", "year", "source", "confidence"]
    return pd.DataFrame(rows, columns=columns)


def random_table(seed: int, countries: int = 6, largest: int = 9) -> pd.DataFrame:
    """Some of all corridors among a few countries, many with equal figures, some known to be 0."""
    random = Random(seed)
    density = random.choice([0.3, 0.6, 1.0])
    codes = [chr(ord("A") + number) * 3 for number in range(countries)]
    pairs = [f"{a}-{b}" for a in codes for b in codes if a != b and random.random() < density]
    return corridor_table({pair: random.randint(0, largest) for pair in pairs or ["AAA-BBB"]})


def dense_table(countries: int = 200, seed: int = 0) -> pd.DataFrame:
    """Every corridor among many countries, with few large figures and many small ones."""
    generator = np.random.default_rng(seed)
    codes = [f"C{number:03d}" for number in range(countries)]
    pairs = [f"{a}-{b}" for a in codes for b in codes if a != b]
    return corridor_table(dict(zip(pairs, np.exp(generator.normal(4.0, 2.0, len(pairs))), strict=True)))


def shuffled(table: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The same rows in another order, with another index."""
    return table.sample(frac=1.0, random_state=seed % 2**32)
