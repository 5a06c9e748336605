"""Chilton and Posner's files of bilateral labour agreements: which there are, and what their texts provide for.

Party A and B are not origin and destination, so every agreement is without direction. Amendments stay records of their
own. Numbers of the Correlates of War list and names are both read and must not contradict each other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import pandas as pd

from toolkit.countries import country_name
from toolkit.errors import Problem
from toolkit.imports.collect import Named, clean
from toolkit.imports.job import Job, Look, failed
from toolkit.imports.labour_terms import CLAUSES, NO_CLAUSE
from toolkit.imports.source_file import SourceFile, open_source
from toolkit.imports.words import cadre_of
from toolkit.languages.catalogues import ENGLISH
from toolkit.languages.speech import say, say_count
from toolkit.register.records import Agreement
from toolkit.wording import number

__all__ = ["CODING", "FORMATION", "read", "recognise"]

CODING = "labour_agreements_coding"
FORMATION = "labour_agreements_formation"
_CHUNK = 500
_UNKNOWN_YEAR = 9999
_NEEDED = ("treatyID", "countryA", "countryB", "codeA", "codeB", "year")
_FORMS = (
    (
        "memorandum_of_understanding",
        re.compile(r"memorandum of (understanding|cooperation|agreement)|\bmou\b", re.IGNORECASE),
    ),
    ("protocol", re.compile(r"\bprotocol\b", re.IGNORECASE)),
    ("treaty", re.compile(r"\b(treaty|convention)\b", re.IGNORECASE)),
)
_MINISTRY = re.compile(
    r"ministr\w+ (of|for) health[^,;.]*|occupational safety and health|health,? labou?r and welfare", re.IGNORECASE
)
_HEALTH = re.compile(
    r"health (personnel|sector|professional|worker|services|care)|healthcare|medical (staff|personnel|worker)",
    re.IGNORECASE,
)


def _chunks(source: SourceFile) -> Iterator[pd.DataFrame]:
    try:
        with pd.read_stata(source.path, iterator=True, chunksize=_CHUNK, convert_categoricals=False) as reader:
            yield from reader
    except (ValueError, OSError, KeyError, EOFError) as failure:
        wrong = say("is a broken Stata file: {reason}", reason=failure)
        problem = Problem(say("the file"), wrong, remedy=say("download it again"))
        raise failed(source, [problem]) from failure


def _columns(source: SourceFile) -> list[str]:
    return [str(name) for chunk in islice(_chunks(source), 1) for name in chunk.columns]


def recognise(look: Look) -> tuple[str, str] | None:
    """The layout of a labour-agreement file and why, by its variables."""
    if look.source.kind != "stata":
        return None
    columns = _columns(look.source)
    if not all(name in columns for name in _NEEDED):
        return None
    if "agreement_title" in columns:
        return CODING, say("it has the variables of the file of coded labour agreements")
    return FORMATION, say("it has the variables of the file of labour agreements that were formed")


def _plain(value: Any) -> Any:
    return None if pd.isna(value) else value.strip() if isinstance(value, str) else value


def _rows(source: SourceFile) -> Iterator[dict[str, Any]]:
    for chunk in _chunks(source):
        for record in chunk.to_dict("records"):
            yield {str(name): _plain(value) for name, value in record.items()}


def _companion(job: Job) -> Mapping[int, dict[str, Any]]:
    """The rows of the second file by number of the agreement."""
    if job.options.companion is None:
        return {}
    source = open_source(job.options.companion)
    columns = _columns(source) if source.kind == "stata" else []
    if "treatyID" not in columns:
        wrong, expected = say("is no labour-agreement file"), say("a Stata file with treatyID")
        raise failed(source, [Problem(say("the file"), wrong, expected)])
    return {int(record["treatyID"]): record for record in _rows(source)}


def read(job: Job) -> None:
    """Read agreements as records without direction; terms coded 1 become clauses, others are counted as not mapped."""
    collector, tally = job.collector, job.collector.tally
    tally.counted = "agreements"
    more = _companion(job)
    unmapped: Counter[str] = Counter()
    amendments = unknown_years = 0
    for line, own in enumerate(_rows(job.source), start=1):
        tally.read()
        row = more.get(int(own["treatyID"]), {}) | {name: value for name, value in own.items() if value is not None}
        parties = [
            collector.place(str(row[f"code{side}"]), "correlates_of_war", "party", row[f"country{side}"])
            for side in "AB"
        ]
        bad = next((party for party in parties if not party.is_country), None)
        if bad is not None:
            collector.leave_out(bad, line)
            continue
        if parties[0].code == parties[1].code:
            tally.drop("own_country")
            tally.own_country[parties[0].code] += 1
            continue
        unmapped.update(term for term in NO_CLAUSE if row.get(term) == 1)
        amendments += row.get("past_bla_amend") == 1
        year = None if row["year"] == _UNKNOWN_YEAR else int(row["year"])
        unknown_years += year is None
        if collector.output.seen(("agreement", int(row["treatyID"])), 0.0) != "new":
            tally.drop("repeated")
            continue
        record = _record(job, row, parties, year)
        collector.output.agreement(record)
        tally.rows_kept += 1
        tally.units["agreements"] += 1
        if year is not None:
            tally.years[year] += 1
    _tell(job, unmapped, amendments, unknown_years)


def _tell(job: Job, unmapped: Mapping[str, int], amendments: int, unknown_years: int) -> None:
    tally = job.collector.tally
    tally.note(say("parties are named without direction, as the file tells none"))
    if amendments:
        tally.note(
            say_count(
                "{count} amendments and additional protocols are kept as records of their own",
                "{count} amendments and additional protocols are kept as records of their own",
                amendments,
                count=number(amendments),
            )
        )
    if unknown_years:
        tally.note(
            say_count(
                "{count} agreements have the year 9999, which stands for an unknown one",
                "{count} agreements have the year 9999, which stands for an unknown one",
                unknown_years,
                count=number(unknown_years),
            )
        )
    for term, count in sorted(unmapped.items()):
        tally.note(
            say_count(
                "term {term} ({count} agreements) is no clause: {reason}",
                "term {term} ({count} agreements) is no clause: {reason}",
                count,
                term=term,
                count=number(count),
                reason=say(NO_CLAUSE[term]),
            )
        )


def _signed(row: Mapping[str, Any], year: int | None) -> str | None:
    """The date of signature as far as it is known; the month comes first in the file."""
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", str(row.get("datesigned") or ""))
    if found and year == int(found[3]) and 1 <= int(found[1]) <= 12 and 1 <= int(found[2]) <= 31:
        return f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}"
    return str(year) if year is not None else None


def _cadres(title: str) -> list[str]:
    """The health cadres that a title names; names of ministries do not count."""
    text = _MINISTRY.sub("", title)
    cadre = cadre_of(text)
    if cadre:
        return [cadre]
    return ["all"] if _HEALTH.search(text) else []


def _notes(row: Mapping[str, Any]) -> str:
    notes = [f"Number {int(row['treatyID'])} of the file of labour agreements"]
    if row.get("past_bla_amend") == 1:
        notes.append("An amendment or additional protocol to an earlier agreement")
    if row.get("past_bla_replace") == 1:
        notes.append("Replaces an earlier agreement between the two")
    if row.get("bla_duration"):
        years = f" ({row['bla_duration_years']} years)" if row.get("bla_duration_years") else ""
        notes.append(f"Duration as coded: {clean(str(row['bla_duration']))}{years}")
    if row.get("quota_num"):
        notes.append(f"Quota as coded: {clean(str(row['quota_num']))}")
    return ". ".join(notes) + "."


def _record(job: Job, row: Mapping[str, Any], parties: list[Named], year: int | None) -> dict[str, Any]:
    names = " and ".join(country_name(party.code, ENGLISH) for party in parties)
    title = clean(str(row.get("agreement_title") or "")).strip('"') or f"Labour agreement, {names}"
    amendment = row.get("past_bla_amend") == 1
    form = "protocol" if amendment else next((form for form, words in _FORMS if words.search(title)), "agreement")
    cadres = _cadres(title)
    clauses = list(dict.fromkeys(clause for term, clause in CLAUSES.items() if row.get(term) == 1))
    values: dict[str, Any] = {
        "id": f"BLA-{int(row['treatyID']):04}",
        "title": title,
        "parties": [{"country": party.code, "role": "both"} for party in parties],
        "parties_complete": True,
        "directions": [],
        "level": "bilateral",
        "instrument": form,
        "scope": "health" if cadres else "general",
        "signed": _signed(row, year),
        "status": "unknown",
        "cadres": cadres or ["all_migrants"],
        "provisions": [{"clause": clause} for clause in clauses],
        "notes": _notes(row),
        "sources": [job.source_key],
        "confidence": job.confidence,
    }
    found = {name: value for name, value in values.items() if value is not None}
    Agreement.model_validate(found)
    return found
