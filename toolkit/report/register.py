"""The register as tables: agreements, one record, corridor figures, a country, precedents, gaps and coverage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from toolkit.countries import country_name
from toolkit.register.countries import CountryProfile
from toolkit.register.coverage import Coverage
from toolkit.register.precedents import ClauseGap, Precedent
from toolkit.register.read import SHIPPED, Register
from toolkit.register.records import Agreement, Codebook, Money, Provision, Volume
from toolkit.report.evidence import cadres_in_words
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
    "full_time_equivalents": "full-time equivalents",
    "nurse_and_midwife": "nurses and midwives",
    "lower_middle": "lower-middle",
    "upper_middle": "upper-middle",
    "gdp_per_capita": "GDP per person",
    "remittances_share_of_gdp": "remittances received, share of GDP",
    "uhc_index": "index of essential health services",
}


def spaced(word: str) -> str:
    """A coded word as it is read: ``full_time_equivalents`` becomes ``full-time equivalents``."""
    return _READ.get(word, word.replace("_", " "))


def _year(value: int | None) -> str:
    return "" if value is None else str(value)


def _parties(record: Agreement, language: str, most: int | None = None) -> str:
    named = [
        f"{country_name(party.country, language)}{f' ({party.part})' if party.part else ''}" for party in record.parties
    ]
    sign = " → " if record.directions and len(record.countries) == 2 else " – "
    left = len(named[most:]) if most is not None else 0
    more = (f" and {left} more" if left else "") + ("" if record.parties_complete else " and others")
    return sign.join(named[:most]) + more


def agreements_table(
    records: Sequence[Agreement], register: Register, language: str = "en", *, most_parties: int | None = None
) -> Table:
    """Agreements in rows; what is only announced is marked so that nobody counts it as existing.

    With ``most_parties`` only so many parties of each are named, and the number of the others is told.
    """
    rows = tuple(
        (
            record.id,
            record.title,
            _parties(record, language, most_parties),
            cadres_in_words("+".join(record.cadres)),
            record.signed or "",
            "only announced" if record.announced else record.status,
            _year(record.status_as_of),
            record.confidence,
            *_layer(register, register.layer_of(record.id)),
        )
        for record in records
    )
    announced = sum(record.announced for record in records)
    count = len(records) - announced
    note = f"{count} agreement{'s' if count != 1 else ''}"
    note += f" and {announced} only announced, not counted" if announced else ""
    columns = ("key", "title", "parties", "cadres", "signed", "status", "as of", "confidence")
    extra = ("from",) if _has_layers(register) else ()
    return Table("Agreements", (*columns, *extra), rows, f"{note}. Blank means not known.", ("as of",))


def _has_layers(register: Register) -> bool:
    return bool(register.layers) or bool((register.corridors["layer"] != SHIPPED).any())


def _layer(register: Register, layer: str) -> tuple[str, ...]:
    return (layer,) if _has_layers(register) else ()


def agreement_tables(record: Agreement, register: Register, language: str = "en") -> list[Table]:
    """One record: what it is, its clauses, numbers and money, where sources disagree, and the sources."""
    vocabulary = register.codebook.vocabulary
    rows = [
        ("parties", _parties(record, language) + ("" if record.parties_complete else "; not every party is named")),
        *((f"body of {country_name(party.country, language)}", party.body) for party in record.parties if party.body),
        ("direction", join(d.replace("-", " → ") for d in record.directions) or "mutual, or none"),
        ("level", f"{record.level}: {vocabulary['level'].get(record.level, '')}"),
        ("instrument", f"{spaced(record.instrument)}: {vocabulary['instrument'].get(record.instrument, '')}"),
        ("scope", f"{record.scope}: {vocabulary['scope'].get(record.scope, '')}"),
        ("cadres", cadres_in_words("+".join(record.cadres))),
        ("signed", record.signed or "not known"),
        ("in force or started", record.in_force or "not known"),
        ("ends", f"{record.ends} ({spaced(record.ends_basis or '')})" if record.ends else "not known"),
        ("status", f"{record.status}{f' as of {record.status_as_of}' if record.status_as_of else ', date not known'}"),
        ("confidence", f"{record.confidence}: {vocabulary['confidence'].get(record.confidence, '')}"),
        ("notes", record.notes.strip()),
    ]
    if register.layer_of(record.id) != SHIPPED:
        replaced = ", replaces the shipped record" if record.id in register.overridden else ""
        rows.append(("comes from", f"{register.layer_of(record.id)}{replaced}"))
    tables = [Table(f"{record.id}: {record.title}", ("field", "content"), tuple(rows))]
    tables += [table for table in _parts(record, register) if table.rows]
    sources = [register.sources[key] for key in record.sources if key in register.sources]
    told = tuple((source.key, source.title, source.publisher, _year(source.year), source.address) for source in sources)
    return [*tables, Table("Sources", ("key", "title", "publisher", "year", "address"), told)]


def _amount(money: Money) -> str:
    low, high = money.low, money.high
    stated = number(money.amount, _decimals(money.amount)) if money.amount is not None else ""
    if low is not None and high is not None:
        spread = f"{number(low, _decimals(low))} to {number(high, _decimals(high))}"
        stated = f"{stated} ({spread})" if stated else spread
    elif low is not None or high is not None:
        edge = f"at least {number(low)}" if low is not None else f"at most {number(high or 0)}"
        stated = f"{stated} ({edge})" if stated else edge
    return (
        f"{money.currency} {stated} per {spaced(money.per)}".replace("per total", "in all")
        if stated and money.per
        else stated
    )


def _decimals(value: float) -> int:
    return 0 if value % 1 == 0 else 2


def _when(part: Volume | Money | Provision) -> str:
    return f"{part.year or ''}{' (year assumed)' if part.assumed else ''}".strip()


def _parts(record: Agreement, register: Register) -> Iterable[Table]:
    codebook = register.codebook
    provisions = []
    for item in record.provisions:
        name = codebook.clauses[item.clause].name if item.clause in codebook.clauses else ""
        broad = codebook.broad_terms[item.broad].meaning if item.broad in codebook.broad_terms else ""
        quantity = f"{number(item.value, _decimals(item.value))} {item.unit or ''}" if item.value is not None else ""
        provisions.append(
            (
                item.clause or item.broad or "",
                name or f"broad term: {broad}",
                item.words,
                quantity,
                _when(item),
            )
        )
    yield Table(
        "Clauses that the pages read name",
        ("code", "clause", "what they say", "quantity", "year"),
        tuple(provisions),
        "A clause that is absent here is not known to be absent from the text.",
    )
    yield Table(
        "Quotas, targets and first groups (not flows)",
        ("number", "kind", "per", "what it is", "year"),
        tuple((number(v.number), spaced(v.kind), v.per, v.basis, _when(v)) for v in record.volumes),
        numeric=("number",),
    )
    yield Table(
        "Money",
        ("for", "payer", "payee", "amount", "year", "what the source says"),
        tuple(
            (spaced(m.item), spaced(m.payer), spaced(m.payee or ""), _amount(m), _when(m), m.words)
            for m in record.money
        ),
    )
    yield Table(
        "Where sources disagree",
        ("about", "values", "used here", "reason"),
        tuple(
            (c.about, "; ".join(f"{v.value} ({v.source})" for v in c.values), c.used or "none", c.reason)
            for c in record.conflicts
        ),
    )


def figures_table(figures: pd.DataFrame, title: str = "Corridor figures") -> Table:
    """Corridor figures in rows, each with measure, basis, unit, year, source and confidence."""
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


def figures_tables(figures: pd.DataFrame, language: str = "en") -> list[Table]:
    """Corridor figures as one table for each measure, basis and unit, which must not be mixed."""
    layered = bool((figures["layer"] != SHIPPED).any())
    tables: list[Table] = []
    for (measure, basis, unit), group in figures.groupby(["measure", "basis", "unit"], sort=True):
        rows = tuple(
            (
                country_name(str(row["origin"]), language),
                country_name(str(row["destination"]), language),
                spaced(str(row["cadre"])),
                str(row["year"]),
                number(float(row["value"]), 0 if float(row["value"]) % 1 == 0 else 1),
                *((str(row["standing"]),) if (group["standing"] != "used").any() else ()),
                str(row["confidence"]),
                str(row["source"]),
                *((str(row["layer"]),) if layered else ()),
            )
            for row in group.to_dict("records")
        )
        standing = ("standing",) if (group["standing"] != "used").any() else ()
        columns = ("from", "to", "cadre", "year", spaced(str(unit)), *standing, "confidence", "source")
        title = f"{spaced(str(measure)).capitalize()}, {_basis(str(basis))}, in {spaced(str(unit))}"
        tables.append(Table(title, (*columns, *(("layer",) if layered else ())), rows, "", (spaced(str(unit)),)))
    return tables


def _basis(word: str) -> str:
    return {"trained_in": "by country of training", "born_in": "by country of birth"}.get(word, f"by {spaced(word)}")


def country_tables(profile: CountryProfile, register: Register, language: str = "en") -> list[Table]:
    """A country's facts, safeguards-list status, agreements and newest corridor figures."""
    who = profile.identity
    listed = {None: "members of this version are not held", True: "on the list", False: "not on the list"}
    income = f"{spaced(who.income_group)} income ({who.income_group_year})" if who.income_group else "not classified"
    about = (
        ("income group (World Bank)", income),
        ("WHO region", register.codebook.vocabulary.get("who_region", {}).get(who.who_region, "not known")),
        *((f"WHO safeguards list {version}", listed[on]) for version, on in profile.safeguards.items()),
    )
    facts = tuple(
        (
            spaced(fact.name),
            spaced(fact.cadre),
            number(fact.value, 0 if abs(fact.value) >= 1000 else 4 if abs(fact.value) < 1 else 2),
            fact.unit,
            str(fact.year),
            fact.confidence,
            fact.source,
        )
        for fact in profile.facts
    )
    columns = ("what", "cadre", "value", "unit", "year", "confidence", "source")
    tables = [
        Table(f"{country_name(who.country, language)} ({who.country})", ("what", "is"), about),
        Table("Figures", columns, facts, "The newest figure of each kind.", ("value",)),
    ]
    if profile.agreements:
        tables.append(agreements_table(profile.agreements, register, language))
    for title, table in (("goes to", profile.sends), ("comes from", profile.receives)):
        for part in figures_tables(table, language):
            tables.append(
                Table(
                    f"Who {title}: {part.title[0].lower()}{part.title[1:]}",
                    part.columns,
                    part.rows,
                    part.note,
                    part.numeric,
                )
            )
    return tables


