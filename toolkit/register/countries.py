"""What the register holds on one country: facts, safeguards-list status, agreements and corridors, with sources."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from toolkit.countries import country_name
from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.register.find import figures_to_dicts, find_agreements, find_figures, newest
from toolkit.register.places import country_code
from toolkit.register.read import Register
from toolkit.register.records import Agreement
from toolkit.validation import did_you_mean
from toolkit.wording import nearest

__all__ = ["CountryProfile", "Fact", "Identity", "country_profile", "fact", "identity", "on_safeguards_list"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One number about a country: what it is, in what unit, of which year, from which source, how well known."""

    name: str
    cadre: str
    value: float
    unit: str
    year: int
    source: str
    confidence: str
    note: str = ""
    layer: str = "shipped"


@dataclass(frozen=True, slots=True)
class Identity:
    """A country's group and place; what is not known is empty or ``None``."""

    country: str
    name: str
    who_region: str
    income_group: str
    income_group_year: int | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class CountryProfile:
    """Everything that the register holds on a country.

    ``safeguards`` tells by version of the WHO health workforce support and safeguards list whether the country is on
    it; ``sends`` and ``receives`` are the newest figures of its corridors.
    """

    identity: Identity
    facts: tuple[Fact, ...]
    safeguards: dict[int, bool | None]
    agreements: tuple[Agreement, ...]
    sends: pd.DataFrame
    receives: pd.DataFrame

    def to_dict(self) -> dict[str, Any]:
        """Plain values, agreements by key."""
        return {
            **asdict(self.identity),
            "facts": [asdict(item) for item in self.facts],
            "safeguards_list": {str(version): on for version, on in self.safeguards.items()},
            "agreements": [record.id for record in self.agreements],
            "sends": figures_to_dicts(self.sends),
            "receives": figures_to_dicts(self.receives),
        }


def identity(register: Register, country: str) -> Identity:
    """The group and place of a country. Raises ``InputError`` for a code that is not in the register."""
    rows = register.countries[register.countries["country"] == country]
    if rows.empty:
        names = {str(code): country_name(str(code)) for code in register.countries["country"]}
        by_name = {name.casefold(): code for code, name in names.items()}
        close = [by_name.get(country.casefold(), "")] if country.casefold() in by_name else []
        close = (
            close
            or [by_name[name] for name in nearest(country.casefold(), by_name)]
            or list(nearest(country.upper(), names))
        )
        remedy = did_you_mean(f"{code} ({names[code]})" for code in close)
        wrong, expected = say("'{country}' is not in the register", country=country), say("an ISO 3166-1 alpha-3 code")
        raise InputError(say("the request"), [Problem(say("the country"), wrong, expected, remedy)])
    row = rows.iloc[0]
    return Identity(
        country=country,
        name=country_name(country),
        who_region=str(row["who_region"]),
        income_group=str(row["income_group"]),
        income_group_year=None if pd.isna(row["income_group_year"]) else int(row["income_group_year"]),
        latitude=None if pd.isna(row["latitude"]) else float(row["latitude"]),
        longitude=None if pd.isna(row["longitude"]) else float(row["longitude"]),
    )


def _facts(table: pd.DataFrame) -> list[Fact]:
    return [
        Fact(
            name=str(row["indicator"]),
            cadre=str(row["cadre"]),
            value=float(row["value"]),
            unit=str(row["unit"]),
            year=int(row["year"]),
            source=str(row["source"]),
            confidence=str(row["confidence"]),
            note=str(row["note"]),
            layer=str(row["layer"]),
        )
        for row in table.to_dict("records")
    ]


def _used(register: Register, country: str) -> pd.DataFrame:
    table = register.indicators
    return table[(table["country"] == country) & (table["standing"] == "used")]


def fact(register: Register, country: str, indicator: str, cadre: str = "", unit: str | None = None) -> Fact | None:
    """The newest number on a country, ``None`` where the register has none."""
    rows = _used(register, country)
    rows = rows[(rows["indicator"] == indicator) & (rows["cadre"] == cadre)]
    if unit is not None:
        rows = rows[rows["unit"] == unit]
    found = _facts(rows.sort_values("year", kind="stable").tail(1))
    return found[0] if found else None


def on_safeguards_list(register: Register, country: str) -> dict[int, bool | None]:
    """By version of the safeguards list whether a country is on it; ``None`` where membership is not held."""
    held = {int(version) for version in register.safeguards["version"]}
    rows = register.safeguards[(register.safeguards["country"] == country) & (register.safeguards["listed"] == "yes")]
    listed = {int(version) for version in rows["version"]}
    versions = sorted(int(version) for version in register.safeguards_versions["version"])
    return {version: version in listed if version in held else None for version in versions}


def country_profile(register: Register, country: str, *, weak: bool = False) -> CountryProfile:
    """What the register holds on a country, given by code or name.

    Raises ``InputError`` for what is not a country and for one that is not in the register.
    """
    country = country_code(country)
    found = identity(register, country)
    rows = _used(register, country).sort_values(["indicator", "cadre", "unit", "year"], kind="stable")
    latest = rows.groupby(["indicator", "cadre", "unit"], sort=True).tail(1)
    return CountryProfile(
        identity=found,
        facts=tuple(_facts(latest)),
        safeguards=on_safeguards_list(register, country),
        agreements=tuple(find_agreements(register, country=country, weak=weak)),
        sends=newest(find_figures(register, origin=country, weak=weak)),
        receives=newest(find_figures(register, destination=country, weak=weak)),
    )
