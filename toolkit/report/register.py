"""The register as tables: agreements, one record, corridor figures, a country, precedents, gaps and coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from toolkit.countries import country_name
from toolkit.languages.speech import say, say_count, to_say
from toolkit.register.countries import CountryProfile
from toolkit.register.coverage import Coverage
from toolkit.register.precedents import ClauseGap, Precedent
from toolkit.register.read import SHIPPED, Register
from toolkit.register.records import Agreement, Codebook, Money, Provision, Volume
from toolkit.report.evidence import cadres_in_words
from toolkit.report.figures.words import capital
from toolkit.report.table import Table
from toolkit.wording import join, number, per_cent

__all__ = [
    "agreement_tables",
    "agreements_table",
    "clause_tables",
    "country_tables",
    "coverage_tables",
    "figures_table",
    "figures_tables",
    "gap_tables",
    "precedents_table",
    "spaced",
]

_READ = {
    "full_time_equivalents": to_say("full-time equivalents"),
    "nurse_and_midwife": to_say("nurses and midwives"),
    "lower_middle": to_say("lower-middle"),
    "upper_middle": to_say("upper-middle"),
    "gdp_per_capita": to_say("GDP per person"),
    "remittances_share_of_gdp": to_say("remittances received, share of GDP"),
    "uhc_index": to_say("index of essential health services"),
}
_ALSO_READ = (
    to_say("in force"),
    to_say("perhaps"),
    to_say("announced"),
    to_say("not yet"),
    to_say("ended"),
    to_say("appeared"),
    to_say("vanished"),
    to_say("grew"),
    to_say("shrank"),
    to_say("unchanged"),
    to_say("no new figure"),
    to_say("unknown before"),
    to_say("unknown after"),
    to_say("not comparable"),
    to_say("came into force"),
    to_say("became known"),
    to_say("became unknown"),
    to_say("concluded"),
    to_say("other"),
    to_say("country"),
    to_say("origin"),
    to_say("destination"),
    to_say("indicator"),
    to_say("cadre"),
    to_say("measure"),
    to_say("basis"),
    to_say("unit"),
    to_say("year"),
    to_say("value"),
    to_say("per 10 000 people"),
    to_say("index points 0 to 100"),
    to_say("share of GDP"),
    to_say("current US dollars per person"),
    to_say("US dollars a year, exchange rate"),
)
"""Words that are no words of the codebook's vocabulary, whose words are marked as a whole, and are read like them."""

_BASES = {
    "trained_in": to_say("by country of training"),
    "born_in": to_say("by country of birth"),
    "nationality": to_say("by nationality"),
    "born_in_or_nationality": to_say("by born in or nationality"),
    "residence": to_say("by residence"),
}
_LISTED = {
    None: to_say("members of this version are not held"),
    True: to_say("on the list"),
    False: to_say("not on the list"),
}
_INCOMES = {
    "low": to_say("low income"),
    "lower_middle": to_say("lower-middle income"),
    "upper_middle": to_say("upper-middle income"),
    "high": to_say("high income"),
}


def spaced(word: str) -> str:
    """A coded word as it is read: ``full_time_equivalents`` becomes ``full-time equivalents``."""
    return say(_READ.get(word, word.replace("_", " ")))


def _year(value: int | None) -> str:
    return "" if value is None else str(value)


def _parties(record: Agreement, language: str, most: int | None = None) -> str:
    named = [
        f"{country_name(party.country, language)}{f' ({party.part})' if party.part else ''}" for party in record.parties
    ]
    sign = " → " if record.directions and len(record.countries) == 2 else " – "
    left = len(named[most:]) if most is not None else 0
    told = sign.join(named[:most])
    if left:
        told = say_count(
            "{countries} and {count} more", "{countries} and {count} more", left, countries=told, count=number(left)
        )
    return told if record.parties_complete else say("{countries} and others", countries=told)