def precedents_table(found: Sequence[Precedent]) -> Table:
    """Precedents with their likeness, in all and part by part."""

    def share(value: float | None) -> str:
        return "unknown" if value is None else per_cent(value)

    rows = tuple(
        (
            item.agreement.id,
            item.agreement.title,
            "announced" if item.agreement.announced else item.agreement.status,
            per_cent(item.likeness),
            *(share(item.parts[part]) for part in ("parties", "cadres", "clauses", "size")),
            join(item.shared_clauses) or "none",
        )
        for item in found
    )
    columns = ("key", "title", "status", "likeness", "parties", "cadres", "clauses", "size", "clauses in common")
    note = "Likeness is the weighted mean of its parts; the weights are this toolkit's choice, not a published measure."
    return Table("Nearest precedents", columns, rows, note, ("likeness", "parties", "cadres", "clauses", "size"))


def gap_tables(gap: ClauseGap, register: Register) -> list[Table]:
    """The clauses that comparable agreements have and this one lacks, with the records that have them."""
    codebook = register.codebook
    rows = tuple(
        (
            entry.clause,
            codebook.clauses[entry.clause].name,
            codebook.clauses[entry.clause].question,
            f"{len(entry.surely)} of {len(gap.compared)}",
            str(len(entry.perhaps)),
            join(entry.surely),
            join(spaced(term) for term in entry.covered_by) or "",
        )
        for entry in gap.missing
    )
    columns = (
        "clause",
        "name",
        "question",
        "named by",
        "perhaps also",
        "records that name it",
        "perhaps covered here by",
    )
    note = "Compared with " + (join(item.agreement.id for item in gap.compared) or "no record that names clauses") + "."
    return [Table("Clauses that comparable agreements have and this one lacks", columns, rows, note, ("perhaps also",))]


