"""The tab that searches the register of agreements and reads one record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from toolkit.app.corridors_address import Address
from toolkit.app.corridors_parts import show_long_table
from toolkit.app.menu import page
from toolkit.app.parts import plain
from toolkit.app.results import country_choices, register
from toolkit.atlas.agreements_network import names_clause
from toolkit.compliance.check import check
from toolkit.compliance.facts import facts_of_agreement
from toolkit.countries import country_name
from toolkit.languages.speech import current_language, say, say_count, to_say
from toolkit.register.find import find_agreements
from toolkit.register.precedents import Sketch, precedents
from toolkit.register.records import Agreement
from toolkit.report.agreement_detail import clause_context, standing_in_words
from toolkit.report.compliance import findings_tables, summary
from toolkit.report.evidence import cadres_in_words
from toolkit.report.figures.words import capital
from toolkit.report.precedent_reasons import reasons_table
from toolkit.report.register import agreement_tables, agreements_table, spaced
from toolkit.wording import number

__all__ = ["DEFAULTS", "found_agreements", "label_of_record", "search_tab"]

DEFAULTS: Mapping[str, str] = {
    "show": "search",
    "country": "",
    "with": "",
    "side": "",
    "cadre": "",
    "clause": "",
    "perhaps": "",
    "instrument": "",
    "level": "",
    "status": "",
    "confidence": "",
    "since": "",
    "until": "",
    "text": "",
    "weak": "",
    "record": "",
    "compared": "",
    "every": "",
    "against": "",
    "most": "10",
    "columns": "24",
    "all_clauses": "",
}
"""The settings of the page by their names in the address."""

_PARTIES = 3
_SIDES = {"": to_say("either side"), "sending": to_say("sends"), "receiving": to_say("receives")}


def _words(field: str) -> list[str]:
    return list(register().codebook.vocabulary[field])


def _coded(address: Address, name: str, label: str, said: Callable[[str], str] = spaced) -> str:
    return address.select(
        name, label, ["", *_words(name)], format_func=lambda word: capital(said(word)) if word else say("any")
    )


def _country(address: Address, name: str, label: str, help_: str) -> str:
    return address.select(
        name,
        label,
        ["", *country_choices()],
        format_func=lambda code: country_name(code) if code else say("any"),
        help=help_,
    )


def found_agreements(address: Address) -> list[Agreement]:
    """Draw the filters and find what meets all of them. Raises ``InputError``."""
    held = register()
    clauses = {key: say(clause.name) for key, clause in held.codebook.clauses.items()}
    first = st.columns(4)
    with first[0]:
        country = _country(address, "country", say("Country"), say("A party to the agreement."))
    with first[1]:
        other = _country(address, "with", say("Together with"), say("Another party to the same agreement."))
    with first[2]:
        cadre = _coded(address, "cadre", say("Cadre"), cadres_in_words)
    with first[3]:
        text = address.text(
            "text",
            say("Words"),
            placeholder=say("in titles and notes"),
            help=say("Looked for in titles and notes as they stand."),
        )
    with st.expander(say("More filters"), expanded=_more(address)):
        second, third = st.columns(4), st.columns(4)
        with second[0]:
            clause = address.select(
                "clause",
                say("Clause"),
                ["", *clauses],
                format_func=lambda key: clauses.get(key) or say("any, or none known"),
            )
            perhaps = address.toggle(
                "perhaps",
                say("Perhaps named too"),
                help=say("Also records with a broad term that may stand for the clause."),
            )
        with second[1]:
            side = address.select(
                "side",
                say("The country"),
                list(_SIDES),
                format_func=lambda word: say(_SIDES[word]),
                help=say("Where directions are known."),
            )
        with second[2]:
            status = _coded(address, "status", say("Status"))
        with second[3]:
            instrument = _coded(address, "instrument", say("Kind of text"))
        with third[0]:
            level = _coded(address, "level", say("Level"))
        with third[1]:
            confidence = _coded(address, "confidence", say("Confidence"))
            weak = address.toggle(
                "weak", say("Weak records too"), help=say("Records on weak evidence are hidden otherwise.")
            )
        with third[2]:
            since = address.number("since", say("Signed since"), 1950, date.today().year, placeholder=say("any year"))
        with third[3]:
            until = address.number("until", say("Signed until"), 1950, date.today().year, placeholder=say("any year"))
    found = find_agreements(
        held,
        country=country or None,
        between=(country or other, other) if other else None,
        sending=country if country and side == "sending" else None,
        receiving=country if country and side == "receiving" else None,
        cadre=cadre or None,
        status=status or None,
        instrument=instrument or None,
        level=level or None,
        confidence=confidence or None,
        since=since,
        until=until,
        text=text.strip() or None,
        weak=weak,
    )
    if not clause:
        return found
    kept = ("named", "perhaps") if perhaps else ("named",)
    return [record for record in found if names_clause(held, record, clause) in kept]


def _more(address: Address) -> bool:
    names = ("clause", "side", "status", "instrument", "level", "confidence", "since", "until", "weak")
    return any(address[name] for name in names)


def label_of_record(key: str) -> str:
    """A record as it stands in a list of choices."""
    record = register().agreements[key]
    return f"{record.title} ({key})"


def search_tab(address: Address, found: Sequence[Agreement]) -> None:
    """What was found, and one record in full."""
    held, spoken = register(), current_language()
    if not found:
        _nothing(address)
        return
    shown = agreements_table(found, held, spoken, most_parties=_PARTIES)
    show_long_table(shown, "agreements_found", most=12, filed=agreements_table(found, held, spoken))
    keys = [record.id for record in found]
    key = address.select(
        "record",
        say("Read a record"),
        ["", *keys],
        format_func=lambda word: (
            label_of_record(word)
            if word
            else say_count("choose one of {count}", "choose one of {count}", len(found), count=number(len(found)))
        ),
    )
    if not key and len(found) == 1:
        key = found[0].id
    if key:
        _record(held.agreements[key])


def _record(record: Agreement) -> None:
    held = register()
    st.markdown(plain(standing_in_words(record)))
    tables = agreement_tables(record, held, current_language())
    for place, table in enumerate(tables):
        show_long_table(table, f"record_{place}", most=60)
    context = clause_context(record, held)
    if context.rows:
        with st.expander(context.title):
            show_long_table(context, "record_clauses", most=100)
    if not record.provisions:
        st.markdown(say("The pages read name no clause of this agreement. That does not say what its text holds."))
    _against_the_code(record)
    pairs = [direction.split("-") for direction in record.directions[:3]]
    for origin, destination in pairs:
        _link_to_figures(origin, destination)


def _link_to_figures(origin: str, destination: str) -> None:
    label = say(
        "Figures of {origin} → {destination}", origin=country_name(origin), destination=country_name(destination)
    )
    st.page_link(page("corridors"), label=label, query_params={"corridor": f"{origin}-{destination}"})


def _against_the_code(record: Agreement) -> None:
    """What the rules find in a record; most of it is not determinable, since pages name only some clauses."""
    held = register()
    box = st.expander(say("Against the WHO Code"), key="record_code", on_change="rerun")
    if box.open:
        with box:
            findings = check(facts_of_agreement(record, held))
            st.markdown(plain(summary(findings)))
            for place, table in enumerate(findings_tables(findings, held.codebook)):
                show_long_table(table, f"record_code_{place}", most=6)


def _nothing(address: Address) -> None:
    country, other = address["country"], address["with"]
    st.info(
        say(
            "No record meets every condition. The register holds what public pages tell: an agreement that it does not "
            "know may still exist."
        )
    )
    if not country or not other:
        return
    told = say(
        "Of {one} and {other} no common agreement is known.", one=country_name(country), other=country_name(other)
    )
    st.markdown(plain(told))
    for code in (country, other):
        label = say("All agreements of {country}", country=country_name(code))
        st.page_link(page("agreements"), label=label, query_params={"country": code})
    _link_to_figures(country, other)
    cadre = address["cadre"] or "nurse"
    sketch = Sketch((country,), (other,), frozenset({cadre}), frozenset())
    near = precedents(register(), sketch, most=8, weak=address["weak"] == "yes")
    st.header(say("What countries like these agreed on {cadres}", cadres=cadres_in_words(cadre)))
    show_long_table(reasons_table(near, sketch, register(), current_language()), "precedents_of_two")
