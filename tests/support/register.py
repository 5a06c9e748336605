"""A small register of the tests' own making, written into a folder, and changes to it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from toolkit.register.read import Register, read_parts, register_of
from toolkit.register.tables import TABLES

__all__ = ["RECORD", "small_register", "table_rows", "write_register"]

CODEBOOK: dict[str, Any] = {
    "families": {"frame": {"name": "Frame", "about": "who and how"}, "money": {"name": "Money", "about": "who pays"}},
    "clauses": {
        key: {"name": key, "family": family, "question": f"is there {key}?", "answers": ["C5.2"]}
        for key, family in (
            ("committee", "frame"),
            ("term", "frame"),
            ("seats", "money"),
            ("faculty", "money"),
            ("per_head", "money"),
        )
    },
    "broad_terms": {"training": {"meaning": "training of some kind", "may_be": ["seats", "faculty"]}},
    "yardsticks": {"C5.2": {"name": "Article 5.2", "asks": "mutual benefit", "standing": "known"}},
    "vocabulary": {
        "level": {"bilateral": "two states", "regional": "many"},
        "instrument": {"agreement": "an agreement", "programme": "a programme"},
        "scope": {"health": "health", "general": "general"},
        "status": {"active": "runs", "announced": "spoken of", "expired": "over", "unknown": "not known"},
        "ends_basis": {"stated": "stated", "from_term": "from a term"},
        "role": {"sending": "from", "receiving": "to", "both": "both ways"},
        "cadre": {"nurse": "nurses", "physician": "physicians", "all": "everybody", "nurse_and_midwife": "both"},
        "confidence": {"verified": "good", "secondary": "fair", "weak": "thin"},
        "volume_kind": {"cap": "a cap", "announced": "spoken of"},
        "volume_per": {"total": "in all", "year": "a year"},
        "money_item": {"recruitment": "recruiting", "training": "training"},
        "money_payer": {"employer": "employer", "receiving": "receiving"},
        "money_payee": {"sending": "sending", "worker": "worker"},
        "money_per": {"recruit": "each", "year": "a year"},
        "measure": {"stock": "stock", "annual_inflow": "arrivals"},
        "basis": {"nationality": "citizens", "trained_in": "trained"},
        "unit": {"persons": "heads", "full_time_equivalents": "full time"},
        "standing": {"used": "used", "alternate": "second", "overridden": "replaced"},
        "indicator": {"population": "people", "density": "density", "gdp_per_capita": "income"},
        "income_group": {"low": "low", "lower_middle": "lower-middle", "high": "high"},
        "who_region": {"AFR": "Africa", "EUR": "Europe"},
        "listed": {"yes": "on it", "no": "not on it"},
        "yardstick_standing": {"known": "known"},
    },
}
RECORD: dict[str, Any] = {
    "id": "KEN-GBR-2021",
    "title": "Kenya and the United Kingdom",
    "parties": [{"country": "KEN", "role": "sending"}, {"country": "GBR", "role": "receiving"}],
    "directions": ["KEN-GBR"],
    "level": "bilateral",
    "instrument": "agreement",
    "signed": "2021-07-29",
    "status": "active",
    "status_as_of": 2024,
    "cadres": ["nurse"],
    "volumes": [{"number": 200, "kind": "cap", "per": "year", "basis": "a year", "year": 2021}],
    "money": [
        {
            "item": "recruitment",
            "payer": "employer",
            "low": 8000,
            "high": 10000,
            "currency": "EUR",
            "per": "recruit",
            "year": 2020,
            "words": "the employer pays",
        }
    ],
    "provisions": [
        {"clause": "committee", "words": "a committee"},
        {"clause": "term", "words": "three years", "value": 3, "unit": "years", "year": 2021},
        {"broad": "training"},
    ],
    "sources": ["page"],
    "confidence": "verified",
}


def _like(**changes: Any) -> dict[str, Any]:
    bare = {key: value for key, value in RECORD.items() if key not in ("volumes", "money", "provisions")}
    return {**deepcopy(bare), **changes}


def records() -> dict[str, dict[str, Any]]:
    """Five records: one full, one alike in the same region, one announced, one weak, one regional without direction."""
    both = [{"country": code, "role": "both"} for code in ("KEN", "UGA", "GBR")]
    found = [
        deepcopy(RECORD),
        _like(
            id="UGA-GBR-2019",
            title="Uganda and the United Kingdom",
            parties=[{"country": "UGA", "role": "sending"}, {"country": "GBR", "role": "receiving"}],
            directions=["UGA-GBR"],
            signed=2019,
            cadres=["nurse", "physician"],
            provisions=[{"clause": "committee"}, {"clause": "seats"}, {"clause": "per_head"}],
            volumes=[{"number": 100, "kind": "cap", "per": "year", "basis": "a year", "year": 2019}],
        ),
        _like(
            id="KEN-DEU-nd",
            title="Kenya and Germany, spoken of",
            status="announced",
            signed=None,
            parties=[{"country": "KEN", "role": "sending"}, {"country": "DEU", "role": "receiving"}],
            directions=["KEN-DEU"],
            provisions=[{"clause": "seats"}],
        ),
        _like(
            id="UGA-DEU-nd",
            title="Uganda and Germany, thin",
            confidence="weak",
            signed=None,
            parties=[{"country": "UGA", "role": "sending"}, {"country": "DEU", "role": "receiving"}],
            directions=["UGA-DEU"],
            provisions=[{"clause": "faculty"}],
        ),
        _like(
            id="REGION-2000",
            title="A region",
            level="regional",
            parties=both,
            directions=[],
            signed=2000,
            cadres=["all"],
            provisions=[{"broad": "training"}],
            status="unknown",
        ),
    ]
    return {item["id"]: {key: value for key, value in item.items() if value is not None} for item in found}


def table_rows() -> dict[str, list[dict[str, str]]]:
    """The rows of the small register's tables, as text."""
    figure = {
        "cadre": "nurse",
        "measure": "stock",
        "basis": "nationality",
        "unit": "persons",
        "year": "2020",
        "standing": "used",
        "source": "page",
        "confidence": "verified",
    }
    fact = {"source": "page", "confidence": "verified"}
    places = {
        "who_region_source": "page",
        "income_group_source": "page",
        "income_group_year": "2024",
        "latitude": "1",
        "longitude": "2",
        "position_source": "page",
    }
    return {
        "sources": [
            {
                "key": "page",
                "title": "A page",
                "publisher": "Somebody",
                "year": "2024",
                "address": "https://page.example",
            }
        ],
        "corridors": [
            {**figure, "origin": "KEN", "destination": "GBR", "value": "100"},
            {**figure, "origin": "KEN", "destination": "GBR", "value": "90", "year": "2018"},
            {**figure, "origin": "KEN", "destination": "GBR", "value": "70.5", "unit": "full_time_equivalents"},
            {**figure, "origin": "KEN", "destination": "GBR", "value": "130", "standing": "alternate"},
            {**figure, "origin": "UGA", "destination": "GBR", "value": "40", "confidence": "weak"},
            {**figure, "origin": "UGA", "destination": "KEN", "value": "0", "cadre": "all"},
        ],
        "countries": [
            {**places, "country": "DEU", "name": "Germany", "who_region": "EUR", "income_group": "high"},
            {**places, "country": "GBR", "name": "United Kingdom", "who_region": "EUR", "income_group": "high"},
            {**places, "country": "KEN", "name": "Kenya", "who_region": "AFR", "income_group": "lower_middle"},
            {**places, "country": "UGA", "name": "Uganda", "who_region": "AFR", "income_group": "low"},
        ],
        "indicators": [
            {
                **fact,
                "country": "KEN",
                "indicator": "population",
                "year": "2024",
                "value": "56000000",
                "unit": "persons",
            },
            {
                **fact,
                "country": "KEN",
                "indicator": "population",
                "year": "2025",
                "value": "57000000",
                "unit": "persons",
            },
            {
                **fact,
                "country": "KEN",
                "indicator": "density",
                "cadre": "nurse_and_midwife",
                "year": "2018",
                "value": "11.66",
                "unit": "per 10 000 people",
            },
        ],
        "parameters": [
            {
                **fact,
                "parameter": "vacancy_rate",
                "country": "GBR",
                "cadre": "nurse",
                "cadre_words": "nurse",
                "value": "0.1",
                "low": "0.08",
                "high": "0.12",
                "unit": "share",
                "year": "2021",
                "definition": "posts",
            },
        ],
        "safeguards_versions": [
            {"version": "2006", "names": "57", "source": "page", "note": "members are not held"},
            {"version": "2023", "names": "1", "source": "page"},
        ],
        "safeguards": [
            {"version": "2023", "country": "UGA", "listed": "yes", "source": "page"},
            {"version": "2023", "country": "KEN", "listed": "no", "source": "page"},
        ],
    }


def write_register(
    folder: Path,
    *,
    record_changes: Mapping[str, Mapping[str, Any]] | None = None,
    codebook: Mapping[str, Any] = CODEBOOK,
    rows: Mapping[str, list[dict[str, str]]] | None = None,
) -> Path:
    """Write the small register into a folder; ``record_changes`` replaces fields of records by key."""
    (folder / "records").mkdir(parents=True, exist_ok=True)
    for key, record in records().items():
        changed = {**record, **(record_changes or {}).get(key, {})}
        (folder / "records" / f"{key}.yaml").write_text(yaml.safe_dump(changed, sort_keys=False), encoding="utf-8")
    (folder / "codebook.yaml").write_text(yaml.safe_dump(dict(codebook), sort_keys=False), encoding="utf-8")
    for name, given in {**table_rows(), **(rows or {})}.items():
        columns = list(TABLES[name].columns)
        lines = [",".join(columns), *(",".join(f'"{row.get(column, "")}"' for column in columns) for row in given)]
        (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def small_register(folder: Path, **changes: Any) -> Register:
    """The small register, read."""
    parts = read_parts(write_register(folder, **changes))
    assert not parts.problems, parts.problems
    return register_of(parts)
