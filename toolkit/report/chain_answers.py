"""Answers on chains: the heaviest ones, and where a shortage ends, with tables, sources and plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from toolkit.atlas.backfill import backfill
from toolkit.atlas.chains import chains, cycles
from toolkit.atlas.compensation import compensation
from toolkit.atlas.refill import COST_COLUMNS, refill_shares, training_costs
from toolkit.atlas.selection import Selection
from toolkit.languages.speech import say
from toolkit.register.read import Register
from toolkit.report.chain_tables import backfill_tables, chain_sources, chains_table, compensation_table, mixture
from toolkit.report.evidence import selection_in_words, sources_table
from toolkit.report.exports import frame_rows
from toolkit.report.figures.words import capital
from toolkit.report.register import spaced
from toolkit.report.table import Table

__all__ = ["Answer", "followed_recruits", "listed_chains"]


@dataclass(frozen=True, eq=False)
class Answer:
    """The same as tables to be read, as the table of their sources, and as plain values."""

    tables: list[Table]
    sources: Table
    values: dict[str, Any]


def listed_chains(
    register: Register,
    selection: Selection,
    table: pd.DataFrame,
    *,
    start: str | None = None,
    end: str | None = None,
    through: str | None = None,
    steps: tuple[int, int] = (2, 3),
    least: float = 1.0,
    by: Literal["bottleneck", "share"] = "bottleneck",
    most: int = 15,
    language: str = "",
) -> Answer:
    """The heaviest chains and rings of the corridors in ``table``; rings hold a country that is named.

    Raises ``InputError`` as ``toolkit.atlas.chains.chains`` does.
    """
    ways = chains(table, start=start, end=end, through=through, length=steps, least=least, by=by, most=most)
    # a ring has neither beginning nor end, so that any country named must lie on it
    home = through or start or end
    rings = cycles(table, through=home, length=(2, max(2, steps[1])), least=least, by=by, most=most)
    unit = spaced(selection.unit)
    tables = [
        chains_table(say("Chains"), ways, table, unit, language),
        chains_table(say("Rings"), rings, table, unit, language),
    ]
    remark = " ".join(filter(None, (f"{capital(selection_in_words(selection))}.", mixture(table))))
    head = tables[0]
    tables[0] = Table(head.title, head.columns, head.rows, f"{remark} {head.note}", head.numeric)
    cells = [key for chain in (*ways.found, *rings.found) for key in chain_sources(chain, table)]
    found = {
        name: {
            **part.to_dict(),
            "found": [
                {**row, "sources": list(chain_sources(chain, table))}
                for row, chain in zip(part.to_dict()["found"], part.found, strict=True)
            ],
        }
        for name, part in (("chains", ways), ("rings", rings))
    }
    return Answer(tables, sources_table(register, cells), found)


def followed_recruits(
    register: Register,
    selection: Selection,
    table: pd.DataFrame,
    origin: str,
    destination: str,
    recruits: float,
    *,
    refills: Mapping[str, float],
    costs: Mapping[str, float],
    currency: str = "USD",
    most: int | None = None,
    language: str = "",
) -> Answer:
    """Where the shortage ends when more are recruited, and who would have to be compensated.

    ``refills`` (shares, 0 to 1) and ``costs`` (of training one person, in ``currency``) go before what the register
    has, by country. Raises ``InputError`` as ``backfill`` and ``compensation`` do.
    """
    cadre = selection.cadres[0] if len(selection.cadres) == 1 else None
    shares = refill_shares(register, cadre, given=refills)
    found = backfill(table, origin, destination, recruits, refills=shares)
    held = training_costs(register, cadre or "", currency) if cadre else pd.DataFrame(columns=list(COST_COLUMNS))
    held = held[held["country"] != ""]
    known = {**dict(zip(held["country"], held["cost"].astype(float), strict=True)), **costs}
    owed = compensation(found, known, currency=currency, least=0.05)
    tables = backfill_tables(found, shares, table, most=most, language=language)
    owed_table = compensation_table(owed, held, list(costs), most=most, language=language)
    remark = " ".join(filter(None, (f"{capital(selection_in_words(selection))}.", mixture(table))))
    if cadre is None:
        own = say("Name one --cadre for that cadre's own shares refilled and costs of training.")
        remark = f"{remark} {own}"
    head = tables[0]
    tables[0] = Table(head.title, head.columns, head.rows, f"{remark} {head.note}", head.numeric)
    cells = [
        *(str(key) for key in found.countries["source"]),
        *(row[-1] for row in tables[1].rows),
        *(row[-1] for row in owed_table.rows),
    ]
    values = {
        "backfill": {
            **{name: getattr(found, name) for name in ("origin", "destination", "people", "gain", "not_traced")},
            **{name: frame_rows(getattr(found, name)) for name in ("countries", "steps", "rounds")},
        },
        "compensation": {**owed.to_dict(), "countries": frame_rows(owed.countries)},
    }
    return Answer([*tables, owed_table], sources_table(register, cells), values)
