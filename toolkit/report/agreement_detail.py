"""One agreement beyond its record: how it stands and why, what its clauses ask and answer, a draft as a record."""

from __future__ import annotations

from toolkit.atlas.agreements_network import names_clause
from toolkit.atlas.standing import standing_in
from toolkit.case.schema import Case, ends
from toolkit.countries import country_name
from toolkit.languages.speech import say, to_say
from toolkit.prefill.sketch import clauses_of_case
from toolkit.register.read import Register
from toolkit.register.records import Agreement
from toolkit.report.table import Table
from toolkit.wording import join

__all__ = ["DRAFT", "clause_context", "draft_as_record", "standing_in_words", "standing_word"]

DRAFT = "draft"
"""The key of a draft where it stands among records."""

_LEVELS = {"named": to_say("named"), "perhaps": to_say("perhaps")}
_AS_LAST_KNOWN = {
    "in_force": to_say("In force, as last known: {why}."),
    "perhaps": to_say("Perhaps in force, as last known: {why}."),
    "ended": to_say("Ended, as last known: {why}."),
    "not_yet": to_say("Not yet in force, as last known: {why}."),
    "announced": to_say("Only announced: it does not count as an agreement, as last known: {why}."),
}
_IN_A_YEAR = {
    "in_force": to_say("In force, in {year}: {why}."),
    "perhaps": to_say("Perhaps in force, in {year}: {why}."),
    "ended": to_say("Ended, in {year}: {why}."),
    "not_yet": to_say("Not yet in force, in {year}: {why}."),
    "announced": to_say("Only announced: it does not count as an agreement, in {year}: {why}."),
}
_WORDS = {
    "in_force": to_say("in force"),
    "perhaps": to_say("perhaps"),
    "ended": to_say("ended"),
    "not_yet": to_say("not yet"),
    "announced": to_say("announced"),
}


def standing_word(word: str) -> str:
    """A word of ``toolkit.atlas.standing.STANDINGS`` as it is read; other words as they are."""
    return say(_WORDS[word]) if word in _WORDS else word.replace("_", " ")


def standing_in_words(record: Agreement, year: int | None = None) -> str:
    """How an agreement stands in a year, by default as last known, and why.

    >>> from toolkit.register.read import load_register
    >>> standing_in_words(load_register(user_data=False).agreements["KEN-GBR-2021"])
    'In force, as last known: treated as running by a page of 2024.'
    """
    found = standing_in(record, year)
    if year is None:
        return say(_AS_LAST_KNOWN[found.word], why=found.why)
    return say(_IN_A_YEAR[found.word], year=year, why=found.why)


def clause_context(record: Agreement, register: Register) -> Table:
    """The clauses that a record names, or perhaps names by a broad term, with family, question and what they answer."""
    book = register.codebook
    rows = []
    for key, clause in book.clauses.items():
        level = names_clause(register, record, key)
        if not level:
            continue
        answers = [f"{say(book.yardsticks[code].name)} ({code})" for code in clause.answers if code in book.yardsticks]
        rows.append(
            (
                say(book.families[clause.family].name),
                say(clause.name),
                say(_LEVELS[level]),
                say(clause.question),
                say(clause.usual_payer) if clause.usual_payer else say("nobody"),
                join(answers),
            )
        )
    note = say(
        "Perhaps: a broad term of the pages may stand for the clause. What is not here may still stand in the text."
    )
    columns = (say("family"), say("clause"), say("found"), say("question"), say("usual payer"), say("answers"))
    return Table(say("What these clauses ask, and which standards they answer"), columns, tuple(rows), note)


def draft_as_record(case: Case) -> Agreement:
    """A case as a record, to stand among records in a picture: its parties, cadres and the clauses it amounts to."""
    roles: dict[str, str] = {}
    for corridor in case.corridors:
        for country, role in zip(ends(corridor), ("sending", "receiving"), strict=True):
            roles[country] = role if roles.get(country, role) == role else "both"
    return Agreement.model_validate(
        {
            "id": DRAFT,
            "title": say("Draft: {countries}", countries=join(country_name(country) for country in roles)),
            "parties": [{"country": country, "role": role} for country, role in roles.items()],
            "directions": list(case.corridors),
            "level": "bilateral" if len(roles) == 2 else "regional",
            "instrument": "agreement",
            "status": "announced",
            "cadres": list(dict.fromkeys(cadre for _, cadre, _ in case.corridor_cadres())),
            "provisions": [{"clause": clause} for clause in sorted(clauses_of_case(case))],
            "sources": [DRAFT],
            "confidence": "weak",
        }
    )
