"""Checking a whole register: every file is read, every problem told, none hidden behind another."""

from __future__ import annotations

from pathlib import Path

from toolkit.data_folder import data_folder
from toolkit.errors import Problem
from toolkit.register.check_records import check_codebook, check_record
from toolkit.register.check_tables import check_tables
from toolkit.register.read import load_register, read_own_records, read_own_sources, read_parts, shipped_folder

__all__ = ["check_register", "check_user_data"]


def check_register(folder: Path | None = None) -> list[Problem]:
    """Everything wrong with the facts in a folder, the shipped ones where none is given."""
    parts = read_parts(folder or shipped_folder())
    sources = {str(key) for key in parts.tables["sources"]["key"]}
    found = [*parts.problems, *check_codebook(parts.codebook)]
    for name, record in parts.records.items():
        found += check_record(record, name, parts.codebook, sources)
    return found + check_tables(parts.tables, parts.codebook, sources)


def check_user_data() -> list[Problem]:
    """Everything wrong with the user's own agreement records and sources; files are named with their folder."""
    register = load_register(user_data=False)
    records, found = read_own_records()
    sources, wrong = read_own_sources()
    found = found + wrong
    for name, record in records.items():
        found += check_record(record, name, register.codebook, {*register.sources, *sources})
    return [Problem(f"{data_folder() / 'agreements'}: {p.place}", p.problem, p.expectation, p.remedy) for p in found]