def _counts(title: str, counts: Mapping[str, Mapping[str, int]], words: Sequence[str]) -> Table:
    rows = tuple((kind, *(number(found.get(word, 0)) for word in words)) for kind, found in counts.items())
    return Table(title, ("kind of fact", *words), rows, "", tuple(words))


def coverage_tables(found: Coverage, register: Register) -> list[Table]:
    """How much the register holds, by confidence and by age."""
    total = sum(found.agreements.values())
    summary = (
        ("agreement records", number(total)),
        ("  of these active at the newest page read", number(found.existing)),
        ("  of these only announced, never counted as existing", number(found.announced)),
        ("countries with a record", number(found.countries)),
        ("corridors with a figure", number(found.corridors)),
        ("series (corridor, cadre, measure, basis and unit)", number(found.series)),
        ("records that name no clause", number(found.without_clauses)),
        ("sources", number(found.sources)),
        ("  of these without a year of publication", number(found.undated_sources)),
    )
    ages = list(next(iter(found.ages.values())))
    confidences = ("verified", "secondary", "weak")
    clauses = tuple(
        (clause, codebook.name, number(found.clauses[clause][0]), number(found.clauses[clause][1]))
        for clause, codebook in register.codebook.clauses.items()
    )
    layers = tuple((layer, number(count)) for layer, count in found.layers.items())
    note = "What no page read names may still stand in a text; most texts are not public."
    return [
        Table("The register", ("what", "count"), summary, "", ("count",)),
        Table(
            "Agreements by status",
            ("status", "count"),
            tuple((k, number(v)) for k, v in found.agreements.items()),
            "",
            ("count",),
        ),
        _counts("By confidence", found.confidence, confidences),
        _counts(f"By age of the evidence in {found.year}", found.ages, ages),
        Table(
            "Clauses named by agreements",
            ("clause", "name", "named by", "perhaps also"),
            clauses,
            note,
            ("named by", "perhaps also"),
        ),
        *([Table("Where facts come from", ("layer", "facts"), layers, "", ("facts",))] if len(layers) > 1 else []),
    ]


def clause_tables(codebook: Codebook) -> list[Table]:
    """The codebook: its clauses by family, and the broad terms."""
    columns = ("clause", "name", "question", "quantities", "usual payer", "answers")
    tables = [
        Table(
            family.name,
            columns,
            tuple(
                (
                    key,
                    clause.name,
                    clause.question,
                    "; ".join(f"{quantity.name} ({quantity.unit})" for quantity in clause.quantities),
                    clause.usual_payer,
                    ", ".join(clause.answers),
                )
                for key, clause in codebook.clauses.items()
                if clause.family == name
            ),
            family.about,
        )
        for name, family in codebook.families.items()
    ]
    rows = tuple((key, term.meaning, ", ".join(term.may_be)) for key, term in codebook.broad_terms.items())
    return [
        *tables,
        Table("Broad terms: what pages say without telling which clause", ("term", "meaning", "may be"), rows),
    ]
