"""Finding agreements and figures: by country, cadre, clause, status, year and confidence.

Weak records stay hidden unless asked for. An announced agreement is found under its status and never counted as one
that exists.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from toolkit.errors import InputError, Problem
from toolkit.languages.speech import say
from toolkit.register.places import country_code
from toolkit.register.read import Register
from toolkit.register.records import Agreement
from toolkit.validation import did_you_mean
from toolkit.wording import join, nearest

__all__ = ["figures_to_dicts", "find_agreements", "find_figures", "get_agreement", "newest"]

_FIGURE_KEY = ["origin", "destination", "cadre", "measure", "basis", "unit"]


def get_agreement(register: Register, key: str) -> Agreement:
    """A record by its key, in upper or lower case. Raises ``InputError`` naming the nearest keys."""
    if key in register.agreements:
        return register.agreements[key]
    same = [known for known in register.agreements if known.casefold() == key.strip().casefold()]
    if len(same) == 1:
        return register.agreements[same[0]]
    remedy = did_you_mean(nearest(key, register.agreements), say("see `accord agreements list`"))
    wrong = say("'{key}' is no record of the register", key=key)
    raise InputError(say("the request"), [Problem(say("the agreement"), wrong, "", remedy)])


def _check(register: Register, **asked: str | None) -> None:
    """Raise ``InputError`` for a coded word that the codebook does not have: a typing error must not find nothing."""
    problems: list[Problem] = []
    for field, word in asked.items():
        known: Iterable[str] = (
            [*register.codebook.clauses, *register.codebook.broad_terms]
            if field == "clause"
            else register.codebook.vocabulary.get(field, {})
        )
        if word is None or word in known:
            continue
        wrong, expected = say("is '{word}'", word=word), say("one of {names}", names=join(known, "or"))
        problems.append(Problem(f"--{field}", wrong, expected, did_you_mean(nearest(word, known))))
    if problems:
        raise InputError(say("the request"), problems)


def _code(country: str | None, field: str) -> str | None:
    return None if country is None else country_code(country, f"--{field}")


def find_agreements(
    register: Register,
    *,
    country: str | None = None,
    between: tuple[str, str] | None = None,
    sending: str | None = None,
    receiving: str | None = None,
    cadre: str | None = None,
    clause: str | None = None,
    status: str | None = None,
    level: str | None = None,
    instrument: str | None = None,
    scope: str | None = None,
    since: int | None = None,
    until: int | None = None,
    confidence: str | None = None,
    text: str | None = None,
    weak: bool = False,
) -> list[Agreement]:
    """The agreements that meet every condition given, by key.

    ``clause`` is a clause or a broad term of the codebook; a record that names only a broad term which may stand for
    the clause is not found under the clause. ``since`` and ``until`` bound the year of signature (of entry into force
    where that is not known); a record without either is left out when one of them is given. ``text`` is looked for in
    titles and notes. Weak records are left out unless ``weak`` or ``confidence="weak"``. Countries are given by code or
    by name.

    Raises ``InputError`` for a word that the codebook does not have and for what is not a country.
    """
    _check(
        register,
        cadre=cadre,
        clause=clause,
        status=status,
        level=level,
        instrument=instrument,
        scope=scope,
        confidence=confidence,
    )
    country, sending, receiving = _code(country, "country"), _code(sending, "sending"), _code(receiving, "receiving")
    both = set() if between is None else {country_code(end, "--between") for end in between}
    hidden = set() if weak or confidence == "weak" else {"weak"}

    def meets(record: Agreement) -> bool:
        year = record.year
        return (
            record.confidence not in hidden
            and country in (None, *record.countries)
            and both <= set(record.countries)
            and (sending is None or any(corridor.startswith(f"{sending}-") for corridor in record.directions))
            and (receiving is None or any(corridor.endswith(f"-{receiving}") for corridor in record.directions))
            and cadre in (None, *record.cadres)
            and (clause is None or clause in record.clauses or clause in record.broad)
            and status in (None, record.status)
            and level in (None, record.level)
            and instrument in (None, record.instrument)
            and scope in (None, record.scope)
            and (since is None or (year is not None and year >= since))
            and (until is None or (year is not None and year <= until))
            and confidence in (None, record.confidence)
            and (text is None or text.casefold() in f"{record.title} {record.notes}".casefold())
        )

    return [record for _, record in sorted(register.agreements.items()) if meets(record)]


def find_figures(
    register: Register,
    *,
    origin: str | None = None,
    destination: str | None = None,
    cadre: str | None = None,
    measure: str | None = None,
    basis: str | None = None,
    unit: str | None = None,
    year: int | None = None,
    confidence: str | None = None,
    weak: bool = False,
    alternates: bool = False,
) -> pd.DataFrame:
    """The corridor figures that meet every condition given: one row a figure, with unit, year, source and confidence.

    Rows that differ in measure, basis, unit or cadre ``all`` must not be added up. Figures that another replaces or
    contradicts are left out unless ``alternates``; weak ones unless ``weak`` or ``confidence="weak"``. Countries are
    given by code or by name.

    Raises ``InputError`` for a word that the codebook does not have and for what is not a country.
    """
    _check(register, cadre=cadre, measure=measure, basis=basis, unit=unit, confidence=confidence)
    table = register.corridors
    chosen = pd.Series(True, index=table.index)
    for column, wanted in (
        ("origin", _code(origin, "from")),
        ("destination", _code(destination, "to")),
        ("cadre", cadre),
        ("measure", measure),
        ("basis", basis),
        ("unit", unit),
        ("year", year),
        ("confidence", confidence),
    ):
        if wanted is not None:
            chosen &= table[column] == wanted
    if not weak and confidence != "weak":
        chosen &= table["confidence"] != "weak"
    if not alternates:
        chosen &= table["standing"] == "used"
    return table[chosen].sort_values([*_FIGURE_KEY, "year", "standing", "source"], ignore_index=True)


def newest(figures: pd.DataFrame) -> pd.DataFrame:
    """Of every series (same corridor, cadre, measure, basis and unit) the figure of the newest year."""
    ordered = figures.sort_values([*_FIGURE_KEY, "year"], kind="stable")
    return ordered.groupby(_FIGURE_KEY, sort=True).tail(1).reset_index(drop=True)


def figures_to_dicts(figures: pd.DataFrame) -> list[dict[str, object]]:
    """Rows as plain mappings, ``None`` where a cell is empty."""
    rows = figures.astype(object).where(figures.notna() & (figures.astype(str) != ""), None).to_dict("records")
    return [
        {str(key): int(value) if key == "year" and value is not None else value for key, value in row.items()}
        for row in rows
    ]
