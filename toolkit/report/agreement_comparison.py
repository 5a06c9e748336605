"""Agreements side by side: what they are, and which clauses each names, perhaps names, or is not found to name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolkit.atlas.agreements_network import names_clause
from toolkit.atlas.standing import standing_in
from toolkit.countries import country_name
from toolkit.register.read import Register
from toolkit.register.records import Agreement, Volume
from toolkit.report.register import spaced
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = ["MOST", "comparison_of_agreements"]

MOST = 4
"""The most agreements that can be read side by side."""

_LEVELS = {"named": "named", "perhaps": "perhaps", "": "not found"}
_Teller = Callable[[Agreement], str]


def _volume(volume: Volume) -> str:
    year = f", {volume.year}" if volume.year else ""
    return f"{number(volume.number)} {spaced(volume.kind)}, per {spaced(volume.per)}{year}: {volume.basis}"


def _facts(language: str) -> dict[str, _Teller]:
    return {
        "title": lambda record: record.title,
        "parties": lambda record: join(country_name(country, language) for country in record.countries),
        "direction": lambda record: join(d.replace("-", " → ") for d in record.directions) or "mutual, or none",
        "instrument": lambda record: spaced(record.instrument),
        "level": lambda record: record.level,
        "cadres": lambda record: join(spaced(cadre) for cadre in record.cadres),
        "signed": lambda record: record.signed or "not known",
        "in force or started": lambda record: record.in_force or "not known",
        "ends": lambda record: record.ends or "not known",
        "as last known": lambda record: f"{spaced(standing_in(record).word)}: {standing_in(record).why}",
        "quotas, targets and first groups": lambda record: "; ".join(map(_volume, record.volumes)) or "none stated",
        "who pays": lambda record: "; ".join(money.words for money in record.money) or "not stated",
        "confidence": lambda record: record.confidence,
        "sources": lambda record: ", ".join(record.sources),
    }


def comparison_of_agreements(
    records: Sequence[Agreement], register: Register, *, every_clause: bool = False, language: str = "en"
) -> tuple[Table, Table]:
    """Facts in rows and agreements in columns; then clauses in rows, those on which the agreements differ marked.

    Clauses that none of them names stand in the second table only with ``every_clause``.
    """
    keys = [record.id for record in records]
    facts = tuple((what, *(tell(record) for record in records)) for what, tell in _facts(language).items())
    rows = []
    for key, clause in register.codebook.clauses.items():
        levels = [_LEVELS[names_clause(register, record, key)] for record in records]
        if every_clause or set(levels) != {"not found"}:
            family = register.codebook.families[clause.family].name
            rows.append((family, clause.name, "" if len(set(levels)) == 1 else "differ", *levels))
    differ = sum(bool(row[2]) for row in rows)
    note = (
        f"{number(differ)} of {number(len(rows))} clauses differ. Not found means that the pages read do not name it: "
        "most texts are not public, so it may still stand in the text. Perhaps: by a broad term."
    )
    return (
        Table("Agreements side by side", ("what", *keys), facts, "Not known means that no page read tells it."),
        Table("Their clauses", ("family", "clause", "differ", *keys), tuple(rows), note),
    )
