"""The tabs that hold agreements against each other: two to four side by side, precedents, the clause heat map."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit.app.agreements_search import label_of_record
from toolkit.app.corridors_address import Address
from toolkit.app.corridors_parts import show_long_table
from toolkit.app.parts import plain, show_figure
from toolkit.app.results import register
from toolkit.case.schema import Case
from toolkit.languages.speech import current_language, say
from toolkit.prefill.sketch import sketch_of_case
from toolkit.register.find import find_agreements
from toolkit.register.precedents import clause_gap, precedents, sketch_of
from toolkit.register.records import Agreement
from toolkit.report.agreement_comparison import MOST, comparison_of_agreements
from toolkit.report.agreement_detail import DRAFT, draft_as_record
from toolkit.report.figures.heatmap import clause_grid
from toolkit.report.precedent_reasons import reasons_table
from toolkit.report.register import gap_tables, precedents_table

__all__ = ["compare_tab", "heatmap_tab", "precedents_tab"]


def compare_tab(address: Address, found: Sequence[Agreement]) -> None:
    """Two to four records side by side."""
    held = register()
    chosen = [key for key in address["compared"].split(",") if key in held.agreements]
    keys = list(dict.fromkeys([*chosen, *(record.id for record in found)]))
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    with left:
        picked = address.several(
            "compared",
            say("Agreements to compare"),
            keys,
            format_func=label_of_record,
            max_selections=MOST,
            placeholder=say("choose two to four of those found"),
            help=say("The filters above narrow the choice; what is chosen stays."),
        )
    with right:
        every = address.toggle("every", say("Every clause"), help=say("Also clauses that none of them names."))
    if len(picked) < 2:
        st.markdown(say("Choose at least two. The filters above narrow the list."))
        return
    records = [held.agreements[key] for key in picked]
    facts, clauses = comparison_of_agreements(records, held, every_clause=every, language=current_language())
    show_long_table(facts, "compared_facts", most=40)
    show_long_table(clauses, "compared_clauses", most=100)


def precedents_tab(address: Address, case: Case | None) -> None:
    """The likest agreements for the open negotiation or for a record, and the clauses that they have and it lacks."""
    held, spoken = register(), current_language()
    weak = address["weak"] == "yes"
    keys = [record.id for record in find_agreements(held, weak=weak)]
    options = ([DRAFT] if case is not None else [""]) + keys
    left, right = st.columns([4, 1])
    with left:
        key = address.select(
            "against",
            say("Precedents for"),
            options,
            format_func=lambda word: _against(word, case),
        )
    with right:
        most = address.number("most", say("How many"), 3, 30)
    if not key:
        st.markdown(
            say("Choose an agreement, or open a negotiation on the start page to see the precedents for its draft.")
        )
        return
    sketch = sketch_of_case(case) if key == DRAFT and case is not None else sketch_of(held.agreements[key])
    found = precedents(held, sketch, most=most or 10, weak=weak)
    show_long_table(reasons_table(found, sketch, held, spoken), "precedents_reasons", most=30)
    with st.expander(say("Likeness part by part")):
        show_long_table(precedents_table(found), "precedents_parts", most=30)
    for place, table in enumerate(gap_tables(clause_gap(held, sketch, most=most or 10, weak=weak), held)):
        show_long_table(table, f"precedents_gap_{place}", most=12)
    st.caption(say("A gap is a question to ask, not a fault: what no page names may still stand in a text."))


def _against(word: str, case: Case | None) -> str:
    if word == DRAFT and case is not None:
        return say("the negotiation that is open: {name}", name=case.name)
    return label_of_record(word) if word else say("choose an agreement")


def heatmap_tab(address: Address, found: Sequence[Agreement], case: Case | None) -> None:
    """Which of the agreements found name which clauses; the draft first where a negotiation is open."""
    left, right = st.columns([1, 3], vertical_alignment="bottom")
    with left:
        columns = address.number(
            "columns", say("Agreements shown"), 2, 60, help=say("Those that name most clauses come first.")
        )
    with right:
        every = address.toggle("all_clauses", say("Every clause of the codebook"))
    ordered = sorted(found, key=lambda record: (-len(record.clauses), record.id))
    telling = [record for record in ordered if record.clauses or record.broad]
    if not telling:
        st.info(say("None of the records found names a clause. That does not say what their texts hold."))
        return
    records = [draft_as_record(case), *ordered] if case is not None else ordered
    figure = clause_grid(
        records,
        register().codebook,
        most=columns or 24,
        every_clause=every,
        highlighted=DRAFT if case is not None else "",
        title=say("Which clauses the agreements found name"),
        language=current_language(),
    )
    if case is not None:
        st.markdown(plain(say("The first column, in bold, is the negotiation that is open: {name}.", name=case.name)))
    show_figure(figure, "clause_heatmap")