def agreements_table(
    records: Sequence[Agreement], register: Register, language: str = "", *, most_parties: int | None = None
) -> Table:
    """Agreements in rows; what is only announced is marked so that nobody counts it as existing.

    With ``most_parties`` only so many parties of each are named, and the number of the others is told. ``language`` is
    that of the countries' names, here and everywhere below, by default the one that is spoken.
    """
    rows = tuple(
        (
            record.id,
            record.title,
            _parties(record, language, most_parties),
            cadres_in_words("+".join(record.cadres)),
            record.signed or "",
            say("only announced") if record.announced else spaced(record.status),
            _year(record.status_as_of),
            spaced(record.confidence),
            *_layer(register, register.layer_of(record.id)),
        )
        for record in records
    )
    columns = (
        say("key"),
        say("title"),
        say("parties"),
        say("cadres"),
        say("signed"),
        say("status"),
        say("as of"),
        say("confidence"),
    )
    extra = (say("from"),) if _has_layers(register) else ()
    return Table(say("Agreements"), (*columns, *extra), rows, _count_of(records), columns[6:7])


def _count_of(records: Sequence[Agreement]) -> str:
    """How many agreements there are, those that are only announced apart."""
    announced = sum(record.announced for record in records)
    count = len(records) - announced
    told = say_count("{count} agreement", "{count} agreements", count, count=number(count))
    if announced:
        return say_count(
            "{agreements} and {count} only announced, not counted. Blank means not known.",
            "{agreements} and {count} only announced, not counted. Blank means not known.",
            announced,
            agreements=told,
            count=number(announced),
        )
    return say("{agreements}. Blank means not known.", agreements=told)


def _has_layers(register: Register) -> bool:
    return bool(register.layers) or bool((register.corridors["layer"] != SHIPPED).any())


def _layer(register: Register, layer: str) -> tuple[str, ...]:
    return (layer,) if _has_layers(register) else ()


def agreement_tables(record: Agreement, register: Register, language: str = "") -> list[Table]:
    """One record: what it is, its clauses, numbers and money, where sources disagree, and the sources."""
    rows = _facts(record, register, language)
    if register.layer_of(record.id) != SHIPPED:
        rows.append((say("comes from"), _comes_from(record, register)))
    tables = [Table(f"{record.id}: {record.title}", (say("field"), say("content")), tuple(rows))]
    tables += [table for table in _parts(record, register) if table.rows]
    sources = [register.sources[key] for key in record.sources if key in register.sources]
    told = tuple((source.key, source.title, source.publisher, _year(source.year), source.address) for source in sources)
    columns = (say("key"), say("title"), say("publisher"), say("year"), say("address"))
    return [*tables, Table(say("Sources"), columns, told)]


def _facts(record: Agreement, register: Register, language: str) -> list[tuple[str, str]]:
    """What a record is, line by line."""

    def coded(field: str, word: str) -> str:
        return f"{spaced(word)}: {say(register.codebook.vocabulary[field].get(word, ''))}"

    parties = _parties(record, language)
    if not record.parties_complete:
        parties = say("{parties}; not every party is named", parties=parties)
    unknown = say("not known")
    return [
        (say("parties"), parties),
        *(
            (say("body of {country}", country=country_name(party.country, language)), party.body)
            for party in record.parties
            if party.body
        ),
        (say("direction"), join(d.replace("-", " → ") for d in record.directions) or say("mutual, or none")),
        (say("level"), coded("level", record.level)),
        (say("instrument"), coded("instrument", record.instrument)),
        (say("scope"), coded("scope", record.scope)),
        (say("cadres"), cadres_in_words("+".join(record.cadres))),
        (say("signed"), record.signed or unknown),
        (say("in force or started"), record.in_force or unknown),
        (say("ends"), f"{record.ends} ({spaced(record.ends_basis or '')})" if record.ends else unknown),
        (say("status"), _status(record)),
        (say("confidence"), coded("confidence", record.confidence)),
        (say("notes"), record.notes.strip()),
    ]


def _status(record: Agreement) -> str:
    if record.status_as_of:
        return say("{status} as of {year}", status=spaced(record.status), year=record.status_as_of)
    return say("{status}, date not known", status=spaced(record.status))


def _comes_from(record: Agreement, register: Register) -> str:
    layer = register.layer_of(record.id)
    return say("{layer}, replaces the shipped record", layer=layer) if record.id in register.overridden else layer


