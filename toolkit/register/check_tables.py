"""Checks of the register's tables: codes, words, sources, repeated keys and numbers that cannot be."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date

import pandas as pd

from toolkit.countries import is_country
from toolkit.errors import Problem
from toolkit.languages.speech import say, say_count
from toolkit.register.check_records import is_currency, unknown_word
from toolkit.register.records import Codebook
from toolkit.register.tables import TABLES

__all__ = ["check_tables"]

_MOST = 12
"""Lines told of one kind of problem; the rest is counted."""

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIRST_YEAR, _LAST_YEAR = 1950, 2100


def _lines(where: pd.Series) -> list[int]:
    return [int(index) + 2 for index in where.index[where]]


def _told(place: str, lines: list[int], problem: str, expectation: str = "", remedy: str = "") -> Iterator[Problem]:
    if lines:
        shown, rest = ", ".join(map(str, lines[:_MOST])), len(lines) - _MOST
        if rest > 0:
            shown = say("{lines} and {count} more", lines=shown, count=rest)
        where = say_count("{place} (line {lines})", "{place} (lines {lines})", len(lines), place=place, lines=shown)
        yield Problem(where, problem, expectation, remedy)


def _missing(name: str, table: pd.DataFrame) -> Iterator[Problem]:
    for column in TABLES[name].required:
        absent = table[column].isna() | (table[column].astype(str).str.strip() == "")
        yield from _told(f"{name}.csv: {column}", _lines(absent), say("is empty"), say("every figure has one"))


def _codes(name: str, table: pd.DataFrame, codebook: Codebook, sources: Container[str]) -> Iterator[Problem]:
    for column, kind in TABLES[name].columns.items():
        filled = table[column].astype(str).str.strip() != ""
        if kind == "country":
            wrong = filled & ~table[column].map(lambda code: is_country(str(code))).astype(bool)
            for code in sorted(set(table[column][wrong])):
                lines = _lines(wrong & (table[column] == code))
                expected = say("an ISO 3166-1 alpha-3 code")
                yield from _told(f"{name}.csv: {column}", lines, say("is '{word}'", word=code), expected)
        if kind in ("source", "sources"):
            keys = table[column].astype(str).map(lambda text: [key.strip() for key in text.split(";") if key.strip()])
            unknown = keys.map(lambda found: [key for key in found if key not in sources])
            for key in sorted({key for found in unknown for key in found}):
                lines = _lines(unknown.map(lambda found, key=key: key in found).astype(bool))
                problem, expected = say("names '{key}'", key=key), say("a key of sources.csv")
                yield from _told(f"{name}.csv: {column}", lines, problem, expected, say("add it there"))
    for column, vocabulary in TABLES[name].coded.items():
        known = codebook.vocabulary.get(vocabulary, {})
        filled = table[column].astype(str) != ""
        wrong = filled & ~table[column].isin(list(known))
        for word in sorted(set(table[column][wrong])):
            lines = _lines(wrong & (table[column] == word))
            told = unknown_word("", word, vocabulary, list(known))
            yield from _told(f"{name}.csv: {column}", lines, told.problem, told.expectation, told.remedy)


def _repeated(name: str, table: pd.DataFrame) -> Iterator[Problem]:
    again = table.duplicated(list(TABLES[name].key), keep=False)
    expected = say("one row for each {names}", names=", ".join(TABLES[name].key))
    yield from _told(f"{name}.csv", _lines(again), say("say the same thing twice"), expected)


def _numbers(name: str, table: pd.DataFrame) -> Iterator[Problem]:
    for column, kind in TABLES[name].columns.items():
        if kind == "year":
            off = table[column].notna() & ((table[column] < _FIRST_YEAR) | (table[column] > _LAST_YEAR))
            yield from _told(f"{name}.csv: {column}", _lines(off.fillna(False)), say("is no likely year"))
    if name in ("corridors", "indicators"):
        yield from _told(f"{name}.csv: value", _lines(table["value"] < 0), say("is below 0"), say("a count or a size"))


def _is_date(text: str) -> bool:
    try:
        return bool(_ISO_DATE.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def _positions(table: pd.DataFrame) -> Iterator[Problem]:
    for column, most in (("latitude", 90), ("longitude", 180)):
        beyond = table[column].abs() > most
        expected = say("{least} to {most}", least=f"-{most}", most=most)
        yield from _told(f"countries.csv: {column}", _lines(beyond), say("is no place on the globe"), expected)


def _corridors(table: pd.DataFrame) -> Iterator[Problem]:
    same = table["origin"] == table["destination"]
    yield from _told("corridors.csv", _lines(same), say("has the same origin and destination"), say("two countries"))
    for column in ("period_start", "period_end"):
        wrong = (table[column] != "") & ~table[column].map(_is_date).astype(bool)
        expected = say("a date as {date}", date="2023-04-01")
        yield from _told(f"corridors.csv: {column}", _lines(wrong), say("is no date"), expected)
    turned = (table["period_start"] != "") & (table["period_end"] != "") & (table["period_end"] < table["period_start"])
    yield from _told("corridors.csv", _lines(turned), say("has a period that ends before it starts"))


def _parameters(table: pd.DataFrame) -> Iterator[Problem]:
    nothing = table["value"].isna() & table["low"].isna() & table["high"].isna()
    yield from _told("parameters.csv", _lines(nothing), say("has neither a value nor a range"))
    below = (table["low"] > table["value"]) | (table["value"] > table["high"]) | (table["low"] > table["high"])
    yield from _told("parameters.csv", _lines(below), say("has a value outside its range"), say("low ≤ value ≤ high"))
    known = table["currency"].map(lambda code: code in ("", "INT") or is_currency(str(code))).astype(bool)
    yield from _told("parameters.csv: currency", _lines(~known), say("is no currency code"), say("an ISO 4217 code"))
    odd = ~table["assumed"].isin(["", "year"])
    expected = say("nothing, or `year` for undated pages")
    yield from _told("parameters.csv: assumed", _lines(odd), say("is not understood"), expected)


def _safeguards(versions: pd.DataFrame, members: pd.DataFrame) -> Iterator[Problem]:
    known = set(versions["version"])
    unknown = ~members["version"].isin(known)
    yield from _told("safeguards.csv: version", _lines(unknown), say("is no version of safeguards_versions.csv"))
    for version, names in zip(versions["version"], versions["names"], strict=True):
        listed = int(((members["version"] == version) & (members["listed"] == "yes")).sum())
        if (members["version"] == version).any() and listed != names:
            problem = say_count(
                "has {count} countries of version {version}",
                "has {count} countries of version {version}",
                listed,
                count=listed,
                version=version,
            )
            yield Problem("safeguards.csv", problem, say("safeguards_versions.csv says {count}", count=f"{names:g}"))


def _sources(table: pd.DataFrame) -> Iterator[Problem]:
    wrong = (table["address"] != "") & ~table["address"].str.match(r"https?://\S+$").astype(bool)
    yield from _told(
        "sources.csv: address", _lines(wrong), say("is no address"), say("an address that begins with http")
    )


def check_tables(tables: dict[str, pd.DataFrame], codebook: Codebook, sources: Container[str]) -> list[Problem]:
    """Everything wrong with the tables of a register, by name."""
    found: list[Problem] = []
    for name, table in tables.items():
        found += _missing(name, table)
        found += _codes(name, table, codebook, sources)
        found += _repeated(name, table)
        found += _numbers(name, table)
    found += _positions(tables["countries"])
    found += _corridors(tables["corridors"])
    found += _parameters(tables["parameters"])
    found += _safeguards(tables["safeguards_versions"], tables["safeguards"])
    found += _sources(tables["sources"])
    return found
