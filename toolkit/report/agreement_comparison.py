"""Agreements side by side: what they are, and which clauses each names, perhaps names, or is not found to name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolkit.atlas.agreements_network import names_clause
from toolkit.atlas.standing import standing_in
from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.read import Register
from toolkit.register.records import Agreement, Volume
from toolkit.report.agreement_detail import standing_word
from toolkit.report.register import spaced
from toolkit.report.table import Table
from toolkit.wording import join, number

__all__ = ["MOST", "comparison_of_agreements"]

MOST = 4
"""The most agreements that can be read side by side."""

_LEVELS = {"named": to_say("named"), "perhaps": to_say("perhaps"), "": to_say("not found")}
_Teller = Callable[[Agreement], str]


def _volume(volume: Volume) -> str:
    told = {
        "count": number(volume.number),
        "kind": spaced(volume.kind),
        "unit": spaced(volume.per),
        "basis": volume.basis,
    }
    if volume.year:
        return say("{count} {kind}, per {unit}, {year}: {basis}", year=volume.year, **told)
    return say("{count} {kind}, per {unit}: {basis}", **told)


def _standing(record: Agreement) -> str:
    found = standing_in(record)
    return say("{standing}: {why}", standing=standing_word(found.word), why=found.why)


def _facts(language: str) -> list[tuple[str, _Teller]]:
    unknown = say("not known")
    return [
        (say("title"), lambda record: record.title),
        (say("parties"), lambda record: join(country_name(country, language) for country in record.countries)),
        (
            say("direction"),
            lambda record: join(d.replace("-", " → ") for d in record.directions) or say("mutual, or none"),
        ),
        (say("instrument"), lambda record: spaced(record.instrument)),
        (say("level"), lambda record: spaced(record.level)),
        (say("cadres"), lambda record: join(spaced(cadre) for cadre in record.cadres)),
        (say("signed"), lambda record: record.signed or unknown),
        (say("in force or started"), lambda record: record.in_force or unknown),
        (say("ends"), lambda record: record.ends or unknown),
        (say("as last known"), _standing),
        (
            say("quotas, targets and first groups"),
            lambda record: "; ".join(map(_volume, record.volumes)) or say("none stated"),
        ),
        (say("who pays"), lambda record: "; ".join(money.words for money in record.money) or say("not stated")),
        (say("confidence"), lambda record: spaced(record.confidence)),
        (say("sources"), lambda record: ", ".join(record.sources)),
    ]


def comparison_of_agreements(
    records: Sequence[Agreement], register: Register, *, every_clause: bool = False, language: str = ""
) -> tuple[Table, Table]:
    """Facts in rows and agreements in columns; then clauses in rows, those on which the agreements differ marked.

    Clauses that none of them names stand in the second table only with ``every_clause``.
    """
    keys = [record.id for record in records]
    facts = tuple((what, *(tell(record) for record in records)) for what, tell in _facts(language))
    rows = []
    for key, clause in register.codebook.clauses.items():
        levels = [names_clause(register, record, key) for record in records]
        if every_clause or any(levels):
            family = say(register.codebook.families[clause.family].name)
            differing = "" if len(set(levels)) == 1 else say("differ")
            rows.append((family, say(clause.name), differing, *(say(_LEVELS[level]) for level in levels)))
    differ = sum(bool(row[2]) for row in rows)
    note = say_count(
        "{count} of {total} clauses differ. Not found means that the pages read do not name it: most texts are not "
        "public, so it may still stand in the text. Perhaps: by a broad term.",
        "{count} of {total} clauses differ. Not found means that the pages read do not name it: most texts are not "
        "public, so it may still stand in the text. Perhaps: by a broad term.",
        differ,
        count=number(differ),
        total=number(len(rows)),
    )
    unknown = say("Not known means that no page read tells it.")
    columns = (say("family"), say("clause"), say("differ"), *keys)
    return (
        Table(say("Agreements side by side"), (say("what"), *keys), facts, unknown),
        Table(say("Their clauses"), columns, tuple(rows), note),
    )