def _amount(money: Money) -> str:
    low, high = money.low, money.high
    stated = number(money.amount, _decimals(money.amount)) if money.amount is not None else ""
    if low is not None and high is not None:
        spread = say("{low} to {high}", low=number(low, _decimals(low)), high=number(high, _decimals(high)))
        stated = f"{stated} ({spread})" if stated else spread
    elif low is not None or high is not None:
        edge = _edge(low, high)
        stated = f"{stated} ({edge})" if stated else edge
    if not stated or not money.per:
        return stated
    amount = say("{currency} {amount}", currency=money.currency, amount=stated)
    if money.per == "total":
        return say("{amount} in all", amount=amount)
    return say("{amount} per {unit}", amount=amount, unit=spaced(money.per))


def _edge(low: float | None, high: float | None) -> str:
    if low is not None:
        return say("at least {amount}", amount=number(low))
    return say("at most {amount}", amount=number(high or 0))


def _decimals(value: float) -> int:
    return 0 if value % 1 == 0 else 2


def _when(part: Volume | Money | Provision) -> str:
    if not part.assumed:
        return _year(part.year)
    return say("{year} (year assumed)", year=part.year or "").strip()


def _parts(record: Agreement, register: Register) -> Iterable[Table]:
    codebook = register.codebook
    provisions = []
    for item in record.provisions:
        name = codebook.clauses[item.clause].name if item.clause in codebook.clauses else ""
        broad = codebook.broad_terms[item.broad].meaning if item.broad in codebook.broad_terms else ""
        unit = say(item.unit or "")
        quantity = f"{number(item.value, _decimals(item.value))} {unit}" if item.value is not None else ""
        provisions.append(
            (
                item.clause or item.broad or "",
                say(name) if name else say("broad term: {meaning}", meaning=say(broad)),
                item.words,
                quantity,
                _when(item),
            )
        )
    yield Table(
        say("Clauses that the pages read name"),
        (say("code"), say("clause"), say("what they say"), say("quantity"), say("year")),
        tuple(provisions),
        say("A clause that is absent here is not known to be absent from the text."),
    )
    yield Table(
        say("Quotas, targets and first groups (not flows)"),
        (say("number"), say("kind"), say("per"), say("what it is"), say("year")),
        tuple((number(v.number), spaced(v.kind), spaced(v.per), v.basis, _when(v)) for v in record.volumes),
        numeric=(say("number"),),
    )
    yield Table(
        say("Money"),
        (say("for"), say("payer"), say("payee"), say("amount"), say("year"), say("what the source says")),
        tuple(
            (spaced(m.item), spaced(m.payer), spaced(m.payee or ""), _amount(m), _when(m), m.words)
            for m in record.money
        ),
    )
    yield Table(
        say("Where sources disagree"),
        (say("about"), say("values"), say("used here"), say("reason")),
        tuple(
            (c.about, "; ".join(f"{v.value} ({v.source})" for v in c.values), c.used or say("none"), c.reason)
            for c in record.conflicts
        ),
    )


def figures_table(figures: pd.DataFrame, title: str = "Corridor figures") -> Table:
    """Corridor figures in rows as they stand in the register, in its codes: measure, basis, unit, year, source."""
    layered = bool((figures["layer"] != SHIPPED).any())
    rows = tuple(
        (
            str(row["origin"]),
            str(row["destination"]),
            str(row["cadre"]),
            str(row["measure"]),
            str(row["basis"]),
            str(row["unit"]),
            str(row["year"]),
            f"{float(row['value']):.12g}",
            str(row["standing"]),
            str(row["confidence"]),
            str(row["source"]),
            *((str(row["layer"]),) if layered else ()),
        )
        for row in figures.to_dict("records")
    )
    columns = (
        "origin",
        "destination",
        "cadre",
        "measure",
        "basis",
        "unit",
        "year",
        "value",
        "standing",
        "confidence",
        "source",
        *(("from",) if layered else ()),
    )
    return Table(title, columns, rows, "", ("value",))


def figures_tables(figures: pd.DataFrame, language: str = "") -> list[Table]:
    """Corridor figures as one table for each measure, basis and unit, which must not be mixed."""
    return [_table_of(title, unit, group, language) for title, unit, group in _kinds_of(figures)]


