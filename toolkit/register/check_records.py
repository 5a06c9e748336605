"""Checks of agreement records against the codebook, the sources and themselves, every problem in plain words."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

import pycountry

from toolkit.countries import is_country
from toolkit.errors import Problem
from toolkit.languages.speech import say
from toolkit.register.records import Agreement, Codebook, Money, Provision, Volume, year_of
from toolkit.validation import did_you_mean
from toolkit.wording import join, nearest

__all__ = ["check_codebook", "check_record", "is_currency", "unknown_word"]


class _Words:
    """Looks words up in the codebook and says what is known where a word is not."""

    def __init__(self, codebook: Codebook, sources: Container[str]):
        self._codebook = codebook
        self._sources = sources

    def coded(self, place: str, vocabulary: str, word: str | None) -> Iterator[Problem]:
        known = self._codebook.vocabulary.get(vocabulary, {})
        if word is not None and word not in known:
            yield unknown_word(place, word, vocabulary, list(known))

    def clause(self, place: str, word: str | None) -> Iterator[Problem]:
        if word is not None and word not in self._codebook.clauses:
            yield _unknown(place, word, say("a clause of the codebook"), list(self._codebook.clauses))

    def broad(self, place: str, word: str | None) -> Iterator[Problem]:
        if word is not None and word not in self._codebook.broad_terms:
            yield _unknown(place, word, say("a broad term of the codebook"), list(self._codebook.broad_terms))

    def source(self, place: str, key: str | None) -> Iterator[Problem]:
        if key is not None and key not in self._sources:
            wrong = say("names the source '{key}'", key=key)
            yield Problem(place, wrong, say("a key of sources.csv"), say("add it there"))


def _unknown(place: str, word: str, expectation: str, known: list[str]) -> Problem:
    return Problem(place, say("is '{word}'", word=word), expectation, did_you_mean(nearest(word, known)))


_FEW = 12
"""A vocabulary of so many words is told where none of them is like the given word."""


def unknown_word(place: str, word: str, vocabulary: str, known: list[str]) -> Problem:
    """A word that the codebook does not have, with those that were perhaps meant."""
    if 0 < len(known) <= _FEW and not nearest(word, known):
        expected = say("a word of the codebook's {vocabulary}: {words}", vocabulary=vocabulary, words=join(known, "or"))
    else:
        expected = say("a word of the codebook's {vocabulary}", vocabulary=vocabulary)
    return _unknown(place, word, expected, known)


def is_currency(code: str) -> bool:
    """Whether a text is a code of ISO 4217, in capital letters as the register writes them."""
    return code.isupper() and pycountry.currencies.get(alpha_3=code) is not None


def _country(place: str, code: str) -> Iterator[Problem]:
    if not is_country(code):
        expected = say("an ISO 3166-1 alpha-3 code such as {code}", code="KEN")
        yield Problem(place, say("is '{word}'", word=code), expected)


def _dated(place: str, part: Volume | Money | Provision, undated: str) -> Iterator[Problem]:
    if part.assumed and not part.note:
        remedy = say("say in `note` what the estimate rests on")
        yield Problem(place, say("is marked as assumed without a note"), "", remedy)
    if part.year is None and not part.assumed:
        yield Problem(place, undated, say("the year it is of"), say("or `assumed: true` with a note"))


def _parties(record: Agreement, words: _Words) -> Iterator[Problem]:
    roles: dict[str, set[str]] = {}
    for index, party in enumerate(record.parties, start=1):
        yield from _country(f"parties → {index}", party.country)
        yield from words.coded(f"parties → {index} → role", "role", party.role)
        roles.setdefault(party.country, set()).add(party.role)
    for direction in record.directions:
        origin, _, destination = direction.partition("-")
        for country, role in ((origin, "sending"), (destination, "receiving")):
            if country not in roles:
                wrong = say("{corridor} names {country}, which is no party", corridor=direction, country=country)
                yield Problem("directions", wrong, "", say("add the party"))
            elif not roles[country] & {role, "both"}:
                yield Problem("directions", _other_role(direction, country, role))
        if origin == destination:
            yield Problem("directions", say("{corridor} leads from a country to itself", corridor=direction))
    if not record.directions and any("both" not in found for found in roles.values()):
        wrong, expected = say("are absent although a party sends or receives"), say("corridors as KEN-GBR")
        yield Problem("directions", wrong, expected)
    if len(set(record.directions)) < len(record.directions):
        yield Problem("directions", say("name a corridor twice"))


def _other_role(corridor: str, country: str, role: str) -> str:
    if role == "sending":
        return say("{corridor} has {country} sending, its role says otherwise", corridor=corridor, country=country)
    return say("{corridor} has {country} receiving, its role says otherwise", corridor=corridor, country=country)


def _dates(record: Agreement, words: _Words) -> Iterator[Problem]:
    signed, starts, ends = year_of(record.signed), year_of(record.in_force), year_of(record.ends)
    if signed and ends and ends < signed:
        yield Problem("ends", _before_signature(record.ends, record.signed))
    if starts and ends and ends < starts:
        wrong = say("is {date}, before the start in {start}", date=record.ends, start=record.in_force)
        yield Problem("ends", wrong)
    if ends and record.ends_basis is None:
        remedy = say("{one}, or {other}", one="stated", other="from_term")
        yield Problem("ends_basis", say("is missing"), say("how the end is known"), remedy)
    if record.ends_basis is not None and not ends:
        yield Problem("ends_basis", say("is given without `{field}`", field="ends"))
    yield from words.coded("ends_basis", "ends_basis", record.ends_basis)
    if record.status_as_of and signed and record.status_as_of < signed:
        yield Problem("status_as_of", _before_signature(record.status_as_of, record.signed))
    if record.announced and record.signed:
        wrong = say("is announced although a date of signature is given")
        yield Problem("status", wrong, "", say("correct one of the two"))
    if record.status == "active" and ends and record.status_as_of and ends < record.status_as_of:
        wrong = say("is active as of {year} although it ended in {date}", year=record.status_as_of, date=record.ends)
        yield Problem("status", wrong)
    over = record.status in ("expired", "terminated") and record.ends_basis == "stated"
    if over and record.status_as_of and ends and ends > record.status_as_of:
        wrong = say(
            "is {status} as of {year} although it ends in {date}",
            status=say(record.status),
            year=record.status_as_of,
            date=record.ends,
        )
        yield Problem("status", wrong)


def _before_signature(date: object, signed: object) -> str:
    return say("is {date}, before the signature in {signed}", date=date, signed=signed)


def _volumes(record: Agreement, words: _Words) -> Iterator[Problem]:
    for index, volume in enumerate(record.volumes, start=1):
        place = f"volumes → {index}"
        yield from words.coded(f"{place} → kind", "volume_kind", volume.kind)
        yield from words.coded(f"{place} → per", "volume_per", volume.per)
        yield from words.source(f"{place} → source", volume.source)
        yield from _dated(place, volume, say("has a number without a year"))
        if not volume.basis.strip():
            yield Problem(f"{place} → basis", say("is empty"), say("what the source says the number is"))


def _money(record: Agreement, words: _Words) -> Iterator[Problem]:
    for index, money in enumerate(record.money, start=1):
        place = f"money → {index}"
        for field in ("item", "payer", "payee", "per"):
            yield from words.coded(f"{place} → {field}", f"money_{field}", getattr(money, field))
        yield from words.clause(f"{place} → clause", money.clause)
        yield from words.source(f"{place} → source", money.source)
        amounts = [value for value in (money.low, money.amount, money.high) if value is not None]
        if amounts:
            yield from _dated(place, money, say("has an amount without a year"))
            if money.currency is None or not is_currency(money.currency):
                expected = say("an ISO 4217 code such as {code}", code="EUR")
                yield Problem(f"{place} → currency", say("is '{word}'", word=money.currency or ""), expected)
            if money.per is None:
                yield Problem(f"{place} → per", say("is missing"), say("what the amount is paid for"))
        if amounts != sorted(amounts):
            wrong = say("has amounts {amounts}", amounts=", ".join(f"{value:g}" for value in amounts))
            yield Problem(place, wrong, say("low ≤ amount ≤ high"))


def _provisions(record: Agreement, words: _Words) -> Iterator[Problem]:
    seen: set[tuple[object, ...]] = set()
    for index, provision in enumerate(record.provisions, start=1):
        place = f"provisions → {index}"
        if (provision.clause is None) == (provision.broad is None):
            wrong = say("has not exactly one of `clause` and `broad`")
            yield Problem(place, wrong, say("a clause, or a broad term"))
        yield from words.clause(f"{place} → clause", provision.clause)
        yield from words.broad(f"{place} → broad", provision.broad)
        yield from words.source(f"{place} → source", provision.source)
        if provision.value is not None:
            yield from _dated(place, provision, say("has a quantity without a year"))
            if not provision.unit:
                yield Problem(f"{place} → unit", say("is missing"), say("the unit of the quantity"))
        key = (provision.clause, provision.broad, provision.words, provision.value)
        if key in seen:
            wrong = say("repeats {provision}", provision=provision.clause or provision.broad)
            yield Problem(place, wrong, say("each provision once"))
        seen.add(key)


def _rest(record: Agreement, words: _Words) -> Iterator[Problem]:
    for field in ("level", "instrument", "scope", "status", "confidence"):
        yield from words.coded(field, field, getattr(record, field))
    for cadre in record.cadres:
        yield from words.coded("cadres", "cadre", cadre)
    for key in record.sources:
        yield from words.source("sources", key)
    for index, conflict in enumerate(record.conflicts, start=1):
        if conflict.used and conflict.used not in {value.value for value in conflict.values}:
            wrong = say("is '{word}'", word=conflict.used)
            yield Problem(f"conflicts → {index} → used", wrong, say("one of the values, or nothing"))


_CHECKS: tuple[Callable[[Agreement, _Words], Iterator[Problem]], ...] = (
    _parties,
    _dates,
    _volumes,
    _money,
    _provisions,
    _rest,
)


def check_record(record: Agreement, name: str, codebook: Codebook, sources: Container[str]) -> list[Problem]:
    """Everything wrong with a record whose file has the given name (without ``.yaml``)."""
    words = _Words(codebook, sources)
    found = [problem for check in _CHECKS for problem in check(record, words)]
    if record.id != name:
        wrong, expected = say("is '{word}'", word=record.id), say("the name of its file, {name}", name=name)
        found.insert(0, Problem("id", wrong, expected))
    return [Problem(f"{name}: {p.place}", p.problem, p.expectation, p.remedy) for p in found]


def check_codebook(codebook: Codebook) -> list[Problem]:
    """Everything wrong with the codebook: words without a meaning, and references to what is not in it."""
    found: list[Problem] = []
    for key, clause in codebook.clauses.items():
        if clause.family not in codebook.families:
            found.append(_unknown(f"clauses → {key} → family", clause.family, say("a family"), list(codebook.families)))
        found += [
            _unknown(f"clauses → {key} → answers", answer, say("a yardstick"), list(codebook.yardsticks))
            for answer in clause.answers
            if answer not in codebook.yardsticks
        ]
    for key, broad in codebook.broad_terms.items():
        found += [
            _unknown(f"broad_terms → {key} → may_be", clause, say("a clause"), list(codebook.clauses))
            for clause in broad.may_be
            if clause not in codebook.clauses
        ]
        if key in codebook.clauses:
            wrong = say("is the name of a clause too")
            found.append(Problem(f"broad_terms → {key}", wrong, say("different names")))
    standings = codebook.vocabulary.get("yardstick_standing", {})
    for key, yardstick in codebook.yardsticks.items():
        if yardstick.standing not in standings:
            place, word = f"yardsticks → {key} → standing", yardstick.standing
            found.append(_unknown(place, word, say("a standing"), list(standings)))
    for field, words in codebook.vocabulary.items():
        found += [
            Problem(f"vocabulary → {field} → {word}", say("has no meaning"), say("a meaning in words"))
            for word, meaning in words.items()
            if not meaning.strip()
        ]
    return [Problem(f"codebook.yaml: {p.place}", p.problem, p.expectation, p.remedy) for p in found]
