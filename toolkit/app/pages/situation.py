"""Situation: both countries as they stand, how they develop with no agreement, and every number behind it."""

from __future__ import annotations

import streamlit as st

from toolkit.app.case_shown import case_of_page
from toolkit.app.menu import link_to
from toolkit.app.numbers_editor import changed_numbers, number_in_full, numbers_editor, record_of
from toolkit.app.parts import capital, plain, show_figure, show_problems, show_table
from toolkit.app.results import outcome_of, register
from toolkit.app.scrolled import show_scrolled
from toolkit.app.session import require
from toolkit.case.names import cadre_name
from toolkit.case.schema import Case
from toolkit.errors import InputError
from toolkit.languages.speech import say
from toolkit.model.evaluate import Outcome
from toolkit.register.read import Register
from toolkit.report.case_numbers import entries, standings_in_words
from toolkit.report.figures.development import development
from toolkit.report.situation import (
    agreements_between,
    cadres_of_case,
    figures_between,
    situation_table,
    sources_between,
    years_table,
)
from toolkit.workspace.content import Content
from toolkit.workspace.store import Held


def _register() -> Register | None:
    try:
        return register()
    except InputError as failure:
        show_problems(failure)
        link_to("sources", say("Look at your imported data"))
        return None


def _development(case: Case, outcome: Outcome) -> None:
    st.header(say("How they develop with no agreement"))
    cadres = cadres_of_case(case)
    chosen = cadres[0]
    if len(cadres) > 1:
        chosen = (
            st.segmented_control(
                say("Cadre"),
                cadres,
                default=chosen,
                required=True,
                format_func=lambda cadre: capital(cadre_name(cadre)),
                key="situation_cadre",
            )
            or chosen
        )
    having = [country for country, record in case.countries.items() if chosen in record.cadres]
    for start in range(0, len(having), 2):
        for column, country in zip(st.columns(2), having[start : start + 2], strict=False):
            with column:
                show_figure(development(outcome, country, chosen), f"development_{country}_{chosen}")
    show_table(years_table(outcome, chosen), f"years_{chosen}")


def _between(case: Case, held_register: Register) -> None:
    st.header(say("What runs between them already"))
    show_table(figures_between(case, held_register), "movement")
    found = agreements_between(case, held_register)
    for number, table in enumerate(found):
        show_table(table, f"agreements_{number}")
    if not found:
        st.markdown(
            say("The register knows of no agreement between these countries. There may be one that it does not know.")
        )
    link_to("agreements", say("Read the agreements in full"))
    with st.expander(say("Sources of these figures and agreements")):
        show_scrolled(sources_between(case, held_register), "sources_between")


def _numbers(held: Held, case: Case) -> None:
    st.header(say("The numbers, their sources, and changing them"))
    found = entries(case, held.content.changed)
    st.markdown(plain(standings_in_words(found)))
    own = [entry for entry in found if entry.path[0] != "red_lines"]
    names = {record_of(entry): entry.record for entry in own}
    records = list(names)
    record = (
        st.segmented_control(
            say("Numbers of"),
            records,
            default=records[0],
            required=True,
            format_func=lambda record: names[record],
            key="situation_record",
        )
        or records[0]
    )
    shown = [entry for entry in own if record_of(entry) == record]
    numbers_editor(names[record], shown)
    st.caption(
        say(
            "Type over a value to change it: all results follow at once, the old value is kept, and Undo in the bar "
            "above takes the change back. Red lines are changed on the page Terms."
        )
    )
    by_key = {entry.key: entry for entry in shown}
    picked = st.selectbox(
        say("Where a number comes from"),
        list(by_key),
        index=None,
        format_func=lambda key: by_key[key].label,
        key=f"situation_number_{records.index(record)}",
        placeholder=say("Choose a number to see its source in full"),
    )
    if picked is not None:
        number_in_full(case, by_key[picked])
    st.subheader(say("Changed here"))
    changed_numbers(found)


def _page(held: Held) -> None:
    content: Content = held.content
    case = case_of_page(held)
    if case is None:
        return
    held_register = _register()
    outcome = outcome_of(content, {})
    if held_register is not None:
        show_table(situation_table(outcome, held_register, content.changed), "situation")
    _development(case, outcome)
    if held_register is not None:
        _between(case, held_register)
    _numbers(held, case)


st.title(say("Situation"))
st.markdown(say("Where the countries stand today, and where they are heading if nothing is agreed."))
_page(require())