def _kinds_of(figures: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """The figures of each measure, basis and unit, with what they are in words and in which unit."""
    found = []
    for (measure, basis, unit), group in figures.groupby(["measure", "basis", "unit"], sort=True):
        words = {"measure": spaced(str(measure)), "basis": _basis(str(basis)), "unit": spaced(str(unit))}
        layered = group.assign(layered=bool((figures["layer"] != SHIPPED).any()))
        found.append((say("{measure}, {basis}, in {unit}", **words), words["unit"], layered))
    return found


def _table_of(title: str, unit: str, group: pd.DataFrame, language: str, who: str = "") -> Table:
    layered, several = bool(group["layered"].any()), bool((group["standing"] != "used").any())
    rows = tuple(
        (
            country_name(str(row["origin"]), language),
            country_name(str(row["destination"]), language),
            spaced(str(row["cadre"])),
            str(row["year"]),
            number(float(row["value"]), 0 if float(row["value"]) % 1 == 0 else 1),
            *((spaced(str(row["standing"])),) if several else ()),
            spaced(str(row["confidence"])),
            str(row["source"]),
            *((str(row["layer"]),) if layered else ()),
        )
        for row in group.to_dict("records")
    )
    columns = (
        *(say("from"), say("to"), say("cadre"), say("year"), unit),
        *((say("standing"),) if several else ()),
        *(say("confidence"), say("source")),
        *((say("layer"),) if layered else ()),
    )
    return Table(say(who, figures=title) if who else capital(title), columns, rows, "", (unit,))


def _basis(word: str) -> str:
    return say(_BASES[word]) if word in _BASES else say("by {basis}", basis=spaced(word))


def _income(group: str, year: int | None) -> str:
    if not group:
        return say("not classified")
    return f"{say(_INCOMES.get(group, group))} ({year})"


_GOES_TO, _COMES_FROM = to_say("Who goes to: {figures}"), to_say("Who comes from: {figures}")


def country_tables(profile: CountryProfile, register: Register, language: str = "") -> list[Table]:
    """A country's facts, safeguards-list status, agreements and newest corridor figures."""
    who = profile.identity
    region = register.codebook.vocabulary.get("who_region", {}).get(who.who_region)
    about = (
        (say("income group (World Bank)"), _income(who.income_group, who.income_group_year)),
        (say("WHO region"), say(region) if region else say("not known")),
        *(
            (say("WHO safeguards list {version}", version=version), say(_LISTED[on]))
            for version, on in profile.safeguards.items()
        ),
    )
    facts = tuple(
        (
            spaced(fact.name),
            spaced(fact.cadre),
            number(fact.value, 0 if abs(fact.value) >= 1000 else 4 if abs(fact.value) < 1 else 2),
            say(fact.unit),
            str(fact.year),
            spaced(fact.confidence),
            fact.source,
        )
        for fact in profile.facts
    )
    columns = (
        say("what"),
        say("cadre"),
        say("value"),
        say("unit"),
        say("year"),
        say("confidence"),
        say("source"),
    )
    tables = [
        Table(f"{country_name(who.country, language)} ({who.country})", (say("what"), say("is")), about),
        Table(say("Figures"), columns, facts, say("The newest figure of each kind."), (say("value"),)),
    ]
    if profile.agreements:
        tables.append(agreements_table(profile.agreements, register, language))
    for words, figures in ((_GOES_TO, profile.sends), (_COMES_FROM, profile.receives)):
        tables += [_table_of(title, unit, group, language, words) for title, unit, group in _kinds_of(figures)]
    return tables


def precedents_table(found: Sequence[Precedent]) -> Table:
    """Precedents with their likeness, in all and part by part."""

    def share(value: float | None) -> str:
        return say("unknown") if value is None else per_cent(value)

    rows = tuple(
        (
            item.agreement.id,
            item.agreement.title,
            say("announced") if item.agreement.announced else spaced(item.agreement.status),
            per_cent(item.likeness),
            *(share(item.parts[part]) for part in ("parties", "cadres", "clauses", "size")),
            join(item.shared_clauses) or say("none"),
        )
        for item in found
    )
    columns = (
        say("key"),
        say("title"),
        say("status"),
        say("likeness"),
        say("parties"),
        say("cadres"),
        say("clauses"),
        say("size"),
        say("clauses in common"),
    )
    note = say(
        "Likeness is the weighted mean of its parts; the weights are this toolkit's choice, not a published measure."
    )
    return Table(say("Nearest precedents"), columns, rows, note, columns[3:8])


def gap_tables(gap: ClauseGap, register: Register) -> list[Table]:
    """The clauses that comparable agreements have and this one lacks, with the records that have them."""
    codebook = register.codebook
    rows = tuple(
        (
            entry.clause,
            say(codebook.clauses[entry.clause].name),
            say(codebook.clauses[entry.clause].question),
            say("{count} of {total}", count=number(len(entry.surely)), total=number(len(gap.compared))),
            str(len(entry.perhaps)),
            join(entry.surely),
            join(spaced(term) for term in entry.covered_by) or "",
        )
        for entry in gap.missing
    )
    columns = (
        say("clause"),
        say("name"),
        say("question"),
        say("named by"),
        say("perhaps also"),
        say("records that name it"),
        say("perhaps covered here by"),
    )
    if gap.compared:
        note = say("Compared with {agreements}.", agreements=join(item.agreement.id for item in gap.compared))
    else:
        note = say("Compared with no record that names clauses.")
    title = say("Clauses that comparable agreements have and this one lacks")
    return [Table(title, columns, rows, note, columns[4:5])]


def _counts(title: str, counts: Mapping[str, Mapping[str, int]], words: Sequence[str]) -> Table:
    rows = tuple((say(kind), *(number(found.get(word, 0)) for word in words)) for kind, found in counts.items())
    said = tuple(spaced(word) for word in words)
    return Table(title, (say("kind of fact"), *said), rows, "", said)


def coverage_tables(found: Coverage, register: Register) -> list[Table]:
    """How much the register holds, by confidence and by age."""
    total = sum(found.agreements.values())
    summary = (
        (say("agreement records"), number(total)),
        (f"  {say('of these active at the newest page read')}", number(found.existing)),
        (f"  {say('of these only announced, never counted as existing')}", number(found.announced)),
        (say("countries with a record"), number(found.countries)),
        (say("corridors with a figure"), number(found.corridors)),
        (say("series (corridor, cadre, measure, basis and unit)"), number(found.series)),
        (say("records that name no clause"), number(found.without_clauses)),
        (say("sources"), number(found.sources)),
        (f"  {say('of these without a year of publication')}", number(found.undated_sources)),
    )
    ages = list(next(iter(found.ages.values())))
    confidences = ("verified", "secondary", "weak")
    clauses = tuple(
        (clause, say(codebook.name), number(found.clauses[clause][0]), number(found.clauses[clause][1]))
        for clause, codebook in register.codebook.clauses.items()
    )
    layers = tuple((layer, number(count)) for layer, count in found.layers.items())
    note = say("What no page read names may still stand in a text; most texts are not public.")
    count, facts, columns = say("count"), say("facts"), (say("named by"), say("perhaps also"))
    return [
        Table(say("The register"), (say("what"), count), summary, "", (count,)),
        Table(
            say("Agreements by status"),
            (say("status"), count),
            tuple((spaced(k), number(v)) for k, v in found.agreements.items()),
            "",
            (count,),
        ),
        _counts(say("By confidence"), found.confidence, confidences),
        _counts(say("By age of the evidence in {year}", year=found.year), found.ages, ages),
        Table(say("Clauses named by agreements"), (say("clause"), say("name"), *columns), clauses, note, columns),
        *(
            [Table(say("Where facts come from"), (say("layer"), facts), layers, "", (facts,))]
            if len(layers) > 1
            else []
        ),
    ]


def clause_tables(codebook: Codebook) -> list[Table]:
    """The codebook: its clauses by family, and the broad terms."""
    columns = (say("clause"), say("name"), say("question"), say("quantities"), say("usual payer"), say("answers"))
    tables = [
        Table(
            say(family.name),
            columns,
            tuple(
                (
                    key,
                    say(clause.name),
                    say(clause.question),
                    "; ".join(f"{say(quantity.name)} ({say(quantity.unit)})" for quantity in clause.quantities),
                    say(clause.usual_payer),
                    ", ".join(clause.answers),
                )
                for key, clause in codebook.clauses.items()
                if clause.family == name
            ),
            say(family.about),
        )
        for name, family in codebook.families.items()
    ]
    rows = tuple((key, say(term.meaning), ", ".join(term.may_be)) for key, term in codebook.broad_terms.items())
    title = say("Broad terms: what pages say without telling which clause")
    return [*tables, Table(title, (say("term"), say("meaning"), say("may be")), rows)]
